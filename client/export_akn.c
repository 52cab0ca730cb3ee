/* Akoma Ntoso 3.0: a meeting as a debate of speeches, narratives and roll calls.
 *
 * Source: OASIS, Akoma Ntoso Version 1.0 (2018), part 2, the schema of the namespace
 * akn/3.0, and its naming convention. A date that is not known is 0001-01-01, named
 * "unknown", for the schema demands one. */
#include <string.h>

#include "client/export_forms.h"
#include "client/words.h"

#define NAMESPACE "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
#define AGENTS_MOST 4096

/* Who speaks or votes, once each. */
struct agent {
	const char *id, *kind, *title; /* kind: the element, "TLCPerson" */
};

struct akn {
	struct arena *arena;
	FILE *out;
	const Truce__V1__Statement *debate;
	struct agent agents[AGENTS_MOST];
	size_t agent_count, unnamed;
	size_t speeches, narratives, rolls, sections, named;
};

/* ---- XML -------------------------------------------------------------- */

/* Text of an element or an attribute. Characters that XML 1.0 does not have become
 * U+FFFD. */
static void put(const struct akn *a, const char *text)
{
	for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++) {
		bool none = (*c < 0x20 && *c != '\t' && *c != '\n' && *c != '\r') ||
			    (c[0] == 0xEF && c[1] == 0xBF && (c[2] == 0xBE || c[2] == 0xBF));
		if (none) {
			fputs("\xEF\xBF\xBD", a->out);
			c += *c == 0xEF ? 2 : 0;
		} else if (*c == '&') {
			fputs("&amp;", a->out);
		} else if (*c == '<') {
			fputs("&lt;", a->out);
		} else if (*c == '>') {
			fputs("&gt;", a->out);
		} else if (*c == '"') {
			fputs("&quot;", a->out);
		} else {
			fputc(*c, a->out);
		}
	}
}

static void put_attribute(const struct akn *a, const char *name, const char *before, const char *value)
{
	fprintf(a->out, " %s=\"%s", name, before);
	put(a, value);
	fputc('"', a->out);
}

/* ---- Agents ----------------------------------------------------------- */

static const char *add_agent(struct akn *a, const char *id, const char *kind, const char *title)
{
	for (size_t i = 0; i < a->agent_count; i++)
		if (strcmp(a->agents[i].id, id) == 0)
			return id;
	if (a->agent_count == AGENTS_MOST)
		return NULL;
	a->agents[a->agent_count++] = (struct agent){ id, kind, title };
	return id;
}

/* One that is printed and not resolved stands for itself. */
static const char *add_unnamed(struct akn *a, const char *kind, const char *printed)
{
	for (size_t i = 0; i < a->agent_count; i++)
		if (strncmp(a->agents[i].id, "unresolved_", 11) == 0 && strcmp(a->agents[i].title, printed) == 0)
			return a->agents[i].id;
	const char *id = arena_printf(a->arena, "unresolved_%zu", ++a->unnamed);
	return id == NULL ? NULL : add_agent(a, id, kind, printed);
}

static const char *agent_of_party(struct akn *a, const Truce__V1__Party *party)
{
	const char *title = party->printed[0] != '\0' ? party->printed : party->id;
	return party->id[0] != '\0' ? add_agent(a, party->id, "TLCOrganization", title)
				    : add_unnamed(a, "TLCOrganization", title);
}

static const char *agent_of_turn(struct akn *a, const Truce__V1__Turn *turn)
{
	const Truce__V1__Person *p = turn->speaker;
	if (p != NULL && p->id[0] != '\0')
		return add_agent(a, p->id, "TLCPerson", p->printed);
	return add_unnamed(a, "TLCPerson", p != NULL && p->printed[0] != '\0' ? p->printed : turn->label);
}

/* A candidate is a person, or the state itself. */
static bool is_state(const Truce__V1__Candidate *c)
{
	return c->party != NULL && strcmp(c->party->printed, c->printed) == 0;
}

static const char *agent_of_candidate(struct akn *a, const Truce__V1__Candidate *c)
{
	return is_state(c) ? agent_of_party(a, c->party) : add_unnamed(a, "TLCPerson", c->printed);
}

static bool find_voters(struct akn *a, const Truce__V1__Vote *vote)
{
	for (size_t i = 0; i < vote->n_ballots; i++)
		if (vote->ballots[i]->party != NULL && agent_of_party(a, vote->ballots[i]->party) == NULL)
			return false;
	for (size_t i = 0; vote->election != NULL && i < vote->election->n_candidates; i++) {
		const Truce__V1__Candidate *c = vote->election->candidates[i];
		if (agent_of_candidate(a, c) == NULL || (c->party != NULL && agent_of_party(a, c->party) == NULL))
			return false;
	}
	return true;
}

/* Everybody is named before the text refers to them. */
static bool find_agents(struct akn *a, const Truce__V1__Statement *s)
{
	for (size_t i = 0; i < s->n_turns; i++)
		if (agent_of_turn(a, s->turns[i]) == NULL)
			return false;
	for (size_t v = 0; v < s->n_votes; v++)
		if (!find_voters(a, s->votes[v]))
			return false;
	return true;
}

/* ---- Metadata --------------------------------------------------------- */

static const char *day_of(const Truce__V1__Statement *s)
{
	return s->date == NULL || s->date->earliest[0] == '\0' ? NULL : s->date->earliest;
}

static void put_day(const struct akn *a, const char *what)
{
	const char *day = day_of(a->debate);
	fputs("<FRBRdate", a->out);
	put_attribute(a, "date", "", day == NULL ? "0001-01-01" : day);
	put_attribute(a, "name", "", day == NULL ? "unknown" : what);
	fputs("/><FRBRauthor href=\"#truce\"/>", a->out);
}

/* The address of the work, of its expression in a language, or of this file. */
static void put_address(const struct akn *a, const char *language, const char *file)
{
	const char *day = day_of(a->debate), *elements[] = { "FRBRthis", "FRBRuri" };
	for (size_t i = 0; i < 2; i++) {
		fprintf(a->out, "<%s value=\"/akn/un/debate/%s/", elements[i], day == NULL ? "0001-01-01" : day);
		put(a, words_id(a->debate->name));
		if (language != NULL) {
			fputc('/', a->out);
			put(a, language);
			fputc('@', a->out);
		}
		fprintf(a->out, "%s%s\"/>", i == 0 ? "/!main" : "", file);
	}
}

static void put_identification(const struct akn *a)
{
	const char *language = a->debate->language[0] == '\0' ? "und" : a->debate->language;
	fputs("<identification source=\"#truce\">\n<FRBRWork>", a->out);
	put_address(a, NULL, "");
	put_day(a, "meeting");
	fputs("<FRBRcountry value=\"un\"/></FRBRWork>\n<FRBRExpression>", a->out);
	put_address(a, language, "");
	put_day(a, "meeting");
	fputs("<FRBRlanguage", a->out);
	put_attribute(a, "language", "", language);
	fputs("/></FRBRExpression>\n<FRBRManifestation>", a->out);
	put_address(a, language, ".xml");
	put_day(a, "meeting");
	fputs("</FRBRManifestation>\n</identification>\n", a->out);
}

static const struct {
	const char *id, *title;
} choices[] = {
	[TRUCE__V1__VOTE__CHOICE__CHOICE_UNSPECIFIED] = { "not-stated", "not stated" },
	[TRUCE__V1__VOTE__CHOICE__CHOICE_IN_FAVOUR] = { "in-favour", "in favour" },
	[TRUCE__V1__VOTE__CHOICE__CHOICE_AGAINST] = { "against", "against" },
	[TRUCE__V1__VOTE__CHOICE__CHOICE_ABSTAINING] = { "abstaining", "abstaining" },
	[TRUCE__V1__VOTE__CHOICE__CHOICE_NOT_VOTING] = { "not-voting", "not voting" },
};
#define CHOICES (sizeof choices / sizeof *choices)

static void put_references(const struct akn *a)
{
	fputs("<references source=\"#truce\">\n"
	      "<TLCOrganization eId=\"truce\" href=\"/akn/ontology/organization/truce\" showAs=\"truce\"/>\n",
	      a->out);
	for (size_t i = 0; i < a->agent_count; i++) {
		bool person = strcmp(a->agents[i].kind, "TLCPerson") == 0;
		fprintf(a->out, "<%s", a->agents[i].kind);
		put_attribute(a, "eId", "", a->agents[i].id);
		put_attribute(a, "href", person ? "/akn/ontology/person/" : "/akn/ontology/organization/",
			      a->agents[i].id);
		put_attribute(a, "showAs", "", a->agents[i].title);
		fputs("/>\n", a->out);
	}
	for (size_t i = 0; i < CHOICES; i++)
		fprintf(a->out, "<TLCConcept eId=\"%s\" href=\"/akn/ontology/concept/%s\" showAs=\"%s\"/>\n",
			choices[i].id, choices[i].id, choices[i].title);
	fputs("<TLCConcept eId=\"votes-obtained\" href=\"/akn/ontology/concept/votes-obtained\" "
	      "showAs=\"votes obtained\"/>\n</references>\n",
	      a->out);
}

static void put_preface(const struct akn *a)
{
	const Truce__V1__Statement *s = a->debate;
	const char *const lines[] = { s->organ, s->symbol, s->title, s->place };
	fputs("<preface>\n", a->out);
	bool any = false;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		if (lines[i][0] == '\0')
			continue;
		fputs("<p>", a->out);
		put(a, lines[i]);
		fputs("</p>\n", a->out);
		any = true;
	}
	if (!any) {
		fputs("<p>", a->out);
		put(a, s->name);
		fputs("</p>\n", a->out);
	}
	fputs("</preface>\n", a->out);
}

/* ---- The debate ------------------------------------------------------- */

static void put_paragraph(const struct akn *a, const Truce__V1__Block *b)
{
	fputs("<p", a->out);
	if (b->language[0] != '\0')
		put_attribute(a, "xml:lang", "", b->language);
	fputc('>', a->out);
	put(a, b->text);
	fputs("</p>\n", a->out);
}

static void put_narrative(struct akn *a, const Truce__V1__Block *b)
{
	fprintf(a->out, "<narrative eId=\"dbsect_1__nar_%zu\">", ++a->narratives);
	put(a, b->text);
	fputs("</narrative>\n", a->out);
}

/* Votes by choice, as the lists of a record are. */
static void put_ballots(struct akn *a, const Truce__V1__Vote *vote)
{
	for (size_t c = 0; c < CHOICES; c++) {
		size_t written = 0;
		for (size_t i = 0; i < vote->n_ballots; i++) {
			const Truce__V1__Vote__Ballot *ballot = vote->ballots[i];
			const char *id = ballot->party == NULL || (size_t)ballot->choice != c
						 ? NULL
						 : agent_of_party(a, ballot->party);
			if (id == NULL)
				continue;
			fprintf(a->out, written++ == 0 ? "<p>%s: " : ", ", choices[c].title);
			fputs("<vote", a->out);
			put_attribute(a, "by", "#", id);
			put_attribute(a, "choice", "#", choices[c].id);
			fputc('>', a->out);
			put(a, ballot->party->printed[0] != '\0' ? ballot->party->printed : ballot->party->id);
			fputs("</vote>", a->out);
		}
		fputs(written > 0 ? "</p>\n" : "", a->out);
	}
}

/* What the schema wants to be known by itself: organizations, persons and quantities. */
static void put_element(struct akn *a, const char *element)
{
	fprintf(a->out, "<%s eId=\"dbsect_1__rc_%zu__%s_%zu\"", element, a->rolls, element, ++a->named);
}

static void put_named(struct akn *a, const char *element, const char *id, const char *text)
{
	put_element(a, element);
	put_attribute(a, "refersTo", "#", id);
	fputc('>', a->out);
	put(a, text);
	fprintf(a->out, "</%s>", element);
}

/* The votes of each candidate, in the order printed. */
static void put_candidates(struct akn *a, const Truce__V1__Election *election)
{
	for (size_t i = 0; i < election->n_candidates; i++) {
		const Truce__V1__Candidate *c = election->candidates[i];
		bool state = is_state(c), behind = !state && c->party != NULL;
		fputs("<p>", a->out);
		put_named(a, state ? "organization" : "person", agent_of_candidate(a, c), c->printed);
		fputs(behind ? " (" : "", a->out);
		if (behind)
			put_named(a, "organization", agent_of_party(a, c->party),
				  c->party->printed[0] != '\0' ? c->party->printed : c->party->id);
		fputs(behind ? "): " : ": ", a->out);
		put_element(a, "quantity");
		fprintf(a->out, " refersTo=\"#votes-obtained\" normalized=\"%d\">%d</quantity>%s</p>\n", (int)c->votes,
			(int)c->votes, c->elected ? ", <outcome>elected</outcome>" : "");
	}
}

/* The words of the vote, then who voted how or had how many votes, for each vote that
 * stands in them. */
static void put_roll_call(struct akn *a, const Truce__V1__Statement *s, size_t block)
{
	fprintf(a->out, "<rollCall eId=\"dbsect_1__rc_%zu\">\n", ++a->rolls);
	put_paragraph(a, s->blocks[block]);
	for (size_t v = 0; v < s->n_votes; v++) {
		if (s->votes[v]->span == NULL || (size_t)s->votes[v]->span->block != block + 1)
			continue;
		put_ballots(a, s->votes[v]);
		if (s->votes[v]->election != NULL)
			put_candidates(a, s->votes[v]->election);
	}
	fputs("</rollCall>\n", a->out);
}

static bool is_roll_call(const Truce__V1__Statement *s, size_t block)
{
	for (size_t v = 0; v < s->n_votes; v++) {
		const Truce__V1__Vote *vote = s->votes[v];
		bool lists = vote->n_ballots > 1 || (vote->election != NULL && vote->election->n_candidates > 0);
		if (lists && vote->span != NULL && (size_t)vote->span->block == block + 1)
			return true;
	}
	return false;
}

static void begin_speech(struct akn *a, const Truce__V1__Turn *turn)
{
	const char *id = agent_of_turn(a, turn);
	fprintf(a->out, "<speech eId=\"dbsect_1__speech_%zu\"", ++a->speeches);
	put_attribute(a, "by", "#", id == NULL ? "truce" : id);
	if (turn->language[0] != '\0')
		put_attribute(a, "xml:lang", "", turn->language);
	fputs(">\n<from>", a->out);
	put(a, turn->label);
	fputs("</from>\n", a->out);
}

static void put_piece(struct akn *a, const struct export_piece *piece)
{
	const Truce__V1__Statement *s = piece->statement;
	size_t turn = 0;
	for (size_t i = piece->first; i < piece->last; i++) {
		const Truce__V1__Block *b = s->blocks[i];
		bool roll = is_roll_call(s, i), direction = b->kind == TRUCE__V1__BLOCK__KIND__KIND_STAGE_DIRECTION;
		size_t speaks =
			b->turn > 0 && (size_t)b->turn <= s->n_turns && !roll && !direction ? (size_t)b->turn : 0;
		if (turn != speaks && turn > 0)
			fputs("</speech>\n", a->out);
		if (turn != speaks && speaks > 0)
			begin_speech(a, s->turns[speaks - 1]);
		turn = speaks;
		if (roll)
			put_roll_call(a, s, i);
		else if (speaks > 0)
			put_paragraph(a, b);
		else
			put_narrative(a, b);
	}
	fputs(turn > 0 ? "</speech>\n" : "", a->out);
}

static int write_debate(struct akn *a, const struct export_set *set)
{
	struct export_piece *pieces;
	size_t count = export_pieces(set, a->debate, &pieces);
	bool named = count != SIZE_MAX && find_agents(a, a->debate);
	for (size_t i = 0; named && i < count; i++)
		named = find_agents(a, pieces[i].statement);
	if (!named)
		return count == SIZE_MAX ? cli_no_memory()
					 : cli_fail(EXIT_LIMIT, "%s: more than %d persons and parties", a->debate->name,
						    AGENTS_MOST);
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<akomaNtoso xmlns=\"" NAMESPACE "\">\n"
	      "<debate name=\"debate\">\n<meta>\n",
	      a->out);
	put_identification(a);
	put_references(a);
	fputs("</meta>\n", a->out);
	put_preface(a);
	fputs("<debateBody>\n<debateSection eId=\"dbsect_1\" name=\"meeting\">\n", a->out);
	for (size_t i = 0; i < count; i++)
		put_piece(a, &pieces[i]);
	fputs("</debateSection>\n</debateBody>\n</debate>\n</akomaNtoso>\n", a->out);
	return EXIT_OK;
}

int export_as_akn(const struct export_set *set, FILE *out)
{
	struct akn *a = arena_zalloc(&set->cli->arena, sizeof *a);
	const Truce__V1__Statement *debate = NULL;
	for (size_t i = 0; i < set->records->n_statements; i++) {
		if (export_is_part(set, set->records->statements[i]))
			continue;
		if (debate != NULL)
			return cli_usage(set->cli, "--format akn writes one debate: name it with --statement");
		debate = set->records->statements[i];
	}
	if (debate == NULL)
		return cli_fail(EXIT_ABSENT, "no statement to write as a debate");
	if (a == NULL)
		return cli_no_memory();
	a->arena = &set->cli->arena;
	a->out = out;
	a->debate = debate;
	return write_debate(a, set);
}
