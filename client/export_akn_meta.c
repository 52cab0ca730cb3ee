/* What stands before the text of a document of Akoma Ntoso. A date that is not known is
 * 0001-01-01, named "unknown", for the schema demands one. */
#include <string.h>

#include "client/export_akn.h"
#include "client/words.h"

/* ---- References ------------------------------------------------------- */

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

static const char *refer_person(struct akn *a, const Truce__V1__Person *person)
{
	return akn_refer(a, AKN_PERSON, none_empty(person->id), person->printed);
}

const char *akn_refer_speaker(struct akn *a, const Truce__V1__Turn *turn)
{
	if (turn->speaker != NULL && turn->speaker->printed[0] != '\0')
		return refer_person(a, turn->speaker);
	const char *id = turn->speaker == NULL ? NULL : none_empty(turn->speaker->id);
	return akn_refer(a, AKN_PERSON, id, turn->label[0] == '\0' ? "not named" : turn->label);
}

/* A symbol has a stroke, and no small letter before its first space: "A/RES/61/295". */
static bool is_symbol(const char *instrument)
{
	size_t word = strcspn(instrument, " ");
	for (size_t i = 0; i < word; i++)
		if (instrument[i] >= 'a' && instrument[i] <= 'z')
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

static void put_references(struct akn *a)
{
	fputs("<references source=\"#truce\">\n", a->out);
	for (enum akn_class c = 0; c < AKN_CLASSES; c++)
		for (size_t i = 0; i < a->reference_count; i++)
			if (a->references[i].class == c)
				put_reference(a, &a->references[i]);
	fputs("</references>\n", a->out);
}

/* ---- Identification ---------------------------------------------------- */

static const char *day_of(const Truce__V1__Statement *s)
{
	return s->date == NULL || s->date->earliest[0] == '\0' ? NULL : s->date->earliest;
}

/* ISO 639-2, which addresses are made of, for the languages of the United Nations and some
 * that are spoken there; others stay as they are. */
static const char *language_of(const Truce__V1__Statement *s)
{
	static const char *const codes[][2] = { { "ar", "ara" }, { "zh", "zho" }, { "en", "eng" }, { "fr", "fra" },
						{ "ru", "rus" }, { "es", "spa" }, { "de", "deu" }, { "pt", "por" },
						{ "tr", "tur" }, { "uk", "ukr" }, { "fa", "fas" }, { "kk", "kaz" } };
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (strcmp(codes[i][0], s->language) == 0)
			return codes[i][1];
	return s->language[0] == '\0' ? "und" : s->language;
}

/* The addresses of the work, of its expression in a language, or of this file: of the part
 * that is written, which is all of it, and of the whole. */
static void put_addresses(struct akn *a, const char *type, const char *language, const char *part, const char *all)
{
	const char *day = day_of(a->document);
	const char *work = akn_print(a, "/akn/un/%s/%s/%s%s%s%s", type, day == NULL ? "0001-01-01" : day,
				     words_id(a->document->name), language == NULL ? "" : "/",
				     language == NULL ? "" : language, language == NULL ? "" : "@");
	xml_empty(a->out, "FRBRthis", "value", akn_print(a, "%s/%s", work, part), NULL);
	xml_empty(a->out, "FRBRuri", "value", akn_print(a, "%s%s", work, all), NULL);
	if (language == NULL && a->document->symbol[0] != '\0')
		xml_empty(a->out, "FRBRalias", "value", a->document->symbol, "name", "symbol", NULL);
}

static void put_day(struct akn *a)
{
	const char *day = day_of(a->document), *what = a->document->record != NULL ? "meeting" : "issue";
	xml_empty(a->out, "FRBRdate", "date", day == NULL ? "0001-01-01" : day, "name", day == NULL ? "unknown" : what,
		  NULL);
}

static void put_editor(struct akn *a)
{
	xml_empty(a->out, "FRBRauthor", "href", "#truce", "as", akn_refer(a, AKN_ROLE, "editor", "editor"), NULL);
}

/* The organ whose record it is, or who issue or sign it; the editor where neither is known. */
static void put_authors(struct akn *a)
{
	const Truce__V1__Statement *s = a->document;
	size_t signed_by = s->organ[0] == '\0' ? s->n_signatories : 0, written = 0;
	const char *author = s->organ[0] != '\0' || signed_by > 0 ? akn_refer(a, AKN_ROLE, "author", "author") : NULL;
	if (s->organ[0] != '\0' && ++written)
		xml_empty(a->out, "FRBRauthor", "href", akn_refer(a, AKN_ORGANIZATION, NULL, s->organ), "as", author,
			  NULL);
	for (size_t i = 0; i < signed_by; i++)
		if (s->signatories[i]->party != NULL && ++written)
			xml_empty(a->out, "FRBRauthor", "href", akn_refer_party(a, s->signatories[i]->party), "as",
				  author, NULL);
	if (written == 0)
		put_editor(a);
}

static void put_identification(struct akn *a, const char *type)
{
	const Truce__V1__Statement *s = a->document;
	const char *language = language_of(s);
	fputs("<identification source=\"#truce\">\n<FRBRWork>\n", a->out);
	put_addresses(a, type, NULL, "!main", "");
	put_day(a);
	put_authors(a);
	xml_empty(a->out, "FRBRcountry", "value", "un", NULL);
	xml_empty(a->out, "FRBRnumber", "value", words_id(s->name), NULL);
	if (s->title[0] != '\0')
		xml_empty(a->out, "FRBRname", "value", s->title, NULL);
	fputs("</FRBRWork>\n<FRBRExpression>\n", a->out);
	put_addresses(a, type, language, "!main", "");
	put_day(a);
	put_authors(a);
	xml_empty(a->out, "FRBRlanguage", "language", language, NULL);
	fputs("</FRBRExpression>\n<FRBRManifestation>\n", a->out);
	put_addresses(a, type, language, "!main.xml", ".akn");
	put_day(a);
	put_editor(a);
	xml_empty(a->out, "FRBRformat", "value", "application/akn+xml", NULL);
	fputs("</FRBRManifestation>\n</identification>\n", a->out);
}

void akn_put_meta(struct akn *a, const char *type)
{
	fputs("<meta>\n", a->out);
	put_identification(a, type);
	akn_put_analysis(a);
	put_references(a);
	fputs("</meta>\n", a->out);
}

/* ---- The preface ------------------------------------------------------- */

/* A paragraph of one element, if there is a text for it. */
static bool put_line(struct akn *a, const char *element, const struct xml_attribute *attributes, const char *text)
{
	if (text[0] == '\0')
		return false;
	struct xml_mark mark = { 0, strlen(text), element, { { NULL, NULL } } };
	for (size_t i = 0; i < 2; i++)
		mark.attributes[i] = attributes[i];
	fputs("<p>", a->out);
	xml_marked(a->out, text, &mark, 1);
	fputs("</p>\n", a->out);
	return true;
}

static void put_named(struct akn *a, const char *element, const char *ref, const char *role, const char *text)
{
	xml_begin(a->out, element, "eId", akn_id(a, element), "refersTo", ref, "as", role, NULL);
	xml_text(a->out, text);
	xml_end(a->out, element);
}

/* Somebody who was there, and for whom. */
static void put_present(struct akn *a, const Truce__V1__Person *person, const char *role)
{
	const Truce__V1__Party *party = person == NULL ? NULL : person->party;
	bool named = person != NULL && person->printed[0] != '\0', sent = party != NULL && party->printed[0] != '\0';
	fputs("<p>", a->out);
	if (named)
		put_named(a, "person", refer_person(a, person),
			  role[0] == '\0' ? NULL : akn_refer(a, AKN_ROLE, NULL, role), person->printed);
	fputs(named && sent ? ", " : "", a->out);
	if (sent)
		put_named(a, "organization", akn_refer_party(a, party), NULL, party->printed);
	fputs("</p>\n", a->out);
}

/* Who presided over a meeting, and its members. */
static void put_attendance(struct akn *a, const Truce__V1__MeetingRecord *record)
{
	if (record->n_presiding > 0) {
		xml_begin(a->out, "container", "eId", akn_id(a, "container"), "name", "presiding", NULL);
		for (size_t i = 0; i < record->n_presiding; i++)
			put_present(a, record->presiding[i]->person, record->presiding[i]->role);
		fputs("</container>\n", a->out);
	}
	if (record->n_members > 0) {
		xml_begin(a->out, "container", "eId", akn_id(a, "container"), "name", "members", NULL);
		for (size_t i = 0; i < record->n_members; i++)
			put_present(a, record->members[i], "");
		fputs("</container>\n", a->out);
	}
}

void akn_put_preface(struct akn *a)
{
	static const struct xml_attribute none[2] = { { NULL, NULL }, { NULL, NULL } };
	const Truce__V1__Statement *s = a->document;
	const char *day = day_of(s);
	const struct xml_attribute date[2] = { { "date", day }, { NULL, NULL } };
	const struct xml_attribute place[2] = {
		{ "eId", akn_id(a, "location") },
		{ "refersTo", s->place[0] == '\0' ? NULL : akn_refer(a, AKN_LOCATION, NULL, s->place) },
	};
	fputs("<preface>\n", a->out);
	bool any = put_line(a, "docProponent", none, s->organ);
	any |= put_line(a, "docNumber", none, s->symbol);
	any |= put_line(a, "docTitle", none, s->title);
	any |= put_line(a, "session", none, s->record == NULL ? "" : s->record->session);
	any |= put_line(a, "docDate", date, day == NULL ? "" : s->date->printed[0] != '\0' ? s->date->printed : day);
	any |= put_line(a, "location", place, s->place);
	if (!any)
		xml_line(a->out, "p", s->name);
	if (s->record != NULL)
		put_attendance(a, s->record);
	fputs("</preface>\n", a->out);
}
