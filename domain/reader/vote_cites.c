/* The words about a citation of a document: its sentence, up to its neighbours; what joins it to them; and
 * what stands behind a list of them. */
#include "base/ascii.h"
#include "domain/reader/vote.h"

#include <string.h>

#define CLAUSE_BYTES 400 /* before a symbol and behind it, that may say what it is */
#define LIST_MOST 8      /* symbols of one list, */
#define RANGE_MOST 24    /* and of one range */

bool symbol_is_report(const char *symbol)
{
	size_t n = strncmp(symbol, "A/", 2) == 0 ? strspn(symbol + 2, "0123456789") : 0;
	return n > 0 && symbol[2 + n] == '/' && is_digit(symbol[3 + n]);
}

bool symbol_is_elsewhere(const struct record *rec, const char *symbol)
{
	const char *own = rec->meeting->statement->symbol;
	if (own[0] == '\0' || own[1] != '/' || symbol[0] == '\0' || symbol[1] != '/')
		return false;
	size_t here = strspn(own + 2, "0123456789"), there = strspn(symbol + 2, "0123456789");
	bool sessions = own[0] == 'A' && here > 0 && there > 0 && own[2 + here] == '/' && symbol[2 + there] == '/';
	return own[0] != symbol[0] || (sessions && (here != there || memcmp(own + 2, symbol + 2, here) != 0));
}

static bool ends_clause(const char *text, size_t i)
{
	char c = text[i];
	return (c == '.' || c == ';' || c == '?' || c == '!') && (text[i + 1] == ' ' || text[i + 1] == '\0');
}

struct clause clause_about(const struct draft *d, size_t citation)
{
	const Truce__V1__Citation *c = d->citations.items[citation], *other;
	struct clause clause = { .text = block_read(d, (size_t)c->span->block - 1) };
	size_t low = 0, size = (size_t)c->span->end + strnlen(clause.text + c->span->end, CLAUSE_BYTES);
	clause.start = (size_t)c->span->start;
	clause.end = (size_t)c->span->end;
	for (size_t i = citation; i > 0 && citation - i < RANGE_MOST; i--) {
		other = d->citations.items[i - 1];
		if (other->span->block != c->span->block)
			break;
		if (other->span->end <= c->span->start) { /* not of the same range, "Add.1-3" */
			low = (size_t)other->span->end;
			break;
		}
	}
	for (size_t i = citation + 1; i < d->citations.count && i - citation <= RANGE_MOST; i++) {
		other = d->citations.items[i];
		if (other->span->block != c->span->block)
			break;
		if (other->span->start >= c->span->end) {
			size = (size_t)other->span->start < size ? (size_t)other->span->start : size;
			break;
		}
	}
	clause.before = clause.start;
	while (clause.before > low && clause.start - clause.before < CLAUSE_BYTES &&
	       !(clause.text[clause.before - 1] == ' ' && clause.before > 1 &&
		 ends_clause(clause.text, clause.before - 2)))
		clause.before--;
	clause.behind = clause.end;
	while (clause.behind < size && !ends_clause(clause.text, clause.behind))
		clause.behind++;
	return clause;
}

bool clause_joins(const char *text, size_t size)
{
	static const char *const joints[] = { "and", "or", "document", "documents", "with", "the", "in", "as", "well" };
	for (size_t i = 0; i < size;) {
		size_t n = 0;
		while (i + n < size && strchr(" ,()[]-", text[i + n]) == NULL)
			n++;
		bool joint = n == 0;
		for (size_t k = 0; !joint && k < sizeof joints / sizeof *joints; k++)
			joint = text_is(text + i, n, joints[k]);
		if (!joint)
			return false;
		i += n + 1;
	}
	return true;
}

const char *clause_right(const struct draft *d, size_t citation, const struct clause *clause, size_t *size)
{
	static const char *const all[] = { "which contain ", "containing ", "contain ", "which are ", "letters " };
	size_t last = citation;
	const Truce__V1__Citation *c = d->citations.items[citation];
	*size = clause->behind - clause->end;
	for (size_t i = citation + 1; i < d->citations.count && i < citation + LIST_MOST; last = i++) {
		const Truce__V1__Citation *next = d->citations.items[i], *to = d->citations.items[i - 1];
		if (next->span->block != c->span->block || next->span->start < to->span->end ||
		    !clause_joins(clause->text + to->span->end, (size_t)(next->span->start - to->span->end)))
			break;
	}
	const struct clause behind = last == citation ? *clause : clause_about(d, last);
	const char *text = behind.text + behind.end;
	size_t n = strspn(text, " ,)]"), most = behind.behind - behind.end;
	for (size_t k = 0; last > citation && k < sizeof all / sizeof *all; k++) {
		if (most > n + strlen(all[k]) && memcmp(text + n, all[k], strlen(all[k])) == 0) {
			*size = most;
			return text;
		}
	}
	return clause->text + clause->end;
}
