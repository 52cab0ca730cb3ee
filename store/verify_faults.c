#include "store/verify.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/utf8.h"

static void PRINTF_LIKE(2, 0) tell(struct verifier *v, const char *format, va_list args)
{
	char text[512];
	vsnprintf(text, sizeof text, format, args);
	utf8_clean(text); /* what is damaged may hold any bytes */
	char *advice = strstr(text, SEE_ALL_FAULTS);
	if (advice != NULL) /* which is being followed */
		*advice = '\0';
	v->report->faults++;
	bool again = strcmp(text, v->said) == 0; /* a page of noise may seem to have thousands of rows */
	memcpy(v->said, text, sizeof text);
	if (v->report->fault != NULL && !again)
		v->report->fault(v->report->arg, text);
}

void verify_fault(struct verifier *v, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	tell(v, format, args);
	va_end(args);
}

/* Whether one more of the kind that has this format is told. */
static bool is_told(struct verifier *v, const char *format)
{
	size_t i = 0;
	while (i < VERIFY_KINDS - 1 && v->kinds[i].format != NULL && v->kinds[i].format != format)
		i++;
	v->kinds[i].format = format;
	return v->unread == 0 && !v->moved && v->kinds[i].told++ < VERIFY_ALIKE;
}

void verify_differs(struct verifier *v, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	if (is_told(v, format))
		tell(v, format, args);
	else
		v->differing++;
	va_end(args);
}

/* Where something could not be read faults are only counted, and nothing more is read for them. */
const char *verify_record(struct verifier *v, uint32_t doc, struct verify_record *out)
{
	const struct known_record *record = doc > 0 && doc < v->record_count ? &v->records[doc] : NULL;
	struct store_change change;
	bool known = v->unread == 0 && !v->moved && record != NULL && record->changes > 0 &&
		     change_at(&v->txn, record->revision, &change, NULL) == STATUS_OK;
	if (known)
		snprintf(out->text, sizeof out->text, "%.*s (change %lld)", (int)change.name.size,
			 (const char *)change.name.data, (long long)record->revision);
	else
		snprintf(out->text, sizeof out->text, "record number %u", doc);
	return out->text;
}

void verify_damaged(struct verifier *v, enum db db, uint32_t doc)
{
	struct verify_record record;
	verify_fault(v, "The store is damaged: in its database %s, the checksum of %s does not hold.", db_name(db),
		     verify_record(v, doc, &record));
}

enum status verify_renew(struct verifier *v, struct error *error)
{
	size_t id = mdb_txn_id(v->txn.mdb);
	mdb_txn_reset(v->txn.mdb);
	int code = mdb_txn_renew(v->txn.mdb);
	if (code == MDB_MAP_RESIZED) {
		code = env_follow(v->txn.env);
		if (code == 0)
			code = mdb_txn_renew(v->txn.mdb);
	}
	if (code != 0)
		return env_failed(error, code, "begin a transaction of the store");
	v->moved = v->moved || mdb_txn_id(v->txn.mdb) != id;
	return STATUS_OK;
}

void verify_unreadable(struct verifier *v, enum db db, const struct error *trouble)
{
	if (strcmp(trouble->reason, "CHECKSUM") == 0) {
		verify_fault(v, "%s", trouble->message);
		return;
	}
	if (!v->told[db])
		verify_fault(v, "Database %s cannot be read everywhere. %s", db_name(db), trouble->message);
	v->told[db] = true;
	v->unread++;
}

bool verify_unread(const struct verifier *v, int64_t revision)
{
	return revision > 0 && revision <= v->txn.revision && v->changes[revision].doc == 0;
}

bool verify_seal(struct verifier *v, enum db db, struct bytes key, struct bytes value, struct bytes *content)
{
	struct error error;
	if (seal_check(db, key, value, content, &error) == STATUS_OK)
		return true;
	if (db == DB_DOCS && key.size == 4)
		verify_damaged(v, db, get_u32(key.data));
	else
		verify_fault(v, "%s", error.message);
	return false;
}

enum status verify_rows(struct verifier *v, enum db db,
			enum status (*look)(struct verifier *v, struct bytes key, struct bytes value,
					    struct error *error),
			struct error *error)
{
	struct walk walk;
	struct bytes key, value;
	struct error trouble;
	enum status status = walk_begin(&v->txn, db, &walk, error);
	if (status != STATUS_OK)
		return status;
	while ((status = walk_next(&walk, &key, &value, &trouble)) == STATUS_OK) {
		status = look(v, key, value, error);
		if (status != STATUS_OK) {
			walk_end(&walk);
			return status;
		}
	}
	walk_end(&walk);
	if (status == STATUS_NOT_FOUND)
		return STATUS_OK;
	verify_unreadable(v, db, &trouble);
	return verify_renew(v, error);
}
