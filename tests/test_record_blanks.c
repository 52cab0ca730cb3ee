/* Blanks between words: no-break, thin and double ones, which word processors, justified
 * print and scans leave. */
#include "tests/record_forms.h"

#define NO_BREAK "\xC2\xA0"
#define THIN "\xE2\x80\x89"
#define NARROW "\xE2\x80\xAF"

static void a_record_with_other_blanks_is_read_as_with_plain_ones(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, "S/PV.9001\n\nSecurity Council\n\n9001st  meeting\nFriday," NO_BREAK "4" NO_BREAK
		       "March 2022, 3" THIN "p.m.\nNew York\n\nPresident: Mr." NO_BREAK "First . . . (Ghana)\n\n"
		       "The  meeting was called to order at 3.05" NARROW "p.m.\n\n"
		       "The  President: I put draft  resolution S/2022/7 to the\tvote.\n\n"
		       "A   vote was taken by show of  hands.\n\nIn  favour:\nBrazil,  United" NO_BREAK "Kingdom\n\n"
		       "The draft resolution was adopted by 2  votes to none, with 1 abstention.\n\n"
		       "Ms." NO_BREAK "Second (Norway): Resolution" NO_BREAK "242" NO_BREAK "(1967) stands.\n\n"
		       "The  meeting rose at 4  p.m.\n");
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_non_null(s->record);
	assert_int_equal(s->record->meeting_number, 9001);
	assert_string_equal(s->date->earliest, "2022-03-04");
	assert_int_equal(s->n_votes, 1);
	assert_string_equal(s->votes[0]->document, "S/2022/7");
	assert_int_equal(s->votes[0]->n_ballots, 2);
	assert_string_equal(s->votes[0]->ballots[1]->party->id, "GBR");
	assert_int_equal(r.response.n_statements, 3);
	const Truce__V1__Turn *chair = r.response.statements[1]->turns[0], *norway = r.response.statements[2]->turns[0];
	assert_string_equal(chair->label, "The President");
	assert_string_equal(chair->speaker->party->id, "GHA");
	assert_string_equal(norway->label, "Ms. Second (Norway)");
	assert_int_equal(r.response.statements[2]->n_citations, 1);
	assert_string_equal(r.response.statements[2]->citations[0]->instrument, "S/RES/242 (1967)");
	reading_end(&r);
}

static void bytes_are_those_of_the_text_as_it_came(void **state)
{
	(void)state;
	static const char text[] = "Ms." NO_BREAK "Wanjiru (Kenya): One  and" THIN "two.\n\nThree  and   four.\n";
	struct reading r;
	read_words(&r, text);
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_int_equal(s->n_blocks, 2);
	assert_string_equal(s->turns[0]->label, "Ms. Wanjiru (Kenya)");
	assert_string_equal(s->blocks[0]->text, "One and two.");
	assert_string_equal(s->blocks[1]->text, "Three and four.");
	assert_int_equal(s->blocks[0]->bytes->end, strstr(text, "two.") + 4 - text);
	assert_int_equal(s->blocks[1]->bytes->start, strstr(text, "Three") - text);
	assert_int_equal(s->blocks[1]->bytes->end, strstr(text, "four.") + 5 - text);
	reading_end(&r);
}

#define SOFT "\xC2\xAD"
#define NO_BREAK_HYPHEN "\xE2\x80\x91"
#define FI "\xEF\xAC\x81"
#define FFL "\xEF\xAC\x84"

static void what_typesetters_set_inside_of_words_is_what_it_stands_for(void **state)
{
	(void)state;
	static const char text[] =
		"S/PV.9001\n\nPresident: Mr. First (Ghana)\n\nThe meeting was called to order at 3 p.m.\n\n"
		"Ms. Second (Nor" SOFT "way): The o" FFL "ine " FI "nd of A/59/L." SOFT "33 and reso" SOFT
		"\nlution by all" NO_BREAK_HYPHEN "hands stands.\n\nMr. Third" NO_BREAK_HYPHEN "Even (Chad)" SOFT
		": Yes.\n\nThe meeting rose at 4 p.m.\n";
	struct reading r;
	read_words(&r, text);
	assert_int_equal(r.response.n_statements, 3);
	const Truce__V1__Statement *norway = r.response.statements[1], *chad = r.response.statements[2];
	assert_string_equal(norway->turns[0]->label, "Ms. Second (Norway)");
	assert_string_equal(norway->turns[0]->speaker->party->id, "NOR");
	assert_string_equal(norway->blocks[0]->text,
			    "The offline find of A/59/L.33 and resolution by all-hands stands.");
	assert_int_equal(norway->blocks[0]->bytes->end, strstr(text, "stands.") + 7 - text);
	assert_int_equal(norway->n_citations, 1);
	assert_string_equal(norway->citations[0]->instrument, "A/59/L.33");
	assert_string_equal(chad->turns[0]->label, "Mr. Third-Even (Chad)");
	reading_end(&r);
}

static void words_that_are_set_in_columns_stay_apart(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, "Ms. Wanjiru (Kenya): One  two      three.\n");
	assert_string_equal(r.response.statements[0]->blocks[0]->text, "One two      three.");
	reading_end(&r);
}

/* Lines that -layout justifies: gaps all over them, and a cover whose lines begin at one place. */
static void justified_words_are_no_columns(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, "S/PV.9001\n\n"
		       "                         Security Council\n                         Forty-seventh year\n\n"
		       "                         9001st meeting\n                         Friday, 31 January 1992\n"
		       "                         New York\n\nPresident: Mr. First  . . . .  (Ghana)\n\n"
		       "     The meeting was called to order at 10.50 a.m.\n\n"
		       "     The  President:  It   is  a  privilege  to   welcome  to  this\n"
		       "ferry   the   crew   and   all   the  guests  who   are   of   the\n"
		       "council   of   the   town.   Let   me   recall   resolution   687\n"
		       "(1991),  which   still   has  to  be   carried   out   in  full.\n\n"
		       "     President   Odd   (Norway)   (interpretation   from   French):\n"
		       "The   time  has   come   to  row   on   the  river   with   no\n"
		       "more   words   and   on  the   ferry's   own   oars.\n\n"
		       "     The   President:   I  thank   President   Odd   for  his\n"
		       "statement.\n\n     The meeting rose at 1.45 p.m.\n");
	assert_int_equal(r.response.n_statements, 4);
	assert_string_equal(r.response.statements[3]->blocks[0]->text, "I thank President Odd for his statement.");
	assert_int_equal(r.response.statements[1]->n_citations, 1);
	reading_end(&r);
}

/* The same record with a blank line behind each line, and one more where one was. */
static void blank_lines_behind_each_line_part_nothing(void **state)
{
	(void)state;
	static const char record[] =
		"S/PV.9001\n\nPresident: Mr. First (Ghana)\n\nThe meeting was called to order at 3 p.m.\n\n"
		"The President: I invite the representative of Norway\nto take a place here.\n\n"
		"At the invitation of the President, Mr. Odd (Norway)\ntook a place at the Council table.\n\n"
		"The President: We shall now vote on the text that was\ntabled in document S/2021/939 by the ferry's\n"
		"owners.\n\nA vote was taken by show of hands.\n\nIn favour: Chad, Fiji, Guinea-Bissau,\nPeru, Togo\n\n"
		"This record contains the text of speeches delivered in\nEnglish and of the interpretation of "
		"others.\n\n"
		"Against: Mali\n\nMr. Odd (Norway): We have said what is to be said of\nit and of all the rest.\n\n"
		"The meeting rose at 4 p.m.\n";
	char doubled[2 * sizeof record];
	size_t n = 0;
	for (const char *c = record; *c != '\0'; c++) {
		doubled[n++] = *c;
		if (*c == '\n')
			doubled[n++] = '\n';
	}
	doubled[n] = '\0';
	struct reading once, twice;
	read_words(&once, record);
	read_words(&twice, doubled);
	assert_int_equal(once.response.n_statements, 4);
	assert_int_equal(twice.response.n_statements, once.response.n_statements);
	for (size_t i = 0; i < once.response.n_statements; i++) {
		const Truce__V1__Statement *a = once.response.statements[i], *b = twice.response.statements[i];
		assert_int_equal(b->n_blocks, a->n_blocks);
		for (size_t k = 0; k < a->n_blocks; k++) {
			assert_string_equal(b->blocks[k]->text, a->blocks[k]->text);
			assert_int_equal(b->blocks[k]->kind, a->blocks[k]->kind);
		}
	}
	assert_int_equal(twice.response.statements[0]->votes[0]->n_ballots, 6);
	reading_end(&once);
	reading_end(&twice);
}

/* The left column of a page's head alone, inside of a list. */
static void half_a_running_head_begins_a_page(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED "The President: I put the draft resolution to the vote.\n\nA recorded vote was taken.\n\n"
			  "In favour:\nChad, Chile,\n\n1\n\fGeneral Assembly\nForty-eighth session\n\nCongo, Peru\n\n"
			  "Against:\nIraq\n\nThe draft resolution was adopted by 4 votes to 1.\n\nMs. Odd (Norway): We "
			  "wait." ROSE);
	const Truce__V1__Vote *v = meeting_of(&r)->votes[0];
	assert_int_equal(v->n_ballots, 5);
	assert_string_equal(v->ballots[2]->party->id, "COG");
	reading_end(&r);
}

/* The title of an item without a blank line before it or behind it. */
static void an_items_heading_may_touch_what_stands_about_it(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"United Nations\n\nA/60/PV.64\n\nGeneral Assembly\nSixtieth session\n\n16 December 2005\n\nPresident: "
		"Mr. "
		"First (Ghana)\n\nThe meeting was called to order at 3 p.m.\n\nAgenda item 71 (continued)\nThe wells "
		"of the "
		"lake\nReport of the Third Committee (A/60/509)\nIn the absence of the President, Mr. Even (Chad),\n"
		"Vice-President, took the Chair.\nThe Acting President: We have the draft resolutions recommended by "
		"the "
		"Third Committee in paragraph 34 of its report. I put to the vote draft resolution II.\n\nA recorded "
		"vote was "
		"taken.\n\nIn favour:\nChad\n\nAgainst:\nPeru\n\nDraft resolution II was adopted by 1 vote to 1.\n",
		"UNITED NATIONS\nGENERAL ASSEMBLY\nSEVENTH SESSION\nOfficial Records\n402nd PLENARY "
		"MEETING\nWednesday, 10 "
		"December 1952, at 10.30 a.m.\nPresident: Mr. FIRST (Ghana).\nThe wells of the lake: report of "
		"the\nThird "
		"Committee (A/60/509)\n[Agenda item 34]\nMr. Even (Chad), Rapporteur of the Third Committee, presented "
		"the\n"
		"report of that Committee.\n1. The PRESIDENT: We shall vote on the draft resolutions in the report of "
		"the\n"
		"Third Committee. I put to the vote draft resolution II.\nDraft resolution II was adopted by 10 votes "
		"to 1.\n"
		"2. Ms. ODD (Norway): We wait.\n402 A/PV.402\nThe meeting rose at 6 p.m.\n",
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct reading r;
		read_words(&r, texts[i]);
		const Truce__V1__Statement *m = meeting_of(&r);
		assert_int_equal(m->n_votes, 1);
		expect_text("document", texts[i], m->votes[0]->document, "A/60/509");
		assert_int_equal(m->record->n_items, 1);
		reading_end(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_record_with_other_blanks_is_read_as_with_plain_ones),
		cmocka_unit_test(bytes_are_those_of_the_text_as_it_came),
		cmocka_unit_test(what_typesetters_set_inside_of_words_is_what_it_stands_for),
		cmocka_unit_test(words_that_are_set_in_columns_stay_apart),
		cmocka_unit_test(justified_words_are_no_columns),
		cmocka_unit_test(blank_lines_behind_each_line_part_nothing),
		cmocka_unit_test(half_a_running_head_begins_a_page),
		cmocka_unit_test(an_items_heading_may_touch_what_stands_about_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
