#include "client/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

const char *option_text(const struct cli *cli, const char *name)
{
	const char *text = NULL;
	for (const struct option_value *v = cli->values; v != NULL; v = v->next)
		if (strcmp(v->row->name, name) == 0)
			text = v->text;
	return text;
}

bool option_given(const struct cli *cli, const char *name)
{
	return option_text(cli, name) != NULL;
}

static bool has_row(const struct option_row *rows, const char *name)
{
	while (rows != NULL && rows->name != NULL && strcmp(rows->name, name) != 0)
		rows++;
	return rows != NULL && rows->name != NULL;
}

bool option_known(const struct cli *cli, const char *name)
{
	return has_row(cli->command->options, name) || has_row(global_options, name);
}

int option_number(struct cli *cli, const char *name, int64_t least, int64_t most, int64_t otherwise, int64_t *out)
{
	const char *text = option_text(cli, name);
	char *end;
	*out = otherwise;
	if (text == NULL)
		return EXIT_OK;
	errno = 0;
	long long value = strtoll(text, &end, 10);
	if (end == text || *end != '\0' || errno != 0 || value < least || value > most)
		return cli_usage(cli, "--%s %s: expected a number from %lld to %lld", name, text, (long long)least,
				 (long long)most);
	*out = value;
	return EXIT_OK;
}

int option_choice(struct cli *cli, const char *name, int otherwise, int *out)
{
	const char *const *words = option_words(name);
	const char *text = option_text(cli, name);
	*out = otherwise;
	if (text == NULL)
		return EXIT_OK;
	for (int i = 0; words[i] != NULL; i++) {
		if (strcmp(words[i], text) == 0) {
			*out = i;
			return EXIT_OK;
		}
	}
	return cli_usage(cli, "--%s %s: expected %s", name, text, option_words_told(cli, name));
}
