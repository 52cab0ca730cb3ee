/* Consents, terminations, timelines and commitments, as the service answers. */
#include "tests/support_service.h"

#include "base/time.h"

#define ON(date) "{\"earliest\":\"" date "\",\"latest\":\"" date "\"}"
#define SOURCES "\"sources\":[{\"id\":\"memo\",\"title\":\"M\"}]"
#define CITED "\"sources\":[{\"source\":\"memo\"}]"
#define AREA                                                                                                           \
	"\"kind\":\"KIND_DE_ESCALATION_AREA\",\"guarantors\":[{\"party\":{\"id\":\"IRN\"}},{\"party\":{\"id\":"        \
	"\"RUS\"}}],"                                                                                                  \
	"\"readings\":[{\"id\":\"may-5\",\"effective\":" ON("2017-05-05") ",\"initialTermMonths\":6," CITED            \
									  "}]," SOURCES

static void create_area(struct rig *rig)
{
	rig_call(rig, "ZoneService.CreateZone", "{\"zoneId\":\"idlib\",\"zone\":{" AREA "}}");
	rig_expect(rig, STATUS_OK, "");
}

static int decide(struct rig *rig, const char *party, int term, const char *date, const char *decision,
		  const char *more)
{
	return rig_callf(rig, "ConsentService.RecordConsent",
			 "{\"name\":\"zones/idlib\",\"consent\":{\"party\":{\"id\":\"%s\"},\"term\":%d,\"date\":"
			 "{\"earliest\":\"%s\",\"latest\":\"%s\"},\"decision\":\"DECISION_%s\"," CITED "}%s}",
			 party, term, date, date, decision, more);
}

static void state_on(struct rig *rig, const char *date, const char *state)
{
	rig_callf(rig, "ZoneService.GetZoneStatus", "{\"name\":\"zones/idlib\",\"date\":\"%s\"}", date);
	rig_expect(rig, STATUS_OK, "");
	assert_string_equal(rig_member(rig, "state"), state);
}

/* ---- Consents --------------------------------------------------------- */

static void consents_that_come_in_time_extend_the_term_and_late_ones_leave_a_gap(void **state)
{
	struct rig *rig = *state;
	create_area(rig);
	decide(rig, "RUS", 2, "2017-11-20", "CONSENT", "");
	rig_expect(rig, STATUS_OK, "");
	state_on(rig, "2017-12-01", "STATE_LAPSED");
	rig_has(rig, "\"consentsMissing\":[{\"id\":\"IRN\"}]");
	decide(rig, "IRN", 2, "2017-11-01", "CONSENT", "");
	rig_expect(rig, STATUS_OK, "");
	state_on(rig, "2017-11-10", "STATE_LAPSED");
	state_on(rig, "2017-11-20", "STATE_EXTENDED");
	rig_has(rig, "is covered by nothing on record");
	/* They stand in the order of their dates. */
	rig_call(rig, "ZoneService.GetZone", "{\"name\":\"zones/idlib\"}");
	assert_true(strstr(rig->json, "2017-11-01") < strstr(rig->json, "2017-11-20"));
}

static void a_consent_is_a_change_of_the_zone_with_who_and_why(void **state)
{
	struct rig *rig = *state;
	create_area(rig);
	rig->reason = "as announced";
	decide(rig, "RUS", 2, "2017-11-01", "CONSENT", "");
	rig->reason = NULL;
	rig_call(rig, "JournalService.ListChanges", "{\"record\":\"zones/idlib\"}");
	rig_has(rig, "\"KIND_UPDATED\"");
	rig_has(rig, "as announced");
	rig_has(rig, "/truce.v1.ConsentService/RecordConsent");
}

static void a_consent_may_bring_its_source(void **state)
{
	struct rig *rig = *state;
	create_area(rig);
	static const char consent[] =
		"{\"name\":\"zones/idlib\",\"consent\":{\"party\":{\"id\":\"%s\"},\"term\":2,\"date\":" ON(
			"2017-11-01") ",\"decision\":\"DECISION_CONSENT\",\"sources\":[{\"source\":\"%s\"}]},"
				      "\"sources\":[{\"id\":\"%s\",\"title\":\"%s\"}]}";
	rig_callf(rig, "ConsentService.RecordConsent", consent, "RUS", "mfa", "mfa", "T");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "{\"id\":\"mfa\",\"title\":\"T\"}");
	/* The same again is no second source; another of that id is refused. */
	rig_callf(rig, "ConsentService.RecordConsent", consent, "IRN", "mfa", "mfa", "T");
	rig_expect(rig, STATUS_OK, "");
	rig_callf(rig, "ConsentService.RecordConsent", consent, "IRN", "mfa", "mfa", "Another");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "sources[0].id consent.party");
	rig_callf(rig, "ConsentService.RecordConsent", consent, "IRN", "nobody", "", "T");
	assert_string_equal(rig->fields, "sources[0].id consent.party consent.sources[0].source");
}

static void a_consent_that_breaks_a_rule_is_refused_by_its_field(void **state)
{
	struct rig *rig = *state;
	create_area(rig);
	decide(rig, "KAZ", 2, "2017-11-01", "CONSENT", "");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "consent.party");
	assert_non_null(strstr(rig->message, "no guarantor"));
	static const int terms[] = { -1, 0, 1, 3, 1201 };
	for (size_t i = 0; i < COUNT_OF(terms); i++) {
		decide(rig, "RUS", terms[i], "2017-11-01", "CONSENT", "");
		rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
		assert_string_equal(rig->fields, "consent.term");
	}
	decide(rig, "RUS", 2, "2017-02-29", "CONSENT", "");
	assert_string_equal(rig->fields, "consent.date.earliest consent.date.latest");
	decide(rig, "RUS", 2, "2017-11-01", "UNSPECIFIED", "");
	assert_string_equal(rig->fields, "consent.decision");
	rig_call(rig, "ConsentService.RecordConsent",
		 "{\"name\":\"zones/idlib\",\"consent\":{\"party\":{\"id\":\"RUS\"},\"term\":2,"
		 "\"decision\":\"DECISION_CONSENT\"}}");
	assert_string_equal(rig->fields, "consent.sources");
	rig_call(rig, "ConsentService.RecordConsent",
		 "{\"name\":\"zones/idlib\",\"consent\":{\"party\":{\"id\":\"RUS\"},\"term\":2,"
		 "\"decision\":\"DECISION_CONSENT\"," CITED "}}");
	assert_string_equal(rig->fields, "consent.date");
	rig_call(rig, "ConsentService.RecordConsent", "{\"name\":\"zones/idlib\"}");
	assert_string_equal(rig->fields, "consent");
	state_on(rig, "2017-12-01", "STATE_LAPSED");
	assert_int_equal(rig->response->revision, 1);
}

static void a_party_may_change_its_mind_but_not_say_the_same_twice(void **state)
{
	struct rig *rig = *state;
	create_area(rig);
	decide(rig, "RUS", 2, "2017-11-01", "CONSENT", "");
	rig_expect(rig, STATUS_OK, "");
	decide(rig, "RUS", 2, "2017-11-02", "CONSENT", "");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "consent.party");
	decide(rig, "RUS", 2, "2017-10-01", "CONSENT", "");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "consent.party"); /* of the request, whichever is the earlier */
	decide(rig, "IRN", 2, "2017-11-02", "CONSENT", "");
	state_on(rig, "2017-11-10", "STATE_EXTENDED");
	decide(rig, "RUS", 2, "2017-11-03", "OBJECTION", "");
	rig_expect(rig, STATUS_OK, "");
	state_on(rig, "2017-11-04", "STATE_IN_TERM");
	rig_has(rig, "\"objections\":[{\"id\":\"RUS\"}]");
	state_on(rig, "2017-11-10", "STATE_LAPSED");
	decide(rig, "RUS", 2, "2017-12-01", "CONSENT", "");
	rig_expect(rig, STATUS_OK, "");
	state_on(rig, "2017-11-30", "STATE_LAPSED");
	state_on(rig, "2017-12-01", "STATE_EXTENDED");
	decide(rig, "RUS", 3, "2017-11-02", "OBJECTION", "");
	rig_expect(rig, STATUS_OK, "");
}

static void there_is_nothing_to_decide_on_where_no_term_follows_another(void **state)
{
	struct rig *rig = *state;
	rig_call(rig, "ZoneService.CreateZone",
		 "{\"zoneId\":\"idlib\",\"zone\":{\"kind\":\"KIND_SECURITY_BELT\","
		 "\"guarantors\":[{\"party\":{\"id\":\"RUS\"}}]," SOURCES "}}");
	decide(rig, "RUS", 2, "2017-11-01", "CONSENT", "");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "consent.term");
}

static void a_change_is_guarded_like_every_other(void **state)
{
	struct rig *rig = *state;
	decide(rig, "RUS", 2, "2017-11-01", "CONSENT", "");
	rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
	create_area(rig);
	decide(rig, "RUS", 2, "2017-11-01", "CONSENT", ",\"etag\":\"r99\"");
	rig_expect(rig, STATUS_ABORTED, "ETAG_MISMATCH");
	static const char id[] = ",\"requestId\":\"01234567-89ab-4cde-8f01-234567890001\"";
	decide(rig, "RUS", 2, "2017-11-01", "CONSENT", id);
	decide(rig, "RUS", 2, "2017-11-01", "CONSENT", id);
	rig_expect(rig, STATUS_OK, "");
	assert_int_equal(rig->response->revision, 2);
	rig_call(rig, "ZoneService.DeleteZone", "{\"name\":\"zones/idlib\"}");
	decide(rig, "IRN", 2, "2017-11-01", "CONSENT", "");
	rig_expect(rig, STATUS_FAILED_PRECONDITION, "RECORD_DELETED");
	rig->peer.role = ROLE_READER;
	decide(rig, "IRN", 2, "2017-11-01", "CONSENT", "");
	rig_expect(rig, STATUS_PERMISSION_DENIED, "ROLE");
}

/* ---- Terminations ----------------------------------------------------- */

static int terminate(struct rig *rig, const char *date)
{
	return rig_callf(
		rig, "ConsentService.TerminateZone",
		"{\"name\":\"zones/idlib\",\"termination\":{\"reason\":\"declared\",\"date\":{\"earliest\":\"%s\","
		"\"latest\":\"%s\"}," CITED "}}",
		date, date);
}

static void a_zone_ends_once_and_not_before_it_began(void **state)
{
	struct rig *rig = *state;
	create_area(rig);
	terminate(rig, "2017-05-04");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "termination.date");
	rig_call(rig, "ConsentService.TerminateZone", "{\"name\":\"zones/idlib\",\"termination\":{" CITED "}}");
	assert_string_equal(rig->fields, "termination.date");
	rig_call(rig, "ConsentService.TerminateZone",
		 "{\"name\":\"zones/idlib\",\"termination\":{\"date\":" ON("2018-01-01") "}}");
	assert_string_equal(rig->fields, "termination.sources");
	terminate(rig, "2017-08-01");
	rig_expect(rig, STATUS_OK, "");
	state_on(rig, "2017-07-31", "STATE_IN_TERM");
	state_on(rig, "2017-08-01", "STATE_TERMINATED");
	terminate(rig, "2017-08-02");
	rig_expect(rig, STATUS_FAILED_PRECONDITION, "ZONE_TERMINATED");
	assert_string_equal(rig->fields, "termination");
}

static void that_the_zone_above_was_ended_is_noted(void **state)
{
	struct rig *rig = *state;
	static const char note[] = "zones/idlib, which it is part of or lies along, was ended by this date.";
	create_area(rig);
	rig_call(rig, "ZoneService.CreateZone", "{\"zoneId\":\"belt\",\"zone\":{\"parent\":\"zones/idlib\"," AREA "}}");
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "ZoneService.CreateZone", "{\"zoneId\":\"post\",\"zone\":{\"parent\":\"zones/belt\"," AREA "}}");
	terminate(rig, "2017-08-01");
	for (int i = 0; i < 2; i++) {
		const char *zone = i == 0 ? "belt" : "post";
		rig_callf(rig, "ZoneService.GetZoneStatus", "{\"name\":\"zones/%s\",\"date\":\"2017-07-31\"}", zone);
		rig_has_not(rig, note);
		rig_callf(rig, "ZoneService.GetZoneStatus", "{\"name\":\"zones/%s\",\"date\":\"2017-08-01\"}", zone);
		rig_has(rig, note);
	}
	rig_call(rig, "ZoneService.ListZoneStatuses",
		 "{\"date\":\"2017-08-01\",\"filter\":\"zone = \\\"zones/post\\\"\"}");
	rig_has(rig, note);
	rig_call(rig, "ZoneService.GetZoneStatus",
		 "{\"name\":\"zones/belt\",\"date\":\"2017-08-01\",\"asOfRevision\":2}");
	rig_has_not(rig, note);
	rig_call(rig, "ZoneService.GetZoneStatus", "{\"name\":\"zones/idlib\",\"date\":\"2017-08-01\"}");
	rig_has_not(rig, "lies along");
}

/* ---- Timelines -------------------------------------------------------- */

static void timelines_cover_the_days_on_record_or_those_asked_for(void **state)
{
	struct rig *rig = *state;
	create_area(rig);
	rig_call(rig, "ConsentService.ListZoneTimelines", "{}");
	rig_expect(rig, STATUS_OK, "");
	assert_string_equal(rig_member(rig, "fromDate"), "2017-05-05");
	assert_string_equal(rig_member(rig, "toDate"), "2017-11-05");
	rig_call(rig, "ConsentService.ListZoneTimelines", "{\"fromDate\":\"2017-11-01\",\"toDate\":\"2017-11-30\"}");
	rig_has(rig, "\"state\":\"STATE_LAPSED\",\"term\":1,\"firstDate\":\"2017-11-06\",\"lastDate\":\"2017-11-30\"");
	rig_call(rig, "ConsentService.ListZoneTimelines", "{\"fromDate\":\"2020-01-01\"}");
	assert_string_equal(rig_member(rig, "toDate"), "2020-01-01");
	rig_call(rig, "ConsentService.ListZoneTimelines", "{\"toDate\":\"2016-01-01\"}");
	assert_string_equal(rig_member(rig, "fromDate"), "2016-01-01");
	rig_call(rig, "ConsentService.ListZoneTimelines", "{\"filter\":\"stretches.state = STATE_EXTENDED\"}");
	rig_has_not(rig, "zoneTimelines");
	assert_string_equal(rig_member(rig, "toDate"), "2017-11-05");
	/* Of the zones that the filter takes, not of one far off. */
	rig_call(rig, "ZoneService.CreateZone",
		 "{\"zoneId\":\"old\",\"zone\":{\"kind\":\"KIND_SECURITY_BELT\"," SOURCES
		 ",\"readings\":[{\"id\":\"may-5\","
		 "\"effective\":" ON("1801-01-01") ",\"initialTermMonths\":12," CITED "}]}}");
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "ConsentService.ListZoneTimelines", "{\"filter\":\"zone = \\\"zones/idlib\\\"\"}");
	assert_string_equal(rig_member(rig, "fromDate"), "2017-05-05");
	assert_string_equal(rig_member(rig, "toDate"), "2017-11-05");
	rig_has_not(rig, "\"cut\"");
	rig_call(rig, "ConsentService.ListZoneTimelines", "{}");
	assert_string_equal(rig_member(rig, "fromDate"), "1801-01-01");
	assert_string_equal(rig_member(rig, "toDate"), "1901-01-01");
	rig_has(rig, "\"cut\":true");
}

static void a_record_without_zones_has_no_timelines_but_days(void **state)
{
	struct rig *rig = *state;
	rig_call(rig, "ConsentService.ListZoneTimelines", "{}");
	rig_expect(rig, STATUS_OK, "");
	rig_has_not(rig, "zoneTimelines");
	assert_int_equal(strlen(rig_member(rig, "fromDate")), DATE_SIZE - 1);
}

static void days_and_readings_that_do_not_exist_are_refused_by_their_field(void **state)
{
	struct rig *rig = *state;
	create_area(rig);
	rig_call(rig, "ConsentService.ListZoneTimelines", "{\"fromDate\":\"2017-02-29\"}");
	assert_string_equal(rig->fields, "from_date");
	rig_call(rig, "ConsentService.ListZoneTimelines", "{\"fromDate\":\"2017-06-02\",\"toDate\":\"2017-06-01\"}");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "to_date");
	rig_call(rig, "ConsentService.ListZoneTimelines", "{\"fromDate\":\"2017-01-01\",\"toDate\":\"2117-01-02\"}");
	assert_string_equal(rig->fields, "to_date");
	rig_call(rig, "ConsentService.ListZoneTimelines", "{\"fromDate\":\"2017-01-01\",\"toDate\":\"2117-01-01\"}");
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "ConsentService.ListZoneTimelines", "{\"toDate\":\"2999-01-01\"}");
	assert_string_equal(rig->fields, "from_date");
	rig_call(rig, "ConsentService.ListZoneTimelines", "{\"reading\":\"may-9\"}");
	rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_READING");
	assert_string_equal(rig->fields, "reading");
}

static void timelines_of_many_zones_need_the_memory_of_few(void **state)
{
	(void)state;
	struct rig rig;
	char *long_words = malloc(40001);
	memset(long_words, 'x', 40000);
	long_words[40000] = '\0';
	rig_open_with(&rig, (struct service_options){ .arena_most = 1 << 20 });
	for (int i = 0; i < 40; i++) {
		rig_callf(&rig, "ZoneService.CreateZone", "{\"zoneId\":\"z-%d\",\"zone\":{\"title\":\"%s\"," AREA "}}",
			  i, long_words);
		rig_expect(&rig, STATUS_OK, "");
	}
	rig_call(&rig, "ConsentService.ListZoneTimelines", "{\"reading\":\"may-5\",\"pageSize\":2}");
	rig_expect(&rig, STATUS_OK, "");
	assert_string_equal(rig_member(&rig, "toDate"), "2017-11-05");
	rig_close(&rig);
	free(long_words);
}

static void a_zone_is_no_part_of_itself(void **state)
{
	struct rig *rig = *state;
	static const char make[] = "{\"zoneId\":\"%s\",\"zone\":{\"parent\":\"%s\"," AREA "}}";
	static const char move[] = "{\"zone\":{\"name\":\"%s\",\"parent\":\"%s\"},\"updateMask\":\"parent\"}";
	rig_callf(rig, "ZoneService.CreateZone", make, "self", "zones/self");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "zone.parent");
	rig_callf(rig, "ZoneService.CreateZone", make, "a", "");
	rig_callf(rig, "ZoneService.CreateZone", make, "b", "zones/a");
	rig_callf(rig, "ZoneService.CreateZone", make, "c", "zones/b");
	rig_callf(rig, "ZoneService.CreateZone", make, "d", "zones/nowhere");
	rig_expect(rig, STATUS_OK, "");
	rig_callf(rig, "ZoneService.UpdateZone", move, "zones/a", "zones/c");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "zone.parent");
	assert_non_null(strstr(rig->message, "leads back to the zone itself"));
	rig_call(rig, "ZoneService.DeleteZone", "{\"name\":\"zones/b\"}");
	rig_callf(rig, "ZoneService.UpdateZone", move, "zones/a", "zones/c");
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "ZoneService.UndeleteZone", "{\"name\":\"zones/b\"}");
	rig_expect(rig, STATUS_FAILED_PRECONDITION, "DOES_NOT_FIT");
	assert_non_null(strstr(rig->message, "zone.parent leads back to the zone itself"));
	for (int i = 0; i < 40; i++) {
		char *id = support_text("n%d", i), *parent = support_text(i == 0 ? "" : "zones/n%d", i - 1);
		rig_callf(rig, "ZoneService.CreateZone", make, id, parent);
		free(id);
		free(parent);
		if (rig->code != STATUS_OK)
			break;
	}
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_non_null(strstr(rig->message, "32 zones above it"));
}

/* ---- Commitments ------------------------------------------------------ */

static void commitments_are_listed_as_they_stood_on_a_date(void **state)
{
	struct rig *rig = *state;
	rig_call(rig, "StatementService.CreateStatement",
		 "{\"statementId\":\"memo\",\"statement\":{\"kind\":\"KIND_JOINT_STATEMENT\",\"date\":" ON(
			 "2017-05-04") ","
				       "\"commitments\":[{\"id\":\"forces\",\"parties\":[{\"id\":\"TUR\"}]},"
				       "{\"id\":\"maps\",\"parties\":[{\"id\":\"RUS\"}],\"due\":" ON(
					       "2017-06-04") "},"
							     "{\"id\":\"group\",\"parties\":[{\"id\":\"RUS\"}],\"due\":"
							     "{\"latest\":\"2017-05-18\"},\"fulfilments\":"
							     "[{\"extent\":\"EXTENT_FULL\",\"date\":" ON(
								     "2017-05-10") "}]}]," SOURCES "}}");
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "CommitmentService.ListCommitments",
		 "{\"date\":\"2017-06-05\",\"filter\":\"state = STATE_OVERDUE\"}");
	rig_has(rig, "\"commitment\":\"maps\"");
	rig_has(rig, "\"daysOverdue\":1");
	rig_has_not(rig, "group");
	rig_call(rig, "CommitmentService.ListCommitments",
		 "{\"date\":\"2017-06-05\",\"filter\":\"parties.id = \\\"RUS\\\"\"}");
	rig_has(rig, "STATE_FULFILLED");
	rig_has_not(rig, "forces");
	assert_true(strstr(rig->json, "group") < strstr(rig->json, "maps"));
	rig_call(rig, "CommitmentService.ListCommitments", "{\"date\":\"2017-05-03\"}");
	rig_has_not(rig, "commitments");
	rig_call(rig, "CommitmentService.ListCommitments", "{}");
	rig_has(rig, "STATE_OVERDUE");
	rig_call(rig, "CommitmentService.ListCommitments", "{\"date\":\"yesterday\"}");
	assert_string_equal(rig->fields, "date");
}

#define SAID(id, made, more)                                                                                           \
	"{\"statementId\":\"" id                                                                                       \
	"\",\"statement\":{\"kind\":\"KIND_JOINT_STATEMENT\",\"date\":" ON(made) "," more "," SOURCES "}}"
#define BINDS(until) "\"commitments\":[{\"id\":\"hold\",\"lasts\":{\"latest\":\"" until "\"}}]"
#define TIED(kind, to) "\"links\":[{\"kind\":\"KIND_" kind "\",\"statement\":\"statements/" to "\"}]"

static void expect_state(struct rig *rig, const char *date, const char *statement, const char *state, const char *by)
{
	char *request =
		support_text("{\"date\":\"%s\",\"filter\":\"statement = \\\"statements/%s\\\"\"}", date, statement);
	char *words = support_text("\"supersededBy\":\"statements/%s\"", by);
	rig_call(rig, "CommitmentService.ListCommitments", request);
	rig_has(rig, state);
	if (by[0] != '\0')
		rig_has(rig, words);
	else
		rig_has_not(rig, "supersededBy");
	free(request);
	free(words);
}

/* A text of seven days, one that corrects them to eight, and what withdraws that again. */
static void what_was_corrected_or_withdrawn_does_not_count_beside_what_took_its_place(void **state)
{
	struct rig *rig = *state;
	const char *const said[] = {
		SAID("seven", "2023-05-22", BINDS("2023-05-29")),
		SAID("title", "2023-05-22", TIED("CORRECTS", "seven")), /* no commitment is corrected */
		SAID("eight", "2023-05-24", BINDS("2023-05-30") "," TIED("CORRECTS", "seven")),
		SAID("moot", "2023-05-26", TIED("WITHDRAWS", "eight")),
		SAID("later", "2023-05-28", TIED("SUPERSEDES", "seven")),
	};
	for (size_t i = 0; i < COUNT_OF(said); i++) {
		rig_call(rig, "StatementService.CreateStatement", said[i]);
		rig_expect(rig, STATUS_OK, "");
	}
	expect_state(rig, "2023-05-23", "seven", "STATE_IN_FORCE", "");
	expect_state(rig, "2023-05-25", "seven", "STATE_SUPERSEDED", "eight");
	expect_state(rig, "2023-05-25", "eight", "STATE_IN_FORCE", "");
	expect_state(rig, "2023-05-26", "eight", "STATE_WITHDRAWN", "moot");
	expect_state(rig, "2023-05-26", "seven", "STATE_IN_FORCE", "");
	expect_state(rig, "2023-05-30", "seven", "STATE_SUPERSEDED", "later");
	rig_call(rig, "StatementService.DeleteStatement", "{\"name\":\"statements/later\"}");
	expect_state(rig, "2023-05-30", "seven", "STATE_ENDED", "");
	rig_call(rig, "CommitmentService.ListCommitments", "{\"date\":\"2023-05-30\",\"asOfRevision\":\"-1\"}");
	rig_has(rig, "\"supersededBy\":\"statements/later\"");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, rig_set_up, rig_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(consents_that_come_in_time_extend_the_term_and_late_ones_leave_a_gap),
		TEST(a_consent_is_a_change_of_the_zone_with_who_and_why),
		TEST(a_consent_may_bring_its_source),
		TEST(a_consent_that_breaks_a_rule_is_refused_by_its_field),
		TEST(a_party_may_change_its_mind_but_not_say_the_same_twice),
		TEST(there_is_nothing_to_decide_on_where_no_term_follows_another),
		TEST(a_change_is_guarded_like_every_other),
		TEST(a_zone_ends_once_and_not_before_it_began),
		TEST(that_the_zone_above_was_ended_is_noted),
		TEST(timelines_cover_the_days_on_record_or_those_asked_for),
		TEST(a_record_without_zones_has_no_timelines_but_days),
		TEST(days_and_readings_that_do_not_exist_are_refused_by_their_field),
		cmocka_unit_test(timelines_of_many_zones_need_the_memory_of_few),
		TEST(a_zone_is_no_part_of_itself),
		TEST(commitments_are_listed_as_they_stood_on_a_date),
		TEST(what_was_corrected_or_withdrawn_does_not_count_beside_what_took_its_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
