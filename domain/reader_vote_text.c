/* The texts that are before a meeting: where they are named, what they are and whose, and
 * what became of them. */
#include "domain/reader_vote.h"

#include <string.h>

#define TEXT_OF 4 /* words behind "text of" */

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

struct vote_text *text_find_symbol(const struct vote_texts *texts, const char *symbol)
{
	for (size_t n = 0; n < texts->texts.count && n < TEXTS_MOST; n++) {
		struct vote_text *text = texts->texts.items[texts->texts.count - 1 - n];
		if (strcmp(text->symbol, symbol) == 0)
			return text;
	}
	return NULL;
}

/* ---- Where they are named --------------------------------------------- */

/* "paragraph 3 of document": words taken. */
static size_t part_of_document(const struct words *w, size_t i)
{
	enum text_noun noun = NOUN_NONE;
	size_t from = i, n = 0;
	i += words_match(w, i, "the? operative|preambular");
	i += i == from ? words_match(w, i, "the") : 0;
	n = noun_at(w, i, &noun);
	if (n == 0 || noun != NOUN_PART)
		return 0;
	i += n + vote_part_numbers(w, i + n, false);
	n = words_match(w, i, "of|in the? document|documents");
	return n > 0 ? i + n - from : 0;
}

/* Whether a draft's place in a report stands at word i, "III": no symbol behind it is the draft's. */
static bool place_at(const struct words *w, size_t i)
{
	size_t size = i < w->count ? w->at[i].end - w->at[i].start : 0;
	const char *text = size > 0 ? w->text + w->at[i].start : "";
	return size > 0 && size < 6 && (strspn(text, "IVXL") >= size || (size == 1 && *text >= 'A' && *text <= 'H')) &&
	       !word_is_mark(w, i + 1, '/');
}

/* Whether another noun stands near a word, behind "text of": "text of a letter". */
static bool is_text_of(const struct words *w, size_t i)
{
	enum text_noun noun = NOUN_NONE;
	for (size_t end = i + TEXT_OF; i < end && i < w->count; i++) {
		if (noun_at(w, i, &noun) > 0 && noun != NOUN_PART && noun != NOUN_PROCEDURE)
			return true;
	}
	return false;
}

/* The first noun of words, or the last. */
static enum text_noun noun_in(struct reader *r, struct words *w, const char *text, size_t size, bool first)
{
	enum text_noun noun = NOUN_NONE, found;
	if (!words_split(w, text, size, r->arena)) {
		r->full = true;
		return NOUN_NONE;
	}
	r->steps += w->count;
	bool to = false, amended = false;
	for (size_t i = 0; i < w->count;) {
		if (amended && words_match(w, i, "has|have|was|were|is|are") > 0)
			noun = NOUN_AMENDMENT; /* "An amendment to it has been submitted in" */
		size_t n = noun_at(w, i, &found);
		if (amended && i > 0 && word_is_mark(w, i - 1, ',') &&
		    words_match(w, i, "contained|set|circulated|in") > 0)
			noun = NOUN_AMENDMENT; /* "the amendment to the draft of the Committee, contained in" */
		if (amended && word_is_mark(w, i, ':'))
			noun = NOUN_AMENDMENT; /* "Amendments have been submitted to draft II: by Peru in" */
		bool of = n == 1 && words_match(w, i, "text|texts of") > 0 && is_text_of(w, i + 2);
		n = of ? 0 : n;
		bool takes = n > 0 && found != NOUN_PART && found != NOUN_PROCEDURE;
		takes &= !first || i == 0 || words_match(w, i - 1, "present|this|these|its") == 0; /* another text */
		amended |= takes && to && (found == NOUN_DRAFT || found == NOUN_PROPOSAL);
		bool placed = amended && takes && found == NOUN_DRAFT && place_at(w, i + n);
		noun = placed ? NOUN_AMENDMENT : takes ? found : noun;
		if (takes && first)
			break;
		if (!first && noun == NOUN_AMENDMENT && words_match(w, i, "to") > 0) {
			size_t next = i + 1 + words_match(w, i + 1, "the? document|documents");
			to = true;
			next += next == i + 1 ? part_of_document(w, next) : 0;
			if (next == w->count || w->at[next].kind == WORD_MARK)
				noun = NOUN_DRAFT; /* "the amendments in S/81 to", "to document" */
		}
		i += n > 0 ? n : 1;
	}
	return noun;
}

/* Whether the words between two symbols are on the first: "A/3, a letter of Peru, and A/4". */
static bool is_of_other(const char *text, size_t size)
{
	const char *comma = size > 1 && *text == ',' ? memrchr(text + 1, ',', size - 1) : NULL;
	return comma != NULL && clause_joins(comma, size - (size_t)(comma - text));
}

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

/* Whether several amendments stand in the one document that a citation names. */
static bool are_amendments(const struct draft *d, size_t citation, const char *left, size_t before)
{
	const Truce__V1__Citation *c = d->citations.items[citation];
	const Truce__V1__Citation *next = citation + 1 < d->citations.count ? d->citations.items[citation + 1] : NULL;
	const char *text = block_read(d, (size_t)c->span->block - 1);
	bool joined = next != NULL && !is_added(c, next) && next->span->block == c->span->block &&
		      next->span->start >= c->span->end &&
		      clause_joins(text + c->span->end, (size_t)(next->span->start - c->span->end));
	bool several = clause_has(left, before, "amendments") || clause_has(left, before, " of the amendments");
	return !joined && (several || (names_nth(left, before) &&
				       (clause_has(left, before, " in ") || clause_has(left, before, "contained"))));
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

/* Whether words behind a symbol go on with another text: "[S/3], and the draft of". */
static bool goes_past(const char *right, size_t behind)
{
	while (behind > 0 && strchr(" ,)]", *right) != NULL) {
		right++;
		behind--;
	}
	return behind > 4 && memcmp(right, "and ", 4) == 0;
}

/* Whether words between two symbols tell where an amendment to the first is: "An amendment to A/3 has been
 * submitted in". */
static bool amendment_was(const struct draft *d, size_t citation, const char *left, size_t before)
{
	static const char *const verbs[] = { " has ", " have ", " was ", " were ", " is ", " are " };
	const Truce__V1__Citation *c = d->citations.items[citation];
	const Truce__V1__Citation *other = citation > 0 ? d->citations.items[citation - 1] : NULL;
	bool same = other != NULL && other->span->block == c->span->block;
	size_t start = same ? (size_t)other->span->start : 0, near = clause_near(start);
	const char *subject = block_read(d, (size_t)c->span->block - 1) + start - near;
	for (size_t k = 0; near > 0 && k < sizeof verbs / sizeof *verbs; k++) {
		size_t n = strlen(verbs[k]);
		if (before > n && memcmp(left, verbs[k], n) == 0)
			return clause_has(subject, near, "mendment to ") || clause_has(subject, near, "mendments to ");
	}
	return false;
}

/* Takes what an amendment is to. */
static void base_learn(const struct vote_texts *texts, struct vote_text *text, const struct draft *d, size_t citation,
		       const struct clause *clause)
{
	static const char *const last[] = { "it ", "it,", "that ", "this ", "the draft resolution ", "the text " };
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
		text->base = joined ? other->base : NULL;
	}
	if (to == NULL)
		return;
	bool named = to >= right && next != NULL && next->span->block == c->span->block &&
		     (size_t)next->span->start == clause->behind;
	text->to = to;
	text->to_size = size;
	text->base = named ? next->instrument : NULL;
	for (size_t k = 0; text->base == NULL && k < sizeof last / sizeof *last; k++) {
		size_t n = strlen(last[k]);
		bool begins = text->to_size >= n && memcmp(to, last[k], n) == 0;
		bool whole = text->to_size == n - 1 && memcmp(to, last[k], n - 1) == 0;
		text->base = begins || whole ? texts->drafted : NULL;
	}
}

/* Takes the text that a citation names; noun: of the one named before it in its sentence. */
static void citation_learn(struct record *rec, struct vote_texts *texts, const struct draft *d, size_t citation,
			   size_t turn, enum text_noun *noun)
{
	const Truce__V1__Citation *c = d->citations.items[citation];
	struct clause clause = clause_about(d, citation);
	size_t before = clause.start - clause.before, behind = clause.behind - clause.end;
	const char *left = clause.text + clause.before, *right = clause.text + clause.end;
	bool begins = clause.before == 0 || clause.text[clause.before - 1] == ' ';
	bool goes_on = clause.before > 1 && clause.text[clause.before - 2] == ';'; /* of a list */
	*noun = begins && !goes_on ? NOUN_NONE : *noun;
	size_t near = clause_near(before);
	enum text_noun told = noun_in(rec->r, &texts->words, clause.text + clause.start - near, near, false);
	size_t all = behind;
	const char *list = told == NOUN_NONE || !begins ? clause_right(d, citation, &clause, &all) : right;
	if (!begins && is_of_other(left, before)) {
		enum text_noun own = noun_in(rec->r, &texts->words, list, clause_near(all), true);
		told = own == NOUN_NONE ? told : own;
	}
	if (told == NOUN_NONE && clause_is_letter(left, before))
		told = NOUN_LETTER;
	bool motion = told == NOUN_NONE && clause_is_motion(left, before);
	told = motion ? NOUN_PROPOSAL : told;
	if (told == NOUN_NONE && !begins && amendment_was(d, citation, left, before))
		told = NOUN_AMENDMENT;
	bool listed = !begins && *noun != NOUN_NONE && goes_past(right, behind);
	if (told == NOUN_NONE && !listed && (begins || !clause_joins(left, before)))
		told = noun_in(rec->r, &texts->words, list, clause_near(all), true);
	bool own = strstr(c->instrument, "/L.") != NULL || c->instrument[0] != 'A'; /* no report */
	if (told == NOUN_DRAFT && symbol_is_report(c->instrument))
		told = NOUN_REPORT;
	if (told == NOUN_DRAFT && !own &&
	    (clause_in_paragraph(left, before) || vote_part_says_place(reader_text(rec->r, left, before))))
		told = NOUN_REPORT; /* "draft resolution II of document" */
	texts->costs = clause_is_of_costs(left, before) || (texts->costs && !begins);
	told = texts->costs ? NOUN_REPORT : told;
	bool amends = told == NOUN_AMENDMENT;
	bool carried = d->presides || d == rec->meeting || clause_joins(left, before); /* others speak of many things */
	told = told == NOUN_NONE && carried ? *noun : told;
	*noun = told;
	if (told == NOUN_REPORT && reports(d) && clause_is_of_body(left, before))
		told = *noun = NOUN_LETTER;
	bool chair = d->presides || d == rec->meeting || (told == NOUN_REPORT && reports(d));
	if (told == NOUN_DRAFT && clause_was_adopted(left, clause_near(before), right, clause_near(behind)))
		return;
	if (!chair && ((told != NOUN_DRAFT && told != NOUN_AMENDMENT && told != NOUN_PROPOSAL) ||
		       symbol_is_elsewhere(rec, c->instrument)))
		return;
	struct vote_text *text = text_add(rec, texts, c->instrument, turn, !begins && clause_joins(left, before));
	if (text == NULL)
		return;
	bool whose =
		clause_says_whose(right, behind) && !clause_ends_by(left, before) && !clause_ends_named(left, before);
	size_t from = told == NOUN_DRAFT ? clause_amended_from(left, before) : 0;
	from = from == 0 && !begins ? clause_own_from(left, before) : from;
	whose_add(text, whose ? reader_text(rec->r, right, behind) : reader_text(rec->r, left + from, before - from));
	if (!chair && clause_gives(left, before)) {
		const Truce__V1__Turn *said = d->turns.items[0];
		if (said->speaker != NULL && said->speaker->party != NULL)
			whose_add(text, said->speaker->party->printed);
	}
	if (told == NOUN_AMENDMENT)
		base_learn(texts, text, d, citation, &clause);
	else if (told == NOUN_DRAFT)
		texts->drafted = text->symbol;
	text->noun = text->noun == NOUN_NONE || (amends && text->noun == NOUN_DRAFT) ? told : text->noun;
	text->listed |= chair;
	size_t titled = clause_titled_from(left, before);
	text->aside |= texts->costs || clause_is_aside(left + titled, before - titled) ||
		       clause_is_aside(right, clause_own(right, behind)) || is_of_committee(rec, c->instrument);
	text->motion |= motion;
	text->sub |= amends && (clause_has(left, before, "sub-amendment") || clause_has(left, before, "subamendment"));
	text->many |= amends && are_amendments(d, citation, left, before);
	bool part = clause_has(right, behind, " part") || clause_has(left, before, " part");
	bool not_be = clause_has(right, behind, "not be") && (clause_has(right, behind, "not being press") ||
							      clause_has(right, behind, "not be put to the vote"));
	part |= amends && names_nth(left, before); /* of several */
	text->gone |= (!part && (clause_is_withdrawn(left, before) || clause_is_withdrawn(right, behind))) ||
		      clause_is_left(left, before) || not_be;
	if (chair || turn == text->first) {
		text->behind = !begins && is_behind(rec, texts, text, d, citation, left, before);
		text->last = turn;
		text->block = d == rec->meeting ? 0 : (uint32_t)c->span->block;
		text->at = (uint32_t)c->span->start;
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
	static const char *const words[] = { "first", "second", "third", "fourth", "fifth", "sixth", "1", "2", "3" };
	for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
		if (strcasestr(part, words[k]) != NULL)
			return true;
	}
	return false;
}

/* "The remainder", "rest of the draft resolution": nothing of the text is left behind it. */
static bool is_remainder(const char *part)
{
	part += strncasecmp(part, "the ", 4) == 0 ? 4 : 0;
	return strncmp(part, "remainder", 9) == 0 || (strncmp(part, "rest", 4) == 0 && strchr(" ", part[4]) != NULL);
}

void texts_voted(const struct vote_texts *texts, const char *symbol, const char *part)
{
	struct vote_text *text = symbol[0] == '\0' ? NULL : text_find_symbol(texts, symbol);
	if (text != NULL)
		text->voted |= part[0] == '\0' || is_remainder(part) ||
			       (text->noun == NOUN_AMENDMENT && !part_is_of_order(part) &&
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
