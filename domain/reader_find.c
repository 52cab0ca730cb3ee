/* What stands in the blocks: one run over each block's words, in order, that looks
 * for tracks, citations, mentions, dates, acts and votes. */
#include "domain/reader_finder.h"

#include <pthread.h>
#include <string.h>

#include "domain/acts.h"
#include "domain/dates.h"

#define PROCESS_WORDS 14 /* words behind "round" in which its process may stand */
#define TITLE_WORDS 8    /* words that may stand between an instrument's name and its date */
#define NUMBERS 10000    /* resolutions by number, for those that are printed without a year */

/* A resolution that is printed by its number alone. */
struct bare {
	Truce__V1__Citation *citation;
	int number;
	uint32_t line;
};

Truce__V1__TextSpan *span_make(struct finder *f, uint32_t start, uint32_t end)
{
	Truce__V1__TextSpan *span = reader_new(f->r, &truce__v1__text_span__descriptor);
	if (span == NULL)
		return NULL;
	span->block = (int32_t)(f->block + 1);
	span->start = (int32_t)start;
	span->end = (int32_t)end;
	return span;
}

const char *printed_at(struct finder *f, uint32_t start, uint32_t end)
{
	return reader_text(f->r, f->w.text + start, end - start);
}

static uint32_t line_of(const struct finder *f, uint32_t at)
{
	return block_line(f->r, f->d, f->block, at);
}

/* One finding for each wording of a statement. */
static void find_unresolved(struct finder *f, uint32_t at, const char *printed, const char *explanation)
{
	if (text_set_add(&f->unresolved, text_hash(printed, strlen(printed)), &f->r->full))
		reader_find(f->r, TRUCE__V1__FINDING__KIND__KIND_UNRESOLVED, line_of(f, at), printed, explanation);
}

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

/* Citations. */

static struct numbered *numbered_find(const struct finder *f, int number)
{
	struct numbered *n = f->by_number[number % NUMBER_BUCKETS];
	while (n != NULL && n->number != number)
		n = n->next;
	return n;
}

static void number_note(struct finder *f, const struct citation *c)
{
	if (c->number <= 0 || c->number >= NUMBERS || c->instrument == NULL || strchr(c->instrument, '(') == NULL)
		return;
	struct numbered *known = numbered_find(f, c->number), **bucket = &f->by_number[c->number % NUMBER_BUCKETS];
	if (known != NULL) {
		known->instrument = strcmp(known->instrument, c->instrument) == 0 ? known->instrument : "";
		return;
	}
	struct numbered *n = arena_alloc(f->r->arena, sizeof *n);
	if (n == NULL) {
		f->r->full = true;
		return;
	}
	*n = (struct numbered){ .number = c->number, .instrument = c->instrument, .next = *bucket };
	*bucket = n;
}

static void bare_note(struct finder *f, Truce__V1__Citation *citation, const struct citation *c)
{
	struct bare *bare = arena_alloc(f->r->arena, sizeof *bare);
	if (bare == NULL) {
		f->r->full = true;
		return;
	}
	*bare = (struct bare){ citation, c->number, line_of(f, c->start) };
	list_add(f->r, &f->bares, bare);
}

static void vote_make(struct finder *f, const char *instrument, uint32_t start, uint32_t end)
{
	Truce__V1__Vote *vote = reader_new(f->r, &truce__v1__vote__descriptor);
	Truce__V1__Vote__Ballot *ballot = reader_new(f->r, &truce__v1__vote__ballot__descriptor);
	struct list ballots = { 0 };
	if (vote == NULL || ballot == NULL)
		return;
	union {
		const Truce__V1__Party *in;
		Truce__V1__Party *out;
	} party = { .in = f->speaker };
	ballot->party = party.out;
	ballot->choice = f->choice;
	list_add(f->r, &ballots, ballot);
	vote->instrument = message_borrow(instrument);
	vote->ballots = (Truce__V1__Vote__Ballot **)ballots.items;
	vote->n_ballots = ballots.count;
	vote->span = span_make(f, start, end);
	list_add(f->r, &f->d->votes, vote);
}

static Truce__V1__Citation *citation_add(struct finder *f, uint32_t start, uint32_t end, const char *instrument,
					 const char *statement)
{
	Truce__V1__Citation *c = reader_new(f->r, &truce__v1__citation__descriptor);
	if (c == NULL)
		return NULL;
	c->instrument = message_borrow(instrument == NULL ? "" : instrument);
	c->statement = message_borrow(statement == NULL ? "" : statement);
	c->printed = message_borrow(printed_at(f, start, end));
	c->span = span_make(f, start, end);
	list_add(f->r, &f->d->citations, c);
	return c;
}

static void citation_at(struct finder *f, size_t i)
{
	struct citation found;
	long taken = i < f->cited_to ? 0 : citation_match(&f->run, &f->w, i, f->r->arena, &found);
	if (taken < 0)
		f->r->full = true;
	if (taken <= 0)
		return;
	Truce__V1__Citation *c = citation_add(f, found.start, found.end, found.instrument, NULL);
	if (c == NULL)
		return;
	f->cited_to = i + (size_t)taken;
	number_note(f, &found);
	if (found.instrument == NULL)
		bare_note(f, c, &found);
	if (found.scanned)
		reader_find(f->r, TRUCE__V1__FINDING__KIND__KIND_REPAIR, line_of(f, found.start), c->printed,
			    reader_printf(f->r, "read as %s, whose stroke a scan made a letter of", found.instrument));
	if (found.doubt != NULL) {
		c->doubt = message_borrow(found.doubt);
		reader_find(f->r, TRUCE__V1__FINDING__KIND__KIND_INCONSISTENT, line_of(f, found.start), c->printed,
			    found.doubt);
	}
	if (f->vote_at > 0 && found.instrument != NULL && i - f->vote_at <= 5 && f->speaker != NULL)
		vote_make(f, found.instrument, found.start, found.end);
	f->vote_at = 0;
}

/* The date of "of 4 May 2017" at word i; words taken with the "of", 0 for none. */
static size_t of_date(const struct finder *f, size_t i, int32_t *first, int32_t *last)
{
	struct date_words d;
	bool exists;
	size_t of = words_match(&f->w, i, "of|dated"), n = of > 0 ? dates_match(&f->w, i + of, &d) : 0;
	return n > 0 && dates_days(&d, 0, first, last, &exists) ? of + n : 0;
}

/* Words behind an instrument's name up to its date: "… in the Syrian Arab Republic of
 * 4 May 2017"; 0 where the clause has no such date of that instrument near. */
static size_t date_behind(const struct finder *f, size_t i, const char *target)
{
	int32_t first, last;
	for (size_t k = i; k < f->w.count && k < f->w.at[i].last && k - i < TITLE_WORDS; k++) {
		size_t n = of_date(f, k, &first, &last);
		if (n > 0)
			return k == i || lexicon_dated(&f->r->lexicon, target, first, last) ? k + n - i : 0;
		if (f->w.at[k].kind == WORD_MARK && !word_is_dash(&f->w, k))
			return 0;
	}
	return 0;
}

/* Instruments without a symbol: by the lexicon's words, or by their date. */
static void instrument_at(struct finder *f, size_t i)
{
	if (i < f->cited_to)
		return;
	const struct lexicon_entry *entry = NULL;
	int32_t first = 1, last = 0;
	size_t n = lexicon_match(&f->r->lexicon, &f->w, i, 1u << LEXICON_INSTRUMENT, &entry);
	if (n > 0) {
		n += date_behind(f, i + n, entry->target);
	} else {
		size_t head = words_match(&f->w, i, "memorandum|protocol|agreement|declaration|statement");
		n = head > 0 ? of_date(f, i + head, &first, &last) : 0;
		if (n > 0)
			entry = lexicon_instrument(&f->r->lexicon, &f->w, i, first, last);
		n += n > 0 ? head : 0;
	}
	bool memorandum = words_match(&f->w, i, "memorandum") > 0;
	if (n == 0 && memorandum && words_match(&f->w, i + 1, "on") > 0)
		find_unresolved(f, f->w.at[i].start, printed_at(f, f->w.at[i].start, f->w.at[i + 1].end),
				"a memorandum that no record is known for by these words");
	if (n == 0 || (entry == NULL && !memorandum && words_match(&f->w, i, "protocol") == 0))
		return;
	uint32_t start = f->w.at[i].start, end = f->w.at[i + n - 1].end;
	const char *printed = printed_at(f, start, end);
	const char *normal = entry == NULL ? printed : entry->instrument == NULL ? entry->words : entry->instrument;
	citation_add(f, start, end, normal, entry == NULL ? NULL : entry->target);
	f->cited_to = i + n;
	if (entry == NULL)
		find_unresolved(f, start, printed, "an instrument that no record is known for; its words are kept");
}

/* Mentions. */

static void mention_add(struct finder *f, size_t i, size_t n, const char *target, const char *explanation)
{
	Truce__V1__Mention *m = reader_new(f->r, &truce__v1__mention__descriptor);
	if (m == NULL)
		return;
	uint32_t start = f->w.at[i].start, end = f->w.at[i + n - 1].end;
	m->target = message_borrow(target);
	m->printed = message_borrow(printed_at(f, start, end));
	m->span = span_make(f, start, end);
	list_add(f->r, &f->d->mentions, m);
	f->mentioned_to = i + n;
	if (explanation != NULL)
		find_unresolved(f, start, m->printed, explanation);
}

/* What may stand behind the ordinal of a round. */
static const char *const round_nouns[] = {
	"round of? talks|negotiations|consultations?",
	"international? high - level international? meeting|talks|conference",
	"international meeting|conference",
};

/* What makes a round another thing than a meeting of a process. */
static const char not_rounds[] =
	"of? voting|elections|election|presidential|parliamentary|applause|questions|ballots|sanctions";

/* The process behind a round's noun, in the same clause: words from i to its end, 0
 * for none. */
static size_t process_behind(const struct finder *f, size_t i, const struct lexicon_entry **process)
{
	size_t end = i < f->w.count ? f->w.at[i].last : i;
	for (size_t k = i; k < end && k - i < PROCESS_WORDS; k++) {
		int ordinal;
		bool stop = f->w.at[k].kind == WORD_MARK && !word_is_dash(&f->w, k);
		if (stop || ordinal_match(&f->w, k, &ordinal) > 0)
			return 0;
		size_t n = lexicon_match(&f->r->lexicon, &f->w, k, 1u << LEXICON_PROCESS, process);
		if (n > 0)
			return k + n - i + words_match(&f->w, k + n, "process|format");
	}
	return 0;
}

static void ordinal_round(struct finder *f, size_t i)
{
	int ordinal;
	size_t n = ordinal_match(&f->w, i, &ordinal), noun = 0;
	if (n == 0)
		return;
	for (size_t k = 0; noun == 0 && k < sizeof round_nouns / sizeof *round_nouns; k++)
		noun = words_match(&f->w, i + n, round_nouns[k]);
	if (noun == 0 || words_match(&f->w, i + n + noun, not_rounds) > 0)
		return;
	const struct lexicon_entry *process = f->process, *round = NULL;
	size_t behind = process_behind(f, i + n + noun, &process);
	if (process != NULL)
		round = lexicon_round(&f->r->lexicon, process->target, ordinal);
	mention_add(f, i, n + noun + behind, round == NULL ? "" : round->target,
		    round != NULL ? NULL
		    : process != NULL
			    ? "a round that the record does not hold"
			    : "a round whose process the sentence does not name, or the record does not know");
}

static void mention_at(struct finder *f, size_t i)
{
	const struct lexicon_entry *entry;
	if (lexicon_match(&f->r->lexicon, &f->w, i, 1u << LEXICON_PROCESS, &entry) > 0)
		f->process = entry;
	if (i < f->mentioned_to)
		return;
	size_t n = lexicon_match(&f->r->lexicon, &f->w, i, 1u << LEXICON_ROUND | 1u << LEXICON_ZONE, &entry);
	bool generic = n > 0 && entry->target[0] == '\0';
	if (n == 0)
		ordinal_round(f, i);
	else if (!generic)
		mention_add(f, i, n, entry->target, NULL);
	else if (i >= f->cited_to)
		mention_add(f, i, n, "", "a zone that these words do not tell apart from others");
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
		reader_find(f->r, TRUCE__V1__FINDING__KIND__KIND_INCONSISTENT, line_of(f, start), printed,
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
	f->subject = f->d->joint && clause ? SUBJECT_IMPLIED : SUBJECT_NONE;
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
	{ "resolution|resolutions|decision|decisions|unscr|unscrs|scr|scrs", MAY_CITE },
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

/* Looks for all that may begin with word i; known: something of the lexicon may. */
static void finds_at(struct finder *f, size_t i, uint32_t may, bool known)
{
	const struct word *word = &f->w.at[i];
	bool digits = word->kind == WORD_DIGITS, symbol = word->capital && begins_symbol(f, i);
	bool dates = digits || (may & (MAY_DATE | MAY_MONTH)) != 0, listed = f->run.list_at == i;
	if ((may & MAY_TRACK) != 0)
		track_at(f, i);
	if (symbol || listed || (may & MAY_CITE) != 0)
		citation_at(f, i);
	if (known || (may & MAY_NAME_PAPER) != 0)
		instrument_at(f, i);
	if (known || digits || (may & MAY_COUNT) != 0)
		mention_at(f, i);
	if (dates || ((may & MAY_LEAD) != 0 && (may_at(f, i + 1) & MAY_DATE) != 0))
		date_at(f, i);
	if (f->turn > 0 && ((may & MAY_SPEAK) != 0 || may_name(f, word, known || listed || (may & OPENS) != 0)))
		subject_at(f, i);
}

static void word_step(struct finder *f, size_t i)
{
	const struct word *word = &f->w.at[i];
	uint32_t may = word_table_bits(&vocabulary, word->hash);
	bool known = lexicon_begins(&f->r->lexicon, word->hash);
	bool finds = known || word->capital || word->kind == WORD_DIGITS || f->run.list_at == i ||
		     (may & (OPENS | MAY_MONTH)) != 0 || speaker_begins(f, word->hash);
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
	if (!f->d->presides)
		return false;
	const Truce__V1__Turn *turn = f->d->turns.items[0];
	int block = (int)f->block + 1;
	for (size_t i = 0; i < turn->n_capacities; i++) {
		const Truce__V1__CapacitySpan *c = turn->capacities[i];
		if (c->begin != NULL && c->begin->block <= block && (c->end == NULL || c->end->block >= block))
			return false;
	}
	return true;
}

static void block_scan(struct finder *f)
{
	f->cited_to = f->mentioned_to = f->dated_to = f->acted_to = 0;
	f->run = (struct citation_run){ 0 };
	if (f->d->words == NULL && !words_split(&f->own, f->b->text, strlen(f->b->text), f->r->arena)) {
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

/* Resolutions by their number alone are those that the text gives a year elsewhere. */
static void bares_resolve(struct finder *f)
{
	for (size_t i = 0; i < f->bares.count && !f->r->full; i++) {
		const struct bare *bare = f->bares.items[i];
		const struct numbered *known = numbered_find(f, bare->number);
		if (known != NULL && known->instrument[0] != '\0')
			bare->citation->instrument = message_borrow(known->instrument);
		else
			reader_find(f->r, TRUCE__V1__FINDING__KIND__KIND_UNRESOLVED, bare->line,
				    bare->citation->printed, "a resolution without a year or an organ");
	}
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
