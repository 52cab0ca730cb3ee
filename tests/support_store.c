#include "tests/support_store.h"

#include "base/time.h"
#include "tests/support_text.h"
#include "store/private.h"
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static enum status words(const struct store_index *self, struct bytes name, struct bytes body, struct store_terms *out)
{
	(void)self;
	(void)name;
	for (size_t at = 0; at < body.size;) {
		const uint8_t *space = memchr(body.data + at, ' ', body.size - at);
		size_t size = space == NULL ? body.size - at : (size_t)(space - body.data) - at;
		enum status status = store_terms_add(out, bytes_of(body.data + at, size));
		if (status != STATUS_OK)
			return status;
		at += size + 1;
	}
	return STATUS_OK;
}

static enum status start(const struct store_index *self, struct bytes name, struct bytes body, struct store_terms *out)
{
	(void)self;
	(void)name;
	return store_terms_add(out, bytes_of(body.data, body.size > 0));
}

static enum status brief(const struct store_index *self, struct bytes name, struct bytes body, struct buffer *out)
{
	(void)self;
	(void)name;
	struct bytes brief = support_brief(body);
	return buffer_put(out, brief.data, brief.size);
}

struct bytes support_brief(struct bytes body)
{
	const uint8_t *space = body.size == 0 ? NULL : memchr(body.data, ' ', body.size);
	return bytes_of(body.data, space == NULL ? 0 : (size_t)(space - body.data));
}

static const struct store_index words_index = { .id = 7, .version = 1, .name = "words", .terms = words };
static const struct store_index start_index = { .id = 3, .version = 1, .name = "start", .terms = start };
static const struct store_index brief_index = { .id = 11, .version = 1, .name = "brief", .brief = brief };
const struct store_index *const support_indexes[] = { &words_index, &start_index, &support_text_index, &brief_index,
						      NULL };

void support_want(enum status wanted, enum status status, const struct error *error, const char *what)
{
	if (status == wanted)
		return;
	if (status == STATUS_OK)
		fail_msg("%s is OK, not %s", what, status_name(wanted));
	fail_msg("%s is %s (%s: %s), not %s", what, status_name(status), error->reason, error->message,
		 status_name(wanted));
}

struct store *support_store(const char *dir, const struct store_options *options)
{
	struct store_options usual = { .indexes = support_indexes };
	struct store *store = NULL;
	struct error error;
	enum status status = store_init(dir, &error);
	if (status != STATUS_ALREADY_EXISTS)
		support_want(STATUS_OK, status, &error, "store_init");
	want(STATUS_OK, store_open(dir, options == NULL ? &usual : options, &store, &error));
	return store;
}

int support_set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	f->dir = support_folder();
	f->store = support_store(f->dir, NULL);
	*state = f;
	return 0;
}

int support_tear_down(void **state)
{
	struct fixture *f = *state;
	store_close(f->store);
	support_remove(f->dir);
	free(f);
	return 0;
}

struct store *support_reopen(struct store *store, const char *dir)
{
	store_close(store);
	return support_store(dir, NULL);
}

static enum status append(struct store_job *job, struct store_txn *txn)
{
	struct support_change *change = (struct support_change *)job;
	return store_append(txn, &change->entry, &change->revision, &job->error);
}

void support_change_init(struct support_change *change, enum store_kind kind, const char *name, struct bytes body)
{
	*change = (struct support_change){ .job.run = append };
	change->entry = (struct store_entry){
		.time = clock_wall(),
		.kind = kind,
		.actor = BYTES_LITERAL("unix:1000(amal)"),
		.method = BYTES_LITERAL("/truce.v1.ZoneService/UpdateZone"),
		.reason = BYTES_LITERAL("as the map says"),
		.name = bytes_text(name),
		.body = body,
	};
}

enum status support_put(struct store *store, enum store_kind kind, const char *name, const char *body,
			int64_t *revision, struct error *error)
{
	struct support_change change;
	support_change_init(&change, kind, name, bytes_text(body));
	enum status status = store_write(store, &change.job);
	if (status != STATUS_OK && error != NULL)
		*error = change.job.error;
	if (status == STATUS_OK && revision != NULL)
		*revision = change.revision;
	return status;
}

static void dump_bytes(struct buffer *out, struct bytes b)
{
	for (size_t i = 0; i < b.size; i++)
		if (buffer_printf(out, "%02x", b.data[i]) != STATUS_OK)
			fail_msg("no memory");
}

char *support_dump(const char *dir, size_t *size)
{
	struct env env;
	struct store_txn txn;
	struct error error;
	struct buffer out;
	want(STATUS_OK, env_open(dir, HOLD_READ, 0, &env, &error));
	want(STATUS_OK, txn_begin(&env, NULL, &txn, &error));
	buffer_init(&out, SIZE_MAX);
	for (enum db db = 0; db < DB_COUNT; db++) {
		struct walk walk;
		struct bytes key, value;
		want(STATUS_OK, walk_begin(&txn, db, &walk, &error));
		while (walk_next(&walk, &key, &value, &error) == STATUS_OK) {
			want(STATUS_OK, buffer_printf(&out, "%s ", db_name(db)));
			dump_bytes(&out, key);
			want(STATUS_OK, buffer_put_text(&out, " "));
			dump_bytes(&out, value);
			want(STATUS_OK, buffer_put_text(&out, "\n"));
		}
		walk_end(&walk);
	}
	txn_abort(&txn);
	env_close(&env);
	want(STATUS_OK, buffer_put(&out, "", 1));
	*size = out.size - 1;
	return (char *)out.data;
}

static void print_fault(void *arg, const char *what)
{
	(void)arg;
	print_error("fault: %s\n", what);
}

int64_t support_faults(const char *dir)
{
	struct store_report report = { .fault = print_fault };
	struct error error;
	want(STATUS_OK, store_verify(dir, support_indexes, &report, &error));
	return report.faults;
}

int64_t support_verify(const char *dir)
{
	int ends[2];
	int64_t faults = -2;
	if (pipe(ends) != 0)
		fail_msg("no pipe");
	pid_t child = fork();
	if (child == 0) {
		struct store_report report = { 0 };
		struct error error;
		signal(SIGBUS, SIG_DFL); /* cmocka's handlers would go on with the tests */
		signal(SIGSEGV, SIG_DFL);
		if (store_verify(dir, support_indexes, &report, &error) != STATUS_OK)
			report.faults = -1;
		if (write(ends[1], &report.faults, sizeof report.faults) < 0)
			_exit(1);
		_exit(0);
	}
	close(ends[1]);
	if (read(ends[0], &faults, sizeof faults) != sizeof faults)
		faults = -2;
	close(ends[0]);
	waitpid(child, NULL, 0);
	return faults;
}

/* ---- Groups ------------------------------------------------------------------- */

static enum status hold(struct store_job *job, struct store_txn *txn)
{
	struct support_gate *gate = (struct support_gate *)job;
	(void)txn;
	sem_post(&gate->entered);
	sem_wait(&gate->leave);
	return STATUS_OK;
}

static void let_know(struct store_job *job, enum status status)
{
	(void)status;
	sem_post(&((struct support_gate *)job)->over);
}

void support_gate_close(struct support_gate *gate, struct store *store)
{
	*gate = (struct support_gate){ .job = { .run = hold, .done = let_know } };
	sem_init(&gate->entered, 0, 0);
	sem_init(&gate->leave, 0, 0);
	sem_init(&gate->over, 0, 0);
	store_submit(store, &gate->job);
	sem_wait(&gate->entered);
}

void support_gate_open(struct support_gate *gate)
{
	sem_post(&gate->leave);
	sem_wait(&gate->over);
	sem_destroy(&gate->entered);
	sem_destroy(&gate->leave);
	sem_destroy(&gate->over);
}
