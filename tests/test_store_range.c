/* Ranges of terms, and how many docs have one. */
#include "tests/support_store.h"

static void put(struct fixture *f, const char *name, const char *body)
{
	struct error error;
	int64_t revision;
	want(STATUS_OK, support_put(f->store, STORE_CREATED, name, body, &revision, &error));
}

/* "term:doc " for each of a range. */
static char *walk(struct store_range *range, struct bytes from, struct bytes to)
{
	struct buffer found;
	struct bytes term;
	struct error error;
	uint32_t doc;
	enum status status;
	buffer_init(&found, SIZE_MAX);
	store_range_seek(range, from, to);
	while ((status = store_range_next(range, &term, &doc, &error)) == STATUS_OK)
		want(STATUS_OK, buffer_printf(&found, "%.*s:%u ", (int)term.size, (const char *)term.data, doc));
	want(STATUS_NOT_FOUND, status);
	want(STATUS_NOT_FOUND, store_range_next(range, &term, &doc, &error));
	want(STATUS_OK, buffer_put(&found, "", 1));
	return (char *)found.data;
}

static void a_range_has_its_terms_in_order_with_every_doc(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *from, *to, *found;
	} rows[] = {
		{ "a", "c", "apple:1 apple:2 apples:3 bean:2 " },
		{ "apple", "applf", "apple:1 apple:2 apples:3 " },
		{ "apple", "apple", "" },
		{ "appl", "apple", "" },
		{ "apples", "apples!", "apples:3 " },
		{ "", "b", "apple:1 apple:2 apples:3 " },
		{ "c", "zz", "cherry:1 date:3 " },
		{ "date", "\xff\xff", "date:3 " },
		{ "e", "\xff\xff", "" },
		{ "", "", "" },
		{ "z", "a", "" },
	};
	put(f, "zones/a", "cherry apple");
	put(f, "zones/b", "apple bean");
	put(f, "zones/c", "date apples");
	struct store_txn *txn;
	struct store_range range;
	struct error error;
	want(STATUS_OK, store_read(f->store, &txn, &error));
	want(STATUS_OK, store_range_begin(txn, WORDS, &range, &error));
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char *found = walk(&range, bytes_text(rows[i].from), bytes_text(rows[i].to));
		assert_string_equal(found, rows[i].found);
		free(found);
	}
	store_range_end(&range);
	store_range_end(&range);
	store_read_end(txn);
}

static void a_range_is_empty_until_it_is_put_somewhere(void **state)
{
	struct fixture *f = *state;
	struct store_txn *txn;
	struct store_range range;
	struct bytes term;
	struct error error;
	uint32_t doc;
	put(f, "zones/a", "apple");
	want(STATUS_OK, store_read(f->store, &txn, &error));
	want(STATUS_OK, store_range_begin(txn, WORDS, &range, &error));
	want(STATUS_NOT_FOUND, store_range_next(&range, &term, &doc, &error));
	store_range_end(&range);
	store_read_end(txn);
}

static void the_docs_of_a_term_are_counted(void **state)
{
	struct fixture *f = *state;
	static const struct {
		const char *term;
		int64_t count;
	} rows[] = { { "apple", 40 }, { "pear", 1 }, { "plum", 0 } };
	for (int i = 0; i < 40; i++) {
		char *name = support_text("zones/z%d", i);
		put(f, name, i == 7 ? "apple pear" : "apple");
		free(name);
	}
	struct store_txn *txn;
	struct error error;
	want(STATUS_OK, store_read(f->store, &txn, &error));
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct store_postings postings;
		int64_t count = -1;
		want(STATUS_OK, store_postings_begin(txn, WORDS, bytes_text(rows[i].term), &postings, &error));
		want(STATUS_OK, store_postings_count(&postings, &count, &error));
		assert_int_equal(count, rows[i].count);
		store_postings_end(&postings);
	}
	store_read_end(txn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_range_has_its_terms_in_order_with_every_doc, support_set_up,
						support_tear_down),
		cmocka_unit_test_setup_teardown(a_range_is_empty_until_it_is_put_somewhere, support_set_up,
						support_tear_down),
		cmocka_unit_test_setup_teardown(the_docs_of_a_term_are_counted, support_set_up, support_tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
