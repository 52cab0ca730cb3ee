/* The proof of the journal's chain, computed here from what the service sends: no
 * trust in the service's own verifier is needed. */
#include "client/journal.h"

#include <stdlib.h>
#include <string.h>

#include <nettle/sha2.h>

#include "base/ascii.h"
#include "base/hex.h"
#include "base/time.h"
#include "client/screen.h"
#include "client/verify_answers.h"
#include "proto/wire.h"

#define PAGE 1000
#define PAGE_MEMORY ((size_t)1 << 30)
/* Methods of the command's row: those of the lists are its last. */
enum { METHOD_CHANGES, METHOD_HEAD, METHOD_LISTS };

/* Field numbers of truce.v1.ListChangesResponse and Change. */
enum { RESPONSE_CHANGES = 1, CHANGE_CONTENT_FIRST = 9, CHANGE_CONTENT_LAST = 12 };

static void hash_u64(struct sha256_ctx *hash, uint64_t value)
{
	uint8_t bytes[8];
	put_u64(bytes, value);
	sha256_update(hash, sizeof bytes, bytes);
}

static void hash_text(struct sha256_ctx *hash, const char *text)
{
	uint8_t size[4];
	put_u32(size, (uint32_t)strlen(text));
	sha256_update(hash, sizeof size, size);
	sha256_update(hash, strlen(text), (const uint8_t *)text);
}

static void hash_digest(struct sha256_ctx *hash, const ProtobufCBinaryData *digest)
{
	static const uint8_t none[DIGEST_SIZE];
	sha256_update(hash, DIGEST_SIZE, digest->len == DIGEST_SIZE ? digest->data : none);
}

/* The digest of a change by the rule in truce/v1/journal.proto, from its fields. */
static void digest_change(const Truce__V1__Change *c, const uint8_t previous[DIGEST_SIZE], uint8_t out[DIGEST_SIZE])
{
	struct sha256_ctx hash;
	uint8_t kind = (uint8_t)c->kind;
	int64_t time = 0;
	if (c->time != NULL)
		(void)instant_of(c->time->seconds, c->time->nanos, &time); /* what is none was never hashed */
	sha256_init(&hash);
	sha256_update(&hash, DIGEST_SIZE, previous);
	hash_u64(&hash, (uint64_t)c->revision);
	hash_u64(&hash, (uint64_t)time);
	sha256_update(&hash, 1, &kind);
	hash_text(&hash, c->actor);
	hash_text(&hash, c->request_id);
	hash_text(&hash, c->reason);
	hash_text(&hash, c->method);
	hash_text(&hash, c->record);
	hash_digest(&hash, &c->request_digest);
	hash_digest(&hash, &c->record_digest);
	sha256_digest(&hash, DIGEST_SIZE, out);
}

/* A head that the user knows: "195:fb6a…", or its digest alone. */
struct noted {
	const char *given; /* NULL for none */
	uint8_t digest[DIGEST_SIZE];
	int64_t said; /* the revision that it names; -1 for none */
	int64_t met;  /* the revision whose digest it is; -1 until it is met */
};

struct walk {
	uint8_t previous[DIGEST_SIZE];
	int64_t revision, without_content, answered;
	struct noted noted;
	struct told_states states;
};

static bool is_digest(const ProtobufCBinaryData *a, const uint8_t digest[DIGEST_SIZE])
{
	return a->len == DIGEST_SIZE && memcmp(a->data, digest, DIGEST_SIZE) == 0;
}

/* Whether the chain, where the walk stands, is what the user noted. */
static void meet_noted(struct walk *w)
{
	if (w->noted.given != NULL && memcmp(w->noted.digest, w->previous, DIGEST_SIZE) == 0)
		w->noted.met = w->revision;
}

/* As it was printed, however it was copied: blanks and capital letters do not matter. */
static bool read_noted(const char *given, struct noted *out)
{
	char text[2 * DIGEST_SIZE + 24], *end = text;
	size_t size = 0;
	for (const char *at = given; *at != '\0'; at++)
		if (strchr(" \t\r\n", *at) == NULL) {
			if (size == sizeof text - 1)
				return false;
			text[size++] = (char)(is_capital(*at) ? *at | 0x20 : *at);
		}
	text[size] = '\0';
	*out = (struct noted){ .given = given, .said = -1, .met = -1 };
	const char *colon = strchr(text, ':');
	if (colon != NULL) {
		out->said = is_digit(text[0]) ? strtoll(text, &end, 10) : -1;
		if (end != colon || out->said < 0)
			return false;
	}
	return hex_parse(colon == NULL ? text : colon + 1, out->digest, DIGEST_SIZE);
}

static int begin_walk(struct cli *cli, struct walk *w)
{
	static const uint8_t none[DIGEST_SIZE];
	const char *given = option_text(cli, "noted");
	*w = (struct walk){ .noted = { .said = -1, .met = -1 } };
	told_states_init(&w->states);
	if (given == NULL)
		return EXIT_OK;
	if (!read_noted(given, &w->noted))
		return cli_usage(
			cli,
			"--noted %s: expected what --verify printed after \"head\": a revision, a colon and %d "
			"digits of 0-9 and a-f, or these digits alone",
			given, 2 * DIGEST_SIZE);
	if (memcmp(w->noted.digest, none, sizeof none) == 0)
		return cli_usage(cli,
				 "--noted %s: that is the head of an empty record, with which every record begins; "
				 "it proves nothing. Note a head after the first change",
				 given);
	return EXIT_OK;
}

/* The record's bytes as they were sent, inside the bytes of a change. */
static bool find_content(struct bytes change, struct bytes *out)
{
	struct wire_cursor c = wire_begin(change);
	struct wire_field f;
	bool found = false;
	while (wire_next(&c, &f) == STATUS_OK)
		if (f.number >= CHANGE_CONTENT_FIRST && f.number <= CHANGE_CONTENT_LAST && f.type == WIRE_LENGTH) {
			*out = f.content;
			found = true;
		}
	return found;
}

static int check_change(struct cli *cli, struct walk *w, const Truce__V1__Change *c, struct bytes bytes)
{
	uint8_t digest[DIGEST_SIZE];
	struct bytes content;
	long long revision = (long long)c->revision;
	if (c->revision != w->revision + 1)
		return verify_fault(cli, "after change %lld comes change %lld: the journal has a gap",
				    (long long)w->revision, revision);
	if (!is_digest(&c->previous_digest, w->previous))
		return verify_fault(cli, "change %lld does not follow from the one before it: the chain is broken",
				    revision);
	digest_change(c, w->previous, digest);
	if (!is_digest(&c->digest, digest))
		return verify_fault(cli, "change %lld is not what its digest says: it was altered", revision);
	const bool has_content = find_content(bytes, &content);
	if (has_content) {
		struct sha256_ctx hash;
		uint8_t record[DIGEST_SIZE];
		sha256_init(&hash);
		sha256_update(&hash, content.size, content.data);
		sha256_digest(&hash, sizeof record, record);
		if (!is_digest(&c->record_digest, record))
			return verify_fault(cli,
					    "the record in change %lld (%s) is not what its digest says: it was "
					    "altered",
					    revision, c->record);
	} else if (c->compacted) {
		w->without_content++;
	} else {
		return verify_fault(cli, "change %lld came without its record", revision);
	}
	if (!told_states_add(&w->states, c, has_content))
		return cli_no_memory();
	memcpy(w->previous, digest, sizeof digest);
	w->revision = c->revision;
	meet_noted(w);
	return EXIT_OK;
}

static int check_page(struct cli *cli, struct walk *w, const Truce__V1__ListChangesResponse *page, struct bytes payload)
{
	struct wire_cursor c = wire_begin(payload);
	struct wire_field f;
	size_t i = 0;
	int code = EXIT_OK;
	while (code == EXIT_OK && wire_next(&c, &f) == STATUS_OK)
		if (f.number == RESPONSE_CHANGES && f.type == WIRE_LENGTH && i < page->n_changes)
			code = check_change(cli, w, page->changes[i++], f.content);
	return code;
}

/* One page; *more says whether another follows. */
static int verify_page(struct cli *cli, const char *method, struct walk *w, bool *more)
{
	Truce__V1__ListChangesRequest request = TRUCE__V1__LIST_CHANGES_REQUEST__INIT;
	ProtobufCMessage *message;
	struct arena arena;
	request.after_revision = w->revision;
	request.include_content = 1;
	request.page_size = PAGE;
	struct truce_reply *reply = cli_exchange(cli, method, &request.base, 0);
	if (reply == NULL)
		return EXIT_LIMIT;
	arena_init(&arena, PAGE_MEMORY);
	int code = reply->code != STATUS_OK ? cli_reply_error(cli, reply)
					    : cli_unpack(cli, method, reply, &arena, &message);
	if (code == EXIT_OK) {
		const Truce__V1__ListChangesResponse *page = (const void *)message;
		*more = page->n_changes > 0 && page->next_page_token[0] != '\0';
		code = check_page(cli, w, page, bytes_of(reply->payload, reply->payload_size));
	}
	arena_fini(&arena);
	truce_reply_free(reply);
	return code;
}

static void print_result(struct cli *cli, const struct walk *w)
{
	const long long revision = (long long)w->revision, answered = (long long)w->answered;
	char hex[2 * DIGEST_SIZE + 1];
	hex_print(bytes_of(w->previous, DIGEST_SIZE), hex);
	if (output_is_json(cli)) {
		printf("{\"changes\":\"%lld\",\"compacted\":\"%lld\",\"answered\":\"%lld\",\"whole\":true,"
		       "\"head\":\"%s\"",
		       revision, (long long)w->without_content, answered, hex);
		if (w->noted.given != NULL)
			printf(",\"noted\":\"%lld\"", (long long)w->noted.met);
		puts("}");
		return;
	}
	printf("%lld change%s, chain whole, %lld record%s answered as it has %s, head %lld:%s\n", revision,
	       revision == 1 ? "" : "s", answered, answered == 1 ? "" : "s", answered == 1 ? "it" : "them", revision,
	       hex);
	if (w->without_content > 0)
		printf("%lld of them without content, which was compacted away\n", (long long)w->without_content);
	if (w->noted.given != NULL)
		printf("the noted head is that of change %lld: nothing up to it was rewritten, %lld came after it\n",
		       (long long)w->noted.met, (long long)(w->revision - w->noted.met));
}

/* Whether the noted head is in the chain, and where it says to be. */
static int check_noted(struct cli *cli, const struct walk *w)
{
	const struct noted *n = &w->noted;
	const long long revision = (long long)w->revision, said = (long long)n->said;
	if (n->given == NULL || (n->met >= 0 && (n->said < 0 || n->said == n->met)))
		return EXIT_OK;
	if (n->said > w->revision)
		return verify_fault(
			cli,
			"the chain of %lld changes is whole, but the noted head is of change %lld: this is an "
			"older copy of the record (a backup that was restored?), or its end was cut off",
			revision, said);
	if (n->said > 0)
		return verify_fault(
			cli,
			"the chain of %lld changes is whole, but change %lld has not the noted digest: it was "
			"rewritten, or it is another record (or a copy that others wrote on)",
			revision, said);
	return verify_fault(cli,
			    "the chain of %lld changes is whole, but none of them has the noted digest %s: it was "
			    "rewritten, or it is another record, or an older copy that had not come so far",
			    revision, n->given);
}

/* The chain from its first change to the head. */
static int walk_chain(struct cli *cli, const char *method, const Truce__V1__Head *head, struct walk *w)
{
	bool more = true;
	int code = EXIT_OK;
	while (code == EXIT_OK && more && w->revision < head->revision) {
		code = verify_page(cli, method, w, &more);
		if (w->revision < head->revision)
			screen_progress("%lld of %lld changes checked", (long long)w->revision,
					(long long)head->revision);
	}
	if (code != EXIT_OK)
		return code;
	if (w->revision < head->revision)
		return verify_fault(cli, "the journal ends at change %lld, but its head is %lld",
				    (long long)w->revision, (long long)head->revision);
	if (w->revision == head->revision && head->revision > 0 && !is_digest(&head->digest, w->previous))
		return verify_fault(cli, "the head's digest is not that of change %lld", (long long)head->revision);
	return EXIT_OK;
}

static int verify(struct cli *cli, struct walk *w)
{
	Truce__V1__GetHeadRequest request = TRUCE__V1__GET_HEAD_REQUEST__INIT;
	ProtobufCMessage *message;
	int code = cli_call(cli, cli_method(cli, METHOD_HEAD), &request.base, &cli->arena, &message);
	if (code != EXIT_OK)
		return code;
	const Truce__V1__Head *head = (const void *)message;
	code = walk_chain(cli, cli_method(cli, METHOD_CHANGES), head, w);
	if (code == EXIT_OK)
		code = check_noted(cli, w);
	if (code == EXIT_OK)
		code = told_states_settle(cli, &w->states, head->oldest_revision);
	if (code == EXIT_OK)
		code = told_states_answered(cli, &w->states, METHOD_LISTS, w->revision, &w->answered);
	return code;
}

int changes_verify(struct cli *cli)
{
	struct walk walk;
	int code = begin_walk(cli, &walk);
	if (code == EXIT_OK)
		code = verify(cli, &walk);
	screen_progress_end();
	if (code == EXIT_OK)
		print_result(cli, &walk);
	told_states_fini(&walk.states);
	return code;
}
