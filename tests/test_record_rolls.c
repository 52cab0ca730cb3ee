/* Pages of two columns, of which one, or both, hold the names of a vote's lists. */
#include "tests/record_leaves.h"

#define ROWS_MOST 80
#define WIDTH 44 /* of a column of names */

static const char *const states[] = {
	"Albania",
	"Andorra",
	"Angola",
	"Antigua and Barbuda",
	"Argentina",
	"Armenia",
	"Australia",
	"Austria",
	"Bahamas",
	"Barbados",
	"Belgium",
	"Belize",
	"Bosnia and Herzegovina",
	"Botswana",
	"Brazil",
	"Bulgaria",
	"Cambodia",
	"Canada",
	"Chile",
	"Colombia",
	"Costa Rica",
	"Croatia",
	"Cyprus",
	"Denmark",
	"Dominican Republic",
	"Ecuador",
	"El Salvador",
	"Estonia",
	"Fiji",
	"Finland",
	"France",
	"Gabon",
	"Gambia",
	"Georgia",
	"Germany",
	"Ghana",
	"Greece",
	"Guatemala",
	"Guyana",
	"Honduras",
	"Hungary",
	"Iceland",
	"Indonesia",
	"Ireland",
	"Israel",
	"Italy",
	"Jamaica",
	"Japan",
	"Jordan",
	"Kenya",
	"Latvia",
	"Liberia",
	"Liechtenstein",
	"Lithuania",
	"Luxembourg",
	"Malawi",
	"Malaysia",
	"Malta",
	"Marshall Islands",
	"Mauritius",
	"Mexico",
	"Micronesia (Federated States of)",
	"Monaco",
	"Montenegro",
	"Morocco",
	"Namibia",
	"New Zealand",
	"Norway",
	"Panama",
	"Paraguay",
	"Peru",
	"Philippines",
	"Poland",
	"Portugal",
	"Republic of Korea",
	"Republic of Moldova",
	"Romania",
	"Samoa",
	"San Marino",
	"Senegal",
	"Seychelles",
};

/* Lines of a column. */
struct column {
	char line[ROWS_MOST][2 * WIDTH];
	size_t count;
};

static void put(struct column *c, const char *line)
{
	assert_true(c->count < ROWS_MOST);
	snprintf(c->line[c->count++], sizeof c->line[0], "%s", line);
}

/* The names from one to another, set in below their head, wrapped. */
static void names_put(struct column *c, const char *head, size_t first, size_t end)
{
	char line[3 * WIDTH] = "      ";
	put(c, head);
	for (size_t i = first; i < end; i++) {
		const char *last = i + 1 < end ? ", " : "";
		if (strlen(line) + strlen(states[i]) + 1 > WIDTH) {
			line[strlen(line) - 1] = '\0';
			put(c, line);
			snprintf(line, sizeof line, "      ");
		}
		snprintf(line + strlen(line), sizeof line - strlen(line), "%s%s", states[i], last);
	}
	put(c, line);
	put(c, "");
}

static void speech_put(struct column *c, size_t lines)
{
	static const char *const words[] = { "and we wait for the ferry upon the lake,",
					     "which is far from the town where we were",
					     "born; nobody has seen it for a long time,",
					     "though it is said that it comes, and so" };
	for (size_t i = 0; i < lines; i++)
		put(c, words[i % COUNT_OF(words)]);
	put(c, "they say that it is there.");
}

/* A page's rows: the left column, then the right one. */
static char *page_of(const struct column *left, const struct column *right)
{
	char *text = support_text("%s", "");
	size_t rows = left->count > right->count ? left->count : right->count;
	for (size_t i = 0; i < rows; i++) {
		const char *a = i < left->count ? left->line[i] : "", *b = i < right->count ? right->line[i] : "";
		char *more = *b == '\0' ? support_text("%s%s\n", text, a) : support_text("%s%-56s%s\n", text, a, b);
		free(text);
		text = more;
	}
	return text;
}

#define COVER                                                                                                          \
	"United Nations                                                              A/59/PV.76\n\n"                   \
	"         General Assembly                                    Official Records\n\n"                            \
	"         76th plenary meeting\n         Thursday, 23 December 2004, 10 a.m.\n         New York\n\n"           \
	"President:      Mr. First . . . . . . . . . . . . . . . . . . . . . . . (Gabon)\n\n\n"                        \
	"      The meeting was called to order at 10.05 a.m.\n\n"
#define HEAD "\fA/59/PV.76\n\n"
#define FOOT "\n04-66399                                                                        3\n"
#define ENDED "      The meeting rose at 11.15 a.m."

static void expect_roll(const char *text, size_t turns, size_t votes)
{
	struct reading r;
	read_words(&r, text);
	const Truce__V1__Statement *m = r.response.statements[0];
	assert_true(tiling_finds(&r.response, "columns stand beside one another"));
	assert_int_equal(r.response.n_statements, turns + 1);
	assert_int_equal(m->n_votes, votes);
	for (size_t v = 0; v < votes; v++) {
		assert_int_equal(m->votes[v]->n_ballots, COUNT_OF(states));
		for (size_t i = 0; i < COUNT_OF(states); i++)
			assert_string_equal(m->votes[v]->ballots[i]->party->printed, states[i]);
		assert_int_equal(m->votes[v]->in_favour, 60);
		assert_string_equal(m->votes[v]->document, "A/59/L.5");
	}
	reading_end(&r);
}

static void asks_put(struct column *c)
{
	put(c, "      The President: We vote on A/59/L.5.");
	put(c, "");
	put(c, "      A recorded vote was taken.");
	put(c, "");
}

static void lists_put(struct column *c)
{
	names_put(c, "In favour:", 0, 60);
	names_put(c, "Against:", 60, 70);
	names_put(c, "Abstaining:", 70, COUNT_OF(states));
}

static void decision_put(struct column *c)
{
	put(c, "      Draft resolution A/59/L.5 was adopted");
	put(c, "by 60 votes to 10, with 11 abstentions.");
	put(c, "");
}

static void a_roll_may_stand_to_the_right_of_speech(void **state)
{
	(void)state;
	static struct column left, right;
	left.count = right.count = 0;
	put(&left, "      Mr. Odd (Norway): We wait for it now,");
	speech_put(&left, 20);
	put(&left, "");
	asks_put(&left);
	lists_put(&right);
	decision_put(&right);
	put(&right, "      Ms. Even (Chad): We have voted for it.");
	char *page = page_of(&left, &right), *text = support_text("%s%s%s%s\n", COVER, page, HEAD, ENDED);
	expect_roll(text, 3, 1);
	free(page);
	free(text);
}

static void a_roll_may_stand_to_the_left_of_speech(void **state)
{
	(void)state;
	static struct column left, right;
	left.count = right.count = 0;
	asks_put(&left);
	lists_put(&left);
	decision_put(&right);
	put(&right, "      Ms. Even (Chad): We have voted for it,");
	speech_put(&right, 16);
	put(&right, "");
	put(&right, ENDED);
	char *page = page_of(&left, &right), *text = support_text("%s%s%s", COVER, page, FOOT);
	expect_roll(text, 2, 1);
	free(page);
	free(text);
}

/* Two votes on one text; on the second page stand names alone, and on the last what is left of them. */
static void a_page_may_hold_names_alone(void **state)
{
	(void)state;
	static struct column left, right, next, last, short_left, short_right;
	left.count = right.count = next.count = last.count = short_left.count = short_right.count = 0;
	put(&left, "      Mr. Odd (Norway): We wait for it now,");
	speech_put(&left, 6);
	put(&left, "");
	asks_put(&left);
	names_put(&right, "In favour:", 0, 60);
	names_put(&next, "Against:", 60, 70);
	names_put(&next, "Abstaining:", 70, COUNT_OF(states));
	decision_put(&next);
	asks_put(&next);
	names_put(&last, "In favour:", 0, 60);
	names_put(&short_left, "Against:", 60, 70);
	names_put(&short_right, "Abstaining:", 70, COUNT_OF(states));
	decision_put(&short_right);
	put(&short_right, ENDED);
	char *a = page_of(&left, &right), *b = page_of(&next, &last), *c = page_of(&short_left, &short_right);
	char *text = support_text("%s%s%s%s%s%s%s%s%s", COVER, a, FOOT, HEAD, b, FOOT, HEAD, c, FOOT);
	expect_roll(text, 3, 2);
	free(a);
	free(b);
	free(c);
	free(text);
}

/* The members of the Council, and a table of figures, are no columns of words. */
static void covers_and_tables_stay_as_they_are(void **state)
{
	(void)state;
	char *rows = support_text("%s", "");
	for (int i = 0; i < 20; i++) {
		char *more = support_text("%s%-30s%16d%16d%16d\n", rows, states[i], 1000 + 37 * i, 20 * i, 7 + i);
		free(rows);
		rows = more;
	}
	struct reading r;
	char *text =
		support_text("%s", "S/PV.9001\n\nSecurity Council\n\n9001st meeting\nFriday, 4 March 2022, 3 p.m.\nNew "
				   "York\n\nPresident:  Ms. First . . . . . . . . . . . . . . . . . . . (Norway)\n\n"
				   "Members:    ");
	for (int i = 0; i < 14; i++) {
		char *more = support_text("%s%s%-22s. . . . . . . . . . . . . . . . . . . . Mr. Odd, of the town\n",
					  text, i > 0 ? "            " : "", states[i]);
		free(text);
		text = more;
	}
	char *whole =
		support_text("%s\nAgenda\n            The ferry\n\n\fThe meeting was called to order at 3 p.m.\n\n"
			     "The President: I put the figures before you.\n\n%s\nMs. Even (Chad): We thank you.\n\n"
			     "The meeting rose at 4 p.m.\n",
			     text, rows);
	read_words(&r, whole);
	assert_false(tiling_finds(&r.response, "columns stand beside one another"));
	assert_int_equal(r.response.statements[0]->record->n_members, 14);
	assert_int_equal(r.response.n_statements, 3);
	reading_end(&r);
	free(whole);
	free(text);
	free(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_roll_may_stand_to_the_right_of_speech),
		cmocka_unit_test(a_roll_may_stand_to_the_left_of_speech),
		cmocka_unit_test(a_page_may_hold_names_alone),
		cmocka_unit_test(covers_and_tables_stay_as_they_are),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
