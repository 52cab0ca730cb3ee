#include "domain/query_inside.h"

#include "base/utf8.h"

size_t query_position(const char *text, size_t at)
{
	size_t position = 1;
	for (size_t i = 0; i < at && text[i] != '\0'; i++)
		position += !utf8_is_inside(text[i + 1]);
	return position;
}

enum status parse_fault(struct parser *p, size_t at, const char *format, ...)
{
	char why[360];
	va_list args;
	va_start(args, format);
	utf8_vprint(why, sizeof why, format, args);
	va_end(args);
	return error_set(p->error, STATUS_INVALID_ARGUMENT, "INVALID_QUERY", "position %zu: %s",
			 query_position(p->text, at), why);
}

enum status parse_full(struct parser *p)
{
	return error_set(p->error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "The query takes more memory than a call has.");
}

struct query_node *parse_node(struct parser *p, enum query_kind kind, size_t at, size_t end)
{
	struct query_node *n = arena_zalloc(p->arena, sizeof *n);
	if (n == NULL)
		return NULL;
	n->kind = kind;
	n->at = (uint32_t)at;
	n->end = (uint32_t)end;
	n->leaf = QUERY_NO_LEAF;
	return n;
}

enum status parse_count(struct parser *p, size_t at)
{
	if (++p->terms <= QUERY_TERMS_MOST)
		return STATUS_OK;
	return parse_fault(p, at, "a query has at most %d words; ask with fewer", QUERY_TERMS_MOST);
}
