/* Kinds of text: which documents a text holds, what is furniture in it, and how each
 * kind's lines become pieces. */
#include "base/ascii.h"
#include "domain/reader/internal.h"

#include <string.h>

#include "domain/party.h"
#include "domain/reader/titles.h"

#define HEADING_COLUMNS 160
#define NEAR_TOP 16

/* Speeches. */

/* "Acting President" of "ACTING PRESIDENT". */
static const char *office_of(struct reader *r, const char *printed)
{
	size_t size = strlen(printed);
	char *office = arena_text(r->arena, printed);
	if (office == NULL) {
		r->full = true;
		return "";
	}
	for (size_t i = 0; i < size; i++) {
		if (is_small(printed[i]))
			return printed;
		bool begins = i == 0 || printed[i - 1] == ' ' || printed[i - 1] == '-';
		if (!begins && is_capital(printed[i]))
			office[i] = (char)(printed[i] + ('a' - 'A'));
	}
	return office;
}

/* The party that a label's bracket names: the whole of it, or behind "Observer of", or
 * before a comma or its acronym in brackets; NULL for none. */
static const char *party_in(struct reader *r, const char *bracket)
{
	static const char *const before[] = {
		"Permanent Observer of ", "Permanent Observer for ", "Observer of ",
		"Observer for ",          "Observer State of ",      "representative of "
	};
	if (party_of(bracket) != NULL)
		return bracket;
	for (size_t k = 0; k < sizeof before / sizeof *before; k++) {
		size_t n = strlen(before[k]);
		if (text_equal(bracket, strnlen(bracket, n), before[k], n) && party_of(bracket + n) != NULL)
			return bracket + n;
	}
	size_t acronym = strcspn(bracket, "(");
	bool capitals = acronym > 1 && bracket[acronym] == '(' &&
			strspn(bracket + acronym + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-)") == strlen(bracket + acronym + 1);
	const char *whole = capitals ? reader_text(r, bracket, acronym - 1) : "";
	if (party_of(whole) != NULL) /* "Caribbean Community (CARICOM)" */
		return whole;
	size_t comma = strcspn(bracket, ",");
	const char *name = bracket[comma] == ',' ? reader_text(r, bracket, comma) : "";
	return party_of(name) != NULL ? name : NULL;
}

Truce__V1__Turn *turn_make(struct reader *r, const struct label *label)
{
	Truce__V1__Turn *turn = reader_new(r, &truce__v1__turn__descriptor);
	Truce__V1__Person *speaker = reader_new(r, &truce__v1__person__descriptor);
	if (turn == NULL || speaker == NULL)
		return NULL;
	turn->label = message_borrow(label->printed);
	turn->language = message_borrow(label->language);
	turn->speaker = speaker;
	speaker->printed = message_borrow(label->person);
	if (label->officer && officer_is_spoiled(label->person, strlen(label->person)))
		turn->role = message_borrow("President");
	else if (label->officer)
		turn->role = message_borrow(office_of(r, label->person + 4));
	speaker->function = message_borrow(label->function);
	if (label->party[0] == '\0')
		return turn;
	const char *name = party_in(r, label->party);
	bool party = name != NULL;
	if (!party && label->officer && title_at(label->party, strlen(label->party)) > 0)
		speaker->printed = message_borrow(label->party); /* "The Acting President (Mr. Wali)" */
	else if (!party && words_are_office(label->party, strlen(label->party)))
		speaker->function = message_borrow(label->party);
	else
		speaker->party = reader_party(r, party ? name : label->party);
	if (party && name != label->party && speaker->function[0] == '\0')
		speaker->function = message_borrow(label->party);
	if (party)
		turn->confidence = TRUCE__V1__CONFIDENCE__CONFIDENCE_PRINTED;
	reader_identify(r, speaker);
	return turn;
}

static void speech_begin(struct reader *r, struct draft *d, size_t line, const struct label *label)
{
	Truce__V1__Turn *turn = turn_make(r, label);
	if (turn == NULL)
		return;
	list_add(r, &d->turns, turn);
	Truce__V1__Party *party = turn->speaker->party;
	if (party != NULL && party->id[0] == '\0') {
		reader_party_told_in(party, reader_language_at(r, line));
		reader_identify(r, turn->speaker);
	}
	if (party == NULL)
		reader_find(r, TRUCE__V1__FINDING__KIND__KIND_UNRESOLVED, r->lines.at[line].number, label->printed,
			    "the speaker's label names no delegation");
	else if (party->id[0] == '\0')
		reader_find(r, TRUCE__V1__FINDING__KIND__KIND_UNRESOLVED, r->lines.at[line].number, party->printed,
			    "the speaker's delegation is no party known by that name");
}

static bool speech_starts(struct reader *r, struct draft *d, size_t line, bool after_stop, struct piece *p)
{
	struct label label;
	const char *language = language_note(&r->lines, line);
	bool labelled = after_stop && language == NULL && label_at(r, line, r->lines.count, &label) && !label.empty;
	if (labelled) {
		speech_begin(r, d, line, &label);
		p->text_line = label.line;
		p->text_from = label.from;
	} else if (language != NULL) {
		p->language = language;
		p->kind = TRUCE__V1__BLOCK__KIND__KIND_STAGE_DIRECTION;
	} else if (after_stop && label_is_near(&r->lines, line)) {
		reader_find(r, TRUCE__V1__FINDING__KIND__KIND_NOT_UNDERSTOOD, r->lines.at[line].number,
			    reader_text(r, line_text(&r->lines, line), line_size(&r->lines, line)),
			    "begins like a speaker's label and is none; kept as text");
	}
	p->turn = (int)d->turns.count;
	return labelled || language != NULL;
}

static size_t first_text(const struct reader *r, const struct part *part)
{
	size_t i = part->first;
	while (i < part->end && r->lines.at[i].furniture)
		i++;
	return i;
}

static bool speech_fits(struct reader *r, const struct part *part)
{
	struct label label;
	size_t i = first_text(r, part);
	return i < part->end && label_at(r, i, part->end, &label) && !label.empty;
}

static void speech_shape(struct reader *r, const struct part *part, struct draft *d)
{
	paragraphs_add(r, d, part->first, part->end, speech_starts);
	if (d->turns.count == 0)
		return;
	const Truce__V1__Person *speaker = ((Truce__V1__Turn *)d->turns.items[0])->speaker;
	const Truce__V1__Party *party = speaker->party;
	d->slug_from = party == NULL ? speaker->printed : reader_printf(r, "%s (%s)", speaker->printed, party->printed);
	d->statement->title = message_borrow(reader_printf(r, "Statement by %s", d->slug_from));
}

/* Articles: press releases and analysts' texts. */

static bool runs(const struct lines *l, const struct piece *p)
{
	uint32_t columns = 0;
	for (size_t i = p->first; i < p->end && columns <= HEADING_COLUMNS; i++)
		columns += l->at[i].columns;
	return columns > HEADING_COLUMNS || line_ends_sentence(l, p->end - 1);
}

static bool is_heading(const struct lines *l, const struct piece *p)
{
	char last = l->text[l->at[p->end - 1].end - 1];
	return !runs(l, p) && l->at[p->first].gap && line_begins_sentence(l, p->first) && strchr(":;,", last) == NULL;
}

/* Place, or place and date, before the words of a line near the top. */
static bool dateline_near_top(struct reader *r, const struct part *part, struct dateline *out)
{
	size_t end = part->end - part->first > NEAR_TOP ? part->first + NEAR_TOP : part->end;
	for (size_t i = part->first; i < end; i++) {
		if (!r->lines.at[i].furniture && dateline_before(r, i, out))
			return true;
	}
	return false;
}

/* Whether a line of place and date stands near the top. */
static bool placed_near_top(struct reader *r, const struct part *part)
{
	struct dateline found;
	size_t end = part->end - part->first > NEAR_TOP ? part->first + NEAR_TOP : part->end;
	for (size_t i = part->first; i < end; i++) {
		if (!r->lines.at[i].furniture && dateline_stands(r, i, &found) && found.place[0] != '\0')
			return true;
	}
	return false;
}

static bool press_fits(struct reader *r, const struct part *part)
{
	struct dateline found;
	return part->end < r->lines.count || dateline_near_top(r, part, &found) || placed_near_top(r, part);
}

static bool any_fits(struct reader *r, const struct part *part)
{
	(void)r;
	(void)part;
	return true;
}

static bool is_dateline(const struct piece *p)
{
	return p->kind == TRUCE__V1__BLOCK__KIND__KIND_DATELINE;
}

/* Whether a short line may be a title: none that leads to what stands behind it, and no clause. */
static bool may_title(const struct lines *l, const struct piece *p)
{
	const char *text = line_text(l, p->first);
	char last = l->text[l->at[p->end - 1].end - 1];
	bool lettered = line_size(l, p->first) > 3 && text[0] == '(' && text[2] == ')';
	return !is_dateline(p) && !lettered && joint_marker(l, p->first).bytes == 0 && strchr(":;,", last) == NULL;
}

static bool line_tells_whose(struct reader *r, size_t line)
{
	struct words w = joint_words(r, line, line + 1);
	bool spoken;
	return title_whose(&w, &spoken) > 0;
}

/* The title of pieces of which so many are short: the first that says that it is one of a joint
 * statement or an agreement, or whose words they are, else the last that may be one. */
static size_t title_among(struct reader *r, const struct draft *d, size_t count)
{
	size_t title = count;
	while (title > 0 && !may_title(&r->lines, &d->pieces[title - 1]))
		title--;
	title = title > 0 ? title - 1 : count - 1;
	for (size_t i = 0; i < title; i++) {
		if (line_titles_joint(r, d->pieces[i].first) || line_tells_whose(r, d->pieces[i].first))
			return i;
	}
	return title;
}

/* Short lines before the first running paragraph: one is the title, but for those of place
 * or date behind it or right before it; those before are the site's. Answers the first piece
 * to keep. */
static size_t title_find(struct reader *r, struct draft *d)
{
	size_t running = 0;
	while (running < d->piece_count && (is_dateline(&d->pieces[running]) || !runs(&r->lines, &d->pieces[running])))
		running++;
	if (running == d->piece_count)
		return 0;
	while (running > 0 && is_dateline(&d->pieces[running - 1]))
		running--;
	if (running == 0)
		return 0;
	size_t title = title_among(r, d, running);
	size_t keep = title > 0 && is_dateline(&d->pieces[title - 1]) ? title - 1 : title;
	for (size_t i = 0; i < keep; i++) {
		for (size_t line = d->pieces[i].first; line < d->pieces[i].end; line++) {
			if (!r->lines.at[line].furniture)
				furniture_add(r, line, "stands before the title like a site's furniture, left out");
		}
	}
	d->pieces[title].kind = TRUCE__V1__BLOCK__KIND__KIND_HEADING;
	return keep;
}

/* A line of place and date near the top is a piece by itself. */
static bool article_starts(struct reader *r, struct draft *d, size_t line, bool after_stop, struct piece *p)
{
	struct dateline found;
	bool behind = d->piece_count > 0 && is_dateline(&d->pieces[d->piece_count - 1]);
	(void)after_stop;
	if (d->piece_count > 0 && line - d->pieces[0].first >= NEAR_TOP)
		return behind;
	if (!dateline_stands(r, line, &found))
		return behind;
	p->kind = TRUCE__V1__BLOCK__KIND__KIND_DATELINE;
	return true;
}

/* Where and when a release says that it was made; what a day lacks its year for is the caller's to
 * say. Whether it has a place. */
static bool article_date(struct reader *r, const struct part *part, struct draft *d)
{
	struct dateline found;
	bool told = dateline_near_top(r, part, &found);
	for (size_t i = 0; i < d->piece_count && !told; i++)
		told = is_dateline(&d->pieces[i]) && dateline_at(r, d->pieces[i].first, &found);
	if (!told)
		return false;
	d->statement->place = message_borrow(found.place);
	if (found.date != NULL && found.date->earliest[0] != '\0')
		d->statement->date = found.date;
	return found.place[0] != '\0';
}

static void article_shape(struct reader *r, const struct part *part, struct draft *d)
{
	paragraphs_add(r, d, part->first, part->end, article_starts);
	size_t keep = title_find(r, d);
	if (keep > 0)
		memmove(d->pieces, d->pieces + keep, (d->piece_count - keep) * sizeof *d->pieces);
	d->piece_count -= keep;
	for (size_t i = 1; i + 1 < d->piece_count; i++) {
		if (!is_dateline(&d->pieces[i]) && is_heading(&r->lines, &d->pieces[i]) &&
		    r->lines.at[d->pieces[i + 1].first].gap)
			d->pieces[i].kind = TRUCE__V1__BLOCK__KIND__KIND_HEADING;
	}
	bool placed = article_date(r, part, d);
	size_t first = d->piece_count > 0 && is_dateline(&d->pieces[0]) ? 1 : 0;
	bool titled = first < d->piece_count && d->pieces[first].kind == TRUCE__V1__BLOCK__KIND__KIND_HEADING;
	if (!titled && !placed)
		reader_find(
			r, TRUCE__V1__FINDING__KIND__KIND_NOT_UNDERSTOOD, 0, "",
			"the kind of text was not recognised; it is kept as an analyst's text, paragraph by paragraph");
}

/* Tried in order. */
static const struct text_kind kinds[] = {
	{ TRUCE__V1__STATEMENT__KIND__KIND_SPEECH, speech_fits, speech_shape },
	{ TRUCE__V1__STATEMENT__KIND__KIND_AGREEMENT, agreement_fits, joint_shape },
	{ TRUCE__V1__STATEMENT__KIND__KIND_JOINT_STATEMENT, joint_fits, joint_shape },
	{ TRUCE__V1__STATEMENT__KIND__KIND_PRESS_RELEASE, press_fits, article_shape },
	{ TRUCE__V1__STATEMENT__KIND__KIND_ANALYSIS, any_fits, article_shape },
};

static void kind_find(struct reader *r, struct part *part)
{
	for (size_t k = 0; part->kind == NULL; k++) {
		if (kinds[k].fits(r, part))
			part->kind = &kinds[k];
	}
}

static bool has_running(const struct lines *l, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++) {
		if (!l->at[i].furniture && (l->at[i].columns > HEADING_COLUMNS || line_ends_sentence(l, i)))
			return true;
	}
	return false;
}

size_t reader_parts(struct reader *r, struct part parts[2])
{
	size_t end = r->lines.count;
	struct part whole = { .first = 0, .end = end };
	if (!speech_fits(r, &whole)) {
		size_t joint = joint_find(r, 0, end);
		if (joint > 0 && joint < end && has_running(&r->lines, 0, joint)) {
			parts[0] = (struct part){ .first = 0, .end = joint };
			parts[1] = (struct part){ .first = joint, .end = end };
			kind_find(r, &parts[0]);
			kind_find(r, &parts[1]);
			return 2;
		}
		whole.first = joint < end ? joint : 0;
		for (size_t i = 0; i < whole.first; i++) {
			if (!r->lines.at[i].furniture)
				furniture_add(r, i, "stands before the title like a site's furniture, left out");
		}
	}
	parts[0] = whole;
	kind_find(r, &parts[0]);
	return 1;
}
