#include "tests/support_message.h"
#include "tests/support_random.h"

#include <google/protobuf/timestamp.pb-c.h>

#include "proto/filter.h"
#include "proto/json.h"
#include "truce/rpc/v1/envelope.pb-c.h"
#include "truce/v1/round_service.pb-c.h"
#include "truce/v1/server_service.pb-c.h"
#include "truce/v1/statement_service.pb-c.h"

#define STATEMENT &truce__v1__statement__descriptor
#define ROUND &truce__v1__round__descriptor
#define REQUEST &truce__rpc__v1__request__descriptor
#define SERVER &truce__v1__server_status__descriptor

static const char speech[] =
	"{\"name\":\"statements/kaz-1\",\"kind\":\"KIND_SPEECH\",\"title\":\"On the  Astana\\nRound\","
	"\"aliases\":[\"The \\\"Speech\\\"\",\"Речь Казахстана\"],\"createTime\":\"2017-09-15T20:45:00Z\","
	"\"date\":{\"earliest\":\"2017-09-14\",\"latest\":\"2017-09-15\",\"precision\":\"PRECISION_PERIOD\"},"
	"\"blocks\":[{\"kind\":\"KIND_PARAGRAPH\",\"text\":\"We support a constitutional committee.\"},"
	"{\"kind\":\"KIND_CLAUSE\",\"number\":3,\"text\":\"Call upon the parties\",\"track\":\"TRACK_POLITICAL\"}],"
	"\"votes\":[{\"instrument\":\"S/RES/2401 (2018)\",\"inFavour\":0,\"ballots\":[{\"party\":{\"id\":\"KAZ\"},"
	"\"choice\":\"CHOICE_IN_FAVOUR\"}]}],"
	"\"citations\":[{\"instrument\":\"S/RES/2254 (2015)\",\"printed\":\"resolution 2254\"},"
	"{\"instrument\":\"S/RES/2336 (2016)\"}]}";

static ProtobufCMessage *message_of(struct arena *arena, const ProtobufCMessageDescriptor *type, const char *json)
{
	struct error error;
	ProtobufCMessage *m = NULL;
	if (json_read(type, bytes_text(json), arena, &m, &error) != STATUS_OK)
		fail_msg("%s", error.message);
	return m;
}

static struct filter *compiled(struct arena *arena, const ProtobufCMessageDescriptor *type, const char *text)
{
	struct error error;
	struct filter *filter = NULL;
	if (filter_compile(text, type, arena, &filter, &error) != STATUS_OK)
		fail_msg("%s: %s", text, error.message);
	return filter;
}

/* The text in quotes, behind a head. */
static const char *quoted(struct arena *arena, const char *head, const char *text)
{
	char *filter = arena_alloc(arena, strlen(head) + 2 * strlen(text) + 3), *to = filter;
	assert_non_null(filter);
	to = stpcpy(to, head);
	*to++ = '"';
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			*to++ = '\\';
		*to++ = *text;
	}
	strcpy(to, "\"");
	return filter;
}

struct expectation {
	const char *filter;
	bool passes;
};

static void assert_passes(struct arena *arena, const ProtobufCMessage *m, const struct expectation *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (filter_test(compiled(arena, m->descriptor, rows[i].filter), m) != rows[i].passes)
			fail_msg("%s should %s", rows[i].filter, rows[i].passes ? "pass" : "not pass");
}

static void each_operator_compares_each_type(void **state)
{
	struct fixture *f = *state;
	static const struct expectation rows[] = {
		/* texts, by their bytes */
		{ "name = \"statements/kaz-1\"", true },
		{ "name=statements/kaz-1", true },
		{ "name = 'statements/kaz-1'", true },
		{ "name = statements/KAZ-1", false },
		{ "name != statements/kaz-1", false },
		{ "name != other", true },
		{ "name < statements/kaz-2", true },
		{ "name < statements/kaz-1", false },
		{ "name <= statements/kaz-1", true },
		{ "name > statements/kaz", true },
		{ "name >= statements/kaz-1", true },
		{ "name >= statements/kaz-2", false },
		{ "symbol = \"\"", true },
		{ "date.earliest >= 2017-09-01 date.latest <= 2017-09-30", true },
		/* wildcards */
		{ "name = \"statements/*\"", true },
		{ "name = statements/*", true },
		{ "name = \"*kaz-1\"", true },
		{ "name = *ments*", true },
		{ "name = *kaz", false },
		{ "name = \"kaz*\"", false },
		{ "name != \"statements/*\"", false },
		{ "name = \"statements/\\*\"", false },
		{ "symbol = *", true },
		{ "symbol = \"*\"", true },
		/* enums */
		{ "kind = KIND_SPEECH", true },
		{ "kind = SPEECH", true },
		{ "kind = speech", true },
		{ "kind = \"Kind_Speech\"", true },
		{ "kind:SPEECH", true },
		{ "kind != SPEECH", false },
		{ "kind = LETTER", false },
		{ "date.precision = PERIOD", true },
		/* instants */
		{ "create_time = 2017-09-15T20:45:00Z", true },
		{ "create_time = \"2017-09-16T02:45:00+06:00\"", true },
		{ "create_time:2017-09-15T20:45:00Z", true },
		{ "create_time != 2017-09-15T20:45:00Z", false },
		{ "create_time < 2017-09-15T20:45:00.000000001Z", true },
		{ "create_time <= 2017-09-15T20:45:00Z", true },
		{ "create_time > 2017-09-15", true },
		{ "create_time >= 2017-09-16", false },
		{ "createTime > 2017-09-15", true },
		{ "delete_time < 2030-01-01", false },
		{ "delete_time != 2030-01-01", false },
		/* presence */
		{ "create_time:*", true },
		{ "delete_time:*", false },
		{ "title:*", true },
		{ "symbol:*", false },
		{ "aliases:*", true },
		{ "links:*", false },
		{ "date:*", true },
		{ "kind:*", true },
		{ "citations.doubt:*", false },
		{ "citations.printed:*", true },
	};
	const ProtobufCMessage *m = message_of(&f->arena, STATEMENT, speech);
	assert_passes(&f->arena, m, rows, COUNT_OF(rows));
}

static void numbers_and_booleans_compare_as_such(void **state)
{
	struct fixture *f = *state;
	static const struct expectation rows[] = {
		{ "int32 = -5", true },
		{ "int32 < -4", true },
		{ "int32 >= -5.0", true },
		{ "int32 = -50e-1", true },
		{ "int32:-5", true },
		{ "uint64 > 9223372036854775807", true },
		{ "uint64 = 18446744073709551615", true },
		{ "int64 = -9223372036854775808", true },
		{ "single = 1.5", true },
		{ "real > 1e9", true },
		{ "real < -1", false },
		{ "real != 2", true },
		{ "boolean = true", true },
		{ "boolean != false", true },
		{ "boolean:false", false },
		{ "doubles > 2", true },
		{ "doubles = 1", true },
		{ "doubles = 2", false },
		{ "sint64s <= -7", true },
	};
	const ProtobufCMessage *m = message_of(&f->arena, EVERY,
					       "{\"int32\":-5,\"int64\":\"-9223372036854775808\",\"boolean\":true,"
					       "\"uint64\":\"18446744073709551615\",\"single\":1.5,\"real\":1e10,"
					       "\"doubles\":[1,3,\"NaN\"],\"sint64s\":[-7]}");
	assert_passes(&f->arena, m, rows, COUNT_OF(rows));
}

static void a_list_fits_where_any_element_does(void **state)
{
	struct fixture *f = *state;
	static const struct expectation rows[] = {
		{ "citations.instrument = \"S/RES/2336 (2016)\"", true },
		{ "citations.instrument != \"S/RES/2336 (2016)\"", true },
		{ "NOT citations.instrument = \"S/RES/2336 (2016)\"", false },
		{ "links.statement != x", false },
		{ "NOT links.statement = x", true },
		{ "aliases = \"The \\\"Speech\\\"\"", true },
		{ "aliases = 'The \"Speech\"'", true },
		{ "blocks.number = 3", true },
		{ "blocks.number > 3", false },
		{ "votes.ballots.party.id = KAZ", true },
		{ "votes.ballots.choice = AGAINST", false },
		{ "votes.in_favour = 0", true },
		{ "votes.in_favour:*", true },
		{ "votes.against = 0", false },
		{ "votes.against:*", false },
		/* the two need not be one block */
		{ "blocks.kind = PARAGRAPH AND blocks.number = 3", true },
	};
	const ProtobufCMessage *m = message_of(&f->arena, STATEMENT, speech);
	assert_passes(&f->arena, m, rows, COUNT_OF(rows));
}

static void maps_are_asked_by_key(void **state)
{
	struct fixture *f = *state;
	static const struct expectation rows[] = {
		{ "metadata.authorization = \"Bearer x\"", true },
		{ "metadata.authorization:bearer", true },
		{ "metadata.\"truce-reason\" = why", true },
		{ "metadata.truce-reason = why", true },
		{ "metadata:authorization", true },
		{ "metadata:Authorization", false },
		{ "metadata.empty:*", true },
		{ "metadata.none:*", false },
		{ "metadata.none = \"\"", false },
		{ "metadata:*", true },
	};
	const ProtobufCMessage *m =
		message_of(&f->arena, REQUEST,
			   "{\"metadata\":{\"authorization\":\"Bearer x\",\"truce-reason\":\"why\",\"empty\":\"\"}}");
	assert_passes(&f->arena, m, rows, COUNT_OF(rows));
	static const struct expectation numbers[] = { { "records.zones > 3", true }, { "records.rounds >= 0", false } };
	assert_passes(&f->arena, message_of(&f->arena, SERVER, "{\"records\":{\"zones\":4}}"), numbers,
		      COUNT_OF(numbers));
}

static void words_are_searched_for_whatever_their_case_and_space(void **state)
{
	struct fixture *f = *state;
	static const struct expectation rows[] = {
		{ "title:astana", true },
		{ "title:\"astana round\"", true },
		{ "title:\"THE ASTANA \t ROUND \"", true },
		{ "title:\"round astana\"", false },
		{ "title:stan", true },
		{ "title:*stan*", true },
		{ "aliases:КАЗАХСТАН", true },
		{ "aliases:\"речь казахстана\"", true },
		{ "aliases:\"\xE2\x80\x9Cspeech\xE2\x80\x9D\"", true },
		{ "committee", true },
		{ "\"Constitutional  Committee\"", true },
		{ "constitutional committee", true },
		{ "constitutional geneva", false },
		{ "2254", true },
		{ "kaz-1", true },
		{ "S/RES/2254", true },
		{ "S/RES/2401 (2018)", true },
		{ "statements.kaz", false },
		{ "\"committee.\"", true },
		{ "-geneva", true },
		{ "-committee", false },
		{ "KIND_SPEECH", false },
	};
	const ProtobufCMessage *m = message_of(&f->arena, STATEMENT, speech);
	assert_passes(&f->arena, m, rows, COUNT_OF(rows));
}

/* Small letters, one space for each run of white space. */
static void normalize(const char *text, char *to)
{
	for (char before = '\0'; *text != '\0'; text++) {
		char c = *text == '\n' ? ' ' : *text == 'A' ? 'a' : *text;
		if (c != ' ' || before != ' ')
			*to++ = c;
		before = c;
	}
	*to = '\0';
}

static void a_phrase_is_found_exactly_where_it_stands(void **state)
{
	struct fixture *f = *state;
	static const char letters[] = "aAb \n";
	struct random random = { 7 };
	size_t found = 0;
	for (int i = 0; i < 5000; i++) {
		char text[24], phrase[8], plain_text[24], plain_phrase[8];
		size_t text_size = random_below(&random, sizeof text), size = random_below(&random, 5);
		for (size_t k = 0; k < text_size; k++)
			text[k] = letters[random_below(&random, sizeof letters - 1)];
		text[text_size - (text_size == sizeof text)] = '\0';
		phrase[0] = "ab"[random_below(&random, 2)];
		for (size_t k = 1; k <= size; k++)
			phrase[k] = letters[random_below(&random, sizeof letters - 1)];
		strcpy(phrase + 1 + size, "b");
		normalize(text, plain_text);
		normalize(phrase, plain_phrase);
		ProtobufCMessage *m = message_new(STATEMENT, &f->arena);
		assert_true(message_set_text(m, "title", text));
		bool expected = strstr(plain_text, plain_phrase) != NULL;
		const char *filter = quoted(&f->arena, "title:", phrase);
		if (filter_test(compiled(&f->arena, STATEMENT, filter), m) != expected)
			fail_msg("%s in \"%s\" should be %d", filter, text, expected);
		found += expected;
		arena_reset(&f->arena);
	}
	assert_in_range(found, 100, 4900);
}

static void letters_of_each_script_fold(void **state)
{
	struct fixture *f = *state;
	static const char *const pairs[][2] = {
		{ "ÀÖØÞ", "àöøþ" },
		{ "ĀİĞŞĹŇŽŸ", "āİğşĺňžÿ" },
		{ "ΆΈΌΎΩΣς", "άέόύωσσ" },
		{ "ЀЁІЯҚӨҰӘӀӁ", "ѐёіяқөұәӏӂ" },
		{ "×ß", "×ß" },
		{ "‘a’–“b”", "'a'-\"b\"" },
		{ "a\u00A0\u2003b", "a b" },
	};
	for (size_t i = 0; i < COUNT_OF(pairs); i++) {
		for (int way = 0; way < 2; way++) {
			ProtobufCMessage *m = message_new(STATEMENT, &f->arena);
			assert_true(message_set_text(m, "title", pairs[i][way]));
			const char *filter = quoted(&f->arena, "title:", pairs[i][1 - way]);
			if (!filter_test(compiled(&f->arena, STATEMENT, filter), m))
				fail_msg("%s does not find %s", filter, pairs[i][way]);
		}
	}
}

static void terms_join_as_the_grammar_says(void **state)
{
	struct fixture *f = *state;
	static const struct expectation rows[] = {
		{ "", true },
		{ " \t\r\n", true },
		/* Y and N are terms that pass and do not: OR binds before AND. */
		{ "Y N", false },
		{ "Y AND N", false },
		{ "Y OR N", true },
		{ "N OR N", false },
		{ "Y OR N AND N", false },
		{ "N AND N OR Y", false },
		{ "(N AND N) OR Y", true },
		{ "N N OR Y", false },
		{ "Y N OR Y", true },
		{ "N OR Y Y OR N", true },
		{ "Y Y AND Y OR N Y", true },
		{ "NOT N", true },
		{ "NOT Y", false },
		{ "-Y", false },
		{ "-(Y N)", true },
		{ "NOT (Y OR N)", false },
		{ "NOT NOT Y", true },
		{ "NOT -Y", true },
		{ "NOT N OR N", true },
		{ "Y -N", true },
		{ "((((Y))))", true },
		{ "(Y)(N)", false },
		{ "(Y)(Y)", true },
	};
	const ProtobufCMessage *m = message_of(&f->arena, STATEMENT, "{\"title\":\"t\"}");
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char text[512] = "";
		for (const char *p = rows[i].filter; *p != '\0'; p++) {
			const char *piece = (char[]){ *p, '\0' };
			if (*p == 'Y')
				piece = "title = t";
			else if (*p == 'N' && p[1] != 'O' && p[1] != 'D')
				piece = "title = u";
			strcat(text, piece);
		}
		assert_passes(&f->arena, m, &(struct expectation){ text, rows[i].passes }, 1);
	}
}

static void a_filter_that_cannot_be_is_refused_at_its_position(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *filter, *message;
	} rows[] = {
		{ "titel = x", "position 1: \"titel\" is not a field of Statement; did you mean title?" },
		{ "a titel=x", "position 3: \"titel\" is not a field of Statement; did you mean title?" },
		{ "é titel=x", "position 3: \"titel\" is not a field of Statement; did you mean title?" },
		{ "zzz = x", "position 1: \"zzz\" is not a field of Statement" },
		{ "date.earlist = x",
		  "position 6: \"earlist\" is not a field of DateInterval; did you mean earliest?" },
		{ "title.x = 1", "position 7: \"title\" is no message and has no field \"x\"" },
		{ "date = x",
		  "position 6: date is a message; name one of its fields, as in date.earliest, or ask date:*" },
		{ "blocks:x",
		  "position 7: blocks is a message; name one of its fields, as in blocks.kind, or ask blocks:*" },
		{ "kind = 7x", "position 8: \"7x\" is not a value of Kind, expected one such as REPORT" },
		{ "kind = SPEACH", "position 8: \"SPEACH\" is not a value of Kind; did you mean SPEECH?" },
		{ "kind = KIND_SPEACH",
		  "position 8: \"KIND_SPEACH\" is not a value of Kind; did you mean KIND_SPEECH?" },
		{ "kind > SPEECH", "position 6: the values of kind have no order; use =, != or :" },
		{ "kind = SPEECH*", "position 8: found \"SPEECH\" with \"*\", expected the name of a value" },
		{ "blocks.number = 7x", "position 17: found \"7x\", expected a whole number" },
		{ "blocks.number = 1.5", "position 17: found \"1.5\", expected a whole number" },
		{ "blocks.number = 9223372036854775808",
		  "position 17: found \"9223372036854775808\", expected a whole number" },
		{ "blocks.number = 1*", "position 17: found \"1\" with \"*\", expected a whole number" },
		{ "create_time > yesterday",
		  "position 15: found \"yesterday\", expected an instant such as \"2017-09-15T20:45:00Z\" or a date" },
		{ "create_time > 2017-02-30",
		  "position 15: found \"2017-02-30\", expected an instant such as \"2017-09-15T20:45:00Z\" or a date" },
		{ "title < a*", "position 9: \"*\" stands for any text with = and != only" },
		{ "title:\"\"", "position 7: expected words to search for" },
		{ "title:' '", "position 7: expected words to search for" },
		{ "\"\"", "position 1: expected words to search for" },
		{ "title =", "position 8: found the end, expected a value to compare with" },
		{ "title = )", "position 9: found \")\", expected a value to compare with" },
		{ "title = = x", "position 9: found \"=\", expected a value to compare with" },
		{ "= x", "position 1: found \"=\", expected a term such as title = \"Astana\"" },
		{ "title ! x", "position 7: found '!', expected an operator such as \"!=\"" },
		{ "title = a = b", "position 11: found \"=\", expected a term such as title = \"Astana\"" },
		{ "title = \"x", "position 9: the text in quotes has no end" },
		{ "title = 'x\\'", "position 9: the text in quotes has no end" },
		{ "title = \"x\\", "position 9: the text in quotes has no end" },
		{ "\"title\" = x",
		  "position 1: found a text in quotes, expected the name of a field before the operator" },
		{ "committee.", "position 11: found the end, expected the name of a field" },
		{ "date. = x", "position 7: found \"=\", expected the name of a field" },
		{ "date..earliest = x", "position 6: found \".\", expected the name of a field" },
		{ "ti*tle = x", "position 1: \"ti*tle\" is not a field of Statement; did you mean title?" },
		{ "title* = x", "position 1: found \"*\" in a path, expected the name of a field" },
		{ "a AND", "position 6: found the end, expected a term such as title = \"Astana\"" },
		{ "AND a", "position 1: found \"AND\", expected a term such as title = \"Astana\"" },
		{ "a OR", "position 5: found the end, expected a term such as title = \"Astana\"" },
		{ "a OR OR b", "position 6: found \"OR\", expected a term such as title = \"Astana\"" },
		{ "a AND AND b", "position 7: found \"AND\", expected a term such as title = \"Astana\"" },
		{ "NOT", "position 4: found the end, expected a term such as title = \"Astana\"" },
		{ "NOT AND a", "position 5: found \"AND\", expected a term such as title = \"Astana\"" },
		{ "-", "position 2: found the end, expected a term such as title = \"Astana\"" },
		{ "(a", "position 3: found the end, expected \")\" for the \"(\" at 1" },
		{ "é (a", "position 5: found the end, expected \")\" for the \"(\" at 3" },
		{ "a)", "position 2: found \")\" without a \"(\" before it" },
		{ "()", "position 2: found \")\", expected a term such as title = \"Astana\"" },
		{ "a, b", "position 2: found \",\", expected a term such as title = \"Astana\"" },
		{ "f(x)", "position 1: found a call of a function, and there are none; compare a field" },
		{ "a.f(x)", "position 1: found a call of a function, and there are none; compare a field" },
		{ "title = f(x)", "position 9: found a call of a function, and there are none; compare a field" },
		{ "a \xFF", "position 3: found bytes that are not UTF-8" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct error error = { 0 };
		struct filter *untouched = NULL;
		enum status status = filter_compile(rows[i].filter, STATEMENT, &f->arena, &untouched, &error);
		if (status != STATUS_INVALID_ARGUMENT || strcmp(error.message, rows[i].message) != 0)
			fail_msg("%s\n  says:     %s\n  expected: %s", rows[i].filter, error.message, rows[i].message);
		assert_string_equal(error.reason, "INVALID_FILTER");
		assert_null(untouched);
	}
}

static void maps_and_booleans_are_refused_what_they_have_not(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const ProtobufCMessageDescriptor *type;
		const char *filter, *message;
	} rows[] = {
		{ REQUEST, "metadata = x", "position 10: metadata is a map; compare one of its values: metadata.key" },
		{ REQUEST, "metadata:x*", "position 10: found \"*\" in the key of a map, expected it whole" },
		{ REQUEST, "metadata.a.b = x", "position 12: \"a\" is no message and has no field \"b\"" },
		{ REQUEST, "message = ???", "position 11: found \"???\", expected bytes as base64" },
		{ REQUEST, "message > AA==", "position 9: the values of message have no order; use =, != or :" },
		{ EVERY, "boolean = 1", "position 11: found \"1\", expected true or false" },
		{ EVERY, "boolean > false", "position 9: the values of boolean have no order; use =, != or :" },
		{ EVERY, "real = many", "position 8: found \"many\", expected a number" },
		{ EVERY, "uint32 = -1", "position 10: found \"-1\", expected a whole number" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct error error = { 0 };
		struct filter *filter;
		assert_int_equal(filter_compile(rows[i].filter, rows[i].type, &f->arena, &filter, &error),
				 STATUS_INVALID_ARGUMENT);
		assert_string_equal(error.message, rows[i].message);
	}
}

/* count times a piece, between a head and a tail. */
static const char *repeated(struct arena *arena, const char *head, const char *piece, size_t count, const char *tail)
{
	size_t size = strlen(piece);
	char *text = arena_alloc(arena, strlen(head) + size * count + strlen(tail) + 1), *to = text;
	assert_non_null(text);
	to = stpcpy(to, head);
	for (size_t i = 0; i < count; i++)
		to = stpcpy(to, piece);
	stpcpy(to, tail);
	return text;
}

static void a_filter_has_limits_of_size_depth_and_terms(void **state)
{
	struct fixture *f = *state;
	struct arena *arena = &f->arena;
	static const char open[] = "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((";
	static const char close[] = "))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))";
	assert_int_equal(strlen(open), 64);
	struct {
		const char *fits, *over, *message;
	} rows[] = {
		{ repeated(arena, "", "a", 4096, ""), repeated(arena, "", "a", 4097, ""),
		  "position 4097: the text is longer than 4096 bytes" },
		{ repeated(arena, open, "a", 1, close), arena_printf(arena, "(%sa%s)", open, close),
		  "position 65: groups are nested deeper than 64 levels" },
		{ repeated(arena, "", "a ", 256, ""), repeated(arena, "", "a ", 257, ""),
		  "position 513: the filter has more than 256 terms" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct error error = { 0 };
		struct filter *filter;
		compiled(arena, STATEMENT, rows[i].fits);
		assert_int_equal(filter_compile(rows[i].over, STATEMENT, arena, &filter, &error),
				 STATUS_INVALID_ARGUMENT);
		assert_string_equal(error.message, rows[i].message);
	}
	compiled(arena, STATEMENT, repeated(arena, "", "-", 4000, "a"));
}

static void compiling_stops_at_the_arenas_cap(void **state)
{
	(void)state;
	enum status status = STATUS_RESOURCE_EXHAUSTED;
	for (size_t cap = 0; cap < 65536 && status == STATUS_RESOURCE_EXHAUSTED; cap += 16) {
		struct arena arena;
		struct error error = { 0 };
		struct filter *filter;
		arena_init(&arena, cap);
		status = filter_compile("(title:\"a b\" OR kind = SPEECH) -citations.instrument = x* 2.5", STATEMENT,
					&arena, &filter, &error);
		arena_fini(&arena);
	}
	assert_int_equal(status, STATUS_OK);
}

static void a_filter_says_which_text_it_demands(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *filter, *path, *text;
	} rows[] = {
		{ "", "title", NULL },
		{ "title = x", "title", "x" },
		{ "title = x", "name", NULL },
		{ "title = \"\"", "title", NULL },
		{ "title = x*", "title", NULL },
		{ "title != x", "title", NULL },
		{ "title:x", "title", NULL },
		{ "title < x", "title", NULL },
		{ "NOT title = x", "title", NULL },
		{ "title = x OR title = y", "title", NULL },
		{ "kind = SPEECH citations.instrument = \"S/RES/2254 (2015)\"", "citations.instrument",
		  "S/RES/2254 (2015)" },
		{ "kind = SPEECH AND (name:y AND (round = \"rounds/x\"))", "round", "rounds/x" },
		{ "kind = SPEECH AND (name:y OR (round = \"rounds/x\"))", "round", NULL },
		{ "leadVerb", "lead_verb", NULL },
		{ "blocks.leadVerb = x", "blocks.lead_verb", "x" },
		{ "kind = SPEECH", "kind", NULL },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const char *text = filter_demands(compiled(&f->arena, STATEMENT, rows[i].filter), rows[i].path);
		if (rows[i].text == NULL)
			assert_null(text);
		else
			assert_string_equal(text, rows[i].text);
	}
}

/* A random comparison of a field of the message, or of one of its messages. */
static const char *random_term(struct random *r, const ProtobufCMessageDescriptor *type, const char *path,
			       struct arena *arena)
{
	static const char *const ops[] = { "=", "!=", "<", "<=", ">", ">=", ":" };
	static const char *const instants[] = { "1970-01-01", "2017-09-15T20:45:00Z", "9000-01-01" };
	const ProtobufCFieldDescriptor *f = &type->fields[random_below(r, type->n_fields)];
	path = arena_printf(arena, "%s%s", path, f->name);
	size_t op = random_below(r, COUNT_OF(ops));
	if (random_below(r, 5) == 0)
		return arena_printf(arena, "%s:*", path);
	if (f->type == PROTOBUF_C_TYPE_STRING) {
		const char *text = random_text(r, arena);
		const char *head = arena_printf(arena, "%s %s ", path, *text == '\0' ? "=" : ops[op % 2 == 0 ? 0 : 1]);
		return quoted(arena, head, text);
	}
	if (f->type == PROTOBUF_C_TYPE_ENUM) {
		const ProtobufCEnumDescriptor *e = f->descriptor;
		return arena_printf(arena, "%s %s %s", path, ops[op % 2], e->values[random_below(r, e->n_values)].name);
	}
	if (f->type == PROTOBUF_C_TYPE_BOOL)
		return arena_printf(arena, "%s %s true", path, ops[op % 2]);
	if (f->type == PROTOBUF_C_TYPE_INT32 || f->type == PROTOBUF_C_TYPE_INT64)
		return arena_printf(arena, "%s %s %d", path, ops[op], (int)random_below(r, 9) - 1);
	const ProtobufCMessageDescriptor *inner = f->descriptor;
	if (strcmp(inner->short_name, "Timestamp") == 0)
		return arena_printf(arena, "%s %s %s", path, ops[op], instants[random_below(r, COUNT_OF(instants))]);
	return random_term(r, inner, arena_printf(arena, "%s.", path), arena);
}

static const char *random_filter(struct random *r, const ProtobufCMessageDescriptor *type, int levels,
				 struct arena *arena)
{
	static const char *const joints[] = { " AND ", " OR ", " " };
	size_t kind = random_below(r, levels == 0 ? 1 : 4);
	if (kind == 0)
		return random_below(r, 8) == 0 ? "astana" : random_term(r, type, "", arena);
	const char *a = random_filter(r, type, levels - 1, arena), *b = random_filter(r, type, levels - 1, arena);
	if (kind == 1)
		return arena_printf(arena, "NOT (%s)", a);
	return arena_printf(arena, "%s%s(%s)", a, joints[random_below(r, COUNT_OF(joints))], b);
}

static bool holds(const ProtobufCMessage *m, struct arena *arena, const char *format, const char *a, const char *b)
{
	char *text = arena_alloc(arena, strlen(format) + 2 * (strlen(a) + strlen(b)) + 1), *to = text;
	assert_non_null(text);
	for (; *format != '\0'; format++) {
		if (*format == 'A' && format[1] != 'N')
			to = stpcpy(to, a);
		else if (*format == 'B')
			to = stpcpy(to, b);
		else
			*to++ = *format;
	}
	*to = '\0';
	return filter_test(compiled(arena, m->descriptor, text), m);
}

static void filters_obey_the_laws_of_logic(void **state)
{
	struct fixture *f = *state;
	static const ProtobufCMessageDescriptor *const types[] = { STATEMENT, ROUND, ZONE, STATUS };
	struct random random = { 160 };
	size_t passed = 0;
	for (size_t i = 0; i < 3000; i++) {
		struct arena *arena = &f->arena;
		const ProtobufCMessage *m = random_message(&random, types[i % COUNT_OF(types)], arena);
		const char *a = random_filter(&random, m->descriptor, 2, arena);
		const char *b = random_filter(&random, m->descriptor, 2, arena);
		bool x = holds(m, arena, "A", a, b), y = holds(m, arena, "B", a, b);
		bool same = holds(m, arena, "NOT (A)", a, b) == !x && holds(m, arena, "NOT (NOT (A))", a, b) == x &&
			    holds(m, arena, "-(A)", a, b) == !x && holds(m, arena, "(A) AND (B)", a, b) == (x && y) &&
			    holds(m, arena, "(A) (B)", a, b) == (x && y) &&
			    holds(m, arena, "(A) OR (B)", a, b) == (x || y) &&
			    holds(m, arena, "NOT ((A) AND (B))", a, b) == (!x || !y) &&
			    holds(m, arena, "(NOT (A)) OR NOT (B)", a, b) == (!x || !y) &&
			    holds(m, arena, "NOT ((A) OR (B))", a, b) == (!x && !y) &&
			    holds(m, arena, "(B) OR (A) (A)", a, b) == x;
		if (!same)
			fail_msg("A is %s\nB is %s", a, b);
		passed += x;
		arena_reset(arena);
	}
	assert_in_range(passed, 600, 2400);
}

static struct order *order_of(struct arena *arena, const ProtobufCMessageDescriptor *type, const char *text)
{
	struct error error;
	struct order *order = NULL;
	if (order_compile(text, type, arena, &order, &error) != STATUS_OK)
		fail_msg("%s: %s", text, error.message);
	return order;
}

static struct bytes key_of(struct arena *arena, const struct order *order, const ProtobufCMessage *m)
{
	struct bytes key;
	assert_int_equal(order_key(order, m, arena, &key), STATUS_OK);
	return key;
}

static void an_order_that_cannot_be_is_refused_at_its_position(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *order, *message;
	} rows[] = {
		{ "titel", "position 1: \"titel\" is not a field of Statement; did you mean title?" },
		{ "title, dat.earliest", "position 8: \"dat\" is not a field of Statement; did you mean date?" },
		{ "date.earlist desc",
		  "position 6: \"earlist\" is not a field of DateInterval; did you mean earliest?" },
		{ "date", "position 1: date is a message; order by one of its fields, as in date.earliest" },
		{ "aliases", "position 1: aliases is repeated; order by a field that has one value" },
		{ "title, blocks.number", "position 8: blocks is repeated; order by a field that has one value" },
		{ "title down", "position 7: found \"down\", expected \"desc\", \",\" or the end" },
		{ "title desc name", "position 12: expected \",\" or the end" },
		{ "title,", "position 7: expected the name of a field" },
		{ ",title", "position 1: expected the name of a field" },
		{ "title,,name", "position 7: expected the name of a field" },
		{ "date.", "position 6: expected the name of a field" },
		{ "name,name,name,name,name,name,name,name,name,name,name,name,name,name,name,name,name",
		  "position 81: found more than 16 fields to order by" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct error error = { 0 };
		struct order *untouched = NULL;
		enum status status = order_compile(rows[i].order, STATEMENT, &f->arena, &untouched, &error);
		if (status != STATUS_INVALID_ARGUMENT || strcmp(error.message, rows[i].message) != 0)
			fail_msg("%s\n  says:     %s\n  expected: %s", rows[i].order, error.message, rows[i].message);
		assert_string_equal(error.reason, "INVALID_ORDER_BY");
		assert_null(untouched);
	}
}

/* <0, 0 or >0, by the fields themselves. */
static int compare_field(const ProtobufCMessage *a, const ProtobufCMessage *b, const char *path)
{
	char name[64];
	size_t size = strcspn(path, ".");
	memcpy(name, path, size);
	name[size] = '\0';
	const ProtobufCMessageDescriptor *type = a->descriptor;
	const ProtobufCFieldDescriptor *f = field(type, name);
	if (f->type == PROTOBUF_C_TYPE_STRING)
		return strcmp(message_text_at(a, f, 0), message_text_at(b, f, 0));
	if (f->type == PROTOBUF_C_TYPE_DOUBLE) {
		double x = message_double_at(a, f, 0), y = message_double_at(b, f, 0);
		return (x > y) - (x < y);
	}
	if (f->type == PROTOBUF_C_TYPE_UINT64) {
		uint64_t x = (uint64_t)message_int_at(a, f, 0), y = (uint64_t)message_int_at(b, f, 0);
		return (x > y) - (x < y);
	}
	if (f->type == PROTOBUF_C_TYPE_BYTES)
		return bytes_compare(message_bytes_at(a, f, 0), message_bytes_at(b, f, 0));
	if (f->type != PROTOBUF_C_TYPE_MESSAGE) {
		int64_t x = message_int_at(a, f, 0), y = message_int_at(b, f, 0);
		return (x > y) - (x < y);
	}
	ProtobufCMessage *none = calloc(1, ((const ProtobufCMessageDescriptor *)f->descriptor)->sizeof_message);
	assert_non_null(none);
	protobuf_c_message_init(f->descriptor, none);
	const ProtobufCMessage *x = message_at(a, f, 0), *y = message_at(b, f, 0);
	x = x == NULL ? none : x;
	y = y == NULL ? none : y;
	int order;
	if (path[size] == '.') {
		order = compare_field(x, y, path + size + 1);
	} else {
		order = compare_field(x, y, "seconds");
		order = order != 0 ? order : compare_field(x, y, "nanos");
	}
	free(none);
	return order;
}

static int sign(int order)
{
	return (order > 0) - (order < 0);
}

static void keys_compare_as_the_fields_do(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const ProtobufCMessageDescriptor *type;
		const char *paths[3];
		bool descending[3];
	} rows[] = {
		{ STATEMENT, { "title", "date.earliest", "kind" }, { false, false, false } },
		{ STATEMENT, { "title", "date.earliest", "kind" }, { true, false, true } },
		{ STATEMENT, { "date.printed", "title", "create_time" }, { false, true, true } },
		{ ROUND, { "venue.city", "ordinal", "next_meeting.date.earliest" }, { true, true, false } },
		{ ROUND, { "next_meeting.venue.city", "process", "ordinal" }, { false, true, true } },
		{ EVERY, { "boolean", "int64", "uint64" }, { true, false, true } },
		{ EVERY, { "real", "sint32", "uint64" }, { false, true, false } },
		{ EVERY, { "real", "uint64", "int32" }, { true, true, false } },
		{ REQUEST, { "message", "method", "timeout_ms" }, { false, false, true } },
		{ STATUS, { "state", "days_left", "title" }, { false, true, true } },
	};
	struct random random = { 132 };
	for (size_t i = 0; i < 20000; i++) {
		struct arena *arena = &f->arena;
		size_t k = i % COUNT_OF(rows);
		const char *text = "";
		for (int p = 0; p < 3; p++)
			text = arena_printf(arena, "%s%s%s%s", text, p > 0 ? ", " : "", rows[k].paths[p],
					    rows[k].descending[p] ? " desc"
					    : p == 0              ? " asc"
								  : "");
		const struct order *order = order_of(arena, rows[k].type, text);
		const ProtobufCMessage *a = random_message(&random, rows[k].type, arena);
		const ProtobufCMessage *b = random_message(&random, rows[k].type, arena);
		int expected = 0;
		for (int p = 0; p < 3 && expected == 0; p++)
			expected = compare_field(a, b, rows[k].paths[p]) * (rows[k].descending[p] ? -1 : 1);
		if (sign(bytes_compare(key_of(arena, order, a), key_of(arena, order, b))) != sign(expected))
			fail_msg("%s: keys do not compare as the fields, which are %d", text, expected);
		arena_reset(arena);
	}
}

static void a_text_sorts_before_what_it_begins_either_way_round(void **state)
{
	struct fixture *f = *state;
	struct arena *arena = &f->arena;
	ProtobufCMessage *a = message_of(arena, STATEMENT, "{\"title\":\"a\",\"name\":\"z\"}");
	ProtobufCMessage *ab = message_of(arena, STATEMENT, "{\"title\":\"ab\",\"name\":\"a\"}");
	const struct order *up = order_of(arena, STATEMENT, " title , name ");
	const struct order *down = order_of(arena, STATEMENT, "title desc,name");
	assert_true(bytes_compare(key_of(arena, up, a), key_of(arena, up, ab)) < 0);
	assert_true(bytes_compare(key_of(arena, down, a), key_of(arena, down, ab)) > 0);
	assert_int_equal(key_of(arena, order_of(arena, STATEMENT, ""), a).size, 0);
	assert_int_equal(key_of(arena, order_of(arena, STATEMENT, "  "), a).size, 0);
	struct arena none;
	struct bytes key;
	arena_init(&none, 0);
	assert_int_equal(order_key(up, a, &none, &key), STATUS_RESOURCE_EXHAUSTED);
	arena_fini(&none);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FIXTURE(each_operator_compares_each_type),
		WITH_FIXTURE(numbers_and_booleans_compare_as_such),
		WITH_FIXTURE(a_list_fits_where_any_element_does),
		WITH_FIXTURE(maps_are_asked_by_key),
		WITH_FIXTURE(words_are_searched_for_whatever_their_case_and_space),
		WITH_FIXTURE(a_phrase_is_found_exactly_where_it_stands),
		WITH_FIXTURE(letters_of_each_script_fold),
		WITH_FIXTURE(terms_join_as_the_grammar_says),
		WITH_FIXTURE(a_filter_that_cannot_be_is_refused_at_its_position),
		WITH_FIXTURE(maps_and_booleans_are_refused_what_they_have_not),
		WITH_FIXTURE(a_filter_has_limits_of_size_depth_and_terms),
		WITH_FIXTURE(compiling_stops_at_the_arenas_cap),
		WITH_FIXTURE(a_filter_says_which_text_it_demands),
		WITH_FIXTURE(filters_obey_the_laws_of_logic),
		WITH_FIXTURE(an_order_that_cannot_be_is_refused_at_its_position),
		WITH_FIXTURE(keys_compare_as_the_fields_do),
		WITH_FIXTURE(a_text_sorts_before_what_it_begins_either_way_round),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
