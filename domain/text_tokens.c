#include "domain/text_inside.h"

#include <stdlib.h>

/* Makes room for one more; false without memory. */
static bool has_room(void *list, size_t count, size_t *room, size_t size)
{
	void **at = list;
	if (count < *room)
		return true;
	size_t more = *room == 0 ? 512 : 2 * *room;
	void *larger = realloc(*at, more * size);
	if (larger == NULL)
		return false;
	*at = larger;
	*room = more;
	return true;
}

void text_tokens_begin(struct text_analyser *a)
{
	struct text_tokens *t = &a->tokens;
	t->count = t->bytes.size = t->length = 0;
	t->languages = 0;
	a->beside_count = a->counted_count = a->begins_count = 0;
	a->full = false;
}

/* ---- Adding ------------------------------------------------------------ */

/* Room for a token and its term; where the term goes. NULL without memory. */
static uint8_t *new_token(struct text_analyser *a, size_t size, const struct text_token *like, enum text_kind kind,
			  bool beside)
{
	struct text_tokens *t = &a->tokens;
	struct text_token *token;
	bool room = beside ? has_room(&a->beside, a->beside_count, &a->beside_room, sizeof *token)
			   : has_room(&t->at, t->count, &t->capacity, sizeof *token);
	if (!room || buffer_reserve(&t->bytes, TEXT_TERM_MOST) != STATUS_OK) {
		a->full = true;
		return NULL;
	}
	token = beside ? &a->beside[a->beside_count++] : &t->at[t->count++];
	*token = *like;
	token->term = (uint32_t)t->bytes.size;
	token->size = (uint8_t)size;
	token->kind = (uint8_t)kind;
	t->bytes.size += size;
	return t->bytes.data + token->term;
}

static void add_token(struct text_analyser *a, char tag, struct bytes word, const struct text_token *like,
		      enum text_kind kind, bool beside)
{
	uint8_t *to = new_token(a, 1 + (word.size < WORD_MOST ? word.size : WORD_MOST), like, kind, beside);
	if (to != NULL)
		text_put_term(tag, word, to);
}

/* The form that comes next counts. */
static void count_form(struct text_analyser *a, bool begins_party)
{
	if (!has_room(&a->counted, a->counted_count, &a->counted_room, sizeof *a->counted) ||
	    !has_room(&a->begins, a->begins_count, &a->begins_room, sizeof *a->begins)) {
		a->full = true;
		return;
	}
	if (begins_party)
		a->begins[a->begins_count++] = (uint32_t)a->counted_count;
	a->counted[a->counted_count++] = (uint32_t)a->tokens.count;
	a->tokens.length++;
}

void text_put_plain(struct text_analyser *a, struct bytes word, const struct text_token *like)
{
	count_form(a, a->parties != NULL && text_party_begins(a->parties, word));
	add_token(a, text_form_tags[TEXT_PLAIN], word, like, TEXT_FORM, false);
}

/* ---- Words that are remembered ------------------------------------------ */

static struct bytes word_of(const struct known *k)
{
	return bytes_of(k->word, k->size);
}

static bool is_small_letters(struct bytes word)
{
	for (size_t i = 0; i < word.size; i++)
		if (word.data[i] < 'a' || word.data[i] > 'z')
			return false;
	return true;
}

/* Sets what follows from the word; false where its stem is too long, or without memory. */
static bool learn(struct text_analyser *a, struct known *k)
{
	static const uint8_t no_capitals[KNOWN_MOST];
	size_t ends[TEXT_PARTS_MOST];
	struct bytes word = word_of(k), stem = { 0 };
	k->is_joined = is_small_letters(word) && text_parts(word, no_capitals, ends) > 0;
	k->begins_party = a->parties != NULL && text_party_begins(a->parties, word);
	k->stem_size = 0;
	if (k->language == TEXT_PLAIN || a->stemmer == NULL)
		return true;
	if (!text_stem(a->stemmer, k->language, word, &stem)) {
		a->full = true;
		return false;
	}
	if (stem.size == 0 || bytes_equal(stem, word))
		return true;
	if (stem.size > STEM_MOST)
		return false;
	k->stem_size = (uint8_t)stem.size;
	memcpy(k->stem, stem.data, stem.size);
	return true;
}

const struct known *text_know(struct text_analyser *a, const uint64_t word[KNOWN_WORDS], size_t size,
			      enum text_language language)
{
	uint64_t h = (word[0] ^ (uint64_t)language) * UINT64_C(0x9E3779B97F4A7C15);
	h = (h ^ h >> 32 ^ word[1]) * UINT64_C(0xD6E8FEB86659FD93);
	h = (h ^ h >> 32 ^ word[2]) * UINT64_C(0x9E3779B97F4A7C15);
	struct known *k = &a->known[(h >> 32) % KNOWN];
	uint64_t other = (k->word[0] ^ word[0]) | (k->word[1] ^ word[1]) | (k->word[2] ^ word[2]);
	if (other == 0 && k->size == size && k->language == language)
		return k;
	memcpy(k->word, word, sizeof k->word);
	k->size = (uint8_t)size;
	k->language = (uint8_t)language;
	if (learn(a, k))
		return k;
	k->size = 0;
	return NULL;
}

void text_put_known(struct text_analyser *a, const struct known *k, const struct text_token *like, enum text_kind kind)
{
	bool beside = kind != TEXT_FORM;
	if (!beside)
		count_form(a, k->begins_party);
	uint8_t *to = new_token(a, 1 + (size_t)k->size, like, kind, beside);
	if (to == NULL)
		return;
	to[0] = (uint8_t)text_form_tags[k->language];
	memcpy(to + 1, k->word, KNOWN_MOST);
	if (k->stem_size == 0 || (to = new_token(a, 1 + (size_t)k->stem_size, like, TEXT_STEM, beside)) == NULL)
		return;
	to[0] = (uint8_t)text_stem_tags[k->language];
	memcpy(to + 1, k->stem, STEM_MOST);
}

/* A word that is not remembered. */
static void put_unknown(struct text_analyser *a, struct bytes word, enum text_language language,
			const struct text_token *like, enum text_kind kind)
{
	struct bytes stem;
	bool beside = kind != TEXT_FORM;
	if (!beside)
		count_form(a, a->parties != NULL && text_party_begins(a->parties, word));
	add_token(a, text_form_tags[language], word, like, kind, beside);
	if (language == TEXT_PLAIN || a->stemmer == NULL)
		return;
	if (!text_stem(a->stemmer, language, word, &stem))
		a->full = true;
	else if (stem.size > 0 && !bytes_equal(stem, word))
		add_token(a, text_stem_tags[language], stem, like, TEXT_STEM, beside);
}

void text_put_word(struct text_analyser *a, struct bytes word, const struct text_token *like, enum text_kind kind)
{
	uint64_t padded[KNOWN_WORDS] = { 0 };
	const struct known *k = NULL;
	enum text_language language = text_language_of_word(a->language, text_script_of(word));
	a->tokens.languages |= 1U << language;
	if (word.size > 0 && word.size <= KNOWN_MOST) {
		memcpy(padded, word.data, word.size);
		k = text_know(a, padded, word.size, language);
	}
	if (k != NULL)
		text_put_known(a, k, like, kind);
	else
		put_unknown(a, word, language, like, kind);
}

/* ---- Parties ------------------------------------------------------------- */

static void find_parties(struct text_analyser *a)
{
	const struct text_tokens *t = &a->tokens;
	size_t next = 0;
	for (size_t i = 0; i < a->begins_count; i++) {
		size_t at = a->begins[i];
		const char *id;
		if (at < next)
			continue;
		size_t taken = text_party_at(a->parties, t, a->counted, a->counted_count, at, a->text, &id);
		if (taken == 0)
			continue;
		next = at + taken;
		if (id[0] == '\0')
			continue;
		struct text_token like = t->at[a->counted[at]];
		like.end = t->at[a->counted[at + taken - 1]].end;
		add_token(a, '@', bytes_text(id), &like, TEXT_PARTY, true);
	}
}

/* ---- Order ---------------------------------------------------------------- */

static int by_position(const void *left, const void *right)
{
	const struct text_token *x = left, *y = right;
	if (x->position != y->position)
		return x->position < y->position ? -1 : 1;
	return (x->term > y->term) - (x->term < y->term);
}

/* Puts the tokens beside others in their places: behind those that were added in order. */
static void put_beside(struct text_analyser *a)
{
	struct text_tokens *t = &a->tokens;
	size_t left = t->count, beside = a->beside_count, all = left + beside;
	if (beside == 0)
		return;
	qsort(a->beside, beside, sizeof *a->beside, by_position);
	if (all > t->capacity) {
		struct text_token *at = realloc(t->at, all * sizeof *at);
		if (at == NULL) {
			a->full = true;
			return;
		}
		t->at = at;
		t->capacity = all;
	}
	t->count = all;
	while (beside > 0) { /* from the end */
		bool later = left > 0 && t->at[left - 1].position > a->beside[beside - 1].position;
		t->at[--all] = later ? t->at[--left] : a->beside[--beside];
	}
}

void text_tokens_end(struct text_analyser *a)
{
	if (!a->bare && !a->full)
		find_parties(a);
	if (!a->full)
		put_beside(a);
}
