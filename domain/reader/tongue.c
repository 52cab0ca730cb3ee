/* Parties by their names in the language that a text is written in. */
#include "domain/reader/internal.h"

#include <string.h>

#include "domain/language.h"
#include "domain/side_in.h"

#define LOOKED_AT 4096 /* bytes of a text whose language is asked for */

const char *reader_language_of(const struct words *w)
{
	struct language_count count = { 0 };
	language_count(&count, w);
	const char *told = language_told(&count);
	return strcmp(told, "en") == 0 ? "" : told;
}

const char *reader_language_at(struct reader *r, size_t line)
{
	const struct lines *l = &r->lines;
	size_t end = line;
	struct words w = { 0 };
	if (r->tongue != NULL)
		return r->tongue;
	while (end + 1 < l->count && l->at[end + 1].end - l->at[line].start < LOOKED_AT)
		end++;
	if (!words_split(&w, l->text + l->at[line].start, l->at[end].end - l->at[line].start, r->arena)) {
		r->full = true;
		return "";
	}
	r->tongue = reader_language_of(&w);
	return r->tongue;
}

void reader_party_told_in(Truce__V1__Party *party, const char *language)
{
	if (party == NULL || party->id[0] != '\0' || language[0] == '\0')
		return;
	const char *id = side_in(language, party->printed);
	if (id != NULL)
		party->id = message_borrow(id);
}
