/* Votes in Akoma Ntoso: the printed lists, each name as a vote, and the analysis that says
 * of each vote its outcome and its counts. A ballot refers to the count that it is one of. */
#include <string.h>

#include "client/export_akn.h"
#include "client/words.h"

typedef Truce__V1__Vote Vote;
typedef Truce__V1__Vote__Ballot Ballot;
typedef Truce__V1__Election Election;
typedef Truce__V1__Candidate Candidate;

struct concept {
	const char *id, *title;
};

/* In the order in which records print them. */
static const struct concept choices[] = {
	[TRUCE__V1__VOTE__CHOICE__CHOICE_UNSPECIFIED] = { "not-stated", "not stated" },
	[TRUCE__V1__VOTE__CHOICE__CHOICE_IN_FAVOUR] = { "in-favour", "in favour" },
	[TRUCE__V1__VOTE__CHOICE__CHOICE_AGAINST] = { "against", "against" },
	[TRUCE__V1__VOTE__CHOICE__CHOICE_ABSTAINING] = { "abstaining", "abstaining" },
	[TRUCE__V1__VOTE__CHOICE__CHOICE_NOT_VOTING] = { "not-voting", "not voting" },
};
#define CHOICES (sizeof choices / sizeof *choices)

static const struct concept results[] = {
	[TRUCE__V1__VOTE__RESULT__RESULT_ADOPTED] = { "adopted", "adopted" },
	[TRUCE__V1__VOTE__RESULT__RESULT_NOT_ADOPTED] = { "not-adopted", "not adopted" },
	[TRUCE__V1__VOTE__RESULT__RESULT_VETOED] = { "vetoed",
						     "not adopted, owing to the negative vote of a permanent member" },
};
#define RESULTS (sizeof results / sizeof *results)

static const char *refer(struct akn *a, const struct concept *concept)
{
	return akn_refer(a, AKN_CONCEPT, concept->id, concept->title);
}

/* ---- Counts ------------------------------------------------------------- */

static bool is_cast(const Ballot *ballot)
{
	return (size_t)ballot->choice < CHOICES && ballot->party != NULL &&
	       (ballot->party->id[0] != '\0' || ballot->party->printed[0] != '\0');
}

/* The total that is printed; without one, that of the names in the list; -1 for neither. */
static int count_of(const Vote *vote, size_t choice)
{
	int names = 0;
	if (choice == TRUCE__V1__VOTE__CHOICE__CHOICE_IN_FAVOUR && vote->in_favour_total_case != 0)
		return vote->in_favour;
	if (choice == TRUCE__V1__VOTE__CHOICE__CHOICE_AGAINST && vote->against_total_case != 0)
		return vote->against;
	if (choice == TRUCE__V1__VOTE__CHOICE__CHOICE_ABSTAINING && vote->abstaining_total_case != 0)
		return vote->abstaining;
	for (size_t i = 0; i < vote->n_ballots; i++)
		names += is_cast(vote->ballots[i]) && (size_t)vote->ballots[i]->choice == choice;
	return names > 0 ? names : -1;
}

static bool is_counted(const Vote *vote)
{
	bool counted = vote->election != NULL && vote->election->n_candidates > 0;
	for (size_t c = 0; c < CHOICES; c++)
		counted = counted || count_of(vote, c) >= 0;
	return counted;
}

/* What a speech tells of one party's vote is not a vote that was taken. */
static bool is_told(const Vote *vote)
{
	return vote->n_ballots <= 1 && vote->election == NULL && vote->in_favour_total_case == 0 &&
	       vote->against_total_case == 0 && vote->abstaining_total_case == 0;
}

static const char *count_id(struct akn *a, size_t vote, size_t choice)
{
	size_t number = 0;
	for (size_t c = 0; c <= choice; c++)
		number += count_of(a->document->votes[vote], c) >= 0;
	return akn_print(a, "#voting_%zu__count_%zu", vote + 1, number);
}

/* ---- Lists -------------------------------------------------------------- */

static const char *name_of(const Truce__V1__Party *party)
{
	return party->printed[0] != '\0' ? party->printed : party->id;
}

static bool stands_in(const Vote *vote, size_t block)
{
	return vote->span != NULL && (size_t)vote->span->block == block + 1;
}

bool akn_is_roll_call(const Truce__V1__Statement *s, size_t block)
{
	for (size_t v = 0; v < s->n_votes; v++) {
		const Vote *vote = s->votes[v];
		bool lists = vote->n_ballots > 1 || (vote->election != NULL && vote->election->n_candidates > 0);
		if (lists && stands_in(vote, block))
			return true;
	}
	return false;
}

/* The ballots of a vote of the document; which of them are marked in the words. */
struct roll {
	size_t vote;
	bool *marked;
};

/* Every name that the words print, in their order. What they spell otherwise is left. */
static size_t mark_ballots(struct akn *a, struct roll *roll, const char *text, struct xml_mark *marks)
{
	const Vote *vote = a->document->votes[roll->vote];
	size_t from = vote->span->start > 0 ? (size_t)vote->span->start : 0, count = 0;
	for (size_t i = 0; i < vote->n_ballots; i++) {
		const Ballot *ballot = vote->ballots[i];
		size_t at = is_cast(ballot) ? akn_find(text, from, ballot->party->printed) : SIZE_MAX;
		if (at == SIZE_MAX)
			continue;
		from = at + strlen(ballot->party->printed);
		marks[count++] = (struct xml_mark){ at,
						    from,
						    "vote",
						    { { "by", akn_refer_party(a, ballot->party) },
						      { "choice", count_id(a, roll->vote, (size_t)ballot->choice) } } };
		roll->marked[i] = true;
	}
	return count;
}

/* What is not printed so is added, and is said to be added. */
static void put_rest(struct akn *a, const struct roll *roll)
{
	const Vote *vote = a->document->votes[roll->vote];
	for (size_t c = 0; c < CHOICES; c++) {
		size_t written = 0;
		for (size_t i = 0; i < vote->n_ballots; i++) {
			const Ballot *ballot = vote->ballots[i];
			if (roll->marked[i] || (size_t)ballot->choice != c || !is_cast(ballot))
				continue;
			if (written++ == 0)
				fprintf(a->out, "<p status=\"editorial\">%s: ", choices[c].title);
			else
				fputs(", ", a->out);
			xml_begin(a->out, "vote", "by", akn_refer_party(a, ballot->party), "choice",
				  count_id(a, roll->vote, c), NULL);
			xml_text(a->out, name_of(ballot->party));
			xml_end(a->out, "vote");
		}
		fputs(written > 0 ? "</p>\n" : "", a->out);
	}
}

/* ---- Elections ------------------------------------------------------------ */

/* A candidate is a person, or the state itself. */
static bool is_state(const Candidate *c)
{
	return c->party != NULL && strcmp(c->party->printed, c->printed) == 0;
}

static const char *refer_candidate(struct akn *a, const Candidate *c)
{
	return is_state(c) ? akn_refer_party(a, c->party) : akn_refer(a, AKN_PERSON, NULL, c->printed);
}

static void put_referring(struct akn *a, const char *element, const char *ref, const char *text)
{
	xml_begin(a->out, element, "eId", akn_id(a, element), "refersTo", ref, NULL);
	xml_text(a->out, text);
	xml_end(a->out, element);
}

/* The votes of each candidate, in the order printed. */
static void put_candidates(struct akn *a, const Election *election)
{
	for (size_t i = 0; i < election->n_candidates; i++) {
		const Candidate *c = election->candidates[i];
		bool state = is_state(c);
		const char *votes = akn_print(a, "%d", (int)c->votes);
		fputs("<p status=\"editorial\">", a->out);
		put_referring(a, state ? "organization" : "person", refer_candidate(a, c), c->printed);
		if (!state && c->party != NULL) {
			fputs(" (", a->out);
			put_referring(a, "organization", akn_refer_party(a, c->party), name_of(c->party));
			fputc(')', a->out);
		}
		fputs(": ", a->out);
		xml_begin(a->out, "quantity", "eId", akn_id(a, "quantity"), "refersTo",
			  akn_refer(a, AKN_CONCEPT, "votes-obtained", "votes obtained"), "normalized", votes, NULL);
		fprintf(a->out, "%d</quantity>%s</p>\n", (int)c->votes,
			c->elected ? ", <outcome>elected</outcome>" : "");
	}
}

/* ---- The roll call --------------------------------------------------------- */

static bool find_rolls(struct akn *a, size_t block, struct roll *rolls, size_t *count, size_t *ballots)
{
	const Truce__V1__Statement *s = a->document;
	*count = *ballots = 0;
	for (size_t v = 0; v < s->n_votes; v++) {
		if (!stands_in(s->votes[v], block))
			continue;
		bool *marked = akn_array(a, s->votes[v]->n_ballots + 1, sizeof *marked);
		if (marked == NULL)
			return false;
		rolls[(*count)++] = (struct roll){ v, marked };
		*ballots += s->votes[v]->n_ballots;
	}
	return true;
}

/* The words of the vote, the names in them marked; then the ballots that they do not print
 * so, and how many votes each candidate had. */
void akn_put_roll_call(struct akn *a, const Truce__V1__Statement *s, size_t block)
{
	size_t count, ballots, marked = 0;
	struct roll *rolls = akn_array(a, s->n_votes + 1, sizeof *rolls);
	if (rolls == NULL || !find_rolls(a, block, rolls, &count, &ballots))
		return;
	struct xml_mark *marks = akn_array(a, ballots + 1, sizeof *marks);
	if (marks == NULL)
		return;
	for (size_t i = 0; i < count; i++)
		marked += mark_ballots(a, &rolls[i], s->blocks[block]->text, marks + marked);
	fputs("<p>", a->out);
	akn_put_words(a, s, block, marks, marked);
	fputs("</p>\n", a->out);
	for (size_t i = 0; i < count; i++) {
		put_rest(a, &rolls[i]);
		if (s->votes[rolls[i].vote]->election != NULL)
			put_candidates(a, s->votes[rolls[i].vote]->election);
	}
}

/* ---- The analysis ----------------------------------------------------------- */

static void put_count(struct akn *a, const char *element, const char *id, const char *ref, int value)
{
	xml_empty(a->out, element, "eId", id, "refersTo", ref, "value", akn_print(a, "%d", value), NULL);
}

static void put_election(struct akn *a, size_t vote, const Election *e)
{
	const struct {
		struct concept concept;
		int value;
	} sums[] = { { { "ballot-papers", "ballot papers" }, e->ballot_papers },
		     { { "invalid-ballots", "invalid ballots" }, e->invalid },
		     { { "valid-ballots", "valid ballots" }, e->valid },
		     { { "voting-members", "members present and voting" }, e->voting } };
	size_t number = 0;
	if (e->required_majority > 0)
		put_count(a, "quorum", akn_print(a, "voting_%zu__quorum_1", vote + 1),
			  akn_refer(a, AKN_CONCEPT, "required-majority", "required majority"), e->required_majority);
	for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
		if (sums[i].value > 0)
			put_count(a, "count", akn_print(a, "voting_%zu__count_%zu", vote + 1, ++number),
				  refer(a, &sums[i].concept), sums[i].value);
	for (size_t i = 0; i < e->n_candidates; i++)
		put_count(a, "count", akn_print(a, "voting_%zu__count_%zu", vote + 1, ++number),
			  refer_candidate(a, e->candidates[i]), e->candidates[i]->votes);
}

static void put_voting(struct akn *a, size_t v)
{
	const Vote *vote = a->document->votes[v];
	const char *subject = vote->document[0] != '\0' ? vote->document : vote->instrument;
	bool ended = (size_t)vote->result < RESULTS && results[vote->result].id != NULL;
	xml_begin(a->out, "voting", "eId", akn_print(a, "voting_%zu", v + 1), "outcome",
		  ended ? refer(a, &results[vote->result]) : NULL, "refersTo",
		  subject[0] == '\0' ? NULL : akn_refer_document(a, subject), "href", a->taken[v], NULL);
	fputc('\n', a->out);
	if (vote->election != NULL)
		put_election(a, v, vote->election);
	for (size_t c = 0; vote->election == NULL && c < CHOICES; c++) {
		int count = count_of(vote, c);
		if (count >= 0)
			put_count(a, "count", count_id(a, v, c) + 1, refer(a, &choices[c]), count);
	}
	fputs("</voting>\n", a->out);
}

void akn_put_analysis(struct akn *a)
{
	const Truce__V1__Statement *s = a->document;
	size_t written = 0;
	for (size_t v = 0; v < s->n_votes; v++) {
		if (is_told(s->votes[v]) || !is_counted(s->votes[v]))
			continue;
		fputs(written++ == 0 ? "<analysis source=\"#truce\">\n<parliamentary>\n" : "", a->out);
		put_voting(a, v);
	}
	fputs(written > 0 ? "</parliamentary>\n</analysis>\n" : "", a->out);
}
