#include "base/utf8.h"

bool utf8_is_unsafe(uint32_t c)
{
	static const struct {
		uint32_t first, last;
	} rows[] = {
		{ 0x0000, 0x001F },   /* C0 */
		{ 0x007F, 0x009F },   /* DEL, C1 */
		{ 0x061C, 0x061C },   /* Arabic letter mark */
		{ 0x200E, 0x200F },   /* left-to-right and right-to-left mark */
		{ 0x2028, 0x202E },   /* line and paragraph separators, embeddings and overrides */
		{ 0x2066, 0x206F },   /* isolates, deprecated format characters */
		{ 0xFEFF, 0xFEFF },   /* byte order mark */
		{ 0xFFF9, 0xFFFB },   /* interlinear annotation */
		{ 0xE0000, 0xE007F }, /* tags */
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows && c >= rows[i].first; i++)
		if (c <= rows[i].last)
			return true;
	return false;
}

void utf8_clean(char *text)
{
	struct bytes rest = bytes_text(text);
	char *to = text;
	while (rest.size > 0) {
		uint32_t c;
		size_t length = utf8_next(rest, &c);
		if (utf8_is_unsafe(c) || (length == 1 && rest.data[0] >= 0x80))
			*to++ = '?';
		else
			to = (char *)memmove(to, rest.data, length) + length;
		rest = bytes_of(rest.data + length, rest.size - length);
	}
	*to = '\0';
}
