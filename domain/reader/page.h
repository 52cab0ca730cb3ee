/* What pages print of themselves, by the form of a line or a word: numbers, symbols, days,
 * marks of who typed or who speaks. Which lines of a text are left out for it is
 * furniture.c's. Pure; any thread. */
#ifndef TRUCE_DOMAIN_READER_PAGE_H
#define TRUCE_DOMAIN_READER_PAGE_H

#include <stdbool.h>
#include <stddef.h>

/* Of a whole line. */
bool page_number_is(const char *text, size_t size); /* "2/9" */
bool page_reissue_is(const char *text, size_t size);
bool page_mark_is(const char *text, size_t size);   /* "--- Page 2 of 9 ---", "{2}--------" */
bool page_header_is(const char *text, size_t size); /* "S/PV. 8422" */
bool page_range_is(const char *text, size_t size);  /* "- 12 -" */
bool page_letters_is(const char *text, size_t size);
bool page_rule_is(const char *text, size_t size);      /* a line that is drawn */
bool page_omission_is(const char *text, size_t size);  /* "/…", "[...]": where a copy leaves words out */
bool page_edition_is(const char *text, size_t size);   /* "3 (a-z)", "/..." */
bool page_speaker_is(const char *text, size_t size);   /* "(Mr. Shearar, South Africa)" */
bool page_line_is(const char *text, size_t size);      /* each of its words is of a page's header or footer */
bool page_begins_plain(const char *text, size_t size); /* with a word of letters alone: with nothing of a page */

/* Of a word. */
bool job_number_is(const char *text, size_t size);        /* "18-43649 (E)" */
bool page_date_is(const char *text, size_t size);         /* "13/12/2018" */
bool page_footer_is_glued(const char *text, size_t size); /* "18-436493/9" */
bool page_typist_is(const char *text, size_t size);       /* "RM/3" */
bool page_word_is(const char *text, size_t size);         /* one of these, a symbol or a bar code */

/* "94-86131 (E) " before the words of a line: its bytes. */
size_t job_number_size(const char *text, size_t size);
/* How many digits stand at a place. */
size_t page_digits_at(const char *text, size_t size, size_t at);

#endif
