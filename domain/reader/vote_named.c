/* Ballots beside a vote's lists: who took no part, by a sentence of its own, and who is named with
 * a total, "with 1 abstention (Chad)". */
#include "base/ascii.h"
#include "domain/reader/record.h"

#include <string.h>

#include "domain/party.h"

#define CHOICE(name) TRUCE__V1__VOTE__CHOICE__CHOICE_##name

/* ---- Who took no part -------------------------------------------------- */

static size_t begins_with(const char *text, size_t size, const char *words)
{
	size_t n = strlen(words);
	return size > n && memcmp(text, words, n) == 0 ? n : 0;
}

/* Bytes of "One member of the Council (" that a sentence begins with, behind which names stand; 0 for
 * none. */
static size_t members_counted(const char *text, size_t size)
{
	static const char *const counts[] = { "One member", "Two members", "Three members", "Four members" };
	static const char *const bodies[] = { " of the Council", " of the Security Council" };
	size_t n = 0;
	for (size_t k = 0; k < sizeof counts / sizeof *counts && n == 0; k++)
		n = begins_with(text, size, counts[k]);
	for (size_t k = 0; k < sizeof bodies / sizeof *bodies && n > 0; k++)
		n += begins_with(text + n, size - n, bodies[k]);
	bool marked = n > 0 && (begins_with(text + n, size - n, " (") > 0 || begins_with(text + n, size - n, ", ") > 0);
	return marked ? n + 2 : 0;
}

/* The names of "China did not participate in the voting.", of "One member (China) did
 * not participate in the vote."; "" for another sentence. */
static const char *absent_names(struct reader *r, const char *text, size_t size)
{
	static const char *const ends[] = { " did not participate in the voting.", " did not participate in the vote.",
					    " did not take part in the voting.", " did not take part in the vote." };
	size_t names = 0;
	for (size_t k = 0; k < sizeof ends / sizeof *ends && names == 0; k++) {
		size_t n = strlen(ends[k]);
		names = size > n && memcmp(text + size - n, ends[k], n) == 0 ? size - n : 0;
	}
	bool closed = names > 0 && strchr("),", text[names - 1]) != NULL;
	size_t first = closed ? members_counted(text, names) : 0;
	names -= first > 0 ? 1 : 0;
	return reader_text(r, text + first, names - first);
}

struct known {
	size_t names, parties;
};

static void put_known(struct reader *r, const char *name, void *of)
{
	(void)r;
	struct known *known = of;
	known->names++;
	known->parties += party_of(name) != NULL;
}

static bool are_known(struct reader *r, const char *names)
{
	struct known known = { 0, 0 };
	names_split(r, names, put_known, &known);
	return known.names > 0 && known.names == known.parties;
}

/* Several names stand with "and" between the last two: not the end of a list before. */
bool vote_absent_is(struct reader *r, const struct window *w)
{
	struct known known = { 0, 0 };
	const char *names = absent_names(r, w->text, w->size);
	names_split(r, names, put_known, &known);
	return known.names > 0 && known.names == known.parties && (known.names == 1 || strstr(names, " and ") != NULL);
}

void vote_absent(struct record *rec, const struct window *w)
{
	if (rec->box->turn_after == 0)
		vote_cast(rec, rec->box, CHOICE(NOT_VOTING), absent_names(rec->r, w->text, w->size));
}

/* ---- Who is named with a total ------------------------------------------ */

/* Bytes up to the bracket that closes the one before text; 0 for none. */
static size_t bracket_size(const char *text)
{
	size_t size = 0;
	for (int depth = 1; text[size] != '\0'; size++) {
		depth += text[size] == '(' ? 1 : text[size] == ')' ? -1 : 0;
		if (depth == 0)
			return size;
	}
	return 0;
}

static bool has_choice(const struct ballot_box *box, Truce__V1__Vote__Choice choice)
{
	for (size_t i = 0; i < box->ballots.count; i++) {
		if (((const Truce__V1__Vote__Ballot *)box->ballots.items[i])->choice == choice)
			return true;
	}
	return false;
}

static void named_cast(struct record *rec, struct ballot_box *box, Truce__V1__Vote__Choice choice, const char *names)
{
	if (!box->listed[choice] && !has_choice(box, choice) && are_known(rec->r, names))
		vote_cast(rec, box, choice, names);
}

/* The sentence that says who took no part, of several. */
static void absent_named(struct record *rec, struct ballot_box *box, const char *text)
{
	const char *part = strstr(text, " did not ");
	if (part != NULL && strncmp(part, " did not participate in the vot", 31) != 0 &&
	    strncmp(part, " did not take part in the vot", 29) != 0)
		part = NULL;
	const char *end = part == NULL ? NULL : strchr(part, '.'), *start = part;
	while (start != NULL && start > text && !(start[-1] == ' ' && start - text > 1 && start[-2] == '.'))
		start--;
	if (end != NULL)
		named_cast(rec, box, CHOICE(NOT_VOTING), absent_names(rec->r, start, (size_t)(end + 1 - start)));
}

/* Bytes of "1 (" or "two (" at text: a total whose voters are named; 0 for none. */
static size_t total_named(const char *text)
{
	size_t size = 0;
	while (is_small(text[size]) || is_digit(text[size]))
		size++;
	return size > 0 && text[size] == ' ' && text[size + 1] == '(' ? size + 2 : 0;
}

void vote_named(struct record *rec, struct ballot_box *box, const char *text)
{
	static const struct {
		const char *words;
		Truce__V1__Vote__Choice choice;
	} named[] = {
		{ " abstentions (", CHOICE(ABSTAINING) }, { " abstention (", CHOICE(ABSTAINING) },
		{ " abstaining (", CHOICE(ABSTAINING) },  { " against (", CHOICE(AGAINST) },
		{ " in favour (", CHOICE(IN_FAVOUR) },    { " votes to ", CHOICE(AGAINST) },
	};
	const bool brackets = strchr(text, '(') != NULL;
	for (size_t k = 0; brackets && k < sizeof named / sizeof *named; k++) {
		const char *at = strstr(text, named[k].words);
		const char *names = at == NULL ? NULL : at + strlen(named[k].words);
		if (names != NULL && names[-1] != '(')
			names = total_named(names) == 0 ? NULL : names + total_named(names);
		size_t size = names == NULL ? 0 : bracket_size(names);
		if (size > 0)
			named_cast(rec, box, named[k].choice, reader_text(rec->r, names, size));
	}
	absent_named(rec, box, text);
}
