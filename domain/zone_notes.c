#include "domain/zone_view.h"

#include <string.h>

#include "base/time.h"

#define NOTE_GAP "Term %d stands from %s%s: %s to %s %s covered by nothing on record."
#define NOTE_GAP_OPEN "From which day term %d stands is not on record: from %s on it may be covered by nothing."
#define NOTE_RULE "Extended by the rule alone since %s: no extension is on record, nor the consent of every guarantor."
#define NOTE_POSSIBLE                                                                                                  \
	"Since %s an extension is only possible: none is on record, nor the consent of every guarantor. If extended, " \
	"it is in term %d%s%s."
#define NOTE_PASSED "Nothing on record extends to term %d before term %d, which a text records as extended."
#define NOTE_OBJECTED "%s objected to term %d %s%s"
#define NOTE_OPEN "%s %s to term %d %s: perhaps after this date."
#define NOTE_NOBODY "No guarantor is on record, whose consent could extend the term."

#define STATE(name) TRUCE__V1__ZONE_STATUS__STATE__STATE_##name
#define BIT(name) (1u << STATE(name))

static int32_t earlier(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

/* Room for one more pointer in an array that grows by doubling. */
static void *room_for_one(struct arena *arena, void *array, size_t count)
{
	if (count > 0 && (count & (count - 1)) != 0)
		return array;
	void *bigger = arena_array(arena, count == 0 ? 1 : 2 * count, sizeof(void *));
	if (bigger != NULL && count > 0)
		memcpy(bigger, array, count * sizeof(void *));
	return bigger;
}

static bool add_note(struct view *view, struct arena *arena, char *note)
{
	char **notes = room_for_one(arena, view->notes, view->note_count);
	if (notes == NULL || note == NULL)
		return false;
	view->notes = notes;
	view->notes[view->note_count++] = note;
	return true;
}

/* Notes what lies between a term and the next, as far as it began by the day. */
bool note_gap(struct view *view, struct arena *arena, const struct zone_term *term, const struct zone_term *next,
	      int32_t day)
{
	if (next->number != term->number + 1 && next->first.lo <= day &&
	    !add_note(view, arena, arena_printf(arena, NOTE_PASSED, (int)term->number + 1, (int)next->number)))
		return false;
	if (next->since.hi <= term->last.lo + 1 || term->last.lo >= day)
		return true;
	char start[DATE_SIZE], from[DATE_SIZE], to[DATE_SIZE];
	date_print(term->last.lo + 1, from);
	if (next->first.hi >= DAY_LAST)
		return add_note(view, arena, arena_printf(arena, NOTE_GAP_OPEN, (int)next->number, from));
	date_print(next->first.hi, start);
	date_print(next->first.hi - 1, to);
	bool surely = next->first.lo == next->first.hi && term->last.lo == term->last.hi;
	return add_note(view, arena,
			 arena_printf(arena, NOTE_GAP, (int)next->number, start,
				      next->first.lo < next->first.hi ? " at the latest" : "", from, to, surely ? "is" : "may be"));
}

/* A day of which the earliest and the latest can be unknown. */
static char *about(struct arena *arena, struct days days)
{
	char first[DATE_SIZE], last[DATE_SIZE];
	bool begins = days.lo > DAY_FIRST, ends = days.hi < DAY_LAST;
	date_print(days.lo, first);
	date_print(days.hi, last);
	if (!begins && !ends)
		return arena_text(arena, "on a day that is not on record");
	if (begins && ends && days.lo < days.hi)
		return arena_printf(arena, "between %s and %s", first, last);
	return arena_printf(arena, "%s %s%s", begins ? "on" : "by", begins ? first : last, ends ? "" : " or later");
}

/* Notes when and why a zone was ended. */
bool note_end(struct view *view, struct arena *arena, const Truce__V1__Termination *end)
{
	size_t size = strlen(end->reason);
	while (size > 0 && strchr(". ", end->reason[size - 1]) != NULL) /* the note has its own */
		size--;
	const char *sign = size == 0 ? "" : ": ", *why = arena_text_n(arena, end->reason, size);
	const char *when = about(arena, zone_days(end->date));
	if (why == NULL || when == NULL)
		return false;
	return add_note(view, arena, arena_printf(arena, "Ended %s%s%s.", when, sign, why));
}

/* Notes since when an extension is the rule's alone, or only possible by it. */
bool note_rule(struct view *view, struct arena *arena)
{
	const struct zone_term *possible = &view->possible;
	char since[DATE_SIZE], last[DATE_SIZE];
	bool alone = (view->states & BIT(EXTENDED)) != 0 && view->term.number > view->told.number;
	if (!alone && possible->number == 0)
		return true;
	view->by_rule = (struct days){ view->told.last.lo + 1, earlier(view->told.last.hi, DAY_LAST - 1) + 1 };
	date_print(view->by_rule.lo, since);
	date_print(possible->last.hi, last);
	bool ends = possible->last.hi < DAY_LAST;
	return add_note(view, arena,
			 alone ? arena_printf(arena, NOTE_RULE, since)
			       : arena_printf(arena, NOTE_POSSIBLE, since, (int)possible->number, ends ? ", to " : "",
					      ends ? last : ""));
}

bool note_endless(struct view *view, struct arena *arena)
{
	bool endless = (view->states & (BIT(IN_TERM) | BIT(EXTENDED))) != 0 && view->term.last.lo >= DAY_LAST;
	return !endless || add_note(view, arena, arena_text(arena, ZONE_TERM_ENDLESS));
}

/* Why a term stands that somebody objects to. */
static const char *words_against(const struct zone_term *term, struct days objected)
{
	if (objected.hi < term->first.lo)
		return ": a text records it as extended all the same.";
	return objected.lo >= term->first.hi ? ", when it had begun: that does not end it."
					     : ": perhaps when it had begun.";
}

bool note_objections(struct view *view, struct arena *arena, const struct zone_terms *terms, int32_t day)
{
	const struct zone_term *term = &view->term;
	struct stances stances = stances_of(terms->record, term->number);
	if ((view->states & BIT(EXTENDED)) == 0 || term->number < 2)
		return true;
	for (size_t g = 0; g < stances.guarantors; g++) {
		if (stance_at(&stances, g, day) != STANCE_OBJECTION)
			continue;
		struct days objected = stance_last(&stances, g, day)->days;
		const char *when = about(arena, objected), *party = terms->record->zone->guarantors[g]->party->id;
		if (when == NULL ||
		    !add_note(view, arena, arena_printf(arena, NOTE_OBJECTED, party, (int)term->number, when,
							 words_against(term, objected))))
			return false;
	}
	return true;
}

bool note_open(struct view *view, struct arena *arena, const Truce__V1__Party *party, int32_t term,
	       const struct stance *stance)
{
	const char *when = about(arena, stance->days);
	const char *did = stance->bit == STANCE_OBJECTION ? "objected" : "consented";
	return when != NULL && add_note(view, arena, arena_printf(arena, NOTE_OPEN, party->id, did, (int)term, when));
}

bool note_nobody(struct view *view, struct arena *arena)
{
	return add_note(view, arena, arena_text(arena, NOTE_NOBODY));
}
