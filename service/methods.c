#include "service/call.h"

#include "grpc/health/v1/health.pb-c.h"
#include "grpc/reflection/v1/reflection.pb-c.h"
#include "service/handlers.h"
#include "service/listing.h"
#include "truce/v1/agenda_service.pb-c.h"
#include "truce/v1/commitment_service.pb-c.h"
#include "truce/v1/consent_service.pb-c.h"
#include "truce/v1/coverage_service.pb-c.h"
#include "truce/v1/import_service.pb-c.h"
#include "truce/v1/journal.pb-c.h"
#include "truce/v1/place_service.pb-c.h"
#include "truce/v1/position_service.pb-c.h"
#include "truce/v1/round_service.pb-c.h"
#include "truce/v1/server_service.pb-c.h"
#include "truce/v1/search_service.pb-c.h"
#include "truce/v1/statement_service.pb-c.h"
#include "truce/v1/text.pb-c.h"
#include "truce/v1/wording_service.pb-c.h"
#include "truce/v1/zone_service.pb-c.h"

/* A method of this schema by the generator's names of its messages. */
#define TRUCE(service, method, input, output)                                                                          \
	"/truce.v1." #service "/" #method, &truce__v1__##input##__descriptor, &truce__v1__##output##__descriptor

/* clang-format off */
const struct method methods[] = {
	{ TRUCE(StatementService, GetStatement, get_statement_request, statement),
	  MODE_POINT, ROLE_READER, .handle = resource_get, .collection = &collections[STATEMENTS] },
	{ TRUCE(StatementService, BatchGetStatements, batch_get_statements_request, batch_get_statements_response),
	  MODE_SEARCH, ROLE_READER, .handle = resource_batch_get, .collection = &collections[STATEMENTS] },
	{ TRUCE(StatementService, ListStatements, list_statements_request, list_statements_response),
	  MODE_SEARCH, ROLE_READER, .handle = listing_reply, .source = &listing_statements },
	{ TRUCE(StatementService, CreateStatement, create_statement_request, statement),
	  MODE_WRITE, ROLE_WRITER, .handle = resource_create, .collection = &collections[STATEMENTS], .check = resource_check_create },
	{ TRUCE(StatementService, UpdateStatement, update_statement_request, statement),
	  MODE_WRITE, ROLE_WRITER, .handle = resource_update, .collection = &collections[STATEMENTS], .check = resource_check_update },
	{ TRUCE(StatementService, DeleteStatement, delete_statement_request, statement),
	  MODE_WRITE, ROLE_WRITER, .handle = resource_delete, .collection = &collections[STATEMENTS] },
	{ TRUCE(StatementService, UndeleteStatement, undelete_statement_request, statement),
	  MODE_WRITE, ROLE_WRITER, .handle = resource_undelete, .collection = &collections[STATEMENTS] },
	{ TRUCE(StatementService, ListPassages, list_passages_request, list_passages_response),
	  MODE_SEARCH, ROLE_READER, .handle = listing_reply, .source = &listing_passages },

	{ TRUCE(RoundService, GetRound, get_round_request, round),
	  MODE_POINT, ROLE_READER, .handle = resource_get, .collection = &collections[ROUNDS] },
	{ TRUCE(RoundService, BatchGetRounds, batch_get_rounds_request, batch_get_rounds_response),
	  MODE_SEARCH, ROLE_READER, .handle = resource_batch_get, .collection = &collections[ROUNDS] },
	{ TRUCE(RoundService, ListRounds, list_rounds_request, list_rounds_response),
	  MODE_SEARCH, ROLE_READER, .handle = listing_reply, .source = &listing_rounds },
	{ TRUCE(RoundService, CreateRound, create_round_request, round),
	  MODE_WRITE, ROLE_WRITER, .handle = resource_create, .collection = &collections[ROUNDS], .check = resource_check_create },
	{ TRUCE(RoundService, UpdateRound, update_round_request, round),
	  MODE_WRITE, ROLE_WRITER, .handle = resource_update, .collection = &collections[ROUNDS], .check = resource_check_update },
	{ TRUCE(RoundService, DeleteRound, delete_round_request, round),
	  MODE_WRITE, ROLE_WRITER, .handle = resource_delete, .collection = &collections[ROUNDS] },
	{ TRUCE(RoundService, UndeleteRound, undelete_round_request, round),
	  MODE_WRITE, ROLE_WRITER, .handle = resource_undelete, .collection = &collections[ROUNDS] },

	{ TRUCE(ZoneService, GetZone, get_zone_request, zone),
	  MODE_POINT, ROLE_READER, .handle = resource_get, .collection = &collections[ZONES] },
	{ TRUCE(ZoneService, BatchGetZones, batch_get_zones_request, batch_get_zones_response),
	  MODE_SEARCH, ROLE_READER, .handle = resource_batch_get, .collection = &collections[ZONES] },
	{ TRUCE(ZoneService, ListZones, list_zones_request, list_zones_response),
	  MODE_SEARCH, ROLE_READER, .handle = listing_reply, .source = &listing_zones },
	{ TRUCE(ZoneService, CreateZone, create_zone_request, zone),
	  MODE_WRITE, ROLE_WRITER, .handle = resource_create, .collection = &collections[ZONES], .check = resource_check_create },
	{ TRUCE(ZoneService, UpdateZone, update_zone_request, zone),
	  MODE_WRITE, ROLE_WRITER, .handle = resource_update, .collection = &collections[ZONES], .check = resource_check_update },
	{ TRUCE(ZoneService, DeleteZone, delete_zone_request, zone),
	  MODE_WRITE, ROLE_WRITER, .handle = resource_delete, .collection = &collections[ZONES] },
	{ TRUCE(ZoneService, UndeleteZone, undelete_zone_request, zone),
	  MODE_WRITE, ROLE_WRITER, .handle = resource_undelete, .collection = &collections[ZONES] },
	{ TRUCE(ZoneService, GetZoneStatus, get_zone_status_request, zone_status),
	  MODE_SEARCH, ROLE_READER, .handle = zone_get_status },
	{ TRUCE(ZoneService, ListZoneStatuses, list_zone_statuses_request, list_zone_statuses_response),
	  MODE_SEARCH, ROLE_READER, .handle = listing_reply, .source = &listing_zone_statuses },

	{ TRUCE(PositionService, ListPositions, list_positions_request, list_positions_response),
	  MODE_SEARCH, ROLE_READER, .handle = position_list },
	{ TRUCE(PositionService, ListCitations, list_citations_request, list_citations_response),
	  MODE_SEARCH, ROLE_READER, .handle = listing_reply, .source = &listing_citations },

	{ TRUCE(ConsentService, RecordConsent, record_consent_request, zone),
	  MODE_WRITE, ROLE_WRITER, .handle = consent_record, .collection = &collections[ZONES] },
	{ TRUCE(ConsentService, TerminateZone, terminate_zone_request, zone),
	  MODE_WRITE, ROLE_WRITER, .handle = consent_terminate_zone, .collection = &collections[ZONES] },
	{ TRUCE(ConsentService, ListZoneTimelines, list_zone_timelines_request, list_zone_timelines_response),
	  MODE_SEARCH, ROLE_READER, .handle = timeline_list, .source = &listing_zone_timelines },
	{ TRUCE(ConsentService, ListZoneConflicts, list_zone_conflicts_request, list_zone_conflicts_response),
	  MODE_SEARCH, ROLE_READER, .handle = listing_reply, .source = &listing_zone_conflicts },

	{ TRUCE(AgendaService, ListAgendaThreads, list_agenda_threads_request, list_agenda_threads_response),
	  MODE_SEARCH, ROLE_READER, .handle = listing_reply, .source = &listing_agenda_threads },

	{ TRUCE(CommitmentService, ListCommitments, list_commitments_request, list_commitments_response),
	  MODE_SEARCH, ROLE_READER, .handle = listing_reply, .source = &listing_commitments },

	{ TRUCE(WordingService, CompareStatements, compare_statements_request, compare_statements_response),
	  MODE_SEARCH, ROLE_READER, .handle = wording_compare_statements },
	{ TRUCE(WordingService, FindPrecedents, find_precedents_request, find_precedents_response),
	  MODE_SEARCH, ROLE_READER, .handle = precedent_find, .check = precedent_check },
	{ TRUCE(SearchService, SearchStatements, search_statements_request, search_statements_response),
	  MODE_SEARCH, ROLE_READER, .handle = search_statements, .check = search_check,
	  .is_quick = search_is_quick },
	{ TRUCE(SearchService, WatchSearch, watch_search_request, watch_search_response),
	  MODE_WATCH, ROLE_READER, .handle = search_watch, .streaming = STREAM_REPLIES },
	{ TRUCE(PlaceService, LocatePoint, locate_point_request, locate_point_response),
	  MODE_SEARCH, ROLE_READER, .handle = place_locate, .check = place_check_locate },
	{ TRUCE(PlaceService, FindOverlaps, find_overlaps_request, find_overlaps_response),
	  MODE_SEARCH, ROLE_READER, .handle = place_overlaps, .check = place_check_overlaps },

	{ TRUCE(CoverageService, CheckCoverage, check_coverage_request, check_coverage_response),
	  MODE_SEARCH, ROLE_READER, .handle = coverage_survey, .check = coverage_check },

	{ TRUCE(TextService, GetText, get_text_request, text),
	  MODE_POINT, ROLE_READER, .handle = resource_get, .collection = &collections[TEXTS] },

	{ TRUCE(ImportService, ImportRecords, import_records_request, import_records_response),
	  MODE_WRITE, ROLE_WRITER, .handle = import_records, .check = import_check_records, .prepare = import_make_records },
	{ TRUCE(ImportService, ImportText, import_text_request, import_text_response),
	  MODE_WRITE, ROLE_WRITER, .handle = import_text, .check = import_check_text, .prepare = import_read_text },

	{ TRUCE(JournalService, ListChanges, list_changes_request, list_changes_response),
	  MODE_SEARCH, ROLE_READER, .handle = journal_list },
	{ TRUCE(JournalService, WatchChanges, watch_changes_request, watch_changes_response),
	  MODE_WATCH, ROLE_READER, .handle = journal_watch, .streaming = STREAM_REPLIES },
	{ TRUCE(JournalService, GetHead, get_head_request, head),
	  MODE_POINT, ROLE_READER, .handle = journal_head },

	{ TRUCE(ServerService, GetServerStatus, get_server_status_request, server_status),
	  MODE_SEARCH, ROLE_READER, .handle = server_status },

	{ "/grpc.health.v1.Health/Check",
	  &grpc__health__v1__health_check_request__descriptor, &grpc__health__v1__health_check_response__descriptor,
	  MODE_POINT, ROLE_NONE, .handle = health_check },
	{ "/grpc.health.v1.Health/Watch",
	  &grpc__health__v1__health_check_request__descriptor, &grpc__health__v1__health_check_response__descriptor,
	  MODE_WATCH, ROLE_NONE, .handle = health_watch, .streaming = STREAM_REPLIES },
	{ "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
	  &grpc__reflection__v1__server_reflection_request__descriptor,
	  &grpc__reflection__v1__server_reflection_response__descriptor,
	  MODE_SEARCH, ROLE_NONE, .handle = reflection_info, .streaming = STREAM_BOTH },
	{ "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
	  &grpc__reflection__v1__server_reflection_request__descriptor,
	  &grpc__reflection__v1__server_reflection_response__descriptor,
	  MODE_SEARCH, ROLE_NONE, .handle = reflection_info, .streaming = STREAM_BOTH },
	{ .path = NULL },
};
/* clang-format on */

size_t methods_count(void)
{
	return sizeof methods / sizeof *methods - 1;
}
