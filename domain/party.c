#include "domain/party.h"

#include <assert.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define KEY_SIZE 96 /* of the longest name, folded, with its NUL */
#define ROWS_MOST 1024

/* A name as it is compared: lower-case ASCII words with one space between them. */
struct key {
	char text[KEY_SIZE];
	size_t size;
	bool small; /* whether a letter of it was printed small */
	bool led;   /* whether a "the" before it was left out */
};

static const struct party_name *order[ROWS_MOST]; /* rows by folded name */
static size_t order_count;
static pthread_once_t order_once = PTHREAD_ONCE_INIT;

/* Base letters of U+00C0 to U+017F. */
static const char base_letters[] = "AAAAAAACEEEEIIIIDNOOOOO*OUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty"
				   "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiJjJjKkkLlLlLlL"
				   "lLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

/* One code point of well-formed UTF-8; a byte that begins none stands for itself. */
static uint32_t next_letter(const unsigned char **at)
{
	const unsigned char *p = *at;
	int more = p[0] >= 0xF0 ? 3 : p[0] >= 0xE0 ? 2 : p[0] >= 0xC2 ? 1 : 0;
	uint32_t c = more == 0 ? p[0] : p[0] & (0x3Fu >> more);
	for (int i = 1; i <= more; i++) {
		if ((p[i] & 0xC0) != 0x80) {
			*at = p + 1;
			return p[0];
		}
		c = c << 6 | (p[i] & 0x3Fu);
	}
	*at = p + 1 + more;
	return c;
}

static bool is_dropped(uint32_t c)
{
	return c == '.' || c == '\'' || c == '`' || c == 0xB4 || c == 0x2BC || c == 0x2018 || c == 0x2019 ||
	       (c >= 0x300 && c <= 0x36F);
}

static bool is_space(uint32_t c)
{
	return (c < 0x80 && c != 0 && strchr(" \t\r\n\v\f-(),", (int)c) != NULL) || c == 0xA0 ||
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

/* Puts a letter after the white space before it; false for what no name holds. */
static bool put_letter(struct key *key, uint32_t c, bool apart)
{
	if (c >= 0xC0 && c <= 0x17F)
		c = (unsigned char)base_letters[c - 0xC0];
	bool small = c >= 'a' && c <= 'z', capital = c >= 'A' && c <= 'Z';
	if (!small && !capital)
		return false;
	key->small |= small;
	if (apart && !key->led && key->size == 3 && memcmp(key->text, "the", 3) == 0)
		*key = (struct key){ .small = small, .led = true };
	else if (apart && key->size > 0 && !put(key, ' '))
		return false;
	return put(key, (char)(capital ? c - 'A' + 'a' : c));
}

static bool fold(const char *printed, struct key *key)
{
	*key = (struct key){ .size = 0 };
	bool apart = false;
	for (const unsigned char *p = (const unsigned char *)printed; *p != '\0';) {
		uint32_t c = next_letter(&p);
		if (is_dropped(c))
			continue;
		if (is_space(c)) {
			apart = true;
			continue;
		}
		if (!put_letter(key, c, apart))
			return false;
		apart = false;
	}
	return key->size > 0;
}

static int compare_rows(const void *a, const void *b)
{
	struct key x, y;
	const struct party_name *const *left = a, *const *right = b;
	bool folded = fold((*left)->name, &x) && fold((*right)->name, &y);
	assert(folded);
	(void)folded;
	return strcmp(x.text, y.text);
}

static int compare_key(const void *key, const void *row)
{
	struct key y;
	const struct key *x = key;
	const struct party_name *const *right = row;
	return fold((*right)->name, &y) ? strcmp(x->text, y.text) : 1;
}

static void sort_rows(void)
{
	const struct party_name *rows = party_rows(&order_count);
	assert(order_count <= ROWS_MOST);
	for (size_t i = 0; i < order_count; i++)
		order[i] = &rows[i];
	qsort(order, order_count, sizeof *order, compare_rows);
}

static bool is_acronym(const char *name)
{
	struct key key;
	return fold(name, &key) && !key.small;
}

const char *party_of(const char *printed)
{
	struct key key;
	if (!fold(printed, &key))
		return NULL;
	pthread_once(&order_once, sort_rows);
	const struct party_name *const *hit = bsearch(&key, order, order_count, sizeof *order, compare_key);
	if (hit == NULL || (key.small && is_acronym((*hit)->name)))
		return NULL;
	return (*hit)->id;
}

const char *party_title(const char *id)
{
	size_t count;
	const struct party_name *rows = party_rows(&count);
	for (size_t i = 0; i < count; i++)
		if (strcmp(rows[i].id, id) == 0)
			return rows[i].name;
	return NULL;
}
