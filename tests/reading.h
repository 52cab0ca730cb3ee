/* Readings of texts for tests: a lexicon, a reading with all that it borrows, and what
 * is expected of statements and findings. */
#ifndef TRUCE_TESTS_READING_H
#define TRUCE_TESTS_READING_H

#include "tests/support.h"

#include "domain/check.h"
#include "domain/reader.h"
#include "proto/rules.h"
#include "tests/tiling.h"

#define TEXT_NAME "texts/00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define FINDING(name) TRUCE__V1__FINDING__KIND__KIND_##name
#define ACT(name) TRUCE__V1__ACT__KIND__KIND_##name
#define BLOCK(name) TRUCE__V1__BLOCK__KIND__KIND_##name
#define STATEMENT(name) TRUCE__V1__STATEMENT__KIND__KIND_##name
#define TRACK(name) TRUCE__V1__TRACK__TRACK_##name

static const char memorandum[] =
	"Memorandum on the creation of de-escalation areas in the Syrian Arab Republic of 4 May 2017";

static const struct lexicon_entry entries[] = {
	{ .kind = LEXICON_PROCESS, .words = "Astana", .target = "astana" },
	{ .kind = LEXICON_PROCESS, .words = "Geneva", .target = "geneva" },
	{ .kind = LEXICON_PROCESS, .words = "Lakeport", .target = "lakeport" },
	{ .kind = LEXICON_PROCESS, .words = "Lakeport process", .target = "lakeport" },
	{ LEXICON_ROUND, "Sixth Astana round", "rounds/astana-6", NULL, "astana", 6 },
	{ LEXICON_ROUND, "Seventh Astana round", "rounds/astana-7", NULL, "astana", 7 },
	{ LEXICON_ROUND, "Eighth Astana round", "rounds/astana-8", NULL, "astana", 8 },
	{ LEXICON_ROUND, "Eighth Geneva round", "rounds/geneva-8", NULL, "geneva", 8 },
	{ LEXICON_ROUND, "Second Lakeport round", "rounds/lakeport-2", NULL, "lakeport", 2 },
	{ LEXICON_ROUND, "Third Lakeport round", "rounds/lakeport-3", NULL, "lakeport", 3 },
	{ LEXICON_ROUND, "Fourth Lakeport round", "rounds/lakeport-4", NULL, "lakeport", 4 },
	{ .kind = LEXICON_ZONE, .words = "eastern Ghouta", .target = "zones/eastern-ghouta" },
	{ .kind = LEXICON_ZONE, .words = "East Gut", .target = "zones/eastern-ghouta" },
	{ .kind = LEXICON_ZONE, .words = "Idlib", .target = "zones/idlib" },
	{ .kind = LEXICON_ZONE, .words = "northern quiet area", .target = "zones/north" },
	{ .kind = LEXICON_INSTRUMENT,
	  .words = memorandum,
	  .target = "statements/astana-memorandum",
	  .instrument = memorandum },
	{ .kind = LEXICON_INSTRUMENT,
	  .words = "memorandum on de-escalation zones",
	  .target = "statements/astana-memorandum",
	  .instrument = memorandum },
	{ .kind = LEXICON_INSTRUMENT,
	  .words = "Memorandum of 12 March 2021",
	  .target = "statements/valley",
	  .instrument = "Valley Memorandum" },
	{ .kind = LEXICON_INSTRUMENT,
	  .words = "memorandum on calm areas",
	  .target = "statements/valley",
	  .instrument = "Valley Memorandum" },
};
static const struct lexicon lexicon = { entries, COUNT_OF(entries) };

/* One reading, with all that it borrows. */
struct reading {
	struct arena arena;
	Truce__V1__ImportTextRequest request;
	Truce__V1__ImportTextResponse response;
	Truce__V1__DateInterval date;
	struct error error;
	enum status status;
	char *content;
};

static inline void reading_begin(struct reading *r, const char *text, size_t size)
{
	arena_init(&r->arena, 256u << 20);
	truce__v1__import_text_request__init(&r->request);
	truce__v1__import_text_response__init(&r->response);
	truce__v1__date_interval__init(&r->date);
	r->content = malloc(size + 1);
	assert_non_null(r->content);
	memcpy(r->content, text, size);
	r->content[size] = '\0';
	r->request.content.data = (uint8_t *)r->content;
	r->request.content.len = size;
	memset(&r->error, 0, sizeof r->error);
}

static inline void reading_dated(struct reading *r, const char *day)
{
	r->date.earliest = message_borrow(day);
	r->date.latest = message_borrow(day);
	r->request.date = &r->date;
}

/* Reads, and holds the result against what is true of every text. */
static inline void reading_run(struct reading *r)
{
	r->status = reader_read(&r->request, &lexicon, TEXT_NAME, &r->arena, &r->response, NULL, &r->error);
	if (r->status != STATUS_OK)
		return;
	const char *wrong = tiling_check(r->content, r->request.content.len, &r->response);
	if (wrong != NULL)
		fail_msg("%s", wrong);
	for (size_t i = 0; i < r->response.n_statements; i++) {
		struct violations v;
		violations_init(&v, &r->arena);
		rules_check(&r->response.statements[i]->base, "statement", &v);
		record_check(&r->response.statements[i]->base, "statement", &v);
		if (v.count > 0)
			fail_msg("%s: %s", v.first->field, v.first->description);
	}
}

static inline void reading_end(struct reading *r)
{
	arena_fini(&r->arena);
	free(r->content);
}

static inline void read_words(struct reading *r, const char *text)
{
	reading_begin(r, text, strlen(text));
	reading_run(r);
	assert_int_equal(r->status, STATUS_OK);
}

static inline void read_path(struct reading *r, char *path, const char *day)
{
	size_t size;
	char *text = support_read(path, &size);
	assert_non_null(text);
	reading_begin(r, text, size);
	if (day != NULL)
		reading_dated(r, day);
	reading_run(r);
	free(text);
	free(path);
	assert_int_equal(r->status, STATUS_OK);
}

static inline void read_own(struct reading *r, const char *name, const char *day)
{
	read_path(r, support_text("%s/tests/data/texts/%s", SOURCE_DIR, name), day);
}

static inline void read_seed(struct reading *r, const char *name, const char *day)
{
	char path[64]; /* nothing to free where the text is absent: the test ends there */
	snprintf(path, sizeof path, "seeds/%s", name);
	read_path(r, support_shared(path), day);
}

static inline int findings_of(const struct reading *r, Truce__V1__Finding__Kind kind)
{
	int n = 0;
	for (size_t i = 0; i < r->response.n_findings; i++)
		n += r->response.findings[i]->kind == kind;
	return n;
}

static inline const Truce__V1__Finding *finding_at(const struct reading *r, Truce__V1__Finding__Kind kind, int line)
{
	for (size_t i = 0; i < r->response.n_findings; i++) {
		if (r->response.findings[i]->kind == kind && r->response.findings[i]->line == line)
			return r->response.findings[i];
	}
	return NULL;
}

static inline void expect_finding(const struct reading *r, Truce__V1__Finding__Kind kind, int line, const char *printed)
{
	const Truce__V1__Finding *f = finding_at(r, kind, line);
	if (f == NULL || strcmp(f->printed, printed) != 0)
		fail_msg("a finding of kind %d is expected in line %d with \"%s\", not \"%s\"", (int)kind, line,
			 printed, f == NULL ? "(none)" : f->printed);
	assert_true(strlen(f->explanation) > 0);
}

static inline void expect_citations(const Truce__V1__Statement *s, const char *const expected[][2], size_t count)
{
	for (size_t i = 0; i < count && i < s->n_citations; i++) {
		assert_string_equal(s->citations[i]->instrument, expected[i][0]);
		assert_string_equal(s->citations[i]->printed, expected[i][1]);
	}
	assert_int_equal(s->n_citations, count);
}

static inline void expect_mentions(const Truce__V1__Statement *s, const char *const expected[][2], size_t count)
{
	for (size_t i = 0; i < count && i < s->n_mentions; i++) {
		assert_string_equal(s->mentions[i]->printed, expected[i][1]);
		assert_string_equal(s->mentions[i]->target, expected[i][0]);
	}
	assert_int_equal(s->n_mentions, count);
}

struct expected_act {
	Truce__V1__Act__Kind kind;
	int block;
	const char *verb, *addressee; /* NULL for none */
};

static inline void expect_acts(const Truce__V1__Statement *s, const struct expected_act *expected, size_t count)
{
	for (size_t i = 0; i < count && i < s->n_acts; i++) {
		const Truce__V1__Act *act = s->acts[i];
		assert_string_equal(act->verb, expected[i].verb);
		assert_int_equal(act->kind, expected[i].kind);
		assert_int_equal(act->span->block, expected[i].block);
		assert_int_equal(act->track, s->blocks[act->span->block - 1]->track);
		assert_int_equal(act->n_addressees > 0, expected[i].addressee != NULL);
		if (expected[i].addressee != NULL)
			assert_string_equal(act->addressees[0]->printed, expected[i].addressee);
	}
	assert_int_equal(s->n_acts, count);
}

static inline void expect_ends(const Truce__V1__Block *b, const char *begin, const char *end)
{
	size_t size = strlen(b->text), begin_size = strlen(begin), end_size = strlen(end);
	assert_true(size >= begin_size && size >= end_size);
	if (strncmp(b->text, begin, begin_size) != 0 || strcmp(b->text + size - end_size, end) != 0)
		fail_msg("\"%s…%s\" is expected, not \"%s\"", begin, end, b->text);
}

#endif
