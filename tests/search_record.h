/* What tests of search share: a record of three speeches, and words to make others with. */
#ifndef TRUCE_TESTS_SEARCH_RECORD_H
#define TRUCE_TESTS_SEARCH_RECORD_H

#include "tests/support_service.h"

#define SEARCH "SearchService.SearchStatements"

static inline void create(struct rig *rig, const char *id, const char *more, const char *texts)
{
	rig_callf(rig, "StatementService.CreateStatement",
		  "{\"statementId\":\"%s\",\"statement\":{\"kind\":\"KIND_SPEECH\",%s\"blocks\":[%s],"
		  "\"sources\":[{\"id\":\"s\"}]}}",
		  id, more, texts);
	rig_expect(rig, STATUS_OK, "");
}

#define BLOCK(text) "{\"kind\":\"KIND_PARAGRAPH\",\"text\":\"" text "\"}"
#define DAY(day) "\"date\":{\"earliest\":\"" day "\",\"latest\":\"" day "\"},"
#define KAZ "\"language\":\"en\",\"signatories\":[{\"party\":{\"id\":\"KAZ\"}}],"
#define TUR "\"language\":\"en\",\"signatories\":[{\"party\":{\"id\":\"TUR\"}},{\"party\":{\"id\":\"RUS\"}}],"

static inline void open_with_three(struct rig *rig)
{
	rig_open(rig);
	create(rig, "belt", DAY("2017-09-15") KAZ,
	       BLOCK("The guarantors post observers on the security belt.") "," BLOCK("Convoys of aid pass the belt."));
	create(rig, "zone", DAY("2018-02-01") TUR, BLOCK("Observers watch the de-escalation zone in Idlib."));
	create(rig, "aid", "\"language\":\"en\",", BLOCK("Aid, aid and more aid for the Syrian Arab Republic."));
}

#endif
