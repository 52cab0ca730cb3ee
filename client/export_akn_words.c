/* The words of a document of Akoma Ntoso, and what is marked in them. */
#include <string.h>

#include "base/ascii.h"
#include "client/export_akn.h"

const char *akn_id(struct akn *a, const char *element)
{
	size_t i = 0;
	while (i < a->counter_count && strcmp(a->counters[i].element, element) != 0)
		i++;
	if (i == AKN_COUNTERS)
		return NULL;
	if (i == a->counter_count) {
		a->counters[i].element = element;
		a->counters[i].count = 0;
		a->counter_count++;
	}
	size_t number = ++a->counters[i].count;
	return a->open == NULL ? akn_print(a, "%s_%zu", element, number)
			       : akn_print(a, "%s__%s_%zu", a->section, element, number);
}

static bool is_of_word(char c)
{
	return is_letter(c) || is_digit(c) || (unsigned char)c >= 0x80;
}

size_t akn_find(const char *text, size_t from, const char *name)
{
	size_t size = strlen(name);
	if (size == 0 || from > strlen(text))
		return SIZE_MAX;
	for (const char *at = text + from; (at = strcasestr(at, name)) != NULL; at++)
		if ((at == text || !is_of_word(at[-1])) && !is_of_word(at[size]))
			return (size_t)(at - text);
	return SIZE_MAX;
}

struct xml_mark akn_mark(struct akn *a, const char *element, size_t start, size_t end, const char *ref)
{
	return (struct xml_mark){ start, end, element, { { "eId", akn_id(a, element) }, { "refersTo", ref } } };
}

static bool cites_in(const Truce__V1__Citation *c, size_t block)
{
	return c->span != NULL && (size_t)c->span->block == block + 1 && c->span->start >= 0 &&
	       c->span->end > c->span->start;
}

void akn_put_words(struct akn *a, const Truce__V1__Statement *s, size_t block, const struct xml_mark *marks,
		   size_t count)
{
	struct xml_mark *all = akn_array(a, s->n_citations + count + 1, sizeof *all);
	if (all == NULL)
		return;
	if (count > 0)
		memcpy(all, marks, count * sizeof *all);
	for (size_t i = 0; i < s->n_citations; i++) {
		const Truce__V1__Citation *c = s->citations[i];
		if (!cites_in(c, block))
			continue;
		all[count++] =
			(struct xml_mark){ (size_t)c->span->start,
					   (size_t)c->span->end,
					   "ref",
					   { { "eId", akn_id(a, "ref") }, { "href", akn_address(a, c->instrument) } } };
	}
	xml_marked(a->out, s->blocks[block]->text, all, count);
}

size_t akn_mark_hour(struct akn *a, const char *text, const char *hour, const char *type, struct xml_mark *mark)
{
	int h, m;
	if (sscanf(hour, "%2d:%2d", &h, &m) != 2 || h < 0 || h > 23 || m < 0 || m > 59)
		return 0;
	const char half = h < 12 ? 'a' : 'p';
	const int twelve = (h + 11) % 12 + 1;
	const char *const printed[] = {
		akn_print(a, "%d.%02d %c.m.", twelve, m, half),
		akn_print(a, "%d:%02d %c.m.", twelve, m, half),
		m > 0 ? NULL : akn_print(a, "%d %c.m.", twelve, half),
		m > 0 || h != 12 ? NULL : "noon",
		m > 0 || h != 0 ? NULL : "midnight",
	};
	for (size_t i = 0; i < sizeof printed / sizeof *printed; i++) {
		const char *at = printed[i] == NULL ? NULL : strstr(text, printed[i]);
		if (at == NULL || (at > text && is_of_word(at[-1])))
			continue;
		*mark = (struct xml_mark){ (size_t)(at - text),
					   (size_t)(at - text) + strlen(printed[i]),
					   "recordedTime",
					   { { "type", type }, { "time", akn_print(a, "%02d:%02d:00", h, m) } } };
		return 1;
	}
	return 0;
}
