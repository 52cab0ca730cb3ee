#include "domain/check.h"

#include "base/time.h"
#include "domain/check_record.h"
#include "domain/stance.h"
#include "domain/zone.h"

/* Lists whose elements have ids within the record. */
static const struct {
	const ProtobufCMessageDescriptor *type;
	const char *list;
} id_lists[] = {
	{ &truce__v1__statement__descriptor, "sources" }, { &truce__v1__statement__descriptor, "commitments" },
	{ &truce__v1__round__descriptor, "sources" },     { &truce__v1__round__descriptor, "agenda" },
	{ &truce__v1__zone__descriptor, "sources" },      { &truce__v1__zone__descriptor, "readings" },
};

/* How many a zone can have of what its status and its conflicts are worked out from. */
static const struct {
	const ProtobufCMessageDescriptor *type;
	const char *list;
	size_t most;
} sizes[] = {
	{ &truce__v1__zone__descriptor, "guarantors", STANCE_GUARANTORS_MOST },
	{ &truce__v1__zone__descriptor, "readings", 64 },
	{ &truce__v1__zone__descriptor, "consents", 4096 },
	{ &truce__v1__zone__descriptor, "extensions", ZONE_TERMS_MOST },
	{ &truce__v1__zone__descriptor, "maps", 1024 },
	{ &truce__v1__zone__descriptor, "mechanisms", 1024 },
	{ &truce__v1__zone__descriptor, "provinces", 1024 },
	{ &truce__v1__zone__descriptor, "control_forces", 1024 },
};

/* Checks by the type of a message, wherever in the record it stands. */
static const struct {
	const ProtobufCMessageDescriptor *type;
	void (*check)(const struct checker *c, const ProtobufCMessage *m, const struct path *path);
} checks[] = {
	{ &truce__v1__date_interval__descriptor, check_date },
	{ &truce__v1__figure__descriptor, check_figure },
	{ &truce__v1__byte_range__descriptor, check_byte_range },
	{ &truce__v1__source_reference__descriptor, check_source_reference },
	{ &truce__v1__text_span__descriptor, check_span },
	{ &truce__v1__block__descriptor, check_block },
	{ &truce__v1__vote__descriptor, check_vote },
	{ &truce__v1__commitment__descriptor, check_commitment },
	{ &truce__v1__statement_link__descriptor, check_link },
	{ &truce__v1__session__descriptor, check_session },
	{ &truce__v1__next_meeting__descriptor, check_next_meeting },
	{ &truce__v1__agenda_item__descriptor, check_agenda_item },
	{ &truce__v1__zone__descriptor, check_zone },
	{ &truce__v1__reading__descriptor, check_reading },
	{ &truce__v1__consent__descriptor, check_consent },
	{ &truce__v1__extension__descriptor, check_extension },
	{ &truce__v1__boundary__descriptor, check_boundary },
};

/* Whether no list is so long that the other checks would take their time. */
static bool check_sizes(const struct checker *c, const struct path *root)
{
	bool fits = true;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		if (sizes[i].type != c->record->descriptor)
			continue;
		struct path path = { .up = root, .name = sizes[i].list, .index = -1 };
		size_t count = message_count(c->record, protobuf_c_message_descriptor_get_field_by_name(
								c->record->descriptor, sizes[i].list));
		if (count <= sizes[i].most)
			continue;
		violations_add_at(c->v, &path, "has %zu elements, expected at most %zu", count, sizes[i].most);
		fits = false;
	}
	return fits;
}

static void check_deep(const struct checker *c, const ProtobufCMessage *m, const struct path *up)
{
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
		if (checks[i].type == m->descriptor)
			checks[i].check(c, m, up);
	for (unsigned i = 0; i < m->descriptor->n_fields; i++) {
		const ProtobufCFieldDescriptor *f = &m->descriptor->fields[i];
		if (f->type != PROTOBUF_C_TYPE_MESSAGE)
			continue;
		bool repeated = f->label == PROTOBUF_C_LABEL_REPEATED;
		for (size_t k = 0; k < message_count(m, f); k++) {
			struct path path = { .up = up, .name = f->name, .index = repeated ? (ptrdiff_t)k : -1 };
			check_deep(c, message_at(m, f, k), &path);
		}
	}
}

void record_check(const ProtobufCMessage *record, const char *prefix, struct violations *v)
{
	record_check_on(record, prefix, DAY_LAST, v);
}

void record_check_on(const ProtobufCMessage *record, const char *prefix, int32_t today, struct violations *v)
{
	struct checker c = { .record = record, .today = today, .v = v };
	struct path root = { .up = NULL, .name = prefix, .index = -1 };
	bool is_record = false;
	for (size_t i = 0; i < sizeof id_lists / sizeof *id_lists; i++) {
		if (id_lists[i].type != record->descriptor)
			continue;
		check_ids(&c, id_lists[i].list, &root);
		is_record = true;
	}
	if (is_record && check_sizes(&c, &root))
		check_deep(&c, record, &root);
}
