/* What a draft became: as the footnote to a decision tells, "See resolution 401 (1976)", or the
 * presiding officer behind it, "Resolution 340 (1973) has been adopted." */
#include "base/ascii.h"
#include "domain/reader/vote.h"

#include <stdlib.h>
#include <string.h>

#include "domain/citation.h"
#include "domain/party.h"

#define COUNCIL_GREW 1966 /* when nine votes of fifteen were needed, no more seven of eleven */
#define OUTCOME_BYTES 400 /* of a turn, that may tell what became of a draft */
#define OUTCOME_WORDS 6   /* of a footnote, that the resolution is named in */
#define NOTE_NEAR 160     /* lines behind a decision, that its footnote may stand in */

/* The bytes of a raised digit that words end with. */
static size_t raised_behind(const char *text, size_t end)
{
	static const char *const digits[] = { "\xC2\xB9",     "\xC2\xB2",     "\xC2\xB3",
					      "\xE2\x81\xB4", "\xE2\x81\xB5", "\xE2\x81\xB6",
					      "\xE2\x81\xB7", "\xE2\x81\xB8", "\xE2\x81\xB9" };
	for (size_t k = 0; k < sizeof digits / sizeof *digits; k++) {
		size_t n = strlen(digits[k]);
		if (end > n && memcmp(text + end - n, digits[k], n) == 0)
			return n;
	}
	return 0;
}

/* The footnote's mark that a line ends with, "2" of "with 1 abstention.2", "*" of "adopted. *";
 * its bytes. */
static size_t mark_behind(const struct lines *l, size_t line, const char **mark)
{
	const char *text = line_text(l, line);
	size_t end = line_size(l, line) + l->at[line].closed_up, first; /* it may be left out of the line */
	end -= end > 0 && text[end - 1] == '/' ? 1 : 0;
	first = end;
	while (first > 0 && end - first < 2 && is_digit(text[first - 1]))
		first--;
	while (end > 0 && text[end - 1] == '*' && first > 0 && text[first - 1] == '*')
		first--;
	first -= first == end ? raised_behind(text, end) : 0;
	size_t before = first - (first > 0 && text[first - 1] == ' ' ? 1 : 0);
	*mark = text + first;
	return before > 0 && strchr(".)]", text[before - 1]) != NULL ? end - first : 0;
}

/* What the words of a footnote say that a draft became: "See resolution 401 (1976)", or where its
 * text was printed, "See document S/5380". */
static const char *outcome_of(struct record *rec, const char *text, size_t size)
{
	static const char *const openings[] = { "See resolution ",
						"Resolution ",
						"Adopted as resolution ",
						"For the text, see resolution ",
						"For the text see resolution ",
						"See document ",
						"See S/",
						"For the text, see document ",
						"For the text see document ",
						"Issued as document ",
						"Circulated as document " };
	struct words w = { .count = 0 };
	bool opens = false;
	for (size_t k = 0; k < sizeof openings / sizeof *openings; k++) {
		size_t n = strlen(openings[k]);
		opens |= size > n && text_equal(text, n, openings[k], n); /* a scan may spoil capitals */
	}
	if (!opens)
		return NULL;
	if (!words_split(&w, text, size, rec->r->arena)) {
		rec->r->full = true;
		return NULL;
	}
	for (size_t i = 0; i < w.count && i < OUTCOME_WORDS; i++) {
		struct citation_run run = { 0 };
		struct citation c;
		bool begins = word_is(&w, i, "resolution") || word_is(&w, i, "s") || word_is(&w, i, "a");
		if (begins && citation_match(&run, &w, i, rec->r->arena, &c) > 0)
			return c.instrument;
	}
	return NULL;
}

/* What a line tells that begins with a footnote's mark; NULL for none. */
static const char *outcome_at(struct record *rec, size_t line, const char *mark, size_t size)
{
	const struct lines *l = &rec->r->lines;
	const char *text = line_text(l, line);
	size_t n = line_size(l, line);
	if (n <= size + 1 || memcmp(text, mark, size) != 0 || (text[size] != ' ' && text[size] != '/'))
		return NULL;
	size_t from = size + (text[size] == '/' ? 1 : 0);
	from += text[from] == ' ' ? 1 : 0;
	if (!line_ends_sentence(l, line) && line + 1 < l->count) { /* it goes on */
		text = window_text(rec, line, line + 2);
		n = strlen(text);
	}
	return n > from ? outcome_of(rec, text + from, n - from) : NULL;
}

/* What the footnote to a line tells: it stands behind, or at the foot of the column before, and then
 * below the line; NULL for none. */
static const char *outcome_noted(struct record *rec, size_t line, size_t behind)
{
	const struct lines *l = &rec->r->lines;
	const char *mark, *outcome = NULL;
	size_t size = mark_behind(l, line, &mark);
	for (size_t i = behind; size > 0 && outcome == NULL && i < l->count && i < behind + NOTE_NEAR; i++)
		outcome = outcome_at(rec, i, mark, size);
	for (size_t i = line; size > 0 && outcome == NULL && i > 0 && i + NOTE_NEAR > line; i--) {
		if (l->at[i - 1].number > l->at[line].number)
			outcome = outcome_at(rec, i - 1, mark, size);
	}
	return outcome;
}

const char *vote_outcome_noted(struct record *rec, const struct piece *p)
{
	const struct lines *l = &rec->r->lines;
	size_t last = p->end - 1;
	while (last > p->first && l->at[last].furniture)
		last--;
	return outcome_noted(rec, last, p->end);
}

/* The same of a turn's words that say "adopted". */
static const char *outcome_noted_said(struct record *rec, const struct piece *p)
{
	static const char adopted[] = "adopted.";
	const struct lines *l = &rec->r->lines;
	for (size_t i = p->first; i < p->end; i++) {
		bool says = !l->at[i].furniture &&
			    memmem(line_text(l, i), line_size(l, i), adopted, sizeof adopted - 1) != NULL;
		const char *outcome = says ? outcome_noted(rec, i, i + 1) : NULL;
		if (outcome != NULL)
			return outcome;
	}
	return NULL;
}

/* The resolution that the first words say to be adopted: "Resolution 340 (1973) has thus been
 * adopted.", "… has been adopted as resolution 340 (1973)."; NULL for none. */
static const char *outcome_said(struct record *rec, const char *text)
{
	struct words w = { .count = 0 };
	struct tally t;
	struct citation c;
	if (!words_split(&w, text, strnlen(text, OUTCOME_BYTES), rec->r->arena)) {
		rec->r->full = true;
		return NULL;
	}
	size_t end = w.count > 0 ? w.at[0].last : 0;
	tally_read(&t, &w, 0, end, rec->r->arena);
	bool adopted = t.result == TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED && word_is(&w, 0, "resolution");
	struct citation_run run = { 0 };
	if (adopted && t.instrument == NULL && citation_match(&run, &w, 0, rec->r->arena, &c) > 0)
		return c.instrument;
	return t.instrument;
}

const char *outcome_behind(struct record *rec, const struct ruling *ruling)
{
	const char *text = block_read(rec->meeting, ruling->piece);
	size_t turn = (size_t)ruling->decision->turn + 1;
	const struct draft *d = turn < rec->r->drafts.count ? rec->r->drafts.items[turn] : NULL;
	bool draft = strncmp(text, "The draft ", 10) == 0 || strncmp(text, "Draft ", 6) == 0;
	if (!draft || d == NULL || !d->presides || d->blocks.count == 0)
		return NULL;
	return outcome_said(rec, block_read(d, 0));
}

static bool concludes(const struct words *w, size_t sentence)
{
	for (size_t i = sentence; i < w->at[sentence].last; i++) {
		if (words_match(w, i, "therefore|thus|accordingly|hence|regarded|considered|deemed") > 0)
			return true;
	}
	return false;
}

/* What the first sentence of the presiding officer's next words says of how the vote ended, where
 * its totals alone are told: "The votes being equally divided, the proposal is rejected." Of a tie
 * a later one may that draws the conclusion: "It is therefore regarded as rejected." */
static void result_behind(struct record *rec, struct ballot_box *box, const struct draft *d, size_t block)
{
	struct words w = { .count = 0 };
	struct tally t;
	const char *text = block_read(d, block);
	if (!words_split(&w, text, strnlen(text, OUTCOME_BYTES), rec->r->arena)) {
		rec->r->full = true;
		return;
	}
	bool tie = box->vote->in_favour == box->vote->against;
	for (size_t i = 0; i < w.count && (i == 0 || tie); i = w.at[i].last) {
		tally_read(&t, &w, i, w.at[i].last, rec->r->arena);
		if (t.in_favour >= 0)
			return;
		if (i == 0 || concludes(&w, i))
			box->vote->result = t.result;
		if (t.result != TRUCE__V1__VOTE__RESULT__RESULT_UNSPECIFIED)
			return;
	}
}

/* Whether a permanent member may have voted against: one did, or no list says who did. */
static bool permanent_against(const struct ballot_box *box)
{
	static const char *const permanent[] = { "China",          "France",       "Soviet Union", "Russian Federation",
						 "United Kingdom", "United States" };
	bool listed = false;
	for (size_t i = 0; i < box->ballots.count; i++) {
		const Truce__V1__Vote__Ballot *ballot = box->ballots.items[i];
		if (ballot->choice != TRUCE__V1__VOTE__CHOICE__CHOICE_AGAINST)
			continue;
		listed = true;
		for (size_t k = 0; k < sizeof permanent / sizeof *permanent; k++) {
			const char *id = party_of(permanent[k]);
			if (id != NULL && ballot->party != NULL && strcmp(ballot->party->id, id) == 0)
				return true;
		}
	}
	return !listed;
}

/* What the Council does not adopt though as many as are needed voted for it, a negative vote of a
 * permanent member kept from it: "The result is the same as that of the vote before." */
static void veto_settle(const struct record *rec, struct ballot_box *box)
{
	const Truce__V1__Statement *meeting = rec->meeting->statement;
	bool council = strncmp(meeting->symbol, "S/PV.", 5) == 0;
	int year = meeting->date == NULL ? 0 : atoi(meeting->date->earliest);
	bool before = year > 0 && year < COUNCIL_GREW;
	int needed = before ? 7 : 9, members = before ? 11 : 15;
	if (council && box->vote->result == TRUCE__V1__VOTE__RESULT__RESULT_NOT_ADOPTED &&
	    box->vote->in_favour >= needed && box->vote->against > 0 &&
	    box->vote->in_favour + box->vote->against <= members && permanent_against(box))
		box->vote->result = TRUCE__V1__VOTE__RESULT__RESULT_VETOED;
}

void outcome_settle(struct record *rec, struct ballot_box *box)
{
	const Truce__V1__Vote *v = box->vote;
	const struct draft *d = box->turn_after < rec->r->drafts.count && box->turn_after > 0
					? rec->r->drafts.items[box->turn_after]
					: NULL;
	const char *outcome = NULL;
	size_t first = d == NULL ? 0 : block_behind(rec, box);
	bool open = box->settled && v->in_favour_total_case != 0 &&
		    v->result == TRUCE__V1__VOTE__RESULT__RESULT_UNSPECIFIED;
	if (open && d != NULL && d->presides && d->blocks.count > first)
		result_behind(rec, box, d, first);
	veto_settle(rec, box);
	if (d == NULL || !d->presides || d->blocks.count <= first || v->instrument[0] != '\0' ||
	    v->result != TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED ||
	    (v->part[0] != '\0' && !vote_part_is_place(v->part, strlen(v->part))))
		return;
	outcome = outcome_said(rec, block_read(d, first));
	if (outcome == NULL)
		outcome = outcome_noted_said(rec, &d->pieces[first]);
	if (outcome != NULL)
		box->vote->instrument = message_borrow(outcome);
}
