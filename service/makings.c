#include "service/makings.h"

#include "store/text.h"

void makings_init(struct makings *makings)
{
	*makings = (struct makings){ .text = NULL };
	buffer_init(&makings->packed, SIZE_MAX / 2);
	buffer_init(&makings->ends, SIZE_MAX / 2);
}

void makings_fini(struct makings *makings)
{
	store_text_free(makings->text);
	buffer_fini(&makings->packed);
	buffer_fini(&makings->ends);
}

size_t *makings_end(const struct makings *makings, uint32_t number)
{
	return (size_t *)(void *)makings->ends.data + number;
}

struct bytes makings_rest(const struct makings *makings, uint32_t number)
{
	size_t from = number == 0 ? 0 : *makings_end(makings, number - 1);
	return bytes_of(makings->packed.data + from, *makings_end(makings, number) - from);
}
