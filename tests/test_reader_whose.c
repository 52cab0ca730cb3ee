/* Whose words a text is, as its title tells. */
#include "tests/record_forms.h"

#define KIND(name) TRUCE__V1__STATEMENT__KIND__KIND_##name
#define SAYS "We call on all sides to let the carts through. The bridge stays open on Mondays and on Tuesdays too.\n"

static const struct {
	const char *title;
	Truce__V1__Statement__Kind kind;
	const char *speaker, *party, *function; /* speaker: NULL where the title tells nobody */
} rows[] = {
	{ "Statement by the Minister for Foreign Affairs of Norway, Ms. Kari Odd", KIND(PRESS_RELEASE), "Ms. Kari Odd",
	  "NOR", "Minister for Foreign Affairs of Norway" },
	{ "Statement by Ms. Kari Odd, Minister for Foreign Affairs of Norway, on the bridge", KIND(PRESS_RELEASE),
	  "Ms. Kari Odd", "NOR", "Minister for Foreign Affairs of Norway" },
	{ "Statement by the President of the Republic of Chad", KIND(PRESS_RELEASE),
	  "President of the Republic of Chad", "TCD", "President of the Republic of Chad" },
	{ "Statement of the African Union Commission Chairperson", KIND(PRESS_RELEASE),
	  "African Union Commission Chairperson", "AU", "African Union Commission Chairperson" },
	{ "Statement by the Chairperson of the African Union Commission, H.E. Mr. Abel Even, on the bridge",
	  KIND(PRESS_RELEASE), "H.E. Mr. Abel Even", "AU", "Chairperson of the African Union Commission" },
	{ "Press statement by the High Representative on behalf of the European Union", KIND(PRESS_RELEASE),
	  "High Representative", "EU", "High Representative" },
	{ "Remarks by the Norwegian Foreign Minister", KIND(SPEECH), "Norwegian Foreign Minister", "NOR",
	  "Norwegian Foreign Minister" },
	{ "Remarks by Ms. Kari Odd (Norway) at the bridge", KIND(SPEECH), "Ms. Kari Odd", "NOR", "" },
	{ "Statement by the Government of Chad", KIND(PRESS_RELEASE), "Government of Chad", "TCD",
	  "Government of Chad" },
	{ "Statement by the Spokesperson of the Ministry of Foreign Affairs of Norway", KIND(PRESS_RELEASE),
	  "Spokesperson of the Ministry of Foreign Affairs of Norway", "NOR",
	  "Spokesperson of the Ministry of Foreign Affairs of Norway" },
	{ "Statement by the President of the Security Council", KIND(PRESS_RELEASE),
	  "President of the Security Council", "UN-SC", "President of the Security Council" },
	/* nothing is guessed */
	{ "Press statement by the High Representative", KIND(ANALYSIS), NULL, NULL, NULL },
	{ "Statement by the Special Envoy of the Lake", KIND(ANALYSIS), NULL, NULL, NULL },
	{ "Statement by the Director of the Bank of Chad", KIND(ANALYSIS), NULL, NULL, NULL },
	{ "Statement by Ms. Kari Odd, Minister of Norway, and Mr. Abel Even, Minister of Chad", KIND(ANALYSIS), NULL,
	  NULL, NULL },
	{ "Statement of principles", KIND(ANALYSIS), NULL, NULL, NULL },
	{ "Statement on Norway", KIND(ANALYSIS), NULL, NULL, NULL },
	{ "Statement by friends of Norway and the lake", KIND(ANALYSIS), NULL, NULL, NULL },
};

static void a_title_tells_who_speaks_where_it_is_unmistakable(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		char *text = support_text("%s\n\n%s", rows[i].title, SAYS);
		read_words(&r, text);
		const Truce__V1__Statement *s = r.response.statements[0];
		const Truce__V1__Person *p = s->n_turns > 0 ? s->turns[0]->speaker : NULL;
		bool party = p != NULL && p->party != NULL;
		expect_number("kind", rows[i].title, (long)s->kind, (long)rows[i].kind);
		expect_number("turns", rows[i].title, (long)s->n_turns, rows[i].speaker != NULL);
		expect_text("speaker", rows[i].title, p == NULL ? "" : p->printed, rows[i].speaker);
		expect_text("party", rows[i].title, party ? p->party->id : "", rows[i].party);
		expect_text("function", rows[i].title, p == NULL ? "" : p->function, rows[i].function);
		if (p != NULL) {
			expect_number("acts", rows[i].title, (long)s->n_acts, 1);
			expect_number("turn", rows[i].title, s->blocks[s->n_blocks - 1]->turn, 1);
		}
		free(text);
		reading_end(&r);
	}
}

static void a_title_tells_who_speaks_together(void **state)
{
	(void)state;
	static const struct {
		const char *title, *signatories;
		Truce__V1__Statement__Kind kind;
	} joint[] = {
		{ "Joint statement by the Foreign Ministers of Norway, Chad and Peru on the bridge", "NOR TCD PER ",
		  KIND(JOINT_STATEMENT) },
		{ "Joint Statement by Norway and the European Union", "NOR EU ", KIND(JOINT_STATEMENT) },
		{ "Statement by the Governments of Norway and Chad", "NOR TCD ", KIND(JOINT_STATEMENT) },
		{ "Joint statement by the Group of Friends", "", KIND(ANALYSIS) },
	};
	for (size_t i = 0; i < COUNT_OF(joint); i++) {
		struct reading r;
		char ids[100] = "", *text = support_text("%s\n\n%s", joint[i].title, SAYS);
		read_words(&r, text);
		const Truce__V1__Statement *s = r.response.statements[0];
		for (size_t k = 0; k < s->n_signatories; k++)
			snprintf(ids + strlen(ids), sizeof ids - strlen(ids), "%s ", s->signatories[k]->party->id);
		expect_text("signatories", joint[i].title, ids, joint[i].signatories);
		expect_number("kind", joint[i].title, (long)s->kind, (long)joint[i].kind);
		expect_number("acts", joint[i].title, (long)s->n_acts, ids[0] != '\0');
		free(text);
		reading_end(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_title_tells_who_speaks_where_it_is_unmistakable),
		cmocka_unit_test(a_title_tells_who_speaks_together),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
