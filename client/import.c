#include "client/views.h"

#include <string.h>

#include "client/import_texts.h"
#include "client/intake.h"
#include "client/referred.h"
#include "client/screen.h"
#include "client/words.h"
#include "proto/json.h"
#include "truce/v1/import_service.pb-c.h"

#define RECORDS_BYTES ((size_t)3 << 20) /* of one call; the envelope's limit is 4 MiB */
#define JOBS_MOST 128                   /* texts of folders on their way at once */
#define JOBS_USUAL 128
#define FLIGHT_BYTES ((size_t)3 << 20) /* of texts on their way at once, where they are several */
#define RECORDS_MOST 10000             /* of one call */
#define KEPT_SHOWN 20

/* ---- Sets of records -------------------------------------------------- */

/* In the order in which they are sent: texts before what rests on them. */
static const char *const kinds[] = { "texts", "statements", "rounds", "zones" };
#define KINDS (sizeof kinds / sizeof *kinds)

/* What has been sent of a set, and the part that is being gathered. */
struct sending {
	ProtobufCMessage *part;
	size_t bytes, records;
	size_t of_kind[KINDS]; /* records of each in the parts so far */
	size_t created, updated, unchanged, kept, calls, done, all;
};

/* Names what stays as it is, behind so many that were named. */
static void show_kept(struct cli *cli, const Truce__V1__ImportRecordsResponse *response, size_t before)
{
	for (size_t i = 0; i < response->n_kept && before + i < KEPT_SHOWN && !output_is_json(cli); i++)
		printf("kept %s\n", screen_safe(&cli->arena, response->kept[i], false));
}

static int send_part(struct cli *cli, struct sending *s)
{
	Truce__V1__ImportRecordsRequest request = TRUCE__V1__IMPORT_RECORDS_REQUEST__INIT;
	ProtobufCMessage *message;
	request.records = (Truce__V1__RecordSet *)(void *)s->part;
	request.validate_only = option_given(cli, "dry-run");
	request.again = option_given(cli, "again");
	int code = cli_call(cli, cli_method(cli, 0), &request.base, &cli->arena, &message);
	if (code != EXIT_OK)
		return code;
	const Truce__V1__ImportRecordsResponse *response = (const void *)message;
	s->created += response->n_created;
	s->updated += response->n_updated;
	s->unchanged += response->n_unchanged;
	show_kept(cli, response, s->kept);
	s->kept += response->n_kept;
	s->done += s->records;
	s->calls++;
	s->part = NULL;
	if (s->done < s->all)
		screen_progress("%zu of %zu records", s->done, s->all);
	return output_is_json(cli) ? output_message(cli, message, NULL) : EXIT_OK;
}

/* The next part's records follow those that were sent. */
static bool begin_part(struct cli *cli, struct sending *s)
{
	bool complete = true;
	s->part = message_new(&truce__v1__record_set__descriptor, &cli->arena);
	s->bytes = s->records = 0;
	origins_forget(cli);
	for (size_t k = 0; k < KINDS; k++) {
		const char *part = arena_printf(&cli->arena, "records.%s", kinds[k]);
		complete = complete && part != NULL && origin_input(cli, part, kinds[k], s->of_kind[k]);
	}
	return complete && s->part != NULL;
}

static int add_record(struct cli *cli, struct sending *s, size_t kind, ProtobufCMessage *record)
{
	size_t size = protobuf_c_message_get_packed_size(record) + 8;
	int code = EXIT_OK;
	if (s->part != NULL && (s->bytes + size > RECORDS_BYTES || s->records == RECORDS_MOST))
		code = send_part(cli, s);
	if (code != EXIT_OK)
		return code;
	referred_add(cli, record);
	if (s->part == NULL && !begin_part(cli, s))
		return cli_no_memory();
	if (!message_append(s->part, kinds[kind], record, &cli->arena))
		return cli_no_memory();
	s->of_kind[kind]++;
	s->bytes += size;
	s->records++;
	return EXIT_OK;
}

static void show_sum(struct cli *cli, const char *path, const struct sending *s)
{
	printf("%s%s: %zu created, %zu updated, %zu unchanged", screen_safe(&cli->arena, input_label(path), false),
	       option_given(cli, "dry-run") ? " (not stored)" : "", s->created, s->updated, s->unchanged);
	if (s->kept > 0)
		printf(", %zu kept\nKept is what was changed on record since; --again takes it from the file.",
		       s->kept);
	putchar('\n');
}

static int import_record_set(struct cli *cli, const char *path)
{
	struct sending s = { .part = NULL };
	ProtobufCMessage *set;
	int code = input_records(cli, path, &set);
	for (size_t k = 0; code == EXIT_OK && k < KINDS; k++)
		s.all += message_count(set, cli_field(set, kinds[k]));
	for (size_t k = 0; code == EXIT_OK && k < KINDS; k++) {
		const ProtobufCFieldDescriptor *f = cli_field(set, kinds[k]);
		for (size_t i = 0; code == EXIT_OK && i < message_count(set, f); i++)
			code = add_record(cli, &s, k, field_element(set, kinds[k], i));
	}
	if (code == EXIT_OK && s.part != NULL)
		code = send_part(cli, &s);
	input_fini(cli);
	if (s.calls > 1)
		screen_progress_end();
	if (code != EXIT_OK && s.calls > 0)
		cli_fail(EXIT_OK, "%s: the first %zu of %zu records were stored", input_label(path), s.done, s.all);
	if (code == EXIT_OK && s.all == 0)
		return cli_fail(EXIT_DATA, "%s: no records in it", input_label(path));
	if (code == EXIT_OK && !output_is_json(cli))
		show_sum(cli, path, &s);
	return code;
}

/* ---- Files -------------------------------------------------------------- */

/* By its name; standard input, which has none, by how it begins. */
static bool is_set(struct cli *cli, const char *path)
{
	struct bytes begin;
	return input_ends_in(path, ".json") || input_ends_in(path, ".jsonl") || option_given(cli, "json") ||
	       (strcmp(path, "-") == 0 && input_look(&begin) == EXIT_OK && input_is_json(begin));
}

/* Whether a failure is of the file alone, and the next may be tried. */
static bool is_of_file(int code)
{
	return code == EXIT_DATA || code == EXIT_INPUT || code == EXIT_LIMIT || code == EXIT_STATE;
}

/* Files of folders that are brought in: begun in order, ended in order. */
struct bringing {
	struct cli *cli;
	struct reading_report *report;
	struct text_flight flights[JOBS_MOST];
	size_t begun, ended, jobs;
	size_t bytes;    /* on their way */
	int first, code; /* the first failure; the last */
};

static bool goes_on(const struct bringing *b)
{
	return b->code == EXIT_OK || is_of_file(b->code);
}

static void note(struct bringing *b, int code)
{
	b->code = goes_on(b) ? code : b->code;
	b->first = b->first == EXIT_OK ? code : b->first;
}

/* Ends the flights that were begun first, until only so many are left. */
static void land(struct bringing *b, size_t left)
{
	for (; b->begun - b->ended > left; b->ended++) {
		struct text_flight *flight = &b->flights[b->ended % JOBS_MOST];
		b->bytes -= flight->size;
		note(b, flight_end(b->cli, flight, b->report));
	}
}

/* Sends a text off, once there is room for it. */
static void send_off(struct bringing *b, const char *path)
{
	struct text_flight *flight = &b->flights[b->begun % JOBS_MOST];
	flight_begin(b->cli, flight, path);
	while (b->begun > b->ended && b->bytes + flight->size > FLIGHT_BYTES)
		land(b, b->begun - b->ended - 1);
	if (!goes_on(b)) {
		flight_drop(flight);
		return;
	}
	flight_send(b->cli, flight);
	b->bytes += flight->size;
	b->begun++;
}

static void bring_set(struct bringing *b, const char *path)
{
	int code = import_record_set(b->cli, path);
	b->report->sets += code == EXIT_OK ? 0 : 1;
	note(b, code);
}

/* What cannot be brought in is named, and the rest goes on. A set of records waits for
 * the texts before it, and those behind it for the set. */
static void bring(struct bringing *b, const struct intake *in)
{
	for (size_t i = 0; i < in->count && goes_on(b); i++) {
		import_show_progress(i, in->count, in->paths[i]);
		bool set = is_set(b->cli, in->paths[i]);
		land(b, set ? 0 : b->jobs - 1);
		if (!goes_on(b))
			break;
		if (set)
			bring_set(b, in->paths[i]);
		else
			send_off(b, in->paths[i]);
	}
	land(b, 0);
	screen_progress_end();
}

static int import_folder(struct cli *cli, const struct intake *in)
{
	struct bringing *b = arena_zalloc(&cli->arena, sizeof *b);
	struct reading_report *report = arena_zalloc(&cli->arena, sizeof *report);
	int64_t jobs;
	int code = option_number(cli, "jobs", 1, JOBS_MOST, JOBS_USUAL, &jobs);
	if (code == EXIT_OK)
		code = cli_open(cli);
	if (code != EXIT_OK)
		return code;
	if (b == NULL || report == NULL)
		return cli_no_memory();
	*b = (struct bringing){ .cli = cli, .report = report, .jobs = (size_t)jobs };
	b->first = in->unreadable > 0 ? EXIT_INPUT : EXIT_OK;
	report->unreadable = in->unreadable;
	bring(b, in);
	if (!goes_on(b))
		return b->code;
	if (in->left_out > 0)
		cli_fail(EXIT_OK, "%s left out: only .txt, .text, .pdf, .json and .jsonl are taken (%s)",
			 words_count(&cli->arena, in->left_out, "file"), screen_safe(&cli->arena, in->others, false));
	code = output_is_json(cli) ? EXIT_OK : report_print(cli, report);
	if (report->again > 0)
		import_say_unused(cli, NULL);
	return b->first == EXIT_OK ? code : b->first;
}

/* What says something of one text is given with one file. */
static int refuse_of_one(struct cli *cli)
{
	static const char *const of_one_text[] = { "id", "symbol" };
	for (size_t i = 0; i < sizeof of_one_text / sizeof *of_one_text; i++)
		if (option_given(cli, of_one_text[i]))
			return cli_usage(cli, "--%s says something of one text: import one file at a time",
					 of_one_text[i]);
	return EXIT_OK;
}

int import_run(struct cli *cli, int count, char **args)
{
	struct intake in = { .folder = count == 0 };
	if (count == 0 && !option_given(cli, "again"))
		return cli_usage(cli, "truce %s needs %s", cli->command->words, cli->command->synopsis);
	int code = intake_list(cli, count, args, &in);
	if (code == EXIT_OK && (count != 1 || in.folder))
		code = refuse_of_one(cli);
	if (code == EXIT_OK && count == 0)
		code = import_recorded_list(cli, &in);
	if (code == EXIT_OK && count == 0 && in.count == 0)
		return code;
	if (code == EXIT_OK && in.folder) {
		code = import_folder(cli, &in);
		referred_say(cli);
		return code;
	}
	for (size_t i = 0; code == EXIT_OK && i < in.count; i++)
		code = is_set(cli, in.paths[i]) ? import_record_set(cli, in.paths[i])
						: import_one_text(cli, in.paths[i], in.count > 1);
	fflush(stdout);
	referred_say(cli);
	return code;
}
