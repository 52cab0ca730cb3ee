#include <string.h>

#include "domain/party.h"
#include "domain/query_inside.h"
#include "proto/filter.h"

#define NAME_WORDS_MOST 8
#define NAME_BYTES_MOST 200

/* The languages that have letters of a script, TEXT_PLAIN among them. */
static const bool may_be_of[][TEXT_LANGUAGES] = {
	[TEXT_LATIN] = { true, true, true, true, false, false },
	[TEXT_CYRILLIC] = { true, false, false, false, true, false },
	[TEXT_ARABIC_SCRIPT] = { true, false, false, false, false, true },
	[TEXT_OTHER] = { true, false, false, false, false, false },
	[TEXT_IDEOGRAPHS] = { true, false, false, false, false, false },
};

/* ---- Terms of a word --------------------------------------------------- */

/* Adds a term that the node does not have yet. */
static bool put_term(struct parser *p, struct query_node *n, const uint8_t *term, size_t size)
{
	for (size_t i = 0; i < n->term_count; i++)
		if (bytes_equal(n->terms[i], bytes_of(term, size)))
			return true;
	uint8_t *copy = arena_copy(p->arena, term, size);
	if (copy == NULL)
		return false;
	n->terms[n->term_count++] = bytes_of(copy, size);
	return true;
}

/* The forms that read as the word, or, of a bare one, as its stem; and stems. */
static bool put_forms(struct parser *p, struct query_node *n, struct bytes word, bool stems)
{
	uint8_t term[TEXT_TERM_MOST];
	size_t size;
	const bool *languages = may_be_of[text_script_of(word)];
	for (int i = 0; i < TEXT_LANGUAGES; i++) {
		enum text_language language = (enum text_language)i;
		struct bytes form = word;
		uint8_t stem[TEXT_TERM_MOST];
		if (!languages[i])
			continue;
		if (stems && text_stem_term(p->analyser, word, language, stem, &size)) {
			form = bytes_of(stem + 1, size - 1);
			if (!put_term(p, n, stem, size))
				return false;
		}
		if (text_form_term(form, language, term, &size) && !put_term(p, n, term, size))
			return false;
	}
	return true;
}

static enum status put_terms(struct parser *p, struct query_node *n, struct bytes word, bool stems)
{
	n->terms = arena_array(p->arena, QUERY_WORD_TERMS_MOST, sizeof *n->terms);
	n->word = bytes_of(arena_copy(p->arena, word.data, word.size), word.size);
	return n->terms != NULL && n->word.data != NULL && put_forms(p, n, word, stems) ? STATUS_OK : parse_full(p);
}

/* The same of the word's other names, as they stand; each is a word more of the query, as long as
 * it may have more. */
static enum status put_names(struct parser *p, struct query_node *n, struct bytes word)
{
	struct bytes names[QUERY_NAMES_MOST];
	size_t count = 0;
	if (p->names == NULL)
		return STATUS_OK;
	enum status status = p->names->find(p->names->of, word, p->analyser, names, &count);
	if (status != STATUS_OK || count == 0)
		return status;
	struct bytes *own = n->terms;
	n->terms = arena_array(p->arena, QUERY_WORD_TERMS_MOST * (count + 1), sizeof *n->terms);
	if (n->terms == NULL)
		return parse_full(p);
	memcpy(n->terms, own, n->term_count * sizeof *own);
	for (size_t i = 0; i < count && p->terms < QUERY_TERMS_MOST; i++) {
		if (bytes_equal(names[i], word))
			continue;
		p->terms++;
		if (!put_forms(p, n, names[i], false))
			return parse_full(p);
	}
	return STATUS_OK;
}

static enum status word_node(struct parser *p, size_t at, size_t end, struct bytes word, bool bare,
			     struct query_node **out)
{
	struct query_node *n = parse_node(p, QUERY_WORD, at, end);
	enum status status = parse_count(p, at);
	if (n == NULL)
		return parse_full(p);
	n->bare = bare;
	*out = n;
	if (status == STATUS_OK)
		status = put_terms(p, n, word, bare);
	return status == STATUS_OK && bare ? put_names(p, n, word) : status;
}

/* Words that begin with a word as it stands, whatever their language. */
static enum status prefix_node(struct parser *p, size_t at, size_t end, struct bytes word, struct query_node **out)
{
	enum status status = word_node(p, at, end, word, false, out);
	if (status == STATUS_OK)
		(*out)->kind = QUERY_PREFIX;
	return status;
}

/* ---- Elision ------------------------------------------------------------ */

static size_t apostrophe_size(const char *text, size_t size)
{
	static const char *const apostrophes[] = { "'", "\u2019", "\u02bc" };
	for (size_t i = 0; i < sizeof apostrophes / sizeof *apostrophes; i++)
		if (size > strlen(apostrophes[i]) && memcmp(text, apostrophes[i], strlen(apostrophes[i])) == 0)
			return strlen(apostrophes[i]);
	return 0;
}

/* Bytes of a little word of French that lost its vowel, and its apostrophe, before another:
 * "l'accord", "jusqu'au". Those that names begin with as well have to be small. */
static size_t elided_size(const char *text, size_t size)
{
	static const char *const any[] = { "l", "d", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu" };
	size_t word = 0;
	while (word < size && ((text[word] | 32) >= 'a' && (text[word] | 32) <= 'z'))
		word++;
	size_t apostrophe = apostrophe_size(text + word, size - word);
	bool elided = word == 1 && memchr("cjmnst", text[0], 6) != NULL;
	for (size_t i = 0; i < sizeof any / sizeof *any; i++)
		elided = elided || (strlen(any[i]) == word && strncasecmp(any[i], text, word) == 0);
	return elided && apostrophe > 0 ? word + apostrophe : 0;
}

/* ---- Words of the text ------------------------------------------------- */

/* The words that stand in a stretch of the query, as they are looked for: in one where
 * they are joined by hyphens and not quoted; of a run of ideographs without the last
 * one by itself. Copied, since the analyser is used again for each. */
struct words {
	struct bytes word[QUERY_TERMS_MOST + 1];
	uint32_t position[QUERY_TERMS_MOST + 1];
	size_t count;
	bool alone; /* one ideograph: it may begin a pair */
};

static bool is_pair_end(const struct text_tokens *t, size_t i)
{
	const struct text_token *before = i == 0 ? NULL : &t->at[i - 1];
	while (before > t->at && before->kind != TEXT_FORM)
		before--;
	return before != NULL && t->at[i].kind == TEXT_FORM && before->kind == TEXT_FORM && before->end == t->at[i].end;
}

/* The token beside the others that takes in all of them, NULL for none. */
static const struct text_token *find_whole(const struct text_tokens *t)
{
	for (size_t i = 0; i < t->count; i++)
		if (t->at[i].kind == TEXT_ALSO && t->at[i].start == t->at[0].start &&
		    t->at[i].end == t->at[t->count - 1].end)
			return &t->at[i];
	return NULL;
}

static enum status put_word(struct parser *p, size_t at, const struct text_tokens *t, const struct text_token *token,
			    struct words *out)
{
	struct bytes term = text_term(t, token);
	const uint8_t *copy = arena_copy(p->arena, term.data + 1, term.size - 1);
	if (out->count == QUERY_TERMS_MOST)
		return parse_fault(p, at, "a query has at most %d words; ask with fewer", QUERY_TERMS_MOST);
	if (copy == NULL)
		return parse_full(p);
	out->position[out->count] = token->position;
	out->word[out->count++] = bytes_of(copy, term.size - 1);
	return STATUS_OK;
}

static enum status split(struct parser *p, size_t at, size_t end, bool bare, struct words *out)
{
	const struct text_tokens *t;
	out->count = 0;
	out->alone = false;
	enum status status = text_analyse(p->analyser, bytes_of(p->text + at, end - at), TEXT_PLAIN, &t);
	if (status != STATUS_OK)
		return parse_full(p);
	const struct text_token *whole = bare && t->count > 0 ? find_whole(t) : NULL;
	if (whole != NULL)
		return put_word(p, at, t, whole, out);
	for (size_t i = 0; status == STATUS_OK && i < t->count; i++)
		if (t->at[i].kind == TEXT_FORM && !is_pair_end(t, i))
			status = put_word(p, at, t, &t->at[i], out);
	out->alone = out->count == 1 && text_script_of(out->word[0]) == TEXT_IDEOGRAPHS && t->count == 1;
	return status;
}

/* ---- Nodes ------------------------------------------------------------- */

/* One word, or a phrase of several. */
static enum status words_node(struct parser *p, size_t at, size_t end, const struct words *w, bool bare,
			      struct query_node **out)
{
	if (w->count == 0)
		return STATUS_OK;
	if (w->alone)
		return prefix_node(p, at, end, w->word[0], out);
	if (w->count == 1)
		return word_node(p, at, end, w->word[0], bare, out);
	struct query_node *phrase = parse_node(p, QUERY_PHRASE, at, end), **last;
	if (phrase == NULL)
		return parse_full(p);
	last = &phrase->first;
	for (size_t i = 0; i < w->count; i++) {
		enum status status = word_node(p, at, end, w->word[i], bare, last);
		if (status != STATUS_OK)
			return status;
		(*last)->offset = w->position[i] - w->position[0];
		(*last)->bare = false;
		last = &(*last)->next;
	}
	*out = phrase;
	return STATUS_OK;
}

enum status parse_quoted(struct parser *p, size_t at, size_t end, size_t from, size_t to, struct query_node **out)
{
	struct words *w = arena_alloc(p->arena, sizeof *w);
	enum status status = w == NULL ? parse_full(p) : split(p, from, to, false, w);
	return status == STATUS_OK ? words_node(p, at, end, w, false, out) : status;
}

/* The party that the words from at to end name, NULL for none. */
static const char *named_party(struct parser *p, size_t at, size_t end, bool *word_too)
{
	char name[NAME_BYTES_MOST + 1];
	size_t size = end - at;
	*word_too = false;
	if (size > NAME_BYTES_MOST)
		return NULL;
	memcpy(name, p->text + at, size);
	name[size] = '\0';
	const char *id = party_of(name);
	return id != NULL ? id : text_party_named(p->analyser, bytes_of(name, size), word_too);
}

/* A party in the place of the words from at to end, where they name one; *out stays as
 * it is elsewhere. A name that is another word as well is looked for as both. */
static enum status party_node(struct parser *p, size_t at, size_t end, const struct words *w, struct query_node **out)
{
	uint8_t term[TEXT_TERM_MOST];
	bool word_too;
	const char *id = named_party(p, at + elided_size(p->text + at, end - at), end, &word_too);
	if (id == NULL)
		return STATUS_OK;
	struct query_node *n = parse_node(p, QUERY_WORD, at, end);
	if (n == NULL || (n->terms = arena_array(p->arena, QUERY_WORD_TERMS_MOST, sizeof *n->terms)) == NULL)
		return parse_full(p);
	if (word_too && w != NULL && w->count == 1) {
		enum status status = put_terms(p, n, w->word[0], true);
		if (status != STATUS_OK)
			return status;
	}
	size_t size = strlen(id);
	term[0] = '@';
	memcpy(term + 1, id, size);
	n->bare = true;
	*out = n;
	return put_term(p, n, term, size + 1) ? STATUS_OK : parse_full(p);
}

static enum status parse_starred(struct parser *p, size_t at, size_t end, const struct words *w,
				 struct query_node **out)
{
	if (w->count == 0)
		return parse_fault(p, at, "a * stands at the end of a word, as in: negotiat*");
	if (w->count > 1)
		return parse_fault(p, at, "a * stands at the end of one word; these are %zu", w->count);
	return prefix_node(p, at, end, w->word[0], out);
}

/* The field that a word names before its colon, NULL for none. */
static enum status find_field(struct parser *p, size_t at, size_t to, const struct query_field **out, size_t *colon)
{
	const char *names[64];
	char name[32];
	size_t size = 0, count = 0;
	*out = NULL;
	while (at + size < to && ((p->text[at + size] | 32) >= 'a' && (p->text[at + size] | 32) <= 'z'))
		size++;
	if (size == 0 || at + size >= to || p->text[at + size] != ':')
		return STATUS_OK;
	*colon = at + size;
	for (const struct query_field *f = query_fields; f->name != NULL; f++) {
		names[count++] = f->name;
		if (strlen(f->name) == size && strncasecmp(f->name, p->text + at, size) == 0) {
			*out = f;
			return STATUS_OK;
		}
	}
	snprintf(name, sizeof name, "%.*s", (int)size, p->text + at);
	const char *near = nearest_name(name, names, count);
	return parse_fault(
		p, at, "there is no field \"%s\"%s%s%s; to look for these words themselves, put them in quotes", name,
		near == NULL ? "" : "; did you mean ", near == NULL ? "" : near, near == NULL ? "" : ":");
}

/* A field's value: what is in quotes behind the colon, else up to the word's end; a star
 * at its end asks for those that begin so. */
static enum status parse_value(struct parser *p, size_t at, size_t end, size_t colon, const struct query_field *field,
			       struct query_node **out)
{
	size_t from = colon + 1, to = end;
	static const char *const quotes[] = { "\"", "\u201c", "\u201d", "\u201e", "\u00ab", "\u00bb" };
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
		size_t size = strlen(quotes[i]);
		if (to - from >= size && from == colon + 1 && strncmp(p->text + from, quotes[i], size) == 0)
			from += size;
		if (from > colon + 1 && to - from >= size && strncmp(p->text + to - size, quotes[i], size) == 0 &&
		    to == end)
			to -= size;
	}
	bool star = to > from && p->text[to - 1] == '*';
	const char *value = arena_text_n(p->arena, p->text + from, to - from - star);
	struct query_node *n = parse_node(p, QUERY_MARK, at, end);
	enum status status = parse_count(p, at);
	if (value == NULL || n == NULL)
		return parse_full(p);
	if (status == STATUS_OK)
		status = parse_field(p, field, n, value, star);
	*out = n;
	return status;
}

enum status parse_word(struct parser *p, size_t at, size_t end, size_t to, struct query_node **out)
{
	const struct query_field *field;
	size_t colon = 0;
	struct words *w = arena_alloc(p->arena, sizeof *w);
	enum status status = w == NULL ? parse_full(p) : find_field(p, at, to, &field, &colon);
	if (status != STATUS_OK)
		return status;
	if (field != NULL)
		return parse_value(p, at, end, colon, field, out);
	bool star = p->text[end - 1] == '*';
	if (memchr(p->text + at, '*', end - at - star) != NULL)
		return parse_fault(p, at, "a * stands at the end of a word, as in: negotiat*");
	status = split(p, at + elided_size(p->text + at, end - star - at), end - star, true, w);
	if (status == STATUS_OK && !star)
		status = party_node(p, at, end, w, out);
	if (status == STATUS_OK && *out != NULL)
		return parse_count(p, at);
	if (status != STATUS_OK)
		return status;
	return star ? parse_starred(p, at, end, w, out) : words_node(p, at, end, w, true, out);
}

/* ---- Parties of several words ------------------------------------------ */

/* Nodes from n on that stand next to each other as bare words; at most NAME_WORDS_MOST. */
static size_t bare_run(struct query_node *n, struct query_node *run[NAME_WORDS_MOST])
{
	size_t count = 0;
	for (; n != NULL && n->bare && n->kind == QUERY_WORD && count < NAME_WORDS_MOST; n = n->next)
		run[count++] = n;
	return count;
}

enum status parse_parties(struct parser *p, struct query_node **first, size_t *count)
{
	for (struct query_node **at = first; *at != NULL; at = &(*at)->next) {
		struct query_node *run[NAME_WORDS_MOST], *party = NULL;
		for (size_t size = bare_run(*at, run); size > 1 && party == NULL; size--) {
			enum status status = party_node(p, run[0]->at, run[size - 1]->end, NULL, &party);
			if (status != STATUS_OK)
				return status;
			if (party == NULL)
				continue;
			party->next = run[size - 1]->next;
			*at = party;
			*count -= size - 1;
		}
	}
	return STATUS_OK;
}
