/* Characters that copies hold in another coding: tags and entities of HTML, and UTF-8 that a program took
 * for Windows-1252 and encoded again; marks of mail before each line, and columns that were merged. */
#include "tests/record_leaves.h"

#define ONCE "\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2" /* U+2019 */

/* Expects the text of the first turn's first block, and one finding of the text that says so. */
static void expect_read(const char *words, const char *read, const char *finding)
{
	struct reading r;
	char *text = support_text("%sMs. Odd (Norway): %s%s", OPENED, words, ROSE);
	read_words(&r, text);
	size_t found = 0;
	for (size_t i = 0; i < r.response.n_findings; i++) {
		const Truce__V1__Finding *f = r.response.findings[i];
		found += f->line == 0 && finding != NULL && strstr(f->explanation, finding) != NULL;
	}
	assert_string_equal(r.response.statements[1]->blocks[0]->text, read);
	assert_int_equal(found, finding != NULL);
	reading_end(&r);
	free(text);
}

static void entities_are_what_they_stand_for(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{ "Bread &amp; water.", "Bread & water." },
		{ "We are &lt;here&gt;, we&nbsp;wait.", "We are <here>, we wait." },
		{ "It is Norway&#8217;s, and Norway&#x2019;s.", "It is Norway\xE2\x80\x99s, and Norway\xE2\x80\x99s." },
		{ "It is Norway&rsquo;s &ldquo;word&rdquo; &mdash; ours.",
		  "It is Norway\xE2\x80\x99s \xE2\x80\x9Cword\xE2\x80\x9D \xE2\x80\x94 ours." },
		{ "Norway&#146;s word.", "Norway\xE2\x80\x99s word." }, /* Windows-1252's number */
		{ "Bread &amp;amp; water, Norway&amp;#8217;s.",
		  "Bread & water, Norway\xE2\x80\x99s." }, /* escaped twice */
		{ "Mr. P&eacute;rez and &Aring;sa.", "Mr. P\xC3\xA9rez and \xC3\x85sa." },
		{ "A&#10;line.", "A line." },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		expect_read(rows[i][0], rows[i][1], "entities of HTML");
}

static void what_is_no_entity_stays(void **state)
{
	(void)state;
	static const char *const rows[] = {
		"Bread & water; and more.",
		"R&D; and & amp;.",
		"&#0; and &#xD800; and &#x110000; and &#;.",
		"&nosuchname; and &amp without its end.",
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		expect_read(rows[i], rows[i], NULL);
}

static void text_that_was_encoded_twice_is_read_once(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{ "It is Norway" ONCE "s.", "It is Norway\xE2\x80\x99s." },
		{ "P\xC3\x83\xC2\xA9rez, \xC3\xA2\xE2\x82\xAC\xC5\x93we\xC3\xA2\xE2\x82\xAC\xC2\x9D.",
		  "P\xC3\xA9rez, \xE2\x80\x9Cwe\xE2\x80\x9D." },
		{ "We\xC3\x82\xC2\xA0wait \xC3\xA2\xE2\x82\xAC\xE2\x80\x9C so.", "We wait \xE2\x80\x93 so." },
		{ "Norway&acirc;&euro;&trade;s.", "Norway\xE2\x80\x99s." }, /* and then made entities */
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		expect_read(rows[i][0], rows[i][1], "encoded twice");
}

/* Where most letters past ASCII are right, two that might be one are two. */
static void letters_that_are_right_stay(void **state)
{
	(void)state;
	static const char *const rows[] = {
		"\xC3\xA9t\xC3\xA9, No\xC3\xABl, \xC2\xABN\xC3\x83\xC2\xBB, na\xC3\xAFve.",
		"\xC3\x83O, \xC3\x82ge.",
		"Norway\xE2\x80\x99s word \xE2\x80\x94 ours.",
		"\xC2\xAB\xC2\xA0\xC3\x89t\xC3\xA9\xC2\xA0\xC2\xBB",
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		char *text = support_text("%sMs. Odd (Norway): %s%s", OPENED, rows[i], ROSE);
		read_words(&r, text);
		for (size_t k = 0; k < r.response.n_findings; k++)
			assert_null(strstr(r.response.findings[k]->explanation, "encoded twice"));
		reading_end(&r);
		free(text);
	}
}

/* Labels, lists and blank lines, and the bytes as they came. */
static void a_record_with_entities_is_read_as_one_without(void **state)
{
	(void)state;
	static const char words[] = OPENED
		"The President: I put S/2022/7 to the vote.\n&nbsp;\nA recorded vote was taken.\n&#160;&nbsp;\n"
		"In favour:&nbsp;Chad, C&ocirc;te d&#8217;Ivoire\n&nbsp;\nAgainst: None\n\n"
		"The draft resolution was adopted by 2 votes to none.\n&nbsp;\n"
		"Mr. P&eacute;rez&nbsp;(C&ocirc;te d&#8217;Ivoire) (spoke&nbsp;in French): We thank you.\n&nbsp;\n"
		"&nbsp;&nbsp;We thank all &amp; everyone." ROSE;
	struct reading r;
	read_words(&r, words);
	const Truce__V1__Statement *m = r.response.statements[0], *s = r.response.statements[2];
	assert_int_equal(m->n_votes, 1);
	assert_int_equal(m->votes[0]->n_ballots, 2);
	assert_string_equal(m->votes[0]->ballots[1]->party->id, "CIV");
	assert_string_equal(s->turns[0]->speaker->party->id, "CIV");
	assert_string_equal(s->turns[0]->language, "fr");
	assert_int_equal(s->n_blocks, 2);
	assert_string_equal(s->blocks[1]->text, "We thank all & everyone.");
	assert_int_equal(s->blocks[1]->bytes->start, strstr(words, "&nbsp;&nbsp;We thank all") - words);
	assert_int_equal(s->blocks[1]->bytes->end, strstr(words, "everyone.") + 9 - words);
	reading_end(&r);
}

/* The names and states of a cover are paired over such lines. */
static void blanks_of_a_web_page_are_no_seats(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   "S/PV.9001\n&nbsp;\n9001st meeting\n&nbsp;\nFriday, 4 March 2022, 3 p.m.\n&nbsp;\nPresident:\n"
		   "&nbsp;\nMr. First (Ghana)\nMembers:\n&nbsp;\nAngola\n&nbsp;\nMr. Odd\nC&ocirc;te d&rsquo;Ivoire\n"
		   "&nbsp;\nMs. Even\n\nAgenda\n&nbsp;\nThe ferry\n&nbsp;\n"
		   "The meeting was called to order at 3 p.m.\n\nThe President: We begin." ROSE);
	const Truce__V1__MeetingRecord *m = r.response.statements[0]->record;
	assert_int_equal(m->n_members, 2);
	assert_string_equal(m->members[1]->party->id, "CIV");
	assert_string_equal(m->members[1]->printed, "Ms. Even");
	assert_int_equal(m->n_items, 1);
	assert_string_equal(m->items[0]->title, "The ferry");
	reading_end(&r);
}

/* Of pages that were saved as they are, line by line. */
static void tags_of_html_are_none_of_the_texts(void **state)
{
	(void)state;
	static const char words[] =
		"<h1>S/PV.9001</h1>\n<p>9001st meeting</p>\n<p>President: Mr. First (Ghana)</p>\n"
		"<p><i>The meeting was called to order at 3 p.m.</i></p>\n"
		"<p class=\"x\"><b>The President</b> (<i>spoke in French</i>): I put S/2022/7\nto the vote.</p>\n"
		"<p>A recorded vote was taken.<br />\n<br>\n<table>\n<tr><td>In favour:</td><td>Chad, Peru</td></tr>\n"
		"<tr><td>Against:</td><td>None</td></tr>\n</table>\n"
		"<div>The draft resolution was adopted by 2 votes to none.</div>\n"
		"<p><strong>Ms. Odd</strong> (Norway): We say that 5 < 6 and <em>6 > 5</em>.<br>\n"
		"<p>We wait &lt;here&gt;, x<y and y>z.</p>\n<!-- the end -->\n<p>The meeting rose at 4 p.m.</p>\n";
	struct reading r;
	read_words(&r, words);
	const Truce__V1__Statement *m = r.response.statements[0], *s = r.response.statements[2];
	assert_string_equal(m->symbol, "S/PV.9001");
	assert_string_equal(r.response.statements[1]->turns[0]->language, "fr");
	assert_string_equal(r.response.statements[1]->blocks[0]->text, "I put S/2022/7 to the vote.");
	assert_int_equal(m->n_votes, 1);
	assert_int_equal(m->votes[0]->n_ballots, 2);
	assert_string_equal(s->turns[0]->speaker->party->id, "NOR");
	assert_int_equal(s->n_blocks, 2);
	assert_string_equal(s->blocks[0]->text, "We say that 5 < 6 and 6 > 5.");
	assert_string_equal(s->blocks[1]->text, "We wait <here>, x<y and y>z.");
	assert_int_equal(s->blocks[1]->bytes->start, strstr(words, "<p>We wait") - words);
	reading_end(&r);
}

/* The same without a line's end: it is cut before the tags of blocks. */
static void a_page_of_html_in_one_line_is_cut(void **state)
{
	(void)state;
	struct reading r;
	char *text = support_text(
		"%s",
		"<html><head><title>S/PV.9001</title></head><body><h1>S/PV.9001</h1><p>9001st meeting</p><p>President: "
		"Mr. First (Ghana)</p><p><i>The meeting was called to order at 3 p.m.</i></p><p><b>The President</b>: "
		"I "
		"put S/2022/7 to the vote.</p><p>A recorded vote was taken.</p><div>In favour:<br>Chad, "
		"Peru<br>Against:<br>None</div><p>The draft resolution was adopted by 2 votes to none.</p><p><b>Ms. "
		"Odd</b> (Norway): We say this.</p>");
	for (int i = 0; i < 30; i++) {
		char *more = support_text("%s<p>We wait for the ferry &mdash; and for all who are upon it.</p>", text);
		free(text);
		text = more;
	}
	char *whole = support_text("%s<p>The meeting rose at 4 p.m.</p></body></html>\n", text);
	read_words(&r, whole);
	const Truce__V1__Statement *m = r.response.statements[0];
	assert_int_equal(r.response.n_statements, 3);
	assert_int_equal(m->n_votes, 1);
	assert_int_equal(m->votes[0]->n_ballots, 2);
	assert_string_equal(r.response.statements[2]->turns[0]->speaker->party->id, "NOR");
	assert_int_equal(r.response.statements[2]->n_blocks, 31);
	assert_string_equal(r.response.statements[2]->blocks[30]->text,
			    "We wait for the ferry \xE2\x80\x94 and for all who are upon it.");
	assert_string_equal(m->record->closed, "16:00");
	reading_end(&r);
	free(whole);
	free(text);
}

static void marks_of_quoted_mail_are_none_of_the_texts(void **state)
{
	(void)state;
	static const char *const marks[] = { "> ", ">", "> > ", ">> " };
	for (size_t i = 0; i < COUNT_OF(marks); i++) {
		const char *q = marks[i];
		struct reading r;
		char *text =
			support_text("From: an office\n\n%sS/PV.9001\n%s\n%sPresident: Mr. First (Ghana)\n%s\n%sThe "
				     "meeting was called to order at 3 p.m.\n%s\n%sThe President: I call on Norway.\n"
				     "%s\n%sMs. Odd (Norway): We wait for the\n%sferry, and > none comes.\n%s\n%sWe "
				     "thank you.\n%s\n%sThe meeting rose at 4 p.m.\n",
				     q, q, q, q, q, q, q, q, q, q, q, q, q, q);
		read_words(&r, text);
		const Truce__V1__Statement *s = r.response.statements[2];
		assert_string_equal(s->turns[0]->speaker->party->id, "NOR");
		assert_int_equal(s->n_blocks, 2);
		assert_string_equal(s->blocks[0]->text, "We wait for the ferry, and > none comes.");
		assert_string_equal(r.response.statements[1]->turns[0]->speaker->party->id, "GHA");
		reading_end(&r);
		free(text);
	}
}

/* Nothing tells which words are whose; that is all that can be said. */
static void columns_that_a_copy_merged_are_a_finding(void **state)
{
	(void)state;
	static const char *const lines[] = {
		"Mr. Odd (Norway): We have waited there Mr. Even (Chad): We do not wait for ferries as we have waited",
		"the ferry for eleven weeks, and the end on the upper lake, where the keepers hold the bridges that",
		"of it is not seen. We wait for it upon the Ms. Peru (Peru) (spoke in French): The lake is free of "
		"ice, as is the",
		"other side as well, with all the islands river. We thank all those who went upon it in the winter.",
		"I give the floor to Mr. Even (Chad): he has waited with us for all of the weeks upon the lower lake",
		"and so has my friend Mr. Odd of Norway: he has waited with us for all of the weeks on the upper one",
	};
	for (size_t from = 0; from < 3; from += 2) { /* in those from the third on one stands so */
		struct reading r;
		char *text = support_text("%s", OPENED);
		for (size_t i = 0; i < 12; i++) {
			char *more = support_text("%s%s\n", text, lines[i < 6 ? i % 6 < from ? 5 : i : 1]);
			free(text);
			text = more;
		}
		read_words(&r, text);
		size_t found = 0;
		for (size_t i = 0; i < r.response.n_findings; i++)
			found += strstr(r.response.findings[i]->explanation, "merged columns") != NULL;
		assert_int_equal(found, from == 0);
		reading_end(&r);
		free(text);
	}
}

/* Bytes that almost are either, at lines' ends. */
static void halves_end(void **state)
{
	(void)state;
	static const char *const lines[] = {
		"<b>",
		"<b></b><p>",
		"<!---->",
		"<!-- x",
		"</",
		"<p",
		"<td><td>",
		"&",
		"&#",
		"&#x",
		"&#8217",
		"&amp",
		"&amp;#",
		"&nbsp;",
		"&nbsp;x",
		"&shy;",
		"&#8203;",
		"\xC3\xA2",
		"\xC3\xA2\xE2\x82\xAC",
		"\xC3\x82\xC2\xA0",
		"\xC3\x82\xC2\xA0\xC3\x82\xC2\xA0x\xC3\x82\xC2\xA0",
		"\xC3\xB0\xC5\xB8\xCB\x9C\xE2\x82\xAC",
		"\xC3\xB4\xC2\x8F\xC2\xBF\xC2\xBF",
		"&#xFFFE;",
		"&#xFEFF;",
	};
	for (size_t i = 0; i < COUNT_OF(lines); i++) {
		struct reading r;
		char *text = support_text("%s\n\nNorway" ONCE "s\n\n%s\n", lines[i], lines[i]);
		read_words(&r, text);
		reading_end(&r);
		free(text);
		text = support_text("%sThe President: We.\n\n%s\n\nMs. Odd (Norway): %s%s", OPENED, lines[i], lines[i],
				    ROSE);
		read_words(&r, text);
		reading_end(&r);
		free(text);
	}
}

/* A text of nothing else is kept. */
static void a_text_of_marks_alone_is_read(void **state)
{
	(void)state;
	static const char *const texts[] = { ">\n>\n>\n>\n>\n>\n>\n>\n>\n>\n",
					     "<p>\n<p>\n<p>\n<br>\n",
					     "&nbsp;\n",
					     "--- Page 2 ---\n",
					     "\xE2\x80\x8B\n",
					     "> \n>\n>\n>>\n> >\n>\n>\n>a\n" };
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct reading r;
		read_words(&r, texts[i]);
		reading_end(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entities_are_what_they_stand_for),
		cmocka_unit_test(what_is_no_entity_stays),
		cmocka_unit_test(text_that_was_encoded_twice_is_read_once),
		cmocka_unit_test(letters_that_are_right_stay),
		cmocka_unit_test(a_record_with_entities_is_read_as_one_without),
		cmocka_unit_test(blanks_of_a_web_page_are_no_seats),
		cmocka_unit_test(tags_of_html_are_none_of_the_texts),
		cmocka_unit_test(a_page_of_html_in_one_line_is_cut),
		cmocka_unit_test(marks_of_quoted_mail_are_none_of_the_texts),
		cmocka_unit_test(columns_that_a_copy_merged_are_a_finding),
		cmocka_unit_test(a_text_of_marks_alone_is_read),
		cmocka_unit_test(halves_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
