#include "client/reading_report.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "client/table.h"
#include "client/words.h"
#include "proto/wire.h"

#define CHANGE(name) TRUCE__V1__TURN_CHANGE__KIND__KIND_##name
#define NAMES_MOST 5  /* that are told of one text */
#define LINES_MOST 3  /* that are told of one reason, */
#define LINE_BYTES 80 /* and how much of each */

static const struct column columns[] = {
	{ "FINDINGS", COLUMN_RIGHT, 0 },
	{ "KIND", 0, 0 },
	{ "WHY", COLUMN_WRAP, 20 },
};

/* An explanation without what it quotes, which is of the line alone. */
static const char *without_quotes(struct arena *arena, const char *words)
{
	const char *open = strchr(words, '"'), *close = strrchr(words, '"');
	return open == close ? words : arena_printf(arena, "%.*s\"\u2026\"%s", (int)(open - words), words, close + 1);
}

/* The reason's row; the last row takes what finds no room. */
static struct reading_reason *reason_of(struct cli *cli, struct reading_report *r, const Truce__V1__Finding *f)
{
	const char *told_words = told(cli, f->explanation), *words = without_quotes(&cli->arena, told_words);
	if (words == NULL)
		words = told_words;
	for (size_t i = 0; i < r->reason_count; i++) {
		struct reading_reason *reason = &r->reasons[i];
		if (reason->words == NULL || (reason->kind == f->kind && strcmp(reason->words, words) == 0))
			return reason;
	}
	struct reading_reason *reason = &r->reasons[r->reason_count++];
	if (r->reason_count < REASONS_MOST) {
		reason->kind = f->kind;
		reason->words = arena_text(&cli->arena, words);
	}
	return reason;
}

/* Fields of a statement that are counted. */
static const struct {
	const char *name;
	size_t at; /* in struct reading_count */
} counted[] = {
	{ "turns", offsetof(struct reading_count, turns) },
	{ "votes", offsetof(struct reading_count, votes) },
	{ "citations", offsetof(struct reading_count, citations) },
	{ "mentions", offsetof(struct reading_count, mentions) },
};
#define COUNTED (sizeof counted / sizeof *counted)

static uint32_t number_of(const ProtobufCMessageDescriptor *type, const char *name)
{
	return protobuf_c_message_descriptor_get_field_by_name(type, name)->id;
}

static enum status count_fields(struct bytes statement, const uint32_t numbers[COUNTED], size_t counts[COUNTED])
{
	struct wire_cursor c = wire_begin(statement);
	struct wire_field field;
	enum status status;
	while ((status = wire_next(&c, &field)) == STATUS_OK)
		for (size_t i = 0; i < COUNTED; i++)
			counts[i] += field.number == numbers[i];
	return status;
}

bool report_count(struct bytes packed, struct reading_count *out, struct buffer *rest)
{
	const uint32_t statements = number_of(&truce__v1__import_text_response__descriptor, "statements");
	struct wire_cursor c = wire_begin(packed);
	struct wire_field field;
	uint32_t numbers[COUNTED];
	size_t counts[COUNTED] = { 0 };
	struct reading_count count = { 0 };
	enum status status;
	for (size_t i = 0; i < COUNTED; i++)
		numbers[i] = number_of(&truce__v1__statement__descriptor, counted[i].name);
	for (const uint8_t *from = c.next; (status = wire_next(&c, &field)) == STATUS_OK; from = c.next) {
		if (field.number != statements) {
			status = buffer_put(rest, from, (size_t)(c.next - from));
		} else {
			count.statements++;
			status = count_fields(field.content, numbers, counts);
		}
		if (status != STATUS_OK && status != STATUS_NOT_FOUND)
			return false;
	}
	for (size_t i = 0; i < COUNTED; i++)
		memcpy((char *)&count + counted[i].at, &counts[i], sizeof counts[i]);
	*out = count;
	return status == STATUS_NOT_FOUND;
}

/* What a line that was left out says is told beside the reason, so that none is missed. */
static void note_line(struct cli *cli, struct reading_reason *reason, const Truce__V1__Finding *finding)
{
	const char *line = told(cli, finding->printed);
	size_t size = strlen(line), n = size < LINE_BYTES ? size : LINE_BYTES;
	if (finding->kind != TRUCE__V1__FINDING__KIND__KIND_FURNITURE || size == 0 || reason->count >= LINES_MOST)
		return;
	while (n < size && utf8_is_inside(line[n]))
		n--;
	const char *quoted = arena_printf(&cli->arena, "\"%.*s%s\"", (int)n, line, n < size ? "\u2026" : "");
	reason->lines = reason->lines == NULL ? quoted : words_join(&cli->arena, reason->lines, ", ", quoted);
}

void report_add_finding(struct cli *cli, struct reading_report *report, const Truce__V1__Finding *finding)
{
	struct reading_reason *reason = reason_of(cli, report, finding);
	note_line(cli, reason, finding);
	reason->count++;
}

static const char *reason_words(struct cli *cli, const struct reading_reason *reason)
{
	if (reason->words == NULL)
		return "other reasons, past the first hundred";
	if (reason->lines == NULL || reason->count > LINES_MOST)
		return reason->words;
	const char *words = arena_printf(&cli->arena, "%s: %s", reason->words, reason->lines);
	return words == NULL ? reason->words : words;
}

struct reading_changes report_changes(const Truce__V1__ImportTextResponse *response)
{
	struct reading_changes out = { .changed = response->n_changes };
	for (size_t i = 0; i < response->n_changes; i++) {
		out.kept += response->changes[i]->kind == CHANGE(KEPT);
		out.deleted += response->changes[i]->kind == CHANGE(DELETED);
	}
	out.changed -= out.kept + out.deleted;
	return out;
}

/* ", 2 kept (a, b)" */
static const char *names_of(struct arena *arena, const Truce__V1__ImportTextResponse *response,
			    Truce__V1__TurnChange__Kind kind, size_t count, const char *what)
{
	const char *names = "";
	size_t told = 0;
	for (size_t i = 0; i < response->n_changes && names != NULL && told < NAMES_MOST; i++)
		if (response->changes[i]->kind == kind)
			names = arena_printf(arena, "%s%s%s", names, told++ == 0 ? "" : ", ",
					     words_id(response->changes[i]->statement));
	if (names == NULL || count == 0)
		return names;
	return arena_printf(arena, ", %zu %s (%s%s)", count, what, names, count > told ? ", \u2026" : "");
}

const char *report_stays(struct arena *arena, const Truce__V1__ImportTextResponse *response)
{
	struct reading_changes changes = report_changes(response);
	const char *kept = names_of(arena, response, CHANGE(KEPT), changes.kept, "kept");
	const char *deleted = names_of(arena, response, CHANGE(DELETED), changes.deleted, "deleted since");
	return kept == NULL || deleted == NULL ? NULL : arena_printf(arena, "%s%s", kept, deleted);
}

void report_add(struct cli *cli, struct reading_report *report, const struct reading_count *count,
		const Truce__V1__ImportTextResponse *response)
{
	report->texts++;
	report->again += response->already_imported ? 1 : 0;
	report->anew += response->read_again ? 1 : 0;
	if (response->read_again) {
		struct reading_changes changes = report_changes(response);
		report->differing += changes.changed > 0 ? 1 : 0;
		report->kept += changes.kept;
		report->deleted += changes.deleted;
	}
	for (size_t i = 0; i < response->n_findings; i++)
		report_add_finding(cli, report, response->findings[i]);
	if (response->already_imported)
		return;
	report->count.statements += count->statements;
	report->count.turns += count->turns;
	report->count.votes += count->votes;
	report->count.citations += count->citations;
	report->count.mentions += count->mentions;
}

static int by_kind(const void *a, const void *b)
{
	const struct reading_reason *x = a, *y = b;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return x->count < y->count ? 1 : x->count > y->count ? -1 : 0;
}

int report_print_reasons(struct cli *cli, const struct reading_report *report)
{
	struct reading_reason sorted[REASONS_MOST];
	if (report->reason_count == 0)
		return EXIT_OK;
	struct table *table = table_new(cli, columns, sizeof columns / sizeof *columns);
	if (table == NULL)
		return cli_no_memory();
	memcpy(sorted, report->reasons, sizeof sorted);
	qsort(sorted, report->reason_count, sizeof *sorted, by_kind);
	for (size_t i = 0; i < report->reason_count; i++) {
		const struct reading_reason *reason = &sorted[i];
		const char *cells[] = {
			arena_printf(&cli->arena, "%zu", reason->count),
			words_enum(&cli->arena, &truce__v1__finding__kind__descriptor, (int)reason->kind),
			reason_words(cli, reason),
		};
		table_add(table, cells);
	}
	return table_print(table, NULL);
}

int report_print(struct cli *cli, const struct reading_report *r)
{
	struct arena *arena = &cli->arena;
	const char *stored = "stored";
	if (r->again > 0)
		stored = arena_printf(arena, "%zu of them stored", r->texts - r->again);
	if (option_given(cli, "dry-run"))
		stored = "not stored";
	printf("%s read, %s: %s, %s, %s, %s, %s\n", words_count(arena, r->texts, "text"), stored,
	       words_count(arena, r->count.statements, "statement"), words_count(arena, r->count.turns, "turn"),
	       words_count(arena, r->count.votes, "vote"), words_count(arena, r->count.citations, "citation"),
	       words_count(arena, r->count.mentions, "mention"));
	if (r->again > 0)
		printf("%s on record before, not stored again%s\n", words_count(arena, r->again, "text"),
		       option_given(cli, "again") ? "" : " (--again reads anew)");
	if (r->anew > 0)
		printf("%s on record before, read anew: %zu otherwise than before\n",
		       words_count(arena, r->anew, "text"), r->differing);
	if (r->kept > 0)
		printf("%s read otherwise, kept as changed since by another command or a set of records\n",
		       words_count(arena, r->kept, "statement"));
	if (r->deleted > 0)
		printf("%s deleted since, still deleted\n", words_count(arena, r->deleted, "statement"));
	const char *failed = "";
	const struct {
		size_t count;
		const char *what;
	} failures[] = { { r->failed, "text" }, { r->sets, "set" }, { r->unreadable, "unreadable path" } };
	for (size_t i = 0; i < sizeof failures / sizeof *failures; i++)
		if (failures[i].count > 0)
			failed = words_join(arena, failed, ", ",
					    words_count(arena, failures[i].count, failures[i].what));
	if (failed[0] != '\0')
		printf("%s could not be brought in, as named above\n", failed);
	return report_print_reasons(cli, r);
}
