#include "domain/told.h"

#include <pthread.h>
#include <string.h>

#include "domain/party.h"
#include "domain/reader/internal.h"
#include "domain/reader/titles.h"
#include "domain/side.h"

#define NAME_WORDS 26 /* of the longest name, with its article */
#define NAME_BYTES 192

/* Who does something for a party, and what such are called besides. */
static const char bodies[] = "representatives|delegations|governments|authorities|representative|delegation|government";
static const char many_bodies[] = "representatives|delegations|governments|authorities";
static const char adjectives[] = "official|permanent|high|the";

/* What may stand between the subject and its verb. */
static const char adverbs[] = "also|again|therefore|fully|strongly|further|firmly|highly|warmly|deeply|categorically|"
			      "jointly|openly|has|have|both|all|once|now|thus";

/* What a sentence begins with that does not say what came to be. */
static const char unsaid[] = "if|unless|whether|had|should|were";

/* A subject that is read from its last word to its first. */
struct reading {
	const struct words *w;
	size_t first, at; /* of the sentence; behind what is still to be read */
	bool many;
	bool begins; /* the one read last is told with what stands for it: nothing is listed before */
	struct told_party parties[TOLD_PARTIES_MOST]; /* the last first */
	size_t count;
};

static bool is_word(const struct reading *r, const char *pattern)
{
	return r->at > r->first && words_match(r->w, r->at - 1, pattern) > 0;
}

static bool is_comma(const struct reading *r)
{
	return r->at > r->first && word_is_mark(r->w, r->at - 1, ',');
}

/* The party of the words from first to the one that is read next; NULL for none. */
static const char *party_from(const struct reading *r, size_t first)
{
	char name[NAME_BYTES];
	const char *text = r->w->text + r->w->at[first].start;
	size_t size = r->w->at[r->at - 1].end - r->w->at[first].start;
	if (size >= sizeof name)
		return NULL;
	memcpy(name, text, size);
	name[size] = '\0';
	const char *id = party_of(name);
	return id != NULL ? id : seat_state(name);
}

static struct word_bits name_words;
static pthread_once_t name_words_once = PTHREAD_ONCE_INIT;

static void name_words_make(void)
{
	party_words_add(&name_words);
	seat_words_add(&name_words);
}

static bool is_ascii(const struct words *w, size_t i)
{
	for (uint32_t k = w->at[i].start; k < w->at[i].end; k++)
		if ((unsigned char)w->text[k] >= 0x80)
			return false;
	return true;
}

/* Whether no name holds a word: one of letters that names are compared by, with nothing beside
 * it that may be no part of the name, as a hyphen. */
static bool is_in_no_name(const struct words *w, size_t i)
{
	return w->at[i].kind == WORD_LETTERS && !word_bits_may(&name_words, w->at[i].hash) && !word_is_glued(w, i) &&
	       !word_is_glued(w, i + 1) && is_ascii(w, i);
}

/* The longest name that ends here. */
static bool read_name(struct reading *r)
{
	size_t most = r->at - r->first < NAME_WORDS ? r->at - r->first : NAME_WORDS, words = 0;
	struct told_party *party = &r->parties[r->count];
	pthread_once(&name_words_once, name_words_make);
	for (size_t n = 1; n <= most && !is_in_no_name(r->w, r->at - n); n++) {
		size_t first = r->at - n;
		bool begins = r->w->at[first].capital || r->w->at[first].kind == WORD_DIGITS ||
			      words_match(r->w, first, "the") > 0;
		const char *id = begins ? party_from(r, first) : NULL;
		if (id == NULL)
			continue;
		words = n;
		*party = (struct told_party){ .first = first, .end = r->at, .id = id };
	}
	r->at -= words;
	return words > 0;
}

/* Whether a name ends here, that may be one of too many, or who stands for a party. */
static bool is_name(const struct reading *r)
{
	struct reading one = { .w = r->w, .first = r->first, .at = r->at };
	bool many;
	return read_name(&one) || side_before(r->w, r->first, r->at, &many) > 0;
}

/* ---- "the Kazakh delegation" ------------------------------------------------ */

/* A state by its adjective, or by its own name ("Norway's"), before what stands for it. */
static bool read_adjective(struct reading *r)
{
	const char *id;
	if (r->count == TOLD_PARTIES_MOST)
		return false;
	size_t n = side_adjective(r->w, r->first, r->at, &id);
	if (n > 0) {
		r->parties[r->count++] = (struct told_party){ .first = r->at - n, .end = r->at, .id = id };
		r->at -= n;
		return id[0] != '\0';
	}
	r->at -= side_possessive(r->w, r->first, r->at);
	size_t end = r->at;
	return read_name(r) && side_state_named(r->w, r->at, end, &r->parties[r->count++].id);
}

/* Words that join what is read to another adjective: "the Turkish and Iranian delegations"; 0
 * where none stands before. */
static size_t joins_adjective(const struct reading *r)
{
	struct reading before = *r;
	const char *id;
	before.at -= is_word(&before, "and") ? 1 : 0;
	before.at -= is_comma(&before) ? 1 : 0;
	bool joined = before.at < r->at && side_adjective(r->w, r->first, before.at, &id) > 0;
	return joined ? r->at - before.at : 0;
}

/* Those whose delegation ends here, or whose delegations. */
static bool read_sides(struct reading *r, size_t size, bool many)
{
	r->at -= size;
	r->many |= many;
	r->begins = false;
	bool read = read_adjective(r);
	for (size_t n; read && many && (n = joins_adjective(r)) > 0;) {
		r->at -= n;
		read = read_adjective(r);
	}
	return read;
}

/* ---- "the delegation of Kazakhstan" ------------------------------------------ */

/* Who acts for the party that was read last; an office acts for a state alone. */
static bool read_body(struct reading *r)
{
	bool many = is_word(r, many_bodies);
	size_t n = is_word(r, bodies) ? 1 : side_before(r->w, r->first, r->at, &many);
	if (n == 0 || (!is_word(r, bodies) && (many || !side_is_state(r->parties[r->count - 1].id))))
		return false;
	r->many |= many;
	r->at -= n;
	return true;
}

static bool read_named(struct reading *r)
{
	if (r->count == TOLD_PARTIES_MOST || !read_name(r))
		return false;
	r->count++;
	r->begins = is_word(r, "of");
	r->at -= r->begins ? 1 : 0;
	return !r->begins || read_body(r);
}

/* Whether a name ends with who stands for a party elsewhere: "the Abkhaz side". */
static bool read_named_side(struct reading *r)
{
	struct reading before = *r;
	bool read = read_named(r);
	if (!read)
		*r = before;
	return read;
}

/* A party with what stands for it: "the official representatives of Chad". */
static bool read_party(struct reading *r)
{
	bool many;
	size_t side = side_before(r->w, r->first, r->at, &many);
	if (side == 0 ? !read_named(r) : !read_named_side(r) && !read_sides(r, side, many))
		return false;
	while (is_word(r, adjectives))
		r->at--;
	return true;
}

/* "A", "A and B", "A, B and C". */
static bool read_list(struct reading *r)
{
	if (!read_party(r))
		return false;
	if (!is_word(r, "and"))
		return true;
	r->at--;
	r->at -= is_comma(r) ? 1 : 0;
	if (!read_party(r))
		return false;
	while (is_comma(r) && !r->begins) {
		struct reading before = *r;
		before.at--;
		if (!is_name(&before))
			break;
		*r = before;
		if (!read_party(r))
			return false;
	}
	return true;
}

/* Such a list, with another behind ", as well as". */
static bool read_subject(struct reading *r)
{
	bool closed = is_comma(r);
	r->at -= closed ? 1 : 0;
	if (!read_list(r))
		return false;
	if (r->at < r->first + 3 || words_match(r->w, r->at - 3, "as well as") == 0)
		return !closed;
	r->at -= 3;
	r->at -= is_comma(r) ? 1 : 0;
	return read_list(r);
}

/* The word before two parties that are told together: "both Oslo and Lima". */
static void read_both(struct reading *r)
{
	r->at -= r->count == 2 && is_word(r, "both") ? 1 : 0;
}

/* Whether what is left to read ends a clause before. */
static bool is_clause(const struct reading *r)
{
	return r->at == r->first || is_comma(r) || word_is_mark(r->w, r->at - 1, ';');
}

/* ---- A seat that is only a place ---------------------------------------------- */

static bool is_seat(const struct words *w, const struct told_party *party)
{
	const char *id;
	return party_named_at(w, party->first, &id) == 0 && side_adjective(w, party->first, party->end, &id) == 0;
}

/* Whether the comma before the seat that was read last goes on a list of places: "the talks in
 * Geneva, Vienna and Oslo". */
static bool is_list_of_places(const struct reading *r)
{
	const struct told_party *last = &r->parties[r->count - 1];
	size_t i = r->at > r->first ? r->at - 1 : r->first;
	while (i > r->first && r->w->at[i - 1].capital)
		i--;
	bool led = i > r->first && i + 1 < r->at && words_match(r->w, i - 1, "in|at|between|from|to|via") > 0;
	return led && last->first == r->at && is_seat(r->w, last);
}

/* Whether a seat of those that were read is told as a place: of others, or where guests come. */
static bool is_place(const struct reading *r, size_t behind)
{
	static const char guests[] = "the|all|both|its? foreign|first? delegations|delegates|participants|guests|"
				     "visitors|ministers|representatives|negotiators";
	bool seat = is_list_of_places(r), guested = !seat && words_match(r->w, behind, guests) > 0;
	for (size_t i = 0; guested && i < r->count && !seat; i++)
		seat = is_seat(r->w, &r->parties[i]);
	return seat;
}

/* Whether the verb may be a participle or a noun: "supported by", "demand for". */
static bool is_no_verb(const struct words *w, size_t at, const struct act_verb *verb)
{
	const char *pattern = verb->form == VERB_PAST ? "by" : "for|of|from";
	return words_match(w, at + verb->words - 1, pattern) == 0 && words_match(w, at + verb->words, pattern) > 0;
}

bool told_of(const struct words *w, size_t at, const struct act_verb *verb, struct told *out)
{
	struct reading r = { .w = w, .first = w->at[at].first, .at = at };
	while (is_word(&r, adverbs))
		r.at--;
	if (!read_subject(&r))
		return false;
	read_both(&r);
	if (!is_clause(&r) || words_match(w, r.first, unsaid) > 0 || is_no_verb(w, at, verb) ||
	    is_place(&r, at + verb->words))
		return false;
	bool many = r.many || r.count > 1;
	if (verb->form != VERB_PAST && (verb->form == VERB_BASE) != many)
		return false;
	out->count = r.count;
	for (size_t i = 0; i < r.count; i++)
		out->parties[i] = r.parties[r.count - 1 - i];
	return true;
}
