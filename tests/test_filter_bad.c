#include "tests/filters.h"

struct refusal {
	const char *filter, *message;
};

static void expect_refusals(struct fixture *f, const struct refusal *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct error error = { 0 };
		struct filter *untouched = NULL;
		enum status status = filter_compile(rows[i].filter, STATEMENT, &f->arena, &untouched, &error);
		if (status != STATUS_INVALID_ARGUMENT || strcmp(error.message, rows[i].message) != 0)
			fail_msg("%s\n  says:     %s\n  expected: %s", rows[i].filter, error.message, rows[i].message);
		assert_string_equal(error.reason, "INVALID_FILTER");
		assert_null(untouched);
	}
}

static void a_field_or_value_that_cannot_be_is_refused_at_its_position(void **state)
{
	static const struct refusal rows[] = {
		{ "titel = x", "position 1: \"titel\" is not a field of Statement; did you mean title?" },
		{ "a titel=x", "position 3: \"titel\" is not a field of Statement; did you mean title?" },
		{ "é titel=x", "position 3: \"titel\" is not a field of Statement; did you mean title?" },
		{ "zzz = x",
		  "position 1: \"zzz\" is not a field of Statement, which has name, etag, create_time, update_time, "
		  "delete_time, kind, symbol, title, aliases, organ, meeting, round, place, date, language, turns, "
		  "signatories, blocks, votes, citations, mentions, acts, commitments, links, sources, record, "
		  "next_meetings" },
		{ "mentions.zzz = x",
		  "position 10: \"zzz\" is not a field of Mention, which has target, printed, span" },
		{ "date.earlist = x",
		  "position 6: \"earlist\" is not a field of DateInterval; did you mean earliest?" },
		{ "title.x = 1", "position 7: \"title\" is no message and has no field \"x\"" },
		{ "date = x",
		  "position 6: date is a message; name one of its fields, as in date.earliest, or ask date:*" },
		{ "blocks:x",
		  "position 7: blocks is a message; name one of its fields, as in blocks.kind, or ask blocks:*" },
		{ "kind = 7x",
		  "position 8: \"7x\" is not a value of Kind, which has SPEECH, EXPLANATION_OF_VOTE, JOINT_STATEMENT, "
		  "PRESS_RELEASE, ANALYSIS, INCIDENT_REPORT, MEETING_RECORD, RESOLUTION, AGREEMENT, LETTER, REPORT" },
		{ "votes.ballots.choice = ABSTAIN",
		  "position 24: \"ABSTAIN\" is not a value of Choice, which has IN_FAVOUR, AGAINST, ABSTAINING, "
		  "NOT_VOTING" },
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
	};
	expect_refusals(*state, rows, COUNT_OF(rows));
}

static void a_filter_that_is_no_sentence_is_refused_at_its_position(void **state)
{
	static const struct refusal rows[] = {
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
	expect_refusals(*state, rows, COUNT_OF(rows));
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FIXTURE(a_field_or_value_that_cannot_be_is_refused_at_its_position),
		WITH_FIXTURE(a_filter_that_is_no_sentence_is_refused_at_its_position),
		WITH_FIXTURE(maps_and_booleans_are_refused_what_they_have_not),
		WITH_FIXTURE(a_filter_has_limits_of_size_depth_and_terms),
		WITH_FIXTURE(compiling_stops_at_the_arenas_cap),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
