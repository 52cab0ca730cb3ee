#include "service/tls.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/bytes.h"

#define PEM_MOST (1 << 20)

/* The text of a PEM file, to be freed. */
static enum status read_pem(const char *path, char **out, struct error *error)
{
	FILE *file = fopen(path, "re");
	if (file == NULL)
		return error_set(error, STATUS_INVALID_ARGUMENT, "TLS_FILES", "Cannot read %s: %s.", path,
				 strerror(errno));
	char *text = malloc(PEM_MOST + 1);
	size_t size = text == NULL ? 0 : fread(text, 1, PEM_MOST, file);
	fclose(file);
	if (text == NULL)
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "No memory for %s.", path);
	text[size] = '\0';
	if (strstr(text, "-----BEGIN ") == NULL) {
		free(text);
		return error_set(error, STATUS_INVALID_ARGUMENT, "TLS_FILES", "%s is not a PEM file.", path);
	}
	*out = text;
	return STATUS_OK;
}

static enum status refused(struct error *error, int number, const char *files)
{
	return error_set(error, STATUS_INVALID_ARGUMENT, "TLS_FILES", "TLS cannot use %s: %s.", files,
			 nng_strerror(number));
}

static enum status set_own(nng_tls_config *config, const char *cert, const char *key, struct error *error)
{
	char *cert_text = NULL, *key_text = NULL;
	enum status status = read_pem(cert, &cert_text, error);
	if (status == STATUS_OK)
		status = read_pem(key, &key_text, error);
	int number = status == STATUS_OK ? nng_tls_config_own_cert(config, cert_text, key_text, NULL) : 0;
	if (key_text != NULL)
		explicit_bzero(key_text, strlen(key_text));
	free(key_text);
	free(cert_text);
	if (number == 0)
		return status;
	char files[400];
	snprintf(files, sizeof files, "%s with the key %s", cert, key);
	return refused(error, number, files);
}

static enum status set_authorities(nng_tls_config *config, const char *ca, struct error *error)
{
	char *text;
	enum status status = read_pem(ca, &text, error);
	if (status != STATUS_OK)
		return status;
	int number = nng_tls_config_ca_chain(config, text, NULL);
	free(text);
	if (number == 0)
		number = nng_tls_config_auth_mode(config, NNG_TLS_AUTH_MODE_REQUIRED);
	return number == 0 ? STATUS_OK : refused(error, number, ca);
}

enum status tls_open(const char *cert, const char *key, const char *ca, nng_tls_config **out, struct error *error)
{
	if (cert == NULL || key == NULL)
		return error_set(error, STATUS_INVALID_ARGUMENT, "TLS_FILES",
				 "tls+tcp:// needs a certificate and its key: --tls-cert and --tls-key.");
	nng_tls_config *config;
	int number = nng_tls_config_alloc(&config, NNG_TLS_MODE_SERVER);
	if (number != 0)
		return error_set(error, STATUS_UNIMPLEMENTED, "TLS", "This system's nng has no TLS: %s.",
				 nng_strerror(number));
	enum status status = set_own(config, cert, key, error);
	if (status == STATUS_OK && ca != NULL)
		status = set_authorities(config, ca, error);
	if (status == STATUS_OK)
		*out = config;
	else
		nng_tls_config_free(config);
	return status;
}
