#include "client/views.h"

#include <string.h>

#include "client/marked.h"
#include "client/screen.h"
#include "client/words.h"

#define PAIR_COLUMNS 76 /* a terminal that is narrower shows one text with its changes */
#define TEXT_INDENT 2

/* "3" or "3, 4". */
static const char *places(struct arena *arena, const int32_t *blocks, size_t count)
{
	struct words_list list = { .text = NULL };
	for (size_t i = 0; i < count; i++) {
		const char *number = arena_printf(arena, "%d", blocks[i]);
		words_add(arena, &list, ", ", number == NULL ? "" : number);
	}
	return count == 0 ? "-" : words_listed(&list);
}

static void print_head(struct cli *cli, const Truce__V1__Alignment *a)
{
	struct arena *arena = &cli->arena;
	const char *kind = words_enum(arena, &truce__v1__alignment__kind__descriptor, (int)a->kind);
	const char *head =
		arena_printf(arena, "%s -> %s  %s%s", places(arena, a->first_blocks, a->n_first_blocks),
			     places(arena, a->second_blocks, a->n_second_blocks), kind, a->moved ? ", moved" : "");
	if (head != NULL && a->n_first_blocks > 0 && a->n_second_blocks > 0)
		head = arena_printf(arena, "%s  %.2f", head, a->similarity);
	printf("%s", cli->color ? "\033[1m" : "");
	screen_wrap(stdout, head == NULL ? "" : head, 0, TEXT_INDENT, screen_columns());
	printf("%s", cli->color ? "\033[0m" : "");
}

/* A passage that stayed as it was: its beginning is enough. */
static void print_same(struct cli *cli, const Truce__V1__Alignment *a, int columns)
{
	const char *text = a->n_edits == 0 ? "" : screen_safe(&cli->arena, a->edits[0]->first, false);
	printf("%*s%s\n", TEXT_INDENT, "", columns == 0 ? text : screen_cut(&cli->arena, text, columns - TEXT_INDENT));
}

static bool print_one(struct cli *cli, const Truce__V1__Alignment *a, int columns)
{
	struct marked both;
	marked_init(&both, cli);
	bool made = marked_add_edits(&both, a->edits, a->n_edits, MARKED_BOTH);
	if (made)
		marked_print(&both, TEXT_INDENT, columns);
	marked_fini(&both);
	return made;
}

static bool print_pair(struct cli *cli, const Truce__V1__Alignment *a, int columns)
{
	struct marked first, second;
	marked_init(&first, cli);
	marked_init(&second, cli);
	bool made = marked_add_edits(&first, a->edits, a->n_edits, MARKED_FIRST) &&
		    marked_add_edits(&second, a->edits, a->n_edits, MARKED_SECOND);
	if (made)
		marked_print_pair(&first, &second, columns);
	marked_fini(&first);
	marked_fini(&second);
	return made;
}

static bool print_alignment(struct cli *cli, const Truce__V1__Alignment *a, int columns)
{
	print_head(cli, a);
	if (a->kind == TRUCE__V1__ALIGNMENT__KIND__KIND_SAME) {
		print_same(cli, a, columns);
		return true;
	}
	bool both = a->n_first_blocks > 0 && a->n_second_blocks > 0;
	return both && columns >= PAIR_COLUMNS ? print_pair(cli, a, columns) : print_one(cli, a, columns);
}

/* How many alignments are of each kind, in the order of the kinds: "4 same, 2 changed". */
static void print_sum(struct cli *cli, const Truce__V1__CompareStatementsResponse *r)
{
	const ProtobufCEnumDescriptor *kinds = &truce__v1__alignment__kind__descriptor;
	const char *sum = "";
	for (unsigned k = 0; k < kinds->n_values; k++) {
		size_t count = 0;
		for (size_t i = 0; i < r->n_alignments; i++)
			count += (int)r->alignments[i]->kind == kinds->values[k].value;
		if (count > 0)
			sum = words_join(&cli->arena, sum, ", ",
					 arena_printf(&cli->arena, "%zu %s", count,
						      words_enum(&cli->arena, kinds, kinds->values[k].value)));
	}
	const char *said =
		arena_printf(&cli->arena, "%s%ssimilarity %.2f", sum, sum[0] == '\0' ? "" : "; ", r->similarity);
	screen_wrap(stdout, said == NULL ? "" : said, 0, TEXT_INDENT, screen_columns());
}

/* Of texts in two languages no words are alike. */
static void print_languages(struct cli *cli, const Truce__V1__CompareStatementsResponse *r)
{
	struct arena *arena = &cli->arena;
	if (r->first_language[0] == '\0' || r->second_language[0] == '\0' ||
	    strcmp(r->first_language, r->second_language) == 0)
		return;
	const char *words = arena_printf(
		arena, "The first is in \"%s\", the second in \"%s\": their words cannot be held against one another.",
		screen_safe(arena, r->first_language, false), screen_safe(arena, r->second_language, false));
	screen_wrap(stdout, words == NULL ? "" : words, 0, 0, screen_columns());
}

static bool is_change(const Truce__V1__Alignment *a)
{
	return a->kind != TRUCE__V1__ALIGNMENT__KIND__KIND_SAME || a->moved;
}

static void keep_changes(Truce__V1__CompareStatementsResponse *r)
{
	size_t kept = 0;
	for (size_t i = 0; i < r->n_alignments; i++)
		if (is_change(r->alignments[i]))
			r->alignments[kept++] = r->alignments[i];
	r->n_alignments = kept;
}

static int print_response(struct cli *cli, const Truce__V1__CompareStatementsResponse *r, bool changes)
{
	int columns = screen_columns();
	for (size_t i = 0; i < r->n_alignments; i++)
		if ((!changes || is_change(r->alignments[i])) && !print_alignment(cli, r->alignments[i], columns))
			return cli_no_memory();
	print_sum(cli, r);
	print_languages(cli, r);
	return EXIT_OK;
}

static int put_states(struct cli *cli, ProtobufCMessage *request)
{
	int64_t from, to;
	int code = option_number(cli, "from", INT64_MIN, INT64_MAX, 0, &from);
	if (code == EXIT_OK)
		code = option_number(cli, "to", INT64_MIN, INT64_MAX, 0, &to);
	if (code == EXIT_OK)
		field_number(request, "first_revision", from);
	if (code == EXIT_OK)
		field_number(request, "second_revision", to);
	return code;
}

int compare_run(struct cli *cli, int count, char **args)
{
	const char *method = cli_method(cli, 0), *second = args[count - 1];
	ProtobufCMessage *request = cli_request(method, &cli->arena), *response;
	const char *names[2] = { name_read(cli, "statements", args[0]) };
	if (names[0] == NULL || (names[1] = name_read(cli, "statements", second)) == NULL)
		return EXIT_USAGE;
	if (count == 1 && !option_given(cli, "from") && !option_given(cli, "to"))
		return cli_usage(cli, "one statement is compared in two states: say which with --from or --to");
	if (request == NULL || !field_text(request, "first", names[0], &cli->arena) ||
	    !field_text(request, "second", names[1], &cli->arena))
		return cli_no_memory();
	int code = put_states(cli, request);
	if (code == EXIT_OK)
		code = cli_call(cli, method, request, &cli->arena, &response);
	if (code != EXIT_OK)
		return code;
	bool changes = option_given(cli, "changes");
	if (!output_is_json(cli))
		return print_response(cli, (const void *)response, changes);
	if (changes)
		keep_changes((void *)response);
	return output_message(cli, response, "alignments");
}
