/* The forms of sentences that stand apart and say what was done, as the verbatim records of the
 * Security Council and the General Assembly print them since 1946. */
#include "base/ascii.h"
#include "domain/reader/direction.h"

#include <pthread.h>
#include <string.h>

/* A sentence is one if it begins so and, where said, also holds and ends so. */
static const struct row {
	const char *begins, *holds, *ends;
	enum direction direction;
} rows[] = {
	{ "The meeting was called to order", NULL, NULL, DIRECTION_OPENED },
	{ "The meeting was opened at", NULL, NULL, DIRECTION_OPENED },
	{ "The meeting was suspended", NULL, NULL, DIRECTION_SUSPENDED },
	{ "The meeting was adjourned", NULL, NULL, DIRECTION_CLOSED },
	{ "The meeting was closed", NULL, NULL, DIRECTION_CLOSED },
	{ "The ", " session was adjourned at ", ".m.", DIRECTION_CLOSED },
	{ "The meeting rose", NULL, NULL, DIRECTION_CLOSED },
	{ "The meeting resumed", NULL, NULL, DIRECTION_OPENED },
	{ "The meeting was resumed", NULL, NULL, DIRECTION_OPENED },
	{ "The meeting continued in private", NULL, NULL, DIRECTION_STAGE },
	{ "The agenda", " was ", " adopted.", DIRECTION_DECISION },
	{ "The provisional agenda", " was ", " adopted.", DIRECTION_DECISION },
	{ "It was so decided", NULL, NULL, DIRECTION_DECISION },
	{ "It was so agreed", NULL, NULL, DIRECTION_DECISION },
	{ "There being no objection, it was so", NULL, NULL, DIRECTION_DECISION },
	{ "There being no objection, it was", "decided", NULL, DIRECTION_DECISION },
	{ "A vote was taken", NULL, NULL, DIRECTION_VOTE },
	{ "A recorded vote was taken", NULL, NULL, DIRECTION_VOTE },
	{ "A separate ", "vote was taken", NULL, DIRECTION_VOTE },
	{ "A roll-call vote was taken", NULL, NULL, DIRECTION_VOTE },
	{ "A vote by ", " was taken", NULL, DIRECTION_VOTE },
	{ "A second vote was taken", NULL, NULL, DIRECTION_VOTE },
	{ "A third vote was taken", NULL, NULL, DIRECTION_VOTE },
	{ "A further vote was taken", NULL, NULL, DIRECTION_VOTE },
	{ "A new vote was taken", NULL, NULL, DIRECTION_VOTE },
	{ "A second ballot was taken", NULL, NULL, DIRECTION_VOTE },
	{ "A vote was then taken", NULL, NULL, DIRECTION_VOTE },
	{ "At the request of ", " vote was taken", NULL, DIRECTION_VOTE },
	{ "A non-recorded vote was taken", NULL, NULL, DIRECTION_VOTE },
	{ "A secret ballot was ", NULL, NULL, DIRECTION_VOTE },
	{ "The vote was taken", NULL, NULL, DIRECTION_VOTE },
	{ "A vote by secret ballot", NULL, NULL, DIRECTION_VOTE },
	{ "The result", NULL, " was as follows:", DIRECTION_STAGE },
	{ "The vot", NULL, " was as follows:", DIRECTION_STAGE },
	{ "The vot", NULL, " resulted as follows:", DIRECTION_STAGE },
	{ "The roll-call ", NULL, " was as follows:", DIRECTION_STAGE },
	{ "At the invitation of the ", " took ", NULL, DIRECTION_ASIDE },
	{ "At the invitation of the ", " was invited to take ", NULL, DIRECTION_ASIDE },
	{ "At the invitation of the ", " teller", NULL, DIRECTION_ASIDE },
	{ "At the invitation of the ", " withdrew", NULL, DIRECTION_ASIDE },
	{ "At the invitation of the ", " occupied ", NULL, DIRECTION_ASIDE },
	{ "On the invitation of the ", " took ", NULL, DIRECTION_ASIDE },
	{ "On the invitation of the ", " teller", NULL, DIRECTION_ASIDE },
	{ "On the invitation of the ", " withdrew", NULL, DIRECTION_ASIDE },
	{ "At the invitations of the ", " teller", NULL, DIRECTION_ASIDE },
	{ "The President in the Chair", NULL, NULL, DIRECTION_RETURN },
	{ "The President returned to the Chair", NULL, NULL, DIRECTION_RETURN },
	{ "The President took the Chair", NULL, NULL, DIRECTION_RETURN },
	{ "The President resumed the Chair", NULL, NULL, DIRECTION_RETURN },
	{ "The Chair", " returned to the Chair.", NULL, DIRECTION_RETURN },
	{ "In the absence of ", NULL, " took the Chair.", DIRECTION_CHAIR },
	{ "In the absence of ", NULL, " presided.", DIRECTION_CHAIR },
	{ "The members of the ", " minute of sil", NULL, DIRECTION_STAGE },
	{ "The representatives ", " minute of sil", NULL, DIRECTION_STAGE },
	{ "The representatives ", " took ", NULL, DIRECTION_ASIDE },
	{ "The representative of ", " took ", " table.", DIRECTION_ASIDE },
	{ "The representatives ", " stood ", NULL, DIRECTION_STAGE },
	{ "The Council observed a minute", NULL, NULL, DIRECTION_STAGE },
	{ "The Council observed a moment", NULL, NULL, DIRECTION_STAGE },
	{ "The General Assembly observed a moment", NULL, NULL, DIRECTION_STAGE },
	{ "The members of the ", " observed a moment of ", NULL, DIRECTION_STAGE },
	{ "The General Assembly observed a minute", NULL, NULL, DIRECTION_STAGE },
	{ "Members of the ", " minute of sil", NULL, DIRECTION_STAGE },
	{ "Representatives observed", NULL, NULL, DIRECTION_STAGE },
	{ "Representatives stood ", NULL, NULL, DIRECTION_STAGE },
	{ "Pursuant to rule ", " was decided not to discuss ", NULL, DIRECTION_DECISION },
	{ "In accordance with rule ", " was decided not to discuss ", NULL, DIRECTION_DECISION },
	{ "It was decided, pursuant to rule ", " not to discuss ", NULL, DIRECTION_DECISION },
	{ "It was decided, in accordance with rule ", " not to discuss ", NULL, DIRECTION_DECISION },
	{ "The discussion covered in the summary record", NULL, NULL, DIRECTION_STAGE },
	{ "The system of simultaneous interpretation", " at this point.", NULL, DIRECTION_ASIDE },
	{ "Having been drawn by lot", " to vote first.", NULL, DIRECTION_STAGE },
	{ "Having been drawn by lot", " selected to vote first.", NULL, DIRECTION_STAGE },
	{ "The President drew ", " from the box.", NULL, DIRECTION_ASIDE },
	{ "The Acting President drew ", " from the box.", NULL, DIRECTION_ASIDE },
	{ "The Assembly ", " heard a", " performance.", DIRECTION_ASIDE },
	{ "The members of the General Assembly heard ", " performance.", NULL, DIRECTION_ASIDE },
	{ "The ", " sang for the General Assembly.", NULL, DIRECTION_ASIDE },
	{ "The ", " sang ", " for the General Assembly.", DIRECTION_ASIDE },
	{ "The representative of ", NULL, " withdrew.", DIRECTION_ASIDE },
	{ "The representatives of ", NULL, " withdrew.", DIRECTION_ASIDE },
	{ "The delegation of ", NULL, " withdrew.", DIRECTION_ASIDE },
	{ "The delegation of ", " was escorted to ", " Hall.", DIRECTION_ASIDE },
	{ "The delegations of ", " were escorted to ", " Hall.", DIRECTION_ASIDE },
	{ "An image was ", NULL, NULL, DIRECTION_ASIDE },
	{ "Two images were ", NULL, NULL, DIRECTION_ASIDE },
	{ "Images were ", NULL, NULL, DIRECTION_ASIDE },
	{ "Slides were ", NULL, NULL, DIRECTION_ASIDE },
	{ "A recording was ", NULL, NULL, DIRECTION_ASIDE },
	{ "A video ", " was ", NULL, DIRECTION_ASIDE },
	{ "A film ", " was ", NULL, DIRECTION_ASIDE },
	{ "An audio ", " was played", NULL, DIRECTION_ASIDE },
	{ "A message ", " was read out", NULL, DIRECTION_ASIDE },
	{ "Ballot papers were distributed", NULL, NULL, DIRECTION_ASIDE },
	{ "A pre-recorded statement ", " was shown in ", NULL, DIRECTION_ASIDE },
	{ "A pre-recorded message ", " was shown in ", NULL, DIRECTION_ASIDE },
};

/* The same of sentences that begin with somebody's name. */
static const struct row persons[] = {
	{ NULL, NULL, " took the Chair.", DIRECTION_CHAIR },
	{ NULL, NULL, " in the Chair.", DIRECTION_CHAIR },
	{ NULL, NULL, " presided.", DIRECTION_CHAIR },
	{ NULL, NULL, " presided over the meeting.", DIRECTION_CHAIR },
	{ NULL, NULL, " returned to the Chair.", DIRECTION_RETURN },
	{ NULL, NULL, " resumed the Chair.", DIRECTION_RETURN },
	{ NULL, " was escorted ", NULL, DIRECTION_ASIDE },
	{ NULL, " were escorted ", NULL, DIRECTION_ASIDE },
	{ NULL, " took a seat at ", NULL, DIRECTION_ASIDE },
	{ NULL, " took a place at ", NULL, DIRECTION_ASIDE },
	{ NULL, " took the seat", NULL, DIRECTION_ASIDE },
	{ NULL, " took the place", NULL, DIRECTION_ASIDE },
	{ NULL, " took places at ", NULL, DIRECTION_ASIDE },
	{ NULL, " took seats at ", NULL, DIRECTION_ASIDE },
	{ NULL, " took his place at ", NULL, DIRECTION_ASIDE },
	{ NULL, " took her place at ", NULL, DIRECTION_ASIDE },
	{ NULL, NULL, " withdrew.", DIRECTION_ASIDE },
	{ NULL, NULL, " left the Council Chamber.", DIRECTION_ASIDE },
	{ NULL, " report", " spoke as follows:", DIRECTION_ASIDE },
	{ NULL, " presented the report", ".", DIRECTION_ASIDE },
	{ NULL, " submitted the report", ".", DIRECTION_ASIDE },
	{ NULL, " acted as tellers", NULL, DIRECTION_ASIDE },
	{ NULL, " served as tellers", NULL, DIRECTION_ASIDE },
	{ NULL, " was elected ", " by acclamation.", DIRECTION_DECISION },
	{ NULL, " were elected ", " by acclamation.", DIRECTION_DECISION },
	{ NULL, " was appointed ", " by acclamation.", DIRECTION_DECISION },
	{ NULL, " was declared ", " elected.", DIRECTION_DECISION },
};

/* What somebody did, in a paragraph of its own that a label, a list or an item follows,
 * and in which nobody speaks of himself. */
static const struct row deeds[] = {
	{ NULL, NULL, " took the Chair.", DIRECTION_CHAIR },
	{ NULL, NULL, " took the presidential chair.", DIRECTION_CHAIR },
	{ NULL, " took the Chair as ", NULL, DIRECTION_CHAIR },
	{ NULL, NULL, " returned to the Chair.", DIRECTION_CHAIR },
	{ NULL, " escorted ", NULL, DIRECTION_ASIDE },
	{ NULL, " minute of sil", NULL, DIRECTION_STAGE },
	{ NULL, NULL, " withdrew.", DIRECTION_ASIDE },
	{ NULL, " withdrew from the Council ", NULL, DIRECTION_ASIDE },
	{ NULL, " left the Council ", NULL, DIRECTION_ASIDE },
	{ NULL, " took the oath ", NULL, DIRECTION_ASIDE },
	{ NULL, NULL, " took the oath.", DIRECTION_ASIDE },
	{ NULL, " left the ", " room.", DIRECTION_ASIDE },
	{ NULL, " left the ", " Hall.", DIRECTION_ASIDE },
	{ NULL, " took ", " Council table.", DIRECTION_ASIDE },
	{ NULL, " was shown ", NULL, DIRECTION_ASIDE },
	{ NULL, " was screened ", NULL, DIRECTION_ASIDE },
	{ NULL, " was played ", NULL, DIRECTION_ASIDE },
	{ NULL, " was projected ", NULL, DIRECTION_ASIDE },
	{ NULL, " presented ", " award.", DIRECTION_ASIDE },
	{ NULL, " presented the award ", NULL, DIRECTION_ASIDE },
	{ NULL, " following names from the box", NULL, DIRECTION_ASIDE },
	{ NULL, " continued in private.", NULL, DIRECTION_ASIDE },
	{ NULL, " ballot papers ", NULL, DIRECTION_ASIDE },
	{ NULL, "he ballots were ", NULL, DIRECTION_ASIDE },
	{ NULL, " were elected ", NULL, DIRECTION_DECISION },
	{ NULL, " was elected ", NULL, DIRECTION_DECISION },
	{ "Having obtained ", " were duly elected ", NULL, DIRECTION_DECISION },
	{ "Having obtained ", " was duly elected ", NULL, DIRECTION_DECISION },
	{ "Having obtained ", " been elected ", NULL, DIRECTION_DECISION },
	{ NULL, " was adopted without objection.", NULL, DIRECTION_DECISION },
};

/* The rows of each first letter, places from 1, 0 for none; and how long what they begin with is. */
#define ROWS (sizeof rows / sizeof *rows)
_Static_assert(ROWS < 256, "a place in the index is a byte");

static struct {
	unsigned char first['Z' + 1], next[ROWS], sizes[ROWS];
} row_index;

static void row_index_make(void)
{
	for (size_t k = ROWS; k-- > 0;) {
		unsigned char *first = &row_index.first[(unsigned char)*rows[k].begins];
		row_index.next[k] = *first;
		*first = (unsigned char)(k + 1);
		row_index.sizes[k] = (unsigned char)strlen(rows[k].begins);
	}
}

static size_t first_row(char letter)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, row_index_make);
	return is_capital(letter) ? row_index.first[(unsigned char)letter] : 0;
}

/* Whether a sentence begins as a row; most differ in the last byte already. */
static bool row_begins(size_t k, const struct window *w)
{
	size_t n = row_index.sizes[k];
	return w->size >= n && w->text[n - 1] == rows[k].begins[n - 1] && memcmp(w->text, rows[k].begins, n) == 0;
}

/* Whether it goes on so, and ends so. */
static bool goes_on(const struct row *row, const struct window *w)
{
	return (row->ends == NULL || window_ends(w, row->ends)) &&
	       (row->holds == NULL || strstr(w->text, row->holds) != NULL);
}

static bool fits(const struct row *row, const struct window *w)
{
	return (row->begins == NULL || window_begins(w, row->begins)) && goes_on(row, w);
}

/* Whether a line may begin with words: in full, or as far as it goes; a run of blanks or
 * of dots is a blank. */
static bool line_may_begin(const char *text, size_t size, const char *words)
{
	size_t i = 0;
	for (; *words != '\0' && i < size && text[i] != '.'; words++) {
		bool blank = (unsigned char)text[i] <= ' ';
		if (blank ? *words != ' ' : *words != text[i])
			return false;
		for (i++; blank && i < size && (unsigned char)text[i] <= ' ';)
			i++;
	}
	return true;
}

bool direction_may_begin(const char *text, size_t size)
{
	for (size_t k = first_row(*text); k > 0; k = row_index.next[k - 1]) {
		if (line_may_begin(text, size, rows[k - 1].begins))
			return true;
	}
	return line_may_begin(text, size, "There ");
}

enum direction direction_of_form(const struct window *w, bool person)
{
	for (size_t k = first_row(w->text[0]); k > 0; k = row_index.next[k - 1]) {
		if (row_begins(k - 1, w) && goes_on(&rows[k - 1], w))
			return rows[k - 1].direction;
	}
	for (size_t k = 0; person && k < sizeof persons / sizeof *persons; k++) {
		if (fits(&persons[k], w))
			return persons[k].direction;
	}
	return DIRECTION_NONE;
}

enum direction direction_of_deed(const struct window *w, bool followed)
{
	for (size_t k = 0; k < sizeof deeds / sizeof *deeds; k++) {
		if ((followed || deeds[k].direction == DIRECTION_DECISION) && fits(&deeds[k], w))
			return deeds[k].direction;
	}
	return DIRECTION_NONE;
}
