/* The index of meetings: see service/coverage.h. */
#include <stdio.h>
#include <string.h>

#include "proto/wire.h"
#include "service/coverage.h"
#include "truce/v1/statement.pb-c.h"

/* Fields of truce.v1.Statement and of truce.v1.Block. */
enum {
	STATEMENT_KIND = 10,
	STATEMENT_SYMBOL = 11,
	STATEMENT_ORGAN = 14,
	STATEMENT_MEETING = 15,
	STATEMENT_BLOCKS = 22,
	STATEMENT_SOURCES = 29
};
enum { SOURCE_SYMBOL = 4 };
enum { BLOCK_KIND = 1, BLOCK_NUMBER = 2 };

#define TEXT_SIZE 256     /* of a symbol, an organ or a number that names a meeting */
#define CLAUSES_MOST 4096 /* numbers past it are no clauses'  */

size_t meeting_term_write(enum meeting_term what, const struct meeting *meeting, char out[MEETING_TERM])
{
	int size = snprintf(out, MEETING_TERM, "%c%s%08d/%04d", what, meeting->series, meeting->number,
			    meeting->resumption);
	return (size_t)size;
}

bool meeting_term_read(struct bytes term, int *number, int *resumption)
{
	char text[16];
	if (term.size < 13)
		return false;
	memcpy(text, term.data + term.size - 13, 13);
	text[13] = '\0';
	return sscanf(text, "%8d/%4d", number, resumption) == 2;
}

/* ---- Clauses ---------------------------------------------------------- */

static int number_of(struct bytes block)
{
	struct wire_cursor c = wire_begin(block);
	struct wire_field field;
	int number = 0;
	bool clause = false;
	while (wire_next(&c, &field) == STATUS_OK) {
		if (field.number == BLOCK_KIND)
			clause = field.value == TRUCE__V1__BLOCK__KIND__KIND_CLAUSE;
		else if (field.number == BLOCK_NUMBER && field.value <= CLAUSES_MOST)
			number = (int)field.value;
	}
	return clause ? number : 0;
}

bool clauses_gap(struct bytes statement, int after, int *first, int *last)
{
	struct wire_cursor c = wire_begin(statement);
	struct wire_field field;
	bool has[CLAUSES_MOST + 2] = { false };
	int most = 0;
	while (wire_next(&c, &field) == STATUS_OK) {
		int number = field.number == STATEMENT_BLOCKS ? number_of(field.content) : 0;
		has[number] = true;
		most = number > most ? number : most;
	}
	*first = after + 1;
	while (*first < most && has[*first])
		++*first;
	*last = *first;
	while (*last < most && !has[*last + 1])
		++*last;
	return *first < most;
}

/* ---- Terms ------------------------------------------------------------ */

struct marks {
	char symbol[TEXT_SIZE], organ[TEXT_SIZE], meeting[TEXT_SIZE];
	char source[TEXT_SIZE]; /* the symbol of the first source that has one */
	bool record;            /* is a meeting's record */
};

/* A text that is too long to name a meeting names none. */
static void keep(char out[TEXT_SIZE], struct bytes text)
{
	if (text.size >= TEXT_SIZE)
		return;
	memcpy(out, text.data, text.size);
	out[text.size] = '\0';
}

static void keep_source(char out[TEXT_SIZE], struct bytes source)
{
	struct wire_cursor c = wire_begin(source);
	struct wire_field field;
	while (out[0] == '\0' && wire_next(&c, &field) == STATUS_OK)
		if (field.number == SOURCE_SYMBOL)
			keep(out, field.content);
}

static enum status read_marks(struct bytes body, struct marks *m)
{
	struct wire_cursor c = wire_begin(body);
	struct wire_field field;
	enum status status;
	*m = (struct marks){ .record = false };
	while ((status = wire_next(&c, &field)) == STATUS_OK) {
		if (field.number == STATEMENT_KIND)
			m->record = field.value == TRUCE__V1__STATEMENT__KIND__KIND_MEETING_RECORD;
		else if (field.number == STATEMENT_SYMBOL)
			keep(m->symbol, field.content);
		else if (field.number == STATEMENT_ORGAN)
			keep(m->organ, field.content);
		else if (field.number == STATEMENT_MEETING)
			keep(m->meeting, field.content);
		else if (field.number == STATEMENT_SOURCES)
			keep_source(m->source, field.content);
	}
	return status == STATUS_NOT_FOUND ? STATUS_OK : STATUS_DATA_LOSS;
}

static enum status add_term(enum meeting_term what, const struct meeting *meeting, struct store_terms *out)
{
	char term[MEETING_TERM];
	size_t size = meeting_term_write(what, meeting, term);
	return store_terms_add(out, bytes_of(term, size));
}

enum status meeting_terms(const struct store_index *self, struct bytes name, struct bytes body, struct store_terms *out)
{
	struct marks marks;
	struct meeting meeting;
	int first, last;
	(void)self;
	if (!bytes_start_with(name, bytes_text(collections[STATEMENTS].prefix)))
		return STATUS_OK;
	enum status status = read_marks(body, &marks);
	if (status != STATUS_OK)
		return status;
	bool met = meeting_of(marks.symbol, marks.source, marks.organ, marks.meeting, &meeting);
	bool gap = clauses_gap(body, 0, &first, &last);
	if (met)
		status = add_term(marks.record ? MEETING_RECORD : MEETING_STATEMENT, &meeting, out);
	if (status == STATUS_OK && gap && met)
		status = add_term(MEETING_CLAUSES, &meeting, out);
	return status == STATUS_OK && gap ? store_terms_add(out, BYTES_LITERAL("C")) : status;
}
