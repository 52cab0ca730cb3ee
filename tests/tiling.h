/* What holds for every text that the reader reads: its sections tile the bytes without
 * a gap, each line that is not blank is in exactly one place, and every span lies on
 * characters inside its block and holds the words that it is printed with. Of a text
 * whose columns stand beside one another blocks lie between one another, and a line is
 * in two places: there the sections alone tell; of a record whose lines are lost a line is
 * in many. Shared by the tests and the fuzz target;
 * answers NULL, or what does not hold. */
#ifndef TRUCE_TESTS_TILING_H
#define TRUCE_TESTS_TILING_H

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "truce/v1/import_service.pb-c.h"

struct tiling_range {
	size_t start, end;
};

static inline bool tiling_is_blank(const char *text, size_t start, size_t end)
{
	static const char *const blanks[] = { " ",
					      "\t",
					      "\v",
					      "\f",
					      "\xC2\xA0",
					      "\xE2\x80\x8E",
					      "\xE2\x80\x8F",
					      "\xE2\x80\xAA",
					      "\xE2\x80\xAB",
					      "\xE2\x80\xAC",
					      "\xE2\x80\xAD",
					      "\xE2\x80\xAE",
					      "\xE2\x81\xA6",
					      "\xE2\x81\xA7",
					      "\xE2\x81\xA8",
					      "\xE2\x81\xA9",
					      "\xEF\xBB\xBF" };
	while (start < end) {
		size_t n = 0;
		for (size_t k = 0; n == 0 && k < sizeof blanks / sizeof *blanks; k++) {
			size_t size = strlen(blanks[k]);
			n = size <= end - start && memcmp(text + start, blanks[k], size) == 0 ? size : 0;
		}
		if (n == 0)
			return false;
		start += n;
	}
	return true;
}

static inline int tiling_compare(const void *a, const void *b)
{
	const struct tiling_range *x = a, *y = b;
	return (x->start > y->start) - (x->start < y->start);
}

/* Byte ranges of all blocks, in order; a footnote's lie in what it interrupts. */
static inline struct tiling_range *tiling_ranges(const Truce__V1__ImportTextResponse *r, size_t *count)
{
	size_t total = 0, n = 0;
	for (size_t s = 0; s < r->n_statements; s++)
		total += r->statements[s]->n_blocks;
	struct tiling_range *ranges = calloc(total + 1, sizeof *ranges);
	for (size_t s = 0; ranges != NULL && s < r->n_statements; s++) {
		for (size_t b = 0; b < r->statements[s]->n_blocks; b++) {
			const Truce__V1__ByteRange *bytes = r->statements[s]->blocks[b]->bytes;
			if (r->statements[s]->blocks[b]->kind != TRUCE__V1__BLOCK__KIND__KIND_FOOTNOTE)
				ranges[n++] = (struct tiling_range){ (size_t)bytes->start, (size_t)bytes->end };
		}
	}
	*count = n;
	if (ranges != NULL)
		qsort(ranges, n, sizeof *ranges, tiling_compare);
	return ranges;
}

/* The sections: of the meeting, or of the response. */
static inline Truce__V1__TextSection **tiling_sections(const Truce__V1__ImportTextResponse *r, size_t *count)
{
	const Truce__V1__MeetingRecord *record = r->n_statements > 0 ? r->statements[0]->record : NULL;
	*count = record != NULL ? record->n_sections : r->n_sections;
	return record != NULL ? record->sections : r->sections;
}

static inline bool tiling_holds(const Truce__V1__ImportTextResponse *r, const Truce__V1__TextSection *section)
{
	for (size_t s = 0; s < r->n_statements; s++) {
		if (strcmp(r->statements[s]->name, section->statement) == 0)
			return section->block >= 1 && (size_t)section->block <= r->statements[s]->n_blocks;
	}
	return false;
}

static inline const char *tiling_bytes(size_t size, const Truce__V1__ImportTextResponse *r)
{
	size_t count;
	Truce__V1__TextSection **sections = tiling_sections(r, &count);
	if (count == 0 || sections[0]->bytes->start != 0 || (size_t)sections[count - 1]->bytes->end != size)
		return "the sections do not begin and end with the text";
	for (size_t i = 0; i < count; i++) {
		if (sections[i]->bytes->end <= sections[i]->bytes->start ||
		    (i > 0 && sections[i]->bytes->start != sections[i - 1]->bytes->end))
			return "the sections do not follow one another";
		if (sections[i]->kind == TRUCE__V1__TEXT_SECTION__KIND__KIND_UNSPECIFIED)
			return "a section is of no kind";
		if (sections[i]->statement[0] != '\0' && !tiling_holds(r, sections[i]))
			return "a section's block is none of its statement's";
	}
	return NULL;
}

static inline const char *tiling_lines(const char *text, size_t size, const Truce__V1__ImportTextResponse *r,
				       const struct tiling_range *ranges, size_t count)
{
	size_t range = 0, finding = 0, section = 0, sections;
	Truce__V1__TextSection **all = tiling_sections(r, &sections);
	int number = 0;
	size_t at = size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	while (at < size) {
		size_t end = at;
		while (end < size && text[end] != '\n' && text[end] != '\r')
			end++;
		number++;
		size_t furniture = 0, blocks = 0;
		while (finding < r->n_findings && r->findings[finding]->line < number)
			finding++;
		for (size_t f = finding; f < r->n_findings && r->findings[f]->line == number; f++)
			furniture += r->findings[f]->kind == TRUCE__V1__FINDING__KIND__KIND_FURNITURE;
		while (range < count && ranges[range].end <= at)
			range++;
		for (size_t b = range; b < count && ranges[b].start < end; b++)
			blocks++;
		while (section + 1 < sections && (size_t)all[section]->bytes->end < end)
			section++;
		bool cover = all[section]->kind == TRUCE__V1__TEXT_SECTION__KIND__KIND_COVER && blocks == 0;
		if (!tiling_is_blank(text, at, end) && !cover && furniture + (furniture == 0 ? blocks : 0) != 1)
			return "a line is in no place or in two";
		at = end + 1;
		if (end + 1 < size && text[end] == '\r' && text[end + 1] == '\n')
			at++;
	}
	return NULL;
}

static inline bool tiling_finds(const Truce__V1__ImportTextResponse *r, const char *words)
{
	for (size_t i = 0; i < r->n_findings; i++) {
		if (strstr(r->findings[i]->explanation, words) != NULL)
			return true;
	}
	return false;
}

static inline bool tiling_span(const Truce__V1__Statement *s, const Truce__V1__TextSpan *span, const char *printed)
{
	if (span == NULL || span->block < 1 || (size_t)span->block > s->n_blocks || span->start < 0 ||
	    span->end <= span->start)
		return false;
	const char *text = s->blocks[span->block - 1]->text;
	size_t size = strlen(text), start = (size_t)span->start, end = (size_t)span->end;
	if (end > size || ((unsigned char)text[start] & 0xC0) == 0x80 || ((unsigned char)text[end] & 0xC0) == 0x80)
		return false;
	return printed == NULL ||
	       (strlen(printed) <= end - start && memcmp(text + start, printed, strlen(printed)) == 0);
}

static inline const char *tiling_spans(const Truce__V1__Statement *s)
{
	for (size_t i = 0; i < s->n_citations; i++) {
		if (!tiling_span(s, s->citations[i]->span, s->citations[i]->printed))
			return "a citation's span does not hold its words";
	}
	for (size_t i = 0; i < s->n_mentions; i++) {
		if (!tiling_span(s, s->mentions[i]->span, s->mentions[i]->printed))
			return "a mention's span does not hold its words";
	}
	for (size_t i = 0; i < s->n_acts; i++) {
		if (!tiling_span(s, s->acts[i]->span, s->acts[i]->verb))
			return "an act's span does not begin with its verb";
	}
	for (size_t i = 0; i < s->n_votes; i++) {
		bool told = s->votes[i]->span == NULL && s->votes[i]->result_bytes != NULL; /* in a turn's words */
		if (!told && !tiling_span(s, s->votes[i]->span, NULL))
			return "a vote's span is none";
	}
	for (size_t i = 0; i < s->n_commitments; i++) {
		if (!tiling_span(s, s->commitments[i]->span, NULL))
			return "a commitment's span is none";
	}
	return NULL;
}

static inline const char *tiling_check(const char *text, size_t size, const Truce__V1__ImportTextResponse *r)
{
	size_t count;
	struct tiling_range *ranges = tiling_ranges(r, &count);
	const char *wrong = ranges == NULL ? "no memory" : tiling_bytes(size, r);
	bool moved =
		tiling_finds(r, "columns stand beside one another") || tiling_finds(r, "read behind the paragraph");
	for (size_t i = 0; wrong == NULL && i < count; i++) {
		if (ranges[i].end <= ranges[i].start || ranges[i].end > size ||
		    (i > 0 && !moved && ranges[i].start < ranges[i - 1].end))
			wrong = "a block's bytes are none, or not behind those of the block before";
	}
	if (wrong == NULL && !moved && !tiling_finds(r, "the lines of the record are lost"))
		wrong = tiling_lines(text, size, r, ranges, count);
	for (size_t s = 0; wrong == NULL && s < r->n_statements; s++)
		wrong = tiling_spans(r->statements[s]);
	free(ranges);
	return wrong;
}

#endif
