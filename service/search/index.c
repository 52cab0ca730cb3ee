#include "service/search/search.h"

#include <assert.h>

#include "domain/fingerprint.h"

static_assert(FINGERPRINT_BITS == STORE_TEXT_PRINT_BITS, "");

#define ARENA_MOST ((size_t)256 << 20)

static enum status add_words(struct passages *passages, struct passage *p, struct store_text_unit *unit,
			     struct store_text *out, unsigned *languages)
{
	const struct text_tokens *t;
	enum status status = passage_analyse(passages, p, &t);
	if (status != STATUS_OK)
		return status;
	unit->length = t->length;
	*languages = t->languages | 1U << p->language;
	status = store_text_begin(out, unit);
	for (size_t i = 0; status == STATUS_OK && i < t->count; i++)
		status = store_text_word(out, text_term(t, &t->at[i]), t->at[i].position);
	return status;
}

static enum status add_fingerprints(const struct passage *p, struct store_text *out)
{
	struct fingerprint f;
	uint64_t gram;
	enum status status = STATUS_OK;
	fingerprint_kept(&f, (const char *)p->text.data, p->text.size);
	while (status == STATUS_OK && fingerprint_next(&f, &gram))
		status = store_text_print(out, fingerprint_term(gram));
	return status;
}

static enum status add_languages(unsigned languages, struct store_text *out)
{
	enum status status = STATUS_OK;
	for (int i = TEXT_PLAIN + 1; status == STATUS_OK && i < TEXT_LANGUAGES; i++) {
		uint8_t mark[TEXT_LANGUAGE_MARK];
		if ((languages >> i & 1) == 0)
			continue;
		text_language_mark((enum text_language)i, mark);
		status = store_text_mark(out, bytes_of(mark, sizeof mark));
	}
	return status;
}

static enum status add_passage(struct passages *passages, struct passage *p, struct store_text *out)
{
	struct store_text_unit unit = { .block = (uint32_t)p->block };
	if (p->first_day != QUERY_NO_DAY) {
		unit.first_day = p->first_day;
		unit.last_day = p->last_day;
	} else {
		unit.first_day = unit.last_day = QUERY_NO_DAY;
	}
	for (size_t i = 0; i < PASSAGE_FACETS; i++)
		unit.facets[i] = p->facets[i];
	unsigned languages = 0;
	enum status status = add_words(passages, p, &unit, out, &languages);
	if (status == STATUS_OK && p->block > 0)
		status = add_fingerprints(p, out);
	if (status == STATUS_OK)
		status = add_languages(languages, out);
	for (size_t i = 0; status == STATUS_OK && i < p->mark_count; i++)
		status = store_text_mark(out, p->marks[i]);
	return status;
}

static enum status add_statement(const Truce__V1__Statement *statement, struct arena *arena, struct store_text *out)
{
	struct passages passages;
	struct passage passage;
	struct text_analyser *analyser = text_analyser_mine();
	if (analyser == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	enum status status = passages_begin(&passages, statement, analyser, arena);
	while (status == STATUS_OK && (status = passages_next(&passages, &passage)) == STATUS_OK)
		status = add_passage(&passages, &passage, out);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

enum status search_make(const ProtobufCMessage *record, struct store_text *out)
{
	struct arena arena;
	if (record->descriptor != &truce__v1__statement__descriptor)
		return STATUS_OK;
	arena_init(&arena, ARENA_MOST);
	enum status status = add_statement((const Truce__V1__Statement *)record, &arena, out);
	arena_fini(&arena);
	return status;
}

enum status search_index_text(const struct store_index *self, struct bytes name, struct bytes body,
			      struct store_text *out)
{
	struct arena arena;
	ProtobufCMessage *statement;
	(void)self;
	if (!bytes_start_with(name, bytes_text(collections[STATEMENTS].prefix)))
		return STATUS_OK;
	arena_init(&arena, ARENA_MOST);
	enum status status = message_unpack_own(&truce__v1__statement__descriptor, body, &arena, &statement, NULL);
	if (status == STATUS_OK)
		status = add_statement((const Truce__V1__Statement *)statement, &arena, out);
	arena_fini(&arena);
	return status;
}
