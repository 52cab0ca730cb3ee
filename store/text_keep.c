#include "store/live.h"

#include <stdlib.h>

#include "base/condition.h"
#include "store/text_private.h"

#define LOOK_EVERY (NS_PER_SECOND / 4) /* whether much is still written */

int64_t text_rest = TEXT_REST;

/* How much is worth merging: while much is written, each merge is one that is made
 * again soon; at rest all is that makes searching cheaper. */
enum pace { BUSY, USUAL, AT_REST };

/* What is to be merged, copied out of the map. */
struct copy {
	struct arena arena; /* the bytes, and the view of them */
	struct store_text_view *view;
	struct text_choice choice; /* places in the view: 0 to count - 1 */
	uint32_t ids[TEXT_FAN_MOST];
	struct text_merged merged;
};

static const uint8_t nobody[TEXT_PAGE];

/* ---- Copying ---------------------------------------------------------------------------- */

static uint32_t pages_of(uint32_t units)
{
	return units / TEXT_PAGE_UNITS + 1;
}

/* A page of dead units as it is now; nobody's where there is none. */
static enum status page_now(struct store_txn *txn, uint32_t id, uint32_t page, const uint8_t **out, struct error *error)
{
	uint8_t key[9];
	struct bytes content;
	enum status status = txn_get(txn, DB_TEXT, text_page_key(key, id, page), &content, error);
	*out = nobody;
	if (status == STATUS_NOT_FOUND)
		return STATUS_OK;
	if (status == STATUS_OK && content.size != TEXT_PAGE)
		return text_damaged(error);
	*out = status == STATUS_OK ? content.data : nobody;
	return status;
}

static enum status copy_pages(struct store_txn *txn, struct copy *copy, struct store_text_segment *segment,
			      struct error *error)
{
	uint32_t pages = pages_of(segment->units);
	segment->dead_pages = arena_array(&copy->arena, pages, sizeof *segment->dead_pages);
	if (segment->dead_pages == NULL)
		return text_no_memory(error);
	for (uint32_t i = 0; i < pages; i++) {
		const uint8_t *page;
		enum status status = page_now(txn, segment->id, i, &page, error);
		if (status != STATUS_OK)
			return status;
		segment->dead_pages[i] = page == nobody ? page : arena_copy(&copy->arena, page, TEXT_PAGE);
		if (segment->dead_pages[i] == NULL)
			return text_no_memory(error);
	}
	return STATUS_OK;
}

static enum status copy_segment(struct store_txn *txn, struct copy *copy, const struct text_piece *piece,
				struct store_text_segment *segment, struct error *error)
{
	uint8_t key[5];
	struct bytes content;
	enum status status = txn_get(txn, DB_TEXT, text_segment_key(key, piece->id), &content, error);
	if (status == STATUS_NOT_FOUND)
		return text_damaged(error);
	if (status != STATUS_OK)
		return status;
	content.data = arena_copy(&copy->arena, content.data, content.size);
	if (content.data == NULL)
		return text_no_memory(error);
	if (!text_segment_read(content, segment) || segment->units != piece->units)
		return text_damaged(error);
	segment->id = piece->id;
	segment->dead = piece->dead;
	segment->view = copy->view;
	return copy_pages(txn, copy, segment, error);
}

/* Copies what is chosen; copy->choice.count is 0 where nothing is. */
static enum status take_copy(struct store_txn *txn, struct copy *copy, enum pace pace, struct error *error)
{
	struct text_head head;
	enum status status = text_head_get(txn, &copy->arena, &head, error);
	if (status != STATUS_OK)
		return status;
	text_choose(&head, true, pace == BUSY ? TEXT_FAN_MOST : TEXT_FAN, &copy->choice);
	if (copy->choice.count == 0 && pace == AT_REST)
		text_choose_at_rest(&head, &copy->choice);
	copy->view = arena_zalloc(&copy->arena, sizeof *copy->view);
	if (copy->view == NULL)
		return text_no_memory(error);
	copy->view->arena = &copy->arena;
	copy->view->count = copy->choice.count;
	copy->view->segments = arena_array(&copy->arena, copy->choice.count, sizeof *copy->view->segments);
	if (copy->view->segments == NULL)
		return text_no_memory(error);
	for (size_t i = 0; i < copy->choice.count && status == STATUS_OK; i++) {
		const struct text_piece *piece = &head.pieces[copy->choice.places[i]];
		copy->ids[i] = piece->id;
		copy->choice.places[i] = i;
		status = copy_segment(txn, copy, piece, &copy->view->segments[i], error);
	}
	return status;
}

/* ---- Putting it in place ------------------------------------------------------------------ */

struct swap {
	struct store_job job;
	struct copy *copy;
};

/* Where the segments that were merged stand in the list now; false where one is gone. */
static bool find_places(const struct text_head *head, const struct copy *copy, struct text_choice *out)
{
	*out = copy->choice;
	for (size_t i = 0; i < copy->choice.count; i++) {
		uint32_t at = 0;
		while (at < head->count && head->pieces[at].id != copy->ids[i])
			at++;
		if (at == head->count)
			return false;
		out->places[i] = at;
	}
	return true;
}

/* Marks the units of one segment that died since it was copied, in the new one's pages. */
static enum status carry_dead(struct store_txn *txn, const struct copy *copy, size_t i, uint8_t *pages, uint32_t *dead,
			      struct error *error)
{
	const struct store_text_segment *segment = &copy->view->segments[i];
	for (uint32_t page = 0; page < pages_of(segment->units); page++) {
		const uint8_t *now, *then = segment->dead_pages[page];
		enum status status = page_now(txn, segment->id, page, &now, error);
		if (status != STATUS_OK)
			return status;
		if (memcmp(now, then, TEXT_PAGE) == 0)
			continue;
		uint32_t unit = page * TEXT_PAGE_UNITS;
		for (uint32_t bit = 0; bit < TEXT_PAGE_UNITS && unit < segment->units; bit++, unit++) {
			if (((now[bit / 8] & ~then[bit / 8]) >> (bit % 8) & 1) == 0)
				continue;
			uint32_t number = copy->merged.numbers[i][unit];
			pages[number / 8] |= (uint8_t)(1 << number % 8);
			++*dead;
		}
	}
	return STATUS_OK;
}

static enum status put_pages(struct store_txn *txn, uint32_t id, uint32_t units, const uint8_t *pages,
			     struct error *error)
{
	enum status status = STATUS_OK;
	for (uint32_t i = 0; i < pages_of(units) && status == STATUS_OK; i++) {
		const uint8_t *page = pages + (size_t)i * TEXT_PAGE;
		uint8_t key[9];
		if (memcmp(page, nobody, TEXT_PAGE) != 0)
			status = txn_put(txn, DB_TEXT, text_page_key(key, id, i), bytes_of(page, TEXT_PAGE), 0, error);
	}
	return status;
}

static enum status swap_in(struct store_txn *txn, const struct copy *copy, struct text_head *head,
			   const struct text_choice *choice, struct error *error)
{
	uint32_t dead = 0;
	uint8_t *pages = calloc(pages_of(copy->merged.units), TEXT_PAGE);
	enum status status = pages == NULL ? text_no_memory(error) : STATUS_OK;
	for (size_t i = 0; i < choice->count && status == STATUS_OK; i++)
		status = carry_dead(txn, copy, i, pages, &dead, error);
	if (status == STATUS_OK)
		status = text_replace(txn, head, choice, &copy->merged, error);
	if (status == STATUS_OK) {
		struct text_piece *piece = &head->pieces[head->count - 1];
		piece->dead = dead;
		status = put_pages(txn, piece->id, copy->merged.units, pages, error);
	}
	free(pages);
	return status == STATUS_OK ? text_head_put(txn, head, error) : status;
}

static enum status run_swap(struct store_job *job, struct store_txn *txn)
{
	const struct copy *copy = ((struct swap *)job)->copy;
	struct text_head head;
	struct text_choice choice;
	struct arena arena;
	arena_init(&arena, TEXT_ARENA);
	enum status status = text_head_get(txn, &arena, &head, &job->error);
	if (status == STATUS_OK && !find_places(&head, copy, &choice))
		status = error_set(&job->error, STATUS_ABORTED, "MERGED", "A segment was merged meanwhile.");
	if (status == STATUS_OK)
		status = swap_in(txn, copy, &head, &choice, &job->error);
	arena_fini(&arena);
	return status;
}

/* ---- The thread ------------------------------------------------------------------------------ */

/* Merges once. *done: there was nothing to merge. */
static enum status work(struct keeper *keeper, struct copy *copy, enum pace pace, bool *done)
{
	struct store_txn *txn;
	struct error error;
	struct swap swap = { .job.run = run_swap, .copy = copy };
	enum status status = store_read(keeper->store, &txn, &error);
	if (status != STATUS_OK)
		return status;
	status = take_copy(txn, copy, pace, &error);
	store_read_end(txn);
	*done = copy->choice.count == 0;
	if (status != STATUS_OK || *done)
		return status;
	status = text_merge(copy->view, copy->choice.places, copy->choice.count, &keeper->closing, &copy->merged,
			    &error);
	return status == STATUS_OK ? store_write(keeper->store, &swap.job) : status;
}

static bool much_is_written(struct keeper *keeper)
{
	return clock_monotonic() - atomic_load(&keeper->store->writer.much_at) < LOOK_EVERY;
}

static bool has_changed(struct keeper *keeper)
{
	pthread_mutex_lock(&keeper->mutex);
	bool changed = keeper->changed;
	pthread_mutex_unlock(&keeper->mutex);
	return changed;
}

static enum pace pace_now(struct keeper *keeper, bool rested)
{
	return much_is_written(keeper) ? BUSY : rested && !has_changed(keeper) ? AT_REST : USUAL;
}

/* Until there is nothing more; whether that is so. What fails is tried again after a later
 * commit. */
static bool work_off(struct keeper *keeper, bool rested)
{
	bool done = false;
	enum pace pace = USUAL;
	enum status status = STATUS_OK;
	while (!done && status == STATUS_OK && !atomic_load(&keeper->closing)) {
		struct copy copy = { 0 };
		arena_init(&copy.arena, 2 * TEXT_BESIDE_MOST);
		text_merged_init(&copy.merged);
		pace = pace_now(keeper, rested);
		status = work(keeper, &copy, pace, &done);
		text_merged_fini(&copy.merged);
		arena_fini(&copy.arena);
	}
	return pace != BUSY || status != STATUS_OK;
}

/* Waits; false where something is wanted before the time has passed. */
static bool passes(struct keeper *keeper, int64_t time)
{
	const int64_t until = clock_monotonic() + time;
	while (!keeper->wanted && !atomic_load(&keeper->closing))
		if (!condition_wait(&keeper->wake, &keeper->mutex, until))
			return true;
	return false;
}

/* Waits, with the mutex held, for something to merge, or for a rest after the last commit:
 * true for a rest. While it waits for that a commit does not wake it. */
static bool wait_for_work(struct keeper *keeper)
{
	while (!keeper->wanted && !atomic_load(&keeper->closing)) {
		if (!keeper->changed) {
			keeper->idle = true;
			pthread_cond_wait(&keeper->wake, &keeper->mutex);
			keeper->idle = false;
			continue;
		}
		keeper->changed = false;
		if (passes(keeper, text_rest) && !keeper->changed)
			return true;
		keeper->changed = true;
	}
	return false;
}

static void *serve(void *arg)
{
	struct keeper *keeper = arg;
	for (bool done = true;;) {
		bool rested = false;
		pthread_mutex_lock(&keeper->mutex);
		if (done)
			rested = wait_for_work(keeper);
		else
			passes(keeper, LOOK_EVERY);
		keeper->wanted = false;
		pthread_mutex_unlock(&keeper->mutex);
		if (atomic_load(&keeper->closing))
			return NULL;
		done = work_off(keeper, rested);
	}
}

/* A store that was closed during a merge begins with it. */
enum status keeper_init(struct keeper *keeper, struct store *store, struct error *error)
{
	if (store->read_only || text_index_of(store->indexes) == NULL)
		return STATUS_OK;
	keeper->store = store;
	keeper->wanted = keeper->changed = true;
	keeper->idle = false;
	atomic_init(&keeper->closing, false);
	pthread_mutex_init(&keeper->mutex, NULL);
	condition_init(&keeper->wake);
	int code = pthread_create(&keeper->thread, NULL, serve, keeper);
	keeper->running = code == 0;
	return code == 0 ? STATUS_OK : error_set_errno(error, code, "Cannot start the merging of the text index");
}

void keeper_fini(struct keeper *keeper)
{
	if (keeper->store == NULL)
		return;
	if (keeper->running) {
		pthread_mutex_lock(&keeper->mutex);
		atomic_store(&keeper->closing, true);
		pthread_cond_signal(&keeper->wake);
		pthread_mutex_unlock(&keeper->mutex);
		pthread_join(keeper->thread, NULL);
	}
	pthread_mutex_destroy(&keeper->mutex);
	pthread_cond_destroy(&keeper->wake);
}

void keeper_note(struct keeper *keeper, bool merge)
{
	if (keeper->store == NULL) /* there is no text index */
		return;
	pthread_mutex_lock(&keeper->mutex);
	keeper->changed = true;
	keeper->wanted = keeper->wanted || merge;
	if (merge || keeper->idle)
		pthread_cond_signal(&keeper->wake);
	pthread_mutex_unlock(&keeper->mutex);
}
