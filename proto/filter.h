/* Filters by AIP-160 and orders by AIP-132, over any message.
 *
 * A filter is compiled against a message type into an arena and asked about
 * messages of that type. Supported: comparisons (= != < <= > >=), has (:), AND,
 * OR (binding tighter than AND, as the AIP says), NOT and -, groups, field paths
 * through messages, repeated fields (true where any element fits), maps by key,
 * text in quotes or bare, wildcards (* at either end of a text, with = and !=),
 * numbers, booleans, enum values by name (with or without the enum's prefix),
 * instants as RFC 3339 or as a date (its midnight UTC). ":" on a text is a
 * case-insensitive search for the words as they stand, anywhere in the text, also
 * within a word; white space stands for any run of it; "field:*" asks whether it
 * is set, "map:key" whether the map has the key. A bare literal without a field
 * searches every text field, deep.
 *
 * A path leads to values: to none where a list on it is empty or a message on it
 * is unset, to several through lists. A comparison is true where any of them fits,
 * so that "!=" holds where one differs, and nothing but NOT where there is none.
 * Two comparisons of one list are independent: different elements may fit. A text that
 * is not set, "", is neither less nor greater than any.
 *
 * Compiling and asking are pure; a compiled filter may be used by many threads. */
#ifndef TRUCE_PROTO_FILTER_H
#define TRUCE_PROTO_FILTER_H

#include "proto/message.h"

struct filter;

/* At most 4096 bytes of text, 64 levels and 256 terms. On failure
 * INVALID_ARGUMENT, reason INVALID_FILTER, and a message that names the position
 * ("position 14: …", counted in characters from 1) and, where a near name
 * exists, suggests it. The empty text is the filter that all messages pass. */
enum status filter_compile(const char *text, const ProtobufCMessageDescriptor *type, struct arena *arena,
			   struct filter **out, struct error *error) MUST_CHECK;
bool filter_test(const struct filter *filter, const ProtobufCMessage *message);

/* A text that every message that passes must have exactly at this path (a
 * conjunct "path = text" without wildcards at the top level): what an index can
 * be asked for. Never empty; NULL where the filter demands none. Paths in the
 * schema's names: "citations.instrument". */
const char *filter_demands(const struct filter *filter, const char *path);

/* Whether it looks at a field of the message: by its path, or as one of all. */
bool filter_asks(const struct filter *filter, const char *field);

/* Words to look for in texts, as ":" does but whole: no word goes on before their first or behind
 * their last, unless "*" stands at their end ("refugee*"). Characters of a script without blanks stand
 * for themselves. INVALID_ARGUMENT, reason INVALID_FILTER, where there are none. */
struct filter_phrase;
/* Words without the quotes around all of them, which search wants of a phrase; NULL without memory. */
const char *filter_unquoted(const char *words, struct arena *arena);
enum status filter_words(const char *words, struct arena *arena, struct filter_phrase **out,
			 struct error *error) MUST_CHECK;
bool filter_phrase_found(const struct filter_phrase *phrase, const char *text);

struct order;

/* "date.earliest desc, title". INVALID_ARGUMENT, reason INVALID_ORDER_BY, with
 * the position. Fields must be single (not repeated) and not messages but for
 * instants and durations. A text without letters and an instant that is unset come
 * last, in either direction; a number of a message that is unset counts as at its
 * default; enums are ordered by number. The empty text gives an order in which all
 * messages are equal. */
enum status order_compile(const char *text, const ProtobufCMessageDescriptor *type, struct arena *arena,
			  struct order **out, struct error *error) MUST_CHECK;
bool order_asks(const struct order *order, const char *field);
/* A key whose bytes compare (memcmp, then length) as the messages do in the
 * order: so that keys can be kept, sorted and put into page tokens. */
enum status order_key(const struct order *order, const ProtobufCMessage *message, struct arena *arena,
		      struct bytes *out) MUST_CHECK;

/* The candidate nearest to word by edit distance (Damerau-Levenshtein, at most a
 * third of its length), NULL where none is near. */
const char *nearest_name(const char *word, const char *const *candidates, size_t count);

/* "a, b, c", as many of one or more names as a message has room for. */
const char *names_listed(struct arena *arena, const char *const *names, size_t count);

/* How far a name of some words is from what was typed, 0 or more: that distance, where their figures
 * are the same; 2 at most where one has all words of the other, or words that begin so. Words are
 * parted by blanks or hyphens. SIZE_MAX where they are not near. */
size_t name_likeness(const char *typed, const char *name);

#endif
