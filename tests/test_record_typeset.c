/* Forms of the records since 1986: covers and speeches whose columns a text layer gives one
 * by one, labels and headings in their forms. */
#include "tests/record_forms.h"

/* ---- Covers ----------------------------------------------------------- */

static void expect_members(const char *cover, const char *president)
{
	struct reading r;
	char *text =
		support_text("%sThe meeting was called to order at 3 p.m.\n\nThe President: We begin.%s", cover, ROSE);
	read_words(&r, text);
	const Truce__V1__MeetingRecord *m = meeting_of(&r)->record;
	assert_int_equal(m->n_presiding, 1);
	assert_non_null(m->presiding[0]->person->party);
	expect_text("president's state", cover, m->presiding[0]->person->party->id, president);
	expect_text("turn's party", cover, r.response.statements[1]->turns[0]->speaker->party->id, president);
	expect_number("number of members", cover, (long)m->n_members, 3);
	expect_text("first member", cover, m->members[0]->printed, "Mr. One");
	expect_text("last member", cover, m->members[2]->printed, "Ms. Three");
	expect_text("last member's state", cover, m->members[2]->party->id, "GBR");
	reading_end(&r);
	free(text);
}

#define COVER                                                                                                          \
	"S/PV.3111\n\nSecurity Council\nForty-seventh Year\n\n3111th Meeting\nFriday, 4 September 1992, 3 p.m.\n"      \
	"New York\n\n"

static void the_columns_of_a_cover_may_stand_one_by_one(void **state)
{
	(void)state;
	expect_members(COVER
		       "President:\n\nMr. LI First\n\nMembers:\n\nAustria\nBelgium\nUnited Kingdom of Great Britain "
		       "and\nNorthern Ireland\n\n(China)\n\nMr. One\nMr. Two\nMs. Three\n\n",
		       "CHN");
	expect_members(COVER "President:\n\nMr. First\n\n. . . . . . . . . . .\n\n(Chile)\n\nMembers:\n\n"
			     "Austria . . . . Mr. One\nBelgium . . . . Mr. Two\nUnited Kingdom . . . . Ms. Three\n\n",
		       "CHL");
	expect_members(COVER "President:\n\nMr. First\n\nMembers:\n\nAustria\nBelgium\nUnited Kingdom\n\nAgenda\n\n"
			     ". . . . . . . . . . .\n\n(Chile)\n\n. . . . . . . . . .\n. . . . . . . .\n\n"
			     "Mr. One\nMr. Two\nMs. Three\n\nThe situation in the lowlands\n\n",
		       "CHL");
	expect_members(COVER "President:\nMembers:\n\nAgenda\n\nProvisional\n\nMr. First . . . . (Chile)\n\n"
			     "Austria . . . .\nBelgium . . . .\nUnited Kingdom . . . .\n\n"
			     "Mr. One\nMr. Two\nMs. Three\n\nThe situation in the lowlands\n\n",
		       "CHL");
}

static void a_sentence_over_both_columns_goes_on_in_a_short_line(void **state)
{
	(void)state;
	struct reading r;
	char *text = support_text(
		"A/53/PV.66\n\n66th plenary meeting\n\nPresident:         Mr. First . . . . . (Uruguay)\n\n"
		"              In the absence of the President, Mr. Second Longname-Odd (San Marino),\n"
		"          Vice-President, took the Chair.\n\n"
		"              The meeting was called to order at 10.15 a.m.\n\n");
	for (int i = 0; i < 24; i++) {
		static const char *const left[] = { "     The Acting President: We go on to the matter",
						    "of the ferry, which crosses the river now as it",
						    "did before, and which we shall hear of later on.",
						    "     Mr. Odd (Norway): The ferry of the harbour" };
		char *more = support_text("%s%-58s%s\n", text, left[i < 4 ? i : 1],
					  "river and the harbour, and the ferry of the");
		free(text);
		text = more;
	}
	read_words(&r, text);
	assert_string_equal(r.response.statements[1]->turns[0]->label, "The Acting President");
	assert_non_null(r.response.statements[1]->turns[0]->speaker->party);
	assert_string_equal(r.response.statements[1]->turns[0]->speaker->party->id, "SMR");
	reading_end(&r);
	free(text);
}

static void who_presides_may_stand_behind_several_offices(void **state)
{
	(void)state;
	static const char *const covers[] = {
		"Temporary President:\nPresident:\n\nMr. First . . . . (Gabon)\nMs. Second . . . . (Chad)\n\n",
		"Temporary President:\nPresident:\n\nMr. First . . . .\n(Gabon)\nMs. Second . . . .\n(Chad)\n\n",
		"Temporary President: Mr. First . . . . (Gabon)\nPresident: Ms. Second . . . . (Chad)\n\n",
	};
	for (size_t i = 0; i < COUNT_OF(covers); i++) {
		struct reading r;
		char *text = support_text("A/S-28/PV.1\n\nTwenty-eighth special session\n\n1st plenary meeting\n"
					  "Monday, 24 January 2005, 10 a.m.\nNew York\n\n%sThe meeting was called to "
					  "order at 10 a.m.\n\nThe Temporary President: We begin.\n\nMs. Second (Chad) "
					  "took the Chair.\n\nThe President: We go on.%s",
					  covers[i], ROSE);
		read_words(&r, text);
		const Truce__V1__MeetingRecord *m = meeting_of(&r)->record;
		assert_int_equal(m->n_presiding, 2);
		assert_string_equal(m->presiding[0]->role, "Temporary President");
		assert_string_equal(m->presiding[1]->person->printed, "Ms. Second");
		assert_string_equal(r.response.statements[1]->turns[0]->speaker->party->id, "GAB");
		assert_string_equal(r.response.statements[2]->turns[0]->speaker->party->id, "TCD");
		reading_end(&r);
		free(text);
	}
}

static void one_person_may_preside_in_both_offices(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   "A/S-28/PV.1\n\nTwenty-eighth special session\n\nTemporary President: Mr. First . . . . (Gabon)\n"
		   "President: Mr. First . . . . (Gabon)\n\nThe meeting was called to order at 10 a.m.\n\n"
		   "The Temporary President: We begin.\n\nThe President: We go on." ROSE);
	const Truce__V1__MeetingRecord *m = meeting_of(&r)->record;
	assert_int_equal(m->n_presiding, 2);
	assert_string_equal(m->presiding[1]->role, "President");
	for (size_t i = 1; i < 3; i++) {
		assert_non_null(r.response.statements[i]->turns[0]->speaker->party);
		assert_string_equal(r.response.statements[i]->turns[0]->speaker->party->id, "GAB");
	}
	reading_end(&r);
}

static void a_title_of_the_cover_goes_on_over_lines(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, "A/42/PV.84\n\nForty-second session\n\nPresident: Mr. FIRST (Ghana)\n\n"
		       "- Treaty of the river (Treaty of\n  Lakeport):\n  report of the First Committee [49]\n"
		       "- Peace in the highlands: report of the\n  First Committee [53]\n"
		       "- Organization of work\n  Letter dated 1 May 1987\n\n"
		       "The meeting was called to order at 3 p.m.\n\nThe PRESIDENT: We begin." ROSE);
	const Truce__V1__MeetingRecord *m = meeting_of(&r)->record;
	assert_int_equal(m->n_items, 3);
	assert_string_equal(m->items[0]->number, "49");
	assert_string_equal(m->items[0]->title,
			    "Treaty of the river (Treaty of Lakeport): report of the First Committee");
	assert_string_equal(m->items[1]->number, "53");
	assert_string_equal(m->items[1]->title, "Peace in the highlands: report of the First Committee");
	assert_string_equal(m->items[2]->title, "Organization of work");
	reading_end(&r);
}

/* ---- Speech ------------------------------------------------------------ */

static void a_blank_line_parts_no_number_from_its_year(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{ "We recall resolution 780\n\n(1992) in that case.", "S/RES/780 (1992)" },
		{ "We recall resolution\n\n780 (1992) in that case.", "S/RES/780 (1992)" },
		{ "We recall resolution 2625\n\n(XXV) in that case.", "A/RES/2625 (XXV)" },
		{ "We recall what is said in resolution\n\nES-10/22 in that case.", "A/RES/ES-10/22" },
		{ "We recall what is said in document\n\nS/2004/1 in that case.", "S/2004/1" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		char *text = support_text("%sMs. Odd (Norway): We wait\nfor it.\n%s\nAnd we go on.\n%s", OPENED,
					  rows[i][0], ROSE);
		read_words(&r, text);
		const Truce__V1__Statement *s = r.response.statements[1];
		assert_int_equal(s->n_citations, 1);
		assert_string_equal(s->citations[0]->instrument, rows[i][1]);
		reading_end(&r);
		free(text);
	}
}

static void a_range_is_each_of_its_documents(void **state)
{
	(void)state;
	static const struct {
		const char *printed, *instruments;
	} rows[] = {
		{ "A/59/2005 and Add.1-3", "A/59/2005 A/59/2005/Add.1 A/59/2005/Add.2 A/59/2005/Add.3 " },
		{ "A/59/2005/Add.1 to Add.4", "A/59/2005/Add.1 A/59/2005/Add.2 A/59/2005/Add.3 A/59/2005/Add.4 " },
		{ "A/59/2005 and Corr.1 and 2", "A/59/2005 A/59/2005/Corr.1 A/59/2005/Corr.2 " },
		{ "A/59/2005, Add.1 and 3", "A/59/2005 A/59/2005/Add.1 A/59/2005/Add.3 " },
		{ "A/59/2005/Add.1-56", "A/59/2005/Add.1 A/59/2005/Add.56 " },
		{ "A/59/401 to A/59/404", "A/59/401 A/59/402 A/59/403 A/59/404 " },
		{ "A/C.1/59/L.4 through L.6", "A/C.1/59/L.4 A/C.1/59/L.5 A/C.1/59/L.6 " },
		{ "S/2004/101-S/2004/103", "S/2004/101 S/2004/102 S/2004/103 " },
		{ "A/59/9 to A/60/12", "A/59/9 A/60/12 " },
		{ "A/59/40 to A/59/12", "A/59/40 A/59/12 " },
		{ "A/59/40 to A/59/95", "A/59/40 A/59/95 " },
		{ "resolution 42/14 C to E", "A/RES/42/14 C A/RES/42/14 D A/RES/42/14 E " },
		{ "resolutions 1721 A-C (XVI)", "A/RES/1721 A (XVI) A/RES/1721 B (XVI) A/RES/1721 C (XVI) " },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		char *text = support_text("%sMs. Odd (Norway): We read (%s).%s", OPENED, rows[i].printed, ROSE);
		char told[512] = "";
		read_words(&r, text);
		const Truce__V1__Statement *s = r.response.statements[1];
		for (size_t c = 0; c < s->n_citations; c++) {
			strcat(told, s->citations[c]->instrument);
			strcat(told, " ");
		}
		expect_text("citations", rows[i].printed, told, rows[i].instruments);
		reading_end(&r);
		free(text);
	}
}

static void an_item_of_a_list_begins_a_paragraph(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED
		   "Ms. Odd (Norway): We came a long way\nto this table, and today\nwe ask for two "
		   "things:\n\n(1) that the guns fall\nsilent on both of the\nbanks of the river;\n\n(2) that "
		   "the road to the\nhighlands opens at last\nto whoever is hungry.\n\n1992 was a hard\nyear." ROSE);
	const Truce__V1__Statement *s = r.response.statements[1];
	assert_int_equal(s->n_blocks, 4);
	assert_string_equal(s->blocks[3]->text, "1992 was a hard year.");
	reading_end(&r);
}

static void a_label_may_come_word_by_word(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The President: We go on.\nMr.\nOdd\n(Russian\nFederation)\n(interpretation\nfrom\n"
			      "Russian): We wait.\nSir\nJohn\nEven\n(United\nKingdom):\nWe do not." ROSE);
	assert_int_equal(r.response.n_statements, 4);
	const Truce__V1__Turn *turn = r.response.statements[2]->turns[0];
	assert_string_equal(turn->speaker->printed, "Mr. Odd");
	assert_string_equal(turn->speaker->party->id, "RUS");
	assert_string_equal(turn->language, "ru");
	assert_string_equal(r.response.statements[3]->turns[0]->speaker->printed, "Sir John Even");
	assert_string_equal(r.response.statements[3]->turns[0]->speaker->party->id, "GBR");
	reading_end(&r);
}

/* ---- Speakers ---------------------------------------------------------- */

static void a_guest_is_of_who_sent_him(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{ "Special Envoy of the Chairperson of the African Union Commission on Women, Peace and Security",
		  "AU" },
		{ "of the North Atlantic Treaty Organization", "NATO" },
		{ "Director-General of the Organization for the Prohibition of Chemical Weapons", "OPCW" },
		{ "Director-General of the United Nations Educational, Scientific and Cultural Organization",
		  "UNESCO" },
		{ "Special Representative of the Secretary-General for the Democratic Republic of the Congo", "" },
		{ "Special Envoy for the Democratic Republic of the Congo", "" },
		{ "President of the Republic of the Congo", "COG" },
		{ "Executive Director of Lakeport Watch", "" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		char *text = support_text("%sThe President: I give the floor to His Excellency Mr.\n\n\fS/PV.9001\n\n"
					  "Adam Odd, %s.\n\nMr. Odd: We go on.\n\nThe President: We end.%s",
					  OPENED, rows[i][0], ROSE);
		read_words(&r, text);
		assert_int_equal(r.response.n_statements, 4);
		const Truce__V1__Party *party = r.response.statements[2]->turns[0]->speaker->party;
		expect_text("party", rows[i][0], party == NULL ? "" : party->id, rows[i][1]);
		reading_end(&r);
		free(text);
	}
}

static void a_number_that_ends_a_sentence_is_not_the_next_labels(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED "Ms. Odd (Norway): We ask for what the draft names in its paragraph\n\n\fS/PV.9001\n\n6.\n"
			  "Nana Even-Odd (Ghana): Ghana voted for it." ROSE);
	assert_int_equal(r.response.n_statements, 3);
	assert_string_equal(r.response.statements[1]->blocks[0]->text,
			    "We ask for what the draft names in its paragraph 6.");
	assert_string_equal(r.response.statements[2]->turns[0]->label, "Nana Even-Odd (Ghana)");
	reading_end(&r);
}

static void a_direction_goes_on_behind_a_blank_line(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED "The President: We begin.\nAt the invitation of the President, Mr. Odd\n\n(Palestine) took a "
			  "place at the Council table.\nThe President: We go on." ROSE);
	assert_int_equal(r.response.n_statements, 3);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_string_equal(
		m->blocks[1]->text,
		"At the invitation of the President, Mr. Odd (Palestine) took a place at the Council table.");
	reading_end(&r);
}

static void titles_of_rank_begin_a_label(void **state)
{
	(void)state;
	static const char *const labels[][2] = {
		{ "H.R.H. Prince Odd (Saudi Arabia):", "SAU" },     { "The Honourable Odd Even (Jamaica):", "JAM" },
		{ "Dr. the Honourable Odd (Grenada):", "GRD" },     { "Tan Sri Odd Even (Malaysia):", "MYS" },
		{ "Alhaji Odd Even-Odd (Nigeria):", "NGA" },        { "Ratu Odd Even (Fiji):", "FJI" },
		{ "Baroness Odd (Commonwealth):", "COMMONWEALTH" }, { "Air Vice-Marshal Odd (Pakistan):", "PAK" },
	};
	for (size_t i = 0; i < COUNT_OF(labels); i++) {
		struct reading r;
		char *text = support_text("%sMs. Ten (Norway): We begin with\nthis and that.\n\n%s We go on.\n\n"
					  "The President: We end.%s",
					  OPENED, labels[i][0], ROSE);
		read_words(&r, text);
		expect_number("statements", labels[i][0], (long)r.response.n_statements, 4);
		expect_text("party", labels[i][0], r.response.statements[2]->turns[0]->speaker->party->id,
			    labels[i][1]);
		reading_end(&r);
		free(text);
	}
}

static void capitals_before_a_colon_may_be_a_heading(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED
		   "Ms. Ten (Norway): We invite him to address the\nGeneral Assembly.\nMr. Odd (Saint Vincent and "
		   "the\nGrenadines): Ours is a small State.\n\n"
		   "GENERAL AND COMPLETE DISARMAMENT: REPORT OF THE FIRST COMMITTEE (A/46/673)\n\n"
		   "The PRESIDENT: We go on." ROSE);
	assert_int_equal(r.response.n_statements, 4);
	assert_string_equal(r.response.statements[2]->turns[0]->label, "Mr. Odd (Saint Vincent and the Grenadines)");
	const Truce__V1__MeetingRecord *m = meeting_of(&r)->record;
	assert_int_equal(m->n_items, 1);
	assert_string_equal(m->items[0]->symbols[0], "A/46/673");
	reading_end(&r);
}

static void a_heading_goes_on_over_a_columns_end(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED "Ms. Ten (Norway): We wait for it\nas long as we must.\nIt was so decided.\nAgenda item 66\n"
			  "Elimination of racism, racial discrimination,\n\nxenophobia and related intolerance\n"
			  "Report of the Third Committee (A/69/486)\nThe President: We go on\nwith the next item.\n\n"
			  "Tribute to the memory of His Excellency Mr.\nOdd Even\n\nThe President: We mourn him." ROSE);
	const Truce__V1__MeetingRecord *m = meeting_of(&r)->record;
	assert_int_equal(m->n_items, 2);
	assert_string_equal(m->items[0]->number, "66");
	assert_string_equal(m->items[0]->symbols[0], "A/69/486");
	assert_non_null(strstr(m->items[0]->title, "discrimination, xenophobia and"));
	assert_string_equal(m->items[1]->title, "Tribute to the memory of His Excellency Mr. Odd Even");
	for (size_t b = 0; b < meeting_of(&r)->n_blocks; b++)
		assert_int_not_equal(meeting_of(&r)->blocks[b]->kind, BLOCK(REFUSED));
	reading_end(&r);
}

/* A bracket that closes where no more of a text is looked at. */
static void a_guests_bracket_may_be_as_long_as_is_looked_at(void **state)
{
	(void)state;
	for (int size = 440; size < 500; size++) {
		struct reading r;
		char *text = support_text(
			"%sThe President: I give the floor to Mr. Odd (%0*d), who is here.\n\nMr. Odd: We go "
			"on.%s",
			OPENED, size, 7, ROSE);
		read_words(&r, text);
		assert_int_equal(r.response.n_statements, 3);
		reading_end(&r);
		free(text);
	}
}

static void a_name_before_small_letters_is_no_label(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The President: I call on Mr. Odd.\n\nMs. Ten (Norway): No cause justifies it.\n"
			      "Mr. Odd: you have our thanks.\n\nMr. Odd: Thank you." ROSE);
	assert_int_equal(r.response.n_statements, 4);
	assert_string_equal(r.response.statements[2]->blocks[0]->text,
			    "No cause justifies it. Mr. Odd: you have our thanks.");
	reading_end(&r);
}

static void heads_of_state_are_known_by_their_titles(void **state)
{
	(void)state;
	struct reading r;
	read_words(
		&r,
		"S/PV.3046\n\nPresident:\n\nMr. FIRST\n(Prime Minister of the United Kingdom\nof Great Britain and "
		"Northern Ireland)\n\nThe meeting was called to order at 3 p.m.\n\n"
		"The President: I give the floor to King Odd II, King of the Hashemite Kingdom of Jordan.\n\n"
		"King Odd II: We begin.\n\nThe President: I give the floor to Crown Prince Odd Bin Even, Commander of "
		"the Guard of the Kingdom of Saudi Arabia.\n\nCrown Prince Odd: We go on." ROSE);
	static const char *const ids[] = { "GBR", "JOR", "GBR", "SAU" };
	assert_int_equal(r.response.n_statements, 5);
	for (size_t i = 0; i < COUNT_OF(ids); i++) {
		const Truce__V1__Party *party = r.response.statements[i + 1]->turns[0]->speaker->party;
		assert_non_null(party);
		assert_string_equal(party->id, ids[i]);
	}
	reading_end(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_columns_of_a_cover_may_stand_one_by_one),
		cmocka_unit_test(a_sentence_over_both_columns_goes_on_in_a_short_line),
		cmocka_unit_test(who_presides_may_stand_behind_several_offices),
		cmocka_unit_test(one_person_may_preside_in_both_offices),
		cmocka_unit_test(a_title_of_the_cover_goes_on_over_lines),
		cmocka_unit_test(a_guest_is_of_who_sent_him),
		cmocka_unit_test(titles_of_rank_begin_a_label),
		cmocka_unit_test(capitals_before_a_colon_may_be_a_heading),
		cmocka_unit_test(a_heading_goes_on_over_a_columns_end),
		cmocka_unit_test(a_guests_bracket_may_be_as_long_as_is_looked_at),
		cmocka_unit_test(a_name_before_small_letters_is_no_label),
		cmocka_unit_test(heads_of_state_are_known_by_their_titles),
		cmocka_unit_test(a_number_that_ends_a_sentence_is_not_the_next_labels),
		cmocka_unit_test(a_direction_goes_on_behind_a_blank_line),
		cmocka_unit_test(a_blank_line_parts_no_number_from_its_year),
		cmocka_unit_test(a_range_is_each_of_its_documents),
		cmocka_unit_test(an_item_of_a_list_begins_a_paragraph),
		cmocka_unit_test(a_label_may_come_word_by_word),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
