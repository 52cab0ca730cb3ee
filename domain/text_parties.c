#include "domain/text_parties.h"

#include <stdlib.h>

static size_t slot_of(const uint8_t *word, size_t size)
{
	uint32_t h = 2166136261U;
	for (size_t i = 0; i < size; i++)
		h = (h ^ word[i]) * 16777619U;
	return (h ^ h >> 13) % TEXT_PARTIES_SLOTS;
}

/* ---- Letters --------------------------------------------------------------- */

bool text_is_capitals(struct bytes text)
{
	bool capitals = false;
	int32_t c;
	for (size_t at = 0, size; at < text.size; at += size) {
		enum text_class class = text_class_at(text, at, &c, &size);
		if (class == TEXT_LETTER)
			return false;
		capitals |= class == TEXT_CAPITAL;
	}
	return capitals;
}

bool text_is_capital(struct bytes text)
{
	int32_t c;
	size_t size;
	return text.size > 0 && text_class_at(text, 0, &c, &size) == TEXT_CAPITAL;
}

/* ---- The names -------------------------------------------------------------- */

void text_parties_add(struct text_parties *parties, struct name *name)
{
	struct name **at = &parties->slots[slot_of((const uint8_t *)name->text, name->first)];
	while (*at != NULL && (*at)->words > name->words)
		at = &(*at)->next;
	for (const struct name *other = *at; other != NULL && other->words == name->words; other = other->next)
		if (strcmp(other->text, name->text) == 0 && other->adjective == name->adjective &&
		    (other->only == TEXT_PLAIN || other->only == name->only)) {
			free(name);
			return;
		}
	name->next = *at;
	*at = name;
}

/* ---- Finding ---------------------------------------------------------------- */

static struct bytes word_at(const struct asked *a, size_t i)
{
	struct bytes term = text_term(a->t, &a->t->at[a->counted[i]]);
	return bytes_of(term.data + 1, term.size - 1);
}

/* Bytes of the name's word at a place, its space with them, if it is this one; else 0. */
static size_t is_word(const char *at, const uint8_t *word, size_t size)
{
	return at[0] == (char)word[0] && strncmp(at, (const char *)word, size) == 0 && at[size] == ' ' ? size + 1 : 0;
}

static size_t reads_word(const char *at, struct bytes word)
{
	struct text_readings readings;
	size_t size = is_word(at, word.data, word.size);
	if (size > 0 || word.data[0] < TEXT_READ_OTHERWISE)
		return size;
	text_read_word(word, false, &readings);
	for (size_t i = 0; size == 0 && i < readings.count; i++)
		size = is_word(at, readings.at[i].text, readings.at[i].size);
	return size;
}

static bool begins_with(const struct name *name, struct bytes word)
{
	return name->first == word.size && memcmp(name->text, word.data, word.size) == 0;
}

/* Whether the words read as the name, behind the first, of which this is a reading. */
static bool reads(const struct name *name, const struct asked *a, struct bytes first)
{
	const char *at = name->text;
	if (name->words > a->left || !begins_with(name, first))
		return false;
	size_t size = first.size + 1;
	for (size_t i = 1; size > 0 && i < name->words; i++) {
		at += size;
		if (a->t->at[a->counted[i]].position != a->t->at[a->counted[0]].position + i)
			return false;
		size = reads_word(at, word_at(a, i));
	}
	return size > 0;
}

/* What tells a state for sure behind its adjective: "the Kazakh delegation", "Russian aviation". */
static const char *const told_by[] = {
	"delegation",   "delegations", "delegate",   "delegates",  "side",       "sides",       "representative",
	"government",   "governments", "president",  "presidents", "minister",   "ministers",   "representatives",
	"authorities",  "leadership",  "ministry",   "mission",    "ambassador", "ambassadors", "envoy",
	"proposal",     "proposals",   "draft",      "drafts",     "amendment",  "amendments",  "aviation",
	"armed forces", "air force",   "parliament",
};

/* What may stand between. */
static const char *const told_with[] = { "deputy", "acting", "special", "permanent", "first", "foreign", "prime" };

static bool is_term(struct bytes word, const char *lower, size_t size)
{
	return word.size == size && memcmp(word.data, lower, size) == 0;
}

/* Whether the words from one on are those, of one or two. */
static bool are_terms(const struct asked *a, size_t i, const char *lower)
{
	size_t first = strcspn(lower, " ");
	if (i >= a->left || !is_term(word_at(a, i), lower, first))
		return false;
	return lower[first] == '\0' ||
	       (i + 1 < a->left && is_term(word_at(a, i + 1), lower + first + 1, strlen(lower + first + 1)));
}

static bool is_one_of(const struct asked *a, size_t i, const char *const *list, size_t count)
{
	for (size_t k = 0; k < count; k++)
		if (are_terms(a, i, list[k]))
			return true;
	return false;
}

/* Whether the words behind an adjective say who or what of the state is meant. A side of
 * something ("the Turkish side of the border") is no party. */
static bool tells_state(const struct asked *a, size_t i)
{
	for (size_t n = 0; n < 2 && is_one_of(a, i, told_with, sizeof told_with / sizeof *told_with); n++)
		i++;
	return is_one_of(a, i, told_by, sizeof told_by / sizeof *told_by) &&
	       !(are_terms(a, i, "side") && are_terms(a, i + 1, "of"));
}

/* Whether the name may stand where it reads so. A query is written as it comes: there,
 * only a name of capitals alone has to be so. */
static bool may_stand(const struct name *name, const struct asked *a)
{
	const struct text_token *first = &a->t->at[a->counted[0]], *last = &a->t->at[a->counted[name->words - 1]];
	struct bytes printed = bytes_of(a->text.data + first->start, last->end - first->start);
	if (name->capitals && !text_is_capitals(printed))
		return false;
	if (a->query)
		return !name->adjective;
	if (name->adjective && !tells_state(a, name->words))
		return false;
	return (name->only == TEXT_PLAIN || text_language_of_term(text_term(a->t, first)) == name->only) &&
	       (!name->capital || text_is_capital(printed));
}

/* The longest name that begins with a reading of the first word, of more words than these. */
static const struct name *find_longer(const struct text_parties *parties, const struct asked *a, struct bytes first,
				      const struct name *best)
{
	const struct name *name = parties->slots[slot_of(first.data, first.size)];
	for (; name != NULL && (best == NULL || name->words > best->words); name = name->next)
		if (reads(name, a, first) && may_stand(name, a))
			return name;
	return best;
}

const struct name *text_parties_find(const struct text_parties *parties, const struct asked *a)
{
	struct bytes word = word_at(a, 0);
	struct text_readings readings;
	const struct name *best = find_longer(parties, a, word, NULL);
	if (word.data[0] < TEXT_READ_OTHERWISE)
		return best;
	text_read_word(word, true, &readings);
	for (size_t i = 0; i < readings.count; i++)
		best = find_longer(parties, a, bytes_of(readings.at[i].text, readings.at[i].size), best);
	return best;
}

static bool begins(const struct text_parties *parties, struct bytes word)
{
	const struct name *name = parties->slots[slot_of(word.data, word.size)];
	while (name != NULL && !begins_with(name, word))
		name = name->next;
	return name != NULL;
}

bool text_party_begins(const struct text_parties *parties, struct bytes word)
{
	struct text_readings readings;
	bool found = begins(parties, word);
	if (found || word.size == 0 || word.data[0] < TEXT_READ_OTHERWISE)
		return found;
	text_read_word(word, true, &readings);
	for (size_t i = 0; !found && i < readings.count; i++)
		found = begins(parties, bytes_of(readings.at[i].text, readings.at[i].size));
	return found;
}

size_t text_party_at(const struct text_parties *parties, const struct text_tokens *t, const uint32_t *counted,
		     size_t count, size_t i, struct bytes text, const char **id)
{
	const struct asked a = { .t = t, .counted = counted + i, .left = count - i, .text = text };
	const struct name *name = text_parties_find(parties, &a);
	if (name == NULL)
		return 0;
	*id = name->id;
	return name->words;
}
