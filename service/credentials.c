#include "service/credentials.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/hex.h"
#include "store/store.h"

struct credential {
	bool certificate;             /* else a token */
	uint8_t digest[STORE_DIGEST]; /* of the token */
	char name[65];
	char actor[80]; /* "token:NAME" */
	struct service_peer peer;
	struct credential *next;
};

struct credentials {
	struct credential *first;
	bool certificates;
};

static const char *const role_names[] = {
	[ROLE_NONE] = "none",
	[ROLE_READER] = "reader",
	[ROLE_WRITER] = "writer",
	[ROLE_ADMIN] = "admin",
};

const char *role_name(enum role role)
{
	return role_names[role];
}

static bool role_parse(const char *text, enum role *out)
{
	for (int role = ROLE_READER; role <= ROLE_ADMIN; role++) {
		if (strcmp(text, role_names[role]) == 0) {
			*out = (enum role)role;
			return true;
		}
	}
	return false;
}

static bool name_is_plain(const char *name)
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._@-";
	return name[strspn(name, alphabet)] == '\0';
}

/* What the row before has that shows the same token or certificate; NULL for none. */
static const struct credential *shown_by(const struct credentials *credentials, const struct credential *row)
{
	for (const struct credential *other = credentials->first; other != NULL; other = other->next)
		if (other->certificate == row->certificate &&
		    (row->certificate ? strcmp(other->name, row->name) == 0
				      : memcmp(other->digest, row->digest, sizeof row->digest) == 0))
			return other;
	return NULL;
}

/* One line; what is wrong with it in *fault, NULL where nothing is. */
static enum status add_line(struct credentials *credentials, const char *line, const char **fault)
{
	char name[65], role[17], proof[65], rest;
	int fields = sscanf(line, " %64s %16s %64s %c", name, role, proof, &rest);
	*fault = NULL;
	if (fields <= 0 || name[0] == '#')
		return STATUS_OK;
	struct credential *row = calloc(1, sizeof *row);
	if (row == NULL)
		return STATUS_RESOURCE_EXHAUSTED;
	snprintf(row->name, sizeof row->name, "%s", name);
	row->certificate = fields == 3 && strcmp(proof, "certificate") == 0;
	if (fields != 3)
		*fault = "expected NAME ROLE SHA-256-OF-TOKEN, or NAME ROLE certificate";
	else if (!name_is_plain(name))
		*fault = "a name has letters, digits and . _ @ - only";
	else if (!role_parse(role, &row->peer.role))
		*fault = "the role is reader, writer or admin";
	else if (!row->certificate && !hex_parse(proof, row->digest, sizeof row->digest))
		*fault = "the digest is 64 lower-case hexadecimal digits";
	else if (row->certificate && !credentials->certificates)
		*fault = "nobody is asked for a certificate; --tls-ca names the authorities of those that are taken";
	else if (shown_by(credentials, row) != NULL)
		*fault = row->certificate ? "a line before gives a certificate of that name its role"
					  : "a line before gives that token its role";
	if (*fault != NULL) {
		free(row);
		return STATUS_OK;
	}
	snprintf(row->actor, sizeof row->actor, "token:%s", name);
	row->peer.actor = row->actor;
	row->next = credentials->first;
	credentials->first = row;
	return STATUS_OK;
}

static enum status read_lines(struct credentials *credentials, const char *path, FILE *file, struct error *error)
{
	char *line = NULL;
	size_t room = 0;
	enum status status = STATUS_OK;
	for (int number = 1; status == STATUS_OK && getline(&line, &room, file) >= 0; number++) {
		const char *fault;
		status = add_line(credentials, line, &fault);
		if (status != STATUS_OK)
			error_set(error, status, "MEMORY", "No memory for the credentials of %s.", path);
		else if (fault != NULL)
			status = error_set(error, STATUS_INVALID_ARGUMENT, "INVALID_CREDENTIALS", "%s, line %d: %s.",
					   path, number, fault);
	}
	if (status == STATUS_OK && ferror(file))
		status = error_set_errno(error, errno, "Cannot read %s", path);
	free(line);
	return status;
}

enum status credentials_open(const char *path, bool certificates, struct credentials **out, struct error *error)
{
	struct credentials *credentials = calloc(1, sizeof *credentials);
	if (credentials == NULL)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "No memory for credentials.");
	credentials->certificates = certificates;
	enum status status = STATUS_OK;
	if (path != NULL) {
		FILE *file = fopen(path, "re");
		if (file == NULL) {
			status = error_set_errno(error, errno, "Cannot open the credentials %s", path);
		} else {
			status = read_lines(credentials, path, file, error);
			fclose(file);
		}
	}
	if (status != STATUS_OK) {
		credentials_close(credentials);
		return status;
	}
	*out = credentials;
	return STATUS_OK;
}

void credentials_close(struct credentials *credentials)
{
	if (credentials == NULL)
		return;
	while (credentials->first != NULL) {
		struct credential *row = credentials->first;
		credentials->first = row->next;
		free(row);
	}
	free(credentials);
}

const struct service_peer *credentials_find(const struct credentials *credentials, struct bytes authorization)
{
	static const struct bytes scheme = { (const uint8_t *)"Bearer ", 7 };
	if (!bytes_start_with(authorization, scheme))
		return NULL;
	struct bytes token = bytes_of(authorization.data + scheme.size, authorization.size - scheme.size);
	uint8_t digest[STORE_DIGEST];
	store_digest(&token, 1, digest);
	for (const struct credential *row = credentials->first; row != NULL; row = row->next)
		if (!row->certificate && memcmp(row->digest, digest, sizeof digest) == 0)
			return &row->peer;
	return NULL;
}

enum role credentials_role(const struct credentials *credentials, const struct service_peer *peer)
{
	if (peer->name == NULL || peer->name[0] == '\0')
		return peer->role;
	for (const struct credential *row = credentials->first; row != NULL; row = row->next)
		if (row->certificate && strcmp(row->name, peer->name) == 0)
			return row->peer.role;
	return peer->role;
}
