/* Texts that have their document to themselves: whatever they were announced by, "the second amendment,
 * in S/3", is no part of it. */
#include "domain/reader/vote.h"

#include <string.h>

/* Whether a part is a text of a document's kind: an amendment of a paper, or all of these, the draft that a symbol
 * is of. */
static bool is_text(struct record *rec, struct vote_texts *texts, const struct vote_text *text, const char *part)
{
	bool mere;
	bool amends = text != NULL && text->noun == NOUN_AMENDMENT;
	bool drafts = text != NULL && text->noun == NOUN_DRAFT;
	if (part[0] == '\0')
		return amends;
	return (amends || drafts) && part_noun(rec, texts, part, &mere) == text->noun;
}

bool part_is_title(const char *part)
{
	static const char *const titles[] = { "eclaration on ", "eclaration of ", "onvention on ", "onvention for ",
					      "ovenant on ",    "rotocol to ",    "rotocol on ",   "tatute of " };
	for (size_t k = 0; k < sizeof titles / sizeof *titles; k++) {
		if (strcasestr(part, titles[k]) != NULL)
			return true;
	}
	return false;
}

/* Whether a draft is one of several in a document by its letter or place: "Draft resolution A/41/L.40 A". */
static bool is_lettered(const struct vote_text *text, const char *part)
{
	const char *at = text->noun == NOUN_DRAFT ? strstr(part, text->symbol) : NULL;
	bool letter = at != NULL && at[strlen(text->symbol)] == ' ';
	return text->noun == NOUN_DRAFT && (letter || vote_part_says_place(part));
}

/* Whether it has no symbol, but is told with the document of what it amends: "the oral amendment". */
static bool is_told_with(const struct vote_text *text, const char *part)
{
	return strcasestr(part, "oral") != NULL || (!text->sub && strcasestr(part, "sub") != NULL);
}

/* Whether a part is a draft with the symbol that nobody named before, "The French draft resolution (S/3237)", or a text
 * that the symbol behind it is all of, "The Australian amendment (A/L.180)". */
static bool is_cited(struct record *rec, struct vote_texts *texts, const struct vote_text *text,
		     const Truce__V1__Vote *v)
{
	bool mere;
	const char *at = v->document[0] == '\0' ? NULL : strstr(v->part, v->document);
	bool behind = at != NULL && at > v->part && strchr("([", at[-1]) != NULL;
	bool cited =
		at != NULL &&
		(text == NULL || (behind && !part_is_of_order(reader_text(rec->r, v->part, (size_t)(at - v->part)))));
	enum text_noun noun = cited ? part_noun(rec, texts, v->part, &mere) : NOUN_NONE;
	return noun == NOUN_DRAFT || noun == NOUN_AMENDMENT;
}

void own_learn(struct record *rec, struct vote_texts *texts, const struct ballot_box *box)
{
	struct vote_text *text = text_find_symbol(texts, box->vote->document);
	texts->orals += strcasestr(box->vote->part, "oral amendment") != NULL;
	if (is_cited(rec, texts, text, box->vote))
		box->vote->part = message_borrow("");
	if (!is_text(rec, texts, text, box->vote->part))
		return;
	text->several |= text->part != NULL && strcmp(text->part, box->vote->part) != 0;
	text->part = box->vote->part;
}

void own_settle(struct record *rec, struct vote_texts *texts)
{
	for (size_t i = 0; i < rec->votes.count && !rec->r->full; i++) {
		const struct ballot_box *box = rec->votes.items[i];
		const struct vote_text *text = text_find_symbol(texts, box->vote->document);
		bool own = text != NULL && text->part != NULL && !text->several;
		own = own && strcmp(text->part, box->vote->part) == 0 && !is_lettered(text, text->part);
		if (own && !is_told_with(text, text->part))
			box->vote->part = message_borrow("");
		const char *oral = texts->orals == 1 ? strcasestr(box->vote->part, "oral amendment ") : NULL;
		size_t end = oral == NULL ? 0 : (size_t)(oral - box->vote->part) + strlen("oral amendment");
		if (end > 0 && clause_says_whose(box->vote->part + end, strlen(box->vote->part + end)))
			box->vote->part = message_borrow(reader_text(rec->r, box->vote->part, end));
	}
}
