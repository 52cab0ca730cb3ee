/* Covers of meeting records: symbol, organ, session, number, date and place, who
 * presides, members, agenda. A cover ends where the meeting begins. */
#include "domain/reader_record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "domain/citation.h"
#include "domain/dates.h"
#include "domain/party.h"
#include "domain/reader_titles.h"

#define PLACE_COLUMNS 40
#define PRESIDENT_LINES 12
#define MEMBERS_MOST 64
#define HEADER_SYMBOLS 40 /* lines that a cover's marks are looked for in */

static const char *const openings[] = {
	"The meeting was called to order",
	"The meeting resumed",
	"The meeting was resumed",
	"The meeting was opened",
	"In the absence of the ",
	"The agenda was adopted",
	"The provisional agenda was adopted",
};

static bool begins_with(const struct lines *l, size_t i, const char *words)
{
	size_t n = strlen(words);
	return line_size(l, i) >= n && text_equal(line_text(l, i), n, words, n);
}

static bool is_opening(const struct lines *l, size_t i)
{
	if (*line_text(l, i) != 'T' && *line_text(l, i) != 'I')
		return false;
	for (size_t k = 0; k < sizeof openings / sizeof *openings; k++) {
		if (begins_with(l, i, openings[k]))
			return true;
	}
	return false;
}

static bool is_agenda_line(const struct lines *l, size_t i)
{
	size_t size = line_size(l, i);
	const char *text = line_text(l, i);
	return text_equal(text, size, "agenda", 6) || text_equal(text, size, "agenda:", 7) ||
	       text_equal(text, size, "provisional agenda", 18);
}

void cover_find(struct record *rec)
{
	const struct lines *l = &rec->r->lines;
	struct label label;
	size_t end = 0;
	while (end < l->count && !is_opening(l, end) &&
	       !(label_at(rec->r, end, l->count, &label) && (label.sure || label.officer)))
		end++;
	rec->cover_end = end == l->count ? 0 : end;
	rec->agenda_line = rec->cover_end;
	for (size_t i = 0; i < rec->cover_end && rec->agenda_line == rec->cover_end; i++) {
		if (is_agenda_line(l, i))
			rec->agenda_line = i;
	}
}

bool record_fits(struct reader *r)
{
	const struct lines *l = &r->lines;
	bool opening = false, closing = false, symbol = false;
	size_t labels = 0;
	for (size_t i = 0; i < l->count && !opening; i++) {
		struct label label;
		opening = is_opening(l, i) && begins_with(l, i, "The meeting");
		closing = closing || begins_with(l, i, "The meeting rose at");
		symbol = symbol || (i < HEADER_SYMBOLS && record_symbol_is(line_text(l, i), line_size(l, i)));
		if (labels < 2 && (symbol || closing || i > 0) && label_at(r, i, l->count, &label) &&
		    (label.sure || label.officer))
			labels++;
	}
	return opening || (symbol && labels > 0) || (closing && labels > 0);
}

/* Lines as one text. */

static bool is_leader(const char *text, size_t size, size_t i)
{
	return text[i] == '.' && i + 2 < size &&
	       ((text[i + 1] == '.' && text[i + 2] == '.') || (text[i + 1] == ' ' && text[i + 2] == '.'));
}

/* Copies a line's words, dotted leaders as one space. */
static size_t put_line(char *out, size_t size, const char *text, size_t length)
{
	for (size_t i = 0; i < length && size < WINDOW_BYTES;) {
		bool leader = is_leader(text, length, i);
		while (leader && i < length && (text[i] == '.' || text[i] == ' '))
			i++;
		if (leader || (unsigned char)text[i] <= ' ') {
			if (size > 0 && out[size - 1] != ' ')
				out[size++] = ' ';
			i += leader ? 0 : 1;
		} else {
			out[size++] = text[i++];
		}
	}
	return size;
}

void window_fill(struct window *w, const struct lines *l, size_t first, size_t end)
{
	w->size = 0;
	w->end = first;
	for (size_t i = first; i < end && w->size < WINDOW_BYTES; i++) {
		if (!l->at[i].furniture) {
			bool hyphen = w->size > 1 && w->text[w->size - 1] == '-' && w->text[w->size - 2] != ' ';
			if (w->size > 0 && w->text[w->size - 1] != ' ' && !hyphen)
				w->text[w->size++] = ' ';
			w->size = put_line(w->text, w->size, line_text(l, i), line_size(l, i));
		}
		w->end = i + 1;
	}
	while (w->size > 0 && ((unsigned char)w->text[w->size - 1] & 0xC0) == 0x80 && w->size == WINDOW_BYTES)
		w->size--;
	if (w->size == WINDOW_BYTES && (unsigned char)w->text[w->size - 1] >= 0xC0)
		w->size--;
	while (w->size > 0 && w->text[w->size - 1] == ' ')
		w->size--;
	w->text[w->size] = '\0';
}

static const char *joined(struct record *rec, size_t first, size_t end)
{
	struct window w;
	window_fill(&w, &rec->r->lines, first, end);
	return reader_text(rec->r, w.text, w.size);
}

/* Marks of the meeting. */

static const struct {
	const char *prefix, *organ;
} organs[] = {
	{ "S/", "Security Council" },
	{ "A/C.1/", "First Committee" },
	{ "A/C.2/", "Second Committee" },
	{ "A/C.3/", "Third Committee" },
	{ "A/C.4/", "Fourth Committee" },
	{ "A/C.5/", "Fifth Committee" },
	{ "A/C.6/", "Sixth Committee" },
	{ "A/SPC/", "Special Political Committee" },
	{ "A/BUR/", "General Committee" },
	{ "A/AC.", "" },
	{ "A/CONF.", "" },
	{ "A/", "General Assembly" },
	{ "T/", "Trusteeship Council" },
	{ "E/", "Economic and Social Council" },
	{ "CD/", "Conference on Disarmament" },
};

static void symbol_read(struct record *rec, const char *text, size_t size)
{
	Truce__V1__Statement *s = rec->meeting->statement;
	char symbol[96];
	size_t n = 0;
	for (size_t i = 0; i < size && n < sizeof symbol - 1; i++) {
		if (text[i] != '*' && !(text[i] == ' ' && i > 2 && memcmp(text + i - 3, "PV.", 3) == 0))
			symbol[n++] = text[i];
	}
	symbol[n] = '\0';
	s->symbol = message_borrow(reader_text(rec->r, symbol, n));
	const char *pv = strstr(symbol, "PV."), *resumption = strstr(symbol, "esumption");
	rec->m->meeting_number = pv == NULL ? 0 : (int)strtol(pv + 3, NULL, 10);
	if (resumption != NULL) {
		resumption += strcspn(resumption, "0123456789");
		rec->m->resumption = *resumption == '\0' ? 1 : (int)strtol(resumption, NULL, 10);
	}
	for (size_t k = 0; k < sizeof organs / sizeof *organs && s->organ[0] == '\0'; k++) {
		if (strncmp(symbol, organs[k].prefix, strlen(organs[k].prefix)) == 0) {
			s->organ = message_borrow(organs[k].organ);
			break;
		}
	}
}

/* A symbol among the words of a line: "United Nations S/PV.8422". */
static void symbol_look(struct record *rec, size_t line)
{
	const char *text = line_text(&rec->r->lines, line);
	size_t size = line_size(&rec->r->lines, line);
	for (size_t i = 0; i < size && size < 120 && rec->meeting->statement->symbol[0] == '\0'; i++) {
		size_t n = i == 0 || (unsigned char)text[i - 1] <= ' ' ? record_symbol_at(text + i, size - i) : 0;
		if (n > 0 && (i + n == size || (unsigned char)text[i + n] <= ' '))
			symbol_read(rec, text + i, n);
	}
}

static bool ends_with(const char *text, size_t size, const char *word)
{
	size_t n = strlen(word);
	return size > n && text_equal(text + size - n, n, word, n) && text[size - n - 1] == ' ';
}

static void session_read(struct record *rec, size_t line)
{
	const char *text = line_text(&rec->r->lines, line);
	size_t size = line_size(&rec->r->lines, line);
	struct words w = { .count = 0 };
	if (rec->m->session[0] != '\0' || size > 80 ||
	    (!ends_with(text, size, "year") && !ends_with(text, size, "session")))
		return;
	if (!words_split(&w, text, size, rec->r->arena)) {
		rec->r->full = true;
		return;
	}
	int number = 0;
	if (w.count == 0 || ordinal_match(&w, 0, &number) == 0)
		return;
	rec->m->session = message_borrow(reader_text(rec->r, text, size));
	rec->m->session_number = number;
}

/* "107th plenary meeting", "8422nd meeting", and "8422" over "nd meeting". */
static void number_read(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	const char *text = line_text(l, line);
	size_t size = line_size(l, line), digits = 0;
	while (digits < size && text[digits] >= '0' && text[digits] <= '9')
		digits++;
	bool own = false;
	for (size_t i = digits; i + 7 <= size && !own; i++)
		own = text_equal(text + i, 7, "meeting", 7);
	bool over = digits == size && line + 1 < l->count &&
		    ends_with(line_text(l, line + 1), line_size(l, line + 1), "meeting");
	if (digits == 0 || digits > 6 || size > 120 || (!own && !over))
		return;
	rec->meeting->statement->meeting = message_borrow(reader_text(rec->r, text, digits));
	int number = atoi(rec->meeting->statement->meeting);
	if (rec->m->meeting_number == 0)
		rec->m->meeting_number = number;
	else if (rec->m->meeting_number != number)
		reader_find(rec->r, TRUCE__V1__FINDING__KIND__KIND_INCONSISTENT, l->at[line].number,
			    rec->meeting->statement->meeting, "the meeting's number is not that of the symbol");
}

/* The place of "Held at Headquarters, New York, on …". */
static void place_held(struct record *rec, size_t line)
{
	static const char *const held[] = { "Held at Headquarters, ", "Held at Headquarters in ", "Held at ",
					    "Held in " };
	const struct lines *l = &rec->r->lines;
	size_t size = line_size(l, line), from = 0, n = 0;
	for (size_t k = 0; k < sizeof held / sizeof *held && from == 0; k++)
		from = begins_with(l, line, held[k]) ? strlen(held[k]) : 0;
	if (from == 0)
		return;
	const char *text = line_text(l, line) + from;
	size -= from;
	while (n < size && !(n + 4 <= size && memcmp(text + n, ", on", 4) == 0) &&
	       !(n + 4 <= size && memcmp(text + n, " on ", 4) == 0))
		n++;
	while (n > 0 && text[n - 1] == ',')
		n--;
	rec->meeting->statement->place = message_borrow(reader_text(rec->r, text, n));
}

/* The line behind the one that ends with the time of day. */
static void place_behind(struct record *rec, size_t line, size_t end)
{
	const struct lines *l = &rec->r->lines;
	line += line + 1 < end && begins_with(l, line + 1, "at ") ? 1 : 0;
	const char *text = line_text(l, line);
	size_t size = line_size(l, line);
	bool timed = (size > 4 && memcmp(text + size - 2, "m.", 2) == 0) || ends_with(text, size, "noon");
	if (!timed || line + 1 >= end || l->at[line + 1].columns > PLACE_COLUMNS || !line_begins_sentence(l, line + 1))
		return;
	text = line_text(l, line + 1);
	size = line_size(l, line + 1);
	for (size_t i = 0; i < size; i++) {
		if (strchr("0123456789:()/", text[i]) != NULL)
			return;
	}
	rec->meeting->statement->place = message_borrow(reader_text(rec->r, text, size));
}

static void date_read(struct record *rec, size_t line, size_t end)
{
	struct words w = { .count = 0 };
	struct date_words d;
	size_t size = line_size(&rec->r->lines, line);
	if (rec->meeting->statement->date != NULL || size > 200)
		return;
	if (!words_split(&w, line_text(&rec->r->lines, line), size, rec->r->arena)) {
		rec->r->full = true;
		return;
	}
	for (size_t i = 0; i < w.count; i++) {
		size_t n = dates_match(&w, i, &d);
		if (n == 0)
			continue;
		if (d.year_kind == DATE_YEAR_SAID &&
		    d.precision == TRUCE__V1__DATE_INTERVAL__PRECISION__PRECISION_DAY) {
			rec->meeting->statement->date = dates_message(&w, i, n, &d, 0, rec->r->arena);
			if (rec->meeting->statement->place[0] == '\0')
				place_behind(rec, line, end);
		}
		return;
	}
}

/* "15:10" of "at 3.10 p.m.", "at 15.10", "at noon". */
const char *clock_in(struct reader *r, const char *text)
{
	const char *at = strstr(text, " at ");
	if (at == NULL)
		return "";
	at += 4;
	if (strncmp(at, "noon", 4) == 0 || strncmp(at, "12 noon", 7) == 0)
		return "12:00";
	if (strncmp(at, "midnight", 8) == 0)
		return "00:00";
	char *end;
	long hour = strtol(at, &end, 10), minute = 0;
	if (end == at || hour < 0 || hour > 24)
		return "";
	if ((*end == '.' || *end == ':') && end[1] >= '0' && end[1] <= '5' && end[2] >= '0' && end[2] <= '9') {
		minute = (end[1] - '0') * 10 + (end[2] - '0');
		end += 3;
	}
	end += *end == ' ' ? 1 : 0;
	bool am = strncmp(end, "a.m", 3) == 0 || strncmp(end, "am", 2) == 0;
	bool pm = strncmp(end, "p.m", 3) == 0 || strncmp(end, "pm", 2) == 0;
	if ((am || pm) && hour > 12)
		return "";
	hour = pm && hour < 12 ? hour + 12 : am && hour == 12 ? 0 : hour;
	return hour > 23 ? "" : reader_printf(r, "%02ld:%02ld", hour, minute);
}

/* Who presides. */

static const char *const presiding[] = {
	"President:", "Presidents:",      "Acting President:", "Temporary President:",
	"Chairman:",  "Chair:",           "Chairperson:",      "Chairwoman:",
	"Chairmen:",  "Acting Chairman:", "Acting Chair:",     "Acting Chairperson:",
	"Co-Chairs:", "Co-Presidents:",
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

static bool goes_on(const struct lines *l, size_t i, const char *so_far)
{
	return is_unclosed(so_far) || begins_with(l, i, "later") || begins_with(l, i, "(") ||
	       begins_with(l, i, "and ") ||
	       (line_size(l, i) > 4 && title_at(line_text(l, i), line_size(l, i)) > 0 &&
		memchr(line_text(l, i), '(', line_size(l, i)) != NULL);
}

static size_t president_read(struct record *rec, size_t line, size_t end)
{
	const struct lines *l = &rec->r->lines;
	size_t role = 0;
	for (size_t k = 0; k < sizeof presiding / sizeof *presiding && role == 0; k++)
		role = begins_with(l, line, presiding[k]) ? strlen(presiding[k]) : 0;
	if (role == 0)
		return line;
	size_t next = line + 1;
	struct window w;
	window_fill(&w, l, line, next);
	while (next < end && next - line < PRESIDENT_LINES && goes_on(l, next, w.text) &&
	       !begins_with(l, next, "Members"))
		window_fill(&w, l, line, ++next);
	size_t length = role - 1;
	if (length > 1 && line_text(l, line)[length - 1] == 's')
		length--;
	char office[32];
	snprintf(office, sizeof office, "%.*s", (int)length, line_text(l, line));
	for (size_t i = 1; office[i] != '\0'; i++)
		office[i] = office[i] >= 'A' && office[i] <= 'Z' && office[i - 1] != ' ' && office[i - 1] != '-'
				    ? (char)(office[i] + ('a' - 'A'))
				    : office[i];
	chair_add(rec, w.text + (role < w.size ? role : w.size), reader_text(rec->r, office, strlen(office)));
	return next - 1;
}

/* Members. */

struct seats {
	const char *states[MEMBERS_MOST], *persons[MEMBERS_MOST];
	size_t state_count, person_count, line;
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
	if (*text >= '0' && *text <= '9') /* a job number */
		return;
	if (person && seats->person_count < MEMBERS_MOST)
		seats->persons[seats->person_count++] = reader_text(rec->r, text, size);
	else if (!person && seats->state_count < MEMBERS_MOST)
		seats->states[seats->state_count++] = reader_text(rec->r, text, size);
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

/* Whether a name's title begins behind a state: "Cape Verde Mr. BARBOZA". */
static bool seat_ends(const char *text, size_t size, size_t i)
{
	char state[80];
	if (i == 0 || i >= sizeof state || text[i] != ' ' || i + 3 > size || title_at(text + i + 1, size - i - 1) == 0)
		return false;
	memcpy(state, text, i);
	state[i] = '\0';
	return party_of(state) != NULL;
}

/* A line of states, persons, or one of each with leaders between. A state over two
 * lines is joined where only the two together are a party. */
static void seats_line(struct record *rec, struct seats *seats, const char *text, size_t size)
{
	size_t had = seats->state_count;
	while (size > 0) {
		size_t end = 0, gap = 0;
		while (end < size && (gap = column_gap(text, size, end)) == 0 && !seat_ends(text, size, end))
			end++;
		seat_put(rec, seats, text, end);
		text += end + gap;
		size -= end + gap;
	}
	if (had == 0 || seats->state_count == had || party_of(seats->states[had - 1]) != NULL)
		return;
	const char *both = reader_printf(rec->r, "%s %s", seats->states[had - 1], seats->states[had]);
	if (party_of(both) != NULL) {
		seats->states[had - 1] = both;
		seats->state_count--;
	}
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
	bool pair = seats->state_count == seats->person_count;
	for (size_t i = 0; i < seats->state_count; i++)
		list_add(rec->r, &rec->members, person_new(rec->r, pair ? seats->persons[i] : "", seats->states[i]));
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

static size_t members_read(struct record *rec, size_t line, size_t end)
{
	const struct lines *l = &rec->r->lines;
	bool present = begins_with(l, line, "Present:");
	if (!present && !begins_with(l, line, "Members:") && !begins_with(l, line, "Members of the Council"))
		return line;
	size_t next = line + 1;
	while (next < end && !is_agenda_line(l, next) && !begins_with(l, next, "This record") &&
	       !record_symbol_is(line_text(l, next), line_size(l, next)) && !(present && l->at[next].gap))
		next++;
	if (present) {
		const char *text = joined(rec, line, next), *list = strrchr(text, ':');
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
		if (!l->at[i].furniture)
			seats_line(rec, seats, line_text(l, i), line_size(l, i));
	}
	seats_pair(rec, seats);
	return next - 1;
}

/* Agenda. */

static void agenda_read(struct record *rec)
{
	const struct lines *l = &rec->r->lines;
	struct piece *p = NULL;
	for (size_t i = rec->agenda_line + 1; i < rec->cover_end && !rec->r->full; i++) {
		if (l->at[i].furniture || line_size(l, i) < 3)
			continue;
		if (p == NULL || l->at[i].gap)
			p = piece_add(rec->r, rec->meeting, TRUCE__V1__BLOCK__KIND__KIND_HEADING, i);
		else
			p->end = i + 1;
	}
	if (p == NULL)
		return;
	Truce__V1__MeetingItem *item = reader_new(rec->r, &truce__v1__meeting_item__descriptor);
	if (item == NULL)
		return;
	const struct piece *first = &rec->meeting->pieces[0];
	item->title = message_borrow(joined(rec, first->first, first->end));
	list_add(rec->r, &rec->items, item);
}

static void organ_read(struct record *rec, size_t line)
{
	const struct lines *l = &rec->r->lines;
	for (size_t k = 0; k < sizeof organs / sizeof *organs; k++) {
		if (organs[k].organ[0] != '\0' && rec->meeting->statement->organ[0] == '\0' &&
		    text_equal(line_text(l, line), line_size(l, line), organs[k].organ, strlen(organs[k].organ)))
			rec->meeting->statement->organ = message_borrow(organs[k].organ);
	}
}

void cover_read(struct record *rec)
{
	const struct lines *l = &rec->r->lines;
	Truce__V1__Statement *s = rec->meeting->statement;
	size_t end = rec->cover_end;
	for (size_t i = 0; i < end && !rec->r->full; i++) {
		symbol_look(rec, i);
		organ_read(rec, i);
		rec->m->provisional |= text_equal(line_text(l, i), line_size(l, i), "provisional", 11);
	}
	for (size_t i = 0; i < end && !rec->r->full; i++) {
		session_read(rec, i);
		if (s->meeting[0] == '\0')
			number_read(rec, i);
		place_held(rec, i);
		if (i < rec->agenda_line)
			date_read(rec, i, end);
		i = president_read(rec, i, end);
		i = members_read(rec, i, end);
	}
	if (s->meeting[0] == '\0' && rec->m->meeting_number > 0)
		s->meeting = message_borrow(reader_printf(rec->r, "%d", rec->m->meeting_number));
	agenda_read(rec);
}
