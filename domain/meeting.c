#include "domain/meeting.h"

#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "domain/letters.h"
#include "domain/words.h"

/* Bodies and their symbols before the session and behind it. */
static const struct {
	const char *body, *symbol, *kind;
} bodies[] = {
	{ "Security Council", "S/", "PV." },
	{ "General Assembly", "A/", "PV." },
	{ "General Committee", "A/BUR/", "SR." },
	{ "First Committee", "A/C.1/", "PV." },
	{ "Second Committee", "A/C.2/", "SR." },
	{ "Third Committee", "A/C.3/", "SR." },
	{ "Fourth Committee", "A/C.4/", "SR." },
	{ "Fifth Committee", "A/C.5/", "SR." },
	{ "Sixth Committee", "A/C.6/", "SR." },
	{ "Disarmament Commission", "A/CN.10/", "PV." },
	{ "Economic and Social Council", "E/", "SR." },
	{ "Trusteeship Council", "T/", "PV." },
	{ "Conference on Disarmament", "CD/", "PV." },
};
#define BODIES (sizeof bodies / sizeof *bodies)

/* A name in small letters, with single spaces. */
static bool fold_name(const char *name, char *out, size_t room)
{
	size_t size = 0, left = strlen(name);
	bool apart = false;
	while (left > 0) {
		uint32_t c;
		size_t n = letter_decode(name, left, &c);
		bool space = letter_class(c) == LETTER_SPACE;
		if (!space && size + n + 2 > room)
			return false;
		if (!space && apart && size > 0)
			out[size++] = ' ';
		for (size_t i = 0; !space && i < n; i++)
			out[size++] = (char)(is_capital(name[i]) ? name[i] - 'A' + 'a' : name[i]);
		apart = space;
		name += n;
		left -= n;
	}
	out[size] = '\0';
	return true;
}

bool meeting_series(const char *body, const char *session, char out[MEETING_SERIES])
{
	char name[MEETING_SERIES];
	if (!fold_name(body, name, sizeof name) || strchr(session, '/') != NULL)
		return false;
	const char *behind = session[0] == '\0' ? "" : "/";
	int size = -1;
	for (size_t i = 0; size < 0 && i < BODIES; i++)
		if (text_is(name, strlen(name), bodies[i].body))
			size = snprintf(out, MEETING_SERIES, "%s%s%s%s", bodies[i].symbol, session, behind,
					bodies[i].kind);
	if (size < 0)
		size = snprintf(out, MEETING_SERIES, "=%s/%s%s", name, session, behind);
	return size > 0 && size < MEETING_SERIES;
}

/* The session between a series' two parts: "61/" in "A/61/PV."; no other is one. */
static bool session_between(const char *series, size_t before, size_t behind, char *session)
{
	size_t size = strlen(series);
	if (size == before + behind) {
		session[0] = '\0';
		return true;
	}
	if (size < before + behind + 2 || series[size - behind - 1] != '/')
		return false;
	size -= before + behind + 1;
	memcpy(session, series + before, size);
	session[size] = '\0';
	return strchr("123456789ES", session[0]) != NULL && strchr(session, '/') == NULL;
}

/* "=lake talks/2/": the name, and the session where there is one. */
static bool read_named(const char *series, char *body, char *session)
{
	const char *slash = strchr(series, '/');
	if (slash == NULL)
		return false;
	size_t name = (size_t)(slash - series), rest = strlen(slash + 1);
	memcpy(body, series, name);
	body[name] = '\0';
	memcpy(session, slash + 1, rest);
	session[rest == 0 ? 0 : rest - 1] = '\0';
	return true;
}

bool meeting_series_read(const char *series, char *body, char *session)
{
	char read[MEETING_SERIES];
	size_t longest = 0;
	if (series[0] == '=')
		return read_named(series + 1, body, session);
	for (size_t i = 0; i < BODIES; i++) {
		size_t before = strlen(bodies[i].symbol), behind = strlen(bodies[i].kind), size = strlen(series);
		if (before <= longest || size < before + behind || strncmp(series, bodies[i].symbol, before) != 0 ||
		    strcmp(series + size - behind, bodies[i].kind) != 0 ||
		    !session_between(series, before, behind, read))
			continue;
		longest = before;
		memcpy(session, read, strlen(read) + 1);
		memcpy(body, bodies[i].body, strlen(bodies[i].body) + 1);
	}
	return longest > 0;
}

/* A number of at most six digits at the beginning of text; 0 where there is none. */
static int number_at(const char *text, const char **end)
{
	size_t digits = strspn(text, "0123456789");
	int number = 0;
	for (size_t i = 0; digits <= 6 && i < digits; i++)
		number = number * 10 + (text[i] - '0');
	*end = text + digits;
	return number;
}

static bool by_symbol(const char *symbol, struct meeting *out)
{
	const char *kind = strstr(symbol, "PV."), *end, *bracket;
	kind = kind == NULL ? strstr(symbol, "SR.") : kind;
	size_t size = kind == NULL ? 0 : (size_t)(kind + 3 - symbol);
	if (size == 0 || size >= sizeof out->series || kind == symbol || kind[-1] != '/')
		return false;
	memcpy(out->series, symbol, size);
	out->series[size] = '\0';
	out->number = number_at(symbol + size, &end);
	out->resumption = 0;
	bracket = strstr(end, "(Resumption");
	if (bracket != NULL) {
		bracket += strlen("(Resumption");
		int number = number_at(bracket + strspn(bracket, " "), &end);
		out->resumption = number == 0 ? 1 : number;
	}
	return out->number > 0;
}

bool meeting_of(const char *symbol, const char *source, const char *organ, const char *number, struct meeting *out)
{
	const char *end;
	if (by_symbol(symbol, out))
		return true;
	int said = number_at(number, &end);
	if (said > 0 && by_symbol(source, out) && out->number == said)
		return true;
	out->number = said;
	out->resumption = 0;
	return out->number > 0 && organ[0] != '\0' && meeting_series(organ, "", out->series);
}
