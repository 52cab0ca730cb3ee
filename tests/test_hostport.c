/* HOST:PORT of an address. */
#include "tests/support.h"

#include "base/hostport.h"

static void a_name_or_an_address_and_a_port_are_read_and_printed_as_they_were(void **state)
{
	(void)state;
	static const struct {
		const char *text, *host;
		int port;
	} rows[] = {
		{ "127.0.0.1:7710", "127.0.0.1", 7710 },
		{ "localhost:0", "localhost", 0 },
		{ "[::1]:65535", "::1", 65535 },
		{ ":80", "", 80 },
		{ "*:80", "*", 80 },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct hostport read;
		char printed[HOSTPORT_SIZE + 8];
		assert_null(hostport_read(rows[i].text, &read));
		assert_string_equal(read.host, rows[i].host);
		assert_int_equal(read.port, rows[i].port);
		hostport_print(&read, printed, sizeof printed);
		assert_string_equal(printed, rows[i].text);
	}
}

static void what_is_wrong_is_told_and_nothing_is_read(void **state)
{
	(void)state;
	static const struct {
		const char *text, *says;
	} rows[] = {
		{ "", "no port" },
		{ "localhost", "no port" },
		{ "[::1]", "no port" },
		{ "localhost:", "0 to 65535" },
		{ "localhost:http", "0 to 65535" },
		{ "localhost:65536", "0 to 65535" },
		{ "localhost:000080", "0 to 65535" },
		{ "localhost:-1", "0 to 65535" },
		{ "localhost:+1", "0 to 65535" },
		{ "localhost:80/x", "more than a host" },
		{ "a b:80", "more than a host" },
		{ "who@localhost:80", "more than a host" },
		{ "::1:80", "[::1]:7710" },
		{ "[::1:80", "[::1]:7710" },
		{ "]:80", "brackets" },
		{ "[a:80", "brackets" },
		{ "[[::1]]:80", "brackets" },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct hostport read = { .host = "untouched" };
		const char *why = hostport_read(rows[i].text, &read);
		if (why == NULL || strstr(why, rows[i].says) == NULL)
			fail_msg("%s: \"%s\" does not say \"%s\"", rows[i].text, why == NULL ? "" : why, rows[i].says);
		assert_string_equal(read.host, "untouched");
	}
	char *longest = support_text("%0255d:1", 0), *longer = support_text("%0256d:1", 0);
	struct hostport read;
	assert_null(hostport_read(longest, &read));
	assert_string_equal(hostport_read(longer, &read), "the name of its host is too long");
	free(longest);
	free(longer);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_or_an_address_and_a_port_are_read_and_printed_as_they_were),
		cmocka_unit_test(what_is_wrong_is_told_and_nothing_is_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
