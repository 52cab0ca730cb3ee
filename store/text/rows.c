#include "store/text/private.h"

#include <stdlib.h>

void text_rows_init(struct text_rows *rows)
{
	*rows = (struct text_rows){ 0 };
	for (size_t f = 0; f < STORE_TEXT_FACETS; f++)
		text_table_init(&rows->facets[f]);
}

void text_rows_fini(struct text_rows *rows)
{
	free(rows->rows);
	for (size_t f = 0; f < STORE_TEXT_FACETS; f++)
		text_table_fini(&rows->facets[f]);
	*rows = (struct text_rows){ 0 };
}

void text_rows_clear(struct text_rows *rows)
{
	rows->count = 0;
	for (size_t f = 0; f < STORE_TEXT_FACETS; f++)
		text_table_clear(&rows->facets[f]);
}

static enum status grow(struct text_rows *rows)
{
	uint32_t capacity = rows->capacity == 0 ? 64 : rows->capacity * 2;
	struct text_row *more = realloc(rows->rows, capacity * sizeof *more);
	if (more == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	rows->rows = more;
	rows->capacity = capacity;
	return STATUS_OK;
}

/* Each facet's first value is the empty one. */
static enum status number_value(struct text_table *facet, struct bytes value, uint32_t *number)
{
	struct bytes given = value.size == 0 ? bytes_of("", 0) : value;
	if (given.size > STORE_TERM_MOST)
		given.size = STORE_TERM_MOST;
	enum status status = text_table_put(facet, 0, bytes_of("", 0), number);
	return status == STATUS_OK && given.size > 0 ? text_table_put(facet, 0, given, number) : status;
}

enum status text_rows_add(struct text_rows *rows, const struct text_row *row,
			  const struct bytes values[STORE_TEXT_FACETS])
{
	enum status status = rows->count < rows->capacity ? STATUS_OK : grow(rows);
	if (status != STATUS_OK)
		return status;
	struct text_row *to = &rows->rows[rows->count];
	*to = *row;
	for (size_t f = 0; f < STORE_TEXT_FACETS && status == STATUS_OK; f++)
		status = number_value(&rows->facets[f], values[f], &to->facet[f]);
	rows->count += status == STATUS_OK;
	return status;
}
