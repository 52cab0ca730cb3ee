/* Who was a member of the United Nations when: what the table of parties is held against. */
#ifndef TRUCE_TESTS_SUPPORT_MEMBERS_H
#define TRUCE_TESTS_SUPPORT_MEMBERS_H

#include <stdbool.h>

/* Whether the party of an id was a member on a day, "YYYY-MM-DD". */
bool support_is_member(const char *id, const char *day);

#endif
