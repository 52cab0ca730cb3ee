#include "domain/acts.h"

#include <pthread.h>
#include <string.h>

#define ADDRESSEE_WORDS 60

#define ACT(name) TRUCE__V1__ACT__KIND__KIND_##name
#define CHOICE(name) TRUCE__V1__VOTE__CHOICE__CHOICE_##name

/* A longer phrase wins over a shorter one that begins alike. */
static const struct row {
	const char *pattern;
	Truce__V1__Act__Kind kind;
	Truce__V1__Vote__Choice choice;
	bool addresses;
} rows[] = {
	{ "call|calls|called on|upon", ACT(CALL), CHOICE(UNSPECIFIED), true },
	{ "call|calls|called for", ACT(CALL), CHOICE(UNSPECIFIED), false },
	{ "urge|urges|urged", ACT(CALL), CHOICE(UNSPECIFIED), true },
	{ "request|requests|requested", ACT(CALL), CHOICE(UNSPECIFIED), true },
	{ "demand|demands|demanded", ACT(CALL), CHOICE(UNSPECIFIED), false },
	{ "appeal|appeals|appealed to", ACT(CALL), CHOICE(UNSPECIFIED), true },
	{ "invite|invites|invited", ACT(CALL), CHOICE(UNSPECIFIED), true },
	{ "encourage|encourages|encouraged", ACT(CALL), CHOICE(UNSPECIFIED), true },
	{ "support|supports|supported", ACT(SUPPORT), CHOICE(UNSPECIFIED), false },
	{ "commend|commends|commended", ACT(SUPPORT), CHOICE(UNSPECIFIED), false },
	{ "praise|praises|praised", ACT(SUPPORT), CHOICE(UNSPECIFIED), false },
	{ "appreciate|appreciates|appreciated", ACT(SUPPORT), CHOICE(UNSPECIFIED), false },
	{ "endorse|endorses|endorsed", ACT(SUPPORT), CHOICE(UNSPECIFIED), false },
	{ "express|expresses my|our|its|their|his|her? strong|full? support", ACT(SUPPORT), CHOICE(UNSPECIFIED),
	  false },
	{ "welcome|welcomes|welcomed", ACT(WELCOME), CHOICE(UNSPECIFIED), false },
	{ "am|are|is pleased to note", ACT(WELCOME), CHOICE(UNSPECIFIED), false },
	{ "am|are|is encouraged by", ACT(WELCOME), CHOICE(UNSPECIFIED), false },
	{ "note|notes|noted with satisfaction|appreciation", ACT(WELCOME), CHOICE(UNSPECIFIED), false },
	{ "express|expresses|expressed my|our|its|their|his|her? deep|great? satisfaction", ACT(WELCOME),
	  CHOICE(UNSPECIFIED), false },
	{ "condemn|condemns|condemned", ACT(CONDEMN), CHOICE(UNSPECIFIED), false },
	{ "deplore|deplores|deplored", ACT(CONDEMN), CHOICE(UNSPECIFIED), false },
	{ "denounce|denounces|denounced", ACT(CONDEMN), CHOICE(UNSPECIFIED), false },
	{ "reject|rejects|rejected", ACT(CONDEMN), CHOICE(UNSPECIFIED), false },
	{ "thank|thanks|thanked", ACT(THANK), CHOICE(UNSPECIFIED), false },
	{ "express|expresses|expressed my|our|its|their|his|her? sincere|deep|profound|heartfelt|warm? "
	  "gratitude|thanks|appreciation",
	  ACT(THANK), CHOICE(UNSPECIFIED), false },
	{ "emphasize|emphasizes|emphasized|emphasise|emphasises|emphasised", ACT(EMPHASIZE), CHOICE(UNSPECIFIED),
	  false },
	{ "underline|underlines|underlined", ACT(EMPHASIZE), CHOICE(UNSPECIFIED), false },
	{ "underscore|underscores|underscored", ACT(EMPHASIZE), CHOICE(UNSPECIFIED), false },
	{ "stress|stresses|stressed", ACT(EMPHASIZE), CHOICE(UNSPECIFIED), false },
	{ "draw|draws attention to", ACT(EMPHASIZE), CHOICE(UNSPECIFIED), false },
	{ "reaffirm|reaffirms|reaffirmed", ACT(REAFFIRM), CHOICE(UNSPECIFIED), false },
	{ "reiterate|reiterates|reiterated", ACT(REAFFIRM), CHOICE(UNSPECIFIED), false },
	{ "recall|recalls|recalled", ACT(REAFFIRM), CHOICE(UNSPECIFIED), false },
	{ "remain|remains|remained committed to", ACT(REAFFIRM), CHOICE(UNSPECIFIED), false },
	{ "am|are|is deeply|gravely|seriously? concerned|alarmed", ACT(CONCERN), CHOICE(UNSPECIFIED), false },
	{ "express|expresses|expressed my|our|its|their|his|her? deep|grave|serious? concern", ACT(CONCERN),
	  CHOICE(UNSPECIFIED), false },
	{ "oppose|opposes|opposed", ACT(OPPOSE), CHOICE(UNSPECIFIED), false },
	{ "object|objects|objected to", ACT(OPPOSE), CHOICE(UNSPECIFIED), false },
	{ "vote|votes|voted in favour|favor of", ACT(VOTE), CHOICE(IN_FAVOUR), false },
	{ "vote|votes|voted against", ACT(VOTE), CHOICE(AGAINST), false },
	{ "abstain|abstains|abstained in|on|from the? vote|voting? on?", ACT(VOTE), CHOICE(ABSTAINING), false },
};

/* Of the verb itself, the phrase's first word. */
static enum verb_form form_of(const struct words *w, size_t at)
{
	const char *text = w->text + w->at[at].start;
	size_t size = w->at[at].end - w->at[at].start;
	if (size > 2 && text_equal(text + size - 2, 2, "ed", 2))
		return VERB_PAST;
	bool s = text[size - 1] == 's', ss = s && size > 1 && text[size - 2] == 's';
	return s && !ss ? VERB_THIRD : VERB_BASE;
}

static const char fillers[] = "also|therefore|fully|strongly|further|again|particularly|once|more|thus|now|sincerely|"
			      "deeply|firmly|highly|warmly|especially|hereby|would|like|wish|to|have|has|all|,|both|"
			      "once|always|continue|continues|wholeheartedly|categorically|very|much";

/* For each word the rows that it may begin, by their number modulo ROW_BITS, and
 * whether it is a filler. */
#define ROW_BITS 31
#define FILLS ((uint32_t)1 << ROW_BITS)
static struct word_table first_words;

static void first_words_make(void)
{
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
		word_table_add(&first_words, rows[k].pattern, (uint32_t)1 << k % ROW_BITS);
	word_table_add(&first_words, fillers, FILLS);
}

static uint32_t first_word_bits(uint32_t hash)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, first_words_make);
	return word_table_bits(&first_words, hash);
}

void acts_words_add(struct word_table *table, uint32_t opens, uint32_t fills)
{
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
		word_table_add(table, rows[k].pattern, opens);
	word_table_add(table, fillers, fills);
}

bool acts_match(const struct words *w, size_t at, struct act_verb *out)
{
	const struct row *best = NULL;
	size_t words = 0;
	uint32_t may = at < w->count ? first_word_bits(w->at[at].hash) : 0;
	for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
		size_t n = (may >> k % ROW_BITS & 1) != 0 ? words_match(w, at, rows[k].pattern) : 0;
		if (n > words) {
			words = n;
			best = &rows[k];
		}
	}
	if (best == NULL)
		return false;
	*out = (struct act_verb){ .kind = best->kind,
				  .form = form_of(w, at),
				  .words = words,
				  .choice = best->choice,
				  .addresses = best->addresses };
	return true;
}

bool acts_is_filler(const struct words *w, size_t at)
{
	return at < w->count && (first_word_bits(w->at[at].hash) & FILLS) != 0;
}

size_t acts_addressee_end(const struct words *w, size_t at)
{
	if (at >= w->count)
		return at;
	size_t end = w->at[at].last, most = end - at > ADDRESSEE_WORDS ? at + ADDRESSEE_WORDS : end;
	for (size_t i = at; i < most; i++) {
		if (word_is_mark(w, i, ';') || word_is_mark(w, i, '.'))
			return i;
		if (words_match(w, i, "to") == 0)
			continue;
		return i > at && word_is_mark(w, i - 1, ',') ? i - 1 : i;
	}
	return most == end ? end : at;
}
