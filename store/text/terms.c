#include "store/text/private.h"

/* ---- A place in a dictionary ----------------------------------------------------------- */

static void give_up(struct store_text_place *place)
{
	place->ended = true;
	place->segment->view->damaged = true;
}

static uint32_t place_of(const struct store_text_segment *segment, uint32_t group)
{
	uint32_t place;
	memcpy(&place, segment->places.data + sizeof place * group, sizeof place);
	return place;
}

static uint64_t start_of(const struct store_text_segment *segment, uint32_t group)
{
	uint64_t start;
	memcpy(&start, segment->starts.data + sizeof start * group, sizeof start);
	return start;
}

/* Goes to a group's begin; its first term comes next. */
static bool enter_group(struct store_text_place *place, uint32_t group)
{
	const struct store_text_segment *s = place->segment;
	uint32_t start = place_of(s, group), postings = 0, positions = 0;
	uint32_t end = group + 1 < s->groups ? place_of(s, group + 1) : (uint32_t)s->dictionary.size;
	if (start > end || end > s->dictionary.size)
		return false;
	place->end = s->dictionary.data + end;
	place->at = varint_get(s->dictionary.data + start, place->end, &postings);
	if (place->at != NULL)
		place->at = varint_get(place->at, place->end, &positions);
	if (place->at == NULL)
		return false;
	place->group = group + 1;
	place->postings = postings;
	place->positions = positions;
	place->size = 0;
	return true;
}

static bool read_key(struct store_text_place *place)
{
	uint32_t shared = 0, more = 0;
	const uint8_t *p = varint_get(place->at, place->end, &shared);
	if (p != NULL)
		p = varint_get(p, place->end, &more);
	if (p == NULL || shared > place->size || more > sizeof place->key - shared || more > place->end - p ||
	    shared + more == 0)
		return false;
	bool first = place->size == 0;
	memcpy(place->key + shared, p, more);
	place->shared = shared;
	place->size = shared + more;
	place->at = p + more;
	return !first || text_start(bytes_of(place->key, place->size)) == start_of(place->segment, place->group - 1);
}

/* How far a list goes in a section, from where the last one ended; where it begins. Whether it
 * stands there is looked at where it is read. */
static bool take(struct store_text_place *place, uint64_t *from, uint32_t *begin, uint32_t *size)
{
	uint32_t far = 0;
	place->at = varint_get(place->at, place->end, &far);
	if (place->at == NULL || *from + far > UINT32_MAX)
		return false;
	const uint64_t to = *from + far, here = text_part_begin(*from, far, place->segment->part_bits);
	if (here > to)
		return false;
	*begin = (uint32_t)here;
	*size = (uint32_t)(to - here);
	*from = to;
	return true;
}

static bool read_list(struct store_text_place *place)
{
	uint32_t count = 0, net = 0;
	place->list = (struct store_text_list){ 0 };
	place->at = varint_get(place->at, place->end, &count);
	if (place->at == NULL)
		return false;
	place->list.count = count >> 1;
	place->net = place->list.count;
	if ((count & 1) != 0) {
		place->at = varint_get(place->at, place->end, &net);
		place->net = (int64_t)(int32_t)(net >> 1 ^ -(net & 1));
	}
	if (place->at == NULL || place->list.count > place->segment->units)
		return false;
	if (place->list.count == 0)
		return true;
	uint32_t size;
	return take(place, &place->postings, &place->list.postings, &place->list.size) &&
	       (place->key[0] != STORE_TEXT_WORD || take(place, &place->positions, &place->list.positions, &size));
}

/* The same of a term that is passed over: only where its lists end is kept. */
static bool pass_list(struct store_text_place *place)
{
	const uint8_t *end = place->end;
	uint32_t count = 0, number = 0;
	const uint8_t *p = varint_get(place->at, end, &count);
	if (p != NULL && (count & 1) != 0)
		p = varint_get(p, end, &number); /* its net */
	if (p != NULL && count >> 1 != 0) {
		p = varint_get(p, end, &number);
		place->postings += number;
	}
	if (p != NULL && count >> 1 != 0 && place->key[0] == STORE_TEXT_WORD) {
		p = varint_get(p, end, &number);
		place->positions += number;
	}
	place->at = p;
	return p != NULL;
}

/* Reads the key of the next term, whose list follows. */
static void next_key(struct store_text_place *place)
{
	if (place->ended)
		return;
	if (place->at == place->end) {
		const uint64_t postings = place->postings, positions = place->positions;
		place->ended = place->group >= place->segment->groups;
		if (place->ended)
			return;
		if (!enter_group(place, place->group) || place->postings != postings || place->positions != positions) {
			give_up(place);
			return;
		}
	}
	if (!read_key(place))
		give_up(place);
}

void text_place_next(struct store_text_place *place)
{
	next_key(place);
	if (!place->ended && !read_list(place))
		give_up(place);
}

static struct bytes key_of(const struct store_text_place *place)
{
	return bytes_of(place->key, place->size);
}

/* The first term of a group, which shares nothing. */
static bool first_key(const struct store_text_segment *s, uint32_t group, struct bytes *out)
{
	uint32_t start = place_of(s, group), number = 0;
	const uint8_t *end = s->dictionary.data + s->dictionary.size;
	const uint8_t *p = start > s->dictionary.size ? NULL : s->dictionary.data + start;
	for (int i = 0; i < 4 && p != NULL; i++) /* places of its lists, shared, size */
		p = varint_get(p, end, &number);
	if (p == NULL || number > end - p)
		return false;
	*out = bytes_of(p, number);
	return true;
}

/* The last group that begins at the key or before, or the first one. */
static bool find_group(const struct store_text_segment *segment, struct bytes key, uint32_t *out)
{
	uint32_t low = 0, high = segment->groups;
	const uint64_t wanted = text_start(key);
	struct bytes first;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		uint64_t start = start_of(segment, middle);
		bool before = start < wanted;
		if (start == wanted) { /* or begins alike */
			if (!first_key(segment, middle, &first))
				return false;
			before = bytes_compare(first, key) <= 0;
		}
		if (before)
			low = middle;
		else
			high = middle;
	}
	*out = low;
	return true;
}

/* How many bytes both begin with; so many are known to be alike. */
static uint32_t begin_alike(const struct store_text_place *place, struct bytes key, uint32_t known)
{
	while (known < place->size && known < key.size && place->key[known] == key.data[known])
		known++;
	return known;
}

/* Whether the term comes before the key. One that shares more with the term before than that one with the key does
 * so as well; one that shares less does not. */
static bool is_before(const struct store_text_place *place, struct bytes key, uint32_t *alike)
{
	if (place->shared != *alike)
		return place->shared > *alike;
	*alike = begin_alike(place, key, *alike);
	return *alike < key.size && (*alike == place->size || place->key[*alike] < key.data[*alike]);
}

/* Goes on to the key, or the first behind it, which may be the next group's first. */
static void seek_in_group(struct store_text_place *place, struct bytes key)
{
	uint32_t alike = 0;
	next_key(place);
	while (!place->ended && is_before(place, key, &alike)) {
		if (!pass_list(place))
			give_up(place);
		next_key(place);
	}
	if (!place->ended && !read_list(place))
		give_up(place);
}

void text_place_seek(struct store_text_place *place, const struct store_text_segment *segment, struct bytes key)
{
	uint32_t group;
	place->segment = segment;
	place->ended = segment->groups == 0;
	if (place->ended)
		return;
	if (!find_group(segment, key, &group) || !enter_group(place, group)) {
		give_up(place);
		return;
	}
	seek_in_group(place, key);
}

/* ---- One term ----------------------------------------------------------------------------- */

static struct bytes make_key(uint8_t out[TEXT_KEY_MOST], enum store_text_kind kind, struct bytes term)
{
	size_t size = term.size > STORE_TERM_MOST ? STORE_TERM_MOST : term.size;
	out[0] = (uint8_t)kind;
	if (size > 0)
		memcpy(out + 1, term.data, size);
	return bytes_of(out, 1 + size);
}

static enum status begin_term(struct store_text_view *view, enum store_text_kind kind, struct store_text_term *out,
			      struct error *error)
{
	struct store_text_list *lists = arena_array(view->arena, view->count, sizeof *lists);
	if (lists == NULL)
		return text_no_memory(error);
	*out = (struct store_text_term){ .kind = kind, .view = view, .lists = lists };
	return STATUS_OK;
}

enum status store_text_find(struct store_text_view *view, enum store_text_kind kind, struct bytes term,
			    struct store_text_term *out, struct error *error)
{
	uint8_t bytes[TEXT_KEY_MOST];
	struct bytes key = make_key(bytes, kind, term);
	struct store_text_term found;
	struct store_text_place place;
	enum status status = begin_term(view, kind, &found, error);
	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < view->count; i++) {
		text_place_seek(&place, &view->segments[i], key);
		if (place.ended || !bytes_equal(key_of(&place), key))
			continue;
		found.lists[i] = place.list;
		found.df += place.net;
	}
	*out = found;
	return STATUS_OK;
}

/* ---- Many terms ---------------------------------------------------------------------------- */

enum status store_text_walk_begin(struct store_text_view *view, enum store_text_kind kind, struct bytes prefix,
				  struct store_text_walk *walk, struct error *error)
{
	uint8_t bytes[TEXT_KEY_MOST];
	struct bytes key = make_key(bytes, kind, prefix);
	walk->prefix = prefix;
	walk->name = (struct bytes){ 0 };
	enum status status = begin_term(view, kind, &walk->term, error);
	if (status != STATUS_OK)
		return status;
	walk->places = arena_array(view->arena, view->count, sizeof *walk->places);
	if (walk->places == NULL)
		return text_no_memory(error);
	for (size_t i = 0; i < view->count; i++)
		text_place_seek(&walk->places[i], &view->segments[i], key);
	return STATUS_OK;
}

static bool is_within(const struct store_text_walk *walk, struct bytes key)
{
	return key.data[0] == walk->term.kind && bytes_start_with(bytes_of(key.data + 1, key.size - 1), walk->prefix);
}

/* The least term that any place stands on. */
static const struct store_text_place *least(const struct store_text_walk *walk)
{
	const struct store_text_place *found = NULL;
	for (size_t i = 0; i < walk->term.view->count; i++) {
		const struct store_text_place *place = &walk->places[i];
		if (!place->ended && (found == NULL || bytes_compare(key_of(place), key_of(found)) < 0))
			found = place;
	}
	return found;
}

/* Collects the term at hand from all places that stand on it, which go on. */
static void collect(struct store_text_walk *walk, struct bytes key)
{
	walk->term.df = 0;
	for (size_t i = 0; i < walk->term.view->count; i++) {
		struct store_text_place *place = &walk->places[i];
		bool has = !place->ended && bytes_equal(key_of(place), key);
		walk->term.lists[i] = has ? place->list : (struct store_text_list){ 0 };
		if (!has)
			continue;
		walk->term.df += place->net;
		text_place_next(place);
	}
}

bool store_text_walk_next(struct store_text_walk *walk)
{
	do {
		const struct store_text_place *place = least(walk);
		if (place == NULL || !is_within(walk, key_of(place)))
			return false;
		memcpy(walk->bytes, place->key, place->size);
		walk->name = bytes_of(walk->bytes + 1, place->size - 1);
		collect(walk, bytes_of(walk->bytes, place->size));
	} while (walk->term.df <= 0);
	return true;
}
