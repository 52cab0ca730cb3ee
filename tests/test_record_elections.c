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
	{ "United Republic of\nTanzania 100\nTrinidad and\nTobago .... 60\nLao People's Democratic\nRepublic\n1\n",
	  "TZA|United Republic of Tanzania|100\nTTO|Trinidad and Tobago|60\nLAO|Lao People's Democratic Republic|1\n" },
	{ "Mr. Adam Odd\n(Venezuela): 80\nMs. Even (Chad) 2\n", "VEN|Mr. Adam Odd|80\nTCD|Ms. Even|2\n" },
	{ "Uganda\nJapan\nUnion of Soviet\nSocialist Republics\n181\n158\n4\n",
	  "UGA|Uganda|181+\nJPN|Japan|158+\nSUN|Union of Soviet Socialist Republics|4\n" },
	{ "Uganda 181\nJapan 158\nCeylon, Chile ...... 2\nBarbados, Nepal, Rwanda ... 1\n",
	  "UGA|Uganda|181+\nJPN|Japan|158+\nLKA|Ceylon|2\nCHL|Chile|2\nBRB|Barbados|1\nNPL|Nepal|1\nRWA|Rwanda|1\n" },
	{ "Uganda 181 votes\nJapan 158 votes;\nPeru 1.\n", "UGA|Uganda|181+\nJPN|Japan|158+\nPER|Peru|1\n" },
	/* persons without a title, and several on a line */
	{ "Ada Even (Chad) 99\nJulia Odd (Bolivia (Plurinational State of)) 80\n",
	  "TCD|Ada Even|99\nBOL|Julia Odd|80\n" },
	{ "Uganda, 181; Japan, 158; Fiji, 2.\n", "UGA|Uganda|181+\nJPN|Japan|158+\nFJI|Fiji|2\n" },
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

/* What is said of a later ballot, whose list is not read, is no word on this one. */
static void nobody_is_elected_below_the_majority_that_is_required(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "The President: We vote.\n" PAPERS(
			       "9", "9", "5") "Chad 3\nPeru 6\nHaving obtained the required majority in the next "
					      "ballot, Chad is elected, as is Peru." ROSE);
	const Truce__V1__Election *e = meeting_of(&r)->votes[0]->election;
	assert_int_equal(e->n_candidates, 2);
	assert_int_equal(e->required_majority, 5);
	assert_false(e->candidates[0]->elected);
	assert_true(e->candidates[1]->elected);
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

/* Candidates of the meeting's elections, a line for each. */
static char *told_of(const Truce__V1__Statement *m)
{
	char *told = support_text("%s", "");
	for (size_t i = 0; i < m->n_votes; i++) {
		const Truce__V1__Election *e = m->votes[i]->election;
		for (size_t k = 0; e != NULL && k < e->n_candidates; k++) {
			const Truce__V1__Candidate *c = e->candidates[k];
			char *more = support_text("%s%s%zu %s %d%s", told, told[0] == '\0' ? "" : "|", i, c->printed,
						  c->votes, c->elected ? "+" : "");
			free(told);
			told = more;
		}
	}
	return told;
}

#define BALLOT "A vote was taken by secret ballot.\n\n"
#define CHAIR "The President: "

/* What stands behind a label, and the candidates: the ballot's number, name, votes, elected. */
static const char *const told_ballots[][2] = {
	{ BALLOT CHAIR "Chad obtained 65 votes, Peru 29 and Fiji 1. Chad, having obtained the majority, is elected.",
	  "0 Chad 65+|0 Peru 29|0 Fiji 1" },
	{ BALLOT CHAIR "Mr. Odd received 9 votes, Ms. Even 4 and Mr. Third 2. Mr. Odd has been elected.",
	  "0 Mr. Odd 9+|0 Ms. Even 4|0 Mr. Third 2" },
	{ BALLOT CHAIR "The United Republic of Tanzania obtained 72 votes, Trinidad and Tobago 57, and Fiji, Nauru "
		       "and Tonga 1 each.\n\nTrinidad and Tobago is elected.",
	  "0 United Republic of Tanzania 72|0 Trinidad and Tobago 57+|0 Fiji 1|0 Nauru 1|0 Tonga 1" },
	{ BALLOT CHAIR "Mr. Adam Odd received 9 votes and Ms. Eve Even 9.\n\n" BALLOT CHAIR
		       "Mr. Odd received 9 votes and Ms. Even 4.\n\nThe letter says: \"At the 43rd plenary meeting "
		       "Eve Even and Adam Odd obtained the majority.\" Mr. Odd has been elected.",
	  "0 Mr. Adam Odd 9|0 Ms. Eve Even 9|1 Mr. Odd 9+|1 Ms. Even 4" },
	{ BALLOT CHAIR "The candidates obtained the following numbers of votes: Mr. Odd, 9 votes; Ms. Even, 3.\n\nMr. "
		       "Odd has obtained the majority.\n\nMs. Ten (Togo): Yes.\n\n" CHAIR "He is elected.",
	  "0 Mr. Odd 9+|0 Ms. Even 3" },
	{ BALLOT CHAIR
	  "The result is: number of votes cast, 57; invalid, 1; valid votes, 56; required majority, 38. Votes "
	  "obtained: Chad, 56; Peru, 37.\n\nChad has been elected.",
	  "0 Chad 56+|0 Peru 37" },
	{ CHAIR
	  "The list:\n\nNumber of ballot papers: 9\nSimple majority: 5\nNumber of votes obtained:\nChad 6\nPeru 2\n\n"
	  "Chad is elected.",
	  "0 Chad 6+|0 Peru 2" },
	/* no candidate of a ballot */
	{ BALLOT CHAIR "The proposal obtained 9 votes. Norway spoke 3 times.", "" },
	{ CHAIR "The list:\n\nNumber of ballot papers: 9\nNumber of votes obtained: Chad 6, Bolivia (Plurinational "
		"State of) 2,\nPeru 1\n\nChad is elected.",
	  "0 Chad 6+|0 Bolivia (Plurinational State of) 2|0 Peru 1" },
	/* who is named for another reason */
	{ CHAIR "The list:\n\nNumber of ballot papers: 9\nNumber of votes obtained:\nChad 6\nPeru 2\nFiji 1\n\n"
		"Chad is elected. The next ballot is restricted to two States, namely Peru and Fiji. I congratulate "
		"those who have been elected.",
	  "0 Chad 6+|0 Peru 2|0 Fiji 1" },
	{ CHAIR "The list:\n\nNumber of ballot papers: 9\nNumber of votes obtained:\nChad 6\nPeru 2\n\n"
		"Chad is elected. One member remains to be elected: Peru is free to stand.",
	  "0 Chad 6+|0 Peru 2" },
	{ CHAIR
	  "The list:\n\nBallot papers . . . . 9\nInvalid ballots . . . . none\nNumber of votes obtained:\nChad 6\nPeru "
	  "2\nFiji 1\n\nChad is elected. A vote on Peru is needed before another can be elected. I congratulate "
	  "who has been elected and thank Fiji.",
	  "0 Chad 6+|0 Peru 2|0 Fiji 1" },
	{ CHAIR "The list:\n\nNumber of ballot papers: 9\nNumber of votes obtained:\nMr. Odd (Chad) 6\nMs. Even (Peru) "
		"2\n\nMr. Odd has received the required majority.\n\nThe other organ tells me that the same man has "
		"received a majority.\n\nHe has been elected.",
	  "0 Mr. Odd 6+|0 Ms. Even 2" },
	{ CHAIR "The list:\n\nNumber of ballot papers: 9\nInvalid ballots: O\nNumber of electors voting: 9\nNumber of "
		"members: 12\nNumber of votes obtained:\nChad 6\nPeru 2\n\nChad is elected.",
	  "0 Chad 6+|0 Peru 2" },
	{ CHAIR "The list:\n\nNumber of ballot papers:      9\nAbstentions:               None\nNumber of members "
		"voting:   9\nNumber of votes obtained:\nChad 6\nPeru 2\n\nChad is elected.",
	  "0 Chad 6+|0 Peru 2" },
	/* the last ballot that has the name */
	{ CHAIR "The list:\n\nNumber of ballot papers: 9\nNumber of votes obtained:\nChad 6\nPeru 2\n\nWe vote "
		"again.\n\n" BALLOT CHAIR "The list:\n\nNumber of ballot papers: 9\nNumber of votes "
		"obtained:\nPeru 8\n\nChad and Peru are elected.",
	  "0 Chad 6+|0 Peru 2|1 Peru 8+" },
	/* as other words name them */
	{ CHAIR "The list:\n\nNumber of ballot papers: 9\nNumber of votes obtained:\nBolivia (Plurinational State "
		"of) 6\nNiger 2\n\nThe Plurinational State of Bolivia is elected, Nigeria said.",
	  "0 Bolivia (Plurinational State of) 6+|0 Niger 2" },
	{ CHAIR "The list:\n\nNumber of ballot papers: 9\nNumber of votes obtained:\nMr. Odd Even (Chad) 6\nMs. Ten "
		"Eleven (Fiji) 2\nMr. Two (Peru) 1\n\nMr. Odd and Ms. Eleven are elected, Fiji and Peru said.",
	  "0 Mr. Odd Even 6+|0 Ms. Ten Eleven 2+|0 Mr. Two 1" },
	{ CHAIR "The list:\n\nNumber of ballot papers: 9\nNumber of votes obtained:\nChad 6\nPeru 2\n\nThe "
		"following is elected:\n\nChad.\n\nPeru I thank.",
	  "0 Chad 6+|0 Peru 2" },
	/* who obtained the majority is named, and no more is asked for */
	{ CHAIR "The list:\n\nNumber of ballot papers: 9\nNumber of votes obtained:\nMr. Odd (Chad) 6\nMs. Even (Peru) "
		"2\n\nThe following candidate has obtained the required majority in the Council: Mr. Odd (Chad).",
	  "0 Mr. Odd 6+|0 Ms. Even 2" },
	{ CHAIR "The list:\n\nNumber of ballot papers: 9\nNumber of votes obtained:\nMr. Odd 6\nMs. Even 5\n\nMr. Odd "
		"and Ms. Even have obtained the required majority. They are more than the one seat.",
	  "0 Mr. Odd 6|0 Ms. Even 5" },
	{ CHAIR "The list:\n\nNumber of ballot papers: 9\nNumber of votes obtained:\nMr. Odd 6\nMs. Even 2\n\nIn the "
		"General Assembly Ms. Even has obtained the majority.",
	  "0 Mr. Odd 6|0 Ms. Even 2" },
	{ CHAIR
	  "The list:\n\nNumber of ballot papers: 9\nRequired majority: 5\nNumber of votes obtained:\nMr. Odd (Chad) "
	  "6\nMs. Even (Peru) 2\n\nMr. Adam Odd has obtained the required majority in the Council. I shall tell the "
	  "President of the General Assembly of it.",
	  "0 Mr. Odd 6+|0 Ms. Even 2" },
	/* names behind "as follows", or behind "has received" */
	{ BALLOT CHAIR "The result of the ballot is as follows: Mr. Odd (Chad), 28 votes; Ms. Even (Peru), 23 votes. "
		       "Mr. Odd is therefore elected.",
	  "0 Mr. Odd 28+|0 Ms. Even 23" },
	{ BALLOT CHAIR "The result of the ballot is: number of ballots cast, 11; required majority, 6. Mr. Odd has "
		       "received 9 votes and Ms. Even 4. Mr. Odd has accordingly been elected.",
	  "0 Mr. Odd 9+|0 Ms. Even 4" },
	/* nobody's votes, and a figure with more in brackets */
	{ CHAIR "The list:\n\nNumber of ballot papers: 9\nRequired majority (absolute majority): 5\nNumber of votes "
		"obtained:\nChad 6\nPeru 2\nOthers 1\n\nChad is elected.",
	  "0 Chad 6+|0 Peru 2" },
	/* a figure's words over two lines, and the list behind a pause */
	{ BALLOT CHAIR
	  "I suspend the meeting while the ballots are counted.\n\nThe meeting was suspended at 10.25 a.m. and "
	  "resumed at 11 a.m.\n\n" CHAIR
	  "The list:\n\nNumber of ballot papers:\n9\nNumber of members present\nand voting:\n8\nRequired "
	  "majority:\n5\nNumber of votes obtained by country:\nChad\n6\nPeru\n2\n\nChad is elected.",
	  "0 Chad 6+|0 Peru 2" },
	/* names behind the figures of a sentence */
	{ BALLOT CHAIR "It is as follows: ballot papers, 11; spoilt papers, 1; majority required, 6. Mr. Odd (Chad), 7 "
		       "votes; Ms. Even (Peru), 3 votes. Mr. Odd is elected. Ms. Ten (Togo) spoke, 2 of us "
		       "listened.",
	  "0 Mr. Odd 7+|0 Ms. Even 3" },
	/* names with leaders behind the figures, with no line that announces them */
	{ CHAIR "The list:\n\nNumber of ballot papers ........... 9\nRequired majority ........... 5\n\nMr. Odd (Chad) "
		"........... 6\nPeru ........... 3\nMr. Odd, having obtained the required majority, has been chosen.",
	  "0 Mr. Odd 6+|0 Peru 3" },
	{ CHAIR "The list:\n\nNumber of ballot papers ........... 9\nRequired majority ........... 5\n\nThe ferry "
		"........... 6\n\nChad ........... 3\n",
	  "" },
	/* figures on lines of their own */
	{ CHAIR "The list:\n\nNumber of ballot papers:\n9\nInvalid ballots:\n0\nNumber of votes "
		"obtained:\nChad\n6\nPeru\n2\n\nChad is elected.",
	  "0 Chad 6+|0 Peru 2" },
};

static void ballots_are_told_in_many_ways(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(told_ballots); i++) {
		struct reading r;
		char *text = support_text("%sThe President: We begin.\n\n%s\n\nMs. Ten (Togo): We wait.%s", OPENED,
					  told_ballots[i][0], ROSE);
		read_words(&r, text);
		char *told = told_of(meeting_of(&r));
		expect_text("candidates", text, told, told_ballots[i][1]);
		reading_end(&r);
		free(told);
		free(text);
	}
}

static void sentences_tell_a_ballots_figures(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED "The President: We begin.\n\n" BALLOT CHAIR
			  "Seventy-nine ballot papers were handed in, of which one was invalid. With seventy-eight "
			  "valid ballots and 2 abstentions, the required majority is 51. Chad obtained 77 votes." ROSE);
	const Truce__V1__Vote *v = meeting_of(&r)->votes[0];
	assert_int_equal(meeting_of(&r)->n_votes, 1);
	assert_non_null(v->election);
	assert_int_equal(v->election->ballot_papers, 79);
	assert_int_equal(v->election->invalid, 1);
	assert_int_equal(v->election->valid, 78);
	assert_int_equal(v->abstaining, 2);
	assert_int_equal(v->election->required_majority, 51);
	reading_end(&r);
}

static void all_papers_may_be_valid(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED "The President: We begin.\n\n" BALLOT CHAIR
			  "Eleven ballot papers have been handed in, and all of them are valid. Chad has received 7 "
			  "votes and Peru 4." ROSE);
	const Truce__V1__Vote *v = meeting_of(&r)->votes[0];
	assert_int_equal(v->election->ballot_papers, 11);
	assert_int_equal(v->election->valid, 11);
	assert_int_equal(v->election->n_candidates, 2);
	reading_end(&r);
}

/* A sentence behind the list whose line ends with a day is no candidate. */
static void a_term_that_begins_on_a_day_is_no_candidate(void **state)
{
	(void)state;
	struct reading r;
	read_words(
		&r,
		OPENED CHAIR "We have it:\n\n" PAPERS(
			"5", "4",
			"3") "\n             Chad                 3\n"
			     "             Peru                 3\n"
			     "             Mali                 1\n\n"
			     "     Chad and Peru, having\nobtained the required two-thirds majority, have been elected "
			     "new\nmembers of the Board of the Lake for a term of two years beginning on 1\n"
			     "January 2007.\n\nAW/dah\n\n     We go on.\n" ROSE);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(m->votes[0]->election->n_candidates, 3);
	assert_true(m->votes[0]->election->candidates[0]->elected);
	reading_end(&r);
}

/* Right behind the list, with no blank line between: a decision, no speech and no candidate. */
static void a_decision_may_follow_the_list(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED CHAIR "We have it:\n" PAPERS(
			   "5", "4",
			   "3") "Chad 3\nPeru 1\n"
				"Having obtained the required majority,\nChad was elected a member of the lake, for\na "
				"term beginning on 1 January 2007.\n" CHAIR "I congratulate Chad." ROSE);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(m->votes[0]->election->n_candidates, 2);
	assert_true(m->votes[0]->election->candidates[0]->elected);
	assert_int_equal(m->record->n_decisions, 1);
	assert_int_equal(r.response.n_statements, 3);
	assert_int_equal(r.response.statements[1]->n_blocks, 1);
	reading_end(&r);
}

/* Right behind the list, whatever follows: "Chad, having obtained …, was elected". */
static void a_decision_may_stand_between_the_list_and_a_heading(void **state)
{
	(void)state;
	struct reading r;
	read_words(
		&r,
		OPENED CHAIR "We vote.\n" BALLOT PAPERS(
			"5", "4",
			"3") "Chad 3\nPeru 1\n  Chad, having obtained "
			     "the required two-thirds\nmajority, was elected a member of the lake.\nThe state of the "
			     "ferry: report of the\nThird Committee\n[Agenda item 6]\n" CHAIR "We go on." ROSE);
	const Truce__V1__Statement *m = meeting_of(&r);
	assert_int_equal(m->votes[0]->election->n_candidates, 2);
	assert_true(m->votes[0]->election->candidates[0]->elected);
	assert_int_equal(m->record->n_decisions, 1);
	reading_end(&r);
}

/* "African States" over the figures of each table. */
static void a_groups_name_may_be_its_states(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED CHAIR "We have it:\n\nAfrican States\n\n" PAPERS(
			   "5", "4",
			   "3") "Chad 3\n\nWestern European and other States\n\n" PAPERS("5", "4",
											 "3") "Norway 3\n\nThat is it. "
											      "I thank the\nMember "
											      "States." ROSE);
	const Truce__V1__Statement *m = meeting_of(&r), *turn = r.response.statements[1];
	assert_int_equal(m->n_votes, 2);
	assert_string_equal(m->votes[0]->part, "African States");
	assert_string_equal(m->votes[1]->part, "Western European and other States");
	assert_int_equal(m->votes[0]->election->n_candidates, 1);
	assert_int_equal(turn->n_blocks, 2);
	assert_string_equal(turn->blocks[0]->text, "We have it:");
	assert_string_equal(turn->blocks[1]->text, "That is it. I thank the Member States.");
	reading_end(&r);
}

/* A group's line is the list's, and no speech. */
static void a_groups_line_is_no_speech(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED CHAIR "We have it:\n\nGroup A - States of the lake\n(2 seats)\n\n" PAPERS(
			   "5", "4", "3") "Chad 3\n\nList C\n\n" PAPERS("5", "4", "3") "Peru 3\n\nThat is it." ROSE);
	assert_int_equal(meeting_of(&r)->n_votes, 2);
	assert_string_equal(meeting_of(&r)->votes[0]->part, "Group A - States of the lake (2 seats)");
	assert_string_equal(meeting_of(&r)->votes[1]->part, "List C");
	const Truce__V1__Statement *turn = r.response.statements[1];
	assert_int_equal(turn->n_blocks, 2);
	assert_string_equal(turn->blocks[0]->text, "We have it:");
	assert_string_equal(turn->blocks[1]->text, "That is it.");
	reading_end(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(elections_give_each_candidate_its_votes),
		cmocka_unit_test(candidates_may_be_named_as_such),
		cmocka_unit_test(who_is_elected_may_be_said_behind_the_list),
		cmocka_unit_test(nobody_is_elected_below_the_majority_that_is_required),
		cmocka_unit_test(ballots_are_told_in_many_ways),
		cmocka_unit_test(sentences_tell_a_ballots_figures),
		cmocka_unit_test(all_papers_may_be_valid),
		cmocka_unit_test(a_decision_may_follow_the_list),
		cmocka_unit_test(a_term_that_begins_on_a_day_is_no_candidate),
		cmocka_unit_test(a_decision_may_stand_between_the_list_and_a_heading),
		cmocka_unit_test(a_groups_line_is_no_speech),
		cmocka_unit_test(a_groups_name_may_be_its_states),
		cmocka_unit_test(an_election_that_lost_a_number_pairs_nobody),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
