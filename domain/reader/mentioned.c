/* Mentions: zones and rounds by their names, and rounds by their ordinals. */
#include "domain/reader/finder.h"

#include "domain/dates.h"

#define PROCESS_WORDS 14 /* words behind "round" in which its process may stand */

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

void mention_at(struct finder *f, size_t i)
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
