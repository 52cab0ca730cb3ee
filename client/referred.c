/* Names that a change makes a record refer to, and which of them are not on record: no
 * error, since what they name may come later, but a slip in a name is found by nobody else. */
#include "client/referred.h"

#include <stdlib.h>
#include <string.h>

#include "client/meant.h"
#include "client/screen.h"
#include "proto/message.h"
#include "truce/v1/journal.pb-c.h"

#define LOOKED_UP_MOST 200
#define TIMEOUT_MS 2000 /* it is no more than a note */

struct reference {
	const char *name, *by;
	bool there; /* it is of the same change */
};

struct referred {
	struct reference *rows;
	size_t count, room;
};

static bool add(struct cli *cli, const char *name, size_t size, const char *by, bool there)
{
	struct referred *all = cli->referred;
	if (all->count == all->room) {
		size_t room = 2 * all->room + 64;
		struct reference *bigger = arena_array(&cli->arena, room, sizeof *bigger);
		if (bigger == NULL)
			return false;
		if (all->count > 0)
			memcpy(bigger, all->rows, all->count * sizeof *bigger);
		all->rows = bigger;
		all->room = room;
	}
	const char *copy = arena_text_n(&cli->arena, name, size);
	all->rows[all->count++] = (struct reference){ copy, by, there };
	return copy != NULL;
}

/* How much of a text is the name of a record; 0 for none. An agenda item's is its round's. */
static size_t name_size(const char *text)
{
	static const char *const prefixes[] = { "statements/", "rounds/", "zones/" };
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		size_t size = strlen(prefixes[i]);
		if (strncmp(text, prefixes[i], size) == 0)
			return size + strcspn(text + size, "/");
	}
	return 0;
}

static bool add_all(struct cli *cli, const ProtobufCMessage *m, const char *by)
{
	for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
		const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
		size_t count = f->type == PROTOBUF_C_TYPE_STRING || f->type == PROTOBUF_C_TYPE_MESSAGE
				       ? message_count(m, f)
				       : 0;
		for (size_t k = 0; k < count; k++) {
			const char *text = f->type == PROTOBUF_C_TYPE_STRING ? message_text_at(m, f, k) : "";
			size_t size = name_size(text);
			if (f->type == PROTOBUF_C_TYPE_MESSAGE && !add_all(cli, message_at(m, f, k), by))
				return false;
			if (size > 0 && !add(cli, text, size, by, false))
				return false;
		}
	}
	return true;
}

void referred_add(struct cli *cli, const ProtobufCMessage *record)
{
	if (cli->referred == NULL)
		cli->referred = arena_zalloc(&cli->arena, sizeof *cli->referred);
	const char *name = message_text(record, "name");
	const char *by = name == NULL ? NULL : arena_text(&cli->arena, name);
	if (cli->referred != NULL && by != NULL && add(cli, by, strlen(by), by, true))
		(void)add_all(cli, record, by);
}

static int compare(const void *a, const void *b)
{
	const struct reference *x = a, *y = b;
	int order = strcmp(x->name, y->name);
	return order != 0 ? order : y->there - x->there;
}

static ProtobufCMessage *answer_of(struct cli *cli, const char *method, struct truce_reply *reply)
{
	ProtobufCMessage *answer = NULL;
	if (reply != NULL && reply->code == STATUS_OK &&
	    cli_unpack(cli, method, reply, &cli->arena, &answer) != EXIT_OK)
		answer = NULL;
	truce_reply_free(reply);
	return answer;
}

/* Whether nothing was ever said of a record, for sure: its changes are less than itself. */
static bool is_missing(struct cli *cli, const char *name)
{
	static const char method[] = "/truce.v1.JournalService/ListChanges";
	Truce__V1__ListChangesRequest request = TRUCE__V1__LIST_CHANGES_REQUEST__INIT;
	request.record = arena_text(&cli->arena, name);
	request.page_size = 1;
	if (request.record == NULL)
		return false;
	const Truce__V1__ListChangesResponse *answer =
		(const void *)answer_of(cli, method, cli_exchange(cli, method, &request.base, TIMEOUT_MS));
	return answer != NULL && answer->n_changes == 0;
}

static void say(struct cli *cli, const struct reference *row)
{
	const char *meant = meant_record(cli, row->name);
	fprintf(stderr, "note: %s names %s, which is not on record\n",
		row->by[0] == '\0' ? "it" : screen_safe(&cli->arena, row->by, false),
		screen_safe(&cli->arena, row->name, false));
	if (meant != NULL)
		fprintf(stderr, "Did you mean %s?\n", screen_safe(&cli->arena, meant, false));
}

void referred_say(struct cli *cli)
{
	struct referred *all = cli->referred;
	size_t looked_up = 0;
	int64_t revision = cli->revision;
	if (all == NULL || all->count == 0 || cli->truce == NULL)
		return;
	qsort(all->rows, all->count, sizeof *all->rows, compare);
	for (size_t i = 0; i < all->count && looked_up < LOOKED_UP_MOST; i++) {
		const struct reference *row = &all->rows[i];
		bool again = i > 0 && strcmp(row->name, all->rows[i - 1].name) == 0;
		if (again || row->there)
			continue;
		looked_up++;
		if (is_missing(cli, row->name))
			say(cli, row);
	}
	cli->revision = revision;
	all->count = 0;
}
