/* A query, a NUL and a text: what parses says the same twice of the text, and its spans
 * lie in it, in order; what does not names its position. */
#include "domain/query.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

static void require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "this does not hold: %s\n", what);
	abort();
}

static void check_error(enum status status, const struct error *error)
{
	require(status == STATUS_INVALID_ARGUMENT, "a bad query is the caller's mistake");
	require(strncmp(error->message, "position ", 9) == 0, "the error names the position");
	require(utf8_is_text(bytes_text(error->message), NULL), "the error is text");
}

static void check_match(const struct query *query, struct bytes text, struct arena *arena)
{
	const struct text_tokens *t;
	struct query_span *spans;
	size_t count;
	bool once, twice;
	uint32_t *tfs = arena_array(arena, query->leaf_count + 1, sizeof *tfs);
	require(tfs != NULL, "there is memory for the counts");
	require(text_analyse(text_analyser_mine(), text, (enum text_language)(text.size % TEXT_LANGUAGES), &t) ==
			STATUS_OK,
		"any text is analysed");
	const struct query_passage p = { .tokens = t, .first_day = QUERY_NO_DAY, .last_day = QUERY_NO_DAY };
	require(query_match(query, &p, arena, &once, tfs, &spans, &count) == STATUS_OK, "there is memory to match");
	require(query_match(query, &p, arena, &twice, tfs, NULL, NULL) == STATUS_OK, "there is memory to match again");
	require(once == twice, "the same is said twice");
	for (size_t i = 0; i < count; i++) {
		require(spans[i].start < spans[i].end && spans[i].end <= text.size, "a span lies in the text");
		require(i == 0 || spans[i].start > spans[i - 1].end, "spans stand in order");
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct query *query;
	struct error error = { 0 };
	arena_init(&arena, (size_t)256 << 20);
	size_t first = size == 0 ? 0 : strnlen((const char *)data, size);
	const char *text = arena_text_n(&arena, data, first);
	require(text != NULL, "there is memory for the query");
	if (!utf8_is_text(bytes_of(data, first), NULL)) {
		arena_fini(&arena);
		return 0;
	}
	enum status status = query_parse(text, text_analyser_mine(), &arena, &query, &error);
	if (status != STATUS_OK)
		check_error(status, &error);
	else
		check_match(query, first < size ? bytes_of(data + first + 1, size - first - 1) : bytes_of(data, 0),
			    &arena);
	arena_fini(&arena);
	return 0;
}
