#include "tests/support_service.h"

#include "base/time.h"
#include "google/rpc/error_details.pb-c.h"

#define UUID_1 "01234567-89ab-4cde-8f01-234567890001"
#define UUID_2 "01234567-89ab-4cde-8f01-234567890002"

/* The collections differ in their fields only. */
static const struct kind {
	const char *service, *one, *many, *field, *prefix, *body, *other_title;
} kinds[] = {
	{ "Statement", "Statement", "Statements", "statement", "statements/",
	  "\"kind\":\"KIND_SPEECH\",\"sources\":[{\"id\":\"s\",\"title\":\"T\"}]", "\"title\":\"Another\"" },
	{ "Round", "Round", "Rounds", "round", "rounds/",
	  "\"process\":\"astana\",\"sources\":[{\"id\":\"s\",\"title\":\"T\"}]", "\"title\":\"Another\"" },
	{ "Zone", "Zone", "Zones", "zone", "zones/",
	  "\"kind\":\"KIND_DE_ESCALATION_AREA\",\"sources\":[{\"id\":\"s\",\"title\":\"T\"}]",
	  "\"title\":\"Another\"" },
};

static int act(struct rig *rig, const struct kind *kind, const char *verb, const char *format, ...) PRINTF_LIKE(4, 5);
static int act(struct rig *rig, const struct kind *kind, const char *verb, const char *format, ...)
{
	char *json = NULL, *method = support_text("%sService.%s%s", kind->service, verb, kind->one);
	va_list args;
	va_start(args, format);
	assert_true(vasprintf(&json, format, args) >= 0);
	va_end(args);
	int code = rig_call(rig, method, json);
	free(json);
	free(method);
	return code;
}

static int create(struct rig *rig, const struct kind *kind, const char *id)
{
	return act(rig, kind, "Create", "{\"%sId\":\"%s\",\"%s\":{%s}}", kind->field, id, kind->field, kind->body);
}

static int get(struct rig *rig, const struct kind *kind, const char *id)
{
	return act(rig, kind, "Get", "{\"name\":\"%s%s\"}", kind->prefix, id);
}

static void a_record_that_was_created_can_be_read(void **state)
{
	struct rig *rig = *state;
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		create(rig, &kinds[i], "one");
		rig_expect(rig, STATUS_OK, "");
		char *created = strdup(rig->json);
		assert_int_equal(rig->response->revision, i + 1);
		rig_has(rig, "\"createTime\"");
		rig_has(rig, "\"updateTime\"");
		rig_has_not(rig, "\"deleteTime\"");
		get(rig, &kinds[i], "one");
		rig_expect(rig, STATUS_OK, "");
		assert_string_equal(rig->json, created);
		free(created);
	}
}

static void an_id_is_made_where_none_is_given(void **state)
{
	struct rig *rig = *state;
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		const struct kind *kind = &kinds[i];
		act(rig, kind, "Create", "{\"%s\":{%s}}", kind->field, kind->body);
		rig_expect(rig, STATUS_OK, "");
		const char *name = rig_member(rig, "name");
		assert_int_equal(strlen(name), strlen(kind->prefix) + 16);
		act(rig, kind, "Get", "{\"name\":\"%s\"}", name);
		rig_expect(rig, STATUS_OK, "");
	}
}

static void a_name_in_the_body_serves_as_id_and_must_agree(void **state)
{
	struct rig *rig = *state;
	const struct kind *kind = &kinds[2];
	act(rig, kind, "Create", "{\"zone\":{\"name\":\"zones/named\",%s}}", kind->body);
	rig_expect(rig, STATUS_OK, "");
	get(rig, kind, "named");
	rig_expect(rig, STATUS_OK, "");
	act(rig, kind, "Create", "{\"zoneId\":\"x\",\"zone\":{\"name\":\"zones/y\",%s}}", kind->body);
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "zone.name");
}

static void a_name_is_taken_once_even_by_a_deleted_record(void **state)
{
	struct rig *rig = *state;
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		create(rig, &kinds[i], "one");
		create(rig, &kinds[i], "one");
		rig_expect(rig, STATUS_ALREADY_EXISTS, "RECORD_EXISTS");
		act(rig, &kinds[i], "Delete", "{\"name\":\"%sone\"}", kinds[i].prefix);
		create(rig, &kinds[i], "one");
		rig_expect(rig, STATUS_ALREADY_EXISTS, "RECORD_DELETED");
		assert_non_null(strstr(rig->message, "undelete"));
	}
}

static void what_is_not_on_record_is_not_found_and_the_way_out_is_told(void **state)
{
	struct rig *rig = *state;
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		const struct kind *kind = &kinds[i];
		get(rig, kind, "nobody");
		rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
		assert_non_null(strstr(rig->message, kind->prefix));
		assert_non_null(strstr(rig->message, "List"));
		act(rig, kind, "Update", "{\"%s\":{\"name\":\"%snobody\",%s}}", kind->field, kind->prefix, kind->body);
		rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
		act(rig, kind, "Delete", "{\"name\":\"%snobody\"}", kind->prefix);
		rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
		act(rig, kind, "Undelete", "{\"name\":\"%snobody\"}", kind->prefix);
		rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
	}
}

static void a_name_of_another_collection_is_refused(void **state)
{
	struct rig *rig = *state;
	create(rig, &kinds[0], "one");
	rig_call(rig, "ZoneService.GetZone", "{\"name\":\"statements/one\"}");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "name");
	rig_call(rig, "ZoneService.BatchGetZones", "{\"names\":[\"statements/one\"]}");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
}

static void an_update_replaces_all_or_what_its_mask_names(void **state)
{
	struct rig *rig = *state;
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		const struct kind *kind = &kinds[i];
		create(rig, kind, "one");
		char *etag = strdup(rig_member(rig, "etag")), *made = strdup(rig_member(rig, "createTime"));
		act(rig, kind, "Update", "{\"%s\":{\"name\":\"%sone\",%s,\"title\":\"T1\",\"aliases\":[\"A\"]}}",
		    kind->field, kind->prefix, kind->body);
		rig_expect(rig, STATUS_OK, "");
		rig_has(rig, "\"title\":\"T1\"");
		assert_string_equal(rig_member(rig, "createTime"), made);
		assert_string_not_equal(rig_member(rig, "etag"), etag);
		act(rig, kind, "Update", "{\"%s\":{\"name\":\"%sone\",\"title\":\"T2\"},\"updateMask\":\"title\"}",
		    kind->field, kind->prefix);
		rig_expect(rig, STATUS_OK, "");
		rig_has(rig, "\"title\":\"T2\"");
		rig_has(rig, "\"aliases\":[\"A\"]");
		act(rig, kind, "Update", "{\"%s\":{\"name\":\"%sone\",%s},\"updateMask\":\"*\"}", kind->field,
		    kind->prefix, kind->body);
		rig_expect(rig, STATUS_OK, "");
		rig_has_not(rig, "\"aliases\"");
		free(etag);
		free(made);
	}
}

static void an_update_that_changes_nothing_makes_no_change(void **state)
{
	struct rig *rig = *state;
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		const struct kind *kind = &kinds[i];
		create(rig, kind, "one");
		int64_t revision = rig->response->revision;
		char *created = strdup(rig->json);
		act(rig, kind, "Update", "{\"%s\":{\"name\":\"%sone\",%s}}", kind->field, kind->prefix, kind->body);
		rig_expect(rig, STATUS_OK, "");
		assert_string_equal(rig->json, created);
		assert_int_equal(rig->response->revision, revision);
		free(created);
	}
}

static void a_mask_that_does_not_fit_is_refused_with_its_path(void **state)
{
	struct rig *rig = *state;
	create(rig, &kinds[2], "one");
	rig_call(rig, "ZoneService.UpdateZone",
		 "{\"zone\":{\"name\":\"zones/one\"},\"updateMask\":\"title,nonsense\"}");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "update_mask.paths[1]");
	rig_call(rig, "ZoneService.UpdateZone", "{\"zone\":{\"name\":\"zones/one\"},\"updateMask\":\"etag\"}");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
}

static void a_masked_update_is_checked_as_the_whole_that_it_makes(void **state)
{
	struct rig *rig = *state;
	create(rig, &kinds[2], "one");
	rig_call(rig, "ZoneService.UpdateZone", "{\"zone\":{\"name\":\"zones/one\"},\"updateMask\":\"kind,sources\"}");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_non_null(strstr(rig->fields, "zone.kind"));
	assert_non_null(strstr(rig->fields, "zone.sources"));
	rig_call(rig, "ZoneService.UpdateZone",
		 "{\"zone\":{\"name\":\"zones/one\",\"parent\":\"nowhere\"},\"updateMask\":\"parent\"}");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "zone.parent");
}

static void a_stale_etag_guards_update_delete_and_undelete(void **state)
{
	struct rig *rig = *state;
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		const struct kind *kind = &kinds[i];
		create(rig, kind, "one");
		char *etag = strdup(rig_member(rig, "etag"));
		act(rig, kind, "Update", "{\"%s\":{\"name\":\"%sone\",\"etag\":\"%s\",%s,%s}}", kind->field,
		    kind->prefix, etag, kind->body, kind->other_title);
		rig_expect(rig, STATUS_OK, "");
		act(rig, kind, "Update", "{\"%s\":{\"name\":\"%sone\",\"etag\":\"%s\",%s}}", kind->field, kind->prefix,
		    etag, kind->body);
		rig_expect(rig, STATUS_ABORTED, "ETAG_MISMATCH");
		act(rig, kind, "Delete", "{\"name\":\"%sone\",\"etag\":\"%s\"}", kind->prefix, etag);
		rig_expect(rig, STATUS_ABORTED, "ETAG_MISMATCH");
		act(rig, kind, "Delete", "{\"name\":\"%sone\"}", kind->prefix);
		rig_expect(rig, STATUS_OK, "");
		act(rig, kind, "Undelete", "{\"name\":\"%sone\",\"etag\":\"%s\"}", kind->prefix, etag);
		rig_expect(rig, STATUS_ABORTED, "ETAG_MISMATCH");
		free(etag);
	}
}

/* Who sends it would never be done with reading again. */
static void an_etag_that_no_record_can_have_is_invalid(void **state)
{
	static const char *const etags[] = { "x", "r", "rZZ", "r1A", "\\\"r1\\\"", "r12345678901234567" };
	struct rig *rig = *state;
	create(rig, &kinds[0], "one");
	for (size_t i = 0; i < COUNT_OF(etags); i++) {
		act(rig, &kinds[0], "Delete", "{\"name\":\"%sone\",\"etag\":\"%s\"}", kinds[0].prefix, etags[i]);
		rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
		assert_string_equal(rig->fields, "etag");
	}
	act(rig, &kinds[0], "Delete", "{\"name\":\"%sone\",\"etag\":\"rffff\"}", kinds[0].prefix);
	rig_expect(rig, STATUS_ABORTED, "ETAG_MISMATCH");
}

static void a_deleted_record_stays_readable_and_comes_back(void **state)
{
	struct rig *rig = *state;
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		const struct kind *kind = &kinds[i];
		create(rig, kind, "one");
		act(rig, kind, "Delete", "{\"name\":\"%sone\"}", kind->prefix);
		rig_expect(rig, STATUS_OK, "");
		rig_has(rig, "\"deleteTime\"");
		get(rig, kind, "one");
		rig_expect(rig, STATUS_OK, "");
		rig_has(rig, "\"deleteTime\"");
		act(rig, kind, "Update", "{\"%s\":{\"name\":\"%sone\",%s}}", kind->field, kind->prefix, kind->body);
		rig_expect(rig, STATUS_FAILED_PRECONDITION, "RECORD_DELETED");
		act(rig, kind, "Delete", "{\"name\":\"%sone\"}", kind->prefix);
		rig_expect(rig, STATUS_NOT_FOUND, "RECORD_DELETED");
		act(rig, kind, "Undelete", "{\"name\":\"%sone\"}", kind->prefix);
		rig_expect(rig, STATUS_OK, "");
		rig_has_not(rig, "\"deleteTime\"");
		act(rig, kind, "Undelete", "{\"name\":\"%sone\"}", kind->prefix);
		rig_expect(rig, STATUS_ALREADY_EXISTS, "RECORD_NOT_DELETED");
	}
}

static void a_batch_is_answered_in_order_or_not_at_all(void **state)
{
	struct rig *rig = *state;
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		const struct kind *kind = &kinds[i];
		char *method = support_text("%sService.BatchGet%s", kind->service, kind->many);
		create(rig, kind, "one");
		create(rig, kind, "two");
		rig_callf(rig, method, "{\"names\":[\"%stwo\",\"%sone\",\"%stwo\"]}", kind->prefix, kind->prefix,
			  kind->prefix);
		rig_expect(rig, STATUS_OK, "");
		assert_true(strstr(rig->json, "two\"") < strstr(rig->json, "one\""));
		rig_callf(rig, method, "{\"names\":[\"%stwo\",\"%snobody\"]}", kind->prefix, kind->prefix);
		rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
		assert_non_null(strstr(rig->message, "nobody"));
		rig_call(rig, method, "{}");
		rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
		free(method);
	}
}

static void every_earlier_state_can_be_read(void **state)
{
	struct rig *rig = *state;
	const struct kind *kind = &kinds[2];
	create(rig, kind, "other");
	create(rig, kind, "one");
	char *made = strdup(rig_member(rig, "updateTime"));
	for (int i = 1; i <= 3; i++)
		act(rig, kind, "Update", "{\"zone\":{\"name\":\"zones/one\",%s,\"title\":\"T%d\"}}", kind->body, i);
	static const struct {
		const char *as_of, *title;
		int64_t revision;
	} rows[] = {
		{ "3", "\"title\":\"T1\"", 3 },  { "4", "\"title\":\"T2\"", 4 },  { "5", "\"title\":\"T3\"", 5 },
		{ "-1", "\"title\":\"T2\"", 4 }, { "-2", "\"title\":\"T1\"", 3 },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		rig_callf(rig, "ZoneService.GetZone", "{\"name\":\"zones/one\",\"asOfRevision\":\"%s\"}",
			  rows[i].as_of);
		rig_expect(rig, STATUS_OK, "");
		rig_has(rig, rows[i].title);
		assert_int_equal(rig->response->revision, rows[i].revision);
	}
	rig_call(rig, "ZoneService.GetZone", "{\"name\":\"zones/one\",\"asOfRevision\":\"1\"}");
	rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
	rig_callf(rig, "ZoneService.GetZone", "{\"name\":\"zones/one\",\"asOfTime\":\"%s\"}", made);
	rig_expect(rig, STATUS_OK, "");
	rig_has_not(rig, "\"title\":\"T1\"");
	assert_int_equal(rig->response->revision, 2);
	rig_call(rig, "ZoneService.BatchGetZones", "{\"names\":[\"zones/one\"],\"asOfRevision\":\"4\"}");
	rig_has(rig, "\"title\":\"T2\"");
	free(made);
}

static void a_state_outside_the_record_is_out_of_range(void **state)
{
	struct rig *rig = *state;
	rig_call(rig, "ZoneService.GetZone", "{\"name\":\"zones/one\",\"asOfRevision\":\"1\"}");
	rig_expect(rig, STATUS_OUT_OF_RANGE, "NO_SUCH_REVISION");
	create(rig, &kinds[2], "one");
	create(rig, &kinds[2], "two");
	static const char *const rows[] = { "\"asOfRevision\":\"3\"",
					    "\"asOfRevision\":\"0\"",
					    "\"asOfRevision\":\"-2\"",
					    "\"asOfRevision\":\"-9223372036854775808\"",
					    "\"asOfRevision\":\"9223372036854775807\"",
					    "\"asOfTime\":\"2001-01-01T00:00:00Z\"" };
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		rig_callf(rig, "ZoneService.GetZone", "{\"name\":\"zones/one\",%s}", rows[i]);
		rig_expect(rig, STATUS_OUT_OF_RANGE, "NO_SUCH_REVISION");
	}
	rig_call(rig, "ZoneService.GetZone", "{\"name\":\"zones/two\",\"asOfRevision\":\"1\"}");
	rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
	assert_non_null(strstr(rig->message, "was not on record at revision 1"));
	rig_call(rig, "ZoneService.GetZone", "{\"name\":\"zones/nobody\",\"asOfRevision\":\"1\"}");
	rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
	assert_non_null(strstr(rig->message, "zones/nobody is not on record"));
	rig_call(rig, "ZoneService.ListZones", "{\"asOfRevision\":\"7\"}");
	rig_expect(rig, STATUS_OUT_OF_RANGE, "NO_SUCH_REVISION");
	assert_non_null(strstr(rig->message, "1 to 2"));
}

static void a_repeated_request_id_answers_the_first_result_again(void **state)
{
	struct rig *rig = *state;
	static const char request[] = "{\"zone\":" ZONE_JSON ",\"requestId\":\"" UUID_1 "\"}";
	rig_call(rig, "ZoneService.CreateZone", request);
	rig_expect(rig, STATUS_OK, "");
	char *first = strdup(rig->json);
	rig_call(rig, "ZoneService.CreateZone", "{\"zoneId\":\"between\",\"zone\":" ZONE_JSON "}");
	rig_call(rig, "ZoneService.CreateZone", request);
	rig_expect(rig, STATUS_OK, "");
	assert_string_equal(rig->json, first);
	assert_int_equal(rig->response->revision, 1);
	rig_reopen(rig);
	rig_call(rig, "ZoneService.CreateZone", request);
	assert_string_equal(rig->json, first);
	rig_call(rig, "JournalService.GetHead", "{}");
	rig_has(rig, "\"revision\":\"2\"");
	free(first);
}

static void a_request_id_stands_for_one_request_of_one_caller(void **state)
{
	struct rig *rig = *state;
	rig_call(rig, "ZoneService.CreateZone",
		 "{\"zoneId\":\"a\",\"zone\":" ZONE_JSON ",\"requestId\":\"" UUID_1 "\"}");
	rig_call(rig, "ZoneService.CreateZone",
		 "{\"zoneId\":\"b\",\"zone\":" ZONE_JSON ",\"requestId\":\"" UUID_1 "\"}");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "REQUEST_ID_REUSED");
	assert_string_equal(rig->fields, "request_id");
	rig_call(rig, "ZoneService.DeleteZone", "{\"name\":\"zones/a\",\"requestId\":\"" UUID_1 "\"}");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "REQUEST_ID_REUSED");
	rig->peer.actor = "unix:2(another)";
	rig_call(rig, "ZoneService.CreateZone",
		 "{\"zoneId\":\"b\",\"zone\":" ZONE_JSON ",\"requestId\":\"" UUID_1 "\"}");
	rig_expect(rig, STATUS_OK, "");
}

static void every_write_repeats_by_its_request_id(void **state)
{
	struct rig *rig = *state;
	static const char *const calls[][2] = {
		{ "ZoneService.CreateZone", "{\"zoneId\":\"a\",\"zone\":" ZONE_JSON ",\"requestId\":\"%s\"}" },
		{ "ZoneService.UpdateZone",
		  "{\"zone\":{\"name\":\"zones/a\",\"title\":\"T\"},\"updateMask\":\"title\",\"requestId\":\"%s\"}" },
		{ "ZoneService.DeleteZone", "{\"name\":\"zones/a\",\"requestId\":\"%s\"}" },
		{ "ZoneService.UndeleteZone", "{\"name\":\"zones/a\",\"requestId\":\"%s\"}" },
		{ "ImportService.ImportRecords", "{\"records\":{\"zones\":[{\"name\":\"zones/"
						 "i\",\"kind\":\"KIND_SECURITY_BELT\",\"sources\":[{\"id\":\"s\","
						 "\"title\":\"T\"}]}]},\"requestId\":\"%s\"}" },
		{ "ImportService.ImportText", "{\"content\":\"V2UgbWV0IGluIEFzdGFuYS4K\",\"requestId\":\"%s\"}" },
	};
	for (size_t i = 0; i < COUNT_OF(calls); i++) {
		char *id = support_text("01234567-89ab-4cde-8f01-23456789%04zu", i);
		char *json = support_text("%.*s%s%s", (int)(strstr(calls[i][1], "%s") - calls[i][1]), calls[i][1], id,
					  strstr(calls[i][1], "%s") + 2);
		rig_call(rig, calls[i][0], json);
		rig_expect(rig, STATUS_OK, "");
		char *first = strdup(rig->json);
		int64_t revision = rig->response->revision;
		rig_call(rig, calls[i][0], json);
		rig_expect(rig, STATUS_OK, "");
		assert_string_equal(rig->json, first);
		assert_int_equal(rig->response->revision, revision);
		rig_callf(rig, "JournalService.ListChanges", "{\"afterRevision\":\"%d\"}", (int)revision);
		rig_has_not(rig, "\"changes\"");
		free(first);
		free(json);
		free(id);
	}
}

static void a_refused_write_leaves_nothing_and_its_id_is_free(void **state)
{
	struct rig *rig = *state;
	rig_call(rig, "ZoneService.DeleteZone", "{\"name\":\"zones/a\",\"requestId\":\"" UUID_2 "\"}");
	rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
	create(rig, &kinds[2], "a");
	rig_call(rig, "ZoneService.DeleteZone", "{\"name\":\"zones/a\",\"requestId\":\"" UUID_2 "\"}");
	rig_expect(rig, STATUS_OK, "");
	assert_int_equal(rig->response->revision, 2);
}

static void all_violations_of_a_body_are_told_together(void **state)
{
	struct rig *rig = *state;
	rig_call(rig, "ZoneService.CreateZone",
		 "{\"zoneId\":\"BAD ID\",\"requestId\":\"no\",\"zone\":{\"provinces\":[{\"pCode\":\"x\"}],"
		 "\"readings\":[{\"id\":\"a\",\"effective\":{\"earliest\":\"2017-02-30\"},\"sources\":[{\"source\":"
		 "\"none\"}]}]}}");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	static const char *const fields[] = { "zone_id",
					      "request_id",
					      "zone.kind",
					      "zone.provinces[0].p_code",
					      "zone.readings[0].effective.earliest",
					      "zone.readings[0].sources[0].source",
					      "zone.sources" };
	for (size_t i = 0; i < COUNT_OF(fields); i++)
		if (strstr(rig->fields, fields[i]) == NULL)
			fail_msg("%s is not in %s", fields[i], rig->fields);
}

static void output_only_fields_of_a_request_are_the_services_own(void **state)
{
	struct rig *rig = *state;
	rig_call(rig, "ZoneService.CreateZone",
		 "{\"zoneId\":\"a\",\"zone\":{\"kind\":\"KIND_SECURITY_BELT\",\"etag\":\"mine\","
		 "\"createTime\":\"2001-01-01T00:00:00Z\",\"deleteTime\":\"2001-01-01T00:00:00Z\","
		 "\"sources\":[{\"id\":\"s\",\"title\":\"T\"}]}}");
	rig_expect(rig, STATUS_OK, "");
	rig_has_not(rig, "mine");
	rig_has_not(rig, "2001");
}

static void the_journal_says_who_why_and_how(void **state)
{
	struct rig *rig = *state;
	rig->reason = "because of the memorandum";
	rig_call(rig, "ZoneService.CreateZone",
		 "{\"zoneId\":\"a\",\"zone\":" ZONE_JSON ",\"requestId\":\"" UUID_1 "\"}");
	rig_call(rig, "JournalService.ListChanges", "{}");
	rig_expect(rig, STATUS_OK, "");
	static const char *const members[][2] = { { "actor", "unix:1(tester)" },
						  { "requestId", UUID_1 },
						  { "reason", "because of the memorandum" },
						  { "method", "/truce.v1.ZoneService/CreateZone" },
						  { "record", "zones/a" },
						  { "kind", "KIND_CREATED" } };
	for (size_t i = 0; i < COUNT_OF(members); i++)
		assert_string_equal(rig_member(rig, members[i][0]), members[i][1]);
}

static void a_zone_is_answered_for_a_date(void **state)
{
	struct rig *rig = *state;
	rig_call(rig, "ZoneService.CreateZone",
		 "{\"zoneId\":\"a\",\"zone\":{\"kind\":\"KIND_DE_ESCALATION_AREA\",\"readings\":[{\"id\":\"memo\","
		 "\"effective\":{\"earliest\":\"2017-05-06\",\"latest\":\"2017-05-06\"},\"initialTermMonths\":6,"
		 "\"sources\":[{\"source\":\"s\"}]}],\"sources\":[{\"id\":\"s\",\"title\":\"T\"}]}}");
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "ZoneService.GetZoneStatus", "{\"name\":\"zones/a\",\"date\":\"2017-06-01\"}");
	rig_expect(rig, STATUS_OK, "");
	assert_string_equal(rig_member(rig, "state"), "STATE_IN_TERM");
	rig_call(rig, "ZoneService.GetZoneStatus", "{\"name\":\"zones/a\",\"date\":\"2017-12-20\"}");
	assert_string_equal(rig_member(rig, "state"), "STATE_LAPSED");
	rig_call(rig, "ZoneService.GetZoneStatus", "{\"name\":\"zones/a\"}");
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "ZoneService.GetZoneStatus", "{\"name\":\"zones/a\",\"date\":\"2017-02-29\"}");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	rig_call(rig, "ZoneService.GetZoneStatus", "{\"name\":\"zones/a\",\"reading\":\"none\"}");
	rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_READING");
	rig_call(rig, "ZoneService.ListZoneStatuses", "{\"date\":\"2017-06-01\",\"filter\":\"state = STATE_IN_TERM\"}");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "zones/a");
	rig_call(rig, "ZoneService.ListZoneStatuses", "{\"date\":\"2017-12-20\",\"reading\":\"none\"}");
	rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_READING");
	assert_string_equal(rig->fields, "reading");
	rig_call(rig, "ZoneService.ListZoneStatuses", "{\"date\":\"2017-12-20\",\"filter\":\"state = STATE_IN_TERM\"}");
	rig_expect(rig, STATUS_OK, "");
	rig_has_not(rig, "zones/a");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, rig_set_up, rig_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_record_that_was_created_can_be_read),
		TEST(an_id_is_made_where_none_is_given),
		TEST(a_name_in_the_body_serves_as_id_and_must_agree),
		TEST(a_name_is_taken_once_even_by_a_deleted_record),
		TEST(what_is_not_on_record_is_not_found_and_the_way_out_is_told),
		TEST(a_name_of_another_collection_is_refused),
		TEST(an_update_replaces_all_or_what_its_mask_names),
		TEST(an_update_that_changes_nothing_makes_no_change),
		TEST(a_mask_that_does_not_fit_is_refused_with_its_path),
		TEST(a_masked_update_is_checked_as_the_whole_that_it_makes),
		TEST(a_stale_etag_guards_update_delete_and_undelete),
		TEST(an_etag_that_no_record_can_have_is_invalid),
		TEST(a_deleted_record_stays_readable_and_comes_back),
		TEST(a_batch_is_answered_in_order_or_not_at_all),
		TEST(every_earlier_state_can_be_read),
		TEST(a_state_outside_the_record_is_out_of_range),
		TEST(a_repeated_request_id_answers_the_first_result_again),
		TEST(a_request_id_stands_for_one_request_of_one_caller),
		TEST(every_write_repeats_by_its_request_id),
		TEST(a_refused_write_leaves_nothing_and_its_id_is_free),
		TEST(all_violations_of_a_body_are_told_together),
		TEST(output_only_fields_of_a_request_are_the_services_own),
		TEST(the_journal_says_who_why_and_how),
		TEST(a_zone_is_answered_for_a_date),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
