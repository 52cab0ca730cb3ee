#include "client/commands.h"

#include "client/views.h"

static const struct option_row agenda_options[] = {
	{ "open", 0, NULL, "only what was left open" },
	{ "on", 0, "DATE", "as threads, by the rounds that were over on this date" },
	OPTIONS_PAGES("Round", "date.earliest desc"),
	OPTIONS_END,
};

static const struct option_row threads_options[] = {
	{ "open", 0, NULL, "only those that are open" },
	{ "on", 0, "DATE", "by the rounds that were over on this date (all rounds)" },
	{ "topic", 0, "TOPIC", "only those of which an item has this topic: detainees" },
	{ "process", 0, "ID", "only of this process: astana" },
	OPTIONS_PAGES("AgendaThread", "age_days desc"),
	OPTIONS_END,
};

const struct command round_commands[] = {
	RECORD_COMMANDS("round", "Round", kind_rounds, "astana-6", "process = \"astana\"", "venue.city=Astana"),
	{ .words = "round agenda",
	  .synopsis = "[NAME…]",
	  .summary = "what each round agreed and left open",
	  .about = "Shows the agenda of each round, in the order of their dates: every item with its outcome, "
		   "and the item of an earlier round that it carries on from. With --on, items are "
		   "followed from round to round, as `truce round threads` does, up to a date.",
	  .examples = "  truce round agenda\n"
		      "  truce round agenda astana-6 --open\n"
		      "  truce round agenda --open --on 2017-12-21\n",
	  .options = agenda_options,
	  .most = -1,
	  .run = agenda_run,
	  .methods = { SERVICE("Round", "BatchGetRounds"), SERVICE("Round", "ListRounds"),
		       SERVICE("Agenda", "ListAgendaThreads") } },
	{ .words = "round threads",
	  .synopsis = "[NAME…]",
	  .summary = "what became of agenda items from round to round",
	  .about = "Follows each item over the rounds that took it up: when it was raised, what each round made "
		   "of it, how old it is, and which document closed it; in the order in which they were raised. With "
		   "names, only threads that these rounds took up.",
	  .examples = "  truce round threads --open --on 2017-12-21\n"
		      "  truce round threads --topic detainees\n",
	  .options = threads_options,
	  .most = -1,
	  .run = threads_run,
	  .methods = { SERVICE("Agenda", "ListAgendaThreads") } },
	{ .words = NULL },
};
