/* What the reader's steps make: messages, texts, lists and findings in its arena, and the
 * parties and persons that names are of. */
#include <stdarg.h>
#include <string.h>

#include "domain/party.h"
#include "domain/person.h"
#include "domain/reader/internal.h"
#include "domain/side.h"

#define MARKED_BYTES 160 /* of a name with marks in it */

void *reader_new(struct reader *r, const ProtobufCMessageDescriptor *type)
{
	void *m = arena_alloc(r->arena, type->sizeof_message);
	if (m == NULL)
		r->full = true;
	else
		protobuf_c_message_init(type, m);
	return m;
}

void list_add(struct reader *r, struct list *list, void *item)
{
	if (item == NULL)
		return;
	if (list->count == list->capacity) {
		size_t capacity = list->capacity == 0 ? 4 : list->capacity * 2;
		void **items = arena_array(r->arena, capacity, sizeof *items);
		if (items == NULL) {
			r->full = true;
			return;
		}
		if (list->count > 0)
			memcpy(items, list->items, list->count * sizeof *items);
		list->items = items;
		list->capacity = capacity;
	}
	list->items[list->count++] = item;
}

const char *reader_text(struct reader *r, const char *text, size_t size)
{
	const char *copy = size == 0 ? "" : arena_text_n(r->arena, text, size);
	if (copy == NULL)
		r->full = true;
	return copy == NULL ? "" : copy;
}

const char *text_find(const char *text, size_t size, const char *words, char rarest)
{
	const size_t n = strlen(words), before = (size_t)(strchr(words, rarest) - words);
	for (const char *at = text; (at = memchr(at, rarest, size - (size_t)(at - text))) != NULL; at++) {
		size_t i = (size_t)(at - text);
		if (i >= before && size - i + before >= n && memcmp(at - before, words, n) == 0)
			return at - before;
	}
	return NULL;
}

const char *reader_printf(struct reader *r, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	const char *text = arena_vprintf(r->arena, format, args);
	va_end(args);
	if (text == NULL)
		r->full = true;
	return text == NULL ? "" : text;
}

void reader_find(struct reader *r, Truce__V1__Finding__Kind kind, uint32_t line, const char *printed,
		 const char *explanation)
{
	Truce__V1__Finding *f = reader_new(r, &truce__v1__finding__descriptor);
	if (f == NULL)
		return;
	f->kind = kind;
	f->line = (int32_t)line;
	f->printed = message_borrow(printed);
	f->explanation = message_borrow(explanation);
	list_add(r, &r->findings, f);
}

Truce__V1__Party *reader_party(struct reader *r, const char *printed)
{
	Truce__V1__Party *party = reader_new(r, &truce__v1__party__descriptor);
	if (party == NULL)
		return NULL;
	const char *id = party_of(printed);
	party->printed = message_borrow(printed);
	party->id = message_borrow(id == NULL ? "" : id);
	return party;
}

Truce__V1__Party *reader_party_said(struct reader *r, const struct words *w, size_t first, size_t end,
				    const char *printed)
{
	Truce__V1__Party *party = reader_party(r, printed);
	const char *state = party == NULL || party->id[0] != '\0' ? NULL : side_state(w, first, end);
	if (state != NULL)
		party->id = message_borrow(state);
	return party;
}

/* A name without the marks that a scan put into its words, "So'V"iet"; NULL where it has
 * none. */
static const char *without_marks(struct reader *r, const char *printed)
{
	char plain[MARKED_BYTES];
	size_t n = 0, size = strlen(printed);
	if (size >= sizeof plain || strpbrk(printed, "\"*^~\\|_") == NULL)
		return NULL;
	for (size_t i = 0; i < size; i++) {
		if (strchr("'\"*^~\\|_", printed[i]) == NULL)
			plain[n++] = printed[i];
	}
	return reader_text(r, plain, n);
}

void reader_party_mend(struct reader *r, Truce__V1__Party *party, uint32_t line)
{
	if (party == NULL || party->id[0] != '\0' || r->mended >= MENDED_MOST)
		return;
	r->mended++;
	const char *plain = without_marks(r, party->printed);
	if (plain != NULL && party_of(plain) != NULL) {
		party->id = message_borrow(party_of(plain));
		reader_find(r, TRUCE__V1__FINDING__KIND__KIND_REPAIR, line, party->printed,
			    reader_printf(r, "read as \"%s\", without the marks in its name; it is kept as printed",
					  plain));
		return;
	}
	const struct party *near = party_near(party->printed);
	const char *dash = near == NULL ? strchr(party->printed, '-') : NULL; /* where a line ended */
	if (dash != NULL)
		near = party_near(reader_printf(r, "%.*s%s", (int)(dash - party->printed), party->printed, dash + 1));
	if (near == NULL)
		return;
	party->id = message_borrow(near->id);
	reader_find(r, TRUCE__V1__FINDING__KIND__KIND_REPAIR, line, party->printed,
		    reader_printf(r, "read as \"%s\", of whose name it has letters wrong; it is kept as printed",
				  near->names->name));
}

void reader_party_unresolved(struct reader *r, const Truce__V1__Party *party, uint32_t line, const char *why)
{
	const struct party *two[2];
	if (r->mended < MENDED_MOST && party_between(party->printed, two)) {
		r->mended++;
		why = reader_printf(
			r, "may be \"%s\" or \"%s\", of whose names it has letters wrong; it is kept as printed",
			two[0]->names->name, two[1]->names->name);
	}
	reader_find(r, TRUCE__V1__FINDING__KIND__KIND_UNRESOLVED, line, party->printed, why);
}

void reader_identify(struct reader *r, Truce__V1__Person *person)
{
	const char *id = person->party == NULL ? "" : person_id(person->printed, person->party->id, r->arena);
	if (id == NULL)
		r->full = true;
	else
		person->id = message_borrow(id);
}

struct draft *draft_new(struct reader *r)
{
	struct draft *d = arena_zalloc(r->arena, sizeof *d);
	if (d == NULL) {
		r->full = true;
		return NULL;
	}
	d->statement = reader_new(r, &truce__v1__statement__descriptor);
	list_add(r, &r->drafts, d);
	return r->full ? NULL : d;
}

void furniture_add(struct reader *r, size_t line, const char *explanation)
{
	if (r->lines.at[line].furniture)
		return;
	r->lines.at[line].furniture = true;
	r->fates[line].reason = explanation;
	reader_find(r, TRUCE__V1__FINDING__KIND__KIND_FURNITURE, r->lines.at[line].number,
		    reader_text(r, line_text(&r->lines, line), line_size(&r->lines, line)), explanation);
}
