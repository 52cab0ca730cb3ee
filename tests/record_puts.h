/* What tests of what votes are on share: the words that made records are of, and what is
 * expected of their votes. */
#ifndef TRUCE_TESTS_RECORD_PUTS_H
#define TRUCE_TESTS_RECORD_PUTS_H

#include "tests/record_forms.h"

struct put_case {
	const char *text;
	const char *votes; /* what is told of each, a line each */
};

#define P "\nThe PRESIDENT: "
#define D1 "\nMr. ODD (Norway): My delegation has listened with care. We shall say more later.\n"
#define D2 "\nMr. EVEN (Chad): We share the view of those who spoke before us.\n"
#define LONG D1 D2 "\nMr. TALL (Peru): We recall what was said in S/3 and A/7.\n" D1 D2 "\nMr. WIDE (Iraq): We agree.\n"
#define SHOW "\nA vote was taken by show of hands.\n\n"
#define HANDS "\nA vote was taken by show of hands.\n\nIn favour: Chad, Norway\n\nAgainst: None\n\nAbstaining: Peru\n"
#define RECORDED "\nA recorded vote was taken.\n\nIn favour:\nChad, Norway\n\nAgainst:\nPeru\n\nAbstaining:\nIraq\n"
#define TOLD                                                                                                           \
	"\nThe PRESIDENT: The result of the voting is as follows: 2 votes in favour, none against and 1 abstention. "
#define PASSED "\nThe draft resolution was adopted by 2 votes to none, with 1 abstention.\n"
#define FAILED "\nThe draft resolution was rejected by 30 votes to 12, with 8 abstentions.\n"

/* tell: what is told of a vote, to be freed. */
static inline void expect_told(const struct put_case *cases, size_t count, char *(*tell)(const Truce__V1__Vote *))
{
	size_t wrong = 0;
	for (size_t i = 0; i < count; i++) {
		struct reading r;
		char *text = support_text("%s%s\nMs. Odd (Norway): We wait.%s", OPENED, cases[i].text, ROSE);
		read_words(&r, text);
		const Truce__V1__Statement *m = meeting_of(&r);
		char *told = support_text("%s", "");
		for (size_t k = 0; k < m->n_votes; k++) {
			char *vote = tell(m->votes[k]), *more = support_text("%s%s\n", told, vote);
			free(vote);
			free(told);
			told = more;
		}
		if (strcmp(told, cases[i].votes) != 0) {
			print_error("%.160s …:\nexpected\n%sfound\n%s\n", cases[i].text, cases[i].votes, told);
			wrong++;
		}
		free(told);
		reading_end(&r);
		free(text);
	}
	expect_number("wrong", "votes", (long)wrong, 0);
}

/* "document|part" */
static inline char *put_text(const Truce__V1__Vote *v)
{
	return support_text("%s|%s", v->document, v->part);
}

static inline void expect_puts(const struct put_case *cases, size_t count)
{
	expect_told(cases, count, put_text);
}

static inline char *total_text(bool told, int total)
{
	return told ? support_text("%d", total) : support_text("%s", "-");
}

/* "document|part|instrument|in favour/against/abstaining" */
static inline char *vote_text(const Truce__V1__Vote *v)
{
	char *in_favour = total_text(v->in_favour_total_case != 0, v->in_favour);
	char *against = total_text(v->against_total_case != 0, v->against);
	char *abstaining = total_text(v->abstaining_total_case != 0, v->abstaining);
	char *text =
		support_text("%s|%s|%s|%s/%s/%s", v->document, v->part, v->instrument, in_favour, against, abstaining);
	free(in_favour);
	free(against);
	free(abstaining);
	return text;
}

static inline void expect_decided(const struct put_case *cases, size_t count)
{
	expect_told(cases, count, vote_text);
}

#endif
