#include "client/commands.h"

#include "client/views.h"

static const struct option_row commitments_options[] = {
	{ "overdue", 0, NULL, "only those that are overdue, or may be" },
	{ "on", 0, "DATE", "as they stood on this date (today, by UTC)" },
	{ "party", 'p', "ID", "only those that bind this party: RUS" },
	OPTIONS_PAGES("CommitmentStatus", "due.latest, statement"),
	OPTIONS_END,
};

static const struct option_row positions_options[] = {
	{ "topic", 't', "WORDS",
	  "only what speaks of this: whole words (refugee* begins so), or a document: \"resolution 2401\", A/61/L.67" },
	{ "party", 'p', "ID", "only what this party does: KAZ" },
	{ "by", 0, "WHAT", "sum by delegation, topic or track (all)" },
	{ "from", 0, "DATE", "only statements of this date or later: 2017, 2017-09 or a day" },
	{ "to", 0, "DATE", "only statements of this date or before, likewise" },
	{ "passages", 0, NULL, "open each count into its passages" },
	OPTIONS_PAGES("Position", "count desc"),
	OPTIONS_END,
};

static const struct option_row coverage_options[] = {
	{ "body", 0, "NAME", "the body: \"Security Council\", \"First Committee\"" },
	{ "session", 0, "NUMBER", "session of a body that counts its meetings anew in each: 61, ES-10" },
	{ "from", 0, "NUMBER", "first meeting asked about" },
	{ "to", 0, "NUMBER", "last meeting asked about" },
	OPTIONS_END,
};

static const struct option_row citations_options[] = {
	{ "statement", 0, "NAME", "what this statement cites" },
	OPTIONS_PAGES("CitationUse", "date.earliest desc"),
	OPTIONS_END,
};

static const struct option_row compare_options[] = {
	{ "from", 0, "REVISION",
	  "state of the first: a revision, or -3 for three changes of the whole record back (the latest); "
	  "`truce statement history` has the statement's own" },
	{ "to", 0, "REVISION", "state of the second, likewise (the latest)" },
	{ "changes", 'c', NULL, "leave out passages that are the same" },
	OPTIONS_END,
};

static const struct option_row search_options[] = {
	{ "facet", 0, "NAME", "sum the whole result by delegation, body, year, kind, track or topic; may be repeated" },
	{ "order", 0, "ORDER", "by rank, newest (or date) or oldest (rank)" },
	OPTION_FILTER,
	{ "limit", 'n', "N", "at most so many (10)" },
	OPTION_ALL,
	OPTION_TOKEN,
	{ "watch", 'w', NULL, "what matches as it is recorded, until ^C" },
	{ "from", 0, "WHEN",
	  "with --watch: what was recorded after a revision (12), or on a day (2017-12-20, today, yesterday) or at an "
	  "instant (RFC 3339) and later, too (now)" },
	OPTIONS_END,
};

static const struct option_row precedent_options[] = {
	{ "order", 0, "ORDER", "the closest by rank, newest (or date) or oldest (rank)" },
	{ "least", 0, "SHARE", "least similarity, 0 to 1 (0.5)" },
	{ "from", 0, "DATE", "only of statements of this date or later: 2017, 2017-09 or a day" },
	{ "to", 0, "DATE", "only of statements of this date or before, likewise" },
	{ "limit", 'n', "N", "at most so many, up to 100 (20)" },
	OPTIONS_END,
};

const struct command question_commands[] = {
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
		   "month; what a report tells of a party is the party's. A vote's topic is what was voted on: the "
		   "resolution, or the draft and the part of it. "
		   "Every count opens into the passages behind it with --passages.",
	  .examples = "  truce positions --topic humanitarian --by delegation\n"
		      "  truce positions --party KAZ --from 2018-01-01 --passages\n"
		      "  truce positions --topic 'resolution 2401' --filter 'choice = IN_FAVOUR'\n"
		      "  truce positions --by topic --filter 'choice = IN_FAVOUR'    votes that had one\n"
		      "  truce positions --filter 'kind = KIND_CALL' --order-by 'count desc'\n",
	  .options = positions_options,
	  .run = positions_run,
	  .methods = { SERVICE("Position", "ListPositions") } },
	{ .words = "citations",
	  .synopsis = "[INSTRUMENT]",
	  .summary = "who cites a document, when and where, for or against it",
	  .about = "Lists the citations of a document, named as it is cited or by the name, symbol or an alias (in "
		   "any letter case) of the statement that holds it; or with --statement what one text rests on. A "
		   "stance is named "
		   "only where the party's ballot in the same meeting or the verb that the document is the object of "
		   "says so.",
	  .examples = "  truce citations 'S/RES/2254 (2015)'\n"
		      "  truce citations 'Memorandum of 4 May 2017' --filter 'stance = STANCE_FOR'\n"
		      "  truce citations memorandum-2017-05-04\n"
		      "  truce citations --statement joint-statement-2017-09-15\n",
	  .options = citations_options,
	  .most = 1,
	  .run = citations_run,
	  .methods = { SERVICE("Position", "ListCitations") } },
	{ .words = "coverage",
	  .synopsis = "",
	  .summary = "meetings, parts of them and clauses that the record lacks",
	  .about = "Says which meetings of a body the record lacks, of which it has single statements but no record, "
		   "which resumptions are missing, and which numbered clauses of statements. Without a body, the "
		   "clauses that any statement lacks.",
	  .examples = "  truce coverage --body 'Security Council' --from 8100 --to 8200\n"
		      "  truce coverage --body 'General Assembly' --session 61 --from 1 --to 110\n"
		      "  truce coverage\n",
	  .options = coverage_options,
	  .run = coverage_run,
	  .methods = { SERVICE("Coverage", "CheckCoverage") } },
	{ .words = "compare",
	  .synopsis = "STATEMENT [STATEMENT]",
	  .summary = "how two statements differ, passage by passage",
	  .about = "Shows which passages of the first belong to which of the second, and how their words differ: "
		   "beside each other on a terminal that is wide enough, else as one text with [-what went-] and "
		   "{+what came+}. With one statement, two states of it are compared.",
	  .examples = "  truce compare press-release-astana-6 joint-statement-2017-09-15\n"
		      "  truce compare joint-statement-2017-09-15 --from -3    what changed since\n",
	  .options = compare_options,
	  .least = 1,
	  .most = 2,
	  .run = compare_run,
	  .methods = { SERVICE("Wording", "CompareStatements") } },
	{ .words = "precedent",
	  .synopsis = "WORDING | STATEMENT BLOCK|'clause N'",
	  .summary = "passages of the whole record that are closest to a wording",
	  .about = "Finds who used a wording before, or one like it: how close it is, when, who and where, and the "
		   "passage with what the wording asked about [-leaves out-] and {+adds+}. Blocks are counted from the "
		   "title on, as `truce statement get` and compare do; 'clause 1' is a clause by its number. The 128 "
		   "statements that "
		   "share "
		   "most of its words in a row are compared; of a common formula others may be as close.",
	  .examples = "  truce precedent 'sovereignty, independence, unity and territorial integrity'\n"
		      "  truce precedent joint-statement-2017-09-15 15 --to 2017-12-31\n"
		      "  truce precedent 'convening of a constitutional committee' --order oldest\n",
	  .options = precedent_options,
	  .least = 1,
	  .most = 2,
	  .run = precedent_run,
	  .methods = { SERVICE("Wording", "FindPrecedents"), SERVICE("Statement", "GetStatement") } },
	{ .words = "search",
	  .synopsis = "QUERY…",
	  .summary = "passages of the whole record by their words, best first",
	  .about = "Finds statements by the words of their passages. What stands side by side is to be in one passage; "
		   "a statement counts by its best one. A bare word finds all words of its stem, and the name of a "
		   "party finds the party under each of its names; quotes find words as they stand. --filter, of the "
		   "statement, comes on top.",
	  .examples = "  truce search constitutional committee           both words, in any form\n"
		      "  truce search '\"de-escalation zones\"'            as they stand, in this order\n"
		      "  truce search parties near/5 opposition          at most 5 words apart\n"
		      "  truce search 'belt OR (security -council)'      either; without\n"
		      "  truce search 'negotiat*'                        any ending\n"
		      "  truce search Syria delegation:RUS kind:joint-statement on:2017-09..2018-02\n"
		      "  truce search 'cites:\"S/RES/2254 (2015)\" delegation:KAZ'\n"
		      "  truce search ceasefire --facet delegation --facet year --order newest\n"
		      "  truce search 'de-escalation' --watch            as it is recorded\n"
		      "\n"
		      "Fields: delegation: speaker: body: kind: track: topic: cites: mentions: zone:\n"
		      "round: symbol: statement: language: spoken: on: (2017, 2017-09, FROM..TO).\n"
		      "A value with blanks stands in quotes, and may end in * to find what begins so.\n",
	  .dashed = "a word that is not to be found stands in quotes with the others: truce search 'belt -council'",
	  .options = search_options,
	  .least = 1,
	  .most = -1,
	  .run = search_run,
	  .methods = { SERVICE("Search", "SearchStatements"), SERVICE("Search", "WatchSearch"),
		       SERVICE("Journal", "GetHead") } },
	{ .words = NULL },
};
