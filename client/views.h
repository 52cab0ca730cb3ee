/* The commands that answer a question rather than list a kind of record. */
#ifndef TRUCE_CLIENT_VIEWS_H
#define TRUCE_CLIENT_VIEWS_H

#include "client/cli.h"
#include "truce/v1/zone_service.pb-c.h"

int passages_run(struct cli *cli, int count, char **args);
int agenda_run(struct cli *cli, int count, char **args);
int compare_run(struct cli *cli, int count, char **args);
int precedent_run(struct cli *cli, int count, char **args);
int search_run(struct cli *cli, int count, char **args);
int status_run(struct cli *cli, int count, char **args);
int positions_run(struct cli *cli, int count, char **args);
int citations_run(struct cli *cli, int count, char **args);
int expiring_run(struct cli *cli, int count, char **args);
int consent_run(struct cli *cli, int count, char **args);
int terminate_run(struct cli *cli, int count, char **args);
int timeline_run(struct cli *cli, int count, char **args);
int conflicts_run(struct cli *cli, int count, char **args);
int threads_run(struct cli *cli, int count, char **args);
int commitments_run(struct cli *cli, int count, char **args);
int at_run(struct cli *cli, int count, char **args);
int overlaps_run(struct cli *cli, int count, char **args);
int boundary_run(struct cli *cli, int count, char **args);
int coverage_run(struct cli *cli, int count, char **args);
int import_run(struct cli *cli, int count, char **args);
int export_run(struct cli *cli, int count, char **args);
int text_run(struct cli *cli, int count, char **args);
int describe_run(struct cli *cli, int count, char **args);
int call_run(struct cli *cli, int count, char **args);
int health_run(struct cli *cli, int count, char **args);

/* Threads of agenda items by the options --on, --open, --topic and --process, of the
 * rounds named; with the nth method of the command. */
int threads_show(struct cli *cli, int nth, int count, char **args);
/* Whether a zone is in force: "in term", "uncertain: in term or lapsed" (client/status.c). */
const char *words_state(struct arena *arena, const Truce__V1__ZoneStatus *status);
const char *words_states(struct arena *arena, Truce__V1__ZoneStatus__State state,
			 const Truce__V1__ZoneStatus__State *possible, size_t count);
/* What a table of statuses has no room for: objections, notes, and what each reading rests on. */
void status_say(struct cli *cli, Truce__V1__ZoneStatus *const *statuses, size_t count);

/* Path of the method that a user means: "GetZone", "ZoneService/GetZone", the whole
 * path; NULL where there is none, or several. */
const char *method_meant(struct arena *arena, const char *text);

#endif
