/* Searches that find nothing: what is said instead. */
#include "tests/search_record.h"

static void an_answer_without_hits_says_what_each_part_finds(void **state)
{
	(void)state;
	struct rig rig;
	open_with_three(&rig);
	rig_call(&rig, SEARCH, "{\"query\":\"convoy \\\"de-escalation zone\\\" -more delegation:KAZ zone:idlib\"}");
	rig_expect(&rig, STATUS_OK, "");
	rig_has(&rig, "\"parts\":[{\"position\":1,\"text\":\"convoy\",\"passages\":\"1\"},"
		      "{\"position\":8,\"text\":\"\\\"de-escalation zone\\\"\",\"passages\":\"1\"},"
		      "{\"position\":35,\"text\":\"delegation:KAZ\",\"passages\":\"2\"},"
		      "{\"position\":50,\"text\":\"zone:idlib\"}]");
	rig_call(&rig, SEARCH, "{\"query\":\"convoy cites:\\\"resolution 2254\\\" guarantor\"}");
	rig_has(&rig, "\"parts\":[{\"position\":1,\"text\":\"convoy\",\"passages\":\"1\"},"
		      "{\"position\":8,\"text\":\"cites:\\\"resolution 2254\\\"\"},"
		      "{\"position\":32,\"text\":\"guarantor\",\"passages\":\"1\"}]");
	for (int as_of = -1; as_of <= 3; as_of += 4) { /* by reading everything, and by the index */
		rig_callf(&rig, SEARCH, "{\"query\":\"guarantors on:2031 on:2017 delegation:K*\",\"asOfRevision\":%d}",
			  as_of);
		rig_has(&rig, "\"parts\":[{\"position\":1,\"text\":\"guarantors\",\"passages\":\"1\"},"
			      "{\"position\":12,\"text\":\"on:2031\"},"
			      "{\"position\":20,\"text\":\"on:2017\",\"passages\":\"2\"},"
			      "{\"position\":28,\"text\":\"delegation:K*\",\"passages\":\"2\"}]");
	}
	rig_call(&rig, SEARCH, "{\"query\":\"\\\"convoys observers\\\"\"}");
	rig_has(&rig, "\"parts\":[{\"position\":1,\"text\":\"convoys\",\"passages\":\"1\"},"
		      "{\"position\":1,\"text\":\"observers\",\"passages\":\"2\"}]");
	rig_call(&rig, SEARCH, "{\"query\":\"belt\",\"filter\":\"kind = KIND_LETTER\"}");
	rig_has(&rig, "\"parts\":[{\"position\":1,\"text\":\"belt\",\"passages\":\"2\"}]");
	rig_call(&rig, SEARCH, "{\"query\":\"convoy guarantors\",\"asOfRevision\":2}");
	rig_has(&rig, "\"text\":\"guarantors\",\"passages\":\"1\"}]");
	rig_call(&rig, SEARCH, "{\"query\":\"convoy obsrvers\"}");
	rig_has(&rig, "suggestions");
	rig_has_not(&rig, "parts");
	rig_call(&rig, SEARCH, "{\"query\":\"convoy aid\"}");
	rig_has_not(&rig, "parts");
	rig_close(&rig);
}

static void a_value_that_nobody_has_is_answered_with_one_that_is_meant(void **state)
{
	(void)state;
	static const struct {
		const char *query, *instead; /* NULL for none */
	} rows[] = {
		{ "delegation:Kazahkstan", "delegation:KAZ" },
		{ "delegation:KAS", "delegation:KAZ" },
		{ "mentions:Turkiye-Republic", "mentions:TUR" },
		{ "delegation:VAT", NULL }, /* is known, and said nothing */
		{ "delegation:IRN", NULL },
		{ "speaker:umarv", "speaker:umarov" },
		{ "speaker:\\\"mr umarv\\\"", "speaker:umarov" },
		{ "body:UNSC", "body:\\\"Security Council\\\"" },
		{ "body:\\\"Security Concil\\\"", "body:\\\"Security Council\\\"" },
		{ "body:\\\"United Nations Security Council in New York\\\"", "body:\\\"Security Council\\\"" },
		{ "cites:2254", "cites:\\\"S/RES/2254 (2015)\\\"" },
		{ "cites:S/RES/2255", NULL }, /* no figure is another */
		{ "zone:ghouta", "zone:eastern-ghouta" },
		{ "zone:\\\"Easten Ghouta\\\"", "zone:eastern-ghouta" },
		{ "round:8", "round:astana-8" },
		{ "round:astanna-8", "round:astana-8" },
		{ "round:astana-9", NULL },
		{ "symbol:8422", "symbol:S/PV.8422" },
		{ "symbol:842", NULL },
		{ "statement:beld", "statement:belt" },
		{ "topic:constitution", "topic:\\\"constitutional committee\\\"" },
		{ "zone:qqqqqq", NULL },
	};
	struct rig rig;
	open_with_three(&rig);
	rig_call(&rig, "StatementService.CreateStatement",
		 "{\"statementId\":\"full\",\"statement\":{\"kind\":\"KIND_SPEECH\",\"organ\":\"Security Council\","
		 "\"symbol\":\"S/PV.8422\",\"turns\":[{\"speaker\":{\"printed\":\"Mr. Umarov\"}}],\"blocks\":["
		 "{\"kind\":\"KIND_PARAGRAPH\",\"turn\":1,\"text\":\"The zone.\"}],\"sources\":[{\"id\":\"s\"}],"
		 "\"citations\":[{\"printed\":\"2254\",\"instrument\":\"S/RES/2254 (2015)\",\"span\":{\"block\":1,"
		 "\"end\":3}}],\"mentions\":[{\"printed\":\"T\",\"target\":\"TUR\"},"
		 "{\"printed\":\"E\",\"target\":\"zones/eastern-ghouta\"},"
		 "{\"printed\":\"A\",\"target\":\"rounds/astana-8\"}],"
		 "\"acts\":[{\"verb\":\"VERB_SUPPORT\",\"topic\":\"constitutional committee\",\"span\":{\"block\":1,"
		 "\"end\":3}}]}}");
	rig_expect(&rig, STATUS_OK, "");
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char expected[200];
		rig_callf(&rig, SEARCH, "{\"query\":\"%s\"}", rows[i].query);
		rig_expect(&rig, STATUS_OK, "");
		snprintf(expected, sizeof expected, "\"word\":\"%s\",\"instead\":\"%s\"", rows[i].query,
			 rows[i].instead == NULL ? "" : rows[i].instead);
		if (rows[i].instead == NULL ? strstr(rig.json, "instead") != NULL : strstr(rig.json, expected) == NULL)
			fail_msg("%s: %s", rows[i].query, rig.json);
	}
	rig_close(&rig);
}

static void a_field_that_is_all_of_the_query_is_said_to_be_nobodys(void **state)
{
	(void)state;
	struct rig rig;
	open_with_three(&rig);
	for (int as_of = -1; as_of <= 3; as_of += 4) { /* by reading everything, and by the index */
		rig_callf(&rig, SEARCH, "{\"query\":\"zone:qqqqqq\",\"asOfRevision\":%d}", as_of);
		rig_has(&rig, "\"suggestions\":[{\"position\":1,\"word\":\"zone:qqqqqq\"}]");
	}
	rig_call(&rig, SEARCH, "{\"query\":\" (on:2031)\"}");
	rig_has(&rig, "\"suggestions\":[{\"position\":3,\"word\":\"on:2031\"}]");
	rig_call(&rig, SEARCH, "{\"query\":\"zone:qqqqqq\",\"filter\":\"kind = KIND_LETTER\"}");
	rig_has(&rig, "\"parts\":[{\"position\":1,\"text\":\"zone:qqqqqq\"}]");
	rig_has_not(&rig, "suggestions");
	rig_call(&rig, SEARCH, "{\"query\":\"zone:idlib\",\"filter\":\"kind = KIND_LETTER\"}");
	rig_has_not(&rig, "suggestions");
	rig_close(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_without_hits_says_what_each_part_finds),
		cmocka_unit_test(a_value_that_nobody_has_is_answered_with_one_that_is_meant),
		cmocka_unit_test(a_field_that_is_all_of_the_query_is_said_to_be_nobodys),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
