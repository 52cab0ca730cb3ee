#include "domain/party.h"

#include <assert.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>

#include "base/ascii.h"
#include "domain/letters.h"
#include "domain/party_table.h"
#include "domain/words.h"

#define KEY_SIZE 192       /* of the longest name, folded, with its NUL */
#define NEAR_LEAST 6       /* letters of a name that is known with one of them wrong, */
#define NEAR_SHAPE_LEAST 4 /* with one of the same shape, */
#define NEAR_LONG_LEAST 11 /* and with two */
#define HEAD_MOST 20       /* letters of "United Kingdom", */
#define HEAD_TAIL 9        /* and of what stands behind it, */
#define HEAD_MARGIN 2      /* about as many as in the name */
#define SLOTS 4096         /* of names and ids; a power of two, */
#define SLOTS_USED 2560    /* of which so many may be taken */
#define FOLDED_SIZE 65536  /* of all names, folded, each with its NUL */

/* A name as it is compared: lower-case ASCII words with one space between them. */
struct key {
	char text[KEY_SIZE];
	size_t size;
	bool small; /* whether a letter of it was printed small */
	bool led;   /* whether a "the" before it was left out */
};

struct slot {
	uint32_t hash;
	const struct party *party;     /* NULL where the slot is free */
	const struct party_name *name; /* NULL where the slot is that of the id */
	const char *folded;            /* the name, */
	unsigned short size;           /* and its bytes */
	bool acronym;                  /* a name of capitals alone */
	bool listed;                   /* in records, by whom it is of */
};

static struct slot slots[SLOTS];
static const struct slot *sized[SLOTS_USED];    /* names by size, */
static unsigned short sized_from[KEY_SIZE + 1]; /* those of each size from here to the next */
static char folded[FOLDED_SIZE];
static pthread_once_t slots_once = PTHREAD_ONCE_INIT;

static const struct party *const tables[] = { party_states, party_others, party_organisations, party_movements };
#define TABLES (sizeof tables / sizeof *tables)

static bool is_dropped(uint32_t c)
{
	return c == '.' || c == '\'' || c == '`' || c == 0xB4 || c == 0x2BC || c == 0x2018 || c == 0x2019 ||
	       (c >= 0x300 && c <= 0x36F);
}

static bool is_space(uint32_t c)
{
	return (c < 0x80 && c != 0 && strchr(" \t\r\n\v\f-(),/", (int)c) != NULL) || c == 0xA0 ||
	       (c >= 0x2000 && c <= 0x2015) || c == 0x202F;
}

static bool put(struct key *key, char c)
{
	if (key->size + 1 >= KEY_SIZE)
		return false;
	key->text[key->size++] = c;
	key->text[key->size] = '\0';
	return true;
}

static void key_begin(struct key *key)
{
	key->text[0] = '\0';
	key->size = 0;
	key->small = key->led = false;
}

/* Puts a letter after the white space before it; false for what no name holds. */
static bool put_letter(struct key *key, uint32_t c, bool apart)
{
	char base = c < 0x80 ? (letter_plain[c] == 0 ? '\0' : (char)c) : letter_base(c);
	bool small = is_small(base), capital = is_capital(base);
	if (base == '\0')
		return false;
	key->small |= small;
	if (apart && !key->led && key->size == 3 && memcmp(key->text, "the", 3) == 0) {
		key_begin(key);
		key->small = small;
		key->led = true;
	} else if (apart && key->size > 0 && !put(key, ' '))
		return false;
	return put(key, (char)(capital ? base - 'A' + 'a' : base));
}

static bool put_and(struct key *key)
{
	bool small = key->small; /* in a name of capitals, "&" is no small letter */
	bool put = put_letter(key, 'a', true) && put_letter(key, 'n', false) && put_letter(key, 'd', false);
	key->small = small;
	return put;
}

/* Whether a hyphen stands between two small letters, as in no name but at a line's end:
 * "Argen-tina". */
static bool divides(const char *start, const char *at)
{
	return *at == '-' && at > start && is_small(at[-1]) && is_small(at[1]);
}

/* Puts letters of ASCII that no white space parts, as most are; answers how many. */
static size_t put_run(struct key *key, const char *printed)
{
	char *to = key->text + key->size;
	size_t n = 0, room = KEY_SIZE - 1 - key->size;
	for (uint8_t plain; n < room && (plain = letter_plain[(unsigned char)printed[n]]) != 0; n++) {
		key->small |= is_small(printed[n]);
		to[n] = (char)plain;
	}
	to[n] = '\0';
	key->size += n;
	return n;
}

/* whole: without the hyphens that may only divide. */
static bool fold_as(const char *printed, bool whole, struct key *key)
{
	const char *start = printed;
	key_begin(key);
	bool apart = false;
	for (size_t left = strlen(printed), n; left > 0; printed += n, left -= n) {
		n = apart ? 0 : put_run(key, printed);
		if (n > 0)
			continue;
		uint32_t c = (unsigned char)*printed;
		n = c < 0x80 ? 1 : letter_decode(printed, left, &c);
		bool plain = c < 0x80 && letter_plain[c] != 0, divided = whole && divides(start, printed);
		if (divided || (!plain && is_dropped(c)))
			continue;
		if (!plain && is_space(c)) {
			apart = true;
			continue;
		}
		bool ampersand = c == '&';
		if (ampersand ? !put_and(key) : !put_letter(key, c, apart))
			return false;
		apart = ampersand;
	}
	return key->size > 0;
}

static bool fold(const char *printed, struct key *key)
{
	return fold_as(printed, false, key);
}

/* ---- The index -------------------------------------------------------- */

static bool same_name(const struct slot *slot, const struct key *key)
{
	return slot->name != NULL && strcmp(slot->folded, key->text) == 0;
}

/* The slot of a folded name, or the free one that it belongs in. */
static struct slot *name_slot(const struct key *key)
{
	uint32_t hash = text_hash(key->text, key->size), i = hash & (SLOTS - 1);
	while (slots[i].party != NULL && (slots[i].hash != hash || !same_name(&slots[i], key)))
		i = (i + 1) & (SLOTS - 1);
	return &slots[i];
}

static struct slot *id_slot(const char *id)
{
	uint32_t hash = text_hash(id, strlen(id)), i = hash & (SLOTS - 1);
	while (slots[i].party != NULL &&
	       (slots[i].hash != hash || slots[i].name != NULL || strcmp(slots[i].party->id, id) != 0))
		i = (i + 1) & (SLOTS - 1);
	return &slots[i];
}

/* Its folded name is put at *at, which is moved behind it. */
static void index_name(const struct party *party, const struct party_name *name, bool listed, char **at)
{
	struct key key;
	bool folds = fold(name->name, &key);
	assert(folds && *at + key.size < folded + FOLDED_SIZE);
	(void)folds;
	struct slot *slot = name_slot(&key);
	assert(slot->party == NULL); /* no name is two parties', nor one party's twice */
	*slot = (struct slot){ .hash = text_hash(key.text, key.size),
			       .party = party,
			       .name = name,
			       .folded = *at,
			       .size = (unsigned short)key.size,
			       .acronym = !key.small,
			       .listed = listed };
	*at = stpcpy(*at, key.text) + 1;
}

/* Names that a scan may have spoiled, in the order of their sizes: each is counted, and put before those of the next.
 */
static void index_sizes(void)
{
	for (size_t i = 0; i < SLOTS; i++)
		if (slots[i].listed)
			sized_from[slots[i].size]++;
	for (size_t k = 1; k <= KEY_SIZE; k++)
		sized_from[k] = (unsigned short)(sized_from[k] + sized_from[k - 1]);
	for (size_t i = 0; i < SLOTS; i++)
		if (slots[i].listed)
			sized[--sized_from[slots[i].size]] = &slots[i];
}

static void index_make(void)
{
	size_t used = 0;
	char *at = folded;
	const struct party *party;
	bool listed = true;
	for (size_t i = 0; (party = party_at(i)) != NULL; i++) {
		listed = listed && party != party_movements; /* the last table */
		struct slot *slot = id_slot(party->id);
		assert(slot->party == NULL);
		*slot = (struct slot){ .hash = text_hash(party->id, strlen(party->id)), .party = party };
		used++;
		for (const struct party_name *name = party->names; name->name != NULL; name++, used++)
			index_name(party, name, listed, &at);
	}
	assert(used <= SLOTS_USED);
	(void)used;
	index_sizes();
}

/* ---- Lookups ---------------------------------------------------------- */

const struct party *party_at(size_t i)
{
	for (size_t t = 0; t < TABLES; t++)
		for (const struct party *party = tables[t]; party->id != NULL; party++)
			if (i-- == 0)
				return party;
	return NULL;
}

const struct party *party_match(const char *printed, const struct party_name **name)
{
	struct key key;
	if (!fold(printed, &key))
		return NULL;
	pthread_once(&slots_once, index_make);
	const struct slot *slot = name_slot(&key);
	if (slot->party == NULL && strchr(printed, '-') != NULL && fold_as(printed, true, &key))
		slot = name_slot(&key);
	if (slot->party == NULL || (key.small && slot->acronym))
		return NULL;
	if (name != NULL)
		*name = slot->name;
	return slot->party;
}

/* Letters that scans take for one another. */
static bool same_shape(char a, char b)
{
	static const char *const shapes[] = { "gq", "li", "ce", "un", "hb", "rt", "ft", "vy", "gc", "pf", "hn",
					      "uv", "oc", "lt", "s8", "b8", "o0", "i1", "l1", "g6", "s5", "uj" };
	for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++) {
		if ((a == shapes[k][0] && b == shapes[k][1]) || (a == shapes[k][1] && b == shapes[k][0]))
			return true;
	}
	return false;
}

/* Letters that scans take for others, two for one or for two. */
static const struct {
	const char *one, *other;
} strokes[] = {
	{ "rn", "m" }, { "in", "m" }, { "ni", "m" }, { "ni", "u" }, { "ii", "n" },
	{ "cl", "d" }, { "vv", "w" }, { "li", "h" }, { "li", "b" }, { "nv", "rw" },
};

static unsigned faults_between(const char *a, const char *b, unsigned most, bool is_short);

/* Takes a fault that two names go on behind, if that makes fewer. */
static void fault_try(unsigned *least, const char *a, const char *b, bool is_short)
{
	if (*least < 2)
		return;
	unsigned faults = 1 + faults_between(a, b, *least - 2, is_short);
	*least = faults < *least ? faults : *least;
}

static void strokes_try(unsigned *least, const char *a, const char *b, size_t k, bool is_short)
{
	const char *one = strokes[k].one, *other = strokes[k].other;
	if (*a != *one || *b != *other || strncmp(a, one, strlen(one)) != 0 || strncmp(b, other, strlen(other)) != 0)
		return;
	fault_try(least, a + strlen(one), b + strlen(other), is_short);
}

/* How many faults make one name of another, or one more than the most: a letter more, less or other, two strokes for
 * one or one for two. Those of a short name are of letters of one shape, and blanks. */
static unsigned faults_between(const char *a, const char *b, unsigned most, bool is_short)
{
	unsigned least = most + 1;
	for (; *a != '\0' && *a == *b; a++)
		b++;
	if (*a == *b)
		return 0;
	if (*a != '\0' && *b != '\0' && (!is_short || same_shape(*a, *b)))
		fault_try(&least, a + 1, b + 1, is_short);
	if (*a != '\0' && (!is_short || *a == ' '))
		fault_try(&least, a + 1, b, is_short);
	if (*b != '\0' && (!is_short || *b == ' '))
		fault_try(&least, a, b + 1, is_short);
	if (*a != '\0' && *b != '\0' && !is_short && a[0] == b[1] && a[1] == b[0]) /* "Asutralia" */
		fault_try(&least, a + 2, b + 2, is_short);
	for (size_t k = 0; k < sizeof strokes / sizeof *strokes; k++) {
		strokes_try(&least, a, b, k, is_short);
		strokes_try(&least, b, a, k, is_short);
	}
	return least;
}

/* A bit for each letter that stands in a name; a fault changes three at most. */
static uint32_t letters_of(const char *name)
{
	uint32_t letters = 0;
	for (; *name != '\0'; name++)
		letters |= 1u << (*name & 31);
	return letters;
}

static bool may_be_near(uint32_t letters, const char *name, unsigned faults)
{
	return (unsigned)__builtin_popcount(letters ^ letters_of(name)) <= 3 * faults;
}

/* Parties whose names a printed one may be: the first two, and how many. */
struct near {
	const struct party *party[2];
	size_t count;
	bool fits; /* one is as near as is asked for */
};

static void near_add(struct near *near, const struct party *party)
{
	for (size_t i = 0; i < near->count && i < 2; i++)
		if (near->party[i] == party)
			return;
	if (near->count < 2)
		near->party[near->count] = party;
	near->count++;
}

/* The parties with a name that no more faults than the margin make of another; those from a third on are not looked
 * for. */
static struct near near_by(const struct key *key, unsigned faults, unsigned margin)
{
	struct near near = { .count = 0 };
	const uint32_t letters = letters_of(key->text);
	size_t less = key->size > margin ? key->size - margin : 0, more = key->size + margin + 1;
	size_t end = sized_from[more < KEY_SIZE ? more : KEY_SIZE];
	for (size_t i = sized_from[less]; i < end && near.count <= 2; i++) {
		const struct slot *slot = sized[i];
		bool begins = slot->folded[0] == key->text[0] || same_shape(slot->folded[0], key->text[0]);
		bool is_short = (slot->size < key->size ? slot->size : key->size) < NEAR_LEAST;
		if (slot->acronym || !begins || !may_be_near(letters, slot->folded, margin))
			continue;
		unsigned n = faults_between(key->text, slot->folded, margin, is_short);
		if (n > margin)
			continue;
		near_add(&near, slot->party);
		near.fits |= n <= faults;
	}
	return near;
}

/* Those with one fault; else, of a long name, with two, where no other is about as near. */
static struct near near_all(const struct key *key)
{
	struct near near = near_by(key, 1, 1);
	if (near.count == 0 && key->size >= NEAR_LONG_LEAST)
		near = near_by(key, 2, 3);
	near.count = near.fits ? near.count : 0;
	return near;
}

/* The party whose name goes on with " of " behind words that are its short name, and is as
 * long: "United States of Amerit:a", whatever a scan made of the rest. */
static const struct party *near_headed(const char *printed)
{
	char head[HEAD_MOST + 1];
	const char *of = strstr(printed, " of "), *blank = strchr(printed, ' ');
	size_t size = of == NULL ? 0 : (size_t)(of - printed);
	if (size == 0 || size > HEAD_MOST || blank == of || strlen(of) < HEAD_TAIL)
		return NULL;
	memcpy(head, printed, size);
	head[size] = '\0';
	const struct party *party = party_match(head, NULL);
	const size_t whole = strlen(printed), less = whole - HEAD_MARGIN, more = whole + HEAD_MARGIN + 1;
	if (party == NULL || more > KEY_SIZE)
		return NULL;
	for (size_t i = sized_from[less]; i < sized_from[more]; i++) {
		const struct slot *slot = sized[i];
		if (slot->party == party && strncmp(slot->folded + size, " of ", 4) == 0)
			return party; /* a name as long as this one */
	}
	return NULL;
}

/* Whether a name may be a spoiled one, and is none as it stands. */
static bool may_be_spoiled(const char *printed, const struct key *key)
{
	return key->size >= NEAR_SHAPE_LEAST && key->small && party_match(printed, NULL) == NULL;
}

const struct party *party_near(const char *printed)
{
	struct key key;
	if (!fold(printed, &key))
		return near_headed(printed);
	if (!may_be_spoiled(printed, &key))
		return NULL;
	struct near near = near_all(&key);
	return near.count == 1 ? near.party[0] : near_headed(printed);
}

bool party_between(const char *printed, const struct party *two[2])
{
	struct key key;
	if (!fold(printed, &key) || !may_be_spoiled(printed, &key) || party_near(printed) != NULL)
		return false;
	struct near near = near_all(&key);
	memcpy(two, near.party, sizeof near.party);
	return near.count == 2;
}

const char *party_of(const char *printed)
{
	const struct party *party = party_match(printed, NULL);
	return party == NULL ? NULL : party->id;
}

void party_words_add(struct word_bits *bits)
{
	pthread_once(&slots_once, index_make);
	for (size_t i = 0; i < SLOTS; i++)
		if (slots[i].name != NULL)
			word_bits_add(bits, slots[i].folded);
}

const struct party *party_find(const char *id)
{
	pthread_once(&slots_once, index_make);
	return id_slot(id)->party;
}
