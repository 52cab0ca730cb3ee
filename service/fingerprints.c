#include "service/wordings.h"

#include "domain/fingerprint.h"
#include "proto/wire.h"

/* Fields of truce.v1.Statement and of truce.v1.Block. */
enum { STATEMENT_BLOCKS = 22, BLOCK_TEXT = 3 };

void fingerprint_key(uint32_t term, uint8_t out[FINGERPRINT_KEY])
{
	out[0] = (uint8_t)(term >> 16);
	out[1] = (uint8_t)(term >> 8);
	out[2] = (uint8_t)term;
}

enum status fingerprint_next_block(struct wire_cursor *cursor, struct bytes *text)
{
	struct wire_field field;
	enum status status;
	while ((status = wire_next(cursor, &field)) == STATUS_OK) {
		if (field.number != STATEMENT_BLOCKS)
			continue;
		*text = wire_find(field.content, BLOCK_TEXT);
		return STATUS_OK;
	}
	return status == STATUS_NOT_FOUND ? status : STATUS_DATA_LOSS;
}

static enum status add_terms(struct bytes text, struct store_terms *out)
{
	struct fingerprint f;
	uint64_t gram;
	fingerprint_kept(&f, (const char *)text.data, text.size);
	while (fingerprint_next(&f, &gram)) {
		uint8_t key[FINGERPRINT_KEY];
		fingerprint_key(fingerprint_term(gram), key);
		enum status status = store_terms_add(out, bytes_of(key, sizeof key));
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

enum status fingerprint_terms(const struct store_index *self, struct bytes name, struct bytes body,
			      struct store_terms *out)
{
	struct wire_cursor cursor = wire_begin(body);
	struct bytes text;
	enum status status = STATUS_OK;
	(void)self;
	if (!bytes_start_with(name, bytes_text(collections[STATEMENTS].prefix)))
		return STATUS_OK;
	while (status == STATUS_OK && (status = fingerprint_next_block(&cursor, &text)) == STATUS_OK)
		status = add_terms(text, out);
	return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}
