#include "domain/text_inside.h"

#include <pthread.h>
#include <stdlib.h>

#include "domain/party.h"
#include "domain/text_names.h"

#define SLOTS 8192
#define WORDS_MOST 16
#define NAME_MOST 256 /* bytes of one */

/* A party's name as it is compared: its words as text_read_name has them, each ended by a
 * space. */
struct name {
	struct name *next;       /* of the same slot; those of more words first */
	const char *id;          /* "" for words that are no name */
	size_t words, first;     /* first: bytes of the first */
	enum text_language only; /* in passages of this language, unless TEXT_PLAIN */
	bool capitals;           /* matches capitals alone */
	bool capital;            /* begins with a capital */
	char text[];
};

const struct text_names_table text_names_tables[TEXT_NAMES_TABLES] = {
	{ text_names_fr, TEXT_FRENCH }, { text_names_es, TEXT_SPANISH }, { text_names_ru, TEXT_RUSSIAN },
	{ text_names_ar, TEXT_ARABIC }, { text_names_zh, TEXT_PLAIN },
};

static struct name *slots[SLOTS];
static pthread_once_t slots_once = PTHREAD_ONCE_INIT;

static size_t slot_of(const uint8_t *word, size_t size)
{
	uint32_t h = 2166136261U;
	for (size_t i = 0; i < size; i++)
		h = (h ^ word[i]) * 16777619U;
	return (h ^ h >> 13) % SLOTS;
}

/* ---- Letters --------------------------------------------------------------- */

static bool is_capitals(struct bytes text)
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

static bool is_capital(struct bytes text)
{
	int32_t c;
	size_t size;
	return text.size > 0 && text_class_at(text, 0, &c, &size) == TEXT_CAPITAL;
}

/* ---- The names ------------------------------------------------------------- */

/* Of two that read the same in a passage, the first stays. */
static void insert(struct name *name)
{
	struct name **at = &slots[slot_of((const uint8_t *)name->text, name->first)];
	while (*at != NULL && (*at)->words > name->words)
		at = &(*at)->next;
	for (const struct name *other = *at; other != NULL && other->words == name->words; other = other->next)
		if (strcmp(other->text, name->text) == 0 && (other->only == TEXT_PLAIN || other->only == name->only)) {
			free(name);
			return;
		}
	name->next = *at;
	*at = name;
}

/* An ideograph by itself that only ends a run: part of the pair before it. */
static bool is_run_end(const struct text_tokens *t, size_t i)
{
	const struct text_token *before = &t->at[i];
	while (before > t->at && (before == &t->at[i] || before->kind != TEXT_FORM))
		before--;
	return i + 1 == t->count && before->kind == TEXT_FORM && before->position < t->at[i].position &&
	       t->at[i].start < before->end;
}

/* The words of a name, each ended by a space; how many, 0 where they do not fit. */
static size_t put_words(const struct text_tokens *t, char *out, size_t room, size_t *size)
{
	size_t words = 0, used = 0;
	for (size_t i = 0; i < t->count; i++) {
		struct bytes word = text_term(t, &t->at[i]);
		struct text_reading reading;
		if (t->at[i].kind != TEXT_FORM || is_run_end(t, i))
			continue;
		text_read_name(bytes_of(word.data + 1, word.size - 1), &reading);
		if (reading.size == 0 || used + reading.size + 2 > room || ++words > WORDS_MOST)
			return 0;
		memcpy(out + used, reading.text, reading.size);
		used += reading.size;
		out[used++] = ' ';
	}
	out[used] = '\0';
	*size = used;
	return words;
}

static void add_name(struct text_analyser *analyser, const char *id, struct bytes printed, const struct name *like)
{
	const struct text_tokens *t;
	char text[NAME_MOST];
	size_t size, words;
	if (text_analyse(analyser, printed, TEXT_PLAIN, &t) != STATUS_OK ||
	    (words = put_words(t, text, sizeof text, &size)) == 0)
		return;
	struct name *name = malloc(sizeof *name + size + 1);
	if (name == NULL)
		return;
	*name = *like;
	name->id = id;
	name->words = words;
	name->first = strcspn(text, " ");
	name->capitals = is_capitals(printed);
	name->capital = like->capital && is_capital(printed);
	memcpy(name->text, text, size + 1);
	insert(name);
}

/* A name that several parties bore is the one's that party_of answers. */
static void add_english(struct text_analyser *analyser)
{
	const struct name like = { .only = TEXT_PLAIN };
	const struct party *party;
	for (size_t i = 0; (party = party_at(i)) != NULL; i++)
		for (const struct party_name *name = party->names; name->name != NULL; name++) {
			const char *id = party_of(name->name);
			if (id != NULL)
				add_name(analyser, id, bytes_text(name->name), &like);
		}
}

static void add_row(struct text_analyser *analyser, const struct text_names *row, enum text_language language)
{
	for (const char *at = row->names; *at != '\0';) {
		bool only = *at == '!';
		size_t size = strcspn(at += only, "|");
		const struct name like = { .only = only ? language : TEXT_PLAIN, .capital = true };
		add_name(analyser, row->id, bytes_of(at, size), &like);
		at += size + (at[size] == '|');
	}
}

static void make_slots(void)
{
	struct text_analyser *analyser = text_analyser_bare();
	if (analyser == NULL)
		return;
	add_english(analyser);
	for (size_t i = 0; i < TEXT_NAMES_TABLES; i++)
		for (const struct text_names *row = text_names_tables[i].names; row->id != NULL; row++)
			add_row(analyser, row, text_names_tables[i].language);
	text_analyser_free(analyser);
}

/* ---- Finding ---------------------------------------------------------------- */

/* Where a word of a text is looked up. */
struct asked {
	const struct text_tokens *t;
	const uint32_t *counted; /* the words from the first on */
	size_t left;
	struct bytes text;
	bool query;
};

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

/* Whether the name may stand where it reads so. A query is written as it comes: there,
 * only a name of capitals alone has to be so. */
static bool may_stand(const struct name *name, const struct asked *a)
{
	const struct text_token *first = &a->t->at[a->counted[0]], *last = &a->t->at[a->counted[name->words - 1]];
	struct bytes printed = bytes_of(a->text.data + first->start, last->end - first->start);
	if (name->capitals && !is_capitals(printed))
		return false;
	if (a->query)
		return true;
	return (name->only == TEXT_PLAIN || text_language_of_term(text_term(a->t, first)) == name->only) &&
	       (!name->capital || is_capital(printed));
}

/* The longest name that begins with a reading of the first word, of more words than these. */
static const struct name *find_longer(const struct asked *a, struct bytes first, const struct name *best)
{
	const struct name *name = slots[slot_of(first.data, first.size)];
	for (; name != NULL && (best == NULL || name->words > best->words); name = name->next)
		if (reads(name, a, first) && may_stand(name, a))
			return name;
	return best;
}

static const struct name *find(const struct asked *a)
{
	struct bytes word = word_at(a, 0);
	struct text_readings readings;
	const struct name *best = find_longer(a, word, NULL);
	if (word.data[0] < TEXT_READ_OTHERWISE)
		return best;
	text_read_word(word, true, &readings);
	for (size_t i = 0; i < readings.count; i++)
		best = find_longer(a, bytes_of(readings.at[i].text, readings.at[i].size), best);
	return best;
}

static bool begins(struct bytes word)
{
	const struct name *name = slots[slot_of(word.data, word.size)];
	while (name != NULL && !begins_with(name, word))
		name = name->next;
	return name != NULL;
}

bool text_party_begins(struct bytes word)
{
	struct text_readings readings;
	pthread_once(&slots_once, make_slots);
	bool found = begins(word);
	if (found || word.size == 0 || word.data[0] < TEXT_READ_OTHERWISE)
		return found;
	text_read_word(word, true, &readings);
	for (size_t i = 0; !found && i < readings.count; i++)
		found = begins(bytes_of(readings.at[i].text, readings.at[i].size));
	return found;
}

size_t text_party_at(const struct text_tokens *t, const uint32_t *counted, size_t count, size_t i, struct bytes text,
		     const char **id)
{
	const struct asked a = { .t = t, .counted = counted + i, .left = count - i, .text = text };
	pthread_once(&slots_once, make_slots);
	const struct name *name = find(&a);
	if (name == NULL)
		return 0;
	*id = name->id;
	return name->words;
}

/* The words of a text that was analysed, whatever stands beside them. */
static size_t list_words(struct text_analyser *a)
{
	size_t count = 0;
	for (size_t i = 0; i < a->tokens.count && count < a->counted_count; i++)
		if (a->tokens.at[i].kind == TEXT_FORM)
			a->counted[count++] = (uint32_t)i;
	return count;
}

const char *text_party_named(struct text_analyser *analyser, struct bytes text, bool *word_too)
{
	const struct text_tokens *t;
	pthread_once(&slots_once, make_slots);
	bool before = analyser->bare;
	analyser->bare = true;
	enum status status = text_analyse(analyser, text, TEXT_PLAIN, &t);
	analyser->bare = before;
	size_t count = status == STATUS_OK ? list_words(analyser) : 0;
	if (count == 0)
		return NULL;
	const struct asked a = { .t = t, .counted = analyser->counted, .left = count, .text = text, .query = true };
	const struct name *name = find(&a);
	if (name != NULL && name->words + 1 == count && is_run_end(t, a.counted[count - 1]))
		count--;
	if (name == NULL || name->words != count || name->id[0] == '\0')
		return NULL;
	*word_too = name->only != TEXT_PLAIN;
	return name->id;
}
