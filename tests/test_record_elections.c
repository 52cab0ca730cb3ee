/* Elections by ballot as the verbatim records print them, each in a record that was made for
 * it. */
#include "tests/record_forms.h"

#define PAPERS(n, voting, required)                                                                                    \
	"Number of ballot papers: " n "\nNumber of invalid ballots: 1\nNumber of valid ballots: " voting               \
	"\nAbstentions: 2\nNumber of members present and voting: " voting "\nRequired two-thirds majority: " required  \
	"\nNumber of votes obtained:\n"

struct election_case {
	const char *list;       /* as printed behind the figures */
	const char *candidates; /* party, name, votes, and a plus for who was elected */
};

static const struct election_case elections[] = {
	{ "Uganda 181\nJapan 158\nIslamic Republic of Iran 32\n",
	  "UGA|Uganda|181+\nJPN|Japan|158+\nIRN|Islamic Republic of Iran|32\n" },
	{ "Uganda ........................ 181\nJapan . . . . . . . . . . . . 158\nAustalia\t2\n",
	  "UGA|Uganda|181+\nJPN|Japan|158+\nAUS|Austalia|2\n" },
	/* a text layer that gives the columns one behind the other */
	{ "Uganda\nJapan\nFiji\n181\n158\n1\n", "UGA|Uganda|181+\nJPN|Japan|158+\nFJI|Fiji|1\n" },
	{ "Uganda 181\nJapan 158\nBolivia (Plurinational State\nof) 7\n",
	  "UGA|Uganda|181+\nJPN|Japan|158+\nBOL|Bolivia (Plurinational State of)|7\n" },
	{ "Mr. Even (Chad) 13\nMr. Odd (United Kingdom of Great Britain and\nNorthern Ireland) 12\n",
	  "TCD|Mr. Even|13\nGBR|Mr. Odd|12\n" },
	{ "Mr. Uganda (Japan) ............ 9\nMr. Odd (Norway) ............ 6\n", "JPN|Mr. Uganda|9\nNOR|Mr. Odd|6\n" },
};

static void elections_give_each_candidate_its_votes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(elections); i++) {
		struct reading r;
		char *text =
			support_text("%sThe President: We begin.\n\nA vote was taken by secret ballot.\n\n"
				     "The President: The result of the voting is as follows:\nGroup A\n" PAPERS(
					     "192", "190", "127") "%sWe shall go on to the rest.\n\n"
								  "Having obtained the required two-thirds majority, "
								  "Japan and Uganda were elected members of the "
								  "Council.\n\nMs. Odd (Norway): We wait.%s",
				     OPENED, elections[i].list, ROSE);
		read_words(&r, text);
		const Truce__V1__Statement *m = meeting_of(&r);
		expect_number("votes", elections[i].list, (long)m->n_votes, 1);
		const Truce__V1__Vote *v = m->votes[0];
		const Truce__V1__Election *e = v->election;
		expect_text("method", elections[i].list, v->method, "secret ballot");
		expect_text("part", elections[i].list, v->part, "Group A");
		expect_number("papers", elections[i].list, e->ballot_papers, 192);
		expect_number("invalid", elections[i].list, e->invalid, 1);
		expect_number("valid", elections[i].list, e->valid, 190);
		expect_number("voting", elections[i].list, e->voting, 190);
		expect_number("required", elections[i].list, e->required_majority, 127);
		expect_number("abstaining", elections[i].list, v->abstaining, 2);
		char *told = support_text("%s", "");
		for (size_t k = 0; k < e->n_candidates; k++) {
			const Truce__V1__Candidate *c = e->candidates[k];
			char *more = support_text("%s%s|%s|%d%s\n", told, c->party->id, c->printed, c->votes,
						  c->elected ? "+" : "");
			free(told);
			told = more;
		}
		expect_text("candidates", elections[i].list, told, elections[i].candidates);
		const Truce__V1__Statement *turn = r.response.statements[2];
		expect_text("the turn's end", elections[i].list, turn->blocks[turn->n_blocks - 1]->text,
			    "We shall go on to the rest.");
		reading_end(&r);
		free(told);
		free(text);
	}
}

static void candidates_may_be_named_as_such(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The President: We have it:\nGroup B, the States of\nthe lake (1 seat)\nNumber of ballot "
			      "papers: 15\nRequired majority: 8\n"
			      "Number of votes obtained by candidates:\nMs. Even (Chad) 15\nMr. Odd (Norway) 9\n"
			      "The first has it." ROSE);
	const Truce__V1__Election *e = meeting_of(&r)->votes[0]->election;
	assert_int_equal(e->n_candidates, 2);
	assert_string_equal(meeting_of(&r)->votes[0]->part, "Group B, the States of the lake (1 seat)");
	assert_string_equal(e->candidates[1]->printed, "Mr. Odd");
	assert_int_equal(e->candidates[1]->votes, 9);
	reading_end(&r);
}

static void who_is_elected_may_be_said_behind_the_list(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The President: Chad and Peru wish to be elected.\n" PAPERS(
			       "5", "4",
			       "3") "Chad 3\nPeru 1\nHaving obtained the required majority, Chad is elected." ROSE);
	const Truce__V1__Election *e = meeting_of(&r)->votes[0]->election;
	assert_int_equal(e->n_candidates, 2);
	assert_true(e->candidates[0]->elected);
	assert_false(e->candidates[1]->elected);
	reading_end(&r);
}

/* Numbers that are not as many as names are paired with none of them. */
static void an_election_that_lost_a_number_pairs_nobody(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The President: We have it:\n" PAPERS("5", "4", "3") "Uganda\nJapan\nFiji\n3\n1" ROSE);
	const Truce__V1__Vote *v = meeting_of(&r)->votes[0];
	assert_int_equal(v->election->ballot_papers, 5);
	assert_int_equal(v->election->n_candidates, 0);
	size_t told = 0;
	for (size_t i = 0; i < r.response.n_findings; i++)
		told += strstr(r.response.findings[i]->printed, "3 candidates, 2 numbers") != NULL;
	assert_int_equal(told, 1);
	reading_end(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(elections_give_each_candidate_its_votes),
		cmocka_unit_test(candidates_may_be_named_as_such),
		cmocka_unit_test(who_is_elected_may_be_said_behind_the_list),
		cmocka_unit_test(an_election_that_lost_a_number_pairs_nobody),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
