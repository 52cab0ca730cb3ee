/* What a document of Akoma Ntoso refers to: an entity is listed from the first time on that it
 * is referred to. */
#include <stdarg.h>
#include <string.h>

#include "base/ascii.h"
#include "client/export_akn.h"

/* ---- Memory -------------------------------------------------------------- */

const char *akn_print(struct akn *a, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	const char *text = arena_vprintf(a->arena, format, args);
	va_end(args);
	a->lost = a->lost || text == NULL;
	return text == NULL ? "#" : text;
}

void *akn_array(struct akn *a, size_t count, size_t size)
{
	void *array = arena_array(a->arena, count, size);
	a->lost = a->lost || array == NULL;
	return array;
}

/* ---- Entities ------------------------------------------------------------ */

static const struct {
	const char *element, *name; /* name: of the class, as addresses have it */
} classes[AKN_CLASSES] = {
	[AKN_ORGANIZATION] = { "TLCOrganization", "organization" },
	[AKN_PERSON] = { "TLCPerson", "person" },
	[AKN_ROLE] = { "TLCRole", "role" },
	[AKN_LOCATION] = { "TLCLocation", "location" },
	[AKN_DOCUMENT] = { "TLCReference", "document" },
	[AKN_CONCEPT] = { "TLCConcept", "concept" },
};

static const char *known(struct akn *a, enum akn_class class, const char *id, const char *title)
{
	for (size_t i = 0; i < a->reference_count; i++) {
		const struct akn_reference *r = &a->references[i];
		if (id != NULL ? strcmp(r->ref + 1, id) == 0
			       : !r->named && r->class == class && strcmp(r->title, title) == 0)
			return r->ref;
	}
	return NULL;
}

const char *akn_refer(struct akn *a, enum akn_class class, const char *id, const char *title)
{
	const char *ref = known(a, class, id, title);
	if (ref != NULL)
		return ref;
	if (a->reference_count == AKN_REFERENCES) {
		a->full = true;
		return "#truce";
	}
	ref = id != NULL ? akn_print(a, "#%s", id) : akn_print(a, "#%s_%zu", classes[class].name, ++a->unnamed[class]);
	a->references[a->reference_count++] = (struct akn_reference){ class, ref, title, id != NULL };
	return ref;
}

/* NULL for what is empty: it has no id. */
static const char *none_empty(const char *text)
{
	return text[0] == '\0' ? NULL : text;
}

const char *akn_refer_party(struct akn *a, const Truce__V1__Party *party)
{
	const char *title = party->printed[0] != '\0' ? party->printed : party->id;
	return akn_refer(a, AKN_ORGANIZATION, none_empty(party->id), title);
}

const char *akn_refer_person(struct akn *a, const Truce__V1__Person *person)
{
	return akn_refer(a, AKN_PERSON, none_empty(person->id), person->printed);
}

const char *akn_refer_speaker(struct akn *a, const Truce__V1__Turn *turn)
{
	if (turn->speaker != NULL && turn->speaker->printed[0] != '\0')
		return akn_refer_person(a, turn->speaker);
	const char *id = turn->speaker == NULL ? NULL : none_empty(turn->speaker->id);
	return akn_refer(a, AKN_PERSON, id, turn->label[0] == '\0' ? "not named" : turn->label);
}

/* A symbol has a stroke, and no small letter before its first space: "A/RES/61/295". */
static bool is_symbol(const char *instrument)
{
	size_t word = strcspn(instrument, " ");
	for (size_t i = 0; i < word; i++)
		if (is_small(instrument[i]))
			return false;
	return memchr(instrument, '/', word) != NULL;
}

/* An address of two pieces: of the second every byte that a path cannot hold by its number,
 * or where spaced is false, spaces not at all. */
static const char *address(struct akn *a, const char *before, const char *text, bool spaced)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/()";
	char *to = akn_array(a, strlen(before) + 3 * strlen(text) + 1, 1), *whole = to;
	if (whole == NULL)
		return before;
	to = stpcpy(to, before);
	for (const char *c = text; *c != '\0'; c++) {
		if (strchr(plain, *c) != NULL)
			*to++ = *c;
		else if (spaced || *c != ' ')
			to += sprintf(to, "%%%02X", (unsigned)(unsigned char)*c);
	}
	*to = '\0';
	return whole;
}

const char *akn_address(struct akn *a, const char *instrument)
{
	bool symbol = is_symbol(instrument);
	return address(a, symbol ? "https://undocs.org/" : "/akn/ontology/document/", instrument, !symbol);
}

const char *akn_refer_document(struct akn *a, const char *instrument)
{
	return akn_refer(a, AKN_DOCUMENT, NULL, instrument);
}

static void put_reference(struct akn *a, const struct akn_reference *r)
{
	const char *before = akn_print(a, "/akn/ontology/%s/", classes[r->class].name);
	bool document = r->class == AKN_DOCUMENT;
	xml_empty(a->out, classes[r->class].element, "name", document ? "document" : NULL, "eId", r->ref + 1, "href",
		  document ? akn_address(a, r->title) : address(a, before, r->named ? r->ref + 1 : r->title, true),
		  "showAs", r->title, NULL);
}

void akn_put_references(struct akn *a)
{
	fputs("<references source=\"#truce\">\n", a->out);
	for (enum akn_class c = 0; c < AKN_CLASSES; c++)
		for (size_t i = 0; i < a->reference_count; i++)
			if (a->references[i].class == c)
				put_reference(a, &a->references[i]);
	fputs("</references>\n", a->out);
}
