/* The passages of a statement: what stands in which, and what many of it cost. */
#include "tests/support_arena.h"

#include <time.h>

#include "domain/passage.h"
#include "domain/text.h"
#include "proto/message.h"

#define MANY 6000
#define MANY_SECONDS 2 /* of the processor; each block asked of each act, and each alias of those before, took 15 */

static void *new_message(const ProtobufCMessageDescriptor *type)
{
	ProtobufCMessage *m = message_new(type, &arena);
	assert_non_null(m);
	return m;
}

static void append(void *to, const char *field, void *value)
{
	assert_true(message_append(to, field, value, &arena));
}

static Truce__V1__TextSpan *in_block(int block)
{
	Truce__V1__TextSpan *span = new_message(&truce__v1__text_span__descriptor);
	span->block = block;
	return span;
}

static void add_block(Truce__V1__Statement *s, const char *text)
{
	Truce__V1__Block *block = new_message(&truce__v1__block__descriptor);
	block->text = arena_text(&arena, text);
	append(s, "blocks", block);
}

static void add_act(Truce__V1__Statement *s, int block, const char *topic)
{
	Truce__V1__Act *act = new_message(&truce__v1__act__descriptor);
	act->topic = arena_text(&arena, topic);
	act->span = block < 0 ? NULL : in_block(block);
	append(s, "acts", act);
}

static void add_citation(Truce__V1__Statement *s, int block, const char *instrument)
{
	Truce__V1__Citation *citation = new_message(&truce__v1__citation__descriptor);
	citation->instrument = arena_text(&arena, instrument);
	citation->span = block < 0 ? NULL : in_block(block);
	append(s, "citations", citation);
}

static void add_mention(Truce__V1__Statement *s, int block, const char *target)
{
	Truce__V1__Mention *mention = new_message(&truce__v1__mention__descriptor);
	mention->target = arena_text(&arena, target);
	mention->span = block < 0 ? NULL : in_block(block);
	append(s, "mentions", mention);
}

/* Marks of a passage for the fields that are found in blocks, each behind a blank. */
static const char *found_in(const struct passage *passage)
{
	static const char *const fields[] = { "=topic:", "=cites:", "=zone:" };
	const char *all = "";
	for (size_t i = 0; i < passage->mark_count; i++) {
		const struct bytes mark = passage->marks[i];
		for (size_t k = 0; k < COUNT_OF(fields); k++)
			if (bytes_start_with(mark, bytes_text(fields[k])))
				all = arena_printf(&arena, "%s %.*s", all, (int)mark.size, (const char *)mark.data);
	}
	return all;
}

static void a_passage_has_what_stands_in_its_block(void **state)
{
	(void)state;
	static const char *const found[] = {
		" =zone:everywhere =cites:s 9",
		" =zone:everywhere =cites:s 9 =cites:s 2 =zone:idlib =topic:mines =topic:aid",
		" =zone:everywhere =cites:s 9",
		" =zone:everywhere =cites:s 9 =cites:s 1 =cites:s 3 =topic:water",
	};
	static char two[] = "Two", three[] = "Three", *aliases[] = { two, three };
	Truce__V1__Statement *s = new_message(&truce__v1__statement__descriptor);
	struct passages passages;
	struct passage p;
	s->name = arena_text(&arena, "statements/a");
	s->title = arena_text(&arena, "One");
	s->symbol = arena_text(&arena, "S/1");
	s->aliases = aliases;
	s->n_aliases = COUNT_OF(aliases);
	for (int i = 0; i < 3; i++)
		add_block(s, "Of the lake.");
	add_act(s, 3, "water");
	add_act(s, 1, "mines");
	add_act(s, 4, "of no block");
	add_act(s, 1, "aid");
	add_act(s, -1, "unplaced");
	add_citation(s, 3, "S/1");
	add_citation(s, -1, "S/9");
	add_citation(s, 1, "S/2");
	add_citation(s, 3, "S/3");
	add_mention(s, 1, "zones/idlib");
	add_mention(s, 0, "zones/everywhere");
	assert_int_equal(passages_begin(&passages, s, text_analyser_mine(), &arena), STATUS_OK);
	for (size_t i = 0; i < COUNT_OF(found); i++) {
		assert_int_equal(passages_next(&passages, &p), STATUS_OK);
		assert_int_equal(p.block, i);
		assert_string_equal(found_in(&p), found[i]);
		if (i == 0)
			assert_true(
				bytes_equal(p.text, BYTES_LITERAL("One \u00b7\n\nS/1 \u00b7\n\nTwo \u00b7\n\nThree")));
	}
	assert_int_equal(passages_next(&passages, &p), STATUS_NOT_FOUND);
	arena_reset(&arena);
}

static void many_of_all_cost_little(void **state)
{
	(void)state;
	Truce__V1__Statement *s = new_message(&truce__v1__statement__descriptor);
	struct passages passages;
	struct passage p;
	size_t count = 0;
	s->language = arena_text(&arena, "en");
	s->aliases = arena_array(&arena, MANY, sizeof *s->aliases);
	s->n_aliases = MANY;
	for (int i = 0; i < MANY; i++) {
		add_block(s, "Of the lake.");
		s->aliases[i] = arena_printf(&arena, "Another name of it, number %d", i);
		add_act(s, MANY - i, "aid");
		add_citation(s, MANY - i, "S/1");
		add_mention(s, MANY - i, "zones/z");
	}
	clock_t since = clock();
	assert_int_equal(passages_begin(&passages, s, text_analyser_mine(), &arena), STATUS_OK);
	while (passages_next(&passages, &p) == STATUS_OK)
		count++;
	double seconds = (double)(clock() - since) / CLOCKS_PER_SEC;
	assert_int_equal(count, MANY + 1);
	if (seconds > MANY_SECONDS)
		fail_msg("took %.1f s of the processor", seconds);
	arena_reset(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_passage_has_what_stands_in_its_block),
		cmocka_unit_test(many_of_all_cost_little),
	};
	return cmocka_run_group_tests(tests, arena_up, arena_down);
}
