/* What the turns of a record cite: meetings of its own organ, and documents that lines part. */
#include "tests/record_leaves.h"

#define ASSEMBLY_OPENED                                                                                                \
	"A/61/PV.60\n\nGeneral Assembly\nSixty-first session\n\n60th plenary meeting\nMonday, 4 December 2006, "       \
	"10 a.m.\nNew York\n\nPresident: Ms. First (Bahrain)\n\nThe meeting was called to order at 10.05 a.m.\n\n"
#define UNMARKED                                                                                                       \
	"Security Council\n\n9001st meeting\nHeld at Headquarters, New York,\non Friday, 4 March 2022, 3 p.m.\n\n"     \
	"President: Mr. First (Ghana)\n\nThe meeting was called to order at 3.05 p.m.\n\n"

/* Expects the citations of the first turn's words, joined with semicolons. */
static void expect_cited(const char *opened, const char *words, const char *cited)
{
	struct reading r;
	char *text = support_text("%sMr. Odd (Norway): %s%s", opened, words, ROSE), *told = support_text("%s", "");
	read_words(&r, text);
	const Truce__V1__Statement *s = r.response.statements[1];
	for (size_t i = 0; i < s->n_citations; i++) {
		char *more = support_text("%s%s%s", told, i > 0 ? "; " : "", s->citations[i]->instrument);
		free(told);
		told = more;
	}
	if (strcmp(told, cited) != 0)
		fail_msg("%s: cites \"%s\" and not \"%s\"", words, told, cited);
	free(told);
	free(text);
	reading_end(&r);
}

static void a_meeting_in_brackets_is_one_of_the_same_organ(void **state)
{
	(void)state;
	static const char *const rows[][3] = {
		{ OPENED, "We said so last week [8999th meeting] and say it again.", "S/PV.8999" },
		{ OPENED, "We said so (8999th meeting), and so did others.", "S/PV.8999" },
		{ OPENED, "We said so [see 8999th meeting, para. 12].", "S/PV.8999" },
		{ OPENED, "We said so [8997th\nmeeting, paras. 5 and 6].", "S/PV.8997" },
		{ OPENED, "The Council heard it [8997th and 8998th meetings].", "S/PV.8997; S/PV.8998" },
		{ OPENED, "The Council heard it [8992nd, 8993rd and 8995th meetings].",
		  "S/PV.8992; S/PV.8993; S/PV.8995" },
		{ OPENED, "The report [S/2022/5] was before it [8998th meeting].", "S/2022/5; S/PV.8998" },
		{ UNMARKED, "We said so last week [8999th meeting].", "S/PV.8999" },
		{ ASSEMBLY_OPENED, "We said so [12th plenary meeting].", "A/61/PV.12" },
		{ ASSEMBLY_OPENED, "The Security Council heard it (5501st meeting).", "S/PV.5501" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		expect_cited(rows[i][0], rows[i][1], rows[i][2]);
}

static void other_meetings_are_not_cited(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{ OPENED, "At its 8999th meeting the Council heard it." },
		{ OPENED, "The First Committee heard it [23rd meeting]." },
		{ OPENED, "The General Assembly heard it [23rd meeting]." },
		{ OPENED, "We heard it [23rd meeting of the Board]." },
		{ OPENED, "We heard it [9002nd meeting]." },
		{ OPENED, "That was the third [8999th day]." },
		{ ASSEMBLY_OPENED, "The Trusteeship Council heard it [23rd meeting]." },
		{ ASSEMBLY_OPENED, "The Second Committee heard it (23rd meeting)." },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		expect_cited(rows[i][0], rows[i][1], "");
}

static void documents_stand_in_square_brackets(void **state)
{
	(void)state;
	expect_cited(OPENED, "The draft [A/L.523] and the letter [S/5002] are before us [S/5002/Rev.1, para. 3].",
		     "A/L.523; S/5002; S/5002/Rev.1");
}

/* A session and a number alone are a resolution's where "since" asks for one. */
static void a_resolution_is_told_by_its_number_behind_since(void **state)
{
	(void)state;
	expect_cited(ASSEMBLY_OPENED, "We have recognized none of these texts since 60/173.", "A/RES/60/173");
	expect_cited(ASSEMBLY_OPENED, "We were here since 60/17, since 11/2001, and since 5/1/2002.", "");
}

static void a_symbol_in_brackets_goes_on_behind_a_blank_line(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "Mr. Odd (Norway): Members have before them the text of Chad, Fiji and Peru\n\n"
			      "(S/13603/Rev.1) and that of Norway. It is short.\n\nWe thank them." ROSE);
	const Truce__V1__Statement *s = r.response.statements[1];
	assert_int_equal(s->n_blocks, 2);
	assert_string_equal(s->blocks[0]->text, "Members have before them the text of Chad, Fiji and Peru "
						"(S/13603/Rev.1) and that of Norway. It is short.");
	reading_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_meeting_in_brackets_is_one_of_the_same_organ),
		cmocka_unit_test(other_meetings_are_not_cited),
		cmocka_unit_test(documents_stand_in_square_brackets),
		cmocka_unit_test(a_resolution_is_told_by_its_number_behind_since),
		cmocka_unit_test(a_symbol_in_brackets_goes_on_behind_a_blank_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
