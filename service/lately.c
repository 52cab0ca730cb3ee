#include "service/lately.h"

#include "service/collections.h"
#include "truce/v1/statement.pb-c.h"

#define SYMBOL_BYTES 64 /* that are hashed: fewer than a term of the index has */

/* FNV-1a; http://www.isthe.com/chongo/tech/comp/fnv/ */
static size_t place_of(const char *symbol)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < SYMBOL_BYTES && symbol[i] != '\0'; i++)
		hash = (hash ^ (uint8_t)symbol[i]) * UINT64_C(0x100000001b3);
	return (hash ^ hash >> 32) % LATELY_SYMBOLS;
}

static void note_statement(struct lately *lately, const ProtobufCMessage *message, int64_t revision)
{
	const Truce__V1__Statement *s = (const Truce__V1__Statement *)message;
	if (s == NULL)
		return;
	if (s->kind == TRUCE__V1__STATEMENT__KIND__KIND_AGREEMENT)
		lately->names = revision;
	if (s->symbol[0] != '\0')
		lately->symbols[place_of(s->symbol)] = revision;
}

void lately_note(struct lately *lately, const struct collection *collection, const ProtobufCMessage *before,
		 const ProtobufCMessage *after, int64_t revision)
{
	if (collection == &collections[STATEMENTS]) {
		note_statement(lately, before, revision);
		note_statement(lately, after, revision);
	} else if (collection != &collections[TEXTS]) {
		lately->names = revision;
	}
}

bool lately_symbol(const struct lately *lately, const char *symbol, int64_t revision)
{
	return lately->symbols[place_of(symbol)] > revision;
}
