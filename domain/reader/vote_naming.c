/* What a document is that somebody names, a draft, an amendment, a report: by the words about it. */
#include "domain/reader/vote.h"

#include <string.h>

#define TEXT_OF 4          /* words behind "text of" */
#define SENTENCE_BYTES 400 /* of the sentence before */
#define REPORT_WORDS 12    /* that say which report a draft stands in */

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

/* Whether words hold whole quotes. */
static bool are_quoted(const struct words *w)
{
	size_t quotes = 0;
	for (size_t i = 0; i < w->count; i++)
		quotes += w->at[i].kind == WORD_MARK && phrase_quote(w, i);
	return quotes > 0 && quotes % 2 == 0;
}

/* Whether words behind a draft's place say which report it stands in: "of the Fourth Committee [", "recommended
 * in paragraph 9 of document". */
static bool is_of_report(const struct words *w, size_t i)
{
	bool of = words_match(w, i, "of|by the") > 0 || words_match(w, i, "recommended|proposed|submitted by the") > 0;
	for (size_t from = i; i < w->count && i < from + REPORT_WORDS; i++) {
		if (words_match(w, i, "in paragraph") > 0 || (of && word_is(w, i, "committee") && i + 2 == w->count))
			return true;
	}
	return false;
}

/* Whether words end with the part of a text that an amendment changes: "would add a paragraph after paragraph 7 of". */
static bool ends_with_part(const struct words *w)
{
	size_t end = w->count;
	bool acts = false;
	end -= end > 2 && word_is(w, end - 1, "document") ? 1 : 0;
	bool of =
		end > 3 && word_is(w, end - 1, "of") && word_number(w, end - 2) > 0 && word_is(w, end - 3, "paragraph");
	for (size_t i = 0; of && i < end && !acts; i++)
		acts = words_match(w, i, "add|insert|delete|replace|adding|inserting|deleting|replacing") > 0;
	return acts;
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
	bool to = false, amended = false, quoted = false, quotes = are_quoted(w);
	for (size_t i = 0; i < w->count;) {
		quoted ^= quotes && phrase_quote(w, i);
		if (quoted) { /* a title */
			i++;
			continue;
		}
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
		takes &= !to || i < 2 || words_match(w, i - 2, "to that|this|these|those") == 0;   /* named before */
		amended |= takes && to && (found == NOUN_DRAFT || found == NOUN_PROPOSAL);
		bool placed = amended && takes && found == NOUN_DRAFT && place_at(w, i + n);
		placed = placed && !is_of_report(w, i + n + 1);
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
	return noun == NOUN_AMENDMENT && ends_with_part(w) ? NOUN_DRAFT : noun;
}

/* Whether the words between two symbols are on the first: "A/3, a letter of Peru, and A/4". */
static bool is_of_other(const char *text, size_t size)
{
	size_t closed = strspn(text, ")]");
	text += closed < size ? closed : 0;
	size -= closed < size ? closed : 0;
	const char *comma = size > 1 && *text == ',' ? memrchr(text + 1, ',', size - 1) : NULL;
	return comma != NULL && clause_joins(comma, size - (size_t)(comma - text));
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
 * submitted in", "the amendments to A/3 which Chad has submitted in". */
static bool amendment_was(struct naming *n)
{
	static const char *const verbs[] = { " has ", " have ", " was ", " were ", " is ", " are " };
	static const char *const which[] = { " which ", " that " };
	const struct draft *d = n->d;
	const Truce__V1__Citation *other = n->citation > 0 ? d->citations.items[n->citation - 1] : NULL;
	bool same = other != NULL && other->span->block == n->c->span->block;
	size_t start = same ? (size_t)other->span->start : 0, near = clause_near(start);
	const char *subject = block_read(d, (size_t)n->c->span->block - 1) + start - near;
	size_t closed = strspn(n->left, ")]"), most = closed < n->before ? n->before - closed : 0;
	const char *left = n->left + (n->before - most);
	bool tells = false;
	for (size_t k = 0; near > 0 && k < sizeof verbs / sizeof *verbs; k++)
		tells |= most > strlen(verbs[k]) && memcmp(left, verbs[k], strlen(verbs[k])) == 0;
	for (size_t k = 0; near > 0 && k < sizeof which / sizeof *which; k++)
		tells |= most > strlen(which[k]) && memcmp(left, which[k], strlen(which[k])) == 0 &&
			 clause_ends_in(left, most);
	bool several = tells && clause_has(subject, near, "mendments to ");
	n->they |= several;
	return several || (tells && clause_has(subject, near, "mendment to "));
}

/* Whether the words before a symbol speak of another text like the one before: "and that of Peru in". */
static bool is_like_before(const char *left, size_t before)
{
	static const char *const likes[] = { "that of ", "that submitted ", "those of ", "those submitted ",
					     "the one " };
	return clause_has_one_of(left, before, likes, sizeof likes / sizeof *likes);
}

/* Whether the words before a symbol in brackets speak of amendments like those before, and of what these are to:
 * "amendments have been circulated: those of Peru to the draft resolution of Chad [". amends: the text before is one.
 */
static bool is_like_to(const char *left, size_t before, bool amends)
{
	static const char *const likes[] = { "those of ", "that of " };
	const char *end = left + before;
	for (size_t k = 0; before > 0 && strchr("[(", end[-1]) != NULL && k < sizeof likes / sizeof *likes; k++) {
		const char *at = memmem(left, before, likes[k], strlen(likes[k]));
		bool like = at != NULL && memmem(at, (size_t)(end - at), " to ", 4) != NULL;
		if (like && (amends || clause_has(left, (size_t)(at - left), "mendment")))
			return true;
	}
	return false;
}

/* Whether words right behind a symbol begin with one of several. */
static bool begins_behind(const char *right, size_t behind, const char *const *words, size_t count)
{
	while (behind > 0 && strchr(" ,)]", *right) != NULL) {
		right++;
		behind--;
	}
	for (size_t k = 0; k < count; k++) {
		size_t n = strlen(words[k]);
		if (behind > n && memcmp(right, words[k], n) == 0)
			return true;
	}
	return false;
}

/* Whether they tell what its document alone holds: "[A/L.2], containing an amendment". */
static bool says_holds(const char *right, size_t behind)
{
	static const char *const verbs[] = { "containing ", "which contain", "that contain", "which sets out " };
	return begins_behind(right, behind, verbs, sizeof verbs / sizeof *verbs);
}

/* Whether they tell what it would change: "Chad proposes, in A/L.2, to add a paragraph". */
static bool says_changes(const char *right, size_t behind)
{
	static const char *const verbs[] = { "to add ", "to delete ", "to insert ", "to replace ", "to amend " };
	return begins_behind(right, behind, verbs, sizeof verbs / sizeof *verbs);
}

/* Whether they tell what is to it, and so not what it is: "to which amendments have been submitted". A
 * sub-amendment is to an amendment. */
static bool says_to_which(const char *right, size_t behind)
{
	static const char *const joints[] = { "to which ", "on which " };
	return begins_behind(right, behind, joints, sizeof joints / sizeof *joints) &&
	       !clause_has(right, behind, "sub-a") && !clause_has(right, behind, "suba");
}

static void naming_begin(struct naming *n, const struct draft *d, size_t citation)
{
	struct clause clause = clause_about(d, citation);
	*n = (struct naming){ .d = d, .citation = citation, .c = d->citations.items[citation], .clause = clause };
	n->before = clause.start - clause.before;
	n->behind = clause.behind - clause.end;
	n->left = clause.text + clause.before;
	n->right = clause.text + clause.end;
	n->begins = clause.before == 0 || clause.text[clause.before - 1] == ' ';
}

/* What the sentence before speaks of, where a symbol's own says no more than where that stands: "Chad proposes
 * amendments to the draft of Peru. They are contained in". */
static enum text_noun said_before(struct record *rec, struct vote_texts *texts, struct naming *n)
{
	static const char *const begins[] = { "They are ",  "It is ",      "These are ", "They appear ", "It appears ",
					      "They have ", "It has ",     "They bear ", "It bears ",    "They were ",
					      "It was ",    "They stand ", "It stands " };
	static const char *const ones[] = { "The first", "The former", "One is ", "One, ", "One was " };
	size_t end = n->clause.before, from, most = end > SENTENCE_BYTES ? end - SENTENCE_BYTES : 0;
	bool refers = false, one = false;
	for (size_t k = 0; n->begins && end > 1 && k < sizeof begins / sizeof *begins; k++) {
		size_t size = strlen(begins[k]);
		refers |= n->before > size && memcmp(n->left, begins[k], size) == 0;
	}
	for (size_t k = 0; n->begins && end > 1 && k < sizeof ones / sizeof *ones; k++) {
		size_t size = strlen(ones[k]); /* "There are two drafts. The first, of Chad, is in" */
		one |= n->before > size && memcmp(n->left, ones[k], size) == 0;
	}
	refers |= one;
	for (from = end - (refers ? 2 : 0); refers && from > most; from--) {
		if (n->clause.text[from] == ' ' && strchr(".?!", n->clause.text[from - 1]) != NULL)
			break;
	}
	if (!refers)
		return NOUN_NONE;
	n->they = n->left[0] == 'T' && !one;
	const Truce__V1__Citation *other = n->citation > 0 ? n->d->citations.items[n->citation - 1] : NULL;
	bool inside = other != NULL && other->span->block == n->c->span->block && (size_t)other->span->end < end &&
		      (size_t)other->span->end > from;
	size_t behind = inside ? (size_t)other->span->end : from; /* what is told before is on that one */
	enum text_noun noun = noun_in(rec->r, &texts->words, n->clause.text + behind, end - behind, true);
	return noun == NOUN_NONE && inside ? noun_in(rec->r, &texts->words, n->clause.text + from, end - from, true)
					   : noun;
}

/* What the text named before is, where a symbol's sentence speaks of the next of its like: "The first was submitted in
 * S/3. The second was submitted in S/4". */
static enum text_noun noun_of_like(const struct vote_texts *texts, const struct naming *n)
{
	static const char *const nexts[] = {
		"The second ",  "The third ",  "The other ",  "The last ",  "The latter ",
		"The second, ", "The third, ", "The other, ", "The last, ", "The latter, "
	};
	const Truce__V1__Citation *other = n->citation > 0 ? n->d->citations.items[n->citation - 1] : NULL;
	const struct vote_text *text = other == NULL ? NULL : text_find_symbol(texts, other->instrument);
	for (size_t k = 0; n->begins && text != NULL && k < sizeof nexts / sizeof *nexts; k++) {
		size_t size = strlen(nexts[k]);
		if (n->before > size && memcmp(n->left, nexts[k], size) == 0)
			return text->noun == NOUN_DRAFT || text->noun == NOUN_PROPOSAL ? text->noun : NOUN_NONE;
	}
	return NOUN_NONE;
}

/* What the words say that it is; noun: what the one named before it in its sentence is. */
static enum text_noun noun_said(struct record *rec, struct vote_texts *texts, struct naming *n, enum text_noun noun)
{
	const char *left = n->left;
	size_t before = n->before, near = clause_near(before), all = n->behind;
	enum text_noun told = noun_in(rec->r, &texts->words, n->clause.text + n->clause.start - near, near, false);
	bool over = told == NOUN_NONE || !n->begins;
	const char *list = over ? clause_right(n->d, n->citation, &n->clause, &all) : n->right;
	if (!n->begins && is_of_other(left, before)) {
		enum text_noun own = noun_in(rec->r, &texts->words, list, clause_near(all), true);
		told = own == NOUN_NONE ? told : own;
	}
	static const char sponsors[] = "ponsors of ";
	if (told == NOUN_NONE && before >= sizeof sponsors - 1 &&
	    memcmp(left + before - (sizeof sponsors - 1), sponsors, sizeof sponsors - 1) == 0)
		told = NOUN_DRAFT; /* "The sponsors of S/3" */
	if (told == NOUN_NONE && clause_is_letter(left, before))
		told = NOUN_LETTER;
	static const char *const motions[] = { "a motion ", "the motion " };
	n->motion =
		told == NOUN_NONE && (clause_is_motion(left, before) ||
				      begins_behind(n->right, n->behind, motions, sizeof motions / sizeof *motions));
	told = n->motion ? NOUN_PROPOSAL : told;
	if (told == NOUN_NONE && !n->begins && amendment_was(n))
		told = NOUN_AMENDMENT;
	if (told == NOUN_DRAFT && is_like_to(left, before, !n->begins && noun == NOUN_AMENDMENT))
		told = NOUN_AMENDMENT;
	bool listed =
		!n->begins && noun != NOUN_NONE && (goes_past(n->right, n->behind) || is_like_before(left, before));
	bool own = n->begins || !clause_joins(left, before) || says_holds(n->right, n->behind);
	if (told == NOUN_NONE)
		told = said_before(rec, texts, n);
	if (told == NOUN_NONE)
		told = noun_of_like(texts, n);
	if (told == NOUN_NONE && says_changes(n->right, n->behind))
		told = NOUN_AMENDMENT;
	if (told == NOUN_NONE && texts->amended && is_like_before(left, before))
		told = NOUN_AMENDMENT; /* "amendments to draft resolution S/3: those of Peru stand in" */
	if (told == NOUN_NONE && !listed && own && !goes_past(n->right, n->behind) &&
	    !says_to_which(n->right, n->behind)) {
		const char *which =
			memmem(list, clause_near(all), ", to which ", 11); /* Chad has submitted an amendment */
		told = noun_in(rec->r, &texts->words, list, which == NULL ? clause_near(all) : (size_t)(which - list),
			       true);
	}
	return told;
}

/* Whether words before a symbol speak of amendments to it: "Amendments have been submitted to the draft in". */
static bool says_amended(const char *left, size_t before)
{
	const char *noun = before > 20 ? memmem(left, before, "mendments ", 10) : NULL, *end = left + before;
	return noun != NULL && memmem(noun, (size_t)(end - noun), " to ", 4) != NULL;
}

void naming_of(struct record *rec, struct vote_texts *texts, const struct draft *d, size_t citation,
	       enum text_noun *noun, struct naming *n)
{
	naming_begin(n, d, citation);
	const char *left = n->left, *symbol = n->c->instrument;
	size_t before = n->before;
	bool goes_on = n->clause.before > 1 && n->clause.text[n->clause.before - 2] == ';'; /* of a list */
	*noun = n->begins && !goes_on ? NOUN_NONE : *noun;
	n->told = noun_said(rec, texts, n, *noun);
	bool own = strstr(symbol, "/L.") != NULL || symbol[0] != 'A'; /* no report */
	if (n->told == NOUN_DRAFT && symbol_is_report(symbol))
		n->told = NOUN_REPORT;
	if (n->told == NOUN_DRAFT && !own &&
	    (clause_in_paragraph(left, before) || vote_part_says_place(reader_text(rec->r, left, before))))
		n->told = NOUN_REPORT; /* "draft resolution II of document" */
	bool costs = clause_is_of_costs(left, before) || (texts->costs && !n->begins);
	n->told = costs ? NOUN_REPORT : n->told;
	texts->costs = costs || (n->told == NOUN_DRAFT && before > 40 &&
				 clause_has(left + before - 40, 40, " implications of draft resolution "));
	texts->amended = (texts->amended && !n->begins) || (n->told == NOUN_DRAFT && says_amended(left, before));
}
