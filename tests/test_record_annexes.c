/* Statements that records and letters keep as annexes. */
#include "tests/record_forms.h"

/* A letter of the Council's President in the form of those of 2020. */
static const char letter[] =
	"United Nations                                                S/2020/901\n\nSecurity Council                "
	"              Distr.: General\n                                              28 July 2020\n\n         Letter "
	"dated 23 July 2020 from the President of the Security Council\n         addressed to the "
	"Secretary-General\n\n "
	"             I have the honour to enclose a copy of the briefings and of the statements made\n         in "
	"connection with the video-teleconference on the lowlands, convened on Tuesday,\n         21 July 2020.\n\n    "
	"          The letter dated 2 April 2020 (S/2020/273) says how they are issued, and by whom,\n         for as "
	"long as it lasts.\n\n                                   (Signed) Christian Odd\n\n20-10116 (E)\n\nS/2020/901"
	"\n\nAnnex I\n\n         Briefing by the Special Coordinator for the Lowlands, Nikolai\n         Evenson\n\n   "
	" "
	"          The ferries run again, and the parties have kept to what resolution\n         2334 (2016) says of "
	"them. The harbours are open on both sides of the river\n         and on the lake, from the north to the "
	"south.\n\n              I urge them to go on, and thank all who have helped us to come this\n         far on "
	"a "
	"road that was long.\n\n2/20                                                20-10116\n\n                      "
	"                          S/2020/901\n\nAnnex II\n\n         Statement by the Permanent Representative of "
	"Belgium to the United\n         Nations, Philip van den Third\n\n         [Original: English and "
	"French]\n\n              Let me begin with thanks to Mr. Evenson, and to the men and women who\n         work "
	"with him.\n\nAnnex III\n\n         Statement by the Permanent Mission of China to the United Nations\n\n     "
	"    [Original: Chinese]\n\n              China supports what has been said, and what is to come after it, "
	"on\n "
	"        both sides.\n\nAnnex IV\n\n         Statement by His Excellency Mr. Michael Fourth, State Secretary "
	"of\n         the Federal Foreign Office of Germany\n\n              We wait for the next of these meetings, "
	"which will be held in the\n         Chamber again.\n";

static void annexes_of_a_letter_are_its_turns(void **state)
{
	(void)state;
	static const struct {
		const char *person, *party, *function, *language, *words;
	} turns[] = {
		{ "Nikolai Evenson", NULL, "Special Coordinator for the Lowlands", NULL, "The ferries run again" },
		{ "Philip van den Third", "BEL", "Permanent Representative of Belgium to the United Nations", NULL,
		  "Let me begin" },
		{ "Permanent Mission of China to the United Nations", "CHN", NULL, "zh", "China supports" },
		{ "His Excellency Mr. Michael Fourth", "DEU",
		  "State Secretary of the Federal Foreign Office of Germany", NULL, "We wait" },
	};
	struct reading r;
	read_words(&r, letter);
	const Truce__V1__Statement *s = meeting_of(&r);
	assert_string_equal(s->symbol, "S/2020/901");
	assert_string_equal(s->organ, "Security Council");
	assert_string_equal(s->name, "statements/s-2020-901");
	assert_string_equal(s->date->earliest, "2020-07-21");
	assert_string_equal(s->title,
			    "Letter dated 23 July 2020 from the President of the Security Council addressed to "
			    "the Secretary-General");
	assert_int_equal(s->record->n_items, 0);
	assert_int_equal(r.response.n_statements, 1 + COUNT_OF(turns));
	for (size_t i = 0; i < COUNT_OF(turns); i++) {
		const Truce__V1__Statement *t = r.response.statements[i + 1];
		const Truce__V1__Person *p = t->turns[0]->speaker;
		expect_text("person", turns[i].words, p->printed, turns[i].person);
		expect_text("party", turns[i].words, p->party == NULL ? NULL : p->party->id, turns[i].party);
		expect_text("function", turns[i].words, p->function, turns[i].function);
		expect_text("language", turns[i].words, t->turns[0]->language, turns[i].language);
		assert_int_equal(strncmp(t->blocks[0]->text, turns[i].words, strlen(turns[i].words)), 0);
		for (size_t b = 0; b < t->n_blocks; b++)
			assert_null(strstr(t->blocks[b]->text, "S/2020/901"));
	}
	assert_string_equal(r.response.statements[1]->citations[0]->instrument, "S/RES/2334 (2016)");
	assert_int_equal(r.response.statements[1]->n_blocks, 2);
	for (size_t i = 0; i < r.response.n_findings; i++)
		assert_null(strstr(r.response.findings[i]->explanation, "when the meeting rose"));
	reading_end(&r);
}

/* What was shown on a screen stands behind the end of the meeting. */
static void annexes_of_a_record_are_turns_behind_its_end(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED "Mr. Odd (Iceland): I have the honour to introduce a statement by Mr. Even.\n\nA "
			  "pre-recorded video statement was shown in the General Assembly Hall (annex I and see "
			  "A/75/592/Add.10)." ROSE "\nAnnex I\n\nAddress by Mr. Gustav Even, Minister for Foreign "
			  "Affairs of the\nRepublic of Iceland\n\n[Original: English]\n\nI should like to begin with "
			  "thanks, and to go on\nwith what we wait for.\n\nAnnex II\n\nStatement by Mr. Luca Third\n");
	assert_int_equal(r.response.n_statements, 4);
	const Truce__V1__Statement *t = r.response.statements[2];
	assert_string_equal(t->turns[0]->speaker->printed, "Mr. Gustav Even");
	assert_string_equal(t->turns[0]->speaker->party->id, "ISL");
	assert_string_equal(t->turns[0]->language, "en");
	assert_string_equal(t->turns[0]->label,
			    "Address by Mr. Gustav Even, Minister for Foreign Affairs of the Republic of Iceland");
	assert_string_equal(t->blocks[0]->text,
			    "I should like to begin with thanks, and to go on with what we wait for.");
	assert_string_equal(meeting_of(&r)->record->closed, "16:00");
	assert_string_equal(r.response.statements[3]->turns[0]->speaker->printed, "Mr. Luca Third");
	reading_end(&r);
}

/* The word alone makes no turn: an annex of another kind stays what it was. */
static void an_annex_that_nobody_speaks_in_is_none(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "Ms. Odd (Norway): We wait." ROSE "\nAnnex\n\nVote on the ferries\n\nAnnex II\n\nList of "
			      "harbours\n");
	assert_int_equal(r.response.n_statements, 2);
	reading_end(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(annexes_of_a_letter_are_its_turns),
		cmocka_unit_test(annexes_of_a_record_are_turns_behind_its_end),
		cmocka_unit_test(an_annex_that_nobody_speaks_in_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
