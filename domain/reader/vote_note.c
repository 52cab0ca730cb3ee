/* Later notes to a vote: what delegations said that they had intended. */
#include "domain/reader/record.h"

#include <string.h>

#define CHOICE(name) TRUCE__V1__VOTE__CHOICE__CHOICE_##name

#define RULINGS_BACK 16 /* that a footnote may be of */

struct noting {
	struct ballot_box *box;
	Truce__V1__Vote__Choice choice;
	int block;
	size_t size;
};

static void note_put(struct reader *r, const char *name, void *of)
{
	struct noting *n = of;
	Truce__V1__VoteNote *note = reader_new(r, &truce__v1__vote_note__descriptor);
	Truce__V1__TextSpan *span = reader_new(r, &truce__v1__text_span__descriptor);
	if (note == NULL || span == NULL)
		return;
	note->party = reader_party(r, name);
	note->intended = n->choice;
	span->block = n->block;
	span->end = (int32_t)n->size;
	note->span = span;
	list_add(r, &n->box->notes, note);
}

static Truce__V1__Vote__Choice intended_at(const struct words *w, size_t i)
{
	if (words_match(w, i, "vote|voted|voting|been in favour") > 0)
		return CHOICE(IN_FAVOUR);
	if (words_match(w, i, "vote|voted|voting|been against") > 0)
		return CHOICE(AGAINST);
	if (words_match(w, i, "abstain|abstained|abstaining|abstention|abstentions") > 0)
		return CHOICE(ABSTAINING);
	if (words_match(w, i,
			"not participate|participated|to|intended|wished participate|participated|to participate") > 0)
		return CHOICE(NOT_VOTING);
	return CHOICE(UNSPECIFIED);
}

/* "the delegations of A and B advised … that they had intended to vote in favour; the
 * delegation of C had intended to abstain": each list takes the next intention. */
void vote_note(struct record *rec, struct ballot_box *box, const char *text, int block)
{
	struct words w = { .count = 0 };
	struct noting note = { .box = box, .block = block, .size = strlen(text) };
	if (!words_split(&w, text, strlen(text), rec->r->arena)) {
		rec->r->full = true;
		return;
	}
	const char *names = NULL;
	for (size_t i = 0; i < w.count && !rec->r->full; i++) {
		size_t n = words_match(&w, i, "delegation|delegations|representative|representatives of");
		if (n > 0) {
			size_t end = i + n;
			while (end < w.count && words_match(&w, end,
							    "advised|informed|had|that|who|notified|stated|indicated|"
							    "which|intended|wished|would|subsequently") == 0)
				end++;
			if (end > i + n)
				names = reader_text(rec->r, w.text + w.at[i + n].start,
						    w.at[end - 1].end - w.at[i + n].start);
			i = end > i ? end - 1 : i;
			continue;
		}
		note.choice = names == NULL ? CHOICE(UNSPECIFIED) : intended_at(&w, i);
		if (note.choice == CHOICE(UNSPECIFIED))
			continue;
		names_split(rec->r, names, note_put, &note);
		names = NULL;
	}
}

/* The mark that a footnote begins with, "*" or "2"; its bytes. */
static size_t mark_at(const char *text)
{
	size_t stars = strspn(text, "*");
	return stars > 0 ? stars : strspn(text, "0123456789");
}

static bool ends_with_mark(const struct lines *l, size_t line, const char *mark, size_t size)
{
	const char *text = line_text(l, line);
	size_t n = line_size(l, line);
	if (n <= size || memcmp(text + n - size, mark, size) != 0)
		return false;
	char before = text[n - size - 1];
	return *mark == '*' ? before != '*' : before == '.' || before == ')' || before == ']';
}

size_t vote_of_note(const struct record *rec, const char *text)
{
	size_t size = mark_at(text), count = rec->rulings.count;
	for (size_t i = count; size > 0 && i > 0 && i + RULINGS_BACK > count; i--) {
		const struct ruling *ruling = rec->rulings.items[i - 1];
		const struct piece *p = &rec->meeting->pieces[ruling->piece];
		if (ruling->vote > 0 && ends_with_mark(&rec->r->lines, p->end - 1, text, size))
			return ruling->vote;
	}
	bool open = rec->box != NULL && rec->box->decision == 0 && count > 0; /* its lists are being read */
	const struct ruling *last = open ? rec->rulings.items[count - 1] : NULL;
	return last != NULL && last->vote > 0 ? last->vote : rec->votes.count;
}
