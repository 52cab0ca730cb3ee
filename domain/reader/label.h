/* What a label says, by its form alone: who, for whom, in what function and language.
 * label_parse.c reads it from one text; label_lines.c makes that text of lines. */
#ifndef TRUCE_DOMAIN_READER_LABEL_H
#define TRUCE_DOMAIN_READER_LABEL_H

#include <stdbool.h>
#include <stddef.h>

#define LABEL_SIZE 480 /* longest label, with the words after it that are looked at */

struct label_range {
	size_t start, end;
};

struct label_parts {
	struct label_range person, party, function;
	const char *language; /* NULL where none is noted */
	int brackets;
	bool officer;
	bool bare;     /* without its colon */
	bool marked;   /* a mark that a scan made of it stands there */
	bool presents; /* "…, Rapporteur of the Fifth Committee, presented the report and spoke as follows:" */
	size_t label_end;
	size_t end; /* after the colon */
};

/* Blanks left out from a place on. */
static inline size_t skip_spaces(const char *text, size_t at)
{
	while (text[at] == ' ')
		at++;
	return at;
}

/* "12. " before a label: its bytes. */
size_t label_number(const char *text, size_t size);
/* "Mr. Odd", "The President": the byte behind it and blanks, 0 for none. */
size_t label_speaker(const char *text, size_t size, size_t at, struct label_parts *p);
/* "(Norway) (spoke in French)": the byte behind them and blanks. */
size_t label_brackets(const char *text, size_t at, struct label_parts *p);
/* A whole label. A colon before the brackets is forgiven, and a semicolon after them. */
bool label_parse(const char *text, size_t size, struct label_parts *p);

#endif
