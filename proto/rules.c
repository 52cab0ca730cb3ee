#include "proto/rules.h"

#include <assert.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>

#include "proto/field.h"
#include "proto/quote.h"
#include "truce/v1/agenda_service.pb-c.h"
#include "truce/v1/commitment_service.pb-c.h"
#include "truce/v1/consent_service.pb-c.h"
#include "truce/v1/import_service.pb-c.h"
#include "truce/v1/journal.pb-c.h"
#include "truce/v1/place_service.pb-c.h"
#include "truce/v1/position_service.pb-c.h"
#include "truce/v1/round_service.pb-c.h"
#include "truce/v1/search_service.pb-c.h"
#include "truce/v1/statement_service.pb-c.h"
#include "truce/v1/text.pb-c.h"
#include "truce/v1/wording_service.pb-c.h"
#include "truce/v1/zone_service.pb-c.h"

#define ROW(message, name, ...)                                                                                        \
	{                                                                                                              \
		.type = &truce__v1__##message##__descriptor, .field = #name, __VA_ARGS__                               \
	}

#define REQUIRED .flags = RULE_REQUIRED
#define OUTPUT_ONLY .flags = RULE_OUTPUT_ONLY
#define AT_LEAST(number) .least = (number), .most = INT64_MAX
#define MONTHS .least = 0, .most = 1200
#define DAYS .least = 0, .most = 36525
#define PAGE_SIZE AT_LEAST(0)
#define FORM(function, words) .form = function, .form_words = words

#define AGENDA_ITEM FORM(form_agenda_item, "an agenda item's name, as rounds/{id}/agenda/{item}")
#define COUNTRY FORM(form_country, "an ISO 3166-1 alpha-3 code: three capital letters")
#define DATE FORM(form_date, "a date that exists, as YYYY-MM-DD")
#define FILENAME FORM(form_filename, "a file's name without folders, of at most 255 bytes")
#define ID FORM(form_id, "an id: 1 to 63 lower-case letters, digits and hyphens, with no hyphen at either end")
#define LANGUAGE FORM(form_language, "a language tag of BCP 47, as en or zh-Hant")
#define P_CODE FORM(form_p_code, "a P-code: two capital letters and two to eight digits")
#define PARTY FORM(form_party, "a party's id: 2 to 40 capital letters, digits and hyphens, a letter first")
#define PERSON                                                                                                         \
	FORM(form_person,                                                                                              \
	     "a person's id: a party's, a full stop, then small letters, digits and single hyphens, as KAZ.umarov")
#define RECORD FORM(form_record, "a record's name, as zones/{id}")
#define RECORD_OR_PARTY FORM(form_record_or_party, "a record's name, as zones/{id}, or a party's id")
#define ROUND FORM(form_round, "a round's name, as rounds/{id}")
#define STATEMENT FORM(form_statement, "a statement's name, as statements/{id}")
#define TEXT FORM(form_text, "a text's name, as texts/{64 hexadecimal digits}")
#define URI FORM(form_uri, "an absolute URI, as https://example.org/text")
#define UUID FORM(form_uuid, "a UUID, as 01234567-89ab-4cde-8f01-23456789abcd")
#define WORDS FORM(form_words, "a text that says anything: leave it out")
#define ZONE FORM(form_zone, "a zone's name, as zones/{id}")

#define REQUIRED_ID REQUIRED, ID
#define REQUIRED_ROUND REQUIRED, ROUND
#define REQUIRED_STATEMENT REQUIRED, STATEMENT
#define REQUIRED_TEXT REQUIRED, TEXT
#define REQUIRED_ZONE REQUIRED, ZONE
#define BATCH REQUIRED, .least = 1, .most = 1000
#define ROUND_NAMES BATCH, ROUND
#define STATEMENT_NAMES BATCH, STATEMENT
#define ZONE_NAMES BATCH, ZONE

/* clang-format off */
const struct rule rules[] = {
	ROW(date_interval, earliest, DATE),
	ROW(date_interval, latest, DATE),
	ROW(party, id, PARTY),
	ROW(person, id, PERSON),
	ROW(source, id, ID),
	ROW(source, uri, URI),
	ROW(source, statement, STATEMENT),
	ROW(source, text, TEXT),
	ROW(source_reference, source, ID),
	ROW(text_span, block, AT_LEAST(0)),
	ROW(text_span, start, AT_LEAST(0)),
	ROW(text_span, end, AT_LEAST(0)),
	ROW(byte_range, start, AT_LEAST(0)),
	ROW(byte_range, end, AT_LEAST(0)),
	ROW(statement, name, STATEMENT),
	ROW(statement, etag, OUTPUT_ONLY),
	ROW(statement, create_time, OUTPUT_ONLY),
	ROW(statement, update_time, OUTPUT_ONLY),
	ROW(statement, delete_time, OUTPUT_ONLY),
	ROW(statement, kind, REQUIRED),
	ROW(statement, symbol, WORDS),
	ROW(statement, title, WORDS),
	ROW(statement, aliases, WORDS),
	ROW(statement, round, ROUND),
	ROW(statement, language, LANGUAGE),
	ROW(statement, sources, AT_LEAST(1)),
	ROW(turn, language, LANGUAGE),
	ROW(language_span, language, LANGUAGE),
	ROW(block, number, AT_LEAST(0)),
	ROW(block, turn, AT_LEAST(0)),
	ROW(block, language, LANGUAGE),
	ROW(vote, in_favour, AT_LEAST(0)),
	ROW(vote, against, AT_LEAST(0)),
	ROW(vote, abstaining, AT_LEAST(0)),
	ROW(vote, turn, AT_LEAST(0)),
	ROW(meeting_record, session_number, AT_LEAST(0)),
	ROW(meeting_record, meeting_number, AT_LEAST(0)),
	ROW(meeting_record, resumption, AT_LEAST(0)),
	ROW(presiding, from_turn, AT_LEAST(0)),
	ROW(meeting_item, from_turn, AT_LEAST(0)),
	ROW(meeting_decision, vote, AT_LEAST(0)),
	ROW(meeting_decision, turn, AT_LEAST(0)),
	ROW(text_section, block, AT_LEAST(0)),
	ROW(text_section, turn, AT_LEAST(0)),
	ROW(text_section, vote, AT_LEAST(0)),
	ROW(text_section, statement, STATEMENT),
	ROW(citation, statement, STATEMENT),
	ROW(mention, target, RECORD_OR_PARTY),
	ROW(commitment, id, ID),
	ROW(commitment, condition, WORDS),
	ROW(fulfilment, evidence, RECORD),
	ROW(statement_link, statement, STATEMENT),
	ROW(round, name, ROUND),
	ROW(round, etag, OUTPUT_ONLY),
	ROW(round, create_time, OUTPUT_ONLY),
	ROW(round, update_time, OUTPUT_ONLY),
	ROW(round, delete_time, OUTPUT_ONLY),
	ROW(round, process, REQUIRED_ID),
	ROW(round, ordinal, AT_LEAST(0)),
	ROW(round, title, WORDS),
	ROW(round, aliases, WORDS),
	ROW(round, sources, AT_LEAST(1)),
	ROW(venue, country, COUNTRY),
	ROW(agenda_item, id, ID),
	ROW(agenda_item, topic, WORDS),
	ROW(agenda_item, title, WORDS),
	ROW(agenda_item, carries_on, AGENDA_ITEM),
	ROW(agenda_item, documents, STATEMENT),
	ROW(round_document, statement, STATEMENT),
	ROW(zone, name, ZONE),
	ROW(zone, etag, OUTPUT_ONLY),
	ROW(zone, create_time, OUTPUT_ONLY),
	ROW(zone, update_time, OUTPUT_ONLY),
	ROW(zone, delete_time, OUTPUT_ONLY),
	ROW(zone, kind, REQUIRED),
	ROW(zone, title, WORDS),
	ROW(zone, aliases, WORDS),
	ROW(zone, parent, ZONE),
	ROW(zone, agreement, STATEMENT),
	ROW(zone, round, ROUND),
	ROW(zone, sources, AT_LEAST(1)),
	ROW(province, p_code, P_CODE),
	ROW(reading, id, ID),
	ROW(reading, initial_term_months, MONTHS),
	ROW(reading, initial_term_days, DAYS),
	ROW(reading, extension_term_months, MONTHS),
	ROW(reading, extension_term_days, DAYS),
	ROW(reading, sources, AT_LEAST(1)),
	ROW(consent, term, AT_LEAST(1)),
	ROW(consent, decision, REQUIRED),
	ROW(consent, sources, AT_LEAST(1)),
	ROW(extension, term, AT_LEAST(1)),
	ROW(extension, months, MONTHS),
	ROW(extension, days, DAYS),
	ROW(extension, sources, AT_LEAST(1)),
	ROW(termination, sources, AT_LEAST(1)),
	ROW(text, name, TEXT),
	ROW(text, etag, OUTPUT_ONLY),
	ROW(text, create_time, OUTPUT_ONLY),
	ROW(text, update_time, OUTPUT_ONLY),
	ROW(text, delete_time, OUTPUT_ONLY),
	ROW(text, filename, FILENAME),
	ROW(get_statement_request, name, REQUIRED_STATEMENT),
	ROW(batch_get_statements_request, names, STATEMENT_NAMES),
	ROW(list_statements_request, page_size, PAGE_SIZE),
	ROW(create_statement_request, statement_id, ID),
	ROW(create_statement_request, statement, REQUIRED),
	ROW(create_statement_request, request_id, UUID),
	ROW(update_statement_request, statement, REQUIRED),
	ROW(update_statement_request, request_id, UUID),
	ROW(delete_statement_request, name, REQUIRED_STATEMENT),
	ROW(delete_statement_request, request_id, UUID),
	ROW(undelete_statement_request, name, REQUIRED_STATEMENT),
	ROW(undelete_statement_request, request_id, UUID),
	ROW(get_round_request, name, REQUIRED_ROUND),
	ROW(batch_get_rounds_request, names, ROUND_NAMES),
	ROW(list_rounds_request, page_size, PAGE_SIZE),
	ROW(create_round_request, round_id, ID),
	ROW(create_round_request, round, REQUIRED),
	ROW(create_round_request, request_id, UUID),
	ROW(update_round_request, round, REQUIRED),
	ROW(update_round_request, request_id, UUID),
	ROW(delete_round_request, name, REQUIRED_ROUND),
	ROW(delete_round_request, request_id, UUID),
	ROW(undelete_round_request, name, REQUIRED_ROUND),
	ROW(undelete_round_request, request_id, UUID),
	ROW(get_zone_request, name, REQUIRED_ZONE),
	ROW(batch_get_zones_request, names, ZONE_NAMES),
	ROW(list_zones_request, page_size, PAGE_SIZE),
	ROW(create_zone_request, zone_id, ID),
	ROW(create_zone_request, zone, REQUIRED),
	ROW(create_zone_request, request_id, UUID),
	ROW(update_zone_request, zone, REQUIRED),
	ROW(update_zone_request, request_id, UUID),
	ROW(delete_zone_request, name, REQUIRED_ZONE),
	ROW(delete_zone_request, request_id, UUID),
	ROW(undelete_zone_request, name, REQUIRED_ZONE),
	ROW(undelete_zone_request, request_id, UUID),
	ROW(list_passages_request, page_size, PAGE_SIZE),
	ROW(get_zone_status_request, name, REQUIRED_ZONE),
	ROW(get_zone_status_request, date, DATE),
	ROW(get_zone_status_request, reading, ID),
	ROW(list_zone_statuses_request, date, DATE),
	ROW(list_zone_statuses_request, reading, ID),
	ROW(list_zone_statuses_request, page_size, PAGE_SIZE),
	ROW(list_positions_request, from_date, DATE),
	ROW(list_positions_request, to_date, DATE),
	ROW(list_positions_request, page_size, PAGE_SIZE),
	ROW(list_positions_request, party, PARTY),
	ROW(list_positions_request, evidence_limit, .least = -1, .most = 1000),
	ROW(list_citations_request, statement, STATEMENT),
	ROW(list_citations_request, page_size, PAGE_SIZE),
	ROW(record_consent_request, name, REQUIRED_ZONE),
	ROW(record_consent_request, consent, REQUIRED),
	ROW(record_consent_request, request_id, UUID),
	ROW(terminate_zone_request, name, REQUIRED_ZONE),
	ROW(terminate_zone_request, termination, REQUIRED),
	ROW(terminate_zone_request, request_id, UUID),
	ROW(list_zone_timelines_request, from_date, DATE),
	ROW(list_zone_timelines_request, to_date, DATE),
	ROW(list_zone_timelines_request, reading, ID),
	ROW(list_zone_timelines_request, page_size, PAGE_SIZE),
	ROW(list_zone_conflicts_request, page_size, PAGE_SIZE),
	ROW(list_agenda_threads_request, date, DATE),
	ROW(list_agenda_threads_request, page_size, PAGE_SIZE),
	ROW(list_commitments_request, date, DATE),
	ROW(list_commitments_request, page_size, PAGE_SIZE),
	ROW(compare_statements_request, first, REQUIRED_STATEMENT),
	ROW(compare_statements_request, second, REQUIRED_STATEMENT),
	ROW(find_precedents_request, statement, STATEMENT),
	ROW(find_precedents_request, block, AT_LEAST(0)),
	ROW(find_precedents_request, from_date, DATE),
	ROW(find_precedents_request, to_date, DATE),
	ROW(find_precedents_request, page_size, PAGE_SIZE),
	ROW(locate_point_request, date, DATE),
	ROW(locate_point_request, reading, ID),
	ROW(find_overlaps_request, zone, ZONE),
	ROW(find_overlaps_request, page_size, PAGE_SIZE),
	ROW(search_statements_request, query, REQUIRED),
	ROW(search_statements_request, page_size, PAGE_SIZE),
	ROW(watch_search_request, query, REQUIRED),
	ROW(watch_search_request, after_revision, AT_LEAST(-1)),
	ROW(list_changes_request, record, RECORD),
	ROW(list_changes_request, after_revision, AT_LEAST(0)),
	ROW(list_changes_request, page_size, PAGE_SIZE),
	ROW(watch_changes_request, after_revision, AT_LEAST(-1)),
	ROW(watch_changes_request, record, RECORD),
	ROW(watch_changes_request, page_size, PAGE_SIZE),
	ROW(import_records_request, records, REQUIRED),
	ROW(import_records_request, request_id, UUID),
	ROW(import_text_request, content, REQUIRED),
	ROW(import_text_request, filename, FILENAME),
	ROW(import_text_request, statement_id, ID),
	ROW(import_text_request, uri, URI),
	ROW(import_text_request, request_id, UUID),
	ROW(turn_change, statement, STATEMENT),
	ROW(get_text_request, name, REQUIRED_TEXT),
	{ .type = NULL },
};
/* clang-format on */

/* The rows in the order of their types (by address) and fields, so that a message
 * and its rows can be walked side by side. Made once; constant after that. */
struct entry {
	const ProtobufCMessageDescriptor *type;
	const ProtobufCFieldDescriptor *field;
	const struct rule *rule;
};

enum { ROWS = sizeof rules / sizeof *rules - 1 };
static struct entry entries[ROWS];
static pthread_once_t entries_once = PTHREAD_ONCE_INIT;

static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	if (x->type != y->type)
		return (uintptr_t)x->type < (uintptr_t)y->type ? -1 : 1;
	return (x->field > y->field) - (x->field < y->field);
}

static void make_entries(void)
{
	for (int i = 0; i < ROWS; i++) {
		const struct rule *rule = &rules[i];
		entries[i] = (struct entry){
			.type = rule->type,
			.field = protobuf_c_message_descriptor_get_field_by_name(rule->type, rule->field),
			.rule = rule,
		};
		assert(entries[i].field != NULL);
	}
	qsort(entries, ROWS, sizeof *entries, compare_entries);
}

/* The first entry of the type, or the place where it would be. */
static const struct entry *entries_of(const ProtobufCMessageDescriptor *type)
{
	pthread_once(&entries_once, make_entries);
	size_t low = 0, high = ROWS;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if ((uintptr_t)entries[middle].type < (uintptr_t)type)
			low = middle + 1;
		else
			high = middle;
	}
	return &entries[low];
}

/* The entry of the field, from e on; e moves to where the next field's would be. */
static const struct rule *next_rule(const struct entry **e, const ProtobufCMessageDescriptor *type,
				    const ProtobufCFieldDescriptor *field)
{
	if (*e == entries + ROWS || (*e)->type != type || (*e)->field != field)
		return NULL;
	return (*e)++->rule;
}

const struct rule *rule_find(const ProtobufCMessageDescriptor *type, const char *field)
{
	for (const struct entry *e = entries_of(type); e < entries + ROWS && e->type == type; e++)
		if (strcmp(e->rule->field, field) == 0)
			return e->rule;
	return NULL;
}

/* A field that is not set holds an empty text; an element of a list is there. */
static void check_form(const char *text, const struct rule *rule, const struct path *path, struct violations *v)
{
	if ((text[0] != '\0' || path->index >= 0) && !rule->form(text))
		violations_add_at(v, path, "%s is not %s", quote_text(v->arena, bytes_text(text)), rule->form_words);
}

static void check_range(int64_t value, const char *is, const char *unit, const struct rule *rule,
			const struct path *path, struct violations *v)
{
	if (value >= rule->least && value <= rule->most)
		return;
	if (rule->most == INT64_MAX)
		violations_add_at(v, path, "%s %" PRId64 "%s, expected %" PRId64 " or more", is, value, unit,
				  rule->least);
	else
		violations_add_at(v, path, "%s %" PRId64 "%s, expected %" PRId64 " to %" PRId64, is, value, unit,
				  rule->least, rule->most);
}

static void check_elements(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, const struct rule *rule,
			   const struct path *path, struct violations *v)
{
	size_t count = message_count(m, f);
	struct path element = *path;
	if (rule->most != 0)
		check_range((int64_t)count, "has", " elements", rule, path, v);
	for (size_t i = 0; rule->form != NULL && i < count; i++) {
		element.index = (ptrdiff_t)i;
		check_form(message_text_at(m, f, i), rule, &element, v);
	}
}

static void check_rule(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, const struct rule *rule,
		       const struct path *path, struct violations *v)
{
	bool has = message_has(m, f);
	if (!has && (rule->flags & RULE_REQUIRED) != 0) {
		violations_add_at(v, path, "is required");
		return;
	}
	if (!has && field_is_in_oneof(f))
		return;
	if (field_is_repeated(f))
		check_elements(m, f, rule, path, v);
	else if (rule->form != NULL)
		check_form(message_text_at(m, f, 0), rule, path, v);
	else if (rule->least != 0 || rule->most != 0)
		check_range(message_int_at(m, f, 0), "is", "", rule, path, v);
}

static void check_deep(const ProtobufCMessage *m, const struct path *up, struct violations *v)
{
	const ProtobufCMessageDescriptor *type = m->descriptor;
	const struct entry *e = entries_of(type);
	for (unsigned i = 0; i < type->n_fields; i++) {
		const ProtobufCFieldDescriptor *f = &type->fields[i];
		const struct rule *rule = next_rule(&e, type, f);
		struct path path = { .up = up, .name = f->name, .index = -1 };
		if (rule != NULL)
			check_rule(m, f, rule, &path, v);
		if (f->type != PROTOBUF_C_TYPE_MESSAGE)
			continue;
		for (size_t k = 0; k < message_count(m, f); k++) {
			path.index = field_is_repeated(f) ? (ptrdiff_t)k : -1;
			check_deep(message_at(m, f, k), &path, v);
		}
	}
}

void rules_check(const ProtobufCMessage *message, const char *prefix, struct violations *v)
{
	struct path root = { .up = NULL, .name = prefix, .index = -1 };
	check_deep(message, &root, v);
}

void rules_clear_output_only(ProtobufCMessage *message)
{
	const ProtobufCMessageDescriptor *type = message->descriptor;
	const struct entry *e = entries_of(type);
	for (unsigned i = 0; i < type->n_fields; i++) {
		const ProtobufCFieldDescriptor *f = &type->fields[i];
		const struct rule *rule = next_rule(&e, type, f);
		if (rule != NULL && (rule->flags & RULE_OUTPUT_ONLY) != 0)
			field_clear(message, f);
		if (f->type != PROTOBUF_C_TYPE_MESSAGE)
			continue;
		for (size_t k = 0; k < message_count(message, f); k++)
			rules_clear_output_only(field_message(message, f, k));
	}
}
