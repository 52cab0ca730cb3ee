/* XML written to a file: elements, attributes and text, escaped. One thread. */
#ifndef TRUCE_CLIENT_XML_H
#define TRUCE_CLIENT_XML_H

#include <stddef.h>
#include <stdio.h>

struct xml_attribute {
	const char *name, *value; /* a value of NULL is not written */
};

/* Text of an element or an attribute. Characters that XML 1.0 does not have become
 * U+FFFD; what could move a terminal's cursor is written by its number. */
void xml_text(FILE *out, const char *text);

/* A tag with attributes: names and values in turn, NULL after the last. */
void xml_begin(FILE *out, const char *element, ...) __attribute__((sentinel));
void xml_empty(FILE *out, const char *element, ...) __attribute__((sentinel));
void xml_end(FILE *out, const char *element);
/* An element of text in a line. */
void xml_line(FILE *out, const char *element, const char *text);

/* A stretch of a text that an element stands for. */
struct xml_mark {
	size_t start, end; /* bytes of the text */
	const char *element;
	struct xml_attribute attributes[4]; /* up to one without a name */
};

/* Text, its marked stretches in their elements. Marks are brought into order; one that
 * reaches into another before it, or past the end, is left out. */
void xml_marked(FILE *out, const char *text, struct xml_mark *marks, size_t count);

#endif
