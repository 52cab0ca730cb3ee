#include "domain/roman.h"

#include <stddef.h>

#include "domain/letters.h"

#define CYRILLIC 0x430
#define ARABIC 0x621

/* From "а" to "ө". */
static const char *const cyrillic[] = {
	"a",
	"b",
	"v",
	"g",
	"d",
	"e",
	"zh",
	"z",
	"i",
	"j",
	"k",
	"l",
	"m",
	"n",
	"o",
	"p",
	"r",
	"s",
	"t",
	"u",
	"f",
	"x",
	"cz",
	"ch",
	"sh",
	"shh",
	"",
	"y",
	"",
	"e",
	"yu",
	"ya",
	[0x451 - CYRILLIC] = "yo",
	[0x453 - CYRILLIC] = "g",
	[0x454 - CYRILLIC] = "ye",
	[0x455 - CYRILLIC] = "z",
	[0x456 - CYRILLIC] = "i",
	[0x457 - CYRILLIC] = "yi",
	[0x458 - CYRILLIC] = "j",
	[0x459 - CYRILLIC] = "l",
	[0x45A - CYRILLIC] = "n",
	[0x45C - CYRILLIC] = "k",
	[0x45E - CYRILLIC] = "u",
	[0x45F - CYRILLIC] = "dh",
	[0x463 - CYRILLIC] = "ye",
	[0x491 - CYRILLIC] = "g",
	/* of Kazakh and its neighbours */
	[0x493 - CYRILLIC] = "g",
	[0x49B - CYRILLIC] = "k",
	[0x4A3 - CYRILLIC] = "n",
	[0x4AF - CYRILLIC] = "u",
	[0x4B1 - CYRILLIC] = "u",
	[0x4BB - CYRILLIC] = "h",
	[0x4D9 - CYRILLIC] = "a",
	[0x4E9 - CYRILLIC] = "o",
};

/* From "ء" to "ی". */
static const char *const arabic[] = {
	[0x621 - ARABIC] = "",  [0x622 - ARABIC] = "a",  [0x623 - ARABIC] = "a",  [0x624 - ARABIC] = "w",
	[0x625 - ARABIC] = "i", [0x626 - ARABIC] = "y",  [0x627 - ARABIC] = "a",  [0x628 - ARABIC] = "b",
	[0x629 - ARABIC] = "h", [0x62A - ARABIC] = "t",  [0x62B - ARABIC] = "th", [0x62C - ARABIC] = "j",
	[0x62D - ARABIC] = "h", [0x62E - ARABIC] = "kh", [0x62F - ARABIC] = "d",  [0x630 - ARABIC] = "dh",
	[0x631 - ARABIC] = "r", [0x632 - ARABIC] = "z",  [0x633 - ARABIC] = "s",  [0x634 - ARABIC] = "sh",
	[0x635 - ARABIC] = "s", [0x636 - ARABIC] = "d",  [0x637 - ARABIC] = "t",  [0x638 - ARABIC] = "z",
	[0x639 - ARABIC] = "",  [0x63A - ARABIC] = "gh", [0x641 - ARABIC] = "f",  [0x642 - ARABIC] = "q",
	[0x643 - ARABIC] = "k", [0x644 - ARABIC] = "l",  [0x645 - ARABIC] = "m",  [0x646 - ARABIC] = "n",
	[0x647 - ARABIC] = "h", [0x648 - ARABIC] = "w",  [0x649 - ARABIC] = "a",  [0x64A - ARABIC] = "y",
	[0x67E - ARABIC] = "p", [0x686 - ARABIC] = "ch", [0x698 - ARABIC] = "zh", [0x6A9 - ARABIC] = "k",
	[0x6AF - ARABIC] = "g", [0x6CC - ARABIC] = "y",
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

const char *roman_letter(uint32_t c)
{
	if (c < 0x400)
		return NULL;
	c = letter_fold(c);
	if (c >= CYRILLIC && c - CYRILLIC < COUNT(cyrillic))
		return cyrillic[c - CYRILLIC];
	return c >= ARABIC && c - ARABIC < COUNT(arabic) ? arabic[c - ARABIC] : NULL;
}
