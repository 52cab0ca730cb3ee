/* Items of a meeting's agenda: how a line names one, and the list of them. */
#include <string.h>

#include "base/ascii.h"
#include "domain/reader/page.h"
#include "domain/reader/record.h"

#define NUMBER_BYTES 200 /* of the numbers of items under one heading */

bool agenda_begins(const struct lines *l, size_t i)
{
	static const char *const heads[] = { "provisional agenda", "agenda" };
	const char *text = line_text(l, i);
	size_t size = line_size(l, i), number = page_digits_at(text, size, 0);
	if (number > 0 && number + 2 < size && text[number] == '.' && text[number + 1] == ' ') {
		text += number + 2;
		size -= number + 2;
	}
	for (size_t k = 0; k < sizeof heads / sizeof *heads; k++) {
		size_t n = strlen(heads[k]);
		if (size < n || !text_equal(text, n, heads[k], n))
			continue;
		bool bracket = size > n + 2 && text[n] == ' ' && text[n + 1] == '(' && text[size - 1] == ')';
		if (size == n || (size == n + 1 && text[n] == ':') || bracket)
			return true;
	}
	return false;
}

const char *title_unmarked(struct reader *r, const char *title)
{
	size_t n = strlen(title);
	while (n > 0 && title[n - 1] == '*')
		n--;
	return title[n] == '\0' ? title : reader_text(r, title, n);
}

struct matter *matter_add(struct record *rec, const char *number, const char *title)
{
	struct matter *matter = arena_zalloc(rec->r->arena, sizeof *matter);
	Truce__V1__MeetingItem *item = reader_new(rec->r, &truce__v1__meeting_item__descriptor);
	if (matter == NULL || item == NULL) {
		rec->r->full = true;
		return NULL;
	}
	item->number = message_borrow(number);
	item->title = message_borrow(title_unmarked(rec->r, title));
	*matter = (struct matter){ item, rec->meeting->piece_count - 1, rec->meeting->piece_count };
	list_add(rec->r, &rec->matters, matter);
	return matter;
}

const Truce__V1__MeetingItem *matter_of(const struct record *rec, size_t piece)
{
	size_t low = 0, high = rec->matters.count; /* the matters before low begin before the piece */
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (((const struct matter *)rec->matters.items[middle])->first < piece)
			low = middle + 1;
		else
			high = middle;
	}
	return low == 0 ? NULL : ((const struct matter *)rec->matters.items[low - 1])->item;
}

/* Bytes of "Item 1 of the provisional agenda"; 0 where they are none. */
static size_t provisional_item(const char *text, size_t size)
{
	static const char words[] = " of the provisional agenda";
	size_t digits = 5, n = sizeof words - 1;
	if (size < digits + 1 + n || (*text | 0x20) != 'i' || !text_equal(text, 5, "item ", 5))
		return 0;
	while (digits < size && is_digit(text[digits]))
		digits++;
	bool fits = digits > 5 && size >= digits + n && text_equal(text + digits, n, words, n) &&
		    (size == digits + n || text[digits + n] == ' ');
	return fits ? digits + n : 0;
}

/* "Agenda item 48 and 114 (continued)", "AGENDA ITEMS 9 TO 12", "Item 1 of the provisional
 * agenda": no running words. */
bool item_begins(const char *text, size_t size)
{
	if (provisional_item(text, size) == size && size > 0)
		return true;
	static const char *const words[] = { "and", "to", "continued", "concluded", "resumed" };
	if (size < 13 || *text != 'A' || !text_equal(text, 11, "agenda item", 11))
		return false;
	size_t i = text[11] == 's' || text[11] == 'S' ? 12 : 11;
	if (i + 1 >= size || text[i] != ' ' || !is_digit(text[i + 1]))
		return false;
	while (i < size) {
		size_t start = i;
		while (i < size && is_small(text[i]))
			i++;
		bool known = i - start < 2;
		for (size_t k = 0; k < sizeof words / sizeof *words; k++)
			known = known ||
				(strlen(words[k]) == i - start && memcmp(words[k], text + start, i - start) == 0);
		if (!known)
			return false;
		i += i < size ? 1 : 0;
	}
	return true;
}

/* Bytes of what may stand among the numbers of items: "48", "(b)", ",", "and"; 0 for
 * none. *kept: whether it is a part of them, and no "(continued)". */
static size_t number_part(const char *text, bool *kept)
{
	static const char *const joints[] = { "and ", "to ", "AND ", "TO " };
	static const char *const notes[] = { "(continued", "(concluded", "(resumed" };
	size_t n = 0;
	*kept = true;
	while (is_digit(text[n]))
		n++;
	if (n > 0 && (text[n] == '\0' || strchr(" ,(:", text[n]) != NULL))
		return n;
	if (*text == ',' || *text == ' ')
		return 1;
	if (*text == '(' && is_small(text[1]) && text[2] == ')')
		return 3;
	for (size_t k = 0; k < sizeof joints / sizeof *joints; k++) {
		if (strncmp(text, joints[k], strlen(joints[k])) == 0)
			return strlen(joints[k]);
	}
	*kept = false;
	for (size_t k = 0; k < sizeof notes / sizeof *notes; k++) {
		size_t whole = strlen(notes[k]);
		if (text_equal(text, strnlen(text, whole), notes[k], whole) && text[whole] != '\0' &&
		    strchr(")}]", text[whole]) != NULL)
			return whole + 1;
	}
	return 0;
}

/* The numbers of "Agenda items 48 (b) (continued), 49 and 50": "48 (b), 49 and 50"; *title
 * is where they end. */
const char *item_number(struct record *rec, const char *text, size_t *title)
{
	const size_t provisional = provisional_item(text, strlen(text));
	if (provisional > 0) {
		*title = provisional;
		return reader_text(rec->r, text + 5, strspn(text + 5, "0123456789"));
	}
	char number[NUMBER_BYTES];
	size_t at = text[11] == 's' || text[11] == 'S' ? 12 : 11, n = 0, part;
	bool kept;
	for (*title = at; n + 8 < sizeof number && (part = number_part(text + *title, &kept)) > 0; *title += part) {
		for (size_t i = 0; kept && i < part; i++) {
			char c = text[*title + i];
			bool blank = n == 0 || number[n - 1] == ' ';
			n -= c == ',' && n > 0 && number[n - 1] == ' ';
			if (c != ' ' || !blank)
				number[n++] = c;
		}
	}
	while (n > 0 && (number[n - 1] == ' ' || number[n - 1] == ','))
		n--;
	return reader_text(rec->r, number, n);
}
