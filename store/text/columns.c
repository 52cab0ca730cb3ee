#include "store/text/private.h"

#include <limits.h>
#include <stdlib.h>

/* A segment's columns as bytes: first what they are, then each. */
enum { FIXED = 5, COLUMNS = FIXED + STORE_TEXT_FACETS };

static uint32_t value_of(const struct text_row *row, unsigned column)
{
	const uint32_t fixed[FIXED] = { row->doc, row->block, row->length, (uint32_t)row->first_day,
					(uint32_t)row->last_day - (uint32_t)row->first_day };
	return column < FIXED ? fixed[column] : row->facet[column - FIXED];
}

/* Days may lie before 1970, and a last one before the first. */
static int64_t number_of(uint32_t value, unsigned column)
{
	return column == 3 || column == 4 ? (int64_t)(int32_t)value : (int64_t)value;
}

static enum status put_column(const struct text_rows *rows, unsigned column, uint32_t *values, uint32_t about[2],
			      struct buffer *out)
{
	int64_t least = INT64_MAX, most = INT64_MIN;
	for (uint32_t i = 0; i < rows->count; i++) {
		int64_t number = number_of(value_of(&rows->rows[i], column), column);
		least = number < least ? number : least;
		most = number > most ? number : most;
	}
	about[0] = rows->count == 0 ? 0 : (uint32_t)least;
	about[1] = rows->count == 0 ? 0 : bits_of((uint32_t)(most - least));
	for (uint32_t i = 0; i < rows->count; i++)
		values[i] = value_of(&rows->rows[i], column) - about[0];
	return numbers_put(out, values, rows->count, about[1]);
}

static int by_doc(const void *a, const void *b, void *data)
{
	const struct text_row *rows = data;
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
	if (rows[left].doc != rows[right].doc)
		return rows[left].doc < rows[right].doc ? -1 : 1;
	return left < right ? -1 : left > right;
}

static enum status put_order(const struct text_rows *rows, uint32_t *values, struct buffer *out)
{
	for (uint32_t i = 0; i < rows->count; i++)
		values[i] = i;
	qsort_r(values, rows->count, sizeof *values, by_doc, rows->rows);
	return numbers_put(out, values, rows->count, bits_of(rows->count - 1));
}

bool text_rows_in_order(const struct text_rows *rows)
{
	for (uint32_t i = 1; i < rows->count; i++)
		if (rows->rows[i].doc < rows->rows[i - 1].doc)
			return false;
	return true;
}

enum status text_columns_put(const struct text_rows *rows, uint32_t about[TEXT_COLUMNS][2], struct buffer *out)
{
	uint32_t *values = malloc((rows->count + (size_t)1) * sizeof *values);
	if (values == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	enum status status = STATUS_OK;
	for (unsigned column = 0; column < COLUMNS && status == STATUS_OK; column++)
		status = put_column(rows, column, values, about[column], out);
	if (status == STATUS_OK && !text_rows_in_order(rows))
		status = put_order(rows, values, out);
	free(values);
	if (status == STATUS_OK)
		status = buffer_put(out, "\0\0\0\0\0\0\0", 8);
	return status == STATUS_OK ? text_days_put(rows, out) : status;
}

/* Takes a column of `units` numbers off the front. */
static bool take_column(struct bytes *from, uint32_t units, const uint32_t about[2], struct store_text_column *out)
{
	uint64_t size = ((uint64_t)units * about[1] + 7) / 8;
	if (about[1] > 32 || size > from->size)
		return false;
	out->data = from->data;
	out->base = about[0];
	out->width = about[1];
	out->mask = about[1] == 32 ? UINT32_MAX : (UINT32_C(1) << about[1]) - 1;
	from->data += size;
	from->size -= size;
	return true;
}

bool text_zeroes_end(struct bytes *from)
{
	static const uint8_t zeroes[8];
	if (from->size < sizeof zeroes || memcmp(from->data, zeroes, sizeof zeroes) != 0)
		return false;
	from->data += sizeof zeroes;
	from->size -= sizeof zeroes;
	return true;
}

bool text_columns_get(struct bytes *from, uint32_t about[TEXT_COLUMNS][2], bool in_order,
		      struct store_text_segment *out)
{
	struct store_text_column *fixed[FIXED] = { &out->doc, &out->block, &out->length, &out->first_day, &out->days };
	bool holds = true;
	for (unsigned column = 0; column < COLUMNS && holds; column++)
		holds = take_column(from, out->units, about[column],
				    column < FIXED ? fixed[column] : &out->facet[column - FIXED]);
	const uint32_t order[2] = { 0, out->units == 0 ? 0 : bits_of(out->units - 1) };
	out->order = (struct store_text_column){ 0 };
	if (holds && !in_order)
		holds = take_column(from, out->units, order, &out->order);
	return holds && text_zeroes_end(from) && text_days_get(from, out);
}
