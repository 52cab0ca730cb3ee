#include "tests/support_message.h"

#include <google/protobuf/any.pb-c.h>

#include "tests/support_random.h"
#include "truce/v1/import_service.pb-c.h"
#include "truce/v1/statement_service.pb-c.h"
#include "truce/v1/zone_service.pb-c.h"

/* ---- Checking ------------------------------------------------------------- */

static void a_message_comes_back_as_it_was_sent(void **state)
{
	struct fixture *f = *state;
	struct bytes sent = packed(&sample_zone(&f->arena)->base, &f->arena);
	ProtobufCMessage *back;
	struct error e;
	assert_int_equal(message_unpack(ZONE, sent, MESSAGE_STRICT, &f->arena, &f->v, &back, &e), STATUS_OK);
	assert_true(bytes_equal(packed(back, &f->arena), sent));
	assert_string_equal(message_text(back, "name"), "zones/eastern-ghouta");
}

static void no_bytes_are_the_message_with_every_field_at_its_default(void **state)
{
	struct fixture *f = *state;
	ProtobufCMessage *back;
	struct error e;
	assert_int_equal(message_unpack(ZONE, bytes_of(NULL, 0), MESSAGE_STRICT, &f->arena, &f->v, &back, &e),
			 STATUS_OK);
	for (unsigned i = 0; i < back->descriptor->n_fields; i++)
		assert_false(message_has(back, &back->descriptor->fields[i]));
}

struct fault {
	const ProtobufCMessageDescriptor *type;
	struct bytes bytes;
	const char *path;
	const char *words; /* in the description */
	bool only_strict;
};

static void expect_fault(struct fixture *f, const struct fault *row)
{
	violations_init(&f->v, &f->arena);
	message_check(row->type, row->bytes, MESSAGE_STRICT, SIZE_MAX, &f->v);
	if (f->v.count != 1)
		fail_msg("%s, %s: %d violations", row->path, row->words, f->v.count);
	if (strcmp(f->v.first->field, row->path) != 0 || strstr(f->v.first->description, row->words) == NULL)
		fail_msg("expected %s: … %s …, got %s: %s", row->path, row->words, f->v.first->field,
			 f->v.first->description);
	violations_init(&f->v, &f->arena);
	message_check(row->type, row->bytes, MESSAGE_LENIENT, SIZE_MAX, &f->v);
	if (f->v.count != (row->only_strict ? 0 : 1))
		fail_msg("%s, %s: %d violations when lenient", row->path, row->words, f->v.count);
}

static void a_fault_is_named_by_the_path_of_its_field(void **state)
{
	const struct fault rows[] = {
		/* Bytes that are no message. */
		{ GET_ZONE, BYTES_LITERAL("\x0a\x09z"), "", "byte 0 begins no whole field", false },
		{ GET_ZONE, BYTES_LITERAL("\x0a\x01z\x0b"), "", "byte 3 begins no whole field", false },
		{ CREATE_ZONE, BYTES_LITERAL("\x12\x02\x0a\x09"), "zone", "is no truce.v1.Zone: byte 0", false },
		/* Text. */
		{ GET_ZONE, BYTES_LITERAL("\x0a\x02z\0"), "name", "U+0000 at byte 1", false },
		{ GET_ZONE, BYTES_LITERAL("\x0a\x03zz\xff"), "name", "not UTF-8 at byte 2", false },
		{ ZONE, BYTES_LITERAL("\x62\x01\x41\x62\x01\xff"), "aliases[1]", "not UTF-8", false },
		{ CREATE_ZONE,
		  BYTES_LITERAL("\x12\x0d\xb2\x01\x00\xb2\x01\x07\x12\x05\x0a\x03"
				"a\xed\xa0"),
		  "zone.readings[1].effective.earliest", "not UTF-8 at byte 1", false },
		/* Wire types. */
		{ GET_ZONE, BYTES_LITERAL("\x08\x01"), "name", "sent as a varint", false },
		{ GET_ZONE, BYTES_LITERAL("\x12\x00"), "as_of_revision", "sent as a length and bytes", false },
		{ GET_ZONE, BYTES_LITERAL("\x1d\x01\x02\x03\x04"), "as_of_time", "sent as 32 bits", false },
		/* Sent twice. */
		{ GET_ZONE, BYTES_LITERAL("\x0a\x00\x0a\x01z"), "name", "sent twice", false },
		{ CREATE_ZONE, BYTES_LITERAL("\x12\x00\x12\x00"), "zone", "sent twice", false },
		{ GET_ZONE, BYTES_LITERAL("\x10\x01\x1a\x00"), "as_of_time", "its oneof", false },
		{ GET_ZONE, BYTES_LITERAL("\x10\x01\x10\x02"), "as_of_revision", "its oneof", false },
		/* What only a write must know. */
		{ GET_ZONE, BYTES_LITERAL("\x78\x01"), "", "GetZoneRequest has no field of number 15", true },
		{ CREATE_ZONE, BYTES_LITERAL("\x12\x03\x98\x06\x01"), "zone", "Zone has no field of number 99", true },
		{ ZONE, BYTES_LITERAL("\x50\x63"), "kind", "99 is no value of truce.v1.Zone.Kind", true },
		{ ZONE, BYTES_LITERAL("\x50\x80\x80\x80\x80\x10"), "kind", "more than 32 bits", true },
		{ STATUS, BYTES_LITERAL("\x38\x01\x3a\x03\x02\x03\x63"), "possible_states[3]", "99 is no value", true },
		{ STATUS, BYTES_LITERAL("\x38\x01\x38\x63"), "possible_states[1]", "99 is no value", true },
		{ STATUS, BYTES_LITERAL("\x40\x80\x80\x80\x80\x08"), "term", "more than 32 bits", true },
		/* Packed runs. */
		{ STATUS, BYTES_LITERAL("\x3a\x02\x01\x80"), "possible_states[1]", "middle of a number", false },
		{ EVERY, BYTES_LITERAL("\x72\x05\x01\x02\x03\x04\x05"), "fixed32s[0]", "middle of a number", false },
		{ EVERY, BYTES_LITERAL("\x7a\x04\x01\x02\x03\x04"), "doubles[0]", "middle of a number", false },
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		expect_fault(*state, &rows[i]);
}

static void a_negative_number_of_32_bits_is_sent_in_ten_bytes(void **state)
{
	struct fixture *f = *state;
	Truce__V1__ZoneStatus status = TRUCE__V1__ZONE_STATUS__INIT;
	status.term = -2147483647 - 1;
	message_check(STATUS, packed(&status.base, &f->arena), MESSAGE_STRICT, SIZE_MAX, &f->v);
	assert_int_equal(f->v.count, 0);
}

static void an_unknown_field_and_value_pass_where_they_are_only_read(void **state)
{
	struct fixture *f = *state;
	ProtobufCMessage *m;
	struct error e;
	struct bytes sent = BYTES_LITERAL("\x50\x63\x98\x06\x01");
	assert_int_equal(message_unpack(ZONE, sent, MESSAGE_LENIENT, &f->arena, &f->v, &m, &e), STATUS_OK);
	assert_true(message_int_at(m, field(ZONE, "kind"), 0) == 99);
	assert_int_equal(m->n_unknown_fields, 1);
}

static void every_fault_is_counted_and_the_first_32_are_kept(void **state)
{
	struct fixture *f = *state;
	uint8_t bytes[3 * 1000];
	for (size_t i = 0; i < sizeof bytes; i += 3)
		memcpy(bytes + i, "\x62\x01\xff", 3);
	ProtobufCMessage *m = NULL;
	struct error e;
	assert_int_equal(message_unpack(ZONE, bytes_of(bytes, sizeof bytes), MESSAGE_STRICT, &f->arena, &f->v, &m, &e),
			 STATUS_INVALID_ARGUMENT);
	assert_null(m);
	assert_int_equal(f->v.count, 1000);
	int kept = 0;
	for (const struct violation *v = f->v.first; v != NULL; v = v->next) {
		char expected[32];
		snprintf(expected, sizeof expected, "aliases[%d]", kept++);
		assert_string_equal(v->field, expected);
	}
	assert_int_equal(kept, VIOLATIONS_KEPT);
	assert_string_equal(e.reason, "INVALID_FIELDS");
	assert_string_equal(e.message, "aliases[0]: is not UTF-8 at byte 0 (and 999 more)");
}

static void violations_count_where_there_is_no_memory_to_keep_them(void **state)
{
	(void)state;
	struct arena none;
	struct violations v;
	struct error e;
	arena_init(&none, 0);
	violations_init(&v, &none);
	assert_int_equal(violations_status(&v, &e), STATUS_OK);
	violations_add(&v, "zone.title", "is %s", "too long");
	assert_int_equal(v.count, 1);
	assert_null(v.first);
	assert_int_equal(violations_status(&v, &e), STATUS_INVALID_ARGUMENT);
	arena_fini(&none);
}

/* A message of so many levels, the last of them empty. */
static struct bytes nested(size_t levels, uint8_t *room, size_t size)
{
	uint8_t *at = room + size;
	for (size_t i = 1; i < levels; i++) {
		uint8_t header[12];
		size_t content = (size_t)(room + size - at);
		size_t length = 1;
		header[0] = 0x0a;
		for (size_t left = content; length == 1 || left > 0; left >>= 7)
			header[length++] = (uint8_t)((left & 0x7F) | (left > 0x7F ? 0x80 : 0));
		assert_true((size_t)(at - room) >= length);
		at -= length;
		memcpy(at, header, length);
	}
	return bytes_of(at, (size_t)(room + size - at));
}

static void messages_nest_32_deep_and_no_deeper(void **state)
{
	struct fixture *f = *state;
	static uint8_t room[46 << 10];
	ProtobufCMessage *m;
	struct error e;
	assert_int_equal(message_unpack(DEEP, nested(MESSAGE_DEPTH, room, sizeof room), MESSAGE_STRICT, &f->arena,
					&f->v, &m, &e),
			 STATUS_OK);
	static const size_t too_deep[] = { MESSAGE_DEPTH + 1, 11000 };
	for (size_t i = 0; i < COUNT_OF(too_deep); i++) {
		violations_init(&f->v, &f->arena);
		struct bytes bytes = nested(too_deep[i], room, sizeof room);
		assert_int_equal(message_unpack(DEEP, bytes, MESSAGE_STRICT, &f->arena, &f->v, &m, &e),
				 STATUS_INVALID_ARGUMENT);
		assert_int_equal(f->v.count, 1);
		assert_string_equal(f->v.first->description, "is nested deeper than 32 messages");
		assert_int_equal(strlen(f->v.first->field), 32 * strlen("below.") - 1);
	}
}

/* ---- Memory ----------------------------------------------------------------- */

static void a_megabyte_of_empty_messages_is_refused_before_it_takes_memory(void **state)
{
	(void)state;
	enum { SIZE = 1 << 20 };
	uint8_t *bytes = malloc(SIZE);
	assert_non_null(bytes);
	for (size_t i = 0; i + 3 <= SIZE; i += 3)
		memcpy(bytes + i, "\xb2\x01\x00", 3); /* readings: {} */
	struct arena arena;
	arena_init(&arena, 16 << 20);
	struct violations v;
	violations_init(&v, &arena);
	ProtobufCMessage *m = NULL;
	struct error e;
	struct bytes sent = bytes_of(bytes, SIZE / 3 * 3);
	assert_int_equal(message_unpack(ZONE, sent, MESSAGE_STRICT, &arena, &v, &m, &e), STATUS_RESOURCE_EXHAUSTED);
	assert_string_equal(e.reason, "MESSAGE_TOO_LARGE");
	assert_null(m);
	assert_int_equal(v.count, 1);
	assert_true(arena.used < 64 << 10);
	arena_fini(&arena);
	free(bytes);
}

/* Counts what protobuf-c asks for, as the arena rounds it. */
static void *count_alloc(void *data, size_t size)
{
	*(size_t *)data += size == 0 ? 16 : (size + 15) & ~(size_t)15;
	return malloc(size == 0 ? 1 : size);
}

static void count_free(void *data, void *object)
{
	(void)data;
	free(object);
}

static size_t memory_of(const ProtobufCMessageDescriptor *type, struct bytes bytes)
{
	size_t total = 0;
	ProtobufCAllocator allocator = { count_alloc, count_free, &total };
	ProtobufCMessage *m = protobuf_c_message_unpack(type, &allocator, bytes.size, bytes.data);
	assert_non_null(m);
	protobuf_c_message_free_unpacked(m, &allocator);
	return total;
}

static bool fits(struct fixture *f, const ProtobufCMessageDescriptor *type, struct bytes bytes, size_t room)
{
	violations_init(&f->v, &f->arena);
	message_check(type, bytes, MESSAGE_LENIENT, room, &f->v);
	return f->v.count == 0;
}

static void the_memory_that_is_checked_for_is_what_unpacking_takes(void **state)
{
	struct fixture *f = *state;
	Truce__V1__Zone *zone = sample_zone(&f->arena);
	char *aliases[100];
	for (size_t i = 0; i < COUNT_OF(aliases); i++)
		aliases[i] = message_borrow("a name that takes more than one step of the arena");
	struct every every;
	every_init(&every);
	int64_t numbers[1000] = { 0 };
	every.sint64s = numbers;
	every.n_sint64s = COUNT_OF(numbers);
	for (size_t n = 0; n <= COUNT_OF(aliases); n++) {
		zone->aliases = aliases;
		zone->n_aliases = n;
		const ProtobufCMessage *each[] = { &zone->base, &every.base };
		for (size_t i = 0; i < COUNT_OF(each); i++) {
			struct bytes bytes = packed(each[i], &f->arena);
			size_t taken = memory_of(each[i]->descriptor, bytes);
			if (fits(f, each[i]->descriptor, bytes, taken - 1))
				fail_msg("%s with %zu aliases takes %zu bytes, and passed with one less",
					 each[i]->descriptor->name, n, taken);
			if (!fits(f, each[i]->descriptor, bytes, 2 * taken + 256))
				fail_msg("%s with %zu aliases takes %zu bytes, and did not pass with twice that",
					 each[i]->descriptor->name, n, taken);
		}
	}
	struct bytes unknown = BYTES_LITERAL("\x9a\x06\x20"
					     "0123456789abcdef0123456789abcdef\x98\x06\x01");
	assert_false(fits(f, ZONE, unknown, memory_of(ZONE, unknown) - 1));
}

static void a_message_unpacks_whole_or_not_at_all_however_little_memory_there_is(void **state)
{
	struct fixture *f = *state;
	struct bytes sent = packed(&sample_zone(&f->arena)->base, &f->arena);
	size_t refused = 0, done = 0;
	for (size_t cap = 0; cap < 8192; cap += 16) {
		struct arena small;
		arena_init(&small, cap);
		struct violations v;
		violations_init(&v, &small);
		ProtobufCMessage *m = NULL, *own = NULL;
		struct error e;
		enum status status = message_unpack(ZONE, sent, MESSAGE_STRICT, &small, &v, &m, &e);
		assert_true(status == STATUS_OK ? m != NULL : status == STATUS_RESOURCE_EXHAUSTED && m == NULL);
		done += status == STATUS_OK;
		refused += status != STATUS_OK;
		arena_fini(&small);
		arena_init(&small, cap);
		status = message_unpack_own(ZONE, sent, &small, &own, &e);
		assert_true(status == STATUS_OK ? own != NULL : status == STATUS_RESOURCE_EXHAUSTED && own == NULL);
		arena_fini(&small);
	}
	assert_true(refused > 0 && done > 0);
}

static void whatever_passes_the_check_unpacks_and_packs_to_the_same(void **state)
{
	struct fixture *f = *state;
	struct bytes sent = packed(&sample_zone(&f->arena)->base, &f->arena);
	uint8_t *bytes = arena_copy(&f->arena, sent.data, sent.size);
	size_t passed = 0;
	for (size_t i = 0; i < sent.size; i++) {
		for (int bit = 0; bit < 8; bit++) {
			bytes[i] ^= (uint8_t)(1 << bit);
			struct arena arena;
			arena_init(&arena, 1 << 20);
			struct violations v;
			violations_init(&v, &arena);
			ProtobufCMessage *m, *again;
			struct error e;
			enum status status =
				message_unpack(ZONE, bytes_of(bytes, sent.size), MESSAGE_STRICT, &arena, &v, &m, &e);
			assert_true(status == STATUS_OK || v.count > 0);
			if (status == STATUS_OK) {
				struct bytes first = packed(m, &arena);
				assert_int_equal(message_unpack(ZONE, first, MESSAGE_STRICT, &arena, &v, &again, &e),
						 STATUS_OK);
				assert_true(bytes_equal(packed(again, &arena), first));
				passed++;
			}
			arena_fini(&arena);
			bytes[i] ^= (uint8_t)(1 << bit);
		}
	}
	assert_true(passed > 0 && passed < sent.size * 8);
}

static void stored_bytes_that_do_not_unpack_are_data_loss(void **state)
{
	struct fixture *f = *state;
	ProtobufCMessage *m = NULL;
	struct error e;
	assert_int_equal(message_unpack_own(ZONE, BYTES_LITERAL("\x0a\x09z"), &f->arena, &m, &e), STATUS_DATA_LOSS);
	assert_null(m);
}

static void a_message_that_does_not_fit_a_buffer_leaves_it_as_it_was(void **state)
{
	struct fixture *f = *state;
	struct buffer b;
	buffer_init(&b, 40);
	assert_int_equal(buffer_put_text(&b, "before"), STATUS_OK);
	assert_int_equal(message_pack(&sample_zone(&f->arena)->base, &b), STATUS_RESOURCE_EXHAUSTED);
	assert_true(bytes_equal(buffer_bytes(&b), BYTES_LITERAL("before")));
	Truce__V1__Zone small = TRUCE__V1__ZONE__INIT;
	small.name = message_borrow("zones/a");
	assert_int_equal(message_pack(&small.base, &b), STATUS_OK);
	assert_true(bytes_equal(buffer_bytes(&b), BYTES_LITERAL("before\x0a\x07zones/a")));
	buffer_fini(&b);
}

/* What is packed from its end is what protobuf-c packs, whatever room there is: the cap of the arena
 * and what is left of the block decide whether it is measured first. */
static void a_message_is_packed_as_protobuf_c_packs_it(void **state)
{
	static const ProtobufCMessageDescriptor *const types[] = {
		EVERY,
		ZONE,
		STATUS,
		&google__protobuf__any__descriptor,
		&truce__v1__statement__descriptor,
		&truce__v1__record_set__descriptor,
		&truce__v1__get_zone_request__descriptor,
	};
	struct fixture *f = *state;
	struct random random = { 1899 };
	for (size_t i = 0; i < 2000; i++) {
		const ProtobufCMessage *m = random_message(&random, types[i % COUNT_OF(types)], &f->arena);
		size_t size = protobuf_c_message_get_packed_size(m);
		uint8_t *expected = arena_alloc(&f->arena, size);
		assert_int_equal(protobuf_c_message_pack(m, expected), size);
		struct arena own;
		arena_init(&own, 1 << 22);
		assert_non_null(arena_alloc(&own, random_below(&random, 4200)));
		struct buffer b;
		buffer_init(&b, 1 << 22);
		assert_int_equal(buffer_reserve(&b, 1 + random_below(&random, 5000)), STATUS_OK);
		assert_int_equal(buffer_put_text(&b, "-"), STATUS_OK);
		assert_true(bytes_equal(packed(m, &own), bytes_of(expected, size)));
		assert_int_equal(message_pack(m, &b), STATUS_OK);
		assert_true(bytes_equal(bytes_of(b.data + 1, b.size - 1), bytes_of(expected, size)));
		buffer_fini(&b);
		arena_fini(&own);
		arena_reset(&f->arena);
	}
}

static void what_is_unknown_or_nothing_is_packed_as_protobuf_c_packs_it(void **state)
{
	const struct {
		const ProtobufCMessageDescriptor *type;
		struct bytes sent;
	} rows[] = {
		{ ZONE, BYTES_LITERAL("") },
		{ ZONE, BYTES_LITERAL("\x50\x63\x98\x06\x01\x9a\x06\x02zz\x0a\x07zones/a") },
		{ GET_ZONE, BYTES_LITERAL("\x10\x00") },
		{ GET_ZONE, BYTES_LITERAL("\x1a\x00") },
		{ EVERY, BYTES_LITERAL("\x7a\x00") },
	};
	struct fixture *f = *state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		ProtobufCMessage *m;
		struct error e;
		assert_int_equal(message_unpack(rows[i].type, rows[i].sent, MESSAGE_LENIENT, &f->arena, &f->v, &m, &e),
				 STATUS_OK);
		uint8_t expected[64];
		size_t size = protobuf_c_message_pack(m, expected);
		assert_true(bytes_equal(packed(m, &f->arena), bytes_of(expected, size)));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FIXTURE(a_message_comes_back_as_it_was_sent),
		WITH_FIXTURE(a_message_is_packed_as_protobuf_c_packs_it),
		WITH_FIXTURE(what_is_unknown_or_nothing_is_packed_as_protobuf_c_packs_it),
		WITH_FIXTURE(no_bytes_are_the_message_with_every_field_at_its_default),
		WITH_FIXTURE(a_fault_is_named_by_the_path_of_its_field),
		WITH_FIXTURE(a_negative_number_of_32_bits_is_sent_in_ten_bytes),
		WITH_FIXTURE(an_unknown_field_and_value_pass_where_they_are_only_read),
		WITH_FIXTURE(every_fault_is_counted_and_the_first_32_are_kept),
		WITH_FIXTURE(violations_count_where_there_is_no_memory_to_keep_them),
		WITH_FIXTURE(messages_nest_32_deep_and_no_deeper),
		WITH_FIXTURE(a_megabyte_of_empty_messages_is_refused_before_it_takes_memory),
		WITH_FIXTURE(the_memory_that_is_checked_for_is_what_unpacking_takes),
		WITH_FIXTURE(a_message_unpacks_whole_or_not_at_all_however_little_memory_there_is),
		WITH_FIXTURE(whatever_passes_the_check_unpacks_and_packs_to_the_same),
		WITH_FIXTURE(stored_bytes_that_do_not_unpack_are_data_loss),
		WITH_FIXTURE(a_message_that_does_not_fit_a_buffer_leaves_it_as_it_was),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
