#include "domain/check_record.h"

#include <inttypes.h>
#include <string.h>

#include "base/time.h"
#include "base/utf8.h"

#define PRECISION(name) TRUCE__V1__DATE_INTERVAL__PRECISION__PRECISION_##name

/* How far apart the two ends of a date may lie. */
static const struct {
	Truce__V1__DateInterval__Precision precision;
	size_t same; /* leading characters of YYYY-MM-DD that the ends share */
	const char *description;
} precisions[] = {
	{ PRECISION(DAY), 10, "is not the day of earliest; one day has both alike, else the precision is another" },
	{ PRECISION(PART_OF_MONTH), 7, "is not in the month of earliest, as PRECISION_PART_OF_MONTH demands" },
	{ PRECISION(MONTH), 7, "is not in the month of earliest, as PRECISION_MONTH demands" },
	{ PRECISION(YEAR), 4, "is not in the year of earliest, as PRECISION_YEAR demands" },
};

void check_date(const struct checker *c, const ProtobufCMessage *m, const struct path *path)
{
	const Truce__V1__DateInterval *date = (const Truce__V1__DateInterval *)m;
	int32_t earliest, latest;
	bool bounded = date_parse(date->earliest, &earliest) && date_parse(date->latest, &latest);
	if (bounded && latest < earliest) {
		check_fault(c, path, "latest", "is before earliest; a stretch of days runs from earliest to latest");
		return;
	}
	for (size_t i = 0; i < sizeof precisions / sizeof *precisions; i++)
		if (date->precision == precisions[i].precision &&
		    strncmp(date->earliest, date->latest, precisions[i].same) != 0)
			check_fault(c, path, "latest", precisions[i].description);
}

void check_figure(const struct checker *c, const ProtobufCMessage *m, const struct path *path)
{
	const Truce__V1__Figure *figure = (const Truce__V1__Figure *)m;
	if (figure->at_most < figure->at_least)
		check_fault(c, path, "at_most", "is less than at_least; an exact figure has both alike");
}

void check_byte_range(const struct checker *c, const ProtobufCMessage *m, const struct path *path)
{
	const Truce__V1__ByteRange *range = (const Truce__V1__ByteRange *)m;
	if (range->end < range->start)
		check_fault(c, path, "end", "is before start; it is the byte after the last");
}

void check_source_reference(const struct checker *c, const ProtobufCMessage *m, const struct path *path)
{
	const Truce__V1__SourceReference *reference = (const Truce__V1__SourceReference *)m;
	struct path field = { .up = path, .name = "source", .index = -1 };
	if (reference->source[0] == '\0')
		violations_add_at(c->v, &field, "is required: the id of one of the record's sources");
	else if (!check_has_source(c, reference->source))
		violations_add_at(c->v, &field, "\"%s\" is none of the record's sources; add it to them, or name one",
				  reference->source);
}

/* Whether a character begins, or the text ends, at a byte of it. */
static bool is_border(const char *text, int32_t byte)
{
	return !utf8_is_inside(text[byte]);
}

/* A stretch inside a block of the statement. */
static void check_stretch(const struct checker *c, const Truce__V1__TextSpan *span, const char *text,
			  const struct path *path)
{
	size_t size = strlen(text);
	struct path field = { .up = path, .name = "end", .index = -1 };
	if (span->end < span->start)
		violations_add_at(c->v, &field, "is before start; it is the byte after the stretch's last");
	else if ((size_t)span->end > size)
		violations_add_at(c->v, &field, "is byte %" PRId32 " of a block of %zu bytes", span->end, size);
	else if (!is_border(text, span->end))
		violations_add_at(c->v, &field, "is inside a character; move it to the character's first byte");
	else if (!is_border(text, span->start))
		check_fault(c, path, "start", "is inside a character; move it to the character's first byte");
}

void check_span(const struct checker *c, const ProtobufCMessage *m, const struct path *path)
{
	const Truce__V1__TextSpan *span = (const Truce__V1__TextSpan *)m;
	const Truce__V1__Statement *statement = (const Truce__V1__Statement *)c->record;
	if (c->record->descriptor != &truce__v1__statement__descriptor || span->block < 0 || span->start < 0)
		return;
	struct path field = { .up = path, .name = "block", .index = -1 };
	if (span->block == 0 && (span->start != 0 || span->end != 0))
		violations_add_at(c->v, &field, "is required where start or end is set; blocks count from 1");
	else if (span->block > 0 && (size_t)span->block > statement->n_blocks)
		violations_add_at(c->v, &field, "is %" PRId32 ", but the statement has %zu blocks", span->block,
				  statement->n_blocks);
	else if (span->block > 0)
		check_stretch(c, span, statement->blocks[span->block - 1]->text, path);
}

void check_block(const struct checker *c, const ProtobufCMessage *m, const struct path *path)
{
	const Truce__V1__Block *block = (const Truce__V1__Block *)m;
	const Truce__V1__Statement *statement = (const Truce__V1__Statement *)c->record;
	bool clause = block->kind == TRUCE__V1__BLOCK__KIND__KIND_CLAUSE;
	struct path turn = { .up = path, .name = "turn", .index = -1 };
	if (clause && block->number == 0)
		check_fault(c, path, "number", "is required of a clause; clauses count from 1");
	if (block->turn > 0 && (size_t)block->turn > statement->n_turns)
		violations_add_at(c->v, &turn, "is %" PRId32 ", but the statement has %zu turns", block->turn,
				  statement->n_turns);
}

void check_commitment(const struct checker *c, const ProtobufCMessage *m, const struct path *path)
{
	const Truce__V1__Commitment *commitment = (const Truce__V1__Commitment *)m;
	if (commitment->condition_met != NULL && commitment->condition[0] == '\0')
		check_fault(c, path, "condition", "is required beside condition_met: what was met");
}

void check_link(const struct checker *c, const ProtobufCMessage *m, const struct path *path)
{
	const Truce__V1__StatementLink *link = (const Truce__V1__StatementLink *)m;
	const char *name = message_text(c->record, "name");
	if (link->statement[0] == '\0')
		check_fault(c, path, "statement", "is required: the name of the statement that is tied to this one");
	else if (strcmp(link->statement, name) == 0)
		check_fault(c, path, "statement", "is the statement itself; name another");
}

/* That a day of the round was on its days, as far as both are known. */
static void check_within(const struct checker *c, const Truce__V1__DateInterval *date, bool may_follow,
			 const struct path *path)
{
	const Truce__V1__Round *round = (const Truce__V1__Round *)c->record;
	struct path field = { .up = path, .name = "date", .index = -1 };
	int32_t day, round_day;
	if (c->record->descriptor != &truce__v1__round__descriptor || date == NULL || round->date == NULL)
		return;
	if (date_parse(date->latest, &day) && date_parse(round->date->earliest, &round_day) && day < round_day)
		violations_add_at(c->v, &field, "is before the round, which begins on %s; correct either date",
				  round->date->earliest);
	else if (!may_follow && date_parse(date->earliest, &day) && date_parse(round->date->latest, &round_day) &&
		 day > round_day)
		violations_add_at(c->v, &field, "is after the round, which ends on %s; correct either date",
				  round->date->latest);
}

void check_session(const struct checker *c, const ProtobufCMessage *m, const struct path *path)
{
	check_within(c, ((const Truce__V1__Session *)m)->date, false, path);
}

void check_next_meeting(const struct checker *c, const ProtobufCMessage *m, const struct path *path)
{
	check_within(c, ((const Truce__V1__NextMeeting *)m)->date, true, path);
}

void check_agenda_item(const struct checker *c, const ProtobufCMessage *m, const struct path *path)
{
	const Truce__V1__AgendaItem *item = (const Truce__V1__AgendaItem *)m;
	const char *name = message_text(c->record, "name");
	size_t size = strlen(name);
	if (size > 0 && strncmp(item->carries_on, name, size) == 0 && item->carries_on[size] == '/')
		check_fault(c, path, "carries_on", "is an item of the same round; name the item of an earlier one");
}
