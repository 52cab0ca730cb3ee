/* The texts that are before a meeting: where they are named, what they are and whose, and
 * what became of them. */
#include "domain/reader/vote.h"

#include <string.h>

#define ONE_OF_BYTES 60 /* before "amendments", that tell one of them */

static bool is_symbol_of(const char *symbol, const char *const *parts, size_t count)
{
	for (size_t k = 0; k < count; k++) {
		if (strstr(symbol, parts[k]) != NULL)
			return true;
	}
	return false;
}

bool document_is(const char *symbol)
{
	static const char *const never[] = {
		"/PV.", "/SR.", "/RES/", "/DEC/", "/PRST/", "/INF/", "S/AGENDA", "S/Agenda"
	};
	return symbol[0] != '\0' && symbol[1] == '/' && !is_symbol_of(symbol, never, sizeof never / sizeof *never);
}

/* ---- Where they are named --------------------------------------------- */

static void whose_add(struct vote_text *text, const char *words)
{
	bool names = words[0] != '\0' && !clause_joins(words, strlen(words));
	for (size_t i = 0; names && i < text->whose_count; i++)
		names = strcmp(text->whose[i], words) != 0;
	if (names && text->whose_count < WHOSE_MOST)
		text->whose[text->whose_count++] = words;
}

/* An older form of a text: "S/100" and "S/100/Rev.1" of "S/100/Rev.2". */
static bool is_before(const char *symbol, const char *revised)
{
	const char *rev = strstr(revised, "/Rev.");
	size_t base = rev == NULL ? 0 : (size_t)(rev - revised);
	if (base == 0 || strncmp(symbol, revised, base) != 0)
		return false;
	return symbol[base] == '\0' || (strncmp(symbol + base, "/Rev.", 5) == 0 && strcmp(symbol, revised) < 0);
}

/* The text that one adds to, "A/L.630" of "A/L.630/Add.1"; NULL for none. */
static struct vote_text *text_added_to(struct record *rec, const struct vote_texts *texts, const char *symbol)
{
	const char *last = strrchr(symbol, '/');
	bool adds = last != NULL && (strncmp(last, "/Add.", 5) == 0 || strncmp(last, "/Corr.", 6) == 0);
	return adds ? text_find_symbol(texts, reader_text(rec->r, symbol, (size_t)(last - symbol))) : NULL;
}

/* joined: to the symbol before, "A/8159 and Add.1". What adds to a draft only says who
 * submits it too; a report's additions are reports. */
static struct vote_text *text_add(struct record *rec, struct vote_texts *texts, const char *symbol, size_t turn,
				  bool joined)
{
	struct vote_text *text = text_find_symbol(texts, symbol), *base = NULL;
	if (text == NULL)
		base = text_added_to(rec, texts, symbol);
	bool report = base != NULL && base->noun == NOUN_REPORT && strstr(symbol, "/Add.") != NULL;
	text = base != NULL && (!report || joined) ? base : text;
	if (text != NULL)
		return text;
	text = arena_zalloc(rec->r->arena, sizeof *text);
	if (text == NULL) {
		rec->r->full = true;
		return NULL;
	}
	text->symbol = symbol;
	text->first = turn;
	text->noun = report ? NOUN_REPORT : NOUN_NONE;
	for (size_t n = 0; n < texts->texts.count && n < TEXTS_MOST; n++) {
		struct vote_text *other = texts->texts.items[texts->texts.count - 1 - n];
		if (is_before(other->symbol, symbol)) {
			other->gone = true;
			for (size_t k = 0; k < other->whose_count; k++)
				whose_add(text, other->whose[k]);
			text->listed |= other->listed;
		}
	}
	list_add(rec->r, &texts->texts, text);
	return text;
}

/* Whether a document is a Main Committee's own, at a meeting that is none of them: what the
 * Assembly votes on stands in the Committee's report to it. */
static bool is_of_committee(const struct record *rec, const char *symbol)
{
	return strncmp(symbol, "A/C.", 4) == 0 && strstr(symbol, "/L.") == NULL &&
	       strncmp(rec->meeting->statement->symbol, "A/C.", 4) != 0;
}

static bool names_nth(const char *left, size_t before)
{
	return clause_has(left, before, "first amendment ") || clause_has(left, before, "second amendment ");
}

/* Whether a citation is of an addendum or the like of another's document. */
static bool is_added(const Truce__V1__Citation *to, const Truce__V1__Citation *c)
{
	size_t size = strlen(to->instrument);
	return size > 0 && strncmp(c->instrument, to->instrument, size) == 0 && c->instrument[size] == '/';
}

/* Whether words speak of one amendment of several, which has a document to itself: "the third of the draft
 * amendments, A/L.10", "the last of the Cuban amendments, that in S/3". */
static bool is_one_of(const char *left, size_t before)
{
	static const char *const ones[] = { "one of the",    "first of the", "second of the", "third of the",
					    "fourth of the", "fifth of the", "sixth of the",  "last of the" };
	const char *amendments = memmem(left, before, "mendments,", 10);
	size_t size = amendments == NULL ? 0 : (size_t)(amendments - left);
	size_t near = size < ONE_OF_BYTES ? size : ONE_OF_BYTES;
	return near > 0 && clause_has_one_of(left + size - near, near, ones, sizeof ones / sizeof *ones);
}

/* Whether the words before a citation say that several amendments stand in its document. */
static bool are_amendments(const struct naming *n)
{
	const struct draft *d = n->d;
	size_t citation = n->citation;
	const Truce__V1__Citation *c = n->c;
	const Truce__V1__Citation *next = citation + 1 < d->citations.count ? d->citations.items[citation + 1] : NULL;
	const char *text = block_read(d, (size_t)c->span->block - 1);
	bool joined = next != NULL && !is_added(c, next) && next->span->block == c->span->block &&
		      next->span->start >= c->span->end &&
		      clause_joins(text + c->span->end, (size_t)(next->span->start - c->span->end));
	bool range = n->before == 4 && memcmp(n->left, " to ", 4) == 0;
	bool own = n->begins || !(range || clause_joins(n->left, n->before));
	const char *to = memmem(n->right, n->behind, " to ", 4); /* behind it what it amends */
	size_t right = clause_near(to == NULL ? n->behind : (size_t)(to - n->right));
	return !joined && !is_one_of(n->left, n->before) &&
	       (n->they || clause_has(n->left, n->before, "mendments") ||
		(own && clause_has(n->right, right, "mendments")));
}

/* The same of drafts: "recommends two resolutions [A/447]", "A/L.9, which contains two texts". */
static bool are_drafts(const char *left, size_t before, const char *right, size_t behind)
{
	static const char *const holds[] = { "contains two ",
					     "contains three ",
					     "contains four ",
					     "contains draft resolutions ",
					     "containing two ",
					     "containing three ",
					     "containing draft resolutions " };
	const char *amendments = memmem(right, behind, "mendment", 8);
	size_t near = clause_near(amendments == NULL ? behind : 0);

	static const char *const ends[] = { "resolutions [", "resolutions (", "resolutions in ",
					    "resolutions contained in " };
	bool are = clause_has_one_of(right, near, holds, sizeof holds / sizeof *holds);
	for (size_t k = 0; k < sizeof ends / sizeof *ends && !are; k++) {
		size_t n = strlen(ends[k]);
		are = before >= n && memcmp(left + before - n, ends[k], n) == 0;
	}
	return are;
}

/* Whether an ordinal tells an amendment in the one document that a citation names. */
static bool is_nth(const char *left, size_t before)
{
	return names_nth(left, before) && (clause_has(left, before, " in ") || clause_has(left, before, "contained"));
}

/* Whether who speaks presents a Committee's report. */
static bool reports(const struct draft *d)
{
	const Truce__V1__Turn *said = d->turns.count > 0 ? d->turns.items[0] : NULL;
	return said != NULL && strstr(said->label, "Rapporteur") != NULL;
}

/* Whether a report is named behind another one in a sentence that does not turn to it: "the drafts
 * recommended in A/72/1 and those in A/72/2". */
static bool is_behind(struct record *rec, const struct vote_texts *texts, const struct vote_text *text,
		      const struct draft *d, size_t citation, const char *left, size_t before)
{
	static const char *const turns[] = { " turn ", " take up ", " now ", " next ", " then ", " proceed " };
	const Truce__V1__Citation *other = citation > 0 ? d->citations.items[citation - 1] : NULL;
	const struct vote_text *first = other == NULL ? NULL : text_find_symbol(texts, other->instrument);
	first = first == NULL && other != NULL ? text_added_to(rec, texts, other->instrument) : first;
	if (first == text) /* "and Add.1" */
		return text->behind;
	return text->noun == NOUN_REPORT && first != NULL && first->noun == NOUN_REPORT && first->listed &&
	       !first->aside && !clause_has_one_of(left, before, turns, sizeof turns / sizeof *turns);
}

/* The text before a citation that the words between are on: "the document A/L.3, to which Chad has submitted an
 * amendment in A/L.4"; NULL for none. */
static struct vote_text *text_to_which(const struct vote_texts *texts, const struct draft *d, size_t citation,
				       const struct clause *clause)
{
	const Truce__V1__Citation *before = citation > 0 ? d->citations.items[citation - 1] : NULL;
	size_t near = clause->start - clause->before;
	if (before == NULL || !clause_has(clause->text + clause->before, near, " to which "))
		return NULL;
	for (size_t n = 0; n < texts->texts.count && n < TEXTS_MOST; n++) {
		struct vote_text *text = texts->texts.items[texts->texts.count - 1 - n];
		size_t size = strlen(text->symbol); /* "A/L.3 and Add.1" */
		if (strncmp(before->instrument, text->symbol, size) == 0 &&
		    (before->instrument[size] == '\0' || before->instrument[size] == '/'))
			return text;
	}
	return NULL;
}

/* Takes what an amendment is to. */
static void base_learn(const struct vote_texts *texts, struct vote_text *text, const struct draft *d, size_t citation,
		       const struct clause *clause)
{
	static const char *const last[] = { "it ",       "it,",         "that ",      "this ", "the draft resolution ",
					    "the text ", "the latter ", "the latter," };
	const Truce__V1__Citation *c = d->citations.items[citation];
	const Truce__V1__Citation *next = citation + 1 < d->citations.count ? d->citations.items[citation + 1] : NULL;
	const char *right = clause->text + clause->end, *to;
	size_t size;
	to = clause_amends(clause->text + clause->before, clause->start - clause->before, right,
			   clause->behind - clause->end, &size);
	if (to == NULL && text->to == NULL && texts->texts.count > 1) {
		const struct vote_text *other = texts->texts.items[texts->texts.count - 2]; /* "S/3 and S/4" */
		bool joined = texts->texts.items[texts->texts.count - 1] == text && other->noun == NOUN_AMENDMENT &&
			      clause_joins(clause->text + clause->before, clause->start - clause->before);
		text->to = joined ? other->to : NULL;
		text->to_size = joined ? other->to_size : 0;
		text->base = joined ? other->base : text->base;
	}
	struct vote_text *first = to == NULL && text->base == NULL ? text_to_which(texts, d, citation, clause) : NULL;
	if (first != NULL) {
		first->noun = first->noun == NOUN_NONE ? NOUN_DRAFT : first->noun;
		text->base = first->symbol;
	}
	if (to == NULL)
		return;
	bool named = to >= right && next != NULL && next->span->block == c->span->block &&
		     (size_t)next->span->start == clause->behind;
	text->to = to;
	text->to_size = size;
	const char *base = named ? next->instrument : NULL;
	for (size_t k = 0; base == NULL && k < sizeof last / sizeof *last; k++) {
		size_t n = strlen(last[k]);
		bool begins = text->to_size >= n && memcmp(to, last[k], n) == 0;
		bool whole = text->to_size == n - 1 && memcmp(to, last[k], n - 1) == 0;
		base = begins || whole ? texts->drafted : NULL;
	}
	text->base = base == NULL ? text->base : base;
}

/* Of words that name two in turn, "by Peru and by Chad", those of one; the bytes, 0 where they name no two. */
static size_t name_of_two(const char *text, size_t size, bool second, const char **out)
{
	const char *end = text + size, *and = NULL;
	for (const char *at = text; (at = memmem(at, (size_t)(end - at), " and ", 5)) != NULL; at++)
		and = at;
	if (and == NULL)
		return 0;
	*out = second ? and : text;
	return (size_t)(second ? end - and : and-text);
}

/* Of two texts that are told of with two names, "by Peru and Chad in documents S/3 and S/4, respectively", the words
 * that name whose the citation's is; the bytes, 0 for others. */
static size_t respective(const struct naming *n, const char **out)
{
	const struct list *all = &n->d->citations;
	const Truce__V1__Citation *c = n->c, *next = n->citation + 1 < all->count ? all->items[n->citation + 1] : NULL;
	bool second = !n->begins && clause_joins(n->left, n->before) && n->citation > 0;
	const Truce__V1__Citation *first = second ? all->items[n->citation - 1] : c, *last = second ? c : next;
	if (last == NULL || last->span->block != c->span->block || last->span->start < first->span->end)
		return 0;
	size_t gap = (size_t)(last->span->start - first->span->end);
	if (!second && !clause_joins(n->clause.text + first->span->end, gap))
		return 0;
	const struct clause about = second ? n->clause : clause_about(n->d, n->citation + 1);
	const char *text = n->clause.text, *behind = text + about.end + strspn(text + about.end, " ,)]");
	const char *word = memmem(behind, (size_t)(text + about.behind > behind ? text + about.behind - behind : 0),
				  "respectively", 12);
	if (word == NULL)
		return 0;
	if (word > behind)
		return name_of_two(behind, (size_t)(word - behind), second, out);
	const char *left = text + (second ? clause_about(n->d, n->citation - 1).before : n->clause.before);
	return name_of_two(left, (size_t)(text + first->span->start - left), second, out);
}

/* Whose a text is, by the words about it, or who gives it. */
static void whose_learn(struct record *rec, struct vote_text *text, const struct naming *n)
{
	const char *left = n->left, *right = n->right, *own = NULL;
	size_t before = n->before, behind = n->behind, size = respective(n, &own);
	if (size > 0) {
		whose_add(text, reader_text(rec->r, own, size));
		return;
	}
	bool whose =
		clause_is_that_of(right, behind) ||
		(clause_says_whose(right, behind) && !clause_ends_by(left, before) && !clause_ends_named(left, before));
	size_t from = n->told == NOUN_DRAFT ? clause_amended_from(left, before) : 0;
	from = from == 0 && !n->begins ? clause_own_from(left, before) : from;
	whose_add(text, whose ? reader_text(rec->r, right, clause_own(right, behind))
			      : reader_text(rec->r, left + from, before - from));
	if (n->chair || !clause_gives(left, before))
		return;
	const Truce__V1__Turn *said = n->d->turns.items[0];
	if (said->speaker != NULL && said->speaker->party != NULL)
		whose_add(text, said->speaker->party->printed);
}

/* Whether the last amendment that words speak of is one to another amendment. */
static bool is_sub(const char *left, size_t before)
{
	static const char noun[] = "mendment";
	const char *last = NULL, *end = left + before;
	for (const char *at = left; (at = memmem(at, (size_t)(end - at), noun, sizeof noun - 1)) != NULL; at++)
		last = at;
	size_t n = last == NULL ? 0 : (size_t)(last - left);
	if (last != NULL &&
	    (clause_has(last, (size_t)(end - last), ": ") || clause_has(last, (size_t)(end - last), " that ")))
		return false; /* "I propose a sub-amendment: that in document A/L.3 …" */
	return (n > 4 && strncasecmp(last - 5, "sub-a", 5) == 0) || (n > 3 && strncasecmp(last - 4, "suba", 4) == 0);
}

/* Whether the words about it say that it is not put to the vote any more. */
static bool is_given_up(const struct naming *n)
{
	return clause_is_withdrawn(n->left, n->before) || clause_is_withdrawn(n->right, n->behind) ||
	       clause_is_left(n->left, n->before) || clause_is_left(n->right, n->behind);
}

/* What the words tell of a text, besides whose it is. */
static void told_learn(struct record *rec, struct vote_texts *texts, struct vote_text *text, const struct naming *n)
{
	const char *left = n->left, *right = n->right;
	size_t before = n->before, behind = n->behind, titled = clause_titled_from(left, before);
	text->noun = text->noun == NOUN_NONE || (n->amends && (text->noun == NOUN_DRAFT || text->noun == NOUN_REPORT))
			     ? n->told
			     : text->noun;
	text->listed |= n->chair;
	text->aside |= texts->costs || clause_is_aside(left + titled, before - titled) ||
		       clause_is_aside(right, clause_own(right, behind)) || is_of_committee(rec, n->c->instrument);
	text->motion |= n->motion;
	text->sub |= n->amends && is_sub(left, before);
	bool amendments = n->amends && are_amendments(n);
	text->several |= amendments || (n->told == NOUN_DRAFT && are_drafts(left, before, right, behind));
	text->many |= amendments || (n->amends && is_nth(left, before));
	bool part = clause_has(right, behind, " part") || clause_has(left, before, " part");
	bool not_be = clause_has(right, behind, "not be") && (clause_has(right, behind, "not being press") ||
							      clause_has(right, behind, "not be put to the vote"));
	part |= n->amends && names_nth(left, before); /* of several */
	text->gone |= n->amends && !part && !text->many &&
		      (clause_is_accepted(left, before) || clause_was_accepted(right, behind));
	text->gone |= (!part && (clause_is_withdrawn(left, before) || clause_is_withdrawn(right, behind))) ||
		      clause_is_left(left, before) || clause_is_left(right, behind) || not_be;
}

/* Takes the text that a citation names; noun: of the one named before it in its sentence. */
static void citation_learn(struct record *rec, struct vote_texts *texts, const struct draft *d, size_t citation,
			   size_t turn, enum text_noun *noun)
{
	struct naming n;
	naming_of(rec, texts, d, citation, noun, &n);
	n.amends = n.told == NOUN_AMENDMENT;
	bool presided = d->presides || d == rec->meeting, joined = clause_joins(n.left, n.before);
	n.told = n.told == NOUN_NONE && (presided || joined) ? *noun : n.told; /* others speak of many things */
	*noun = n.told;
	if (n.told == NOUN_REPORT && reports(d) && clause_is_of_body(n.left, n.before))
		n.told = *noun = NOUN_LETTER;
	n.chair = presided || (n.told == NOUN_REPORT && reports(d));
	if (n.told == NOUN_DRAFT && clause_was_adopted(n.left, clause_near(n.before), n.right, clause_near(n.behind)))
		return;
	struct vote_text *known = n.chair || n.told != NOUN_NONE ? NULL : text_find_symbol(texts, n.c->instrument);
	if (known != NULL)
		known->gone |= is_given_up(&n); /* "I shall not press A/L.3" */
	if (!n.chair && ((n.told != NOUN_DRAFT && n.told != NOUN_AMENDMENT && n.told != NOUN_PROPOSAL) ||
			 symbol_is_elsewhere(rec, n.c->instrument)))
		return;
	struct vote_text *text = text_add(rec, texts, n.c->instrument, turn, !n.begins && joined);
	if (text == NULL)
		return;
	whose_learn(rec, text, &n);
	if (n.told == NOUN_AMENDMENT)
		base_learn(texts, text, d, citation, &n.clause);
	else if (n.told == NOUN_DRAFT)
		texts->drafted = text->symbol;
	told_learn(rec, texts, text, &n);
	if (n.chair || turn == text->first) {
		text->behind = !n.begins && is_behind(rec, texts, text, d, citation, n.left, n.before);
		text->last = turn;
		text->block = d == rec->meeting ? 0 : (uint32_t)n.c->span->block;
		text->at = (uint32_t)n.c->span->start;
	}
}

/* Takes what a turn names up to a block, and up to a byte of that one, and has not been taken. */
static void turn_learn(struct record *rec, struct vote_texts *texts, size_t turn, size_t block, size_t at)
{
	const struct draft *d = rec->r->drafts.items[turn];
	enum text_noun noun = NOUN_NONE;
	for (; texts->named < d->citations.count && !rec->r->full; texts->named++) {
		const Truce__V1__Citation *c = d->citations.items[texts->named];
		size_t in = (size_t)c->span->block;
		if (in > block || (in == block && (size_t)c->span->start >= at))
			return;
		if (document_is(c->instrument))
			citation_learn(rec, texts, d, texts->named, turn, &noun);
	}
}

/* The documents of items that begin up to a turn. */
static void items_learn(struct record *rec, struct vote_texts *texts, size_t turn)
{
	const struct list *cited = &rec->meeting->citations;
	for (; texts->item < rec->matters.count; texts->item++) {
		const struct matter *matter = rec->matters.items[texts->item];
		enum text_noun noun = NOUN_NONE;
		if (matter->item->from_turn > (int)turn)
			return;
		for (; texts->cited < cited->count && !rec->r->full; texts->cited++) {
			const Truce__V1__Citation *c = cited->items[texts->cited];
			if ((size_t)c->span->block > matter->end)
				break;
			if ((size_t)c->span->block > matter->first && document_is(c->instrument))
				citation_learn(rec, texts, rec->meeting, texts->cited, (size_t)matter->item->from_turn,
					       &noun);
		}
	}
}

bool part_is_of_order(const char *part)
{
	static const char *const words[] = { "first", "second", "third", "fourth", "fifth",
					     "sixth", "next",   "1",     "2",      "3" };
	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		if (strcasestr(part, words[k]) != NULL)
			return true;
	}
	return false;
}

/* "The remainder", "rest of the draft resolution": nothing of the text is left behind it, as it is behind
 * "the remainder of paragraph 3". */
static bool is_remainder(const char *part)
{
	part += strncasecmp(part, "the ", 4) == 0 ? 4 : 0;
	if (strstr(part, "aragraph") != NULL || strstr(part, "ection ") != NULL || strstr(part, "mendment") != NULL)
		return false;
	return strncmp(part, "remainder", 9) == 0 || (strncmp(part, "rest", 4) == 0 && strchr(" ", part[4]) != NULL);
}

void texts_voted(const struct vote_texts *texts, const char *symbol, const char *part)
{
	struct vote_text *text = symbol[0] == '\0' ? NULL : text_find_symbol(texts, symbol);
	if (text != NULL)
		text->voted |=
			part[0] == '\0' || is_remainder(part) ||
			(text->noun == NOUN_AMENDMENT && !part_is_of_order(part) && strcasestr(part, "oral") == NULL &&
			 !(text->many && strstr(part, "mendment to ") != NULL) &&
			 (text->sub || strcasestr(part, "sub") == NULL));
}

void texts_learn(struct record *rec, struct vote_texts *texts, const struct ballot_box *box)
{
	for (; texts->turn <= box->turn_before && !rec->r->full;
	     texts->turn++, texts->named = texts->block = texts->at = 0) {
		size_t at, block = blocks_before(rec, box, texts->turn, &at);
		items_learn(rec, texts, texts->turn);
		if (texts->turn > 0)
			turn_learn(rec, texts, texts->turn, block, at);
		items_turned(rec, texts, texts->turn, block, at);
		if (texts->turn == box->turn_before)
			break; /* it may go on behind the vote */
	}
	for (; texts->ruling < rec->rulings.count; texts->ruling++) {
		const struct ruling *ruling = rec->rulings.items[texts->ruling];
		if (ruling->piece >= box->piece)
			break;
		if (ruling->vote == 0)
			texts_voted(texts, ruling->decision->document, "");
	}
}
