/* How a joint statement or an agreement begins: title, place and date, opening, preamble. */
#include "base/ascii.h"
#include "domain/reader/articles.h"

#include <string.h>

#define OPENING_LINES 12
#define HEAD_LINES 60 /* from a title to the first clause */
#define TITLE_COLUMNS 200
#define ARTICLES_TRIED 8 /* that may be the first of an agreement */

/* What titles say that such a text has. */
enum title { TITLE_NONE, TITLE_JOINT, TITLE_AGREEMENT };

static const char *const joint_titles[] = {
	"joint statement|declaration|communique|communiqué",
	"communiqué|communique|déclaration|declaration conjoint|conjointe|commun|commune",
	"comunicado|declaración|declaracion conjunto|conjunta",
	"Совместное|совместное|Совместная|совместная заявление|коммюнике|декларация",
	"Спільна|спільна|Спільне|спільне заява|декларація|комюніке",
};

static const char agreements[] = "agreement|memorandum|protocol|accord|accords|armistice|treaty|declaration|"
				 "acuerdo|protocolo|memorando|memorándum|tratado|declaración|"
				 "protocole|mémorandum|traité|déclaration|"
				 "Соглашение|соглашение|Протокол|Меморандум|Договор|Декларация";

/* What may stand behind these in a title: "Agreement on", but not "Agreement reached". */
static const char of_what[] = "on|of|between|for|to|regarding|concerning|relating|in|and|"
			      "de|del|entre|sobre|para|sur|relatif|о|об|по|между";

/* What an opening ends with by which those whom it names agree. */
static const char *const formulas[] = { "as follows", "о нижеследующем", "lo siguiente", "ce qui suit" };

struct joint_marker joint_marker(const struct lines *l, size_t line)
{
	static const char *const dashes[] = { "-", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\xA2" };
	const char *text = line_text(l, line);
	size_t size = line_size(l, line), n = 0;
	struct joint_marker m = { 0 };
	for (size_t k = 0; k < sizeof dashes / sizeof *dashes && n == 0; k++) {
		size_t dash = strlen(dashes[k]);
		n = size > dash + 1 && memcmp(text, dashes[k], dash) == 0 ? dash : 0;
	}
	if (n == 0) {
		for (; n < size && n < 3 && is_digit(text[n]); n++)
			m.number = m.number * 10 + (text[n] - '0');
		if (n == 0 || m.number == 0 || n + 2 >= size || (text[n] != '.' && text[n] != ')'))
			return (struct joint_marker){ 0 };
		n++;
	}
	if (text[n] != ' ' && text[n] != '\t')
		return (struct joint_marker){ 0 };
	while (n < size && (text[n] == ' ' || text[n] == '\t'))
		n++;
	m.bytes = n;
	return m;
}

static bool ends_with(const struct lines *l, size_t line, char c)
{
	return l->text[l->at[line].end - 1] == c;
}

static bool is_title(const struct lines *l, size_t line)
{
	return l->at[line].columns <= TITLE_COLUMNS && !line_ends_sentence(l, line) && !ends_with(l, line, ':') &&
	       !l->at[line].furniture && joint_marker(l, line).bytes == 0;
}

static bool says_joint(const struct words *w, size_t i)
{
	for (size_t k = 0; k < sizeof joint_titles / sizeof *joint_titles; k++) {
		if (words_match(w, i, joint_titles[k]) > 0)
			return true;
	}
	return false;
}

/* Whether a word is the title's noun: an agreement of something, or by itself. */
static bool says_agreement(const struct words *w, size_t i)
{
	bool ends = i + 1 == w->count || (w->at[i + 1].kind != WORD_LETTERS && !word_is_mark(w, i + 1, ':'));
	return words_match(w, i, agreements) > 0 && (ends || words_match(w, i + 1, of_what) > 0);
}

/* Whether a word may stand before that noun: all of a title's are large, or small ones between. */
static bool is_titles(const struct words *w, size_t i)
{
	return w->at[i].kind != WORD_LETTERS || w->at[i].capital || (unsigned char)w->text[w->at[i].start] >= 0x80 ||
	       words_match(w, i, "the|a|an|and|of|for|on|de|la|el|le") > 0;
}

static enum title title_of(struct reader *r, size_t line)
{
	struct words w = joint_words(r, line, line + 1);
	enum title title = TITLE_NONE;
	bool titles = line_begins_sentence(&r->lines, line);
	for (size_t i = 0; i < w.count; i++) {
		if (says_joint(&w, i))
			return TITLE_JOINT;
		if (title == TITLE_NONE && titles && says_agreement(&w, i))
			title = TITLE_AGREEMENT;
		titles = titles && is_titles(&w, i);
	}
	return title;
}

bool line_titles_joint(struct reader *r, size_t line)
{
	return is_title(&r->lines, line) && title_of(r, line) != TITLE_NONE;
}

size_t title_whose(const struct words *w, bool *spoken)
{
	static const char *const heads[] = {
		"press|joint|opening|official|public? statement|declaration|communique|communiqué|message by|from the?",
		"press|joint|official|public? statement|declaration|communique|communiqué of the?",
		"opening|closing|press? remarks|speech|address|intervention by the?",
		"opening|closing|press? statement|remarks|speech|address delivered|made by the?",
	};
	for (size_t k = 0; k < sizeof heads / sizeof *heads; k++) {
		size_t n = words_match(w, 0, heads[k]);
		*spoken = k >= 2;
		if (n > 0)
			return n;
	}
	return 0;
}

/* First line of the paragraph that ends with line last. */
static size_t paragraph_start(struct reader *r, size_t first, size_t last)
{
	const struct lines *l = &r->lines;
	struct dateline dateline;
	size_t i = last;
	while (i > first && last - i < OPENING_LINES && !l->at[i].gap && !l->at[i - 1].furniture &&
	       joint_marker(l, i - 1).bytes == 0 && l->at[i - 1].columns <= TITLE_COLUMNS &&
	       !line_ends_sentence(l, i - 1) && !dateline_at(r, i - 1, &dateline))
		i--;
	return i;
}

/* The first title of an agreement above its first article. */
static size_t title_over_articles(struct reader *r, size_t first, size_t item)
{
	const size_t from = item - first > HEAD_LINES ? item - HEAD_LINES : first;
	for (size_t i = from; i < item; i++) {
		if (is_title(&r->lines, i) && !ends_with(&r->lines, i, ',') && title_of(r, i) == TITLE_AGREEMENT)
			return i;
	}
	return item;
}

/* Whether an article that is the first of its kind begins at a line, and another follows. */
static bool has_articles(const struct lines *l, size_t line, size_t end)
{
	struct article_mark first = article_mark(l, line);
	for (size_t i = line + 1; first.word != NULL && first.number == 1 && i < end; i++) {
		struct article_mark m = article_mark(l, i);
		if (m.word == first.word && m.number == 2)
			return true;
	}
	return false;
}

/* The title above a first item, behind which nothing ends a sentence; item for none. */
static size_t title_above(struct reader *r, size_t first, size_t item, enum title *title)
{
	const struct lines *l = &r->lines;
	struct dateline dateline;
	for (size_t i = item; i > first && item - i < HEAD_LINES; i--) {
		size_t line = i - 1;
		if (l->at[line].furniture)
			continue;
		*title = is_title(l, line) && !ends_with(l, line, ',') ? title_of(r, line) : TITLE_NONE;
		if (*title != TITLE_NONE)
			return line;
		if (joint_marker(l, line).bytes > 0 ||
		    (line_ends_sentence(l, line) && !dateline_at(r, line, &dateline)))
			break;
	}
	return item;
}

static bool stands_first(const struct lines *l, size_t first, size_t line)
{
	return line == first || l->at[line].gap || l->at[line - 1].furniture || line_ends_sentence(l, line - 1);
}

static bool is_preamble(const struct lines *l, size_t line)
{
	return text_is(line_text(l, line), line_size(l, line), "preamble");
}

/* Lines from the title to the first item: those of the title, of place and date, the opening. */
static bool read_titled(struct reader *r, size_t first, size_t item, bool articles, struct joint_head *h)
{
	const struct lines *l = &r->lines;
	struct dateline dateline;
	enum title title = TITLE_AGREEMENT;
	size_t at = articles ? title_over_articles(r, first, item) : title_above(r, first, item, &title), end = at + 1;
	if (at == item)
		return false;
	h->start = paragraph_start(r, first, at);
	while (end < item && !l->at[end].gap && is_title(l, end) && !ends_with(l, end, ',') &&
	       !dateline_at(r, end, &dateline))
		end++;
	while (end < item && (l->at[end].furniture || dateline_at(r, end, &dateline) || is_preamble(l, end)))
		end++;
	h->opening = end;
	h->agreement = title == TITLE_AGREEMENT;
	h->start -= h->start > first && dateline_at(r, h->start - 1, &dateline) ? 1 : 0;
	h->preamble = item;
	if (end == item && h->agreement && joint_marker(l, item).number == 1) /* clauses right below the title */
		return stands_first(l, first, h->start);
	for (end++; end < item && !l->at[end].gap && !ends_with(l, end - 1, ':');)
		end++;
	h->preamble = end;
	if (h->opening >= item || !stands_first(l, first, h->start))
		return false;
	struct words w = joint_words(r, h->opening, h->preamble);
	return articles || ends_with(l, item - 1, ':') || joint_parties_named(r, &w) >= 2;
}

/* Whether an opening ends with the words of an agreement, behind those who agree. */
static bool says_agreed(const struct words *w)
{
	for (size_t k = 0; k < sizeof formulas / sizeof *formulas; k++) {
		for (size_t n = 3; n <= 4 && n + 2 < w->count; n++) {
			if (words_match(w, w->count - n, formulas[k]) + 1 == n)
				return words_match(w, 0, "have|has|hereby") == 0;
		}
	}
	return false;
}

/* The same where only the opening tells it: two parties, or how they agree. */
static bool read_opening(struct reader *r, size_t first, size_t item, struct joint_head *h)
{
	const struct lines *l = &r->lines;
	struct dateline dateline;
	if (!ends_with(l, item - 1, ':') || l->at[item - 1].furniture)
		return false;
	size_t start = h->opening = paragraph_start(r, first, item - 1);
	struct words w = joint_words(r, start, item);
	h->preamble = item;
	h->agreement = false;
	if (start > first && dateline_at(r, start - 1, &dateline))
		start--;
	bool titled = start > first && is_title(l, start - 1);
	h->start = titled ? paragraph_start(r, first, start - 1) : start;
	return joint_parties_named(r, &w) >= 2 || (titled && joint_marker(l, item).number == 1 && says_agreed(&w));
}

/* Whether the first article may begin at a line: by its first letter most are told. */
static bool may_mark(const struct lines *l, size_t line)
{
	char c = *line_text(l, line);
	return c != '\0' && strchr("ASCPTI", c) != NULL && article_mark(l, line).number == 1;
}

bool joint_head_find(struct reader *r, size_t first, size_t end, struct joint_head *h)
{
	const struct lines *l = &r->lines;
	int tried = 0;
	for (size_t i = first; i < end && !r->full; i++) {
		struct joint_marker m = joint_marker(l, i);
		h->item = i;
		bool article = i > first && tried < ARTICLES_TRIED && may_mark(l, i);
		tried += article;
		if (article && has_articles(l, i, end) && read_titled(r, first, i, true, h))
			return true;
		if (m.bytes == 0 && i > first && article_item(l, i).letter == 1 && ends_with(l, i - 1, ':') &&
		    read_titled(r, first, i, false, h) && h->agreement)
			return true;
		if (m.bytes == 0 || m.number > 1 || i == first || joint_marker(l, i - 1).bytes > 0)
			continue;
		if (read_titled(r, first, i, false, h) || read_opening(r, first, i, h))
			return true;
	}
	return false;
}
