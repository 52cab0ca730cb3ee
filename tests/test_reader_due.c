/* By when what a clause of a joint statement binds to is due, and for how long it lasts. */
#include "tests/record_forms.h"

/* Of a statement of 12 January 2015. */
static const struct {
	const char *clause;
	const char *printed, *earliest, *latest; /* of what is due; NULL where nothing is */
	const char *from, *until;                /* of what lasts */
	bool unread;                             /* a finding says so */
} rows[] = {
	/* at a day at the latest */
	{ "Decide to open the road no later than 1 March 2015", "no later than 1 March 2015", "2015-03-01",
	  "2015-03-01", NULL, NULL, false },
	{ "Undertake to open the road not later than the end of March 2015", "not later than the end of March 2015",
	  "2015-03-21", "2015-03-31", NULL, NULL, false },
	{ "Undertake to open the road, no later than on the 1st March 2015", "no later than on the 1st March 2015",
	  "2015-03-01", "2015-03-01", NULL, NULL, false },
	{ "Undertake to open the road at the latest on 1 March 2015", "at the latest on 1 March 2015", "2015-03-01",
	  "2015-03-01", NULL, NULL, false },
	{ "Undertake to open the road on 1 March 2015 at the latest", "on 1 March 2015 at the latest", "2015-03-01",
	  "2015-03-01", NULL, NULL, false },
	{ "Undertake to open the road on or before 1 March 2015", "on or before 1 March 2015", "2015-03-01",
	  "2015-03-01", NULL, NULL, false },
	{ "Undertake to open the road by noon on 1 March 2015", "by noon on 1 March 2015", "2015-03-01", "2015-03-01",
	  NULL, NULL, false },
	{ "Undertake to open the road by 15:30 hours local time, 1 March 2015",
	  "by 15:30 hours local time, 1 March 2015", "2015-03-01", "2015-03-01", NULL, NULL, false },
	{ "Undertake to open the road by mid-March 2015", "by mid-March 2015", "2015-03-11", "2015-03-20", NULL, NULL,
	  false },
	{ "Undertake to open the road by the end of 2015", "by the end of 2015", "2015-01-01", "2015-12-31", NULL, NULL,
	  false },
	{ "Undertake to open the road by the end of this year", "by the end of this year", "2015-01-01", "2015-12-31",
	  NULL, NULL, false },
	{ "Undertake to open the road by the end of the month", "by the end of the month", "2015-01-01", "2015-01-31",
	  NULL, NULL, false },
	{ "Undertake to withdraw by 2000 men", NULL, NULL, NULL, NULL, NULL, false },
	{ "Agree to meet at the round on 12 January 2015 and open the road by 1 March 2015", "by 1 March 2015",
	  "2015-03-01", "2015-03-01", NULL, NULL, false },
	/* before a day */
	{ "Decide to withdraw before 1 September 2018", "before 1 September 2018", "2018-08-31", "2018-08-31", NULL,
	  NULL, false },
	{ "Undertake to withdraw prior to 1 March 2016", "prior to 1 March 2016", "2016-02-29", "2016-02-29", NULL,
	  NULL, false },
	{ "Undertake to withdraw before March 2016", "before March 2016", "2016-02-29", "2016-02-29", NULL, NULL,
	  false },
	{ "Undertake to withdraw before mid-March 2016", "before mid-March 2016", "2016-03-10", "2016-03-10", NULL,
	  NULL, false },
	{ "Undertake to withdraw before the end of March 2016", "before the end of March 2016", "2016-03-21",
	  "2016-03-31", NULL, NULL, false },
	{ "Undertake to withdraw before 2016", "before 2016", "2015-12-31", "2015-12-31", NULL, NULL, false },
	{ "Undertake to withdraw before midnight on 1 March 2016", "before midnight on 1 March 2016", "2016-03-01",
	  "2016-03-01", NULL, NULL, false },
	/* within so many days */
	{ "Undertake to exchange lists within thirty days", "within thirty days", "2015-01-12", "2015-02-11", NULL,
	  NULL, false },
	{ "Undertake to exchange lists within thirty (30) days, and to talk", "within thirty (30) days", "2015-01-12",
	  "2015-02-11", NULL, NULL, false },
	{ "Undertake, within two weeks of the signature, to exchange lists", "within two weeks of the signature",
	  "2015-01-12", "2015-01-26", NULL, NULL, false },
	{ "Undertake to exchange lists within 48 hours of the adoption of this statement",
	  "within 48 hours of the adoption of this statement", "2015-01-12", "2015-01-14", NULL, NULL, false },
	{ "Undertake to exchange lists within a month from the date of this communique",
	  "within a month from the date of this communique", "2015-01-12", "2015-02-12", NULL, NULL, false },
	{ "Undertake to exchange lists within a period of 10 days from today", "within a period of 10 days from today",
	  "2015-01-12", "2015-01-22", NULL, NULL, false },
	{ "Undertake to exchange lists within a 10-day period", "within a 10-day", "2015-01-12", "2015-01-22", NULL,
	  NULL, false },
	{ "Undertake to exchange lists within the next three weeks", "within the next three weeks", "2015-01-12",
	  "2015-02-02", NULL, NULL, false },
	{ "Undertake to exchange lists no later than thirty days after the signing",
	  "no later than thirty days after the signing", "2015-01-12", "2015-02-11", NULL, NULL, false },
	{ "Undertake to exchange lists within one year", "within one year", "2015-01-12", "2016-01-12", NULL, NULL,
	  false },
	{ "Undertake to exchange lists within thirty days of the arrival of the monitors",
	  "within thirty days of the arrival of the monitors", "", "", NULL, NULL, true },
	{ "Undertake to exchange lists within thirty days of the date of the arrival",
	  "within thirty days of the date of the arrival", "", "", NULL, NULL, true },
	{ "Undertake to exchange lists no later than the next round", "no later than the next round", "", "", NULL,
	  NULL, true },
	{ "Undertake to exchange lists by 20 March", "by 20 March", "", "", NULL, NULL, true },
	{ "Undertake to exchange lists within the valley", NULL, NULL, NULL, NULL, NULL, false },
	/* until a day, and from one on */
	{ "Agree to halt flights until 1 October 2018", NULL, NULL, NULL, "", "2018-10-01", false },
	{ "Undertake to halt flights up to and including 1 October 2018", NULL, NULL, NULL, "", "2018-10-01", false },
	{ "Agree to cease all hostilities from midnight on 20 January 2015", NULL, NULL, NULL, "2015-01-20", "",
	  false },
	{ "Undertake to cease all hostilities as of 00.00 hours on 20 January 2015", NULL, NULL, NULL, "2015-01-20", "",
	  false },
	{ "Agree to halt flights from 1 to 31 October 2015", NULL, NULL, NULL, "2015-10-01", "2015-10-31", false },
	{ "Agree to halt flights from 1 October 2015 in the north until the end of November 2015", NULL, NULL, NULL,
	  "2015-10-01", "2015-11-30", false },
	{ "Agree to halt flights until the end of March 2015 and to report by 1 March 2015", "by 1 March 2015",
	  "2015-03-01", "2015-03-01", "", "2015-03-31", false },
	/* an event has days, and lasts for none */
	{ "Decide to hold the next round from 14 to 15 September 2015", "from 14 to 15 September 2015", "2015-09-14",
	  "2015-09-15", NULL, NULL, false },
	{ "Decide to convene the next round in March 2015", "in March 2015", "2015-03-01", "2015-03-31", NULL, NULL,
	  false },
	/* what was before */
	{ "Agree to respect the lines of the truce signed on 4 May 2014", NULL, NULL, NULL, NULL, NULL, false },
	{ "Agree to withdraw to the lines held before 4 May 2014", NULL, NULL, NULL, NULL, NULL, false },
};

static const Truce__V1__Commitment *read_clause(struct reading *r, const char *clause, const char *day)
{
	char *text =
		support_text("Joint statement on the valley\n\n%sNorway, Chad and Kenya:\n\n1. %s.\n", day, clause);
	read_words(r, text);
	free(text);
	const Truce__V1__Statement *s = r->response.statements[0];
	assert_int_equal(s->kind, STATEMENT(JOINT_STATEMENT));
	assert_int_equal(s->n_commitments, 1);
	return s->commitments[0];
}

static void expect_days(const char *of, const Truce__V1__DateInterval *told, const char *earliest, const char *latest)
{
	if (earliest == NULL && told != NULL)
		fail_msg("%s: \"%s\" is a time", of, told->printed);
	expect_text("first day", of, told == NULL ? NULL : told->earliest, earliest);
	expect_text("last day", of, told == NULL ? NULL : told->latest, latest);
}

static void a_clause_says_by_when_and_for_how_long(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		const Truce__V1__Commitment *c = read_clause(&r, rows[i].clause, "Lakeport, 12 January 2015\n\n");
		expect_days(rows[i].clause, c->due, rows[i].earliest, rows[i].latest);
		expect_text("printed", rows[i].clause, c->due == NULL ? NULL : c->due->printed, rows[i].printed);
		expect_days(rows[i].clause, c->lasts, rows[i].from, rows[i].until);
		expect_number("findings", rows[i].clause, (long)findings_of(&r, FINDING(UNRESOLVED)), rows[i].unread);
		reading_end(&r);
	}
}

static void what_is_counted_from_a_day_that_is_not_known_is_told(void **state)
{
	(void)state;
	struct reading r;
	const Truce__V1__Commitment *c = read_clause(&r, "Undertake to exchange lists within thirty days", "");
	expect_days("no day", c->due, "", "");
	expect_finding(&r, FINDING(UNRESOLVED), 5, "within thirty days");
	reading_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_clause_says_by_when_and_for_how_long),
		cmocka_unit_test(what_is_counted_from_a_day_that_is_not_known_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
