/* Another printing of a record: what the reader found of it, set anew with other lines,
 * pages, headers, columns and hyphens. What it says must not change, whatever the
 * printer does. A printing follows from one number. */
#ifndef TRUCE_TESTS_REPRINT_H
#define TRUCE_TESTS_REPRINT_H

#include <ctype.h>

#include "tests/reading.h"

/* How a record is set; each follows from the number. */
struct printing {
	size_t width;     /* columns of a line */
	size_t indent;    /* of a paragraph's first line */
	size_t rows;      /* lines of a page's text, 0 for one page without end */
	size_t margin;    /* blanks before every line */
	bool gap;         /* a blank line between paragraphs */
	bool beside;      /* two columns beside one another, of a record of some pages */
	bool hyphens;     /* words are cut at a line's end */
	bool heads_alone; /* "In favour:" stands on a line of its own */
	bool feed;        /* pages end with a form feed */
	bool crlf;        /* lines end with CR LF */
	bool footnotes;   /* some pages have one */
	bool spaced;      /* words are two blanks apart here and there, or one of another width */
	unsigned header;  /* a row of page_header */
	unsigned footer;  /* of page_footer */
	uint32_t seed;
};

static inline uint32_t printing_next(struct printing *p)
{
	p->seed = p->seed * 1664525u + 1013904223u;
	return p->seed >> 8;
}

static inline bool printing_one_in(struct printing *p, uint32_t n)
{
	return printing_next(p) % n == 0;
}

#define FOOTERS 6
#define PAGES_BESIDE 6   /* columns of them at least */
#define PLAIN UINT32_MAX /* the printing with nothing but lines, */
#define PLAIN_WIDTH 200  /* and without the ends of lines that stand behind a sentence */

static inline struct printing printing_of(uint32_t number)
{
	if (number == PLAIN)
		return (struct printing){ .width = PLAIN_WIDTH, .gap = true };
	struct printing p = { .seed = number * 2654435761u + 1 };
	printing_next(&p);
	p.beside = printing_one_in(&p, 4);
	p.width = p.beside ? 38 + printing_next(&p) % 20 : 44 + printing_next(&p) % 56;
	p.gap = printing_one_in(&p, 2);
	p.indent = p.beside || printing_one_in(&p, 2) ? 2 + printing_next(&p) % 6 : 0;
	p.rows = p.beside || !printing_one_in(&p, 5) ? 24 + printing_next(&p) % 40 : 0;
	p.margin = printing_one_in(&p, 4) ? 1 + printing_next(&p) % 12 : 0;
	p.hyphens = printing_one_in(&p, 3);
	p.heads_alone = printing_one_in(&p, 2);
	p.feed = p.beside || !printing_one_in(&p, 4);
	p.crlf = printing_one_in(&p, 8);
	p.footnotes = printing_one_in(&p, 3);
	p.header = printing_next(&p);
	p.footer = printing_next(&p);
	p.spaced = printing_one_in(&p, 3);
	return p;
}

static inline char *printing_told(const struct printing *p)
{
	return support_text("width %zu, indent %zu, rows %zu, margin %zu, header %u, footer %u%s%s%s%s%s%s%s%s",
			    p->width, p->indent, p->rows, p->margin, p->header % 6, p->footer % FOOTERS,
			    p->gap ? ", gaps" : "", p->beside ? ", two columns" : "", p->hyphens ? ", hyphens" : "",
			    p->heads_alone ? ", heads alone" : "", p->feed ? ", form feeds" : "",
			    p->crlf ? ", CR LF" : "", p->footnotes ? ", footnotes" : "", p->spaced ? ", blanks" : "");
}

/* ---- Text that grows, and lines ----------------------------------------- */

struct ink {
	char *text;
	size_t size, room;
};

static inline void ink_add(struct ink *k, const char *text, size_t size)
{
	if (k->size + size + 1 > k->room) {
		k->room = (k->size + size + 1) * 2;
		k->text = realloc(k->text, k->room);
		assert_non_null(k->text);
	}
	memcpy(k->text + k->size, text, size);
	k->size += size;
	k->text[k->size] = '\0';
}

static inline void ink_put(struct ink *k, const char *text)
{
	ink_add(k, text, strlen(text));
}

struct row {
	char *text;
	size_t turn;  /* that it is of, from 1; 0 for none */
	bool goes_on; /* not the first of its paragraph */
};

struct sheet {
	struct row *rows;
	size_t count, room;
};

static inline void sheet_add(struct sheet *s, const char *text, size_t size, size_t turn, bool goes_on)
{
	if (s->count == s->room) {
		s->room = s->room * 2 + 64;
		s->rows = realloc(s->rows, s->room * sizeof *s->rows);
		assert_non_null(s->rows);
	}
	s->rows[s->count++] = (struct row){ support_text("%.*s", (int)size, text), turn, goes_on };
}

static inline void sheet_free(struct sheet *s)
{
	for (size_t i = 0; i < s->count; i++)
		free(s->rows[i].text);
	free(s->rows);
}

static inline size_t characters(const char *text, size_t size)
{
	size_t n = 0;
	for (size_t i = 0; i < size; i++)
		n += ((unsigned char)text[i] & 0xC0) != 0x80;
	return n;
}

static inline bool is_vowel(char c)
{
	return strchr("aeiouy", c) != NULL;
}

/* Where a word that does not fit may be cut: behind three small letters and before
 * three, a vowel before it and a consonant behind; 0 where it may not. */
static inline size_t cut_of(const char *word, size_t size, size_t room)
{
	for (size_t at = size < room ? size : room; at > 3; at--) {
		bool fits = at + 3 <= size && !is_vowel(word[at]) && (is_vowel(word[at - 1]) || is_vowel(word[at - 2]));
		for (size_t k = at - 3; fits && k < at + 3; k++)
			fits = word[k] >= 'a' && word[k] <= 'z';
		if (fits)
			return at;
	}
	return 0;
}

/* What stands between two words. */
static inline const char *blank_of(struct printing *p)
{
	static const char *const others[] = { "  ", "  ", "\xC2\xA0", "\xE2\x80\x89", "\t" };
	if (!p->spaced || !printing_one_in(p, 8))
		return " ";
	return others[printing_next(p) % (sizeof others / sizeof *others)];
}

/* A paragraph in lines. */
static inline void sheet_wrap(struct sheet *s, struct printing *p, const char *text, size_t indent, size_t turn)
{
	char line[512];
	size_t size = 0, columns = 0;
	bool goes_on = false;
	size = columns = indent;
	memset(line, ' ', indent);
	while (*text != '\0') {
		size_t n = strcspn(text, " "), wide = characters(text, n), blank = columns > (goes_on ? 0 : indent);
		if (columns + blank + wide > p->width && blank > 0) {
			size_t room = p->width > columns + blank + 1 ? p->width - columns - blank - 1 : 0;
			size_t cut = p->hyphens && wide == n ? cut_of(text, n, room) : 0;
			if (cut > 0) {
				size += (size_t)snprintf(line + size, sizeof line - size, " %.*s-", (int)cut, text);
				text += cut;
			}
			sheet_add(s, line, size, turn, goes_on);
			goes_on = true;
			size = columns = 0;
			continue;
		}
		if (n + 4 > sizeof line - size)
			n = sizeof line - size - 4;
		size += (size_t)snprintf(line + size, sizeof line - size, "%s%.*s", blank ? blank_of(p) : "", (int)n,
					 text);
		columns += blank + wide;
		text += n + (text[n] == ' ');
	}
	if (size > (goes_on ? 0 : indent))
		sheet_add(s, line, size, turn, goes_on);
}

static inline void sheet_gap(struct sheet *s, const struct printing *p)
{
	if (p->gap && s->count > 0 && s->rows[s->count - 1].text[0] != '\0')
		sheet_add(s, "", 0, 0, false);
}

/* ---- What a record holds ------------------------------------------------ */

struct passage_of {
	const Truce__V1__Block *block;
	size_t turn;
};

static inline int passage_compare(const void *a, const void *b)
{
	const struct passage_of *x = a, *y = b;
	return (x->block->bytes->start > y->block->bytes->start) - (x->block->bytes->start < y->block->bytes->start);
}

static inline struct passage_of *passages_of(const struct reading *r, size_t *count)
{
	size_t n = 0;
	for (size_t i = 0; i < r->response.n_statements; i++)
		n += r->response.statements[i]->n_blocks;
	struct passage_of *all = calloc(n + 1, sizeof *all);
	assert_non_null(all);
	*count = 0;
	for (size_t i = 0; i < r->response.n_statements; i++) {
		for (size_t k = 0; k < r->response.statements[i]->n_blocks; k++)
			all[(*count)++] = (struct passage_of){ r->response.statements[i]->blocks[k], i };
	}
	qsort(all, *count, sizeof *all, passage_compare);
	return all;
}

static inline bool is_furniture(const struct reading *r, int line)
{
	for (size_t i = 0; i < r->response.n_findings; i++) {
		if (r->response.findings[i]->line == line && r->response.findings[i]->kind == FINDING(FURNITURE))
			return true;
	}
	return false;
}

/* The lines of a block without furniture, each ended with LF. */
static inline char *block_lines(const struct reading *r, const Truce__V1__Block *b)
{
	struct ink k = { 0 };
	int line = 1;
	ink_put(&k, "");
	for (int64_t i = 0; i < b->bytes->start; i++)
		line += r->content[i] == '\n';
	for (size_t at = (size_t)b->bytes->start; at < (size_t)b->bytes->end; line++) {
		size_t end = at, stop = (size_t)b->bytes->end;
		while (end < stop && r->content[end] != '\n')
			end++;
		size_t from = at, to = end;
		while (from < to && isspace((unsigned char)r->content[from]))
			from++;
		while (to > from && isspace((unsigned char)r->content[to - 1]))
			to--;
		if (to > from && !is_furniture(r, line)) {
			ink_add(&k, r->content + from, to - from);
			ink_put(&k, "\n");
		}
		at = end + 1;
	}
	return k.text;
}

/* Lines joined as one paragraph. */
static inline void lines_join(char *text)
{
	size_t n = 0;
	for (size_t i = 0; text[i] != '\0'; i++) {
		char c = isspace((unsigned char)text[i]) ? ' ' : text[i];
		if (c == ' ' && (n == 0 || text[n - 1] == ' ' || (text[i] == '\n' && text[n - 1] == '-')))
			continue;
		text[n++] = c;
	}
	while (n > 0 && text[n - 1] == ' ')
		n--;
	text[n] = '\0';
}

/* Leaves out what stands behind the last sentence. */
static inline void sentences_keep(char *text)
{
	size_t size = strlen(text), end = size;
	while (end > 0 && strchr(".:?!", text[end - 1]) == NULL)
		end--;
	if (end > 0 && end + 3 < size) /* a quote's end is three bytes */
		text[end] = '\0';
}

static inline bool list_head(const char *line)
{
	static const char *const heads[] = { "In favour", "Against", "Abstaining", "Abstentions" };
	for (size_t k = 0; k < COUNT_OF(heads); k++) {
		if (strncmp(line, heads[k], strlen(heads[k])) == 0)
			return true;
	}
	return false;
}

static inline void set_lists(struct sheet *s, struct printing *p, char *lines, size_t turn)
{
	while (*lines != '\0') {
		char *end = strchr(lines, '\n') + 1;
		while (*end != '\0' && !list_head(end))
			end = strchr(end, '\n') + 1;
		char *list = support_text("%.*s", (int)(end - lines), lines), *colon = strchr(list, ':');
		lines_join(list);
		if (p->heads_alone && colon != NULL && colon[1] == ' ') {
			sheet_add(s, list, (size_t)(colon - list) + 1, turn, false);
			sheet_wrap(s, p, colon + 2, p->indent, turn);
		} else {
			sheet_wrap(s, p, list, 0, turn);
		}
		sheet_gap(s, p);
		free(list);
		lines = end;
	}
}

/* All blocks in lines. */
static inline void set_blocks(struct sheet *s, struct printing *p, const struct reading *r)
{
	size_t count;
	struct passage_of *all = passages_of(r, &count);
	for (size_t i = 0; i < count; i++) {
		const Truce__V1__Block *b = all[i].block;
		char *lines = block_lines(r, b);
		bool lists = b->kind == BLOCK(VOTE) && strstr(lines, "umber of") == NULL && list_head(lines);
		bool kept = b->kind == BLOCK(HEADING) || b->kind == BLOCK(REFUSED) ||
			    (b->kind == BLOCK(VOTE) && !lists && strstr(lines, "umber of") != NULL);
		if (lists) {
			set_lists(s, p, lines, all[i].turn);
		} else if (kept) {
			for (char *line = lines; *line != '\0'; line = strchr(line, '\n') + 1) {
				char *one = support_text("%.*s", (int)strcspn(line, "\n"), line);
				lines_join(one);
				sheet_wrap(s, p, one, 0, all[i].turn);
				free(one);
			}
		} else {
			lines_join(lines);
			if (p->width == PLAIN_WIDTH && (b->kind == BLOCK(PARAGRAPH) || b->kind == BLOCK(DECISION)))
				sentences_keep(lines);
			sheet_wrap(s, p, lines, p->indent, all[i].turn);
		}
		sheet_gap(s, p);
		free(lines);
	}
	free(all);
}

/* ---- Pages --------------------------------------------------------------- */

struct press {
	struct printing p;
	const struct reading *r;
	struct ink out;
	size_t page;
};

static inline void press_line(struct press *s, const char *text)
{
	if (*text != '\0') {
		for (size_t i = 0; i < s->p.margin; i++)
			ink_put(&s->out, " ");
		ink_put(&s->out, text);
	}
	ink_put(&s->out, s->p.crlf ? "\r\n" : "\n");
}

static inline void press_said(struct press *s, char *text)
{
	press_line(s, text);
	free(text);
}

/* "(Mr. Odd, Norway)": who goes on speaking. */
static inline void press_speaker(struct press *s, size_t turn)
{
	const Truce__V1__Person *who = turn == 0 ? NULL : s->r->response.statements[turn]->turns[0]->speaker;
	if (who != NULL && who->party != NULL && who->printed[0] != '\0' && who->party->printed[0] != '\0')
		press_said(s, support_text("(%s, %s)", who->printed, who->party->printed));
}

static inline void page_header(struct press *s, const struct row *first)
{
	const Truce__V1__Statement *m = s->r->response.statements[0];
	bool council = strncmp(m->symbol, "S/", 2) == 0, plenary = strncmp(m->organ, "General", 7) == 0;
	unsigned header = s->p.header % 6;
	if (m->symbol[0] == '\0') {
		press_said(s, support_text("%zu", s->page));
		press_line(s, "");
		s->p.footer = FOOTERS - 1; /* one number is enough */
		return;
	}
	switch (header == 1 && m->record->session[0] == '\0' ? 0 : header) {
	case 0:
		press_said(s, support_text("%s", m->symbol));
		break;
	case 1:
		press_said(s, support_text("%s%*s%s%s meeting", m->organ, 30, "", m->meeting,
					   council ? "th" : "th plenary"));
		press_said(s, support_text("%s%*s%s", m->record->session, 30, "", "11 July 1994"));
		break;
	case 2:
		press_said(s, support_text("%s", m->symbol));
		press_said(s, support_text("%zu", s->page));
		press_line(s, "");
		if (first->goes_on)
			press_speaker(s, first->turn);
		break;
	case 3:
		press_said(s, support_text("%s", m->symbol));
		press_said(s, support_text("Page %zu", s->page));
		break;
	case 4:
		press_said(s, plenary ? support_text("%zu%*sGeneral Assembly - Seventh Session - Plenary Meetings",
						     s->page, 8, "")
				      : support_text("%s", m->symbol));
		break;
	default:
		press_said(s, support_text("%s%*s%zu", m->symbol, 40, "", s->page));
		break;
	}
	press_line(s, "");
}

static inline void page_footer(struct press *s)
{
	press_line(s, "");
	if (s->p.footnotes && printing_one_in(&s->p, 3)) {
		press_line(s, "1 See Official Records of the Security Council, Thirty-seventh");
		press_line(s, "Year, Supplement for July, August and September 1982.");
		press_line(s, "");
	}
	switch (s->p.footer % FOOTERS) {
	case 0:
		press_said(s, support_text("18-43649 %zu/21", s->page));
		break;
	case 1:
		press_said(s, support_text("%zu/21%*s18-43649", s->page, 30, ""));
		break;
	case 2:
		press_said(s, support_text("- %zu -", s->page));
		break;
	case 3:
		press_said(s, support_text("%*s%zu", 30, "", s->page));
		break;
	case 4:
		press_line(s, "/...");
		break;
	default:
		break;
	}
}

/* One page's rows from first on; the row after its last. */
static inline size_t press_page(struct press *s, const struct sheet *sheet, size_t first)
{
	size_t rows = s->p.rows, left = sheet->count - first;
	if (!s->p.beside) {
		size_t n = left < rows ? left : rows;
		for (size_t i = 0; i < n; i++)
			press_line(s, sheet->rows[first + i].text);
		return first + n;
	}
	rows = left < 2 * rows ? (left + 1) / 2 : rows;
	for (size_t i = 0; i < rows; i++) {
		const char *a = sheet->rows[first + i].text;
		const char *b = first + rows + i < sheet->count ? sheet->rows[first + rows + i].text : "";
		size_t wide = characters(a, strlen(a));
		press_said(s, *b == '\0' ? support_text("%s", a)
					 : support_text("%s%*s%s", a, (int)(s->p.width - wide + 4), "", b));
	}
	return first + rows < sheet->count ? first + 2 * rows < sheet->count ? first + 2 * rows : sheet->count
					   : sheet->count;
}

/* The cover as it stands: bytes up to the first block. */
static inline void press_cover(struct press *s, size_t end)
{
	const char *text = s->r->content;
	for (size_t at = 0; at < end;) {
		size_t n = strcspn(text + at, "\n"), size = at + n < end ? n : end - at;
		while (size > 0 && isspace((unsigned char)text[at + size - 1]))
			size--;
		press_said(s, support_text("%.*s", (int)size, text + at));
		at += n + 1;
	}
	press_line(s, "");
}

/* A record printed anew, to be freed. */
static inline char *reprint(const struct reading *r, uint32_t number, size_t *size)
{
	struct press s = { .p = printing_of(number), .r = r, .page = 1 };
	struct sheet sheet = { 0 };
	size_t count, at = 0;
	struct passage_of *all = passages_of(r, &count);
	assert_true(count > 0);
	press_cover(&s, (size_t)all[0].block->bytes->start);
	free(all);
	set_blocks(&sheet, &s.p, r);
	s.p.beside = s.p.beside && sheet.count > PAGES_BESIDE * s.p.rows;
	if (s.p.beside && strncmp(r->response.statements[0]->symbol, "S/", 2) == 0) {
		ink_put(&s.out, "\f"); /* the Council's covers have a page of their own */
		s.page++;
		page_header(&s, &sheet.rows[0]);
	}
	if (s.p.rows == 0)
		s.p.rows = sheet.count;
	while (at < sheet.count) {
		if (at > 0) {
			page_footer(&s);
			ink_put(&s.out, s.p.feed ? "\f" : "\n");
			s.page++;
			page_header(&s, &sheet.rows[at]);
		}
		at = press_page(&s, &sheet, at);
	}
	sheet_free(&sheet);
	*size = s.out.size;
	return s.out.text;
}

#endif
