#include "base/ascii.h"
#include "proto/rules.h"

#include "base/time.h"

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGIT "0123456789"
#define HEX DIGIT "abcdef"

/* Whether the text is made of these characters only, least to most of them. */
static bool is_made_of(const char *text, size_t length, const char *characters, size_t least, size_t most)
{
	return length >= least && length <= most && strspn(text, characters) >= length;
}

/* Every name has an id in it, so that this is asked with every call: strspn makes a
 * table each time. */
static bool is_id(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!(is_small(text[i]) || is_digit(text[i]) || text[i] == '-'))
			return false;
	return length >= 1 && length <= 63 && text[0] != '-' && text[length - 1] != '-';
}

bool form_words(const char *text)
{
	return text[strspn(text, " \t\r\n")] != '\0';
}

bool form_date(const char *text)
{
	int32_t day;
	return date_parse(text, &day);
}

bool form_id(const char *text)
{
	return is_id(text, strlen(text));
}

bool form_party(const char *text)
{
	return is_made_of(text, strlen(text), UPPER DIGIT "-", 2, 40) && is_made_of(text, 1, UPPER, 1, 1);
}

bool form_person(const char *text)
{
	const char *stop = strchr(text, '.');
	size_t size = stop == NULL ? 0 : (size_t)(stop - text), name = stop == NULL ? 0 : strlen(stop + 1);
	char party[41];
	if (size >= sizeof party || size == 0 || strstr(stop, "--") != NULL)
		return false;
	memcpy(party, text, size);
	party[size] = '\0';
	return form_party(party) && size + 1 + name <= 120 && is_made_of(stop + 1, name, LOWER DIGIT "-", 1, 120) &&
	       stop[1] != '-' && stop[name] != '-';
}

bool form_country(const char *text)
{
	return is_made_of(text, strlen(text), UPPER, 3, 3);
}

bool form_p_code(const char *text)
{
	return strspn(text, UPPER) == 2 && is_made_of(text + 2, strlen(text + 2), DIGIT, 2, 8);
}

/* The characters of RFC 3986, where a percent sign leads two hexadecimal digits. */
static bool is_uri_text(const char *text)
{
	static const char characters[] = UPPER LOWER DIGIT "-._~:/?#[]@!$&'()*+,;=%";
	if (text[0] == '\0' || text[strspn(text, characters)] != '\0')
		return false;
	while ((text = strchr(text, '%')) != NULL)
		if (strspn(++text, HEX "ABCDEF") < 2)
			return false;
	return true;
}

bool form_uri(const char *text)
{
	size_t scheme = strspn(text, UPPER LOWER DIGIT "+-.");
	return is_made_of(text, 1, UPPER LOWER, 1, 1) && text[scheme] == ':' && is_uri_text(text + scheme + 1);
}

bool form_language(const char *text)
{
	size_t first = strcspn(text, "-");
	if (!is_made_of(text, first, UPPER LOWER, 1, 8) || (first == 1 && strchr("ixIX", text[0]) == NULL))
		return false;
	if (first == 1 && text[first] == '\0')
		return false;
	for (text += first; *text == '-';) {
		size_t length = strcspn(++text, "-");
		if (!is_made_of(text, length, UPPER LOWER DIGIT, 1, 8))
			return false;
		text += length;
	}
	return true;
}

bool form_uuid(const char *text)
{
	static const size_t groups[] = { 8, 4, 4, 4, 12 };
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
		if (strspn(text, HEX "ABCDEF") != groups[i])
			return false;
		text += groups[i];
		if (*text != (i == 4 ? '\0' : '-'))
			return false;
		text++;
	}
	return true;
}

bool form_filename(const char *text)
{
	size_t length = strlen(text);
	return length >= 1 && length <= 255 && strchr(text, '/') == NULL && strcmp(text, ".") != 0 &&
	       strcmp(text, "..") != 0;
}

/* What follows "collection/"; NULL where the text does not begin with that. */
static const char *id_in(const char *text, const char *collection)
{
	size_t length = strlen(collection);
	return strncmp(text, collection, length) == 0 && text[length] == '/' ? text + length + 1 : NULL;
}

bool form_name_of(const char *text, const char *collection)
{
	const char *id = id_in(text, collection);
	if (id == NULL)
		return false;
	return strcmp(collection, "texts") == 0 ? is_made_of(id, strlen(id), HEX, 64, 64) : form_id(id);
}

bool form_statement(const char *text)
{
	return form_name_of(text, "statements");
}

bool form_round(const char *text)
{
	return form_name_of(text, "rounds");
}

bool form_zone(const char *text)
{
	return form_name_of(text, "zones");
}

bool form_text(const char *text)
{
	return form_name_of(text, "texts");
}

bool form_record(const char *text)
{
	return form_statement(text) || form_round(text) || form_zone(text) || form_text(text);
}

bool form_record_or_party(const char *text)
{
	return form_record(text) || form_party(text);
}

bool form_agenda_item(const char *text)
{
	const char *id = id_in(text, "rounds");
	const char *rest = id == NULL ? NULL : strchr(id, '/');
	if (rest == NULL || !is_id(id, (size_t)(rest - id)))
		return false;
	const char *item = id_in(rest + 1, "agenda");
	return item != NULL && form_id(item);
}
