#include "domain/side_in.h"

#include <pthread.h>
#include <string.h>

#include "domain/party.h"
#include "domain/text.h"
#include "domain/text_hash.h"

#define WORDS_MOST 32     /* of a text that is looked at */
#define FORM_BYTES 64     /* of an adjective */
#define SLOTS 2048        /* of adjectives; a power of two, at least twice as many */
#define FOLDED_SIZE 16384 /* of all of them, each with its NUL */
#define NO_ADJECTIVES (-1)

/* Words by what they do, folded, with a blank between them; one that ends in "*" stands for all that
 * begin so. */
static const struct tongue {
	const char *code;
	int adjectives;     /* their column */
	const char *links;  /* before a name */
	const char *beside; /* words beside a side */
	const char *sides;  /* who stands for a state */
} tongues[] = {
	{ "fr", 0, "la le les l du de des d",
	  "permanent permanente permanents affaires etrangeres defense premier special speciale adjoint adjointe vice",
	  "gouvernement gouvernements delegation delegations representant representants representante representantes "
	  "president presidente ministre ministres ministere ambassadeur ambassadeurs ambassadrice mission missions "
	  "envoye envoyee envoyes autorites cote partie direction" },
	{ "es", 1, "la el los las de del",
	  "permanente permanentes relaciones exteriores asuntos defensa primer primera especial adjunto adjunta",
	  "gobierno gobiernos delegacion delegaciones representante representantes presidente presidenta ministro "
	  "ministra ministros ministerio embajador embajadora embajadores mision misiones enviado enviada autoridades "
	  "parte" },
	{ "ru", 2, "", "постоянн* иностранных дел обороны официальн* специальн* первый заместител*",
	  "правительств* делегаци* представител* президент* министр министра министры министерств* посол посла послы "
	  "сторона стороны стороне мисси* посланник* власти руководство" },
	{ "ar", NO_ADJECTIVES, "", "الدايم خارجيه", "وفد حكومه ممثل ممثلو ممثلي ممثله رييس وزير سفير دوله سلطات" },
	{ "zh", NO_ADJECTIVES, "", "常驻 外交 的", "代表团 代表 政府 方面 总统 部长 外长 大使 当局 特使" },
};

/* How a form ends, and how the one of the table does. */
static const struct ending {
	const char *form, *table;
} endings[][16] = {
	{ { "", "" }, { "s", "" }, { "e", "" }, { "es", "" }, { "ne", "" }, { "nes", "" } },
	{ { "", "" }, { "s", "" }, { "es", "" }, { "a", "o" }, { "as", "o" }, { "a", "" }, { "as", "" } },
	{ { "ий", "" },
	  { "ая", "" },
	  { "ое", "" },
	  { "ие", "" },
	  { "ого", "" },
	  { "ой", "" },
	  { "ому", "" },
	  { "им", "" },
	  { "ом", "" },
	  { "ую", "" },
	  { "их", "" },
	  { "ими", "" } },
};

static const struct tongue *tongue_of(const char *code)
{
	for (size_t k = 0; k < sizeof tongues / sizeof *tongues; k++)
		if (strcmp(tongues[k].code, code) == 0)
			return &tongues[k];
	return NULL;
}

/* ---- Adjectives ------------------------------------------------------------- */

static struct slot {
	const char *form; /* folded, its words in one; NULL where the slot is free */
	const char *id;
	int language;
} slots[SLOTS];
static char folded[FOLDED_SIZE];
static pthread_once_t slots_once = PTHREAD_ONCE_INIT;

static struct slot *slot_of(const char *form, size_t size, int language)
{
	uint32_t i = text_hash(form, size) & (SLOTS - 1);
	while (slots[i].form != NULL && (slots[i].language != language || !text_is(form, size, slots[i].form)))
		i = (i + 1) & (SLOTS - 1);
	return &slots[i];
}

/* The words of a text as one; false where they do not fit. */
static bool fold_joined(struct text_analyser *a, struct bytes text, char out[FORM_BYTES], size_t *size)
{
	size_t used, n = 0;
	if (!text_fold_value(a, text, out, FORM_BYTES, &used))
		return false;
	for (size_t i = 0; i < used; i++)
		if (out[i] != ' ')
			out[n++] = out[i];
	out[ *size = n] = '\0';
	return n > 0 && used + 1 < FORM_BYTES;
}

/* Folded, it is put at *at, which is moved behind it. */
static void slot_put(struct text_analyser *a, struct bytes printed, const char *id, int language, char **at)
{
	char form[FORM_BYTES];
	size_t size;
	if (!fold_joined(a, printed, form, &size) || *at + size >= folded + FOLDED_SIZE)
		return;
	*slot_of(form, size, language) =
		(struct slot){ .form = memcpy(*at, form, size + 1), .id = id, .language = language };
	*at += size + 1;
}

static void slots_make(void)
{
	struct text_analyser *a = text_analyser_bare();
	char *at = folded;
	if (a == NULL)
		return;
	for (const struct side_adjectives *row = side_adjectives; row->id != NULL; row++)
		for (int k = 0; k < SIDE_ADJECTIVE_LANGUAGES; k++)
			for (const char *word = row->of[k]; *word != '\0'; word += word[strcspn(word, "|")] == '|') {
				size_t size = strcspn(word, "|");
				slot_put(a, bytes_of(word, size), row->id, k, &at);
				word += size;
			}
	text_analyser_free(a);
}

/* The state of an adjective in any of its forms; NULL for none. */
static const char *adjective_id(struct bytes printed, int language)
{
	char form[FORM_BYTES + 8];
	size_t size;
	struct text_analyser *a = text_analyser_mine();
	pthread_once(&slots_once, slots_make);
	if (a == NULL || !fold_joined(a, printed, form, &size))
		return NULL;
	for (const struct ending *e = endings[language]; e->form != NULL; e++) {
		size_t cut = strlen(e->form);
		char table[FORM_BYTES + 8];
		if (cut >= size || memcmp(form + size - cut, e->form, cut) != 0)
			continue;
		memcpy(table, form, size - cut);
		strcpy(table + size - cut, e->table);
		const struct slot *slot = slot_of(table, strlen(table), language);
		if (slot->form != NULL)
			return slot->id;
	}
	return NULL;
}

/* ---- Words ------------------------------------------------------------------ */

/* Whether a list has a word. */
static bool has(const char *list, struct bytes word)
{
	for (size_t n; *list != '\0'; list += n + (list[n] == ' ')) {
		n = strcspn(list, " ");
		bool begins = n > 0 && list[n - 1] == '*';
		size_t size = begins ? n - 1 : n;
		if (begins ? word.size >= size && memcmp(word.data, list, size) == 0
			   : word.size == size && memcmp(word.data, list, size) == 0)
			return true;
	}
	return false;
}

/* What a text is made of: the name of a state, and words. */
struct said {
	const char *id;            /* NULL without a name */
	uint32_t first, end;       /* bytes of the name, */
	uint32_t other, other_end; /* and of what is neither name nor a word of the tongue; both 0 for nothing */
	bool sided;                /* whether a side is among them */
	bool beside;               /* whether a word is that stands beside one */
	bool many;                 /* names of several */
};

static void find_name(struct said *s, const struct text_tokens *t)
{
	for (size_t i = 0; i < t->count; i++) {
		const struct text_token *at = &t->at[i];
		struct bytes term = text_term(t, at);
		if (at->kind != TEXT_PARTY || term.size < 2)
			continue;
		char id[FORM_BYTES];
		size_t size = term.size - 1 < sizeof id ? term.size - 1 : sizeof id - 1;
		memcpy(id, term.data + 1, size);
		id[size] = '\0';
		const struct party *party = party_find(id);
		s->many |= s->id != NULL;
		s->id = party == NULL ? NULL : party->id;
		s->first = at->start;
		s->end = at->end;
	}
}

static void take_word(struct said *s, const struct tongue *tongue, const struct text_token *at, struct bytes word)
{
	bool side = has(tongue->sides, word), beside = has(tongue->beside, word);
	s->sided |= side;
	s->beside |= beside;
	if (side || beside || has(tongue->links, word))
		return;
	s->other = s->other_end == 0 ? at->start : s->other;
	s->other_end = at->end;
}

static void take_words(struct said *s, const struct tongue *tongue, const struct text_tokens *t)
{
	for (size_t i = 0; i < t->count; i++) {
		const struct text_token *at = &t->at[i];
		struct bytes term = text_term(t, at);
		if (at->kind == TEXT_FORM && (at->start >= s->end || at->end <= s->first))
			take_word(s, tongue, at, bytes_of(term.data + 1, term.size - 1));
	}
}

/* The same where no blanks part words: what stands behind the name is all of the lists. */
static void take_run(struct said *s, const struct tongue *tongue, struct bytes text)
{
	size_t i = s->end;
	for (size_t n = 1; i < text.size && n > 0; i += n) {
		for (n = text.size - i; n > 0; n--) {
			struct bytes word = bytes_of(text.data + i, n);
			bool side = has(tongue->sides, word), beside = has(tongue->beside, word);
			s->sided |= side;
			s->beside |= beside;
			if (side || beside)
				break;
		}
	}
	if (s->first > 0 || i < text.size)
		s->other_end = 1;
}

const char *side_in(const char *language, const char *printed)
{
	const struct tongue *tongue = tongue_of(language);
	struct text_analyser *a = tongue == NULL ? NULL : text_analyser_mine();
	struct bytes text = bytes_text(printed);
	const struct text_tokens *t;
	struct said s = { .id = NULL };
	if (a == NULL || text_analyse(a, text, text_language_of(language), &t) != STATUS_OK || t->length > WORDS_MOST)
		return NULL;
	find_name(&s, t);
	if (s.many)
		return NULL;
	if (strcmp(tongue->code, "zh") == 0)
		take_run(&s, tongue, text);
	else
		take_words(&s, tongue, t);
	if (s.beside && !s.sided)
		return NULL;
	if (s.id != NULL || s.other_end == 0)
		return s.other_end == 0 ? s.id : NULL;
	return s.sided && tongue->adjectives != NO_ADJECTIVES
		       ? adjective_id(bytes_of(text.data + s.other, s.other_end - s.other), tongue->adjectives)
		       : NULL;
}
