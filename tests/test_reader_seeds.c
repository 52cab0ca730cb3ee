#include "tests/reading.h"

/* The five texts that the shared inputs hold. */

static void the_first_speech_has_ten_paragraphs_with_their_tracks(void **state)
{
	(void)state;
	static const Truce__V1__Track tracks[] = {
		TRACK(UNSPECIFIED),  TRACK(POLITICAL),   TRACK(UNSPECIFIED), TRACK(UNSPECIFIED),
		TRACK(UNSPECIFIED),  TRACK(UNSPECIFIED), TRACK(UNSPECIFIED), TRACK(COUNTER_TERRORISM),
		TRACK(HUMANITARIAN), TRACK(POLITICAL),
	};
	static const char *const citations[][2] = {
		{ memorandum, "memorandum on de-escalation zones" },
		{ "S/RES/2336 (2016)", "resolution 2336 (2016)" },
	};
	static const struct expected_act acts[] = {
		{ ACT(THANK), 1, "thank", NULL },
		{ ACT(SUPPORT), 1, "commend", NULL },
		{ ACT(REAFFIRM), 2, "remains committed to", NULL },
		{ ACT(WELCOME), 2, "is pleased to note", NULL },
		{ ACT(EMPHASIZE), 3, "draw attention to", NULL },
		{ ACT(REAFFIRM), 3, "reaffirms", NULL },
		{ ACT(CALL), 4, "call on", "members of the Security Council" },
		{ ACT(CALL), 4, "call on", "Council members" },
		{ ACT(SUPPORT), 5, "support", NULL },
		{ ACT(WELCOME), 5, "welcome", NULL },
		{ ACT(SUPPORT), 5, "support", NULL },
		{ ACT(CALL), 6, "call on", "all Middle Eastern/Gulf region States" },
		{ ACT(CALL), 8, "call on",
		  "the international coalition forces operating in the provinces of Raqqa and Deir ez-Zor" },
		{ ACT(EMPHASIZE), 9, "emphasize", NULL },
	};
	struct reading r;
	read_seed(&r, "000_05587b0f57cff591.txt", NULL);
	assert_int_equal(r.response.n_statements, 1);
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_int_equal(s->kind, STATEMENT(SPEECH));
	assert_int_equal(s->n_turns, 1);
	assert_string_equal(s->turns[0]->label, "Mr. Umarov (Kazakhstan)");
	assert_string_equal(s->turns[0]->speaker->printed, "Mr. Umarov");
	assert_string_equal(s->turns[0]->speaker->party->id, "KAZ");
	assert_int_equal(s->n_blocks, COUNT_OF(tracks));
	for (size_t i = 0; i < COUNT_OF(tracks); i++)
		assert_int_equal(s->blocks[i]->track, tracks[i]);
	expect_ends(s->blocks[5], "Kazakhstan believes", "all parties.");
	expect_ends(s->blocks[6], "It is clear", "outcomes.");
	assert_non_null(strstr(s->blocks[9]->text, "ofa new"));
	expect_citations(s, citations, COUNT_OF(citations));
	expect_acts(s, acts, COUNT_OF(acts));
	assert_int_equal(findings_of(&r, FINDING(MISSING)), 1);
	assert_int_equal(findings_of(&r, FINDING(REPAIR)), 0);
	reading_end(&r);
}

static void the_second_speech_keeps_the_hyphens_that_its_lines_end_with(void **state)
{
	(void)state;
	static const char *const citations[][2] = { { "S/RES/2254 (2015)", "resolution 2254 (2015)" } };
	static const char *const mentions[][2] = {
		{ "zones/idlib", "Idlib" },
		{ "", "humanitarian corridors" },
		{ "", "demilitarized zone" },
	};
	struct reading r;
	read_seed(&r, "001_3872585cc6b4ca7e.txt", NULL);
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_int_equal(s->n_blocks, 7);
	assert_non_null(strstr(s->blocks[0]->text, "Syrian-owned and Syrian-led constitutional"));
	assert_non_null(strstr(s->blocks[2]->text, "the so-called small"));
	assert_int_equal(findings_of(&r, FINDING(REPAIR)), 2);
	expect_finding(&r, FINDING(REPAIR), 8, "Syrian-/led");
	expect_finding(&r, FINDING(REPAIR), 34, "so-/called");
	expect_finding(&r, FINDING(UNRESOLVED), 27, "24 October");
	expect_citations(s, citations, COUNT_OF(citations));
	expect_mentions(s, mentions, COUNT_OF(mentions));
	reading_end(&r);
}

static void the_second_speech_says_four_things_of_the_constitutional_committee(void **state)
{
	(void)state;
	static const struct expected_act acts[] = {
		{ ACT(WELCOME), 3, "welcome", NULL },
		{ ACT(CALL), 3, "calls on", "all interested parties" },
		{ ACT(EMPHASIZE), 4, "underlines", NULL },
		{ ACT(EMPHASIZE), 5, "underlines", NULL },
	};
	struct reading r;
	read_seed(&r, "001_3872585cc6b4ca7e.txt", NULL);
	const Truce__V1__Statement *s = r.response.statements[0];
	size_t found = 0;
	for (size_t i = 0; i < s->n_acts; i++) {
		const Truce__V1__TextSpan *span = s->acts[i]->span;
		char *words = support_text("%.*s", (int)(span->end - span->start),
					   s->blocks[span->block - 1]->text + span->start);
		if (strstr(words, "constitutional committee") != NULL) {
			assert_true(found < COUNT_OF(acts));
			assert_string_equal(s->acts[i]->verb, acts[found].verb);
			assert_int_equal(s->acts[i]->kind, acts[found].kind);
			assert_int_equal(span->block, acts[found].block);
			if (acts[found].addressee != NULL)
				assert_string_equal(s->acts[i]->addressees[0]->printed, acts[found].addressee);
			found++;
		}
		free(words);
	}
	assert_int_equal(found, COUNT_OF(acts));
	reading_end(&r);
}

static void the_third_speech_explains_a_vote_in_favour(void **state)
{
	(void)state;
	struct reading r;
	read_seed(&r, "002_b1d5f60248f6af80.txt", NULL);
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_int_equal(s->kind, STATEMENT(EXPLANATION_OF_VOTE));
	assert_int_equal(s->n_blocks, 5);
	expect_ends(s->blocks[3], "All the parties", "need be.");
	expect_ends(s->blocks[4], "These were", "elsewhere.");
	assert_string_equal(s->language, "en");
	assert_int_equal(s->n_votes, 1);
	assert_string_equal(s->votes[0]->instrument, "S/RES/2401 (2018)");
	assert_int_equal(s->votes[0]->n_ballots, 1);
	assert_string_equal(s->votes[0]->ballots[0]->party->id, "KAZ");
	assert_int_equal(s->votes[0]->ballots[0]->choice, TRUCE__V1__VOTE__CHOICE__CHOICE_IN_FAVOUR);
	assert_int_equal(s->n_citations, 1);
	expect_finding(&r, FINDING(UNRESOLVED), 42, "mid-March");
	reading_end(&r);
}

static void the_fourth_text_is_a_press_release_and_its_joint_statement(void **state)
{
	(void)state;
	static const char *const mentions[][2] = {
		{ "rounds/astana-6", "sixth round of the Astana Process" },
		{ "rounds/astana-6", "sixth high-level meeting on Syria within the Astana process" },
		{ "rounds/astana-6", "sixth round of the Astana Process" },
		{ "rounds/astana-6", "sixth round of the Astana process" },
		{ "zones/eastern-ghouta", "East Gut" },
		{ "rounds/astana-6", "6th International High-Level Meeting on Syria in Astana" },
	};
	struct reading r;
	read_seed(&r, "003_d56e0715bfacb0d9.txt", NULL);
	assert_int_equal(r.response.n_statements, 2);
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_int_equal(s->kind, STATEMENT(PRESS_RELEASE));
	assert_string_equal(s->place, "Astana");
	assert_int_equal(s->n_blocks, 13);
	assert_int_equal(s->blocks[0]->kind, BLOCK(HEADING));
	assert_string_equal(s->title, s->blocks[0]->text);
	assert_null(s->date);
	assert_string_equal(s->links[0]->statement, r.response.statements[1]->name);
	size_t found = 0;
	for (size_t i = 0; i < s->n_mentions && found < COUNT_OF(mentions); i++) {
		bool same = strcmp(s->mentions[i]->printed, mentions[found][1]) == 0;
		found += same && strcmp(s->mentions[i]->target, mentions[found][0]) == 0;
	}
	assert_int_equal(found, COUNT_OF(mentions));
	assert_string_equal(s->citations[0]->printed, "Memorandum of May 4, 2017");
	assert_string_equal(s->citations[0]->instrument, memorandum);
	expect_finding(&r, FINDING(UNRESOLVED), 25, "late October this year");
	assert_string_equal(finding_at(&r, FINDING(FURNITURE), 51)->explanation,
			    "times of a web page, left out: they are not the text's date");
	reading_end(&r);
}

static void the_joint_statement_has_fourteen_clauses_of_three_guarantors(void **state)
{
	(void)state;
	static const char *const leads[] = { "Express",   "Announce",  "Emphasize", "Emphasize",  "Allocate",
					     "Form",      "Emphasize", "Emphasize", "Underscore", "Call upon",
					     "Call upon", "Reaffirm",  "Express",   "Decide" };
	static const char *const preamble[] = { "reaffirming", "guided by", "welcoming" };
	static const char *const parties[] = { "IRN", "RUS", "TUR" };
	struct reading r;
	read_seed(&r, "003_d56e0715bfacb0d9.txt", NULL);
	const Truce__V1__Statement *s = r.response.statements[1];
	assert_int_equal(s->kind, STATEMENT(JOINT_STATEMENT));
	assert_string_equal(s->date->earliest, "2017-09-14");
	assert_string_equal(s->date->latest, "2017-09-15");
	assert_string_equal(s->date->printed, "14-15 September 2017");
	assert_string_equal(s->round, "rounds/astana-6");
	assert_string_equal(s->language, "en");
	assert_int_equal(s->date->precision, TRUCE__V1__DATE_INTERVAL__PRECISION__PRECISION_PERIOD);
	assert_int_equal(s->n_blocks, 3 + COUNT_OF(preamble) + COUNT_OF(leads));
	for (size_t i = 0; i < COUNT_OF(preamble); i++)
		assert_string_equal(s->blocks[3 + i]->lead_verb, preamble[i]);
	for (size_t i = 0; i < COUNT_OF(leads); i++) {
		assert_string_equal(s->blocks[6 + i]->lead_verb, leads[i]);
		assert_int_equal(s->blocks[6 + i]->number, i + 1);
		assert_int_equal(s->blocks[6 + i]->kind, BLOCK(CLAUSE));
	}
	assert_int_equal(s->n_signatories, COUNT_OF(parties));
	for (size_t i = 0; i < COUNT_OF(parties); i++) {
		assert_string_equal(s->signatories[i]->party->id, parties[i]);
		assert_non_null(strstr(s->signatories[i]->capacity, "guarantor"));
	}
	assert_int_equal(findings_of(&r, FINDING(INCONSISTENT)), 0);
	reading_end(&r);
}

static void the_joint_statement_cites_and_commits(void **state)
{
	(void)state;
	static const char *const citations[][2] = {
		{ "S/RES/2254 (2015)", "UNSC resolution 2254 (2015)" },
		{ memorandum, memorandum },
		{ memorandum, "Memorandum of 4 May 2017" },
		{ memorandum, "Memorandum of 4 May 2017" },
		{ memorandum, "Memorandum of 4 May 2017" },
	};
	struct reading r;
	read_seed(&r, "003_d56e0715bfacb0d9.txt", NULL);
	const Truce__V1__Statement *s = r.response.statements[1];
	expect_citations(s, citations, COUNT_OF(citations));
	assert_int_equal(s->n_commitments, 3);
	assert_string_equal(s->commitments[0]->id, "clause-5");
	assert_null(s->commitments[0]->due);
	assert_string_equal(s->commitments[1]->id, "clause-6");
	const Truce__V1__Commitment *next = s->commitments[2];
	assert_string_equal(next->id, "clause-14");
	assert_string_equal(next->due->earliest, "2017-10-21");
	assert_string_equal(next->due->latest, "2017-10-31");
	assert_string_equal(next->due->printed, "in the end of October 2017");
	assert_int_equal(next->due->precision, TRUCE__V1__DATE_INTERVAL__PRECISION__PRECISION_PART_OF_MONTH);
	assert_int_equal(next->n_parties, 3);
	assert_int_equal(next->span->block, 20);
	reading_end(&r);
}

static void the_fifth_text_is_a_report_behind_a_sites_furniture(void **state)
{
	(void)state;
	static const int furniture[] = { 1, 3, 5, 7, 10 };
	static const char *const mentions[][2] = {
		{ "rounds/astana-8", "8th round of negotiations on settlement Syrian crisis in Astana" },
		{ "rounds/astana-8", "eighth round of negotiations" },
		{ "", "de-escalation zones" },
		{ "rounds/astana-7", "seventh round of talks in Astana" },
		{ "rounds/astana-8", "eighth round" },
		{ "rounds/geneva-8", "eighth round of negotiations in Geneva" },
		{ "", "de-escalation zones" },
	};
	static const char *const citations[][2] = { { "S/RES/2165", "Resolution SC 2165" } };
	struct reading r;
	read_seed(&r, "004_19bb7e94db8236b5.txt", NULL);
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_int_equal(s->kind, STATEMENT(ANALYSIS));
	assert_int_equal(findings_of(&r, FINDING(FURNITURE)), COUNT_OF(furniture));
	for (size_t i = 0; i < COUNT_OF(furniture); i++)
		assert_non_null(finding_at(&r, FINDING(FURNITURE), furniture[i]));
	assert_int_equal(s->n_blocks, 10);
	assert_int_equal(s->blocks[0]->kind, BLOCK(HEADING));
	expect_ends(s->blocks[0], "Results of the 8th round", "in Astana");
	expect_mentions(s, mentions, COUNT_OF(mentions));
	expect_citations(s, citations, COUNT_OF(citations));
	expect_finding(&r, FINDING(UNRESOLVED), 14, "December 20th this year");
	reading_end(&r);
}

static void the_fifth_text_tells_what_parties_opposed_and_supported(void **state)
{
	(void)state;
	static const struct expected_act acts[] = { { ACT(OPPOSE), 7, "opposed", NULL },
						    { ACT(SUPPORT), 8, "supported", NULL },
						    { ACT(CALL), 9, "called on",
						      "the United Nations Office for the Coordination of Humanitarian "
						      "Affairs (OCHA)" } };
	static const char *const opposed[] = { "TUR", "IRN", "SYR" };
	struct reading r;
	read_seed(&r, "004_19bb7e94db8236b5.txt", NULL);
	const Truce__V1__Statement *s = r.response.statements[0];
	expect_acts(s, acts, COUNT_OF(acts));
	assert_int_equal(s->acts[0]->n_actors, COUNT_OF(opposed));
	for (size_t i = 0; i < COUNT_OF(opposed); i++)
		assert_string_equal(s->acts[0]->actors[i]->id, opposed[i]);
	assert_int_equal(s->acts[1]->n_actors, 1);
	assert_string_equal(s->acts[1]->actors[0]->printed, "Kazakhstan");
	assert_int_equal(s->acts[2]->n_actors, 1);
	assert_string_equal(s->acts[2]->actors[0]->printed, "Kazakh");
	assert_string_equal(s->acts[2]->actors[0]->id, "KAZ");
	reading_end(&r);
}

static void the_fifth_texts_year_is_known_from_the_request(void **state)
{
	(void)state;
	struct reading r;
	read_seed(&r, "004_19bb7e94db8236b5.txt", "2017-12-22");
	for (size_t i = 0; i < r.response.n_findings; i++)
		assert_null(strstr(r.response.findings[i]->printed, "this year"));
	assert_string_equal(r.response.statements[0]->date->earliest, "2017-12-22");
	reading_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_speech_has_ten_paragraphs_with_their_tracks),
		cmocka_unit_test(the_second_speech_keeps_the_hyphens_that_its_lines_end_with),
		cmocka_unit_test(the_second_speech_says_four_things_of_the_constitutional_committee),
		cmocka_unit_test(the_third_speech_explains_a_vote_in_favour),
		cmocka_unit_test(the_fourth_text_is_a_press_release_and_its_joint_statement),
		cmocka_unit_test(the_joint_statement_has_fourteen_clauses_of_three_guarantors),
		cmocka_unit_test(the_joint_statement_cites_and_commits),
		cmocka_unit_test(the_fifth_text_is_a_report_behind_a_sites_furniture),
		cmocka_unit_test(the_fifth_text_tells_what_parties_opposed_and_supported),
		cmocka_unit_test(the_fifth_texts_year_is_known_from_the_request),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
