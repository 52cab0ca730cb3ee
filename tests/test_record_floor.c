/* Words without a label behind votes, directions and headings: who has the floor. */
#include "tests/record_leaves.h"

#define LISTS                                                                                                          \
	"A vote was taken by show of hands.\n\nIn favour: Chad, Norway, Peru\nAgainst: Cuba\nAbstaining: Nepal\n\n"
#define TOTALS " was adopted by 3 votes to 1, with 1 abstention.\n\n"

static const Truce__V1__Statement *meeting_of(const struct reading *r)
{
	return r->response.statements[0];
}

/* Expects a turn's blocks, joined with strokes. */
static void expect_blocks(const struct reading *r, size_t turn, const char *expected)
{
	char *told = support_text("%s", "");
	assert_true(turn < r->response.n_statements);
	const Truce__V1__Statement *s = r->response.statements[turn];
	for (size_t i = 0; i < s->n_blocks; i++) {
		char *more = support_text("%s%s%s", told, i > 0 ? " | " : "", s->blocks[i]->text);
		free(told);
		told = more;
	}
	assert_string_equal(told, expected);
	free(told);
}

static size_t refused(const struct reading *r)
{
	size_t count = 0;
	for (size_t i = 0; i < meeting_of(r)->n_blocks; i++)
		count += meeting_of(r)->blocks[i]->kind == BLOCK(REFUSED);
	return count;
}

static void who_presides_goes_on_behind_the_lists_of_a_vote(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "20. The PRESIDENT: I put to the vote the amendment of Peru in S/2022/5.\n\n" LISTS
			      "The amendment" TOTALS
			      "21. I shall now put to the vote the draft resolution in S/2022/4, as\namended.\n\n" LISTS
			      "The draft resolution, as amended," TOTALS
			      "22. That ends the voting. I thank the members.\n\n"
			      "23. Mr. ODD (Norway): We voted for both." ROSE);
	assert_int_equal(r.response.n_statements, 3);
	expect_blocks(&r, 1,
		      "I put to the vote the amendment of Peru in S/2022/5. | 21. I shall now put to the vote the "
		      "draft resolution in S/2022/4, as amended. | 22. That ends the voting. I thank the members.");
	assert_int_equal(refused(&r), 0);
	assert_int_equal(meeting_of(&r)->n_votes, 2);
	assert_string_equal(meeting_of(&r)->votes[0]->document, "S/2022/5");
	assert_string_equal(meeting_of(&r)->votes[1]->document, "S/2022/4");
	assert_int_equal(meeting_of(&r)->votes[1]->result, TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED);
	reading_end(&r);
}

static void his_words_behind_the_lists_tell_the_result(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The PRESIDENT: We vote on the draft resolution in S/2022/5.\n\n" LISTS
			      "We have 3 votes in favour and 1 against. The draft resolution has been adopted as "
			      "resolution 2990 (2022).\n\n"
			      "I now put to the vote the draft resolution in S/2022/6.\n\n"
			      "A vote was taken by show of hands.\n\nIn favour: Norway\nAgainst: Chad, Cuba, Peru\n\n"
			      "We have 1 vote in favour and 3 against. The draft resolution has not been adopted.\n\n"
			      "Mr. Odd (Norway): We regret it." ROSE);
	assert_int_equal(r.response.n_statements, 3);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(m->n_votes, 2);
	assert_string_equal(m->votes[0]->document, "S/2022/5");
	assert_string_equal(m->votes[0]->instrument, "S/RES/2990 (2022)");
	assert_int_equal(m->votes[0]->result, TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED);
	assert_string_equal(m->votes[1]->document, "S/2022/6");
	assert_int_equal(m->votes[1]->result, TRUCE__V1__VOTE__RESULT__RESULT_NOT_ADOPTED);
	assert_int_equal(m->votes[1]->in_favour, 1);
	assert_string_equal(m->votes[1]->instrument, "");
	reading_end(&r);
}

static void what_stands_behind_a_heading_stays_with_the_meeting(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The PRESIDENT: I put to the vote the draft resolution in S/2022/5.\n\n" LISTS
			      "The draft resolution" TOTALS "The state of the ferries\n\n"
			      "The next item is before us in S/2022/9. The Council\nwill begin with it at once.\n\n"
			      "Mr. Odd (Norway): We do." ROSE);
	expect_blocks(&r, 1, "I put to the vote the draft resolution in S/2022/5.");
	assert_int_equal(refused(&r), 1);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(m->blocks[m->n_blocks - 3]->kind, BLOCK(HEADING));
	assert_string_equal(m->blocks[m->n_blocks - 3]->text, "The state of the ferries");
	reading_end(&r);
}

static void other_words_without_a_label_stay_with_the_meeting(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		/* who spoke last does not preside */
		{ "Mr. Even (Chad): I ask for a vote.\n\n", "I shall now put it to the vote." },
		/* nobody's words: what happened */
		{ "The President: We vote.\n\n", "The name of Chad was drawn and its delegation was called first." },
		/* the text of what was adopted */
		{ "The President: We vote.\n\n", "\"The Security Council shall remain seized of what we hold.\"" },
		{ "The President: We vote.\n\n", "The Security Council,\nShall remain seized of the matter." },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		char *text = support_text("%s%s%sThe draft resolution%s%s\n\nMr. Odd (Norway): We do.%s", OPENED,
					  rows[i][0], LISTS, TOTALS, rows[i][1], ROSE);
		read_words(&r, text);
		assert_int_equal(r.response.statements[1]->n_blocks, 1);
		assert_int_equal(refused(&r), 1);
		reading_end(&r);
		free(text);
	}
}

/* Behind the meeting's end nobody speaks; nor does who presided before another took the Chair. */
static void nobody_goes_on_behind_the_end_or_a_change_of_chair(void **state)
{
	(void)state;
	static const char *const rows[] = {
		"The President: I thank you.\n\nThe meeting rose at 4 p.m.\n\nWe shall correct this record.\n",
		"The President: I put it to the vote.\n\nA vote was taken by show of hands.\n\n"
		"Mr. Even (Chad), Vice-President, took the Chair.\n\nI shall now put it to the vote.\n\n"
		"Mr. Odd (Norway): We do." ROSE,
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		char *text = support_text("%s%s", OPENED, rows[i]);
		read_words(&r, text);
		assert_int_equal(r.response.statements[1]->n_blocks, 1);
		assert_int_equal(refused(&r), 1);
		reading_end(&r);
		free(text);
	}
}

static void a_session_that_was_adjourned_ends_the_record(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED
		   "Mr. Odd (Norway): We therefore voted no.\nThe tenth emergency special session was adjourned\n"
		   "at 6.15 p.m.\n");
	expect_blocks(&r, 1, "We therefore voted no.");
	assert_string_equal(meeting_of(&r)->record->closed, "18:15");
	reading_end(&r);
}

/* A first page in two columns, over which who sits in stands in two lines that are set in. */
static void who_sits_in_may_stand_over_two_columns(void **state)
{
	(void)state;
	struct reading r;
	char *text =
		support_text("%s", "United Nations                                        A/71/PV.65\n\n"
				   "General Assembly\n\n65th plenary meeting\nMonday, 19 December 2016, 10 a.m.\n\n"
				   "President:         Mr. First . . . . . . . . . . . . . . . . . . (Fiji)\n\n\n"
				   "          In the absence of the President, Mr. Even Odd (Argentina),\n"
				   "          Vice-President, took the Chair.\n"
				   "          The meeting was called to order at 10.05 a.m.\n\n\n");
	for (int i = 0; i < 24; i++) {
		char *more = support_text(
			"%s%-48s%s\n", text,
			i == 0 ? "      The Acting President: We wait" : "for the upper lake and its keepers,",
			i == 12 ? "     Mr. Odd (Norway): We wait" : "on the lower lake they do not wait,");
		free(text);
		text = more;
	}
	read_words(&r, text);
	assert_int_equal(r.response.n_statements, 3);
	assert_string_equal(r.response.statements[1]->turns[0]->speaker->party->id, "ARG");
	reading_end(&r);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_presides_goes_on_behind_the_lists_of_a_vote),
		cmocka_unit_test(his_words_behind_the_lists_tell_the_result),
		cmocka_unit_test(what_stands_behind_a_heading_stays_with_the_meeting),
		cmocka_unit_test(other_words_without_a_label_stay_with_the_meeting),
		cmocka_unit_test(a_session_that_was_adjourned_ends_the_record),
		cmocka_unit_test(who_sits_in_may_stand_over_two_columns),
		cmocka_unit_test(nobody_goes_on_behind_the_end_or_a_change_of_chair),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
