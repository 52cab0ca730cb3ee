#include "domain/letters.h"

#include "base/bytes.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Past ASCII, ascending; what stands in no row is a letter. */
static const struct {
	uint32_t first, last;
	enum letter_class class;
} classes[] = {
	{ 0x0080, 0x009F, LETTER_MARK },   { 0x00A0, 0x00A0, LETTER_SPACE },   { 0x00A1, 0x00A9, LETTER_MARK },
	{ 0x00AB, 0x00AC, LETTER_MARK },   { 0x00AD, 0x00AD, LETTER_UNSEEN },  { 0x00AE, 0x00B1, LETTER_MARK },
	{ 0x00B4, 0x00B4, LETTER_MARK },   { 0x00B6, 0x00B8, LETTER_MARK },    { 0x00BB, 0x00BB, LETTER_MARK },
	{ 0x00BF, 0x00BF, LETTER_MARK },   { 0x00D7, 0x00D7, LETTER_MARK },    { 0x00F7, 0x00F7, LETTER_MARK },
	{ 0x037E, 0x037E, LETTER_MARK },   { 0x0387, 0x0387, LETTER_MARK },    { 0x055A, 0x055F, LETTER_MARK },
	{ 0x0589, 0x058A, LETTER_MARK },   { 0x05BE, 0x05BE, LETTER_MARK },    { 0x060C, 0x060D, LETTER_MARK },
	{ 0x061B, 0x061B, LETTER_MARK },   { 0x061C, 0x061C, LETTER_UNSEEN },  { 0x061D, 0x061F, LETTER_MARK },
	{ 0x0640, 0x0640, LETTER_UNSEEN }, { 0x064B, 0x0652, LETTER_UNSEEN },  { 0x066A, 0x066D, LETTER_MARK },
	{ 0x0670, 0x0670, LETTER_UNSEEN }, { 0x06D4, 0x06D4, LETTER_MARK },    { 0x1680, 0x1680, LETTER_SPACE },
	{ 0x2000, 0x200A, LETTER_SPACE },  { 0x200B, 0x200F, LETTER_UNSEEN },  { 0x2010, 0x2027, LETTER_MARK },
	{ 0x2028, 0x2029, LETTER_SPACE },  { 0x202A, 0x202E, LETTER_UNSEEN },  { 0x202F, 0x202F, LETTER_SPACE },
	{ 0x2030, 0x205E, LETTER_MARK },   { 0x205F, 0x205F, LETTER_SPACE },   { 0x2060, 0x206F, LETTER_UNSEEN },
	{ 0x20A0, 0x20CF, LETTER_MARK },   { 0x2190, 0x2BFF, LETTER_MARK },    { 0x3000, 0x3000, LETTER_SPACE },
	{ 0x3001, 0x3004, LETTER_MARK },   { 0x3008, 0x3020, LETTER_MARK },    { 0x3040, 0x30FF, LETTER_ALONE },
	{ 0x3400, 0x4DBF, LETTER_ALONE },  { 0x4E00, 0x9FFF, LETTER_ALONE },   { 0xF900, 0xFAFF, LETTER_ALONE },
	{ 0xFE00, 0xFE0F, LETTER_UNSEEN }, { 0xFE10, 0xFE1F, LETTER_MARK },    { 0xFE30, 0xFE6F, LETTER_MARK },
	{ 0xFEFF, 0xFEFF, LETTER_UNSEEN }, { 0xFF01, 0xFF0F, LETTER_MARK },    { 0xFF1A, 0xFF20, LETTER_MARK },
	{ 0xFF3B, 0xFF40, LETTER_MARK },   { 0xFF5B, 0xFF65, LETTER_MARK },    { 0xFFF9, 0xFFFD, LETTER_MARK },
	{ 0x1F000, 0x1FAFF, LETTER_MARK }, { 0x20000, 0x3FFFF, LETTER_ALONE }, { 0xE0000, 0xE01EF, LETTER_UNSEEN },
};

/* Past ASCII, ascending: every step-th character from first becomes itself + by. */
static const struct {
	uint32_t first, last, step;
	int32_t by;
} folds[] = {
	{ 0x00C0, 0x00D6, 1, 32 }, { 0x00D8, 0x00DE, 1, 32 }, { 0x0100, 0x012E, 2, 1 },    { 0x0132, 0x0136, 2, 1 },
	{ 0x0139, 0x0147, 2, 1 },  { 0x014A, 0x0176, 2, 1 },  { 0x0178, 0x0178, 1, -121 }, { 0x0179, 0x017D, 2, 1 },
	{ 0x0386, 0x0386, 1, 38 }, { 0x0388, 0x038A, 1, 37 }, { 0x038C, 0x038C, 1, 64 },   { 0x038E, 0x038F, 1, 63 },
	{ 0x0391, 0x03A1, 1, 32 }, { 0x03A3, 0x03AB, 1, 32 }, { 0x03C2, 0x03C2, 1, 1 },    { 0x0400, 0x040F, 1, 80 },
	{ 0x0410, 0x042F, 1, 32 }, { 0x0460, 0x0480, 2, 1 },  { 0x048A, 0x04BE, 2, 1 },    { 0x04C0, 0x04C0, 1, 15 },
	{ 0x04C1, 0x04CD, 2, 1 },  { 0x04D0, 0x052E, 2, 1 },  { 0x0531, 0x0556, 1, 48 },   { 0x1E00, 0x1E94, 2, 1 },
	{ 0x1EA0, 0x1EFE, 2, 1 },  { 0xFF21, 0xFF3A, 1, 32 },
};

const uint8_t letter_plain[256] = {
	['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6', ['7'] = '7',
	['8'] = '8', ['9'] = '9', ['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd', ['E'] = 'e', ['F'] = 'f',
	['G'] = 'g', ['H'] = 'h', ['I'] = 'i', ['J'] = 'j', ['K'] = 'k', ['L'] = 'l', ['M'] = 'm', ['N'] = 'n',
	['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r', ['S'] = 's', ['T'] = 't', ['U'] = 'u', ['V'] = 'v',
	['W'] = 'w', ['X'] = 'x', ['Y'] = 'y', ['Z'] = 'z', ['a'] = 'a', ['b'] = 'b', ['c'] = 'c', ['d'] = 'd',
	['e'] = 'e', ['f'] = 'f', ['g'] = 'g', ['h'] = 'h', ['i'] = 'i', ['j'] = 'j', ['k'] = 'k', ['l'] = 'l',
	['m'] = 'm', ['n'] = 'n', ['o'] = 'o', ['p'] = 'p', ['q'] = 'q', ['r'] = 'r', ['s'] = 's', ['t'] = 't',
	['u'] = 'u', ['v'] = 'v', ['w'] = 'w', ['x'] = 'x', ['y'] = 'y', ['z'] = 'z',
};

static enum letter_class class_of_ascii(uint32_t c)
{
	if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
		return LETTER_WORD;
	return c == ' ' || (c >= '\t' && c <= '\r') ? LETTER_SPACE : LETTER_MARK;
}

enum letter_class letter_class(uint32_t c)
{
	if (c < 0x80)
		return class_of_ascii(c);
	size_t low = 0, high = COUNT(classes);
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (classes[middle].last < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low < COUNT(classes) && classes[low].first <= c ? classes[low].class : LETTER_WORD;
}

uint32_t letter_fold(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	for (size_t i = 0; i < COUNT(folds) && folds[i].first <= c; i++)
		if (c <= folds[i].last && (c - folds[i].first) % folds[i].step == 0)
			return (uint32_t)((int32_t)c + folds[i].by);
	return c;
}

/* Base letters of U+00C0 to U+024F, and of U+1E00 to U+1EFF. */
static const char base_latin[] = "AAAAAAACEEEEIIIIDNOOOOO*OUUUUYTsaaaaaaaceeeeiiiidnooooo*ouuuuyty"
				 "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiJjJjKkkLlLlLlL"
				 "lLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs"
				 "bB*******DD****A*Ff****IKkl**Nn*Oo*************Uu****Zz*********"
				 "****DDdLLlNNnAaIiOoUuUuUuUuUu*AaAa****GgKkOoOo**jDDdGg**NnAa****"
				 "AaAaEeEeIiIiOoOoRrRrUuUuSsTt**Hh******AaEeOoOoOoOoYy******ACcLT*"
				 "***BU*EeJj******";
static const char base_additional[] = "AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMm"
				      "MmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVv"
				      "WwWwWwWwWwXxXxYyZzZzZzhtwyas**S*AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe"
				      "EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUuUuYyYyYyYy******";

char letter_base(uint32_t c)
{
	char base = '*';
	if (c < 0x80)
		base = letter_class(c) == LETTER_WORD ? (char)c : '*';
	else if (c >= 0xC0 && c - 0xC0 < sizeof base_latin - 1)
		base = base_latin[c - 0xC0];
	else if (c >= 0x1E00 && c - 0x1E00 < sizeof base_additional - 1)
		base = base_additional[c - 0x1E00];
	return base == '*' ? '\0' : base;
}
