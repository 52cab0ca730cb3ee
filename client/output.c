#include "client/cli.h"

#include <errno.h>
#include <string.h>

#include "proto/json.h"

bool output_is_json(const struct cli *cli)
{
	return cli->output == OUTPUT_JSON || cli->output == OUTPUT_JSONL;
}

int output_json(const ProtobufCMessage *message, unsigned flags, FILE *out)
{
	struct buffer text;
	buffer_init(&text, SIZE_MAX / 2);
	enum status s = json_write(message, flags, &text);
	if (s == STATUS_OK)
		s = buffer_put_text(&text, "\n");
	if (s == STATUS_OK)
		fwrite(text.data, 1, text.size, out);
	buffer_fini(&text);
	return s == STATUS_OK ? EXIT_OK : cli_no_memory();
}

int output_message(struct cli *cli, const ProtobufCMessage *message, const char *each)
{
	if (cli->output != OUTPUT_JSONL)
		return output_json(message, JSON_PRETTY, stdout);
	const ProtobufCFieldDescriptor *f = each == NULL ? NULL : cli_field(message, each);
	if (f == NULL)
		return output_json(message, 0, stdout);
	int code = EXIT_OK;
	for (size_t i = 0; code == EXIT_OK && i < message_count(message, f); i++)
		code = output_json(message_at(message, f, i), 0, stdout);
	return code;
}

int output_end(int code)
{
	errno = 0;
	if (fflush(stdout) == 0 && !ferror(stdout))
		return code;
	if (errno == 0) { /* it failed before, nobody knows why: to try again tells */
		clearerr(stdout);
		if (fputc('\n', stdout) != EOF)
			fflush(stdout);
	}
	if (errno == EPIPE)
		return code;
	return code != EXIT_OK ? code : cli_fail(EXIT_IO, "cannot write: %s", strerror(errno == 0 ? EIO : errno));
}
