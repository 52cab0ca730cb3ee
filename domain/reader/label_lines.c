/* Speakers' labels: "Mr. Umarov (Kazakhstan):" and the forms that records print. */
#include "base/ascii.h"
#include "domain/reader/internal.h"

#include <string.h>

#include "base/utf8.h"
#include "domain/party.h"
#include "domain/reader/label.h"
#include "domain/reader/titles.h"

#define NOTE_SIZE 96
#define NAME_LEAST 4 /* letters of a word that is no short title */

#define LABEL_LINES 7
#define SINGLE_LINES 9 /* more, of a word each: justified text may come so */
#define VIEW_LINES (LABEL_LINES + SINGLE_LINES)
#define OFFICE_REST 40 /* bytes of an office on its last line */
#define COLON_LINES 3  /* that hold the colon of most */

/* A few lines as one text, and where each byte of it came from: more than two only
 * where a bracket or an office is open that far. */
struct view {
	char text[LABEL_SIZE + 1];
	size_t size;
	size_t count;              /* lines */
	size_t begins[VIEW_LINES]; /* where each begins, */
	size_t lines[VIEW_LINES];  /* and which it is */
};

static void view_line(struct view *v, const struct lines *l, size_t line)
{
	size_t size = line_size(l, line), room = LABEL_SIZE - v->size;
	size = size < room ? size : room;
	memcpy(v->text + v->size, line_text(l, line), size);
	size_t plain = v->size; /* eight at a time */
	while (v->size + size - plain >= 8 && text_shows_8(text_load_8(v->text + plain)))
		plain += 8;
	for (size_t i = plain; i < v->size + size; i++) { /* other blanks are blanks, byte by byte */
		bool wide = (unsigned char)v->text[i] == 0xC2 && i + 1 < v->size + size &&
			    (unsigned char)v->text[i + 1] == 0xA0;
		if ((unsigned char)v->text[i] < ' ' || wide)
			v->text[i] = ' ';
		if (wide)
			v->text[i + 1] = ' ';
	}
	v->size += size;
	v->text[v->size] = '\0';
}

static bool is_open(const char *text)
{
	int depth = 0;
	if (strchr(text, '(') == NULL && strchr(text, '[') == NULL)
		return false;
	for (; *text != '\0' && *text != ':'; text++)
		depth += *text == '(' || *text == '[' ? 1 : *text == ')' || *text == ']' ? -1 : 0;
	return depth > 0;
}

/* Whether a label may go on behind a blank line: in a bracket, or behind one. */
static bool is_cut(const struct view *v)
{
	return is_open(v->text) || (v->size > 0 && strchr(")]", v->text[v->size - 1]) != NULL);
}

/* A bracket has ended, and a line begins with another: "(spoke in French):". */
static bool brackets_follow(const struct view *v, const struct lines *l, size_t next)
{
	return v->size > 0 && v->text[v->size - 1] == ')' && (*line_text(l, next) == '(' || *line_text(l, next) == '[');
}

/* ", Rapporteur of the" and no colon yet. */
static bool office_is_open(const struct view *v)
{
	const char *comma = strchr(v->text, ',');
	size_t from = comma == NULL ? v->size : skip_spaces(v->text, (size_t)(comma - v->text) + 1);
	if (from >= v->size || v->text[from] < 'A' || v->text[from] > 'Z')
		return false;
	const char *rest = v->text + from;
	return strchr(rest, ':') == NULL && strstr(rest, ". ") == NULL && words_are_office(rest, v->size - from);
}

/* "(Poland)," and "Rapporteur of the": an office that begins on the next line. */
static bool office_follows(const struct view *v, const struct lines *l, size_t next)
{
	return v->size > 1 && v->text[v->size - 1] == ',' && v->text[v->size - 2] == ')' &&
	       words_are_office(line_text(l, next), line_size(l, next));
}

/* "Committee: The draft": the end of an office that a blank line cut. */
static bool ends_office(const struct lines *l, size_t line)
{
	static const char *const bodies[] = { "Committee", "Assembly",   "Council",   "Commission",
					      "Nations",   "Conference", "Delegation" };
	const char *text = line_text(l, line), *colon = memchr(text, ':', line_size(l, line));
	size_t size = colon == NULL ? 0 : (size_t)(colon - text);
	for (size_t k = 0; size > 0 && size < OFFICE_REST && k < sizeof bodies / sizeof *bodies; k++) {
		if (memmem(text, size, bodies[k], strlen(bodies[k])) != NULL)
			return true;
	}
	return false;
}

static bool is_single(const struct lines *l, size_t line)
{
	return memchr(line_text(l, line), ' ', line_size(l, line)) == NULL;
}

static void view_make(struct view *v, const struct lines *l, size_t line, size_t end)
{
	v->size = 0;
	v->count = 0;
	size_t singles = 0;
	for (size_t next = line; next < end && v->count < LABEL_LINES + singles && v->size < LABEL_SIZE; next++) {
		if (l->at[next].furniture)
			continue;
		bool page = v->count > 0 && next > v->lines[v->count - 1] + 1; /* its furniture stands between */
		bool gap = v->count > 0 && l->at[next].gap && !page && !is_cut(v);
		if ((gap && !(v->count == 1 && office_is_open(v) && ends_office(l, next))) ||
		    (v->count > singles + 1 && !is_open(v->text) && !office_is_open(v) &&
		     !brackets_follow(v, l, next) && !office_follows(v, l, next)))
			return;
		bool divided = v->size > 1 && v->text[v->size - 1] == '-' && v->text[v->size - 2] != ' ';
		if (v->count > 0 && !divided)
			v->text[v->size++] = ' ';
		else if (v->count > 0 && l->at[v->lines[v->count - 1]].divides)
			v->size--;
		v->begins[v->count] = v->size;
		v->lines[v->count++] = next;
		singles += singles < SINGLE_LINES && is_single(l, next);
		view_line(v, l, next);
	}
}

/* The line of the view that a byte is in. */
static size_t line_of(const struct view *v, size_t at)
{
	size_t k = v->count - 1;
	while (k > 0 && v->begins[k] > at)
		k--;
	return k;
}

/* "[Mr. Odd continued in French.]" becomes "(continued in French)". */
static size_t continued_note(const char *text, size_t size, char note[NOTE_SIZE])
{
	static const char word[] = "continued in ";
	const char *at = memmem(text, size, word, sizeof word - 1);
	size_t n = at == NULL ? 0 : size - (size_t)(at - text);
	while (n > 0 && strchr(".])", at[n - 1]) != NULL)
		n--;
	if (n == 0 || n + 2 > NOTE_SIZE)
		return 0;
	note[0] = '(';
	memcpy(note + 1, at, n);
	note[n + 1] = ')';
	return n + 2;
}

/* The same of a line that begins with a bracket. */
RARELY_CALLED static const char *bracket_note(const struct lines *l, size_t line)
{
	char note[NOTE_SIZE];
	const char *code, *text = line_text(l, line);
	size_t size = line_size(l, line);
	if (size > NOTE_SIZE)
		return NULL;
	size -= text[size - 1] == ':' || text[size - 1] == '.' ? 1 : 0;
	if (text[0] == '(' && language_note_is(text, size, &code))
		return code;
	if (text[0] == '(' && text[size - 1] != ')')
		return NULL; /* "(2021) will be continued in the …" */
	size_t n = continued_note(text, size, note);
	return n > 0 && language_note_is(note, n, &code) ? code : NULL;
}

const char *language_note(const struct lines *l, size_t line)
{
	char first = *line_text(l, line);
	return first == '(' || first == '[' ? bracket_note(l, line) : NULL;
}

static const char *slice(struct reader *r, const struct view *v, struct label_range range)
{
	return reader_text(r, v->text + range.start, range.end - range.start);
}

/* The same as it is printed, where letters that a scan spoiled are read otherwise: with
 * those that blanks are read for. */
static const char *printed_slice(struct reader *r, const struct view *v, struct label_range range)
{
	const struct lines *l = &r->lines;
	if (l->printed == l->text)
		return slice(r, v, range);
	struct view printed = *v;
	for (size_t k = 0; k < v->count; k++) {
		size_t begin = v->begins[k], size = line_size(l, v->lines[k]);
		size = size < v->size - begin ? size : v->size - begin;
		memcpy(printed.text + begin, l->printed + l->at[v->lines[k]].start, size);
	}
	while (range.end < v->size && v->text[range.end] == ' ' && printed.text[range.end] != ' ')
		range.end++;
	return slice(r, &printed, range);
}

/* Where the text behind a label begins; false where nothing stands behind it. */
static bool text_behind(const struct lines *l, const struct view *v, size_t end, size_t after, struct label *out)
{
	size_t k = line_of(v, after), at = v->lines[k];
	uint32_t from = l->at[at].start + (uint32_t)(after - v->begins[k]);
	while (from > l->at[at].start && from < l->at[at].end && utf8_is_inside(l->printed[from]))
		from--; /* a scan's mark of two bytes, read as a blank and a letter */
	out->line = at;
	out->from = from < l->at[at].end ? from : l->at[at].end;
	if (from < l->at[at].end)
		return true;
	for (at++; at < end && l->at[at].furniture;)
		at++;
	if (at < end) {
		out->line = at;
		out->from = l->at[at].start;
	}
	return at < end;
}

/* Whether a bracket closes that may end a label without its colon: before another one, a
 * mark or a capital. */
static bool bracket_may_end(const char *text, size_t size)
{
	for (const char *at = text; (at = memchr(at, ')', size - (size_t)(at - text))) != NULL; at++) {
		size_t next = (size_t)(at - text) + 1;
		next += next < size && text[next] == ' ' ? 1 : 0;
		if (next < size && (strchr("(!*", text[next]) != NULL || is_capital(text[next])))
			return true;
	}
	return false;
}

/* Whether a colon or a semicolon, which differ in their lowest bit, stands in a text. */
static bool holds_colon(const char *text, size_t size)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), low = ones * 0x7F;
	for (; size >= 8; text += 8, size -= 8) {
		uint64_t v = (text_load_8(text) ^ ones * ':') & ones * 0xFE;
		if (~(((v & low) + low) | v | low) != 0)
			return true;
	}
	for (; size > 0; text++, size--) {
		if (*text == ':' || *text == ';')
			return true;
	}
	return false;
}

/* An office behind a comma, or what is behind a bracket that goes on, may take more lines. */
static bool may_be_long(const struct lines *l, size_t line)
{
	const char *text = line_text(l, line);
	size_t size = line_size(l, line), number = label_number(text, size);
	bool bracket = memchr(text, '(', size) != NULL && memchr(text, ')', size) == NULL;
	return (bracket || memchr(text, ',', size) != NULL) && number < size &&
	       title_at(text + number, size - number) > 0;
}

/* Whether none of the lines of a label may have such a mark, as far as was noted of each. */
static bool lines_lack_marks(const struct lines *l, size_t line, size_t end)
{
	const uint8_t marks = LACKS_COLON | LACKS_BRACKET;
	size_t most = line + VIEW_LINES;
	for (; line < end && line < most && (l->at[line].lacks & marks) == marks; line++)
		most += l->at[line].furniture;
	return line == end || line == most;
}

/* Without a colon or a semicolon in these lines, or two brackets, no label begins
 * here. */
static bool has_colon(const struct lines *l, size_t line, size_t end)
{
	size_t seen = 0, singles = 0;
	if (lines_lack_marks(l, line, end))
		return false;
	for (size_t i = line; i < end; i++) {
		size_t size = line_size(l, i) < LABEL_SIZE ? line_size(l, i) : LABEL_SIZE;
		uint8_t lacks = l->at[i].lacks;
		if (seen == LABEL_LINES || (seen == COLON_LINES && !may_be_long(l, line)))
			return false;
		if (l->at[i].furniture)
			continue;
		if (((lacks & LACKS_COLON) == 0 && holds_colon(line_text(l, i), size)) ||
		    ((lacks & LACKS_BRACKET) == 0 && bracket_may_end(line_text(l, i), size)))
			return true;
		if (singles < SINGLE_LINES && is_single(l, i))
			singles++;
		else
			seen++;
	}
	return false;
}

/* The party of a bracket, without the hyphen of a line's end where only that makes it
 * one. */
static const char *party_mended(struct reader *r, const char *party)
{
	const char *hyphen = strchr(party, '-');
	if (hyphen == NULL || party_of(party) != NULL)
		return party;
	const char *whole = reader_printf(r, "%.*s%s", (int)(hyphen - party), party, hyphen + 1);
	return party_of(whole) != NULL ? whole : party;
}

/* Whether a number alone stands behind a colon on its line: votes for a candidate. */
static bool is_count(const struct view *v, size_t end)
{
	size_t k = line_of(v, end - 1), stop = k + 1 < v->count ? v->begins[k + 1] : v->size;
	size_t digits = 0;
	for (size_t i = end; i < stop; i++) {
		bool digit = is_digit(v->text[i]);
		if (!digit && strchr(" .", v->text[i]) == NULL)
			return false;
		digits += digit;
	}
	return digits > 0 && digits < 4;
}

/* Whether a title or an officer may begin a line, behind a number or not. */
static bool titled_may_begin(const char *text, size_t size)
{
	return is_digit(*text) || speaker_may_begin(text, size);
}

/* Whether a name without a title may: with a bracket behind it, or to the line's end;
 * other blanks than a space are left to who looks closer. */
static bool untitled_may_begin(const char *text, size_t size)
{
	size_t end = person_name_end(text, size), at = end;
	while (at < size && text[at] == ' ')
		at++;
	return at == size || text[at] == '(' || (unsigned char)text[at] < ' ' || memchr(text, 0xC2, end) != NULL;
}

static bool may_begin(const struct lines *l, size_t line, size_t end)
{
	const char *text = line_text(l, line);
	size_t size = line_size(l, line);
	bool capital = is_capital(*text);
	if (!capital && !titled_may_begin(text, size))
		return false;
	return has_colon(l, line, end) && (titled_may_begin(text, size) || untitled_may_begin(text, size));
}

/* Whether a name only ends a sentence there, and the next line is a label by itself. */
static bool ends_before_line(const struct lines *l, const struct view *v, size_t k)
{
	size_t begin = v->begins[k], letters = 0;
	if (!line_ends_sentence(l, v->lines[k - 1]))
		return false;
	while (letters + 2 < begin && v->text[begin - 3 - letters] > ' ') /* before a stop and a blank */
		letters++;
	const char *next = v->text + begin;
	bool title = letters >= NAME_LEAST && title_at(next, v->size - begin) > 0; /* not "H.E." */
	return title || officer_at(next, v->size - begin) > 0;
}

/* The same of one of the lines of a label that may run over several. */
static bool ends_before(const struct lines *l, const struct view *v, size_t end)
{
	for (size_t k = line_of(v, end - 1); k > 0; k--) {
		if (ends_before_line(l, v, k))
			return true;
	}
	return false;
}

/* "GENERAL AND COMPLETE DISARMAMENT: REPORT OF …": a heading, whose first word is a title. */
static bool is_heading(const struct view *v, size_t behind)
{
	return v->size > 1 && is_capital(v->text[0]) && is_capital(v->text[1]) && behind + 1 < v->size &&
	       is_capital(v->text[behind]) && is_capital(v->text[behind + 1]);
}

/* "M. Odd": the label of a column in French, which stands beside the English of a record. */
static bool is_beside(const struct reader *r, const struct view *v)
{
	return r->record && v->size > 2 && memcmp(v->text, "M. ", 3) == 0;
}

/* The label of a line that may begin one. */
RARELY_CALLED static bool label_read(struct reader *r, size_t line, size_t end, struct label *out)
{
	struct view v;
	struct label_parts p;
	const struct lines *l = &r->lines;
	view_make(&v, l, line, end);
	if (!label_parse(v.text, v.size, &p) || (p.end >= v.size && v.size >= LABEL_SIZE) ||
	    (p.language == NULL && label_number(v.text, v.size) == 0 && is_count(&v, p.end)) ||
	    ends_before(l, &v, p.label_end) || is_beside(r, &v))
		return false;
	size_t next = skip_spaces(v.text, p.end);
	bool named_only = p.brackets == 0 && !p.officer && p.language == NULL;
	if (named_only && next < v.size && is_small(v.text[next]))
		return false; /* "Mr. Odd: you have our thanks" */
	if (named_only && is_heading(&v, next))
		return false;
	*out = (struct label){
		.person = slice(r, &v, p.person),
		.party = party_mended(r, slice(r, &v, p.party)),
		.function = slice(r, &v, p.function),
		.language = p.language == NULL ? "" : p.language,
		.officer = p.officer,
		.sure = p.brackets > 0 && !p.bare,
	};
	out->last = v.lines[line_of(&v, p.end - 1)];
	out->empty = !text_behind(l, &v, end, skip_spaces(v.text, p.end), out);
	out->printed = printed_slice(r, &v, (struct label_range){ 0, p.label_end });
	struct label own; /* "Mr. Odd presented the report and spoke as follows:", then his label */
	return !(p.presents && out->line > out->last && label_at(r, out->line, end, &own));
}

bool label_at(struct reader *r, size_t line, size_t end, struct label *out)
{
	return line < end && may_begin(&r->lines, line, end) && label_read(r, line, end, out);
}

bool label_is_near(const struct lines *l, size_t line)
{
	struct view v;
	if (!titled_may_begin(line_text(l, line), line_size(l, line)) || !has_colon(l, line, l->count))
		return false;
	view_make(&v, l, line, l->count);
	bool title = title_at(v.text, v.size) > 0 || officer_at(v.text, v.size) > 0;
	bool longer = strncmp(v.text, "Miss", 4) == 0 || strncmp(v.text, "General", 7) == 0; /* "Mission:" */
	return memchr(v.text, ':', v.count > 1 ? v.begins[1] : v.size) != NULL && (title || longer);
}

bool person_at(struct reader *r, const char *text, size_t size, struct label *out)
{
	char copy[LABEL_SIZE + 1];
	struct label_parts p = { .language = NULL };
	size_t room = size < LABEL_SIZE ? size : LABEL_SIZE;
	memcpy(copy, text, room);
	copy[room] = '\0';
	size_t at = label_speaker(copy, room, 0, &p);
	if (at == 0 || p.officer)
		return false;
	at = label_brackets(copy, at, &p);
	struct label_range party = p.party;
	*out = (struct label){
		.person = reader_text(r, copy + p.person.start, p.person.end - p.person.start),
		.party = reader_text(r, copy + party.start, party.end - party.start),
		.function = reader_text(r, copy + p.function.start, p.function.end - p.function.start),
		.printed = reader_text(r, copy, p.label_end),
		.language = "",
	};
	out->size = at;
	return true;
}
