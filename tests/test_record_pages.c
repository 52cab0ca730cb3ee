#include "tests/reading.h"

/* How the pages of meeting records are set: what stands on them beside the text. */

static void a_number_in_words_among_the_printers_notes_is_left_with_them(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, "S/PV.9001\n\nAGENDA\n\nThis record contains the original text of speeches.\n"
		       "The final text will be distributed\nTWENTY-FIFTH MEETING\n\n"
		       "The meeting was called to order at 3 p.m.\n\nMr. Odd (Norway): Words.\n");
	assert_string_equal(r.response.statements[0]->meeting, "9001");
	reading_end(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_in_words_among_the_printers_notes_is_left_with_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
