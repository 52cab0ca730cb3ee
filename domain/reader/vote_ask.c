/* Which of the texts that are before a meeting words mean. */
#include "domain/reader/vote.h"

#include <string.h>

/* unnamed: also one of which nothing says what it is. */
static bool is_live(const struct vote_texts *texts, const struct vote_text *text, const struct text_query *query,
		    bool unnamed)
{
	bool listed = query->noun == NOUN_DRAFT && text->noun == NOUN_NONE && text->listed;
	bool fits = (listed && unnamed) || text->noun == query->noun ||
		    (query->noun == NOUN_DRAFT && text->noun == NOUN_PROPOSAL) ||
		    (query->noun == NOUN_DRAFT && text->noun == NOUN_NONE && strstr(text->symbol, "/L.") != NULL);
	/* a draft of a Committee's own meetings */
	bool committee = !texts->committees &&
			 (strstr(text->symbol, "/C.") != NULL || strstr(text->symbol, "/SPC/") != NULL) &&
			 !(text->listed && text->noun == NOUN_AMENDMENT);
	return fits && !committee && !text->gone && text->last >= query->since;
}

/* The text of those that is whose it is asked, of those left where one of them is; "" where it is none
 * or several. */
static const char *ask_whose(struct record *rec, const struct vote_texts *texts, const struct text_query *query,
			     struct vote_text *const *live, size_t count)
{
	struct sponsors *asked = texts->asked;
	const char *found = "";
	size_t best = 0, unknown = 0;
	bool left = false; /* the best is */
	if (!sponsors_find(rec->r, query->whose, query->whose_size, asked))
		return "";
	for (size_t i = 0; i < count; i++) {
		size_t score = whose_fits(rec, live[i], asked);
		unknown += score == SIZE_MAX;
		bool done = live[i]->voted && (query->other || (score == best && left));
		if (score == SIZE_MAX || score == 0 || score < best || done)
			continue;
		bool better = score > best || (!left && !live[i]->voted);
		found = better ? live[i]->symbol : "";
		left = !live[i]->voted;
		best = score;
	}
	if (found[0] != '\0' || unknown != 1)
		return found;
	for (size_t i = 0; i < count; i++) { /* the one that is left, and nobody's by name */
		if (whose_fits(rec, live[i], asked) == SIZE_MAX)
			found = live[i]->voted || (!live[i]->listed && !(query->sole && count == 1)) ? ""
												     : live[i]->symbol;
	}
	return found;
}

/* The one text that is left: of those that the presiding officer named last, where several
 * are. */
static const char *ask_left(struct vote_text *const *live, size_t count)
{
	const char *found = "";
	size_t last = 0, listed = 0, n = 0, at_last = 0;
	for (size_t i = 0; i < count; i++) {
		if (live[i]->voted)
			continue;
		listed += live[i]->listed;
		last = live[i]->listed && live[i]->last > last ? live[i]->last : last;
	}
	for (size_t i = 0; i < count; i++) {
		if (live[i]->voted || live[i]->listed != (listed > 0))
			continue;
		n++;
		bool latest = live[i]->last == last;
		at_last += latest;
		found = n == 1 || (latest && at_last == 1) ? live[i]->symbol : found;
	}
	return n == 1 || at_last == 1 ? found : "";
}

/* The one text of those that several submitted; "" where it is none or several. */
static const char *ask_joint(struct record *rec, struct vote_text *const *live, size_t count)
{
	const char *found = "";
	for (size_t i = 0; i < count; i++) {
		if (live[i]->voted || !whose_several(rec, live[i]))
			continue;
		if (found[0] != '\0')
			return "";
		found = live[i]->symbol;
	}
	return found;
}

/* The texts that words may mean; how many of them are left, and the last of these. */
struct asked {
	struct vote_text *live[TEXTS_MOST];
	size_t count, left;
	const char *other;
};

static void ask_live(const struct vote_texts *texts, const struct text_query *query, bool unnamed, struct asked *out)
{
	size_t all = texts->texts.count;
	*out = (struct asked){ .other = "" };
	for (size_t i = all > TEXTS_MOST ? all - TEXTS_MOST : 0; i < all; i++) {
		struct vote_text *text = texts->texts.items[i];
		if (!is_live(texts, text, query, unnamed))
			continue;
		bool before = query->other && query->before != NULL && strcmp(query->before, text->symbol) == 0;
		out->live[out->count++] = text;
		out->left += !text->voted && !before;
		out->other = text->voted || before ? out->other : text->symbol;
	}
}

size_t texts_left(const struct vote_texts *texts, size_t since, struct vote_text **out)
{
	struct asked asked;
	struct text_query query = { .noun = NOUN_DRAFT, .since = since };
	size_t count = 0, listed = 0;
	ask_live(texts, &query, true, &asked);
	for (size_t i = 0; i < asked.count; i++)
		listed += asked.live[i]->listed && !asked.live[i]->voted;
	for (size_t i = 0; i < asked.count; i++) {
		if (!asked.live[i]->voted && asked.live[i]->listed == (listed > 0))
			out[count++] = asked.live[i];
	}
	return count;
}

/* The text of an ordinal; one that was voted on is not put again, the ordinal is of another order. */
static const char *ask_nth(const struct text_query *query, const struct asked *asked, size_t nth)
{
	if (asked->count == 1 && nth > 1 && query->noun == NOUN_DRAFT && asked->live[0]->several)
		return asked->live[0]->symbol;
	if (nth > asked->count || (asked->count == 1 && nth > 1))
		return "";
	const struct vote_text *text = asked->live[nth - 1];
	return text->voted && asked->left > 0 ? "" : text->symbol;
}

const char *texts_ask(struct record *rec, const struct vote_texts *texts, const struct text_query *query)
{
	struct asked asked;
	ask_live(texts, query, false, &asked);
	const char *whose = query->whose == NULL ? "" : ask_whose(rec, texts, query, asked.live, asked.count);
	if (asked.left == 0 || (query->whose != NULL && whose[0] == '\0'))
		ask_live(texts, query, true, &asked);
	size_t nth = query->last ? asked.count : (size_t)query->ordinal;
	bool told = query->noun == NOUN_DRAFT && whose[0] != '\0'; /* "The last is the Swedish draft." */
	if (nth > 0 && !told)
		return ask_nth(query, &asked, nth);
	if (query->whose != NULL)
		return whose[0] == '\0' ? ask_whose(rec, texts, query, asked.live, asked.count) : whose;
	if (query->other)
		return asked.left == 1 ? asked.other : "";
	const char *joint = query->joint && asked.left > 1 ? ask_joint(rec, asked.live, asked.count) : "";
	if (joint[0] != '\0')
		return joint;
	return ask_left(asked.live, asked.count);
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

const struct vote_text *text_later(const struct vote_text *a, const struct vote_text *b)
{
	if (a == NULL || b->last != a->last)
		return a == NULL || b->last > a->last ? b : a;
	return b->block > a->block || (b->block == a->block && b->at > a->at) ? b : a;
}

const struct vote_text *texts_report(const struct vote_texts *texts, size_t since)
{
	const struct vote_text *found = NULL;
	for (size_t n = 0; n < texts->texts.count && n < TEXTS_MOST; n++) {
		const struct vote_text *text = texts->texts.items[texts->texts.count - 1 - n];
		if (text->noun != NOUN_REPORT || !text->listed || text->last < since || text->aside || text->behind ||
		    text->gone)
			continue;
		found = text_later(found, text);
	}
	return found;
}

const struct vote_text *texts_amendments_left(const struct vote_texts *all)
{
	const struct vote_text *found = NULL;
	const struct list *texts = &all->texts;
	for (size_t n = 0; n < texts->count && n < TEXTS_MOST; n++) {
		const struct vote_text *text = texts->items[texts->count - 1 - n];
		if (text->noun != NOUN_AMENDMENT || !text->many || text->voted || text->gone)
			continue;
		if (found != NULL)
			return NULL;
		found = text;
	}
	return found;
}

const struct vote_text *texts_amended_left(const struct vote_texts *all, bool begun)
{
	const struct vote_text *found = NULL;
	const struct list *texts = &all->texts;
	for (size_t n = 0; n < texts->count && n < TEXTS_MOST; n++) {
		const struct vote_text *text = texts->items[texts->count - 1 - n];
		if (text->noun != NOUN_AMENDMENT || text->sub || text->voted || text->gone ||
		    (begun && text->part == NULL))
			continue;
		if (found != NULL)
			return NULL;
		found = text;
	}
	return found;
}
