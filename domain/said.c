#include "domain/said.h"

#include <string.h>

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

Truce__V1__Party *said_by(const Truce__V1__Statement *statement, int32_t block, size_t i)
{
	const Truce__V1__Turn *turn = said_turn(statement, block);
	if (turn != NULL)
		return i > 0 || turn->speaker == NULL ? NULL : turn->speaker->party;
	for (size_t k = 0; k < statement->n_signatories; k++) {
		Truce__V1__Party *party = statement->signatories[k]->party;
		if (party != NULL && i-- == 0)
			return party;
	}
	return NULL;
}

Truce__V1__Party *said_act_by(const Truce__V1__Statement *statement, const Truce__V1__Act *act, size_t i)
{
	if (act->n_actors > 0)
		return i < act->n_actors ? act->actors[i] : NULL;
	return said_by(statement, act->span == NULL ? 0 : act->span->block, i);
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
