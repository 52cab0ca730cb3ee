#include "client/import_texts.h"

#include <string.h>

#include "client/intake.h"
#include "client/screen.h"
#include "client/table.h"
#include "client/words.h"

#define TEXT_MOST ((size_t)3 << 20)
#define TOLD_MOST 3 /* findings of a kind in a line of a file */
#define BAR 20      /* columns of the progress bar */

static const struct column finding_columns[] = {
	{ "LINE", COLUMN_RIGHT, 0 },
	{ "FINDING", 0, 0 },
	{ "TEXT", COLUMN_CUT, 16 },
	{ "WHY", COLUMN_WRAP, 20 },
};

static const struct column statement_columns[] = {
	{ "STATEMENT", COLUMN_NAME | COLUMN_WRAP, 16 },
	{ "KIND", COLUMN_WRAP, 10 },
	{ "SPEAKER", COLUMN_CUT, 12 },
	{ "PARTY", COLUMN_WRAP, 7 },
	{ "BLOCKS", COLUMN_RIGHT | COLUMN_SPARE, 0 },
	{ "VOTES", COLUMN_RIGHT | COLUMN_SPARE, 0 },
	{ "CITES", COLUMN_RIGHT | COLUMN_SPARE, 0 },
	{ "MENTIONS", COLUMN_RIGHT | COLUMN_SPARE, 0 },
};

static const struct column change_columns[] = {
	{ "CHANGE", 0, 0 },
	{ "STATEMENT", COLUMN_NAME | COLUMN_WRAP, 16 },
	{ "SPEAKER", COLUMN_WRAP, 16 },
};

#define SECTION_KINDS 16
#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

/* ---- The request ------------------------------------------------------ */

/* What an option says of a text, and of which message on record it is a field then. */
enum marked { OF_STATEMENT, OF_SOURCE, OF_NAME };
static const struct {
	const char *option, *field, *recorded;
	enum marked of;
} marks[] = {
	{ "id", "statement_id", "name", OF_NAME },            { "symbol", "symbol", "symbol", OF_STATEMENT },
	{ "organ", "organ", "organ", OF_STATEMENT },          { "meeting", "meeting", "meeting", OF_STATEMENT },
	{ "place", "place", "place", OF_STATEMENT },          { "uri", "uri", "uri", OF_SOURCE },
	{ "publisher", "publisher", "publisher", OF_SOURCE },
};
#define MARKS (sizeof marks / sizeof *marks)

static int put_date(struct cli *cli, ProtobufCMessage *request, struct arena *arena)
{
	const char *text = option_text(cli, "date");
	Truce__V1__DateInterval *date = text == NULL ? NULL : input_date(arena, text);
	if (text == NULL)
		return EXIT_OK;
	return date != NULL && field_message(request, "date", &date->base) ? EXIT_OK : cli_no_memory();
}

static int put_marks(struct cli *cli, ProtobufCMessage *request, struct arena *arena)
{
	for (size_t i = 0; i < MARKS; i++) {
		const char *text = option_text(cli, marks[i].option);
		if (text != NULL && !field_text(request, marks[i].field, text, arena))
			return cli_no_memory();
	}
	return put_date(cli, request, arena);
}

/* ---- Of a text that was on record --------------------------------------- */

static bool is_date(struct cli *cli, const Truce__V1__DateInterval *date, const char *text)
{
	const Truce__V1__DateInterval *given = input_date(&cli->arena, text);
	return date != NULL && given != NULL && strcmp(date->earliest, given->earliest) == 0 &&
	       strcmp(date->latest, given->latest) == 0;
}

static bool is_marked(struct cli *cli, const Truce__V1__Statement *s, size_t mark, const char *text)
{
	if (mark == MARKS)
		return is_date(cli, s->date, text);
	if (marks[mark].of == OF_NAME)
		return strcmp(words_id(s->name), text) == 0;
	if (marks[mark].of == OF_STATEMENT)
		return strcmp(message_text(&s->base, marks[mark].recorded), text) == 0;
	for (size_t i = 0; i < s->n_sources; i++)
		if (strcmp(message_text(&s->sources[i]->base, marks[mark].recorded), text) == 0)
			return true;
	return false;
}

void import_say_unused(struct cli *cli, const Truce__V1__ImportTextResponse *r)
{
	const char *unused = "";
	for (size_t i = 0; i <= MARKS && unused != NULL; i++) {
		const char *option = i == MARKS ? "date" : marks[i].option, *text = option_text(cli, option);
		bool said = text == NULL;
		for (size_t k = 0; r != NULL && k < r->n_statements && !said; k++)
			said = is_marked(cli, r->statements[k], i, text);
		if (!said)
			unused = arena_printf(&cli->arena, "%s%s--%s", unused, unused[0] == '\0' ? "" : ", ", option);
	}
	if (unused != NULL && unused[0] != '\0')
		cli_fail(EXIT_OK, "%s changed nothing of what was on record before; `truce statement update` does",
			 unused);
}

/* ---- What is printed of one text -------------------------------------- */

/* What was left out or put right is the reader's own work, and counted by its reason; all else is for
 * whoever brought the text in, line by line. */
static bool is_own_work(const Truce__V1__Finding *f)
{
	return f->kind == TRUCE__V1__FINDING__KIND__KIND_FURNITURE || f->kind == TRUCE__V1__FINDING__KIND__KIND_REPAIR;
}

static int print_findings(struct cli *cli, const Truce__V1__ImportTextResponse *r)
{
	struct table *table = table_new(cli, finding_columns, COUNT(finding_columns));
	struct reading_report *own = arena_zalloc(&cli->arena, sizeof *own);
	size_t rows = 0;
	if (table == NULL || own == NULL)
		return cli_no_memory();
	for (size_t i = 0; i < r->n_findings; i++) {
		const Truce__V1__Finding *f = r->findings[i];
		const char *kind = words_enum(&cli->arena, &truce__v1__finding__kind__descriptor, (int)f->kind);
		const char *cells[] = { f->line == 0 ? "" : arena_printf(&cli->arena, "%d", f->line), kind, f->printed,
					told(cli, f->explanation) };
		if (is_own_work(f)) {
			report_add_finding(cli, own, f);
			continue;
		}
		table_add(table, cells);
		rows++;
	}
	int code = table_print(table, NULL);
	if (code == EXIT_OK && rows > 0 && own->reason_count > 0)
		putchar('\n');
	return code == EXIT_OK ? report_print_reasons(cli, own) : code;
}

static void say(struct cli *cli, int indent, const char *words)
{
	printf("%*s", indent, "");
	screen_wrap(stdout, screen_safe(&cli->arena, words == NULL ? "" : words, false), indent, indent + 2,
		    screen_columns());
}

static void print_statements(struct cli *cli, const Truce__V1__ImportTextResponse *r)
{
	for (size_t i = 0; i < r->n_statements; i++) {
		const Truce__V1__Statement *s = r->statements[i];
		const char *kind = words_enum(&cli->arena, &truce__v1__statement__kind__descriptor, (int)s->kind);
		say(cli, 2,
		    arena_printf(&cli->arena, "%s: %s, %s, %s, %s, %s", s->name, kind,
				 words_count(&cli->arena, s->n_blocks, "block"),
				 words_count(&cli->arena, s->n_citations, "citation"),
				 words_count(&cli->arena, s->n_mentions, "mention"),
				 words_count(&cli->arena, s->n_acts, "act")));
	}
}

/* What would be stored. */
static int print_tried(struct cli *cli, const Truce__V1__ImportTextResponse *r)
{
	struct arena *arena = &cli->arena;
	struct table *table = table_new(cli, statement_columns, COUNT(statement_columns));
	if (table == NULL)
		return cli_no_memory();
	for (size_t i = 0; i < r->n_statements; i++) {
		const Truce__V1__Statement *s = r->statements[i];
		const Truce__V1__Person *speaker = s->n_turns == 0 ? NULL : s->turns[0]->speaker;
		const char *party = s->n_turns == 0 && s->n_signatories > 0 ? words_signatories(arena, s)
				    : speaker == NULL                       ? ""
									    : words_party(speaker->party);
		const char *cells[] = {
			words_id(s->name),
			words_enum(arena, &truce__v1__statement__kind__descriptor, (int)s->kind),
			speaker == NULL ? "" : speaker->printed,
			party,
			arena_printf(arena, "%zu", s->n_blocks),
			arena_printf(arena, "%zu", s->n_votes),
			arena_printf(arena, "%zu", s->n_citations),
			arena_printf(arena, "%zu", s->n_mentions),
		};
		table_add(table, cells);
	}
	return table_print(table, NULL);
}

/* Against the record that this one corrects. */
static int print_changes(struct cli *cli, const Truce__V1__ImportTextResponse *r)
{
	if (r->n_changes == 0)
		return EXIT_OK;
	struct table *table = table_new(cli, change_columns, COUNT(change_columns));
	if (table == NULL)
		return cli_no_memory();
	for (size_t i = 0; i < r->n_changes; i++) {
		const Truce__V1__TurnChange *c = r->changes[i];
		const char *cells[] = { words_enum(&cli->arena, &truce__v1__turn_change__kind__descriptor,
						   (int)c->kind),
					words_id(c->statement), c->label };
		table_add(table, cells);
	}
	return table_print(table, NULL);
}

/* What became of every byte, by kind: "bytes: cover 612, turn 4804". */
static void print_account(struct cli *cli, const Truce__V1__ImportTextResponse *r)
{
	const Truce__V1__MeetingRecord *record = r->n_statements > 0 ? r->statements[0]->record : NULL;
	Truce__V1__TextSection *const *sections = record != NULL ? record->sections : r->sections;
	size_t count = record != NULL ? record->n_sections : r->n_sections;
	int64_t bytes[SECTION_KINDS] = { 0 };
	const char *told = "bytes:";
	for (size_t i = 0; i < count; i++) {
		const Truce__V1__TextSection *s = sections[i];
		if (s->bytes != NULL && s->kind >= 0 && (int)s->kind < SECTION_KINDS)
			bytes[s->kind] += s->bytes->end - s->bytes->start;
	}
	for (int k = 0; k < SECTION_KINDS && told != NULL; k++) {
		const char *kind = words_enum(&cli->arena, &truce__v1__text_section__kind__descriptor, k);
		if (bytes[k] > 0)
			told = arena_printf(&cli->arena, "%s%s %s %lld", told, told[6] == '\0' ? "" : ",", kind,
					    (long long)bytes[k]);
	}
	if (count > 0)
		say(cli, 2, told);
}

/* What findings of a kind say, of the whole text alone or with their lines. */
static const char *tell_kind(struct cli *cli, struct arena *arena, const Truce__V1__ImportTextResponse *r,
			     Truce__V1__Finding__Kind kind, bool lines)
{
	const char *words = "";
	size_t count = 0;
	for (size_t i = 0; i < r->n_findings && words != NULL; i++) {
		const Truce__V1__Finding *f = r->findings[i];
		const char *line = f->line > 0 ? arena_printf(arena, "line %d: ", f->line) : "";
		if (f->kind != kind || (f->line > 0 && !lines) || line == NULL || count++ > TOLD_MOST)
			continue;
		words = count > TOLD_MOST ? arena_printf(arena, "%s; \u2026", words)
					  : arena_printf(arena, "%s; %s%s", words, line, told(cli, f->explanation));
	}
	return words == NULL ? "" : words;
}

/* Why the text may be on record already, or which text of the same meeting replaces which. */
static const char *tell_duplicates(struct cli *cli, struct arena *arena, const Truce__V1__ImportTextResponse *r)
{
	return tell_kind(cli, arena, r, TRUCE__V1__FINDING__KIND__KIND_DUPLICATE, true);
}

/* Of one of many, what tells that its text may not be whole: what it lacks, and where it contradicts itself. */
static const char *tell_lacks(struct cli *cli, struct arena *arena, const Truce__V1__ImportTextResponse *r)
{
	const char *lacks = tell_kind(cli, arena, r, TRUCE__V1__FINDING__KIND__KIND_MISSING, false);
	return words_join(arena, lacks, "",
			  tell_kind(cli, arena, r, TRUCE__V1__FINDING__KIND__KIND_INCONSISTENT, true));
}

/* What became of the text, in a few words. */
static const char *tell_stored(struct cli *cli, const Truce__V1__ImportTextResponse *r)
{
	const char *tried = option_given(cli, "dry-run") ? " (not stored)" : "";
	struct reading_changes changes = report_changes(r);
	if (r->read_again && changes.changed + changes.kept == 0)
		return "read anew; nothing of it is read otherwise now";
	if (r->read_again)
		return arena_printf(&cli->arena, "read anew%s", tried);
	if (!r->already_imported)
		return arena_printf(&cli->arena, "%s%s", r->text, tried);
	if (r->n_statements == 0 && tell_duplicates(cli, &cli->arena, r)[0] == '\0')
		return "imported before; its statements were deleted since, and nothing was stored again (`truce "
		       "statement list --deleted` shows them, `truce statement undelete` brings one back)";
	return "imported before; nothing was stored again (--again reads it anew)";
}

static int print_text(struct cli *cli, const char *path, const Truce__V1__ImportTextResponse *r)
{
	bool tried = option_given(cli, "dry-run") && !r->already_imported;
	say(cli, 0, arena_printf(&cli->arena, "%s: %s", path, tell_stored(cli, r)));
	int code = EXIT_OK;
	if (tried)
		code = print_tried(cli, r);
	else
		print_statements(cli, r);
	print_account(cli, r);
	if (code == EXIT_OK)
		code = print_changes(cli, r);
	if (code != EXIT_OK || (r->already_imported && r->n_findings == 0))
		return code;
	return print_findings(cli, r);
}

/* One of many: a line. */
static int print_line(struct cli *cli, struct arena *arena, const char *path, const struct reading_count *count,
		      const Truce__V1__ImportTextResponse *r)
{
	if (output_is_json(cli))
		return output_message(cli, &r->base, NULL);
	const char *what = r->read_again ? "statement" : "turn", *stays = report_stays(arena, r);
	struct reading_changes count_of = report_changes(r);
	const char *changes = count_of.changed > 0
				      ? arena_printf(arena, ", %s changed", words_count(arena, count_of.changed, what))
			      : r->read_again ? ", as before"
					      : "";
	printf("%s: %s, %s%s%s%s%s%s\n", screen_safe(arena, path, false),
	       words_count(arena, count->statements, "statement"), words_count(arena, r->n_findings, "finding"),
	       changes == NULL ? "" : changes, stays == NULL ? "" : screen_safe(arena, stays, false),
	       r->already_imported ? "; imported before" : "",
	       screen_safe(arena, tell_duplicates(cli, arena, r), false),
	       screen_safe(arena, tell_lacks(cli, arena, r), false));
	return EXIT_OK;
}

/* ---- Bringing in ------------------------------------------------------ */

/* What is wrong with the content is told by the file. */
static void blame_file(struct cli *cli, const char *path)
{
	origins_forget(cli);
	(void)origin_option(cli, "content", "", input_label(path)); /* without memory by its field */
}

static int read_file(const char *path, struct arena *arena, struct buffer *content, Truce__V1__ImportTextRequest *out)
{
	int code = intake_read(path, TEXT_MOST, content);
	if (code != EXIT_OK)
		return code;
	if (content->size == 0) {
		buffer_fini(content);
		return cli_fail(EXIT_DATA, "%s is empty", input_label(path));
	}
	const char *name = intake_name(path, arena);
	if (name == NULL)
		return cli_no_memory();
	out->filename = message_borrow(name);
	out->content.data = content->data;
	out->content.len = content->size;
	return EXIT_OK;
}

/* The request for a text, with its bytes, which are freed with content. Of several texts none takes
 * the place of the one that replaced it. */
static int make_request(struct cli *cli, const char *path, bool several, struct arena *arena, struct buffer *content,
			Truce__V1__ImportTextRequest *out)
{
	truce__v1__import_text_request__init(out);
	buffer_init(content, 0);
	int code = import_is_recorded(cli, path) ? import_recorded_read(cli, path, arena, out)
						 : read_file(path, arena, content, out);
	if (code != EXIT_OK)
		return code;
	out->validate_only = option_given(cli, "dry-run");
	out->again = option_given(cli, "again");
	out->leave_replaced = out->again && several;
	code = put_marks(cli, &out->base, arena);
	if (code != EXIT_OK)
		buffer_fini(content);
	return code;
}

int import_one_text(struct cli *cli, const char *path, bool several)
{
	Truce__V1__ImportTextRequest request;
	ProtobufCMessage *response;
	struct buffer content;
	int code = make_request(cli, path, several, &cli->arena, &content, &request);
	if (code != EXIT_OK)
		return code;
	blame_file(cli, path);
	code = cli_call(cli, cli_method(cli, 1), &request.base, &cli->arena, &response);
	buffer_fini(&content);
	if (code != EXIT_OK)
		return code;
	const Truce__V1__ImportTextResponse *told = (const void *)response;
	code = output_is_json(cli) ? output_message(cli, response, NULL) : print_text(cli, path, told);
	if (told->already_imported || told->read_again)
		import_say_unused(cli, told);
	return code;
}

/* ---- One of many ------------------------------------------------------ */

static int make_ready(struct cli *cli, struct text_flight *f)
{
	Truce__V1__ImportTextRequest request;
	struct buffer content;
	int code = cli_open(cli);
	if (code == EXIT_OK)
		code = make_request(cli, f->path, true, &f->arena, &content, &request);
	if (code != EXIT_OK)
		return code;
	bool ready = cli_ready(cli, cli_method(cli, 1), &request.base, &f->arena, &f->packed, &f->request);
	buffer_fini(&content);
	f->size = ready ? f->packed.size : 0;
	return ready ? EXIT_OK : cli_no_memory();
}

void flight_begin(struct cli *cli, struct text_flight *f, const char *path)
{
	*f = (struct text_flight){ .path = path };
	arena_init(&f->arena, SIZE_MAX);
	buffer_init(&f->packed, SIZE_MAX / 2);
	f->code = make_ready(cli, f);
}

/* The texts of a request are freed once it is packed and sent. */
void flight_drop(struct text_flight *f)
{
	buffer_fini(&f->packed);
	arena_fini(&f->arena);
}

void flight_send(struct cli *cli, struct text_flight *f)
{
	if (f->code == EXIT_OK && truce_call_start(cli->truce, &f->request, &f->call) != 0)
		f->code = cli_no_memory();
	flight_drop(f);
}

/* Its response, of whose statements only the counts are taken where they are not printed. */
static int take_reply(struct cli *cli, struct text_flight *f, struct reading_count *count, ProtobufCMessage **response)
{
	struct truce_reply *reply = NULL;
	struct buffer rest;
	truce_call_take(f->call, &reply);
	screen_progress_end();
	blame_file(cli, f->path);
	if (output_is_json(cli) || reply == NULL || reply->code != 0)
		return cli_answer(cli, cli_method(cli, 1), reply, &f->arena, response);
	buffer_init(&rest, reply->payload_size);
	struct truce_reply counted = *reply;
	if (report_count(bytes_of(reply->payload, reply->payload_size), count, &rest)) {
		counted.payload = rest.data;
		counted.payload_size = rest.size;
	}
	int code = cli_unpack(cli, cli_method(cli, 1), &counted, &f->arena, response);
	buffer_fini(&rest);
	truce_reply_free(reply);
	return code;
}

int flight_end(struct cli *cli, struct text_flight *f, struct reading_report *report)
{
	ProtobufCMessage *response;
	struct reading_count count = { 0 };
	arena_init(&f->arena, SIZE_MAX);
	int code = f->code == EXIT_OK ? take_reply(cli, f, &count, &response) : f->code;
	screen_progress_end();
	if (code == EXIT_OK) {
		report_add(cli, report, &count, (const void *)response);
		code = print_line(cli, &f->arena, f->path, &count, (const void *)response);
	} else {
		cli_fail(EXIT_OK, "%s: not brought in", f->path);
		report->failed++;
	}
	arena_fini(&f->arena);
	return code;
}

void import_show_progress(size_t done, size_t all, const char *path)
{
	char bar[BAR + 1];
	size_t full = all == 0 ? 0 : done * BAR / all;
	memset(bar, ' ', BAR);
	memset(bar, '=', full);
	if (full < BAR)
		bar[full] = '>';
	bar[BAR] = '\0';
	const char *slash = strrchr(path, '/');
	screen_progress("[%s] %zu of %zu  %.40s", bar, done, all, slash == NULL ? path : slash + 1);
}
