#include "tests/support_message.h"

#include "base/utf8.h"
#include "proto/rules.h"
#include "proto/schema.h"
#include "truce/v1/import_service.pb-c.h"
#include "truce/v1/journal.pb-c.h"
#include "truce/v1/statement_service.pb-c.h"

/* ---- Forms ------------------------------------------------------------------ */

#define A63 "a23456789012345678901234567890123456789012345678901234567890123"
#define HEX64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static const struct form {
	const char *name;
	bool (*form)(const char *text);
	const char *good[10], *bad[16];
} forms[] = {
	{ "date",
	  form_date,
	  { "2017-09-15", "2016-02-29", "0001-01-01", "9999-12-31" },
	  { "", "2017-02-29", "2017-9-15", "2017-13-01", "15.09.2017", "2017-09-15T00:00:00Z", " 2017-09-15" } },
	{ "words", form_words, { "a", " \xd8\xa7 ", "-" }, { "", " ", "\t\r\n " } },
	{ "id",
	  form_id,
	  { "a", "1", "astana-6", "a--b", A63 },
	  { "", "-a", "a-", "-", "Astana", "a_b", "a b", "a/b", "\xc3\xa9", A63 "4" } },
	{ "party",
	  form_party,
	  { "KAZ", "UN", "UN-OCHA", "SYR-OPPOSITION", "A1", "A-", "A234567890123456789012345678901234567890" },
	  { "", "A", "1A", "-A", "kaz", "K Z", "A2345678901234567890123456789012345678901" } },
	{ "person",
	  form_person,
	  { "KAZ.umarov", "UN-OCHA.o-b-2", "CHN.li-zhaoxing" },
	  { "", "KAZ", "KAZ.", ".umarov", "kaz.umarov", "KAZ.Umarov", "KAZ.-a", "KAZ.a-", "KAZ.a--b", "KAZ.a b", "K.a",
	    "KAZ.a.b" } },
	{ "country", form_country, { "KAZ", "SYR" }, { "", "KA", "KAZA", "kaz", "K2Z" } },
	{ "p_code",
	  form_p_code,
	  { "SY07", "SY12345678" },
	  { "", "SY", "SY1", "S07", "SYR07", "sy07", "SY07a", "SY123456789" } },
	{ "uri",
	  form_uri,
	  { "https://example.org/a?b=c#d", "urn:isbn:0451450523", "http://[::1]:80/%C3%A9", "a+b-c.1:x" },
	  { "", "example.org", "//example.org", "https:", "1http:x", ":x", "https://a b", "https://\xc3\xa9.org",
	    "http://%zz", "http://a/%4", "javascript\n:x", "http://a/<b>" } },
	{ "language",
	  form_language,
	  { "en", "zh-Hant", "es-419", "sl-rozaj-biske", "x-own", "i-klingon", "de-CH-1996" },
	  { "", "e", "x", "-en", "en-", "en--us", "en_US", "123", "toolonglang", "en-toolongsub" } },
	{ "uuid",
	  form_uuid,
	  { "01234567-89ab-4cde-8f01-23456789abcd", "01234567-89AB-4CDE-8F01-23456789ABCD",
	    "00000000-0000-0000-0000-000000000000" },
	  { "", "0123456789ab4cde8f0123456789abcd", "01234567-89ab-4cde-8f01-23456789abc",
	    "01234567-89ab-4cde-8f01-23456789abcde", "g1234567-89ab-4cde-8f01-23456789abcd",
	    "{01234567-89ab-4cde-8f01-23456789abcd}", "01234567-89ab-4cde-8f01" } },
	{ "filename", form_filename, { "a.txt", "..a", "a b" }, { "", ".", "..", "a/b", "/etc/passwd" } },
	{ "statement",
	  form_statement,
	  { "statements/a", "statements/" A63 },
	  { "", "statements", "statements/", "statements/A", "rounds/a", "statements/a/b", "a" } },
	{ "round", form_round, { "rounds/astana-6" }, { "", "rounds/", "zones/a", "rounds/a/agenda/b" } },
	{ "zone", form_zone, { "zones/idlib" }, { "", "zones/", "zone/idlib", "zones/idlib " } },
	{ "text",
	  form_text,
	  { "texts/" HEX64 },
	  { "", "texts/", "texts/a", "texts/" HEX64 "0",
	    "texts/A123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" } },
	{ "record",
	  form_record,
	  { "zones/a", "rounds/a", "statements/a", "texts/" HEX64 },
	  { "", "KAZ", "texts/a", "zones/A", "others/a" } },
	{ "record or party", form_record_or_party, { "KAZ", "zones/a" }, { "", "kaz", "zones/A" } },
	{ "agenda item",
	  form_agenda_item,
	  { "rounds/astana-6/agenda/maps" },
	  { "", "rounds/astana-6", "rounds/astana-6/agenda", "rounds/astana-6/agenda/", "rounds//agenda/maps",
	    "rounds/A/agenda/maps", "rounds/a/agenda/b/c", "zones/a/agenda/b" } },
};

static void a_form_takes_what_it_should_and_nothing_else(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(forms); i++) {
		for (size_t k = 0; k < COUNT_OF(forms[i].good) && forms[i].good[k] != NULL; k++)
			if (!forms[i].form(forms[i].good[k]))
				fail_msg("\"%s\" is no %s", forms[i].good[k], forms[i].name);
		for (size_t k = 0; k < COUNT_OF(forms[i].bad) && forms[i].bad[k] != NULL; k++)
			if (forms[i].form(forms[i].bad[k]))
				fail_msg("\"%s\" is a %s", forms[i].bad[k], forms[i].name);
	}
}

static void every_form_of_the_table_is_tested(void **state)
{
	(void)state;
	for (const struct rule *rule = rules; rule->type != NULL; rule++) {
		bool tested = rule->form == NULL;
		for (size_t i = 0; i < COUNT_OF(forms); i++)
			tested |= rule->form == forms[i].form;
		if (!tested)
			fail_msg("the form of %s.%s is in no test", rule->type->name, rule->field);
	}
}

/* ---- The table and the schema's comments ------------------------------------ */

static void every_rule_names_a_field_once_and_says_something(void **state)
{
	(void)state;
	for (const struct rule *rule = rules; rule->type != NULL; rule++) {
		const ProtobufCFieldDescriptor *f = field(rule->type, rule->field);
		assert_ptr_equal(rule_find(rule->type, rule->field), rule);
		bool ranged = rule->least != 0 || rule->most != 0;
		assert_true(rule->flags != 0 || rule->form != NULL || ranged);
		assert_true(rule->form == NULL || (f->type == PROTOBUF_C_TYPE_STRING && rule->form_words != NULL));
		assert_true(!ranged || rule->least <= rule->most);
	}
	assert_null(rule_find(ZONE, "termination"));
	assert_null(rule_find(ZONE, "no_such_field"));
	assert_null(rule_find(&every_descriptor, "int32"));
}

/* A comment as one line. */
static char *comment_of(const ProtobufCMessageDescriptor *type, const ProtobufCFieldDescriptor *f)
{
	char *name = support_text("%s.%s", type->name, f->name);
	char *comment = support_text("%s", schema_comment(name));
	for (char *c = comment; *c != '\0'; c++)
		if (*c == '\n')
			*c = ' ';
	free(name);
	return comment;
}

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* Words of a comment that go with a form. */
static const struct {
	const char *words;
	bool (*form)(const char *text);
} promises[] = {
	{ "\"statements/{id}\"", form_statement },
	{ "\"rounds/{id}\"", form_round },
	{ "\"zones/{id}\"", form_zone },
	{ "\"texts/{", form_text },
	{ "\"rounds/{id}/agenda/{item}\"", form_agenda_item },
	{ "\"YYYY-MM-DD\"", form_date },
	{ "BCP 47", form_language },
	{ "absolute URI", form_uri },
	{ "A UUID", form_uuid },
	{ "P-code", form_p_code },
	{ "Country: ISO 3166-1 alpha-3", form_country },
	{ "ISO 3166-1 alpha-3 code of a state", form_party },
	{ "the party's id, a full stop, and the name", form_person },
	{ "lower-case letters, digits and hyphens, 1 to 63", form_id },
	{ "without folders", form_filename },
};

static void hold_forms_against(const ProtobufCMessageDescriptor *type, const ProtobufCFieldDescriptor *f,
			       const char *comment)
{
	const struct rule *rule = rule_find(type, f->name);
	for (size_t i = 0; i < COUNT_OF(promises); i++) {
		if (strstr(comment, promises[i].words) == NULL)
			continue;
		if (rule == NULL || rule->form != promises[i].form)
			fail_msg("%s.%s: the comment says %s, no rule does", type->name, f->name, promises[i].words);
	}
}

static void hold_flags_against(const ProtobufCMessageDescriptor *type, const ProtobufCFieldDescriptor *f,
			       const char *comment)
{
	const struct rule *rule = rule_find(type, f->name);
	unsigned flags = rule == NULL ? 0 : rule->flags;
	unsigned said = (begins(comment, "Required.") ? RULE_REQUIRED : 0U) |
			(begins(comment, "Output only.") ? RULE_OUTPUT_ONLY : 0U);
	if (flags != said)
		fail_msg("%s.%s: the comment and the rules differ: \"%s\"", type->name, f->name, comment);
	bool one = field(type, f->name)->label == PROTOBUF_C_LABEL_REPEATED && rule != NULL && rule->least == 1;
	if (one != (strstr(comment, "at least one") != NULL) && (flags & RULE_REQUIRED) == 0)
		fail_msg("%s.%s: the comment and the rules differ on \"at least one\"", type->name, f->name);
}

struct seen {
	const ProtobufCMessageDescriptor *types[256];
	size_t count, fields;
};

/* Holds comments against rules in a type and in all below it. */
static void hold_against(const ProtobufCMessageDescriptor *type, bool sent, struct seen *seen)
{
	for (size_t i = 0; i < seen->count; i++)
		if (seen->types[i] == type)
			return;
	assert_true(seen->count < COUNT_OF(seen->types));
	seen->types[seen->count++] = type;
	for (unsigned i = 0; i < type->n_fields; i++) {
		const ProtobufCFieldDescriptor *f = &type->fields[i];
		char *comment = comment_of(type, f);
		hold_flags_against(type, f, comment);
		if (sent && f->type == PROTOBUF_C_TYPE_STRING)
			hold_forms_against(type, f, comment);
		free(comment);
		seen->fields++;
		if (f->type == PROTOBUF_C_TYPE_MESSAGE)
			hold_against(f->descriptor, sent, seen);
	}
}

static void the_comments_say_what_the_rules_say(void **state)
{
	(void)state;
	struct seen seen = { .count = 0 };
	for (int sent = 1; sent >= 0; sent--) {
		for (const ProtobufCServiceDescriptor *const *s = schema_services; *s != NULL; s++) {
			for (unsigned i = 0; i < (*s)->n_methods; i++) {
				const ProtobufCMethodDescriptor *m = &(*s)->methods[i];
				hold_against(sent ? m->input : m->output, sent, &seen);
			}
		}
	}
	assert_true(seen.fields > 300);
	for (const struct rule *rule = rules; rule->type != NULL; rule++) {
		bool found = false;
		for (size_t i = 0; i < seen.count; i++)
			found |= seen.types[i] == rule->type;
		if (!found)
			fail_msg("%s is in no request and in no response", rule->type->name);
	}
}

/* ---- Checking ----------------------------------------------------------------- */

struct expected {
	const char *field, *words;
};

static void expect(const struct violations *v, const struct expected *rows, size_t count)
{
	const struct violation *one = v->first;
	for (size_t i = 0; i < count; i++, one = one->next) {
		if (one == NULL)
			fail_msg("no violation of %s: %s", rows[i].field, rows[i].words);
		if (strcmp(one->field, rows[i].field) != 0 || strcmp(one->description, rows[i].words) != 0)
			fail_msg("expected %s: %s, got %s: %s", rows[i].field, rows[i].words, one->field,
				 one->description);
	}
	if (one != NULL)
		fail_msg("%s: %s was not expected", one->field, one->description);
}

static void a_record_that_keeps_the_rules_has_no_violation(void **state)
{
	struct fixture *f = *state;
	Truce__V1__Zone *zone = sample_zone(&f->arena);
	Truce__V1__Source source = TRUCE__V1__SOURCE__INIT, *sources[] = { &source };
	source.id = message_borrow("agreement");
	zone->sources = sources;
	zone->n_sources = 1;
	for (size_t i = 0; i < zone->n_readings; i++) {
		ProtobufCMessage *reference = message_new(&truce__v1__source_reference__descriptor, &f->arena);
		assert_true(message_append(&zone->readings[i]->base, "sources", reference, &f->arena));
	}
	Truce__V1__CreateZoneRequest request = TRUCE__V1__CREATE_ZONE_REQUEST__INIT;
	request.zone = zone;
	rules_check(&request.base, "", &f->v);
	expect(&f->v, NULL, 0);
}

static void violations_come_in_the_order_of_the_fields_with_their_paths(void **state)
{
	struct fixture *f = *state;
	Truce__V1__Zone *zone = sample_zone(&f->arena);
	zone->kind = TRUCE__V1__ZONE__KIND__KIND_UNSPECIFIED;
	zone->parent = message_borrow("rounds/astana-6");
	zone->n_readings = 2;
	zone->readings[0]->initial_term_months = 1201;
	zone->readings[1]->effective->latest = message_borrow("2017-02-30");
	zone->readings[1]->initial_term_days = -1;
	zone->readings[1]->extension_term_days = 36526;
	Truce__V1__CreateZoneRequest request = TRUCE__V1__CREATE_ZONE_REQUEST__INIT;
	request.zone_id = message_borrow("Idlib");
	request.zone = zone;
	request.request_id = message_borrow("1");
	rules_check(&request.base, "", &f->v);
	static const struct expected rows[] = {
		{ "zone_id", "\"Idlib\" is not an id: 1 to 63 lower-case letters, digits and hyphens, with no hyphen "
			     "at either end" },
		{ "zone.kind", "is required" },
		{ "zone.parent", "\"rounds/astana-6\" is not a zone's name, as zones/{id}" },
		{ "zone.readings[0].initial_term_months", "is 1201, expected 0 to 1200" },
		{ "zone.readings[0].sources", "has 0 elements, expected 1 or more" },
		{ "zone.readings[1].effective.latest", "\"2017-02-30\" is not a date that exists, as YYYY-MM-DD" },
		{ "zone.readings[1].sources", "has 0 elements, expected 1 or more" },
		{ "zone.readings[1].initial_term_days", "is -1, expected 0 to 36525" },
		{ "zone.readings[1].extension_term_days", "is 36526, expected 0 to 36525" },
		{ "zone.sources", "has 0 elements, expected 1 or more" },
		{ "request_id", "\"1\" is not a UUID, as 01234567-89ab-4cde-8f01-23456789abcd" },
	};
	expect(&f->v, rows, COUNT_OF(rows));
}

static void a_prefix_begins_every_path(void **state)
{
	struct fixture *f = *state;
	Truce__V1__GetZoneRequest get = TRUCE__V1__GET_ZONE_REQUEST__INIT;
	rules_check(&get.base, "request", &f->v);
	expect(&f->v, &(struct expected){ "request.name", "is required" }, 1);
}

static void what_is_required_is_there_whatever_its_type(void **state)
{
	struct fixture *f = *state;
	Truce__V1__CreateZoneRequest message = TRUCE__V1__CREATE_ZONE_REQUEST__INIT;
	Truce__V1__BatchGetZonesRequest repeated = TRUCE__V1__BATCH_GET_ZONES_REQUEST__INIT;
	Truce__V1__ImportTextRequest bytes = TRUCE__V1__IMPORT_TEXT_REQUEST__INIT;
	Truce__V1__GetZoneRequest text = TRUCE__V1__GET_ZONE_REQUEST__INIT;
	const struct {
		const ProtobufCMessage *request;
		struct expected expected;
	} rows[] = {
		{ &message.base, { "zone", "is required" } },
		{ &repeated.base, { "names", "is required" } },
		{ &bytes.base, { "content", "is required" } },
		{ &text.base, { "name", "is required" } },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		violations_init(&f->v, &f->arena);
		rules_check(rows[i].request, "", &f->v);
		expect(&f->v, &rows[i].expected, 1);
	}
}

static void elements_are_counted_and_each_has_its_form(void **state)
{
	struct fixture *f = *state;
	char *names[1001];
	for (size_t i = 0; i < COUNT_OF(names); i++)
		names[i] = message_borrow("zones/idlib");
	Truce__V1__BatchGetZonesRequest request = TRUCE__V1__BATCH_GET_ZONES_REQUEST__INIT;
	request.names = names;
	request.n_names = 1000;
	rules_check(&request.base, "", &f->v);
	expect(&f->v, NULL, 0);
	request.n_names = 1001;
	rules_check(&request.base, "", &f->v);
	expect(&f->v, &(struct expected){ "names", "has 1001 elements, expected 1 to 1000" }, 1);
	request.n_names = 3;
	names[1] = message_borrow("idlib");
	violations_init(&f->v, &f->arena);
	rules_check(&request.base, "", &f->v);
	expect(&f->v, &(struct expected){ "names[1]", "\"idlib\" is not a zone's name, as zones/{id}" }, 1);
}

static void a_number_stays_in_its_range(void **state)
{
	struct fixture *f = *state;
	static const struct {
		int32_t size;
		const char *words;
	} sizes[] = { { 0, NULL }, { 1000, NULL }, { INT32_MAX, NULL }, { -1, "is -1, expected 0 or more" } };
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		Truce__V1__ListZonesRequest list = TRUCE__V1__LIST_ZONES_REQUEST__INIT;
		list.page_size = sizes[i].size;
		violations_init(&f->v, &f->arena);
		rules_check(&list.base, "", &f->v);
		expect(&f->v, &(struct expected){ "page_size", sizes[i].words }, sizes[i].words != NULL);
	}
	Truce__V1__WatchChangesRequest watch = TRUCE__V1__WATCH_CHANGES_REQUEST__INIT;
	watch.after_revision = -1;
	violations_init(&f->v, &f->arena);
	rules_check(&watch.base, "", &f->v);
	expect(&f->v, NULL, 0);
	watch.after_revision = -2;
	rules_check(&watch.base, "", &f->v);
	expect(&f->v, &(struct expected){ "after_revision", "is -2, expected -1 or more" }, 1);
}

static void a_member_of_a_oneof_has_a_range_only_where_it_is_set(void **state)
{
	struct fixture *f = *state;
	Truce__V1__Vote vote = TRUCE__V1__VOTE__INIT;
	vote.against = -1;
	rules_check(&vote.base, "", &f->v);
	expect(&f->v, NULL, 0);
	vote.against_total_case = TRUCE__V1__VOTE__AGAINST_TOTAL_AGAINST;
	rules_check(&vote.base, "", &f->v);
	expect(&f->v, &(struct expected){ "against", "is -1, expected 0 or more" }, 1);
}

static void a_long_value_is_shown_in_part_and_stays_text(void **state)
{
	struct fixture *f = *state;
	char name[201] = "";
	for (size_t i = 1; i + 2 < sizeof name; i += 2)
		memcpy(name + i, "\xc3\xa9", 2);
	name[0] = 'x';
	Truce__V1__GetZoneRequest get = TRUCE__V1__GET_ZONE_REQUEST__INIT;
	get.name = name;
	rules_check(&get.base, "", &f->v);
	assert_int_equal(f->v.count, 1);
	assert_true(utf8_is_text(bytes_text(f->v.first->description), NULL));
	assert_true(strlen(f->v.first->description) < 120);
}

static void output_only_fields_are_cleared_wherever_they_are(void **state)
{
	struct fixture *f = *state;
	Truce__V1__Zone *zones[] = { sample_zone(&f->arena), sample_zone(&f->arena) };
	Truce__V1__RecordSet set = TRUCE__V1__RECORD_SET__INIT;
	set.zones = zones;
	set.n_zones = COUNT_OF(zones);
	Truce__V1__ImportRecordsRequest request = TRUCE__V1__IMPORT_RECORDS_REQUEST__INIT;
	request.records = &set;
	struct bytes before = packed(&request.base, &f->arena);
	Google__Protobuf__Timestamp time = GOOGLE__PROTOBUF__TIMESTAMP__INIT;
	for (size_t i = 0; i < COUNT_OF(zones); i++) {
		zones[i]->etag = message_borrow("e");
		zones[i]->create_time = zones[i]->update_time = zones[i]->delete_time = &time;
	}
	assert_false(bytes_equal(packed(&request.base, &f->arena), before));
	rules_clear_output_only(&request.base);
	assert_true(bytes_equal(packed(&request.base, &f->arena), before));
}

static void output_only_fields_in_a_request_are_no_violations(void **state)
{
	struct fixture *f = *state;
	Google__Protobuf__Timestamp time = GOOGLE__PROTOBUF__TIMESTAMP__INIT;
	Truce__V1__Text text = TRUCE__V1__TEXT__INIT;
	text.etag = message_borrow("no form at all");
	text.create_time = &time;
	rules_check(&text.base, "", &f->v);
	expect(&f->v, NULL, 0);
	assert_string_equal(text.etag, "no form at all");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_form_takes_what_it_should_and_nothing_else),
		cmocka_unit_test(every_form_of_the_table_is_tested),
		cmocka_unit_test(every_rule_names_a_field_once_and_says_something),
		cmocka_unit_test(the_comments_say_what_the_rules_say),
		WITH_FIXTURE(a_record_that_keeps_the_rules_has_no_violation),
		WITH_FIXTURE(violations_come_in_the_order_of_the_fields_with_their_paths),
		WITH_FIXTURE(a_prefix_begins_every_path),
		WITH_FIXTURE(what_is_required_is_there_whatever_its_type),
		WITH_FIXTURE(elements_are_counted_and_each_has_its_form),
		WITH_FIXTURE(a_number_stays_in_its_range),
		WITH_FIXTURE(a_member_of_a_oneof_has_a_range_only_where_it_is_set),
		WITH_FIXTURE(a_long_value_is_shown_in_part_and_stays_text),
		WITH_FIXTURE(output_only_fields_are_cleared_wherever_they_are),
		WITH_FIXTURE(output_only_fields_in_a_request_are_no_violations),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
