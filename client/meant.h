/* Private to the command: what a person may have meant by a name or a value that is not there. */
#ifndef TRUCE_CLIENT_MEANT_H
#define TRUCE_CLIENT_MEANT_H

#include "client/cli.h"

/* The name of a record that is like one which is not there; NULL for none. */
const char *meant_record(struct cli *cli, const char *name);

/* The same of the id of a person: "RUS.nebenzia" for a name, or part of it. */
void meant_say_person(struct cli *cli, const char *option, const char *value);

/* The party that --party names, by its id in capital or in small letters; NULL where it is not given.
 * What is no id is refused, with the id that may have been meant. */
int meant_party(struct cli *cli, const char **out);

/* Behind an answer of nothing: what may have been meant by an option's value, which search knows
 * as a field's, where it was given. An argument has no option (NULL). */
void meant_say(struct cli *cli, const char *option, const char *field, const char *value);

/* Says how many passages cite what was looked for as words in vain, and how to find them. */
void meant_say_cited(struct cli *cli, const char *words);

/* Says how many passages have words that were looked for elsewhere in vain, and how to
 * find them. */
void meant_say_words(struct cli *cli, const char *words);

#endif
