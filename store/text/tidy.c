#include "store/text/private.h"

size_t text_writer_most = TEXT_WRITER_MOST;

/* Each level's segments are TEXT_FAN times as large as those of the one before. */
static uint32_t level_of(size_t bytes)
{
	uint32_t level = 0;
	for (size_t most = TEXT_SMALLEST; bytes >= most; most *= TEXT_FAN)
		level++;
	return level;
}

/* ---- Which ------------------------------------------------------------------------------ */

/* Whether most of a segment is dead, so that it is made anew by itself. */
static bool is_mostly_dead(const struct text_piece *piece)
{
	return piece->bytes > TEXT_SMALLEST && piece->dead > piece->units / 2;
}

/* The first segments of a level, as many as may be merged at once; none where the level
 * has not enough of them. */
static size_t of_level(const struct text_head *head, uint32_t level, size_t least, size_t places[TEXT_FAN_MOST],
		       size_t *bytes)
{
	size_t all = 0, taken = 0;
	*bytes = 0;
	for (uint32_t i = 0; i < head->count; i++) {
		if (head->pieces[i].level != level)
			continue;
		bool fits = taken == all && taken < TEXT_FAN_MOST && *bytes + head->pieces[i].bytes <= TEXT_BESIDE_MOST;
		all++;
		if (!fits)
			continue;
		*bytes += head->pieces[i].bytes;
		places[taken++] = i;
	}
	return all >= least ? taken : 0;
}

void text_choose_below(const struct text_head *head, uint32_t below, size_t least, bool beside, struct text_choice *out)
{
	size_t bytes;
	for (uint32_t level = 0; level < below; level++) {
		out->count = of_level(head, level, least, out->places, &bytes);
		out->level = level + 1;
		if (out->count > 1 && (bytes > text_writer_most) == beside)
			return;
	}
	out->count = 0;
}

void text_choose(const struct text_head *head, bool beside, size_t least, struct text_choice *out)
{
	enum { LEVELS = 24 };
	text_choose_below(head, LEVELS, least, beside, out);
	for (uint32_t i = 0; i < head->count && beside && out->count == 0; i++)
		if (is_mostly_dead(&head->pieces[i])) {
			*out = (struct text_choice){ .places = { i }, .count = 1 };
			return;
		}
}

/* How many segments are smaller than one, and their bytes. */
static uint32_t smaller_than(const struct text_head *head, uint32_t place, size_t *bytes)
{
	const uint32_t own = head->pieces[place].bytes;
	uint32_t count = 0;
	*bytes = 0;
	for (uint32_t i = 0; i < head->count; i++) {
		if (head->pieces[i].bytes > own || (head->pieces[i].bytes == own && i >= place))
			continue;
		*bytes += head->pieces[i].bytes;
		count++;
	}
	return count;
}

void text_choose_at_rest(const struct text_head *head, struct text_choice *out)
{
	uint32_t smaller = 0;
	size_t bytes;
	*out = (struct text_choice){ .count = 0 };
	for (uint32_t i = 0; i < head->count; i++) {
		uint32_t count = smaller_than(head, i, &bytes);
		if (head->pieces[i].bytes <= TEXT_REST_SHARE * bytes &&
		    head->pieces[i].bytes + bytes <= TEXT_BESIDE_MOST && count > smaller)
			smaller = count;
	}
	if (smaller >= TEXT_FAN_MOST) /* the smallest first */
		smaller = TEXT_FAN_MOST - 1;
	for (uint32_t i = 0; i < head->count && smaller > 0; i++) {
		if (smaller_than(head, i, &bytes) > smaller)
			continue;
		out->places[out->count++] = i;
		out->level = head->pieces[i].level > out->level ? head->pieces[i].level : out->level;
	}
}

/* ---- The list ------------------------------------------------------------------------------ */

enum status text_number(struct text_head *head, uint32_t *out, struct error *error)
{
	if (head->next == UINT32_MAX)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "TOO_MANY",
				 "The text index has no number for a segment. Make it again with: truced rebuild");
	*out = head->next++;
	return STATUS_OK;
}

/* Segments stand in the order of their numbers; the list has room for one more. */
static void insert(struct text_head *head, const struct text_piece *piece)
{
	uint32_t at = head->count++;
	for (; at > 0 && head->pieces[at - 1].id > piece->id; at--)
		head->pieces[at] = head->pieces[at - 1];
	head->pieces[at] = *piece;
}

/* own: the content of the segment's own value; bytes: that of its parts too. */
static enum status add(struct store_txn *txn, struct text_head *head, struct bytes own, struct text_piece piece,
		       struct error *error)
{
	uint8_t key[5];
	const uint32_t sized = level_of(piece.bytes);
	if (piece.level < sized)
		piece.level = sized;
	insert(head, &piece);
	return txn_put(txn, DB_TEXT, text_segment_key(key, piece.id), own, 0, error);
}

enum status text_head_add(struct store_txn *txn, struct text_head *head, struct bytes content, uint32_t units,
		     struct error *error)
{
	struct text_piece piece = { .units = units, .bytes = (uint32_t)content.size };
	enum status status = text_number(head, &piece.id, error);
	return status == STATUS_OK ? add(txn, head, content, piece, error) : status;
}

/* Its parts, if it has any, are swept away later: see text_sweep. */
static enum status drop(struct store_txn *txn, const struct text_piece *piece, struct error *error)
{
	uint8_t segment[5], page[9];
	enum status status = txn_delete(txn, DB_TEXT, text_segment_key(segment, piece->id), error);
	for (uint32_t i = 0; piece->dead > 0 && i <= piece->units / TEXT_PAGE_UNITS && status == STATUS_OK; i++)
		status = txn_delete(txn, DB_TEXT, text_page_key(page, piece->id, i), error);
	return status;
}

enum status text_replace(struct store_txn *txn, struct text_head *head, const struct text_choice *choice,
			 const struct text_merged *merged, uint32_t id, uint32_t dead, struct error *error)
{
	const struct text_piece piece = {
		.id = id,
		.units = merged->units,
		.dead = dead,
		.bytes = merged->part_bytes + (uint32_t)merged->content.size,
		.level = choice->level,
	};
	enum status status = STATUS_OK;
	uint32_t kept = 0;
	for (size_t i = 0; i < choice->count && status == STATUS_OK; i++)
		status = drop(txn, &head->pieces[choice->places[i]], error);
	for (uint32_t i = 0, next = 0; i < head->count; i++) {
		if (next < choice->count && choice->places[next] == i)
			next++;
		else
			head->pieces[kept++] = head->pieces[i];
	}
	head->count = kept;
	if (status != STATUS_OK)
		return status;
	return add(txn, head, buffer_bytes(&merged->content), piece, error);
}

/* ---- In a commit ------------------------------------------------------------------------------ */

static enum status merge(struct store_txn *txn, struct arena *arena, struct text_head *head,
			 const struct text_choice *choice, struct error *error)
{
	struct store_text_view *view;
	struct text_merged merged;
	enum status status = store_text_open(txn, arena, &view, error);
	if (status == STATUS_OK)
		status = text_check_seals(view, choice->places, choice->count, error);
	if (status != STATUS_OK)
		return status;
	uint32_t id = 0;
	view->sealed = true;
	text_merged_init(&merged);
	status = text_merge(view, choice->places, choice->count, NULL, NULL, &merged, error);
	if (status == STATUS_OK)
		status = text_number(head, &id, error);
	if (status == STATUS_OK)
		status = text_replace(txn, head, choice, &merged, id, 0, error);
	text_merged_fini(&merged);
	return status == STATUS_OK ? text_head_put(txn, head, error) : status;
}

enum status text_tidy(struct store_txn *txn, bool *more, struct error *error)
{
	struct arena arena;
	struct text_head head;
	struct text_choice choice;
	arena_init(&arena, TEXT_ARENA);
	enum status status = text_head_get(txn, &arena, &head, error);
	while (status == STATUS_OK) {
		text_choose(&head, false, TEXT_FAN, &choice);
		if (choice.count == 0)
			break;
		status = merge(txn, &arena, &head, &choice, error);
	}
	if (status == STATUS_OK) {
		text_choose(&head, true, TEXT_FAN, &choice);
		*more = choice.count > 0;
	}
	arena_fini(&arena);
	return status;
}
