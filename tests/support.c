#include "tests/support.h"

#include <ftw.h>
#include <unistd.h>

char *support_text(const char *format, ...)
{
	char *text = NULL;
	va_list args;
	va_start(args, format);
	int length = vasprintf(&text, format, args);
	va_end(args);
	if (length < 0)
		fail_msg("no memory");
	return text;
}

char *support_base64(const char *text)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	size_t size = strlen(text);
	char *out = calloc(1, size / 3 * 4 + 5), *to = out;
	for (size_t i = 0; i < size; i += 3) {
		unsigned group = 0;
		for (size_t k = 0; k < 3; k++)
			group = group << 8 | (i + k < size ? (unsigned char)text[i + k] : 0);
		for (size_t k = 0; k < 4; k++)
			*to++ = i + k <= size ? alphabet[group >> (18 - 6 * k) & 63] : '=';
	}
	return out;
}

char *support_folder(void)
{
	const char *base = getenv("TMPDIR");
	char *path = support_text("%s/truce-XXXXXX", base == NULL ? "/tmp" : base);
	if (mkdtemp(path) == NULL)
		fail_msg("cannot make %s", path);
	return path;
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *where)
{
	(void)status;
	(void)type;
	(void)where;
	return remove(path);
}

void support_remove(char *folder)
{
	if (folder == NULL)
		return;
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(folder);
}

char *support_read(const char *path, size_t *size)
{
	FILE *file = fopen(path, "rb");
	if (file == NULL)
		return NULL;
	struct buffer b;
	buffer_init(&b, SIZE_MAX);
	char chunk[65536];
	size_t got;
	while ((got = fread(chunk, 1, sizeof chunk, file)) > 0)
		if (buffer_put(&b, chunk, got) != STATUS_OK)
			fail_msg("no memory for %s", path);
	fclose(file);
	if (buffer_put(&b, "", 1) != STATUS_OK)
		fail_msg("no memory for %s", path);
	if (size != NULL)
		*size = b.size - 1;
	return (char *)b.data;
}

char *support_shared(const char *path)
{
	char *whole = support_text("%s/%s", SHARED_DIR, path);
	if (access(whole, R_OK) != 0) {
		print_message("skipped: %s is not here\n", path);
		free(whole);
		skip();
	}
	return whole;
}
