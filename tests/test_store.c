/* Changes and reads, function by function, on real files. */
#include "tests/support_store.h"

static struct store_txn *begin(struct store *store)
{
	struct store_txn *txn = NULL;
	struct error error;
	want(STATUS_OK, store_read(store, &txn, &error));
	return txn;
}

static void put(struct store *store, enum store_kind kind, const char *name, const char *body, int64_t revision)
{
	struct error error;
	int64_t got = 0;
	want(STATUS_OK, support_put(store, kind, name, body, &got, &error));
	assert_int_equal(got, revision);
}

static void assert_body(const struct store_change *change, const char *body)
{
	assert_int_equal(change->body.size, strlen(body));
	assert_memory_equal(change->body.data, body, change->body.size);
}

/* ---- Changes ---------------------------------------------------------------- */

static void a_change_is_read_back_whole(void **state)
{
	struct fixture *f = *state;
	struct error error;
	struct support_change c;
	support_change_init(&c, STORE_CREATED, "zones/idlib", bytes_of("a\0b", 3));
	c.entry.request_id = BYTES_LITERAL("id-1");
	memset(c.entry.request_digest, 0xAB, STORE_DIGEST);
	want(STATUS_OK, store_write(f->store, &c.job));
	f->store = support_reopen(f->store, f->dir);
	struct store_txn *txn = begin(f->store);
	struct store_change got;
	want(STATUS_OK, store_change(txn, 1, &got, &error));
	assert_int_equal(got.revision, 1);
	assert_true(got.time == c.entry.time);
	assert_int_equal(got.kind, STORE_CREATED);
	assert_false(got.compacted);
	assert_int_equal(got.doc, 1);
	assert_true(bytes_equal(got.actor, c.entry.actor));
	assert_true(bytes_equal(got.request_id, c.entry.request_id));
	assert_true(bytes_equal(got.reason, c.entry.reason));
	assert_true(bytes_equal(got.method, c.entry.method));
	assert_true(bytes_equal(got.name, c.entry.name));
	assert_true(bytes_equal(got.body, c.entry.body));
	assert_memory_equal(got.request_digest, c.entry.request_digest, STORE_DIGEST);
	store_read_end(txn);
}

/* The digest of truce.v1.Change, put together byte by byte. */
static void expected_digest(const struct store_change *c, const uint8_t previous[STORE_DIGEST],
			    uint8_t out[STORE_DIGEST])
{
	struct buffer b;
	const struct bytes strings[] = { c->actor, c->request_id, c->reason, c->method, c->name };
	enum status status = STATUS_OK;
	buffer_init(&b, SIZE_MAX);
	status |= buffer_put(&b, previous, STORE_DIGEST);
	for (int shift = 56; shift >= 0; shift -= 8)
		status |= buffer_put(&b, &(uint8_t){ (uint8_t)((uint64_t)c->revision >> shift) }, 1);
	for (int shift = 56; shift >= 0; shift -= 8)
		status |= buffer_put(&b, &(uint8_t){ (uint8_t)((uint64_t)c->time >> shift) }, 1);
	status |= buffer_put(&b, &(uint8_t){ (uint8_t)c->kind }, 1);
	for (size_t i = 0; i < COUNT_OF(strings); i++) {
		for (int shift = 24; shift >= 0; shift -= 8)
			status |= buffer_put(&b, &(uint8_t){ (uint8_t)(strings[i].size >> shift) }, 1);
		status |= buffer_put(&b, strings[i].data, strings[i].size);
	}
	status |= buffer_put(&b, c->request_digest, STORE_DIGEST);
	status |= buffer_put(&b, c->record_digest, STORE_DIGEST);
	assert_int_equal(status, STATUS_OK);
	struct bytes whole = buffer_bytes(&b);
	store_digest(&whole, 1, out);
	buffer_fini(&b);
}

static void each_change_carries_the_digest_of_the_one_before(void **state)
{
	struct fixture *f = *state;
	struct error error;
	uint8_t previous[STORE_DIGEST] = { 0 }, digest[STORE_DIGEST];
	put(f->store, STORE_CREATED, "zones/a", "first", 1);
	put(f->store, STORE_UPDATED, "zones/a", "second", 2);
	put(f->store, STORE_DELETED, "zones/a", "second", 3);
	struct store_txn *txn = begin(f->store);
	for (int64_t revision = 1; revision <= 3; revision++) {
		struct store_change c;
		want(STATUS_OK, store_change(txn, revision, &c, &error));
		assert_memory_equal(c.previous_digest, previous, STORE_DIGEST);
		store_digest(&c.body, 1, digest);
		assert_memory_equal(c.record_digest, digest, STORE_DIGEST);
		expected_digest(&c, previous, digest);
		assert_memory_equal(c.digest, digest, STORE_DIGEST);
		memcpy(previous, digest, STORE_DIGEST);
	}
	store_read_end(txn);
}

static void a_digest_is_sha_256(void **state)
{
	(void)state;
	/* FIPS 180-4's example "abc", in pieces */
	static const uint8_t abc[STORE_DIGEST] = { 0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40,
						   0xde, 0x5d, 0xae, 0x22, 0x23, 0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17,
						   0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad };
	const struct bytes pieces[] = { BYTES_LITERAL("a"), { 0 }, BYTES_LITERAL("bc") };
	uint8_t digest[STORE_DIGEST];
	store_digest(pieces, COUNT_OF(pieces), digest);
	assert_memory_equal(digest, abc, STORE_DIGEST);
}

static void time_never_goes_back(void **state)
{
	struct fixture *f = *state;
	struct error error;
	struct support_change c;
	const int64_t times[] = { 1000, 500, 2000 }, kept[] = { 1000, 1000, 2000 };
	for (size_t i = 0; i < COUNT_OF(times); i++) {
		support_change_init(&c, i == 0 ? STORE_CREATED : STORE_UPDATED, "zones/a", BYTES_LITERAL("x"));
		c.entry.time = times[i];
		want(STATUS_OK, store_write(f->store, &c.job));
	}
	struct store_txn *txn = begin(f->store);
	for (size_t i = 0; i < COUNT_OF(kept); i++) {
		struct store_change got;
		want(STATUS_OK, store_change(txn, (int64_t)i + 1, &got, &error));
		assert_true(got.time == kept[i]);
	}
	const struct {
		int64_t time, revision;
	} instants[] = { { 0, 0 }, { 999, 0 }, { 1000, 2 }, { 1999, 2 }, { 2000, 3 }, { INT64_MAX, 3 } };
	for (size_t i = 0; i < COUNT_OF(instants); i++) {
		int64_t revision = -1;
		want(STATUS_OK, store_revision_at(txn, instants[i].time, &revision, &error));
		assert_int_equal(revision, instants[i].revision);
	}
	store_read_end(txn);
}

static void a_change_that_does_not_fit_the_state_is_refused(void **state)
{
	struct fixture *f = *state;
	static const struct {
		enum store_kind kind;
		bool fits[3]; /* absent, alive, deleted */
	} rows[] = {
		{ STORE_CREATED, { true, false, false } },
		{ STORE_UPDATED, { false, true, false } },
		{ STORE_DELETED, { false, true, false } },
		{ STORE_UNDELETED, { false, false, true } },
	};
	int64_t revision = 0;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		for (int state_of = 0; state_of < 3; state_of++) {
			struct error error;
			char *name = support_text("zones/%zu-%d", i, state_of);
			if (state_of > 0)
				put(f->store, STORE_CREATED, name, "x", ++revision);
			if (state_of > 1)
				put(f->store, STORE_DELETED, name, "x", ++revision);
			want(rows[i].fits[state_of] ? STATUS_OK : STATUS_INTERNAL,
			     support_put(f->store, rows[i].kind, name, "y", NULL, &error));
			revision += rows[i].fits[state_of];
			free(name);
		}
	}
	store_close(f->store);
	f->store = NULL;
	assert_int_equal(support_faults(f->dir), 0);
}

static void names_and_bodies_have_sizes(void **state)
{
	struct fixture *f = *state;
	struct error error;
	struct support_change c;
	char name[STORE_NAME_MOST + 2];
	memset(name, 'n', sizeof name);
	name[STORE_NAME_MOST] = '\0';
	uint8_t *body = calloc(1, STORE_BODY_MOST + 1);
	memset(body, 'x', STORE_BODY_MOST);
	support_change_init(&c, STORE_CREATED, name, bytes_of(body, STORE_BODY_MOST));
	want(STATUS_OK, store_write(f->store, &c.job));
	struct store_txn *txn = begin(f->store);
	struct store_change got;
	want(STATUS_OK, store_get(txn, bytes_text(name), 0, &got, &error));
	assert_true(bytes_equal(got.body, c.entry.body));
	store_read_end(txn);
	support_change_init(&c, STORE_CREATED, "zones/large", bytes_of(body, STORE_BODY_MOST + 1));
	support_want(STATUS_INVALID_ARGUMENT, store_write(f->store, &c.job), &c.job.error, "a body too large");
	name[STORE_NAME_MOST] = 'n';
	support_change_init(&c, STORE_CREATED, "", bytes_of(body, 1));
	support_want(STATUS_INVALID_ARGUMENT, store_write(f->store, &c.job), &c.job.error, "an empty name");
	c.entry.name = bytes_of(name, STORE_NAME_MOST + 1);
	support_want(STATUS_INVALID_ARGUMENT, store_write(f->store, &c.job), &c.job.error, "a long name");
	support_change_init(&c, STORE_CREATED, "zones/empty", (struct bytes){ 0 });
	support_want(STATUS_OK, store_write(f->store, &c.job), &c.job.error, "an empty body");
	free(body);
}

static void a_long_term_is_clamped_and_still_found(void **state)
{
	struct fixture *f = *state;
	struct error error;
	struct support_change c;
	char word[STORE_TERM_MOST + 200];
	memset(word, 'w', sizeof word);
	support_change_init(&c, STORE_CREATED, "zones/a", bytes_of(word, sizeof word));
	want(STATUS_OK, store_write(f->store, &c.job));
	struct store_txn *txn = begin(f->store);
	const size_t sizes[] = { STORE_TERM_MOST, STORE_TERM_MOST + 1, sizeof word };
	for (size_t i = 0; i < COUNT_OF(sizes); i++) {
		struct store_postings postings;
		uint32_t doc = 0;
		want(STATUS_OK, store_postings_begin(txn, WORDS, bytes_of(word, sizes[i]), &postings, &error));
		want(STATUS_OK, store_postings_next(&postings, &doc, &error));
		assert_int_equal(doc, 1);
		want(STATUS_NOT_FOUND, store_postings_next(&postings, &doc, &error));
		store_postings_end(&postings);
	}
	store_read_end(txn);
}

/* ---- Reading ------------------------------------------------------------------ */

static void a_record_is_read_as_of_each_of_its_revisions(void **state)
{
	struct fixture *f = *state;
	struct error error;
	struct store_change c;
	put(f->store, STORE_CREATED, "zones/b", "other", 1);
	put(f->store, STORE_CREATED, "zones/a", "one", 2);
	put(f->store, STORE_UPDATED, "zones/b", "again", 3);
	put(f->store, STORE_UPDATED, "zones/a", "two", 4);
	put(f->store, STORE_DELETED, "zones/a", "two", 5);
	struct store_txn *txn = begin(f->store);
	const struct bytes a = BYTES_LITERAL("zones/a");
	want(STATUS_NOT_FOUND, store_get(txn, a, 1, &c, &error));
	want(STATUS_OK, store_get(txn, a, 2, &c, &error));
	assert_body(&c, "one");
	want(STATUS_OK, store_get(txn, a, 3, &c, &error));
	assert_body(&c, "one");
	assert_int_equal(c.revision, 2);
	want(STATUS_OK, store_get_doc(txn, 2, 4, &c, &error));
	assert_body(&c, "two");
	want(STATUS_OK, store_get(txn, a, 0, &c, &error));
	assert_int_equal(c.kind, STORE_DELETED);
	want(STATUS_OUT_OF_RANGE, store_get(txn, a, 6, &c, &error));
	want(STATUS_OUT_OF_RANGE, store_get(txn, a, -1, &c, &error));
	want(STATUS_NOT_FOUND, store_get_doc(txn, 3, 0, &c, &error));
	want(STATUS_NOT_FOUND, store_get(txn, (struct bytes){ 0 }, 0, &c, &error));
	store_read_end(txn);
}

static void a_transaction_sees_one_revision(void **state)
{
	struct fixture *f = *state;
	struct error error;
	struct store_change c;
	put(f->store, STORE_CREATED, "zones/a", "one", 1);
	struct store_txn *txn = begin(f->store);
	put(f->store, STORE_UPDATED, "zones/a", "two", 2);
	assert_int_equal(store_revision(txn), 1);
	want(STATUS_OK, store_get(txn, BYTES_LITERAL("zones/a"), 0, &c, &error));
	assert_body(&c, "one");
	store_read_end(txn);
}

static char *scan_names(struct store_txn *txn, const char *prefix, const char *after, int64_t as_of)
{
	struct store_scan scan;
	struct store_change c;
	struct error error;
	struct buffer names;
	buffer_init(&names, SIZE_MAX);
	want(STATUS_OK, store_scan_begin(txn, bytes_text(prefix), bytes_text(after), as_of, &scan, &error));
	enum status status;
	while ((status = store_scan_next(&scan, &c, &error)) == STATUS_OK)
		want(STATUS_OK, buffer_printf(&names, "%.*s=%.*s ", (int)c.name.size, (const char *)c.name.data,
					      (int)c.body.size, (const char *)c.body.data));
	support_want(STATUS_NOT_FOUND, status, &error, "the end of a scan");
	store_scan_end(&scan);
	want(STATUS_OK, buffer_put(&names, "", 1));
	return (char *)names.data;
}

static void a_scan_walks_a_prefix_after_a_name_as_of_a_revision(void **state)
{
	struct fixture *f = *state;
	put(f->store, STORE_CREATED, "zones/b", "1", 1);
	put(f->store, STORE_CREATED, "rounds/6", "2", 2);
	put(f->store, STORE_CREATED, "zones/a", "3", 3);
	put(f->store, STORE_UPDATED, "zones/b", "4", 4);
	put(f->store, STORE_DELETED, "zones/a", "5", 5);
	put(f->store, STORE_CREATED, "zonesmen/x", "6", 6);
	static const struct {
		const char *prefix, *after;
		int64_t as_of;
		const char *names;
	} rows[] = {
		{ "zones/", "", 0, "zones/a=5 zones/b=4 " },
		{ "zones/", "", 3, "zones/a=3 zones/b=1 " },
		{ "zones/", "", 2, "zones/b=1 " },
		{ "zones/", "zones/a", 0, "zones/b=4 " },
		{ "zones/", "zones/aa", 0, "zones/b=4 " },
		{ "zones/", "zones/b", 0, "" },
		{ "zones/", "a", 0, "zones/a=5 zones/b=4 " },
		{ "", "", 0, "rounds/6=2 zones/a=5 zones/b=4 zonesmen/x=6 " },
		{ "zones", "zones/b", 0, "zonesmen/x=6 " },
		{ "texts/", "", 0, "" },
		{ "zz", "", 0, "" },
	};
	struct store_txn *txn = begin(f->store);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		char *names = scan_names(txn, rows[i].prefix, rows[i].after, rows[i].as_of);
		assert_string_equal(names, rows[i].names);
		free(names);
	}
	store_read_end(txn);
}

static void a_records_history_is_walked_both_ways(void **state)
{
	struct fixture *f = *state;
	struct error error;
	put(f->store, STORE_CREATED, "zones/a", "1", 1);
	put(f->store, STORE_CREATED, "zones/b", "1", 2);
	put(f->store, STORE_UPDATED, "zones/a", "2", 3);
	put(f->store, STORE_UPDATED, "zones/a", "3", 4);
	static const struct {
		int64_t after;
		bool newest_first;
		int64_t revision; /* 0: the end */
	} rows[] = {
		{ 0, false, 1 },         { 1, false, 3 }, { 2, false, 3 },  { 3, false, 4 }, { 4, false, 0 },
		{ INT64_MAX, true, 4 },  { 4, true, 3 },  { 3, true, 1 },   { 2, true, 1 },  { 1, true, 0 },
		{ INT64_MAX, false, 0 }, { 0, true, 0 },  { -5, false, 1 },
	};
	struct store_txn *txn = begin(f->store);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		int64_t revision = 0;
		want(rows[i].revision == 0 ? STATUS_NOT_FOUND : STATUS_OK,
		     store_history_next(txn, BYTES_LITERAL("zones/a"), rows[i].after, rows[i].newest_first, &revision,
					&error));
		assert_int_equal(revision, rows[i].revision);
	}
	int64_t revision = 0;
	want(STATUS_NOT_FOUND, store_history_next(txn, BYTES_LITERAL("zones/c"), 0, false, &revision, &error));
	store_read_end(txn);
}

static char *docs_of(struct store_txn *txn, const struct store_index *index, const char *term)
{
	struct store_postings postings;
	struct error error;
	struct buffer docs;
	uint32_t doc;
	buffer_init(&docs, SIZE_MAX);
	want(STATUS_OK, store_postings_begin(txn, index, bytes_text(term), &postings, &error));
	while (store_postings_next(&postings, &doc, &error) == STATUS_OK)
		want(STATUS_OK, buffer_printf(&docs, "%u ", doc));
	store_postings_end(&postings);
	want(STATUS_OK, buffer_put(&docs, "", 1));
	return (char *)docs.data;
}

static void terms_follow_their_records(void **state)
{
	struct fixture *f = *state;
	static const struct {
		enum store_kind kind;
		const char *name, *body, *peace, *war;
	} rows[] = {
		{ STORE_CREATED, "zones/a", "peace peace now", "1 ", "" },
		{ STORE_CREATED, "zones/b", "war and peace", "1 2 ", "2 " },
		{ STORE_UPDATED, "zones/a", "war now", "2 ", "1 2 " },
		{ STORE_DELETED, "zones/b", "war and peace", "", "1 " },
		{ STORE_UNDELETED, "zones/b", "peace", "2 ", "1 " },
		{ STORE_DELETED, "zones/a", "", "2 ", "" },
		{ STORE_UNDELETED, "zones/a", "war peace", "1 2 ", "1 " },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		put(f->store, rows[i].kind, rows[i].name, rows[i].body, (int64_t)i + 1);
		struct store_txn *txn = begin(f->store);
		char *peace = docs_of(txn, WORDS, "peace"), *war = docs_of(txn, WORDS, "war");
		char *other = docs_of(txn, START, "peace");
		assert_string_equal(peace, rows[i].peace);
		assert_string_equal(war, rows[i].war);
		assert_string_equal(other, "");
		free(peace);
		free(war);
		free(other);
		store_read_end(txn);
	}
}

static void counts_are_of_records_that_are_not_deleted(void **state)
{
	struct fixture *f = *state;
	struct error error;
	put(f->store, STORE_CREATED, "zones/a", "", 1);
	put(f->store, STORE_CREATED, "zones/a/readings/1", "", 2);
	put(f->store, STORE_CREATED, "zones/b", "", 3);
	put(f->store, STORE_CREATED, "rounds/6", "", 4);
	put(f->store, STORE_DELETED, "zones/b", "", 5);
	put(f->store, STORE_DELETED, "rounds/6", "", 6);
	static const struct {
		const char *prefix;
		int64_t count;
	} rows[] = { { "", 2 }, { "zones/", 2 }, { "zones/a/", 1 }, { "zones/a/readings/", 1 }, { "rounds/", 0 } };
	struct store_txn *txn = begin(f->store);
	int64_t count;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		want(STATUS_OK, store_count(txn, bytes_text(rows[i].prefix), &count, &error));
		assert_int_equal(count, rows[i].count);
	}
	want(STATUS_INVALID_ARGUMENT, store_count(txn, BYTES_LITERAL("zo"), &count, &error));
	store_read_end(txn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_A_STORE(a_change_is_read_back_whole),
		WITH_A_STORE(each_change_carries_the_digest_of_the_one_before),
		cmocka_unit_test(a_digest_is_sha_256),
		WITH_A_STORE(time_never_goes_back),
		WITH_A_STORE(a_change_that_does_not_fit_the_state_is_refused),
		WITH_A_STORE(names_and_bodies_have_sizes),
		WITH_A_STORE(a_long_term_is_clamped_and_still_found),
		WITH_A_STORE(a_record_is_read_as_of_each_of_its_revisions),
		WITH_A_STORE(a_transaction_sees_one_revision),
		WITH_A_STORE(a_scan_walks_a_prefix_after_a_name_as_of_a_revision),
		WITH_A_STORE(a_records_history_is_walked_both_ways),
		WITH_A_STORE(terms_follow_their_records),
		WITH_A_STORE(counts_are_of_records_that_are_not_deleted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
