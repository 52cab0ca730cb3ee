#include "client/cli.h"

#include <string.h>

#include "client/screen.h"
#include "client/words.h"
#include "truce/v1/statement.pb-c.h"

#define LABEL_WIDTH 16
#define INDENT 2

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
	return words_time(arena, (const void *)m);
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
	{ &truce__v1__figure__descriptor, figure_words },
};

static const char *message_words(struct arena *arena, const ProtobufCMessage *m)
{
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		if (values[i].type == m->descriptor)
			return values[i].words(arena, m);
	return NULL;
}

/* Value i of a field in words; NULL for a message that has fields of its own. */
static const char *value_words(struct arena *arena, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f,
			       size_t i)
{
	switch (f->type) {
	case PROTOBUF_C_TYPE_MESSAGE:
		return message_words(arena, message_at(m, f, i));
	case PROTOBUF_C_TYPE_STRING:
		return message_text_at(m, f, i);
	case PROTOBUF_C_TYPE_BYTES:
		return arena_printf(arena, "%zu bytes", message_bytes_at(m, f, i).size);
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

static void show_label(const char *name, int indent, bool marked)
{
	char label[64];
	snprintf(label, sizeof label, "%s", name);
	for (char *p = label; *p != '\0'; p++)
		*p = *p == '_' ? ' ' : *p;
	printf("%*s%-*s", indent, marked ? "- " : "", LABEL_WIDTH, label);
}

/* Whether the values of a repeated field stand on one line. */
static bool on_one_line(const ProtobufCFieldDescriptor *f)
{
	return f->type == PROTOBUF_C_TYPE_STRING || f->descriptor == &truce__v1__party__descriptor ||
	       f->descriptor == &truce__v1__source_reference__descriptor;
}

static void show_text(const char *words, int indent, int columns, struct arena *arena)
{
	int at = indent + LABEL_WIDTH;
	putchar(' ');
	screen_wrap(stdout, screen_safe(arena, words == NULL ? "" : words, true), at + 1, at + 1, columns);
}

static void show_field(struct cli *cli, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f, int indent,
		       bool marked)
{
	size_t count = message_count(m, f);
	int columns = screen_columns();
	if (on_one_line(f)) {
		const char *list = "";
		for (size_t i = 0; i < count; i++)
			list = words_join(&cli->arena, list, f->type == PROTOBUF_C_TYPE_STRING ? ", " : "; ",
					  value_words(&cli->arena, m, f, i));
		show_label(f->name, indent, marked);
		show_text(list, indent, columns, &cli->arena);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		const char *words = value_words(&cli->arena, m, f, i);
		if (words == NULL && i == 0) {
			show_label(f->name, indent, marked);
			putchar('\n');
		} else if (words != NULL) {
			show_label(i == 0 ? f->name : "", indent, marked && i == 0);
			show_text(words, indent, columns, &cli->arena);
		}
		if (words == NULL)
			show_fields(cli, message_at(m, f, i), indent + 2 * INDENT, true);
	}
}

static void show_fields(struct cli *cli, const ProtobufCMessage *m, int indent, bool marked)
{
	for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
		const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
		if (!message_has(m, f))
			continue;
		show_field(cli, m, f, indent, marked);
		marked = false;
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
