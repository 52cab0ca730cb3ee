/* Speakers' labels: "Mr. Umarov (Kazakhstan):" and the forms that records print. */
#include "domain/reader_internal.h"

#include <string.h>

#include "domain/party.h"
#include "domain/reader_titles.h"

#define LABEL_SIZE 480 /* longest label, with the words after it that are looked at */
#define BRACKETS_MOST 4
#define FUNCTION_BYTES 320
#define NOTE_SIZE 96

#define LABEL_LINES 7
#define COLON_LINES 3 /* that hold the colon of most */

/* A few lines as one text, and where each byte of it came from: more than two only
 * where a bracket or an office is open that far. */
struct view {
	char text[LABEL_SIZE + 1];
	size_t size;
	size_t count;               /* lines */
	size_t begins[LABEL_LINES]; /* where each begins, */
	size_t lines[LABEL_LINES];  /* and which it is */
};

static void view_line(struct view *v, const struct lines *l, size_t line)
{
	size_t size = line_size(l, line), room = LABEL_SIZE - v->size;
	size = size < room ? size : room;
	memcpy(v->text + v->size, line_text(l, line), size);
	for (size_t i = v->size; i < v->size + size; i++) { /* other blanks are blanks, byte by byte */
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

static size_t skip_spaces(const char *text, size_t at)
{
	while (text[at] == ' ')
		at++;
	return at;
}

static bool is_open(const char *text)
{
	int depth = 0;
	for (; *text != '\0' && *text != ':'; text++)
		depth += *text == '(' ? 1 : *text == ')' ? -1 : 0;
	return depth > 0;
}

/* Whether a label may go on behind a blank line: in a bracket, or behind one. */
static bool is_cut(const struct view *v)
{
	return is_open(v->text) || (v->size > 0 && v->text[v->size - 1] == ')');
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

static void view_make(struct view *v, const struct lines *l, size_t line, size_t end)
{
	v->size = 0;
	v->count = 0;
	for (size_t next = line; next < end && v->count < LABEL_LINES && v->size < LABEL_SIZE; next++) {
		if (l->at[next].furniture)
			continue;
		if ((v->count > 0 && l->at[next].gap && !is_cut(v)) ||
		    (v->count > 1 && !is_open(v->text) && !office_is_open(v)))
			return;
		bool divided = v->size > 1 && v->text[v->size - 1] == '-' && v->text[v->size - 2] != ' ';
		if (v->count > 0 && !divided)
			v->text[v->size++] = ' ';
		v->begins[v->count] = v->size;
		v->lines[v->count++] = next;
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

/* The byte after a bracket that closes what it opens; 0 where it does not. */
static size_t bracket_end(const char *text, size_t at)
{
	int depth = 0;
	for (size_t i = at; text[i] != '\0'; i++) {
		depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
		if (depth == 0)
			return i + 1;
	}
	return 0;
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

const char *language_note(const struct lines *l, size_t line)
{
	char note[NOTE_SIZE];
	const char *code, *text = line_text(l, line);
	size_t size = line_size(l, line);
	if ((text[0] != '(' && text[0] != '[') || size > NOTE_SIZE)
		return NULL;
	size -= text[size - 1] == ':' || text[size - 1] == '.' ? 1 : 0;
	if (text[0] == '(' && language_note_is(text, size, &code))
		return code;
	size_t n = continued_note(text, size, note);
	return n > 0 && language_note_is(note, n, &code) ? code : NULL;
}

struct range {
	size_t start, end;
};

struct parse {
	struct range person, party, function;
	const char *language; /* NULL where none is noted */
	int brackets;
	bool officer;
	bool bare;     /* without its colon */
	bool marked;   /* a mark that a scan made of it stands there */
	bool presents; /* "…, Rapporteur of the Fifth Committee, presented the report and spoke as follows:" */
	size_t label_end;
	size_t end; /* after the colon */
};

static size_t parse_brackets(const char *text, size_t at, struct parse *p)
{
	while (text[at] == '(' && p->brackets < BRACKETS_MOST) {
		size_t end = bracket_end(text, at);
		if (end == 0)
			return at;
		const char *language;
		if (language_note_is(text + at, end - at, &language))
			p->language = language;
		else if (p->party.end == 0 || words_are_office(text + p->party.start, p->party.end - p->party.start)) {
			p->function = p->party.end == 0 ? p->function : p->party; /* "(Vice-President) (Peru)" */
			p->party = (struct range){ at + 1, end - 1 };
		} else if (p->function.end == 0 && words_are_office(text + at + 1, end - at - 2)) {
			p->function = (struct range){ at + 1, end - 1 }; /* "(Peru) (Vice-President)" */
		}
		p->brackets++;
		p->label_end = end;
		bool mark = text[end] == '*' ||
			    (strchr(".,", text[end]) != NULL && text[end + 1] == ' ' && text[end + 2] == '(');
		p->marked = text[end] == '*' || text[end] == '!';
		at = skip_spaces(text, end + (text[end] != '\0' && (mark || p->marked) ? 1 : 0));
	}
	return at;
}

/* Where ", presented the report of that Committee and spoke as follows" begins in words up
 * to a colon; their end where they say no such thing. */
static size_t presents_at(const char *text, size_t start, size_t end)
{
	static const char *const verbs[] = { ", presented ", ", submitted ", ", introduced " };
	if (end - start < 20 || !text_equal(text + end - 10, 10, "as follows", 10))
		return end;
	for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++) {
		const char *at = memmem(text + start, end - start, verbs[k], strlen(verbs[k]));
		if (at != NULL)
			return (size_t)(at - text);
	}
	return end;
}

/* ", Rapporteur of the Fifth Committee" up to a colon, with no sentence between. */
static size_t parse_function(const char *text, size_t at, struct parse *p)
{
	size_t start = skip_spaces(text, at + 1), end = start;
	/* "…, speaking on a point of order:" */
	bool manner = strncmp(text + start, "speaking ", 9) == 0 || strncmp(text + start, "on behalf of ", 13) == 0;
	while (text[end] != '\0' && text[end] != ':' && text[end] != ';' && end - start < FUNCTION_BYTES) {
		if (text[end] == '.' && text[end + 1] == ' ')
			return at;
		if (text[end] == '(')
			break;
		end++;
	}
	if (manner && text[end] == ':') {
		p->label_end = end;
		return end;
	}
	if (end == start || !(text[start] >= 'A' && text[start] <= 'Z'))
		return at;
	p->function = (struct range){ start, presents_at(text, start, end) };
	p->presents = p->function.end < end;
	while (p->function.end > start && text[p->function.end - 1] == ' ')
		p->function.end--;
	if (!words_are_office(text + start, p->function.end - start))
		return at;
	p->label_end = p->presents ? end : p->function.end;
	return end;
}

static size_t parse_number(const char *text, size_t size)
{
	size_t digits = 0;
	while (digits < size && text[digits] >= '0' && text[digits] <= '9')
		digits++;
	if (digits == 0 || digits > 3 || digits + 2 > size || text[digits] != '.' || text[digits + 1] != ' ')
		return 0;
	digits++;
	while (digits < size && text[digits] == ' ')
		digits++;
	return digits;
}

/* " for Legal Affairs" behind an officer: words with capitals up to what ends a label;
 * 0 for none. */
static size_t portfolio_size(const char *text)
{
	static const char *const joints[] = { "of", "the", "and", "for", "in", "to", "on" };
	size_t i = 0, n = 0;
	if (strncmp(text, " for ", 5) != 0 && strncmp(text, " of ", 4) != 0)
		return 0;
	while (text[i] == ' ' && n < FUNCTION_BYTES) {
		size_t start = i + 1, size = strcspn(text + start, " :;(.");
		bool joint = false;
		for (size_t k = 0; k < sizeof joints / sizeof *joints; k++)
			joint = joint || text_equal(text + start, size, joints[k], strlen(joints[k]));
		if (size == 0 || !(joint || (text[start] >= 'A' && text[start] <= 'Z')))
			break;
		i = n = start + size;
	}
	i = skip_spaces(text, n);
	return text[i] == ':' || text[i] == '(' ? n : 0;
}

/* An officer, or a title and a name. */
static size_t parse_speaker(const char *text, size_t size, size_t at, struct parse *p)
{
	size_t officer = officer_at(text + at, size - at), title = officer > 0 ? 0 : title_at(text + at, size - at);
	if (officer + title == 0)
		return 0;
	if (officer > 0 && !officer_presides(text + at, size - at))
		officer += portfolio_size(text + at + officer);
	p->person = (struct range){ at, at + officer };
	p->officer = officer > 0;
	if (title > 0) {
		size_t name = skip_spaces(text, at + title), end = person_name_end(text + name, size - name);
		if (end == 0)
			return 0;
		p->person.end = name + end;
	}
	p->label_end = p->person.end;
	at = p->person.end + (text[p->person.end] == '*' ? 1 : 0);
	return skip_spaces(text, at);
}

static bool is_party(const char *text, struct range range)
{
	char name[LABEL_SIZE + 1];
	size_t size = range.end - range.start;
	memcpy(name, text + range.start, size);
	name[size] = '\0';
	return size > 0 && party_of(name) != NULL;
}

/* Words that a name without a title does not hold: "Draft Resolution (Cuba):". */
static bool is_thing(const char *text, size_t size)
{
	static const char *const things[] = { "m.",         "mm.",     "mme",       "mlle",      "draft",
					      "resolution", "agenda",  "item",      "amendment", "proposal",
					      "republic",   "group",   "statement", "document",  "annex",
					      "table",      "article", "section",   "africa",    "asia",
					      "europe",     "america", "north",     "south",     "east",
					      "west",       "treaty",  "the" };
	for (size_t i = 0; i < size;) {
		size_t end = i;
		while (end < size && text[end] != ' ')
			end++;
		if ((end - i > 3 && text[end - 1] == '.') || title_at(text + i, size - i) > 0)
			return true; /* a sentence ends in it, or a label begins */
		for (size_t k = 0; k < sizeof things / sizeof *things; k++) {
			if (text_equal(text + i, end - i, things[k], strlen(things[k])))
				return true;
		}
		i = end + 1;
	}
	return false;
}

/* A name of two words or more without a title, as the first records print some and
 * later ones those of guests: "Faris EL-KHOURI (Syria):". A party must stand behind
 * it, and a colon behind that; nothing is forgiven. */
static bool parse_untitled(const char *text, size_t size, struct parse *p)
{
	size_t at = parse_number(text, size), end = person_name_end(text + at, size - at);
	*p = (struct parse){ .language = NULL };
	if (end == 0 || memchr(text + at, ' ', end) == NULL || text[at] < 'A' || text[at] > 'Z' ||
	    is_thing(text + at, end))
		return false;
	p->person = (struct range){ at, at + end };
	at = skip_spaces(text, at + end);
	if (text[at] != '(')
		return false;
	at = parse_brackets(text, at, p);
	p->end = at + 1;
	return text[at] == ':' && is_party(text, p->party);
}

/* Without its colon a label is still one where a party and a language stand behind the
 * name, or a language behind an officer, and a sentence begins behind them: "Mr. ODD
 * (Norway) (interpretation from French) I thank"; and where a scan made a mark of it
 * behind a party: "Mr. ODD (Norway)! I thank". */
static bool is_without_colon(const char *text, size_t at, const struct parse *p)
{
	if (text[at] < 'A' || text[at] > 'Z')
		return false;
	if (p->officer)
		return p->language != NULL;
	return (p->marked || (p->brackets > 1 && p->language != NULL)) && is_party(text, p->party);
}

/* A colon before the brackets is forgiven, and a semicolon after them. */
static bool parse_label(const char *text, size_t size, struct parse *p)
{
	*p = (struct parse){ .language = NULL };
	size_t at = parse_speaker(text, size, parse_number(text, size), p);
	if (at == 0)
		return parse_untitled(text, size, p);
	size_t behind = text[at] == ':' ? skip_spaces(text, at + 1) : at;
	if (text[behind] == '(') {
		struct parse with = *p;
		size_t after = parse_brackets(text, behind, &with);
		bool colon = text[after] == ':' || text[after] == ';';
		if (with.brackets > 0 && behind > at && !colon && with.language != NULL) {
			*p = with; /* "The President: (spoke in French) I thank" */
			p->end = after;
			return true;
		}
		if (behind == at && is_without_colon(text, after, &with)) {
			*p = with;
			p->bare = true;
			p->end = after;
			return true;
		}
		if (with.brackets > 0 && (behind == at || colon)) {
			*p = with;
			at = after;
		}
	}
	if (text[at] == ',' && p->person.end > p->person.start) {
		at = parse_function(text, at, p);
		at = text[at] == '(' ? parse_brackets(text, at, p) : at;
	}
	if (text[at] != ':' && !(text[at] == ';' && (p->brackets > 0 || p->officer)))
		return false;
	p->end = at + 1;
	return true;
}

static const char *slice(struct reader *r, const struct view *v, struct range range)
{
	return reader_text(r, v->text + range.start, range.end - range.start);
}

/* Where the text behind a label begins; false where nothing stands behind it. */
static bool text_behind(const struct lines *l, const struct view *v, size_t end, size_t after, struct label *out)
{
	size_t k = line_of(v, after), at = v->lines[k];
	uint32_t from = l->at[at].start + (uint32_t)(after - v->begins[k]);
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
		if (next < size && (strchr("(!*", text[next]) != NULL || (text[next] >= 'A' && text[next] <= 'Z')))
			return true;
	}
	return false;
}

/* Without a colon or a semicolon in these lines, or two brackets, no label begins
 * here. An office behind a comma may take more of them. */
static bool has_colon(const struct lines *l, size_t line, size_t end)
{
	const char *first = line_text(l, line);
	size_t seen = 0, most = COLON_LINES, size = line_size(l, line), number = parse_number(first, size);
	if (memchr(first, ',', size) != NULL && number < size && title_at(first + number, size - number) > 0)
		most = LABEL_LINES;
	for (size_t i = line; i < end && seen < most; i++) {
		size = line_size(l, i) < LABEL_SIZE ? line_size(l, i) : LABEL_SIZE;
		if (l->at[i].furniture)
			continue;
		if (memchr(line_text(l, i), ':', size) != NULL || memchr(line_text(l, i), ';', size) != NULL ||
		    bracket_may_end(line_text(l, i), size))
			return true;
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
		bool digit = v->text[i] >= '0' && v->text[i] <= '9';
		if (!digit && strchr(" .", v->text[i]) == NULL)
			return false;
		digits += digit;
	}
	return digits > 0 && digits < 4;
}

/* Whether a title or an officer may begin a line, behind a number or not. */
static bool titled_may_begin(const char *text, size_t size)
{
	return (*text >= '0' && *text <= '9') || speaker_may_begin(text, size);
}

/* Whether a name without a title may: with a bracket behind it, or to the line's end;
 * other blanks than a space are left to who looks closer. */
static bool untitled_may_begin(const char *text, size_t size)
{
	if (*text < 'A' || *text > 'Z')
		return false;
	size_t end = person_name_end(text, size), at = end;
	while (at < size && text[at] == ' ')
		at++;
	return at == size || text[at] == '(' || (unsigned char)text[at] < ' ' || memchr(text, 0xC2, end) != NULL;
}

static bool may_begin(const struct lines *l, size_t line)
{
	const char *text = line_text(l, line);
	size_t size = line_size(l, line);
	if (*text >= 'a' && *text <= 'z')
		return false;
	return titled_may_begin(text, size) || untitled_may_begin(text, size);
}

bool label_at(struct reader *r, size_t line, size_t end, struct label *out)
{
	struct view v;
	struct parse p;
	const struct lines *l = &r->lines;
	if (line >= end || !may_begin(l, line) || !has_colon(l, line, end))
		return false;
	view_make(&v, l, line, end);
	if (!parse_label(v.text, v.size, &p) || (p.end >= v.size && v.size >= LABEL_SIZE) || is_count(&v, p.end))
		return false;
	*out = (struct label){
		.printed = reader_text(r, v.text, p.label_end),
		.person = slice(r, &v, p.person),
		.party = party_mended(r, slice(r, &v, p.party)),
		.function = slice(r, &v, p.function),
		.language = p.language == NULL ? "" : p.language,
		.officer = p.officer,
		.sure = p.brackets > 0 && !p.bare,
	};
	out->last = v.lines[line_of(&v, p.end - 1)];
	out->empty = !text_behind(l, &v, end, skip_spaces(v.text, p.end), out);
	struct label own; /* "Mr. Odd presented the report and spoke as follows:", then his label */
	return !(p.presents && out->line > out->last && label_at(r, out->line, end, &own));
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
	struct parse p = { .language = NULL };
	size_t room = size < LABEL_SIZE ? size : LABEL_SIZE;
	memcpy(copy, text, room);
	copy[room] = '\0';
	size_t at = parse_speaker(copy, room, 0, &p);
	if (at == 0 || p.officer)
		return false;
	at = parse_brackets(copy, at, &p);
	struct range party = p.party;
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
