/* What ends of lines and pages break in a record: words, names, lists, labels. */
#include "tests/record_leaves.h"

/* Whether no character is cut at a text's end. */
static bool utf8_ends_whole(const char *text)
{
	size_t size = strlen(text), inside = 0;
	while (inside < size && (text[size - 1 - inside] & 0xC0) == 0x80)
		inside++;
	unsigned char lead = size > inside ? (unsigned char)text[size - 1 - inside] : 0;
	return lead < 0x80 ? inside == 0 : inside == (lead < 0xE0 ? 1u : lead < 0xF0 ? 2u : 3u);
}

static const Truce__V1__Vote *only_vote(const struct reading *r)
{
	assert_int_equal(r->response.statements[0]->n_votes, 1);
	return r->response.statements[0]->votes[0];
}

static const Truce__V1__Turn *turn_of(const struct reading *r, size_t i)
{
	assert_true(i < r->response.n_statements);
	return r->response.statements[i]->turns[0];
}

static void words_that_votes_are_known_by_may_be_divided(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED "The President: I put draft resolu-\ntion S/2022/7 to the vote.\n\n"
			  "A vote was taken by show of hands.\n\nIn favour:\nArgen-\ntina, Congo (Brazza-\nville)\n\n"
			  "The draft resolution was adop-\nted by 2 votes to none, with 1 absten-\ntion." ROSE);
	const Truce__V1__Vote *v = only_vote(&r);
	assert_string_equal(v->document, "S/2022/7");
	assert_int_equal(v->result, TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED);
	assert_int_equal(v->abstaining, 1);
	assert_int_equal(v->n_ballots, 2);
	assert_string_equal(v->ballots[0]->party->id, "ARG");
	assert_string_equal(v->ballots[0]->party->printed, "Argen-tina");
	assert_string_equal(v->ballots[1]->party->id, "COG");
	reading_end(&r);
}

static void a_word_that_the_text_spells_with_its_hyphen_keeps_it(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The President: A co-\nsponsor asks; the co-sponsors agree, with a re-\nsolution after "
			      "consul-\ntation." ROSE);
	assert_string_equal(r.response.statements[1]->blocks[0]->text,
			    "A co-sponsor asks; the co-sponsors agree, with a resolution after consultation.");
	reading_end(&r);
}

static void a_note_of_language_may_be_divided(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "Mr. Odd (Norway) (interpre-\ntation from French): Words.\n\n"
			      "Mr. Even (Chad) (trans-\nlated from Russian): Words." ROSE);
	assert_string_equal(turn_of(&r, 1)->language, "fr");
	assert_string_equal(turn_of(&r, 2)->language, "ru");
	reading_end(&r);
}

/* Narrow columns, and words that their ends divide. */
static void a_label_may_take_four_lines(void **state)
{
	(void)state;
	static const char *const labels[] = {
		"Mr. ODD (Byelorussian Soviet\nSocialist Republic),\nRapporteur of the Fifth "
		"Committee\n(interpretation from "
		"Russian): I\npresent it.",
		"1. Mr. ODD (Byelorussian Soviet Socia-\nlist Republic), Rapporteur of the\nFifth Committee "
		"(interpre-\n"
		"tation from Russian): I present it.",
	};
	for (size_t i = 0; i < COUNT_OF(labels); i++) {
		struct reading r;
		char *text = support_text("%s%s%s", OPENED, labels[i], ROSE);
		read_words(&r, text);
		assert_int_equal(r.response.n_statements, 2);
		assert_string_equal(turn_of(&r, 1)->speaker->party->id, "BLR");
		assert_string_equal(turn_of(&r, 1)->language, "ru");
		assert_string_equal(r.response.statements[1]->blocks[0]->text, "I present it.");
		reading_end(&r);
		free(text);
	}
}

static void a_list_goes_on_in_brackets_over_lines(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The President: I put the draft in S/2022/7 to the vote.\n\nA recorded vote was taken.\n"
			      "In favour: Algeria, Bolivia (Plurinational State of), Iran (Islamic Republic\n"
			      "of), Netherlands (Kingdom of the), Venezuela (Bolivarian Republic of),\nGhana\n"
			      "Against: Peru\n"
			      "The draft resolution was adopted by 6 votes to 1." ROSE);
	const Truce__V1__Vote *v = only_vote(&r);
	static const char *const ids[] = { "DZA", "BOL", "IRN", "NLD", "VEN", "GHA", "PER" };
	assert_int_equal(v->n_ballots, COUNT_OF(ids));
	for (size_t i = 0; i < COUNT_OF(ids); i++)
		assert_string_equal(v->ballots[i]->party->id, ids[i]);
	reading_end(&r);
}

static void a_vote_that_its_opening_decides_may_have_its_totals_behind(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The PRESIDENT: We vote.\n\nA vote was taken by show of hands, and the amendment was "
			      "rejected.\n\nThere were 1 vote in favour, none against and 1 abstention.\n\n"
			      "Votes for: Norway.\n\nAbstention: Chad." ROSE);
	const Truce__V1__Vote *v = only_vote(&r);
	assert_int_equal(v->result, TRUCE__V1__VOTE__RESULT__RESULT_NOT_ADOPTED);
	assert_int_equal(v->in_favour, 1);
	assert_int_equal(v->abstaining, 1);
	reading_end(&r);
}

static void a_decision_that_its_paragraph_goes_on_behind_is_speech(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The President: We have two drafts before us.\n\n"
			      "Draft resolution I was adopted without a vote.\nMay I take it that we do the same?\n\n"
			      "It was so decided.\n\nDraft resolution II was adopted without a vote.\n\n"
			      "Mr. Odd (Norway): Thank you." ROSE);
	assert_non_null(strstr(r.response.statements[1]->blocks[1]->text, "Draft resolution I was adopted"));
	const Truce__V1__Statement *m = r.response.statements[0];
	assert_string_equal(m->blocks[m->n_blocks - 2]->text, "Draft resolution II was adopted without a vote.");
	reading_end(&r);
}

static void an_initial_at_a_lines_end_ends_no_sentence(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The President: I invite them to the table.\n\n"
			      "     At the invitation of the President, Mr. M. Odd (Egypt) and Mr. Y.\n"
			      "Even (Israel) took places at the Council table.\n\n"
			      "     The President: We begin." ROSE);
	const Truce__V1__Statement *m = r.response.statements[0];
	size_t directions = 0;
	for (size_t i = 0; i < m->n_blocks; i++)
		directions +=
			m->blocks[i]->kind == BLOCK(STAGE_DIRECTION) && strstr(m->blocks[i]->text, "Even") != NULL;
	assert_int_equal(directions, 1);
	assert_string_equal(r.response.statements[1]->blocks[0]->text, "I invite them to the table.");
	reading_end(&r);
}

static void a_number_that_ends_a_sentence_is_no_paragraphs(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The President: He has been invited under rule\n39.\nMr. Odd (Norway): Thank you." ROSE);
	assert_string_equal(r.response.statements[1]->blocks[0]->text, "He has been invited under rule 39.");
	assert_string_equal(turn_of(&r, 2)->label, "Mr. Odd (Norway)");
	reading_end(&r);
}

static void a_label_goes_on_behind_a_page_and_behind_its_bracket(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "Ms. Odd (Norway), Chair of the" PAGE "Committee on Information: We met.\n"
			      "Mr. Even (United Kingdom of\nGreat Britain and Northern Ireland)\n"
			      "(spoke in French): So did we." ROSE);
	assert_string_equal(turn_of(&r, 1)->speaker->function, "Chair of the Committee on Information");
	assert_string_equal(turn_of(&r, 2)->speaker->party->id, "GBR");
	assert_string_equal(turn_of(&r, 2)->language, "fr");
	reading_end(&r);
}

static void a_turn_goes_on_in_another_language(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "Mr. Odd (Norway) (spoke in Spanish): We thank you.\n\n(spoke in French)\n\nAllow me to say "
			      "so in the language of the city.\n\nMs. Even (Chad): So do we." ROSE);
	const Truce__V1__Turn *turn = turn_of(&r, 1);
	assert_string_equal(turn->language, "es");
	assert_int_equal(turn->n_languages, 1);
	assert_string_equal(turn->languages[0]->language, "fr");
	assert_int_equal(turn->languages[0]->begin->block, 2);
	assert_string_equal(r.response.statements[1]->blocks[2]->language, "");
	assert_int_equal(turn_of(&r, 2)->n_languages, 0);
	reading_end(&r);
}

static void a_heading_may_stand_right_behind_the_words_before(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The President: We thank the outgoing President for the month of\nMarch.\n"
			      "Adoption of the agenda\n\nThe agenda was adopted.\n\nThe President: We begin." ROSE);
	assert_int_equal(r.response.statements[1]->n_blocks, 1);
	assert_string_equal(r.response.statements[0]->record->items[0]->title, "Adoption of the agenda");
	reading_end(&r);
}

/* A name and its stop at a line's end are no beginning of the label behind them. */
static void a_sentence_may_end_with_a_name_before_a_label(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "Mr. Odd (Norway): I thank the Secretary of the Committee,\nMr. Even Third.\n"
			      "The President: I thank him." ROSE);
	assert_int_equal(r.response.n_statements, 3);
	assert_string_equal(r.response.statements[1]->blocks[0]->text,
			    "I thank the Secretary of the Committee, Mr. Even Third.");
	assert_string_equal(turn_of(&r, 2)->label, "The President");
	reading_end(&r);
	read_words(&r, OPENED "The President: I call on the Minister of Peru,\nHis Excellency Mr. Even Third.\n"
			      "Mr. Third (Peru): I thank you." ROSE);
	assert_string_equal(turn_of(&r, 2)->label, "Mr. Third (Peru)");
	reading_end(&r);
}

/* Who takes the Chair behind a heading that no blank line ends. */
static void a_chair_may_be_taken_behind_a_heading(void **state)
{
	(void)state;
	static const char *const took[] = {
		"Mr. Even (Chad), Vice-President, took the Chair.",
		"Mr. Even (Chad), Vice-President, took the\nChair.",
		"Mr. Even Longer-Name (Chad), Vice-President,\ntook the Chair.",
	};
	for (size_t i = 0; i < COUNT_OF(took); i++) {
		struct reading r;
		char *text =
			support_text("%sMr. Odd (Norway): We are at the end and\nthank you.\n(c) The state of the "
				     "piers\nReport of the Third Committee (A/65/456)\n%s\nThe Acting President: We go "
				     "on." ROSE,
				     OPENED, took[i]);
		read_words(&r, text);
		assert_int_equal(r.response.n_statements, 3);
		assert_string_equal(r.response.statements[1]->blocks[0]->text, "We are at the end and thank you.");
		assert_string_equal(turn_of(&r, 2)->speaker->party->id, "TCD");
		assert_string_equal(r.response.statements[0]->record->items[0]->symbols[0], "A/65/456");
		reading_end(&r);
		free(text);
	}
}

/* Whom the cover names as who presided later does so from the turn that a direction says. */
static void who_presides_later_does_so_from_a_turn(void **state)
{
	(void)state;
	struct reading r;
	read_words(
		&r,
		"A/44/PV.71\n\n71st plenary meeting\n\nPresident:\n\nOfficial Records\n\nMr. FIRST . . . . . (Ghana)\n"
		"later: Mr. EVEN ODD (Chad)\n(Vice-President)\n\nThe meeting was called to order at 3 p.m.\n\n"
		"The PRESIDENT: We begin.\n\nMr. Even Odd (Chad), Vice-President, took the Chair.\n\n"
		"The PRESIDENT: We go on." ROSE);
	const Truce__V1__MeetingRecord *m = r.response.statements[0]->record;
	assert_int_equal(m->n_presiding, 2);
	assert_string_equal(m->presiding[0]->person->party->id, "GHA");
	assert_int_equal(m->presiding[0]->from_turn, 1);
	assert_int_equal(m->presiding[1]->from_turn, 2);
	assert_string_equal(turn_of(&r, 1)->speaker->party->id, "GHA");
	assert_string_equal(turn_of(&r, 2)->speaker->party->id, "TCD");
	reading_end(&r);
}

/* Some pages have their number alone as the first line. */
static void a_number_that_a_page_begins_with_is_its_number(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The President: My\n\f1656\ndelegation votes for it.\n\nA vote was taken by show of "
			      "hands.\n\nIn favour:\nAustralia\nBelgium\n\f1657\nChina\nColombia\n\nThe draft "
			      "resolution was adopted by 4 votes to none.\n" ROSE);
	assert_string_equal(r.response.statements[1]->blocks[0]->text, "My delegation votes for it.");
	const Truce__V1__Vote *v = r.response.statements[0]->votes[0];
	assert_int_equal(v->n_ballots, 4);
	assert_int_equal(v->in_favour, 4);
	reading_end(&r);
}

static void a_page_number_over_the_symbol_parts_no_total_from_its_word(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The President: We vote.\n\nA vote was taken by show of hands.\n\n"
			      "The amendment was rejected by 49 votes to 5, with 3\n341\n\nS/PV.9001\n\f342\n\n"
			      "abstentions.\n" ROSE);
	assert_int_equal(only_vote(&r)->abstaining, 3);
	reading_end(&r);
}

static void a_footnotes_number_ends_a_decision_in_any_form(void **state)
{
	(void)state;
	static const char *const ends[] = { "with 1 abstention.1/", "with 1 abstention. 1", "with 1 abstention.1" };
	for (size_t i = 0; i < COUNT_OF(ends); i++) {
		struct reading r;
		char text[512];
		snprintf(text, sizeof text,
			 OPENED
			 "The President: We vote.\n\nA vote was taken by show of hands.\n\nThe draft resolution was "
			 "adopted by 2 votes to none,\n%s\n\nThe President: It is done." ROSE,
			 ends[i]);
		read_words(&r, text);
		assert_int_equal(r.response.statements[0]->n_votes, 1);
		assert_int_equal(r.response.statements[0]->votes[0]->abstaining, 1);
		assert_int_equal(r.response.statements[0]->record->n_items, 0);
		reading_end(&r);
	}
}

static void a_report_that_is_presented_ends_with_its_last_word(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED "1. The President: We go on.\n\nMr. Odd (Poland), Rapporteur of the Sixth Committee,\n"
			  "presented the report of that Committee and then spoke as\nfollows:\n2. Mr. ODD (Poland), "
			  "Rapporteur of the Sixth Committee:\nI have the honour to present it." ROSE);
	assert_int_equal(r.response.n_statements, 3);
	assert_string_equal(r.response.statements[2]->blocks[0]->text, "I have the honour to present it.");
	reading_end(&r);
}

static void a_function_ends_with_the_quotation_that_it_stands_in(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The President: He writes: \"I invite Mr. Odd, Permanent Observer of the League of Arab "
			      "States.\" That letter will be issued.\n\nMr. Odd: I thank you." ROSE);
	const Truce__V1__Person *p = r.response.statements[2]->turns[0]->speaker;
	assert_string_equal(p->function, "Permanent Observer of the League of Arab States");
	assert_string_equal(p->party->id, "LAS");
	reading_end(&r);
}

/* A mark of several bytes that was read as a letter stays whole in what is printed. */
static void a_label_ends_behind_a_whole_character(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   "A/48/PV.61\n\n61st MEETING\nMonday, 22 November 1993\nat 10 a.m.\nNEW YORK\n\nPresident: Mr. FIRST "
		   "(Guyana)\n\nThe meeting was called to order at 10.30 a.m.\n\nMr. ODD (Norway): We wait.\n\n"
		   "The PRESIDEM\xE2\x81\xA9: We go on." ROSE);
	for (size_t i = 1; i < r.response.n_statements; i++)
		assert_true(utf8_ends_whole(r.response.statements[i]->turns[0]->label));
	reading_end(&r);
}

static void other_directions_behind_words_are_known(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED
		   "The President: The Assembly will hear a statement by the Amir of the State of Qatar.\n"
		   "A pre-recorded statement by the Amir of Qatar was\nshown in the General Assembly Hall (annex I "
		   "and see\nA/77/332/Add.4).\n\nSheikh Even bin Odd, Amir of the State of Qatar, was escorted into "
		   "the General Assembly Hall.\n\nSheikh Odd (spoke in Arabic): We wait." ROSE);
	assert_int_equal(r.response.n_statements, 3);
	assert_int_equal(r.response.statements[1]->n_citations, 0);
	assert_string_equal(turn_of(&r, 2)->speaker->party->id, "QAT");
	reading_end(&r);
}

static void an_office_is_a_capacity_as_well(void **state)
{
	(void)state;
	struct reading r;
	read_words(
		&r,
		"S/PV.7272*\n\n7272nd meeting\n\nPresident: President Odd/Mr. Even (Norway)\n\nAgenda\nThe ferry\n\n"
		"* Reissued for technical reasons on 26 March 2018.\n\nThe meeting was called to order at 3 p.m.\n\n"
		"The President: I speak in my capacity as President of the Security Council. I shall now make a "
		"statement in my capacity as President and Head of State of Norway. We agree. I resume my functions as "
		"President of the Security Council.\n\nMr. Even took the Chair.\n\nThe President: We go on." ROSE);
	assert_int_equal(r.response.statements[0]->record->n_items, 1);
	assert_int_equal(turn_of(&r, 1)->n_capacities, 1);
	assert_string_equal(turn_of(&r, 1)->capacities[0]->printed,
			    "in my capacity as President and Head of State of Norway");
	assert_string_equal(turn_of(&r, 2)->speaker->party->id, "NOR");
	reading_end(&r);
}

static void a_motion_of_procedure_is_on_no_document(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED "The President: We have amendments in document A/38/L.9.\n\nMs. Odd (Norway): I move the "
			  "closure.\n\nThe President: I now put to the vote the motion for the closure of the "
			  "debate.\n\nA vote was taken by show of hands.\n\nThe motion was adopted by 9 votes to none, "
			  "with 4 abstentions." ROSE);
	const Truce__V1__Vote *v = r.response.statements[0]->votes[0];
	assert_string_equal(v->document, "");
	assert_string_equal(v->part, "motion for the closure of the debate");
	reading_end(&r);
}

static void an_hour_at_a_lines_end_ends_no_direction(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The President: We wait.\n\nThe meeting was suspended at 10.15 p.m. and resumed at 12.40 "
			      "a.m.\non Friday, 28 October.\n\nThe President: We go on." ROSE);
	const Truce__V1__Statement *m = r.response.statements[0];
	assert_string_equal(m->blocks[1]->text, "The meeting was suspended at 10.15 p.m. and resumed at 12.40 a.m. on "
						"Friday, 28 October.");
	assert_int_equal(m->n_blocks, 3);
	reading_end(&r);
}

/* The mark of a footnote behind the words that it is of; a symbol's number is none. */
static void a_footnotes_mark_is_no_speech(void **state)
{
	(void)state;
	static const struct {
		const char *ends, *note, *text;
	} rows[] = {
		{ "We stand by it completely.1", "1 See Official Records of the General Assembly.",
		  "We stand by it completely." },
		{ "We stop at this stage.2/", "2/ See Official Records of the General Assembly.",
		  "We stop at this stage." },
		{ "We keep to A/37/L.1", "1 See Official Records of the General Assembly.", "We keep to A/37/L.1" },
		{ "We keep to rule.3", "1 See Official Records of the General Assembly.", "We keep to rule.3" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		char *text =
			support_text("%s1. The President: We go on.\n\n2. Ms. Odd (Norway): %s\n\n%s\n\n3. Mr. Even "
				     "(Chad): Yes." ROSE,
				     OPENED, rows[i].ends, rows[i].note);
		read_words(&r, text);
		assert_int_equal(r.response.n_statements, 4);
		assert_string_equal(r.response.statements[2]->blocks[0]->text, rows[i].text);
		reading_end(&r);
		free(text);
	}
}

/* A blank line that a column's end leaves within an office. */
static void a_blank_line_may_cut_an_office(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED
		   "1. The President: We go on\nfrom one\nline\nto the\nnext.\n\n26. Mr. Odd (Poland), Rapporteur "
		   "of the First\n\nCommittee: I have\nthe\nhonour." ROSE);
	assert_int_equal(r.response.n_statements, 3);
	const Truce__V1__Turn *turn = r.response.statements[2]->turns[0];
	assert_string_equal(turn->speaker->party->id, "POL");
	assert_string_equal(r.response.statements[2]->blocks[0]->text, "I have the honour.");
	reading_end(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_that_votes_are_known_by_may_be_divided),
		cmocka_unit_test(a_word_that_the_text_spells_with_its_hyphen_keeps_it),
		cmocka_unit_test(a_note_of_language_may_be_divided),
		cmocka_unit_test(a_label_may_take_four_lines),
		cmocka_unit_test(a_list_goes_on_in_brackets_over_lines),
		cmocka_unit_test(a_vote_that_its_opening_decides_may_have_its_totals_behind),
		cmocka_unit_test(a_decision_that_its_paragraph_goes_on_behind_is_speech),
		cmocka_unit_test(an_initial_at_a_lines_end_ends_no_sentence),
		cmocka_unit_test(a_number_that_ends_a_sentence_is_no_paragraphs),
		cmocka_unit_test(a_label_goes_on_behind_a_page_and_behind_its_bracket),
		cmocka_unit_test(a_footnotes_mark_is_no_speech),
		cmocka_unit_test(a_blank_line_may_cut_an_office),
		cmocka_unit_test(a_turn_goes_on_in_another_language),
		cmocka_unit_test(a_heading_may_stand_right_behind_the_words_before),
		cmocka_unit_test(a_sentence_may_end_with_a_name_before_a_label),
		cmocka_unit_test(a_chair_may_be_taken_behind_a_heading),
		cmocka_unit_test(who_presides_later_does_so_from_a_turn),
		cmocka_unit_test(a_number_that_a_page_begins_with_is_its_number),
		cmocka_unit_test(a_page_number_over_the_symbol_parts_no_total_from_its_word),
		cmocka_unit_test(a_footnotes_number_ends_a_decision_in_any_form),
		cmocka_unit_test(a_report_that_is_presented_ends_with_its_last_word),
		cmocka_unit_test(a_function_ends_with_the_quotation_that_it_stands_in),
		cmocka_unit_test(a_label_ends_behind_a_whole_character),
		cmocka_unit_test(other_directions_behind_words_are_known),
		cmocka_unit_test(an_office_is_a_capacity_as_well),
		cmocka_unit_test(a_motion_of_procedure_is_on_no_document),
		cmocka_unit_test(an_hour_at_a_lines_end_ends_no_direction),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
