#include "base/ascii.h"
#include "base/time.h"
#include "base/utf8.h"
#include "domain/citation_asked.h"
#include "domain/party.h"
#include "domain/query_inside.h"
#include "domain/reader/titles.h"
#include "proto/enum_names.h"
#include "proto/filter.h"
#include "truce/v1/statement.pb-c.h"

#define VALUE_MOST (TEXT_TERM_MOST - 1)
#define NAMES_MOST 64
#define SHOWN_MOST 40

const struct query_field query_fields[] = {
	{ "delegation", FIELD_PARTY, "who speaks or signs: delegation:KAZ, delegation:kazakhstan" },
	{ "speaker", FIELD_WORDS, "who speaks, by name: speaker:umarov" },
	{ "body", FIELD_FOLDED, "the organ or forum: body:\"Security Council\"" },
	{ "kind", FIELD_KIND, "the kind of statement: kind:speech, kind:joint-statement" },
	{ "track", FIELD_TRACK, "the track that the passage names: track:humanitarian" },
	{ "topic", FIELD_FOLDED, "the topic of what it calls for or supports: topic:\"constitutional committee\"" },
	{ "cites", FIELD_CITED, "a document that the passage cites: cites:\"S/RES/2254 (2015)\"" },
	{ "mentions", FIELD_PARTY, "a party that the passage names: mentions:TUR" },
	{ "zone", FIELD_NAME, "a zone that the passage names: zone:idlib" },
	{ "round", FIELD_NAME, "a round that the passage names, or was said at: round:astana-8" },
	{ "symbol", FIELD_FOLDED, "the symbol of the statement, or of a record that it stands in: symbol:S/PV.8422" },
	{ "statement", FIELD_NAME, "one statement: statement:press-release-astana-6" },
	{ "language", FIELD_LANGUAGE, "the language of the passage: language:fr, language:french" },
	{ "spoken", FIELD_LANGUAGE,
	  "the language that the passage was spoken in, where the record notes it: spoken:fr" },
	{ "on", FIELD_DAYS, "made in these days: on:2017-09-15, on:2017-09..2018-02, on:2017, on:2018.." },
	{ NULL, FIELD_FOLDED, NULL },
};

struct bytes query_mark(struct arena *arena, const char *field, const char *value, size_t size)
{
	size_t head = strlen(field) + 2;
	uint8_t *mark = arena_alloc(arena, head + size);
	if (mark == NULL)
		return bytes_of(NULL, 0);
	mark[0] = '=';
	memcpy(mark + 1, field, head - 2);
	mark[head - 1] = ':';
	memcpy(mark + head, value, size);
	return bytes_of(mark, head + size);
}

/* What stands for a value of several terms has the stretch of its children. */
bool query_is_field(const struct query_node *n)
{
	if (n->kind == QUERY_AND || n->kind == QUERY_OR)
		return n->first->at == n->at && n->first->end == n->end && query_is_field(n->first);
	return n->kind == QUERY_MARK || n->kind == QUERY_MARK_PREFIX || n->kind == QUERY_DAYS;
}

/* The head of a value, for messages, cut at a character. */
static const char *head_of(struct parser *p, const char *value)
{
	size_t size = strlen(value);
	if (size > SHOWN_MOST)
		for (size = SHOWN_MOST; size > 0 && utf8_is_inside(value[size]);)
			size--;
	const char *head = arena_text_n(p->arena, value, size);
	return head == NULL ? "" : head;
}

/* ---- Days -------------------------------------------------------------- */

/* First and last day of "2017", "2017-09" or "2017-09-15"; false for anything else. */
static bool read_stretch(const char *text, size_t size, int32_t *first, int32_t *last)
{
	char date[11] = "0001-01-01";
	if (size != 4 && size != 7 && size != 10)
		return false;
	memcpy(date, text, size);
	if (!date_parse(date, first))
		return false;
	*last = *first;
	if (size == 10)
		return true;
	if (!day_add_months(*first, size == 4 ? 12 : 1, last))
		*last = DAY_LAST + 1;
	--*last;
	return true;
}

static enum status parse_days(struct parser *p, struct query_node *n, const char *value)
{
	const char *dots = strstr(value, "..");
	size_t size = dots == NULL ? strlen(value) : (size_t)(dots - value);
	int32_t from = DAY_FIRST, to = DAY_LAST, other;
	bool fine = value[0] != '\0' && strcmp(value, "..") != 0;
	if (fine && (size > 0 || dots == NULL))
		fine = read_stretch(value, size, &from, &to);
	if (fine && dots != NULL) {
		to = DAY_LAST;
		fine = dots[2] == '\0' || read_stretch(dots + 2, strlen(dots + 2), &other, &to);
	}
	if (!fine)
		return parse_fault(p, n->at,
				   "\"%s\" is no stretch of days; write on:2017-09-15, on:2017-09..2018-02 "
				   "or on:2018..",
				   head_of(p, value));
	if (from > to)
		return parse_fault(p, n->at, "the days end before they begin; turn them round");
	n->kind = QUERY_DAYS;
	n->first_day = from;
	n->last_day = to;
	return STATUS_OK;
}

/* ---- Values ------------------------------------------------------------ */

static enum status put_mark(struct parser *p, struct query_node *n, const char *field, const char *value, size_t size)
{
	if (n->terms == NULL)
		n->terms = arena_array(p->arena, QUERY_TERMS_MOST, sizeof *n->terms);
	struct bytes mark = query_mark(p->arena, field, value, size < VALUE_MOST ? size : VALUE_MOST);
	if (n->terms == NULL || mark.data == NULL)
		return parse_full(p);
	n->terms[n->term_count++] = mark;
	return STATUS_OK;
}

static enum status parse_folded(struct parser *p, const struct query_field *field, struct query_node *n,
				const char *value)
{
	char folded[VALUE_MOST + 1];
	size_t size;
	if (!text_fold_value(p->analyser, bytes_text(value), folded, sizeof folded, &size))
		return parse_full(p);
	if (size == 0) {
		const char *example = strstr(field->help, ": ") + 2;
		return parse_fault(p, n->at, "%s: has no value; write it behind the colon, as in %.*s", field->name,
				   (int)strcspn(example, ","), example);
	}
	return put_mark(p, n, field->name, folded, size);
}

/* An enum's value by its name, "joint-statement" for KIND_JOINT_STATEMENT. */
static enum status parse_enum(struct parser *p, const struct query_field *field, struct query_node *n,
			      const ProtobufCEnumDescriptor *values, const char *value)
{
	char *names[NAMES_MOST];
	size_t count = 0;
	char *wanted = arena_text(p->arena, value);
	for (unsigned i = 0; i < values->n_values && wanted != NULL; i++) {
		if (values->values[i].value == 0 || count == NAMES_MOST)
			continue;
		names[count] = enum_word(values, &values->values[i], '-', p->arena);
		if (names[count++] == NULL)
			return parse_full(p);
	}
	for (char *c = wanted; c != NULL && *c != '\0'; c++)
		*c = *c == '_' || *c == ' ' ? '-' : to_small(*c);
	if (wanted == NULL)
		return parse_full(p);
	for (size_t i = 0; i < count; i++)
		if (strcmp(wanted, names[i]) == 0)
			return parse_folded(p, field, n, wanted);
	const char *near = nearest_name(wanted, (const char *const *)names, count);
	if (near != NULL)
		return parse_fault(p, n->at, "there is no %s \"%s\"; did you mean %s", field->name, head_of(p, value),
				   near);
	const char *all = names[0];
	for (size_t i = 1; i < count && all != NULL; i++)
		all = arena_printf(p->arena, "%s, %s", all, names[i]);
	return all == NULL ? parse_full(p)
			   : parse_fault(p, n->at, "there is no %s \"%s\": there are %s", field->name,
					 head_of(p, value), all);
}

/* A party's id as it stands, and that of its name in any language or of its two letters. */
static enum status parse_party(struct parser *p, const struct query_field *field, struct query_node *n,
			       const char *value)
{
	bool word_too;
	const char *id = party_of(value);
	if (id == NULL)
		id = text_party_named(p->analyser, bytes_text(value), &word_too);
	if (id == NULL)
		id = party_of_two(value);
	enum status status = parse_folded(p, field, n, value);
	return status == STATUS_OK && id != NULL ? parse_folded(p, field, n, id) : status;
}

/* A language's code, and that of its English name. */
static enum status parse_language(struct parser *p, const struct query_field *field, struct query_node *n,
				  const char *value)
{
	const char *code = "", *note = arena_printf(p->arena, "(in %s)", value);
	if (note == NULL)
		return parse_full(p);
	enum status status = parse_folded(p, field, n, value);
	if (status != STATUS_OK || !language_note_is(note, strlen(note), &code))
		return status;
	return parse_folded(p, field, n, code);
}

/* What begins with a normal form and has something in brackets behind it. */
static enum status put_open(struct parser *p, struct query_node *n, const char *field, const char *form)
{
	char folded[VALUE_MOST + 2];
	size_t size;
	if (!text_fold_value(p->analyser, bytes_text(form), folded, VALUE_MOST, &size))
		return parse_full(p);
	folded[size] = ' ';
	return put_mark(p, n, field, folded, size + 1);
}

/* Each name of a document, and the id of the statement that holds it. */
static enum status put_cited(struct parser *p, const struct query_field *field, struct query_node *n,
				const struct citation_asked *document)
{
	enum status status = STATUS_OK;
	for (size_t i = 0; i < document->count && status == STATUS_OK; i++)
		status = parse_folded(p, field, n, document->names[i]);
	if (status == STATUS_OK && document->statement != NULL)
		status = parse_folded(p, field, n, strrchr(document->statement, '/') + 1);
	return status;
}

/* A document as it is called; one that was asked for without what stands in brackets behind it with
 * whatever does, too. */
static enum status parse_document(struct parser *p, const struct query_field *field, struct query_node *n,
				  const struct citation_asked *document)
{
	if (document->open == NULL)
		return put_cited(p, field, n, document);
	struct query_node *named = parse_node(p, QUERY_MARK, n->at, n->end);
	struct query_node *open = parse_node(p, QUERY_MARK_PREFIX, n->at, n->end);
	if (named == NULL || open == NULL)
		return parse_full(p);
	n->kind = QUERY_OR;
	n->first = named;
	named->next = open;
	enum status status = parse_count(p, n->at);
	if (status == STATUS_OK)
		status = put_cited(p, field, named, document);
	return status == STATUS_OK ? put_open(p, open, field->name, document->open) : status;
}

static enum status parse_cited(struct parser *p, const struct query_field *field, struct query_node *n,
			       const char *value)
{
	struct citation_asked document;
	enum status status = STATUS_OK;
	if (p->names != NULL && p->names->document != NULL)
		status = p->names->document(p->names->of, value, &document);
	else if (!citation_asked(value, p->arena, &document))
		return parse_full(p);
	if (status != STATUS_OK)
		return status;
	return document.count > 0 ? parse_document(p, field, n, &document) : parse_folded(p, field, n, value);
}

/* A name of several words: each of them, in any order. */
static enum status parse_words(struct parser *p, const struct query_field *field, struct query_node *n,
			       const char *value)
{
	char folded[VALUE_MOST + 1], *word = folded;
	size_t size, count = 0;
	struct query_node **last = &n->first;
	if (!text_fold_value(p->analyser, bytes_text(value), folded, sizeof folded, &size))
		return parse_full(p);
	if (size == 0 || memchr(folded, ' ', size) == NULL)
		return parse_folded(p, field, n, value);
	n->kind = QUERY_AND;
	for (char *rest = NULL; (word = strtok_r(count == 0 ? folded : NULL, " ", &rest)) != NULL; count++) {
		struct query_node *one = parse_node(p, QUERY_MARK, n->at, n->end);
		if (one == NULL)
			return parse_full(p);
		enum status status = parse_count(p, n->at);
		if (status == STATUS_OK)
			status = put_mark(p, one, field->name, word, strlen(word));
		if (status != STATUS_OK)
			return status;
		*last = one;
		last = &one->next;
	}
	return STATUS_OK;
}

static enum status parse_name(struct parser *p, const struct query_field *field, struct query_node *n,
			      const char *value)
{
	const char *slash = strrchr(value, '/');
	return parse_folded(p, field, n, slash == NULL ? value : slash + 1);
}

enum status parse_field(struct parser *p, const struct query_field *field, struct query_node *n, const char *value,
			bool prefix)
{
	if (prefix && field->kind != FIELD_DAYS) {
		n->kind = QUERY_MARK_PREFIX;
		return parse_folded(p, field, n, value);
	}
	switch (field->kind) {
	case FIELD_PARTY:
		return parse_party(p, field, n, value);
	case FIELD_LANGUAGE:
		return parse_language(p, field, n, value);
	case FIELD_NAME:
		return parse_name(p, field, n, value);
	case FIELD_WORDS:
		return parse_words(p, field, n, value);
	case FIELD_CITED:
		return parse_cited(p, field, n, value);
	case FIELD_KIND:
		return parse_enum(p, field, n, &truce__v1__statement__kind__descriptor, value);
	case FIELD_TRACK:
		return parse_enum(p, field, n, &truce__v1__track__descriptor, value);
	case FIELD_DAYS:
		return parse_days(p, n, value);
	default:
		return parse_folded(p, field, n, value);
	}
}
