#include "store/verify.h"

#include <stdlib.h>

/* The entry before, where it could be read; else the run of those that could not, and what was
 * said of the first. */
struct chain {
	int64_t revision, time;
	uint8_t digest[STORE_DIGEST];
	bool known;
	int64_t lost_from, lost_to; /* 0: none */
	struct error trouble;
};

static enum status room_for_record(struct verifier *v, struct error *error)
{
	if (v->record_count < v->record_capacity)
		return STATUS_OK;
	size_t capacity = v->record_capacity * 2;
	struct known_record *more = realloc(v->records, capacity * sizeof *more);
	if (more == NULL)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "There is no memory to verify the store.");
	v->records = more;
	v->record_capacity = capacity;
	return STATUS_OK;
}

/* Makes room for a record that is not known yet: the next or, where changes before it cannot be
 * read, one behind those that they may have made. False where it is neither. */
static bool is_next(struct verifier *v, uint32_t doc, enum status *status, struct error *error)
{
	*status = STATUS_OK;
	if (doc < v->record_count)
		return doc != 0;
	if ((int64_t)(doc - v->record_count) > v->unread_changes)
		return false;
	while (v->record_count <= doc && *status == STATUS_OK) {
		*status = room_for_record(v, error);
		if (*status == STATUS_OK)
			v->records[v->record_count++] = (struct known_record){ 0 };
	}
	return true;
}

/* Only what had been replaced by the oldest revision that has all content is ever compacted away. */
static void tell_emptied(struct verifier *v, const struct known_record *record)
{
	verify_differs(v, "Change %lld says that it was compacted, and by change %lld nothing had replaced it.",
		       (long long)record->revision, (long long)v->txn.oldest);
}

/* Takes in what a change does to its record. */
static enum status learn(struct verifier *v, const struct store_change *c, struct error *error)
{
	enum status status;
	if (!is_next(v, c->doc, &status, error)) {
		verify_differs(v, "Change %lld numbers its record %u, which is not the next.", (long long)c->revision,
			       c->doc);
		v->changes[c->revision].doc = UINT32_MAX;
		return STATUS_OK;
	}
	if (status != STATUS_OK)
		return status;
	struct known_record *record = &v->records[c->doc];
	struct record_row before = { c->doc, record->revision, record->kind };
	if (!view_fits(c->kind, record->changes == 0 ? NULL : &before))
		verify_differs(v, "Change %lld is of kind %d, which does not fit the state of %.*s.",
			       (long long)c->revision, (int)c->kind, (int)c->name.size, (const char *)c->name.data);
	if (record->changes == 0)
		record->name = posting_seed(c->name);
	else if (record->name != posting_seed(c->name))
		verify_differs(v, "Change %lld is of %.*s, but its number is another record's.", (long long)c->revision,
			       (int)c->name.size, (const char *)c->name.data);
	if (record->emptied && c->revision > v->txn.oldest)
		tell_emptied(v, record);
	record->emptied = c->compacted;
	record->revision = c->revision;
	record->kind = c->kind;
	record->changes++;
	v->changes[c->revision] = (struct known_change){ c->doc, (uint8_t)c->kind };
	return STATUS_OK;
}

static void check_digests(struct verifier *v, const struct store_change *c)
{
	uint8_t digest[STORE_DIGEST];
	entry_digest(c, digest);
	if (memcmp(digest, c->digest, STORE_DIGEST) != 0)
		verify_fault(v, "Change %lld: its digest does not hold.", (long long)c->revision);
	if (c->compacted) {
		v->report->compacted++;
		if (c->revision >= v->txn.oldest || c->body.size != 0)
			verify_fault(v, "Change %lld says that it was compacted, and was not.", (long long)c->revision);
		return;
	}
	store_digest(&c->body, 1, digest);
	if (memcmp(digest, c->record_digest, STORE_DIGEST) != 0)
		verify_fault(v, "Change %lld: the digest of its record does not hold.", (long long)c->revision);
}

static void check_chain(struct verifier *v, const struct store_change *c, const struct chain *before)
{
	if (!before->known)
		return;
	if (memcmp(c->previous_digest, before->digest, STORE_DIGEST) != 0)
		verify_fault(v, "Change %lld does not carry the digest of change %lld: the chain is broken.",
			     (long long)c->revision, (long long)before->revision);
	if (c->time < before->time && c->revision > 1)
		verify_fault(v, "Change %lld was made before change %lld.", (long long)c->revision,
			     (long long)before->revision);
}

/* One line for changes beside one another: a page that is lost has many. */
static void tell_lost(struct verifier *v, struct chain *chain)
{
	if (chain->lost_from == 0)
		return;
	if (chain->lost_from == chain->lost_to)
		verify_fault(v, "Change %lld cannot be read. %s", (long long)chain->lost_from, chain->trouble.message);
	else
		verify_fault(v, "Changes %lld to %lld cannot be read. Of the first: %s", (long long)chain->lost_from,
			     (long long)chain->lost_to, chain->trouble.message);
	chain->lost_from = 0;
}

static enum status note_lost(struct verifier *v, int64_t revision, struct chain *chain, const struct error *trouble,
			     struct error *error)
{
	if (chain->lost_from == 0) {
		chain->lost_from = revision;
		chain->trouble = *trouble;
	}
	chain->lost_to = revision;
	chain->known = false;
	v->unread_changes++;
	v->unread++;
	return verify_renew(v, error);
}

static enum status look(struct verifier *v, int64_t revision, struct chain *chain, struct error *error)
{
	struct store_change c;
	struct error trouble;
	bool readable = change_at(&v->txn, revision, &c, &trouble) == STATUS_OK;
	v->report->changes++;
	if (!readable)
		return note_lost(v, revision, chain, &trouble, error);
	tell_lost(v, chain);
	v->report->last_time = c.time;
	check_digests(v, &c);
	check_chain(v, &c, chain);
	*chain = (struct chain){ .revision = revision, .time = c.time, .known = true };
	memcpy(chain->digest, c.digest, STORE_DIGEST);
	return learn(v, &c, error);
}

/* The records whose content is gone. */
static void lose_emptied(struct verifier *v)
{
	for (uint32_t doc = 1; doc < v->record_count; doc++) {
		if (!v->records[doc].emptied)
			continue;
		tell_emptied(v, &v->records[doc]);
		v->records[doc].lost = true;
	}
}

/* The number of entries is the last revision; so each being there says that there
 * are no others. */
enum status verify_journal(struct verifier *v, struct error *error)
{
	struct chain chain = { .known = true };
	int64_t last = v->txn.revision, before = v->report->faults;
	v->record_capacity = 1024;
	v->record_count = 1;
	v->records = calloc(v->record_capacity, sizeof *v->records);
	v->changes = calloc((size_t)last + 1, sizeof *v->changes);
	if (v->records == NULL || v->changes == NULL)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "There is no memory to verify the store.");
	enum status status = STATUS_OK;
	for (int64_t revision = 1; revision <= last && status == STATUS_OK; revision++) {
		status = look(v, revision, &chain, error);
		report_progress(v->report, revision, last);
	}
	tell_lost(v, &chain);
	lose_emptied(v);
	v->report->journal_faults = v->report->faults - before;
	v->report->records = (int64_t)v->record_count - 1;
	return status;
}
