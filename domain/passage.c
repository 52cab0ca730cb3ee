#include "domain/passage.h"


#include "base/ascii.h"
#include "base/time.h"
#include "domain/language.h"
#include "domain/said.h"
#include "proto/enum_names.h"

#define VALUE_MOST (TEXT_TERM_MOST - 1)
#define TITLE_PARTS " \u00b7\n\n" /* an empty line, so that no phrase crosses it */

/* ---- Marks ------------------------------------------------------------- */

/* Marks that grow. */
struct marks {
	struct passages *p;
	struct bytes *at;
	size_t count, room;
	bool full;
};

static void put(struct marks *m, struct bytes mark)
{
	if (m->count == m->room) {
		size_t room = m->room == 0 ? 16 : 2 * m->room;
		struct bytes *at = arena_array(m->p->arena, room, sizeof *at);
		if (at == NULL) {
			m->full = true;
			return;
		}
		if (m->count > 0)
			memcpy(at, m->at, m->count * sizeof *at);
		m->at = at;
		m->room = room;
	}
	m->at[m->count++] = mark;
}

static void put_value(struct marks *m, const char *field, const char *folded, size_t size, const char *value)
{
	struct bytes mark = query_mark(m->p->arena, field, folded, size);
	if (mark.data == NULL) {
		m->full = true;
		return;
	}
	put(m, mark);
	if (bytes_equal(mark, m->p->wanted))
		m->p->found = value;
}

static void put_field(struct marks *m, const char *field, const char *value)
{
	char folded[VALUE_MOST + 1];
	size_t size;
	if (!text_fold_value(m->p->analyser, bytes_text(value), folded, sizeof folded, &size)) {
		m->full = true;
		return;
	}
	if (size > 0)
		put_value(m, field, folded, size, value);
}

/* Each word of a value. */
static void put_words(struct marks *m, const char *field, const char *value)
{
	char folded[VALUE_MOST + 1], *rest = NULL;
	size_t size;
	if (!text_fold_value(m->p->analyser, bytes_text(value), folded, sizeof folded, &size)) {
		m->full = true;
		return;
	}
	for (char *word = strtok_r(folded, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest))
		put_value(m, field, word, strlen(word), "");
}

/* "joint-statement" for KIND_JOINT_STATEMENT; "" for the value of none. */
static const char *value_word(struct marks *m, const ProtobufCEnumDescriptor *values, int value)
{
	const ProtobufCEnumValue *v = value == 0 ? NULL : protobuf_c_enum_descriptor_get_value(values, value);
	const char *word = v == NULL ? "" : enum_word(values, v, '-', m->p->arena);
	m->full |= word == NULL;
	return word == NULL ? "" : word;
}

/* The marks for a document that is cited: what it is called, and the statement that holds it. */
static void put_cited(struct marks *m, const Truce__V1__Citation *citation)
{
	const char *slash = strrchr(citation->statement, '/');
	put_field(m, "cites", citation->instrument);
	if (slash != NULL)
		put_field(m, "cites", slash + 1);
}

/* The mark for a record that is named: "zone" for "zones/idlib". */
static void put_target(struct marks *m, const char *target)
{
	if (strncmp(target, "zones/", 6) == 0)
		put_field(m, "zone", target + 6);
	else if (strncmp(target, "rounds/", 7) == 0)
		put_field(m, "round", target + 7);
	else if (strchr(target, '/') == NULL)
		put_field(m, "mentions", target);
}

/* Values joined for a facet; one that is there already is left out. */
static void join_value(struct marks *m, struct bytes *facet, const char *value)
{
	size_t size = strlen(value), at = 0;
	while (at < facet->size) {
		const uint8_t *end = memchr(facet->data + at, PASSAGE_FACET_PARTS, facet->size - at);
		size_t part = end == NULL ? facet->size - at : (size_t)(end - facet->data) - at;
		if (part == size && memcmp(facet->data + at, value, size) == 0)
			return;
		at += part + 1;
	}
	if (size == 0 || facet->size + size + 1 > VALUE_MOST)
		return;
	char *joined = facet->size == 0 ? arena_text(m->p->arena, value)
					: arena_printf(m->p->arena, "%.*s%c%s", (int)facet->size,
						       (const char *)facet->data, PASSAGE_FACET_PARTS, value);
	if (joined == NULL)
		m->full = true;
	else
		*facet = bytes_text(joined);
}

/* ---- A statement ------------------------------------------------------- */

/* Adds the words of a block to a count of languages; false without memory. */
static bool count_block(struct language_count *count, const Truce__V1__Block *block, struct arena *arena)
{
	struct words w = { .text = NULL };
	if (!words_split(&w, block->text, strlen(block->text), arena))
		return false;
	language_count(count, &w);
	return true;
}

/* As all blocks tell, "" where they leave a doubt; NULL without memory. */
static const char *told_language(const Truce__V1__Statement *s, struct arena *arena)
{
	struct language_count count = { .words = 0 };
	for (size_t i = 0; i < s->n_blocks; i++)
		if (!count_block(&count, s->blocks[i], arena))
			return NULL;
	return language_told(&count);
}

/* The language whose stemmer a passage's words are given: where there is a doubt, English, as
 * most of what is short. */
static enum text_language stemmed_as(const char *language)
{
	return text_language_of(language[0] == '\0' ? "en" : language);
}

static void set_days(struct passages *p)
{
	const Truce__V1__DateInterval *date = p->statement->date;
	p->first_day = p->last_day = QUERY_NO_DAY;
	if (date == NULL || (date->earliest[0] == '\0' && date->latest[0] == '\0'))
		return;
	if (!date_parse(date->earliest, &p->first_day))
		p->first_day = DAY_FIRST;
	if (!date_parse(date->latest, &p->last_day))
		p->last_day = DAY_LAST;
}

/* ---- What stands in which block ---------------------------------------- */

static size_t block_of(const struct passages *p, const Truce__V1__TextSpan *span)
{
	return span == NULL || span->block < 1 || (size_t)span->block > p->statement->n_blocks ? 0
											       : (size_t)span->block;
}

static const Truce__V1__TextSpan *cited_at(const Truce__V1__Statement *s, size_t i)
{
	return s->citations[i]->span;
}

static const Truce__V1__TextSpan *named_at(const Truce__V1__Statement *s, size_t i)
{
	return s->mentions[i]->span;
}

static const Truce__V1__TextSpan *acted_at(const Truce__V1__Statement *s, size_t i)
{
	return s->acts[i]->span;
}

/* Puts a list's elements in the order of their blocks: each is counted, and put behind those
 * of the blocks before. False without memory. */
static bool place(const struct passages *p, size_t count,
		  const Truce__V1__TextSpan *(*at)(const Truce__V1__Statement *s, size_t i), struct placed_list *out)
{
	const Truce__V1__Statement *s = p->statement;
	const size_t blocks = s->n_blocks + 1; /* with what stands in none */
	out->from = arena_array(p->arena, blocks + 1, sizeof *out->from);
	out->order = arena_array(p->arena, count, sizeof *out->order);
	if (out->from == NULL || out->order == NULL)
		return false;
	for (size_t i = 0; i < count; i++)
		out->from[block_of(p, at(s, i)) + 1]++;
	for (size_t b = 1; b <= blocks; b++)
		out->from[b] += out->from[b - 1];
	for (size_t i = 0; i < count; i++)
		out->order[out->from[block_of(p, at(s, i))]++] = (uint32_t)i;
	for (size_t b = blocks; b > 0; b--) /* each is where the next began */
		out->from[b] = out->from[b - 1];
	out->from[0] = 0;
	return true;
}

static enum status begin(struct passages *p)
{
	const Truce__V1__Statement *statement = p->statement;
	struct arena *arena = p->arena;
	struct marks m = { .p = p };
	p->language = statement->language[0] != '\0' ? statement->language : told_language(statement, arena);
	if (p->language == NULL || !place(p, statement->n_citations, cited_at, &p->cited) ||
	    !place(p, statement->n_mentions, named_at, &p->named) || !place(p, statement->n_acts, acted_at, &p->acted))
		return STATUS_RESOURCE_EXHAUSTED;
	set_days(p);
	const char *slash = strrchr(statement->name, '/');
	put_field(&m, "statement", slash == NULL ? statement->name : slash + 1);
	put_field(&m, "kind", value_word(&m, &truce__v1__statement__kind__descriptor, (int)statement->kind));
	put_field(&m, "symbol", statement->symbol);
	for (size_t i = 0; i < statement->n_sources; i++)
		put_field(&m, "symbol", statement->sources[i]->symbol);
	put_field(&m, "body", statement->organ);
	if (statement->round[0] != '\0')
		put_target(&m, statement->round);
	for (size_t i = 0; i < statement->n_mentions; i++)
		if (statement->mentions[i]->span == NULL || statement->mentions[i]->span->block == 0)
			put_target(&m, statement->mentions[i]->target);
	for (size_t i = 0; i < statement->n_citations; i++)
		if (statement->citations[i]->span == NULL || statement->citations[i]->span->block == 0)
			put_cited(&m, statement->citations[i]);
	p->shared = m.at;
	p->shared_count = m.count;
	return m.full ? STATUS_RESOURCE_EXHAUSTED : STATUS_OK;
}

enum status passages_begin(struct passages *p, const Truce__V1__Statement *statement, struct text_analyser *analyser,
			   struct arena *arena)
{
	*p = (struct passages){ .statement = statement, .analyser = analyser, .arena = arena };
	return begin(p);
}

/* ---- A passage --------------------------------------------------------- */

static void put_sayers(struct marks *m, struct passage *out)
{
	const Truce__V1__Statement *s = m->p->statement;
	const Truce__V1__Turn *turn = said_turn(s, out->block);
	struct sayers sayers = said_by(s, out->block);
	for (const Truce__V1__Party *party; (party = sayers_next(&sayers)) != NULL;) {
		put_field(m, "delegation", party->id);
		join_value(m, &out->facets[FACET_DELEGATION], party->id);
	}
	if (turn != NULL && turn->speaker != NULL)
		put_words(m, "speaker", turn->speaker->printed);
}

/* The language that speech was spoken in. */
static void put_spoken(struct marks *m, const struct passage *out, const Truce__V1__Block *block)
{
	const Truce__V1__Turn *turn = said_turn(m->p->statement, out->block);
	if (turn == NULL || block->kind == TRUCE__V1__BLOCK__KIND__KIND_STAGE_DIRECTION)
		return;
	const char *language = said_language(turn, out->block);
	if (language[0] != '\0')
		put_field(m, "spoken", language);
}

static void put_track(struct marks *m, struct passage *out, int track)
{
	const char *word = value_word(m, &truce__v1__track__descriptor, track);
	put_field(m, "track", word);
	join_value(m, &out->facets[FACET_TRACK], word);
}

/* What the reader found in this block. */
static void put_found(struct marks *m, struct passage *out)
{
	const Truce__V1__Statement *s = m->p->statement;
	const struct placed_list *cited = &m->p->cited, *named = &m->p->named, *acted = &m->p->acted;
	const size_t block = (size_t)out->block;
	for (size_t i = cited->from[block]; i < cited->from[block + 1]; i++)
		put_cited(m, s->citations[cited->order[i]]);
	for (size_t i = named->from[block]; i < named->from[block + 1]; i++)
		put_target(m, s->mentions[named->order[i]]->target);
	for (size_t i = acted->from[block]; i < acted->from[block + 1]; i++) {
		const Truce__V1__Act *act = s->acts[acted->order[i]];
		put_field(m, "topic", act->topic);
		join_value(m, &out->facets[FACET_TOPIC], act->topic);
		put_track(m, out, (int)act->track);
		for (size_t k = 0; k < act->n_actors; k++)
			put_field(m, "mentions", act->actors[k]->id);
	}
}

/* Puts a part of a title behind those before it. */
static char *put_title(const char *start, char *end, const char *part)
{
	return stpcpy(end == start ? end : stpcpy(end, TITLE_PARTS), part);
}

static bool set_title(struct passages *p, struct passage *out)
{
	const Truce__V1__Statement *s = p->statement;
	size_t size = strlen(s->title) + strlen(s->symbol) + sizeof TITLE_PARTS;
	for (size_t i = 0; i < s->n_aliases; i++)
		size += strlen(s->aliases[i]) + sizeof TITLE_PARTS;
	char *text = arena_alloc(p->arena, size), *end = text;
	if (text == NULL)
		return false;
	end = stpcpy(end, s->title);
	if (s->symbol[0] != '\0')
		end = put_title(text, end, s->symbol);
	for (size_t i = 0; i < s->n_aliases; i++)
		end = put_title(text, end, s->aliases[i]);
	out->text = bytes_of(text, (size_t)(end - text));
	out->language = stemmed_as(p->language);
	return true;
}

/* A block's language: its own, or its statement's; where neither says, as the block
 * itself tells, or else all blocks together; "" where these leave a doubt. */
static const char *block_language(struct passages *p, struct marks *m, const Truce__V1__Block *block)
{
	struct language_count count = { .words = 0 };
	if (block->language[0] != '\0')
		return block->language;
	if (p->statement->language[0] != '\0')
		return p->language;
	m->full |= !count_block(&count, block, p->arena);
	const char *told = language_told(&count);
	return told[0] == '\0' ? p->language : told;
}

static void set_block(struct passages *p, struct marks *m, struct passage *out)
{
	const Truce__V1__Block *block = p->statement->blocks[out->block - 1];
	const char *language = block_language(p, m, block);
	out->text = bytes_text(block->text);
	out->language = stemmed_as(language);
	put_field(m, "language", language);
	put_spoken(m, out, block);
	put_track(m, out, (int)block->track);
	put_found(m, out);
}

enum status passages_next(struct passages *p, struct passage *out)
{
	const Truce__V1__Statement *s = p->statement;
	struct marks m = { .p = p };
	bool titled = s->title[0] != '\0' || s->symbol[0] != '\0' || s->n_aliases > 0;
	if (p->next == 0 && !titled)
		p->next++;
	if (p->next > s->n_blocks)
		return STATUS_NOT_FOUND;
	*out = (struct passage){ .block = (int32_t)p->next++, .first_day = p->first_day, .last_day = p->last_day };
	for (size_t i = 0; i < p->shared_count; i++)
		put(&m, p->shared[i]);
	if (out->block == 0)
		m.full |= !set_title(p, out);
	else
		set_block(p, &m, out);
	put_sayers(&m, out);
	join_value(&m, &out->facets[FACET_BODY], s->organ);
	join_value(&m, &out->facets[FACET_KIND],
		   value_word(&m, &truce__v1__statement__kind__descriptor, (int)s->kind));
	out->marks = m.at;
	out->mark_count = m.count;
	return m.full ? STATUS_RESOURCE_EXHAUSTED : STATUS_OK;
}

/* ---- Words ------------------------------------------------------------- */

#define PARTIES_MOST 512 /* that a passage is marked with */
#define PARTY_BITS 1024

/* The parties of a passage, and a bit of each: most are asked for the first time. */
struct parties {
	struct bytes ids[PARTIES_MOST];
	size_t count;
	uint64_t bits[PARTY_BITS / 64];
};

/* Whether the party is new. */
static bool add_party(struct parties *parties, struct bytes id)
{
	uint32_t h = 2166136261U;
	for (size_t i = 0; i < id.size; i++)
		h = (h ^ id.data[i]) * 16777619U;
	h = (h ^ h >> 16) % PARTY_BITS;
	bool known = (parties->bits[h / 64] >> h % 64 & 1) != 0;
	for (size_t i = 0; known && i < parties->count; i++)
		if (bytes_equal(parties->ids[i], id))
			return false;
	if (parties->count == PARTIES_MOST)
		return false;
	parties->bits[h / 64] |= UINT64_C(1) << h % 64;
	parties->ids[parties->count++] = id;
	return true;
}

/* A title's party is the speaker's own. */
static void put_parties(struct marks *m, const struct passage *passage, const struct text_tokens *t)
{
	struct parties parties;
	parties.count = 0;
	memset(parties.bits, 0, sizeof parties.bits);
	for (size_t i = 0; passage->block > 0 && i < t->count; i++) {
		if (t->at[i].kind != TEXT_PARTY)
			continue;
		struct bytes term = text_term(t, &t->at[i]), id = bytes_of(term.data + 1, term.size - 1);
		if (!add_party(&parties, id))
			continue;
		const char *printed = arena_text_n(m->p->arena, id.data, id.size);
		char folded[TEXT_TERM_MOST];
		for (size_t k = 0; k < id.size; k++)
			folded[k] = to_small((char)id.data[k]);
		if (printed == NULL)
			m->full = true;
		else
			put_value(m, "mentions", folded, id.size, printed);
	}
}

enum status passage_analyse(struct passages *p, struct passage *passage, const struct text_tokens **out)
{
	struct marks m = { .p = p, .at = passage->marks, .count = passage->mark_count, .room = passage->mark_count };
	enum status status = text_analyse(p->analyser, passage->text, passage->language, out);
	if (status != STATUS_OK)
		return status;
	put_parties(&m, passage, *out);
	passage->marks = m.at;
	passage->mark_count = m.count;
	return m.full ? STATUS_RESOURCE_EXHAUSTED : STATUS_OK;
}

enum status passage_value(const Truce__V1__Statement *statement, uint32_t block, struct bytes mark,
			  struct text_analyser *analyser, struct arena *arena, const char **out)
{
	struct passages p = {
		.statement = statement, .analyser = analyser, .arena = arena, .next = block, .wanted = mark
	};
	struct passage passage;
	const struct text_tokens *t;
	enum status status = begin(&p);
	if (status == STATUS_OK)
		status = passages_next(&p, &passage);
	if (status == STATUS_OK && p.found == NULL && bytes_start_with(mark, BYTES_LITERAL("=mentions:")))
		status = passage_analyse(&p, &passage, &t);
	if (status == STATUS_OK && p.found == NULL)
		status = STATUS_NOT_FOUND;
	if (status == STATUS_OK)
		*out = p.found;
	return status;
}
