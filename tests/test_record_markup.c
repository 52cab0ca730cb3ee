/* Records that programs took out of pages: with Markdown's marks, bullets, raised digits,
 * hyphens and ligatures as such programs write them. */
#include "tests/record_forms.h"

static const char marked[] =
	"# S/PV.9001\n\n**9001st meeting**\n\n**President:** Mr. First (Ghana)\n\n*The meeting was called to order at "
	"3 "
	"p.m.*\n\n## The ferry\n\n**The President** (*spoke in French*): We vote on **S/2021/939**, which Mr\\. Odd "
	"tabled.\n\n*A vote was taken by show of hands.*\n\n| *In favour:* | Chad, Peru |\n| --- | --- |\n| Against: | "
	"None |\n\n**The President:** There were 2 votes in favour. The draft resolution has been adopted\\*.\n\n"
	"__Ms. Odd__ (Norway): A * B is _no_ mark, nor is snake_case_.\n\n_The meeting rose at 4 p.m._\n";

static void marks_of_markdown_are_none_of_the_texts(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, marked);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_string_equal(m->symbol, "S/PV.9001");
	assert_int_equal(r.response.n_statements, 4);
	const Truce__V1__Statement *first = r.response.statements[1];
	assert_string_equal(first->turns[0]->label, "The President (spoke in French)");
	assert_string_equal(first->turns[0]->language, "fr");
	assert_string_equal(first->blocks[0]->text, "We vote on S/2021/939, which Mr. Odd tabled.");
	assert_int_equal(first->blocks[0]->bytes->end, strstr(marked, "tabled.") + 7 - marked);
	assert_int_equal(m->n_votes, 1);
	assert_int_equal(m->votes[0]->n_ballots, 2);
	assert_string_equal(m->votes[0]->document, "S/2021/939");
	assert_string_equal(r.response.statements[3]->turns[0]->speaker->party->id, "NOR");
	assert_string_equal(r.response.statements[3]->blocks[0]->text, "A * B is no mark, nor is snake_case_.");
	expect_finding(&r, FINDING(FURNITURE), 0, "");
	assert_int_equal(findings_of(&r, FINDING(NOT_UNDERSTOOD)), 0);
	reading_end(&r);
}

/* A note's star and a bar code's are the text's own; two lines that begin so are no Markdown. */
static void stars_of_a_record_are_its_own(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED "*2212345*\n\nMs. Odd (Norway): We *wait*.\n\n*Nobody* comes.\n\n* A note of the page." ROSE);
	assert_string_equal(r.response.statements[1]->blocks[0]->text, "We *wait*.");
	assert_null(finding_at(&r, FINDING(FURNITURE), 0));
	reading_end(&r);
}

/* Lines of marks alone, and emphases that nothing closes. */
static void marks_without_words_end(void **state)
{
	(void)state;
	static const char *const lines[] = {
		"| | |",
		"|||||",
		"| - |  |",
		"** **",
		"****",
		"*a *a *a *a",
		"_ _",
		"#",
		"# ",
		"###### ",
		"\\",
		"\\*",
		"| \\| |",
		"***a** b*",
		"*\xC2\xA0*",
		"| \xC2\xA0 | \xC2\xA0 |",
		"**\xC2\xA0x\xC2\xA0**",
	};
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		struct reading r;
		char *text = support_text("**a**\n*b*\n| c | d |\n\n%s\n\n%s\n", lines[i], lines[i]);
		read_words(&r, text);
		reading_end(&r);
		free(text);
	}
}

static void names_of_a_list_may_stand_behind_bullets(void **state)
{
	(void)state;
	static const char *const bullets[] = { "\xE2\x80\xA2 ", "\xE2\x97\x8F ", "\xE2\x96\xAA ", "\xC2\xB7 " };
	for (size_t i = 0; i < COUNT_OF(bullets); i++) {
		const char *b = bullets[i];
		struct reading r;
		char *text =
			support_text("%sThe President: We vote.\n\nA recorded vote was taken.\n\nIn favour:\n\n%sChad\n"
				     "%sGuinea-Bissau\n%sIran (Islamic Republic of)\n\nAgainst:\n\n%sNone\n\nThe draft "
				     "resolution was adopted by 3 votes to none.%s",
				     OPENED, b, b, b, b, ROSE);
		read_words(&r, text);
		const Truce__V1__Vote *v = meeting_of(&r)->votes[0];
		assert_int_equal(v->n_ballots, 3);
		assert_string_equal(v->ballots[1]->party->id, "GNB");
		assert_string_equal(v->ballots[2]->party->id, "IRN");
		reading_end(&r);
		free(text);
	}
}

static const struct {
	const char *text, *kept;
} turns[] = {
	/* U+00AC for a hyphen at a line's end, and one that is the text's */
	{ "We con\xC2\xAC\ntinue with \xC2\xAC"
	  "A.",
	  "We continue with \xC2\xAC"
	  "A." },
	{ "The Paci\xEF\xAC\x81 c is of\xEF\xAC\x81 cially ours, the sta\xEF\xAC\x80 too.",
	  "The Pacific is officially ours, the staff too." },
	{ "We wait for the first\n\n2S/PV.9001\n\nferry.", "We wait for the first ferry." },
	/* what programs put between pages */
	{ "We wait for the first\n\n--- Page 2 ---\n\nferry.", "We wait for the first ferry." },
	{ "We wait for the first\n=== Page 2 ===\nferry.", "We wait for the first ferry." },
	{ "We wait for the first\nPage 2 of 12\nferry.", "We wait for the first ferry." },
	{ "We wait for the first\nPage | 2\nferry.", "We wait for the first ferry." },
	{ "We wait for the first\n<PAGE 2>\nferry.", "We wait for the first ferry." },
	{ "We wait for the first\n[Page 2/12]\nferry.", "We wait for the first ferry." },
	{ "We wait for the first\n<!-- page 2 -->\nferry.", "We wait for the first ferry." },
	{ "We wait for the first\n## Page 2\nferry.", "We wait for the first ferry." },
	{ "We wait for the first\n{2}----------------\nferry.", "We wait for the first ferry." },
	{ "It is on\npage 2 of 12 of it.", "It is on page 2 of 12 of it." },
	{ "We read its\n[2] lines.", "We read its [2] lines." },
	/* breaks of lines that are none, and blanks of no width */
	{ "We wait\xE2\x80\xA8there\von\xC2\x85it.", "We wait there on it." },
	{ "We \xE2\x80\x8Bwait for\xE2\x80\x8B the \xE2\x81\xA0own ferry.\xE2\x80\x8B", "We wait for the own ferry." },
	{ "We wait for the\n\xE2\x80\x8B\nferry.", "We wait for the ferry." },
	{ "We wait for the first\n\n22-12345 3S/PV.9001\n\nferry.", "We wait for the first ferry." },
	{ "We have said so.\xC2\xB9\n\n\xC2\xB9 Subsequently adopted as resolution 360 (1974).", "We have said so." },
	{ "We have said so and\n\n\xC2\xB2 See Official Records of the Security Council.\n\nsay it.",
	  "We have said so and say it." },
};

static void what_programs_write_for_print_is_read_as_printed(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(turns); i++) {
		struct reading r;
		char *text = support_text("%sMs. Odd (Norway): %s%s", OPENED, turns[i].text, ROSE);
		read_words(&r, text);
		expect_text("the turn's text", turns[i].text, r.response.statements[1]->blocks[0]->text, turns[i].kept);
		assert_int_equal(r.response.statements[1]->n_blocks, 1);
		assert_int_equal(r.response.statements[1]->n_citations, 0);
		reading_end(&r);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_of_markdown_are_none_of_the_texts),
		cmocka_unit_test(stars_of_a_record_are_its_own),
		cmocka_unit_test(marks_without_words_end),
		cmocka_unit_test(names_of_a_list_may_stand_behind_bullets),
		cmocka_unit_test(what_programs_write_for_print_is_read_as_printed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
