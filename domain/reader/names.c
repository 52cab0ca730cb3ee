/* Names of persons in labels, words of offices, and names of parties in running words. */
#include "base/ascii.h"
#include "domain/reader/titles.h"

#include <pthread.h>
#include <string.h>

#include "domain/party.h"
#include "domain/text_hash.h"

#define NAME_BYTES 80
#define NAME_WORDS 9
#define PARTY_WORDS 10 /* of a party's name */
#define PARTY_BYTES 160

/* What a title and no name may be followed by: an address to somebody, or the name of
 * a body. */
static const char *const not_names[] = {
	"President",   "Vice-President", "Chairman",  "Chair",      "Chairperson", "Secretary-General",
	"Speaker",     "Moderator",      "Minister",  "Assembly",   "Council",     "Committee",
	"Debate",      "Secretariat",    "Agreement", "Ambassador", "Excellency",  "Rapporteur",
	"Foreign",     "Prime",          "Vice",      "Secretary",  "Chairwoman",  "Co-Chair",
	"Co-Chairman",
};

/* Words of a name that begin small. */
static const char *const particles[] = {
	"de",   "da",   "do",   "dos",  "das",  "du", "del",  "della", "di",  "van", "von",       "der",
	"den",  "des",  "zu",   "ter",  "ten",  "al", "el",   "ul",    "ur",  "bin", "ibn",       "ben",
	"bint", "la",   "las",  "le",   "los",  "y",  "e",    "of",    "af",  "op",  "und",       "abu",
	"ogly", "oglu", "kyzy", "qizi", "uulu", "ag", "ould", "mint",  "dit", "al-", "el-",       "d",
	"i",    "st.",  "san",  "'t",   "'s",   "lo", "mac",  "nic",   "ap",  "wa",  "n\xC3\xAD",
};

static const char *const offices[] = {
	"secretary",  "envoy",     "representative", "coordinator",  "commissioner",  "director",
	"president",  "minister",  "chair",          "chairman",     "chairperson",   "rapporteur",
	"prosecutor", "judge",     "adviser",        "advisor",      "executive",     "observer",
	"head",       "commander", "registrar",      "ombudsperson", "administrator", "expert",
	"counsel",    "moderator", "mediator",       "facilitator",  "delegate",      "chief",
};

/* Lists that a word may be in. */
enum { NOT_NAMES = 1, PARTICLES = 2 };

static struct word_table lists;

static void lists_make(void)
{
	for (size_t k = 0; k < sizeof not_names / sizeof *not_names; k++)
		word_table_add(&lists, not_names[k], NOT_NAMES);
	for (size_t k = 0; k < sizeof particles / sizeof *particles; k++)
		word_table_add(&lists, particles[k], PARTICLES);
}

/* Whether a word may be one of a list: by its hash most are told to be in none. */
static bool may_be_one(const char *text, size_t size, uint32_t list)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, lists_make);
	return (word_table_bits(&lists, text_hash(text, size)) & list) != 0;
}

static bool is_particle(const char *word, size_t size)
{
	if (!may_be_one(word, size, PARTICLES))
		return false;
	for (size_t k = 0; k < sizeof particles / sizeof *particles; k++) {
		if (strlen(particles[k]) == size && memcmp(particles[k], word, size) == 0)
			return true;
	}
	return false;
}

static bool is_name_byte(char c)
{
	return is_letter(c) || (unsigned char)c >= 0x80 || c == '.' || c == '-' || c == '\'' || c == '`';
}

/* Whether a word's byte stands behind an apostrophe or a hyphen: "d'Odd", "al-Odd". */
static bool is_behind_mark(const char *word, size_t i)
{
	return word[i - 1] == '-' || word[i - 1] == '\'' ||
	       (i > 2 && memcmp(word + i - 3, "\xE2\x80\x99", 3) == 0); /* the other apostrophe */
}

/* Whether a word has a capital, or a letter past ASCII where one may stand. */
static bool has_capital(const char *word, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		bool begins = i == 0 || is_behind_mark(word, i);
		if ((is_capital(word[i]) && (begins || i < 4)) || (begins && (unsigned char)word[i] >= 0x80))
			return true;
	}
	return false;
}

/* A word that no name begins with, also in capitals: "MR. PRESIDENT". */
static bool is_address(const char *word, size_t size)
{
	if (!may_be_one(word, size, NOT_NAMES))
		return false;
	for (size_t k = 0; k < sizeof not_names / sizeof *not_names; k++) {
		const char *other = not_names[k];
		if (other[0] == word[0] && strlen(other) == size && text_equal(word, size, other, size))
			return true;
	}
	return false;
}

size_t person_name_end(const char *text, size_t size)
{
	size_t end = 0, words = 0;
	bool capital = false;
	for (size_t i = 0; i < size && i < NAME_BYTES && words < NAME_WORDS; words++) {
		size_t start = i;
		while (i < size && is_name_byte(text[i]))
			i++;
		bool named = i > start && has_capital(text + start, i - start);
		if (!named && !is_particle(text + start, i - start))
			break;
		if (words == 0 && is_address(text, i))
			return 0;
		capital = capital || named;
		end = i;
		while (i < size && text[i] == ' ')
			i++;
	}
	if (capital && end + 5 <= size && (memcmp(text + end, ", Jr.", 5) == 0 || memcmp(text + end, ", Sr.", 5) == 0))
		end += 5;
	return capital ? end : 0;
}

bool words_are_office(const char *text, size_t size)
{
	for (size_t i = 0; i < size;) {
		size_t end = i;
		while (end < size && text[end] != ' ' && text[end] != '-' && text[end] != ',')
			end++;
		for (size_t k = 0; k < sizeof offices / sizeof *offices; k++) {
			if (text_is(text + i, end - i, offices[k]))
				return true;
		}
		i = end + 1;
	}
	return false;
}

size_t party_named_at(const struct words *w, size_t i, const char **id)
{
	char name[PARTY_BYTES];
	size_t left = w->at[i].last - i;
	for (size_t n = left < PARTY_WORDS ? left : PARTY_WORDS; n > 0; n--) {
		size_t last = i + n - 1, size = w->at[last].end - w->at[i].start;
		if ((w->at[last].kind == WORD_MARK && !word_is_mark(w, last, ')')) || size >= sizeof name)
			continue;
		memcpy(name, w->text + w->at[i].start, size);
		name[size] = '\0';
		*id = party_of(name);
		if (*id != NULL)
			return n;
	}
	return 0;
}
