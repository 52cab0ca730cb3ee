/* Agreements in articles, sections, parts and items: clauses, their places, and who is bound by them. */
#include "tests/record_forms.h"

#define HEAD                                                                                                           \
	"AGREEMENT ON REST IN THE VALLEY\n\nLakeport, 3 July 2018\n\n"                                                 \
	"The Government of Norway and the Republic of Chad (hereinafter \"the Parties\"),\n\n"                         \
	"Desiring rest,\n\nHave agreed as follows:\n\n"

/* Clauses as "NUMBER text", headings as "# text", others as "- text"; then commitments as "place: ids". */
static const struct {
	const char *text, *blocks, *commitments;
} rows[] = {
	{ HEAD "Article I\n\nThe Parties shall rest.\n\nArticle II - Carts\n\n1. Norway will count the carts.\n\n"
	       "2. The Government shall pay for them.\n\nDone at Lakeport on 4 July 2018.\n\nFor Norway\n",
	  "# Article I;1 The Parties shall rest.;# Article II - Carts;1 Norway will count the carts.;"
	  "2 The Government shall pay for them.;- Done at Lakeport on 4 July 2018.;- For Norway;",
	  "article 1: NOR TCD;article 2, clause 1: NOR;article 2, clause 2: NOR;" },
	{ HEAD "ARTICLE 1\nRest\n\nThe Parties agree to:\n\n(a) rest;\n\n(b) count the carts.\n\nARTICLE 2\nCarts\n\n"
	       "Neither Party shall hide carts.\n",
	  "# ARTICLE 1 Rest;1 The Parties agree to:;1 rest;;2 count the carts.;# ARTICLE 2 Carts;"
	  "1 Neither Party shall hide carts.;",
	  "article 1 (a): NOR TCD;article 1 (b): NOR TCD;article 2: NOR TCD;" },
	{ HEAD "Section 1. Rest\n\n1.1 The Parties shall rest.\n\n1.2 They are tired.\n\nSection 2. Carts\n\n"
	       "2.1 Chad undertakes to count.\n",
	  "# Section 1. Rest;1 The Parties shall rest.;2 They are tired.;# Section 2. Carts;"
	  "1 Chad undertakes to count.;",
	  "section 1, clause 1.1: NOR TCD;section 2, clause 2.1: TCD;" },
	{ HEAD "I. REST\n\n1. The Parties shall rest.\n\nII. CARTS\n\n1. The Parties shall count:\n\n(i) carts;\n\n"
	       "(ii) wheels.\n",
	  "# I. REST;1 The Parties shall rest.;# II. CARTS;1 The Parties shall count:;1 carts;;2 wheels.;",
	  "part 1, clause 1: NOR TCD;part 2, clause 1: NOR TCD;" },
	{ HEAD "Article 1. The Parties shall rest.\n\nArticle 2. The carts of Article 1 stay. Article 5 of the "
	       "Charter says so.\n",
	  "1 The Parties shall rest.;1 The carts of Article 1 stay. Article 5 of the Charter says so.;",
	  "article 1: NOR TCD;" },
	{ HEAD "Article I\n\nThe Parties shall rest in the valley and\nshall count the carts there.\n\nArticle II - On "
	       "the\nCarts\n\nArticle III\nNorway will count them.\n\nArticle 4. Chad will pay for all that\nis "
	       "there.\n",
	  "# Article I;1 The Parties shall rest in the valley and shall count the carts there.;"
	  "# Article II - On the Carts;# Article III;1 Norway will count them.;1 Chad will pay for all that is there.;",
	  "article 1: NOR TCD;article 3: NOR;article 4: TCD;" },
	{ HEAD "Section 1. Rest\n\n1.1 The Parties shall rest.\n\n99999999999.1 They are tired.\n\n99999999999 So are "
	       "we.\n\n"
	       "Section 2. Carts\n\n2.1 Chad undertakes to count.\n",
	  "# Section 1. Rest;1 The Parties shall rest.;1 99999999999.1 They are tired.;2 99999999999 So are we.;# "
	  "Section 2. Carts;"
	  "1 Chad undertakes to count.;",
	  "section 1, clause 1.1: NOR TCD;section 2, clause 2.1: TCD;" },
	{ HEAD "1. Rest\n\n1.1. The Parties agree to rest.\n\n2. Carts\n\n2.1. To count them.\n",
	  "1 Rest;1 The Parties agree to rest.;2 Carts;1 To count them.;", "clause 1.1: NOR TCD;clause 2.1: NOR TCD;" },
	{ "MEMORANDUM OF UNDERSTANDING BETWEEN NORWAY AND CHAD\n\nThe aim of all is rest. It is wanted soon.\n\n"
	  "The truce begins now:\n\nArticle 1: Rest\n\na) Both Parties shall rest.\n\nArticle 2: Carts\n\n"
	  "The carts stay.\n",
	  "- The truce begins now:;# Article 1: Rest;1 Both Parties shall rest.;# Article 2: Carts;1 The carts stay.;",
	  "article 1 a): NOR TCD;" },
	{ "Lakeport Agreement between Norway and Chad\n\nLakeport, 3 July 2018\n\n1. The Parties shall rest.\n\n"
	  "2. Carts stay. So do wheels:\n\na) all;\n\nb) old ones.\n\n3. Each Party shall count them.\n",
	  "1 The Parties shall rest.;2 Carts stay. So do wheels:;1 all;;2 old ones.;3 Each Party shall count them.;",
	  "clause 1: NOR TCD;clause 3: NOR TCD;" },
	{ "Lakeport Agreement between Norway and Chad\n\nLakeport, 3 July 2018\n\nThe Parties:\n\n"
	  "(a) Shall rest;\n\n(b) Agree to count the carts.\n",
	  "1 Shall rest;;2 Agree to count the carts.;", "item (a): NOR TCD;item (b): NOR TCD;" },
};

static char *add(char *so_far, const char *more, const char *text)
{
	char *all = support_text("%s%s%s;", so_far, more, text);
	free(so_far);
	return all;
}

static char *blocks_of(const Truce__V1__Statement *s)
{
	char *all = support_text("%s", "");
	size_t from = 0;
	for (size_t i = 0; i < s->n_blocks; i++) {
		const Truce__V1__Block *b = s->blocks[i];
		bool before = b->kind == BLOCK(OPENING) || b->kind == BLOCK(DATELINE) ||
			      (b->kind == BLOCK(PREAMBLE) && strncmp(b->text, "The truce", 9) != 0);
		from = before ? i + 1 : from;
	}
	for (size_t i = from; i < s->n_blocks; i++) {
		const Truce__V1__Block *b = s->blocks[i];
		char number[16];
		snprintf(number, sizeof number, "%d ", (int)b->number);
		all = add(all, b->kind == BLOCK(HEADING) ? "# " : b->kind == BLOCK(CLAUSE) ? number : "- ", b->text);
	}
	return all;
}

static char *commitments_of(const Truce__V1__Statement *s)
{
	char *all = support_text("%s", "");
	for (size_t i = 0; i < s->n_commitments; i++) {
		const Truce__V1__Commitment *c = s->commitments[i];
		char ids[60] = "";
		for (size_t k = 0; k < c->n_parties; k++)
			snprintf(ids + strlen(ids), sizeof ids - strlen(ids), "%s%s", k > 0 ? " " : ": ",
				 c->parties[k]->id);
		all = add(all, c->sources[0]->place, ids);
	}
	return all;
}

static void clauses_are_told_by_their_article_and_item(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct reading r;
		read_words(&r, rows[i].text);
		const Truce__V1__Statement *s = r.response.statements[0];
		char *blocks = blocks_of(s), *commitments = commitments_of(s);
		expect_number("kind", rows[i].text, (long)s->kind, (long)STATEMENT(AGREEMENT));
		expect_text("blocks", rows[i].text, blocks, rows[i].blocks);
		expect_text("commitments", rows[i].text, commitments, rows[i].commitments);
		free(blocks);
		free(commitments);
		reading_end(&r);
	}
}

static void ids_of_commitments_are_their_places_once(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r, HEAD "Article 1\n\nThe Parties shall rest.\n\nThe Parties shall sleep.\n\nArticle 2\n\n"
			    "1. The Parties shall wake.\n");
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_int_equal(s->n_commitments, 3);
	assert_string_equal(s->commitments[0]->id, "article-1");
	assert_string_equal(s->commitments[1]->id, "article-1-block-8");
	assert_string_equal(s->commitments[2]->id, "article-2-clause-1");
	assert_string_equal(s->date->earliest, "2018-07-03");
	reading_end(&r);
}

static void the_day_of_signing_stands_at_the_end_where_no_line_above_has_it(void **state)
{
	(void)state;
	struct reading r;
	read_words(&r,
		   "AGREEMENT ON REST BETWEEN NORWAY AND CHAD\n\nPREAMBLE\n\nNorway and Chad,\n\nArticle 1\n\nRest is "
		   "good.\n\nArticle 2\n\nSo are carts.\n\nDone at Lakeport on 4 July 2018.\n");
	const Truce__V1__Statement *s = r.response.statements[0];
	assert_int_equal(s->kind, STATEMENT(AGREEMENT));
	assert_string_equal(s->date->earliest, "2018-07-04");
	assert_string_equal(s->place, "Lakeport");
	assert_int_equal(s->n_signatories, 2);
	reading_end(&r);
}

static void a_text_about_an_agreement_is_none(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"The Lakeport Agreement: what next\n\nTwo articles are open.\n\nArticle 1\n\nIt is on rest.\n\nArticle "
		"2\n\n"
		"It is on carts.\n",
		"News of the valley\n\nThey met. They left.\n\nArticle 1 was read first. It is short.\n",
		"Protocol on carts\n\nThe carts stay. All are glad.\n\nArticle 1 of the Charter says so.\n",
	};
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct reading r;
		read_words(&r, texts[i]);
		expect_number("kind", texts[i], (long)r.response.statements[0]->kind, (long)STATEMENT(ANALYSIS));
		reading_end(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clauses_are_told_by_their_article_and_item),
		cmocka_unit_test(ids_of_commitments_are_their_places_once),
		cmocka_unit_test(the_day_of_signing_stands_at_the_end_where_no_line_above_has_it),
		cmocka_unit_test(a_text_about_an_agreement_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
