#include "domain/citation_forms.h"

#include <string.h>

static bool is_roman(const struct words *w, size_t i)
{
	size_t size = i < w->count ? w->at[i].end - w->at[i].start : 0;
	if (size == 0 || size > SHAPE_LONG_MOST || w->at[i].kind != WORD_LETTERS)
		return false;
	const char *letters = w->text + w->at[i].start;
	return strspn(letters, size > 2 ? "IVXLCDM" : "IVXLC") >= size;
}

/* Words of "XXV", "S-VI", "ES-II": 0 for none. */
static size_t roman_at(const struct words *w, size_t i)
{
	if (is_roman(w, i))
		return 1;
	return (word_is(w, i, "s") || word_is(w, i, "es")) && word_is_dash(w, i + 1) && is_roman(w, i + 2) ? 3 : 0;
}

static size_t resumption_at(const struct words *w, size_t i, struct bracket *b)
{
	if (words_match(w, i, "resumption|resumed") == 0)
		return 0;
	int number = word_number(w, i + 1);
	b->resumed = true;
	b->resumption = number > 0 ? number : 0;
	return number > 0 ? 2 : 1;
}

struct bracket bracket_at(const struct words *w, size_t i)
{
	struct bracket b = { 0 };
	if (!word_is_mark(w, i, '(') || i + 2 >= w->count)
		return b;
	const struct word *in = &w->at[i + 1];
	size_t inside = resumption_at(w, i + 1, &b), roman = roman_at(w, i + 1);
	if (inside == 0 && in->kind == WORD_DIGITS && in->end - in->start == 4) {
		b.year = word_number(w, i + 1);
		inside = 1;
	} else if (inside == 0 && roman > 0) {
		b.roman = w->text + in->start;
		b.roman_size = w->at[i + roman].end - in->start;
		inside = roman;
	}
	if (inside == 0 || !word_is_mark(w, i + 1 + inside, ')'))
		return (struct bracket){ 0 };
	b.words = inside + 2;
	b.end = w->at[i + 1 + inside].end;
	return b;
}

/* A part of a resolution: one capital behind its number; one that is a word only where no
 * sentence goes on with it ("resolution 61/89 A new"). */
char citation_letter_at(const struct words *w, size_t i)
{
	if (i >= w->count || w->at[i].kind != WORD_LETTERS || !w->at[i].capital || w->at[i].end - w->at[i].start != 1)
		return '\0';
	size_t next = i + 1;
	char letter = w->text[w->at[i].start];
	bool ends =
		(letter != 'A' && letter != 'I') || next >= w->count || w->at[next].first != w->at[i].first ||
		w->at[next].kind == WORD_MARK ||
		words_match(w, next, "and|or|of|on|to|through|in|by|as|dated|which|that|was|is|has|had") > 0 ||
		words_match(w, next, "for|at|with|without|from|into|under|before|after|during|since|because|but|when") >
			0 ||
		words_match(w, next, "where|while|if|nor|not|against|we|it|this|these|there|they") > 0 ||
		words_match(
			w, next,
			"asks|asked|calls|called|requests|requested|urges|urged|decides|decided|invites|invited|"
			"provides|provided|contains|contained|says|said|states|recalls|reaffirms|reaffirmed|adopted|"
			"entitled|remains|goes|went|does|did|should|must|will|would|may|can|could|also|were") > 0;
	return ends ? letter : '\0';
}
