/* The report that a draft stands in which is known by its place alone, "draft resolution II". */
#include "domain/reader/vote.h"

#include <string.h>

#define REPORT_BYTES 16384
#define REPORTS_BACK 24 /* that may name the report of its drafts */

/* The sentence of a text around a stretch of it, or its part between semicolons. */
static void sentence_around(const char *text, size_t from, size_t to, size_t *start, size_t *end)
{
	*start = from;
	while (*start > 0 && !(text[*start - 1] == ' ' && *start > 1 && strchr(".?!;", text[*start - 2]) != NULL))
		--*start;
	*end = to;
	while (text[*end] != '\0' &&
	       !(strchr(".?!;", text[*end]) != NULL && (text[*end + 1] == ' ' || text[*end + 1] == '\0')))
		++*end;
}

static bool turn_says_place(const struct draft *d)
{
	for (size_t b = 0; b < d->blocks.count; b++) {
		if (vote_part_says_place(((const Truce__V1__Block *)d->blocks.items[b])->text))
			return true;
	}
	return false;
}

static size_t turn_bytes(const struct draft *d)
{
	size_t bytes = 0;
	for (size_t b = 0; b < d->blocks.count && bytes < REPORT_BYTES; b++)
		bytes += strnlen(((const Truce__V1__Block *)d->blocks.items[b])->text, REPORT_BYTES);
	return bytes;
}

/* The last report that a turn names. */
static const char *report_said(const struct draft *d)
{
	for (size_t i = d->citations.count; i > 0; i--) {
		const Truce__V1__Citation *c = d->citations.items[i - 1];
		const char *text = ((const Truce__V1__Block *)d->blocks.items[c->span->block - 1])->text;
		size_t start, end;
		if (!document_is(c->instrument) || strstr(c->instrument, "/L.") != NULL)
			continue;
		sentence_around(text, (size_t)c->span->start, (size_t)c->span->end, &start, &end);
		const Truce__V1__Citation *other =
			i > 1 ? d->citations.items[i - 2] : NULL; /* its own words are between */
		if (other != NULL && other->span->block == c->span->block && other->span->end <= c->span->start &&
		    (size_t)other->span->end > start)
			start = (size_t)other->span->end;
		if (memmem(text + start, end - start, "report", 6) != NULL ||
		    memmem(text + start, end - start, "recommend", 9) != NULL)
			return c->instrument;
	}
	return "";
}

const char *report_of_item(const struct record *rec, size_t piece)
{
	const Truce__V1__MeetingItem *item = matter_of(rec, piece);
	const char *document = "";
	for (size_t i = 0; item != NULL && i < item->n_symbols; i++) {
		bool report = document_is(item->symbols[i]) && strstr(item->symbols[i], "/L.") == NULL;
		if (report && document[0] != '\0')
			return "";
		document = report ? item->symbols[i] : document;
	}
	return document;
}

/* The draft that was named last of which it was said that several texts stand in it; NULL for none. */
static const struct vote_text *texts_several(const struct vote_texts *texts)
{
	const struct vote_text *found = NULL;
	for (size_t n = 0; n < texts->texts.count && n < TEXTS_MOST; n++) {
		const struct vote_text *text = texts->texts.items[texts->texts.count - 1 - n];
		if (text->noun == NOUN_DRAFT && text->several && text->listed && !text->voted && !text->gone)
			found = text_later(found, text);
	}
	return found;
}

const char *report_before(struct record *rec, const struct vote_texts *texts, const struct ballot_box *box)
{
	const Truce__V1__MeetingItem *item = matter_of(rec, box->piece);
	const struct vote_text *treated = texts_report(texts, item == NULL ? 0 : (size_t)item->from_turn);
	size_t first = item == NULL || item->from_turn < 1 ? 1 : (size_t)item->from_turn, place = 0;
	const char *report = "";
	size_t bytes = 0; /* a presiding officer's turns are short; no vote looks at more */
	for (size_t turn = box->turn_before; turn >= first && turn + REPORTS_BACK > box->turn_before; turn--) {
		const struct draft *d = rec->r->drafts.items[turn];
		bytes += d->presides ? turn_bytes(d) : 0;
		if (bytes >= REPORT_BYTES)
			break;
		place += d->presides && place == 0 && turn_says_place(d);
		report = d->presides ? report_said(d) : "";
		if (report[0] != '\0')
			break;
	}
	if (place == 0 && !vote_part_says_place(box->vote->part))
		return "";
	if (treated != NULL)
		return treated->symbol;
	if (report[0] == '\0')
		report = report_of_item(rec, box->piece);
	const struct vote_text *several = report[0] == '\0' ? texts_several(texts) : NULL;
	if (several != NULL)
		return several->symbol;
	struct text_query draft = { .noun = NOUN_DRAFT, .since = item == NULL ? 0 : (size_t)item->from_turn };
	return report[0] == '\0' ? texts_ask(rec, texts, &draft) : report; /* "draft resolutions A to E in A/39/L.28" */
}
