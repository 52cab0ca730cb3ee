#include "client/commands.h"

#include "client/views.h"

#define OPTION_ON OPTION("on", 0, "DATE", "the date asked about, as 2017-12-20 (today, by UTC)")
#define OPTION_READING OPTION("reading", 0, "ID", "by this reading of the term (each zone's first)")

/* Who says so, of a command that records a fact. */
#define OPTIONS_SOURCE                                                                                                 \
	OPTION("source", 0, "ID", "id of the zone's source that says so"),                                             \
		OPTION("place", 0, "WORDS", "where in it: \"clause 3\""),                                              \
		OPTION("source-title", 0, "TITLE", "title of the source, where the zone does not list it yet"),        \
		OPTION("source-uri", 0, "URI", "where that source can be found"), OPTION_ETAG

static const struct option_row status_options[] = {
	OPTION_ON,
	OPTION_READING,
	OPTIONS_PAGES("ZoneStatus", "term_end.latest, zone"),
	OPTIONS_END,
};

static const struct option_row expiring_options[] = {
	{ "within", 0, "TIME", "whose term ends within this time: 30d, 6w, 3m (30d)" },
	{ "on", 0, "DATE", "the date asked about, as 2017-10-20 (today, by UTC)" },
	OPTION_READING,
	OPTIONS_PAGES("ZoneStatus", "days_left, zone"),
	OPTIONS_END,
};

static const struct option_row timeline_options[] = {
	{ "from", 0, "DATE", "first day (the first on which one of these zones is in force)" },
	{ "to", 0, "DATE", "last day (the last of their last term on record)" },
	OPTION_READING,
	OPTIONS_PAGES("ZoneTimeline", "title"),
	OPTIONS_END,
};

static const struct option_row conflicts_options[] = {
	OPTIONS_PAGES("ZoneConflict", "fact, zone"),
	OPTIONS_END,
};

static const struct option_row consent_options[] = {
	{ "party", 'p', "ID", "the guarantor: RUS" },
	{ "term", 0, "N", "number of the term: 2 for the first extension" },
	{ "date", 0, "DATE", "when it decided: 2017-11-01 or 2017-10-30..2017-11-01" },
	{ "decision", 0, "WORD", "consent or objection" },
	OPTIONS_SOURCE,
	OPTIONS_END,
};

static const struct option_row terminate_options[] = {
	{ "date", 0, "DATE", "first day no longer in force" },
	{ "why", 0, "TEXT", "why it ended" },
	OPTIONS_SOURCE,
	OPTIONS_END,
};

static const struct option_row at_options[] = {
	OPTION_ON,
	{ "radius", 'r', "DISTANCE", "zones so near as well: 500m, 5km; at most 100km (0)" },
	OPTION_READING,
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

const struct command zone_commands[] = {
	RECORD_COMMANDS("zone", "Zone", kind_zones, "idlib", "kind = KIND_DE_ESCALATION_AREA",
			"title='Idlib and around'"),
	{ .words = "zone status",
	  .synopsis = "[NAME…]",
	  .summary = "which zones are in force on a date, and why",
	  .about = "Says for each zone whether it is in force on a date, in which term, until when, and whose "
		   "consent to the next term is missing. The answer names the reading of the term that it "
		   "used, and the readings that differ; a note says since when an extension is by a rule "
		   "alone, or only possible, and nothing on record reports it.",
	  .examples = "  truce zone status --on 2017-12-20\n"
		      "  truce zone status idlib --on 2018-03-15 --reading may-4\n"
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
		   "still takes one, so that a gap of days is seen; a figure is the number of the term that begins. The data are -o json, the dates -o text, and -o "
		   "svg is a picture for a file.",
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
	  .about = "Adds one guarantor's consent or objection to one term, with its date and source. Of a "
		   "guarantor that changed its mind the later decision holds from its date on. What it "
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
		   "place on a boundary lies inside. South and west are negative. A space does as "
		   "well as the comma.",
	  .examples = "  truce zone at 35.93,36.63 --on 2017-12-20\n"
		      "  truce zone at --radius 20km 33.51,36.29\n"
		      "  truce zone at -8.84,13.23 --on 2017-12-20\n",
	  .options = at_options,
	  .least = 1,
	  .most = 2,
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
	  .examples = "  truce zone boundary idlib idlib.geojson --source ocha-areas --reason agreed\n"
		      "  truce zone boundary idlib provinces.geojson --feature SY07 --source ocha-areas\n"
		      "  truce zone boundary idlib areas.geojson --property name=Idleb \\\n"
		      "      --source ocha-areas\n",
	  .options = boundary_options,
	  .least = 2,
	  .most = 2,
	  .run = boundary_run,
	  .methods = { SERVICE("Zone", "UpdateZone") } },
	{ .words = NULL },
};
