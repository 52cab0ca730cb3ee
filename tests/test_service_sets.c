/* Sets of records that are imported. */
#include "tests/support_service.h"

#include "service/records.h"

#define SOURCES "\"sources\":[{\"id\":\"s\"}]"
#define ZONE(name, title)                                                                                              \
	"{\"name\":\"zones/" name "\",\"kind\":\"KIND_SECURITY_BELT\",\"title\":\"" title "\"," SOURCES "}"
#define ROUND(name) "{\"name\":\"rounds/" name "\",\"process\":\"astana\",\"ordinal\":6," SOURCES "}"
#define STATEMENT(name) "{\"name\":\"statements/" name "\",\"kind\":\"KIND_SPEECH\"," SOURCES "}"

static void import(struct rig *rig, const char *records)
{
	rig_callf(rig, "ImportService.ImportRecords", "{\"records\":{%s}}", records);
}

static void import_again(struct rig *rig, const char *records)
{
	rig_callf(rig, "ImportService.ImportRecords", "{\"records\":{%s},\"again\":true}", records);
}

static void a_set_is_created_then_unchanged_then_replaced(void **state)
{
	struct rig *rig = *state;
	static const char set[] = "\"statements\":[" STATEMENT("s") "],\"rounds\":[" ROUND("r") "],\"zones\":[" ZONE(
		"a", "A") "," ZONE("b", "B") "]";
	import(rig, set);
	rig_expect(rig, STATUS_OK, "");
	assert_string_equal(rig->json, "{\"created\":[\"statements/s\",\"rounds/r\",\"zones/a\",\"zones/b\"]}");
	assert_int_equal(rig->response->revision, 4);
	import(rig, set);
	rig_expect(rig, STATUS_OK, "");
	assert_string_equal(rig->json, "{\"unchanged\":[\"statements/s\",\"rounds/r\",\"zones/a\",\"zones/b\"]}");
	assert_int_equal(rig->response->revision, 4);
	import(rig, "\"zones\":[" ZONE("a", "A") "," ZONE("b", "C") "," ZONE("c", "C") "]");
	assert_string_equal(rig->json,
			    "{\"created\":[\"zones/c\"],\"updated\":[\"zones/b\"],\"unchanged\":[\"zones/a\"]}");
	assert_int_equal(rig->response->revision, 6);
}

static void a_deleted_record_comes_back_by_import_where_that_is_asked_for(void **state)
{
	struct rig *rig = *state;
	import(rig, "\"zones\":[" ZONE("a", "A") "]");
	rig_call(rig, "ZoneService.DeleteZone", "{\"name\":\"zones/a\"}");
	import(rig, "\"zones\":[" ZONE("a", "B") "]");
	rig_has(rig, "\"kept\":[\"zones/a\"]");
	assert_int_equal(rig->response->revision, 2);
	import_again(rig, "\"zones\":[" ZONE("a", "B") "]");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "\"updated\"");
	assert_int_equal(rig->response->revision, 4);
	rig_call(rig, "ZoneService.GetZone", "{\"name\":\"zones/a\"}");
	rig_has(rig, "\"title\":\"B\"");
	rig_has_not(rig, "deleteTime");
	rig_call(rig, "ZoneService.DeleteZone", "{\"name\":\"zones/a\"}");
	import_again(rig, "\"zones\":[" ZONE("a", "B") "]");
	assert_int_equal(rig->response->revision, 6);
}

static void what_was_changed_since_a_set_was_on_record_stays(void **state)
{
	struct rig *rig = *state;
	import(rig, "\"zones\":[" ZONE("a", "A") "," ZONE("b", "B") "]");
	rig_call(rig, "ZoneService.UpdateZone",
		 "{\"zone\":{\"name\":\"zones/a\",\"title\":\"By hand\"},\"updateMask\":\"title\"}");
	rig_expect(rig, STATUS_OK, "");
	import(rig, "\"zones\":[" ZONE("a", "A") "," ZONE("b", "B") "]");
	rig_has(rig, "\"unchanged\":[\"zones/b\"]");
	rig_has(rig, "\"kept\":[\"zones/a\"]");
	/* A newer set is no reason to lose it either. */
	import(rig, "\"zones\":[" ZONE("a", "Newer") "," ZONE("b", "Newer") "]");
	rig_has(rig, "\"updated\":[\"zones/b\"]");
	rig_has(rig, "\"kept\":[\"zones/a\"]");
	rig_call(rig, "ZoneService.GetZone", "{\"name\":\"zones/a\"}");
	rig_has(rig, "\"title\":\"By hand\"");
	/* Who knows what is on record, or asks for it, replaces it. */
	import_again(rig, "\"zones\":[" ZONE("a", "A") "]");
	rig_has(rig, "\"updated\":[\"zones/a\"]");
	import(rig, "\"zones\":[" ZONE("a", "Newer") "]");
	rig_has(rig, "\"updated\":[\"zones/a\"]");
}

static void a_set_that_a_later_one_replaced_does_not_come_in_again(void **state)
{
	struct rig *rig = *state;
	import(rig, "\"zones\":[" ZONE("a", "One") "]");
	import(rig, "\"zones\":[" ZONE("a", "Two") "]");
	rig_has(rig, "\"updated\":[\"zones/a\"]");
	import(rig, "\"zones\":[" ZONE("a", "One") "]");
	rig_has(rig, "\"kept\":[\"zones/a\"]");
	import(rig, "\"zones\":[" ZONE("a", "Two") "]");
	rig_has(rig, "\"unchanged\":[\"zones/a\"]");
	import_again(rig, "\"zones\":[" ZONE("a", "One") "]");
	rig_has(rig, "\"updated\":[\"zones/a\"]");
	assert_int_equal(rig->response->revision, 3);
}

static void one_bad_record_keeps_all_out(void **state)
{
	struct rig *rig = *state;
	import(rig, "\"zones\":[" ZONE("a", "A") ",{\"name\":\"zones/b\"}]");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_non_null(strstr(rig->fields, "records.zones[1].kind"));
	import(rig, "\"zones\":[" ZONE("a", "A") ",{\"kind\":\"KIND_SECURITY_BELT\"," SOURCES "}]");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "records.zones[1].name");
	import(rig, "\"zones\":[" ZONE("a", "A") "," ZONE("a", "A") "]");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "records.zones[1].name");
	import(rig, "\"zones\":[" ZONE(
			    "a", "A") ",{\"name\":\"zones/b\",\"etag\":\"old\",\"kind\":\"KIND_SECURITY_BELT\"," SOURCES
				      "}]");
	rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
	rig_call(rig, "JournalService.GetHead", "{}");
	assert_int_equal(rig->response->revision, 0);
}

static void an_etag_guards_an_imported_record(void **state)
{
	struct rig *rig = *state;
	import(rig, "\"zones\":[" ZONE("a", "A") "]");
	import(rig, "\"zones\":[{\"name\":\"zones/a\",\"etag\":\"old\",\"kind\":\"KIND_SECURITY_BELT\"," SOURCES "}]");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	import(rig, "\"zones\":[{\"name\":\"zones/a\",\"etag\":\"r99\",\"kind\":\"KIND_SECURITY_BELT\"," SOURCES "}]");
	rig_expect(rig, STATUS_ABORTED, "ETAG_MISMATCH");
	rig_call(rig, "ZoneService.GetZone", "{\"name\":\"zones/a\"}");
	char *set = support_text(
		"\"zones\":[{\"name\":\"zones/a\",\"etag\":\"%s\",\"kind\":\"KIND_SECURITY_BELT\"," SOURCES "}]",
		rig_member(rig, "etag"));
	import(rig, set);
	rig_expect(rig, STATUS_OK, "");
	free(set);
}

static void trying_only_tells_and_stores_nothing(void **state)
{
	struct rig *rig = *state;
	import(rig, "\"zones\":[" ZONE("a", "A") "]");
	rig_call(rig, "ImportService.ImportRecords",
		 "{\"records\":{\"zones\":[" ZONE("a", "A") "," ZONE("b", "B") "]},\"validateOnly\":true}");
	rig_expect(rig, STATUS_OK, "");
	assert_string_equal(rig->json, "{\"created\":[\"zones/b\"],\"unchanged\":[\"zones/a\"]}");
	assert_int_equal(rig->response->revision, 1);
	rig_call(rig, "ZoneService.GetZone", "{\"name\":\"zones/b\"}");
	rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
}

/* A set of so many rounds, in a buffer that the caller ends. */
static void many_rounds(struct buffer *json, int count)
{
	buffer_init(json, 4 << 20);
	for (int i = 0; i < count; i++)
		assert_int_equal(buffer_printf(json, "%s{\"name\":\"rounds/r%d\",\"process\":\"p\"," SOURCES "}",
					       i == 0 ? "\"rounds\":[" : ",", i),
				 STATUS_OK);
	assert_int_equal(buffer_put(json, "]", 2), STATUS_OK);
}

static void ten_thousand_records_at_most_come_at_once(void **state)
{
	struct rig *rig = *state;
	struct buffer json;
	many_rounds(&json, 10001);
	import(rig, (const char *)json.data);
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "records");
	memcpy(strstr((char *)json.data, ",{\"name\":\"rounds/r10000\""), "]", 2);
	import(rig, (const char *)json.data);
	rig_expect(rig, STATUS_OK, "");
	assert_int_equal(rig->response->revision, 10000);
	buffer_fini(&json);
}

/* The writer runs such a job again from its start. */
static void a_write_that_outgrows_the_map_is_carried_out_once(void **state)
{
	struct rig *rig = *state;
	struct error error;
	struct buffer json;
	service_close(rig->service);
	store_close(rig->store);
	char *path = support_text("%s/store", rig->folder);
	struct store_options options = { .indexes = service_indexes(), .map_bytes = 1 << 20 };
	assert_int_equal(store_open(path, &options, &rig->store, &error), STATUS_OK);
	struct service_options service_options = { .store = rig->store };
	assert_int_equal(service_open(&service_options, &rig->service, &error), STATUS_OK);
	free(path);
	many_rounds(&json, 3000);
	import(rig, (const char *)json.data);
	rig_expect(rig, STATUS_OK, "");
	assert_int_equal(rig->response->revision, 3000);
	rig_has_not(rig, "updated");
	import(rig, (const char *)json.data);
	rig_expect(rig, STATUS_OK, "");
	rig_has_not(rig, "created");
	rig_has_not(rig, "updated");
	assert_int_equal(rig->response->revision, 3000);
	rig_call(rig, "ServerService.GetServerStatus", "{}");
	assert_true(strtol(rig_member(rig, "mapBytes"), NULL, 10) > 1 << 20);
	buffer_fini(&json);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, rig_set_up, rig_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_set_is_created_then_unchanged_then_replaced),
		TEST(a_deleted_record_comes_back_by_import_where_that_is_asked_for),
		TEST(what_was_changed_since_a_set_was_on_record_stays),
		TEST(a_set_that_a_later_one_replaced_does_not_come_in_again),
		TEST(one_bad_record_keeps_all_out),
		TEST(an_etag_guards_an_imported_record),
		TEST(trying_only_tells_and_stores_nothing),
		TEST(ten_thousand_records_at_most_come_at_once),
		TEST(a_write_that_outgrows_the_map_is_carried_out_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
