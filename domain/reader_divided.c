/* Words that a line's end divides: whether the hyphen there is the word's own. It only
 * divides where the text spells the word in one elsewhere, or the word is one that
 * records often hold or are known by, and the text never spells it with the hyphen. */
#include "domain/reader_divided.h"

#include <string.h>

#include "base/utf8.h"

#define DIVIDED_SIZE 64 /* longest part of a divided word; a longer one gives no evidence */

/* Words of records, in either case of letters. */
static const char *const known[] = {
	"abstained",       "abstaining",      "abstention",     "abstentions",
	"acclamation",     "accordance",      "according",      "achieve",
	"action",          "adjournment",     "administration", "admission",
	"adopted",         "adopting",        "adoption",       "advised",
	"affairs",         "african",         "against",        "agenda",
	"agreed",          "agreement",       "agreements",     "although",
	"amended",         "amendment",       "amendments",     "american",
	"another",         "appeal",          "application",    "appreciation",
	"approved",        "assembly",        "assistance",     "attention",
	"authority",       "basis",           "because",        "become",
	"before",          "behalf",          "believe",        "between",
	"chairman",        "chairperson",     "charter",        "circumstances",
	"colleagues",      "colonial",        "commission",     "commissioner",
	"committee",       "communication",   "community",      "concerned",
	"concerning",      "conclusion",      "conditions",     "conference",
	"confidence",      "consequently",    "consider",       "consideration",
	"considered",      "consultation",    "consultations",  "contained",
	"continue",        "continued",       "contrary",       "contribution",
	"convention",      "council",         "countries",      "country",
	"course",          "cultural",        "debate",         "decided",
	"decision",        "decisions",       "declaration",    "defence",
	"delegation",      "delegations",     "democratic",     "deplores",
	"development",     "difficult",       "difficulties",   "disarmament",
	"discussion",      "distinguished",   "document",       "documents",
	"economic",        "effective",       "efforts",        "elections",
	"emergency",       "escorted",        "established",    "european",
	"every",           "everything",      "existence",      "expressed",
	"expression",      "favour",          "following",      "foreign",
	"forward",         "freedom",         "fundamental",    "future",
	"general",         "government",      "governments",    "hostilities",
	"however",         "human",           "humanitarian",   "immediate",
	"immediately",     "implementation",  "importance",     "important",
	"including",       "independence",    "independent",    "information",
	"informed",        "intended",        "international",  "interpretation",
	"introduced",      "invitation",      "justice",        "kingdom",
	"majority",        "matter",          "measures",       "meeting",
	"member",          "members",         "military",       "million",
	"minister",        "national",        "nations",        "necessary",
	"negative",        "negotiations",    "neighbouring",   "neither",
	"nothing",         "nuclear",         "number",         "objection",
	"obligations",     "observer",        "occupied",       "operation",
	"operative",       "opportunity",     "organization",   "organizations",
	"palestine",       "palestinian",     "paragraph",      "paragraphs",
	"participation",   "particular",      "particularly",   "parties",
	"peaceful",        "people",          "peoples",        "perhaps",
	"permanent",       "political",       "population",     "position",
	"possible",        "preambular",      "present",        "president",
	"principle",       "principles",      "problem",        "problems",
	"procedure",       "programme",       "progress",       "proposal",
	"proposals",       "provisions",      "purposes",       "question",
	"questions",       "rapporteur",      "reason",         "recommendation",
	"recommendations", "recommended",     "recorded",       "refugees",
	"regard",          "region",          "regional",       "rejected",
	"relations",       "remain",          "report",         "reports",
	"representative",  "representatives", "republic",       "republics",
	"requested",       "resolution",      "resolutions",    "responsibilities",
	"responsibility",  "resumed",         "retained",       "secretariat",
	"secretary",       "security",        "separate",       "session",
	"settlement",      "several",         "situation",      "social",
	"socialist",       "sovereign",       "sovereignty",    "soviet",
	"special",         "statement",       "statements",     "statute",
	"struggle",        "submitted",       "subsequently",   "support",
	"suspended",       "tellers",         "territorial",    "territories",
	"territory",       "themselves",      "therefore",      "together",
	"towards",         "translated",      "treaty",         "unanimously",
	"understand",      "understanding",   "united",         "until",
	"various",         "violation",       "voting",         "weapons",
	"welcome",         "whatever",        "whether",        "without",
	"working",
};

static bool in_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Words as the text spells them within lines. */
void divided_learn(struct reader *r)
{
	bool divided = false;
	for (size_t i = 0; i < r->lines.count && !divided; i++)
		divided = line_text(&r->lines, i)[line_size(&r->lines, i) - 1] == '-';
	for (size_t k = 0; divided && k < sizeof known / sizeof *known; k++)
		text_set_add(&r->spelled, text_hash(known[k], strlen(known[k])), &r->full);
	for (size_t i = 0; divided && i < r->lines.count && !r->full; i++) {
		const char *text = line_text(&r->lines, i);
		size_t size = line_size(&r->lines, i);
		for (size_t at = 0; at < size;) {
			size_t end = at;
			while (end < size && (in_word(text[end]) || text[end] == '-'))
				end++;
			if (end > at)
				text_set_add(&r->spelled, text_hash(text + at, end - at), &r->full);
			at = end + 1;
		}
	}
}

bool division_at(const char *text, size_t size, const char *next, size_t next_size, struct division *out)
{
	if (size < 2 || text[size - 1] != '-' || !in_word(text[size - 2]) || next_size == 0 || !in_word(*next))
		return false;
	size_t start = size - 1, end = 0;
	while (start > 0 && size - start < DIVIDED_SIZE && (in_word(text[start - 1]) || text[start - 1] == '-'))
		start--;
	while (end < next_size && end < DIVIDED_SIZE &&
	       (in_word(next[end]) || (next[end] == '-' && end + 1 < next_size)))
		end++;
	while (utf8_is_inside(text[start]))
		start++;
	while (end < next_size && utf8_is_inside(next[end]))
		end--;
	*out = (struct division){ text + start, next, size - 1 - start, end };
	return true;
}

static bool only_divides(const struct reader *r, const struct division *d)
{
	char word[2 * DIVIDED_SIZE + 1];
	size_t size = d->left_size + d->right_size;
	memcpy(word, d->left, d->left_size);
	memcpy(word + d->left_size, d->right, d->right_size);
	bool whole = text_set_has(&r->spelled, text_hash(word, size));
	word[d->left_size] = '-';
	memcpy(word + d->left_size + 1, d->right, d->right_size);
	return whole && !text_set_has(&r->spelled, text_hash(word, size + 1));
}

void divided_mark(struct reader *r)
{
	struct lines *l = &r->lines;
	struct division d;
	size_t before = SIZE_MAX; /* a line that ends with a hyphen */
	for (size_t i = 0; i < l->count; i++) {
		if (l->at[i].furniture)
			continue;
		if (before != SIZE_MAX)
			l->at[before].divides = division_at(line_text(l, before), line_size(l, before), line_text(l, i),
							    line_size(l, i), &d) &&
						(l->at[before].soft || only_divides(r, &d));
		before = line_text(l, i)[line_size(l, i) - 1] == '-' ? i : SIZE_MAX;
	}
}
