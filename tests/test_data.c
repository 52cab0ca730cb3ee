/* The record that data/ holds: it reads, keeps the rules, and rests on sources. */
#include "tests/support.h"

#include <glob.h>

#include "domain/check.h"
#include "domain/party.h"
#include "domain/person.h"
#include "domain/zone.h"
#include "proto/field.h"
#include "proto/json.h"
#include "proto/rules.h"
#include "truce/v1/import_service.pb-c.h"

#define RUN_WORDS 8 /* so many words in a row that a source has too are a copy */
#define RUN_SIZE 1024

static struct arena arena;
static Truce__V1__RecordSet *files[16];
static size_t file_count;

static Truce__V1__RecordSet *read_file(const char *path)
{
	size_t size;
	char *text = support_read(path, &size);
	assert_non_null(text);
	ProtobufCMessage *set = NULL;
	struct error error = { .message = "" };
	if (json_read(&truce__v1__record_set__descriptor, bytes_of(text, size), &arena, &set, &error) != STATUS_OK)
		fail_msg("%s: %s", path, error.message);
	free(text);
	return (Truce__V1__RecordSet *)set;
}

static int read_data(void **state)
{
	(void)state;
	glob_t found;
	arena_init(&arena, (size_t)64 << 20);
	if (glob(SOURCE_DIR "/data/*.json", 0, NULL, &found) != 0 ||
	    glob(SOURCE_DIR "/data/field/*.json", GLOB_APPEND, NULL, &found) != 0 || found.gl_pathc > COUNT_OF(files))
		fail_msg("cannot list data/*.json");
	for (size_t i = 0; i < found.gl_pathc; i++)
		files[file_count++] = read_file(found.gl_pathv[i]);
	globfree(&found);
	return 0;
}

static int forget_data(void **state)
{
	(void)state;
	arena_fini(&arena);
	return 0;
}

/* Calls visit for every message of every file, with its path. */
typedef void visit_message(const ProtobufCMessage *m, const struct path *path, void *context);

static void visit_deep(const ProtobufCMessage *m, const struct path *up, visit_message *visit, void *context)
{
	visit(m, up, context);
	for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
		const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
		if (f->type != PROTOBUF_C_TYPE_MESSAGE)
			continue;
		for (size_t k = 0; k < message_count(m, f); k++) {
			struct path path = { up, f->name, field_is_repeated(f) ? (ptrdiff_t)k : -1 };
			visit_deep(message_at(m, f, k), &path, visit, context);
		}
	}
}

static void visit_all(visit_message *visit, void *context)
{
	struct path root = { NULL, "", -1 };
	for (size_t i = 0; i < file_count; i++)
		visit_deep(&files[i]->base, &root, visit, context);
}

static const char *print(const struct path *path)
{
	return path_print(path, &arena);
}

static size_t count_of_names(const char *name)
{
	size_t count = 0;
	for (size_t i = 0; i < file_count; i++) {
		for (size_t k = 0; k < files[i]->n_statements; k++)
			count += strcmp(files[i]->statements[k]->name, name) == 0;
		for (size_t k = 0; k < files[i]->n_rounds; k++)
			count += strcmp(files[i]->rounds[k]->name, name) == 0;
		for (size_t k = 0; k < files[i]->n_zones; k++)
			count += strcmp(files[i]->zones[k]->name, name) == 0;
	}
	return count;
}

static const Truce__V1__Round *find_round(const char *name, size_t size)
{
	for (size_t i = 0; i < file_count; i++)
		for (size_t k = 0; k < files[i]->n_rounds; k++)
			if (strncmp(files[i]->rounds[k]->name, name, size) == 0 &&
			    files[i]->rounds[k]->name[size] == '\0')
				return files[i]->rounds[k];
	return NULL;
}

static const Truce__V1__Zone *find_zone(const char *name)
{
	for (size_t i = 0; i < file_count; i++)
		for (size_t k = 0; k < files[i]->n_zones; k++)
			if (strcmp(files[i]->zones[k]->name, name) == 0)
				return files[i]->zones[k];
	fail_msg("%s is not in the data", name);
	return NULL;
}

static void check_record(const ProtobufCMessage *m, const struct path *path, void *context)
{
	const char *name = message_text(m, "name");
	(void)context;
	if (name == NULL || path->up == NULL)
		return;
	struct violations v;
	violations_init(&v, &arena);
	rules_check(m, name, &v);
	record_check(m, name, &v);
	if (v.count > 0)
		fail_msg("%s: %s", v.first->field, v.first->description);
	if (count_of_names(name) != 1)
		fail_msg("%s stands in the data more than once", name);
}

static void every_record_keeps_the_rules_and_stands_once(void **state)
{
	(void)state;
	assert_true(file_count >= 3);
	visit_all(check_record, NULL);
}

struct tally {
	size_t facts, references;
	const char *bare; /* path of a fact without any; NULL for none */
};

/* A message that can have sources, or references to them, has at least one. */
static void count_sources(const ProtobufCMessage *m, const struct path *path, void *context)
{
	struct tally *tally = context;
	const ProtobufCFieldDescriptor *f = protobuf_c_message_descriptor_get_field_by_name(m->descriptor, "sources");
	if (f == NULL)
		return;
	size_t count = message_count(m, f);
	if (count == 0)
		tally->bare = print(path);
	tally->facts++;
	tally->references += count;
}

static void every_fact_has_a_source(void **state)
{
	(void)state;
	struct tally tally = { .bare = NULL };
	visit_all(count_sources, &tally);
	if (tally.bare != NULL)
		fail_msg("%s rests on no source", tally.bare);
	assert_true(tally.facts > 200);
	assert_true(tally.references > tally.facts);
	print_message("%zu facts with %zu references to sources\n", tally.facts, tally.references);
}

static void a_fact_without_a_source_is_found(void **state)
{
	(void)state;
	struct tally tally = { .bare = NULL };
	struct path root = { NULL, "zone", -1 };
	Truce__V1__Zone *zone = (Truce__V1__Zone *)message_copy(&find_zone("zones/idlib")->base, &arena);
	assert_non_null(zone);
	zone->readings[1]->n_sources = 0;
	visit_deep(&zone->base, &root, count_sources, &tally);
	assert_string_equal(tally.bare, "zone.readings[1]");
	struct violations v;
	violations_init(&v, &arena);
	zone->readings[0]->sources[0]->source = message_borrow("hearsay");
	record_check(&zone->base, "zone", &v);
	assert_int_equal(v.count, 1);
	assert_string_equal(v.first->field, "zone.readings[0].sources[0].source");
}

/* What a reader found in a statement says where. */
static void check_place(const ProtobufCMessage *m, const struct path *path, void *context)
{
	(void)context;
	const ProtobufCFieldDescriptor *f = protobuf_c_message_descriptor_get_field_by_name(m->descriptor, "span");
	if (f == NULL || m->descriptor == &truce__v1__vote__descriptor ||
	    m->descriptor == &truce__v1__commitment__descriptor)
		return;
	if (message_count(m, f) == 0 || ((const Truce__V1__TextSpan *)message_at(m, f, 0))->block == 0)
		fail_msg("%s does not say where it stands", print(path));
}

static void every_finding_says_where_it_stands(void **state)
{
	(void)state;
	visit_all(check_place, NULL);
}

static void check_name(const char *text, const struct path *path)
{
	static const char *const collections[] = { "statements/", "rounds/", "zones/" };
	const char *agenda = strstr(text, "/agenda/");
	size_t size = agenda == NULL ? strlen(text) : (size_t)(agenda - text);
	for (size_t i = 0; i < COUNT_OF(collections); i++) {
		char *name = support_text("%.*s", (int)size, text);
		if (strncmp(text, collections[i], strlen(collections[i])) == 0 && count_of_names(name) == 0)
			fail_msg("%s: %s is not in the data", print(path), text);
		free(name);
	}
}

static void check_names(const ProtobufCMessage *m, const struct path *path, void *context)
{
	(void)context;
	for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
		const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
		if (f->type != PROTOBUF_C_TYPE_STRING)
			continue;
		for (size_t k = 0; k < message_count(m, f); k++)
			check_name(message_text_at(m, f, k), path);
	}
}

static void every_record_that_another_names_is_there(void **state)
{
	(void)state;
	visit_all(check_names, NULL);
}

static void check_thread(const ProtobufCMessage *m, const struct path *path, void *context)
{
	size_t *threads = context;
	const Truce__V1__AgendaItem *item = (const Truce__V1__AgendaItem *)m;
	if (m->descriptor != &truce__v1__agenda_item__descriptor || item->carries_on[0] == '\0')
		return;
	const char *agenda = strstr(item->carries_on, "/agenda/");
	assert_non_null(agenda);
	const Truce__V1__Round *round = find_round(item->carries_on, (size_t)(agenda - item->carries_on));
	assert_non_null(round);
	for (size_t i = 0; i < round->n_agenda; i++) {
		if (strcmp(round->agenda[i]->id, agenda + strlen("/agenda/")) != 0)
			continue;
		if (strcmp(round->agenda[i]->topic, item->topic) != 0)
			fail_msg("%s carries on an item with another topic", print(path));
		++*threads;
		return;
	}
	fail_msg("%s: %s is no item of that round", print(path), item->carries_on);
}

static void every_agenda_item_carries_on_an_item_of_the_same_topic(void **state)
{
	(void)state;
	size_t threads = 0;
	visit_all(check_thread, &threads);
	assert_true(threads >= 4);
}

static void check_party(const ProtobufCMessage *m, const struct path *path, void *context)
{
	(void)context;
	const Truce__V1__Party *party = (const Truce__V1__Party *)m;
	if (m->descriptor != &truce__v1__party__descriptor)
		return;
	const char *id = party_of(party->printed);
	if (id != NULL && strcmp(id, party->id) != 0)
		fail_msg("%s: \"%s\" is %s, not %s", print(path), party->printed, id, party->id);
	if (party->id[0] == '\0' && party->printed[0] == '\0')
		fail_msg("%s names nobody", print(path));
}

static void every_party_has_the_id_of_its_printed_name(void **state)
{
	(void)state;
	visit_all(check_party, NULL);
}

static void check_person(const ProtobufCMessage *m, const struct path *path, void *context)
{
	struct arena *memory = context;
	const Truce__V1__Person *person = (const Truce__V1__Person *)m;
	if (m->descriptor != &truce__v1__person__descriptor || person->party == NULL)
		return;
	const char *id = person_id(person->printed, person->party->id, memory);
	assert_non_null(id);
	if (strcmp(id, person->id) != 0)
		fail_msg("%s: \"%s\" is %s, not %s", print(path), person->printed, id, person->id);
}

static void every_person_has_the_id_of_the_printed_name_and_party(void **state)
{
	struct arena memory;
	(void)state;
	arena_init(&memory, 1 << 20);
	visit_all(check_person, &memory);
	arena_fini(&memory);
}

/* The words of a text, small and with one space around each. */
static char *words_of(const char *text)
{
	struct buffer b;
	buffer_init(&b, SIZE_MAX);
	bool in_word = false;
	assert_int_equal(buffer_put_text(&b, " "), STATUS_OK);
	for (; *text != '\0'; text++) {
		unsigned char c = (unsigned char)*text;
		bool part = c >= 0x80 || strchr("'-", c) != NULL || (c >= '0' && c <= '9') ||
			    ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
		char small = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
		if (part ? buffer_put(&b, &small, 1) != STATUS_OK : in_word && buffer_put(&b, " ", 1) != STATUS_OK)
			fail_msg("no memory");
		in_word = part;
	}
	if (in_word ? buffer_put(&b, " ", 2) != STATUS_OK : buffer_put(&b, "", 1) != STATUS_OK)
		fail_msg("no memory");
	return (char *)b.data;
}

/* Copies the run of words that begins at a space into run, with spaces around;
 * false where fewer are left. */
static bool run_at(const char *at, char run[RUN_SIZE])
{
	const char *end = at;
	for (int i = 0; i < RUN_WORDS && end != NULL; i++)
		end = strchr(end + 1, ' ');
	return end != NULL && snprintf(run, RUN_SIZE, "%.*s ", (int)(end - at), at) < RUN_SIZE;
}

static bool has_run_of(const char *text, const char *source_words)
{
	char *words = words_of(text), run[RUN_SIZE];
	bool found = false;
	for (const char *at = words; !found && at != NULL && run_at(at, run); at = strchr(at + 1, ' '))
		found = strstr(source_words, run) != NULL;
	free(words);
	return found;
}

static void a_run_of_eight_words_is_found_however_it_is_printed(void **state)
{
	(void)state;
	char *source = words_of("One two,\nthree four FIVE six; seven eight nine.");
	assert_true(has_run_of("Two (three) four five six seven eight nine", source));
	assert_true(has_run_of("zero one two three four five six seven eight", source));
	assert_false(has_run_of("two three four five six seven eight", source));
	assert_false(has_run_of("one two three four five six seven ate", source));
	assert_false(has_run_of("wo three four five six seven eight nine", source));
	free(source);
}

static void find_copies(const ProtobufCMessage *m, const struct path *path, void *context)
{
	for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
		const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
		if (f->type != PROTOBUF_C_TYPE_STRING)
			continue;
		for (size_t k = 0; k < message_count(m, f); k++)
			if (has_run_of(message_text_at(m, f, k), context))
				fail_msg("%s: %s has %d words in a row from a source: %s", print(path), f->name,
					 RUN_WORDS, message_text_at(m, f, k));
	}
}

static void no_sentence_is_copied_from_a_source(void **state)
{
	(void)state;
	char *folder = support_shared("seeds");
	char *pattern = support_text("%s/*.txt", folder);
	glob_t found;
	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		char *text = support_read(found.gl_pathv[i], NULL);
		char *words = words_of(text);
		visit_all(find_copies, words);
		free(words);
		free(text);
	}
	globfree(&found);
	free(pattern);
	free(folder);
}

static const Truce__V1__ZoneStatus *status_of(const char *zone, const char *date, const char *reading)
{
	Truce__V1__ZoneStatus *status = NULL;
	struct error error;
	assert_int_equal(zone_status(find_zone(zone), date, reading, &arena, &status, &error), STATUS_OK);
	return status;
}

static void the_four_areas_lapse_or_may_have_gone_on_by_the_reading_of_their_extension(void **state)
{
	(void)state;
	static const char *const areas[] = { "zones/eastern-ghouta", "zones/north-homs", "zones/idlib",
					     "zones/southern-syria" };
	for (size_t i = 0; i < COUNT_OF(areas); i++) {
		const Truce__V1__ZoneStatus *status = status_of(areas[i], "2017-12-20", "");
		assert_int_equal(status->state, TRUCE__V1__ZONE_STATUS__STATE__STATE_LAPSED);
		assert_string_equal(status->term_end->latest, "2017-11-05");
		assert_int_equal(status->n_consents_missing, 3);
		assert_int_equal(status->n_alternatives, 2);
		status = status_of(areas[i], "2017-12-20", "may-4");
		assert_int_equal(status->state, TRUCE__V1__ZONE_STATUS__STATE__STATE_UNCERTAIN);
		assert_string_equal(status->term_end->latest, "2017-11-04");
		assert_string_equal(status->by_rule_since->earliest, "2017-11-05");
		assert_int_equal(status_of(areas[i], "2017-10-31", "")->state,
				 TRUCE__V1__ZONE_STATUS__STATE__STATE_IN_TERM);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_record_keeps_the_rules_and_stands_once),
		cmocka_unit_test(every_fact_has_a_source),
		cmocka_unit_test(a_fact_without_a_source_is_found),
		cmocka_unit_test(every_finding_says_where_it_stands),
		cmocka_unit_test(every_record_that_another_names_is_there),
		cmocka_unit_test(every_agenda_item_carries_on_an_item_of_the_same_topic),
		cmocka_unit_test(every_party_has_the_id_of_its_printed_name),
		cmocka_unit_test(every_person_has_the_id_of_the_printed_name_and_party),
		cmocka_unit_test(a_run_of_eight_words_is_found_however_it_is_printed),
		cmocka_unit_test(no_sentence_is_copied_from_a_source),
		cmocka_unit_test(the_four_areas_lapse_or_may_have_gone_on_by_the_reading_of_their_extension),
	};
	return cmocka_run_group_tests(tests, read_data, forget_data);
}
