/* What a journal last said of each record, for holding against it what a service answers and what
 * it says of compaction. One thread. */
#ifndef TRUCE_CLIENT_VERIFY_ANSWERS_H
#define TRUCE_CLIENT_VERIFY_ANSWERS_H

#include "client/cli.h"
#include "truce/v1/journal.pb-c.h"

#define DIGEST_SIZE 32 /* of SHA-256 */

/* Says what is wrong with a journal, or with what is answered beside it: in JSON on standard output too,
 * {"whole":false,"fault":"…"}. EXIT_DATA. */
int verify_fault(struct cli *cli, const char *format, ...) PRINTF_LIKE(2, 3);

/* One state of one record. */
struct told_state {
	const char *record; /* its name, in the list's arena */
	int64_t revision;
	uint8_t digest[DIGEST_SIZE]; /* of its bytes */
	bool has_content, answered;
};

struct told_states {
	struct told_state *at;
	size_t count, room;
	struct arena names;
};

void told_states_init(struct told_states *states);
void told_states_fini(struct told_states *states);

/* Adds the state that a change left; false without memory. */
bool told_states_add(struct told_states *states, const Truce__V1__Change *change, bool has_content);

/* Whether only such content is missing as a compaction that kept all from `oldest` on can have
 * dropped: of states that had been replaced by then. Keeps the last state of each record. */
int told_states_settle(struct cli *cli, struct told_states *states, int64_t oldest);

/* Lists every record of the kinds that can be listed, deleted ones too, by the methods of the
 * command's row from `first` on, as of a revision, and holds each against its last state: none is
 * another, none is missing, none is there besides. *count is how many. An exit code, printed. */
int told_states_answered(struct cli *cli, struct told_states *states, int first, int64_t revision, int64_t *count);

#endif
