/* Symbols by which what is on record is cited. */
#include "tests/support_service.h"

/* Of a series that the reader has no form of. */
static void a_symbol_that_is_on_record_is_cited_where_all_of_it_is_printed(void **state)
{
	struct rig *rig = *state;
	static const char kept[] = "{\"name\":\"statements/%s\",\"kind\":\"KIND_%s\",\"symbol\":\"%s\",\"title\":\"T\","
				   "\"sources\":[{\"id\":\"s\",\"title\":\"T\"}]}";
	char lake[200], river[200], both[500];
	snprintf(lake, sizeof lake, kept, "lake", "JOINT_STATEMENT", "LAKE/HSG/2011/COM-3");
	snprintf(river, sizeof river, kept, "river", "AGREEMENT", "RIV/7");
	snprintf(both, sizeof both, "\"statements\":[%s,%s]", lake, river);
	rig_callf(rig, "ImportService.ImportRecords", "{\"records\":{%s}}", both);
	char *content = support_base64("Mr. Example (Kazakhstan): We support LAKE/HSG/2011/COM-3, of May, and (RIV/7). "
				       "Not RIV/70, RIV/7/2, RIV/7.1 or A/RIV/7.\n");
	rig_callf(rig, "ImportService.ImportText", "{\"content\":\"%s\"}", content);
	free(content);
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "\"instrument\":\"LAKE/HSG/2011/COM-3\",\"statement\":\"statements/lake\"");
	const char *first = strstr(rig->json, "\"instrument\":\"RIV/7\",\"statement\":\"statements/river\"");
	assert_non_null(first);
	assert_null(strstr(first + 1, "\"instrument\""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_symbol_that_is_on_record_is_cited_where_all_of_it_is_printed,
						rig_set_up, rig_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
