/* The table of commands. */
#include "client/cli.h"

#include "client/journal.h"
#include "client/record.h"
#include "client/views.h"

#define OPTION_FILTER                                                                                                  \
	{                                                                                                              \
		"filter", 'f', "FILTER", "only those that pass a filter; `truce help filters`"                         \
	}
#define OPTION_ORDER                                                                                                   \
	{                                                                                                              \
		"order-by", 0, "FIELDS", "in another order: \"date.earliest desc, title\""                             \
	}
#define OPTION_LIMIT                                                                                                   \
	{                                                                                                              \
		"limit", 'n', "N", "at most so many (50)"                                                              \
	}
#define OPTION_ALL                                                                                                     \
	{                                                                                                              \
		"all", 'a', NULL, "all, however many"                                                                  \
	}
#define OPTION_TOKEN                                                                                                   \
	{                                                                                                              \
		"page-token", 0, "TOKEN", "go on where the next_page_token of an answer in JSON says"                  \
	}
#define OPTION_ETAG                                                                                                    \
	{                                                                                                              \
		"etag", 0, "ETAG", "only if the record still has this etag"                                            \
	}
#define OPTION_SET                                                                                                     \
	{                                                                                                              \
		"set", 0, "FIELD=VALUE",                                                                               \
			"set a field; may be repeated. A text as it is, other values as JSON: "                        \
			"--set venue.city=Astana --set aliases='[\"A\"]'"                                              \
	}
#define OPTIONS_END                                                                                                    \
	{                                                                                                              \
		NULL, 0, NULL, NULL                                                                                    \
	}

static const struct option_row list_options[] = {
	OPTION_FILTER, OPTION_ORDER, OPTION_LIMIT,
	OPTION_ALL,    OPTION_TOKEN, { "deleted", 0, NULL, "deleted ones as well" },
	OPTIONS_END,
};

static const struct option_row create_options[] = { OPTION_SET, OPTIONS_END };

static const struct option_row update_options[] = {
	OPTION_SET,
	{ "mask", 0, "FIELDS", "replace only these fields of the file's: title,venue.city" },
	OPTION_ETAG,
	OPTIONS_END,
};

static const struct option_row delete_options[] = { OPTION_ETAG, OPTIONS_END };

static const struct option_row history_options[] = {
	OPTION_LIMIT,
	OPTION_ALL,
	{ "content", 0, NULL, "the record after each change as well (JSON and text)" },
	OPTIONS_END,
};

static const struct option_row passages_options[] = {
	{ "party", 'p', "ID", "said or signed by this party: KAZ" },
	{ "about", 0, "WORDS", "that have these words" },
	{ "cites", 0, "INSTRUMENT", "that cite this document: \"S/RES/2254 (2015)\", \"S/RES/2254*\"" },
	{ "statement", 0, "NAME", "of this statement" },
	OPTION_FILTER,
	OPTION_ORDER,
	OPTION_LIMIT,
	OPTION_ALL,
	OPTION_TOKEN,
	OPTIONS_END,
};

static const struct option_row compare_options[] = {
	{ "from", 0, "REVISION", "state of the first: a revision, or -3 for three changes back (the latest)" },
	{ "to", 0, "REVISION", "state of the second, likewise (the latest)" },
	{ "changes", 'c', NULL, "leave out passages that are the same" },
	OPTIONS_END,
};

static const struct option_row precedent_options[] = {
	{ "least", 0, "SHARE", "least similarity, 0 to 1 (0.5)" },
	{ "since", 0, "DATE", "only of statements made on this date or later" },
	{ "until", 0, "DATE", "only of statements made on this date or before" },
	{ "limit", 'n', "N", "at most so many, up to 100 (20)" },
	OPTIONS_END,
};

static const struct option_row agenda_options[] = {
	{ "open", 0, NULL, "only what was left open" },
	{ "on", 0, "DATE", "as threads, by the rounds that were over on this date" },
	OPTION_FILTER,
	OPTION_ORDER,
	OPTION_LIMIT,
	OPTION_ALL,
	OPTION_TOKEN,
	OPTIONS_END,
};

static const struct option_row status_options[] = {
	{ "on", 0, "DATE", "the date asked about, as 2017-12-20 (today)" },
	{ "reading", 0, "ID", "by this reading of the term (each zone's first)" },
	OPTION_FILTER,
	OPTION_ORDER,
	OPTION_LIMIT,
	OPTION_ALL,
	OPTION_TOKEN,
	OPTIONS_END,
};

static const struct option_row positions_options[] = {
	{ "topic", 't', "WORDS", "only what speaks of this, in its topic, track or words" },
	{ "party", 'p', "ID", "only what this party does: KAZ" },
	{ "by", 0, "WHAT", "sum by delegation, topic or track (all)" },
	{ "from", 0, "DATE", "only statements of this date or later" },
	{ "to", 0, "DATE", "only statements of this date or before" },
	{ "passages", 0, NULL, "open each count into its passages" },
	OPTION_FILTER,
	OPTION_ORDER,
	OPTION_LIMIT,
	OPTION_ALL,
	OPTION_TOKEN,
	OPTIONS_END,
};

static const struct option_row citations_options[] = {
	{ "statement", 0, "NAME", "what this statement cites" },
	OPTION_FILTER,
	OPTION_ORDER,
	OPTION_LIMIT,
	OPTION_ALL,
	OPTION_TOKEN,
	OPTIONS_END,
};

static const struct option_row threads_options[] = {
	{ "open", 0, NULL, "only those that are open" },
	{ "on", 0, "DATE", "by the rounds that were over on this date (all rounds)" },
	{ "topic", 0, "TOPIC", "only of this topic: detainees" },
	{ "process", 0, "ID", "only of this process: astana" },
	OPTION_FILTER,
	OPTION_ORDER,
	OPTION_LIMIT,
	OPTION_ALL,
	OPTION_TOKEN,
	OPTIONS_END,
};

static const struct option_row commitments_options[] = {
	{ "overdue", 0, NULL, "only those that are overdue" },
	{ "on", 0, "DATE", "as they stood on this date (today)" },
	{ "party", 'p', "ID", "only those that bind this party: RUS" },
	OPTION_FILTER,
	OPTION_ORDER,
	OPTION_LIMIT,
	OPTION_ALL,
	OPTION_TOKEN,
	OPTIONS_END,
};

static const struct option_row expiring_options[] = {
	{ "within", 0, "TIME", "whose term ends within this time: 30d, 6w, 3m (30d)" },
	{ "on", 0, "DATE", "the date asked about, as 2017-10-20 (today)" },
	{ "reading", 0, "ID", "by this reading of the term (each zone's first)" },
	OPTION_FILTER,
	OPTION_ORDER,
	OPTION_LIMIT,
	OPTION_ALL,
	OPTION_TOKEN,
	OPTIONS_END,
};

static const struct option_row timeline_options[] = {
	{ "from", 0, "DATE", "first day (the first on which a zone is in force)" },
	{ "to", 0, "DATE", "last day (the last of the last term on record)" },
	{ "reading", 0, "ID", "by this reading of the term (each zone's first)" },
	OPTION_FILTER,
	OPTION_ORDER,
	OPTION_LIMIT,
	OPTION_ALL,
	OPTION_TOKEN,
	OPTIONS_END,
};

static const struct option_row conflicts_options[] = {
	OPTION_FILTER, OPTION_ORDER, OPTION_LIMIT, OPTION_ALL, OPTION_TOKEN, OPTIONS_END,
};

#define OPTIONS_SOURCE                                                                                                 \
	{ "source", 0, "ID", "id of the zone's source that says so" },                                                 \
		{ "place", 0, "WORDS", "where in it: \"clause 3\"" },                                                  \
		{ "source-title", 0, "TITLE", "title of the source, where the zone does not list it yet" },            \
		{ "source-uri", 0, "URI", "where that source can be found" }, OPTION_ETAG, OPTIONS_END

static const struct option_row consent_options[] = {
	{ "party", 'p', "ID", "the guarantor: RUS" },
	{ "term", 0, "N", "number of the term: 2 for the first extension" },
	{ "date", 0, "DATE", "when it decided: 2017-11-01 or 2017-10-30..2017-11-01" },
	{ "decision", 0, "WORD", "consent or objection" },
	OPTIONS_SOURCE,
};

static const struct option_row terminate_options[] = {
	{ "date", 0, "DATE", "first day no longer in force" },
	{ "why", 0, "TEXT", "why it ended" },
	OPTIONS_SOURCE,
};

static const struct option_row at_options[] = {
	{ "on", 0, "DATE", "the date asked about, as 2017-12-20 (today)" },
	{ "radius", 'r', "DISTANCE", "zones so near as well: 500m, 5km (0)" },
	{ "reading", 0, "ID", "by this reading of the term (each zone's first)" },
	OPTIONS_END,
};

static const struct option_row overlaps_options[] = {
	{ "least", 0, "KM2", "only overlaps of so many square kilometres" },
	OPTION_LIMIT,
	OPTIONS_END,
};

static const struct option_row boundary_options[] = {
	{ "source", 0, "ID", "the source of the zone that the boundary rests on" },
	{ "feature", 0, "CODE", "the feature that has this value, a P-code for instance" },
	{ "property", 0, "NAME=VALUE", "the feature whose property NAME has this value" },
	OPTION_ETAG,
	OPTIONS_END,
};

static const struct option_row import_options[] = {
	{ "dry-run", 0, NULL, "only read, check and report; store nothing" },
	{ "json", 0, NULL, "take the files for sets of records whatever they are called" },
	{ "id", 0, "ID", "id of the statement" },
	{ "date", 0, "DATE", "date of the text: 2017-09-15 or 2017-09-14..2017-09-15" },
	{ "symbol", 0, "SYMBOL", "document symbol: S/PV.8181" },
	{ "organ", 0, "NAME", "organ or forum" },
	{ "meeting", 0, "NUMBER", "number of the meeting" },
	{ "place", 0, "NAME", "city or place" },
	{ "uri", 0, "URI", "where the text can be found" },
	{ "publisher", 0, "NAME", "who issued it" },
	OPTIONS_END,
};

static const struct option_row text_options[] = {
	{ "output-file", 'O', "FILE", "write to a file (standard output)" },
	OPTIONS_END,
};

static const struct option_row log_options[] = {
	OPTION_LIMIT,
	OPTION_ALL,
	{ "record", 'r', "NAME", "only changes of this record: zones/idlib" },
	{ "content", 0, NULL, "the record after each change as well (JSON and text)" },
	{ "verify", 0, NULL, "recompute every digest of the journal from its first change" },
	OPTIONS_END,
};

static const struct option_row watch_options[] = {
	{ "from", 0, "REVISION", "begin after this revision; 0 from the first (from now)" },
	{ "record", 'r', "NAME", "only changes of this record: zones/idlib" },
	OPTIONS_END,
};

static const struct option_row health_options[] = {
	{ "methods", 'm', NULL, "figures of each method as well" },
	OPTIONS_END,
};

/* The commands of one kind of record: noun "zone", type "Zone", an id. */
#define SERVICE(Type, method) "/truce.v1." Type "Service/" method
#define RECORD_COMMANDS(noun, Type, row, id, example_filter, example_set)                                              \
	{ .words = noun " list",                                                                                       \
	  .synopsis = "",                                                                                              \
	  .summary = "list " noun "s, by filter and in order",                                                         \
	  .examples = "  truce " noun " list\n"                                                                        \
		      "  truce " noun " list --filter '" example_filter "' -o jsonl\n",                                \
	  .options = list_options,                                                                                     \
	  .run = list_run,                                                                                             \
	  .collection = &(row),                                                                                        \
	  .methods = { SERVICE(Type, "List" Type "s") } },                                                             \
		{ .words = noun " get",                                                                                \
		  .synopsis = "NAME…",                                                                                 \
		  .summary = "show " noun "s with all that is on record",                                              \
		  .examples = "  truce " noun " get " id "\n"                                                          \
			      "  truce " noun " get " id " --as-of -3       what it was three changes ago\n"           \
			      "  truce " noun " get " id " -o json\n",                                                 \
		  .least = 1,                                                                                          \
		  .most = -1,                                                                                          \
		  .run = get_run,                                                                                      \
		  .collection = &(row),                                                                                \
		  .methods = { SERVICE(Type, "Get" Type), SERVICE(Type, "BatchGet" Type "s") } },                      \
		{ .words = noun " create",                                                                             \
		  .synopsis = "[ID] [FILE|-]",                                                                         \
		  .summary = "add a " noun " from JSON",                                                               \
		  .about = "Adds a " noun " from JSON: from a file, from standard input (- or no file), or from "      \
			   "fields given with --set. Without an id, the record's own name is taken, or one is made. "  \
			   "A file that could be taken for an id is written ./FILE. `truce describe " Type "` lists "  \
			   "the fields.",                                                                              \
		  .examples = "  truce " noun " create " id " " id ".json --reason 'first entry'\n",                   \
		  .options = create_options,                                                                           \
		  .most = 2,                                                                                           \
		  .run = create_run,                                                                                   \
		  .collection = &(row),                                                                                \
		  .methods = { SERVICE(Type, "Create" Type) } },                                                       \
		{ .words = noun " update",                                                                             \
		  .synopsis = "NAME [FILE|-]",                                                                         \
		  .summary = "replace a " noun " or some of its fields",                                               \
		  .about = "Replaces a " noun " by the JSON of a file or of standard input, or only the fields "       \
			   "named with --mask or given with --set. With --etag, or an etag in the JSON, only if "      \
			   "nobody changed the record meanwhile.",                                                     \
		  .examples = "  truce " noun " update " id " --set " example_set " --reason 'as printed'\n"           \
			      "  truce " noun " update " id " " id ".json --mask title,aliases\n",                     \
		  .options = update_options,                                                                           \
		  .least = 1,                                                                                          \
		  .most = 2,                                                                                           \
		  .run = update_run,                                                                                   \
		  .collection = &(row),                                                                                \
		  .methods = { SERVICE(Type, "Update" Type) } },                                                       \
		{ .words = noun " delete",                                                                             \
		  .synopsis = "NAME",                                                                                  \
		  .summary = "mark a " noun " deleted; it stays readable",                                             \
		  .examples = "  truce " noun " delete " id " --reason 'entered twice'\n",                             \
		  .options = delete_options,                                                                           \
		  .least = 1,                                                                                          \
		  .most = 1,                                                                                           \
		  .run = delete_run,                                                                                   \
		  .collection = &(row),                                                                                \
		  .methods = { SERVICE(Type, "Delete" Type) } },                                                       \
		{ .words = noun " undelete",                                                                           \
		  .synopsis = "NAME",                                                                                  \
		  .summary = "take the mark of deletion away",                                                         \
		  .examples = "  truce " noun " undelete " id "\n",                                                    \
		  .options = delete_options,                                                                           \
		  .least = 1,                                                                                          \
		  .most = 1,                                                                                           \
		  .run = delete_run,                                                                                   \
		  .collection = &(row),                                                                                \
		  .methods = { SERVICE(Type, "Undelete" Type) } },                                                     \
	{                                                                                                              \
		.words = noun " history", .synopsis = "NAME", .summary = "changes of a " noun ": who, when and why",   \
		.examples = "  truce " noun " history " id "\n", .options = history_options, .least = 1, .most = 1,    \
		.run = history_run, .collection = &(row), .methods = {                                                 \
			"/truce.v1.JournalService/ListChanges"                                                         \
		}                                                                                                      \
	}

const struct command commands[] = {
	RECORD_COMMANDS("statement", "Statement", kind_statements, "speech", "date.earliest >= \"2017-09-01\"",
			"symbol=S/PV.8181"),
	{ .words = "statement passages",
	  .synopsis = "",
	  .summary = "who said what: passages by party, words and citations",
	  .about = "Shows the passages that fit all conditions: when and who, which statement and where in "
		   "it, and the words.",
	  .examples = "  truce statement passages --party KAZ --about 'constitutional committee'\n"
		      "  truce statement passages --cites 'S/RES/2254*'\n"
		      "  truce statement passages --statement joint-statement -f 'kind = KIND_CLAUSE'\n",
	  .options = passages_options,
	  .run = passages_run,
	  .methods = { SERVICE("Statement", "ListPassages") } },

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
		   "of it, how old it is, and which document closed it. With names, only threads that these "
		   "rounds took up.",
	  .examples = "  truce round threads --open --on 2017-12-21\n"
		      "  truce round threads --topic detainees\n",
	  .options = threads_options,
	  .most = -1,
	  .run = threads_run,
	  .methods = { SERVICE("Agenda", "ListAgendaThreads") } },

	RECORD_COMMANDS("zone", "Zone", kind_zones, "idlib", "kind = KIND_DE_ESCALATION_AREA",
			"title='Idlib and around'"),
	{ .words = "zone status",
	  .synopsis = "[NAME…]",
	  .summary = "which zones are in force on a date, and why",
	  .about = "Says for each zone whether it is in force on a date, in which term, until when, and whose "
		   "consent to the next term is missing. The answer names the reading of the term that it "
		   "used, and the readings that differ.",
	  .examples = "  truce zone status --on 2017-12-20\n"
		      "  truce zone status idlib --on 2018-03-15 --reading memorandum\n"
		      "  truce zone status --filter 'state = STATE_LAPSED'\n",
	  .options = status_options,
	  .most = -1,
	  .run = status_run,
	  .methods = { SERVICE("Zone", "GetZoneStatus"), SERVICE("Zone", "ListZoneStatuses") } },
	{ .words = "zone expiring",
	  .synopsis = "",
	  .summary = "whose term ends soon, and whose consent is missing",
	  .about = "Lists the zones whose term ends within a time from a date and is not extended yet, the first "
		   "to end first, with the guarantors whose consent to the next term is missing.",
	  .examples = "  truce zone expiring --within 30d --on 2017-10-20\n",
	  .options = expiring_options,
	  .run = expiring_run,
	  .methods = { SERVICE("Zone", "ListZoneStatuses") } },
	{ .words = "zone timeline",
	  .synopsis = "[NAME…]",
	  .summary = "states of zones over time, as a chart",
	  .about = "Draws each zone's states as a bar, within the terminal's width; what is shorter than a column "
		   "still takes one, so that a gap of days is seen. The data are -o json, the dates -o text, and -o "
		   "svg is "
		   "a picture for a file.",
	  .examples = "  truce zone timeline --from 2017-05-01 --to 2018-12-31\n"
		      "  truce zone timeline idlib --reading may-4\n"
		      "  truce zone timeline -o svg > zones.svg\n",
	  .options = timeline_options,
	  .most = -1,
	  .run = timeline_run,
	  .draws = true,
	  .methods = { SERVICE("Consent", "ListZoneTimelines") } },
	{ .words = "zone conflicts",
	  .synopsis = "[NAME]",
	  .summary = "facts that sources dispute, side by side",
	  .about = "Lists every fact of a zone for which sources give different values, with who says so. "
		   "Conflicts that several zones share are shown once.",
	  .examples = "  truce zone conflicts\n"
		      "  truce zone conflicts idlib --filter 'fact = \"maps.due\"'\n",
	  .options = conflicts_options,
	  .most = 1,
	  .run = conflicts_run,
	  .methods = { SERVICE("Consent", "ListZoneConflicts") } },
	{ .words = "zone consent",
	  .synopsis = "NAME",
	  .summary = "record a guarantor's decision on a term",
	  .about = "Adds one guarantor's consent or objection to one term, with its date and source. What it "
		   "makes of the zone is what `truce zone status` says next; a late consent leaves a gap.",
	  .examples = "  truce zone consent idlib --party RUS --term 2 --date 2017-11-01 \\\n"
		      "      --decision consent --source mfa --source-title 'Statement of the ministry'\n",
	  .options = consent_options,
	  .least = 1,
	  .most = 1,
	  .run = consent_run,
	  .methods = { SERVICE("Consent", "RecordConsent") } },
	{ .words = "zone terminate",
	  .synopsis = "NAME",
	  .summary = "record the end of a zone",
	  .about = "Records that a zone ended before the end of a term: the first day no longer in force, why, and "
		   "the source.",
	  .examples = "  truce zone terminate eastern-ghouta --date 2018-04-14 --why 'declared ended' \\\n"
		      "      --source report --source-title 'Report of the day'\n",
	  .options = terminate_options,
	  .least = 1,
	  .most = 1,
	  .run = terminate_run,
	  .methods = { SERVICE("Consent", "TerminateZone") } },
	{ .words = "zone at",
	  .synopsis = "LAT,LON",
	  .summary = "which zones a place lies in, and whether they are in force",
	  .about = "Says in which zones a place lies, or near which, and whether they are in force on a date. A "
		   "place on a boundary lies inside. South and west are negative; -- parts them from the "
		   "options.",
	  .examples = "  truce zone at 35.93,36.63 --on 2017-12-20\n"
		      "  truce zone at --radius 20km 33.51,36.29\n"
		      "  truce zone at -- -8.84,13.23\n",
	  .options = at_options,
	  .least = 1,
	  .most = 1,
	  .run = at_run,
	  .methods = { SERVICE("Place", "LocatePoint") } },
	{ .words = "zone overlaps",
	  .synopsis = "[NAME]",
	  .summary = "which zones overlap, the largest overlap first",
	  .examples = "  truce zone overlaps\n"
		      "  truce zone overlaps idlib --least 10\n",
	  .options = overlaps_options,
	  .most = 1,
	  .run = overlaps_run,
	  .methods = { SERVICE("Place", "FindOverlaps") } },
	{ .words = "zone boundary",
	  .synopsis = "NAME FILE",
	  .summary = "set a zone's boundary from a GeoJSON file",
	  .about = "Sets the boundary of a zone from a GeoJSON file (- is standard input): a Polygon, a "
		   "MultiPolygon, a Feature, or one of a FeatureCollection, chosen by the value of a property. "
		   "The boundary is stored as it stands; what is wrong with it is named by ring and position.",
	  .examples = "  truce zone boundary idlib idlib.geojson --source map --reason 'as agreed'\n"
		      "  truce zone boundary idlib provinces.geojson --feature SY07 --source cod\n"
		      "  truce zone boundary idlib areas.geojson --property name=Idleb --source cod\n",
	  .options = boundary_options,
	  .least = 2,
	  .most = 2,
	  .run = boundary_run,
	  .methods = { SERVICE("Zone", "UpdateZone") } },

	{ .words = "commitments",
	  .synopsis = "",
	  .summary = "what texts bind parties to do, and what is overdue",
	  .about = "Lists the commitments of all statements as they stood on a date: who is to do what, by when, "
		   "how many days late, and in which text.",
	  .examples = "  truce commitments --overdue --on 2017-09-01\n"
		      "  truce commitments --party RUS --on 2017-12-31\n",
	  .options = commitments_options,
	  .run = commitments_run,
	  .methods = { SERVICE("Commitment", "ListCommitments") } },
	{ .words = "positions",
	  .synopsis = "",
	  .summary = "who calls for, supports or condemns what, counted by month",
	  .about = "Counts what parties call for, support, welcome, condemn and vote, by party, topic, track and "
		   "month. Every count opens into the passages behind it with --passages.",
	  .examples = "  truce positions --topic humanitarian --by delegation\n"
		      "  truce positions --party KAZ --from 2018-01-01 --passages\n"
		      "  truce positions --filter 'kind = KIND_CALL' --order-by 'count desc'\n",
	  .options = positions_options,
	  .run = positions_run,
	  .methods = { SERVICE("Position", "ListPositions") } },
	{ .words = "citations",
	  .synopsis = "[INSTRUMENT]",
	  .summary = "who cites a document, when and where, for or against it",
	  .about = "Lists the citations of a document, named as it is cited or by the name, symbol or an alias of "
		   "the statement that holds it; or with --statement what one text rests on. A stance is named "
		   "only where a vote or the verb that the document is the object of says so.",
	  .examples = "  truce citations 'S/RES/2254 (2015)'\n"
		      "  truce citations 'Memorandum of 4 May 2017' --filter 'stance = STANCE_FOR'\n"
		      "  truce citations --statement joint-statement-2017-09-15\n",
	  .options = citations_options,
	  .most = 1,
	  .run = citations_run,
	  .methods = { SERVICE("Position", "ListCitations") } },

	{ .words = "compare",
	  .synopsis = "STATEMENT [STATEMENT]",
	  .summary = "how two statements differ, passage by passage",
	  .about = "Shows which passages of the first belong to which of the second, and how their words differ: "
		   "beside each other on a terminal that is wide enough, else as one text with [-what went-] and "
		   "{+what came+}. With one statement, two states of it are compared.",
	  .examples = "  truce compare press-release joint-statement\n"
		      "  truce compare joint-statement --from -3        what three changes made of it\n",
	  .options = compare_options,
	  .least = 1,
	  .most = 2,
	  .run = compare_run,
	  .methods = { SERVICE("Wording", "CompareStatements") } },
	{ .words = "precedent",
	  .synopsis = "WORDING | STATEMENT BLOCK",
	  .summary = "passages of the whole record that are closest to a wording",
	  .about = "Finds who used a wording before, or one like it: how close it is, when, who and where, and the "
		   "passage with what the wording asked about [-leaves out-] and {+adds+}.",
	  .examples = "  truce precedent 'sovereignty, independence, unity and territorial integrity'\n"
		      "  truce precedent joint-statement 7 --until 2017-12-31\n",
	  .options = precedent_options,
	  .least = 1,
	  .most = 2,
	  .run = precedent_run,
	  .methods = { SERVICE("Wording", "FindPrecedents") } },

	{ .words = "import",
	  .synopsis = "FILE…",
	  .summary = "bring in records (.json) or read texts",
	  .about = "Stores what files hold. A file that ends in .json is a set of records, as `truce export` "
		   "writes it. Any other is a text (- is standard input): it is read, its bytes are kept, and "
		   "what was not understood is listed by line. What the text does not say of itself is "
		   "given with options, or stays unset.",
	  .examples = "  truce import data/*.json --reason 'first load'\n"
		      "  truce import speech.txt --date 2018-02-28 --symbol S/PV.8193 --dry-run\n",
	  .options = import_options,
	  .least = 1,
	  .most = -1,
	  .run = import_run,
	  .methods = { "/truce.v1.ImportService/ImportRecords", "/truce.v1.ImportService/ImportText" } },
	{ .words = "export",
	  .synopsis = "[FILE]",
	  .summary = "every record as JSON that import reads",
	  .examples = "  truce export record.json\n"
		      "  truce export --as-of 2017-12-31 | jq .zones\n",
	  .most = 1,
	  .run = export_run,
	  .methods = { SERVICE("Statement", "ListStatements"), SERVICE("Round", "ListRounds"),
		       SERVICE("Zone", "ListZones"), "/truce.v1.JournalService/GetHead" } },
	{ .words = "text get",
	  .synopsis = "NAME",
	  .summary = "the bytes of an imported text, as they came",
	  .examples = "  truce text get 3f0a…c1 -O speech.txt\n",
	  .options = text_options,
	  .least = 1,
	  .most = 1,
	  .run = text_run,
	  .methods = { "/truce.v1.TextService/GetText" } },
	{ .words = "log",
	  .synopsis = "",
	  .summary = "the last changes: who, when and why",
	  .about = "Lists the journal, newest first. With --verify, every change is fetched instead, from the "
		   "first, and its digests are computed here: the last line then stands for the whole record.",
	  .examples = "  truce log -n 10\n"
		      "  truce log --record zones/idlib\n"
		      "  truce log --verify\n",
	  .options = log_options,
	  .run = log_run,
	  .methods = { "/truce.v1.JournalService/ListChanges", "/truce.v1.JournalService/GetHead" } },
	{ .words = "watch",
	  .synopsis = "",
	  .summary = "changes as they are made, until ^C",
	  .about = "Prints each change as it is made. Nothing is left out, even when the service was away in "
		   "between.",
	  .examples = "  truce watch\n"
		      "  truce watch --from 0 -o jsonl\n",
	  .options = watch_options,
	  .run = watch_run,
	  .methods = { "/truce.v1.JournalService/WatchChanges", "/truce.v1.JournalService/GetHead" } },
	{ .words = "health",
	  .synopsis = "",
	  .summary = "whether the service is well, and its figures",
	  .about = "Whether the service is well, and its figures. The exit code is 0 where it is, 4 where reads "
		   "are answered and writes are refused, and 69 where nobody answers.",
	  .examples = "  truce health --methods\n",
	  .options = health_options,
	  .run = health_run,
	  .methods = { "/grpc.health.v1.Health/Check", "/truce.v1.ServerService/GetServerStatus" } },
	{ .words = "describe",
	  .synopsis = "[METHOD|TYPE]",
	  .summary = "the schema: methods, messages and their fields",
	  .about = "Says what the schema says, with its comments; no service is needed.",
	  .examples = "  truce describe\n"
		      "  truce describe Zone\n"
		      "  truce describe GetZoneStatus\n",
	  .most = 1,
	  .run = describe_run },
	{ .words = "call",
	  .synopsis = "METHOD [JSON|-]",
	  .summary = "any method, with its message in JSON",
	  .about = "Calls a method, named in full or as short as it is clear, with a message in JSON (- for "
		   "standard input), and prints the answer in JSON.",
	  .examples = "  truce call GetZone '{\"name\": \"zones/idlib\"}'\n"
		      "  truce call ZoneService/ListZones '{\"page_size\": 5}'\n"
		      "  truce call ServerReflectionInfo '{\"list_services\": \"\"}'\n",
	  .least = 1,
	  .most = 2,
	  .run = call_run },
	{ .words = "help", .synopsis = "[COMMAND]", .summary = "help on a command", .most = 2, .run = help_run },
	{ .words = NULL },
};
