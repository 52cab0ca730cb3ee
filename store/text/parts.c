#include "store/text/private.h"

enum { FIRST = 3, ZEROES = 8 };

struct bytes text_part_key(uint8_t out[TEXT_PART_KEY], uint32_t id, enum store_text_section section, uint32_t number)
{
	out[0] = (uint8_t)(FIRST + section);
	put_u32(out + 1, id);
	put_u32(out + 5, number);
	return bytes_of(out, TEXT_PART_KEY);
}

bool text_part_of(struct bytes key, enum store_text_section *section)
{
	if (key.size != TEXT_PART_KEY || key.data[0] < FIRST || key.data[0] >= FIRST + STORE_TEXT_SECTIONS)
		return false;
	*section = (enum store_text_section)(key.data[0] - FIRST);
	return true;
}

static bool zeroes_end(struct bytes value)
{
	static const uint8_t zeroes[ZEROES];
	return memcmp(value.data + value.size - ZEROES, zeroes, ZEROES) == 0;
}

/* Where the transaction keeps what it saw of a part; NULL where it does not, or its seal is wanted. */
static struct text_part_seen *seen_of(const struct store_text_view *view, struct bytes key)
{
	const struct text_seen *seen = view->txn == NULL ? NULL : view->txn->text;
	if (seen == NULL || !seen->known || view->sealed)
		return NULL;
	return &seen->parts[(get_u32(key.data + 5) * STORE_TEXT_SECTIONS + key.data[0]) % TEXT_PARTS_SEEN];
}

/* The seal of a part is looked at by who merges, as that of a segment is. */
static bool load(const struct store_text_segment *segment, struct bytes key, struct bytes *out)
{
	struct store_text_view *view = segment->view;
	struct text_part_seen *seen = seen_of(view, key);
	if (seen != NULL && seen->bytes.data != NULL && memcmp(seen->key, key.data, sizeof seen->key) == 0) {
		*out = seen->bytes;
		return true;
	}
	MDB_val k = to_val(key), v;
	if (view->txn == NULL || mdb_get(view->txn->mdb, view->txn->env->dbi[DB_TEXT], &k, &v) != 0 ||
	    v.mv_size < SEAL + ZEROES)
		return false;
	*out = bytes_of((const uint8_t *)v.mv_data + SEAL, v.mv_size - SEAL);
	if (!zeroes_end(*out) || (view->sealed && seal_check(DB_TEXT, key, from_val(v), out, NULL) != STATUS_OK))
		return false;
	out->size -= ZEROES;
	if (seen != NULL) {
		memcpy(seen->key, key.data, sizeof seen->key);
		seen->bytes = *out;
	}
	return true;
}

/* A part that has a value of its own. */
static bool look_up(const struct store_text_segment *segment, enum store_text_section section, uint32_t number,
		    struct store_text_part *known)
{
	uint8_t key[TEXT_PART_KEY];
	struct store_text_part *seen = &segment->view->segments[segment - segment->view->segments].parts[section].seen;
	if (seen->bytes.data == NULL || seen->number != number) {
		struct bytes bytes;
		if (!load(segment, text_part_key(key, segment->id, section, number), &bytes))
			return false;
		*seen = (struct store_text_part){ bytes, number };
	}
	*known = *seen;
	return true;
}

bool text_part_find(const struct store_text_segment *segment, enum store_text_section section, uint32_t place,
		    struct store_text_part *known, struct bytes *out)
{
	const struct store_text_part *last = &segment->parts[section].last;
	const uint32_t number = place >> segment->part_bits;
	uint64_t within = place - ((uint64_t)number << segment->part_bits);
	if (number >= last->number) {
		within = place - ((uint64_t)last->number << segment->part_bits);
		*known = *last;
	} else if ((known->bytes.data == NULL || known->number != number) &&
		   !look_up(segment, section, number, known)) {
		return false;
	}
	if (within > known->bytes.size)
		return false;
	*out = bytes_of(known->bytes.data + within, known->bytes.size - (size_t)within);
	return true;
}
