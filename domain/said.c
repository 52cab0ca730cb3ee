#include "domain/said.h"

#include <string.h>

#include "domain/reader/titles.h"

const Truce__V1__Block *said_block(const Truce__V1__Statement *statement, int32_t block)
{
	return block < 1 || (size_t)block > statement->n_blocks ? NULL : statement->blocks[block - 1];
}

const Truce__V1__Turn *said_turn(const Truce__V1__Statement *statement, int32_t number)
{
	const Truce__V1__Block *block = said_block(statement, number);
	if (block == NULL)
		return statement->n_turns == 1 ? statement->turns[0] : NULL;
	return block->turn < 1 || (size_t)block->turn > statement->n_turns ? NULL : statement->turns[block->turn - 1];
}

const char *said_language(const Truce__V1__Turn *turn, int32_t block)
{
	size_t low = 0, high = turn->n_languages;
	while (low < high) { /* to the first note behind the block */
		size_t middle = low + (high - low) / 2;
		const Truce__V1__TextSpan *note = turn->languages[middle]->begin;
		if (note == NULL || note->block <= block)
			low = middle + 1;
		else
			high = middle;
	}
	return low == 0 ? turn->language : turn->languages[low - 1]->language;
}

bool said_in_capacity(const Truce__V1__Turn *turn, int32_t block)
{
	for (size_t i = 0; i < turn->n_capacities; i++) {
		const Truce__V1__CapacitySpan *c = turn->capacities[i];
		if (c->begin != NULL && c->begin->block <= block && (c->end == NULL || c->end->block >= block))
			return true;
	}
	return false;
}

bool said_from_chair(const Truce__V1__Statement *statement, int32_t block)
{
	const Truce__V1__Turn *turn = said_turn(statement, block);
	const char *label = turn == NULL ? "" : turn->label;
	label += strspn(label, "0123456789. "); /* "5. The PRESIDENT" */
	return officer_presides(label, strlen(label)) && !said_in_capacity(turn, block);
}

struct sayers said_by(const Truce__V1__Statement *statement, int32_t block)
{
	const Truce__V1__Turn *turn = said_turn(statement, block);
	if (turn != NULL)
		return (struct sayers){ .speaker = turn->speaker == NULL ? NULL : turn->speaker->party };
	return (struct sayers){ .signatories = statement->signatories, .count = statement->n_signatories };
}

struct sayers said_act_by(const Truce__V1__Statement *statement, const Truce__V1__Act *act)
{
	if (act->n_actors > 0)
		return (struct sayers){ .actors = act->actors, .count = act->n_actors };
	return said_by(statement, act->span == NULL ? 0 : act->span->block);
}

Truce__V1__Party *sayers_next(struct sayers *sayers)
{
	Truce__V1__Party *party = sayers->speaker;
	sayers->speaker = NULL;
	while (party == NULL && sayers->at < sayers->count) {
		size_t i = sayers->at++;
		party = sayers->actors != NULL ? sayers->actors[i] : sayers->signatories[i]->party;
	}
	return party;
}

const char *said_in(const Truce__V1__Statement *statement)
{
	for (size_t i = 0; i < statement->n_links; i++)
		if (statement->links[i]->kind == TRUCE__V1__STATEMENT_LINK__KIND__KIND_PART_OF)
			return statement->links[i]->statement;
	return "";
}

bool said_within(const Truce__V1__TextSpan *inner, const Truce__V1__TextSpan *outer)
{
	if (inner == NULL || outer == NULL || inner->block == 0 || outer->block != inner->block)
		return false;
	return outer->end <= outer->start || (outer->start <= inner->start && inner->end <= outer->end);
}

const char *said_words(const Truce__V1__Statement *s, const Truce__V1__TextSpan *span, struct arena *arena)
{
	const Truce__V1__Block *block = span == NULL ? NULL : said_block(s, span->block);
	if (block == NULL)
		return "";
	size_t size = strlen(block->text);
	if (span->start < 0 || span->end <= span->start || (size_t)span->end > size)
		return block->text;
	if (span->start == 0 && (size_t)span->end == size)
		return block->text;
	return arena_text_n(arena, block->text + span->start, (size_t)(span->end - span->start));
}
