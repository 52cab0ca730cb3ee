#include "client/views.h"

#include <errno.h>
#include <string.h>

#include "truce/v1/text.pb-c.h"

int text_run(struct cli *cli, int count, char **args)
{
	Truce__V1__GetTextRequest request = TRUCE__V1__GET_TEXT_REQUEST__INIT;
	ProtobufCMessage *message;
	const char *name = input_name(&cli->arena, "texts", args[0]), *path = option_text(cli, "output-file");
	(void)count;
	if (name == NULL)
		return cli_usage(cli, "%s is not the name of a text: texts/ and 64 hexadecimal digits", args[0]);
	request.name = message_borrow(name);
	int code = cli_call(cli, cli_method(cli, 0), &request.base, &cli->arena, &message);
	if (code != EXIT_OK)
		return code;
	if (output_is_json(cli))
		return output_message(cli, message, NULL);
	const Truce__V1__Text *text = (const void *)message;
	FILE *file = path == NULL ? stdout : fopen(path, "wb");
	if (file == NULL)
		return cli_fail(EXIT_IO, "%s: %s", path, strerror(errno));
	bool ok = fwrite(text->content.data, 1, text->content.len, file) == text->content.len;
	if (file != stdout)
		ok = fclose(file) == 0 && ok;
	return ok || file == stdout ? EXIT_OK : cli_fail(EXIT_IO, "%s: %s", path, strerror(errno));
}
