#include "domain/text_names.h"

#include <pthread.h>
#include <stdlib.h>

#include "domain/party.h"
#include "domain/party_table.h"
#include "domain/text_parties.h"

#define WORDS_MOST 16
#define NAME_MOST 256 /* bytes of one */

const struct text_names_table text_names_tables[TEXT_NAMES_TABLES] = {
	{ text_names_fr, TEXT_FRENCH }, { text_names_es, TEXT_SPANISH }, { text_names_ru, TEXT_RUSSIAN },
	{ text_names_ar, TEXT_ARABIC }, { text_names_zh, TEXT_PLAIN },
};

/* ---- The names ------------------------------------------------------------- */

/* All of them, once they were analysed. */
static struct text_parties known;

/* An ideograph by itself that only ends a run: part of the pair before it. */
static bool is_run_end(const struct text_tokens *t, size_t i)
{
	const struct text_token *before = &t->at[i];
	while (before > t->at && (before == &t->at[i] || before->kind != TEXT_FORM))
		before--;
	return i + 1 == t->count && before->kind == TEXT_FORM && before->position < t->at[i].position &&
	       t->at[i].start < before->end;
}

/* The words of a name, each ended by a space; how many, 0 where they do not fit. */
static size_t put_words(const struct text_tokens *t, char *out, size_t room, size_t *size)
{
	size_t words = 0, used = 0;
	for (size_t i = 0; i < t->count; i++) {
		struct bytes word = text_term(t, &t->at[i]);
		struct text_reading reading;
		if (t->at[i].kind != TEXT_FORM || is_run_end(t, i))
			continue;
		text_read_name(bytes_of(word.data + 1, word.size - 1), &reading);
		if (reading.size == 0 || used + reading.size + 2 > room || ++words > WORDS_MOST)
			return 0;
		memcpy(out + used, reading.text, reading.size);
		used += reading.size;
		out[used++] = ' ';
	}
	out[used] = '\0';
	*size = used;
	return words;
}

static void add_name(struct text_analyser *analyser, const char *id, struct bytes printed, const struct name *like)
{
	const struct text_tokens *t;
	char text[NAME_MOST];
	size_t size, words;
	if (text_analyse(analyser, printed, TEXT_PLAIN, &t) != STATUS_OK ||
	    (words = put_words(t, text, sizeof text, &size)) == 0)
		return;
	struct name *name = malloc(sizeof *name + size + 1);
	if (name == NULL)
		return;
	*name = *like;
	name->id = id;
	name->words = words;
	name->first = strcspn(text, " ");
	name->capitals = text_is_capitals(printed);
	name->capital = like->capital && text_is_capital(printed);
	memcpy(name->text, text, size + 1);
	text_parties_add(&known, name);
}

/* A name that several parties bore is the one's that party_of answers. */
static void add_english(struct text_analyser *analyser)
{
	const struct name like = { .only = TEXT_PLAIN };
	const struct party *party;
	for (size_t i = 0; (party = party_at(i)) != NULL; i++)
		for (const struct party_name *name = party->names; name->name != NULL; name++) {
			const char *id = party_of(name->name);
			if (id != NULL)
				add_name(analyser, id, bytes_text(name->name), &like);
		}
}

/* "" is of words that look like a state's adjective and are none. */
static void add_adjectives(struct text_analyser *analyser)
{
	const struct name like = { .only = TEXT_PLAIN, .capital = true, .adjective = true };
	for (const struct party *row = party_adjectives; row->id != NULL; row++)
		for (const struct party_name *name = row->names; name->name != NULL; name++)
			add_name(analyser, row->id, bytes_text(name->name), &like);
}

static void add_row(struct text_analyser *analyser, const struct text_names *row, enum text_language language)
{
	for (const char *at = row->names; *at != '\0';) {
		bool only = *at == '!';
		size_t size = strcspn(at += only, "|");
		const struct name like = { .only = only ? language : TEXT_PLAIN, .capital = true };
		add_name(analyser, row->id, bytes_of(at, size), &like);
		at += size + (at[size] == '|');
	}
}

static void make_known(void)
{
	struct text_analyser *analyser = text_analyser_bare();
	if (analyser == NULL)
		return;
	add_english(analyser);
	add_adjectives(analyser);
	for (size_t i = 0; i < TEXT_NAMES_TABLES; i++)
		for (const struct text_names *row = text_names_tables[i].names; row->id != NULL; row++)
			add_row(analyser, row, text_names_tables[i].language);
	text_analyser_free(analyser);
}

const struct text_parties *text_names_known(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, make_known);
	return &known;
}

/* ---- A name by itself -------------------------------------------------------- */

/* The words of a text that was analysed, whatever stands beside them. */
static size_t list_words(struct text_analyser *a)
{
	size_t count = 0;
	for (size_t i = 0; i < a->tokens.count && count < a->counted_count; i++)
		if (a->tokens.at[i].kind == TEXT_FORM)
			a->counted[count++] = (uint32_t)i;
	return count;
}

const char *text_party_named(struct text_analyser *analyser, struct bytes text, bool *word_too)
{
	const struct text_tokens *t;
	bool before = analyser->bare;
	analyser->bare = true;
	enum status status = text_analyse(analyser, text, TEXT_PLAIN, &t);
	analyser->bare = before;
	size_t count = status == STATUS_OK ? list_words(analyser) : 0;
	if (count == 0)
		return NULL;
	const struct asked a = { .t = t, .counted = analyser->counted, .left = count, .text = text, .query = true };
	const struct name *name = text_parties_find(text_names_known(), &a);
	if (name != NULL && name->words + 1 == count && is_run_end(t, a.counted[count - 1]))
		count--;
	if (name == NULL || name->words != count || name->id[0] == '\0')
		return NULL;
	*word_too = name->only != TEXT_PLAIN;
	return name->id;
}
