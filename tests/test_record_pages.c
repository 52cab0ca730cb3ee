#include "tests/reading.h"

#include "domain/party.h"

/* How the pages of meeting records are set: what stands on them beside the text. */

static void a_number_in_words_among_the_printers_notes_is_left_with_them(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, "S/PV.9001\n\nAGENDA\n\nThis record contains the original text of speeches.\n"
		       "The final text will be distributed\nTWENTY-FIFTH MEETING\n\n"
		       "The meeting was called to order at 3 p.m.\n\nMr. Odd (Norway): Words.\n");
	assert_string_equal(r.response.statements[0]->meeting, "9001");
	reading_end(&r);
}

/* ---- Columns beside one another ---------------------------------------- */

#define ROWS 30    /* of a page's column */
#define ROWS_FEW 9 /* of a short one */
#define WIDTH 46   /* of a column */
#define LINES 4000 /* of a record, at most */

/* A record's lines in columns: each begins with '\n' where a paragraph begins. */
struct columns {
	char line[LINES][WIDTH + 2];
	size_t count;
};

static uint32_t drawn(uint32_t *state, uint32_t below)
{
	*state = *state * 1664525u + 1013904223u;
	return (*state >> 16) % below;
}

/* Wraps a paragraph: its first line is the shorter, for it is set in. */
static void wrap(struct columns *c, const char *text)
{
	for (bool first = true; *text != '\0'; first = false) {
		size_t room = first ? WIDTH - 5 : WIDTH, size = strlen(text);
		if (size > room) {
			for (size = room; text[size] != ' ';)
				size--;
		}
		assert_true(c->count < LINES);
		snprintf(c->line[c->count++], WIDTH + 2, "%s%.*s", first ? "\n" : "", (int)size, text);
		text += size;
		text += *text == ' ';
	}
}

/* Turns of some paragraphs of running words. */
static void turns_put(struct columns *c, uint32_t *state, size_t turns)
{
	static const char *const labels[] = { "Mr. Odd (Norway):", "Mrs. Even (Chad) (spoke in French):",
					      "The President:", "Ms. Third (Bolivia (Plurinational State of)):" };
	static const char *const words[] = { "the",   "ferry", "crosses", "under", "resolution 1325 (2000)",
					     "river", "which", "keeps",   "open",  "harbours" };
	for (size_t t = 0; t < turns; t++) {
		for (size_t p = 0; p < 1 + drawn(state, 4); p++) {
			char text[2000];
			size_t size =
				(size_t)snprintf(text, sizeof text, "%s", p == 0 ? labels[t % COUNT_OF(labels)] : "We");
			for (size_t w = 0; w < 20 + drawn(state, 60); w++)
				size += (size_t)snprintf(text + size, sizeof text - size, " %s",
							 p == 0 && w == 0 ? "Today"
									  : words[drawn(state, COUNT_OF(words))]);
			snprintf(text + size, sizeof text - size, " so.");
			wrap(c, text);
		}
	}
}

static const char cover_of_columns[] = "S/PV.9001\n\n9001st meeting\n\nPresident: Mr. First (Ghana)\n\n";
static const char vote_of_columns[] =
	"\n\nA vote was taken by show of hands.\n\nIn favour:\n"
	"Belgium, Bolivia (Plurinational State of), Chad, China, Côte d'Ivoire, Cuba, Denmark, Egypt, Estonia, Fiji,\n"
	"France, Gabon, Ghana, Greece, Norway\n\n"
	"The draft resolution was adopted by 15 votes to none as resolution 2450 (2018).\n\n";

/* How the columns of a page are printed: one under the other; beside one another, line by
 * line, also with a right column that begins farther off in some rows; or so that the lines
 * of one stand between those of the other; beside one another, with no-break spaces for blanks, or each line inside of
 * tags, of which those of paragraphs move its left column alone. */
enum print { UNDER, BESIDE, MOVED, BETWEEN, NO_BREAK, TAGGED };
#define MOVES 6 /* columns that it begins farther off, for so many rows at a time */

/* A recorded vote of more names than a page holds, in the lines of the columns. */
#define NAMES 180
static void vote_put(struct columns *c)
{
	char names[16384];
	size_t size = 0;
	for (size_t i = 0; i < NAMES; i++)
		size += (size_t)snprintf(names + size, sizeof names - size, "%s%s", i > 0 ? ", " : "",
					 party_at(i)->names[0].name);
	wrap(c, "A recorded vote was taken.");
	wrap(c, "In favour:");
	wrap(c, names);
	wrap(c, "The draft resolution was adopted by 180 votes to none.");
}

/* A page's lines from first to end, the left column's first, with blank lines between
 * paragraphs where they are printed under one another. Columns end anywhere. */
static char *page_text(char *before, const struct columns *c, size_t first, size_t left, size_t end, enum print print,
		       int gutter)
{
	char *text = before;
	for (size_t i = first; print == UNDER && i < end; i++) {
		char *more = support_text("%s%s\n", text, c->line[i]);
		free(text);
		text = more;
	}
	for (size_t i = 0; print != UNDER && (first + i < left || left + i < end); i++) {
		const char *a = first + i < left ? c->line[first + i] : "",
			   *b = left + i < end ? c->line[left + i] : "";
		int farther = print == MOVED && i / MOVES % 2 == 1 ? MOVES : 0;
		char *one = support_text("%s%s", *a == '\n' ? "     " : "", a + (*a == '\n'));
		char *two = support_text("%s%s", *b == '\n' ? "     " : "", b + (*b == '\n'));
		bool parted = print == BETWEEN && *one != '\0' && *two != '\0';
		char *more = support_text("%s  %-*s%s%*s%s\n", text, parted ? 0 : WIDTH, one, parted ? "\n" : "",
					  gutter + farther + 4 + (parted ? WIDTH + 2 : 0), "", two);
		free(one);
		free(two);
		free(text);
		text = more;
	}
	return text;
}

/* The same record, its columns printed one way: pages with a header and a foot and a gutter
 * that moves, some of a few lines or with a short right column, and a vote over both
 * columns. */
static char *record_text(const struct columns *c, enum print print)
{
	char *text = support_text("%s%s", cover_of_columns, "The meeting was called to order at 3 p.m.\n\n");
	size_t page = 0;
	for (size_t at = 0; at < c->count; page++) {
		size_t rows = page % 4 == 3 ? ROWS_FEW : ROWS;
		size_t left = at + rows < c->count ? at + rows : c->count, end = left + rows - page % 5;
		end = end < c->count ? end : c->count;
		left += end - left == 1; /* one line alone tells no column */
		char *more = support_text("%s\f%s\n\n", text, "S/PV.9001");
		free(text);
		more = page_text(more, c, at, left, end, print, (int)(page % 3) * 4);
		text = support_text("%s\n%zu%s06-37121\n", more, page + 2,
				    print != UNDER ? "                                           "
						     "              "
						   : "\n");
		free(more);
		at = end;
	}
	char *whole = support_text("%s%s%s", text, vote_of_columns, "The meeting rose at 5 p.m.\n");
	free(text);
	return whole;
}

/* A text with no-break spaces for its blanks. */
static char *no_break(char *text)
{
	size_t kept = 0;
	char *out = malloc(2 * strlen(text) + 1);
	assert_non_null(out);
	for (const char *at = text; *at != '\0'; at++) {
		if (*at == ' ')
			out[kept++] = '\xC2';
		out[kept++] = *at == ' ' ? '\xA0' : *at;
	}
	out[kept] = '\0';
	free(text);
	return out;
}

/* A text whose lines end with a tag; every fifth begins with one. */
static char *tagged(char *text)
{
	char *out = malloc(4 * strlen(text) + 64);
	size_t kept = 0, row = 0;
	assert_non_null(out);
	for (char *at = text, *end; *at != '\0'; at = *end == '\0' ? end : end + 1) {
		end = strchrnul(at, '\n');
		int size = (int)(end - at);
		bool words = strspn(at, " \f") < (size_t)size;
		bool page = *at == '\f';
		kept += (size_t)sprintf(out + kept, "%s%s%.*s%s\n", page ? "\f" : "",
					words && row++ % 5 == 0 ? "<p>" : "", size - page, at + page,
					words ? "<br>" : "");
	}
	free(text);
	return out;
}

static bool is_white(char c)
{
	return c == ' ' || c == '\n' || c == '\f' || c == '\xC2' || c == '\xA0';
}

/* Counts the bytes of a text, by value, but for white space. */
static void count_bytes(const char *text, size_t size, long by, long counts[256])
{
	for (size_t i = 0; i < size; i++) {
		if (!is_white(text[i]))
			counts[(unsigned char)text[i]] += by;
	}
}

/* A turn's sections hold the bytes of its label and its text, and no others. */
static void expect_all_of_a_turn(const struct reading *r, size_t turn)
{
	long counts[256] = { 0 };
	const Truce__V1__MeetingRecord *m = r->response.statements[0]->record;
	const Truce__V1__Statement *s = r->response.statements[turn];
	for (size_t i = 0; i < m->n_sections; i++) {
		const Truce__V1__ByteRange *bytes = m->sections[i]->bytes;
		if (m->sections[i]->turn == (int32_t)turn)
			count_bytes(r->content + bytes->start, (size_t)(bytes->end - bytes->start), 1, counts);
	}
	count_bytes(s->turns[0]->label, strlen(s->turns[0]->label), -1, counts);
	count_bytes(":", 1, -1, counts);
	for (size_t b = 0; b < s->n_blocks; b++)
		count_bytes(s->blocks[b]->text, strlen(s->blocks[b]->text), -1, counts);
	for (int c = 0; c < 256; c++) {
		if (counts[c] != 0)
			fail_msg("turn %zu: %ld too many of '%c'", turn, counts[c], c);
	}
}

static char *words_of(const Truce__V1__Statement *s)
{
	char *words = support_text("%s", "");
	for (size_t k = 0; k < s->n_blocks; k++) {
		char *more = support_text("%s%s ", words, s->blocks[k]->text);
		free(words);
		words = more;
	}
	return words;
}

/* The record of these columns is read alike, printed one way or under one another. */
static void expect_alike(const struct columns *c, enum print print, size_t votes)
{
	struct reading under, beside;
	char *one = record_text(c, UNDER), *two = record_text(c, print);
	two = print == NO_BREAK ? no_break(two) : print == TAGGED ? tagged(two) : two;
	read_words(&under, one);
	read_words(&beside, two);
	assert_true(tiling_finds(&beside.response, "columns stand beside one another"));
	assert_false(tiling_finds(&under.response, "columns stand beside one another"));
	assert_int_equal(beside.response.n_statements, under.response.n_statements);
	for (size_t i = 1; i < under.response.n_statements; i++) {
		const Truce__V1__Statement *a = under.response.statements[i], *b = beside.response.statements[i];
		assert_string_equal(a->turns[0]->label, b->turns[0]->label);
		assert_string_equal(a->turns[0]->language, b->turns[0]->language);
		assert_int_equal(a->n_citations, b->n_citations);
		assert_true(print == MOVED || print == TAGGED || a->n_blocks == b->n_blocks);
		char *told = words_of(b), *expected = words_of(a);
		assert_string_equal(told, expected);
		free(told);
		free(expected);
		if (print != TAGGED) /* whose bytes are in the sections */
			expect_all_of_a_turn(&beside, i);
	}
	const Truce__V1__Statement *meeting = beside.response.statements[0];
	assert_int_equal(meeting->n_votes, votes);
	assert_int_equal(meeting->votes[votes - 1]->n_ballots, 15);
	for (size_t i = 0; i + 1 < votes; i++)
		assert_int_equal(meeting->votes[i]->n_ballots, NAMES);
	assert_string_equal(meeting->record->closed, "17:00");
	reading_end(&under);
	reading_end(&beside);
	free(one);
	free(two);
}

static void columns_beside_one_another_are_read_one_after_the_other(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 6; seed++) {
		static struct columns c;
		uint32_t random = seed;
		c.count = 0;
		turns_put(&c, &random, 12 + seed * 5);
		expect_alike(&c, BESIDE, 1);
		expect_alike(&c, BETWEEN, 1);
		expect_alike(&c, NO_BREAK, 1);
		expect_alike(&c, TAGGED, 1);
	}
}

static void a_right_column_may_begin_at_two_places_of_a_page(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 6; seed++) {
		static struct columns c;
		uint32_t random = seed;
		c.count = 0;
		turns_put(&c, &random, 8 + seed);
		wrap(&c, "The President: We vote.");
		vote_put(&c);
		turns_put(&c, &random, 12 + seed * 5);
		expect_alike(&c, MOVED, 2);
	}
}

/* The last line of a paragraph may be a number alone, and stand beside nothing but short
 * lines of a list. */
static void short_lines_of_both_columns_are_read_with_them(void **state)
{
	(void)state;
	struct reading r;
	char *text = support_text("%s", cover_of_columns);
	for (int i = 0; i < 24; i++) {
		static const char *const rows[][2] = {
			{ "      The meeting was called to order at 3 p.m.",
			  "      Mr. Odd (Norway): We have waited for" },
			{ "      The President: We now vote on draft", "the ferry for a whole year, and we wait" },
			{ "resolution A/61/L.7. A recorded vote has been", "for it still. The piers are open, and" },
			{ "requested.", "the harbours are free of ice from month" },
			{ "      A recorded vote was taken.", "5." },
			{ "        In favour:", "      The ferry crosses on the first day" },
			{ "        Albania, Chad, Chile, China, Cuba", "of the week." },
			{ "        Against:", "21." },
			{ "        Peru", "      It crosses on the other days as well," },
			{ "      Draft resolution A/61/L.7 was adopted", "where there is no ice in the harbours" },
			{ "by 5 votes to 1 (resolution", "of both towns, and none on the river of" },
			{ "61/66 A).", "21." },
		};
		const char *left = i < (int)COUNT_OF(rows) ? rows[i][0] : "on the upper lake the keepers wait for it",
			   *right = i < (int)COUNT_OF(rows) ? rows[i][1] : "on the lower lake they do not wait any";
		left = i == 23 ? "17." : left; /* the column's last line, and no page's foot */
		right = i == 23 ? "" : right;
		int room = i > 4 && i < 9 ? 47 : i == 2 || i == 10 ? 51 : 52; /* two stand a column before the others */
		char *more = support_text("%s%-*s%s\n", text, room, left, right);
		free(text);
		text = more;
	}
	read_words(&r, text);
	assert_true(tiling_finds(&r.response, "columns stand beside one another"));
	const Truce__V1__Statement *m = r.response.statements[0];
	assert_int_equal(m->n_votes, 1);
	assert_int_equal(m->votes[0]->n_ballots, 6);
	assert_string_equal(m->votes[0]->instrument, "A/RES/61/66 A");
	assert_int_equal(r.response.n_statements, 3);
	const Truce__V1__Statement *turn = r.response.statements[2];
	assert_null(strstr(turn->blocks[turn->n_blocks - 1]->text, "17."));
	assert_string_equal(turn->blocks[0]->text,
			    "We have waited for the ferry for a whole year, and we wait for it still. The piers are "
			    "open, and the harbours are free of ice from month 5.");
	reading_end(&r);
	free(text);
}

static void pages_of_names_are_columns_where_other_pages_are(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 4; seed++) {
		static struct columns c;
		uint32_t random = seed;
		c.count = 0;
		if (seed % 2 == 0)
			turns_put(&c, &random, 8);
		wrap(&c, "The President: We vote.");
		vote_put(&c);
		turns_put(&c, &random, 12);
		expect_alike(&c, seed > 2 ? BETWEEN : BESIDE, 2);
	}
}

static void columns_of_a_text_that_is_no_record_are_read_so_too(void **state)
{
	(void)state;
	static struct columns c;
	char *text = support_text("%s", "");
	struct reading r;
	c.count = 0;
	wrap(&c,
	     "The parties met in the harbour hall and spoke of the ferry over the upper lake, which had not crossed "
	     "for a year, and of the keepers of both piers, who had asked for a day in spring.");
	for (int i = 0; i < 6; i++)
		wrap(&c,
		     "They agreed that the ferry crosses on every day of the week but one, that no armed men are on "
		     "board, and that the keepers of both piers tell one another when it leaves.");
	wrap(&c, "The last word was the harbour master's.");
	size_t left = c.count / 2;
	text = page_text(text, &c, 0, left, c.count, BESIDE, 0);
	read_words(&r, text);
	assert_true(tiling_finds(&r.response, "columns stand beside one another"));
	assert_int_equal(r.response.n_statements, 1);
	assert_int_equal(r.response.statements[0]->n_blocks, 8);
	assert_string_equal(r.response.statements[0]->blocks[7]->text, "The last word was the harbour master's.");
	reading_end(&r);
	free(text);
}

/* The figures of a ballot's table in the left column are not where the right one begins. */
static void a_ballots_figures_are_no_gutter(void **state)
{
	(void)state;
	struct reading r;
	char *text = support_text("%s", cover_of_columns);
	for (int i = 0; i < 44; i++) {
		static const char *const rows[] = {
			"      The meeting was called to order at 3 p.m.",
			"      The President: The result of the voting",
			"is as follows:",
			"",
			"     Number of ballot papers:                  15",
			"     Number of invalid ballots:                 0",
			"     Number of valid ballots:                  15",
			"     Required majority:                         8",
			"     Number of votes obtained:",
			"       Mr. Keeper (France)                     14",
			"       Mr. Miller (Brazil)                     13",
			"       Mr. Fisher (Japan)                      12",
			"       Mr. Warden (Somalia)                     9",
			"       Mr. Porter (Kenya)                       6",
			"",
			"      Mr. Odd (Norway): We thank the tellers,",
			"      Mr. Even (Chad): We thank them as well,",
		};
		bool of_left = i < (int)COUNT_OF(rows);
		bool last = i == 13; /* beside nothing */
		const char *left = of_left ? rows[i] : "who counted the ballots in the lower hall, as",
			   *right = last     ? ""
				    : i == 0 ? "who speak"
					     : "of the lower lake they speak no more now";
		char *more = support_text("%s%-*s%s\n", text, last ? 0 : 52, left, right);
		free(text);
		text = more;
	}
	read_words(&r, text);
	assert_true(tiling_finds(&r.response, "columns stand beside one another"));
	const Truce__V1__Statement *m = r.response.statements[0];
	assert_int_equal(m->n_votes, 1);
	assert_non_null(m->votes[0]->election);
	assert_int_equal(m->votes[0]->election->ballot_papers, 15);
	assert_int_equal(m->votes[0]->election->required_majority, 8);
	assert_int_equal(m->votes[0]->election->n_candidates, 5);
	assert_int_equal(r.response.n_statements, 4);
	reading_end(&r);
	free(text);
}

/* Two pages without heads, a number at the foot of each and no form feed: the first page's right
 * column goes before the second page's left one. */
static void a_pages_number_ends_it(void **state)
{
	(void)state;
	struct reading r;
	char *text = support_text("%s      The meeting was called to order at 3 p.m.\n\n", cover_of_columns);
	for (int page = 1; page <= 2; page++) {
		for (int i = 0; i < 20; i++) {
			bool label = i == 2;
			char *more = support_text("%s%s%-47s%s\n", text, label ? "\n" : "",
						  !label      ? "who counted the ballots in the lower hall, as"
						  : page == 1 ? "      Mr. Odd (Norway): We thank the tellers,"
							      : "      Mr. Third (Peru): We thank them thrice,",
						  !label      ? "of the lower lake they speak no more now"
						  : page == 1 ? "     Mr. Even (Chad): We thank them too,"
							      : "     Mr. Fourth (Mali): We too, and that");
			free(text);
			text = more;
		}
		char *more = support_text("%s\n%46s%d\n\n", text, "", page);
		free(text);
		text = more;
	}
	read_words(&r, text);
	static const char *const speakers[] = { "NOR", "TCD", "PER", "MLI" };
	assert_int_equal(r.response.n_statements, 5);
	for (size_t i = 0; i < COUNT_OF(speakers); i++)
		assert_string_equal(r.response.statements[i + 1]->turns[0]->speaker->party->id, speakers[i]);
	reading_end(&r);
	free(text);
}

static void a_table_is_no_page_of_two_columns(void **state)
{
	(void)state;
	char *text =
		support_text("%sThe meeting was called to order at 3 p.m.\n\nMr. Odd (Norway): The list is this.\n\n",
			     cover_of_columns);
	for (int i = 0; i < 40; i++) {
		char *more = support_text(
			"%s     Ferry number %d of the upper lake      Harbour %d, with a long pier of stone\n", text,
			i, i);
		free(text);
		text = more;
	}
	struct reading r;
	read_words(&r, text);
	assert_false(tiling_finds(&r.response, "columns stand beside one another"));
	reading_end(&r);
	free(text);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_in_words_among_the_printers_notes_is_left_with_them),
		cmocka_unit_test(columns_beside_one_another_are_read_one_after_the_other),
		cmocka_unit_test(a_right_column_may_begin_at_two_places_of_a_page),
		cmocka_unit_test(short_lines_of_both_columns_are_read_with_them),
		cmocka_unit_test(pages_of_names_are_columns_where_other_pages_are),
		cmocka_unit_test(columns_of_a_text_that_is_no_record_are_read_so_too),
		cmocka_unit_test(a_ballots_figures_are_no_gutter),
		cmocka_unit_test(a_pages_number_ends_it),
		cmocka_unit_test(a_table_is_no_page_of_two_columns),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
