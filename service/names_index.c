/* The index of names: see service/names.h. */
#include "service/names.h"

#define ARENA_MOST ((size_t)64 << 20)

bool name_fold(struct text_analyser *analyser, const char *name, char out[NAME_WORD], size_t *size)
{
	if (!text_fold_value(analyser, bytes_text(name), out, NAME_WORD, size))
		return false;
	if (memchr(out, ' ', *size) != NULL)
		*size = 0;
	return true;
}

const char *zone_name_at(const Truce__V1__Zone *zone, size_t i)
{
	return i == 0 ? zone->title : i <= zone->n_aliases ? zone->aliases[i - 1] : NULL;
}

static enum status add_names(const Truce__V1__Zone *zone, struct store_terms *out)
{
	struct text_analyser *analyser = text_analyser_mine();
	enum status status = analyser == NULL ? STATUS_RESOURCE_EXHAUSTED : STATUS_OK;
	const char *name;
	for (size_t i = 0; status == STATUS_OK && (name = zone_name_at(zone, i)) != NULL; i++) {
		char word[NAME_WORD];
		size_t size;
		if (!name_fold(analyser, name, word, &size))
			return STATUS_RESOURCE_EXHAUSTED;
		if (size > 0)
			status = store_terms_add(out, bytes_of(word, size));
	}
	return status;
}

enum status name_terms(const struct store_index *self, struct bytes name, struct bytes body, struct store_terms *out)
{
	struct arena arena;
	ProtobufCMessage *zone;
	(void)self;
	if (!bytes_start_with(name, bytes_text(collections[ZONES].prefix)))
		return STATUS_OK;
	arena_init(&arena, ARENA_MOST);
	enum status status = message_unpack_own(&truce__v1__zone__descriptor, body, &arena, &zone, NULL);
	if (status == STATUS_OK)
		status = add_names((const Truce__V1__Zone *)zone, out);
	arena_fini(&arena);
	return status;
}
