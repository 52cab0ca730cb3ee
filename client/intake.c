#include "client/intake.h"

#include <errno.h>
#include <fts.h>
#include <string.h>
#include <sys/stat.h>

#include "base/utf8.h"
#include "client/pdf.h"

#define PDF_MOST ((size_t)256 << 20)

static const char *const endings[] = { ".txt", ".text", ".pdf", ".json", ".jsonl" };

static bool is_wanted(const char *path)
{
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (input_ends_in(path, endings[i]))
			return true;
	return false;
}

int intake_add(struct cli *cli, struct intake *in, const char *path)
{
	if (in->count == in->room) {
		size_t room = 2 * in->room + 64;
		const char **paths = arena_array(&cli->arena, room, sizeof *paths);
		if (paths == NULL)
			return cli_no_memory();
		if (in->count > 0)
			memcpy(paths, in->paths, in->count * sizeof *paths);
		in->paths = paths;
		in->room = room;
	}
	const char *copy = arena_text(&cli->arena, path);
	if (copy == NULL)
		return cli_no_memory();
	in->paths[in->count++] = copy;
	return EXIT_OK;
}

/* By name within a folder; files and folders together. */
static int by_name(const FTSENT **a, const FTSENT **b)
{
	return strcmp((*a)->fts_name, (*b)->fts_name);
}

#define OTHERS_TOLD 5

/* Counts a file that is left out, and keeps its name where it is one of the first. */
static int leave_out(struct cli *cli, struct intake *in, const char *name)
{
	if (in->left_out++ > OTHERS_TOLD)
		return EXIT_OK;
	const char *before = in->others == NULL ? "" : in->others;
	in->others = arena_printf(&cli->arena, "%s%s%s", before, before[0] == '\0' ? "" : ", ",
				  in->left_out > OTHERS_TOLD ? "\u2026" : name);
	return in->others == NULL ? cli_no_memory() : EXIT_OK;
}

static int add_entry(struct cli *cli, struct intake *in, FTS *tree, FTSENT *entry)
{
	bool hidden = entry->fts_level > 0 && entry->fts_name[0] == '.';
	switch (entry->fts_info) {
	case FTS_D:
		if (hidden)
			fts_set(tree, entry, FTS_SKIP);
		return EXIT_OK;
	case FTS_F:
		if (!hidden && is_wanted(entry->fts_path))
			return intake_add(cli, in, entry->fts_path);
		return leave_out(cli, in, entry->fts_name);
	case FTS_SLNONE:
		if (hidden || !is_wanted(entry->fts_path))
			return leave_out(cli, in, entry->fts_name);
		in->unreadable++;
		cli_fail(EXIT_OK, "%s: a link to what is not there", entry->fts_path);
		return EXIT_OK;
	case FTS_DNR:
	case FTS_ERR:
	case FTS_NS:
		in->unreadable++;
		cli_fail(EXIT_OK, "%s: %s", entry->fts_path, strerror(entry->fts_errno));
		return EXIT_OK;
	default: /* the way out of a folder, a link in a circle, a device */
		return EXIT_OK;
	}
}

static int add_folder(struct cli *cli, struct intake *in, const char *path)
{
	char *name = arena_text(&cli->arena, path);
	char *const roots[] = { name, NULL };
	FTS *tree = name == NULL ? NULL : fts_open(roots, FTS_LOGICAL | FTS_NOCHDIR, by_name);
	if (tree == NULL)
		return cli_no_memory();
	int code = EXIT_OK;
	FTSENT *entry;
	do {
		entry = fts_read(tree);
		if (entry != NULL)
			code = add_entry(cli, in, tree, entry);
		else if (errno != 0) /* which is 0 at the end */
			code = cli_fail(EXIT_INPUT, "%s: %s", path, strerror(errno));
	} while (entry != NULL && code == EXIT_OK);
	fts_close(tree);
	return code;
}

int intake_list(struct cli *cli, int count, char *const *args, struct intake *out)
{
	int code = EXIT_OK;
	*out = (struct intake){ .paths = NULL };
	for (int i = 0; code == EXIT_OK && i < count; i++) {
		struct stat s;
		struct bytes seen;
		bool standard = strcmp(args[i], "-") == 0;
		bool folder = !standard && stat(args[i], &s) == 0 && S_ISDIR(s.st_mode);
		out->folder |= folder;
		code = standard ? input_look(&seen) : EXIT_OK;
		if (code == EXIT_OK)
			code = folder ? add_folder(cli, out, args[i]) : intake_add(cli, out, args[i]);
	}
	return code;
}

const char *intake_name(const char *path, struct arena *arena)
{
	static const char unknown[] = "\uFFFD";
	const char *slash = strrchr(path, '/'), *name = strcmp(path, "-") == 0 ? "" : slash == NULL ? path : slash + 1;
	if (utf8_is_text(bytes_text(name), NULL))
		return arena_text(arena, name);
	char *text = arena_alloc(arena, 3 * strlen(name) + 1), *to = text;
	for (const char *from = name; text != NULL && *from != '\0'; from++) {
		uint8_t byte = (uint8_t)*from;
		if (byte < 0x80) {
			*to++ = *from;
		} else if (byte < 0xA0) { /* a control character */
			to = stpcpy(to, unknown);
		} else {
			*to++ = (char)(0xC0 | byte >> 6);
			*to++ = (char)(0x80 | (byte & 0x3F));
		}
		*to = '\0';
	}
	return text;
}

int intake_read(const char *path, size_t limit, struct buffer *out)
{
	struct buffer raw;
	int code = input_read(path, PDF_MOST, &raw);
	if (code != EXIT_OK)
		return code;
	if (raw.size >= 5 && memcmp(raw.data, "%PDF-", 5) == 0) {
		code = pdf_text(input_label(path), buffer_bytes(&raw), limit, out);
		buffer_fini(&raw);
		return code;
	}
	if (raw.size > limit) {
		buffer_fini(&raw);
		return cli_fail(EXIT_LIMIT,
				"%s: over the limit of %zu bytes for a text: cut it, between two meetings or "
				"speeches, and import the parts",
				input_label(path), limit);
	}
	if (input_is_json(buffer_bytes(&raw))) {
		buffer_fini(&raw);
		return cli_fail(EXIT_DATA, "%s: is JSON and no text: --json takes it for a set of records",
				input_label(path));
	}
	*out = raw;
	return EXIT_OK;
}
