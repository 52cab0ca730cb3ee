#include "domain/reader/titles.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

#include "base/ascii.h"
#include "domain/words.h"

/* Titles before a name, as the records of the United Nations print them. */
static const char *const titles[] = {
	"Mr.",
	"Mr",
	"Mr,", /* as scans read the stop, and where they part letters */
	"Mr .",
	"M r.",
	"Mrs,",
	"Ms,",
	"Dr,",
	"Mrs.",
	"Mrs",
	"Ms.",
	"Ms",
	"Miss",
	"Mme.",
	"Mme",
	"Dr.",
	"Dr",
	"Madam",
	"Madame",
	"Mlle",
	"M.",
	"Sr.",
	"Sra.",
	"Prof.",
	"Professor",
	"Sir",
	"Sir.",
	"Hon.",
	"Honourable",
	"Right Honourable",
	"The Honourable",
	"The Hon.",
	"The Right Honourable",
	"Dr. the Honourable",
	"H.R.H.",
	"HRH",
	"H.H.",
	"H.M.",
	"Dame",
	"Lord",
	"Lady",
	"Baroness",
	"Baron",
	"Earl",
	"Marquess",
	"Marquis",
	"Countess",
	"Viscountess",
	"Duchess",
	"Maharaja",
	"Raja",
	"Rajkumari",
	"Nawab",
	"Count",
	"Viscount",
	"Duke",
	"Grand Duke",
	"Archduke",
	"Prince",
	"Princess",
	"Crown Prince",
	"Crown Princess",
	"King",
	"Queen",
	"Emperor",
	"Empress",
	"Emir",
	"Amir",
	"Sultan",
	"Sheikh",
	"Sheikha",
	"Sheik",
	"Shaikh",
	"Shaikha",
	"Sayyid",
	"Sayyida",
	"Begum",
	"Monsignor",
	"Msgr.",
	"Mgr.",
	"Archbishop",
	"Metropolitan",
	"Patriarch",
	"His Beatitude",
	"His Beatitude Patriarch",
	"His Eminence Cardinal",
	"His Eminence Archbishop",
	"Bishop",
	"Cardinal",
	"Father",
	"Brother",
	"Sister",
	"Reverend",
	"Rev.",
	"Pope",
	"Rabbi",
	"Imam",
	"Ayatollah",
	"General",
	"Lieutenant General",
	"Lieutenant-General",
	"Lt. Gen.",
	"Lt.-Gen.",
	"Lt. Col.",
	"Lt.-Col.",
	"Maj.-Gen.",
	"Brig. Gen.",
	"Brig.-Gen.",
	"Maj.",
	"Capt.",
	"Adm.",
	"Air Vice-Marshal",
	"Air Chief Marshal",
	"Air Commodore",
	"Wing Commander",
	"Group Captain",
	"Lieutenant Commander",
	"Lt. General",
	"Major General",
	"Major-General",
	"Maj. Gen.",
	"Brigadier General",
	"Brigadier-General",
	"Brigadier",
	"Brig.",
	"Gen.",
	"Marshal",
	"Field Marshal",
	"Air Marshal",
	"Major",
	"Colonel",
	"Col.",
	"Lieutenant",
	"Lieutenant Colonel",
	"Lieutenant-Colonel",
	"Captain",
	"Commander",
	"Commodore",
	"Admiral",
	"Rear Admiral",
	"Vice Admiral",
	"Vice-Admiral",
	"Rear-Admiral",
	"Judge",
	"Justice",
	"Senator",
	"Governor",
	"Ambassador",
	"Nana",
	"Dato",
	"Dato'",
	"Dato\xE2\x80\x99",
	"Datuk",
	"Datin",
	"Tan Sri",
	"Tun",
	"Tengku",
	"Tunku",
	"Pehin",
	"Ato",
	"Shri",
	"Sardar",
	"Haji",
	"Chief",
	"U",
	"Daw",
	"H.E.",
	"H.E. Mr.",
	"H.E. Ms.",
	"H.E. Mrs.",
	"H.E. Dr.",
	"His Excellency",
	"His Excellency Mr.",
	"Her Excellency",
	"Her Excellency Ms.",
	"Her Excellency Mrs.",
	"His Majesty",
	"His Majesty King",
	"Her Majesty",
	"Her Majesty Queen",
	"His Holiness",
	"His Holiness Pope",
	"His Highness",
	"His Highness Sheikh",
	"Her Highness",
	"His Royal Highness",
	"His Royal Highness Prince",
	"Her Royal Highness",
	"Her Royal Highness Princess",
	"His Serene Highness",
	"His Serene Highness Prince",
	"His Eminence",
	"President",
	"Vice-President",
	"Vice President",
	"Prime Minister",
	"Deputy Prime Minister",
	"Premier",
	"Chancellor",
	"Chairman",
	"Secretary",
};
#define TITLES (sizeof titles / sizeof *titles)
_Static_assert(TITLES < 256, "a place in the index is a byte");

/* Officers, behind "The"; any case. The longest fits. */
static const struct {
	const char *words;
	bool presides;
} officers[] = {
	{ "president", true }, /* the first: also what a scan made of it */
	{ "acting president", true },
	{ "temporary president", true },
	{ "provisional president", true },
	{ "president of the council", true },
	{ "president of the security council", true },
	{ "president of the general assembly", true },
	{ "vice-president", true },
	{ "chair", true },
	{ "chairman", true },
	{ "chairperson", true },
	{ "chairwoman", true },
	{ "acting chair", true },
	{ "acting chairman", true },
	{ "acting chairperson", true },
	{ "acting chairwoman", true },
	{ "temporary chair", true },
	{ "temporary chairman", true },
	{ "temporary chairperson", true },
	{ "vice-chair", true },
	{ "vice-chairman", true },
	{ "vice-chairperson", true },
	{ "co-chair", true },
	{ "co-chairman", true },
	{ "co-chairperson", true },
	{ "co-president", true },
	{ "presiding officer", true },
	{ "speaker", true },
	{ "moderator", false },
	{ "secretary-general", false },
	{ "acting secretary-general", false },
	{ "deputy secretary-general", false },
	{ "assistant secretary-general", false },
	{ "under-secretary-general", false },
	{ "executive secretary", false },
	{ "secretary", false },
	{ "secretary of the committee", false },
	{ "secretary of the council", false },
	{ "deputy secretary", false },
	{ "assistant secretary", false },
	{ "secretariat", false },
	{ "rapporteur", false },
	{ "legal counsel", false },
	{ "high commissioner", false },
	{ "director-general", false },
	{ "prosecutor", false },
	{ "interpreter", false },
};
#define OFFICERS (sizeof officers / sizeof *officers)
_Static_assert(OFFICERS < 256, "a place in the index is a byte");

#define WORD_ENDS " :(;,*"

static bool ends_word(const char *text, size_t size, size_t at)
{
	static const bool ends[256] = {
		['\0'] = true, [' '] = true, [':'] = true, ['('] = true, [';'] = true, [','] = true, ['*'] = true
	};
	return at >= size || ends[(unsigned char)text[at]];
}

/* Words by the letters that they begin with: places from 1, 0 for none. */
#define LETTERS 32 /* the lower five bits of each */

static struct {
	unsigned char titles[LETTERS][LETTERS], officers[LETTERS][LETTERS];
	unsigned char next_title[TITLES], next_officer[OFFICERS];
	size_t title_sizes[TITLES], officer_sizes[OFFICERS];
} title_index;

/* A word of one letter is alone at its places: of what may stand behind it. */
static void word_index(const char *word, size_t k, unsigned char first[LETTERS][LETTERS], unsigned char *next,
		       size_t *sizes)
{
	const char *seconds = word[1] == '\0' ? WORD_ENDS : word + 1;
	sizes[k] = strlen(word);
	for (size_t i = 0; i < (sizes[k] > 1 ? 1 : sizeof WORD_ENDS - 1); i++) {
		unsigned char *place = &first[word[0] & 31][seconds[i] & 31];
		assert(sizes[k] > 1 || *place == 0);
		next[k] = *place;
		*place = (unsigned char)(k + 1);
	}
}

static void title_index_make(void)
{
	for (size_t k = TITLES; k-- > 0;)
		word_index(titles[k], k, title_index.titles, title_index.next_title, title_index.title_sizes);
	for (size_t k = OFFICERS; k-- > 0;)
		word_index(officers[k].words, k, title_index.officers, title_index.next_officer,
			   title_index.officer_sizes);
}

static void title_index_ready(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, title_index_make);
}

/* The first title that may begin with two letters; 0 for none. */
static size_t first_title(char one, char two)
{
	title_index_ready();
	return is_capital(one) ? title_index.titles[one & 31][two & 31] : 0;
}

/* Whether an officer may stand behind a "The". */
static bool begins_officer(const char *text, size_t size)
{
	if (text[0] != 'T' || (text[1] | 0x20) != 'h')
		return false;
	return size < 6 || title_index.officers[text[4] & 31][text[5] & 31] != 0;
}

bool speaker_may_begin(const char *text, size_t size)
{
	return size < 2 || first_title(text[0], text[1]) > 0 || begins_officer(text, size);
}

/* A title as it is in the table, or in capitals: "MRS.". */
static bool is_title(const char *text, const char *title, size_t n)
{
	if (((text[n - 1] ^ title[n - 1]) & ~0x20) != 0) /* as most */
		return false;
	if (memcmp(text, title, n) == 0)
		return true;
	for (size_t i = 0; i < n; i++) {
		if (is_small(text[i]))
			return false;
	}
	return n > 2 && text_equal(text, n, title, n);
}

/* "Mr.Odd": a title whose blank is lost. */
static bool is_closed_up(const char *text, size_t size, size_t n)
{
	return n > 2 && text[n - 1] == '.' && n + 1 < size && is_capital(text[n]) && text[n + 1] != '.';
}

size_t title_at(const char *text, size_t size)
{
	size_t best = 0;
	for (size_t k = size < 2 ? 0 : first_title(text[0], text[1]); k > 0; k = title_index.next_title[k - 1]) {
		size_t n = title_index.title_sizes[k - 1];
		if (n > best && n < size && is_title(text, titles[k - 1], n) &&
		    (ends_word(text, size, n) || is_closed_up(text, size, n)))
			best = n;
	}
	return best;
}

#define PRESIDENT "PRESIDENT"

/* The word behind "The" if a scan made it of PRESIDENT: one letter other, more or less,
 * the rest capitals. */
static size_t spoiled_president(const char *text, size_t size)
{
	size_t n = 4, whole = sizeof PRESIDENT - 1, same = 0, tail = 0;
	while (n < size && n < 4 + whole + 2 && strchr(" :;(", text[n]) == NULL)
		n++;
	size_t word = n - 4, shorter = word < whole ? word : whole;
	if (memcmp(text, "The ", 4) != 0 || word + 1 < whole || word > whole + 1 || !ends_word(text, size, n))
		return 0;
	while (same < shorter && text[4 + same] == PRESIDENT[same])
		same++;
	while (tail < shorter - same && text[n - 1 - tail] == PRESIDENT[whole - 1 - tail])
		tail++;
	size_t longer = word > whole ? word : whole;
	return same < longer && same + tail + 1 >= longer ? n : 0;
}

bool officer_is_spoiled(const char *text, size_t size)
{
	return size > 8 && !text_equal(text + 4, size - 4, PRESIDENT, sizeof PRESIDENT - 1) &&
	       spoiled_president(text, size) == size;
}

/* The row of the longest officer's name behind "The"; -1 for none. */
static int officer_row(const char *text, size_t size, size_t *taken)
{
	int best = -1;
	title_index_ready();
	if (size < 6 || !text_equal(text, 4, "the ", 4))
		return -1;
	size_t k = title_index.officers[text[4] & 31][text[5] & 31];
	if (k == 0)
		return -1;
	*taken = 0;
	for (; k > 0; k = title_index.next_officer[k - 1]) {
		size_t n = title_index.officer_sizes[k - 1];
		if (4 + n > *taken && 4 + n <= size && ends_word(text, size, 4 + n) &&
		    text_equal(text + 4, n, officers[k - 1].words, n)) {
			best = (int)k - 1;
			*taken = 4 + n;
		}
	}
	if (best < 0 && (*taken = spoiled_president(text, size)) > 0)
		best = 0;
	return best;
}

size_t officer_at(const char *text, size_t size)
{
	size_t taken;
	return text[0] == 'T' && officer_row(text, size, &taken) >= 0 ? taken : 0;
}

bool officer_is_acting(const char *text, size_t size)
{
	return size > 10 && (text_equal(text + 4, 6, "acting", 6) || text_equal(text + 4, 5, "vice-", 5));
}

bool officer_presides(const char *text, size_t size)
{
	size_t taken;
	int row = officer_row(text, size, &taken);
	return row >= 0 && officers[row].presides;
}
