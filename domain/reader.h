/* The reader: from the bytes of a source text to statements.
 *
 * Keeps the raw bytes' places, repairs nothing silently, guesses nothing: what is
 * unknown stays unset; what was repaired, left out or not understood is a finding
 * with its line. It knows kinds of text (a speech without a cover, a press release
 * with the joint statement that it quotes, an analyst's report), not processes or
 * places: names to look for come in the lexicon. Steps, each a function of its
 * own on the result of the one before: lines with their byte ranges; furniture;
 * blocks; what stands in the blocks (citations, mentions, acts, votes, tracks,
 * dates). Pure; any thread; linear in the size of the text. */
#ifndef TRUCE_DOMAIN_READER_H
#define TRUCE_DOMAIN_READER_H

#include "base/arena.h"
#include "base/status.h"
#include "truce/v1/import_service.pb-c.h"

enum lexicon_kind {
	LEXICON_ZONE,       /* target "zones/idlib" */
	LEXICON_ROUND,      /* target "rounds/astana-6": a title or alias of one round */
	LEXICON_PROCESS,    /* target "astana": names before "round" or "process"; ordinal by rounds */
	LEXICON_INSTRUMENT, /* target "statements/…": an agreement's title or alias; "": a symbol */
};

struct lexicon_entry {
	enum lexicon_kind kind;
	const char *words; /* as a text may print it; case and white space do not matter */
	const char *target;
	const char *instrument; /* of an instrument: its normal form, in Citation.instrument */
	const char *process;    /* of a round: its process */
	int ordinal;            /* of a round: its ordinal, or 0 */
};

struct lexicon {
	const struct lexicon_entry *entries;
	size_t count;
};

/* Reads request->content with what the request says of it. Fills statements (names
 * from statement_id, or made from the text's marks and digest), findings and
 * nothing else; all in arena. INVALID_ARGUMENT, reason NOT_TEXT, for bytes that are
 * not text (the message gives the offset); reason EMPTY_TEXT for nothing but white
 * space; reason INVALID_FIELDS for a statement_id that leaves the second statement
 * of a text no room for its suffix. RESOURCE_EXHAUSTED where the arena is full. What
 * each kind of text gives is in docs/reader.md. *steps, where steps is not NULL, is set to
 * how much was looked at, which grows linearly with the text. */
enum status reader_read(const Truce__V1__ImportTextRequest *request, const struct lexicon *lexicon,
			const char *text_name, struct arena *arena, Truce__V1__ImportTextResponse *response,
			uint64_t *steps, struct error *error) MUST_CHECK;

#endif
