/* Acts that a text tells of others than who speaks. */
#include "domain/party.h"
#include "domain/reader/internal.h"
#include "domain/told.h"
#include "tests/reading.h"

/* The parties of the first act, by their ids; "" where there is none. */
static char *actors_of(const Truce__V1__Statement *s)
{
	char *ids = support_text("%s", "");
	for (size_t i = 0; s->n_acts > 0 && i < s->acts[0]->n_actors; i++) {
		char *more = support_text("%s%s%s", ids, i > 0 ? " " : "", s->acts[0]->actors[i]->id);
		free(ids);
		ids = more;
	}
	return ids;
}

static void read_report(struct reading *r, const char *sentence)
{
	char *text = support_text(
		"Results of the river talks\n\nThe talks began on Monday and went on for a while. %s\n", sentence);
	read_words(r, text);
	free(text);
}

struct told_row {
	const char *sentence, *actors;
	Truce__V1__Act__Kind kind;
};

static void expect_actors(const struct told_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct reading r;
		read_report(&r, rows[i].sentence);
		const Truce__V1__Statement *s = r.response.statements[0];
		char *actors = actors_of(s);
		if (s->n_acts != 1 || strcmp(actors, rows[i].actors) != 0)
			fail_msg("%s: %zu acts, \"%s\"", rows[i].sentence, s->n_acts, actors);
		assert_int_equal(s->acts[0]->kind, rows[i].kind);
		assert_int_equal(s->n_votes, 0);
		free(actors);
		reading_end(&r);
	}
}

static void a_report_tells_whose_an_act_is(void **state)
{
	(void)state;
	static const struct told_row rows[] = {
		{ "Norway supported the new fishing rules.", "NOR", ACT(SUPPORT) },
		{ "Norway also supports the new fishing rules.", "NOR", ACT(SUPPORT) },
		{ "Norway has strongly condemned the raid.", "NOR", ACT(CONDEMN) },
		{ "Norway, Chad and Peru opposed the new rules.", "NOR TCD PER", ACT(OPPOSE) },
		{ "Norway, Chad, and Peru oppose the new rules.", "NOR TCD PER", ACT(OPPOSE) },
		{ "Norway and the United Kingdom of Great Britain and Northern Ireland call on Peru to wait.",
		  "NOR GBR", ACT(CALL) },
		{ "Iran (Islamic Republic of) and Bosnia and Herzegovina rejected it.", "IRN BIH", ACT(CONDEMN) },
		{ "Oslo and Lima welcomed the result.", "NOR PER", ACT(WELCOME) },
		{ "Oslo and Lima also stress the delay.", "NOR PER", ACT(EMPHASIZE) },
		{ "Both Oslo and Lima called for calm.", "NOR PER", ACT(CALL) },
		{ "In March, both Norway and the Chadian side support it.", "NOR TCD", ACT(SUPPORT) },
		{ "Norway called upon Peru to wait.", "NOR", ACT(CALL) },
		{ "The European Union welcomed the result.", "EU", ACT(WELCOME) },
		{ "Norway is deeply concerned at the delay.", "NOR", ACT(CONCERN) },
		{ "Norway voted against resolution 2254 (2015).", "NOR", ACT(VOTE) },
		/* names that are not printed as the table has them */
		{ "Cote d'Ivoire and C\u00f4te d\u2019Ivoire opposed them.", "CIV CIV", ACT(OPPOSE) },
		{ "TRINIDAD & TOBAGO and Guinea-Bissau opposed them.", "TTO GNB", ACT(OPPOSE) },
		{ "The Lao Peoples' Democratic Republic and Congo (Democratic Republic of the) opposed them.",
		  "LAO COD", ACT(OPPOSE) },
		{ "Port-au-Prince and Dar es Salaam opposed them.", "HTI TZA", ACT(OPPOSE) },
		/* parties that are no states */
		{ "The Syrian armed opposition and the Houthis condemned them.", "SYR-OPPOSITION HOUTHIS",
		  ACT(CONDEMN) },
		{ "FARC-EP, the Taliban and Hamas rejected them.", "FARC-EP TALIBAN HAMAS", ACT(CONDEMN) },
		{ "The Turkish Cypriots and the Turkish Cypriot side opposed them.",
		  "TURKISH-CYPRIOT-COMMUNITY TURKISH-CYPRIOT-COMMUNITY", ACT(OPPOSE) },
		{ "Representatives of the Rapid Support Forces welcomed it.", "RAPID-SUPPORT-FORCES", ACT(WELCOME) },
		{ "In March, the Polisario Front supported the new rules.", "POLISARIO", ACT(SUPPORT) },
		/* behind words that set the scene */
		{ "At the talks in Oslo, the official representatives of Chad and Peru opposed them.", "TCD PER",
		  ACT(OPPOSE) },
		{ "During the session in Lima, Norway supported the rules.", "NOR", ACT(SUPPORT) },
		{ "In Lima, representatives of Norway, as well as official Oslo, supported the rules.", "NOR NOR",
		  ACT(SUPPORT) },
		{ "The rest waited; Norway supported the rules.", "NOR", ACT(SUPPORT) },
	};
	expect_actors(rows, COUNT_OF(rows));
}

static void an_act_of_those_who_act_for_a_party_is_the_party_s(void **state)
{
	(void)state;
	static const struct told_row rows[] = {
		/* those who act for a party */
		{ "Representatives of Peru supported the rules.", "PER", ACT(SUPPORT) },
		{ "On Tuesday, the official representatives of Norway and Chad, as well as official Lima, opposed "
		  "them.",
		  "NOR TCD PER", ACT(OPPOSE) },
		{ "The Government of Peru supports the rules.", "PER", ACT(SUPPORT) },
		{ "Norway and the delegation of Peru support the rules.", "NOR PER", ACT(SUPPORT) },
		/* a state by its adjective, or by its name, before who stands for it */
		{ "The Norwegian delegation supported the rules.", "NOR", ACT(SUPPORT) },
		{ "The Chadian side supports the rules.", "TCD", ACT(SUPPORT) },
		{ "The Peruvian Foreign Minister stressed the delay.", "PER", ACT(EMPHASIZE) },
		{ "The Peruvian Minister for Foreign Affairs stressed the delay.", "PER", ACT(EMPHASIZE) },
		{ "The Norwegian and Chadian delegations oppose the rules.", "NOR TCD", ACT(OPPOSE) },
		{ "Norwegian, Chadian, and Peruvian representatives opposed the rules.", "NOR TCD PER", ACT(OPPOSE) },
		{ "The Norwegian authorities welcome the result.", "NOR", ACT(WELCOME) },
		{ "Norway, the Chadian delegation and Peru opposed the rules.", "NOR TCD PER", ACT(OPPOSE) },
		{ "Lima and the Norwegian Government rejected it.", "PER NOR", ACT(CONDEMN) },
		{ "The South African President condemned the raid.", "ZAF", ACT(CONDEMN) },
		{ "The Papua New Guinean delegation condemned the raid.", "PNG", ACT(CONDEMN) },
		{ "The Bissau-Guinean delegation condemned the raid.", "GNB", ACT(CONDEMN) },
		{ "The New Zealand delegation condemned the raid.", "NZL", ACT(CONDEMN) },
		{ "The United States representative voted against resolution 2254 (2015).", "USA", ACT(VOTE) },
		{ "The Norwegian delegation called on the Peruvian Government to wait.", "NOR", ACT(CALL) },
		{ "Norway's delegation opposed the rules.", "NOR", ACT(OPPOSE) },
		{ "Norway\xE2\x80\x99s Foreign Minister and Chad's President condemned it.", "NOR TCD", ACT(CONDEMN) },
		{ "The President of Norway opposed the rules.", "NOR", ACT(OPPOSE) },
		{ "The Minister for Foreign Affairs of Chad stressed the delay.", "TCD", ACT(EMPHASIZE) },
	};
	expect_actors(rows, COUNT_OF(rows));
}

/* Whose it is that a name is said to oppose; "" where the name is not all of the subject. */
static const char *opposer(const char *name)
{
	char *sentence = support_text("%s opposed the rules.", name);
	struct arena arena;
	struct words w = { .count = 0 };
	struct act_verb verb;
	struct told told = { .count = 0 };
	arena_init(&arena, 1 << 16);
	assert_true(words_split(&w, sentence, strlen(sentence), &arena));
	for (size_t i = 0; i < w.count && told.count == 0; i++)
		if (acts_match(&w, i, &verb))
			told_of(&w, i, &verb, &told);
	bool whole = told.count == 1 && told.parties[0].first == 0;
	arena_fini(&arena);
	free(sentence);
	return whole ? told.parties[0].id : "";
}

static void every_name_is_known_of_whom_something_is_told(void **state)
{
	(void)state;
	const struct party *party;
	for (size_t i = 0; (party = party_at(i)) != NULL; i++) {
		for (const struct party_name *name = party->names; name->name != NULL; name++)
			if (strcmp(opposer(name->name), party->id) != 0)
				fail_msg("%s: \"%s\"", name->name, opposer(name->name));
		const char *seat;
		for (size_t n = 0; (seat = seat_of(party->id, n)) != NULL; n++)
			if (strcmp(opposer(seat), party->id) != 0)
				fail_msg("%s: \"%s\"", seat, opposer(seat));
	}
}

static void what_no_party_does_is_nobodys(void **state)
{
	(void)state;
	static const char *const sentences[] = {
		/* no party, or not these alone */
		"The sides opposed the new rules.",
		"Participants supported the new rules.",
		"They supported the new rules.",
		"Mr. Odd, of Norway, supported the rules.",
		"The ministers of Norway, Chad and Peru opposed the rules.",
		"The President of the Security Council opposed the rules.",
		"The Norwegian opposed the rules.",
		"Norwegian fishermen opposed the rules.",
		"The Norwegian draft opposed the rules.",
		"Latin American delegations supported the rules.",
		"The Turkish Cypriot fishermen supported the rules.",
		"The rebels supported the rules.",
		"The armed opposition supported the rules.",
		"The Congolese delegation supported the rules.",
		"The Korean delegation supported the rules.",
		"The Security Council delegation supported the rules.",
		"At talks with the Norwegian delegation, Chad and Peru opposed them.",
		"The talks in Geneva, Vienna and Oslo supported that.",
		"Both Norway opposed the rules.",
		"Both Norway, Chad and Peru opposed the rules.",
		"Oslo welcomed the delegations.",
		"Oslo and Lima welcomed all participants.",
		"Fishermen in Norway, Chad and Peru supported the rules.",
		"Michael Jordan opposed the rules.",
		"The opposition and Norway supported the rules.",
		"After talks with Chad and Norway welcomed guests left.",
		"Like Chad, Norway and Peru the others supported the rules.",
		"The rules that Norway supported were old.",
		/* no such verb */
		"Norway did not support the rules.",
		"Norway would support the rules.",
		"Norway supported by Chad went on.",
		"Norway was invited to the talks.",
		"Norway's demands for fish were met.",
		"Norway's fishermen opposed the rules.",
		"Norway s delegation opposed the rules.",
		"Norway support for the rules grew.",
		"Norway and Chad supports for the bridge were built.",
		"If asked, Norway supported the rules.",
		"In Norway the supported rules held.",
	};
	for (size_t i = 0; i < COUNT_OF(sentences); i++) {
		struct reading r;
		read_report(&r, sentences[i]);
		if (r.response.statements[0]->n_acts > 0)
			fail_msg("%s", sentences[i]);
		reading_end(&r);
	}
}

static void an_act_that_is_told_has_its_verb_its_place_and_whom_it_addresses(void **state)
{
	(void)state;
	struct reading r;
	read_report(&r, "Norway and Oslo called on Peru to wait. Chad welcomed that.");
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_int_equal(s->n_acts, 2);
	const Truce__V1__Act *act = s->acts[0];
	assert_string_equal(act->verb, "called on");
	assert_int_equal(act->n_addressees, 1);
	assert_string_equal(act->addressees[0]->id, "PER");
	assert_string_equal(act->actors[1]->printed, "Oslo");
	assert_string_equal(act->actors[1]->id, "NOR");
	const char *text = s->blocks[act->span->block - 1]->text;
	assert_int_equal(act->span->start, strstr(text, "called on") - text);
	assert_int_equal(act->span->end, strstr(text, " Chad welcomed") - text);
	assert_string_equal(s->acts[1]->actors[0]->id, "TCD");
	reading_end(&r);
}

static void a_releases_first_sentence_begins_behind_its_dateline(void **state)
{
	(void)state;
	static const char *const leads[] = {
		"LAKEPORT, 22 May 2015 - ",      "LAKEPORT -- ",         "LAKEPORT (Agency) \u2013 ",
		"Lakeport, 3 July 2018 \u2014 ", "NEW LAKEPORT \u2014 ",
	};
	for (size_t i = 0; i < COUNT_OF(leads); i++) {
		struct reading r;
		char *text = support_text("Title of the day\n\n%sThe Government of Norway condemned the raid. Chad "
					  "opposed the talks.\n",
					  leads[i]);
		read_words(&r, text);
		const Truce__V1__Statement *s = r.response.statements[0];
		char *actors = actors_of(s);
		if (s->n_acts != 2 || strcmp(actors, "NOR") != 0)
			fail_msg("%s: %zu acts, the first of %s", leads[i], s->n_acts, actors);
		free(actors);
		free(text);
		reading_end(&r);
	}
}

static void whom_an_act_addresses_may_be_told_by_an_adjective(void **state)
{
	(void)state;
	static const struct {
		const char *sentence, *id;
	} rows[] = {
		{ "Norway called on the Peruvian Government to wait.", "PER" },
		{ "Norway called on the Government of Peru to wait.", "PER" },
		{ "Norway called on the New Zealand side to wait.", "NZL" },
		{ "Norway called on Peru's Government to wait.", "PER" },
		{ "Norway called on Odd's Government to wait.", "" },
		{ "Norway called on the Peruvian fishermen to wait.", "" },
		{ "Norway called on the Peruvian to wait.", "" },
		{ "Norway called on the Government to wait.", "" },
		{ "Norway called on the Government of Odd to wait.", "" },
		{ "Norway called on the side of to wait.", "" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		read_report(&r, rows[i].sentence);
		const Truce__V1__Statement *s = r.response.statements[0];
		if (s->n_acts != 1 || s->acts[0]->n_addressees != 1 ||
		    strcmp(s->acts[0]->addressees[0]->id, rows[i].id) != 0)
			fail_msg("%s: %zu acts", rows[i].sentence, s->n_acts);
		reading_end(&r);
	}
}

static void a_speaker_may_name_his_own_by_its_adjective(void **state)
{
	(void)state;
	static const struct {
		const char *sentence;
		size_t acts;
	} rows[] = {
		{ "The Norwegian delegation supports the rules.", 1 },
		{ "The Norwegian Government fully supports the rules.", 1 },
		{ "The Norwegian fleet supports the rules.", 0 },
		{ "The Chadian delegation supports the rules.", 0 },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		char *text = support_text("Ms. Odd (Norway): %s\n", rows[i].sentence);
		read_words(&r, text);
		if (r.response.statements[0]->n_acts != rows[i].acts)
			fail_msg("%s", rows[i].sentence);
		free(text);
		reading_end(&r);
	}
}

static void where_somebody_speaks_only_his_own_acts_are_read(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, "Ms. Odd (Norway): We support the rules. Chad and Peru opposed them. Norway thanks Chad.\n");
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_int_equal(s->n_acts, 2);
	for (size_t i = 0; i < s->n_acts; i++)
		assert_int_equal(s->acts[i]->n_actors, 0);
	reading_end(&r);
}

static void a_list_of_many_parties_is_nobodys(void **state)
{
	(void)state;
	struct reading r;
	read_report(&r,
		    "Chad, Peru, Chad, Peru, Chad, Peru, Chad, Peru, Chad, Peru, Chad, Peru, Chad, Peru, Chad, Peru, "
		    "Chad, Peru, Chad and Peru opposed the rules.");
	assert_int_equal(r.response.statements[0]->n_acts, 0);
	reading_end(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_report_tells_whose_an_act_is),
		cmocka_unit_test(an_act_of_those_who_act_for_a_party_is_the_party_s),
		cmocka_unit_test(every_name_is_known_of_whom_something_is_told),
		cmocka_unit_test(what_no_party_does_is_nobodys),
		cmocka_unit_test(an_act_that_is_told_has_its_verb_its_place_and_whom_it_addresses),
		cmocka_unit_test(a_releases_first_sentence_begins_behind_its_dateline),
		cmocka_unit_test(whom_an_act_addresses_may_be_told_by_an_adjective),
		cmocka_unit_test(a_speaker_may_name_his_own_by_its_adjective),
		cmocka_unit_test(where_somebody_speaks_only_his_own_acts_are_read),
		cmocka_unit_test(a_list_of_many_parties_is_nobodys),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
