/* Notes of language in brackets: "(spoke in French)". */
#include "domain/reader/titles.h"

#include <string.h>

#include "domain/scan.h"
#include "domain/text_hash.h"

#define OFFICIAL 6 /* languages, the first of the table */

static const struct {
	const char *name, *code;
} languages[] = {
	{ "Arabic", "ar" },         { "Chinese", "zh" },      { "English", "en" },
	{ "French", "fr" },         { "Russian", "ru" },      { "Spanish", "es" },
	{ "German", "de" },         { "Portuguese", "pt" },   { "Italian", "it" },
	{ "Persian", "fa" },        { "Farsi", "fa" },        { "Dari", "prs" },
	{ "Pashto", "ps" },         { "Turkish", "tr" },      { "Kazakh", "kk" },
	{ "Japanese", "ja" },       { "Ukrainian", "uk" },    { "Hebrew", "he" },
	{ "Hindi", "hi" },          { "Bengali", "bn" },      { "Bangla", "bn" },
	{ "Urdu", "ur" },           { "Nepali", "ne" },       { "Sinhala", "si" },
	{ "Tamil", "ta" },          { "Korean", "ko" },       { "Vietnamese", "vi" },
	{ "Mongolian", "mn" },      { "Thai", "th" },         { "Lao", "lo" },
	{ "Khmer", "km" },          { "Burmese", "my" },      { "Malay", "ms" },
	{ "Indonesian", "id" },     { "Polish", "pl" },       { "Czech", "cs" },
	{ "Slovak", "sk" },         { "Slovene", "sl" },      { "Slovenian", "sl" },
	{ "Hungarian", "hu" },      { "Romanian", "ro" },     { "Moldovan", "ro" },
	{ "Bulgarian", "bg" },      { "Greek", "el" },        { "Serbian", "sr" },
	{ "Serbo-Croatian", "sh" }, { "Croatian", "hr" },     { "Bosnian", "bs" },
	{ "Macedonian", "mk" },     { "Albanian", "sq" },     { "Georgian", "ka" },
	{ "Armenian", "hy" },       { "Azerbaijani", "az" },  { "Azeri", "az" },
	{ "Turkmen", "tk" },        { "Uzbek", "uz" },        { "Tajik", "tg" },
	{ "Kyrgyz", "ky" },         { "Swahili", "sw" },      { "Kiswahili", "sw" },
	{ "Somali", "so" },         { "Amharic", "am" },      { "Tigrinya", "ti" },
	{ "Malagasy", "mg" },       { "Dutch", "nl" },        { "Danish", "da" },
	{ "Norwegian", "no" },      { "Swedish", "sv" },      { "Finnish", "fi" },
	{ "Icelandic", "is" },      { "Estonian", "et" },     { "Latvian", "lv" },
	{ "Lithuanian", "lt" },     { "Maltese", "mt" },      { "Irish", "ga" },
	{ "Welsh", "cy" },          { "Catalan", "ca" },      { "Quechua", "qu" },
	{ "Aymara", "ay" },         { "Guarani", "gn" },      { "Creole", "ht" },
	{ "Haitian Creole", "ht" }, { "Tetum", "tet" },       { "Samoan", "sm" },
	{ "Tongan", "to" },         { "Maori", "mi" },        { "Fijian", "fj" },
	{ "Latin", "la" },          { "Byelorussian", "be" }, { "Belarusian", "be" },
};

static const char *const notes[] = {
	"spoke in ",
	"speaking in ",
	"interpretation from ",
	"interpreted from ",
	"translated from ",
	"translation from ",
	"continued in ",
	"resumed in ",
	"original: ",
	"spoke partly in ",
	"speech in ",
	"interpretation of ",
	"text furnished in ",
	"in ",
};

/* Whether a language's name is printed, divided at a line's end or not. */
static bool is_language(const char *text, size_t size, const char *name)
{
	size_t i = 0;
	for (; *name != '\0'; name++, i++) {
		while (i < size && text[i] == '-' && *name != '-')
			i++;
		if (i >= size || (text[i] | 0x20) != (*name | 0x20))
			return false;
	}
	return i == size;
}

/* The code of a language's name; NULL where there is none. */
static const char *code_of(const char *name, size_t size)
{
	for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
		if (is_language(name, size, languages[i].name))
			return languages[i].code;
	}
	return NULL;
}

/* The same of one of the Organization's languages with a letter that a scan spoiled,
 * "Prench"; "" where there is none. */
static const char *code_near(const char *name, size_t size)
{
	unsigned faults;
	for (size_t i = 0; i < OFFICIAL; i++) {
		if (scan_match(name, size, languages[i].name, 1, &faults) == size)
			return languages[i].code;
	}
	return "";
}

bool language_note_is(const char *text, size_t size, const char **code)
{
	bool closed = size > 5 && (text[0] == '(' ? text[size - 1] == ')' : text[0] == '[' && text[size - 1] == ']');
	if (!closed)
		return false;
	const char *end = text + size - 1;
	text += 1 + strspn(text + 1, " ");
	while (end > text && end[-1] == ' ')
		end--;
	size = (size_t)(end - text);
	for (size_t k = 0; k < sizeof notes / sizeof *notes; k++) {
		size_t n = strlen(notes[k]) - 1; /* a blank behind it may be lost: "spoke inArabic" */
		if (n + 1 >= size || !text_equal(text, n, notes[k], n))
			continue;
		const char *name = text + n + (text[n] == ' ');
		size_t left = (size_t)(end - name), length = 0;
		while (length < left && name[length] != ';' && name[length] != ',')
			length++;
		const char *known = code_of(name, length);
		if (known == NULL && text[n] != ' ')
			continue;
		*code = known != NULL ? known : n > 2 ? code_near(name, length) : "";
		return known != NULL || (n > 2 && length > 2 && length < 24); /* "in " asks for one that is known */
	}
	return false;
}
