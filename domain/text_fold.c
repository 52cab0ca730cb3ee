#include "domain/text_fold.h"

#include <utf8proc.h>

#include "base/ascii.h"

#define PARTS_MOST 20 /* no character becomes more than 18 */

/* Marks that a letter is written with and not without. */
static bool stays(int32_t base, int32_t mark)
{
	utf8proc_category_t category = utf8proc_category(mark);
	if (category != UTF8PROC_CATEGORY_MN && category != UTF8PROC_CATEGORY_ME)
		return true;
	if (mark >= 0x0300 && mark <= 0x036F)
		return mark == 0x0306 && (base == 0x0438 || base == 0x0423 || base == 0x0443); /* i and u of Cyrillic */
	return !(mark >= 0x064B && mark <= 0x065F) && mark != 0x0670 && !(mark >= 0x0610 && mark <= 0x061A) &&
	       !(mark >= 0x06D6 && mark <= 0x06ED) && !(mark >= 0x0591 && mark <= 0x05C7);
}

static bool is_word(int32_t c)
{
	utf8proc_category_t category = utf8proc_category(c);
	return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO) && c != 0x0640;
}

/* Letters that Unicode does not take apart, and the way they are typed without. */
static const struct {
	int32_t c;
	const char *plain;
} plain_letters[] = {
	{ 0x00E6, "ae" }, { 0x00F8, "o" }, { 0x0111, "d" },  { 0x0127, "h" },
	{ 0x0131, "i" },  { 0x0142, "l" }, { 0x0153, "oe" },
};

/* One sort of alef, of yeh, of kaf and of heh, as Arabic is searched for, and one of digits. */
static int32_t plain_arabic(int32_t c)
{
	static const int32_t others[][2] = { { 0x0671, 0x0627 }, { 0x0649, 0x064A }, { 0x06CC, 0x064A },
					     { 0x06A9, 0x0643 }, { 0x0629, 0x0647 }, { 0x06C1, 0x0647 } };
	if ((c >= 0x0660 && c <= 0x0669) || (c >= 0x06F0 && c <= 0x06F9))
		return '0' + (c & 0xF);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (others[i][0] == c)
			return others[i][1];
	return c;
}

static size_t put_plain(int32_t c, uint8_t *out)
{
	for (size_t i = 0; i < sizeof plain_letters / sizeof *plain_letters; i++)
		if (plain_letters[i].c == c)
			return (size_t)(stpcpy((char *)out, plain_letters[i].plain) - (char *)out);
	return (size_t)utf8proc_encode_char(plain_arabic(c), out);
}

/* Takes a character apart behind what is there; how many there are then. */
static size_t take_apart(int32_t c, int32_t *parts, size_t count)
{
	int32_t own[PARTS_MOST];
	int boundary = 0;
	utf8proc_ssize_t made = utf8proc_decompose_char(
		c, own, PARTS_MOST, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE,
		&boundary);
	for (utf8proc_ssize_t i = 0; i < made && i < PARTS_MOST; i++)
		if (is_word(own[i]) && stays(count == 0 ? 0 : parts[count - 1], own[i]))
			parts[count++] = own[i];
	return count;
}

size_t text_fold(const int32_t *characters, size_t count, uint8_t *out)
{
	int32_t parts[TEXT_CLUSTER_MOST * PARTS_MOST];
	size_t kept = 0, size = 0;
	for (size_t i = 0; i < count && i < TEXT_CLUSTER_MOST; i++)
		kept = take_apart(characters[i], parts, kept);
	utf8proc_ssize_t made =
		utf8proc_normalize_utf32(parts, (utf8proc_ssize_t)kept, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	for (utf8proc_ssize_t i = 0; i < made; i++)
		size += put_plain(parts[i], out + size);
	return size;
}

static bool is_ideograph(int32_t c)
{
	return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x3041 && c <= 0x30FF && c != 0x30FB) ||
	       (c >= 0x3005 && c <= 0x3007) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

static enum text_class class_of(int32_t c)
{
	if (is_ideograph(c))
		return TEXT_IDEOGRAPH;
	if (c == 0x0640)
		return TEXT_UNSEEN;
	if (c >= 0x02B9 && c <= 0x02BF) /* apostrophes that Unicode has as letters */
		return TEXT_BREAK;
	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LT:
		return TEXT_CAPITAL;
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
		return TEXT_LETTER;
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return TEXT_DIGIT;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return TEXT_MARK;
	case UTF8PROC_CATEGORY_CF:
		return TEXT_UNSEEN;
	default:
		return TEXT_BREAK;
	}
}

size_t text_decode(struct bytes text, size_t at, int32_t *c)
{
	if (text.data[at] < 0x80) {
		*c = text.data[at];
		return 1;
	}
	utf8proc_ssize_t size = utf8proc_iterate(text.data + at, (utf8proc_ssize_t)(text.size - at), c);
	if (size > 0)
		return (size_t)size;
	*c = 0xFFFD;
	return 1;
}

enum text_class text_class_at(struct bytes text, size_t at, int32_t *c, size_t *size)
{
	*size = text_decode(text, at, c);
	if (*c >= 0x80)
		return class_of(*c);
	if (is_small(*c))
		return TEXT_LETTER;
	return is_capital(*c) ? TEXT_CAPITAL : is_digit(*c) ? TEXT_DIGIT : TEXT_BREAK;
}
