#include "client/screen.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include "base/utf8.h"

#define COLUMNS_LEAST 40
#define SAID_MOST 80  /* columns of what is said on stderr */
#define WRAP_LEAST 12 /* columns that a line has in any case */

/* Length of the UTF-8 character at p, 0 where there is none; its value in *c. */
static size_t decode(const unsigned char *p, uint32_t *c)
{
	size_t size = utf8_next(bytes_of(p, strnlen((const char *)p, 4)), c);
	return size == 1 && *p >= 0x80 ? 0 : size;
}

const char *screen_safe(struct arena *arena, const char *text, bool lines)
{
	/* The longest escape, "\U000e0001", takes ten bytes for one of four; "\u001b" six for one. */
	char *safe = arena_array(arena, strlen(text) + 1, 6);
	char *to = safe;
	if (safe == NULL)
		return "";
	for (const unsigned char *p = (const unsigned char *)text; *p != '\0';) {
		uint32_t c = 0;
		size_t size = decode(p, &c);
		if (size == 0) {
			to += sprintf(to, "\\x%02x", *p);
			size = 1;
		} else if (c == '\n' || c == '\t') {
			*to++ = c == '\n' && lines ? '\n' : ' ';
		} else if (utf8_is_unsafe(c)) {
			to += sprintf(to, c > 0xFFFF ? "\\U%08x" : "\\u%04x", (unsigned)c);
		} else {
			memcpy(to, p, size);
			to += size;
		}
		p += size;
	}
	*to = '\0';
	return safe;
}

/* Columns of the character at p; its bytes in *size. */
static int character(const char *p, size_t *size)
{
	uint32_t c = 0;
	*size = decode((const unsigned char *)p, &c);
	if (*size == 0) {
		*size = 1;
		return 1;
	}
	int width = wcwidth((wchar_t)c);
	return width < 0 ? 1 : width;
}

int screen_width(const char *text)
{
	int width = 0;
	size_t size;
	for (; *text != '\0'; text += size)
		width += character(text, &size);
	return width;
}

const char *screen_cut(struct arena *arena, const char *text, int columns)
{
	const char *end = text;
	size_t size;
	if (screen_width(text) <= columns)
		return text;
	for (int used = 0; *end != '\0'; end += size) {
		used += character(end, &size);
		if (used > columns - 1)
			break;
	}
	const char *cut = arena_printf(arena, "%.*s\u2026", (int)(end - text), text);
	return cut == NULL ? text : cut;
}

/* Columns of the terminal at a descriptor; 0 where it is none. */
static int columns_of(int fd)
{
	if (!isatty(fd))
		return 0;
	struct winsize window;
	int columns = 80;
	if (ioctl(fd, TIOCGWINSZ, &window) == 0 && window.ws_col > 0)
		columns = window.ws_col;
	return columns < COLUMNS_LEAST ? COLUMNS_LEAST : columns;
}

int screen_columns(void)
{
	return columns_of(STDOUT_FILENO);
}

int screen_columns_said(void)
{
	const int columns = columns_of(STDERR_FILENO);
	return columns > SAID_MOST ? SAID_MOST : columns;
}

bool screen_is_dumb(void)
{
	const char *terminal = getenv("TERM");
	return terminal != NULL && strcmp(terminal, "dumb") == 0;
}

/* Whether a line on stderr can be written over. */
static bool draws_over(void)
{
	return isatty(STDERR_FILENO) && !screen_is_dumb();
}

void screen_progress_end(void)
{
	if (draws_over())
		fputs("\r\033[K", stderr);
}

void screen_progress(const char *format, ...)
{
	va_list args;
	if (!draws_over())
		return;
	screen_progress_end();
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fflush(stderr);
}

/* Whether a text begins with one of the signs; wide ones, and those that stand by them. */
static bool begins_with(const char *text, const char *signs)
{
	size_t size, own;
	for (character(text, &own); *signs != '\0'; signs += size) {
		character(signs, &size);
		if (size == own && memcmp(text, signs, size) == 0)
			return true;
	}
	return false;
}

/* Whether a line may end between a character and the one behind it: ideographs have no
 * blanks between them, but a closing sign begins no line, and an opening one ends none. */
static bool may_part(const char *character, int width, const char *behind)
{
	return width == 2 && !begins_with(character, "\u300a\u300c\u300e\u3010\uff08\u3008") &&
	       !begins_with(behind, "\u3001\u3002\u300b\u300d\u300f\u3011\uff09\u3009\uff0c\uff0e\uff1a\uff1b"
				    "\uff01\uff1f\u201d\u2019\u2026)],.;:!?");
}

size_t screen_line(const char *text, int columns, const char **next)
{
	const char *p = text, *blank = NULL, *joint = NULL;
	int width = 0;
	size_t size;
	while (*p != '\0' && *p != '\n') {
		int own = character(p, &size);
		width += own;
		if (columns > 0 && width > columns && *p != ' ' && p > text)
			break;
		if (*p == ' ' || may_part(p, own, p + size))
			blank = *p == ' ' ? p : p + size;
		p += size;
		if (p[-1] == '-' || p[-1] == '/')
			joint = p;
	}
	const char *end = p;
	bool broken = *p != '\0' && *p != '\n';
	if (broken && blank != NULL && blank > text)
		end = p = blank;
	else if (broken && joint != NULL)
		end = p = joint;
	while (*p == ' ')
		p++;
	*next = *p == '\n' ? p + 1 : p;
	while (end > text && end[-1] == ' ')
		end--;
	return (size_t)(end - text);
}

void screen_wrap(FILE *out, const char *text, int first, int rest, int columns)
{
	int at = first;
	for (;;) {
		const char *line = text;
		int room = columns == 0 ? 0 : columns - at < WRAP_LEAST ? WRAP_LEAST : columns - at;
		size_t size = screen_line(line, room, &text);
		fwrite(line, 1, size, out);
		fputc('\n', out);
		if (*text == '\0')
			return;
		fprintf(out, "%*s", rest, "");
		at = rest;
	}
}
