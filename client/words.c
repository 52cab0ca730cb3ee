#include "client/words.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/time.h"
#include "proto/enum_names.h"
#include "proto/message.h"

const char *words_join(struct arena *arena, const char *list, const char *between, const char *piece)
{
	if (piece[0] == '\0')
		return list;
	const char *joined = list[0] == '\0' ? piece : arena_printf(arena, "%s%s%s", list, between, piece);
	return joined == NULL ? list : joined;
}

bool words_has(const char *list, const char *between, const char *piece)
{
	size_t size = strlen(piece), step = strlen(between);
	for (const char *at = list, *end; at != NULL; at = end == NULL ? NULL : end + step) {
		end = strstr(at, between);
		if ((end == NULL ? strlen(at) : (size_t)(end - at)) == size && memcmp(at, piece, size) == 0)
			return true;
	}
	return false;
}

void words_add(struct arena *arena, struct words_list *list, const char *between, const char *piece)
{
	const size_t more = strlen(piece), apart = list->size == 0 ? 0 : strlen(between);
	if (more == 0)
		return;
	if (list->room - list->size <= apart + more) {
		const size_t room = 2 * (list->size + apart + more) + 1;
		char *text = arena_alloc(arena, room);
		if (text == NULL)
			return;
		if (list->size > 0)
			memcpy(text, list->text, list->size);
		list->text = text;
		list->room = room;
	}
	memcpy(list->text + list->size, between, apart);
	memcpy(list->text + list->size + apart, piece, more + 1);
	list->size += apart + more;
}

const char *words_listed(const struct words_list *list)
{
	return list->size == 0 ? "" : list->text;
}

const char *words_quote(struct arena *arena, const char *text)
{
	char *out = arena_alloc(arena, 2 * strlen(text) + 3), *to = out;
	if (out == NULL)
		return NULL;
	*to++ = '"';
	for (; *text != '\0'; text++) {
		if (*text == '"' || *text == '\\')
			*to++ = '\\';
		*to++ = *text;
	}
	*to++ = '"';
	*to = '\0';
	return out;
}

static const char *or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

static bool same(const char *a, const char *b, size_t size)
{
	return strncmp(a, b, size) == 0;
}

const char *words_date(struct arena *arena, const Truce__V1__DateInterval *date)
{
	if (date == NULL)
		return "";
	const char *a = date->earliest, *b = date->latest;
	if (a[0] == '\0' && b[0] == '\0')
		return date->printed;
	if (strlen(a) != DATE_SIZE - 1 || strlen(b) != DATE_SIZE - 1)
		return or_empty(arena_printf(arena, "%s..%s", a, b));
	if (strcmp(a, b) == 0)
		return a;
	if (date->precision == TRUCE__V1__DATE_INTERVAL__PRECISION__PRECISION_YEAR && same(a, b, 4))
		return or_empty(arena_text_n(arena, a, 4));
	if (date->precision == TRUCE__V1__DATE_INTERVAL__PRECISION__PRECISION_MONTH && same(a, b, 7))
		return or_empty(arena_text_n(arena, a, 7));
	/* "2017-09-14..15", "2017-09-30..10-02" */
	return or_empty(arena_printf(arena, "%s..%s", a, same(a, b, 8) ? b + 8 : same(a, b, 5) ? b + 5 : b));
}

const char *words_party(const Truce__V1__Party *party)
{
	if (party == NULL)
		return "";
	return party->id[0] != '\0' ? party->id : party->printed;
}

/* A list with one party more. */
static void add_party(struct arena *arena, struct words_list *list, const Truce__V1__Party *before,
		      const Truce__V1__Party *party)
{
	bool ids = before == NULL || party == NULL || (before->id[0] != '\0' && party->id[0] != '\0');
	words_add(arena, list, ids ? " " : ", ", words_party(party));
}

const char *words_parties(struct arena *arena, Truce__V1__Party *const *parties, size_t count)
{
	struct words_list list = { .text = NULL };
	for (size_t i = 0; i < count; i++)
		add_party(arena, &list, i == 0 ? NULL : parties[i - 1], parties[i]);
	return words_listed(&list);
}

const char *words_signatories(struct arena *arena, const Truce__V1__Statement *s)
{
	struct words_list list = { .text = NULL };
	for (size_t i = 0; i < s->n_signatories; i++)
		add_party(arena, &list, i == 0 ? NULL : s->signatories[i - 1]->party, s->signatories[i]->party);
	return words_listed(&list);
}

/* What stays joined when an enum's name becomes words. */
static const char *const compounds[] = { "de-escalation", "counter-terrorism", "non-" };

const char *words_enum(struct arena *arena, const ProtobufCEnumDescriptor *type, int value)
{
	const ProtobufCEnumValue *v = protobuf_c_enum_descriptor_get_value(type, value);
	if (v == NULL)
		return or_empty(arena_printf(arena, "%d", value));
	char *words = enum_word(type, v, ' ', arena);
	if (words == NULL || strcmp(words, "unspecified") == 0)
		return "";
	for (size_t i = 0; i < sizeof compounds / sizeof *compounds; i++) {
		size_t hyphen = strcspn(compounds[i], "-");
		if (strncmp(words, compounds[i], hyphen) == 0 && words[hyphen] == ' ')
			words[hyphen] = '-';
	}
	return words;
}

const char *words_time(struct arena *arena, const Google__Protobuf__Timestamp *time)
{
	if (time == NULL)
		return "";
	time_t seconds = (time_t)time->seconds;
	struct tm tm;
	char text[64];
	if (gmtime_r(&seconds, &tm) == NULL || strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S", &tm) == 0)
		return "";
	return or_empty(arena_text(arena, text));
}

const char *words_sources(struct arena *arena, Truce__V1__SourceReference *const *sources, size_t count)
{
	struct words_list list = { .text = NULL };
	for (size_t i = 0; i < count; i++)
		words_add(arena, &list, "; ", words_join(arena, sources[i]->source, ", ", sources[i]->place));
	return words_listed(&list);
}

const char *words_id(const char *name)
{
	const char *slash = strchr(name, '/');
	return slash == NULL ? name : slash + 1;
}

const char *words_count(struct arena *arena, size_t count, const char *noun)
{
	return or_empty(arena_printf(arena, "%zu %s%s", count, noun, count == 1 ? "" : "s"));
}

const char *words_place(struct arena *arena, const Truce__V1__Passage *p)
{
	const char *kind = words_enum(arena, &truce__v1__block__kind__descriptor, (int)p->kind);
	const char *place = p->block == 0   ? "title"
			    : p->number > 0 ? arena_printf(arena, "%s %d", kind, p->number)
					    : arena_printf(arena, "block %d", p->block);
	return words_join(arena, words_id(p->statement), ", ", place == NULL ? "" : place);
}
