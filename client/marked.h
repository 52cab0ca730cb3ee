/* Text with its changes marked: in colour, or as [-gone-] and {+new+} without.
 *
 * A marked text grows piece by piece and is printed in lines. What is added was made
 * safe on the way in. Memory is an arena's; one thread. */
#ifndef TRUCE_CLIENT_MARKED_H
#define TRUCE_CLIENT_MARKED_H

#include "client/cli.h"
#include "truce/v1/wording_service.pb-c.h"

enum marking { MARK_NONE, MARK_GONE, MARK_NEW, MARK_FORM, MARK_HIT };

struct marked {
	struct arena *arena;
	bool color;
	struct buffer text;  /* ended by a NUL that does not count */
	struct buffer marks; /* an enum marking for each byte */
};

void marked_init(struct marked *m, struct cli *cli);
void marked_fini(struct marked *m);

/* Which side of the steps is shown. */
enum marked_side { MARKED_BOTH, MARKED_FIRST, MARKED_SECOND };

/* The steps, in order. False without memory. */
bool marked_add_edits(struct marked *m, Truce__V1__Edit *const *edits, size_t count, enum marked_side side);

/* Adds a text with one mark. False without memory. */
bool marked_add(struct marked *m, const char *text, enum marking mark);

/* Prints all in lines of at most `columns` (0: no limit), each after `indent` blanks. */
void marked_print(const struct marked *m, int indent, int columns);

/* Prints two texts beside each other, in lines of `columns` in all. */
void marked_print_pair(const struct marked *first, const struct marked *second, int columns);

#endif
