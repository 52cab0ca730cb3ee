#include "tests/support_tls.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#define DAY 86400L

static void add_names(X509 *cert)
{
	X509V3_CTX context;
	char names[] = "DNS:localhost,IP:127.0.0.1,IP:::1";
	X509V3_set_ctx_nodb(&context);
	X509V3_set_ctx(&context, cert, cert, NULL, NULL, 0);
	X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, NID_subject_alt_name, names);
	assert_non_null(extension);
	assert_int_equal(X509_add_ext(cert, extension, -1), 1);
	X509_EXTENSION_free(extension);
}

static X509 *make(EVP_PKEY *key, const char *common_name, int from, int to)
{
	X509 *cert = X509_new();
	assert_non_null(cert);
	X509_set_version(cert, 2);
	ASN1_INTEGER_set(X509_get_serialNumber(cert), 1);
	X509_gmtime_adj(X509_getm_notBefore(cert), from * DAY);
	X509_gmtime_adj(X509_getm_notAfter(cert), to * DAY);
	X509_set_pubkey(cert, key);
	X509_NAME *name = X509_get_subject_name(cert);
	X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, (const unsigned char *)common_name, -1, -1, 0);
	X509_set_issuer_name(cert, name);
	add_names(cert);
	assert_true(X509_sign(cert, key, EVP_sha256()) > 0);
	return cert;
}

char *tls_path(const char *folder, const char *name, const char *end)
{
	return support_text("%s/%s.%s", folder, name, end);
}

static void write_pem(const char *folder, const char *name, const char *end, X509 *cert, EVP_PKEY *key)
{
	char *path = tls_path(folder, name, end);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	if (cert != NULL)
		assert_int_equal(PEM_write_X509(file, cert), 1);
	if (key != NULL)
		assert_int_equal(PEM_write_PrivateKey(file, key, NULL, NULL, 0, NULL, NULL), 1);
	assert_int_equal(fclose(file), 0);
	free(path);
}

void tls_certificate(const char *folder, const char *name)
{
	tls_certificate_of(folder, name, -1, 1);
}

void tls_certificate_of(const char *folder, const char *name, int from, int to)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	assert_non_null(key);
	X509 *cert = make(key, name, from, to);
	write_pem(folder, name, "pem", cert, NULL);
	write_pem(folder, name, "key", NULL, key);
	write_pem(folder, name, "both", cert, key);
	X509_free(cert);
	EVP_PKEY_free(key);
}
