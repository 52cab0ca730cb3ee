#include "store/live.h"

#include <stdlib.h>

#include "store/text/private.h"

unsigned text_part_bits = TEXT_PART_BITS;

/* Some segments are read where they stand, and what comes of them is put part by part, each
 * by a job of the writer, so that neither memory nor a commit grows with them. A job may have to
 * wait until nobody reads: so the read transaction ends before each, and another begins
 * behind it. Segments do not change; where one is gone the merge is given up. After each part the
 * merge makes way for those of lower levels, which may have come meanwhile. */
struct beside {
	struct text_sink sink; /* first */
	struct store *store;
	const atomic_bool *stop;
	const struct beside *outer; /* merge that makes way for this one; or NULL */
	struct store_txn *txn;      /* NULL while there is none */
	struct arena arena;         /* the view, and the dead units as they were at first */
	struct store_text_view *view;
	struct text_choice choice; /* places in the view: 0 to count - 1 */
	uint32_t ids[TEXT_FAN_MOST];
	uint32_t id; /* of what is made; 0 until a part is put */
	struct text_merged merged;
};

#define MUCH_LASTS (NS_PER_SECOND / 4)

static const uint8_t nobody[TEXT_PAGE];

static enum status merge_once(struct store *store, const struct beside *outer, bool at_rest, const atomic_bool *stop,
			      bool *done, struct error *error);

/* ---- Reading ---------------------------------------------------------------------------- */

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

static enum status copy_pages(struct beside *b, struct store_text_segment *segment, struct error *error)
{
	uint32_t pages = pages_of(segment->units);
	segment->dead_pages = arena_array(&b->arena, pages, sizeof *segment->dead_pages);
	if (segment->dead_pages == NULL)
		return text_no_memory(error);
	for (uint32_t i = 0; i < pages; i++) {
		const uint8_t *page;
		enum status status = page_now(b->txn, segment->id, i, &page, error);
		if (status != STATUS_OK)
			return status;
		segment->dead_pages[i] = page == nobody ? page : arena_copy(&b->arena, page, TEXT_PAGE);
		if (segment->dead_pages[i] == NULL)
			return text_no_memory(error);
	}
	return STATUS_OK;
}

static enum status open_segment(struct beside *b, const struct text_piece *piece, struct store_text_segment *segment,
				struct error *error)
{
	uint8_t key[5];
	struct bytes content;
	enum status status = txn_get(b->txn, DB_TEXT, text_segment_key(key, piece->id), &content, error);
	if (status == STATUS_NOT_FOUND)
		return text_damaged(error);
	if (status != STATUS_OK)
		return status;
	if (!text_segment_read(content, segment) || segment->units != piece->units)
		return text_damaged(error);
	segment->id = piece->id;
	segment->dead = piece->dead;
	segment->view = b->view;
	return copy_pages(b, segment, error);
}

bool text_much_is_written(const struct store *store)
{
	return clock_monotonic() - atomic_load(&store->writer.much_at) < MUCH_LASTS;
}

/* A merge that fills the disk would hold every change up, again and again. */
static bool has_room(const struct beside *b, const struct text_head *head)
{
	uint64_t bytes = 0;
	for (size_t i = 0; i < b->choice.count; i++)
		bytes += head->pieces[b->choice.places[i]].bytes;
	return bytes <= file_room(b->store->folder);
}

static void choose(struct beside *b, const struct text_head *head, bool at_rest)
{
	const size_t least = text_much_is_written(b->store) ? TEXT_FAN_MOST : TEXT_FAN;
	if (b->outer != NULL)
		text_choose_below(head, b->outer->choice.level, least, true, &b->choice);
	else
		text_choose(head, true, least, &b->choice);
	if (b->choice.count == 0 && at_rest)
		text_choose_at_rest(head, &b->choice);
	if (!has_room(b, head))
		b->choice.count = 0;
}

/* Opens what is chosen; choice.count is 0 where nothing is. */
static enum status open_all(struct beside *b, bool at_rest, struct error *error)
{
	struct text_head head;
	enum status status = text_head_get(b->txn, &b->arena, &head, error);
	if (status != STATUS_OK)
		return status;
	choose(b, &head, at_rest);
	b->view = arena_zalloc(&b->arena, sizeof *b->view);
	if (b->view == NULL)
		return text_no_memory(error);
	b->view->arena = &b->arena;
	b->view->txn = b->txn;
	b->view->sealed = true;
	b->view->count = b->choice.count;
	b->view->segments = arena_array(&b->arena, b->choice.count, sizeof *b->view->segments);
	if (b->view->segments == NULL)
		return text_no_memory(error);
	for (size_t i = 0; i < b->choice.count && status == STATUS_OK; i++) {
		const struct text_piece *piece = &head.pieces[b->choice.places[i]];
		b->ids[i] = piece->id;
		b->choice.places[i] = i;
		status = open_segment(b, piece, &b->view->segments[i], error);
	}
	return status;
}

static void read_end(struct beside *b)
{
	if (b->txn != NULL)
		pool_end(b->txn);
	b->txn = NULL;
}

/* Its seal was looked at before. */
static enum status open_again(struct beside *b, struct store_text_segment *segment, struct error *error)
{
	uint8_t key[5];
	const struct store_text_segment was = *segment;
	MDB_val k = to_val(text_segment_key(key, was.id)), v;
	int code = mdb_get(b->txn->mdb, b->txn->env->dbi[DB_TEXT], &k, &v);
	if (code == MDB_NOTFOUND)
		return error_set(error, STATUS_ABORTED, "MERGED", "A segment was merged meanwhile.");
	if (code != 0)
		return env_failed(error, code, "read the text index");
	if (v.mv_size < SEAL ||
	    !text_segment_read(bytes_of((const uint8_t *)v.mv_data + SEAL, v.mv_size - SEAL), segment) ||
	    segment->units != was.units)
		return text_damaged(error);
	segment->id = was.id;
	segment->dead = was.dead;
	segment->view = was.view;
	segment->dead_pages = was.dead_pages;
	return STATUS_OK;
}

static enum status renew(struct text_sink *sink, struct error *error)
{
	struct beside *b = (struct beside *)sink;
	enum status status = pool_begin(&b->store->pool, &b->txn, error);
	if (status != STATUS_OK)
		return status;
	b->view->txn = b->txn;
	sink->stale = false;
	for (size_t i = 0; i < b->view->count && status == STATUS_OK; i++)
		status = open_again(b, &b->view->segments[i], error);
	return status;
}

/* Where the segments that are merged stand in the list now; false where one is gone. */
static bool find_places(const struct text_head *head, const struct beside *b, struct text_choice *out)
{
	*out = b->choice;
	for (size_t i = 0; i < b->choice.count; i++) {
		uint32_t at = 0;
		while (at < head->count && head->pieces[at].id != b->ids[i])
			at++;
		if (at == head->count)
			return false;
		out->places[i] = at;
	}
	return true;
}

/* ---- A part ------------------------------------------------------------------------------- */

struct part {
	struct store_job job;
	const struct beside *b;
	enum store_text_section section;
	uint32_t number, id;
	struct bytes content;
};

/* With the first part goes the number of the segment. Those that are merged are raised to the level of
 * what comes of them, so that the writer leaves them alone. */
static enum status begin_segment(struct store_txn *txn, struct arena *arena, const struct beside *b, uint32_t *id,
				 struct error *error)
{
	struct text_head head;
	struct text_choice choice;
	enum status status = text_head_get(txn, arena, &head, error);
	if (status != STATUS_OK)
		return status;
	if (!find_places(&head, b, &choice))
		return error_set(error, STATUS_ABORTED, "MERGED", "A segment was merged meanwhile.");
	for (size_t i = 0; i < choice.count; i++) {
		struct text_piece *piece = &head.pieces[choice.places[i]];
		piece->level = piece->level < choice.level ? choice.level : piece->level;
	}
	status = text_number(&head, id, error);
	return status == STATUS_OK ? text_head_put(txn, &head, error) : status;
}

static enum status run_part(struct store_job *job, struct store_txn *txn)
{
	struct part *part = (struct part *)job;
	struct arena arena;
	uint8_t key[TEXT_PART_KEY];
	enum status status = STATUS_OK;
	arena_init(&arena, TEXT_ARENA);
	part->id = part->b->id;
	if (part->id == 0)
		status = begin_segment(txn, &arena, part->b, &part->id, &job->error);
	arena_fini(&arena);
	if (status != STATUS_OK)
		return status;
	return txn_put(txn, DB_TEXT, text_part_key(key, part->id, part->section, part->number), part->content, 0,
		       &job->error);
}

/* Those that are merged here are of a higher level now. */
static enum status make_way(const struct beside *b, struct error *error)
{
	enum status status = STATUS_OK;
	for (bool done = b->outer != NULL; !done && status == STATUS_OK;)
		status = merge_once(b->store, b, false, b->stop, &done, error);
	return status == STATUS_ABORTED ? STATUS_OK : status;
}

static enum status put_part(struct text_sink *sink, enum store_text_section section, uint32_t number,
			    struct bytes content, struct error *error)
{
	struct beside *b = (struct beside *)sink;
	struct part part = { .job.run = run_part, .b = b, .section = section, .number = number, .content = content };
	read_end(b);
	sink->stale = true;
	enum status status = store_write(b->store, &part.job);
	if (status != STATUS_OK) {
		*error = part.job.error;
		return status;
	}
	b->id = part.id;
	b->merged.part_bytes += (uint32_t)content.size;
	return make_way(b, error);
}

/* ---- Putting it in place ------------------------------------------------------------------ */

struct swap {
	struct store_job job;
	const struct beside *b;
};

/* Marks the units of one segment that died since it was opened, in the new one's pages. */
static enum status carry_dead(struct store_txn *txn, const struct beside *b, size_t i, uint8_t *pages, uint32_t *dead,
			      struct error *error)
{
	const struct store_text_segment *segment = &b->view->segments[i];
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
			uint32_t number = b->merged.numbers[i][unit];
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

static enum status swap_in(struct store_txn *txn, const struct beside *b, struct text_head *head,
			   const struct text_choice *choice, struct error *error)
{
	uint32_t dead = 0, id = b->id;
	uint8_t *pages = calloc(pages_of(b->merged.units), TEXT_PAGE);
	enum status status = pages == NULL ? text_no_memory(error) : STATUS_OK;
	for (size_t i = 0; i < choice->count && status == STATUS_OK; i++)
		status = carry_dead(txn, b, i, pages, &dead, error);
	if (status == STATUS_OK && id == 0)
		status = text_number(head, &id, error);
	if (status == STATUS_OK)
		status = text_replace(txn, head, choice, &b->merged, id, dead, error);
	if (status == STATUS_OK)
		status = put_pages(txn, id, b->merged.units, pages, error);
	free(pages);
	return status == STATUS_OK ? text_head_put(txn, head, error) : status;
}

static enum status run_swap(struct store_job *job, struct store_txn *txn)
{
	const struct beside *b = ((struct swap *)job)->b;
	struct text_head head;
	struct text_choice choice;
	struct arena arena;
	arena_init(&arena, TEXT_ARENA);
	enum status status = text_head_get(txn, &arena, &head, &job->error);
	if (status == STATUS_OK && !find_places(&head, b, &choice))
		status = error_set(&job->error, STATUS_ABORTED, "MERGED", "A segment was merged meanwhile.");
	if (status == STATUS_OK)
		status = swap_in(txn, b, &head, &choice, &job->error);
	arena_fini(&arena);
	return status;
}

/* ---- The whole ------------------------------------------------------------------------------ */

static enum status merge(struct beside *b, bool at_rest, bool *done, struct error *error)
{
	struct swap swap = { .job.run = run_swap, .b = b };
	enum status status = pool_begin(&b->store->pool, &b->txn, error);
	if (status == STATUS_OK)
		status = open_all(b, at_rest, error);
	*done = b->choice.count == 0;
	if (status == STATUS_OK && !*done)
		status = text_merge(b->view, b->choice.places, b->choice.count, &b->sink, b->stop, &b->merged, error);
	read_end(b);
	if (status != STATUS_OK || *done)
		return status;
	status = store_write(b->store, &swap.job);
	if (status != STATUS_OK)
		*error = swap.job.error;
	return status;
}

static enum status merge_once(struct store *store, const struct beside *outer, bool at_rest, const atomic_bool *stop,
			      bool *done, struct error *error)
{
	struct beside *b = calloc(1, sizeof *b);
	if (b == NULL)
		return text_no_memory(error);
	b->sink = (struct text_sink){ .put = put_part, .renew = renew, .part_bits = text_part_bits };
	b->store = store;
	b->stop = stop;
	b->outer = outer;
	arena_init(&b->arena, TEXT_ARENA);
	text_merged_init(&b->merged);
	enum status status = merge(b, at_rest, done, error);
	text_merged_fini(&b->merged);
	arena_fini(&b->arena);
	free(b);
	return status;
}

enum status text_merge_beside(struct store *store, bool at_rest, const atomic_bool *stop, bool *done,
			      struct error *error)
{
	return merge_once(store, NULL, at_rest, stop, done, error);
}
