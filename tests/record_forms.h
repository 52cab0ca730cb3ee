/* What tests of the forms of made records share: how one begins and ends, and what is
 * expected of its parts. */
#ifndef TRUCE_TESTS_RECORD_FORMS_H
#define TRUCE_TESTS_RECORD_FORMS_H

#include "tests/reading.h"

#define OPENED "S/PV.9001\n\nPresident: Mr. FIRST (Ghana)\n\nThe meeting was called to order at 3 p.m.\n\n"
#define ROSE "\n\nThe meeting rose at 4 p.m.\n"

static inline const Truce__V1__Statement *meeting_of(const struct reading *r)
{
	const Truce__V1__Statement *s = r->response.statements[0];
	assert_int_equal(s->kind, STATEMENT(MEETING_RECORD));
	return s;
}

static inline const char *text_or(const char *text)
{
	return text == NULL ? "" : text;
}

static inline void expect_text(const char *what, const char *of, const char *told, const char *expected)
{
	if (strcmp(text_or(told), text_or(expected)) != 0)
		fail_msg("%.200s: \"%s\" is expected as %s, not \"%s\"", of, text_or(expected), what, text_or(told));
}

static inline void expect_number(const char *what, const char *of, long told, long expected)
{
	if (told != expected)
		fail_msg("%s: %ld is expected as %s, not %ld", of, expected, what, told);
}

#endif
