/* Who signs: the parties that an opening names, and in what capacity. */
#include "domain/reader/internal.h"

#include <string.h>

#define SIGNATORIES_MOST 16

struct words joint_words(struct reader *r, size_t first, size_t end)
{
	struct words w = { 0 };
	size_t from = r->lines.at[first].start, to = r->lines.at[end - 1].end;
	if (!words_split(&w, r->lines.text + from, to - from, r->arena)) {
		r->full = true;
		w.count = 0;
	}
	return w;
}

static const char joins[] = "and|et|y|и";

/* What those whom an opening names do in it: "have agreed", "meeting in". */
static const char stops[] = "have|has|hereby|hereinafter|hereafter|herein|with|meeting|met|agree|agreed|declare|"
			    "declared|acting|represented|"
			    "acuerdan|convienen|declaran|han|conviennent|déclarent|sont|ont|заявляют|договорились";

static size_t names_stop(const struct words *w, size_t at, size_t end)
{
	size_t i = at + 1;
	while (i < end && words_match(w, i, stops) == 0)
		i++;
	return i < end && word_is_mark(w, i - 1, ',') ? i - 1 : i < end ? i : end;
}

/* A name without its acronym in brackets. */
static size_t without_acronym(const struct words *w, size_t first, size_t end)
{
	size_t open = end;
	while (open > first && !word_is_mark(w, open - 1, '('))
		open--;
	bool last = word_is_mark(w, end - 1, ')') && open > first + 1 && w->at[open].capital && end - open < 5;
	return last ? open - 1 : end;
}

/* Names of parties from word at to end: between commas and "and", in whatever language. Words taken by
 * none are no names. */
static size_t signatories_split(const struct words *w, size_t at, size_t end, size_t bounds[SIGNATORIES_MOST][2])
{
	size_t count = 0, first = at;
	end = names_stop(w, at, end);
	for (size_t i = at; i <= end && count < SIGNATORIES_MOST; i++) {
		bool comma = i < end && word_is_mark(w, i, ','), and = i < end && words_match(w, i, joins) > 0;
		if (i < end && !comma && !and)
			continue;
		if (i > first) {
			bounds[count][0] = first;
			bounds[count++][1] = without_acronym(w, first, i);
		}
		first = i + 1;
	}
	return count;
}

/* What a capacity begins with, and what else ends the names, by the language of the opening. */
static const struct opening {
	const char *language, *as, *also;
} openings[] = {
	{ "", "as the?", "having|on" },
	{ "fr", "en tant que|qu", "ayant|réunis|réunies" },
	{ "fr", "en leur? qualité de", NULL },
	{ "es", "como", "habiendo|reunidos|reunidas" },
	{ "es", "en su? calidad|condición de", NULL },
	{ "ru", "в качестве", "выступая|собравшись" },
};

/* Words that a capacity takes at word i, 0 for none; *ends says whether the names end there all the same. */
static size_t opening_at(const struct words *w, size_t i, const char *language, bool *ends)
{
	size_t most = 0;
	for (size_t k = 0; k < sizeof openings / sizeof *openings; k++) {
		const struct opening *o = &openings[k];
		if (o->language[0] != '\0' && strcmp(o->language, language) != 0)
			continue;
		size_t n = words_match(w, i, o->as);
		most = n > most ? n : most;
		*ends |= n > 0 || (o->also != NULL && words_match(w, i, o->also) > 0);
	}
	return most;
}

/* "(MILF)", an acronym in brackets behind a name with which a list goes on: its words, 0 for none. */
static size_t acronym_at(const struct words *w, size_t i)
{
	size_t end = i + 1;
	if (!word_is_mark(w, i, '('))
		return 0;
	while (end < w->count && end < i + 4 && (w->at[end].capital || word_is_dash(w, end)))
		end++;
	bool closed = end > i + 1 && word_is_mark(w, end, ')');
	return closed && (words_match(w, end + 1, joins) > 0 || word_is_mark(w, end + 1, ',')) ? end + 1 - i : 0;
}

/* The words of the opening that name who signs: up to "as", a bracket or a colon. Words of the
 * capacity's beginning go to *as. */
static size_t names_end(const struct words *w, const char *language, size_t *as)
{
	size_t i = 0;
	*as = 0;
	for (bool ends = false; i < w->count && !word_is_mark(w, i, ':'); i++) {
		size_t acronym = acronym_at(w, i);
		if (word_is_mark(w, i, '(') && acronym == 0)
			break;
		i += acronym > 0 ? acronym - 1 : 0;
		*as = opening_at(w, i, language, &ends);
		if (ends)
			break;
	}
	return i;
}

const char *joint_text(struct reader *r, const struct words *w, size_t first, size_t end)
{
	if (first >= end)
		return "";
	return reader_text(r, w->text + w->at[first].start, w->at[end - 1].end - w->at[first].start);
}

static Truce__V1__Party *signatory(struct reader *r, const struct words *w, size_t first, size_t end,
				   const char *language)
{
	Truce__V1__Party *party = reader_party_said(r, w, first, end, joint_text(r, w, first, end));
	reader_party_told_in(party, language);
	return party;
}

/* The party that names i of a list tell, which may be two of them: "Bosnia and Herzegovina"; *i goes behind. */
static Truce__V1__Party *signatory_next(struct reader *r, const struct words *w, size_t bounds[SIGNATORIES_MOST][2],
					size_t count, const char *language, size_t *i)
{
	size_t at = (*i)++, first = bounds[at][0], end = bounds[at][1];
	if (at + 1 < count && words_match(w, end, joins) > 0 && bounds[at + 1][0] == end + 1) {
		Truce__V1__Party *party = signatory(r, w, first, bounds[at + 1][1], language);
		if (party == NULL || party->id[0] != '\0') {
			++*i;
			return party;
		}
	}
	return signatory(r, w, first, end, language);
}

int joint_parties_named(struct reader *r, const struct words *w)
{
	size_t bounds[SIGNATORIES_MOST][2], as;
	const char *language = reader_language_of(w);
	size_t count = signatories_split(w, 0, names_end(w, language, &as), bounds);
	int resolved = 0;
	for (size_t i = 0; i < count;) {
		Truce__V1__Party *party = signatory_next(r, w, bounds, count, language, &i);
		resolved += party != NULL && party->id[0] != '\0';
	}
	return resolved;
}

void signatories_read(struct reader *r, struct draft *d, const char *opening, uint32_t line)
{
	struct words w = { 0 };
	if (!words_split(&w, opening, strlen(opening), r->arena)) {
		r->full = true;
		return;
	}
	const char *language = reader_language_of(&w);
	size_t bounds[SIGNATORIES_MOST][2], as, names = names_end(&w, language, &as), capacity = names + as, end;
	size_t count = signatories_split(&w, 0, names, bounds);
	for (end = capacity; end < w.count && !word_is_mark(&w, end, '(') && !word_is_mark(&w, end, ':');)
		end++;
	for (size_t i = 0; i < count && !r->full;) {
		Truce__V1__Signatory *s = reader_new(r, &truce__v1__signatory__descriptor);
		if (s == NULL)
			return;
		s->party = signatory_next(r, &w, bounds, count, language, &i);
		s->capacity = message_borrow(capacity > names ? joint_text(r, &w, capacity, end) : "");
		list_add(r, &d->signatories, s);
		if (s->party != NULL && s->party->id[0] == '\0')
			reader_find(r, TRUCE__V1__FINDING__KIND__KIND_UNRESOLVED, line, s->party->printed,
				    "signs, and is no party known by that name");
	}
}

/* Known parties among the names that a text begins with. */
static int named_in(struct reader *r, const char *text)
{
	struct words w = { 0 };
	if (!words_split(&w, text, strlen(text), r->arena)) {
		r->full = true;
		return 0;
	}
	return joint_parties_named(r, &w);
}

/* The words of a title behind "between"; "" where it has none. */
static const char *behind_between(struct reader *r, const char *title)
{
	struct words w = { 0 };
	if (!words_split(&w, title, strlen(title), r->arena)) {
		r->full = true;
		return "";
	}
	for (size_t i = 0; i + 1 < w.count; i++) {
		if (word_is(&w, i, "between"))
			return title + w.at[i + 1].start;
	}
	return "";
}

void signatories_find(struct reader *r, struct draft *d, const char *opening, uint32_t line)
{
	const bool agreement = d->statement->kind == TRUCE__V1__STATEMENT__KIND__KIND_AGREEMENT;
	const char *title = agreement ? behind_between(r, d->statement->title) : "";
	const int own = named_in(r, opening);
	if (title[0] != '\0' && named_in(r, title) > own)
		opening = title;
	else if (d->article.name != NULL && own == 0)
		return; /* what stands above articles may be any words */
	signatories_read(r, d, opening, line);
}
