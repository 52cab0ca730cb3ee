#include "client/commands.h"

#include "client/journal.h"
#include "client/views.h"

static const struct option_row import_options[] = {
	{ "dry-run", 0, NULL, "only read, check and report; store nothing" },
	{ "again", 0, NULL,
	  "read texts that are on record anew: each statement that is read otherwise now gets a new version; without "
	  "FILE all texts on record. Of a set of records, take those too that were changed since" },
	{ "json", 0, NULL, "take the files for sets of records whatever they are called, a record a line or not" },
	{ "jobs", 'j', "N",
	  "texts of a folder on their way at once, 1 to 128 (128), and no more than 3 MiB of them; "
	  "however many, they are recorded in the order of their names" },
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

static const struct option_row export_options[] = {
	{ "format", 0, "FORM",
	  "json, jsonl, text, csv (a row for each turn), votes (CSV, a row for each ballot), "
	  "elections (CSV, a row for each candidate), akn (Akoma Ntoso 3.0) or "
	  "geojson (the zones that have a boundary) (json)" },
	{ "statement", 0, "NAME", "only this statement; of a meeting, with its turns" },
	OPTIONS_END,
};

static const struct option_row text_options[] = {
	{ "output-file", 'O', "FILE", "write to a file (standard output)" },
	OPTIONS_END,
};

static const struct option_row log_options[] = {
	OPTION_LIMIT,
	OPTION_ALL,
	OPTION_SINCE,
	OPTION_RECORD,
	OPTION_CHANGES,
	{ "content", 0, NULL, "the record after each change as well (JSON and text)" },
	{ "verify", 0, NULL, "recompute every digest of the journal from its first change" },
	{ "noted", 0, "HEAD", "with --verify: a head that it printed earlier, which must still be in the chain" },
	OPTIONS_END,
};

static const struct option_row watch_options[] = {
	{ "from", 0, "WHEN",
	  "begin after a revision (12; 0 from the first), or with the changes of a day (2017-12-20, today, yesterday) "
	  "or an "
	  "instant (RFC 3339) and later; a day begins at midnight UTC (from now)" },
	OPTION_RECORD,
	OPTION_CHANGES,
	OPTIONS_END,
};

const struct command record_commands[] = {
	{ .words = "import",
	  .synopsis = "FILE|FOLDER…",
	  .summary = "bring in records (.json, .jsonl) or read texts",
	  .about = "Stores what files hold. A file that ends in .json is a set of records, as `truce export` "
		   "writes it, or one, as `get -o json` does, one that ends in .jsonl the same with a record a line; "
		   "standard input (-) is either where it begins as JSON does. Any other is a text"
		   ": it is read, its bytes are kept, and what was not understood is listed by "
		   "line, what was left out or put right counted by its reason (-o json has each with its line). "
		   "What the text does not say of itself, as the date of a speech, is given with options "
		   "(--date), or stays unset; they are told of every text of the command, so that texts of several "
		   "dates take several commands.\n"
		   "A text is UTF-8, or Latin-1, which is noted, and has at most 3 MiB. Of a PDF the text layer is "
		   "read, with "
		   "pdftotext (package poppler-utils). A folder stands for the .txt, .text, .pdf, .json "
		   "and .jsonl files below it, links among them followed, sorted: each is told in a line, what fails "
		   "is named and the "
		   "rest goes on, and the findings of all are summed at the end.\n"
		   "A text that is on record is left as it was read then. After an update of truce, --again reads "
		   "it as the new version does. Its statements keep their names and what was told of them with "
		   "options; one that was changed by another command since stays as it is, which is said, and "
		   "one that was deleted stays deleted. A text on record goes by its name as well "
		   "(texts/3f0a…c1).",
	  .examples = "  truce import data/*.json --reason 'first load'\n"
		      "  truce import speech.txt --date 2018-02-28 --symbol S/PV.8193 --dry-run\n"
		      "  truce import records/ --dry-run\n"
		      "  truce import --again --dry-run --reason 'the new version'\n",
	  .options = import_options,
	  .most = -1,
	  .run = import_run,
	  .methods = { "/truce.v1.ImportService/ImportRecords", "/truce.v1.ImportService/ImportText",
		       SERVICE("Statement", "ListStatements"), "/truce.v1.TextService/GetText" } },
	{ .words = "export",
	  .synopsis = "[FILE]",
	  .summary = "every record as JSON that import reads, or in other forms",
	  .about = "Writes the record as JSON or a record a line (jsonl), which import reads, both with the bytes of "
		   "the texts that were imported; as plain text in 80 columns, as a table of turns (csv; "
		   "`language` is the text's, `spoken` what was spoken) or of votes (votes), both by RFC 4180, where a "
		   "field that a spreadsheet would take for a formula begins with an apostrophe; "
		   "one statement in Akoma Ntoso 3.0 (akn): a meeting as a debate of speeches, narratives and "
		   "roll calls, with an analysis of each vote; any other text as a statement with its clauses; or the "
		   "zones that have a boundary as GeoJSON (geojson). "
		   "What was deleted is left out, and so is the history.",
	  .examples = "  truce export record.json\n"
		      "  truce export --as-of -10 | jq .zones\n"
		      "  truce export --format csv turns.csv\n"
		      "  truce export --format geojson zones.geojson\n"
		      "  truce export --format akn --statement joint-statement-2017-09-15 debate.xml\n",
	  .options = export_options,
	  .most = 1,
	  .run = export_run,
	  .methods = { SERVICE("Statement", "ListStatements"), SERVICE("Round", "ListRounds"),
		       SERVICE("Zone", "ListZones"), "/truce.v1.JournalService/GetHead",
		       SERVICE("Statement", "GetStatement"), "/truce.v1.TextService/GetText",
		       "/truce.v1.JournalService/ListChanges" } },
	{ .words = "text get",
	  .synopsis = "NAME",
	  .summary = "the bytes of an imported text, as they came",
	  .examples = "  truce text get texts/3f0a…c1 -O speech.txt       the name that import printed\n",
	  .options = text_options,
	  .least = 1,
	  .most = 1,
	  .run = text_run,
	  .methods = { "/truce.v1.TextService/GetText" } },
	{ .words = "log",
	  .synopsis = "",
	  .summary = "who changed what, when and why; --verify proves it",
	  .about = "Lists the journal, newest first. With --verify, every change is fetched instead, from the "
		   "first, and its digests are computed here; then every record is, and held against its last "
		   "change. The head that it prints stands for the whole record. Note it where the keeper of the "
		   "record cannot reach; given with --noted later, it shows that nothing up to it was rewritten. The "
		   "exit code is 2 where the "
		   "chain is broken, what is answered is not in it, or the noted head is not; 64 where --noted is no "
		   "head at all.",
	  .examples = "  truce log -n 10\n"
		      "  truce log --since yesterday --changes\n"
		      "  truce log --record zones/idlib\n"
		      "  truce log --verify\n"
		      "  truce log --verify --noted $(cat head-of-yesterday)\n",
	  .options = log_options,
	  .run = log_run,
	  .methods = { "/truce.v1.JournalService/ListChanges", "/truce.v1.JournalService/GetHead",
		       SERVICE("Statement", "ListStatements"), SERVICE("Round", "ListRounds"),
		       SERVICE("Zone", "ListZones") } },
	{ .words = "watch",
	  .synopsis = "",
	  .summary = "changes as they are made, until ^C",
	  .about = "Prints each change as it is made. Nothing is left out, even when the service was away in "
		   "between. A record of --record is on record by then. Ends with 2 where a change does not follow "
		   "from the one before: then another copy of the record, or another record, was put in its place.",
	  .examples = "  truce watch --changes\n"
		      "  truce watch --from yesterday\n"
		      "  truce watch --from 0 -o jsonl\n",
	  .options = watch_options,
	  .run = watch_run,
	  .methods = { "/truce.v1.JournalService/WatchChanges", "/truce.v1.JournalService/GetHead" } },
	{ .words = NULL },
};
