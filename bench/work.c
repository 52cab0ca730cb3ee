#include "bench/work.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "truce/rpc/v1/envelope.pb-c.h"
#include "truce/v1/import_service.pb-c.h"
#include "truce/v1/statement_service.pb-c.h"

/* Stands for the digits of a record; no other text of a request holds it. */
#define HOLE "@@@@@@@@@@"
#define UUID_HOLE "00000000-0000-4000-8000-00" HOLE

static enum status pack(const ProtobufCMessage *message, struct buffer *out)
{
	size_t size = protobuf_c_message_get_packed_size(message);
	enum status status = buffer_reserve(out, size);
	if (status == STATUS_OK)
		out->size += protobuf_c_message_pack(message, out->data + out->size);
	return status;
}

static enum status envelop(const char *method, const ProtobufCMessage *message, struct buffer *out)
{
	struct buffer inner;
	buffer_init(&inner, 64 << 20);
	enum status status = pack(message, &inner);
	if (status == STATUS_OK) {
		char path[128];
		snprintf(path, sizeof path, "%s", method);
		Truce__Rpc__V1__Request request = TRUCE__RPC__V1__REQUEST__INIT;
		request.method = path;
		request.message = (ProtobufCBinaryData){ inner.size, inner.data };
		status = pack(&request.base, out);
	}
	buffer_fini(&inner);
	return status;
}

static char *body_text(size_t size)
{
	static const char words[] = "the parties met again and left the matter open for a later round of talks ";
	char *text = malloc(size + 1);
	if (text == NULL)
		return NULL;
	for (size_t i = 0; i < size; i++)
		text[i] = words[i % (sizeof words - 1)];
	text[size] = '\0';
	return text;
}

/* One statement, in the memory that the caller lends. */
struct sample {
	Truce__V1__Statement statement;
	Truce__V1__Block block, *blocks[1];
	Truce__V1__Source source, *sources[1];
	char name[64], symbol[32], title[32], source_id[8], source_title[32];
};

static void sample_init(struct sample *s, const char *digits, char *text)
{
	truce__v1__statement__init(&s->statement);
	truce__v1__block__init(&s->block);
	truce__v1__source__init(&s->source);
	snprintf(s->name, sizeof s->name, "statements/bench-%s", digits);
	snprintf(s->symbol, sizeof s->symbol, "B/%s", digits);
	snprintf(s->title, sizeof s->title, "Made for measuring");
	snprintf(s->source_id, sizeof s->source_id, "made");
	snprintf(s->source_title, sizeof s->source_title, "Made for measuring");
	s->source.id = s->source_id;
	s->source.title = s->source_title;
	s->block.kind = TRUCE__V1__BLOCK__KIND__KIND_PARAGRAPH;
	s->block.text = text;
	s->blocks[0] = &s->block;
	s->sources[0] = &s->source;
	s->statement.kind = TRUCE__V1__STATEMENT__KIND__KIND_SPEECH;
	s->statement.name = s->name;
	s->statement.symbol = s->symbol;
	s->statement.title = s->title;
	s->statement.n_blocks = 1;
	s->statement.blocks = s->blocks;
	s->statement.n_sources = 1;
	s->statement.sources = s->sources;
}

static enum status prepare_get(struct work *work, const struct work_options *options)
{
	(void)options;
	char name[] = "statements/bench-" HOLE;
	Truce__V1__GetStatementRequest request = TRUCE__V1__GET_STATEMENT_REQUEST__INIT;
	request.name = name;
	return envelop("/truce.v1.StatementService/GetStatement", &request.base, &work->request);
}

static enum status prepare_batch(struct work *work, const struct work_options *options)
{
	char name[] = "statements/bench-" HOLE;
	char *names[WORK_HOLES];
	for (int i = 0; i < options->batch; i++)
		names[i] = name;
	Truce__V1__BatchGetStatementsRequest request = TRUCE__V1__BATCH_GET_STATEMENTS_REQUEST__INIT;
	request.n_names = (size_t)options->batch;
	request.names = names;
	return envelop("/truce.v1.StatementService/BatchGetStatements", &request.base, &work->request);
}

static enum status prepare_list(struct work *work, const struct work_options *options)
{
	(void)options;
	char filter[] = "symbol = \"B/" HOLE "\"";
	Truce__V1__ListStatementsRequest request = TRUCE__V1__LIST_STATEMENTS_REQUEST__INIT;
	request.filter = filter;
	return envelop("/truce.v1.StatementService/ListStatements", &request.base, &work->request);
}

static enum status prepare_put(struct work *work, const struct work_options *options)
{
	char *text = body_text(options->size);
	if (text == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	char id[] = "bench-" HOLE, uuid[] = UUID_HOLE;
	struct sample sample;
	sample_init(&sample, HOLE, text);
	Truce__V1__CreateStatementRequest request = TRUCE__V1__CREATE_STATEMENT_REQUEST__INIT;
	request.statement_id = id;
	request.request_id = uuid;
	request.statement = &sample.statement;
	work->fresh = true;
	enum status status = envelop("/truce.v1.StatementService/CreateStatement", &request.base, &work->request);
	free(text);
	return status;
}

const struct work_kind work_kinds[] = {
	{ "get", "get one statement, by a random name", prepare_get },
	{ "batch", "get several statements in one call", prepare_batch },
	{ "list", "list by an indexed field, one match", prepare_list },
	{ "put", "create one statement, durably", prepare_put },
	{ NULL, NULL, NULL },
};

enum status work_init(struct work *work, const struct work_kind *kind, const struct work_options *options)
{
	*work = (struct work){ .count = options->count, .random = 88172645463325252ULL };
	work->next = (uint64_t)time(NULL) * 100 % 10000000000ULL;
	buffer_init(&work->request, 8 << 20);
	enum status status = kind->prepare(work, options);
	for (size_t at = 0; status == STATUS_OK && at + WORK_DIGITS <= work->request.size; at++) {
		if (memcmp(work->request.data + at, HOLE, WORK_DIGITS) == 0 && work->hole_count < WORK_HOLES)
			work->holes[work->hole_count++] = at;
	}
	return status;
}

void work_fini(struct work *work)
{
	buffer_fini(&work->request);
}

/* G. Marsaglia, "Xorshift RNGs" (2003). */
static uint64_t random_next(uint64_t *state)
{
	uint64_t x = *state;
	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return *state = x;
}

static void write_digits(uint8_t *at, uint64_t number)
{
	for (int i = WORK_DIGITS - 1; i >= 0; i--, number /= 10)
		at[i] = (uint8_t)('0' + number % 10);
}

void work_next(struct work *work)
{
	uint64_t own = work->next++;
	for (size_t i = 0; i < work->hole_count; i++) {
		uint64_t number = work->fresh ? own : random_next(&work->random) % work->count;
		write_digits(work->request.data + work->holes[i], number);
	}
}

enum status work_fill(struct buffer *out, const struct work_options *options, uint64_t first, uint64_t records)
{
	char *text = body_text(options->size);
	struct sample *samples = calloc(records, sizeof *samples);
	Truce__V1__Statement **statements = calloc(records, sizeof *statements);
	enum status status = STATUS_RESOURCE_EXHAUSTED;
	if (text != NULL && samples != NULL && statements != NULL) {
		for (uint64_t i = 0; i < records; i++) {
			char digits[WORK_DIGITS + 1] = { 0 };
			write_digits((uint8_t *)digits, first + i);
			sample_init(&samples[i], digits, text);
			statements[i] = &samples[i].statement;
		}
		Truce__V1__RecordSet set = TRUCE__V1__RECORD_SET__INIT;
		set.n_statements = records;
		set.statements = statements;
		Truce__V1__ImportRecordsRequest request = TRUCE__V1__IMPORT_RECORDS_REQUEST__INIT;
		request.records = &set;
		status = envelop("/truce.v1.ImportService/ImportRecords", &request.base, out);
	}
	free(statements);
	free(samples);
	free(text);
	return status;
}
