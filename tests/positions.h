/* Statements whose positions are counted, and what is expected of the count. */
#ifndef TRUCE_TESTS_POSITIONS_H
#define TRUCE_TESTS_POSITIONS_H

#include "tests/support_random.h"

#include "domain/position.h"
#include "domain/said.h"

#define KIND(name) TRUCE__V1__ACT__KIND__KIND_##name
#define BY(name) TRUCE__V1__POSITION_GROUPING__POSITION_GROUPING_##name

static struct arena arena, scratch;

static inline int set_up(void **state)
{
	(void)state;
	arena_init(&arena, (size_t)32 << 20);
	arena_init(&scratch, (size_t)8 << 20);
	return 0;
}

static inline int tear_down(void **state)
{
	(void)state;
	arena_fini(&arena);
	arena_fini(&scratch);
	return 0;
}

/* --- statements to count --- */

static inline void *new_message(const ProtobufCMessageDescriptor *type)
{
	ProtobufCMessage *m = message_new(type, &arena);
	assert_non_null(m);
	return m;
}

static inline void append(void *to, const char *field, void *value)
{
	assert_true(message_append(to, field, value, &arena));
}

static inline Truce__V1__Party *party(const char *id)
{
	Truce__V1__Party *p = new_message(&truce__v1__party__descriptor);
	p->id = arena_text(&arena, id);
	return p;
}

static inline Truce__V1__Statement *statement(const char *name, const char *date)
{
	Truce__V1__Statement *s = new_message(&truce__v1__statement__descriptor);
	s->name = arena_text(&arena, name);
	if (date[0] != '\0') {
		s->date = new_message(&truce__v1__date_interval__descriptor);
		s->date->earliest = s->date->latest = arena_text(&arena, date);
	}
	return s;
}

static inline void add_turn(Truce__V1__Statement *s, const char *id)
{
	Truce__V1__Turn *turn = new_message(&truce__v1__turn__descriptor);
	turn->speaker = new_message(&truce__v1__person__descriptor);
	turn->speaker->party = party(id);
	append(s, "turns", turn);
}

static inline void add_signatory(Truce__V1__Statement *s, const char *id)
{
	Truce__V1__Signatory *signatory = new_message(&truce__v1__signatory__descriptor);
	signatory->party = party(id);
	append(s, "signatories", signatory);
}

static inline void add_block(Truce__V1__Statement *s, const char *text, int turn)
{
	Truce__V1__Block *block = new_message(&truce__v1__block__descriptor);
	block->text = arena_text(&arena, text);
	block->turn = turn;
	append(s, "blocks", block);
}

static inline Truce__V1__TextSpan *span(int block)
{
	Truce__V1__TextSpan *made = new_message(&truce__v1__text_span__descriptor);
	made->block = block;
	return made;
}

static inline Truce__V1__Act *add_act(Truce__V1__Statement *s, int kind, const char *topic, int block)
{
	Truce__V1__Act *act = new_message(&truce__v1__act__descriptor);
	act->kind = (Truce__V1__Act__Kind)kind;
	act->verb = arena_text(&arena, "verb");
	act->topic = arena_text(&arena, topic);
	act->span = span(block);
	append(s, "acts", act);
	return act;
}

static inline void add_vote(Truce__V1__Statement *s, const char *instrument, const char *id, int block)
{
	Truce__V1__Vote *vote = new_message(&truce__v1__vote__descriptor);
	Truce__V1__Vote__Ballot *ballot = new_message(&truce__v1__vote__ballot__descriptor);
	vote->instrument = arena_text(&arena, instrument);
	ballot->party = party(id);
	ballot->choice = TRUCE__V1__VOTE__CHOICE__CHOICE_AGAINST;
	append(vote, "ballots", ballot);
	vote->span = span(block);
	append(s, "votes", vote);
}

/* --- tables --- */

static struct position_query query;
static struct position_topic about;
static struct position_table table;

static inline void begin(int grouping, const char *who, const char *topic, const char *from, const char *to)
{
	if (topic[0] != '\0')
		assert_int_equal(position_topic(topic, &arena, &about, NULL), STATUS_OK);
	query = (struct position_query){ .grouping = (Truce__V1__PositionGrouping)grouping,
					 .party = who,
					 .topic = topic[0] == '\0' ? NULL : &about,
					 .from = from,
					 .to = to };
	position_table_init(&table, &arena, &query);
}

static inline void count(const Truce__V1__Statement *s)
{
	arena_reset(&scratch);
	assert_true(position_table_add(&table, s, bytes_text(""), &scratch));
}

static inline void end(void)
{
	assert_true(position_table_sort(&table));
}

static inline void expect_row(size_t i, const char *who, const char *topic, int kind, size_t times)
{
	assert_true(i < table.row_count);
	assert_string_equal(table.rows[i].party, who);
	assert_string_equal(table.rows[i].topic, topic);
	assert_int_equal(table.rows[i].kind, kind);
	assert_int_equal(table.rows[i].count, times);
}

#define POSITION(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

#endif
