/* Texts that are on record, read anew. What an older reader made of one is put on record as
 * records that were moved. */
#include "tests/support_service.h"

#include "service/records.h"
#include "truce/v1/zone.pb-c.h"

static const char speech[] = "Mr. Example (Kazakhstan): We thank the President for this meeting.\n\n"
			     "We support resolution 2254 (2015) and the sixth Astana round.\n";

static const char record[] =
	"S/PV.9001\n\nSecurity Council\n\n9001st meeting\nFriday, 4 March 2022, 3 p.m.\nNew York\n\n"
	"President: Mr. First (Ghana)\n\nThe meeting was called to order at 3.05 p.m.\n"
	"The President: I open the meeting.\nMs. Odd (Norway): We wait for the lake to freeze.\n"
	"Mr. Third (India): We too.\nThe meeting rose at 4 p.m.\n";

static void import_text(struct rig *rig, const char *text, const char *more)
{
	char *content = support_base64(text);
	rig_callf(rig, "ImportService.ImportText", "{\"content\":\"%s\"%s}", content, more);
	free(content);
}

static char *name_of(struct rig *rig, const char *text)
{
	import_text(rig, text, ",\"validateOnly\":true");
	rig_expect(rig, STATUS_OK, "");
	return strndup(strstr(rig->json, "texts/"), 6 + 64);
}

/* A statement as an older reader is to have made it of a text. */
static void put_old(struct rig *rig, const char *text, const char *id, const char *rest)
{
	char *name = name_of(rig, text);
	rig_callf(rig, "ImportService.ImportRecords",
		  "{\"records\":{\"statements\":[{\"name\":\"statements/%s\",%s,\"sources\":[{\"id\":\"text\","
		  "\"title\":\"Old\",\"text\":\"%s\",\"publisher\":\"Ministry\",\"date\":{\"earliest\":\"2001-02-03\","
		  "\"latest\":\"2001-02-03\"}}]}]}}",
		  id, rest, name);
	rig_expect(rig, STATUS_OK, "");
	free(name);
}

#define OLD_SPEECH                                                                                                     \
	"\"kind\":\"KIND_ANALYSIS\",\"title\":\"Old\",\"place\":\"Almaty\",\"date\":{\"earliest\":\"2001-02-03\","     \
	"\"latest\":\"2001-02-03\"},\"blocks\":[{\"kind\":\"KIND_PARAGRAPH\",\"text\":\"Misread.\"}]"

static int64_t head(struct rig *rig)
{
	rig_call(rig, "JournalService.GetHead", "{}");
	return rig->response->revision;
}

static void a_text_whose_statement_came_without_it_is_stored(void **state)
{
	struct rig *rig = *state;
	put_old(rig, speech, "old", OLD_SPEECH);
	import_text(rig, speech, "");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "\"alreadyImported\":true");
	rig_has(rig, "Misread.");
	assert_int_equal(head(rig), 2);
	import_text(rig, speech, "");
	assert_int_equal(head(rig), 2);
}

static void a_text_is_read_anew_under_its_name_with_what_was_told_of_it(void **state)
{
	struct rig *rig = *state;
	put_old(rig, speech, "old", OLD_SPEECH);
	import_text(rig, speech, ",\"again\":true,\"validateOnly\":true");
	rig_has(rig,
		"{\"kind\":\"KIND_CHANGED\",\"statement\":\"statements/old\",\"label\":\"Mr. Example (Kazakhstan)\"}");
	assert_int_equal(head(rig), 1);
	import_text(rig, speech, ",\"again\":true,\"statementId\":\"other\"");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "\"readAgain\":true");
	rig_has_not(rig, "alreadyImported");
	rig_call(rig, "StatementService.GetStatement", "{\"name\":\"statements/old\"}");
	rig_has(rig, "S/RES/2254 (2015)");
	rig_has(rig, "\"publisher\":\"Ministry\"");
	rig_has(rig, "\"place\":\"Almaty\"");
	rig_has(rig, "2001-02-03");
	rig_has_not(rig, "Misread.");
	rig_call(rig, "StatementService.GetStatement", "{\"name\":\"statements/old\",\"asOfRevision\":1}");
	rig_has(rig, "Misread.");
	int64_t revision = head(rig);
	import_text(rig, speech, ",\"again\":true");
	rig_has(rig, "\"readAgain\":true");
	rig_has_not(rig, "\"changes\"");
	assert_int_equal(head(rig), revision);
	import_text(rig, speech, ",\"again\":true,\"place\":\"Astana\"");
	rig_has(rig, "KIND_CHANGED");
	rig_call(rig, "StatementService.GetStatement", "{\"name\":\"statements/old\"}");
	rig_has(rig, "\"place\":\"Astana\"");
	rig_has(rig, "\"publisher\":\"Ministry\"");
}

static void a_new_text_is_only_read(void **state)
{
	struct rig *rig = *state;
	import_text(rig, speech, ",\"again\":true,\"statementId\":\"speech\"");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "statements/speech");
	rig_has_not(rig, "readAgain");
}

static void what_somebody_changed_stays(void **state)
{
	struct rig *rig = *state;
	import_text(rig, speech, ",\"statementId\":\"speech\"");
	rig_call(rig, "StatementService.UpdateStatement",
		 "{\"statement\":{\"name\":\"statements/speech\",\"title\":\"Ours\"},\"updateMask\":\"title\"}");
	rig_expect(rig, STATUS_OK, "");
	rig_call(rig, "StatementService.DeleteStatement", "{\"name\":\"statements/speech\"}");
	rig_call(rig, "StatementService.UndeleteStatement", "{\"name\":\"statements/speech\"}");
	int64_t revision = head(rig);
	import_text(rig, speech, ",\"again\":true");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "{\"kind\":\"KIND_KEPT\",\"statement\":\"statements/speech\"");
	rig_has(rig, "\"title\":\"Ours\"");
	assert_int_equal(head(rig), revision);
}

static void what_was_deleted_stays_deleted(void **state)
{
	struct rig *rig = *state;
	import_text(rig, speech, ",\"statementId\":\"speech\"");
	rig_call(rig, "StatementService.DeleteStatement", "{\"name\":\"statements/speech\"}");
	int64_t revision = head(rig);
	import_text(rig, speech, ",\"again\":true");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "\"alreadyImported\":true");
	rig_has_not(rig, "\"statements\"");
	assert_int_equal(head(rig), revision);
}

static void turn_of(struct rig *rig, const char *id, const char *label, const char *words)
{
	char *rest = support_text("\"kind\":\"KIND_SPEECH\",\"turns\":[{\"label\":\"%s\"}],\"blocks\":[{\"kind\":"
				  "\"KIND_PARAGRAPH\",\"turn\":1,\"text\":\"%s\"}]",
				  label, words);
	put_old(rig, record, id, rest);
	free(rest);
}

/* A turn that was misread, one that is none, one that was deleted; and one that was not seen. */
static void put_old_record(struct rig *rig)
{
	put_old(rig, record, "s-pv-9001",
		"\"kind\":\"KIND_MEETING_RECORD\",\"symbol\":\"S/PV.9001\",\"record\":{\"sections\":["
		"{\"kind\":\"KIND_TURN\",\"turn\":1,\"statement\":\"statements/s-pv-9001-t1\"},"
		"{\"kind\":\"KIND_TURN\",\"turn\":2,\"statement\":\"statements/s-pv-9001-t2\"},"
		"{\"kind\":\"KIND_TURN\",\"turn\":3,\"statement\":\"statements/s-pv-9001-t3\"}]}");
	turn_of(rig, "s-pv-9001-t1", "Ms. Odd (Norway)", "We wait for the lake to freeze");
	turn_of(rig, "s-pv-9001-t2", "Mr. Nobody", "Nothing of this was ever spoken here by anybody.");
	turn_of(rig, "s-pv-9001-t3", "Mr. Third (India)", "We too.");
	rig_call(rig, "StatementService.DeleteStatement", "{\"name\":\"statements/s-pv-9001-t3\"}");
}

static void a_records_turns_keep_their_names(void **state)
{
	struct rig *rig = *state;
	put_old_record(rig);
	import_text(rig, record, ",\"again\":true");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "{\"kind\":\"KIND_CHANGED\",\"statement\":\"statements/s-pv-9001\"");
	rig_has(rig,
		"{\"kind\":\"KIND_CHANGED\",\"statement\":\"statements/s-pv-9001-t1\",\"label\":\"Ms. Odd (Norway)\"}");
	rig_has(rig, "{\"kind\":\"KIND_ADDED\",\"statement\":\"statements/s-pv-9001-t4\",\"label\":\"The President\"}");
	rig_has(rig, "{\"kind\":\"KIND_GONE\",\"statement\":\"statements/s-pv-9001-t2\",\"label\":\"Mr. Nobody\"}");
	rig_has_not(rig, "KIND_KEPT");
	rig_call(rig, "StatementService.GetStatement", "{\"name\":\"statements/s-pv-9001-t2\"}");
	rig_has(rig, "deleteTime");
	rig_call(rig, "StatementService.GetStatement", "{\"name\":\"statements/s-pv-9001-t3\"}");
	rig_has(rig, "deleteTime");
	int64_t revision = head(rig);
	import_text(rig, record, ",\"again\":true");
	rig_expect(rig, STATUS_OK, "");
	rig_has_not(rig, "KIND_CHANGED");
	rig_has_not(rig, "KIND_ADDED");
	rig_has(rig, "{\"kind\":\"KIND_DELETED\",\"statement\":\"statements/s-pv-9001-t3\"");
	assert_int_equal(head(rig), revision);
}

/* Of columns beside one another sections come in the order of their bytes. */
static void turns_are_known_in_whatever_order_their_sections_stand(void **state)
{
	struct rig *rig = *state;
	put_old(rig, record, "s-pv-9001",
		"\"kind\":\"KIND_MEETING_RECORD\",\"symbol\":\"S/PV.9001\",\"record\":{\"sections\":["
		"{\"kind\":\"KIND_TURN\",\"turn\":3,\"statement\":\"statements/s-pv-9001-t3\"},"
		"{\"kind\":\"KIND_TURN\",\"turn\":1,\"statement\":\"statements/s-pv-9001-t1\"},"
		"{\"kind\":\"KIND_TURN\",\"turn\":2,\"statement\":\"statements/s-pv-9001-t2\"}]}");
	turn_of(rig, "s-pv-9001-t1", "The President", "I open the meeting.");
	turn_of(rig, "s-pv-9001-t2", "Ms. Odd (Norway)", "We wait for the lake to freeze.");
	turn_of(rig, "s-pv-9001-t3", "Mr. Third (India)", "We too.");
	import_text(rig, record, ",\"again\":true");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "KIND_CHANGED");
	rig_has_not(rig, "KIND_ADDED");
	rig_has_not(rig, "KIND_GONE");
}

/* The newer reader sees that a text is a record, or that it is none. */
static void a_text_may_be_of_another_kind_than_it_was(void **state)
{
	struct rig *rig = *state;
	put_old(rig, record, "lake", OLD_SPEECH);
	import_text(rig, record, ",\"again\":true");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "{\"kind\":\"KIND_CHANGED\",\"statement\":\"statements/lake\"");
	rig_has(rig, "{\"kind\":\"KIND_ADDED\",\"statement\":\"statements/lake-t3\"");
	put_old(rig, speech, "speech",
		"\"kind\":\"KIND_MEETING_RECORD\",\"record\":{\"sections\":[{\"kind\":\"KIND_TURN\",\"turn\":1,"
		"\"statement\":\"statements/speech-t1\"}]}");
	put_old(rig, speech, "speech-t1", OLD_SPEECH);
	import_text(rig, speech, ",\"again\":true");
	rig_expect(rig, STATUS_OK, "");
	rig_has(rig, "{\"kind\":\"KIND_CHANGED\",\"statement\":\"statements/speech\"");
	rig_has(rig, "{\"kind\":\"KIND_GONE\",\"statement\":\"statements/speech-t1\"");
}

/* A name that another text's statement has is not taken. */
static void no_other_texts_statement_is_replaced(void **state)
{
	struct rig *rig = *state;
	put_old(rig, record, "lake", OLD_SPEECH);
	import_text(rig, speech, ",\"statementId\":\"lake-t2\"");
	import_text(rig, record, ",\"again\":true");
	rig_expect(rig, STATUS_ALREADY_EXISTS, "RECORD_EXISTS");
	rig_call(rig, "StatementService.GetStatement", "{\"name\":\"statements/lake\"}");
	rig_has(rig, "Misread.");
}

/* What is stored goes away where the writer carries a call out again, and what was prepared stays. */
static void what_is_compared_with_what_is_stored_keeps_its_own_name(void **state)
{
	(void)state;
	static struct call call;
	Truce__V1__Zone made = TRUCE__V1__ZONE__INIT, stored = TRUCE__V1__ZONE__INIT;
	char own[] = "zones/a", theirs[] = "zones/a";
	bool same;
	arena_init(&call.arena, 1 << 20);
	made.name = own;
	stored.name = theirs;
	assert_int_equal(record_is_same(&call, &made.base, &stored.base, bytes_text(""), &same), STATUS_OK);
	assert_ptr_equal(made.name, own);
	arena_fini(&call.arena);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, rig_set_up, rig_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_text_whose_statement_came_without_it_is_stored),
		TEST(a_text_is_read_anew_under_its_name_with_what_was_told_of_it),
		TEST(a_new_text_is_only_read),
		TEST(what_somebody_changed_stays),
		TEST(what_was_deleted_stays_deleted),
		TEST(a_records_turns_keep_their_names),
		TEST(turns_are_known_in_whatever_order_their_sections_stand),
		TEST(a_text_may_be_of_another_kind_than_it_was),
		TEST(no_other_texts_statement_is_replaced),
		cmocka_unit_test(what_is_compared_with_what_is_stored_keeps_its_own_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
