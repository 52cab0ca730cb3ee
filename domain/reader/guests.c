/* Speakers whose label names no party: who they are by what the presiding officer and
 * the directions of the same record say of them.
 *
 * "Mr. Mark Lowcock, Under-Secretary-General for Humanitarian Affairs" before the
 * label "Mr. Lowcock:" gives the function as printed; a function "… of the Republic
 * of Rwanda" gives the party. Nothing is said of a name that two persons were
 * introduced by. */
#include "base/ascii.h"
#include "domain/reader/record.h"

#include <string.h>

#include "domain/party.h"
#include "domain/reader/titles.h"

#define FUNCTION_BYTES 240
#define GUEST_BYTES 64 /* of a name that is a label */
#define CALL_LINES 24  /* in which it was called */
#define BUCKETS 256
#define GUESTS_LOOKED 64 /* of one bucket, the latest first */

struct guest {
	const char *name; /* without its title, */
	const char *title;
	const char *function;
	const char *party;
	uint32_t keys[2];      /* of the last word of the name, and of the first */
	struct guest *next[2]; /* of the same bucket, by either */
};

struct guests {
	struct reader *r;
	struct guest *buckets[2][BUCKETS];
	bool explaining; /* explanations of vote are being heard */
};

static const char *last_word(const char *name)
{
	const char *space = strrchr(name, ' ');
	return space == NULL ? name : space + 1;
}

/* Bytes of a function behind a name's comma: to the next mark, or to what it is
 * invited to do. */
static size_t function_size(const char *text)
{
	static const char *const stops[] = { " to participate", " to brief", " to make ", " to take ",  " who ",
					     " was ",           " were ",    " took ",    ", and ",     "; and",
					     ", to ",           ", who ",    ", for ",    ", on behalf" };
	size_t n = 0;
	for (; text[n] != '\0' && n < FUNCTION_BYTES; n++) {
		if (text[n] == ';' || text[n] == ':' || text[n] == '"' || strncmp(text + n, "\xE2\x80\x9D", 3) == 0 ||
		    (text[n] == '.' && (text[n + 1] == '\0' || text[n + 1] == ' ')))
			break;
		bool may_stop = text[n] == ' ' || text[n] == ',' || text[n] == ';';
		for (size_t k = 0; may_stop && k < sizeof stops / sizeof *stops; k++) {
			if (strncmp(text + n, stops[k], strlen(stops[k])) == 0)
				return n;
		}
		if (text[n] == ',' && text[n + 1] == ' ' && title_at(text + n + 2, strlen(text + n + 2)) > 0)
			break;
	}
	return n;
}

/* The party that a name begins with, the longest; NULL for none: of "the African Union
 * Commission on Women" that up to "on". */
static const char *party_begins(struct reader *r, const char *name)
{
	static const char *const joints[] = { " and ", ", ", " for ", " to ", " on ", " in ", " at " };
	size_t size = strnlen(name, FUNCTION_BYTES);
	while (size > 0 && !r->full) {
		const char *printed = reader_text(r, name, size);
		if (party_of(printed) != NULL)
			return printed;
		for (bool joint = false; size > 0 && !joint;) {
			size--;
			for (size_t k = 0; k < sizeof joints / sizeof *joints && !joint; k++)
				joint = name[size] == *joints[k] &&
					strncmp(name + size, joints[k], strlen(joints[k])) == 0;
		}
	}
	return NULL;
}

static bool ends_with(const char *text, size_t size, const char *words)
{
	size_t n = strlen(words);
	return size >= n && memcmp(text + size - n, words, n) == 0;
}

/* Whether "of" stands inside of the name of what somebody works for: "Special Envoy for the
 * Democratic Republic of the Congo". */
static bool is_inside_name(const char *function, size_t of)
{
	if (!ends_with(function, of, " Republic") && !ends_with(function, of, " Kingdom"))
		return false;
	for (size_t i = of; i > 0 && strncmp(function + i - 1, " of ", 4) != 0; i--) {
		if (strncmp(function + i - 1, " for the ", 9) == 0)
			return true;
	}
	return false;
}

static const char *behind_of(const char *text)
{
	const char *of = strstr(text, " of ");
	return of == NULL ? NULL : of + 4;
}

const char *function_party(struct reader *r, const char *function)
{
	static const char chief[] = "the Secretary-General";
	const char *name = strncmp(function, "of ", 3) == 0 ? function + 3 : behind_of(function);
	for (; name != NULL && !r->full; name = behind_of(name)) {
		if (strncmp(name, chief, sizeof chief - 1) == 0 && strncmp(name + sizeof chief - 1, " of ", 4) != 0)
			return ""; /* of the United Nations, whatever he is sent to */
		bool inside = name > function + 3 && is_inside_name(function, (size_t)(name - function) - 4);
		const char *party = inside ? NULL : party_begins(r, name);
		if (party != NULL)
			return party;
	}
	return "";
}

/* "of the North Atlantic Treaty Organization": who sends somebody, and no function. */
static bool is_membership(const char *text)
{
	return strncmp(text, "of ", 3) == 0;
}

/* An office by its words, or by whose it is: "Amir of the State of Qatar". */
static bool is_function(struct reader *r, const char *text, size_t size)
{
	bool capital = is_capital(*text) || is_membership(text);
	return words_are_office(text, size) || (capital && function_party(r, reader_text(r, text, size))[0] != '\0');
}

static void guest_learn(struct guests *g, const char *text, const struct label *label, size_t behind)
{
	struct reader *r = g->r;
	if (text[behind] != ',' || text[behind + 1] != ' ')
		return;
	const char *function = text + behind + 2;
	size_t size = function_size(function);
	while (size > 0 && strchr(",. ", function[size - 1]) != NULL)
		size--;
	if (size < 4 || !is_function(r, function, size))
		return;
	struct guest *guest = arena_zalloc(r->arena, sizeof *guest);
	if (guest == NULL) {
		r->full = true;
		return;
	}
	size_t title = title_at(label->person, strlen(label->person) + 1);
	guest->title = reader_text(r, label->person, title);
	guest->name = label->person + title + strspn(label->person + title, " ");
	const char *whole = reader_text(r, function, size);
	guest->function = is_membership(whole) ? "" : whole;
	guest->party = label->party[0] != '\0' ? label->party : function_party(r, whole);
	guest->keys[0] = text_hash(last_word(guest->name), strlen(last_word(guest->name)));
	guest->keys[1] = text_hash(guest->name, strcspn(guest->name, " "));
	for (int k = 0; k < 2; k++) {
		struct guest **bucket = &g->buckets[k][guest->keys[k] % BUCKETS];
		guest->next[k] = *bucket;
		*bucket = guest;
	}
}

/* The persons that words name with a title behind a blank. */
static void guests_learn(struct guests *g, const struct words *w)
{
	struct label label;
	size_t from = 0;
	for (size_t i = 0; i < w->count && !g->r->full; i++) {
		size_t at = w->at[i].start;
		if (!w->at[i].capital || at < from || (at > 0 && w->text[at - 1] != ' '))
			continue;
		if (title_at(w->text + at, w->size - at) == 0 || !person_at(g->r, w->text + at, w->size - at, &label))
			continue;
		guest_learn(g, w->text, &label, at + label.size);
		from = at + label.size + 1;
	}
}

/* Whether a label's name is the end of a fuller one: "Lowcock" of "Mark Lowcock". */
static bool is_end_of(const char *full, const char *name)
{
	size_t a = strlen(full), b = strlen(name);
	return b > 0 && a >= b && text_equal(full + a - b, b, name, b) && (a == b || full[a - b - 1] == ' ');
}

/* Whether it is the beginning of one: "Abdullah II" of "Abdullah II Bin Al Hussein". */
static bool is_begin_of(const char *full, const char *name)
{
	size_t a = strlen(full), b = strlen(name);
	return b > 0 && a >= b && text_equal(full, b, name, b) && (a == b || full[b] == ' ');
}

static bool is_same(const struct guest *a, const struct guest *b)
{
	return is_end_of(a->name, b->name) || is_end_of(b->name, a->name) || is_begin_of(a->name, b->name) ||
	       is_begin_of(b->name, a->name);
}

/* The guest whose name a label's is the end of (by 0) or the beginning (1), and whose title
 * is that one, unless it is NULL; NULL for none, and for several. */
static const struct guest *guest_by(struct guests *g, const char *name, int by, const char *title)
{
	const struct guest *found = NULL;
	const char *word = by == 0 ? last_word(name) : name;
	uint32_t key = text_hash(word, by == 0 ? strlen(word) : strcspn(name, " "));
	int looked = 0;
	for (const struct guest *guest = g->buckets[by][key % BUCKETS]; guest != NULL && looked < GUESTS_LOOKED;
	     guest = guest->next[by], looked++) {
		if (guest->keys[by] != key || (title != NULL && strcmp(guest->title, title) != 0) ||
		    !(by == 0 ? is_end_of(guest->name, name) : is_begin_of(guest->name, name)))
			continue;
		if (found != NULL && !is_same(found, guest))
			return NULL;
		found = found == NULL ? guest : found;
	}
	g->r->steps += (uint64_t)looked;
	return found;
}

/* "Crown Prince Odd" is whose first name that is; "Mr. Odd" never. */
static const struct guest *guest_find(struct guests *g, const char *name, const char *title)
{
	const struct guest *guest = guest_by(g, name, 0, NULL);
	bool plain = title[0] == '\0' || title[strlen(title) - 1] == '.';
	if (guest != NULL || (plain && strchr(name, ' ') == NULL))
		return guest;
	return guest_by(g, name, 1, plain ? NULL : title);
}

static void guest_apply(struct guests *g, Truce__V1__Turn *turn)
{
	Truce__V1__Person *speaker = turn->speaker;
	size_t title = title_at(speaker->printed, strlen(speaker->printed) + 1);
	const char *name = speaker->printed + title;
	const struct guest *guest = guest_find(g, name + strspn(name, " "), reader_text(g->r, speaker->printed, title));
	if (guest == NULL)
		return;
	if (speaker->function[0] == '\0')
		speaker->function = message_borrow(guest->function);
	if (speaker->party == NULL && guest->party[0] != '\0')
		speaker->party = reader_party(g->r, guest->party);
	turn->confidence = TRUCE__V1__CONFIDENCE__CONFIDENCE_RECORD;
}

static bool says_one(const char *text, const char *const *words)
{
	while (*words != NULL && strstr(text, *words) == NULL)
		words++;
	return *words != NULL;
}

/* Whether presiding words call for explanations of vote, or end them. */
static void explaining_note(struct guests *g, const char *text)
{
	static const char *const explanations[] = { "in explanation of ", "for explanations of ", "explain their vote",
						    "explain their position", NULL };
	static const char *const calls[] = { "floor", "speakers", "call on", "call first on", "call upon", NULL };
	static const char *const ends[] = {
		"heard the last speaker", "heard the only speaker", "conclude its consideration",
		"point of order",         "right of reply",         NULL
	};
	static const char *const again[] = { "floor to speakers in explanation", "floor for explanations of", NULL };
	bool explains = strstr(text, "expla") != NULL;
	if (!explains && !g->explaining)
		return;
	if (explains && says_one(text, explanations) && says_one(text, calls))
		g->explaining = true;
	if (says_one(text, ends))
		g->explaining = says_one(text, again);
}

static void turn_settle(struct guests *g, struct draft *d)
{
	Truce__V1__Turn *turn = d->turns.items[0];
	const Truce__V1__Party *party = turn->speaker->party;
	if (!d->presides && turn->speaker->party == NULL && turn->role[0] == '\0')
		guest_apply(g, turn);
	bool explains = g->explaining && !d->presides && party != NULL;
	if (explains && d->statement->kind == TRUCE__V1__STATEMENT__KIND__KIND_SPEECH)
		d->statement->kind = TRUCE__V1__STATEMENT__KIND__KIND_EXPLANATION_OF_VOTE;
	for (size_t b = 0; d->presides && b < d->blocks.count && !g->r->full; b++) {
		const Truce__V1__Block *block = d->blocks.items[b];
		guests_learn(g, &d->words[b]);
		explaining_note(g, block->text);
	}
}

/* Whether the presiding officer has just called somebody: in the open turn, which is his. */
static bool is_called(struct record *rec, const char *name)
{
	const struct lines *l = &rec->r->lines;
	size_t first = rec->turn->label_line, end = rec->before + 1;
	size_t from = end - first > CALL_LINES ? end - CALL_LINES : first;
	struct window w;
	window_fill(&w, l, from, end);
	rec->r->steps += end - from;
	static const char *const calls[] = { " floor", " call ", " hear ", " invite ", " calling " };
	const char *at = strstr(w.text, name);
	bool whole = at != NULL && at > w.text && at[-1] == ' ';
	const char *sentence = at;
	while (whole && sentence > w.text && !(sentence[0] == ' ' && strchr(".!?", sentence[-1]) != NULL))
		sentence--;
	for (size_t k = 0; whole && k < sizeof calls / sizeof *calls; k++) {
		const char *call = strstr(sentence, calls[k]);
		if (call != NULL && call < at)
			return true;
	}
	return false;
}

bool guest_at(struct record *rec, size_t line, struct label *out)
{
	const char *text = line_text(&rec->r->lines, line);
	size_t size = line_size(&rec->r->lines, line);
	if (rec->turn == NULL || !rec->turn->presides || *text < 'A' || *text > 'Z')
		return false;
	const char *colon = memchr(text, ':', size < GUEST_BYTES ? size : GUEST_BYTES);
	size_t n = colon == NULL ? 0 : (size_t)(colon - text);
	if (n == 0 || n + 2 >= size || colon[1] != ' ' || is_small(colon[2]) || memchr(text, ' ', n) == NULL ||
	    person_name_end(text, n) != n || words_are_office(text, n))
		return false;
	const char *name = reader_text(rec->r, text, n);
	if (!is_called(rec, name))
		return false;
	*out = (struct label){ .printed = name,
			       .person = name,
			       .party = "",
			       .function = "",
			       .language = "",
			       .last = line,
			       .line = line,
			       .from = rec->r->lines.at[line].start + (uint32_t)n + 2,
			       .sure = true };
	return true;
}

void guests_resolve(struct reader *r)
{
	struct guests g = { .r = r };
	struct words w = { .count = 0 };
	const struct draft *meeting = r->drafts.items[0];
	for (size_t b = 0; b < meeting->blocks.count && !r->full; b++) {
		const Truce__V1__Block *block = meeting->blocks.items[b];
		const char *text = block_read(meeting, b);
		if (block->kind != TRUCE__V1__BLOCK__KIND__KIND_STAGE_DIRECTION)
			continue;
		r->full = !words_split(&w, text, strlen(text), r->arena);
		guests_learn(&g, &w);
	}
	for (size_t i = 1; i < r->drafts.count && !r->full; i++)
		turn_settle(&g, r->drafts.items[i]);
}
