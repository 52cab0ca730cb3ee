/* Whose a text is: the parties, the number of Powers and the adjectives that words about it
 * name, against those of other words. */
#include "domain/reader/vote.h"

#include <string.h>

#include "domain/reader/titles.h"
#include "domain/side.h"

#define NUMBER_WORDS 4
#define STEM_LEAST 4
#define SPONSOR_WORDS 8 /* between a noun and who submitted it */

/* The party of the words from word i on, by its name or its adjective; NULL for none. */
static const char *party_of_words(const struct words *w, size_t i, size_t *taken)
{
	const char *id;
	*taken = party_named_at(w, i, &id);
	if (*taken == 0)
		*taken = side_adjective_at(w, i, &id);
	return *taken > 0 && id[0] != '\0' ? id : NULL;
}

/* How many powers words say before "Powers": "twenty-three", "nine-", "named and two other". */
static int powers_before(const struct words *w, size_t i, int named)
{
	bool others = i > 0 && word_is(w, i - 1, "other");
	size_t end = i - (others || (i > 0 && word_is_dash(w, i - 1)) ? 1 : 0);
	for (size_t from = end > NUMBER_WORDS ? end - NUMBER_WORDS : 0; from < end; from++) {
		int number;
		if (from + count_at(w, from, &number) == end)
			return number + (others ? named : 0);
	}
	return 0;
}

bool sponsors_find(struct reader *r, const char *text, size_t size, struct sponsors *out)
{
	struct words room = out->words;
	memset(out, 0, sizeof *out);
	out->words = room;
	if (!words_split(&out->words, text, size, r->arena)) {
		r->full = true;
		return false;
	}
	const struct words *w = &out->words;
	for (size_t i = 0; i < w->count && i < SPONSOR_WORDS_MOST; i++) {
		size_t taken = 0;
		r->steps++;
		static const char several[] = "power|powers|member|members|nation|country|countries|delegations";
		int powers = words_match(w, i, several) > 0 ? powers_before(w, i, (int)out->count) : 0;
		out->powers = powers > 0 ? powers : out->powers;
		out->others |= words_match(w, i, "and others") > 0;
		const char *id = w->at[i].capital ? party_of_words(w, i, &taken) : NULL;
		if (id == NULL || out->count == SPONSORS_MOST)
			continue;
		out->ids[out->count++] = id;
		memset(out->known + i, true, i + taken <= SPONSOR_WORDS_MOST ? taken : SPONSOR_WORDS_MOST - i);
		i += taken - 1;
	}
	return true;
}

/* How many letters an adjective and a name begin with alike, "Norwegian" and "Norway";
 * 0 where they are not of one state. */
static size_t stem(const struct words *a, size_t i, const struct words *b, size_t k)
{
	size_t left = a->at[i].end - a->at[i].start, right = b->at[k].end - b->at[k].start, n = 0;
	size_t least = left < right ? left : right;
	while (n < least && a->text[a->at[i].start + n] == b->text[b->at[k].start + n])
		n++;
	return n >= STEM_LEAST && n + 2 >= least ? n : 0;
}

/* How well two say the same sponsors; 0 for not at all. */
static size_t sponsors_agree(const struct sponsors *asked, const struct sponsors *told)
{
	size_t score = 0;
	const struct words *a = &asked->words, *b = &told->words;
	for (size_t i = 0; i < asked->count; i++) {
		for (size_t k = 0; k < told->count; k++) {
			if (strcmp(asked->ids[i], told->ids[k]) == 0) {
				score += 16;
				break;
			}
		}
	}
	bool named = told->count > 1 && (size_t)asked->powers == told->count; /* "the five-Power draft" */
	named |= asked->count > 1 && (size_t)told->powers == asked->count;
	if (named || (asked->powers > 0 && asked->powers == told->powers))
		score += 16;
	else if (told->others && asked->powers > (int)told->count)
		score += 8; /* "Chad and others" may be five Powers */
	for (size_t i = 0; i < a->count && i < SPONSOR_WORDS_MOST; i++) {
		size_t best = 0;
		bool word = a->at[i].capital && !asked->known[i] && a->at[i].kind == WORD_LETTERS &&
			    words_match(a, i, "power|powers") == 0;
		for (size_t k = 0; word && k < b->count; k++) {
			size_t n = b->at[k].capital ? stem(a, i, b, k) : 0;
			best = n > best ? n : best;
		}
		score += best;
	}
	return score;
}

/* Who is named in words about a text; NULL where there is no room. */
static const struct sponsors *text_sponsors(struct record *rec, struct vote_text *text, size_t k)
{
	if (text->told[k] != NULL)
		return text->told[k];
	struct sponsors *told = arena_zalloc(rec->r->arena, sizeof *told);
	if (told == NULL || !sponsors_find(rec->r, text->whose[k], strlen(text->whose[k]), told)) {
		rec->r->full = true;
		return NULL;
	}
	return text->told[k] = told;
}

size_t whose_fits(struct record *rec, struct vote_text *text, const struct sponsors *asked)
{
	size_t best = 0;
	bool told = false;
	for (size_t k = 0; k < text->whose_count && !rec->r->full; k++) {
		const struct sponsors *s = text_sponsors(rec, text, k);
		if (s == NULL)
			break;
		told |= s->count > 0 || s->powers > 0;
		size_t score = sponsors_agree(asked, s);
		best = score > best ? score : best;
	}
	return told || best > 0 ? best : SIZE_MAX;
}

bool whose_alike(struct record *rec, struct sponsors *asked, const char *a, size_t a_size, const char *b, size_t b_size)
{
	struct sponsors *told = arena_zalloc(rec->r->arena, sizeof *told);
	bool both = told != NULL && sponsors_find(rec->r, a, a_size, asked) && sponsors_find(rec->r, b, b_size, told);
	return both && sponsors_agree(asked, told) > 0;
}

bool whose_several(struct record *rec, struct vote_text *text)
{
	for (size_t k = 0; k < text->whose_count && !rec->r->full; k++) {
		const struct sponsors *s = text_sponsors(rec, text, k);
		if (s != NULL && (s->count > 1 || s->powers > 1))
			return true;
	}
	return false;
}

/* ---- Who submitted what is put to the vote ----------------------------- */

/* The first of the words before a noun that may say whose it is: "the joint Soviet". */
static size_t sponsors_before(const struct vote_put *p, size_t noun)
{
	const struct words *w = p->w;
	size_t first = noun;
	while (first > p->from && words_match(w, first - 1, "the|a|an|this|that") == 0 &&
	       (w->at[first - 1].capital || word_is_dash(w, first - 1) || (first < noun && word_is_dash(w, first)) ||
		words_match(w, first - 1, "joint|revised|oral|power|powers|of") > 0))
		first--;
	return first;
}

/* The words behind a noun that say so: "of Chad", "submitted by Chad and Mali"; where they
 * begin, p->to where there are none. */
static size_t sponsors_behind(const struct vote_put *p, size_t behind, size_t *end)
{
	static const char verbs[] = "submitted|sponsored|presented|proposed|introduced|moved|tabled jointly? by";
	const struct words *w = p->w;
	size_t first = behind, by = words_match(w, first, "of|by");
	for (; by == 0 && first < p->to && first < behind + SPONSOR_WORDS; first += by == 0)
		by = words_match(w, first, verbs) + words_match(w, first, "put forward jointly? by");
	first = by == 0 ? p->to : first + by;
	*end = first;
	while (*end < p->to && !word_is_mark(w, *end, '(') && !word_is_mark(w, *end, '[') &&
	       words_match(w, *end, "to|in|which|as|thereto|on|be|document|contained") == 0)
		++*end;
	return first;
}

static bool names_sponsor(const struct words *w, size_t first, size_t end)
{
	static const char bodies[] = "the|i|we|general|security|assembly|council|committee|president";
	for (size_t i = first; i < end; i++) {
		bool name = w->at[i].capital && words_match(w, i, bodies) == 0;
		if (name || words_match(w, i, "power|powers") > 0)
			return true;
	}
	return false;
}

void put_whose(const struct vote_put *p, struct text_query *query)
{
	const struct words *w = p->w;
	enum text_noun noun;
	size_t step;
	for (size_t i = p->from; i < p->to; i += step) {
		size_t n = noun_at(w, i, &noun), end = i;
		step = n > 0 ? n : 1;
		if (n == 0 || noun == NOUN_PART || noun == NOUN_REPORT || noun == NOUN_PROCEDURE)
			continue;
		query->joint |=
			(noun == NOUN_DRAFT || noun == NOUN_AMENDMENT) && i > p->from && word_is(w, i - 1, "joint");
		size_t first = i > p->from && words_match(w, i - 1, "his|her|their|its") > 0
				       ? p->first /* "The representative of Peru has asked that his text be …" */
				       : sponsors_before(p, i);
		if (!names_sponsor(w, first, end))
			first = sponsors_behind(p, i + n, &end);
		if (!names_sponsor(w, first, end))
			continue;
		query->whose = w->text + w->at[first].start;
		query->whose_size = w->at[end - 1].end - w->at[first].start;
		return;
	}
}
