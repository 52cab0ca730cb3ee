#include "store/text/private.h"

/* The earliest first day and the latest last day of each run of units, 4 bytes each. */
enum { DAYS = 8 };

static uint32_t runs_of(uint32_t units)
{
	return units / TEXT_DAYS_RUN + (units % TEXT_DAYS_RUN != 0);
}

static uint32_t end_of_run(uint32_t run, uint32_t units)
{
	return units - run * TEXT_DAYS_RUN < TEXT_DAYS_RUN ? units : (run + 1) * TEXT_DAYS_RUN;
}

enum status text_days_put(const struct text_rows *rows, struct buffer *out)
{
	enum status status = STATUS_OK;
	for (uint32_t run = 0; run < runs_of(rows->count) && status == STATUS_OK; run++) {
		int32_t days[2] = { INT32_MAX, INT32_MIN };
		for (uint32_t i = run * TEXT_DAYS_RUN; i < end_of_run(run, rows->count); i++) {
			const struct text_row *row = &rows->rows[i];
			days[0] = row->first_day < days[0] ? row->first_day : days[0];
			days[1] = row->last_day > days[1] ? row->last_day : days[1];
		}
		status = buffer_put(out, days, sizeof days);
	}
	return status;
}

bool text_days_get(struct bytes *from, struct store_text_segment *out)
{
	const uint64_t size = (uint64_t)DAYS * runs_of(out->units);
	if (size > from->size)
		return false;
	out->day_runs = bytes_of(from->data, (size_t)size);
	from->data += size;
	from->size -= (size_t)size;
	return true;
}

static void days_of_run(const struct store_text_segment *segment, uint32_t run, int32_t days[2])
{
	memcpy(days, segment->day_runs.data + (size_t)DAYS * run, DAYS);
}

bool text_days_hold(const struct store_text_segment *segment)
{
	for (uint32_t run = 0; run < runs_of(segment->units); run++) {
		int32_t most[2] = { INT32_MAX, INT32_MIN }, days[2];
		for (uint32_t i = run * TEXT_DAYS_RUN; i < end_of_run(run, segment->units); i++) {
			int32_t last, first = store_text_days(segment, i, &last);
			most[0] = first < most[0] ? first : most[0];
			most[1] = last > most[1] ? last : most[1];
		}
		days_of_run(segment, run, days);
		if (days[0] != most[0] || days[1] != most[1])
			return false;
	}
	return true;
}

uint32_t store_text_days_next(const struct store_text_segment *segment, uint32_t unit, int32_t first, int32_t last)
{
	const uint32_t runs = runs_of(segment->units);
	for (uint32_t run = unit / TEXT_DAYS_RUN; run < runs; run++) {
		int32_t days[2];
		days_of_run(segment, run, days);
		if (days[0] <= last && days[1] >= first)
			return run * TEXT_DAYS_RUN > unit ? run * TEXT_DAYS_RUN : unit;
	}
	return STORE_TEXT_END;
}

uint32_t store_text_days_whole(const struct store_text_segment *segment, uint32_t unit, int32_t first, int32_t last,
			       int32_t none)
{
	while (unit < segment->units) {
		const uint32_t run = unit / TEXT_DAYS_RUN;
		int32_t days[2];
		days_of_run(segment, run, days);
		if (days[0] < first || days[1] > last || (days[0] <= none && none <= days[1]))
			break;
		unit = end_of_run(run, segment->units);
	}
	return unit;
}

double store_text_days_share(const struct store_text_segment *segment, int32_t first, int32_t last)
{
	const uint32_t runs = runs_of(segment->units);
	uint32_t near = 0;
	for (uint32_t run = 0; run < runs; run++) {
		int32_t days[2];
		days_of_run(segment, run, days);
		near += days[0] <= last && days[1] >= first;
	}
	return runs == 0 ? 0 : (double)near / runs;
}
