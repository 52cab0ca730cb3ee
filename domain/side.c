#include "domain/side.h"

#include <string.h>

#include "domain/party.h"

#define SIDE_WORDS 5      /* of "deputy minister for foreign affairs" */
#define ADJECTIVE_WORDS 3 /* of "Papua New Guinean" */
#define STATE_ID 3        /* bytes of a state's id */
#define NAME_BYTES 100

static const char ends[] = "delegation|delegations|delegate|delegates|side|sides|representative|representatives|"
			   "government|governments|authorities|president|presidents|minister|ministers|leadership|"
			   "ministry|mission|ambassador|ambassadors|envoy|envoys|affairs|defence|defense";

static const struct {
	const char *pattern;
	bool many;
} sides[] = {
	{ "deputy|acting|special|permanent|first? foreign|prime? delegation|delegate|side|representative|government|"
	  "president|minister|leadership|ministry|mission|ambassador|envoy",
	  false },
	{ "deputy|acting|special|permanent|first? foreign|prime? delegations|delegates|sides|representatives|"
	  "governments|authorities|presidents|ministers|ambassadors|envoys",
	  true },
	{ "deputy? minister|ministry for|of foreign? affairs|defence|defense", false },
	{ "deputy? ministers for|of foreign? affairs|defence|defense", true },
};

size_t side_at(const struct words *w, size_t i, bool *many)
{
	size_t most = 0;
	for (size_t k = 0; k < sizeof sides / sizeof *sides; k++) {
		size_t n = words_match(w, i, sides[k].pattern);
		if (n <= most)
			continue;
		most = n;
		*many = sides[k].many;
	}
	return most;
}

size_t side_before(const struct words *w, size_t first, size_t end, bool *many)
{
	size_t found = 0;
	if (end <= first || words_match(w, end - 1, ends) == 0)
		return 0;
	for (size_t n = 1; n <= SIDE_WORDS && n <= end - first; n++) {
		bool several = false;
		if (side_at(w, end - n, &several) != n)
			continue;
		found = n;
		*many = several;
	}
	return found;
}

/* Words of the adjective that begins at word i, of no more than that many. */
static size_t adjective_of(const struct words *w, size_t i, size_t words, const char **id)
{
	*id = w->at[i].capital ? party_of_adjective(w->text + w->at[i].start, w->at[i + words - 1].end - w->at[i].start)
			       : NULL;
	return *id == NULL ? 0 : words;
}

size_t side_adjective(const struct words *w, size_t first, size_t end, const char **id)
{
	size_t found = 0;
	for (size_t n = ADJECTIVE_WORDS; n > 0 && found == 0; n--)
		found = n <= end - first ? adjective_of(w, end - n, n, id) : 0;
	return found;
}

size_t side_adjective_at(const struct words *w, size_t i, const char **id)
{
	size_t found = 0, left = w->at[i].last - i;
	for (size_t n = ADJECTIVE_WORDS; n > 0 && found == 0; n--)
		found = n <= left ? adjective_of(w, i, n, id) : 0;
	return found;
}

size_t side_possessive(const struct words *w, size_t first, size_t end)
{
	bool s = end >= first + 2 && word_is(w, end - 1, "s") && word_is_glued(w, end - 1);
	return s && w->at[end - 2].kind == WORD_MARK && word_is_glued(w, end - 2) ? 2 : 0;
}

bool side_is_state(const char *id)
{
	return strlen(id) == STATE_ID;
}

bool side_state_named(const struct words *w, size_t first, size_t end, const char **id)
{
	char name[NAME_BYTES];
	size_t size = first < end ? w->at[end - 1].end - w->at[first].start : 0;
	if (size == 0 || size >= sizeof name)
		return false;
	memcpy(name, w->text + w->at[first].start, size);
	name[size] = '\0';
	*id = party_of(name);
	return *id != NULL && side_is_state(*id);
}

const char *side_state(const struct words *w, size_t first, size_t end)
{
	bool many;
	const char *id;
	while (first < end && words_match(w, first, "the|official") > 0)
		first++;
	size_t n = first < end ? side_at(w, first, &many) : 0;
	if (n > 0 && first + n < end && words_match(w, first + n, "of") > 0)
		return side_state_named(w, first + n + 1, end, &id) ? id : NULL;
	n = first < end ? side_before(w, first, end, &many) : 0;
	if (n == 0 || n == end - first)
		return NULL;
	n = end - n;
	if (side_adjective(w, first, n, &id) == n - first)
		return id[0] == '\0' ? NULL : id;
	return side_state_named(w, first, n - side_possessive(w, first, n), &id) ? id : NULL;
}
