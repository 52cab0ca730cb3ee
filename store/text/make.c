#include "store/text/private.h"

#include <pthread.h>
#include <stdlib.h>

enum { BATCH = 8 };                     /* records that a side takes at once */
#define MUCH ((size_t)64 << 10)         /* bytes of records that are worth a second thread */
#define MADE ((size_t)2 << 10)          /* what one that was made before counts as */
#define WAITING_MOST ((size_t)64 << 20) /* bytes of units that wait to become a segment */

/* Cutting words is most of what a write to the index takes, and pure: the writer and a
 * thread beside it take the records of a commit in turn, and make a segment each. */
struct side {
	struct store_text *text;
	struct text_copier copier;
	struct text_built *built;
	enum status status;
	struct error error;
};

struct text_maker {
	const struct store_index *index;
	const struct text_record *records;
	size_t count;
	bool helped, alone; /* the thread beside takes part; takes all of it */
	atomic_size_t next;
	atomic_bool failed; /* so that the other side ends */
	struct side sides[2];
	pthread_t thread;
	bool running;
	pthread_mutex_t mutex;
	pthread_cond_t wake, ended;
	bool wanted, closing; /* under mutex */
};

/* ---- Segments that were made ----------------------------------------------------------- */

void text_built_free(struct text_built *built)
{
	while (built != NULL) {
		struct text_built *next = built->next;
		buffer_fini(&built->content);
		free(built);
		built = next;
	}
}

enum status text_build(struct store_text *text, struct text_built **list, struct error *error)
{
	if (text->units.size == 0)
		return STATUS_OK;
	struct text_built *built = calloc(1, sizeof *built);
	if (built == NULL)
		return text_no_memory(error);
	buffer_init(&built->content, UINT32_MAX);
	*built = (struct text_built){
		.next = *list,
		.content = built->content,
		.units = text->rows.count,
		.alive = text->alive,
		.length = text->length,
	};
	enum status status = text_encode(text, &built->content, error);
	text_clear(text);
	if (status == STATUS_OK) {
		*list = built;
	} else {
		built->next = NULL;
		text_built_free(built);
	}
	return status;
}

enum status text_built_put(struct store_txn *txn, const struct text_built *built, struct error *error)
{
	enum status status = STATUS_OK;
	for (; built != NULL && status == STATUS_OK; built = built->next) {
		struct arena arena;
		struct text_head head;
		arena_init(&arena, TEXT_ARENA);
		status = text_head_get(txn, &arena, &head, error);
		if (status == STATUS_OK) {
			head.units += built->alive;
			head.length += built->length;
			status = text_head_add(txn, &head, buffer_bytes(&built->content), built->units, error);
		}
		if (status == STATUS_OK)
			status = text_head_put(txn, &head, error);
		arena_fini(&arena);
	}
	return status;
}

/* ---- A side ------------------------------------------------------------------------------ */

static enum status take(const struct text_maker *m, struct side *side, const struct text_record *r)
{
	struct store_text *text = side->text;
	struct error *error = &side->error;
	enum status status = STATUS_OK;
	if (r->had)
		status = text_take(text, m->index, r->doc, r->name, r->before, true, error);
	if (status == STATUS_OK && r->made != NULL)
		status = text_copy(text, &side->copier, r->made, r->record, r->doc, error);
	else if (status == STATUS_OK && r->has)
		status = text_take(text, m->index, r->doc, r->name, r->after, false, error);
	return status;
}

static enum status take_all(struct text_maker *m, struct side *side)
{
	enum status status = STATUS_OK;
	size_t from;
	if (side->text == NULL && (side->text = store_text_new()) == NULL)
		return text_no_memory(&side->error);
	text_clear(side->text);
	while (status == STATUS_OK && !atomic_load(&m->failed) &&
	       (from = atomic_fetch_add(&m->next, BATCH)) < m->count) {
		for (size_t i = from; i < from + BATCH && i < m->count && status == STATUS_OK; i++)
			status = take(m, side, &m->records[i]);
		if (status == STATUS_OK && text_memory(side->text) > WAITING_MOST) {
			status = text_build(side->text, &side->built, &side->error);
			text_copier_fini(&side->copier); /* the numbers of its terms are gone */
		}
	}
	text_copier_fini(&side->copier);
	return status == STATUS_OK ? text_build(side->text, &side->built, &side->error) : status;
}

static void work(struct text_maker *m, struct side *side)
{
	side->status = take_all(m, side);
	if (side->status != STATUS_OK)
		atomic_store(&m->failed, true);
}

static void *serve(void *arg)
{
	struct text_maker *m = arg;
	pthread_mutex_lock(&m->mutex);
	while (!m->closing) {
		if (!m->wanted) {
			pthread_cond_wait(&m->wake, &m->mutex);
			continue;
		}
		pthread_mutex_unlock(&m->mutex);
		work(m, &m->sides[1]);
		pthread_mutex_lock(&m->mutex);
		m->wanted = false;
		pthread_cond_signal(&m->ended);
	}
	pthread_mutex_unlock(&m->mutex);
	return NULL;
}

/* ---- Both --------------------------------------------------------------------------------- */

static struct text_maker *maker_new(void)
{
	struct text_maker *m = calloc(1, sizeof *m);
	if (m == NULL)
		return NULL;
	pthread_mutex_init(&m->mutex, NULL);
	pthread_cond_init(&m->wake, NULL);
	pthread_cond_init(&m->ended, NULL);
	return m;
}

void text_maker_free(struct text_maker *m)
{
	if (m == NULL)
		return;
	if (m->running) {
		pthread_mutex_lock(&m->mutex);
		m->closing = true;
		pthread_cond_signal(&m->wake);
		pthread_mutex_unlock(&m->mutex);
		pthread_join(m->thread, NULL);
	}
	store_text_free(m->sides[0].text);
	store_text_free(m->sides[1].text);
	pthread_mutex_destroy(&m->mutex);
	pthread_cond_destroy(&m->wake);
	pthread_cond_destroy(&m->ended);
	free(m);
}

static bool is_much(const struct text_record *records, size_t count)
{
	size_t bytes = 0;
	for (size_t i = 0; i < count && bytes < MUCH; i++)
		bytes += records[i].before.size + records[i].after.size + (records[i].made != NULL ? MADE : 0);
	return bytes >= MUCH;
}

/* Without a thread the writer does all of it. */
static bool call_help(struct text_maker *m)
{
	if (!m->running)
		m->running = pthread_create(&m->thread, NULL, serve, m) == 0;
	if (!m->running)
		return false;
	pthread_mutex_lock(&m->mutex);
	m->wanted = true;
	pthread_cond_signal(&m->wake);
	pthread_mutex_unlock(&m->mutex);
	return true;
}

static void await_help(struct text_maker *m)
{
	pthread_mutex_lock(&m->mutex);
	while (m->wanted)
		pthread_cond_wait(&m->ended, &m->mutex);
	pthread_mutex_unlock(&m->mutex);
}

/* What both sides made, in one list. */
static enum status gather(struct text_maker *m, struct text_built **out, struct error *error)
{
	enum status status = STATUS_OK;
	struct text_built *all = NULL;
	for (size_t i = 0; i < 2; i++) {
		struct side *side = &m->sides[i];
		if (status == STATUS_OK && side->status != STATUS_OK) {
			status = side->status;
			*error = side->error;
		}
		while (side->built != NULL) {
			struct text_built *built = side->built;
			side->built = built->next;
			built->next = all;
			all = built;
		}
	}
	if (status == STATUS_OK)
		*out = all;
	else
		text_built_free(all);
	return status;
}

enum status text_make_begin(struct text_maker **maker, const struct store_index *index,
			    const struct text_record *records, size_t count, bool all_made, struct error *error)
{
	if (*maker == NULL && (*maker = maker_new()) == NULL)
		return text_no_memory(error);
	struct text_maker *m = *maker;
	m->index = index;
	m->records = records;
	m->count = count;
	m->sides[0].status = m->sides[1].status = STATUS_OK;
	atomic_store(&m->next, 0);
	atomic_store(&m->failed, false);
	m->helped = is_much(records, count) && call_help(m);
	m->alone = m->helped && all_made;
	return STATUS_OK;
}

enum status text_make_end(struct text_maker *m, struct text_built **out, struct error *error)
{
	if (!m->alone)
		work(m, &m->sides[0]);
	if (m->helped)
		await_help(m);
	return gather(m, out, error);
}
