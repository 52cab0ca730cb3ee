/* Resolutions and decisions in prose: "General Assembly resolutions 194 (III) and
 * 61/295, of 13 September 2007". */
#include "domain/citation_forms.h"

#include <stdio.h>
#include <string.h>

#include "domain/dates.h"

/* Sessions whose resolutions are numbered anew, "61/295"; up to the thirtieth they ran
 * on, with the session in roman numbers behind them, "2625 (XXV)". */
#define FIRST_NUMBERED_SESSION 31
#define LAST_SESSION 120
#define PARTS_MOST 6  /* letters from one part of a list to the next */
#define RANGE_MOST 25 /* and of a range */
/* The last year in which the Assembly's numbers ran on, and the first of both. */
#define FIRST_YEAR 1946
#define LAST_RUNNING_YEAR 1975
#define LAST_YEAR 2100

#define FORMED_LEAST 100 /* a number with its year or session, where nobody says "resolution" right before it */

/* What the normal forms of an organ's resolutions and decisions begin with. */
static const struct {
	const char *resolution, *decision;
} prefixes[] = {
	[ORGAN_NONE] = { "", "A/DEC/" },
	[ORGAN_COUNCIL] = { "S/RES/", "S/DEC/" },
	[ORGAN_ASSEMBLY] = { "A/RES/", "A/DEC/" },
	[ORGAN_RIGHTS] = { "A/HRC/RES/", "A/HRC/DEC/" },
	[ORGAN_ECOSOC] = { "E/RES/", "E/DEC/" },
	[ORGAN_COMMISSION] = { "E/CN.4/RES/", "E/CN.4/DEC/" },
	[ORGAN_TRUSTEESHIP] = { "T/RES/", "T/DEC/" },
};

/* ---- Parts ------------------------------------------------------------- */

/* Whether word i is the end of a range: "C to E", "A-C". */
static bool is_ranged(const struct words *w, size_t i)
{
	return i > 0 && (word_is_dash(w, i - 1) || words_match(w, i - 1, "to|through") > 0);
}

/* Whether word i is a part behind another one, "B" of "66/253 A and B". */
static char part_behind(const struct words *w, size_t i, char before)
{
	char letter = citation_letter_at(w, i);
	int most = is_ranged(w, i) ? RANGE_MOST : PARTS_MOST;
	return before != '\0' && letter > before && letter - before <= most ? letter : '\0';
}

/* Where the part after the one before word i stands; 0 for none. */
static size_t part_next(const struct words *w, size_t i, char before)
{
	size_t at = i + (word_is_mark(w, i, ',') ? 1 : 0);
	at += words_match(w, at, "and|or|to|through");
	if (at == i && word_is_dash(w, i) && word_is_glued(w, i))
		at++;
	return at > i && part_behind(w, at, before) != '\0' ? at : 0;
}

/* The session that stands behind the last of several parts: "2603 A and B (XXIV)". */
static struct bracket session_shared(const struct words *w, size_t i, char letter)
{
	struct bracket b = { 0 };
	for (size_t at; b.roman == NULL && (at = part_next(w, i, letter)) > 0; i = at + 1) {
		letter = citation_letter_at(w, at);
		b = bracket_at(w, at + 1);
	}
	return b.roman != NULL ? b : (struct bracket){ 0 };
}

/* ---- One number ------------------------------------------------------- */

/* A number with what is printed behind it. */
struct item {
	size_t words;
	int number, second, year; /* second: behind a stroke; year: in a bracket or a date; -1, 0 for none */
	const char *special;      /* "ES-" or "S-" before the number, else "" */
	char letter;              /* "A" of "377 A (V)", else NUL */
	struct bracket bracket;
	bool dated; /* the year is that of a date behind it */
};

static bool is_year(int number)
{
	return number >= FIRST_YEAR && number <= LAST_YEAR;
}

/* The year of "of 22 November 1967", ", dated 3 April 1991" or "of 2015", 0 of a date
 * without one: words. */
static size_t date_behind(const struct words *w, size_t i, int *year)
{
	struct date_words d;
	size_t at = i + (word_is_mark(w, i, ',') ? 1 : 0), of = words_match(w, at, "of|dated|on");
	if (of == 0)
		return 0;
	at += of;
	size_t n = dates_match(w, at, &d);
	if (n > 0) {
		bool said = d.year_kind == DATE_YEAR_SAID;
		*year = !said ? 0 : d.to.year > 0 ? d.to.year : d.from.year;
		return at + n - i;
	}
	if (!is_year(word_number(w, at)) || word_is_mark(w, at + 1, '/'))
		return 0;
	*year = word_number(w, at);
	return at + 1 - i;
}

static bool item_at(const struct words *w, size_t at, struct item *out)
{
	size_t i = at;
	*out = (struct item){ .second = -1, .special = "" };
	if (words_match(w, i, "es|s") > 0 && word_is_dash(w, i + 1) && word_is_glued(w, i + 1)) {
		out->special = word_is(w, i, "s") ? "S-" : "ES-";
		i += 2;
	}
	out->number = word_number(w, i++);
	if (out->number < 1 || out->number > 99999)
		return false;
	if (word_is_mark(w, i, '/') && word_number(w, i + 1) > 0) {
		out->second = word_number(w, i + 1);
		i += 2;
	} else if (word_is_mark(w, i, '/') || out->special[0] != '\0') {
		return false;
	}
	out->letter = citation_letter_at(w, i);
	i += out->letter != '\0';
	out->bracket = bracket_at(w, i);
	if (out->bracket.year > 0 || out->bracket.roman != NULL)
		i += out->bracket.words;
	if (out->bracket.roman != NULL && out->letter == '\0') { /* "377 (V) A" */
		out->letter = citation_letter_at(w, i);
		i += out->letter != '\0';
	}
	if (out->letter != '\0' && out->second < 0 && out->bracket.words == 0)
		out->bracket = session_shared(w, i, out->letter);
	out->year = out->bracket.year;
	out->words = i - at;
	return true;
}

/* ---- What a number means ---------------------------------------------- */

/* What the normal form is made of. */
struct meaning {
	enum organ organ;
	char text[INSTRUMENT_SIZE]; /* without the organ's prefix; "" where nothing is known */
	const char *doubt;
};

static void letter_put(struct meaning *m, const struct item *item)
{
	size_t size = strlen(m->text);
	if (item->letter != '\0' && size + 3 < sizeof m->text)
		snprintf(m->text + size, sizeof m->text - size, " %c", item->letter);
}

static void mean_year(struct meaning *m, int number, int year)
{
	m->organ = ORGAN_COUNCIL;
	m->doubt = citation_year_doubt(number, year);
	snprintf(m->text, sizeof m->text, "%d (%d)", number, year);
}

/* "61/295", "1996/31" of the Economic and Social Council, "2254/2015" for "(2015)". */
static void mean_pair(struct meaning *m, const struct item *item, enum organ organ)
{
	bool session = item->number <= LAST_SESSION;
	if (item->special[0] == '\0' && !session && is_year(item->second)) {
		mean_year(m, item->number, item->second);
		return;
	}
	if (!session && organ != ORGAN_ECOSOC && organ != ORGAN_COMMISSION)
		return;
	m->organ = organ >= ORGAN_RIGHTS ? organ : ORGAN_ASSEMBLY;
	snprintf(m->text, sizeof m->text, "%s%d/%d", item->special, item->number, item->second);
	letter_put(m, item);
	if (m->organ == ORGAN_ASSEMBLY && item->special[0] == '\0' && item->number < FIRST_NUMBERED_SESSION)
		m->doubt = "resolutions before the thirty-first session have its number in roman behind their own";
}

static void mean_roman(struct meaning *m, const struct item *item, enum organ organ)
{
	m->organ = organ >= ORGAN_ECOSOC ? organ : ORGAN_ASSEMBLY;
	snprintf(m->text, sizeof m->text, "%d", item->number);
	letter_put(m, item);
	size_t size = strlen(m->text);
	snprintf(m->text + size, sizeof m->text - size, " (%.*s)", (int)item->bracket.roman_size, item->bracket.roman);
}

/* A year that stands in a date means the Council where the text says so, or where the
 * Assembly no longer had such numbers; it must fit the number then. */
static bool date_tells(const struct item *item, enum organ organ)
{
	if (!item->dated || citation_year_doubt(item->number, item->year) != NULL)
		return false;
	return organ == ORGAN_COUNCIL || (organ == ORGAN_NONE && item->year > LAST_RUNNING_YEAR);
}

static struct meaning mean(const struct item *item, enum organ organ)
{
	struct meaning m = { .organ = organ, .text = "" };
	if (item->second > 0)
		mean_pair(&m, item, organ);
	else if (item->bracket.roman != NULL)
		mean_roman(&m, item, organ);
	else if (item->bracket.year > 0 || date_tells(item, organ))
		mean_year(&m, item->number, item->year);
	else if (organ != ORGAN_NONE)
		snprintf(m.text, sizeof m.text, "%d", item->number);
	if (m.doubt == NULL && organ == ORGAN_ASSEMBLY && m.organ == ORGAN_COUNCIL)
		m.doubt = "the text names the General Assembly, and a year means the Security Council";
	if (m.doubt == NULL && organ == ORGAN_COUNCIL && m.organ == ORGAN_ASSEMBLY)
		m.doubt = "the text names the Security Council, and its form means the General Assembly";
	return m;
}

/* ---- Heads and lists -------------------------------------------------- */

/* The words before the first number, and where they begin. */
static bool head_at(struct citation_run *run, const struct words *w, size_t at, size_t *first, size_t *number)
{
	static const char *const short_heads = "unscr|unscrs|scr|scrs";
	if (strchr("RrDdUuSs", w->text[w->at[at].start]) == NULL)
		return false;
	size_t head = words_match(w, at, "resolution|resolutions"), i = at + head;
	size_t decision = head > 0 ? 0 : words_match(w, at, "decision|decisions");
	size_t council = head + decision > 0 ? 0 : words_match(w, at, short_heads);
	if (head + decision + council == 0)
		return false;
	size_t named = head + council > 0 ? at + 1 : run->named;
	*run = (struct citation_run){ .organ = council > 0 ? ORGAN_COUNCIL : ORGAN_NONE,
				      .decisions = decision > 0,
				      .named = named };
	run->plural = words_match(w, at, "resolutions|decisions|unscrs|scrs") > 0;
	i += decision + council;
	*first = council > 0 ? at : at - citation_organ_before(w, at, &run->organ);
	i += citation_organ_at(w, i, &run->organ);
	if (words_match(w, i, "no|nos|number|numbers") > 0)
		i += word_is_mark(w, i + 1, '.') ? 2 : 1;
	i += word_is_mark(w, i, '['); /* "resolution [376 (V)]" */
	*number = i;
	return true;
}

static bool part_at(const struct citation_run *run, const struct words *w, size_t at, struct item *out)
{
	char letter = part_behind(w, at, run->letter);
	*out = (struct item){
		.words = 1, .number = run->number, .second = run->second, .special = "", .letter = letter
	};
	if (letter == '\0' || run->roman == NULL)
		return letter != '\0';
	out->bracket = bracket_at(w, at + 1);
	out->words += out->bracket.roman != NULL ? out->bracket.words : 0;
	out->bracket.roman = run->roman;
	out->bracket.roman_size = run->roman_size;
	return true;
}

/* Whether other parts of the same resolution may follow. */
static bool has_parts(const struct item *item)
{
	return item->letter != '\0' && item->special[0] == '\0' && (item->second > 0 || item->bracket.roman != NULL);
}

/* Where the list goes on behind word i: at the number or the part after "," or "and". */
static size_t list_next(const struct words *w, size_t i, const struct item *item)
{
	int year;
	size_t n = item->dated ? 0 : date_behind(w, i, &year), at = i + n;
	size_t from = at;
	at += word_is_mark(w, at, ',') ? 1 : 0;
	size_t joined = words_match(w, at, "as well as");
	at += joined > 0 ? joined : words_match(w, at, "and|or|to|through");
	bool special = words_match(w, at, "es|s") > 0 && word_is_dash(w, at + 1);
	size_t part = has_parts(item) ? part_next(w, i, item->letter) : 0;
	return part > 0 ? part : at > from && (special || word_number(w, at) > 0) ? at : 0;
}

/* Whether a number behind the first belongs to the list: one of a plural's, or one
 * that has the form of a resolution by itself; a bare one only among bare ones. */
static bool belongs(const struct citation_run *run, const struct item *item)
{
	bool formed = item->bracket.year > 0 || item->bracket.roman != NULL ||
		      (item->second > 0 && item->number >= FIRST_NUMBERED_SESSION && item->number <= LAST_SESSION);
	if (formed)
		return true;
	return run->plural && (item->second > 0 || run->bare || item->dated);
}

static bool write_out(const struct meaning *m, bool decisions, struct arena *arena, struct citation *out)
{
	out->doubt = m->doubt;
	out->instrument = NULL;
	if (m->text[0] == '\0')
		return true;
	const char *prefix = decisions ? prefixes[m->organ].decision : prefixes[m->organ].resolution;
	out->instrument = arena_printf(arena, "%s%s", prefix, m->text);
	return out->instrument != NULL;
}

/* The organ of a number whose form says nothing of it: the one behind it ("resolution 2254
 * of the Security Council"); and of two numbers that cannot be the Assembly's, the one that
 * the sentence names ("the Human Rights Council adopted resolution 16/21"). */
static enum organ organ_of(const struct citation_run *run, const struct words *w, size_t next, const struct item *item)
{
	static const enum organ others[] = { ORGAN_RIGHTS, ORGAN_ECOSOC, ORGAN_COMMISSION };
	int organ = run->organ;
	size_t of = words_match(w, next, "of|by the?");
	if (organ != ORGAN_NONE || item->year > 0)
		return (enum organ)organ;
	if (of > 0)
		citation_organ_at(w, next + of, &organ);
	if (item->bracket.roman != NULL)
		return organ >= (int)ORGAN_RIGHTS ? (enum organ)organ : ORGAN_NONE; /* the form tells the others */
	if (organ != ORGAN_NONE || item->second < 0 ||
	    (item->number >= FIRST_NUMBERED_SESSION && item->number <= LAST_SESSION))
		return (enum organ)organ;
	for (size_t k = 0; k < sizeof others / sizeof *others; k++) {
		bool years = item->number > LAST_SESSION;
		if (years == (others[k] != ORGAN_RIGHTS) && citation_organ_named(w, next - 1, others[k]))
			return others[k];
	}
	return ORGAN_NONE;
}

/* The year in brackets of the number behind "and", where the Council adopted this one in it, too:
 * "resolutions 338 and 339 (1973)"; 0 for none. */
static int year_shared(const struct words *w, size_t next, const struct item *item)
{
	struct item other;
	size_t and = words_match(w, next, "and");
	if (and == 0 || !item_at(w, next + and, &other) || other.bracket.year == 0 || other.second > 0)
		return 0;
	return citation_year_doubt(item->number, other.year) == NULL ? other.year : 0;
}

/* What stands at word i: its words with a date that tells its year. */
static size_t take_item(const struct citation_run *run, const struct words *w, size_t i, struct item *item,
			struct meaning *m)
{
	bool organ_says = run->organ == ORGAN_ECOSOC || run->organ == ORGAN_COMMISSION;
	if ((!part_at(run, w, i, item) && !item_at(w, i, item)) ||
	    (run->decisions && (item->second < 1 || (item->number > LAST_SESSION && !organ_says))))
		return 0;
	size_t next = i + item->words, date = 0;
	bool bare = item->year == 0 && item->second < 0 && item->bracket.roman == NULL;
	if (bare)
		date = date_behind(w, next, &item->year);
	if (bare && run->plural && run->organ <= ORGAN_COUNCIL && date == 0)
		item->year = item->bracket.year = year_shared(w, next, item);
	enum organ organ = organ_of(run, w, next, item);
	item->dated = date > 0;
	item->dated = date_tells(item, organ);
	*m = mean(item, organ);
	return item->words + (item->dated ? date : 0);
}

/* Whether a number is printed alone, and no draft's: "draft resolution 1". */
static bool is_draft(const struct words *w, size_t first, const struct item *item)
{
	return first > 0 && word_is(w, first - 1, "draft") && item->second < 0 && item->year == 0 &&
	       item->bracket.roman == NULL;
}

/* "… and 60/1 on that matter", "such as 41/46 A": behind "and" or a comma, and no noun behind it. */
static bool is_one_of_several(const struct words *w, size_t at, size_t words)
{
	size_t next = at + words;
	bool ends = next >= w->count || w->at[next].first != w->at[at].first || w->at[next].kind == WORD_MARK ||
		    words_match(w, next, "and|or|of|on|in|by|to|as|which|concerning|entitled|adopted") > 0;
	return at > 0 && ends &&
	       (word_is_mark(w, at - 1, ',') || word_is_mark(w, at - 1, ';') || word_is_mark(w, at - 1, ':') ||
		words_match(w, at - 1, "and|or|as|including|notably|namely|from|to|both|like") > 0);
}

/* "The resolution of last year, namely 59/75", "that resolution (59/75)", "its resolution, 59/75": the number of the one
 * that is spoken of. */
static bool is_apposed(const struct words *w, size_t at, size_t words)
{
	if (at < 2)
		return false;
	bool bracketed = word_is_mark(w, at - 1, '(') && word_is_mark(w, at + words, ')');
	return word_is(w, at - 1, "namely") ||
	       ((bracketed || word_is_mark(w, at - 1, ',')) && word_is(w, at - 2, "resolution"));
}

/* Whether what stands at word at is a resolution by its form alone: a number with its year
 * ("the 1540 (2004) Committee"), or, in a sentence that has said "resolution", with a
 * session ("resolution 1514 (XV) on independence and 1654 (XVI) on its implementation"). */
static bool stands_alone(struct citation_run *run, const struct words *w, size_t at)
{
	struct item item;
	bool named = run->named > w->at[at].first && run->named <= at;
	bool behind = at > 1 && word_is_mark(w, at - 1, '/') && word_is_mark(w, at - 2, ')'); /* "(1999)/1989 (2011)" */
	bool square = at > 0 && word_is_mark(w, at - 1, '[');
	bool glued = at > 0 && word_is_glued(w, at) && !word_is_mark(w, at - 1, '(') && !square && !behind;
	if (glued || (w->at[at].kind != WORD_DIGITS && !named) || !item_at(w, at, &item))
		return false;
	bool fits = item.number >= FORMED_LEAST || named;
	if (item.bracket.year > 0)
		return fits && citation_year_doubt(item.number, item.year) == NULL &&
		       (named || citation_year(item.number) > 0);
	if (item.bracket.roman != NULL)
		return (named && item.number >= FORMED_LEAST) || (square && word_is_mark(w, at + item.words, ']'));
	bool session = item.number >= FIRST_NUMBERED_SESSION && item.number <= LAST_SESSION;
	bool since = at > 0 && word_is(w, at - 1, "since") && item.letter == '\0'; /* "since 60/173" */
	if (since && session && item.second >= FORMED_LEAST && item.second < FIRST_YEAR)
		return true;
	bool from = at > 0 && word_is(w, at - 1, "from"); /* "from 46/137 to 54/173" */
	bool to = at > 2 && word_is(w, at - 1, "to") && word_is_mark(w, at - 3, '/');
	bool several = (run->plural || from || to) && is_one_of_several(w, at, item.words);
	bool told = several || is_apposed(w, at, item.words);
	return named && item.second > 0 && (item.special[0] != '\0' || (told && session));
}

long prose_match(struct citation_run *run, const struct words *w, size_t at, struct arena *arena, struct citation *out)
{
	struct item item;
	struct meaning m;
	size_t first = at, i = at;
	bool listed = run->list_at > 0 && run->list_at == at;
	bool alone = !listed && stands_alone(run, w, at);
	if (!listed && !alone && !head_at(run, w, at, &first, &i))
		return 0;
	run->list_at = 0;
	run->organ = alone ? ORGAN_NONE : run->organ;
	size_t taken = take_item(run, w, i, &item, &m);
	if (taken == 0 || (listed && !belongs(run, &item)) || is_draft(w, first, &item))
		return 0;
	i += taken;
	*out = (struct citation){ .start = w->at[first].start, .end = w->at[i - 1].end };
	out->number = item.second < 0 && m.organ <= ORGAN_COUNCIL ? item.number : 0;
	run->bare = item.year == 0 && item.second < 0 && item.bracket.roman == NULL;
	run->list_at = list_next(w, i, &item);
	if (listed && is_ranged(w, at) && item.letter > run->letter + 1 && part_behind(w, at, run->letter) != '\0')
		out->letter = (char)(run->letter + 1);
	run->number = item.number;
	run->second = item.second;
	run->roman = item.bracket.roman;
	run->roman_size = item.bracket.roman_size;
	run->letter = has_parts(&item) ? item.letter : '\0';
	return write_out(&m, run->decisions, arena, out) ? (long)(i - at) : -1;
}
