/* The units of a block as Elias and Fano code them: all that were put come back, one is found
 * where a look at each finds it, and bytes that were changed lead nowhere else. And the traces of a
 * list: how fine they are, and what they say. */
#include "tests/support.h"

#include "store/text/private.h"

enum { COUNT = STORE_TEXT_BLOCK, ROOM = TEXT_UNITS_MOST + 8 };

static uint64_t seed = 7;

static uint32_t roll(uint32_t most)
{
	seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
	return most == 0 ? 0 : (uint32_t)((seed >> 32) % most);
}

/* Behind the bytes are others, as in a segment. */
static size_t put(const uint32_t units[COUNT], uint32_t from, uint8_t out[ROOM])
{
	for (size_t i = 0; i < ROOM; i++)
		out[i] = (uint8_t)roll(256);
	const size_t size = text_units_put(units, from, out);
	assert_true(size <= TEXT_UNITS_MOST);
	assert_true(size == text_units_size(units[COUNT - 1] - from));
	return size;
}

static void is_found(const uint8_t *bytes, const uint32_t units[COUNT], uint32_t from, uint32_t wanted)
{
	uint32_t place = 0, naive = 0;
	while (units[naive] < wanted)
		naive++;
	assert_true(text_units_find(bytes, from, units[COUNT - 1], wanted, &place) == units[naive]);
	assert_true(place == naive);
}

static void come_back(const uint32_t units[COUNT], uint32_t from)
{
	uint8_t bytes[ROOM];
	uint32_t read[COUNT];
	const uint32_t last = units[COUNT - 1];
	put(units, from, bytes);
	assert_true(text_units_get(bytes, from, last, read));
	assert_memory_equal(read, units, sizeof read);
	for (unsigned i = 0; i < COUNT; i++) {
		is_found(bytes, units, from, units[i]);
		is_found(bytes, units, from, i == 0 ? from : units[i - 1] + 1);
		is_found(bytes, units, from, from + roll(last - from));
	}
	is_found(bytes, units, from, 0);
}

/* Ascending, with gaps below some number; now and then a far larger one. */
static void make_units(uint32_t from, uint32_t gaps, uint32_t jump, uint32_t units[COUNT])
{
	uint64_t next = from;
	for (unsigned i = 0; i < COUNT; i++) {
		next += roll(gaps) + (roll(16) == 0 ? roll(jump) : 0);
		assert_true(next <= UINT32_MAX - 1);
		units[i] = (uint32_t)next++;
	}
}

static void test_units_of_any_density_come_back(void **state)
{
	(void)state;
	for (int times = 0; times < 20; times++)
		for (uint32_t gaps = 1; gaps < 1 << 24; gaps += 1 + gaps / 3) {
			uint32_t units[COUNT];
			make_units(roll(5) == 0 ? 0 : roll(1 << 28), gaps, roll(4) == 0 ? 1 << 20 : 0, units);
			come_back(units, units[0] < 4 ? 0 : units[0] - roll(4));
		}
}

/* Spans about those at which there is one low bit more, or none. */
static void test_units_of_any_span_come_back(void **state)
{
	(void)state;
	const uint32_t about[] = { COUNT - 1, 255, 511, 512, 1023, 1 << 15, (1 << 20) + 200, 1U << 31, UINT32_MAX - 9 };
	for (size_t k = 0; k < sizeof about / sizeof *about; k++)
		for (uint32_t span = about[k] - (k == 0 ? 0 : 8); span <= about[k] + 8; span++)
			for (int first = 0; first < 2; first++) {
				uint32_t units[COUNT];
				for (uint32_t i = 0; i < COUNT; i++) /* all at the begin, or at the end */
					units[i] = first ? i : span - (COUNT - 1) + i;
				units[COUNT - 1] = span;
				come_back(units, 0);
			}
}

static void test_changed_bytes_lead_to_no_unit_outside(void **state)
{
	(void)state;
	for (int times = 0; times < 20000; times++) {
		uint32_t units[COUNT], read[COUNT], place;
		uint8_t bytes[ROOM];
		make_units(9, 1U << roll(20), 0, units);
		const uint32_t last = units[COUNT - 1], wanted = 9 + roll(last - 8);
		const size_t size = put(units, 9, bytes);
		if (size == 0)
			continue;
		bytes[roll((uint32_t)size)] ^= (uint8_t)(1 + roll(255));
		const uint32_t found = text_units_find(bytes, 9, last, wanted, &place);
		assert_true(found == STORE_TEXT_END || (found >= wanted && found <= last && place < COUNT));
		if (!text_units_get(bytes, 9, last, read))
			continue;
		assert_memory_not_equal(read, units, sizeof read);
		for (unsigned i = 0; i < COUNT; i++)
			assert_true(read[i] >= 9 && read[i] <= last && (i == 0 || read[i] > read[i - 1]));
	}
}

/* What is of 128 units in a row need not be told. */
static void test_few_bytes_are_taken(void **state)
{
	(void)state;
	assert_int_equal(text_units_size(127), 0);
	assert_int_equal(text_units_size(511), 64);
	assert_int_equal(text_units_size(512), 48 + 16);
	assert_int_equal(text_units_size(128 << 10), 16 * 9 + 48); /* 12 bits for gaps of 1,024 */
}

/* How long runs of peaks and of traces are, in units, for a list and a segment. */
static void test_traces_are_finer_where_segments_are_large(void **state)
{
	static const struct {
		uint32_t count, units;
		unsigned peaks, traces;
		bool again;
	} rows[] = {
		{ 1023, 1 << 20, 11, 31, false }, /* few: one run */
		{ 1024, 1 << 20, 11, 7, true },    { 8192, 1 << 20, 8, 4, true },
		{ 65536, 1 << 20, 5, 1, true },    { 131072, 1 << 20, 4, 0, false }, /* a bit for each unit */
		{ 1 << 20, 1 << 20, 1, 0, false }, { 1024, 1 << 17, 8, 6, false },   /* not large */
		{ 8192, 1 << 17, 5, 3, false },    { 1 << 17, 1 << 17, 1, 0, false },
	};
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const unsigned peaks = text_peaks_shift(rows[i].count, rows[i].units);
		assert_int_equal(peaks, rows[i].peaks);
		const struct store_text_traces traces = text_traces_of(NULL, rows[i].count, peaks);
		assert_int_equal(traces.shift, rows[i].traces);
		assert_int_equal(traces.again != 0, rows[i].again);
	}
}

/* All postings of a list are traced, and few of the other units: in a large segment one in ten at most,
 * else half of them. */
static void test_traces_say_where_postings_are(void **state)
{
	enum { MOST = 10000, UNITS = 300000 };
	static const struct {
		uint32_t postings, in;
	} rows[] = { { MOST, 10 }, { 2000, 2 } };
	static struct text_peak postings[MOST];
	struct buffer out;
	(void)state;
	buffer_init(&out, 1 << 20);
	for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
		const uint32_t count = rows[row].postings, far = UNITS / count;
		uint32_t traced = 0, at = 0;
		for (uint32_t i = 0; i < count; i++)
			postings[i] = (struct text_peak){ i * far + roll(far), 1 + roll(20) };
		out.size = 0;
		assert_int_equal(text_peaks_put(postings, count, UNITS, &out), STATUS_OK);
		const unsigned shift = text_peaks_shift(count, UNITS);
		const size_t peaks = text_peaks_size(UNITS, shift);
		assert_int_equal(buffer_reserve(&out, sizeof(uint64_t)),
				 STATUS_OK); /* eight bytes are read from each */
		const struct store_text_traces traces = text_traces_of(out.data + peaks, count, shift);
		assert_int_equal(out.size, peaks + text_traces_size(UNITS, traces));
		for (uint32_t unit = 0; unit < UNITS; unit++) {
			const bool held = at < count && postings[at].unit == unit;
			at += held;
			assert_true(!held || store_text_traced(traces, unit));
			traced += !held && store_text_traced(traces, unit);
		}
		assert_int_equal(at, count);
		assert_in_range(traced, 1, (UNITS - count) / rows[row].in);
	}
	buffer_fini(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_units_of_any_density_come_back),
		cmocka_unit_test(test_units_of_any_span_come_back),
		cmocka_unit_test(test_changed_bytes_lead_to_no_unit_outside),
		cmocka_unit_test(test_few_bytes_are_taken),
		cmocka_unit_test(test_traces_are_finer_where_segments_are_large),
		cmocka_unit_test(test_traces_say_where_postings_are),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
