#include "tests/reading.h"

#include <time.h>

/* Labels. */

static void labels_are_read_in_the_forms_that_records_print(void **state)
{
	(void)state;
	static const struct {
		const char *text, *label, *person, *party, *language;
	} rows[] = {
		{ "Mr. Elaraby (Egypt)(interpretation from Arabic): Yes.",
		  "Mr. Elaraby (Egypt)(interpretation from Arabic)", "Mr. Elaraby", "EGY", "ar" },
		{ "Mr. Hilale (spoke in French) (Morocco): Yes.", "Mr. Hilale (spoke in French) (Morocco)",
		  "Mr. Hilale", "MAR", "fr" },
		{ "Mr. Briz Guti\xC3\xA9rrez: (Guatemala) (spoke in\nSpanish): Yes.",
		  "Mr. Briz Guti\xC3\xA9rrez: (Guatemala) (spoke in Spanish)", "Mr. Briz Guti\xC3\xA9rrez", "GTM",
		  "es" },
		{ "Mr. TSIANG (China) : Yes.", "Mr. TSIANG (China)", "Mr. TSIANG", "CHN", "" },
		{ "1. Mr. AHMED (Pakistan): Yes.", "1. Mr. AHMED (Pakistan)", "Mr. AHMED", "PAK", "" },
		{ "Ms. Diallo (Mali); Yes.", "Ms. Diallo (Mali)", "Ms. Diallo", "MLI", "" },
		{ "Mr. Solar (Bolivia (Plurinational State of)): Yes.", "Mr. Solar (Bolivia (Plurinational State of))",
		  "Mr. Solar", "BOL", "" },
		{ "Mr. Nebenzia (Russian Federation) (spoke in Russian):\nYes.",
		  "Mr. Nebenzia (Russian Federation) (spoke in Russian)", "Mr. Nebenzia", "RUS", "ru" },
		{ "The President: Yes.", "The President", "The President", "", "" },
		{ "Mr. Delattre:\n\nYes.", "Mr. Delattre", "Mr. Delattre", "", "" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		read_words(&r, rows[i].text);
		const Truce__V1__Statement *s = r.response.statements[0];
		assert_int_equal(s->kind, STATEMENT(SPEECH));
		assert_string_equal(s->turns[0]->label, rows[i].label);
		assert_string_equal(s->turns[0]->speaker->printed, rows[i].person);
		const Truce__V1__Party *party = s->turns[0]->speaker->party;
		assert_string_equal(party == NULL ? "" : party->id, rows[i].party);
		assert_string_equal(s->turns[0]->language, rows[i].language);
		assert_string_equal(s->blocks[0]->text, "Yes.");
		reading_end(&r);
	}
}

static void false_labels_are_text(void **state)
{
	(void)state;
	static const char *const rows[] = {
		"Mission: to keep the peace.",
		"General Assembly: sixty-first session.",
		"Mr. President, I thank you: yes.",
		"Ms. (Kenya): unnamed.",
		"Mr. Odd (Kenya: the bracket is open.",
		"Kingdom of Norway: a statement.",
		"Mr. Silent (Kenya):",
		"Sirens: they wailed.",
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		read_words(&r, rows[i]);
		assert_int_equal(r.response.statements[0]->n_turns, 0);
		assert_string_equal(r.response.statements[0]->blocks[0]->text, rows[i]);
		reading_end(&r);
	}
}

static void a_refused_label_inside_a_speech_is_listed(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   "Ms. Wanjiru (Kenya): Two words are left.\n\nMission: accomplished.\n\nGeneral Assembly: next.\n");
	assert_int_equal(r.response.statements[0]->n_turns, 1);
	assert_int_equal(r.response.statements[0]->n_blocks, 3);
	expect_finding(&r, FINDING(NOT_UNDERSTOOD), 3, "Mission: accomplished.");
	expect_finding(&r, FINDING(NOT_UNDERSTOOD), 5, "General Assembly: next.");
	reading_end(&r);
}

static void turns_follow_each_other_and_a_note_switches_the_language(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, "Ms. Wanjiru (Kenya) (spoke in French): Good day.\n\n(spoke in English)\n\nAnd good night.\n\n"
		       "Mr. Odd (Norway): We condemn it.\n");
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_int_equal(s->n_turns, 2);
	assert_int_equal(s->n_blocks, 4);
	assert_int_equal(s->blocks[1]->kind, BLOCK(STAGE_DIRECTION));
	assert_int_equal(s->turns[0]->n_languages, 1);
	assert_string_equal(s->turns[0]->languages[0]->printed, "(spoke in English)");
	assert_string_equal(s->turns[0]->languages[0]->language, "en");
	assert_int_equal(s->turns[0]->languages[0]->begin->block, 2);
	assert_int_equal(s->turns[0]->languages[0]->begin->end, 18);
	assert_string_equal(s->blocks[2]->language, "");
	assert_int_equal(s->blocks[2]->turn, 1);
	assert_string_equal(s->blocks[3]->language, "");
	assert_int_equal(s->blocks[3]->turn, 2);
	assert_int_equal(s->n_acts, 1);
	reading_end(&r);
}

static void what_was_spoken_is_one_language_and_the_text_another(void **state)
{
	(void)state;
	struct reading r;
#define PART \
	"We speak of the truce in the valley, and of the aid that is to come to it by the road in the north. "
	read_words(&r, "Ms. Wanjiru (Kenya): " PART PART PART PART "\n\n(spoke in French)\n\n"
		       "However, we reiterate that the road is to be open to all of the people of the valley, and that "
		       "the guarantors have to see to that.\n\n(spoke in Klingon)\n\n(spoke in French)\n\n"
		       "La route de la vallée est ouverte, et les garants ont dit que des convois de la Croix-Rouge "
		       "partent pour la ville dans les heures qui viennent, avec le pain et les tentes de la veille.\n");
	const Truce__V1__Statement *s = r.response.statements[0];
	const Truce__V1__Turn *turn = s->turns[0];
#undef PART
	assert_string_equal(s->language, "en");
	assert_string_equal(turn->language, "");
	assert_int_equal(turn->n_languages, 3);
	assert_string_equal(turn->languages[0]->language, "fr");
	assert_int_equal(turn->languages[0]->begin->block, 2);
	assert_string_equal(turn->languages[1]->printed, "(spoke in Klingon)");
	assert_string_equal(turn->languages[1]->language, "");
	assert_int_equal(turn->languages[2]->begin->block, 5);
	assert_string_equal(s->blocks[0]->language, "");
	assert_string_equal(s->blocks[2]->language, "");
	assert_string_equal(s->blocks[5]->language, "fr");
	reading_end(&r);
}

static void a_label_inside_a_sentence_is_text(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, "Ms. Wanjiru (Kenya): We have heard from\nMr. Odd (Norway): he said little.\n");
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_int_equal(s->n_turns, 1);
	assert_string_equal(s->blocks[0]->text, "We have heard from Mr. Odd (Norway): he said little.");
	reading_end(&r);
}

static void a_number_that_begins_a_wrapped_line_is_no_clause(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, "Joint statement of the valley\n\nNorway and Atlantis:\n1. Reaffirm what was said on page\n"
		       "15. of the plan\n2. Rest\n3. Agree to meet before 2 May 2021.\n3. Form a group.\n");
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_int_equal(s->kind, STATEMENT(JOINT_STATEMENT));
	assert_int_equal(s->n_blocks, 6);
	assert_string_equal(s->blocks[2]->text, "Reaffirm what was said on page 15. of the plan");
	expect_finding(&r, FINDING(UNRESOLVED), 3, "Atlantis");
	expect_finding(&r, FINDING(INCONSISTENT), 8, "3.");
	assert_string_equal(s->commitments[0]->id, "clause-3");
	assert_string_equal(s->commitments[1]->id, "clause-3-block-6");
	reading_end(&r);
}

static void a_dateline_in_capitals_gives_a_release_its_place(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, "The talks\n\nNEW YORK - The talks ended on 31 April 2021.\n\nWhat next\n\nNobody knows.\n");
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_int_equal(s->kind, STATEMENT(PRESS_RELEASE));
	assert_string_equal(s->title, "The talks");
	assert_string_equal(s->place, "New York");
	assert_int_equal(s->blocks[2]->kind, BLOCK(HEADING));
	expect_finding(&r, FINDING(INCONSISTENT), 3, "31 April 2021");
	reading_end(&r);
}

static void a_list_behind_a_colon_in_an_article_is_no_joint_statement(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   "What is open\n\nThe delegates left two things open, which are these:\n\n- who counts the trucks;\n"
		   "- who pays.\n");
	assert_int_equal(r.response.n_statements, 1);
	assert_int_equal(r.response.statements[0]->kind, STATEMENT(ANALYSIS));
	reading_end(&r);
}

static void lines_before_a_joint_statements_title_are_furniture(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   "1. Menu\n\nValley Observatory\n\nJoint statement of the valley\n\nNorway and Chad:\n1. Rest.\n");
	assert_int_equal(r.response.n_statements, 1);
	assert_int_equal(r.response.statements[0]->kind, STATEMENT(JOINT_STATEMENT));
	assert_int_equal(r.response.statements[0]->n_blocks, 3);
	expect_finding(&r, FINDING(FURNITURE), 1, "1. Menu");
	expect_finding(&r, FINDING(FURNITURE), 3, "Valley Observatory");
	reading_end(&r);
}

/* Acts. */

static void only_the_speakers_own_verbs_are_acts(void **state)
{
	(void)state;
	static const struct {
		const char *sentence, *verb; /* NULL where there is no act */
	} rows[] = {
		{ "We call on all to stop.", "call on" },
		{ "Kenya condemns the raid.", "condemns" },
		{ "The Republic of Kenya opposes it.", "opposes" },
		{ "My country would like to thank them all.", "thank" },
		{ "We also strongly support the plan.", "support" },
		{ "Kenya has always supported the plan.", "supported" },
		{ "The delegation of Kenya wishes well and rejects force.", "rejects" },
		{ "Norway condemns the raid.", NULL },
		{ "They call on all to stop.", NULL },
		{ "We cannot support the plan.", NULL },
		{ "We do not condemn them.", NULL },
		{ "We need international support.", NULL },
		{ "The \"we support all\" school is wrong.", NULL },
		{ "We ask them to cease and support the plan.", NULL },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		char *text = support_text("Ms. Wanjiru (Kenya): %s", rows[i].sentence);
		read_words(&r, text);
		const Truce__V1__Statement *s = r.response.statements[0];
		if (s->n_acts != (rows[i].verb == NULL ? 0 : 1))
			fail_msg("%zu acts in \"%s\"", s->n_acts, rows[i].sentence);
		if (rows[i].verb != NULL)
			assert_string_equal(s->acts[0]->verb, rows[i].verb);
		free(text);
		reading_end(&r);
	}
}

/* Citations and instruments. */

static void a_number_alone_is_resolved_by_the_same_number_with_its_year(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   "Ms. Wanjiru (Kenya): By resolution 2254 and by\nresolution 2254 (2015), but not resolution 77.\n");
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_int_equal(s->n_citations, 3);
	assert_string_equal(s->citations[0]->instrument, "S/RES/2254 (2015)");
	assert_string_equal(s->citations[0]->printed, "resolution 2254");
	assert_string_equal(s->citations[2]->instrument, "");
	expect_finding(&r, FINDING(UNRESOLVED), 2, "resolution 77");
	reading_end(&r);
}

static void a_number_and_year_that_disagree_are_flagged_and_kept(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, "Ms. Wanjiru (Kenya): We recall resolution 2254 (2051).");
	const Truce__V1__Citation *c = r.response.statements[0]->citations[0];
	assert_string_equal(c->instrument, "S/RES/2254 (2051)");
	assert_true(strlen(c->doubt) > 0);
	expect_finding(&r, FINDING(INCONSISTENT), 1, "resolution 2254 (2051)");
	reading_end(&r);
}

static void an_instrument_is_known_by_its_date_in_any_form(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, "Ms. Wanjiru (Kenya): The Memorandum of March 12, 2021 holds, the\nMemorandum of 1 May 1999 "
		       "does not, the memorandum on calm areas in the upper valley of 12 March 2021 does.");
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_int_equal(s->n_citations, 3);
	assert_string_equal(s->citations[2]->printed, "memorandum on calm areas in the upper valley of 12 March 2021");
	assert_string_equal(s->citations[0]->instrument, "Valley Memorandum");
	assert_string_equal(s->citations[1]->instrument, "Memorandum of 1 May 1999");
	assert_string_equal(s->citations[1]->statement, "");
	expect_finding(&r, FINDING(UNRESOLVED), 2, "Memorandum of 1 May 1999");
	reading_end(&r);
}

/* Bytes. */

static void bytes_that_are_no_text_are_refused_with_their_place(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t size;
		const char *reason, *place;
	} rows[] = {
		{ "Good\0day", 8, "NOT_TEXT", "byte 4 " },       { "caf\xE9 noir", 9, "NOT_TEXT", "byte 3 " },
		{ "\xEF\xBB", 2, "NOT_TEXT", "byte 0 " },        { "", 0, "EMPTY_TEXT", "white space" },
		{ " \r\n\t\n", 5, "EMPTY_TEXT", "white space" }, { "\xEF\xBB\xBF\n", 4, "EMPTY_TEXT", "white space" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		reading_begin(&r, rows[i].text, rows[i].size);
		reading_run(&r);
		assert_int_equal(r.status, STATUS_INVALID_ARGUMENT);
		assert_string_equal(r.error.reason, rows[i].reason);
		assert_non_null(strstr(r.error.message, rows[i].place));
		assert_int_equal(r.response.n_statements, 0);
		reading_end(&r);
	}
}

static void byte_ranges_hold_with_a_byte_order_mark_and_every_kind_of_line_end(void **state)
{
	(void)state;
	static const char text[] = "\xEF\xBB\xBF"
				   "Ms. Wanjiru (Kenya): One\r\ntwo.\r\n\r\nThree \rfour.\r\n";
	struct reading r;
	read_words(&r, text);
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_int_equal(s->n_blocks, 2);
	assert_string_equal(s->blocks[0]->text, "One two.");
	assert_string_equal(s->blocks[1]->text, "Three four.");
	assert_int_equal(s->blocks[0]->bytes->start, 3);
	assert_int_equal(s->blocks[0]->bytes->end, strstr(text, "two.") + 4 - text);
	assert_int_equal(s->blocks[1]->bytes->start, strstr(text, "Three") - text);
	assert_int_equal(s->blocks[1]->bytes->end, strstr(text, "four.") + 5 - text);
	assert_non_null(finding_at(&r, FINDING(FURNITURE), 0));
	reading_end(&r);
}

static void page_furniture_inside_a_sentence_is_left_out_and_the_sentence_joined(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, "Ms. Wanjiru (Kenya): We have come to the middle of a\n\n18-43649 (E)\n2/9\n\fS/PV. "
		       "8422\n\nsentence that goes on.\n");
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_int_equal(s->n_blocks, 1);
	assert_string_equal(s->blocks[0]->text, "We have come to the middle of a sentence that goes on.");
	assert_int_equal(findings_of(&r, FINDING(FURNITURE)), 3);
	assert_int_equal(findings_of(&r, FINDING(REPAIR)), 1);
	reading_end(&r);
}

static void a_text_of_no_known_kind_is_kept_and_says_so(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, "a few words\n\nand a few more");
	assert_int_equal(r.response.statements[0]->n_blocks, 2);
	assert_non_null(finding_at(&r, FINDING(NOT_UNDERSTOOD), 0));
	reading_end(&r);
}

static void a_record_that_is_cut_short_says_what_is_missing(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, "S/PV.9999\n\nProvisional\n\nThe meeting was called to order at 3.10 p.m.\n\n"
		       "Mr. Odd (Norway): We recall resolution 1325 (2000).\n");
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_int_equal(s->kind, STATEMENT(MEETING_RECORD));
	assert_int_equal(s->n_blocks, 1);
	assert_int_equal(s->n_turns, 0);
	assert_int_equal(r.response.n_statements, 2);
	assert_int_equal(r.response.statements[1]->n_citations, 1);
	assert_non_null(finding_at(&r, FINDING(MISSING), 0));
	reading_end(&r);
}

static void an_id_that_is_given_is_used_and_the_second_statement_adds_to_it(void **state)
{
	(void)state;
	size_t size;
	char *path = support_text("%s/tests/data/texts/release.txt", SOURCE_DIR), *text = support_read(path, &size);
	static char ids[][64] = { "valley", "a23456789-123456789-123456789-123456789-123456789-123456789-12" };
	for (size_t i = 0; i < COUNT_OF(ids); i++) {
		struct reading r;
		reading_begin(&r, text, size);
		r.request.statement_id = ids[i];
		reading_run(&r);
		assert_int_equal(r.status, i == 0 ? STATUS_OK : STATUS_INVALID_ARGUMENT);
		if (i == 0)
			assert_string_equal(r.response.statements[1]->name, "statements/valley-2");
		reading_end(&r);
	}
	free(path);
	free(text);
}

static void what_the_request_says_of_a_text_is_kept_with_it(void **state)
{
	(void)state;
	struct reading r;
	static const char text[] = "Ms. Wanjiru (Kenya): Good day.";
	reading_begin(&r, text, strlen(text));
	reading_dated(&r, "2021-05-04");
	r.request.symbol = message_borrow("S/PV.9999");
	r.request.organ = message_borrow("Security Council");
	r.request.meeting = message_borrow("9999");
	r.request.place = message_borrow("New York");
	r.request.uri = message_borrow("https://example.org/9999");
	r.request.publisher = message_borrow("United Nations");
	reading_run(&r);
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_string_equal(s->symbol, "S/PV.9999");
	assert_string_equal(s->organ, "Security Council");
	assert_string_equal(s->meeting, "9999");
	assert_string_equal(s->place, "New York");
	assert_string_equal(s->date->latest, "2021-05-04");
	assert_string_equal(s->sources[0]->uri, "https://example.org/9999");
	assert_string_equal(s->sources[0]->publisher, "United Nations");
	assert_string_equal(s->sources[0]->symbol, "S/PV.9999");
	reading_end(&r);
}

static void a_date_given_against_the_texts_own_is_inconsistent(void **state)
{
	(void)state;
	struct reading r;
	read_own(&r, "joint.txt", "2021-03-15");
	assert_int_equal(findings_of(&r, FINDING(INCONSISTENT)), 0);
	reading_end(&r);
	read_own(&r, "joint.txt", "2020-01-01");
	assert_int_equal(findings_of(&r, FINDING(INCONSISTENT)), 1);
	assert_string_equal(r.response.statements[0]->date->earliest, "2021-03-14");
	reading_end(&r);
}

/* Size. */

static void reading_without_room_is_refused_at_every_size_of_the_arena(void **state)
{
	(void)state;
	size_t size;
	char *path = support_text("%s/tests/data/texts/release.txt", SOURCE_DIR), *text = support_read(path, &size);
	int refused = 0;
	enum status status = STATUS_RESOURCE_EXHAUSTED;
	for (size_t cap = 0; status == STATUS_RESOURCE_EXHAUSTED; cap += 997) {
		struct reading r;
		reading_begin(&r, text, size);
		r.arena.cap = cap;
		status = reader_read(&r.request, &lexicon, TEXT_NAME, &r.arena, &r.response, NULL, &r.error);
		assert_true(status == STATUS_OK || r.response.n_statements == 0);
		refused += status != STATUS_OK;
		reading_end(&r);
	}
	assert_int_equal(status, STATUS_OK);
	assert_true(refused > 10);
	free(path);
	free(text);
}

static double cpu_seconds(const char *unit, size_t size)
{
	char *text = malloc(size + 1);
	assert_non_null(text);
	size_t unit_size = strlen(unit);
	for (size_t i = 0; i < size; i++)
		text[i] = unit[i % unit_size];
	struct reading r;
	reading_begin(&r, text, size);
	arena_fini(&r.arena);
	arena_init(&r.arena, (size_t)1 << 30);
	struct timespec a, b;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
	enum status status = reader_read(&r.request, &lexicon, TEXT_NAME, &r.arena, &r.response, NULL, &r.error);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
	assert_true(status == STATUS_OK || status == STATUS_RESOURCE_EXHAUSTED);
	free(text);
	reading_end(&r);
	return (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
}

/* Eight times the text may take no more than four times eight as long: a text read in
 * quadratic time takes sixty-four. */
static void the_time_grows_with_the_size_of_the_text_and_not_with_its_square(void **state)
{
	(void)state;
	static const char *const units[] = {
		"we call on call on to and ",
		"a",
		"(",
		"resolutions 1 (1990), ",
		"eighth round ",
		"Memorandum of 4 May 2017 on ",
		"1. \n- a\n",
		"a-\nb",
		"a:\n- b c\n1. d e\n",
		"Mr. A (B",
		"Mr. Odd (Norway): we thank for ",
		"\"",
		"de-escalation zones in ",
		"S/1/2/3 ",
	};
	for (size_t i = 0; i < COUNT_OF(units); i++) {
		double small = cpu_seconds(units[i], 24 << 10), large = cpu_seconds(units[i], 192 << 10);
		if (large > 32 * small + 0.25)
			fail_msg("\"%s\": %.3f s for 24 KiB, %.3f s for 192 KiB", units[i], small, large);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels_are_read_in_the_forms_that_records_print),
		cmocka_unit_test(false_labels_are_text),
		cmocka_unit_test(a_refused_label_inside_a_speech_is_listed),
		cmocka_unit_test(turns_follow_each_other_and_a_note_switches_the_language),
		cmocka_unit_test(what_was_spoken_is_one_language_and_the_text_another),
		cmocka_unit_test(a_label_inside_a_sentence_is_text),
		cmocka_unit_test(a_number_that_begins_a_wrapped_line_is_no_clause),
		cmocka_unit_test(a_dateline_in_capitals_gives_a_release_its_place),
		cmocka_unit_test(a_list_behind_a_colon_in_an_article_is_no_joint_statement),
		cmocka_unit_test(lines_before_a_joint_statements_title_are_furniture),
		cmocka_unit_test(only_the_speakers_own_verbs_are_acts),
		cmocka_unit_test(a_number_alone_is_resolved_by_the_same_number_with_its_year),
		cmocka_unit_test(a_number_and_year_that_disagree_are_flagged_and_kept),
		cmocka_unit_test(an_instrument_is_known_by_its_date_in_any_form),
		cmocka_unit_test(bytes_that_are_no_text_are_refused_with_their_place),
		cmocka_unit_test(byte_ranges_hold_with_a_byte_order_mark_and_every_kind_of_line_end),
		cmocka_unit_test(page_furniture_inside_a_sentence_is_left_out_and_the_sentence_joined),
		cmocka_unit_test(a_text_of_no_known_kind_is_kept_and_says_so),
		cmocka_unit_test(a_record_that_is_cut_short_says_what_is_missing),
		cmocka_unit_test(an_id_that_is_given_is_used_and_the_second_statement_adds_to_it),
		cmocka_unit_test(what_the_request_says_of_a_text_is_kept_with_it),
		cmocka_unit_test(a_date_given_against_the_texts_own_is_inconsistent),
		cmocka_unit_test(reading_without_room_is_refused_at_every_size_of_the_arena),
		cmocka_unit_test(the_time_grows_with_the_size_of_the_text_and_not_with_its_square),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
