#include "tests/support_arena.h"

#include "base/time.h"
#include "domain/check.h"
#include "domain/zone.h"
#include "proto/json.h"
#include "truce/v1/round.pb-c.h"
#include "truce/v1/statement.pb-c.h"
#include "truce/v1/text.pb-c.h"
#include "truce/v1/zone.pb-c.h"

#define STATEMENT &truce__v1__statement__descriptor
#define ROUND &truce__v1__round__descriptor
#define ZONE &truce__v1__zone__descriptor

/* JSON with ' for ", so that it can be read here. */
static ProtobufCMessage *record_of(const ProtobufCMessageDescriptor *type, const char *json)
{
	char *text = arena_text(&arena, json);
	for (char *c = text; *c != '\0'; c++)
		*c = (char)(*c == '\'' ? '"' : *c);
	ProtobufCMessage *record = NULL;
	struct error error = { .message = "" };
	if (json_read(type, bytes_text(text), &arena, &record, &error) != STATUS_OK)
		fail_msg("%s", error.message);
	return record;
}

static void check(const ProtobufCMessage *record, struct violations *v)
{
	violations_init(v, &arena);
	int32_t today;
	assert_true(date_parse("2026-11-24", &today));
	record_check_on(record, "r", today, v);
}

static const char guarantors[] = "'guarantors':[{'party':{'id':'IRN'}},{'party':{'id':'TUR'}}]";
static const char reading[] = "'readings':[{'id':'a','effective':{'earliest':'2017-05-05','latest':'2017-05-05'},"
			      "'initialTermMonths':6}]";
static const char day[] = "'date':{'earliest':'2017-10-01','latest':'2017-10-01'}";

#define DECIDED(earliest, latest, decision)                                                                            \
	"{'party':{'id':'IRN'},'term':2,'decision':'DECISION_" decision "','date':{'earliest':'" earliest              \
	"','latest':'" latest "'}}"

struct fault {
	const ProtobufCMessageDescriptor *type;
	const char *json;
	const char *field; /* NULL where nothing is wrong */
	const char *words; /* of its description */
};

static const struct fault faults[] = {
	/* dates */
	{ ROUND, "{'date':{'earliest':'2017-09-15','latest':'2017-09-14'}}", "r.date.latest", "before earliest" },
	{ ROUND, "{'date':{'earliest':'2017-09-14','latest':'2017-09-15'}}", NULL, NULL },
	{ ROUND, "{'date':{'latest':'2017-09-15','precision':'PRECISION_RANGE'}}", NULL, NULL },
	{ ROUND, "{'date':{'printed':'soon'}}", NULL, NULL },
	{ ROUND, "{'date':{'earliest':'2017-09-14','latest':'2017-09-15','precision':'PRECISION_DAY'}}",
	  "r.date.latest", "one day has both alike" },
	{ ROUND, "{'date':{'earliest':'2017-09-14','precision':'PRECISION_DAY'}}", "r.date.latest", "one day" },
	{ ROUND, "{'date':{'earliest':'2017-10-21','latest':'2017-11-01','precision':'PRECISION_PART_OF_MONTH'}}",
	  "r.date.latest", "PRECISION_PART_OF_MONTH" },
	{ ROUND, "{'date':{'earliest':'2017-10-01','latest':'2018-10-01','precision':'PRECISION_MONTH'}}",
	  "r.date.latest", "PRECISION_MONTH" },
	{ ROUND, "{'date':{'earliest':'2017-10-01','latest':'2018-10-01','precision':'PRECISION_YEAR'}}",
	  "r.date.latest", "PRECISION_YEAR" },
	{ STATEMENT, "{'commitments':[{'id':'a'},{'id':'b','due':{'earliest':'2018-01-02','latest':'2018-01-01'}}]}",
	  "r.commitments[1].due.latest", "before earliest" },
	/* ids */
	{ STATEMENT, "{'sources':[{'id':'a'},{'id':'b'},{'id':'a'}]}", "r.sources[2].id", "sources[0]" },
	{ STATEMENT, "{'sources':[{'id':'a'},{}]}", "r.sources[1].id", "required" },
	{ STATEMENT, "{'commitments':[{'id':'a'},{'id':'a'}]}", "r.commitments[1].id", "commitments[0]" },
	{ ROUND, "{'agenda':[{'id':'a'},{'id':'a'}]}", "r.agenda[1].id", "agenda[0]" },
	{ ROUND, "{'sources':[{'id':'a'},{'id':'a'}]}", "r.sources[1].id", "sources[0]" },
	{ ZONE, "{'readings':[{'id':'a'},{'id':'a'}]}", "r.readings[1].id", "readings[0]" },
	{ ZONE, "{'sources':[{'id':'a'},{'id':'a'}]}", "r.sources[1].id", "sources[0]" },
	/* references */
	{ ROUND, "{'sources':[{'id':'a'},{'id':'c'}],'venue':{'sources':[{'source':'b'}]}}",
	  "r.venue.sources[0].source", "\"b\" is none" },
	{ ROUND, "{'sources':[{'id':'a'},{'id':'b'}],'venue':{'sources':[{'source':'b'},{'source':'a'}]}}", NULL,
	  NULL },
	{ ROUND, "{'sources':[{'id':'a'}],'agenda':[{'id':'i','positions':[{'sources':[{'place':'p'}]}]}]}",
	  "r.agenda[0].positions[0].sources[0].source", "required" },
	{ ZONE, "{'measures':[{'sources':[{'source':'a'}]}]}", "r.measures[0].sources[0].source", "\"a\" is none" },
	{ STATEMENT, "{'commitments':[{'id':'a','fulfilments':[{'sources':[{'source':'zz'}]}]}]}",
	  "r.commitments[0].fulfilments[0].sources[0].source", "\"zz\" is none" },
	/* statements */
	{ STATEMENT, "{'blocks':[{'kind':'KIND_CLAUSE','number':1},{'kind':'KIND_CLAUSE'}]}", "r.blocks[1].number",
	  "count from 1" },
	{ STATEMENT, "{'turns':[{}],'blocks':[{'turn':1},{'turn':2}]}", "r.blocks[1].turn", "1 turns" },
	{ STATEMENT, "{'blocks':[{'text':'abc'}],'acts':[{'span':{'block':2}}]}", "r.acts[0].span.block", "1 blocks" },
	{ STATEMENT, "{'blocks':[{'text':'abc'}],'acts':[{'span':{'block':1,'end':3}}]}", NULL, NULL },
	{ STATEMENT, "{'blocks':[{'text':'abc'}],'acts':[{'span':{'block':1,'end':4}}]}", "r.acts[0].span.end",
	  "3 bytes" },
	{ STATEMENT, "{'blocks':[{'text':'abc'}],'acts':[{'span':{'block':1,'start':2,'end':1}}]}",
	  "r.acts[0].span.end", "before start" },
	{ STATEMENT, "{'acts':[{'span':{'end':1}}]}", "r.acts[0].span.block", "count from 1" },
	{ STATEMENT, "{'acts':[{'span':{}}]}", NULL, NULL },
	{ STATEMENT, "{'blocks':[{'text':'a\\u00e9b'}],'votes':[{'span':{'block':1,'start':2,'end':3}}]}",
	  "r.votes[0].span.start", "inside a character" },
	{ STATEMENT, "{'blocks':[{'text':'a\\u00e9b'}],'votes':[{'span':{'block':1,'start':1,'end':2}}]}",
	  "r.votes[0].span.end", "inside a character" },
	{ STATEMENT, "{'blocks':[{'text':'a\\u00e9b'}],'votes':[{'span':{'block':1,'start':1,'end':3}}]}", NULL, NULL },
	{ STATEMENT, "{'blocks':[{'bytes':{'start':'9','end':'8'}}]}", "r.blocks[0].bytes.end", "before start" },
/* votes */
#define CHAD "{'party':{'id':'TCD'}}"
#define PRINTED_CHAD "{'party':{'id':'TCD','printed':'Chad'},'choice':'CHOICE_AGAINST'}"
	{ STATEMENT, "{'votes':[{},{'ballots':[" CHAD ",{'party':{'id':'PER'}}," CHAD "]}]}",
	  "r.votes[1].ballots[2].party", "\"TCD\" has ballots[0] as well" },
	{ STATEMENT, "{'votes':[{'ballots':[" CHAD "," PRINTED_CHAD "]}]}", "r.votes[0].ballots[1].party", "once" },
	{ STATEMENT, "{'votes':[{'ballots':[" PRINTED_CHAD "," PRINTED_CHAD "]}]}", "r.votes[0].ballots[1].party",
	  "once" },
	{ STATEMENT, "{'votes':[{'span':{},'ballots':[" PRINTED_CHAD "," PRINTED_CHAD "]}]}",
	  "r.votes[0].ballots[1].party", "once" },
	{ STATEMENT, "{'blocks':[{'text':'abc'}],'votes':[{'span':{'block':1},'ballots':[" PRINTED_CHAD "," CHAD "]}]}",
	  "r.votes[0].ballots[1].party", "once" },
	{ STATEMENT,
	  "{'blocks':[{'text':'abc'}],'votes':[{'span':{'block':1},'ballots':[" PRINTED_CHAD "," PRINTED_CHAD "]}]}",
	  NULL, NULL },
	{ STATEMENT, "{'votes':[{'resultBytes':{'end':'9'},'ballots':[" PRINTED_CHAD "," PRINTED_CHAD "]}]}", NULL,
	  NULL },
	{ STATEMENT, "{'votes':[{'ballots':[" CHAD "]},{'ballots':[" CHAD "]}]}", NULL, NULL },
	{ STATEMENT, "{'votes':[{'ballots':[{},{},{'party':{'printed':'A'}},{'party':{'printed':'A'}}]}]}", NULL,
	  NULL },
	{ STATEMENT, "{'name':'statements/a','links':[{'statement':'statements/a'}]}", "r.links[0].statement",
	  "itself" },
	{ STATEMENT, "{'links':[{'kind':'KIND_REPORTS'}]}", "r.links[0].statement", "required" },
	/* rounds */
	{ ROUND, "{'name':'rounds/a','agenda':[{'id':'i','carriesOn':'rounds/a/agenda/j'}]}", "r.agenda[0].carries_on",
	  "same round" },
	{ ROUND, "{'name':'rounds/a','agenda':[{'id':'i','carriesOn':'rounds/a-2/agenda/j'}]}", NULL, NULL },
	{ ROUND, "{'agenda':[{'id':'i','carriesOn':'rounds/a/agenda/j'}]}", NULL, NULL },
#define DAYS "'date':{'earliest':'2017-09-14','latest':'2017-09-15'}"
	{ ROUND, "{" DAYS ",'sessions':[{'date':{'latest':'2017-09-14'}},{'date':{'latest':'2017-09-13'}}]}",
	  "r.sessions[1].date", "before the round, which begins on 2017-09-14" },
	{ ROUND, "{" DAYS ",'sessions':[{'date':{'earliest':'2017-09-16'}}]}", "r.sessions[0].date",
	  "after the round, which ends on 2017-09-15" },
	{ ROUND, "{" DAYS ",'sessions':[{'date':{'earliest':'2017-09-13','latest':'2017-09-16'}}]}", NULL, NULL },
	{ ROUND, "{'sessions':[{'date':{'latest':'2017-09-14'}}]}", NULL, NULL },
	{ ROUND, "{" DAYS ",'nextMeeting':{'date':{'latest':'2017-09-01'}}}", "r.next_meeting.date",
	  "before the round" },
	{ ROUND, "{" DAYS ",'nextMeeting':{'date':{'earliest':'2017-10-16'}}}", NULL, NULL },
	{ STATEMENT, "{" DAYS ",'nextMeetings':[{'date':{'latest':'2017-09-01'}}]}", NULL, NULL },
	{ STATEMENT, "{'commitments':[{'id':'a','conditionMet':{'latest':'2017-09-01'}}]}",
	  "r.commitments[0].condition", "what was met" },
	{ STATEMENT, "{'commitments':[{'id':'a','condition':'if so','conditionMet':{'latest':'2017-09-01'}}]}", NULL,
	  NULL },
	/* zones */
	{ ZONE, "{'name':'zones/a','parent':'zones/a'}", "r.parent", "itself" },
	{ ZONE, "{'guarantors':[{'party':{'id':'IRN'}},{'party':{'id':'IRN'}}]}", "r.guarantors[1].party", "once" },
	{ ZONE, "{'guarantors':[{'party':{'printed':'Iran'}}]}", "r.guarantors[0].party", "needs an id" },
	{ ZONE, "{'guarantors':[{}]}", "r.guarantors[0].party", "needs an id" },
	{ ZONE, "{%g,%r,'consents':[{'party':{'id':'USA'},'term':2,%d}]}", "r.consents[0].party",
	  "\"USA\" is no guarantor" },
	{ ZONE, "{%g,%r,'consents':[{'term':2,%d}]}", "r.consents[0].party", "no guarantor" },
	{ ZONE, "{'guarantors':[{'party':{}}],%r,'consents':[{'party':{},'term':2,%d}]}", "r.guarantors[0].party",
	  "id" },
	{ ZONE, "{%g,%r,'consents':[{'party':{'id':'IRN'},'term':2,%d},{'party':{'id':'IRN'},'term':3,%d}]}", NULL,
	  NULL },
	{ ZONE, "{%g,%r,'consents':[{'party':{'id':'IRN'},'term':1,%d}]}", "r.consents[0].term", "expected 2 to 1200" },
	{ ZONE, "{%g,%r,'consents':[{'party':{'id':'IRN'},'term':1201,%d}]}", "r.consents[0].term",
	  "expected 2 to 1200" },
	{ ZONE,
	  "{%g,%r,'consents':[{'party':{'id':'IRN'},'term':2,%d},{'party':{'id':'TUR'},'term':2,%d},"
	  "{'party':{'id':'IRN'},'term':2,%d}]}",
	  "r.consents[2].party", "consents[0]" },
	{ ZONE, "{%g,%r,'consents':[" DECIDED("2017-10-01", "2017-10-01", "CONSENT") ","
		DECIDED("2017-10-05", "2017-10-07", "OBJECTION") "," DECIDED("2017-10-07", "2017-10-07", "CONSENT") "]}",
	  NULL, NULL },
	{ ZONE, "{%g,%r,'consents':[" DECIDED("2017-10-01", "2017-10-05", "CONSENT") ","
		DECIDED("2017-10-04", "2017-10-07", "OBJECTION") "]}",
	  "r.consents[1].date", "before or after consents[0]" },
	{ ZONE, "{%g,%r,'consents':[" DECIDED("2017-10-09", "2017-10-09", "OBJECTION") ","
		DECIDED("2017-10-01", "2017-10-01", "CONSENT") "," DECIDED("2017-10-04", "2017-10-07", "OBJECTION") "]}",
	  "r.consents[2].party", "IRN objects to term 2 in consents[0] already" },
	{ ZONE, "{%g,%r,'consents':[{'party':{'id':'IRN'},'term':9,%d}]}", "r.consents[0].term",
	  "is 9, expected 2: up to the term that follows" },
	{ ZONE, "{%g,%r,'consents':[{'party':{'id':'IRN'},'term':2,%d},{'party':{'id':'TUR'},'term':9,%d}]}",
	  "r.consents[1].term", "is 9, expected 2 to 3: up to" },
	{ ZONE, "{%g,%r,'extensions':[{'term':8,%d}],'consents':[{'party':{'id':'IRN'},'term':9,%d}]}", NULL, NULL },
	{ ZONE, "{%g,'consents':[{'party':{'id':'IRN'},'term':2,%d}]}", "r.consents[0].term", "nothing to decide on" },
	{ ZONE, "{%g,%r,'consents':[{'party':{'id':'IRN'},'term':2}]}", "r.consents[0].date",
	  "when the party decided" },
	{ ZONE, "{%g,%r,'consents':[{'party':{'id':'IRN'},'term':2,'date':{'printed':'then'}}]}",
	  "r.consents[0].date.latest", "the last day that it can have been" },
	{ ZONE, "{%g,%r,'consents':[{'party':{'id':'IRN'},'term':2,'date':{'latest':'2017-10-01'}}]}", NULL, NULL },
	{ ZONE,
	  "{%g,%r,'consents':[{'party':{'id':'IRN'},'term':2,%d}],'termination':{'date':{'earliest':'2017-09-01',"
	  "'latest':'2017-09-30'}}}",
	  "r.consents[0].date", "later than the zone's end on 2017-09-30" },
	{ ZONE, "{%g,%r,'consents':[{'party':{'id':'IRN'},'term':2,%d}],'termination':{%d}}", NULL, NULL },
	{ ZONE, "{%g,%r,'extensions':[{'term':2,'date':{'earliest':'2030-01-01','latest':'2030-01-02'}}]}",
	  "r.extensions[0].date", "is a day to come, later than 2026-11-24" },
	{ ZONE, "{%g,%r,'consents':[" DECIDED("2030-01-01", "2030-01-02", "CONSENT") "]}", "r.consents[0].date",
	  "is a day to come" },
	{ ZONE, "{%g,%r,'termination':{'date':{'earliest':'2030-01-01','latest':'2030-01-02'}}}", NULL, NULL },
	{ ZONE, "{'extensions':[{'term':2,%d},{'term':2,%d}]}", "r.extensions[1].term", "extensions[0]" },
	{ ZONE, "{'extensions':[{'term':2,'months':1,'days':5,%d}]}", "r.extensions[0].days", "beside months" },
	{ ZONE, "{'readings':[{'id':'a','initialTermMonths':6,'initialTermDays':180}]}",
	  "r.readings[0].initial_term_days", "beside initial_term_months; a term has one length" },
	{ ZONE, "{'readings':[{'id':'a','initialTermDays':7,'extensionTermDays':5,'extensionTermMonths':1}]}",
	  "r.readings[0].extension_term_days", "beside extension_term_months" },
	{ ZONE, "{'readings':[{'id':'a','initialTermMonths':6,'extensionTermDays':30}]}", NULL, NULL },
	{ ZONE,
	  "{%g,'readings':[{'id':'a','effective':{'earliest':'2017-05-05','latest':'2017-05-05'},'initialTermDays':7}],"
	  "'consents':[{'party':{'id':'IRN'},'term':2,%d}]}",
	  NULL, NULL },
	{ ZONE, "{'extensions':[{'term':0,%d}]}", "r.extensions[0].term", "expected 2 to 1200" },
	{ ZONE, "{'extensions':[{'term':2}]}", "r.extensions[0].date", "when the text says so" },
	{ ZONE, "{%r,'termination':{'date':{'earliest':'2017-05-04','latest':'2017-05-04'}}}", "r.termination.date",
	  "before the zone is in force" },
	{ ZONE, "{%r,'termination':{'date':{'earliest':'2017-05-05','latest':'2017-05-05'}}}", NULL, NULL },
	{ ZONE, "{%r,'termination':{}}", "r.termination.date", "no longer in force" },
	{ ZONE, "{%r,'termination':{'date':{'earliest':'2017-06-05'}}}", "r.termination.date.latest", "is required" },
	{ ZONE, "{'measures':[{'figures':[{'atLeast':'3','atMost':'2'}]}]}", "r.measures[0].figures[0].at_most",
	  "less than at_least" },
	{ ZONE, "{'measures':[{'figures':[{'atMost':'3000'}]}]}", NULL, NULL },
};

/* %g, %r and %d stand for the guarantors, a reading and a day. */
static char *expand(const char *json)
{
	char *text = support_text("%s", json), *mark;
	while ((mark = strchr(text, '%')) != NULL) {
		const char *words = mark[1] == 'g' ? guarantors : mark[1] == 'r' ? reading : day;
		char *more = support_text("%.*s%s%s", (int)(mark - text), text, words, mark + 2);
		free(text);
		text = more;
	}
	return text;
}

static void each_fault_is_named_with_its_path_and_nothing_else_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(faults); i++) {
		const struct fault *fault = &faults[i];
		struct violations v;
		char *json = expand(fault->json);
		check(record_of(fault->type, json), &v);
		if (fault->field == NULL && v.count > 0)
			fail_msg("%s: %s: %s", json, v.first->field, v.first->description);
		if (fault->field != NULL && v.count == 0)
			fail_msg("%s: nothing was found, expected %s", json, fault->field);
		if (fault->field != NULL && strcmp(v.first->field, fault->field) != 0)
			fail_msg("%s: %s, expected %s", json, v.first->field, fault->field);
		if (fault->field != NULL && strstr(v.first->description, fault->words) == NULL)
			fail_msg("%s: \"%s\", expected \"%s\"", json, v.first->description, fault->words);
		free(json);
	}
}

static const struct {
	const char *geojson, *words; /* NULL for a boundary that is one */
} boundaries[] = {
	{ "{'type':'Polygon','coordinates':[[[36.1,35.9],[37,35.9],[37,36.5],[36.1,35.9]]]}", NULL },
	{ "{'coordinates':[[[36.1,35.9],[37,35.9],[37,36.5],[36.1,35.9]]],'type':'Polygon'}", NULL },
	{ "{'type':'Polygon','bbox':[1,2,3,4],'properties':{'a':[[1]]},'coordinates':"
	  "[[[0,0,5],[9,0],[9,9],[0,0]],[[3,1],[4,1],[4,2],[3,1]]]}",
	  NULL },
	{ "{'type':'MultiPolygon','coordinates':[[[[0,0],[9,0],[9,9],[0,0]]],[[[10,10],[19,10],[19,19],[1e1,10]]]]}",
	  NULL },
	{ "{'type':'Polygon','coordinates':[[[-180,-90],[180,-90],[180,90],[-180,-90]]]}", NULL },
	{ "", "no JSON" },
	{ "{", "no JSON" },
	{ "{'type':'Polygon','coordinates':[[[0,0],[9,0],[9,9],[0,0]]]} x", "no JSON" },
	{ "[]", "no object" },
	{ "7", "no numbers" },
	{ "{}", "no type" },
	{ "{'type':'Point','coordinates':[1,2]}", "expected a Polygon" },
	{ "{'type':'Polygon'}", "not those of its type" },
	{ "{'type':'Polygon','coordinates':[]}", "empty list" },
	{ "{'type':'Polygon','coordinates':[[]]}", "empty list" },
	{ "{'type':'Polygon','coordinates':null}", "no numbers" },
	{ "{'type':'Polygon','coordinates':[[['a','b']]]}", "no numbers" },
	{ "{'type':'Polygon','coordinates':[[{'a':1}]]}", "no numbers" },
	{ "{'type':'Polygon','coordinates':[[[0,0],[9,0],[0,0]]]}", "fewer than four" },
	{ "{'type':'Polygon','coordinates':[[[0,0],[9,0],[9,9],[0,1]]]}", "not closed" },
	{ "{'type':'Polygon','coordinates':[[[0],[9,0],[9,9],[0,0]]]}", "without a longitude" },
	{ "{'type':'Polygon','coordinates':[[[0,0],[181,0],[9,9],[0,0]]]}", "longitude beyond" },
	{ "{'type':'Polygon','coordinates':[[[0,0],[9,-90.5],[9,9],[0,0]]]}", "latitude beyond" },
	{ "{'type':'Polygon','coordinates':[[[0,0],[9,1e999],[9,9],[0,0]]]}", "numbers that are no degrees" },
	{ "{'type':'Polygon','coordinates':[[[[0,0],[9,0],[9,9],[0,0]]]]}", "not those of its type" },
	{ "{'type':'MultiPolygon','coordinates':[[[0,0],[9,0],[9,9],[0,0]]]}", "not those of its type" },
	{ "{'type':'Polygon','coordinates':[[[0,0],[[9,0]],[9,9],[0,0]]]}", "different depths" },
	{ "{'type':'Polygon','coordinates':[[[[[0,0]]]]]}", "deeper" },
};

static void a_boundary_is_a_closed_polygon_on_the_earth(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(boundaries); i++) {
		struct violations v;
		Truce__V1__Boundary boundary = TRUCE__V1__BOUNDARY__INIT;
		Truce__V1__Zone zone = TRUCE__V1__ZONE__INIT;
		boundary.geojson = arena_text(&arena, boundaries[i].geojson);
		for (char *c = boundary.geojson; *c != '\0'; c++)
			*c = (char)(*c == '\'' ? '"' : *c);
		zone.boundary = &boundary;
		check(&zone.base, &v);
		if (boundaries[i].words == NULL && v.count > 0)
			fail_msg("%s: %s", boundaries[i].geojson, v.first->description);
		if (boundaries[i].words != NULL && v.count == 0)
			fail_msg("%s: nothing was found", boundaries[i].geojson);
		if (boundaries[i].words == NULL)
			continue;
		assert_string_equal(v.first->field, "r.boundary.geojson");
		if (strstr(v.first->description, boundaries[i].words) == NULL)
			fail_msg("%s: %s", boundaries[i].geojson, v.first->description);
	}
}

static void a_boundary_of_a_million_brackets_is_refused(void **state)
{
	(void)state;
	static const char *const starts[] = { "{\"type\":\"Polygon\",\"coordinates\":", "{\"other\":", "" };
	for (size_t i = 0; i < COUNT_OF(starts); i++) {
		char *text = arena_alloc(&arena, 1000100);
		memset(text, '[', 1000099);
		memcpy(text, starts[i], strlen(starts[i]));
		text[1000099] = '\0';
		Truce__V1__Boundary boundary = TRUCE__V1__BOUNDARY__INIT;
		Truce__V1__Zone zone = TRUCE__V1__ZONE__INIT;
		struct violations v;
		boundary.geojson = text;
		zone.boundary = &boundary;
		check(&zone.base, &v);
		assert_int_equal(v.count, 1);
	}
}

static void every_fault_of_a_record_is_named(void **state)
{
	(void)state;
	struct violations v;
	check(record_of(ZONE, "{'name':'zones/a','parent':'zones/a','readings':[{'id':'x','sources':[{'source':'s'}]},"
			      "{'id':'x'}],'extensions':[{'term':1}]}"),
	      &v);
	assert_int_equal(v.count, 5);
}

static void a_zone_of_too_much_is_refused_before_it_costs_time(void **state)
{
	(void)state;
	enum { MANY = 30000 };
	static Truce__V1__Consent consents[MANY];
	static Truce__V1__Consent *list[MANY];
	Truce__V1__Zone zone = TRUCE__V1__ZONE__INIT;
	for (size_t i = 0; i < MANY; i++) {
		truce__v1__consent__init(&consents[i]);
		list[i] = &consents[i];
	}
	zone.n_consents = MANY;
	zone.consents = list;
	struct violations v;
	check(&zone.base, &v);
	assert_string_equal(v.first->field, "r.consents");
	assert_non_null(strstr(v.first->description, "at most 4096"));
	assert_int_equal(v.count, 1);
	static Truce__V1__ZoneMap map = TRUCE__V1__ZONE_MAP__INIT;
	static Truce__V1__ZoneMap *maps[1025];
	for (size_t i = 0; i < COUNT_OF(maps); i++)
		maps[i] = &map;
	zone = (Truce__V1__Zone)TRUCE__V1__ZONE__INIT;
	zone.maps = maps;
	zone.n_maps = COUNT_OF(maps);
	check(&zone.base, &v);
	assert_string_equal(v.first->field, "r.maps");
	zone.n_maps = COUNT_OF(maps) - 1;
	check(&zone.base, &v);
	assert_int_equal(v.count, 0);
}

static void other_messages_pass(void **state)
{
	(void)state;
	struct violations v;
	check(record_of(&truce__v1__text__descriptor, "{'name':'texts/a'}"), &v);
	assert_int_equal(v.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_fault_is_named_with_its_path_and_nothing_else_is),
		cmocka_unit_test(a_boundary_is_a_closed_polygon_on_the_earth),
		cmocka_unit_test(a_boundary_of_a_million_brackets_is_refused),
		cmocka_unit_test(every_fault_of_a_record_is_named),
		cmocka_unit_test(a_zone_of_too_much_is_refused_before_it_costs_time),
		cmocka_unit_test(other_messages_pass),
	};
	return cmocka_run_group_tests(tests, arena_up, arena_down);
}
