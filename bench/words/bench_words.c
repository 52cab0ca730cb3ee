/* What it costs to cut a text into the terms that search finds it by.
 *
 *   truce-bench-words FILE [LANGUAGE [ROUNDS]]
 *
 * Each line of the file is a passage of the language, "en" where none is said; the least
 * processor time of the rounds, 7 where none are said. Prints a JSON line. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "domain/text.h"

static double seconds_used(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

struct sums {
	size_t passages, tokens, bytes, parties;
};

static bool cut_all(struct text_analyser *analyser, struct bytes text, enum text_language language, struct sums *out)
{
	const struct text_tokens *t;
	*out = (struct sums){ 0 };
	for (size_t at = 0; at < text.size;) {
		const uint8_t *end = memchr(text.data + at, '\n', text.size - at);
		size_t size = end == NULL ? text.size - at : (size_t)(end - text.data) - at;
		if (text_analyse(analyser, bytes_of(text.data + at, size), language, &t) != STATUS_OK)
			return false;
		out->passages++;
		out->tokens += t->count;
		out->bytes += t->bytes.size;
		for (size_t i = 0; i < t->count; i++)
			out->parties += t->at[i].kind == TEXT_PARTY;
		at += size + 1;
	}
	return true;
}

static bool read_file(const char *path, struct buffer *out)
{
	FILE *file = fopen(path, "rb");
	bool fine = file != NULL;
	while (fine && !feof(file)) {
		fine = buffer_reserve(out, 1 << 20) == STATUS_OK;
		out->size += fine ? fread(out->data + out->size, 1, 1 << 20, file) : 0;
		fine = fine && !ferror(file);
	}
	if (file != NULL)
		fclose(file);
	return fine;
}

int main(int argc, char **argv)
{
	struct buffer text;
	struct text_analyser *analyser = text_analyser_mine();
	int rounds = argc > 3 ? atoi(argv[3]) : 7;
	double least = 1e9;
	struct sums sums = { 0 };
	buffer_init(&text, (size_t)1 << 30);
	if (argc < 2 || rounds < 1 || analyser == NULL || !read_file(argv[1], &text) || text.size == 0) {
		fprintf(stderr, "usage: truce-bench-words FILE [LANGUAGE [ROUNDS]]\n");
		return 64;
	}
	for (int i = 0; i < rounds; i++) {
		double from = seconds_used();
		if (!cut_all(analyser, bytes_of(text.data, text.size), text_language_of(argc > 2 ? argv[2] : "en"),
			     &sums))
			return 69;
		double took = seconds_used() - from;
		least = took < least ? took : least;
	}
	printf("{\"passages\": %zu, \"tokens\": %zu, \"term_bytes\": %zu, \"parties\": %zu, \"ns_a_byte\": %.2f}\n",
	       sums.passages, sums.tokens, sums.bytes, sums.parties, 1e9 * least / (double)text.size);
	buffer_fini(&text);
	return 0;
}
