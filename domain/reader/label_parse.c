/* The forms of a label, in one text. */
#include "base/ascii.h"
#include "domain/reader/label.h"

#include "domain/party.h"
#include "domain/reader/internal.h"
#include "domain/reader/titles.h"

#define BRACKETS_MOST 4
#define FUNCTION_BYTES 320

/* The byte after a bracket that closes what it opens; 0 where it does not. */
static size_t bracket_end(const char *text, size_t at)
{
	int depth = 0;
	if (text[at] == '[') {
		size_t end = at + strcspn(text + at, "]:");
		return text[end] == ']' ? end + 1 : 0;
	}
	for (size_t i = at; text[i] != '\0'; i++) {
		depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
		if (depth == 0)
			return i + 1;
	}
	return 0;
}

static bool is_party(const char *text, struct label_range range)
{
	char name[LABEL_SIZE + 1];
	size_t size = range.end - range.start;
	memcpy(name, text + range.start, size);
	name[size] = '\0';
	return size > 0 && party_of(name) != NULL;
}

size_t label_brackets(const char *text, size_t at, struct label_parts *p)
{
	while ((text[at] == '(' || text[at] == '[') && p->brackets < BRACKETS_MOST) {
		size_t end = bracket_end(text, at);
		const char *language = NULL;
		if (end == 0 || (!language_note_is(text + at, end - at, &language) && text[at] == '[' &&
				 !is_party(text, (struct label_range){ at + 1, end - 1 })))
			return at;
		if (language != NULL)
			p->language = language;
		else if (p->party.end == 0 || words_are_office(text + p->party.start, p->party.end - p->party.start)) {
			p->function = p->party.end == 0 ? p->function : p->party; /* "(Vice-President) (Peru)" */
			p->party = (struct label_range){ at + 1, end - 1 };
		} else if (p->function.end == 0 && words_are_office(text + at + 1, end - at - 2)) {
			p->function = (struct label_range){ at + 1, end - 1 }; /* "(Peru) (Vice-President)" */
		}
		p->brackets++;
		p->label_end = end;
		bool mark = text[end] == '*' || (text[end] != '\0' && strchr(".,", text[end]) != NULL &&
						 text[end + 1] == ' ' && text[end + 2] == '(');
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

/* "…, speaking on a point of order:": how somebody speaks, and no office. */
static bool is_manner(const char *text)
{
	static const char *const begins[] = { "speaking ",        "on behalf of ",     "also on behalf of ",
					      "in exercise of ",  "in his capacity ",  "in her capacity ",
					      "in its capacity ", "in their capacity " };
	for (size_t k = 0; k < sizeof begins / sizeof *begins; k++) {
		if (strncmp(text, begins[k], strlen(begins[k])) == 0)
			return true;
	}
	return false;
}

/* ", Rapporteur of the Fifth Committee" up to a colon, with no sentence between. */
static size_t parse_function(const char *text, size_t at, struct label_parts *p)
{
	size_t start = skip_spaces(text, at + 1), end = start;
	bool manner = is_manner(text + start);
	while (text[end] != '\0' && text[end] != ':' && text[end] != ';' && end - start < FUNCTION_BYTES) {
		if (text[end] == '.' && text[end + 1] == ' ')
			return at;
		if (text[end] == '(')
			break;
		end++;
	}
	if (manner && (text[end] == ':' || text[end] == '(')) {
		p->label_end = end;
		while (text[p->label_end - 1] == ' ')
			p->label_end--;
		return end;
	}
	if (end == start || !is_capital(text[start]))
		return at;
	p->function = (struct label_range){ start, presents_at(text, start, end) };
	p->presents = p->function.end < end;
	while (p->function.end > start && text[p->function.end - 1] == ' ')
		p->function.end--;
	if (!words_are_office(text + start, p->function.end - start))
		return at;
	p->label_end = p->presents ? end : p->function.end;
	return end;
}

size_t label_number(const char *text, size_t size)
{
	size_t digits = 0;
	while (digits < size && is_digit(text[digits]))
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
			joint = joint || text_is(text + start, size, joints[k]);
		if (size == 0 || !(joint || is_capital(text[start])))
			break;
		i = n = start + size;
	}
	i = skip_spaces(text, n);
	return text[i] == ':' || text[i] == '(' ? n : 0;
}

/* An officer, or a title and a name. */
size_t label_speaker(const char *text, size_t size, size_t at, struct label_parts *p)
{
	size_t officer = officer_at(text + at, size - at), title = officer > 0 ? 0 : title_at(text + at, size - at);
	if (officer + title == 0)
		return 0;
	if (officer > 0 && !officer_presides(text + at, size - at))
		officer += portfolio_size(text + at + officer);
	p->person = (struct label_range){ at, at + officer };
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
			if (text_is(text + i, end - i, things[k]))
				return true;
		}
		i = end + 1;
	}
	return false;
}

/* A name of two words or more without a title, as the first records print some and
 * later ones those of guests: "Faris EL-KHOURI (Syria):". A party must stand behind
 * it, and a colon behind that; nothing is forgiven. */
static bool parse_untitled(const char *text, size_t size, struct label_parts *p)
{
	size_t at = label_number(text, size), end = person_name_end(text + at, size - at);
	*p = (struct label_parts){ .language = NULL };
	if (end == 0 || memchr(text + at, ' ', end) == NULL || text[at] < 'A' || text[at] > 'Z' ||
	    is_thing(text + at, end))
		return false;
	p->person = (struct label_range){ at, at + end };
	at = skip_spaces(text, at + end);
	if (text[at] != '(')
		return false;
	at = label_brackets(text, at, p);
	p->end = at + 1;
	return text[at] == ':' && is_party(text, p->party);
}

/* Without its colon a label is still one where a party and a language stand behind the
 * name, or a language behind an officer, and a sentence begins behind them: "Mr. ODD
 * (Norway) (interpretation from French) I thank"; and where a scan made a mark of it
 * behind a party: "Mr. ODD (Norway)! I thank". */
static bool is_without_colon(const char *text, size_t at, const struct label_parts *p)
{
	if (text[at] < 'A' || text[at] > 'Z')
		return false;
	if (p->officer)
		return p->language != NULL;
	return (p->marked || (p->brackets > 1 && p->language != NULL)) && is_party(text, p->party);
}

/* A colon before the brackets is forgiven, and a semicolon after them. */
bool label_parse(const char *text, size_t size, struct label_parts *p)
{
	*p = (struct label_parts){ .language = NULL };
	size_t at = label_speaker(text, size, label_number(text, size), p);
	if (at == 0)
		return parse_untitled(text, size, p);
	size_t behind = text[at] == ':' ? skip_spaces(text, at + 1) : at;
	if (text[at] == ',' && text[at + 1] == ' ' && text[at + 2] == '(') /* "Mr. Odd, (Norway):" */
		at = behind = at + 2;
	if (text[behind] == '(' || text[behind] == '[') {
		struct label_parts with = *p;
		size_t after = label_brackets(text, behind, &with);
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
		at = label_brackets(text, at, p);
	}
	if (text[at] != ':' && !(text[at] == ';' && (p->brackets > 0 || p->officer)))
		return false;
	p->end = at + 1;
	return true;
}
