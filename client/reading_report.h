/* What an import of texts comes to: counted text by text, told at its end.
 *
 * Findings are counted by their kind and reason, so that the sum of a folder says how
 * many labels were not matched, how many lines were furniture, what was repaired and
 * which lists disagree with their totals. Memory does not grow with the texts. */
#ifndef TRUCE_CLIENT_READING_REPORT_H
#define TRUCE_CLIENT_READING_REPORT_H

#include "client/cli.h"
#include "truce/v1/import_service.pb-c.h"

#define REASONS_MOST 100

struct reading_reason {
	Truce__V1__Finding__Kind kind;
	const char *words; /* NULL of the one that stands for all past the others */
	const char *lines; /* that were left out, quoted, while they are few; NULL for none */
	size_t count;
};

/* Of the statements of a reply. */
struct reading_count {
	size_t statements, turns, votes, citations, mentions;
};

/* What a text that was read anew came to: statements that have new versions; that stay as somebody
 * changed them, though they are read otherwise; that were deleted since, and stay so. */
struct reading_changes {
	size_t changed, kept, deleted;
};
struct reading_changes report_changes(const Truce__V1__ImportTextResponse *response);
/* The names of the latter two, the first few of each: ", 1 kept (speech)"; "" for none, NULL without
 * memory. */
const char *report_stays(struct arena *arena, const Truce__V1__ImportTextResponse *response);

struct reading_report {
	size_t texts, again, failed; /* read; on record before, and left as they were; refused */
	size_t sets, unreadable;     /* of records, that were refused; what could not be opened */
	size_t anew, differing;      /* read anew; those of them that are read otherwise now */
	size_t kept, deleted;        /* statements of those, as in struct reading_changes */
	struct reading_count count;  /* without what was left as it was */
	struct reading_reason reasons[REASONS_MOST];
	size_t reason_count;
};

/* Counts the statements of a packed ImportTextResponse, and appends all else of it to rest:
 * of one text among many nothing more is told, and unpacking them is most of a client's
 * work. False where it is none, or without memory. */
bool report_count(struct bytes packed, struct reading_count *out, struct buffer *rest) MUST_CHECK;
/* Adds a text; of the response only what is no statement. */
void report_add(struct cli *cli, struct reading_report *report, const struct reading_count *count,
		const Truce__V1__ImportTextResponse *response);
/* Counts one finding, and prints what was counted by its reason. */
void report_add_finding(struct cli *cli, struct reading_report *report, const Truce__V1__Finding *finding);
int report_print_reasons(struct cli *cli, const struct reading_report *report);
int report_print(struct cli *cli, const struct reading_report *report);

#endif
