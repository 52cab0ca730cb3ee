/* How fast the text index is made and asked, and how large it is.
 *
 * Reads documents from lines of tab-separated fields, of which the fifth is the text,
 * cut into words of letters and digits in lower case; without a file it makes them,
 * of a vocabulary whose n-th word is said 1/n as often as the first (G. K. Zipf,
 * 1949). They are appended to a store with no other index, a thousand in a job; then
 * changed one by one, durably; then the index is made again from the journal.
 *
 *   truce-bench-text [--documents FILE] [--count N] [--folder DIR]
 *
 * 20,000 documents without options; the store is made in a new folder below DIR (/tmp),
 * and removed. Prints JSON lines. */
#include <ctype.h>
#include <ftw.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/time.h"
#include "bench/zipf.h"
#include "store/text/cursor.h"

#define VOCABULARY 100000
#define WORDS 340 /* of a document that is made */
#define BATCH 1000
#define CREATES 400
#define LOOKUPS 20000

static double sums[VOCABULARY + 1];

struct documents {
	char **texts;
	int64_t count;
};

static void fail(const char *what, const char *why)
{
	fprintf(stderr, "truce-bench-text: %s: %s\n", what, why);
	exit(1);
}

static void must(enum status status, const char *what, const struct error *error)
{
	if (status != STATUS_OK)
		fail(what, error->message);
}

/* ---- Documents ---------------------------------------------------------------------- */

static char *make_text(uint64_t seed)
{
	struct buffer text;
	enum status status = STATUS_OK;
	buffer_init(&text, SIZE_MAX);
	for (unsigned i = 0; i < WORDS && status == STATUS_OK; i++)
		status = buffer_printf(&text, "w%u ", zipf_word(sums, VOCABULARY, &seed));
	if (status != STATUS_OK || buffer_put(&text, "", 1) != STATUS_OK)
		fail("documents", "no memory");
	return (char *)text.data;
}

static void make_documents(struct documents *documents, int64_t count)
{
	zipf_init(sums, VOCABULARY, 2);
	documents->texts = calloc((size_t)count, sizeof *documents->texts);
	for (int64_t i = 0; i < count; i++)
		documents->texts[i] = make_text((uint64_t)i);
	documents->count = count;
}

static void read_documents(struct documents *documents, const char *path, int64_t most)
{
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;
	if (file == NULL)
		fail(path, "cannot be read");
	documents->texts = calloc((size_t)most, sizeof *documents->texts);
	while (documents->count < most && getline(&line, &size, file) > 0) {
		char *text = line;
		for (int field = 0; field < 4 && text != NULL; field++)
			text = strchr(text, '\t') == NULL ? NULL : strchr(text, '\t') + 1;
		if (text == NULL)
			fail(path, "a line has no five fields");
		documents->texts[documents->count++] = strdup(text);
	}
	free(line);
	fclose(file);
}

/* ---- The index ------------------------------------------------------------------------ */

static enum status put_words(struct bytes body, struct store_text *out)
{
	uint8_t word[64];
	size_t size = 0;
	uint32_t position = 0;
	enum status status = STATUS_OK;
	for (size_t i = 0; i <= body.size && status == STATUS_OK; i++) {
		if (i < body.size && isalnum(body.data[i])) {
			if (size < sizeof word)
				word[size++] = (uint8_t)tolower(body.data[i]);
			continue;
		}
		if (size > 0)
			status = store_text_word(out, bytes_of(word, size), position++);
		size = 0;
	}
	return status;
}

static uint32_t count_words(struct bytes body)
{
	uint32_t words = 0;
	for (size_t i = 0; i < body.size; i++)
		words += isalnum(body.data[i]) && (i == 0 || !isalnum(body.data[i - 1]));
	return words;
}

static enum status units(const struct store_index *self, struct bytes name, struct bytes body, struct store_text *out)
{
	const struct store_text_unit unit = { .length = count_words(body) };
	(void)self;
	(void)name;
	enum status status = store_text_begin(out, &unit);
	return status == STATUS_OK ? put_words(body, out) : status;
}

static const struct store_index text_index = { .id = 1, .version = 1, .name = "text", .text = units };
static const struct store_index *const indexes[] = { &text_index, NULL };

/* ---- Writing --------------------------------------------------------------------------- */

struct batch {
	struct store_job job;
	const struct documents *documents;
	int64_t from, to;
	enum store_kind kind;
};

static enum status run_batch(struct store_job *job, struct store_txn *txn)
{
	struct batch *batch = (struct batch *)job;
	enum status status = STATUS_OK;
	for (int64_t i = batch->from; i < batch->to && status == STATUS_OK; i++) {
		char name[40];
		int64_t revision;
		snprintf(name, sizeof name, "statements/%lld", (long long)i);
		const struct store_entry entry = {
			.time = clock_wall(),
			.kind = batch->kind,
			.actor = BYTES_LITERAL("bench"),
			.method = BYTES_LITERAL("bench"),
			.name = bytes_text(name),
			.body = bytes_text(batch->documents->texts[i % batch->documents->count]),
		};
		status = store_append(txn, &entry, &revision, &job->error);
	}
	return status;
}

static void append(struct store *store, const struct documents *documents, int64_t from, int64_t to,
		   enum store_kind kind)
{
	struct batch batch = { .job.run = run_batch, .documents = documents, .from = from, .to = to, .kind = kind };
	must(store_write(store, &batch.job), "write", &batch.job.error);
}

static double cpu_seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void fill(struct store *store, const struct documents *documents)
{
	int64_t from = clock_monotonic();
	double cpu = cpu_seconds();
	for (int64_t i = 0; i < documents->count; i += BATCH)
		append(store, documents, i, i + BATCH < documents->count ? i + BATCH : documents->count, STORE_CREATED);
	double seconds = (double)(clock_monotonic() - from) / 1e9;
	printf("{\"work\": \"append\", \"documents\": %lld, \"per_second\": %.0f, \"cpu_us\": %.1f}\n",
	       (long long)documents->count, (double)documents->count / seconds,
	       (cpu_seconds() - cpu) / (double)documents->count * 1e6);
}

static int by_size(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
	return left < right ? -1 : left > right;
}

static void write_one_by_one(struct store *store, const struct documents *documents, const char *work,
			     enum store_kind kind, int64_t first)
{
	static int64_t times[CREATES];
	for (int64_t i = 0; i < CREATES; i++) {
		int64_t from = clock_monotonic();
		append(store, documents, first + i, first + i + 1, kind);
		times[i] = clock_monotonic() - from;
	}
	qsort(times, CREATES, sizeof *times, by_size);
	printf("{\"work\": \"%s\", \"p50_us\": %.0f, \"p99_us\": %.0f, \"most_us\": %.0f}\n", work,
	       (double)times[CREATES / 2] / 1e3, (double)times[CREATES * 99 / 100] / 1e3,
	       (double)times[CREATES - 1] / 1e3);
}

/* ---- Reading ------------------------------------------------------------------------------ */

struct reader {
	struct store_txn *txn;
	struct arena arena;
	struct store_text_view *view;
};

static void read_begin(struct store *store, struct reader *r)
{
	struct error error;
	must(store_read(store, &r->txn, &error), "read", &error);
	arena_init(&r->arena, (size_t)256 << 20);
	must(store_text_open(r->txn, &r->arena, &r->view, &error), "open the view", &error);
}

static void read_end(struct reader *r)
{
	arena_fini(&r->arena);
	store_read_end(r->txn);
}

/* Of a section of a segment, whose parts are taken for full. */
static size_t section_size(const struct store_text_segment *s, enum store_text_section section)
{
	const struct store_text_part *last = &s->parts[section].last;
	return last->bytes.size + ((size_t)last->number << s->part_bits);
}

static void tell_size(struct store *store, const char *when)
{
	struct reader r;
	size_t dictionary = 0, postings = 0, positions = 0;
	read_begin(store, &r);
	for (size_t i = 0; i < r.view->count; i++) {
		dictionary += r.view->segments[i].dictionary.size + r.view->segments[i].starts.size;
		const struct store_text_segment *s = &r.view->segments[i];
		postings += section_size(s, STORE_TEXT_POSTINGS);
		positions += section_size(s, STORE_TEXT_POSITIONS);
	}
	double units = (double)r.view->units;
	printf("{\"work\": \"size %s\", \"segments\": %zu, \"bytes_a_document\": %.0f, \"dictionary\": %.0f, "
	       "\"postings\": %.0f, \"positions\": %.0f}\n",
	       when, r.view->count, (double)(dictionary + postings + positions) / units, (double)dictionary / units,
	       (double)postings / units, (double)positions / units);
	read_end(&r);
}

static uint64_t read_term(const struct store_text_term *term)
{
	static struct store_text_cursor cursor;
	uint64_t sum = 0;
	for (size_t i = 0; i < term->view->count; i++) {
		store_text_cursor_begin(term, i, &cursor);
		for (uint32_t unit = cursor.unit; unit != STORE_TEXT_END; unit = store_text_next(&cursor))
			sum += store_text_tf(&cursor);
	}
	return sum;
}

/* Every so many-th term in the order of their bytes; each lookup with a view of its own. */
static void look_up(struct store *store, const char *when)
{
	struct reader all;
	struct store_text_walk walk;
	struct store_text_term term;
	struct error error;
	static struct {
		uint8_t bytes[STORE_TERM_MOST];
		size_t size;
	} terms[LOOKUPS];
	int64_t seen = 0, chosen = 0;
	read_begin(store, &all);
	must(store_text_walk_begin(all.view, STORE_TEXT_WORD, (struct bytes){ 0 }, &walk, &error), "walk", &error);
	while (chosen < LOOKUPS && store_text_walk_next(&walk)) {
		if (walk.term.df > 5 || seen++ % 3 != 0)
			continue;
		memcpy(terms[chosen].bytes, walk.name.data, walk.name.size);
		terms[chosen++].size = walk.name.size;
	}
	read_end(&all);
	int64_t from = clock_monotonic();
	double cpu = cpu_seconds();
	uint64_t sum = 0;
	arena_init(&all.arena, (size_t)256 << 20);
	for (int64_t i = 0; i < chosen; i++) {
		uint64_t n = (uint64_t)i * 7919 % (uint64_t)chosen;
		must(store_read(store, &all.txn, &error), "read", &error);
		arena_reset(&all.arena);
		must(store_text_open(all.txn, &all.arena, &all.view, &error), "open the view", &error);
		must(store_text_find(all.view, STORE_TEXT_WORD, bytes_of(terms[n].bytes, terms[n].size), &term, &error),
		     "find", &error);
		sum += read_term(&term);
		store_read_end(all.txn);
	}
	arena_fini(&all.arena);
	printf("{\"work\": \"rare terms %s\", \"terms\": %lld, \"postings\": %llu, \"us\": %.2f, \"cpu_us\": %.2f}\n",
	       when, (long long)chosen, (unsigned long long)sum,
	       (double)(clock_monotonic() - from) / 1e3 / (double)chosen, (cpu_seconds() - cpu) * 1e6 / (double)chosen);
}

/* The commonest terms, all of their postings. */
static void read_common(struct store *store)
{
	struct reader r;
	struct store_text_walk walk;
	struct error error;
	uint64_t postings = 0, sum = 0;
	read_begin(store, &r);
	must(store_text_walk_begin(r.view, STORE_TEXT_WORD, (struct bytes){ 0 }, &walk, &error), "walk", &error);
	int64_t begin = clock_monotonic(), took = 0, terms = 0;
	while (store_text_walk_next(&walk)) {
		terms++;
		if (walk.term.df < r.view->units / 20)
			continue;
		int64_t from = clock_monotonic();
		sum += read_term(&walk.term);
		took += clock_monotonic() - from;
		postings += (uint64_t)walk.term.df;
	}
	printf("{\"work\": \"all postings of common terms\", \"postings\": %llu, \"words\": %llu, "
	       "\"ns_a_posting\": %.2f}\n",
	       (unsigned long long)postings, (unsigned long long)sum, (double)took / (double)postings);
	printf("{\"work\": \"walk through the terms\", \"terms\": %lld, \"ns_a_term\": %.0f}\n", (long long)terms,
	       (double)(clock_monotonic() - begin - took) / (double)terms);
	read_end(&r);
}

/* ---- The whole ----------------------------------------------------------------------------- */

static int remove_one(const char *path, const struct stat *facts, int flag, struct FTW *walk)
{
	(void)facts;
	(void)flag;
	(void)walk;
	return remove(path);
}

static struct store *open_store(const char *dir)
{
	struct store_options options = { .indexes = indexes };
	struct store *store;
	struct error error;
	must(store_open(dir, &options, &store, &error), "open", &error);
	return store;
}

static void rebuild(const char *dir, int64_t count)
{
	struct store_report report = { 0 };
	struct error error;
	int64_t from = clock_monotonic();
	double cpu = cpu_seconds();
	must(store_rebuild(dir, indexes, &report, &error), "rebuild", &error);
	printf("{\"work\": \"rebuild\", \"documents\": %lld, \"per_second\": %.0f, \"cpu_us\": %.1f}\n",
	       (long long)count, (double)count / ((double)(clock_monotonic() - from) / 1e9),
	       (cpu_seconds() - cpu) / (double)count * 1e6);
}

static void run(const char *dir, const struct documents *documents)
{
	struct error error;
	must(store_init(dir, &error), "make the store", &error);
	struct store *store = open_store(dir);
	fill(store, documents);
	tell_size(store, "as appended");
	look_up(store, "as appended");
	write_one_by_one(store, documents, "create", STORE_CREATED, documents->count);
	write_one_by_one(store, documents, "update", STORE_UPDATED, 0);
	store_close(store);
	rebuild(dir, documents->count);
	store = open_store(dir);
	tell_size(store, "as rebuilt");
	look_up(store, "as rebuilt");
	read_common(store);
	store_close(store);
}

int main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "documents", required_argument, NULL, 'd' },
		{ "count", required_argument, NULL, 'n' },
		{ "folder", required_argument, NULL, 'f' },
		{ 0 },
	};
	struct documents documents = { 0 };
	const char *file = NULL, *folder = "/tmp";
	int64_t count = 20000;
	char dir[4096];
	for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		if (option == '?')
			return 2;
		if (option == 'd')
			file = optarg;
		if (option == 'n')
			count = atoll(optarg);
		if (option == 'f')
			folder = optarg;
	}
	if (count < CREATES)
		fail("--count", "at least 400");
	if (file == NULL)
		make_documents(&documents, count);
	else
		read_documents(&documents, file, count);
	snprintf(dir, sizeof dir, "%s/truce-bench-text-XXXXXX", folder);
	if (mkdtemp(dir) == NULL)
		fail(dir, "cannot be made");
	setvbuf(stdout, NULL, _IOLBF, 0);
	run(dir, &documents);
	nftw(dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	for (int64_t i = 0; i < documents.count; i++)
		free(documents.texts[i]);
	free(documents.texts);
	return 0;
}
