#include "tests/reading.h"

/* Texts of our own. */

static void a_speech_without_a_cover_is_one_turn_of_paragraphs(void **state)
{
	(void)state;
	struct reading r;
	read_own(&r, "speech.txt", NULL);
	assert_int_equal(r.response.n_statements, 1);
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_int_equal(s->kind, STATEMENT(SPEECH));
	assert_string_equal(s->name, "statements/ms-wanjiru-kenya-00112233");
	assert_string_equal(s->title, "Statement by Ms. Wanjiru (Kenya)");
	assert_int_equal(s->n_turns, 1);
	assert_string_equal(s->turns[0]->speaker->printed, "Ms. Wanjiru");
	assert_string_equal(s->turns[0]->speaker->party->id, "KEN");
	assert_string_equal(s->turns[0]->language, "fr");
	assert_int_equal(s->n_blocks, 5);
	expect_ends(s->blocks[0], "My delegation thanks", "out of them.");
	expect_ends(s->blocks[2], "On the humanitarian track", "needs them most.");
	expect_ends(s->blocks[3], "It is plain",
		    "alone will not do. Kenya recalls resolutions 1325 (2000) and 2417 (2018) as "
		    "well as Security Council resolution 2286, and the General Assembly in its "
		    "resolution 46/182 said the same. We were told in S/PV. 8500 that trucks "
		    "were turned back near the northern quiet area.");
	assert_int_equal(s->blocks[0]->track, TRACK(UNSPECIFIED));
	assert_int_equal(s->blocks[1]->track, TRACK(POLITICAL));
	assert_int_equal(s->blocks[2]->track, TRACK(HUMANITARIAN));
	assert_null(s->date);
	assert_int_equal(findings_of(&r, FINDING(MISSING)), 1);
	assert_string_equal(s->sources[0]->id, "text");
	assert_string_equal(s->sources[0]->text, TEXT_NAME);
	reading_end(&r);
}

static void words_divided_at_a_lines_end_lose_their_hyphen_only_on_evidence(void **state)
{
	(void)state;
	struct reading r;
	read_own(&r, "speech.txt", NULL);
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_non_null(strstr(s->blocks[0]->text, "the river-valley ceasefire"));
	assert_non_null(strstr(s->blocks[4]->text, "not supporting one party"));
	assert_non_null(strstr(s->blocks[1]->text, "measure ofthe whole"));
	assert_int_equal(findings_of(&r, FINDING(REPAIR)), 2);
	expect_finding(&r, FINDING(REPAIR), 4, "river-/valley");
	expect_finding(&r, FINDING(REPAIR), 25, "support-/ing");
	reading_end(&r);
}

static void words_that_texts_often_hold_are_joined(void **state)
{
	(void)state;
	static const char *const words[][2] = {
		{ "exami-\nnation", "examination" },      { "Decem-\nber", "December" },
		{ "unrestric-\nted", "unrestricted" },    { "circu-\nlated", "circulated" },
		{ "denoun-\ncing", "denouncing" },        { "activi-\nties", "activities" },
		{ "explana-\ntions", "explanations" },    { "const-\nructively", "constructively" },
		{ "co-\noperation", "co-operation" },     { "re-\nelected", "re-elected" },
		{ "peace-\nkeeping", "peace-keeping" },   { "Secretary-\nGeneral", "Secretary-General" },
		{ "sub-\nparagraphs", "sub-paragraphs" },
	};
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		struct reading r;
		char *text = support_text("Ms. Odd (Norway): We speak of the %s of it.\n", words[i][0]);
		read_words(&r, text);
		assert_non_null(strstr(r.response.statements[0]->blocks[0]->text, words[i][1]));
		reading_end(&r);
		free(text);
	}
}

static void citations_mentions_and_acts_of_a_speech_point_at_their_words(void **state)
{
	(void)state;
	static const char *const citations[][2] = {
		{ "Valley Memorandum", "memorandum on calm areas" },
		{ "S/RES/1325 (2000)", "resolutions 1325 (2000)" },
		{ "S/RES/2417 (2018)", "2417 (2018)" },
		{ "S/RES/2286", "Security Council resolution 2286" },
		{ "A/RES/46/182", "resolution 46/182" },
		{ "S/PV.8500", "S/PV. 8500" },
	};
	static const char *const mentions[][2] = {
		{ "rounds/lakeport-3", "third round of the Lakeport process" },
		{ "zones/north", "northern quiet area" },
	};
	static const struct expected_act acts[] = {
		{ ACT(THANK), 1, "thanks", NULL },     { ACT(SUPPORT), 1, "commend", NULL },
		{ ACT(SUPPORT), 1, "supports", NULL }, { ACT(CALL), 2, "call on", "the Council" },
		{ ACT(CALL), 2, "urge", "Norway" },    { ACT(EMPHASIZE), 3, "underlines", NULL },
		{ ACT(REAFFIRM), 4, "recalls", NULL }, { ACT(THANK), 5, "thank", "Norway" },
	};
	struct reading r;
	read_own(&r, "speech.txt", NULL);
	const Truce__V1__Statement *s = r.response.statements[0];
	expect_citations(s, citations, COUNT_OF(citations));
	assert_string_equal(s->citations[0]->statement, "statements/valley");
	expect_mentions(s, mentions, COUNT_OF(mentions));
	expect_acts(s, acts, COUNT_OF(acts));
	assert_int_equal(s->acts[4]->n_addressees, 2);
	assert_string_equal(s->acts[4]->addressees[1]->id, "TCD");
	expect_finding(&r, FINDING(UNRESOLVED), 9, "mid-June");
	reading_end(&r);
}

static void a_vote_told_in_a_speech_is_the_speakers_ballot(void **state)
{
	(void)state;
	static const struct expected_act acts[] = {
		{ ACT(VOTE), 1, "voted in favour of", NULL },
		{ ACT(THANK), 1, "thank", NULL },
		{ ACT(WELCOME), 2, "welcome", NULL },
	};
	struct reading r;
	read_own(&r, "vote.txt", "2020-07-01");
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_int_equal(s->kind, STATEMENT(EXPLANATION_OF_VOTE));
	assert_int_equal(s->n_votes, 1);
	assert_string_equal(s->votes[0]->instrument, "S/RES/2532 (2020)");
	assert_int_equal(s->votes[0]->n_ballots, 1);
	assert_string_equal(s->votes[0]->ballots[0]->party->id, "SWE");
	assert_int_equal(s->votes[0]->ballots[0]->choice, TRUCE__V1__VOTE__CHOICE__CHOICE_IN_FAVOUR);
	expect_acts(s, acts, COUNT_OF(acts));
	assert_string_equal(s->date->earliest, "2020-07-01");
	assert_int_equal(findings_of(&r, FINDING(MISSING)), 0);
	reading_end(&r);
}

static void a_press_release_and_the_statement_behind_it_are_two_documents(void **state)
{
	(void)state;
	struct reading r;
	read_own(&r, "release.txt", NULL);
	assert_int_equal(r.response.n_statements, 2);
	const Truce__V1__Statement *press = r.response.statements[0], *joint = r.response.statements[1];
	assert_int_equal(press->kind, STATEMENT(PRESS_RELEASE));
	assert_int_equal(joint->kind, STATEMENT(JOINT_STATEMENT));
	assert_string_equal(press->name, "statements/lakeport-hosts-the-fourth-meeting-of-the-valley-00112233");
	assert_string_equal(joint->name, "statements/lakeport-hosts-the-fourth-meeting-of-the-valley-00112233-2");
	assert_string_equal(press->place, "Lakeport");
	assert_int_equal(press->n_blocks, 3);
	assert_int_equal(press->blocks[0]->kind, BLOCK(HEADING));
	assert_non_null(strstr(press->blocks[1]->text, "\xE2\x80\x9C"
						       "a short agenda and long patience\"."));
	assert_int_equal(press->links[0]->kind, TRUCE__V1__STATEMENT_LINK__KIND__KIND_REPORTS);
	assert_string_equal(press->links[0]->statement, joint->name);
	assert_int_equal(joint->links[0]->kind, TRUCE__V1__STATEMENT_LINK__KIND__KIND_PART_OF);
	assert_string_equal(joint->links[0]->statement, press->name);
	assert_string_equal(joint->title, "Joint communique of Norway, Chad and Kenya on the calm areas");
	assert_string_equal(joint->place, "Lakeport");
	assert_string_equal(joint->date->earliest, "2021-05-03");
	assert_string_equal(joint->date->latest, "2021-05-04");
	assert_null(press->date);
	expect_finding(&r, FINDING(FURNITURE), 19, "Published on : 04.05.2021");
	expect_finding(&r, FINDING(UNRESOLVED), 5, "early September this year");
	reading_end(&r);
}

static void a_joint_statement_has_signatories_lead_verbs_and_clauses(void **state)
{
	(void)state;
	static const struct {
		Truce__V1__Block__Kind kind;
		int number;
		const char *lead;
	} blocks[] = {
		{ BLOCK(HEADING), 0, "" },
		{ BLOCK(DATELINE), 0, "" },
		{ BLOCK(OPENING), 0, "" },
		{ BLOCK(PREAMBLE), 0, "recalling" },
		{ BLOCK(PREAMBLE), 0, "bearing in mind" },
		{ BLOCK(CLAUSE), 1, "Welcome" },
		{ BLOCK(CLAUSE), 2, "Call upon" },
		{ BLOCK(CLAUSE), 4, "Establish" },
		{ BLOCK(CLAUSE), 5, "Decide" },
	};
	static const char *const parties[] = { "NOR", "TCD", "KEN" };
	static const struct expected_act acts[] = {
		{ ACT(WELCOME), 6, "Welcome", NULL },
		{ ACT(CALL), 7, "Call upon", "Chad" },
	};
	struct reading r;
	read_own(&r, "release.txt", NULL);
	const Truce__V1__Statement *s = r.response.statements[1];
	assert_int_equal(s->n_blocks, COUNT_OF(blocks));
	for (size_t i = 0; i < COUNT_OF(blocks); i++) {
		assert_int_equal(s->blocks[i]->kind, blocks[i].kind);
		assert_int_equal(s->blocks[i]->number, blocks[i].number);
		assert_string_equal(s->blocks[i]->lead_verb, blocks[i].lead);
	}
	assert_int_equal(s->n_signatories, COUNT_OF(parties));
	for (size_t i = 0; i < COUNT_OF(parties); i++) {
		assert_string_equal(s->signatories[i]->party->id, parties[i]);
		assert_string_equal(s->signatories[i]->capacity, "sponsors of the truce in the valley");
	}
	expect_acts(s, acts, COUNT_OF(acts));
	expect_finding(&r, FINDING(INCONSISTENT), 16, "4.");
	assert_string_equal(s->citations[1]->instrument, "Valley Memorandum");
	reading_end(&r);
}

static void who_signs_may_be_told_by_who_acts_for_it(void **state)
{
	(void)state;
	static const struct {
		const char *opening, *ids; /* with a blank behind each; "?" for one that is not known */
	} rows[] = {
		{ "The Government of Norway, the Government of Chad and the Government of the Niger", "NOR TCD NER " },
		{ "The delegation of Norway and the delegations of Chad", "NOR TCD " },
		{ "Representatives of Norway, the Chadian Government and the Kenyan side", "NOR TCD KEN " },
		{ "The Governments of Norway and Chad", "NOR TCD " },
		{ "The Government of the Kingdom of Norway and the Republic of Chad", "NOR TCD " },
		{ "Bosnia and Herzegovina, Norway and Trinidad and Tobago", "BIH NOR TTO " },
		{ "The Government of Bosnia and Herzegovina and Norway", "BIH NOR " },
		{ "The Government of the Valley and the Government", "? ? " },
		{ "The Sudanese Armed Forces and the Rapid Support Forces",
		  "SUDANESE-ARMED-FORCES RAPID-SUPPORT-FORCES " },
		{ "The Government of Norway and the Moro Islamic Liberation Front (MILF)", "NOR MILF " },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		char ids[100] = "";
		char *text =
			support_text("Joint statement on the valley\n\n%s:\n\n1. Agree to meet.\n", rows[i].opening);
		read_words(&r, text);
		const Truce__V1__Statement *s = r.response.statements[0];
		for (size_t k = 0; k < s->n_signatories; k++) {
			const char *id = s->signatories[k]->party->id;
			snprintf(ids + strlen(ids), sizeof ids - strlen(ids), "%s ", id[0] == '\0' ? "?" : id);
		}
		assert_string_equal(ids, rows[i].ids);
		reading_end(&r);
		free(text);
	}
}

static void clauses_that_bind_are_commitments_with_their_time(void **state)
{
	(void)state;
	struct reading r;
	read_own(&r, "release.txt", NULL);
	const Truce__V1__Statement *s = r.response.statements[1];
	assert_int_equal(s->n_commitments, 2);
	const Truce__V1__Commitment *office = s->commitments[0], *next = s->commitments[1];
	assert_string_equal(office->id, "clause-4");
	assert_string_equal(office->due->printed, "by 15 June 2021");
	assert_string_equal(office->due->latest, "2021-06-15");
	assert_string_equal(next->id, "clause-5");
	assert_string_equal(next->due->printed, "in the middle of September 2021");
	assert_string_equal(next->due->earliest, "2021-09-11");
	assert_string_equal(next->due->latest, "2021-09-20");
	assert_int_equal(next->due->precision, TRUCE__V1__DATE_INTERVAL__PRECISION__PRECISION_PART_OF_MONTH);
	assert_int_equal(next->n_parties, 3);
	assert_string_equal(next->sources[0]->place, "clause 5");
	assert_string_equal(next->action, "Decide to hold the fifth round in Lakeport in the middle of September 2021");
	reading_end(&r);
}

static void a_joint_statement_was_issued_at_the_round_that_it_says(void **state)
{
	(void)state;
	static const struct {
		const char *title, *clause, *round;
	} rows[] = {
		{ "of the third Lakeport round", "Welcome the fourth Lakeport round.", "rounds/lakeport-3" },
		{ "on the valley", "Thank Kenya for hosting the third Lakeport round.", "rounds/lakeport-3" },
		{ "on the valley", "Thank Kenya for hosting with patience the 3rd round of talks in Lakeport.",
		  "rounds/lakeport-3" },
		{ "on the valley", "Recall the third Lakeport round.", "" },
		{ "on the valley", "Thank Kenya for the third Lakeport round, and for hosting us.", "" },
		{ "on the valley", "Thank Kenya for hosting the third Lakeport round and the fourth Lakeport round.",
		  "" },
		{ "on the valley", "Thank Kenya for hosting the ninth Lakeport round.", "" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		char *text = support_text("Joint statement %s\n\nNorway, Chad and Kenya, as sponsors:\n\n1. %s\n",
					  rows[i].title, rows[i].clause);
		read_words(&r, text);
		assert_int_equal(r.response.statements[0]->kind, STATEMENT(JOINT_STATEMENT));
		assert_string_equal(r.response.statements[0]->round, rows[i].round);
		reading_end(&r);
		free(text);
	}
}

static void an_id_has_the_letters_of_the_title_without_accents(void **state)
{
	(void)state;
	static const struct {
		const char *title, *id;
	} rows[] = {
		{ "Déclaration sur l’œuvre de paix", "declaration-sur-l-oeuvre-de-paix-00112233" },
		{ "Declaracio\u0301n del Comite\u0301", "declaracion-del-comite-00112233" },
		{ "İdlib–Çukur «çağrısı»", "idlib-cukur-cagrisi-00112233" },
		{ "Заявление о мире", "zayavlenie-o-mire-00112233" },
		{ "ЦЕЛЬ, конституция и дацзыбао", "cel-konstituciya-i-daczzybao-00112233" },
		{ "Подъезд: щит, ёж, хлеб и йод", "podezd-shhit-yozh-xleb-i-jod-00112233" },
		{ "Їжак і Ґудзик", "yizhak-i-gudzik-00112233" },
		{ "Қазақ үні", "kazak-uni-00112233" },
		{ "ა და ბ 7", "7-00112233" }, /* letters that have none */
		{ "بيان مشترك", "byan-mshtrk-00112233" },
		{ "مُذَكِّرة ٢٠١٧", "mdhkrh-2017-00112233" },
		{ "和平声明", "00112233" },
		{ "和平声明 Note 7 о мире", "note-7-o-mire-00112233" },
		{ "Ééééééééé éééééééééé éééééééééé éééééééééé éééééééééééééé",
		  "eeeeeeeee-eeeeeeeeee-eeeeeeeeee-eeeeeeeeee-00112233" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		char text[400], name[100];
		snprintf(text, sizeof text,
			 "%s\n\nLakeport, 3 July 2018\n\nThe ministers met by the lake and spoke of the roads.\n",
			 rows[i].title);
		snprintf(name, sizeof name, "statements/%s", rows[i].id);
		read_words(&r, text);
		assert_string_equal(r.response.statements[0]->title, rows[i].title);
		assert_string_equal(r.response.statements[0]->name, name);
		reading_end(&r);
	}
}

static void the_language_is_told_by_the_text(void **state)
{
	(void)state;
	struct reading r;
	read_own(&r, "release.txt", NULL);
	assert_string_equal(r.response.statements[0]->language, "en");
	assert_string_equal(r.response.statements[1]->language, "en");
	reading_end(&r);
	read_words(&r, "Mr. Someone (Norway): Yes.");
	assert_string_equal(r.response.statements[0]->language, "");
	reading_end(&r);
}

static void a_wrapped_joint_statement_is_put_together(void **state)
{
	(void)state;
	struct reading r;
	read_own(&r, "joint.txt", NULL);
	assert_int_equal(r.response.n_statements, 1);
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_int_equal(s->kind, STATEMENT(JOINT_STATEMENT));
	assert_int_equal(s->n_blocks, 6);
	expect_ends(s->blocks[2], "Norway and the Republic of Chad", "wishing to keep the valley quiet:");
	expect_ends(s->blocks[3], "mindful of the Memorandum", "the people of the valley;");
	assert_string_equal(s->blocks[3]->lead_verb, "mindful of");
	expect_ends(s->blocks[4], "Reaffirm that", "aid at every hour;");
	assert_int_equal(s->n_signatories, 2);
	assert_string_equal(s->signatories[1]->party->id, "TCD");
	assert_string_equal(s->commitments[0]->due->printed, "before 1 July 2021");
	assert_string_equal(s->date->printed, "14 and 15 March 2021");
	assert_int_equal(findings_of(&r, FINDING(INCONSISTENT)), 0);
	reading_end(&r);
}

static void lines_before_a_reports_title_are_furniture(void **state)
{
	(void)state;
	static const char *const mentions[][2] = {
		{ "rounds/lakeport-2", "second round in Lakeport" },
		{ "rounds/lakeport-2", "second round of talks in Lakeport" },
		{ "", "first round of negotiations" },
		{ "rounds/lakeport-3", "third round within the Lakeport process" },
	};
	struct reading r;
	read_own(&r, "report.txt", NULL);
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_int_equal(s->kind, STATEMENT(ANALYSIS));
	assert_string_equal(s->title, "The second round in Lakeport: what was left open");
	assert_int_equal(s->n_blocks, 4);
	assert_int_equal(s->blocks[2]->kind, BLOCK(HEADING));
	expect_finding(&r, FINDING(FURNITURE), 1, "Valley Observatory");
	expect_finding(&r, FINDING(FURNITURE), 3, "Independent since 1998");
	expect_finding(&r, FINDING(FURNITURE), 5, "Support our work");
	assert_int_equal(findings_of(&r, FINDING(FURNITURE)), 3);
	expect_mentions(s, mentions, COUNT_OF(mentions));
	expect_finding(&r, FINDING(UNRESOLVED), 9, "March 2nd this year");
	assert_string_equal(s->citations[0]->instrument, "S/RES/2532");
	reading_end(&r);
}

static void this_year_is_resolved_by_the_date_of_the_request(void **state)
{
	(void)state;
	struct reading r;
	read_own(&r, "report.txt", "2021-03-04");
	assert_null(finding_at(&r, FINDING(UNRESOLVED), 0));
	for (size_t i = 0; i < r.response.n_findings; i++)
		assert_null(strstr(r.response.findings[i]->printed, "this year"));
	reading_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_speech_without_a_cover_is_one_turn_of_paragraphs),
		cmocka_unit_test(words_divided_at_a_lines_end_lose_their_hyphen_only_on_evidence),
		cmocka_unit_test(words_that_texts_often_hold_are_joined),
		cmocka_unit_test(citations_mentions_and_acts_of_a_speech_point_at_their_words),
		cmocka_unit_test(a_vote_told_in_a_speech_is_the_speakers_ballot),
		cmocka_unit_test(a_press_release_and_the_statement_behind_it_are_two_documents),
		cmocka_unit_test(a_joint_statement_has_signatories_lead_verbs_and_clauses),
		cmocka_unit_test(who_signs_may_be_told_by_who_acts_for_it),
		cmocka_unit_test(clauses_that_bind_are_commitments_with_their_time),
		cmocka_unit_test(a_joint_statement_was_issued_at_the_round_that_it_says),
		cmocka_unit_test(an_id_has_the_letters_of_the_title_without_accents),
		cmocka_unit_test(the_language_is_told_by_the_text),
		cmocka_unit_test(a_wrapped_joint_statement_is_put_together),
		cmocka_unit_test(lines_before_a_reports_title_are_furniture),
		cmocka_unit_test(this_year_is_resolved_by_the_date_of_the_request),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
