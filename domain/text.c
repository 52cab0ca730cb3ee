#include "domain/text.h"

#include <pthread.h>
#include <stdlib.h>
#include <utf8proc.h>

#define WORD_MOST (TEXT_TERM_MOST - 1) /* of a folded word; a term has its tag before it */
#define ALL_TERMS ((size_t)1 << 30)

static const char form_tags[TEXT_LANGUAGES + 1] = "wefsra", stem_tags[TEXT_LANGUAGES + 1] = " EFSRA";

/* The word that is being read. */
struct word {
	uint8_t text[WORD_MOST + TEXT_FOLDED_MOST]; /* folded */
	uint8_t capitals[WORD_MOST + TEXT_FOLDED_MOST];
	uint32_t from[WORD_MOST + TEXT_FOLDED_MOST]; /* where in the source each of its bytes stands */
	size_t size;
	uint32_t start, end;
	bool letters; /* nothing but letters */
};

/* Words joined by hyphens, in one. */
struct chain {
	uint8_t text[WORD_MOST];
	size_t size, words;
	uint32_t start, end, position;
};

struct text_analyser {
	struct text_tokens tokens;
	struct text_stemmer *stemmer;
	enum text_language language;
	bool bare, full, disordered;
	struct bytes text;
	size_t at;
	uint32_t position;
	struct word word;
	struct chain chain;
	uint32_t *counted;
	size_t counted_room;
};

/* ---- Terms ------------------------------------------------------------ */

enum text_language text_language_of(const char *tag)
{
	static const char *const codes[TEXT_LANGUAGES] = { "", "en", "fr", "es", "ru", "ar" };
	size_t size = strcspn(tag, "-");
	for (int i = 1; i < TEXT_LANGUAGES; i++)
		if (size == 2 && strncasecmp(tag, codes[i], 2) == 0)
			return (enum text_language)i;
	return TEXT_PLAIN;
}

void text_language_mark(enum text_language language, uint8_t out[TEXT_LANGUAGE_MARK])
{
	out[0] = '~';
	out[1] = (uint8_t)form_tags[language];
}

enum text_language text_language_of_term(struct bytes term)
{
	for (int i = 1; i < TEXT_LANGUAGES; i++)
		if (term.size > 0 && (term.data[0] == form_tags[i] || term.data[0] == stem_tags[i]))
			return (enum text_language)i;
	return TEXT_PLAIN;
}

enum text_script text_script_of(struct bytes folded)
{
	size_t i = 0;
	while (i < folded.size && folded.data[i] >= '0' && folded.data[i] <= '9')
		i++;
	if (i == folded.size)
		return TEXT_OTHER;
	uint8_t first = folded.data[i];
	if ((first >= 'a' && first <= 'z') || (first >= 0xC3 && first <= 0xCA))
		return TEXT_LATIN;
	if (first >= 0xD0 && first <= 0xD4)
		return TEXT_CYRILLIC;
	return first >= 0xD8 && first <= 0xDB ? TEXT_ARABIC_SCRIPT : first >= 0xE3 ? TEXT_IDEOGRAPHS : TEXT_OTHER;
}

static bool is_of(enum text_language language, enum text_script script)
{
	static const enum text_script scripts[TEXT_LANGUAGES] = { TEXT_OTHER, TEXT_LATIN,    TEXT_LATIN,
								  TEXT_LATIN, TEXT_CYRILLIC, TEXT_ARABIC_SCRIPT };
	return language != TEXT_PLAIN && scripts[language] == script;
}

static void put_term(char tag, struct bytes word, uint8_t *out, size_t *size)
{
	*size = 1 + (word.size < WORD_MOST ? word.size : WORD_MOST);
	out[0] = (uint8_t)tag;
	memcpy(out + 1, word.data, *size - 1);
}

bool text_form_term(struct bytes folded, enum text_language language, uint8_t out[TEXT_TERM_MOST], size_t *size)
{
	if (language != TEXT_PLAIN && !is_of(language, text_script_of(folded)))
		return false;
	put_term(form_tags[language], folded, out, size);
	return true;
}

bool text_stem_term(struct text_analyser *a, struct bytes folded, enum text_language language,
		    uint8_t out[TEXT_TERM_MOST], size_t *size)
{
	struct bytes stem;
	if (a->stemmer == NULL || !is_of(language, text_script_of(folded)) ||
	    !text_stem(a->stemmer, language, folded, &stem) || stem.size == 0)
		return false;
	put_term(stem_tags[language], stem, out, size);
	return true;
}

/* ---- Tokens ----------------------------------------------------------- */

static void add_token(struct text_analyser *a, const uint8_t *term, size_t size, const struct text_token *like,
		      enum text_kind kind)
{
	struct text_tokens *t = &a->tokens;
	if (t->count == t->capacity) {
		size_t room = t->capacity == 0 ? 512 : 2 * t->capacity;
		struct text_token *at = realloc(t->at, room * sizeof *at);
		if (at == NULL) {
			a->full = true;
			return;
		}
		t->at = at;
		t->capacity = room;
	}
	struct text_token *token = &t->at[t->count];
	*token = *like;
	token->term = (uint32_t)t->bytes.size;
	token->size = (uint8_t)size;
	token->kind = (uint8_t)kind;
	if (buffer_put(&t->bytes, term, size) != STATUS_OK)
		a->full = true;
	else
		t->count++;
}

/* A word's form, and its stem where it is another. */
static void add_word(struct text_analyser *a, struct bytes word, const struct text_token *like, enum text_kind kind)
{
	uint8_t term[TEXT_TERM_MOST];
	size_t size;
	struct bytes stem;
	enum text_language language = a->language;
	if (!is_of(language, text_script_of(word)))
		language = TEXT_PLAIN;
	put_term(form_tags[language], word, term, &size);
	add_token(a, term, size, like, kind);
	a->tokens.length += kind == TEXT_FORM;
	if (language == TEXT_PLAIN || a->stemmer == NULL)
		return;
	if (!text_stem(a->stemmer, language, word, &stem)) {
		a->full = true;
		return;
	}
	if (stem.size == 0 || bytes_equal(stem, word))
		return;
	put_term(stem_tags[language], stem, term, &size);
	add_token(a, term, size, like, TEXT_STEM);
}

/* ---- Words ------------------------------------------------------------ */

/* The character at a place; its bytes, 1 for one that is none, which is U+FFFD. */
static size_t decode(struct bytes text, size_t at, int32_t *c)
{
	if (text.data[at] < 0x80) {
		*c = text.data[at];
		return 1;
	}
	utf8proc_ssize_t size = utf8proc_iterate(text.data + at, (utf8proc_ssize_t)(text.size - at), c);
	if (size > 0)
		return (size_t)size;
	*c = 0xFFFD;
	return 1;
}

static enum text_class class_at(struct bytes text, size_t at, int32_t *c, size_t *size)
{
	*size = decode(text, at, c);
	if (*c >= 0x80)
		return text_class_of(*c);
	if ((*c >= 'a' && *c <= 'z'))
		return TEXT_LETTER;
	return *c >= 'A' && *c <= 'Z' ? TEXT_CAPITAL : *c >= '0' && *c <= '9' ? TEXT_DIGIT : TEXT_BREAK;
}

static bool goes_on(enum text_class class)
{
	return class != TEXT_BREAK && class != TEXT_IDEOGRAPH;
}

/* Appends to the word what is folded from a stretch of the source. */
static void put_folded(struct word *w, const uint8_t *folded, size_t size, uint32_t from, bool capital)
{
	if (w->size + size > WORD_MOST)
		w->size = w->size < WORD_MOST ? w->size : WORD_MOST;
	else
		for (size_t i = 0; i < size; i++) {
			w->text[w->size] = folded[i];
			w->capitals[w->size] = capital;
			w->from[w->size++] = from;
		}
}

/* A character past ASCII with the marks on it; the bytes that they take. */
static size_t put_cluster(struct text_analyser *a, size_t at, int32_t c, size_t size, bool capital)
{
	int32_t cluster[TEXT_CLUSTER_MOST] = { c };
	uint8_t folded[TEXT_FOLDED_MOST];
	size_t count = 1, end = at + size;
	while (end < a->text.size && class_at(a->text, end, &c, &size) == TEXT_MARK) {
		if (count < TEXT_CLUSTER_MOST)
			cluster[count++] = c;
		end += size;
	}
	put_folded(&a->word, folded, text_fold(cluster, count, folded), (uint32_t)at, capital);
	return end - at;
}

static bool is_marked(struct text_analyser *a, size_t at)
{
	int32_t c;
	size_t size;
	return at < a->text.size && a->text.data[at] >= 0x80 && class_at(a->text, at, &c, &size) == TEXT_MARK;
}

/* Reads the word that begins here. */
static void read_word(struct text_analyser *a)
{
	struct word *w = &a->word;
	int32_t c;
	size_t size;
	w->size = 0;
	w->letters = true;
	w->start = (uint32_t)a->at;
	while (a->at < a->text.size) {
		enum text_class class = class_at(a->text, a->at, &c, &size);
		if (!goes_on(class))
			break;
		w->letters = w->letters && class != TEXT_DIGIT;
		if (c < 0x80 && !is_marked(a, a->at + 1)) {
			uint8_t small = (uint8_t)(class == TEXT_CAPITAL ? c + 32 : c);
			put_folded(w, &small, 1, (uint32_t)a->at, class == TEXT_CAPITAL);
		} else {
			size = put_cluster(a, a->at, c, size, class == TEXT_CAPITAL);
		}
		a->at += size;
	}
	w->end = (uint32_t)a->at;
}

/* ---- Words by hyphens ------------------------------------------------- */

static void end_chain(struct text_analyser *a)
{
	struct chain *c = &a->chain;
	if (c->words > 1) {
		const struct text_token like = { .start = c->start, .end = c->end, .position = c->position };
		add_word(a, bytes_of(c->text, c->size), &like, TEXT_ALSO);
		a->disordered = true;
	}
	c->words = 0;
}

/* Whether nothing but a hyphen, which may end a line, stands between two places. */
static bool is_hyphen(struct bytes text, size_t from, size_t to)
{
	int32_t c;
	if (from >= to)
		return false;
	from += decode(text, from, &c);
	if (c != '-' && c != 0x2010 && c != 0x2011 && c != 0x2013)
		return false;
	bool line = from < to && (text.data[from] == '\n' || text.data[from] == '\r');
	while (line && from < to && strchr(" \r\n", text.data[from]) != NULL)
		from++;
	return from == to;
}

/* The word that was read, at the position that it begins at. */
static void chain_word(struct text_analyser *a, uint32_t position)
{
	struct chain *c = &a->chain;
	const struct word *w = &a->word;
	bool on = c->words > 0 && w->letters && is_hyphen(a->text, c->end, w->start) &&
		  c->size + w->size <= sizeof c->text;
	if (!on) {
		end_chain(a);
		c->size = 0;
		c->start = w->start;
		c->position = position;
	}
	if (!w->letters || w->size > sizeof c->text)
		return;
	memcpy(c->text + c->size, w->text, w->size);
	c->size += w->size;
	c->end = w->end;
	c->words++;
}

/* ---- A text ----------------------------------------------------------- */

/* The word, or its parts with the whole beside the first. */
static void put_word(struct text_analyser *a)
{
	const struct word *w = &a->word;
	struct text_token like = { .start = w->start, .end = w->end, .position = a->position };
	size_t ends[TEXT_PARTS_MOST], start = 0;
	struct bytes whole = bytes_of(w->text, w->size);
	bool latin = a->language >= TEXT_ENGLISH && a->language <= TEXT_SPANISH && w->letters;
	size_t parts = latin ? text_parts(whole, w->capitals, ends) : 0;
	if (w->size == 0)
		return;
	chain_word(a, a->position);
	for (size_t i = 0; i < parts; i++) {
		struct text_token part = { .start = w->from[start],
					   .end = ends[i] < w->size ? w->from[ends[i]] : w->end,
					   .position = a->position++ };
		add_word(a, bytes_of(w->text + start, ends[i] - start), &part, TEXT_FORM);
		start = ends[i];
	}
	if (parts > 0)
		a->disordered = true;
	else
		a->position++;
	add_word(a, whole, &like, parts > 0 ? TEXT_ALSO : TEXT_FORM);
}

/* "'s" behind a word says whose it is, and is no word. */
static void skip_possessive(struct text_analyser *a)
{
	int32_t c;
	size_t size, at = a->at;
	if (at >= a->text.size)
		return;
	at += decode(a->text, at, &c);
	if ((c != '\'' && c != 0x2019) || at >= a->text.size || (a->text.data[at] | 32) != 's')
		return;
	at++;
	if (at == a->text.size || !goes_on(class_at(a->text, at, &c, &size)))
		a->at = at;
}

/* A run of ideographs: each with the one behind it, the last alone. */
static void put_ideographs(struct text_analyser *a)
{
	uint8_t term[TEXT_TERM_MOST], pair[2 * TEXT_FOLDED_MOST];
	struct text_token like = { .position = 0 };
	size_t before = 0, size, end;
	int32_t c;
	end_chain(a);
	while (a->at < a->text.size && class_at(a->text, a->at, &c, &size) == TEXT_IDEOGRAPH) {
		uint32_t start = (uint32_t)a->at;
		a->at += size;
		size_t own = text_fold(&c, 1, pair + before);
		if (before > 0) {
			like.end = (uint32_t)a->at;
			put_term(form_tags[TEXT_PLAIN], bytes_of(pair, before + own), term, &end);
			add_token(a, term, end, &like, TEXT_FORM);
			a->tokens.length++;
		}
		memmove(pair, pair + before, own);
		before = own;
		like = (struct text_token){ .start = start, .end = (uint32_t)a->at, .position = a->position++ };
	}
	put_term(form_tags[TEXT_PLAIN], bytes_of(pair, before), term, &end);
	add_token(a, term, end, &like, TEXT_FORM);
	a->tokens.length++;
}

/* What parts words; an empty line in it is a gap. */
static void skip_break(struct text_analyser *a)
{
	int32_t c;
	size_t size, lines = 0;
	while (a->at < a->text.size) {
		enum text_class class = class_at(a->text, a->at, &c, &size);
		if (class != TEXT_BREAK && class != TEXT_UNSEEN && class != TEXT_MARK)
			break;
		if (c == '\n')
			lines++;
		else if (c != ' ' && c != '\t' && c != '\r' && lines < 2)
			lines = 0;
		a->at += size;
	}
	if (lines >= 2)
		a->position += TEXT_GAP;
}

/* ---- Parties ---------------------------------------------------------- */

static bool count_forms(struct text_analyser *a, size_t *count)
{
	const struct text_tokens *t = &a->tokens;
	if (t->length > a->counted_room) {
		uint32_t *counted = realloc(a->counted, 2 * (size_t)t->length * sizeof *counted);
		if (counted == NULL)
			return false;
		a->counted = counted;
		a->counted_room = 2 * (size_t)t->length;
	}
	*count = 0;
	for (size_t i = 0; i < t->count; i++)
		if (t->at[i].kind == TEXT_FORM)
			a->counted[(*count)++] = (uint32_t)i;
	return true;
}

static void put_parties(struct text_analyser *a)
{
	size_t count;
	const char *id;
	uint8_t term[TEXT_TERM_MOST];
	if (!count_forms(a, &count)) {
		a->full = true;
		return;
	}
	for (size_t i = 0, taken; i < count; i += taken == 0 ? 1 : taken) {
		size_t size;
		taken = text_party_at(&a->tokens, a->counted, count, i, (const char *)a->text.data, &id);
		if (taken == 0)
			continue;
		struct text_token like = a->tokens.at[a->counted[i]];
		like.end = a->tokens.at[a->counted[i + taken - 1]].end;
		put_term('@', bytes_text(id), term, &size);
		add_token(a, term, size, &like, TEXT_PARTY);
		a->disordered = true;
	}
}

/* ---- All -------------------------------------------------------------- */

static int by_position(const void *left, const void *right)
{
	const struct text_token *x = left, *y = right;
	if (x->position != y->position)
		return x->position < y->position ? -1 : 1;
	bool x_counts = x->kind == TEXT_FORM, y_counts = y->kind == TEXT_FORM;
	if (x_counts != y_counts)
		return x_counts ? -1 : 1;
	return (x->term > y->term) - (x->term < y->term);
}

enum status text_analyse(struct text_analyser *a, struct bytes text, enum text_language language,
			 const struct text_tokens **out)
{
	struct text_tokens *t = &a->tokens;
	int32_t c;
	size_t size;
	t->count = t->bytes.size = t->length = 0;
	a->text = text;
	a->language = language;
	a->at = a->position = 0;
	a->full = a->disordered = false;
	a->chain.words = 0;
	while (a->at < text.size && !a->full) {
		enum text_class class = class_at(text, a->at, &c, &size);
		if (class == TEXT_IDEOGRAPH) {
			put_ideographs(a);
		} else if (class == TEXT_BREAK || class == TEXT_MARK || class == TEXT_UNSEEN) {
			skip_break(a);
		} else {
			read_word(a);
			put_word(a);
			skip_possessive(a);
		}
	}
	end_chain(a);
	if (!a->bare)
		put_parties(a);
	if (a->disordered)
		qsort(t->at, t->count, sizeof *t->at, by_position);
	if (a->full)
		return STATUS_RESOURCE_EXHAUSTED;
	*out = t;
	return STATUS_OK;
}

size_t text_fold_value(struct text_analyser *a, struct bytes text, char *out, size_t size)
{
	size_t used = 0;
	struct text_analyser *bare = a;
	const struct text_tokens *t;
	bool before = bare->bare;
	bare->bare = true;
	enum status status = text_analyse(bare, text, TEXT_PLAIN, &t);
	bare->bare = before;
	for (size_t i = 0; status == STATUS_OK && i < t->count; i++) {
		struct bytes word = text_term(t, &t->at[i]);
		if (t->at[i].kind != TEXT_FORM || used + word.size + 1 > size)
			continue;
		if (used > 0)
			out[used++] = ' ';
		memcpy(out + used, word.data + 1, word.size - 1);
		used += word.size - 1;
	}
	out[used] = '\0';
	return used;
}

/* ---- Analysers -------------------------------------------------------- */

struct text_analyser *text_analyser_bare(void)
{
	struct text_analyser *a = calloc(1, sizeof *a);
	if (a != NULL) {
		a->bare = true;
		buffer_init(&a->tokens.bytes, ALL_TERMS);
	}
	return a;
}

void text_analyser_free(struct text_analyser *a)
{
	if (a == NULL)
		return;
	buffer_fini(&a->tokens.bytes);
	free(a->tokens.at);
	free(a->counted);
	text_stemmer_free(a->stemmer);
	free(a);
}

static pthread_key_t mine;
static pthread_once_t mine_once = PTHREAD_ONCE_INIT;
static bool mine_made;

static void free_mine(void *analyser)
{
	text_analyser_free(analyser);
}

static void make_mine(void)
{
	mine_made = pthread_key_create(&mine, free_mine) == 0;
}

struct text_analyser *text_analyser_mine(void)
{
	pthread_once(&mine_once, make_mine);
	struct text_analyser *a = mine_made ? pthread_getspecific(mine) : NULL;
	if (a != NULL || !mine_made || (a = text_analyser_bare()) == NULL)
		return a;
	a->bare = false;
	a->stemmer = text_stemmer_new();
	if (a->stemmer == NULL || pthread_setspecific(mine, a) != 0) {
		text_analyser_free(a);
		return NULL;
	}
	return a;
}
