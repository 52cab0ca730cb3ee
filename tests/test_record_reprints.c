#include "tests/reprint.h"

#include <limits.h>

/* A record says the same in every printing: its turns with their words, its votes and its
 * citations. TRUCE_REPRINTS=N prints each record N times, TRUCE_REPRINT=N as number N
 * alone; TRUCE_REPRINT_OF=NAME one record alone; TRUCE_REPRINT_KEEP=FILE keeps the last. */

#define PRINTINGS 10

/* Letters and digits alone, so that blanks and hyphens tell nothing. */
static void told_words(struct ink *k, const char *text)
{
	for (; *text != '\0'; text++) {
		if (!isspace((unsigned char)*text) && *text != '-')
			ink_add(k, text, 1);
	}
}

static void told_turns(struct ink *k, const struct reading *r)
{
	for (size_t i = 1; i < r->response.n_statements; i++) {
		const Truce__V1__Statement *s = r->response.statements[i];
		const Truce__V1__Turn *t = s->turns[0];
		ink_put(k, "turn ");
		told_words(k, t->label);
		ink_put(k, " | ");
		ink_put(k, t->speaker->party == NULL ? "" : t->speaker->party->id);
		ink_put(k, " | ");
		ink_put(k, t->language);
		ink_put(k, " | ");
		for (size_t b = 0; b < s->n_blocks; b++)
			told_words(k, s->blocks[b]->text);
		ink_put(k, "\n");
		for (size_t c = 0; c < s->n_citations; c++) {
			ink_put(k, "cites ");
			ink_put(k, s->citations[c]->instrument);
			ink_put(k, " | ");
			told_words(k, s->citations[c]->printed);
			ink_put(k, "\n");
		}
	}
}

static void told_votes(struct ink *k, const struct reading *r)
{
	const Truce__V1__Statement *s = r->response.statements[0];
	for (size_t i = 0; i < s->n_votes; i++) {
		const Truce__V1__Vote *v = s->votes[i];
		char *line = support_text("vote %s %s %s %s %d %d:%d/%d:%d/%d:%d, notes %zu:", v->document, v->part,
					  v->instrument, v->method, (int)v->result, (int)v->in_favour_total_case,
					  v->in_favour, (int)v->against_total_case, v->against,
					  (int)v->abstaining_total_case, v->abstaining, v->n_notes);
		ink_put(k, line);
		free(line);
		for (size_t b = 0; b < v->n_ballots; b++) {
			ink_put(k, " ");
			ink_put(k, v->ballots[b]->party->id);
			ink_put(k, v->ballots[b]->choice == 1 ? "+" : v->ballots[b]->choice == 2 ? "-" : "0");
		}
		ink_put(k, "\n");
	}
}

static char *told(const struct reading *r)
{
	struct ink k = { 0 };
	ink_put(&k, "");
	told_votes(&k, r);
	told_turns(&k, r);
	return k.text;
}

static void keep(const char *text, size_t size)
{
	const char *path = getenv("TRUCE_REPRINT_KEEP");
	FILE *file = path == NULL ? NULL : fopen(path, "w");
	if (file == NULL)
		return;
	fwrite(text, 1, size, file);
	fclose(file);
}

/* What stands otherwise, from a little before where it parts; NULL for nothing. */
static char *otherwise(const char *was, const char *is)
{
	size_t at = 0, line = 0;
	for (; was[at] != '\0' && was[at] == is[at]; at++)
		line = was[at] == '\n' ? at + 1 : line;
	if (was[at] == '\0' && is[at] == '\0')
		return NULL;
	size_t from = at > line + 60 ? at - 60 : line;
	return support_text("\"%.60s …%.160s\" is \"%.160s\"", was + line, was + from, is + from);
}

static bool printing_says(const struct reading *r, const char *name, const char *was, uint32_t number)
{
	size_t size;
	char *text = reprint(r, number, &size), *is, *other;
	struct reading again;
	keep(text, size);
	reading_begin(&again, text, size);
	reading_run(&again);
	assert_int_equal(again.status, STATUS_OK);
	is = again.response.statements[0]->record == NULL ? support_text("no record") : told(&again);
	other = otherwise(was, is);
	if (other != NULL) {
		struct printing p = printing_of(number);
		char *how = printing_told(&p);
		print_error("%s, printing %u (%s): %s\n", name, (unsigned)number, how, other);
		free(how);
	}
	bool same = other == NULL;
	free(other);
	free(is);
	free(text);
	reading_end(&again);
	return same;
}

static unsigned long asked(const char *name, unsigned long otherwise_it_is)
{
	const char *value = getenv(name);
	return value == NULL ? otherwise_it_is : strtoul(value, NULL, 10);
}

/* Of a record whose lines are out of order the first printing has its words. */
static char *set_in_order(char *text, size_t *size)
{
	struct reading r;
	reading_begin(&r, text, *size);
	reading_run(&r);
	char *plain = reprint(&r, PLAIN, size);
	free(text);
	reading_end(&r);
	return plain;
}

static void expect_printings(char *path, const char *name, bool disordered)
{
	size_t size, wrong = 0;
	const char *only = getenv("TRUCE_REPRINT_OF");
	char *text = only != NULL && strcmp(only, name) != 0 ? NULL : support_read(path, &size);
	if (text == NULL) {
		assert_non_null(only);
		free(path);
		return;
	}
	assert_non_null(text);
	if (disordered)
		text = set_in_order(text, &size);
	struct reading r;
	reading_begin(&r, text, size);
	reading_run(&r);
	char *was = told(&r);
	unsigned long one = asked("TRUCE_REPRINT", ULONG_MAX), count = asked("TRUCE_REPRINTS", PRINTINGS);
	for (unsigned long n = one == ULONG_MAX ? 0 : one; n < (one == ULONG_MAX ? count : one + 1); n++)
		wrong += !printing_says(&r, name, was, (uint32_t)n);
	free(was);
	reading_end(&r);
	free(text);
	free(path);
	if (wrong > 0)
		fail_msg("%s: %zu printings of %lu say something else", name, wrong, one == ULONG_MAX ? count : 1);
}

#define OWN(name)                                                                                                      \
	static void name##_says_the_same_in_every_printing(void **state)                                               \
	{                                                                                                              \
		(void)state;                                                                                           \
		expect_printings(support_text("%s/tests/data/records/" #name ".txt", SOURCE_DIR), #name, false);       \
	}

OWN(council_1948)
OWN(council_1949)
OWN(council_1951)
OWN(council_1964)
OWN(council_1973)
OWN(council_1985)
OWN(council_1993)
OWN(council_2002_resumption)
OWN(council_2023)
OWN(assembly_1961)
OWN(assembly_1974)
OWN(assembly_1991)
OWN(assembly_1993)
OWN(assembly_2020)
OWN(assembly_2024)
OWN(committee_2012)

static void a_record_of_2018_says_the_same_in_every_printing(void **state)
{
	(void)state;
	expect_printings(support_shared("records/sc_2018_PV.8422.txt"), "sc_2018_PV.8422", true);
}

static void a_record_of_2007_says_the_same_in_every_printing(void **state)
{
	(void)state;
	expect_printings(support_shared("records/ga_61_PV.107.txt"), "ga_61_PV.107", true);
}

static void a_record_of_2010_says_the_same_in_every_printing(void **state)
{
	(void)state;
	expect_printings(support_shared("records/ga_64_PV.121.txt"), "ga_64_PV.121", true);
}

#define TEST(name) cmocka_unit_test(name##_says_the_same_in_every_printing)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(council_1948),     TEST(council_1949),     TEST(council_1951),     TEST(council_1964),
		TEST(council_1973),     TEST(council_1985),     TEST(council_1993),     TEST(council_2002_resumption),
		TEST(council_2023),     TEST(assembly_1961),    TEST(assembly_1974),    TEST(assembly_1991),
		TEST(assembly_1993),    TEST(assembly_2020),    TEST(assembly_2024),    TEST(committee_2012),
		TEST(a_record_of_2018), TEST(a_record_of_2007), TEST(a_record_of_2010),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
