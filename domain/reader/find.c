/* What stands in the blocks: one run over each block's words, in order, that looks
 * for tracks, citations, mentions, dates, acts and votes. */
#include "domain/reader/finder.h"

#include <pthread.h>
#include <string.h>

#include "base/utf8.h"
#include "domain/acts.h"
#include "domain/dates.h"
#include "domain/said.h"

/* Tracks. */

static const struct {
	const char *word;
	Truce__V1__Track track;
} tracks[] = {
	{ "political", TRUCE__V1__TRACK__TRACK_POLITICAL },
	{ "terrorism", TRUCE__V1__TRACK__TRACK_COUNTER_TERRORISM },
	{ "humanitarian", TRUCE__V1__TRACK__TRACK_HUMANITARIAN },
	{ "security", TRUCE__V1__TRACK__TRACK_SECURITY },
	{ "military", TRUCE__V1__TRACK__TRACK_SECURITY },
	{ "economic", TRUCE__V1__TRACK__TRACK_ECONOMIC },
	{ "reconstruction", TRUCE__V1__TRACK__TRACK_ECONOMIC },
	{ "rights", TRUCE__V1__TRACK__TRACK_HUMAN_RIGHTS },
	{ "accountability", TRUCE__V1__TRACK__TRACK_HUMAN_RIGHTS },
};

static void track_at(struct finder *f, size_t i)
{
	if (f->b->track != TRUCE__V1__TRACK__TRACK_UNSPECIFIED || i == f->w.at[i].first || !word_is(&f->w, i, "track"))
		return;
	for (size_t k = 0; k < sizeof tracks / sizeof *tracks; k++) {
		if (word_is(&f->w, i - 1, tracks[k].word))
			f->b->track = tracks[k].track;
	}
}

/* Dates whose year is not known, or that do not exist. */
static void date_at(struct finder *f, size_t i)
{
	struct date_words d;
	size_t n = i < f->dated_to ? 0 : dates_match(&f->w, i, &d);
	if (n == 0)
		return;
	f->dated_to = i + n;
	int32_t first, last;
	bool exists;
	if (dates_days(&d, f->r->this_year, &first, &last, &exists))
		return;
	uint32_t start = f->w.at[i].start;
	const char *printed = printed_at(f, start, f->w.at[i + n - 1].end);
	if (!exists)
		reader_find(f->r, TRUCE__V1__FINDING__KIND__KIND_INCONSISTENT, found_line(f, start), printed,
			    "a date that does not exist");
	else
		find_unresolved(f, start, printed,
				d.year_kind == DATE_YEAR_THIS
					? "a date of the year of the text, whose date is not known"
					: "a date whose year is not printed");
}

/* The run. */

static void sentence_begin(struct finder *f, size_t i)
{
	bool clause = f->b->kind == TRUCE__V1__BLOCK__KIND__KIND_CLAUSE;
	f->process = NULL;
	f->subject = f->d->joint && clause ? SUBJECT_IMPLIED : f->tells ? SUBJECT_TOLD : SUBJECT_NONE;
	f->verb_at = i;
	f->subordinate = false;
	f->vote_at = 0;
}

/* What may begin with a word, or be one, as far as the word alone tells. */
enum {
	MAY_TRACK = 1,
	MAY_CITE = 2,
	MAY_NAME_PAPER = 4,
	MAY_COUNT = 8, /* an ordinal */
	MAY_DATE = 16,
	MAY_LEAD = 32, /* "the" of a date */
	MAY_SPEAK = 64,
	OPENS = 127,
	MAY_MONTH = 128,
	MAY_ACT = 256,
	MAY_FILL = 512,
	MAY_TURN = 1024, /* behind "and", verbs are another's */
};

static const struct {
	const char *words;
	uint32_t may;
} meanings[] = {
	{ "track", MAY_TRACK },
	{ "resolution|resolutions|decision|decisions|unscr|unscrs|scr|scrs|es|gc|icc|ex|pc|mc|fsc", MAY_CITE },
	{ "memorandum|protocol|agreement|declaration|statement", MAY_NAME_PAPER },
	{ "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
	  "fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth|fortieth|fiftieth|sixtieth|"
	  "seventieth|eightieth|ninetieth|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety",
	  MAY_COUNT },
	{ "early|mid|late|beginning|start|middle|end", MAY_DATE },
	{ "the", MAY_LEAD },
	{ "we|i|my|our", MAY_SPEAK },
	{ "january|february|march|april|may|june|july|august|september|october|november|december", MAY_MONTH },
	{ "to|that|which|who|whose", MAY_TURN },
};

static struct word_table vocabulary;

static void vocabulary_make(void)
{
	for (size_t k = 0; k < sizeof meanings / sizeof *meanings; k++)
		word_table_add(&vocabulary, meanings[k].words, meanings[k].may);
	acts_words_add(&vocabulary, MAY_ACT, MAY_FILL);
}

static uint32_t may_at(const struct finder *f, size_t i)
{
	return i < f->w.count ? word_table_bits(&vocabulary, f->w.at[i].hash) : 0;
}

/* Whether the speaker may be named by a word: by one in small letters only where
 * something else may begin with it too. */
static bool may_name(const struct finder *f, const struct word *word, bool opens)
{
	char c = f->w.text[word->start];
	return speaker_begins(f, word->hash) && (opens || (word->kind != WORD_MARK && (c < 'a' || c > 'z')));
}

/* "S/…", or "SlPV.…" where a scan made a letter of the stroke. */
static bool begins_symbol(const struct finder *f, size_t i)
{
	const struct word *word = &f->w.at[i];
	return word_is_mark(&f->w, i + 1, '/') || citation_is_scanned(f->w.text + word->start, f->w.size - word->start);
}

/* "1540 (2004)", "377 A (V)", "60/1". */
static bool may_be_resolution(const struct finder *f, size_t i)
{
	return word_is_mark(&f->w, i + 1, '(') || word_is_mark(&f->w, i + 1, '/') || word_is_mark(&f->w, i + 2, '(');
}

/* Looks for all that may begin with word i; known: something of the lexicon may. */
RARELY_CALLED static void finds_at(struct finder *f, size_t i, uint32_t may, bool known)
{
	const struct word *word = &f->w.at[i];
	bool digits = word->kind == WORD_DIGITS, symbol = word->capital && begins_symbol(f, i);
	bool dates = digits || (may & (MAY_DATE | MAY_MONTH)) != 0, listed = f->run.list_at == i;
	if ((may & MAY_TRACK) != 0)
		track_at(f, i);
	if (symbol || listed || (may & MAY_CITE) != 0 || (digits && may_be_resolution(f, i)))
		citation_at(f, i);
	if (known || (may & MAY_NAME_PAPER) != 0)
		instrument_at(f, i);
	if (known || digits || (may & MAY_COUNT) != 0)
		mention_at(f, i);
	if (dates || ((may & MAY_LEAD) != 0 && (may_at(f, i + 1) & MAY_DATE) != 0))
		date_at(f, i);
	if ((f->turn > 0 || f->d->issued) &&
	    ((may & MAY_SPEAK) != 0 || may_name(f, word, known || listed || (may & OPENS) != 0)))
		subject_at(f, i, (may & MAY_SPEAK) != 0);
}

static void word_step(struct finder *f, size_t i)
{
	const struct word *word = &f->w.at[i];
	uint32_t may = word_table_bits(&vocabulary, word->hash);
	bool known = lexicon_begins(&f->r->lexicon, word->hash);
	bool finds = known || (word->capital && begins_symbol(f, i)) || word->kind == WORD_DIGITS ||
		     f->run.list_at == i || (may & ((OPENS & ~MAY_LEAD) | MAY_MONTH)) != 0 ||
		     speaker_begins(f, word->hash) || ((may & MAY_LEAD) != 0 && (may_at(f, i + 1) & MAY_DATE) != 0);
	if (finds)
		finds_at(f, i, may, known);
	if (may == 0 || f->subject == SUBJECT_NONE)
		return;
	if ((may & MAY_ACT) != 0)
		act_at(f, i);
	if ((may & (MAY_FILL | MAY_TURN)) != 0)
		filler_at(f, i, (may & MAY_FILL) != 0, (may & MAY_TURN) != 0);
}

/* Whether a presiding officer speaks in the block as such. */
static bool presides_in(const struct finder *f)
{
	return f->d->presides && !said_in_capacity(f->d->turns.items[0], (int32_t)f->block + 1);
}

/* Of a statement that notes a change of language: what was said in another is printed in
 * the record's own most times, and in the other where its words tell so. */
static void language_learn(struct finder *f)
{
	struct language_count own = { 0 };
	language_count(&own, &f->w);
	f->b->language = message_borrow(language_told(&own));
}

/* A dateline before a release's words is a sentence of its own. */
static void dateline_part(struct finder *f)
{
	struct dateline found;
	const size_t dash = dateline_leads(f->r, f->w.text, f->w.size, &found);
	size_t end = 0;
	while (dash > 0 && end < f->w.count && (f->w.at[end].start < dash || word_is_dash(&f->w, end)))
		end++; /* "--" is two words */
	if (dash == 0 || end == f->w.count)
		return;
	const size_t last = f->w.at[end].last;
	for (size_t i = f->w.at[0].first; i < end; i++)
		f->w.at[i].last = (uint32_t)end;
	for (size_t i = end; i < last; i++)
		f->w.at[i].first = (uint32_t)end;
}

static void block_scan(struct finder *f)
{
	f->cited_to = f->mentioned_to = f->dated_to = f->acted_to = 0;
	f->run = (struct citation_run){ 0 };
	const char *text = block_read(f->d, f->block);
	if (f->d->words == NULL && !words_split(&f->own, text, strlen(text), f->r->arena)) {
		f->r->full = true;
		return;
	}
	f->w = f->d->words == NULL ? f->own : f->d->words[f->block];
	if (presides_in(f))
		f->turn = 0; /* whose acts are nobody's party's */
	else if (f->b->turn != f->turn)
		speaker_learn(f);
	if (f->b->kind != TRUCE__V1__BLOCK__KIND__KIND_REFUSED)
		language_count(&f->language, &f->w);
	if (f->d->switches)
		language_learn(f);
	f->tells = !f->r->record && !f->d->joint && !f->d->issued && f->turn == 0 &&
		   f->b->kind == TRUCE__V1__BLOCK__KIND__KIND_PARAGRAPH;
	if (f->tells)
		dateline_part(f);
	f->r->steps += f->w.count;
	size_t acts = f->d->acts.count;
	for (size_t i = 0; i < f->w.count && !f->r->full;) {
		sentence_begin(f, i);
		for (size_t end = f->w.at[i].last; i < end; i++)
			word_step(f, i);
	}
	for (; acts < f->d->acts.count; acts++)
		((Truce__V1__Act *)f->d->acts.items[acts])->track = f->b->track;
}

struct finder *finder_new(struct reader *r)
{
	struct finder *f = arena_zalloc(r->arena, sizeof *f);
	if (f == NULL) {
		r->full = true;
		return NULL;
	}
	f->r = r;
	f->unresolved.arena = r->arena;
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, vocabulary_make);
	return f;
}

void blocks_scan(struct finder *f, struct draft *d)
{
	struct reader *r = f->r;
	f->d = d;
	f->turn = 0;
	f->speaker = NULL;
	f->name_count = 0;
	f->name_bits = 0;
	if (!r->record) {
		f->language = (struct language_count){ 0 };
		f->unresolved = (struct text_set){ .arena = r->arena };
	}
	for (f->block = 0; f->block < d->blocks.count && !r->full; f->block++) {
		f->b = d->blocks.items[f->block];
		block_scan(f);
	}
	d->statement->language = message_borrow(language_told(&f->language));
}

void finder_end(struct finder *f)
{
	bares_resolve(f);
	if (f->r->record) /* all of a record is in one language */
		((struct draft *)f->r->drafts.items[0])->statement->language =
			message_borrow(language_told(&f->language));
}
