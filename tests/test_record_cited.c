/* What the turns of a record cite: documents that lines part or brackets hold. */
#include "tests/record_leaves.h"

#define ASSEMBLY_OPENED                                                                                                \
	"A/61/PV.60\n\nGeneral Assembly\nSixty-first session\n\n60th plenary meeting\nMonday, 4 December 2006, "       \
	"10 a.m.\nNew York\n\nPresident: Ms. First (Bahrain)\n\nThe meeting was called to order at 10.05 a.m.\n\n"

/* Expects the citations of the first turn's words, joined with semicolons. */
static void expect_cited(const char *opened, const char *words, const char *cited)
{
	struct reading r;
	char *text = support_text("%sMr. Odd (Norway): %s%s", opened, words, ROSE), *told = support_text("%s", "");
	read_words(&r, text);
	const Truce__V1__Statement *s = r.response.statements[1];
	for (size_t i = 0; i < s->n_citations; i++) {
		char *more = support_text("%s%s%s", told, i > 0 ? "; " : "", s->citations[i]->instrument);
		free(told);
		told = more;
	}
	if (strcmp(told, cited) != 0)
		fail_msg("%s: cites \"%s\" and not \"%s\"", words, told, cited);
	free(told);
	free(text);
	reading_end(&r);
}

static void documents_stand_in_square_brackets(void **state)
{
	(void)state;
	expect_cited(OPENED, "The draft [A/L.523] and the letter [S/5002] are before us [S/5002/Rev.1, para. 3].",
		     "A/L.523; S/5002; S/5002/Rev.1");
}

/* A session and a number alone are a resolution's where "since" asks for one. */
static void a_resolution_is_told_by_its_number_behind_since(void **state)
{
	(void)state;
	expect_cited(ASSEMBLY_OPENED, "We have recognized none of these texts since 60/173.", "A/RES/60/173");
	expect_cited(ASSEMBLY_OPENED, "We were here since 60/17, since 11/2001, and since 5/1/2002.", "");
}

static void a_symbol_in_brackets_goes_on_behind_a_blank_line(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "Mr. Odd (Norway): Members have before them the text of Chad, Fiji and Peru\n\n"
			      "(S/13603/Rev.1) and that of Norway. It is short.\n\nWe thank them." ROSE);
	const Truce__V1__Statement *s = r.response.statements[1];
	assert_int_equal(s->n_blocks, 2);
	assert_string_equal(s->blocks[0]->text, "Members have before them the text of Chad, Fiji and Peru "
						"(S/13603/Rev.1) and that of Norway. It is short.");
	reading_end(&r);
}

/* What a footnote cites is cited, though it stands within what somebody says. */
static void a_footnote_is_a_block_of_the_meeting(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, OPENED "1. The President: We go on.\n\n2. Ms. Odd (Norway): We stand by all\nthat was said "
			      "in\n\n1 See Official Records of the Security Council, Third Year,\nSupplement for May "
			      "1948, document S/727.\n\n\fthe other paper. We go on." ROSE);
	const Truce__V1__Statement *meeting = r.response.statements[0], *speech = r.response.statements[2];
	const Truce__V1__Block *last = meeting->blocks[meeting->n_blocks - 1];
	assert_int_equal(last->kind, BLOCK(FOOTNOTE));
	assert_string_equal(last->text,
			    "1 See Official Records of the Security Council, Third Year, Supplement for May "
			    "1948, document S/727.");
	assert_int_equal(meeting->n_citations, 1);
	assert_string_equal(meeting->citations[0]->instrument, "S/727");
	assert_int_equal(meeting->citations[0]->span->block, meeting->n_blocks);
	assert_int_equal(speech->n_citations, 0);
	assert_string_equal(speech->blocks[0]->text, "We stand by all that was said in the other paper. We go on.");
	const Truce__V1__TextSection *section = NULL;
	for (size_t i = 0; i < meeting->record->n_sections; i++) {
		if (meeting->record->sections[i]->kind == TRUCE__V1__TEXT_SECTION__KIND__KIND_FOOTNOTE)
			section = meeting->record->sections[i];
	}
	assert_non_null(section);
	assert_int_equal(section->block, meeting->n_blocks);
	assert_string_equal(section->statement, meeting->name);
	reading_end(&r);
}

static void the_paper_of_a_provisional_agenda_is_cited(void **state)
{
	(void)state;
	static const char *const papers[] = { "Provisional agenda (S/Agenda/9001)",
					      "Provisional agenda\n\n(S/Agenda/9001)" };
	for (size_t i = 0; i < COUNT_OF(papers); i++) {
		struct reading r;
		char *text =
			support_text("S/PV.9001\n\n9001st MEETING\n\nHeld in New York on Friday, 4 March 2022, at 10 "
				     "a.m.\n\nPresident: Mr. First (Ghana).\n\n%s\n\n1. Adoption of the "
				     "agenda.\n\n2. The wells (S/5002).\n\nThe meeting was called to order at 10 "
				     "a.m.\n\nMr. Odd (Norway): Yes." ROSE,
				     papers[i]);
		read_words(&r, text);
		const Truce__V1__Statement *s = r.response.statements[0];
		assert_int_equal(s->n_citations, 2);
		assert_string_equal(s->citations[0]->instrument, "S/Agenda/9001");
		assert_string_equal(s->citations[1]->instrument, "S/5002");
		assert_int_equal(s->record->n_items, 2);
		assert_int_equal(s->record->items[1]->n_symbols, 1);
		free(text);
		reading_end(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_paper_of_a_provisional_agenda_is_cited),
		cmocka_unit_test(a_footnote_is_a_block_of_the_meeting),
		cmocka_unit_test(documents_stand_in_square_brackets),
		cmocka_unit_test(a_resolution_is_told_by_its_number_behind_since),
		cmocka_unit_test(a_symbol_in_brackets_goes_on_behind_a_blank_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
