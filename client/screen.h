/* The terminal: what may be shown on it, how wide it is, and lines that fit.
 *
 * Text of a record never reaches a terminal but through screen_safe. Pure but for
 * screen_columns; one thread. */
#ifndef TRUCE_CLIENT_SCREEN_H
#define TRUCE_CLIENT_SCREEN_H

#include <stdio.h>

#include "base/arena.h"
#include "base/status.h"

/* The text with every control character (C0, DEL, C1), direction control and byte
 * that is not UTF-8 written as an escape: "\u001b", "\u202e", "\xff". A line feed
 * stays where lines is true, and is a space otherwise, as a tab always is. "" without
 * memory. */
const char *screen_safe(struct arena *arena, const char *text, bool lines);

/* Columns that a text takes, as the terminal counts them. */
int screen_width(const char *text);

/* Columns of the terminal on stdout; 0 where it is none: do not wrap. */
int screen_columns(void);

/* Of the terminal on stderr, 80 at most; 0 where it is none. */
int screen_columns_said(void);

/* Whether the terminal knows no escapes: TERM is "dumb". */
bool screen_is_dumb(void);

/* Shows how far a long step has come, on stderr where that is a terminal that is not
 * dumb, in the place of what was shown before; and takes it away. */
void screen_progress(const char *format, ...) PRINTF_LIKE(1, 2);
void screen_progress_end(void);

/* Bytes of text that fit into so many columns, cut after a word where one ends in
 * them, else after a hyphen or slash, else anywhere (at least one character), and where the next line starts. */
size_t screen_line(const char *text, int columns, const char **next);

/* The text, cut to so many columns with an ellipsis at its end where it is longer. */
const char *screen_cut(struct arena *arena, const char *text, int columns);

/* Prints a safe text in lines of at most `columns` columns (0: no limit), the first
 * after `first` columns that the caller printed, the others after `rest` blanks. */
void screen_wrap(FILE *out, const char *text, int first, int rest, int columns);

#endif
