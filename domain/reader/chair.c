/* Who presides over a meeting, and in which capacity a presiding officer speaks. */
#include "base/ascii.h"
#include "domain/reader/record.h"

#include <pthread.h>
#include <string.h>

#include "domain/party.h"
#include "domain/reader/label.h"
#include "domain/reader/titles.h"

#define PARTY_WORDS 10
#define OFFICE_WORDS 14 /* of an office, up to whose it is */

struct chair {
	Truce__V1__Person *person;
	const char *role;
	bool cover; /* the cover names it; else a direction */
};

static void chair_put(struct record *rec, const struct label *label, const char *role, bool cover)
{
	struct chair *chair = arena_zalloc(rec->r->arena, sizeof *chair);
	Truce__V1__Person *person = reader_new(rec->r, &truce__v1__person__descriptor);
	Truce__V1__Presiding *presiding = reader_new(rec->r, &truce__v1__presiding__descriptor);
	if (chair == NULL || person == NULL || presiding == NULL) {
		rec->r->full = true;
		return;
	}
	person->printed = message_borrow(label->person);
	const char *office = party_of(label->party) == NULL ? function_party(rec->r, label->party) : "";
	if (office[0] != '\0') { /* "(Prime Minister of Norway)" */
		person->function = message_borrow(label->party);
		person->party = reader_party(rec->r, office);
	} else if (label->party[0] != '\0') {
		person->party = reader_party(rec->r, label->party);
	}
	*chair = (struct chair){ person, role, cover };
	list_add(rec->r, &rec->chairs, chair);
	presiding->person = person;
	presiding->role = message_borrow(role);
	presiding->from_turn = cover && rec->chairs.count > 1 ? 0 : (int32_t)rec->turn_number + 1;
	list_add(rec->r, &rec->presiding, presiding);
	if (!cover || rec->chair == 0)
		rec->chair = rec->chairs.count;
}

/* The first person from a byte on; where it ends, 0 for none. */
static size_t person_find(struct reader *r, const char *text, size_t from, struct label *out)
{
	size_t size = strlen(text);
	for (size_t i = from; i < size; i++) {
		bool border = i == 0 || strchr(" :/", text[i - 1]) != NULL;
		if (border && is_capital(text[i]) && person_at(r, text + i, size - i, out))
			return i + out->size;
	}
	return 0;
}

/* The party of who takes turns in the chair. */
static void chair_share(struct record *rec, size_t i, const char *party)
{
	Truce__V1__Person *person = ((struct chair *)rec->chairs.items[i])->person;
	if (person->party == NULL)
		person->party = reader_party(rec->r, party);
}

void chair_add(struct record *rec, const char *text, const char *role)
{
	struct label label;
	size_t at = 0, first = rec->chairs.count;
	bool any = false;
	while ((at = person_find(rec->r, text, at, &label)) > 0 && !rec->r->full) {
		chair_put(rec, &label, label.function[0] != '\0' ? label.function : role, true);
		any = true;
		for (; label.party[0] != '\0' && first < rec->chairs.count; first++)
			chair_share(rec, first, label.party); /* "Mr. Odd/Ms. Even (Norway)" */
		first = text[at] == '/' ? first : rec->chairs.count;
	}
	if (!any && text[strspn(text, " ")] != '\0')
		reader_find(rec->r, TRUCE__V1__FINDING__KIND__KIND_NOT_UNDERSTOOD, 0,
			    reader_text(rec->r, text, strlen(text)), "the cover's line of who presides");
}

bool chair_state(struct record *rec, const char *party)
{
	if (rec->chairs.count != 1 || ((struct chair *)rec->chairs.items[0])->person->party != NULL)
		return false;
	chair_share(rec, 0, party);
	return true;
}

/* The place from 1 of who has that name and sat in the chair last, 0 for none. */
static size_t chair_known(const struct record *rec, const char *name)
{
	size_t i = rec->chairs.count;
	for (; i > 0; i--) {
		const char *printed = ((struct chair *)rec->chairs.items[i - 1])->person->printed;
		if (text_equal(printed, strlen(printed), name, strlen(name)))
			break;
	}
	return i;
}

/* Somebody whom the cover, or a direction before, names with a party has it still. */
static void chair_share_of(struct record *rec, size_t known, size_t to)
{
	const Truce__V1__Person *before = ((struct chair *)rec->chairs.items[known])->person;
	Truce__V1__Person *person = ((struct chair *)rec->chairs.items[to])->person;
	if (person->party == NULL)
		person->party = before->party;
}

/* Whom the cover names as who presided later does so from now on. */
static bool chair_later_took(struct record *rec, size_t known, const char *office)
{
	struct chair *chair = rec->chairs.items[known];
	Truce__V1__Presiding *presiding = rec->presiding.items[known];
	if (presiding->from_turn > 0)
		return false;
	chair->cover = false;
	chair->role = office;
	if (office[0] != '\0')
		presiding->role = message_borrow(office);
	presiding->from_turn = (int32_t)rec->turn_number + 1;
	rec->chair = known + 1;
	return true;
}

void chair_took(struct record *rec, const char *text)
{
	struct label label;
	size_t at = person_find(rec->r, text, 0, &label);
	if (at == 0)
		return;
	at += strspn(text + at, ", ");
	size_t end = strcspn(text + at, ",");
	const char *verb = strstr(text + at, " took");
	if (text[at + end] == '\0')
		end = verb == NULL ? 0 : (size_t)(verb - text) - at;
	bool role = is_capital(text[at]);
	bool elected = !role && strstr(text, " elected President ") != NULL;
	size_t known = chair_known(rec, label.person), last = rec->chairs.count;
	const char *office = elected ? "President" : reader_text(rec->r, text + at, role ? end : 0);
	if (known > 0 && chair_later_took(rec, known - 1, office))
		return;
	chair_put(rec, &label, office, false);
	if (known > 0 && rec->chairs.count > last)
		chair_share_of(rec, known - 1, last);
}

static size_t chair_cover(const struct record *rec)
{
	size_t i = 0;
	while (i < rec->chairs.count && !((struct chair *)rec->chairs.items[i])->cover)
		i++;
	return i < rec->chairs.count ? i + 1 : 0;
}

void chair_returned(struct record *rec, const char *text)
{
	struct label label;
	bool named = person_find(rec->r, text, 0, &label) > 0;
	size_t known = named ? chair_known(rec, label.person) : 0;
	if (named && known == 0 && strstr(text, "Vice-President") != NULL)
		chair_took(rec, text);
	else
		rec->chair = known > 0 ? known : chair_cover(rec);
}

static bool is_temporary(const struct chair *chair)
{
	return strncmp(chair->role, "Temporary", 9) == 0;
}

/* The first whom the cover names as the one or the other; NULL for none. */
static const struct chair *chair_of_cover(const struct record *rec, bool temporary)
{
	for (size_t i = 0; i < rec->chairs.count; i++) {
		const struct chair *chair = rec->chairs.items[i];
		if (chair->cover && is_temporary(chair) == temporary)
			return chair;
	}
	return NULL;
}

void chair_learn(struct record *rec)
{
	static const char acting[] = "The Acting President";
	const struct lines *l = &rec->r->lines;
	for (size_t i = rec->cover_end; i < l->count && !rec->says_acting; i++) {
		size_t size = line_size(l, i), number = label_number(line_text(l, i), size);
		rec->says_acting = size - number >= sizeof acting - 1 &&
				   text_equal(line_text(l, i) + number, sizeof acting - 1, acting, sizeof acting - 1);
	}
}

/* Who "the President" is while somebody sits in: in the records of the first decades who
 * sits in, in later ones, which call him "the Acting President", still the other. */
static const struct chair *chair_of(const struct record *rec, const char *label)
{
	bool acting = officer_is_acting(label, strlen(label));
	const struct chair *now = rec->chair == 0 ? NULL : rec->chairs.items[rec->chair - 1];
	bool sits_in = now != NULL && (!now->cover || strncmp(now->role, "Acting", 6) == 0);
	if (acting)
		return sits_in ? now : NULL;
	if (text_equal(label, strnlen(label, 13), "the temporary", 13))
		return chair_of_cover(rec, true);
	bool vice = now != NULL && !now->cover && strstr(now->role, "Vice") != NULL;
	bool presides = now != NULL && !is_temporary(now) && !(vice && rec->says_acting);
	return presides ? now : chair_of_cover(rec, false);
}

void chair_resolve(struct record *rec, Truce__V1__Turn *turn)
{
	const struct chair *chair = chair_of(rec, turn->speaker->printed);
	if (chair == NULL)
		return;
	turn->speaker->printed = chair->person->printed;
	turn->speaker->party = chair->person->party;
	turn->confidence =
		chair->cover ? TRUCE__V1__CONFIDENCE__CONFIDENCE_COVER : TRUCE__V1__CONFIDENCE__CONFIDENCE_RECORD;
}

/* Capacities. */

struct capacities {
	struct reader *r;
	struct draft *d;
	Truce__V1__Turn *turn;
	struct words w;
	int block;
	struct list spans;
	Truce__V1__CapacitySpan *open;
};

static Truce__V1__TextSpan *sentence_span(struct capacities *c, size_t i)
{
	Truce__V1__TextSpan *span = reader_new(c->r, &truce__v1__text_span__descriptor);
	if (span == NULL)
		return NULL;
	span->block = c->block;
	span->start = (int32_t)c->w.at[c->w.at[i].first].start;
	span->end = (int32_t)c->w.at[c->w.at[i].last - 1].end;
	return span;
}

/* The longest party that the words from i name; NULL for none. */
static Truce__V1__Party *party_from(struct capacities *c, size_t i, size_t *taken)
{
	Truce__V1__Party *best = NULL;
	*taken = 0;
	i += words_match(&c->w, i, "the");
	for (size_t end = i + 1;
	     end <= c->w.count && end - i <= PARTY_WORDS && i < c->w.count && end <= c->w.at[i].last; end++) {
		const char *name =
			reader_text(c->r, c->w.text + c->w.at[i].start, c->w.at[end - 1].end - c->w.at[i].start);
		if (c->w.at[end - 1].kind != WORD_LETTERS && !word_is_mark(&c->w, end - 1, ')'))
			continue;
		if (party_of(name) == NULL)
			continue;
		best = reader_party(c->r, name);
		*taken = end;
	}
	return best;
}

static void capacity_open(struct capacities *c, size_t i, size_t n)
{
	Truce__V1__CapacitySpan *span = reader_new(c->r, &truce__v1__capacity_span__descriptor);
	size_t end = 0;
	if (span == NULL)
		return;
	span->party = party_from(c, i + n, &end);
	end = end == 0 ? i + n : end;
	if (span->party == NULL)
		span->party = c->turn->speaker->party;
	span->printed = message_borrow(
		reader_text(c->r, c->w.text + c->w.at[i].start, c->w.at[end - 1].end - c->w.at[i].start));
	span->begin = sentence_span(c, i);
	list_add(c->r, &c->spans, span);
	c->open = span;
}

static const char *const capacity_begins[] = {
	"in my capacity as the? permanent? representative of",
	"in my capacity as the? minister for foreign affairs of",
	"in my national capacity",
	"in a national capacity",
	"as the? permanent? representative of",
	"as the? minister for foreign affairs of",
	"on behalf of my own? country|delegation|government",
};

/* "in my capacity as Prime Minister of Norway": an office of a state or an organisation
 * other than the United Nations. The words up to its name, 0 for none. */
static size_t capacity_office(struct capacities *c, size_t i)
{
	size_t n = words_match(&c->w, i, "in my capacity as"), end;
	for (size_t k = i + n; n > 0 && k < i + n + OFFICE_WORDS && k < c->w.at[i].last; k++) {
		bool joint = words_match(&c->w, k, "of|for") > 0;
		const Truce__V1__Party *party = joint ? party_from(c, k + 1, &end) : NULL;
		if (party != NULL)
			return strncmp(party->id, "UN", 2) == 0 ? 0 : k + 1 - i;
	}
	return 0;
}

static const char *const capacity_ends[] = {
	"resume|resuming my function|functions|duties|role|responsibilities|capacity|place",
	"revert|reverting to? my function|functions|duties|role|responsibilities|capacity",
	"return|returning to my function|functions|duties|role|responsibilities|capacity",
	"speaking|speak now? again? as president|chairman|chair",
	"in my capacity as president|chairman|chair|chairperson",
};

/* Whether the sentence of word i says that its speaker does something now. */
static bool is_own(const struct words *w, size_t i)
{
	bool speaks = false, own = false;
	for (size_t k = w->at[i].first; k < i + 1; k++) {
		own = own || words_match(w, k, "i|me|my|speaking") > 0;
		speaks = speaks ||
			 words_match(w, k, "now|shall|will|should|speaking|let|like|wish|make|making|statement") > 0;
	}
	return own && speaks;
}

/* What a word may begin. */
enum { MAY_OPEN = 1, MAY_CLOSE = 2 };
static struct word_table beginnings;

static void beginnings_make(void)
{
	word_table_add(&beginnings, "in|as|on", MAY_OPEN);
	word_table_add(&beginnings, "resume|resuming|revert|reverting|return|returning|speaking|in", MAY_CLOSE);
}

static void capacity_at(struct capacities *c, size_t i)
{
	uint32_t may = word_table_bits(&beginnings, c->w.at[i].hash);
	if ((may & (c->open != NULL ? MAY_CLOSE : MAY_OPEN)) == 0)
		return;
	if (c->open != NULL) {
		for (size_t k = 0; k < sizeof capacity_ends / sizeof *capacity_ends; k++) {
			if (words_match(&c->w, i, capacity_ends[k]) > 0) {
				c->open->end = sentence_span(c, i);
				c->open = NULL;
				return;
			}
		}
		return;
	}
	for (size_t k = 0; k < sizeof capacity_begins / sizeof *capacity_begins; k++) {
		size_t n = words_match(&c->w, i, capacity_begins[k]);
		if (n > 0 && is_own(&c->w, i)) {
			capacity_open(c, i, n);
			return;
		}
	}
	size_t office = capacity_office(c, i);
	if (office > 0 && is_own(&c->w, i))
		capacity_open(c, i, office);
}

void capacities_find(struct reader *r, struct draft *d)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct capacities c = { .r = r, .d = d, .turn = d->turns.items[0] };
	pthread_once(&once, beginnings_make);
	for (size_t b = 0; b < d->blocks.count && !r->full; b++) {
		c.block = (int)b + 1;
		c.w = d->words[b];
		r->steps += c.w.count;
		for (size_t i = 0; i < c.w.count && !r->full; i++)
			capacity_at(&c, i);
	}
	c.turn->capacities = (Truce__V1__CapacitySpan **)c.spans.items;
	c.turn->n_capacities = c.spans.count;
}
