#include "client/commands.h"

#include "client/views.h"

static const struct option_row passages_options[] = {
	{ "party", 'p', "ID", "said or signed by this party: KAZ" },
	{ "person", 0, "ID", "said by this person: KAZ.umarov" },
	{ "about", 0, "WORDS", "that have these words, whole, in quotes or not; refugee* are those that begin so" },
	{ "cites", 0, "INSTRUMENT",
	  "that cite this document, named as `truce citations` takes it, or what begins so: \"S/RES/2254*\"" },
	{ "statement", 0, "NAME", "of this statement" },
	{ "from", 0, "DATE", "only of statements of this date or later: 2017, 2017-09 or a day" },
	{ "to", 0, "DATE", "only of statements of this date or before, likewise" },
	OPTIONS_PAGES("Passage", "date.earliest desc"),
	OPTIONS_END,
};

const struct command statement_commands[] = {
	RECORD_COMMANDS("statement", "Statement", kind_statements, "kaz-four-zones", "date.earliest >= \"2017-09-01\"",
			"symbol=S/PV.8181"),
	{ .words = "statement passages",
	  .synopsis = "",
	  .summary = "who said what: passages by party, words and citations",
	  .about = "Shows the passages that fit all conditions: when and who, which statement and where in "
		   "it, and the words.",
	  .examples = "  truce statement passages --party KAZ --about 'constitutional committee'\n"
		      "  truce statement passages --cites S/RES/2254\n"
		      "  truce statement passages --cites 'Memorandum of 4 May 2017'\n"
		      "  truce statement passages --statement joint-statement-2017-09-15 \\\n"
		      "      -f 'kind = KIND_CLAUSE'\n",
	  .options = passages_options,
	  .run = passages_run,
	  .methods = { SERVICE("Statement", "ListPassages") } },
	{ .words = NULL },
};
