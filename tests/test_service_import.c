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

/* ---- Texts ------------------------------------------------------------ */

/* A speech in our own words. */
static const char speech[] =
	"Mr. Example (Kazakhstan): We thank the President for this meeting.\n\n"
	"We support resolution 2254 (2015) and the Northern Area, as agreed at the sixth Astana round.\n";

/* The record of a meeting with three turns, the words of the second and the third
 * given. */
static const char *record(const char *second, const char *third)
{
	static char text[1024];
	snprintf(text, sizeof text,
		 "S/PV.9001\n\nSecurity Council\n\n9001st meeting\nFriday, 4 March 2022, 3 p.m.\nNew York\n\n"
		 "President: Mr. First (Ghana)\n\nThe meeting was called to order at 3.05 p.m.\n"
		 "The President: I open the meeting.\nMs. Odd (Norway): %s\nMr. Third (India): %s\n"
		 "The meeting rose at 4 p.m.\n",
		 second, third);
	return text;
}

static void import_text(struct rig *rig, const char *text, const char *more)
{
	char *content = support_base64(text);
	rig_callf(rig, "ImportService.ImportText", "{\"content\":\"%s\"%s}", content, more);
	free(content);
}

static void a_text_is_read_stored_and_had_back_byte_for_byte(void **state)
{
	struct rig *rig = *state;
	import(rig, "\"zones\":[" ZONE("north", "Northern Area") "]");
	import_text(rig, speech, ",\"statementId\":\"speech\",\"filename\":\"speech.txt\"");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "\"name\":\"statements/speech\"");
	rig_has(rig, "S/RES/2254 (2015)");
	rig_has(rig, "zones/north");
	rig_has_not(rig, "alreadyImported");
	char *text = strndup(strstr(rig->json, "texts/"), 6 + 64), *content = support_base64(speech);
	rig_callf(rig, "TextService.GetText", "{\"name\":\"%s\"}", text);
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, content);
	assert_string_equal(rig_member(rig, "filename"), "speech.txt");
	rig_call(rig, "StatementService.GetStatement", "{\"name\":\"statements/speech\"}");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, text);
	free(content);
	free(text);
}

#define RESOLUTION(id)                                                                                                 \
	"{\"name\":\"statements/" id "\",\"kind\":\"KIND_RESOLUTION\",\"symbol\":\"S/RES/2254 (2015)\","               \
	"\"sources\":[{\"id\":\"s\",\"title\":\"T\"}]}"

static void a_citation_names_the_one_statement_that_has_its_symbol(void **state)
{
	struct rig *rig = *state;
	import(rig, "\"statements\":[" RESOLUTION("resolution") "]");
	import_text(rig, speech, ",\"statementId\":\"one\"");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "\"instrument\":\"S/RES/2254 (2015)\",\"statement\":\"statements/resolution\"");
	rig_call(rig, "StatementService.ListStatements",
		 "{\"filter\":\"citations.statement = \\\"statements/resolution\\\"\"}");
	rig_has(rig, "statements/one");
}

static void a_citation_names_none_of_several_and_none_that_was_deleted(void **state)
{
	struct rig *rig = *state;
	import(rig, "\"statements\":[" RESOLUTION("resolution") "," RESOLUTION("copy") "]");
	import_text(rig, speech, ",\"validateOnly\":true");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "\"instrument\":\"S/RES/2254 (2015)\",\"printed\"");
	rig_call(rig, "StatementService.DeleteStatement", "{\"name\":\"statements/copy\"}");
	import_text(rig, speech, ",\"validateOnly\":true");
	rig_has(rig, "\"statement\":\"statements/resolution\"");
	rig_call(rig, "StatementService.DeleteStatement", "{\"name\":\"statements/resolution\"}");
	import_text(rig, speech, ",\"validateOnly\":true");
	rig_has(rig, "\"instrument\":\"S/RES/2254 (2015)\",\"printed\"");
}

static void a_records_meeting_and_turns_are_stored_in_one_call(void **state)
{
	struct rig *rig = *state;
	import_text(rig, record("We wait.", "We too."), "");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "\"name\":\"statements/s-pv-9001\"");
	rig_has(rig, "\"name\":\"statements/s-pv-9001-t3\"");
	rig_has_not(rig, "\"changes\"");
	rig_call(rig, "StatementService.ListStatements",
		 "{\"filter\":\"links.statement = \\\"statements/s-pv-9001\\\" AND turns.speaker.party.id = "
		 "\\\"NOR\\\"\"}");
	rig_has(rig, "statements/s-pv-9001-t2");
	rig_has_not(rig, "statements/s-pv-9001-t3");
}

/* Most of a record is packed before the write, and put behind what the write sets. */
static void what_is_stored_is_what_its_message_is_packed_as(void **state)
{
	struct rig *rig = *state;
	struct store_txn *txn;
	struct store_scan scan;
	struct store_change change;
	struct error error;
	struct arena arena;
	size_t records = 0;
	import(rig, "\"zones\":[" ZONE("north", "Northern Area") "],\"rounds\":[" ROUND(
			    "six") "],\"statements\":[" STATEMENT("one") "]");
	import_text(rig, record("We wait.", "We too."), "");
	import_text(rig, speech, ",\"statementId\":\"speech\",\"filename\":\"speech.txt\"");
	rig_expect(rig, STATUS_OK, "");
	arena_init(&arena, 1 << 20);
	assert_int_equal(store_read(rig->store, &txn, &error), STATUS_OK);
	assert_int_equal(store_scan_begin(txn, BYTES_LITERAL(""), BYTES_LITERAL(""), 0, &scan, &error), STATUS_OK);
	for (; store_scan_next(&scan, &change, &error) == STATUS_OK; records++) {
		ProtobufCMessage *message;
		struct bytes packed;
		assert_int_equal(
			message_unpack_own(collection_of(change.name)->type, change.body, &arena, &message, &error),
			STATUS_OK);
		assert_int_equal(message_pack_arena(message, &arena, &packed), STATUS_OK);
		assert_true(bytes_equal(packed, change.body));
		assert_true(bytes_equal(bytes_text(message_text(message, "name")), change.name));
		assert_true(message_text(message, "etag")[0] != '\0');
		assert_non_null(record_message(message, "create_time"));
	}
	assert_int_equal(records, 3 + 1 + 4 + 1 + 1); /* a set; a text, a meeting, its turns; a text and a speech */
	store_scan_end(&scan);
	store_read_end(txn);
	arena_fini(&arena);
}

/* What a text prints is kept; what nobody printed is refused. */
static void a_party_votes_twice_only_where_a_text_prints_it_so(void **state)
{
	struct rig *rig = *state;
	static const char *const votes[] = {
		"A vote was taken by show of hands.\nIn favour:\nChad, France, Peru, Chad\nAgainst:\nNone\n",
		"The draft resolution was adopted by 9 votes to none, with 3 abstentions (Chad, Peru and Chad).\n",
	};
	for (size_t i = 0; i < COUNT_OF(votes); i++) {
		char *text =
			support_text("%s%s\nThe meeting rose at 5 p.m.\n", record("We agree.", "So do we."), votes[i]);
		import_text(rig, text, ",\"validateOnly\":true");
		rig_expect(rig, STATUS_OK, "");
		rig_has(rig, "a party stands in the vote's lists twice");
		free(text);
	}
	import(rig, "\"statements\":[{\"name\":\"statements/a\",\"kind\":\"KIND_SPEECH\",\"sources\":[{\"id\":\"s\"}],"
		    "\"votes\":[{\"ballots\":[{\"party\":{\"id\":\"TCD\",\"printed\":\"Chad\"}},"
		    "{\"party\":{\"id\":\"TCD\"}}]}]}]");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "records.statements[0].votes[0].ballots[1].party");
}

static void a_corrected_record_replaces_the_one_before_and_says_what_changed(void **state)
{
	struct rig *rig = *state;
	import_text(rig, record("We wait.", "We too.\nMr. Last (Chad): And we."), "");
	rig_expect(rig, STATUS_OK, "");
	import_text(rig, record("We wait no more.", "We too."), "");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig,
		"{\"kind\":\"KIND_CHANGED\",\"statement\":\"statements/s-pv-9001-t2\",\"label\":\"Ms. Odd (Norway)\"}");
	rig_has(rig,
		"{\"kind\":\"KIND_GONE\",\"statement\":\"statements/s-pv-9001-t4\",\"label\":\"Mr. Last (Chad)\"}");
	rig_has_not(rig, "\"statement\":\"statements/s-pv-9001-t3\",\"label\"");
	rig_call(rig, "StatementService.GetStatement", "{\"name\":\"statements/s-pv-9001-t2\"}");
	rig_has(rig, "We wait no more.");
	import_text(rig, record("We wait no more.", "We too.\nMr. New (Peru): I add."), "");
	rig_has(rig,
		"{\"kind\":\"KIND_ADDED\",\"statement\":\"statements/s-pv-9001-t5\",\"label\":\"Mr. New (Peru)\"}");
}

/* Of statements that were new, changed, as they were, and gone. */
static void a_repeated_import_answers_what_it_answered_whatever_happened_since(void **state)
{
	struct rig *rig = *state;
	static const char id[] = ",\"requestId\":\"0b0c3a0e-6f7a-4d3b-9a43-3a5e5d1f7c11\"";
	const char *first = record("We wait.", "We too.\nMr. Last (Chad): And we.");
	for (int i = 0; i < 2; i++) {
		import_text(rig, i == 0 ? first : record("We wait no more.", "We too."), id);
		rig_expect(rig, STATUS_OK, "");
		char *answered = strdup(rig->json);
		rig_call(rig, "StatementService.DeleteStatement", "{\"name\":\"statements/s-pv-9001-t2\"}");
		rig_expect(rig, STATUS_OK, "");
		rig_reopen(rig);
		import_text(rig, i == 0 ? first : record("We wait no more.", "We too."), id);
		rig_expect(rig, STATUS_OK, "");
		assert_string_equal(rig->json, answered);
		free(answered);
		rig_close(rig);
		rig_open(rig);
		import_text(rig, first, "");
		rig_expect(rig, STATUS_OK, "");
	}
}

static void a_turn_that_a_corrected_record_puts_in_leaves_the_others_their_names(void **state)
{
	struct rig *rig = *state;
	import_text(rig, record("We wait.", "We too."), "");
	rig_expect(rig, STATUS_OK, "");
	import_text(rig, record("We wait.\nMr. Late (Mali): I was left out.", "We too."), "");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "\"changes\":[{\"kind\":\"KIND_ADDED\",\"statement\":\"statements/s-pv-9001-t4\",\"label\":\"Mr. "
		     "Late (Mali)\"}]");
	rig_call(rig, "StatementService.GetStatement", "{\"name\":\"statements/s-pv-9001-t3\"}");
	rig_has(rig, "We too.");
	rig_has(rig, "{\"kind\":\"KIND_FOLLOWS\",\"statement\":\"statements/s-pv-9001-t4\"}");
	rig_call(rig, "StatementService.GetStatement", "{\"name\":\"statements/s-pv-9001-t4\"}");
	rig_has(rig, "{\"kind\":\"KIND_FOLLOWS\",\"statement\":\"statements/s-pv-9001-t2\"}");
	rig_call(rig, "StatementService.GetStatement", "{\"name\":\"statements/s-pv-9001\"}");
	rig_has(rig, "\"turn\":3,\"statement\":\"statements/s-pv-9001-t4\"");
}

static void a_turn_that_comes_back_has_its_name_again(void **state)
{
	struct rig *rig = *state;
	import_text(rig, record("We wait.\nMr. Last (Chad): And we.", "We too."), "");
	rig_expect(rig, STATUS_OK, "");
	import_text(rig, record("We wait.", "We too."), "");
	rig_has(rig, "{\"kind\":\"KIND_GONE\",\"statement\":\"statements/s-pv-9001-t3\"");
	for (int i = 0; i < 2; i++) {
		import_text(rig, record("We wait.\nMr. Last (Chad): And we.", "We too."), ",\"again\":true");
		rig_expect(rig, STATUS_OK, "");
		rig_has(rig, "\"changes\":[{\"kind\":\"KIND_ADDED\",\"statement\":\"statements/s-pv-9001-t3\",");
		rig_call(rig, "StatementService.GetStatement", "{\"name\":\"statements/s-pv-9001-t4\"}");
		rig_has(rig, "{\"kind\":\"KIND_FOLLOWS\",\"statement\":\"statements/s-pv-9001-t3\"}");
		import_text(rig, record("We wait.", "We too."), ",\"again\":true");
		rig_expect(rig, STATUS_OK, "");
	}
	rig_call(rig, "StatementService.GetStatement", "{\"name\":\"statements/s-pv-9001-t5\"}");
	rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
	import_text(rig, record("We wait.\nMr. Last (Chad): And we!", "We too."), "");
	rig_has(rig, "\"statement\":\"statements/s-pv-9001-t5\""); /* in other words it is another one */
}

static void a_record_that_was_replaced_is_put_back_where_that_is_asked_for(void **state)
{
	struct rig *rig = *state;
	import_text(rig, record("We wait.", "We too."), ",\"filename\":\"first.txt\"");
	import_text(rig, record("We wait no more.", "We too."), ",\"filename\":\"second.txt\"");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "{\"kind\":\"KIND_DUPLICATE\",\"printed\":\"statements/s-pv-9001\",\"explanation\":\"the meeting "
		     "was on record by \\\"first.txt\\\", which this text replaces\"}");
	int64_t revision = rig->response->revision;
	import_text(rig, record("We wait.", "We too."), "");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "\"alreadyImported\":true");
	rig_has(rig, "the meeting is on record by \\\"second.txt\\\", which replaced this text");
	assert_int_equal(rig->response->revision, revision);
	import_text(rig, record("We wait.", "We too."), ",\"again\":true");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "\"kind\":\"KIND_CHANGED\"");
	rig_call(rig, "StatementService.GetStatement", "{\"name\":\"statements/s-pv-9001-t2\"}");
	rig_has(rig, "We wait.");
	import_text(rig, record("We wait.", "We too."), "");
	rig_has(rig, "\"alreadyImported\":true");
	rig_has_not(rig, "KIND_DUPLICATE");
}

static void a_record_that_was_replaced_is_left_where_that_is_asked_for(void **state)
{
	struct rig *rig = *state;
	import_text(rig, record("We wait.", "We too."), ",\"filename\":\"first.txt\"");
	import_text(rig, record("We wait no more.", "We too."), ",\"filename\":\"second.txt\"");
	rig_expect(rig, STATUS_OK, "");
	int64_t revision = rig->response->revision;
	for (int k = 0; k < 2; k++) {
		import_text(rig, record("We wait.", "We too."), ",\"again\":true,\"leaveReplaced\":true");
		rig_expect(rig, STATUS_OK, "");
		rig_has(rig, "\"alreadyImported\":true");
		rig_has(rig, "the meeting is on record by \\\"second.txt\\\", which replaced this text");
		rig_has_not(rig, "\"statements\":[{");
		import_text(rig, record("We wait no more.", "We too."), ",\"again\":true,\"leaveReplaced\":true");
		rig_expect(rig, STATUS_OK, "");
		rig_has(rig, "\"readAgain\":true");
		assert_int_equal(rig->response->revision, revision);
	}
	import_text(rig, record("We wait.", "We too.\nMr. Late (Mali): I was left out."),
		    ",\"again\":true,\"leaveReplaced\":true"); /* one that is new */
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "which this text replaces");
}

static void a_record_takes_no_other_statements_name(void **state)
{
	struct rig *rig = *state;
	import(rig, "\"statements\":[" STATEMENT("s-pv-9001") "]");
	import_text(rig, record("We wait.", "We too."), "");
	rig_expect(rig, STATUS_ALREADY_EXISTS, "RECORD_EXISTS");
	rig_call(rig, "StatementService.GetStatement", "{\"name\":\"statements/s-pv-9001-t1\"}");
	rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
}

static void the_same_bytes_are_imported_once(void **state)
{
	struct rig *rig = *state;
	import_text(rig, speech, ",\"statementId\":\"speech\"");
	rig_expect(rig, STATUS_OK, "");
	int64_t revision = rig->response->revision;
	import_text(rig, speech, ",\"statementId\":\"another\"");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "\"alreadyImported\":true");
	rig_has(rig, "\"name\":\"statements/speech\"");
	assert_int_equal(rig->response->revision, revision);
}

/* A speech of Norway's, in lines that break elsewhere. */
#define ODD(break) "Ms. Odd (Norway): We call on all" break "to stop the war, and we call on them" break "to talk.\n"

static void a_text_that_is_on_record_under_another_name_is_told(void **state)
{
	struct rig *rig = *state;
	import_text(rig, ODD(" "), ",\"statementId\":\"one\"");
	rig_expect(rig, STATUS_OK, "");
	rig_has_not(rig, "KIND_DUPLICATE");
	import_text(rig, ODD("\n"), ",\"statementId\":\"two\",\"validateOnly\":true");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "{\"kind\":\"KIND_DUPLICATE\",\"printed\":\"statements/two\",\"explanation\":\"may be the text of "
		     "statements/one: the same words");
	import_text(rig, ODD("\n"), ",\"statementId\":\"two\"");
	rig_has(rig, "KIND_DUPLICATE");
	import_text(rig, "Ms. Odd (Norway): We call on all to stop.\n", ",\"statementId\":\"three\"");
	rig_has_not(rig, "KIND_DUPLICATE");
	import_text(rig, "Mr. Odd (Sweden): We call on all to stop.\n", ",\"statementId\":\"four\"");
	rig_has_not(rig, "KIND_DUPLICATE");
	import_text(rig, "Ms. Odd (Norway):  We call on all to stop.\n",
		    ",\"statementId\":\"five\",\"date\":{\"earliest\":\"2018-01-02\",\"latest\":\"2018-01-02\"}");
	rig_has(rig, "may be the text of statements/three");
	import_text(rig, " Ms. Odd (Norway): We call on all to stop.\n",
		    ",\"statementId\":\"six\",\"date\":{\"earliest\":\"2018-01-03\",\"latest\":\"2018-01-03\"}");
	rig_has_not(rig, "may be the text of statements/five");
	import_text(rig, record("We call on all to stop.", "We too."), "");
	rig_expect(rig, STATUS_OK, "");
	rig_has_not(rig, "KIND_DUPLICATE");
}

/* The record of a meeting that the other one is of, which prints no symbol. */
#define UNMARKED(day)                                                                                                  \
	"Security Council\n\n9001st meeting\nFriday, " day " 2022, 3 p.m.\nNew York\n\nPresident: Mr. First (Ghana)"   \
	"\n\nThe meeting was called to order at 3.05 p.m.\nThe President: I open it.\nThe meeting rose at 4 p.m.\n"

static void two_texts_of_a_meeting_are_told_where_one_prints_no_symbol(void **state)
{
	struct rig *rig = *state;
	static const char why[] = "may be the text of statements/s-pv-9001: the same meeting, by its symbol";
	import_text(rig, record("We wait.", "We too."), "");
	import_text(rig, UNMARKED("4 March"), ",\"statementId\":\"copy\"");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "\"symbol\":\"S/PV.9001\"");
	rig_has(rig, why);
	import_text(rig, UNMARKED("11 March"), ",\"statementId\":\"other-day\",\"validateOnly\":true");
	rig_expect(rig, STATUS_OK, "");
	rig_has_not(rig, "KIND_DUPLICATE");
	import_text(rig, record("We wait no more.", "We too."), ""); /* the other way round */
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "may be the text of statements/copy: the same meeting, by its symbol");
	rig_call(rig, "StatementService.DeleteStatement", "{\"name\":\"statements/s-pv-9001\"}");
	import_text(rig, UNMARKED("4 March"), ",\"statementId\":\"copy\",\"validateOnly\":true");
	rig_has_not(rig, why);
}

/* A joint statement of two parties, on days that its dateline has. */
static const char joint[] = "Joint Statement by Norway and Sweden on the Lake\nOslo, 14-15 May 2018\n\n"
			    "Norway and Sweden, as guarantors:\n- guided by the Charter,\n\n1. Call upon all to wait.\n"
			    "2. Decide to meet in June 2018.\n";
#define SIGNED(name, days, more)                                                                                       \
	"{\"name\":\"statements/" name "\",\"kind\":\"KIND_JOINT_STATEMENT\",\"date\":" days                           \
	",\"blocks\":[{\"text\":\"In our words.\"}],\"signatories\":[{\"party\":{\"id\":\"SWE\"}},{\"party\":{\"id\":" \
	"\"NOR\"}}" more "]," SOURCES "}"

static void what_several_sign_on_the_same_days_may_be_one_text(void **state)
{
	struct rig *rig = *state;
	static const char days[] = "{\"earliest\":\"2018-05-14\",\"latest\":\"2018-05-15\"}";
	char *others = support_text(
		"\"statements\":[" SIGNED("later", "{\"earliest\":\"2018-05-15\",\"latest\":\"2018-05-15\"}",
					  "") "," SIGNED("three", "%s", ",{\"party\":{\"id\":\"FIN\"}}") "]",
		days);
	char *same = support_text("\"statements\":[" SIGNED("same", "%s", "") "]", days);
	import(rig, others);
	rig_expect(rig, STATUS_OK, "");
	import_text(rig, joint, ",\"validateOnly\":true");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "KIND_JOINT_STATEMENT");
	rig_has_not(rig, "KIND_DUPLICATE");
	import(rig, same);
	import_text(rig, joint, ",\"validateOnly\":true");
	rig_has(rig, "may be the text of statements/same: the same signatories and days");
	rig_call(rig, "StatementService.DeleteStatement", "{\"name\":\"statements/same\"}");
	import_text(rig, joint, ",\"validateOnly\":true");
	rig_has_not(rig, "KIND_DUPLICATE");
	free(others);
	free(same);
}

static void a_taken_statement_id_names_the_way_out(void **state)
{
	struct rig *rig = *state;
	import(rig, "\"statements\":[" STATEMENT("speech") "]");
	import_text(rig, speech, ",\"statementId\":\"speech\"");
	rig_expect(rig, STATUS_ALREADY_EXISTS, "RECORD_EXISTS");
	assert_non_null(strstr(rig->message, "statement_id"));
	rig_call(rig, "JournalService.GetHead", "{}");
	assert_int_equal(rig->response->revision, 1);
}

static void a_text_can_be_tried_without_storing_it(void **state)
{
	struct rig *rig = *state;
	import_text(rig, speech, ",\"statementId\":\"speech\",\"validateOnly\":true");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "\"name\":\"statements/speech\"");
	rig_call(rig, "StatementService.GetStatement", "{\"name\":\"statements/speech\"}");
	rig_expect(rig, STATUS_NOT_FOUND, "NO_SUCH_RECORD");
	rig_call(rig, "JournalService.GetHead", "{}");
	assert_int_equal(rig->response->revision, 0);
}

static void what_is_no_text_is_refused(void **state)
{
	struct rig *rig = *state;
	rig_call(rig, "ImportService.ImportText", "{\"content\":\"//79\"}");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "NOT_TEXT");
	assert_string_equal(rig->fields, "content");
	import_text(rig, " \n\n ", "");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "EMPTY_TEXT");
	rig_call(rig, "ImportService.ImportText", "{}");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	size_t size = (3 << 20) + 3;
	char *large = malloc(size + 1);
	memset(large, 'a', size);
	large[size] = '\0';
	import_text(rig, large, "");
	rig_expect(rig, STATUS_INVALID_ARGUMENT, "INVALID_FIELDS");
	assert_string_equal(rig->fields, "content");
	free(large);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, rig_set_up, rig_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_text_is_read_stored_and_had_back_byte_for_byte),
		TEST(a_records_meeting_and_turns_are_stored_in_one_call),
		TEST(what_is_stored_is_what_its_message_is_packed_as),
		TEST(a_party_votes_twice_only_where_a_text_prints_it_so),
		TEST(a_corrected_record_replaces_the_one_before_and_says_what_changed),
		TEST(a_repeated_import_answers_what_it_answered_whatever_happened_since),
		TEST(a_turn_that_a_corrected_record_puts_in_leaves_the_others_their_names),
		TEST(a_turn_that_comes_back_has_its_name_again),
		TEST(a_record_that_was_replaced_is_put_back_where_that_is_asked_for),
		TEST(a_record_that_was_replaced_is_left_where_that_is_asked_for),
		TEST(a_record_takes_no_other_statements_name),
		TEST(the_same_bytes_are_imported_once),
		TEST(a_citation_names_the_one_statement_that_has_its_symbol),
		TEST(a_citation_names_none_of_several_and_none_that_was_deleted),
		TEST(a_text_that_is_on_record_under_another_name_is_told),
		TEST(two_texts_of_a_meeting_are_told_where_one_prints_no_symbol),
		TEST(what_several_sign_on_the_same_days_may_be_one_text),
		TEST(a_taken_statement_id_names_the_way_out),
		TEST(a_text_can_be_tried_without_storing_it),
		TEST(what_is_no_text_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
