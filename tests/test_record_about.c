/* What the words about documents say that they are, and which of them a vote is on by these. */
#include "tests/record_puts.h"

#define DONE "The draft resolution was adopted by 9 votes to 2.\n"

static const struct put_case documents[] = {
	/* "it" is no letter, nor what nothing tells */
	{ P "Members have before them document S/1994/84, which contains the text of a draft resolution. I draw "
	    "attention to the following other documents: S/1994/40, S/1994/48 and S/1994/56. The Council is ready to "
	    "vote on the draft as orally corrected. Unless I hear any objection, I shall put it to the vote." SHOW DONE,
	  "S/1994/84|||9/2/-\n" },
	{ P "A letter is in document S/3. The draft of Chad is in S/4. Mr. Odd wrote S/5. I shall put it to the "
	    "vote." SHOW DONE,
	  "S/4|||9/2/-\n" },
	/* what is said behind a list is said of all of it */
	{ P "Members have before them document S/12, which contains the text of a draft resolution submitted by Chad, "
	    "documents S/13, S/14 and S/15, which contain amendments proposed by Peru, and document S/16, which "
	    "contains "
	    "an amendment proposed by Iraq. I shall first put to the vote the amendment contained in document "
	    "S/13." SHOW "The amendment was rejected by 8 votes to 3.\n" P
	    "I shall now put to the vote the draft resolution as a whole." SHOW DONE,
	  "S/13|||3/8/-\nS/12|||9/2/-\n" },
	/* of a range each document has the words before the range */
	{ P "The Assembly has before it the draft resolution of Peru [A/4502 and Corr.1] and the draft resolution "
	    "submitted by nine Powers [A/L.323 and Add.1-6]. I put to the vote the last three paragraphs of the draft "
	    "in document A/4502." SHOW "The three paragraphs were rejected by 9 votes to 2.\n" P
	    "I put to the vote the remainder of the Peruvian draft resolution." SHOW
	    "The remainder was rejected by 8 votes to 3.\n",
	  "A/4502|last three paragraphs||2/9/-\nA/4502|The remainder||3/8/-\n" },
	{ P "The Assembly has before it the draft resolution submitted by nine countries [A/L.483 and Add.1-3], the "
	    "amendments thereto submitted by Iraq [A/L.488], and the sub-amendment proposed by Peru [A/L.490]. I put "
	    "to "
	    "the vote the nine-Power draft resolution." SHOW DONE,
	  "A/L.483|||9/2/-\n" },
	/* of several amendments the one that is spoken of */
	{ P "Draft resolution A/L.25 and the amendments in documents A/L.26 and A/L.27 are before us. That of Iraq in "
	    "A/L.27 is not being pressed for the moment. We have before us the draft amendment in document A/L.26. The "
	    "amendment shall be voted on first." SHOW
	    "The amendment received 8 votes in favour, 5 votes against and 3 abstentions. Having failed to obtain a "
	    "two-thirds majority, the draft amendment was not adopted.\n",
	  "A/L.26|||8/5/3\n" },
	/* a motion that is a document */
	{ P "The report of the Committee [A/76] recommends two draft resolutions. I shall put to the vote the motion "
	    "submitted by the delegation of Peru "
	    "[A/L.124]." SHOW "The motion was rejected by 8 votes to 3.\n" P
	    "A separate vote has been requested on paragraph 1 (c) of the operative part of draft resolution A. I "
	    "shall "
	    "first put that sub-paragraph to the vote." SHOW "The sub-paragraph was adopted by 9 votes to 2.\n",
	  "A/L.124|||3/8/-\nA/76|paragraph 1 (c) of the operative part of draft resolution A||9/2/-\n" },
	{ P "Draft resolution A/L.24 is before us. I put to the vote the motion to adjourn the debate on A/L.24." SHOW
	    "The motion was rejected by 8 votes to 3.\n",
	  "|motion to adjourn the debate on A/L.24||3/8/-\n" },
};

static void a_document_is_what_the_words_about_it_say(void **state)
{
	(void)state;
	expect_decided(documents, sizeof documents / sizeof *documents);
}

/* A spoiled name that a line's end divides. */
static void a_divided_name_has_a_letter_wrong(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   OPENED P "I put the draft to the vote.\n\nA vote was taken by roll-call.\n\nIn favour: Chad, "
			    "lndo-\nnesia, Peru.\n\nAgainst: None.\n\nThe draft resolution was adopted by 3 votes to "
			    "none." ROSE);
	const Truce__V1__Vote *v = meeting_of(&r)->votes[0];
	assert_int_equal(v->n_ballots, 3);
	assert_string_equal(v->ballots[1]->party->id, "IDN");
	reading_end(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_document_is_what_the_words_about_it_say),
		cmocka_unit_test(a_divided_name_has_a_letter_wrong),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
