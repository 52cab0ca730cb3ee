/* How joint statements and agreements begin: title, place and date, opening, preamble. */
#include "tests/record_forms.h"

#define KIND(name) TRUCE__V1__STATEMENT__KIND__KIND_##name
#define DAY "2018-07-03"
#define PARTIES "The Kingdom of Norway and the Republic of Chad"
#define CLAUSES "1. Agree to rest.\n2. Undertake to meet by 1 August 2018.\n"

static const struct {
	const char *text;
	Truce__V1__Statement__Kind kind;
	const char *title, *day, *signatories; /* "?" for one that is not known */
	size_t preambles, clauses;
} rows[] = {
	/* blank lines or none, between title, place and date, and opening */
	{ "Joint statement\nLakeport, 3 July 2018\n" PARTIES ":\n" CLAUSES, KIND(JOINT_STATEMENT), "Joint statement",
	  DAY, "NOR TCD ", 0, 2 },
	{ "Joint statement by Norway and Chad\n3 July 2018\n" PARTIES ":\n" CLAUSES, KIND(JOINT_STATEMENT),
	  "Joint statement by Norway and Chad", DAY, "NOR TCD ", 0, 2 },
	{ "Joint statement\n\nLakeport, 3 July 2018\n" PARTIES ":\n\n" CLAUSES, KIND(JOINT_STATEMENT),
	  "Joint statement", DAY, "NOR TCD ", 0, 2 },
	{ "Joint statement\n(Lakeport, 3 July 2018)\n\n" PARTIES ":\n\n" CLAUSES, KIND(JOINT_STATEMENT),
	  "Joint statement", DAY, "NOR TCD ", 0, 2 },
	{ "JOINT STATEMENT\n\nLakeport, July 3, 2018\n\n" PARTIES "\n\n" CLAUSES, KIND(JOINT_STATEMENT),
	  "JOINT STATEMENT", DAY, "NOR TCD ", 0, 2 },
	/* a preamble, whose paragraphs end no sentence */
	{ "Joint statement\n\nLakeport, 3 July 2018\n\n" PARTIES
	  ",\n\nRecalling resolution 2202 (2015),\n\nHave agreed as "
	  "follows:\n\n" CLAUSES "\nFor Norway: A. Odd\nFor Chad: B. Even\n",
	  KIND(JOINT_STATEMENT), "Joint statement", DAY, "NOR TCD ", 2, 2 },
	{ "Joint Statement by Norway and Chad\n\nLakeport, 3 July 2018\n\nNorway and Chad,\n\nDeeply concerned at the "
	  "raid,\n\n" CLAUSES,
	  KIND(JOINT_STATEMENT), "Joint Statement by Norway and Chad", DAY, "NOR TCD ", 1, 2 },
	/* the day above the title */
	{ "3 July 2018\n\nJoint statement\n\n" PARTIES ":\n\n" CLAUSES, KIND(JOINT_STATEMENT), "Joint statement", DAY,
	  "NOR TCD ", 0, 2 },
	/* titles of agreements, whoever makes them */
	{ "Agreement on Rest in the Valley\n\nLakeport, 3 July 2018\n\nThe Army of the Valley and the Lake Front "
	  "(hereinafter \"the Parties\"):\n\n" CLAUSES,
	  KIND(AGREEMENT), "Agreement on Rest in the Valley", DAY, "? ? ", 0, 2 },
	{ "CEASEFIRE AGREEMENT BETWEEN\nNORWAY AND THE LAKE FRONT\n\nNorway and the Lake Front:\n\n" CLAUSES,
	  KIND(AGREEMENT), "CEASEFIRE AGREEMENT BETWEEN NORWAY AND THE LAKE FRONT", "", "NOR ? ", 0, 2 },
	{ "Lakeport Protocol\n\n3 July 2018\n\nThe Sudanese Armed Forces and the Rapid Support Forces:\n\n" CLAUSES,
	  KIND(AGREEMENT), "Lakeport Protocol", DAY, "SUDANESE-ARMED-FORCES RAPID-SUPPORT-FORCES ", 0, 2 },
	{ "Acuerdo sobre el valle\n\nLakeport, 3 de julio de 2018\n\nChad y el Frente del Lago:\n\n1. Uno.\n2. Dos.\n",
	  KIND(AGREEMENT), "Acuerdo sobre el valle", DAY, "TCD ? ", 0, 2 },
	{ "Protocole relatif au lac\n\nLakeport, le 3 juillet 2018\n\nLes parties:\n\n1. Un.\n2. Deux.\n",
	  KIND(AGREEMENT), "Protocole relatif au lac", DAY, "? ", 0, 2 },
	{ "Соглашение о прекращении огня\n\n3 июля 2018 г.\n\nАрмия долины и Фронт озера:\n\n1. Раз.\n2. Два.\n",
	  KIND(AGREEMENT), "Соглашение о прекращении огня", DAY, "? ? ", 0, 2 },
	/* who agrees, by the words that the opening ends with */
	{ "Measures for the valley\n\nLakeport, 3 July 2018\n\nThe Lake Front and the Army have agreed as "
	  "follows:\n\n" CLAUSES,
	  KIND(JOINT_STATEMENT), "Measures for the valley", DAY, "? ? ", 0, 2 },
	{ "Joint communique\n\n" PARTIES ", meeting in Lakeport on 3 July 2018, agreed as follows:\n\n" CLAUSES,
	  KIND(JOINT_STATEMENT), "Joint communique", "", "NOR TCD ", 0, 2 },
	/* a text about one */
	{ "Agreement reached on the valley\n\nLakeport, 3 July 2018\n\nThe delegates left two things open:\n\n1. Who "
	  "counts.\n2. Who pays.\n",
	  KIND(PRESS_RELEASE), "Agreement reached on the valley", DAY, "", 0, 0 },
	{ "The Lakeport Agreement: what next\n\nTwo things are open:\n\n1. Who counts.\n2. Who pays.\n", KIND(ANALYSIS),
	  "The Lakeport Agreement: what next", "", "", 0, 0 },
	{ "Joint statement on the valley\n\nThe delegates met again. They have two things to tell.\n\nThese are:\n\n- "
	  "who "
	  "counts;\n- who pays.\n",
	  KIND(ANALYSIS), "Joint statement on the valley", "", "", 0, 0 },
};

static size_t blocks_of(const Truce__V1__Statement *s, Truce__V1__Block__Kind kind)
{
	size_t count = 0;
	for (size_t i = 0; i < s->n_blocks; i++)
		count += s->blocks[i]->kind == kind;
	return count;
}

static void what_begins_a_joint_statement_or_an_agreement_is_read_in_its_shapes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		char ids[100] = "";
		read_words(&r, rows[i].text);
		const Truce__V1__Statement *s = r.response.statements[0];
		for (size_t k = 0; k < s->n_signatories; k++) {
			const char *id = s->signatories[k]->party->id;
			snprintf(ids + strlen(ids), sizeof ids - strlen(ids), "%s ", id[0] == '\0' ? "?" : id);
		}
		expect_text("title", rows[i].text, s->title, rows[i].title);
		expect_text("day", rows[i].text, s->date == NULL ? "" : s->date->earliest, rows[i].day);
		expect_text("signatories", rows[i].text, ids, rows[i].signatories);
		expect_number("kind", rows[i].text, (long)s->kind, (long)rows[i].kind);
		expect_number("preambles", rows[i].text, (long)blocks_of(s, BLOCK(PREAMBLE)), (long)rows[i].preambles);
		expect_number("clauses", rows[i].text, (long)blocks_of(s, BLOCK(CLAUSE)), (long)rows[i].clauses);
		reading_end(&r);
	}
}

static void a_clause_binds_those_who_sign_or_whom_it_names(void **state)
{
	(void)state;
	static const struct {
		const char *before, *clause, *parties, *verb; /* parties: "" for no commitment */
	} clauses[] = {
		{ "", "Undertake to rest", "NOR TCD ", "Undertake" },
		{ "", "The Parties shall rest from 5 July 2018", "NOR TCD ", "shall" },
		{ "", "Each Party will rest", "NOR TCD ", "will" },
		{ "", "Both sides undertake to rest", "NOR TCD ", "undertake" },
		{ "", "The two sides agree to rest", "NOR TCD ", "agree" },
		{ "", "Norway will convene a meeting no later than 1 August 2018", "NOR ", "will" },
		{ "", "The Government of Chad undertakes to rest", "TCD ", "undertakes" },
		{ " have agreed as follows", "To rest", "NOR TCD ", "To" },
		{ " call on Peru", "To rest", "", "To" },
		{ "", "The truce shall begin on 5 July 2018", "", "The" },
		{ "", "The monitors of Chad will rest", "", "The" },
		{ "", "Welcome what Chad will do", "", "Welcome" },
	};
	for (size_t i = 0; i < COUNT_OF(clauses); i++) {
		struct reading r;
		char ids[100] = "",
		     *text = support_text("Joint statement\n\nLakeport, 3 July 2018\n\nNorway and Chad%s:"
					  "\n\n1. %s.\n",
					  clauses[i].before, clauses[i].clause);
		read_words(&r, text);
		const Truce__V1__Statement *s = r.response.statements[0];
		for (size_t k = 0; s->n_commitments > 0 && k < s->commitments[0]->n_parties; k++)
			snprintf(ids + strlen(ids), sizeof ids - strlen(ids), "%s ", s->commitments[0]->parties[k]->id);
		expect_text("parties", clauses[i].clause, ids, clauses[i].parties);
		expect_text("verb", clauses[i].clause, s->blocks[3]->lead_verb, clauses[i].verb);
		free(text);
		reading_end(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_begins_a_joint_statement_or_an_agreement_is_read_in_its_shapes),
		cmocka_unit_test(a_clause_binds_those_who_sign_or_whom_it_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
