#include "domain/text_inside.h"

#include "domain/letters.h"
#include "domain/text_hash.h"

/* ---- Characters --------------------------------------------------------- */

static bool goes_on(enum text_class class)
{
	return class != TEXT_BREAK && class != TEXT_IDEOGRAPH;
}

/* ---- Words by hyphens ---------------------------------------------------- */

void text_end_chain(struct text_analyser *a)
{
	struct chain *c = &a->chain;
	if (c->words > 1) {
		const struct text_token like = { .start = c->start, .end = c->end, .position = c->position };
		text_put_word(a, bytes_of(c->text, c->size), &like, TEXT_ALSO);
	}
	c->words = 0;
}

/* Whether nothing that is seen but a hyphen, which may end a line, stands between two
 * places. */
static bool is_hyphen(struct bytes text, size_t from, size_t to)
{
	int32_t c = 0;
	size_t size;
	enum text_class class = TEXT_UNSEEN;
	for (; from < to && class == TEXT_UNSEEN; from += size)
		class = text_class_at(text, from, &c, &size);
	if (c != '-' && c != 0x2010 && c != 0x2011 && c != 0x2013)
		return false;
	bool line = from < to && (text.data[from] == '\n' || text.data[from] == '\r');
	while (line && from < to && strchr(" \r\n", text.data[from]) != NULL)
		from++;
	return from == to;
}

/* The word that was read, where it stands. */
static void chain_word(struct text_analyser *a, struct bytes word, const struct text_token *like, bool letters)
{
	struct chain *c = &a->chain;
	bool on = c->words > 0 && letters && is_hyphen(a->text, c->end, like->start) &&
		  c->size + word.size <= sizeof c->text;
	bool ends = like->end == a->text.size || (a->text.data[like->end] != '-' && a->text.data[like->end] < 0x80);
	if (!on) {
		text_end_chain(a);
		c->size = 0;
		c->start = like->start;
		c->position = like->position;
	}
	if (!letters || word.size > sizeof c->text || (!on && ends))
		return;
	memcpy(c->text + c->size, word.data, word.size);
	c->size += word.size;
	c->end = like->end;
	c->words++;
}

/* ---- Words of ASCII ------------------------------------------------------- */

struct plain_word {
	uint64_t text[KNOWN_WORDS]; /* folded, zeroes after it */
	size_t size;
	bool digits, letters; /* whether it has any */
	bool inner;           /* a capital behind a small letter */
};

/* Takes letters and digits of ASCII off eight bytes, side by side; how many there are.
 * small: whether the byte before is a small letter, as the top bit of a byte. */
static size_t take_eight(const uint8_t *from, uint64_t *to, uint64_t *small, struct plain_word *w)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones * 0x80;
	uint64_t v = text_load_8((const char *)from), lower = text_lower_8(v), low = lower & ~tops;
	uint64_t digits = (low + ones * (0x80 - '0')) & ~(low + ones * (0x7F - '9')) & ~v & tops;
	uint64_t letters = (low + ones * (0x80 - 'a')) & ~(low + ones * (0x7F - 'z')) & ~v & tops;
	uint64_t others = ~(digits | letters) & tops;
	uint64_t taken = others == 0 ? UINT64_MAX : ((others & -others) - 1) >> 7; /* whole bytes */
	letters &= taken;
	uint64_t capitals = letters & (v ^ lower) << 2, smalls = letters & ~capitals;
	w->digits |= (digits & taken) != 0;
	w->letters |= letters != 0;
	w->inner |= (capitals & (smalls << 8 | *small)) != 0;
	*small = smalls >> 56;
	*to = htole64(lower & taken);
	return others == 0 ? 8 : (size_t)__builtin_ctzll(others) / 8;
}

/* Reads a word of ASCII letters and digits; false for one that goes on otherwise, or is
 * too long. */
static bool read_plain(const struct text_analyser *a, struct plain_word *w)
{
	const uint8_t *from = a->text.data + a->at;
	uint8_t room[KNOWN_MOST] = { 0 };
	size_t left = a->text.size - a->at, size = sizeof *w->text;
	uint64_t small = 0;
	int32_t c;
	if (left < sizeof room)
		from = memcpy(room, from, left);
	*w = (struct plain_word){ .size = 0 };
	for (size_t i = 0; i < KNOWN_WORDS && size == sizeof *w->text; i++)
		w->size += size = take_eight(from + 8 * i, &w->text[i], &small, w);
	if (w->size == left)
		return true;
	uint8_t next = a->text.data[a->at + w->size];
	return next < 0x80 ? letter_plain[next] == 0 : !goes_on(text_class_at(a->text, a->at + w->size, &c, &size));
}

/* Takes the word that begins here, if it is plain and of one part. */
static bool take_plain(struct text_analyser *a)
{
	struct plain_word w;
	if (!read_plain(a, &w))
		return false;
	bool latin = a->language >= TEXT_ENGLISH && a->language <= TEXT_SPANISH;
	const struct known *k = text_know(a, w.text, w.size, latin && w.letters ? a->language : TEXT_PLAIN);
	if (k == NULL || (latin && !w.digits && (w.inner || k->is_joined)))
		return false;
	struct text_token like = { .start = (uint32_t)a->at,
				   .end = (uint32_t)(a->at + w.size),
				   .position = a->position++ };
	chain_word(a, bytes_of(w.text, w.size), &like, !w.digits);
	text_put_known(a, k, &like, TEXT_FORM);
	a->at += w.size;
	return true;
}

/* ---- All other words -------------------------------------------------------- */

/* Appends to the word what is folded from a stretch of the source. */
static void put_folded(struct word *w, const uint8_t *folded, size_t size, uint32_t from, bool capital)
{
	if (w->size + size > WORD_MOST)
		w->size = w->size < WORD_MOST ? w->size : WORD_MOST;
	else
		for (size_t i = 0; i < size; i++) {
			w->text[w->size] = folded[i];
			w->capitals[w->size] = capital;
			w->from[w->size++] = from;
		}
}

/* A character by itself, which comes again and again. */
static void put_one(struct text_analyser *a, size_t at, int32_t c, bool capital)
{
	uint8_t folded[TEXT_FOLDED_MOST];
	struct folded_letter *f = &a->folds[(uint32_t)c % FOLDS];
	if (f->c != c) {
		size_t size = text_fold(&c, 1, folded);
		if (size > FOLD_MOST) {
			put_folded(&a->word, folded, size, (uint32_t)at, capital);
			return;
		}
		*f = (struct folded_letter){ .c = c, .size = (uint8_t)size };
		memcpy(f->bytes, folded, size);
	}
	put_folded(&a->word, f->bytes, f->size, (uint32_t)at, capital);
}

/* A character with the marks on it; the bytes that they take. */
static size_t put_cluster(struct text_analyser *a, size_t at, int32_t c, size_t size, bool capital)
{
	int32_t cluster[TEXT_CLUSTER_MOST] = { c };
	uint8_t folded[TEXT_FOLDED_MOST];
	size_t count = 1, end = at + size;
	while (end < a->text.size && a->text.data[end] >= 0x80 && text_class_at(a->text, end, &c, &size) == TEXT_MARK) {
		if (count < TEXT_CLUSTER_MOST)
			cluster[count++] = c;
		end += size;
	}
	if (count == 1)
		put_one(a, at, cluster[0], capital);
	else
		put_folded(&a->word, folded, text_fold(cluster, count, folded), (uint32_t)at, capital);
	return end - at;
}

/* Reads the word that begins here. */
static void read_word(struct text_analyser *a)
{
	struct word *w = &a->word;
	int32_t c;
	size_t size;
	w->size = 0;
	w->letters = true;
	w->start = (uint32_t)a->at;
	while (a->at < a->text.size) {
		enum text_class class = text_class_at(a->text, a->at, &c, &size);
		if (!goes_on(class))
			break;
		w->letters = w->letters && class != TEXT_DIGIT;
		a->at += put_cluster(a, a->at, c, size, class == TEXT_CAPITAL);
		if (class != TEXT_UNSEEN)
			w->end = (uint32_t)a->at;
	}
}

/* The word, or its parts with the whole beside the first. */
static void put_word(struct text_analyser *a)
{
	const struct word *w = &a->word;
	struct text_token like = { .start = w->start, .end = w->end, .position = a->position };
	size_t ends[TEXT_PARTS_MOST], start = 0;
	struct bytes whole = bytes_of(w->text, w->size);
	bool latin = a->language >= TEXT_ENGLISH && a->language <= TEXT_SPANISH && w->letters;
	size_t parts = latin ? text_parts(whole, w->capitals, ends) : 0;
	if (w->size == 0)
		return;
	chain_word(a, whole, &like, w->letters);
	for (size_t i = 0; i < parts; i++) {
		struct text_token part = { .start = w->from[start],
					   .end = ends[i] < w->size ? w->from[ends[i]] : w->end,
					   .position = a->position++ };
		text_put_word(a, bytes_of(w->text + start, ends[i] - start), &part, TEXT_FORM);
		start = ends[i];
	}
	if (parts == 0)
		a->position++;
	text_put_word(a, whole, &like, parts > 0 ? TEXT_ALSO : TEXT_FORM);
}

/* "'s" behind a word says whose it is, and is no word. */
static void skip_possessive(struct text_analyser *a)
{
	int32_t c;
	size_t size, at = a->at;
	if (at >= a->text.size || (a->text.data[at] != '\'' && a->text.data[at] < 0x80))
		return;
	at += text_decode(a->text, at, &c);
	if ((c != '\'' && c != 0x2019 && c != 0x02BC) || at >= a->text.size || (a->text.data[at] | 32) != 's')
		return;
	at++;
	if (at == a->text.size || !goes_on(text_class_at(a->text, at, &c, &size)))
		a->at = at;
}

/* ---- What is no word ---------------------------------------------------------- */

/* Whether a run of ideographs goes on behind a place: words do not part at the end of a
 * line. The place where it does. */
static bool run_goes_on(const struct text_analyser *a, size_t *at)
{
	int32_t c;
	size_t size, lines = 0;
	for (size_t i = *at; i < a->text.size && lines < 2; i += size) {
		enum text_class class = text_class_at(a->text, i, &c, &size);
		if (class == TEXT_IDEOGRAPH) {
			*at = i;
			return true;
		}
		if (class != TEXT_UNSEEN && c != '\n' && c != '\r')
			return false;
		lines += c == '\n';
	}
	return false;
}

/* A run of ideographs: each with the one behind it, the last alone. */
static void put_ideographs(struct text_analyser *a)
{
	uint8_t pair[2 * TEXT_FOLDED_MOST];
	struct text_token like = { .position = 0 };
	size_t before = 0, size;
	int32_t c;
	text_end_chain(a);
	while (run_goes_on(a, &a->at)) {
		text_class_at(a->text, a->at, &c, &size);
		uint32_t start = (uint32_t)a->at;
		a->at += size;
		size_t own = text_fold(&c, 1, pair + before);
		if (before > 0) {
			like.end = (uint32_t)a->at;
			text_put_plain(a, bytes_of(pair, before + own), &like);
		}
		memmove(pair, pair + before, own);
		before = own;
		like = (struct text_token){ .start = start, .end = (uint32_t)a->at, .position = a->position++ };
	}
	text_put_plain(a, bytes_of(pair, before), &like);
}

/* What parts words; an empty line in it is a gap. */
static void skip_break(struct text_analyser *a)
{
	int32_t c;
	size_t size, lines = 0;
	while (a->at < a->text.size) {
		enum text_class class = text_class_at(a->text, a->at, &c, &size);
		if (class != TEXT_BREAK && class != TEXT_UNSEEN && class != TEXT_MARK)
			break;
		if (c == '\n')
			lines++;
		else if (c != ' ' && c != '\t' && c != '\r' && lines < 2)
			lines = 0;
		a->at += size;
	}
	if (lines >= 2)
		a->position += TEXT_GAP;
}

void text_read(struct text_analyser *a)
{
	int32_t c;
	size_t size;
	if (a->text.data[a->at] == ' ') {
		a->at++;
		return;
	}
	if (letter_plain[a->text.data[a->at]] != 0 && take_plain(a)) {
		skip_possessive(a);
		return;
	}
	enum text_class class = text_class_at(a->text, a->at, &c, &size);
	if (class == TEXT_IDEOGRAPH) {
		put_ideographs(a);
	} else if (class == TEXT_BREAK || class == TEXT_MARK || class == TEXT_UNSEEN) {
		skip_break(a);
	} else {
		read_word(a);
		put_word(a);
		skip_possessive(a);
	}
}
