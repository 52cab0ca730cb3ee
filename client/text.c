#include "client/views.h"

#include <string.h>
#include <unistd.h>

#include "client/save.h"
#include "client/screen.h"
#include "truce/v1/text.pb-c.h"

static bool write_safe(const uint8_t *data, size_t size)
{
	struct arena arena;
	arena_init(&arena, SIZE_MAX);
	const char *text = arena_text_n(&arena, data, size);
	if (text != NULL)
		fputs(screen_safe(&arena, text, true), stdout);
	arena_fini(&arena);
	return text != NULL;
}

/* The bytes as they came, but for a terminal, which they must not repaint. */
static int write_text(struct cli *cli, const Truce__V1__Text *text, const char *path)
{
	struct save save;
	int code = save_begin(cli, path, &save);
	if (code != EXIT_OK)
		return code;
	if (save.file != stdout || !isatty(STDOUT_FILENO))
		fwrite(text->content.data, 1, text->content.len, save.file);
	else if (!write_safe(text->content.data, text->content.len))
		code = cli_no_memory();
	return save_end(&save, code);
}

int text_run(struct cli *cli, int count, char **args)
{
	Truce__V1__GetTextRequest request = TRUCE__V1__GET_TEXT_REQUEST__INIT;
	ProtobufCMessage *message;
	const char *name = name_read(cli, "texts", args[0]), *path = option_text(cli, "output-file");
	(void)count;
	if (name == NULL)
		return EXIT_USAGE;
	request.name = message_borrow(name);
	int code = cli_call(cli, cli_method(cli, 0), &request.base, &cli->arena, &message);
	if (code != EXIT_OK)
		return code;
	if (output_is_json(cli))
		return output_message(cli, message, NULL);
	return write_text(cli, (const void *)message, path);
}
