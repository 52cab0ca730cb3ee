#include "client/views.h"

#include <string.h>

#include "client/record.h"
#include "client/words.h"
#include "truce/v1/agenda_service.pb-c.h"

static const struct column columns[] = {
	{ "STATE", COLUMN_STATE, 0 }, { "ITEM", COLUMN_NAME | COLUMN_WRAP, 18 }, { "RAISED", 0, 0 },
	{ "AGE", COLUMN_RIGHT, 0 },   { "WHAT BECAME OF IT", COLUMN_WRAP, 24 },
};

/* Whether its round, whose steps stand together, has another. */
static bool is_split(const Truce__V1__AgendaThread *thread, size_t i)
{
	const char *round = thread->steps[i]->round;
	return (i > 0 && strcmp(thread->steps[i - 1]->round, round) == 0) ||
	       (i + 1 < thread->n_steps && strcmp(thread->steps[i + 1]->round, round) == 0);
}

/* "astana-6 discussed, astana-7 not agreed"; where a round has several, with their titles. */
static const char *steps_words(struct arena *arena, const Truce__V1__AgendaThread *thread)
{
	struct words_list words = { .text = NULL };
	for (size_t i = 0; i < thread->n_steps; i++) {
		const Truce__V1__AgendaThread__Step *step = thread->steps[i];
		const char *outcome =
			words_enum(arena, &truce__v1__agenda_item__outcome__descriptor, (int)step->outcome);
		const char *said = words_join(arena, words_id(step->round), " ", outcome);
		if (is_split(thread, i))
			said = arena_printf(arena, "%s (%s)", said == NULL ? "" : said, step->title);
		words_add(arena, &words, ", ", said == NULL ? "" : said);
	}
	return words_listed(&words);
}

static const char *documents_words(struct arena *arena, const Truce__V1__AgendaThread *thread)
{
	const Truce__V1__AgendaThread__Step *last = NULL;
	struct words_list words = { .text = NULL };
	for (size_t i = 0; i < thread->n_steps; i++)
		if (strcmp(thread->steps[i]->item, thread->closed_by) == 0)
			last = thread->steps[i];
	for (size_t i = 0; last != NULL && i < last->n_documents; i++)
		words_add(arena, &words, ", ", words_id(last->documents[i]));
	const char *by = words.size == 0 ? NULL : arena_printf(arena, "by %s", words.text);
	return by == NULL ? "" : by;
}

/* Of what was raised on a day of which the first is not known, so many days at the least. */
static const char *age_words(struct arena *arena, const Truce__V1__AgendaThread *t)
{
	bool least = t->raised != NULL && t->raised->earliest[0] == '\0';
	return t->age_days == 0 ? "" : arena_printf(arena, "%s%d d", least ? "at least " : "", t->age_days);
}

static int print_threads(struct cli *cli, const Truce__V1__ListAgendaThreadsResponse *all)
{
	struct arena *arena = &cli->arena;
	struct table *table = table_new(cli, columns, (int)(sizeof columns / sizeof *columns));
	if (table == NULL)
		return cli_no_memory();
	for (size_t i = 0; i < all->n_agenda_threads; i++) {
		const Truce__V1__AgendaThread *t = all->agenda_threads[i];
		const char *title = t->title[0] == '\0' ? t->topic : t->title;
		const char *cells[] = { t->open ? "open" : "closed", title, words_date(arena, t->raised),
					age_words(arena, t),
					words_join(arena, steps_words(arena, t), "; ", documents_words(arena, t)) };
		table_add(table, cells);
	}
	return table_print(table, "no such agenda items");
}

/* The rounds named, each by its items in the threads. */
static int add_rounds(struct cli *cli, int count, char **args, const char **filter)
{
	const char *any = "";
	for (int i = 0; i < count; i++) {
		const char *name = name_read(cli, "rounds", args[i]);
		const char *quote = name == NULL ? NULL : words_quote(&cli->arena, name);
		if (name == NULL)
			return EXIT_USAGE;
		const char *part = quote == NULL ? NULL : arena_printf(&cli->arena, "steps.round = %s", quote);
		if (part == NULL)
			return cli_no_memory();
		any = words_join(&cli->arena, any, " OR ", part);
	}
	const char *group = any[0] == '\0' ? NULL : arena_printf(&cli->arena, "(%s)", any);
	if (group != NULL)
		*filter = answer_filter(cli, *filter, group, NULL);
	return EXIT_OK;
}

int threads_show(struct cli *cli, int nth, int count, char **args)
{
	static const struct {
		const char *option, *before;
	} conditions[] = { { "topic", "steps.topic = " }, { "process", "process = " } };
	const char *method = cli_method(cli, nth), *on = option_text(cli, "on");
	ProtobufCMessage *request = cli_request(method, &cli->arena), *all;
	const char *filter = answer_filter(cli, NULL, option_given(cli, "open") ? "open = true" : NULL, NULL);
	for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++) {
		const char *value = option_text(cli, conditions[i].option);
		if (value != NULL)
			filter = answer_filter(cli, filter, conditions[i].before, value);
	}
	int code = add_rounds(cli, count, args, &filter);
	if (code != EXIT_OK)
		return code;
	if (filter == NULL || request == NULL || !field_text(request, "date", on == NULL ? "" : on, &cli->arena))
		return cli_no_memory();
	code = answer_read_filtered(cli, method, request, filter, "agenda_threads", &all);
	if (code != EXIT_OK || cli->output != OUTPUT_TABLE)
		return code != EXIT_OK ? code : answer_print(cli, all, "agenda_threads");
	return print_threads(cli, (const void *)all);
}

int threads_run(struct cli *cli, int count, char **args)
{
	return threads_show(cli, 0, count, args);
}
