#include "service/coverage.h"

#include <stdio.h>

#include "proto/rules.h"
#include "service/handlers.h"
#include "truce/v1/coverage_service.pb-c.h"

#define MEETINGS_MOST 10000
#define GAPS_MOST 10000
#define OTHERS_MOST 50

/* What is held of one meeting. */
struct held {
	bool record, statement;
	int parts;            /* the largest resumption that is held or cited */
	uint64_t resumptions; /* bit k: resumption k is held */
};

struct survey {
	struct call *call;
	const Truce__V1__CheckCoverageRequest *request;
	char series[MEETING_SERIES];
	struct held *meetings; /* of request->from and on */
	Truce__V1__CheckCoverageResponse out;
};

void coverage_check(struct call *call)
{
	const Truce__V1__CheckCoverageRequest *r = (const Truce__V1__CheckCoverageRequest *)call->request;
	char series[MEETING_SERIES];
	rules_check(call->request, "", &call->violations);
	if (r->body[0] == '\0' && (r->from != 0 || r->to != 0 || r->session[0] != '\0'))
		violations_add(&call->violations, "body", "is empty; name the body whose meetings are asked about");
	if (r->body[0] == '\0')
		return;
	if (!meeting_series(r->body, "", series))
		violations_add(&call->violations, "body", "expected the name of a body");
	else if (!meeting_series(r->body, r->session, series))
		violations_add(&call->violations, "session", "expected a number as 61 or ES-10");
	if (r->from < 1 || r->from > MEETING_NUMBER_MOST)
		violations_add(&call->violations, "from", "expected the number of a meeting, 1 to %d",
			       MEETING_NUMBER_MOST);
	else if (r->to < r->from || r->to > MEETING_NUMBER_MOST)
		violations_add(&call->violations, "to", "expected the number of a meeting, %d to %d", r->from,
			       MEETING_NUMBER_MOST);
	else if (r->to - r->from >= MEETINGS_MOST)
		violations_add(&call->violations, "to", "expected at most %d, for %d meetings at once",
			       r->from + MEETINGS_MOST - 1, MEETINGS_MOST);
}

/* ---- Gaps ------------------------------------------------------------- */

static enum status add_gap(struct survey *s, Truce__V1__CoverageGap gap)
{
	if (s->out.n_gaps == GAPS_MOST)
		return error_set(&s->call->error, STATUS_RESOURCE_EXHAUSTED, "TOO_MANY_GAPS",
				 "The record lacks more than %d things; ask about fewer meetings.", GAPS_MOST);
	Truce__V1__CoverageGap *kept = arena_alloc(&s->call->arena, sizeof *kept);
	if (s->out.gaps == NULL)
		s->out.gaps = arena_array(&s->call->arena, GAPS_MOST, sizeof(Truce__V1__CoverageGap *));
	if (kept == NULL || s->out.gaps == NULL)
		return call_no_memory(s->call);
	*kept = gap;
	s->out.gaps[s->out.n_gaps++] = kept;
	return STATUS_OK;
}

/* Adds a gap, or makes the last one longer where both are of meetings and touch. */
static enum status add_meeting(struct survey *s, Truce__V1__CoverageGap__Kind kind, int number)
{
	Truce__V1__CoverageGap gap = TRUCE__V1__COVERAGE_GAP__INIT;
	Truce__V1__CoverageGap *before = s->out.n_gaps == 0 ? NULL : s->out.gaps[s->out.n_gaps - 1];
	if (before != NULL && before->kind == kind && before->last == number - 1) {
		before->last = number;
		return STATUS_OK;
	}
	gap.kind = kind;
	gap.first = gap.last = number;
	return add_gap(s, gap);
}

static enum status add_parts(struct survey *s, int number, const struct held *held)
{
	Truce__V1__CoverageGap gap = TRUCE__V1__COVERAGE_GAP__INIT;
	enum status status = STATUS_OK;
	gap.meeting = number;
	gap.kind = TRUCE__V1__COVERAGE_GAP__KIND__KIND_FIRST_PART;
	if ((held->resumptions & 1) == 0)
		status = add_gap(s, gap);
	gap.kind = TRUCE__V1__COVERAGE_GAP__KIND__KIND_RESUMPTION;
	for (int k = 1; status == STATUS_OK && k <= held->parts; k++) {
		if ((held->resumptions >> k & 1) != 0)
			continue;
		gap.first = k;
		while (k < held->parts && (held->resumptions >> (k + 1) & 1) == 0)
			k++;
		gap.last = k;
		status = add_gap(s, gap);
	}
	return status;
}

static enum status add_gaps(struct survey *s, int number, const struct held *held)
{
	if (held->record) {
		s->out.meetings_held++;
		return add_parts(s, number, held);
	}
	s->out.meetings_in_part += held->statement;
	return add_meeting(s,
			   held->statement ? TRUCE__V1__COVERAGE_GAP__KIND__KIND_RECORD
					   : TRUCE__V1__COVERAGE_GAP__KIND__KIND_MEETING,
			   number);
}

/* ---- What is held ----------------------------------------------------- */

/* The terms of one letter in the range asked about. */
struct stretch {
	char from[MEETING_TERM], to[MEETING_TERM];
	struct store_range range;
};

static enum status stretch_begin(struct survey *s, enum meeting_term what, struct stretch *out)
{
	struct meeting meeting = { .number = s->request->from };
	memcpy(meeting.series, s->series, sizeof meeting.series);
	size_t from = meeting_term_write(what, &meeting, out->from);
	meeting.number = s->request->to + 1;
	size_t to = meeting_term_write(what, &meeting, out->to);
	enum status status =
		store_range_begin(s->call->txn, index_find(STATEMENTS, "meeting"), &out->range, &s->call->error);
	if (status == STATUS_OK)
		store_range_seek(&out->range, bytes_of(out->from, from), bytes_of(out->to, to));
	return status;
}

static void mark(struct survey *s, enum meeting_term what, int number, int resumption)
{
	struct held *held = &s->meetings[number - s->request->from];
	held->record |= what == MEETING_RECORD;
	held->statement |= what == MEETING_STATEMENT;
	if (what != MEETING_RECORD || resumption > 63)
		return;
	held->resumptions |= (uint64_t)1 << resumption;
	held->parts = resumption > held->parts ? resumption : held->parts;
}

static enum status read_terms(struct survey *s, enum meeting_term what)
{
	struct stretch stretch;
	struct bytes term;
	uint32_t doc;
	int number, resumption;
	enum status status = stretch_begin(s, what, &stretch);
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; status == STATUS_OK; i++) {
		status = call_on_time_at(s->call, i);
		if (status == STATUS_OK)
			status = store_range_next(&stretch.range, &term, &doc, &s->call->error);
		if (status == STATUS_OK && meeting_term_read(term, &number, &resumption))
			mark(s, what, number, resumption);
	}
	store_range_end(&stretch.range);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status is_cited(struct survey *s, const char *symbol, bool *out)
{
	struct store_postings postings;
	uint32_t doc;
	enum status status = store_postings_begin(s->call->txn, index_find(STATEMENTS, "citations.instrument"),
						  bytes_text(symbol), &postings, &s->call->error);
	if (status != STATUS_OK)
		return status;
	status = store_postings_next(&postings, &doc, &s->call->error);
	store_postings_end(&postings);
	*out = status == STATUS_OK;
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

/* Resumptions past those that are held, as far as statements cite them. */
static enum status follow_citations(struct survey *s, int number, struct held *held)
{
	char symbol[MEETING_TERM];
	bool cited = held->record;
	enum status status = STATUS_OK;
	while (status == STATUS_OK && cited && held->parts < 63) {
		snprintf(symbol, sizeof symbol, "%s%d (Resumption %d)", s->series, number, held->parts + 1);
		status = is_cited(s, symbol, &cited);
		held->parts += status == STATUS_OK && cited;
	}
	return status;
}

/* ---- Other bodies ----------------------------------------------------- */

/* The first series from a term on of which something of this kind is held, and the term
 * behind its last; "" where there is none. */
static enum status series_from(struct survey *s, struct stretch *stretch, char series[MEETING_SERIES])
{
	struct bytes term;
	uint32_t doc;
	store_range_seek(&stretch->range, bytes_text(stretch->from), bytes_text(stretch->to));
	enum status status = store_range_next(&stretch->range, &term, &doc, &s->call->error);
	series[0] = '\0';
	if (status != STATUS_OK)
		return status == STATUS_NOT_FOUND ? STATUS_OK : status;
	size_t size = term.size < MEETING_TERM_FIXED ? 0 : term.size - MEETING_TERM_FIXED;
	if (size >= MEETING_SERIES)
		size = MEETING_SERIES - 1;
	memcpy(series, term.data + 1, size);
	series[size] = '\0';
	snprintf(stretch->from, sizeof stretch->from, "%c%s:", term.data[0], series); /* ':' is behind '9' */
	return STATUS_OK;
}

/* only: the body whose series are told; NULL for any. */
static enum status add_other(struct survey *s, const char *series, const char *only)
{
	char body[MEETING_SERIES], session[MEETING_SERIES];
	if (!meeting_series_read(series, body, session) || (only != NULL && strcmp(body, only) != 0))
		return STATUS_OK;
	for (size_t i = 0; i < s->out.n_others; i++)
		if (strcmp(s->out.others[i]->body, body) == 0 && strcmp(s->out.others[i]->session, session) == 0)
			return STATUS_OK;
	struct arena *arena = &s->call->arena;
	Truce__V1__MeetingSeries *other = arena_alloc(arena, sizeof *other);
	if (s->out.others == NULL)
		s->out.others = arena_array(arena, OTHERS_MOST, sizeof(Truce__V1__MeetingSeries *));
	if (other == NULL || s->out.others == NULL)
		return call_no_memory(s->call);
	truce__v1__meeting_series__init(other);
	other->body = arena_text_n(arena, body, strlen(body));
	other->session = arena_text_n(arena, session, strlen(session));
	if (other->body == NULL || other->session == NULL)
		return call_no_memory(s->call);
	s->out.others[s->out.n_others++] = other;
	return STATUS_OK;
}

/* The series of which something of a kind is held; *asked: that asked about is one. Goes on behind
 * that only for the others of its body. */
static enum status gather(struct survey *s, enum meeting_term kind, const char *only, bool *asked)
{
	struct stretch stretch;
	char series[MEETING_SERIES];
	enum status status = stretch_begin(s, kind, &stretch);
	if (status != STATUS_OK)
		return status;
	snprintf(stretch.from, sizeof stretch.from, "%c", kind);
	snprintf(stretch.to, sizeof stretch.to, "%c", kind + 1);
	status = series_from(s, &stretch, series);
	while (status == STATUS_OK && series[0] != '\0' && (only != NULL || !*asked) && s->out.n_others < OTHERS_MOST) {
		bool same = strcmp(series, s->series) == 0;
		*asked |= same;
		status = same ? STATUS_OK : add_other(s, series, only);
		if (status == STATUS_OK)
			status = call_on_time(s->call);
		if (status == STATUS_OK)
			status = series_from(s, &stretch, series);
	}
	store_range_end(&stretch.range);
	return status;
}

static enum status gather_all(struct survey *s, const char *only, bool *asked)
{
	enum status status = gather(s, MEETING_RECORD, only, asked);
	return status == STATUS_OK ? gather(s, MEETING_STATEMENT, only, asked) : status;
}

/* Where nothing is held of the series asked about, all others; where something is, but not in the
 * range, the body's other sessions. */
static enum status survey_others(struct survey *s)
{
	char body[MEETING_SERIES], session[MEETING_SERIES];
	bool asked = false;
	enum status status = gather_all(s, NULL, &asked);
	if (status != STATUS_OK || !asked)
		return status;
	s->out.n_others = 0;
	return meeting_series_read(s->series, body, session) ? gather_all(s, body, &asked) : STATUS_OK;
}

static enum status survey_meetings(struct survey *s)
{
	const Truce__V1__CheckCoverageRequest *r = s->request;
	s->out.meetings_asked = r->to - r->from + 1;
	s->meetings = arena_array(&s->call->arena, (size_t)s->out.meetings_asked, sizeof *s->meetings);
	if (s->meetings == NULL)
		return call_no_memory(s->call);
	memset(s->meetings, 0, (size_t)s->out.meetings_asked * sizeof *s->meetings);
	enum status status = read_terms(s, MEETING_RECORD);
	if (status == STATUS_OK)
		status = read_terms(s, MEETING_STATEMENT);
	for (int n = r->from; status == STATUS_OK && n <= r->to; n++) {
		struct held *held = &s->meetings[n - r->from];
		status = follow_citations(s, n, held);
		if (status == STATUS_OK)
			status = add_gaps(s, n, held);
		if (status == STATUS_OK)
			status = call_on_time_at(s->call, (size_t)n);
	}
	if (status == STATUS_OK && s->out.meetings_held + s->out.meetings_in_part == 0)
		status = survey_others(s);
	return status;
}

/* ---- Clauses ---------------------------------------------------------- */

static enum status add_clauses(struct survey *s, uint32_t doc, int meeting)
{
	Truce__V1__CoverageGap gap = TRUCE__V1__COVERAGE_GAP__INIT;
	struct store_change record;
	enum status status = store_get_doc(s->call->txn, doc, 0, &record, &s->call->error);
	if (status != STATUS_OK)
		return status;
	gap.kind = TRUCE__V1__COVERAGE_GAP__KIND__KIND_CLAUSE;
	gap.meeting = meeting;
	gap.statement = arena_text_n(&s->call->arena, (const char *)record.name.data, record.name.size);
	if (gap.statement == NULL)
		return call_no_memory(s->call);
	for (int after = 0; status == STATUS_OK && clauses_gap(record.body, after, &gap.first, &gap.last);
	     after = gap.last)
		status = add_gap(s, gap);
	return status;
}

static enum status survey_clauses(struct survey *s)
{
	struct stretch stretch;
	struct bytes term;
	uint32_t doc;
	int number = 0, resumption;
	enum status status = stretch_begin(s, MEETING_CLAUSES, &stretch);
	if (status != STATUS_OK)
		return status;
	if (s->request->body[0] == '\0')
		store_range_seek(&stretch.range, BYTES_LITERAL("C"), BYTES_LITERAL("C\x01"));
	for (size_t i = 0; status == STATUS_OK; i++) {
		status = call_on_time_at(s->call, i);
		if (status == STATUS_OK)
			status = store_range_next(&stretch.range, &term, &doc, &s->call->error);
		if (status == STATUS_OK && s->request->body[0] != '\0')
			(void)meeting_term_read(term, &number, &resumption);
		if (status == STATUS_OK)
			status = add_clauses(s, doc, number);
	}
	store_range_end(&stretch.range);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

enum status coverage_survey(struct call *call)
{
	struct survey s = { .call = call, .request = (const Truce__V1__CheckCoverageRequest *)call->request };
	enum status status = STATUS_OK;
	truce__v1__check_coverage_response__init(&s.out);
	if (s.request->body[0] != '\0') {
		bool named = meeting_series(s.request->body, s.request->session, s.series);
		assert(named); /* coverage_check saw to it */
		(void)named;
		status = survey_meetings(&s);
	}
	if (status == STATUS_OK)
		status = survey_clauses(&s);
	return status == STATUS_OK ? call_reply_message(call, &s.out.base) : status;
}
