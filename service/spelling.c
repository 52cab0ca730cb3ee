#include "service/spelling.h"

#include "domain/text.h"
#include "service/indexes.h"

#define FOLDED_MOST 256

struct folded {
	char text[FOLDED_MOST];
	size_t size;
};

static bool fold(struct text_analyser *analyser, struct bytes text, struct folded *out)
{
	return text_fold_value(analyser, text, out->text, sizeof out->text, &out->size);
}

static bool is_same(const struct folded *a, const struct folded *b)
{
	return a->size > 0 && a->size == b->size && memcmp(a->text, b->text, a->size) == 0;
}

/* The first term that is the same words, unless one is the same bytes. */
static enum status look(struct call *call, const char *text, struct store_range *range, const char **out)
{
	struct text_analyser *analyser = text_analyser_mine();
	struct folded asked, folded;
	struct bytes term, last = bytes_text("");
	uint32_t doc;
	enum status status;
	*out = text;
	if (analyser == NULL || !fold(analyser, bytes_text(text), &asked))
		return call_no_memory(call);
	for (size_t i = 0; (status = store_range_next(range, &term, &doc, &call->error)) == STATUS_OK; i++) {
		status = call_on_time_at(call, i);
		if (status != STATUS_OK)
			return status;
		if (bytes_equal(term, last)) /* of another statement */
			continue;
		last = term;
		if (!fold(analyser, term, &folded))
			return call_no_memory(call);
		if (bytes_equal(term, bytes_text(text))) {
			*out = text;
			return STATUS_OK;
		}
		if (*out == text && is_same(&folded, &asked))
			*out = arena_text_n(&call->arena, (const char *)term.data, term.size);
		if (*out == NULL)
			return call_no_memory(call);
	}
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

enum status spelling_of(struct call *call, const char *index, const char *text, const char **out)
{
	static const uint8_t past[] = { 0xFF };
	struct store_range range;
	enum status status = store_range_begin(call->txn, index_find(STATEMENTS, index), &range, &call->error);
	if (status != STATUS_OK)
		return status;
	store_range_seek(&range, bytes_of(NULL, 0), bytes_of(past, sizeof past));
	status = look(call, text, &range, out);
	store_range_end(&range);
	return status;
}
