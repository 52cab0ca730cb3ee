/* Speakers' labels: "Mr. Umarov (Kazakhstan):" and the forms that records print. */
#include "domain/reader_internal.h"

#include <string.h>

#define LABEL_SIZE 320 /* longest label, with the words after it that are looked at */
#define NAME_SIZE 80
#define BRACKETS_MOST 4

/* Titles before a name, as whole words. */
static const char *const titles[] = {
	"Mr.",      "Mrs.",   "Ms.",      "Miss",    "Dr.",        "Sir",     "Dame",      "Lord",
	"Baroness", "Prince", "Princess", "King",    "Sheikh",     "Sheikha", "Monsignor", "Archbishop",
	"General",  "Major",  "Judge",    "Nana",    "Dato",       "H.E.",    "Mr",        "Mrs",
	"Ms",       "Prof.",  "Bishop",   "Admiral", "Lieutenant", "Colonel", "Queen",     "Crown",
};

/* Officers without a name. */
static const char *const officers[] = {
	"The President",
	"The PRESIDENT",
	"The Acting President",
	"The Vice-President",
	"The Chair",
	"The Chairman",
	"The Chairperson",
	"The Acting Chair",
	"The Secretary-General",
	"The SECRETARY-GENERAL",
	"The Deputy Secretary-General",
};

/* Second words that make a title the name of something else. */
static const char *const not_names[] = { "Assembly", "Committee", "Council", "Debate", "Secretariat", "Agreement" };

static const struct {
	const char *name, *code;
} languages[] = {
	{ "Arabic", "ar" },  { "Chinese", "zh" }, { "English", "en" },    { "French", "fr" },    { "Russian", "ru" },
	{ "Spanish", "es" }, { "German", "de" },  { "Portuguese", "pt" }, { "Italian", "it" },   { "Persian", "fa" },
	{ "Turkish", "tr" }, { "Kazakh", "kk" },  { "Japanese", "ja" },   { "Ukrainian", "uk" },
};

static const char *const notes[] = { "(spoke in ", "(interpretation from ", "(translated from " };

/* Up to two lines as one text, and where each byte of it came from. */
struct view {
	char text[LABEL_SIZE + 1];
	size_t size;
	size_t second; /* where the second line begins; size where there is none */
};

static void view_line(struct view *v, const struct lines *l, size_t line)
{
	size_t size = line_size(l, line), room = LABEL_SIZE - v->size;
	size = size < room ? size : room;
	memcpy(v->text + v->size, line_text(l, line), size);
	v->size += size;
	v->text[v->size] = '\0';
}

static void view_make(struct view *v, const struct lines *l, size_t line, size_t end)
{
	v->size = 0;
	view_line(v, l, line);
	v->second = v->size;
	if (v->size >= LABEL_SIZE || line + 1 >= end || l->at[line + 1].gap || l->at[line + 1].furniture)
		return;
	v->text[v->size++] = ' ';
	v->second = v->size;
	view_line(v, l, line + 1);
}

static size_t skip_spaces(const char *text, size_t at)
{
	while (text[at] == ' ')
		at++;
	return at;
}

static size_t prefix_of(const char *text, const char *prefix)
{
	size_t n = strlen(prefix);
	return strncmp(text, prefix, n) == 0 ? n : 0;
}

static bool ends_word(char c)
{
	return c == '\0' || c == ' ' || c == ':' || c == '(' || c == ';';
}

static size_t one_of(const char *text, const char *const *words, size_t count)
{
	for (size_t k = 0; k < count; k++) {
		size_t n = prefix_of(text, words[k]);
		if (n > 0 && ends_word(text[n]))
			return n;
	}
	return 0;
}
#define ONE_OF(text, words) one_of(text, words, sizeof words / sizeof *words)

/* End of a name that begins at a byte: letters, spaces, points, hyphens and
 * apostrophes, with at least one capital. */
static size_t name_end(const char *text, size_t at)
{
	size_t end = at;
	bool capital = false;
	for (size_t i = at; text[i] != '\0' && i - at < NAME_SIZE; i++) {
		unsigned char c = (unsigned char)text[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
		if (!letter && c != ' ' && c != '.' && c != '-' && c != '\'')
			break;
		capital = capital || (c >= 'A' && c <= 'Z') || c >= 0x80;
		if (c != ' ')
			end = i + 1;
	}
	return capital ? end : at;
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

static const char *note_language(const char *text, size_t size)
{
	for (size_t k = 0; k < sizeof notes / sizeof *notes; k++) {
		size_t n = prefix_of(text, notes[k]);
		for (size_t i = 0; n > 0 && i < sizeof languages / sizeof *languages; i++) {
			size_t name = strlen(languages[i].name);
			if (n + name + 1 == size && strncmp(text + n, languages[i].name, name) == 0)
				return languages[i].code;
		}
	}
	return NULL;
}

static bool is_note(const char *text)
{
	for (size_t k = 0; k < sizeof notes / sizeof *notes; k++) {
		if (prefix_of(text, notes[k]) > 0)
			return true;
	}
	return false;
}

const char *language_note(const struct lines *l, size_t line)
{
	struct view v = { .size = 0 };
	if (line_size(l, line) > LABEL_SIZE)
		return NULL;
	view_line(&v, l, line);
	return note_language(v.text, v.size);
}

struct parse {
	size_t person, person_end;
	size_t party, party_end; /* inside its bracket */
	const char *language;
	int brackets;
	size_t end; /* after the colon */
	size_t label_end;
};

static size_t parse_brackets(const char *text, size_t at, struct parse *p)
{
	while (text[at] == '(' && p->brackets < BRACKETS_MOST) {
		size_t end = bracket_end(text, at);
		if (end == 0)
			return at;
		const char *language = note_language(text + at, end - at);
		if (language != NULL) {
			p->language = language;
		} else if (!is_note(text + at) && p->party_end == 0) {
			p->party = at + 1;
			p->party_end = end - 1;
		}
		p->brackets++;
		p->label_end = end;
		at = skip_spaces(text, end);
	}
	return at;
}

/* Title and name, brackets, a colon: a colon before the brackets is forgiven, and
 * a semicolon after them. */
static bool parse_label(const char *text, struct parse *p)
{
	size_t at = 0;
	size_t digits = strspn(text, "0123456789");
	if (digits > 0 && digits < 4 && text[digits] == '.' && text[digits + 1] == ' ')
		at = skip_spaces(text, digits + 1);
	size_t officer = ONE_OF(text + at, officers), title = officer > 0 ? 0 : ONE_OF(text + at, titles);
	if (officer == 0 && title == 0)
		return false;
	*p = (struct parse){ .person = at };
	size_t name = skip_spaces(text, at + title);
	if (title > 0 && ONE_OF(text + name, not_names) > 0)
		return false;
	p->person_end = officer > 0 ? at + officer : name_end(text, name);
	if (title > 0 && p->person_end == name)
		return false;
	p->label_end = p->person_end;
	at = skip_spaces(text, p->person_end);
	size_t behind = text[at] == ':' ? skip_spaces(text, at + 1) : at;
	at = text[behind] == '(' ? parse_brackets(text, behind, p) : at;
	if (behind > p->person_end && text[behind] == '(' && p->brackets == 0)
		return false;
	if (text[at] != ':' && !(text[at] == ';' && p->brackets > 0))
		return false;
	p->end = at + 1;
	return true;
}

bool label_at(struct reader *r, size_t line, size_t end, struct label *out)
{
	struct view v;
	struct parse p;
	const struct lines *l = &r->lines;
	view_make(&v, l, line, end);
	if (!parse_label(v.text, &p))
		return false;
	size_t after = skip_spaces(v.text, p.end);
	bool on_second = after >= v.second && v.second < v.size;
	size_t text_line = on_second ? line + 1 : line;
	uint32_t from = l->at[text_line].start + (uint32_t)(after - (on_second ? v.second : 0));
	if (from >= l->at[text_line].end) {
		text_line++;
		while (text_line < end && l->at[text_line].furniture)
			text_line++;
		if (text_line >= end)
			return false;
		from = l->at[text_line].start;
	}
	*out = (struct label){
		.printed = reader_text(r, v.text, p.label_end),
		.person = reader_text(r, v.text + p.person, p.person_end - p.person),
		.party = reader_text(r, v.text + p.party, p.party_end - p.party),
		.language = p.language == NULL ? "" : p.language,
		.line = text_line,
		.from = from,
	};
	return true;
}

bool label_is_near(const struct lines *l, size_t line)
{
	struct view v;
	view_make(&v, l, line, l->count);
	if (strchr(v.text, ':') == NULL)
		return false;
	for (size_t k = 0; k < sizeof titles / sizeof *titles; k++) {
		if (prefix_of(v.text, titles[k]) > 0)
			return true;
	}
	return ONE_OF(v.text, officers) > 0;
}
