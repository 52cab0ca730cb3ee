#include "store/text/private.h"

#include <assert.h>
#include <stdlib.h>

#include "store/live.h"

struct store_text *store_text_new(void)
{
	struct store_text *text = calloc(1, sizeof *text);
	if (text == NULL)
		return NULL;
	text_table_init(&text->terms);
	buffer_init(&text->given, TEXT_GIVEN_MOST);
	buffer_init(&text->units, TEXT_GIVEN_MOST);
	buffer_init(&text->prints, TEXT_GIVEN_MOST);
	buffer_init(&text->records, TEXT_GIVEN_MOST);
	terms_init(&text->others);
	text_rows_init(&text->rows);
	text_clear(text);
	return text;
}

void store_text_free(struct store_text *text)
{
	if (text == NULL)
		return;
	text_table_fini(&text->terms);
	buffer_fini(&text->given);
	buffer_fini(&text->units);
	buffer_fini(&text->prints);
	buffer_fini(&text->records);
	terms_fini(&text->others);
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
	clear(&text->records);
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
	return status == STATUS_OK ? STATUS_OK : index_refused(index, name, status, error);
}

/* ---- Records that were made before -------------------------------------------------- */

enum status store_text_record(struct store_text *text)
{
	const struct text_made made = {
		.unit = text->rows.count,
		.print = (uint32_t)(text->prints.size / sizeof(struct text_print)),
	};
	text->units_of_doc = 0;
	return buffer_put(&text->records, &made, sizeof made);
}

enum status store_text_terms(struct store_text *text, const struct store *store, struct bytes name, struct bytes body)
{
	struct text_made *made = (struct text_made *)(void *)(text->records.data + text->records.size) - 1;
	struct error error;
	assert(text->records.size > 0 && !made->has_terms);
	made->term = (uint32_t)text->others.count;
	enum status status = terms_collect_more(&text->others, store->indexes, name, body, &error);
	made->term_count = (uint32_t)text->others.count - made->term;
	made->has_terms = status == STATUS_OK;
	return status;
}

static const struct text_made *made_at(const struct store_text *text, uint32_t record)
{
	const struct text_made *records = (const struct text_made *)(const void *)text->records.data;
	assert(record < text->records.size / sizeof *records);
	return &records[record];
}

const struct text_made *text_terms_made(const struct store_text *text, uint32_t record)
{
	return text == NULL || !made_at(text, record)->has_terms ? NULL : made_at(text, record);
}

void text_copier_fini(struct text_copier *copier)
{
	free(copier->terms);
	*copier = (struct text_copier){ 0 };
}

static bool copy_from(struct text_copier *copier, const struct store_text *from)
{
	if (copier->from == from)
		return true;
	text_copier_fini(copier);
	size_t size = ((size_t)from->terms.count + 1) * sizeof *copier->terms;
	copier->terms = malloc(size);
	if (copier->terms == NULL)
		return false;
	memset(copier->terms, 0xFF, size);
	copier->from = from;
	return true;
}

static enum status copy_given(struct store_text *text, struct text_copier *copier, const struct text_given *given)
{
	uint32_t *number = &copier->terms[given->term];
	enum status status = STATUS_OK;
	if (*number == TEXT_GONE) {
		struct bytes key = text_table_at(&copier->from->terms, given->term);
		status = text_table_put(&text->terms, key.data[0], bytes_of(key.data + 1, key.size - 1), number);
	}
	const struct text_given copy = { *number, given->position };
	return status == STATUS_OK ? buffer_put(&text->given, &copy, sizeof copy) : status;
}

static enum status copy_unit(struct store_text *text, struct text_copier *copier, uint32_t at)
{
	const struct store_text *from = copier->from;
	const struct text_row *row = &from->rows.rows[at];
	const struct text_unit *units = (const struct text_unit *)(const void *)from->units.data;
	const struct text_given *given = (const struct text_given *)(const void *)from->given.data;
	uint32_t end = at + 1 < from->rows.count ? units[at + 1].from : (uint32_t)(from->given.size / sizeof *given);
	struct store_text_unit unit = { row->block, row->length, row->first_day, row->last_day, { { 0 } } };
	for (size_t f = 0; f < STORE_TEXT_FACETS; f++) {
		struct bytes value = text_table_at(&from->rows.facets[f], row->facet[f]);
		unit.facets[f] = bytes_of(value.data + 1, value.size - 1);
	}
	enum status status = store_text_begin(text, &unit);
	for (uint32_t i = units[at].from; i < end && status == STATUS_OK; i++)
		status = copy_given(text, copier, &given[i]);
	return status;
}

/* What a text holds of a record ends where the next one begins. */
static struct text_made end_of(const struct store_text *from, uint32_t record)
{
	if ((record + (size_t)1) * sizeof(struct text_made) < from->records.size)
		return *made_at(from, record + 1);
	return (struct text_made){ .unit = from->rows.count,
				   .print = (uint32_t)(from->prints.size / sizeof(struct text_print)) };
}

enum status text_copy(struct store_text *text, struct text_copier *copier, const struct store_text *from,
		      uint32_t record, uint32_t doc, struct error *error)
{
	const struct text_made end = end_of(from, record);
	const struct text_made *begin = made_at(from, record);
	const struct text_print *prints = (const struct text_print *)(const void *)from->prints.data;
	uint32_t rows = text->rows.count;
	text->doc = doc;
	text->gone = false;
	text->units_of_doc = 0;
	enum status status = copy_from(copier, from) ? STATUS_OK : STATUS_RESOURCE_EXHAUSTED;
	for (uint32_t unit = begin->unit; unit < end.unit && status == STATUS_OK; unit++)
		status = copy_unit(text, copier, unit);
	for (uint32_t i = begin->print; i < end.print && status == STATUS_OK; i++) {
		const struct text_print print = { prints[i].print, rows + prints[i].unit - begin->unit };
		status = buffer_put(&text->prints, &print, sizeof print);
	}
	return status == STATUS_OK ? status : text_no_memory(error);
}
