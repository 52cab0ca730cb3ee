/* Ids of the statements that were read, and the links between them. */
#include "base/ascii.h"
#include "domain/reader/internal.h"

#include <string.h>

#include "domain/roman.h"
#include "domain/text_fold.h"

#define SUFFIX "-2"
#define DIGEST_DIGITS 8
#define TURN_SUFFIX 8 /* bytes of "-t12345" and more */

/* A character in small letters without accents, and its own size; nothing of a mark on a letter. */
static size_t plain_at(struct bytes text, size_t at, size_t *size, uint8_t out[TEXT_FOLDED_MOST])
{
	int32_t c;
	enum text_class class = text_class_at(text, at, &c, size);
	if (class == TEXT_MARK || class == TEXT_UNSEEN)
		return 0;
	const char *roman = class == TEXT_BREAK ? " " : roman_letter((uint32_t)c);
	if (roman == NULL)
		return text_fold(&c, 1, out);
	size_t count = strlen(roman);
	memcpy(out, roman, count);
	return count;
}

/* "ц" is "c" before these. */
static bool is_soft(char c)
{
	return c == 'e' || c == 'i' || c == 'j' || c == 'y';
}

/* Ends a slug, where it is full before the word that goes on. */
static size_t slug_end(const char *out, size_t n, bool within)
{
	size_t word = n;
	while (within && word > 0 && out[word - 1] != '-')
		word--;
	n = word > 0 ? word : n;
	while (n > 0 && out[n - 1] == '-')
		n--;
	return n;
}

/* Words of the text in a to z and 0 to 9 with hyphens between, at most room bytes, cut at a
 * word where one fits. Of other scripts Cyrillic and Arabic are romanised; ideographs and the rest
 * are none. */
static size_t slug_write(const char *text, char *out, size_t room)
{
	struct bytes all = bytes_text(text);
	uint8_t plain[TEXT_FOLDED_MOST];
	size_t n = 0, size;
	bool cz = false;
	for (size_t at = 0; at < all.size; at += size) {
		const bool after_cz = cz;
		size_t count = plain_at(all, at, &size, plain);
		cz = count == 2 && memcmp(plain, "cz", 2) == 0; /* no letter folds to these two */
		for (size_t i = 0; i < count; i++) {
			char c = (char)plain[i];
			bool keep = is_small(c) || is_digit(c);
			if (n == room)
				return slug_end(out, n, keep);
			n -= i == 0 && is_soft(c) && after_cz ? 1 : 0;
			if (keep)
				out[n++] = c;
			else if (n > 0 && out[n - 1] != '-')
				out[n++] = '-';
		}
	}
	return slug_end(out, n, false);
}

static const char *id_make(struct reader *r, const char *from)
{
	if (r->request->statement_id[0] != '\0')
		return r->request->statement_id;
	char slug[ID_SIZE + 1];
	size_t size = slug_write(from, slug, ID_SIZE - DIGEST_DIGITS - 1 - strlen(SUFFIX));
	const char *digest = strchr(r->text_name, '/');
	digest = digest == NULL ? r->text_name : digest + 1;
	return reader_printf(r, "%.*s%s%.*s", (int)size, slug, size > 0 ? "-" : "", DIGEST_DIGITS, digest);
}

static void link_add(struct reader *r, struct draft *from, Truce__V1__StatementLink__Kind kind, const char *to)
{
	Truce__V1__StatementLink *link = reader_new(r, &truce__v1__statement_link__descriptor);
	if (link == NULL)
		return;
	link->kind = kind;
	link->statement = message_borrow(to);
	list_add(r, &from->links, link);
}

void ids_give(struct reader *r)
{
	struct draft *first = r->drafts.items[0], *second = r->drafts.count > 1 ? r->drafts.items[1] : NULL;
	const char *id = id_make(r, first->slug_from);
	const char *name = reader_printf(r, "statements/%s", id);
	first->statement->name = message_borrow(name);
	if (second == NULL)
		return;
	second->statement->name = message_borrow(reader_printf(r, "%s%s", name, SUFFIX));
	link_add(r, first, TRUCE__V1__STATEMENT_LINK__KIND__KIND_REPORTS, second->statement->name);
	link_add(r, second, TRUCE__V1__STATEMENT_LINK__KIND__KIND_PART_OF, name);
}

/* A record's id is its symbol's, so that the same record has it again: "s-pv-8422";
 * its turns' end in their number: "s-pv-8422-t12". A copy that does not print the symbol
 * is often of a part, and takes no other record's place. */
void ids_give_record(struct reader *r)
{
	const struct draft *meeting = r->drafts.items[0];
	char slug[ID_SIZE + 1];
	size_t size = meeting->symbol_told ? 0 : slug_write(meeting->statement->symbol, slug, ID_SIZE - TURN_SUFFIX);
	const char *id = r->request->statement_id[0] != '\0' || size == 0 ? id_make(r, meeting->slug_from)
									  : reader_text(r, slug, size);
	const char *name = reader_printf(r, "statements/%s", id), *before = NULL;
	for (size_t i = 0; i < r->drafts.count && !r->full; i++) {
		struct draft *d = r->drafts.items[i];
		const char *own = i == 0 ? name : reader_printf(r, "%s-t%zu", name, i);
		d->statement->name = message_borrow(own);
		if (i > 0)
			link_add(r, d, TRUCE__V1__STATEMENT_LINK__KIND__KIND_PART_OF, name);
		if (before != NULL)
			link_add(r, d, TRUCE__V1__STATEMENT_LINK__KIND__KIND_FOLLOWS, before);
		before = i > 0 ? own : NULL;
	}
}
