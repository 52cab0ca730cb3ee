#include "domain/text_inside.h"

#include "domain/letters.h"

#include <stdlib.h>

#define ALL_TERMS ((size_t)1 << 30)

enum status text_analyse(struct text_analyser *a, struct bytes text, enum text_language language,
			 const struct text_tokens **out)
{
	text_tokens_begin(a);
	a->text = text;
	a->language = language;
	a->at = a->position = 0;
	a->chain.words = 0;
	while (a->at < text.size && !a->full)
		text_read(a);
	text_end_chain(a);
	text_tokens_end(a);
	if (a->full)
		return STATUS_RESOURCE_EXHAUSTED;
	*out = &a->tokens;
	return STATUS_OK;
}

/* A value of one word of ASCII becomes that, folded. */
static bool fold_plain(struct bytes text, char *out, size_t size)
{
	if (text.size == 0 || text.size > KNOWN_MOST || text.size >= size)
		return false;
	for (size_t i = 0; i < text.size; i++) {
		out[i] = (char)letter_plain[text.data[i]];
		if (out[i] == '\0')
			return false;
	}
	out[text.size] = '\0';
	return true;
}

bool text_fold_value(struct text_analyser *a, struct bytes text, char *out, size_t size, size_t *used)
{
	size_t put = 0;
	const struct text_tokens *t;
	if (fold_plain(text, out, size)) {
		*used = text.size;
		return true;
	}
	bool before = a->bare;
	a->bare = true;
	enum status status = text_analyse(a, text, TEXT_PLAIN, &t);
	a->bare = before;
	if (status != STATUS_OK)
		return false;
	for (size_t i = 0; i < t->count; i++) {
		struct bytes word = text_term(t, &t->at[i]);
		if (t->at[i].kind != TEXT_FORM || put + word.size + 1 > size)
			continue;
		if (put > 0)
			out[put++] = ' ';
		memcpy(out + put, word.data + 1, word.size - 1);
		put += word.size - 1;
	}
	out[put] = '\0';
	*used = put;
	return true;
}

/* ---- Analysers -------------------------------------------------------- */

struct text_analyser *text_analyser_bare(void)
{
	struct text_analyser *a = calloc(1, sizeof *a);
	if (a != NULL) {
		a->bare = true;
		buffer_init(&a->tokens.bytes, ALL_TERMS);
	}
	return a;
}

void text_analyser_free(struct text_analyser *a)
{
	if (a == NULL)
		return;
	buffer_fini(&a->tokens.bytes);
	free(a->tokens.at);
	free(a->beside);
	free(a->counted);
	free(a->begins);
	text_stemmer_free(a->stemmer);
	free(a);
}
