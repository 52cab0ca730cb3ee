/* Who presides and who is a member, by the cover of a meeting's record. */
#include "base/ascii.h"
#include "domain/reader/record.h"

#include <stdio.h>
#include <string.h>

#include "domain/party.h"
#include "domain/reader/titles.h"

#define PRESIDENT_LINES 12
#define PRESIDED_BYTES 240
#define OFFICES_MOST 4
#define MEMBERS_MOST 64
#define HEADS_MOST 4  /* lines of heads, between one and what it heads */
#define STATE_WORDS 8 /* of the longest name of one */

/* ---- Who presides ----------------------------------------------------- */

static const char *const presiding[] = {
	"President:",       "Presidents:",   "Acting President:",   "Temporary President:", "Temporary Chairman:",
	"Chairman:",        "Chair:",        "Chairperson:",        "Chairwoman:",          "Chairmen:",
	"Acting Chairman:", "Acting Chair:", "Acting Chairperson:", "Co-Chairs:",           "Co-Presidents:",
};

static bool is_unclosed(const char *text)
{
	int depth = 0;
	bool any = false;
	for (; *text != '\0'; text++) {
		depth += *text == '(' ? 1 : *text == ')' ? -1 : 0;
		any = any || *text == '(';
	}
	return depth > 0 || !any;
}

/* Where "President:" begins in a line: behind the time of day, "at 10 a.m. President: Mr. Odd
 * (Peru).", or with it. */
static size_t presiding_from(const struct lines *l, size_t line)
{
	static const char behind[] = ".m. President: ";
	const char *text = line_text(l, line), *at = NULL;
	size_t size = line_size(l, line);
	if (size < PRESIDED_BYTES && (line_begins(l, line, "at ") || line_begins(l, line, "Held at ")))
		at = memmem(text, size, behind, sizeof behind - 1);
	return at == NULL ? 0 : (size_t)(at - text) + 4;
}

static size_t presiding_at(const struct lines *l, size_t line)
{
	size_t role = presiding_from(l, line) > 0 ? strlen(presiding[0]) : 0;
	for (size_t k = 0; k < sizeof presiding / sizeof *presiding && role == 0; k++)
		role = line_begins(l, line, presiding[k]) ? strlen(presiding[k]) : 0;
	const char *text = line_text(l, line);
	size_t size = line_size(l, line);
	bool spoiled = role == 0 && size > 15 && line_begins(l, line, "President") && strchr(";s.", text[9]) != NULL;
	if (spoiled && text[10] == ' ' && title_at(text + 11, size - 11) > 0 && memchr(text, '(', size) != NULL)
		role = 10; /* as scans read the colon */
	return role;
}

/* Whether a line is leaders and nothing else. */
static bool is_leaders(const struct lines *l, size_t i)
{
	const char *text = line_text(l, i);
	size_t size = line_size(l, i), n = 0;
	while (n < size && (text[n] == '.' || text[n] == ' '))
		n++;
	return n == size && size > 2;
}

/* A blank line may stand before a bracket, before leaders, or before the name where that is
 * missing. */
static bool goes_on(const struct lines *l, size_t i, const char *so_far)
{
	bool bracket = line_begins(l, i, "("), opened = strchr(so_far, '(') != NULL;
	bool named = so_far[strcspn(so_far, ":")] == ':' && so_far[strcspn(so_far, ":") + 1] != '\0';
	if (presiding_at(l, i) > 0)
		return false;
	if (is_leaders(l, i))
		return !opened;
	if (l->at[i].gap && !opened && named && !bracket)
		return false;
	return is_unclosed(so_far) || line_begins(l, i, "later") || bracket || line_begins(l, i, "and ") ||
	       (line_size(l, i) > 4 && title_at(line_text(l, i), line_size(l, i)) > 0 &&
		memchr(line_text(l, i), '(', line_size(l, i)) != NULL);
}

bool president_begins(const struct lines *l, size_t line)
{
	return presiding_at(l, line) > 0;
}

/* "Present: The representatives of the following countries:", whatever a scan made of its
 * first word. */
static bool is_present(const struct lines *l, size_t line)
{
	static const char following[] = "The representatives of the following ";
	size_t size = line_size(l, line), n = sizeof following - 1;
	size_t word = 0;
	while (word < size && word < 12 && line_text(l, line)[word] != ' ' && line_text(l, line)[word] != ':')
		word++;
	if (line_begins(l, line, "Present:"))
		return true;
	return word < 12 && word + 2 < size && line_text(l, line)[word] == ':' && size - word - 2 >= n &&
	       memcmp(line_text(l, line) + word + 2, following, n) == 0;
}

bool members_begin(const struct lines *l, size_t line)
{
	return is_present(l, line) || line_begins(l, line, "Members:") ||
	       text_is(line_text(l, line), line_size(l, line), "Members") ||
	       line_begins(l, line, "Members of the Council");
}

/* "ACTING PRESIDENTS:" is "Acting President". */
static const char *office_of(struct record *rec, size_t line, size_t role)
{
	char office[32];
	const char *text = line_text(&rec->r->lines, line) + presiding_from(&rec->r->lines, line);
	size_t length = role - 1;
	if (length > 1 && text[length - 1] == 's')
		length--;
	snprintf(office, sizeof office, "%.*s", (int)length, text);
	for (size_t i = 1; office[i] != '\0'; i++)
		office[i] = is_capital(office[i]) && office[i - 1] != ' ' && office[i - 1] != '-'
				    ? (char)(office[i] + ('a' - 'A'))
				    : office[i];
	return reader_text(rec->r, office, strlen(office));
}

/* Offices on a line each, and behind them as many persons: the last line; 0 where there are
 * not several. */
static size_t presidents_apart(struct record *rec, size_t line, size_t end)
{
	const struct lines *l = &rec->r->lines;
	size_t offices = 0;
	while (line + offices < end && presiding_at(l, line + offices) == line_size(l, line + offices))
		offices++;
	size_t next = line + offices, persons = 0;
	if (offices < 2 || offices > OFFICES_MOST)
		return 0;
	size_t at[OFFICES_MOST + 1];
	for (; persons < offices && next < end && title_at(line_text(l, next), line_size(l, next)) > 0; persons++) {
		at[persons] = next++;
		next += next < end && *line_text(l, next) == '('; /* the state apart */
	}
	at[persons] = next;
	for (size_t i = 0; persons == offices && i < offices; i++)
		chair_add(rec, window_text(rec, at[i], at[i + 1]), office_of(rec, line + i, line_size(l, line + i)));
	return persons == offices ? next - 1 : 0;
}

/* Bytes between two columns: leaders, a tabulator, or two blanks; 0 for none. */
static size_t column_gap(const char *text, size_t size, size_t i)
{
	size_t end = i;
	while (end < size && (text[end] == ' ' || text[end] == '\t' || text[end] == '.'))
		end++;
	bool tab = memchr(text + i, '\t', end - i) != NULL;
	bool gap = tab || is_leader(text, size, i) || (end - i > 1 && text[i] == ' ');
	return gap ? end - i : 0;
}

/* Who presides with the state that stands in a column of its own, without brackets, "Miss BROOKS
 *       Liberia"; NULL where none does. */
static const char *president_apart(struct record *rec, size_t line, size_t from)
{
	const char *text = line_text(&rec->r->lines, line);
	size_t size = line_size(&rec->r->lines, line), end, gap = 0;
	while (from < size && (text[from] == ' ' || text[from] == '\t'))
		from++;
	for (end = from; end < size && (gap = column_gap(text, size, end)) == 0;)
		end++;
	if (gap == 0 || end + gap >= size || title_at(text + from, end - from) == 0 || memchr(text, '(', size) != NULL)
		return NULL;
	const char *state = reader_text(rec->r, text + end + gap, size - end - gap);
	if (party_of(state) == NULL)
		return NULL;
	return reader_printf(rec->r, "%.*s (%s)", (int)(end - from), text + from, state);
}

size_t president_read(struct record *rec, size_t line, size_t end)
{
	const struct lines *l = &rec->r->lines;
	size_t role = presiding_at(l, line), next = line + 1, from = presiding_from(l, line) + role;
	if (role == 0 || l->at[line].furniture)
		return line;
	size_t apart = presidents_apart(rec, line, end);
	if (apart > 0)
		return apart;
	const char *stated = president_apart(rec, line, from);
	if (stated != NULL) {
		chair_add(rec, stated, office_of(rec, line, role));
		return line;
	}
	struct window w;
	window_fill(&w, l, line, next);
	for (; next < end && next - line < PRESIDENT_LINES && !line_begins(l, next, "Members");
	     window_fill(&w, l, line, ++next)) {
		if (w.size == role && text_is(line_text(l, next), line_size(l, next), "Official Records"))
			furniture_add(rec->r, next, "a note of the cover, left out");
		else if (!goes_on(l, next, w.text))
			break;
	}
	chair_add(rec, w.text + (from < w.size ? from : w.size), office_of(rec, line, role));
	return next - 1;
}

/* ---- Members ---------------------------------------------------------- */

struct seats {
	const char *states[MEMBERS_MOST], *persons[MEMBERS_MOST];
	size_t with[MEMBERS_MOST]; /* the person on a state's line, from 1; 0 for none */
	size_t state_count, person_count, line;
	bool apart;                 /* some person stands on no state's line */
	const char *president, *of; /* who heads them where the cover's own line names nobody */
};

static void seat_put(struct record *rec, struct seats *seats, const char *text, size_t size)
{
	while (size > 0 && (text[size - 1] == ' ' || text[size - 1] == '.'))
		size--;
	while (size > 0 && *text == ' ') {
		text++;
		size--;
	}
	if (size == 0)
		return;
	bool person = title_at(text, size) > 0;
	if (is_digit(*text)) /* a job number */
		return;
	if (person && seats->person_count < MEMBERS_MOST)
		seats->persons[seats->person_count++] = reader_text(rec->r, text, size);
	else if (!person && seats->state_count < MEMBERS_MOST)
		seats->states[seats->state_count++] = reader_text(rec->r, text, size);
}

/* Whether a name's title begins behind a state: "Cape Verde Mr. BARBOZA"; behind the end
 * of one that the line before begins: "Northern Ireland Sir John". */
static bool seat_ends(const char *before, const char *text, size_t size, size_t i)
{
	char state[160];
	if (i == 0 || i >= sizeof state / 2 || text[i] != ' ' || i + 3 > size ||
	    title_at(text + i + 1, size - i - 1) == 0)
		return false;
	snprintf(state, sizeof state, "%.*s", (int)i, text);
	if (party_of(state) != NULL)
		return true;
	snprintf(state, sizeof state, "%s %.*s", before, (int)i, text);
	return party_of(state) != NULL;
}

/* A line of states, persons, or one of each with leaders between. A state over two
 * lines is joined where only the two together are a party. */
static void seats_line(struct record *rec, struct seats *seats, const char *text, size_t size)
{
	size_t had = seats->state_count, persons = seats->person_count;
	const char *before = had == 0 ? "" : seats->states[had - 1];
	while (size > 0) {
		size_t end = 0, gap = 0;
		while (end < size && (gap = column_gap(text, size, end)) == 0 && !seat_ends(before, text, size, end))
			end++;
		seat_put(rec, seats, text, end);
		text += end + gap;
		size -= end + gap;
	}
	if (seats->state_count == had + 1 && seats->person_count == persons + 1)
		seats->with[had] = seats->person_count;
	else if (seats->person_count > persons)
		seats->apart = true;
	if (had == 0 || seats->state_count == had || party_of(seats->states[had - 1]) != NULL)
		return;
	const char *both = reader_printf(rec->r, "%s %s", seats->states[had - 1], seats->states[had]);
	if (party_of(both) != NULL) {
		seats->states[had - 1] = both;
		seats->with[had - 1] = seats->with[had];
		seats->with[had] = 0;
		seats->state_count--;
	}
}

/* The president's state in brackets, where the cover's own line has none. */
static bool is_president_state(struct record *rec, size_t line)
{
	const char *text = line_text(&rec->r->lines, line);
	size_t size = line_size(&rec->r->lines, line);
	if (size < 4 || *text != '(' || text[size - 1] != ')')
		return false;
	const char *state = reader_text(rec->r, text + 1, size - 2);
	return party_of(state) != NULL && chair_state(rec, state);
}

/* Whether a line is who presides, at the head of the members, or his state in brackets:
 * where a cover's columns are read one by one these stand behind "Members:", the state
 * alone also where the name stands before it. */
static bool seats_president(struct record *rec, struct seats *seats, size_t line)
{
	const char *text = line_text(&rec->r->lines, line);
	size_t size = line_size(&rec->r->lines, line);
	const char *open = size < 4 || text[size - 1] != ')' ? NULL : memchr(text, '(', size);
	if (rec->chairs.count > 0)
		return is_president_state(rec, line);
	const char **put = open == text ? &seats->of : &seats->president;
	bool first = seats->state_count == 0 && seats->person_count == 0 && title_at(text, size) > 0;
	if (*put != NULL || open == NULL || (open != text && !first) ||
	    party_of(reader_text(rec->r, open + 1, size - 2 - (size_t)(open - text))) == NULL)
		return false;
	*put = window_text(rec, line, line + 1);
	return true;
}

/* A name at the head of the members that is on no state's line, where a state in brackets
 * is left over, is who presides. */
static void president_settle(struct record *rec, struct seats *seats)
{
	bool left = seats->president == NULL && seats->of != NULL && seats->person_count > 0;
	for (size_t i = 0; left && i < seats->state_count; i++)
		left = seats->with[i] != 1;
	if (left) {
		seats->president = reader_printf(rec->r, "%s %s", seats->persons[0], seats->of);
		memmove(seats->persons, seats->persons + 1, --seats->person_count * sizeof *seats->persons);
		for (size_t i = 0; i < seats->state_count; i++)
			seats->with[i] -= seats->with[i] > 0;
	}
	if (seats->president != NULL)
		chair_add(rec, seats->president, "President");
}

static Truce__V1__Person *person_new(struct reader *r, const char *printed, const char *party)
{
	Truce__V1__Person *person = reader_new(r, &truce__v1__person__descriptor);
	if (person == NULL)
		return NULL;
	person->printed = message_borrow(printed);
	if (party[0] != '\0')
		person->party = reader_party(r, party);
	return person;
}

static void seats_pair(struct record *rec, const struct seats *seats)
{
	bool by_order = seats->apart && seats->state_count == seats->person_count, pair = by_order || !seats->apart;
	for (size_t i = 0; i < seats->state_count; i++) {
		size_t person = by_order ? i + 1 : seats->with[i];
		list_add(rec->r, &rec->members,
			 person_new(rec->r, pair && person > 0 ? seats->persons[person - 1] : "", seats->states[i]));
	}
	for (size_t i = 0; i < seats->person_count && !pair; i++)
		list_add(rec->r, &rec->members, person_new(rec->r, seats->persons[i], ""));
	if (!pair && seats->person_count > 0)
		reader_find(rec->r, TRUCE__V1__FINDING__KIND__KIND_INCONSISTENT, rec->r->lines.at[seats->line].number,
			    reader_printf(rec->r, "%zu states, %zu names", seats->state_count, seats->person_count),
			    "the cover lists not as many states as names; they are kept unpaired");
}

/* "Present: The representatives of the following countries: China, Cuba, …" */
static void put_present(struct reader *r, const char *name, void *of)
{
	list_add(r, of, person_new(r, "", name));
}

/* Whether a line behind a blank one is no seat: no title or column stands in it, and it
 * is longer than a state's name. */
static bool is_no_seat(const struct lines *l, size_t line)
{
	const char *text = line_text(l, line);
	size_t size = line_size(l, line), words = 1;
	if (!l->at[line].gap || title_at(text, size) > 0)
		return false;
	for (size_t i = 0; i < size; i++) {
		if (column_gap(text, size, i) > 0 || (text[i] == ' ' && title_at(text + i + 1, size - i - 1) > 0))
			return false;
		words += text[i] == ' ';
	}
	return words > STATE_WORDS;
}

/* Whether the members end before a line. */
static bool members_end(const struct lines *l, size_t line, bool present)
{
	if (agenda_begins(l, line) || line_begins(l, line, "This record") ||
	    record_symbol_is(line_text(l, line), line_size(l, line)))
		return true;
	return present ? l->at[line].gap || line_text(l, line - 1)[line_size(l, line - 1) - 1] == '.'
		       : is_no_seat(l, line);
}

size_t members_names(struct record *rec, size_t line, size_t end)
{
	const struct lines *l = &rec->r->lines;
	size_t next = line, names = 0;
	while (next < end && (l->at[next].furniture || is_leaders(l, next) || is_president_state(rec, next)))
		next++;
	size_t first = next, count = rec->members.count;
	while (next < end && title_at(line_text(l, next), line_size(l, next)) > 0 &&
	       memchr(line_text(l, next), '(', line_size(l, next)) == NULL) {
		names++;
		next++;
	}
	bool pair = names > 0 && names == count;
	for (size_t i = 0; pair && i < count; i++)
		pair = ((const Truce__V1__Person *)rec->members.items[i])->printed[0] == '\0';
	for (size_t i = 0; pair && i < count; i++)
		((Truce__V1__Person *)rec->members.items[i])->printed =
			message_borrow(window_text(rec, first + i, first + i + 1));
	return pair ? next : first;
}

/* Where who presides and the members stand behind the heads of the cover, which a copy has read first:
 * "President: / Members: / Agenda / Provisional / Mr. Odd (Norway)"; the line before them. */
static size_t members_behind_heads(const struct lines *l, size_t line, size_t end)
{
	size_t first = line + 1;
	while (first < end && first - line < HEADS_MOST &&
	       (agenda_begins(l, first) || text_is(line_text(l, first), line_size(l, first), "Provisional")))
		first++;
	if (first == line + 1 || first >= end || !text_is(line_text(l, line), line_size(l, line), "Members:"))
		return line;
	const char *text = line_text(l, first);
	size_t size = line_size(l, first);
	return title_at(text, size) > 0 && text[size - 1] == ')' ? first - 1 : line;
}

/* Whether names stand before a line, and none in it, behind a blank one. */
static bool names_end(const struct lines *l, size_t line)
{
	return l->at[line].gap && title_at(line_text(l, line), line_size(l, line)) == 0 &&
	       title_at(line_text(l, line - 1), line_size(l, line - 1)) > 0 &&
	       memchr(line_text(l, line - 1), '(', line_size(l, line - 1)) == NULL;
}

size_t members_read(struct record *rec, size_t line, size_t end)
{
	const struct lines *l = &rec->r->lines;
	bool present = is_present(l, line);
	if (l->at[line].furniture || !members_begin(l, line))
		return line;
	size_t head = line;
	line = members_behind_heads(l, head, end);
	size_t next = line + 1;
	while (next < end && !members_end(l, next, present) && !(line > head && names_end(l, next)))
		next++;
	if (present) {
		const char *text = window_text(rec, line, next), *list = strrchr(text, ':');
		names_split(rec->r, list + 1, put_present, &rec->members);
		return next - 1;
	}
	struct seats *seats = arena_zalloc(rec->r->arena, sizeof *seats);
	if (seats == NULL) {
		rec->r->full = true;
		return line;
	}
	seats->line = line;
	const char *colon = memchr(line_text(l, line), ':', line_size(l, line));
	if (colon != NULL)
		seats_line(rec, seats, colon + 1, line_size(l, line) - (size_t)(colon - line_text(l, line)) - 1);
	for (size_t i = line + 1; i < next && !rec->r->full; i++) {
		if (!l->at[i].furniture && !seats_president(rec, seats, i))
			seats_line(rec, seats, line_text(l, i), line_size(l, i));
	}
	president_settle(rec, seats);
	seats_pair(rec, seats);
	return next - 1;
}
