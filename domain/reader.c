#include "domain/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "base/utf8.h"
#include "domain/party.h"
#include "domain/person.h"
#include "domain/reader/divided.h"
#include "domain/reader/internal.h"

#define FIX(statement, draft, field, type)                                                                             \
	do {                                                                                                           \
		(statement)->field = (type **)(draft)->field.items;                                                    \
		(statement)->n_##field = (draft)->field.count;                                                         \
	} while (0)

static void draft_fix(struct draft *d)
{
	Truce__V1__Statement *s = d->statement;
	FIX(s, d, blocks, Truce__V1__Block);
	FIX(s, d, turns, Truce__V1__Turn);
	FIX(s, d, signatories, Truce__V1__Signatory);
	FIX(s, d, votes, Truce__V1__Vote);
	FIX(s, d, citations, Truce__V1__Citation);
	FIX(s, d, mentions, Truce__V1__Mention);
	FIX(s, d, acts, Truce__V1__Act);
	FIX(s, d, commitments, Truce__V1__Commitment);
	FIX(s, d, links, Truce__V1__StatementLink);
}

static void title_fill(struct reader *r, struct draft *d)
{
	Truce__V1__Statement *s = d->statement;
	const Truce__V1__Block *first = d->blocks.count > 0 ? d->blocks.items[0] : NULL;
	if (first != NULL && first->kind == TRUCE__V1__BLOCK__KIND__KIND_DATELINE && d->blocks.count > 1)
		first = d->blocks.items[1];
	if (s->title[0] == '\0' && first != NULL && first->kind == TRUCE__V1__BLOCK__KIND__KIND_HEADING)
		s->title = first->text;
	if (s->title[0] == '\0')
		s->title =
			r->request->filename[0] != '\0' ? r->request->filename : message_borrow("Text without a title");
	if (d->slug_from == NULL)
		d->slug_from = s->title;
}

static void source_add(struct reader *r, Truce__V1__Statement *s)
{
	Truce__V1__Source *source = reader_new(r, &truce__v1__source__descriptor);
	struct list sources = { 0 };
	if (source == NULL)
		return;
	source->id = message_borrow("text");
	source->title = s->title;
	source->text = message_borrow(r->text_name);
	source->publisher = r->request->publisher;
	source->uri = r->request->uri;
	source->symbol = r->request->symbol;
	source->date = r->request->date;
	list_add(r, &sources, source);
	s->sources = (Truce__V1__Source **)sources.items;
	s->n_sources = sources.count;
}

/* Whether two stretches of days have no day in common. */
static bool apart(const Truce__V1__DateInterval *a, const Truce__V1__DateInterval *b)
{
	return a->earliest[0] != '\0' && b->earliest[0] != '\0' && a->latest[0] != '\0' && b->latest[0] != '\0' &&
	       (strcmp(a->latest, b->earliest) < 0 || strcmp(b->latest, a->earliest) < 0);
}

/* What the request says of the text; what the text says of itself stays. */
static void request_apply(struct reader *r, struct draft *d, bool first)
{
	Truce__V1__Statement *s = d->statement;
	const Truce__V1__ImportTextRequest *q = r->request;
	if (first) {
		s->symbol = q->symbol;
		s->organ = q->organ;
		s->meeting = q->meeting;
		if (s->place[0] == '\0')
			s->place = q->place;
	}
	if (s->date == NULL && first)
		s->date = q->date;
	else if (s->date != NULL && first && q->date != NULL && apart(s->date, q->date))
		reader_find(r, TRUCE__V1__FINDING__KIND__KIND_INCONSISTENT, 0, s->date->printed,
			    "the text's own date and the date that was given have no day in common");
	if (s->date == NULL)
		reader_find(r, TRUCE__V1__FINDING__KIND__KIND_MISSING, 0, s->title,
			    "the text does not say its date, and none was given with `date`");
}

/* A block says its language only where it differs. */
static void languages_settle(struct draft *d)
{
	for (size_t i = 0; d->switches && i < d->blocks.count; i++) {
		Truce__V1__Block *b = d->blocks.items[i];
		if (strcmp(b->language, d->statement->language) == 0)
			b->language = message_borrow("");
	}
}

static void part_read(struct reader *r, const struct part *part, bool first)
{
	struct draft *d = draft_new(r);
	if (d == NULL)
		return;
	d->statement->kind = part->kind->kind;
	part->kind->shape(r, part, d);
	blocks_build(r, d);
	if (r->full)
		return;
	title_fill(r, d);
	if (d->joint)
		joint_commit(r, d);
	else if (d->turns.count == 0)
		whose_read(r, d);
	struct finder *f = finder_new(r);
	if (f == NULL)
		return;
	blocks_scan(f, d);
	finder_end(f);
	languages_settle(d);
	statement_settle(r, d);
	request_apply(r, d, first);
	source_add(r, d->statement);
}

static const char *turn_title(struct reader *r, const Truce__V1__Turn *turn)
{
	const Truce__V1__Person *speaker = turn->speaker;
	const char *who = turn->role[0] != '\0' ? turn->role : speaker->printed;
	const char *what = speaker->party != NULL ? speaker->party->printed : speaker->function;
	return turn->role[0] != '\0' ? reader_printf(r, "Statement by the %s", who)
	       : what[0] != '\0'     ? reader_printf(r, "Statement by %s (%s)", who, what)
				     : reader_printf(r, "Statement by %s", who);
}

/* What the request says of a record applies to all its statements. */
static void record_finish(struct reader *r)
{
	struct draft *meeting = r->drafts.items[0];
	Truce__V1__Statement *s = meeting->statement;
	const Truce__V1__ImportTextRequest *q = r->request;
	s->organ = s->organ[0] == '\0' ? q->organ : s->organ;
	s->meeting = s->meeting[0] == '\0' ? q->meeting : s->meeting;
	s->place = s->place[0] == '\0' ? q->place : s->place;
	if (s->symbol[0] == '\0')
		s->symbol = q->symbol;
	else if (q->symbol[0] != '\0' && strcmp(q->symbol, s->symbol) != 0)
		reader_find(r, TRUCE__V1__FINDING__KIND__KIND_INCONSISTENT, 0, s->symbol,
			    "the cover's symbol and the symbol that was given differ; the cover's is kept");
	if (s->date != NULL && q->date != NULL && apart(s->date, q->date))
		reader_find(r, TRUCE__V1__FINDING__KIND__KIND_INCONSISTENT, 0, s->date->printed,
			    "the text's own date and the date that was given have no day in common");
	s->date = s->date == NULL ? q->date : s->date;
	if (s->date == NULL)
		reader_find(r, TRUCE__V1__FINDING__KIND__KIND_MISSING, 0, "",
			    "the record does not say its date, and none was given with `date`");
	const char *own = s->title; /* a letter's */
	s->title = message_borrow(own[0] != '\0' ? own
				  : s->organ[0] != '\0' && s->meeting[0] != '\0'
					  ? reader_printf(r, "%s, meeting %s", s->organ, s->meeting)
					  : "Meeting record");
	meeting->slug_from = s->title;
	for (size_t i = 0; i < r->drafts.count && !r->full; i++) {
		Truce__V1__Statement *t = ((struct draft *)r->drafts.items[i])->statement;
		if (i > 0)
			t->title = message_borrow(turn_title(r, ((struct draft *)r->drafts.items[i])->turns.items[0]));
		t->organ = s->organ;
		t->meeting = s->meeting;
		t->place = s->place;
		t->date = s->date;
		t->language = s->language;
		languages_settle(r->drafts.items[i]);
		source_add(r, t);
		if (t->n_sources > 0)
			t->sources[0]->symbol = s->symbol;
	}
}

/* Findings by line; those of one line in the order in which they were made. */
static void findings_sort(struct reader *r)
{
	struct list *l = &r->findings;
	void **other = arena_array(r->arena, l->count, sizeof *other);
	if (other == NULL) {
		r->full = true;
		return;
	}
	for (size_t width = 1; width < l->count; width *= 2) {
		for (size_t at = 0; at < l->count; at += 2 * width) {
			size_t a = at, middle = at + width < l->count ? at + width : l->count;
			size_t b = middle, end = middle + width < l->count ? middle + width : l->count;
			for (size_t to = at; to < end; to++) {
				const Truce__V1__Finding *left = a < middle ? l->items[a] : NULL;
				const Truce__V1__Finding *right = b < end ? l->items[b] : NULL;
				bool take_left = right == NULL || (left != NULL && left->line <= right->line);
				other[to] = l->items[take_left ? a++ : b++];
			}
		}
		void **items = l->items;
		l->items = other;
		other = items;
	}
}

static void sections_fix(struct reader *r, Truce__V1__ImportTextResponse *response)
{
	struct list sections = { 0 };
	sections_build(r, &sections);
	if (r->full)
		return;
	if (r->record) {
		Truce__V1__MeetingRecord *record = ((struct draft *)r->drafts.items[0])->statement->record;
		record->sections = (Truce__V1__TextSection **)sections.items;
		record->n_sections = sections.count;
	} else {
		response->sections = (Truce__V1__TextSection **)sections.items;
		response->n_sections = sections.count;
	}
}

static enum status answer(struct reader *r, Truce__V1__ImportTextResponse *response, struct error *error)
{
	struct list statements = { 0 };
	if (!r->full && r->record)
		ids_give_record(r);
	else if (!r->full)
		ids_give(r);
	if (!r->full)
		findings_sort(r);
	if (!r->full)
		sections_fix(r, response);
	for (size_t i = 0; i < r->drafts.count && !r->full; i++) {
		struct draft *d = r->drafts.items[i];
		draft_fix(d);
		list_add(r, &statements, d->statement);
	}
	if (r->full)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY",
				 "reading the text takes more memory than a call may have; import it in parts");
	const Truce__V1__Statement *last = statements.items[statements.count - 1];
	if (strlen(last->name) > strlen("statements/") + ID_SIZE)
		return error_set(error, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS",
				 "statement_id: the text holds %zu statements, and the last one's id, \"%s\", would be "
				 "longer than %d",
				 statements.count, last->name + strlen("statements/"), ID_SIZE);
	response->statements = (Truce__V1__Statement **)statements.items;
	response->n_statements = statements.count;
	response->findings = (Truce__V1__Finding **)r->findings.items;
	response->n_findings = r->findings.count;
	return STATUS_OK;
}

static int year_of(const Truce__V1__DateInterval *date)
{
	if (date == NULL || strlen(date->earliest) < 4 || strncmp(date->earliest, date->latest, 4) != 0)
		return 0;
	return atoi(date->earliest);
}

/* What the text holds: a meeting's record, or one or two documents. */
static void text_read(struct reader *r)
{
	struct part parts[2];
	bool marked = false;
	bare_read(r);
	r->full = r->full || !lines_unmark(&r->lines, r->arena, &marked);
	if (marked)
		reader_find(r, TRUCE__V1__FINDING__KIND__KIND_FURNITURE, 0, "",
			    "marks of headings, emphasis and tables as Markdown has them, left out");
	if (!r->full)
		beside_read(r);
	if (!r->full)
		unbroken_cut(r);
	r->fates = arena_array(r->arena, r->lines.count, sizeof *r->fates);
	r->full = r->full || r->fates == NULL;
	if (!r->full)
		coded_read(r);
	scan_mend(r);
	if (r->full)
		return;
	lines_note_marks(&r->lines);
	r->steps += r->lines.count;
	divided_learn(r);
	r->record = record_fits(r);
	if (r->record) {
		record_read(r);
		if (!r->full)
			record_finish(r);
		return;
	}
	furniture_mark(r);
	divided_mark(r);
	size_t count = reader_parts(r, parts);
	for (size_t i = 0; i < count && !r->full; i++)
		part_read(r, &parts[i], i == 0);
}

/* Why the bytes are no text that is read, and what helps. */
static enum status refuse_bytes(struct bytes content, size_t where, struct error *error)
{
	const uint8_t *p = content.data;
	if (where == 0 && content.size > 1 && ((p[0] == 0xFF && p[1] == 0xFE) || (p[0] == 0xFE && p[1] == 0xFF)))
		return error_set(error, STATUS_INVALID_ARGUMENT, "NOT_TEXT",
				 "content is UTF-16, as its first bytes say; give the text in UTF-8 (iconv -f UTF-16 "
				 "-t UTF-8)");
	if (p[where] == 0)
		return error_set(error, STATUS_INVALID_ARGUMENT, "NOT_TEXT",
				 "content is no text: byte %zu is 0x00, which no text has", where);
	return error_set(error, STATUS_INVALID_ARGUMENT, "NOT_TEXT",
			 "content is not UTF-8 text: byte %zu is 0x%02x; give the text in UTF-8", where, p[where]);
}

enum status reader_read(const Truce__V1__ImportTextRequest *request, const struct lexicon *lexicon,
			const char *text_name, struct arena *arena, Truce__V1__ImportTextResponse *response,
			uint64_t *steps, struct error *error)
{
	struct reader r = { .request = request, .text_name = text_name, .arena = arena, .spelled = { .arena = arena } };
	struct bytes content = bytes_of(request->content.data, request->content.len);
	size_t where;
	if (content.size > INT32_MAX)
		return error_set(error, STATUS_INVALID_ARGUMENT, "TEXT_TOO_LARGE", "content is longer than %d bytes",
				 INT32_MAX);
	if (!utf8_is_text(content, &where))
		return refuse_bytes(content, where, error);
	r.this_year = year_of(request->date);
	if (!lines_split(&r.lines, content, arena) || !lexicon_index_build(&r.lexicon, lexicon, arena))
		r.full = true;
	else if (r.lines.count == 0)
		return error_set(error, STATUS_INVALID_ARGUMENT, "EMPTY_TEXT", "content holds nothing but white space");
	if (r.lines.byte_order_mark)
		reader_find(&r, TRUCE__V1__FINDING__KIND__KIND_FURNITURE, 0, "",
			    "a byte order mark before the text, left out");
	if (!r.full)
		text_read(&r);
	enum status status = answer(&r, response, error);
	if (steps != NULL)
		*steps = r.steps;
	return status;
}
