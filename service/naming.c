#include "service/naming.h"

#include "base/ascii.h"
#include "store/store.h"

#define MARK "-t" /* before the number of a turn */
#define MARK_SIZE (sizeof MARK - 1)
#define DIGITS_MOST 9

/* Digits of the turn's number that the name ends in; 0 where it ends in none. */
static size_t number_size(struct bytes name)
{
	size_t size = 0;
	while (size < name.size && is_digit(name.data[name.size - 1 - size]))
		size++;
	bool marked = size > 0 && size <= DIGITS_MOST && name.size >= size + MARK_SIZE &&
		      memcmp(name.data + name.size - size - MARK_SIZE, MARK, MARK_SIZE) == 0;
	return marked ? size : 0;
}

/* The name with the size of its number before it, so that its bytes are its place. */
static struct bytes key_of(struct bytes name, size_t number, uint8_t room[STORE_NAME_MOST + 1])
{
	size_t head = name.size - number;
	memcpy(room, name.data, head);
	room[head] = (uint8_t)('0' + number);
	memcpy(room + head + 1, name.data + head, number);
	return bytes_of(room, name.size + 1);
}

int naming_compare(struct bytes a, struct bytes b)
{
	uint8_t rooms[2][STORE_NAME_MOST + 1];
	size_t number_a = number_size(a), number_b = number_size(b);
	if (number_a > 0 && a.size <= STORE_NAME_MOST)
		a = key_of(a, number_a, rooms[0]);
	if (number_b > 0 && b.size <= STORE_NAME_MOST)
		b = key_of(b, number_b, rooms[1]);
	return bytes_compare(a, b);
}

size_t naming_shared(struct bytes name)
{
	for (size_t i = 0; i + MARK_SIZE < name.size; i++)
		if (memcmp(name.data + i, MARK, MARK_SIZE) == 0 && is_digit(name.data[i + MARK_SIZE]))
			return i + MARK_SIZE;
	return name.size;
}
