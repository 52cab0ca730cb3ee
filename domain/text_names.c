#include "domain/text_inside.h"

#include <pthread.h>
#include <stdlib.h>

#include "domain/party.h"

#define SLOTS 4096
#define WORDS_MOST 16

/* A party's name as it is compared: its folded words, each ended by a space. */
struct name {
	struct name *next; /* of the same slot; those of more words first */
	const char *id;
	size_t words, size;
	bool capitals; /* matches capitals alone */
	char text[];
};

static struct name *slots[SLOTS];
static pthread_once_t slots_once = PTHREAD_ONCE_INIT;

static size_t slot_of(const uint8_t *word, size_t size)
{
	uint32_t h = 2166136261U;
	for (size_t i = 0; i < size; i++)
		h = (h ^ word[i]) * 16777619U;
	return (h ^ h >> 13) % SLOTS;
}

static bool is_capitals(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (text[i] >= 'a' && text[i] <= 'z')
			return false;
	return true;
}

static void insert(struct name *name)
{
	struct name **at = &slots[slot_of((const uint8_t *)name->text, strcspn(name->text, " "))];
	while (*at != NULL && (*at)->words > name->words)
		at = &(*at)->next;
	name->next = *at;
	*at = name;
}

/* A name that several parties bore is the one's that party_of answers. */
static void add_name(struct text_analyser *analyser, const char *printed)
{
	const struct text_tokens *t;
	const char *id = party_of(printed);
	if (id == NULL || text_analyse(analyser, bytes_text(printed), TEXT_PLAIN, &t) != STATUS_OK)
		return;
	struct name *name = malloc(sizeof *name + t->bytes.size + t->count + 1);
	if (name == NULL)
		return;
	*name = (struct name){ .id = id, .capitals = is_capitals(printed, strlen(printed)) };
	char *to = name->text;
	for (size_t i = 0; i < t->count; i++) {
		struct bytes word = text_term(t, &t->at[i]);
		if (t->at[i].kind != TEXT_FORM)
			continue;
		to = (char *)mempcpy(to, word.data + 1, word.size - 1);
		*to++ = ' ';
		name->words++;
	}
	*to = '\0';
	name->size = (size_t)(to - name->text);
	if (name->words > 0 && name->words <= WORDS_MOST)
		insert(name);
	else
		free(name);
}

static void make_slots(void)
{
	struct text_analyser *analyser = text_analyser_bare();
	const struct party *party;
	for (size_t i = 0; analyser != NULL && (party = party_at(i)) != NULL; i++)
		for (const struct party_name *name = party->names; name->name != NULL; name++)
			add_name(analyser, name->name);
	text_analyser_free(analyser);
}

/* Whether the tokens from i on read as the name. */
static bool reads(const struct name *name, const struct text_tokens *t, const uint32_t *counted, size_t left,
		  const char *text)
{
	const char *at = name->text;
	if (name->words > left)
		return false;
	for (size_t i = 0; i < name->words; i++) {
		struct bytes word = text_term(t, &t->at[counted[i]]);
		size_t size = word.size - 1;
		if ((size_t)(name->text + name->size - at) <= size || memcmp(at, word.data + 1, size) != 0 ||
		    at[size] != ' ')
			return false;
		if (t->at[counted[i]].position != t->at[counted[0]].position + i)
			return false;
		at += size + 1;
	}
	uint32_t start = t->at[counted[0]].start, end = t->at[counted[name->words - 1]].end;
	return !name->capitals || is_capitals(text + start, end - start);
}

bool text_party_begins(struct bytes word)
{
	pthread_once(&slots_once, make_slots);
	const struct name *name = slots[slot_of(word.data, word.size)];
	for (; name != NULL; name = name->next)
		if (name->size > word.size && name->text[word.size] == ' ' &&
		    memcmp(name->text, word.data, word.size) == 0)
			return true;
	return false;
}

size_t text_party_at(const struct text_tokens *t, const uint32_t *counted, size_t count, size_t i, const char *text,
		     const char **id)
{
	struct bytes word = text_term(t, &t->at[counted[i]]);
	pthread_once(&slots_once, make_slots);
	for (const struct name *name = slots[slot_of(word.data + 1, word.size - 1)]; name != NULL; name = name->next) {
		if (!reads(name, t, counted + i, count - i, text))
			continue;
		*id = name->id;
		return name->words;
	}
	return 0;
}
