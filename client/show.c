#include "client/cli.h"

#include <stdlib.h>
#include <string.h>

#include "base/hex.h"
#include "client/screen.h"
#include "client/words.h"
#include "truce/v1/statement.pb-c.h"
#include "truce/v1/zone.pb-c.h"

#define TEXT_LEAST 20 /* columns that a value has behind its label */
#define LABEL_MOST 24
#define INDENT 2
#define DIGEST_SIZE 32 /* of SHA-256 */

/* Messages that are one value for a reader. NULL for "as any other". */
static const char *date_words(struct arena *arena, const ProtobufCMessage *m)
{
	const Truce__V1__DateInterval *date = (const void *)m;
	const char *words = words_date(arena, date);
	if (date->printed[0] == '\0' || strcmp(words, date->printed) == 0)
		return words;
	return arena_printf(arena, "%s (\"%s\")", words, date->printed);
}

static const char *time_words(struct arena *arena, const ProtobufCMessage *m)
{
	const char *time = words_time(arena, (const void *)m);
	return time[0] == '\0' ? time : arena_printf(arena, "%s UTC", time);
}

static const char *party_words(struct arena *arena, const ProtobufCMessage *m)
{
	const Truce__V1__Party *party = (const void *)m;
	if (party->id[0] == '\0' || party->printed[0] == '\0')
		return words_party(party);
	return arena_printf(arena, "%s (%s)", party->id, party->printed);
}

static const char *source_words(struct arena *arena, const ProtobufCMessage *m)
{
	Truce__V1__SourceReference source = *(const Truce__V1__SourceReference *)(const void *)m;
	Truce__V1__SourceReference *one = &source;
	return words_sources(arena, &one, 1);
}

static const char *person_words(struct arena *arena, const ProtobufCMessage *m)
{
	const Truce__V1__Person *person = (const void *)m;
	const char *words = words_join(arena, person->printed, ", ", person->function);
	return words_join(arena, words, ", ", person->party == NULL ? "" : party_words(arena, &person->party->base));
}

static const char *span_words(struct arena *arena, const ProtobufCMessage *m)
{
	const Truce__V1__TextSpan *span = (const void *)m;
	return arena_printf(arena, "block %d, bytes %d to %d", span->block, span->start, span->end);
}

static const char *bytes_words(struct arena *arena, const ProtobufCMessage *m)
{
	const Truce__V1__ByteRange *range = (const void *)m;
	return arena_printf(arena, "%lld to %lld", (long long)range->start, (long long)range->end);
}

static const char *figure_words(struct arena *arena, const ProtobufCMessage *m)
{
	const Truce__V1__Figure *f = (const void *)m;
	const char *number = f->at_least == f->at_most ? arena_printf(arena, "%lld", (long long)f->at_least)
						       : arena_printf(arena, "%lld to %lld", (long long)f->at_least,
								      (long long)f->at_most);
	return number == NULL ? "" : words_join(arena, number, " ", f->measure);
}

static const struct {
	const ProtobufCMessageDescriptor *type;
	const char *(*words)(struct arena *arena, const ProtobufCMessage *m);
} values[] = {
	{ &truce__v1__date_interval__descriptor, date_words },
	{ &google__protobuf__timestamp__descriptor, time_words },
	{ &truce__v1__party__descriptor, party_words },
	{ &truce__v1__source_reference__descriptor, source_words },
	{ &truce__v1__person__descriptor, person_words },
	{ &truce__v1__text_span__descriptor, span_words },
	{ &truce__v1__byte_range__descriptor, bytes_words },
	{ &truce__v1__figure__descriptor, figure_words },
};

static const char *message_words(struct arena *arena, const ProtobufCMessage *m)
{
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		if (values[i].type == m->descriptor)
			return values[i].words(arena, m);
	return NULL;
}

/* The position that begins at a bracket; false where none does. */
static bool read_position(const char *at, double place[2])
{
	char *end;
	place[0] = strtod(at + 1, &end);
	if (end == at + 1)
		return false;
	const char *comma = end + strspn(end, " \t\r\n");
	if (*comma != ',')
		return false;
	place[1] = strtod(comma + 1, &end);
	return end != comma + 1;
}

/* A boundary in a line, as people cannot read its numbers: how many positions, and between which
 * meridians and parallels. */
static const char *boundary_words(struct arena *arena, const char *text)
{
	double least[2] = { 0 }, most[2] = { 0 };
	size_t count = 0;
	for (const char *at = strchr(text, '['); at != NULL; at = strchr(at + 1, '[')) {
		double place[2];
		if (!read_position(at, place))
			continue;
		for (int i = 0; i < 2; i++) {
			least[i] = count == 0 || place[i] < least[i] ? place[i] : least[i];
			most[i] = count == 0 || place[i] > most[i] ? place[i] : most[i];
		}
		count++;
	}
	return arena_printf(arena, "%s of %zu positions, longitude %.5g to %.5g, latitude %.5g to %.5g",
			    strstr(text, "MultiPolygon") == NULL ? "Polygon" : "MultiPolygon", count, least[0], most[0],
			    least[1], most[1]);
}

/* Digests are read and compared; of other bytes it is enough how many there are. */
static const char *digits_words(struct arena *arena, struct bytes bytes)
{
	char hex[2 * DIGEST_SIZE + 1];
	if (bytes.size != DIGEST_SIZE)
		return arena_printf(arena, "%zu bytes", bytes.size);
	hex_print(bytes, hex);
	return arena_text(arena, hex);
}

const char *show_value(struct arena *arena, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, size_t i)
{
	switch (f->type) {
	case PROTOBUF_C_TYPE_MESSAGE:
		return message_words(arena, message_at(m, f, i));
	case PROTOBUF_C_TYPE_STRING:
		return m->descriptor == &truce__v1__boundary__descriptor && strcmp(f->name, "geojson") == 0
			       ? boundary_words(arena, message_text_at(m, f, i))
			       : message_text_at(m, f, i);
	case PROTOBUF_C_TYPE_BYTES:
		return digits_words(arena, message_bytes_at(m, f, i));
	case PROTOBUF_C_TYPE_ENUM:
		return words_enum(arena, f->descriptor, (int)message_int_at(m, f, i));
	case PROTOBUF_C_TYPE_BOOL:
		return message_int_at(m, f, i) ? "yes" : "no";
	case PROTOBUF_C_TYPE_DOUBLE:
	case PROTOBUF_C_TYPE_FLOAT:
		return arena_printf(arena, "%g", message_double_at(m, f, i));
	default:
		return arena_printf(arena, "%lld", (long long)message_int_at(m, f, i));
	}
}

static void show_fields(struct cli *cli, const ProtobufCMessage *m, int indent, bool marked);

/* Where the fields of one message stand: how far in, and the room for their labels. */
struct place {
	int indent, label;
	bool marked; /* the first field of one of several */
};

/* Answers the columns that the line has now. */
static int show_label(const char *name, const struct place *at)
{
	char label[64];
	snprintf(label, sizeof label, "%s", name);
	for (char *p = label; *p != '\0'; p++)
		*p = *p == '_' ? ' ' : *p;
	return printf("%*s%s", at->indent, at->marked && name[0] != '\0' ? "- " : "", label);
}

/* Whether the values of a repeated field stand on one line. */
static bool on_one_line(const ProtobufCFieldDescriptor *f)
{
	return f->type == PROTOBUF_C_TYPE_STRING || f->descriptor == &truce__v1__party__descriptor ||
	       f->descriptor == &truce__v1__source_reference__descriptor;
}

/* Behind its label, or below it where there is little room. */
static void show_text(struct cli *cli, const char *words, const struct place *at, int used)
{
	const char *text = screen_safe(&cli->arena, words == NULL ? "" : words, true);
	const int columns = screen_columns();
	int column = at->indent + at->label + INDENT;
	if (columns > 0 && columns - column < TEXT_LEAST && screen_width(text) > columns - column) {
		column = at->indent + 2 * INDENT;
		printf("\n%*s", column, "");
	} else {
		printf("%*s", column - used, "");
	}
	screen_wrap(stdout, text, column, column, columns);
}

static void show_list(struct cli *cli, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f,
		      const struct place *at)
{
	const char *between = f->type == PROTOBUF_C_TYPE_STRING ? ", " : "; ";
	struct words_list list = { .text = NULL };
	for (size_t i = 0; i < message_count(m, f); i++)
		words_add(&cli->arena, &list, between, show_value(&cli->arena, m, f, i));
	const int used = show_label(f->name, at);
	show_text(cli, words_listed(&list), at, used);
}

static void show_field(struct cli *cli, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, struct place *at)
{
	if (on_one_line(f)) {
		show_list(cli, m, f, at);
		at->marked = false;
		return;
	}
	for (size_t i = 0; i < message_count(m, f); i++) {
		const char *words = show_value(&cli->arena, m, f, i);
		const int used = words != NULL || i == 0 ? show_label(i == 0 ? f->name : "", at) : 0;
		if (words != NULL)
			show_text(cli, words, at, used);
		else if (i == 0)
			putchar('\n');
		at->marked = false;
		if (words == NULL)
			show_fields(cli, message_at(m, f, i), at->indent + 2 * INDENT, true);
	}
}

/* The widest label of the fields that are set. */
static int label_width(const ProtobufCMessage *m)
{
	int width = 0;
	for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
		int size = (int)strlen(m->descriptor->fields[i].name);
		if (message_has(m, &m->descriptor->fields[i]) && size > width)
			width = size < LABEL_MOST ? size : LABEL_MOST;
	}
	return width;
}

static void show_fields(struct cli *cli, const ProtobufCMessage *m, int indent, bool marked)
{
	struct place at = { indent, label_width(m), marked };
	for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
		const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
		bool heads = !marked && strcmp(f->name, "name") == 0; /* it was printed above */
		if (message_has(m, f) && !heads)
			show_field(cli, m, f, &at);
	}
}

void show_message(struct cli *cli, const ProtobufCMessage *message)
{
	const char *name = message_text(message, "name");
	if (name != NULL && name[0] != '\0')
		printf("%s%s%s\n", cli->color ? "\033[1m" : "", screen_safe(&cli->arena, name, false),
		       cli->color ? "\033[0m" : "");
	show_fields(cli, message, INDENT, false);
}
