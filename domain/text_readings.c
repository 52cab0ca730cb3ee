/* What a word of a text may be of a name, beside what it is as it stands: in Russian,
 * another case of it; in Arabic, what stands behind a conjunction, a preposition or both.
 *
 * Endings and prefixes are those of the languages' grammars for nouns and adjectives, the
 * ones that names of states have. */
#include "domain/text_inside.h"

#define BASE_LEAST 4 /* bytes of what is left of a word */

/* ---- Russian ------------------------------------------------------------- */

/* Endings of the nominative, longer ones first; "ство" is cut at its last letter. */
static const char *const nominative[] = { "ая", "яя", "ый", "ий", "ой", "ое", "ые", "ие", "а", "я", "ы", "ь", "й" };
/* Endings of any case, shorter ones first: "Нигерии" is Nigeria and not Niger. */
static const char *const endings[] = { "а",  "я",   "ы",   "и",   "у",   "ю",   "е",   "о",  "ь",  "й",  "ая",
				       "яя", "ой",  "ей",  "ую",  "юю",  "ое",  "ый",  "ий", "ые", "ие", "ых",
				       "их", "ым",  "им",  "ом",  "ем",  "ов",  "ам",  "ах", "ью", "ия", "ию",
				       "ии", "ими", "ыми", "ами", "ями", "ого", "ому", "ием" };

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool ends_with(struct bytes word, const char *ending)
{
	size_t size = strlen(ending);
	return word.size >= size + BASE_LEAST && memcmp(word.data + word.size - size, ending, size) == 0;
}

static bool is_vowel_before(struct bytes word, size_t ending)
{
	static const char *const vowels[] = { "а", "е", "и", "о", "у", "э", "ю", "я" };
	for (size_t i = 0; i < COUNT(vowels); i++)
		if (memcmp(word.data + word.size - ending - 2, vowels[i], 2) == 0)
			return true;
	return false;
}

/* Bytes of the ending that a name's word declines by; -1 for one that is the same in
 * every case, as "Мали", "Конго", "Никарагуа". */
static int ending_of_name(struct bytes word)
{
	for (size_t i = 0; i < COUNT(nominative); i++)
		if (ends_with(word, nominative[i]))
			return strcmp(nominative[i], "а") == 0 && is_vowel_before(word, 2) ? -1
											   : (int)strlen(nominative[i]);
	if (ends_with(word, "ство"))
		return 2;
	static const char *const others[] = { "о", "е", "и", "у", "э", "ю" };
	for (size_t i = 0; i < COUNT(others); i++)
		if (word.size < 2 || memcmp(word.data + word.size - 2, others[i], 2) == 0)
			return -1;
	return word.size < BASE_LEAST ? -1 : 0;
}

static void add(struct text_readings *r, struct bytes head, struct bytes word, const char *tail)
{
	struct text_reading *out = &r->at[r->count];
	size_t size = head.size + word.size + strlen(tail);
	if (r->count == TEXT_READINGS_MOST || size > sizeof out->text)
		return;
	memcpy(out->text, head.data, head.size);
	memcpy(out->text + head.size, word.data, word.size);
	memcpy(out->text + head.size + word.size, tail, strlen(tail));
	out->size = (uint8_t)size;
	r->count++;
}

static const struct bytes no_head = { (const uint8_t *)"", 0 };

static void add_cases(struct text_readings *r, struct bytes word)
{
	if (word.size >= BASE_LEAST)
		add(r, no_head, word, TEXT_DECLINED);
	for (size_t i = 0; i < COUNT(endings); i++)
		if (ends_with(word, endings[i]))
			add(r, no_head, bytes_of(word.data, word.size - strlen(endings[i])), TEXT_DECLINED);
}

/* ---- Arabic ---------------------------------------------------------------- */

static bool begins_with(struct bytes word, const char *beginning, size_t left)
{
	size_t size = strlen(beginning);
	return word.size >= size + left && memcmp(word.data, beginning, size) == 0;
}

static struct bytes behind(struct bytes word, size_t size)
{
	return bytes_of(word.data + size, word.size - size);
}

/* The word without "to", "in", "like" or "for" before it; "for" takes the article's alef. */
static void add_behind_preposition(struct text_readings *r, struct bytes word)
{
	if (begins_with(word, "لل", BASE_LEAST))
		add(r, bytes_text("ا"), behind(word, 2), "");
	if (begins_with(word, "ل", BASE_LEAST) || begins_with(word, "ب", BASE_LEAST) ||
	    begins_with(word, "ك", BASE_LEAST))
		add(r, no_head, behind(word, 2), "");
}

static void add_behind(struct text_readings *r, struct bytes word)
{
	add_behind_preposition(r, word);
	if (!begins_with(word, "و", BASE_LEAST) && !begins_with(word, "ف", BASE_LEAST))
		return;
	add(r, no_head, behind(word, 2), "");
	add_behind_preposition(r, behind(word, 2));
}

/* ---- Both ------------------------------------------------------------------ */

void text_read_word(struct bytes word, bool first, struct text_readings *out)
{
	enum text_script script = text_script_of(word);
	out->count = 0;
	if (script == TEXT_CYRILLIC)
		add_cases(out, word);
	else if (script == TEXT_ARABIC_SCRIPT && first)
		add_behind(out, word);
}

void text_read_name(struct bytes word, struct text_reading *out)
{
	struct text_readings r = { .count = 0 };
	int ending = text_script_of(word) == TEXT_CYRILLIC ? ending_of_name(word) : -1;
	if (ending < 0)
		add(&r, no_head, word, "");
	else
		add(&r, no_head, bytes_of(word.data, word.size - (size_t)ending), TEXT_DECLINED);
	out->size = 0;
	if (r.count > 0)
		*out = r.at[0];
}
