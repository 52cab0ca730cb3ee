#include "store/text_private.h"

#include <stdlib.h>

struct store_text *text_new(void)
{
	struct store_text *text = calloc(1, sizeof *text);
	if (text == NULL)
		return NULL;
	text_table_init(&text->terms);
	buffer_init(&text->given, TEXT_GIVEN_MOST);
	buffer_init(&text->units, TEXT_GIVEN_MOST);
	buffer_init(&text->prints, TEXT_GIVEN_MOST);
	text_rows_init(&text->rows);
	text_clear(text);
	return text;
}

void text_free(struct store_text *text)
{
	if (text == NULL)
		return;
	text_table_fini(&text->terms);
	buffer_fini(&text->given);
	buffer_fini(&text->units);
	buffer_fini(&text->prints);
	text_rows_fini(&text->rows);
	free(text);
}

/* Memory that was hardly used is given back. */
static void clear(struct buffer *b)
{
	if (b->capacity > 1 << 20 && b->size < b->capacity / 8) {
		buffer_fini(b);
		buffer_init(b, TEXT_GIVEN_MOST);
	}
	b->size = 0;
}

void text_clear(struct store_text *text)
{
	text_table_clear(&text->terms);
	text_rows_clear(&text->rows);
	clear(&text->given);
	clear(&text->units);
	clear(&text->prints);
	text->alive = text->length = 0;
}

size_t text_memory(const struct store_text *text)
{
	return text->given.size + text->terms.bytes.size + text->units.size + text->prints.size +
	       text->rows.count * sizeof *text->rows.rows;
}

/* ---- What a text function calls ---------------------------------------------------- */

enum status store_text_begin(struct store_text *text, const struct store_text_unit *unit)
{
	const struct text_row row = {
		.doc = text->doc,
		.block = unit->block,
		.length = unit->length,
		.first_day = unit->first_day,
		.last_day = unit->last_day,
	};
	const struct text_unit begun = {
		.from = (uint32_t)(text->given.size / sizeof(struct text_given)),
		.row = text->gone ? TEXT_GONE : text->rows.count,
	};
	if (text->units_of_doc++ == STORE_TEXT_UNITS_MOST)
		return STATUS_RESOURCE_EXHAUSTED;
	enum status status = buffer_put(&text->units, &begun, sizeof begun);
	if (status == STATUS_OK && !text->gone)
		status = text_rows_add(&text->rows, &row, unit->facets);
	if (status != STATUS_OK)
		return status;
	text->position = 0;
	text->alive += text->gone ? -1 : 1;
	text->length += text->gone ? -(int64_t)unit->length : (int64_t)unit->length;
	return STATUS_OK;
}

static enum status give(struct store_text *text, uint8_t kind, struct bytes term, uint32_t position)
{
	struct text_given given = { .position = position };
	if (term.size == 0)
		return STATUS_OK;
	if (term.size > STORE_TERM_MOST)
		term.size = STORE_TERM_MOST;
	enum status status = text_table_put(&text->terms, kind, term, &given.term);
	return status == STATUS_OK ? buffer_put(&text->given, &given, sizeof given) : status;
}

enum status store_text_word(struct store_text *text, struct bytes word, uint32_t position)
{
	if (position < text->position)
		return STATUS_INVALID_ARGUMENT;
	text->position = position;
	return give(text, STORE_TEXT_WORD, word, position);
}

enum status store_text_mark(struct store_text *text, struct bytes mark)
{
	return give(text, STORE_TEXT_MARK, mark, 0);
}

enum status store_text_print(struct store_text *text, uint32_t print)
{
	const struct text_print given = { print, text->rows.count - 1 };
	if (text->units_of_doc == 0 || print >> STORE_TEXT_PRINT_BITS != 0)
		return STATUS_INVALID_ARGUMENT;
	return text->gone ? STATUS_OK : buffer_put(&text->prints, &given, sizeof given);
}

enum status text_take(struct store_text *text, const struct store_index *index, uint32_t doc, struct bytes name,
		      struct bytes body, bool gone, struct error *error)
{
	text->doc = doc;
	text->gone = gone;
	text->units_of_doc = 0;
	enum status status = index->text(index, name, body, text);
	if (status == STATUS_OK)
		return STATUS_OK;
	return error_set(error, status, "INDEX", "Index %s does not take record %.*s.", index->name, (int)name.size,
			 (const char *)name.data);
}
