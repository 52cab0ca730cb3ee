/* What stands before the text of a document of Akoma Ntoso. A date that is not known is
 * 0001-01-01, named "unknown", for the schema demands one. */
#include <string.h>

#include "base/countries.h"
#include "client/export_akn.h"
#include "client/words.h"

/* ---- Identification ---------------------------------------------------- */

static const char *document_day(const Truce__V1__Statement *s)
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

/* ---- Whose it is --------------------------------------------------------- */

/* A code that ISO 3166-1 leaves to its users: of what several issued, or nobody knows who. */
static const char of_several[] = "zz";

/* What the United Nations issue, by the body or by the first part of the symbol. */
static bool is_of_the_united_nations(const Truce__V1__Statement *s)
{
	static const char *const bodies[] = { "Security Council",    "General Assembly", "Economic and Social Council",
					      "Trusteeship Council", "Secretariat",      "Human Rights Council",
					      "Secretary-General",   "United Nations" };
	static const char *const series[] = { "A/", "S/", "E/", "T/", "ST/", "SG/", "SC/", "GA/" };
	bool is = false;
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies && !is; i++)
		is = strncmp(s->organ, bodies[i], strlen(bodies[i])) == 0;
	for (size_t i = 0; i < sizeof series / sizeof *series && !is; i++)
		is = strncmp(s->symbol, series[i], strlen(series[i])) == 0;
	return is;
}

/* A party's own: a state's two letters, or an organisation's that has some. */
static const char *jurisdiction_of(struct akn *a, const Truce__V1__Party *party)
{
	const char *id = party == NULL ? "" : party->id;
	char two[COUNTRY_TWO + 1];
	if (strcmp(id, "UN") == 0 || strncmp(id, "UN-", 3) == 0)
		return "un";
	if (strcmp(id, "EU") == 0)
		return "eu";
	return country_two(id, two) ? akn_print(a, "%c%c", two[0] - 'A' + 'a', two[1] - 'A' + 'a') : of_several;
}

/* Who issued the document, where one did: all who signed it, or without these all who speak in it. */
static const char *jurisdiction(struct akn *a)
{
	const Truce__V1__Statement *s = a->document;
	size_t count = s->n_signatories > 0 ? s->n_signatories : s->n_turns;
	const char *one = NULL;
	if (is_of_the_united_nations(s))
		return "un";
	for (size_t i = 0; i < count; i++) {
		const Truce__V1__Person *speaker = s->n_signatories > 0 ? NULL : s->turns[i]->speaker;
		const char *other = jurisdiction_of(a, s->n_signatories > 0 ? s->signatories[i]->party
						       : speaker == NULL    ? NULL
									    : speaker->party);
		if (one != NULL && strcmp(one, other) != 0)
			return of_several;
		one = other;
	}
	return one == NULL ? of_several : one;
}

/* The addresses of the work, of its expression in a language, or of this file: of the part
 * that is written, which is all of it, and of the whole. */
static void put_addresses(struct akn *a, const char *type, const char *language, const char *part, const char *all)
{
	const char *day = document_day(a->document);
	const char *work =
		akn_print(a, "/akn/%s/%s/%s/%s%s%s%s", jurisdiction(a), type, day == NULL ? "0001-01-01" : day,
			  words_id(a->document->name), language == NULL ? "" : "/", language == NULL ? "" : language,
			  language == NULL ? "" : "@");
	xml_empty(a->out, "FRBRthis", "value", akn_print(a, "%s/%s", work, part), NULL);
	xml_empty(a->out, "FRBRuri", "value", akn_print(a, "%s%s", work, all), NULL);
	if (language == NULL && a->document->symbol[0] != '\0')
		xml_empty(a->out, "FRBRalias", "value", a->document->symbol, "name", "symbol", NULL);
}

static void put_day(struct akn *a)
{
	const char *day = document_day(a->document), *what = a->document->record != NULL ? "meeting" : "issue";
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
	xml_empty(a->out, "FRBRcountry", "value", jurisdiction(a), NULL);
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
	akn_put_references(a);
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

static void put_referring(struct akn *a, const char *element, const char *ref, const char *role, const char *text)
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
		put_referring(a, "person", akn_refer_person(a, person),
			      role[0] == '\0' ? NULL : akn_refer(a, AKN_ROLE, NULL, role), person->printed);
	fputs(named && sent ? ", " : "", a->out);
	if (sent)
		put_referring(a, "organization", akn_refer_party(a, party), NULL, party->printed);
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
	const char *day = document_day(s);
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
