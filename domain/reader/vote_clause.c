/* What the words about a document's symbol, those before it and those behind it in its sentence, say
 * of it: whose it is, whether it is only on costs, a letter, a body's report. */
#include "base/ascii.h"
#include "domain/reader/vote.h"

#include <string.h>

#define NEAR_BYTES 160     /* about a symbol, that may say what it is */
#define BY_BYTES 60        /* "by Peru in document " */
#define WITHDRAWN_BYTES 60 /* "withdraw without delay all of its troops" */
#define ASKS_BYTES 24      /* "requested in document " */

bool clause_has(const char *text, size_t size, const char *word)
{
	return memmem(text, size, word, strlen(word)) != NULL;
}

bool clause_has_one_of(const char *text, size_t size, const char *const *words, size_t count)
{
	for (size_t k = 0; k < count; k++) {
		if (clause_has(text, size, words[k]))
			return true;
	}
	return false;
}

size_t clause_near(size_t size)
{
	return size < NEAR_BYTES ? size : NEAR_BYTES;
}

/* Whether words behind a symbol say who submitted it. */
bool clause_says_whose(const char *text, size_t size)
{
	static const char *const words[] = { "submitted", "sponsored",   "presented", "introduced", "proposed",
					     "tabled",    "put forward", "by",        "of" };
	while (size > 0 && strchr(" ,)]", *text) != NULL) {
		text++;
		size--;
	}
	static const char *const are[] = { "is ", "was ", "are ", "were ", "has been ", "have been ", "jointly " };
	for (size_t k = 0; k < sizeof are / sizeof *are; k++) {
		size_t n = strlen(are[k]);
		bool verb = size > n && memcmp(text, are[k], n) == 0;
		text += verb ? n : 0;
		size -= verb ? n : 0;
	}
	static const char *const goes_on[] = { "which ", "containing ", "that contains ", "contains ", "there is " };
	for (size_t k = 0; k < sizeof goes_on / sizeof *goes_on; k++) {
		size_t n = strlen(goes_on[k]);
		bool names =
			size > n && memcmp(text, goes_on[k], n) == 0; /* "…, which contains the text submitted by" */
		if (names &&
		    (memmem(text, size, "ed by ", 6) != NULL || memmem(text, size, "resolution of ", 14) != NULL))
			return true;
	}
	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		size_t n = strlen(words[k]);
		if (size > n && memcmp(text, words[k], n) == 0 && text[n] == ' ')
			return true;
	}
	return false;
}

/* Whether words before a symbol say that who speaks gives the text: "has the honour to lay before the
 * Council", "our draft resolution". */
bool clause_gives(const char *left, size_t before)
{
	static const char *const words[] = { "submit", "introduc",     " lay ",       " lays ",
					     " laid ", " tabl",        " to present", " presented",
					     " our ",  " put forward", " presents ",  "Our " };
	return clause_has_one_of(left, before, words, sizeof words / sizeof *words);
}

/* Where words before a symbol begin that are not on who submitted the one before: "…, submitted by Chad,
 * and a paper,". */
size_t clause_own_from(const char *left, size_t before)
{
	static const char *const joints[] = { ", and ", " and ", ", " };
	size_t from = 0;
	if (*left != ',' || !clause_says_whose(left, before))
		return 0;
	for (size_t k = 0; from == 0 && k < sizeof joints / sizeof *joints; k++) {
		size_t n = strlen(joints[k]);
		for (size_t i = before; from == 0 && i > n; i--)
			from = memcmp(left + i - n, joints[k], n) == 0 ? i : 0;
	}
	return from;
}

bool clause_ends_in(const char *left, size_t before)
{
	static const char *const ends[] = { " in document ", " in ", " in document [", " in document (" };
	bool in = false;
	for (size_t k = 0; k < sizeof ends / sizeof *ends && !in; k++) {
		size_t n = strlen(ends[k]);
		in = before > n && memcmp(left + before - n, ends[k], n) == 0;
	}
	return in;
}

bool clause_ends_by(const char *left, size_t before)
{
	size_t near = before < BY_BYTES ? before : BY_BYTES;
	bool in = clause_ends_in(left, before);
	const char *by = in ? memmem(left + before - near, near, " by ", 4) : NULL;
	return by != NULL && is_capital(by[4]);
}

size_t clause_own(const char *right, size_t behind)
{
	static const char *const others[] = { " and the report", " and an amendment", " and amendments",
					      " and a draft" };
	size_t own = behind;
	for (size_t k = 0; k < sizeof others / sizeof *others; k++) {
		const char *and = memmem(right, own, others[k], strlen(others[k]));
		own = and == NULL ? own : (size_t)(and-right);
	}
	return own;
}

/* Where the title of a report begins that is the last before a symbol, in a heading of several: "Notes of
 * the Secretary-General REPORT OF THE FIRST COMMITTEE"; 0 for none. */
size_t clause_titled_from(const char *left, size_t before)
{
	static const char *const titles[] = { "REPORT OF ", "Report of ", "REPORTS OF ", "Reports of " };
	const char *found = NULL, *end = left + before;
	for (size_t k = 0; k < sizeof titles / sizeof *titles; k++) {
		const char *at = found == NULL ? left : found;
		while ((at = memmem(at, (size_t)(end - at), titles[k], strlen(titles[k]))) != NULL)
			found = at++;
	}
	return found == NULL ? 0 : (size_t)(found - left);
}

/* Whether words about a report say that it is only of what a draft costs, or not a
 * Committee's. */
bool clause_is_aside(const char *text, size_t size)
{
	static const char *const words[] = { "Secretary-General",  "financial implication", "financial consequence",
					     "budget implication", "Advisory Committee",    ", on which ",
					     "observations" };
	return clause_has_one_of(text, size, words, sizeof words / sizeof *words);
}

/* Whether words before a symbol are on what a draft costs, which stands in that document: "the
 * programme budget implications of the draft are contained in". */
bool clause_is_of_costs(const char *left, size_t before)
{
	static const char *const drafts[] = { "draft", "resolution", "text" };
	const char *costs = memmem(left, before, " implications", 13), *draft = NULL, *end = left + before;
	costs = costs == NULL ? memmem(left, before, " financial consequences", 23) : costs;
	for (size_t k = 0; costs != NULL && k < sizeof drafts / sizeof *drafts; k++) {
		const char *at = memmem(costs, (size_t)(end - costs), drafts[k], strlen(drafts[k]));
		draft = at > draft || draft == NULL ? at : draft;
	}
	const char *report = costs == NULL ? NULL : memmem(left, (size_t)(costs - left), "report", 6);
	if (report != NULL && before > 0 && strchr("[(", left[before - 1]) != NULL)
		return true; /* "the report of the Fifth Committee on the financial implications of draft resolution II
				[" */
	return costs != NULL && (draft == NULL || clause_has(draft, (size_t)(end - draft), " in "));
}

/* Whether words before a symbol begin with the letter that it is, "LETTER DATED 13 MAY 1986 FROM …",
 * or say that it asks for something: "has requested in document". */
bool clause_is_letter(const char *left, size_t before)
{
	static const char *const letters[] = { "etter dated ", "ETTER DATED ", "etters dated ", "elegram dated ",
					       "ELEGRAM DATED " };
	static const char *const asks[] = { " requested in ", " asked in ", " asks in " };
	static const char *const requests[] = { " request of the representative", " request by the representative",
						" request from the representative" };
	size_t near = before < ASKS_BYTES ? before : ASKS_BYTES;
	return clause_has_one_of(left, before, requests, sizeof requests / sizeof *requests) ||
	       clause_has_one_of(left, before, letters, sizeof letters / sizeof *letters) ||
	       clause_has_one_of(left + before - near, near, asks, sizeof asks / sizeof *asks);
}

/* Whether words before a symbol are on the report of a body that reports to a Committee: "the
 * report of the Committee on Wells", "of the Commission". */
bool clause_is_of_body(const char *left, size_t before)
{
	static const char report[] = "report of the ";
	static const char *const bodies[] = {
		"ommittee on ", "Commission", "Special Committee", "Advisory Committee", "Working Group", " Council",
		"Board",        "Agency"
	};
	const char *of = NULL, *end = left + before;
	for (const char *at = left; (at = memmem(at, (size_t)(end - at), report, sizeof report - 1)) != NULL; at++)
		of = at;
	return of != NULL && clause_has_one_of(of, (size_t)(end - of), bodies, sizeof bodies / sizeof *bodies);
}

/* Whether words about a symbol are on a resolution that was adopted before: "the resolution
 * (S/1501) which was adopted on that day". */
bool clause_was_adopted(const char *left, size_t before, const char *right, size_t behind)
{
	const char *near = left + before;
	if (clause_has(right, behind, "was adopted as resolution"))
		return true;
	const char *of = memmem(left, before, "resolution of ", 14);
	bool dated = of != NULL && (size_t)(left + before - of) > 14 && is_digit(of[14]);
	bool adopted = dated || clause_has(right, behind, "was adopted") ||
		       clause_has(near - clause_near(before), clause_near(before), " adopted ");
	return adopted && !clause_has(left, before, "draft") && !clause_has(right, behind, "draft");
}

/* What words say that an amendment is to before they name it, "To it", "To that draft"; NULL for none. */
static const char *clause_opens_to(const char *left, size_t before, size_t *size)
{
	static const char *const opens[] = { "To the latter ",           "To it ",         "To that ", "To this ",
					     "To the draft resolution ", "to the latter ", "to it, ",  "To the text " };
	size_t from = 0;
	while (from < before && strchr(" ,.)]", left[from]) != NULL)
		from++;
	for (size_t k = 0; k < sizeof opens / sizeof *opens; k++) {
		size_t n = strlen(opens[k]);
		if (before - from <= n || memcmp(left + from, opens[k], n) != 0)
			continue;
		*size = before - from - strlen("To ");
		return left + from + strlen("To ");
	}
	return NULL;
}

/* The words about an amendment's symbol that say what it amends: "amendments of Peru [S/3] to the first of
 * these", "amendments to it in document S/3"; NULL for none. */
const char *clause_amends(const char *left, size_t before, const char *right, size_t behind, size_t *size)
{
	static const char noun[] = "mendment";
	const char *end = left + before, *at = NULL, *to;
	while (behind > 0 && strchr(" ,)]", *right) != NULL) {
		right++;
		behind--;
	}
	static const char *const tos[] = { "to ", "is to ", "relates to ", "relating to ", "amends ", "would amend " };
	for (size_t k = 0; k < sizeof tos / sizeof *tos; k++) {
		size_t n = strlen(tos[k]);
		if (behind <= n || memcmp(right, tos[k], n) != 0)
			continue;
		*size = behind - n;
		return right + n;
	}
	for (const char *k = left; (k = memmem(k, (size_t)(end - k), noun, sizeof noun - 1)) != NULL; k++)
		at = k;
	to = at == NULL ? NULL : memmem(at, (size_t)(end - at), " to ", 4);
	static const char with[] = "n connection with ";
	const char *of = to == NULL && at != NULL ? memmem(left, (size_t)(at - left), with, sizeof with - 1) : NULL;
	const char *comma = of == NULL ? NULL : memchr(of, ',', (size_t)(at - of));
	if (comma != NULL) { /* "In connection with draft resolution I, an amendment has been circulated in" */
		of += sizeof with - 1;
		*size = (size_t)(comma - of) + 1;
		return of;
	}
	if (to == NULL && at != NULL) /* "To the latter Peru proposes an amendment in" */
		return clause_opens_to(left, (size_t)(at - left), size);
	*size = to == NULL ? 0 : (size_t)(end - to) - 4;
	return to == NULL ? NULL : to + 4;
}

/* Where words on a draft begin that stand behind those on what amends it: "the amendment of Peru
 * to draft resolution"; 0 for others. */
size_t clause_amended_from(const char *left, size_t before)
{
	if (!clause_has(left, before, "amendment"))
		return 0;
	for (size_t i = before; i > 4; i--) {
		if (memcmp(left + i - 4, " to ", 4) == 0)
			return i;
	}
	return 0;
}

/* "the drafts in paragraph 22 of document": they stand in a report. */
bool clause_in_paragraph(const char *left, size_t before)
{
	static const char document[] = "of document ";
	size_t n = sizeof document - 1;
	return before > n && memcmp(left + before - n, document, n) == 0 && clause_has(left, before, "in paragraph");
}

/* Whether words before a symbol are on a motion that stands in it: "the motion of Chad in document", and not
 * on what it is for: "the motion to adjourn the debate on". */
bool clause_is_motion(const char *left, size_t before)
{
	static const char *const purposes[] = { " to ",      " that ", " on ",      " for ",
						" whether ", " not ",  "amendment", "draft" };
	const char *noun = NULL, *end = left + before;
	for (const char *at = left; (at = memmem(at, (size_t)(end - at), " motion ", 8)) != NULL; at++)
		noun = at + 7;
	return noun != NULL &&
	       !clause_has_one_of(noun, (size_t)(end - noun), purposes, sizeof purposes / sizeof *purposes);
}

/* Whether what is withdrawn is one of several that have no symbol of their own. */
static bool names_one(const char *text, size_t size)
{
	static const char *const ones[] = { "withdraw the first", "withdraw the second", "withdraw the third",
					    "withdraw the fourth", "withdraw the last" };
	for (size_t k = 0; k < sizeof ones / sizeof *ones; k++) {
		size_t n = strlen(ones[k]);
		if (size > n && memcmp(text, ones[k], n) == 0 && strchr(",.;", text[n]) != NULL)
			return true;
	}
	return false;
}

/* Whether words say that a text is withdrawn, and not that troops are: "the date of withdrawal", "withdraw its
 * forces". */
bool clause_is_withdrawn(const char *text, size_t size)
{
	static const char *const troops[] = { "troops",  "forces",      "armed",     "army",      "units",
					      "militar", "detachments", "personnel", "contingent" };
	const char *end = text + size;
	for (const char *at = text; (at = memmem(at, (size_t)(end - at), "withdr", 6)) != NULL; at++) {
		size_t left = (size_t)(end - at), near = left < WITHDRAWN_BYTES ? left : WITHDRAWN_BYTES;
		bool noun = left > 8 && memcmp(at, "withdrawal", 9) == 0;
		bool one = left > 13 && names_one(at, near); /* "withdraw the fourth, since the draft in" */
		if (one)
			continue;
		if (!noun && !clause_has_one_of(at, near, troops, sizeof troops / sizeof *troops))
			return true;
	}
	return false;
}

/* Whether words before an amendment's symbol say that the draft's sponsors took it into theirs: "have accepted the
 * amendment in document", and not one to it. */
bool clause_is_accepted(const char *left, size_t before)
{
	static const char *const others[] = { " not ", "sub-a", "suba", " to ", " if ", "whether", "unless" };
	const char *at = memmem(left, before, " accepted ", 10), *end = left + before;
	return at != NULL && !clause_has_one_of(at, (size_t)(end - at), others, sizeof others / sizeof *others) &&
	       !clause_has(left, (size_t)(at - left), " not ");
}

/* Whether words behind a symbol, up to their end, say whose it is alone: "document S/3, that of Chad;". */
bool clause_is_that_of(const char *right, size_t behind)
{
	static const char *const ofs[] = { "that of ", "those of ", "the amendments of ", "the amendment of ",
					   "the draft resolution of " };
	size_t from = strspn(right, " ,)]");
	bool ends = from < behind && strchr(".;?!", right[behind]) != NULL;
	for (size_t k = 0; ends && k < sizeof ofs / sizeof *ofs; k++) {
		size_t n = strlen(ofs[k]);
		if (behind - from > n && memcmp(right + from, ofs[k], n) == 0)
			return true;
	}
	return false;
}

/* The same behind it: "which the sponsors have accepted". */
bool clause_was_accepted(const char *right, size_t behind)
{
	static const char *const others[] = { " not ", "sub-a", "suba", " if ", "whether", "unless" };
	return clause_has(right, behind, "which ") &&
	       (clause_has(right, behind, "have accepted") || clause_has(right, behind, "has accepted") ||
		clause_has(right, behind, "been accepted")) &&
	       !clause_has_one_of(right, behind, others, sizeof others / sizeof *others);
}

/* Whether words before a symbol say that its sponsors leave it, and nobody only asks them to. */
bool clause_is_left(const char *left, size_t before)
{
	static const char *const asks[] = { "appeal", " urge", " ask ", " request", " hope", " invite" };
	return (clause_has(left, before, "not press") || clause_has(left, before, "not insist")) &&
	       !clause_has_one_of(left, before, asks, sizeof asks / sizeof *asks);
}

/* Whether words before a symbol in brackets end with a name, "those of Peru [": whose it is. */
bool clause_ends_named(const char *left, size_t before)
{
	if (before < 2 || strchr("[(", left[before - 1]) == NULL || left[before - 2] != ' ')
		return false;
	size_t end = before - 2, from = end;
	while (from > 0 && left[from - 1] != ' ')
		from--;
	return end - from > 1 && is_capital(left[from]) && left[from + 1] >= 'a';
}
