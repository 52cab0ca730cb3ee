#include "tests/filters.h"
#include "tests/support_random.h"

#include <google/protobuf/timestamp.pb-c.h>

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
		{ "symbol < \"A\"", false }, /* what is not set has no order */
		{ "symbol <= \"A\"", false },
		{ "symbol >= \"\"", false },
		{ "symbol != \"A\"", true },
		{ "NOT symbol < \"A\"", true },
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

static void filters_and_orders_say_which_fields_they_look_at(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *filter;
		bool asks;
	} rows[] = {
		{ "", false },
		{ "title = \"x\"", false },
		{ "date.earliest > \"2017\"", true },
		{ "title = \"x\" AND NOT date:*", true },
		{ "title = \"x\" OR (symbol = \"y\" AND -date.printed:\"May\")", true },
		{ "title = \"date\" symbol:\"date\"", false },
		{ "title = \"date\" AND symbol:\"date\"", false },
		{ "idlib", true }, /* a word without a field is looked for in all */
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		assert_int_equal(filter_asks(compiled(&f->arena, STATEMENT, rows[i].filter), "date"), rows[i].asks);
	struct order *order;
	struct error error;
	assert_int_equal(order_compile("title, date.earliest desc", STATEMENT, &f->arena, &order, &error), STATUS_OK);
	assert_true(order_asks(order, "date"));
	assert_true(order_asks(order, "title"));
	assert_false(order_asks(order, "symbol"));
	assert_int_equal(order_compile("", STATEMENT, &f->arena, &order, &error), STATUS_OK);
	assert_false(order_asks(order, "date"));
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
		WITH_FIXTURE(filters_and_orders_say_which_fields_they_look_at),
		WITH_FIXTURE(a_filter_says_which_text_it_demands),
		WITH_FIXTURE(filters_obey_the_laws_of_logic),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
