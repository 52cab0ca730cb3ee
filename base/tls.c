#include "base/tls.h"

#include <assert.h>
#include <errno.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

#define PEM_MOST (1 << 20)
#define READ_BYTES ((size_t)16 << 10) /* of plain text in one record (RFC 8446, 5.1) */
#define WRITE_MOST (1 << 30)

struct tls {
	SSL_CTX *context;
};

struct tls_session {
	SSL *ssl;
	BIO *in, *out;   /* the SSL's */
	const char *why; /* it failed; OpenSSL's own words, which stay */
};

/* ---- Configuration ---------------------------------------------------- */

/* OpenSSL says of a wrong file only that there is no start line. */
static enum status check_pem(const char *path, struct error *error)
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
	bool pem = strstr(text, "-----BEGIN ") != NULL;
	explicit_bzero(text, size);
	free(text);
	return pem ? STATUS_OK : error_set(error, STATUS_INVALID_ARGUMENT, "TLS_FILES", "%s is not a PEM file.", path);
}

static enum status refused(struct error *error, const char *files)
{
	const char *why = ERR_reason_error_string(ERR_peek_last_error());
	return error_set(error, STATUS_INVALID_ARGUMENT, "TLS_FILES", "TLS cannot use %s: %s.", files,
			 why == NULL ? "unknown" : why);
}

static enum status set_own(SSL_CTX *context, const struct tls_files *files, struct error *error)
{
	const char *cert = files->cert, *key = files->key == NULL ? files->cert : files->key;
	enum status status = check_pem(cert, error);
	if (status == STATUS_OK)
		status = check_pem(key, error);
	if (status != STATUS_OK)
		return status;
	if (SSL_CTX_use_certificate_chain_file(context, cert) != 1)
		return refused(error, cert);
	if (SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) == 1 && SSL_CTX_check_private_key(context) == 1)
		return STATUS_OK;
	if (files->key == NULL)
		return error_set(error, STATUS_INVALID_ARGUMENT, "TLS_FILES",
				 "%s holds no private key of its certificate; name the file of the key as well.", cert);
	char both[400];
	snprintf(both, sizeof both, "%s with the key %s", cert, key);
	return refused(error, both);
}

/* Those of which a client's certificate is demanded. */
static enum status demand_certificate(SSL_CTX *context, const char *ca, struct error *error)
{
	enum status status = check_pem(ca, error);
	if (status != STATUS_OK)
		return status;
	STACK_OF(X509_NAME) *names = SSL_load_client_CA_file(ca);
	if (names == NULL || SSL_CTX_load_verify_file(context, ca) != 1) {
		sk_X509_NAME_pop_free(names, X509_NAME_free);
		return refused(error, ca);
	}
	SSL_CTX_set_client_CA_list(context, names);
	SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
	return STATUS_OK;
}

static const unsigned char alpn_http2[] = { 2, 'h', '2' }; /* RFC 7301; RFC 9113, 3.2 */

/* HTTP/2 where the peer offers it. */
static int choose_protocol(SSL *ssl, const unsigned char **out, unsigned char *out_size, const unsigned char *in,
			   unsigned in_size, void *arg)
{
	unsigned char *chosen = NULL;
	(void)ssl, (void)arg;
	if (SSL_select_next_proto(&chosen, out_size, alpn_http2, sizeof alpn_http2, in, in_size) !=
	    OPENSSL_NPN_NEGOTIATED)
		return SSL_TLSEXT_ERR_NOACK;
	*out = chosen;
	return SSL_TLSEXT_ERR_OK;
}

/* A key with a pass phrase is refused, not asked about at the terminal. */
static int no_phrase(char *out, int size, int writing, void *arg)
{
	(void)out, (void)size, (void)writing, (void)arg;
	return -1;
}

/* Every handshake is a whole one: there is nothing of an old session to keep or leak. */
static void set_rules(SSL_CTX *context)
{
	SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
	SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET | SSL_OP_CIPHER_SERVER_PREFERENCE);
	SSL_CTX_set_num_tickets(context, 0);
	SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
	SSL_CTX_set_default_passwd_cb(context, no_phrase);
}

static enum status set_server(SSL_CTX *context, const struct tls_files *files, struct error *error)
{
	SSL_CTX_set_alpn_select_cb(context, choose_protocol, NULL);
	enum status status = set_own(context, files, error);
	if (status == STATUS_OK && files->ca != NULL)
		status = demand_certificate(context, files->ca, error);
	return status;
}

static enum status set_trust(SSL_CTX *context, const char *ca, struct error *error)
{
	SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
	if (ca == NULL)
		return SSL_CTX_set_default_verify_paths(context) == 1 ? STATUS_OK
								      : refused(error, "the system's certificates");
	enum status status = check_pem(ca, error);
	if (status == STATUS_OK && SSL_CTX_load_verify_file(context, ca) != 1)
		status = refused(error, ca);
	return status;
}

static enum status set_client(SSL_CTX *context, const struct tls_files *files, struct error *error)
{
	enum status status = set_trust(context, files->ca, error);
	if (status == STATUS_OK && files->cert != NULL)
		status = set_own(context, files, error);
	return status;
}

static enum status open_context(const SSL_METHOD *side, struct tls **out, struct error *error)
{
	ERR_clear_error();
	struct tls *tls = calloc(1, sizeof *tls);
	if (tls == NULL || (tls->context = SSL_CTX_new(side)) == NULL) {
		free(tls);
		return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "No memory for TLS.");
	}
	set_rules(tls->context);
	*out = tls;
	return STATUS_OK;
}

enum status tls_open_server(const struct tls_files *files, struct tls **out, struct error *error)
{
	struct tls *tls = NULL;
	assert(files->cert != NULL && files->key != NULL);
	enum status status = open_context(TLS_server_method(), &tls, error);
	if (status == STATUS_OK)
		status = set_server(tls->context, files, error);
	if (status == STATUS_OK)
		*out = tls;
	else
		tls_close(tls);
	return status;
}

enum status tls_open_client(const struct tls_files *files, bool http2, struct tls **out, struct error *error)
{
	struct tls *tls = NULL;
	enum status status = open_context(TLS_client_method(), &tls, error);
	if (status == STATUS_OK && http2 && SSL_CTX_set_alpn_protos(tls->context, alpn_http2, sizeof alpn_http2) != 0)
		status = error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "No memory for TLS.");
	if (status == STATUS_OK)
		status = set_client(tls->context, files, error);
	if (status == STATUS_OK)
		*out = tls;
	else
		tls_close(tls);
	return status;
}

void tls_close(struct tls *tls)
{
	if (tls == NULL)
		return;
	SSL_CTX_free(tls->context);
	free(tls);
}

/* ---- One connection --------------------------------------------------- */

/* The peer's certificate must be for whom was called. */
static bool set_host(SSL *ssl, const char *host)
{
	if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host) == 1)
		return true;
	SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
	return SSL_set1_host(ssl, host) == 1 && SSL_set_tlsext_host_name(ssl, host) == 1;
}

struct tls_session *tls_session_new(struct tls *tls, const char *host)
{
	struct tls_session *session = calloc(1, sizeof *session);
	if (session == NULL)
		return NULL;
	session->ssl = SSL_new(tls->context);
	session->in = BIO_new(BIO_s_mem());
	session->out = BIO_new(BIO_s_mem());
	bool made = session->ssl != NULL && session->in != NULL && session->out != NULL;
	if (!made || (host != NULL && !set_host(session->ssl, host))) {
		SSL_free(session->ssl);
		BIO_free(session->in);
		BIO_free(session->out);
		free(session);
		return NULL;
	}
	SSL_set_bio(session->ssl, session->in, session->out);
	if (host == NULL)
		SSL_set_accept_state(session->ssl);
	else
		SSL_set_connect_state(session->ssl);
	return session;
}

void tls_session_free(struct tls_session *session)
{
	if (session == NULL)
		return;
	SSL_free(session->ssl);
	free(session);
}

/* Moves what is to be sent to out. */
static bool drain(struct tls_session *session, struct buffer *out)
{
	char *data;
	long size = BIO_get_mem_data(session->out, &data);
	bool fits = size <= 0 || buffer_put(out, data, (size_t)size) == STATUS_OK;
	(void)BIO_reset(session->out);
	return fits;
}

/* Reads all that can be read; whether the session goes on. */
static bool read_all(struct tls_session *session, struct buffer *plain)
{
	for (;;) {
		if (buffer_reserve(plain, READ_BYTES) != STATUS_OK)
			return false;
		size_t count;
		int result = SSL_read_ex(session->ssl, plain->data + plain->size, READ_BYTES, &count);
		if (result != 1) {
			bool waits = SSL_get_error(session->ssl, result) == SSL_ERROR_WANT_READ;
			session->why = waits ? NULL : ERR_reason_error_string(ERR_peek_last_error());
			return waits;
		}
		plain->size += count;
	}
}

enum tls_state tls_take(struct tls_session *session, struct bytes came, struct buffer *plain, struct buffer *out)
{
	size_t written;
	ERR_clear_error();
	bool going = came.size == 0 || BIO_write_ex(session->in, came.data, came.size, &written) == 1;
	going = going && read_all(session, plain);
	going = drain(session, out) && going;
	ERR_clear_error();
	if (!going)
		return TLS_ENDED;
	return SSL_is_init_finished(session->ssl) ? TLS_OPEN : TLS_SHAKING;
}

const char *tls_why(const struct tls_session *session)
{
	long verified = SSL_get_verify_result(session->ssl);
	if (verified != X509_V_OK)
		return X509_verify_cert_error_string(verified);
	return session->why == NULL ? "" : session->why;
}

bool tls_put(struct tls_session *session, struct bytes plain, struct buffer *out)
{
	if (plain.size > 0 && !SSL_is_init_finished(session->ssl))
		return false;
	ERR_clear_error();
	while (plain.size > 0) {
		size_t count;
		if (SSL_write_ex(session->ssl, plain.data, plain.size < WRITE_MOST ? plain.size : WRITE_MOST, &count) !=
		    1)
			return false;
		plain = bytes_of(plain.data + count, plain.size - count);
	}
	return drain(session, out);
}

void tls_end(struct tls_session *session, struct buffer *out)
{
	ERR_clear_error();
	if (SSL_is_init_finished(session->ssl))
		(void)SSL_shutdown(session->ssl);
	(void)drain(session, out);
	ERR_clear_error();
}

/* ---- Who it is -------------------------------------------------------- */

static bool print_subject(const X509_NAME *subject, char *out, size_t size)
{
	BIO *text = BIO_new(BIO_s_mem());
	char *data;
	/* RFC 2253, but UTF-8 stays as it is. */
	bool ok = text != NULL &&
		  X509_NAME_print_ex(text, subject, 0, XN_FLAG_RFC2253 & ~(unsigned long)ASN1_STRFLGS_ESC_MSB) >= 0;
	long length = ok ? BIO_get_mem_data(text, &data) : 0;
	ok = ok && length >= 0 && (size_t)length < size && utf8_is_text(bytes_of(data, (size_t)length), NULL);
	if (ok) {
		memcpy(out, data, (size_t)length);
		out[length] = '\0';
	}
	BIO_free(text);
	return ok;
}

/* Two common names say two things, so they say none. */
static bool find_name(const X509_NAME *subject, char *out, size_t size)
{
	out[0] = '\0';
	int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
	if (at < 0 || X509_NAME_get_index_by_NID(subject, NID_commonName, at) >= 0)
		return true;
	unsigned char *text;
	int length = ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
	if (length < 0)
		return false;
	bool ok = (size_t)length < size && utf8_is_text(bytes_of(text, (size_t)length), NULL);
	if (ok) {
		memcpy(out, text, (size_t)length);
		out[length] = '\0';
	}
	OPENSSL_free(text);
	return ok;
}

bool tls_subject(struct tls_session *session, char *subject, size_t size, char *name, size_t name_size)
{
	subject[0] = name[0] = '\0';
	X509 *certificate = SSL_get1_peer_certificate(session->ssl);
	if (certificate == NULL)
		return true;
	const X509_NAME *of = X509_get_subject_name(certificate);
	bool ok = print_subject(of, subject, size) && find_name(of, name, name_size);
	X509_free(certificate);
	ERR_clear_error();
	return ok;
}
