#include "client/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/hex.h"
#include "base/paths.h"
#include "base/time.h"
#include "client/local.h"
#include "google/protobuf/timestamp.pb-c.h"
#include "proto/schema.h"

#define REPLY_MOST ((size_t)64 << 20)

static const ProtobufCMessageDescriptor *request_type(const char *method)
{
	const ProtobufCServiceDescriptor *service;
	const ProtobufCMethodDescriptor *m = NULL;
	return schema_method(method, &service, &m) ? m->input : NULL;
}

ProtobufCMessage *cli_request(const char *method, struct arena *arena)
{
	const ProtobufCMessageDescriptor *type = request_type(method);
	return type == NULL ? NULL : message_new(type, arena);
}

ProtobufCMessage *cli_response(const char *method, struct arena *arena)
{
	const ProtobufCServiceDescriptor *service;
	const ProtobufCMethodDescriptor *m = NULL;
	return schema_method(method, &service, &m) ? message_new(m->output, arena) : NULL;
}

/* Whether somebody listens on a local socket. */
static bool answers(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	if (strlen(path) >= sizeof address.sun_path)
		return false;
	memcpy(address.sun_path, path, strlen(path) + 1);
	int s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool ok = s >= 0 && connect(s, (const struct sockaddr *)&address, sizeof address) == 0;
	if (s >= 0)
		close(s);
	return ok;
}

static const char *default_server(struct cli *cli)
{
	char path[sizeof((struct sockaddr_un *)NULL)->sun_path];
	const char *url = getenv("TRUCE_SERVER");
	if (url != NULL && url[0] != '\0')
		return url;
	if (!paths_socket(path, sizeof path) || !answers(path))
		return PATHS_TCP_URL;
	return arena_printf(&cli->arena, "ipc://%s", path);
}

static int read_token(struct cli *cli, const char **token)
{
	const char *file = option_text(cli, "token-file");
	const char *given = getenv("TRUCE_TOKEN");
	struct buffer text;
	*token = given != NULL && given[0] != '\0' ? given : NULL;
	if (file == NULL)
		return EXIT_OK;
	int code = input_read(file, 4096, &text);
	if (code != EXIT_OK)
		return code;
	size_t size = text.size;
	while (size > 0 && strchr(" \t\r\n", text.data[size - 1]) != NULL)
		size--;
	*token = arena_text_n(&cli->arena, text.data, size);
	buffer_fini(&text);
	if (*token == NULL)
		return cli_no_memory();
	if (size == 0 || strcspn(*token, " \t\r\n") < size)
		return cli_fail(EXIT_DATA, "%s: expected one token, and nothing else", input_label(file));
	return EXIT_OK;
}

static const char *const tls_options[] = { "ca", "cert", "key" };
#define TLS_OPTIONS (sizeof tls_options / sizeof *tls_options)

/* OpenSSL would say less of a file that is not there. */
static int check_readable(const struct cli *cli)
{
	for (size_t i = 0; i < TLS_OPTIONS; i++) {
		const char *file = option_text(cli, tls_options[i]);
		if (file != NULL && access(file, R_OK) != 0)
			return cli_fail(EXIT_INPUT, "--%s %s: %s", tls_options[i], file, strerror(errno));
	}
	return EXIT_OK;
}

static int open_store(struct cli *cli, const char *dir, const struct truce_options *options)
{
	struct truce_transport transport;
	struct error error;
	if (local_open(dir, &transport, &error) != STATUS_OK)
		return cli_error(&error);
	if (truce_open_transport(&transport, options, &cli->truce) == 0)
		return EXIT_OK;
	transport.close(transport.arg);
	return cli_no_memory();
}

int cli_open(struct cli *cli)
{
	struct truce_options options = { .ca_file = option_text(cli, "ca"),
					 .cert_file = option_text(cli, "cert"),
					 .key_file = option_text(cli, "key"),
					 .message_most = REPLY_MOST };
	const char *dir = option_text(cli, "store");
	char why[512];
	if (cli->truce != NULL)
		return EXIT_OK;
	int code = read_token(cli, &options.token);
	if (code == EXIT_OK)
		code = check_readable(cli);
	if (code != EXIT_OK)
		return code;
	cli->server = dir != NULL ? dir : option_text(cli, "server");
	if (dir != NULL)
		return open_store(cli, dir, &options);
	if (cli->server == NULL)
		cli->server = default_server(cli);
	if (cli->server == NULL)
		return cli_no_memory();
	int status = truce_open(cli->server, &options, &cli->truce, why, sizeof why);
	if (status == 0)
		return EXIT_OK;
	code = cli_fail(status == STATUS_INVALID_ARGUMENT ? EXIT_USAGE : exit_of((enum status)status), "%s", why);
	for (size_t i = 0; i < TLS_OPTIONS; i++) {
		if (option_given(cli, tls_options[i])) {
			cli_hint(cli, "TLS");
			break;
		}
	}
	return code;
}

void cli_close(struct cli *cli)
{
	truce_close(cli->truce);
	cli->truce = NULL;
	input_fini(cli);
}

/* A change carries an id, so that it is made once however often it is sent. */
static bool put_request_id(struct cli *cli, ProtobufCMessage *request, struct arena *arena)
{
	char uuid[UUID_SIZE];
	const char *given = message_text(request, "request_id");
	cli->changes = cli->changes || given != NULL;
	if (given == NULL || given[0] != '\0')
		return true;
	return uuid_make(uuid) && field_text(request, "request_id", uuid, arena);
}

bool cli_ready(struct cli *cli, const char *method, ProtobufCMessage *request, struct arena *arena,
	       struct buffer *packed, struct truce_request *out)
{
	if (!put_request_id(cli, request, arena) || message_pack(request, packed) != STATUS_OK)
		return false;
	*out = (struct truce_request){ .method = method,
				       .message = packed->data,
				       .message_size = packed->size,
				       .timeout_ms = cli->timeout_ms,
				       .reason = option_text(cli, "reason"),
				       .idempotent = 1 };
	return true;
}

struct truce_reply *cli_exchange(struct cli *cli, const char *method, ProtobufCMessage *request, int64_t timeout_ms)
{
	struct truce_reply *reply = NULL;
	struct buffer packed;
	buffer_init(&packed, SIZE_MAX / 2);
	struct truce_request call;
	if (!cli_ready(cli, method, request, &cli->arena, &packed, &call)) {
		cli_no_memory();
	} else {
		call.timeout_ms = timeout_ms > 0 ? timeout_ms : call.timeout_ms;
		truce_call(cli->truce, &call, &reply);
		if (reply == NULL)
			cli_no_memory();
		else
			cli->revision = reply->revision;
	}
	buffer_fini(&packed);
	return reply;
}

int cli_unpack(struct cli *cli, const char *method, const struct truce_reply *reply, struct arena *arena,
	       ProtobufCMessage **response)
{
	const ProtobufCServiceDescriptor *service;
	const ProtobufCMethodDescriptor *m = NULL;
	struct violations v;
	struct error error;
	violations_init(&v, arena);
	if (!schema_method(method, &service, &m))
		return cli_fail(EXIT_USAGE, "%s is no method", method);
	struct bytes payload = bytes_of(reply->payload, reply->payload_size);
	if (message_unpack(m->output, payload, MESSAGE_LENIENT, arena, &v, response, &error) == STATUS_OK)
		return EXIT_OK;
	return cli_fail(EXIT_SOFTWARE, "the reply of %s is not what this program knows: %s", cli->server,
			error.message);
}

bool instant_given(const char *text, int64_t *out)
{
	int year, month, day, hour, minute, second = 0, end = 0, whole = 0;
	char full[32];
	if (instant_parse(text, out))
		return true;
	if (sscanf(text, "%4d-%2d-%2d %2d:%2d%n:%2d%n", &year, &month, &day, &hour, &minute, &end, &second, &whole) < 5 ||
	    text[whole > end ? whole : end] != '\0')
		return false;
	snprintf(full, sizeof full, "%04d-%02d-%02dT%02d:%02d:%02dZ", year, month, day, hour, minute, second);
	return instant_parse(full, out);
}

static bool as_of_time(ProtobufCMessage *request, const char *text, struct arena *arena)
{
	int64_t instant;
	int32_t day;
	if (date_parse(text, &day))
		/* What the record held when the day was over. */
		instant = day_begin(day + 1) - 1;
	else if (!instant_given(text, &instant))
		return false;
	Google__Protobuf__Timestamp *time = (void *)message_new(&google__protobuf__timestamp__descriptor, arena);
	if (time == NULL)
		return false;
	instant_split(instant, &time->seconds, &time->nanos);
	return field_message(request, "as_of_time", &time->base);
}

int cli_as_of(struct cli *cli, ProtobufCMessage *request, struct arena *arena)
{
	const char *text = option_text(cli, "as-of");
	char *end;
	if (text == NULL || request == NULL)
		return EXIT_OK;
	if (!field_has(request, "as_of_revision"))
		return cli_usage(cli, "--as-of: %s reads no earlier state", request->descriptor->short_name);
	errno = 0;
	long long revision = strtoll(text, &end, 10);
	if (end != text && *end == '\0' && errno == 0 && revision != 0) {
		field_number(request, "as_of_revision", revision);
		return EXIT_OK;
	}
	if (as_of_time(request, text, arena))
		return EXIT_OK;
	return cli_usage(
		cli, "--as-of %s: expected a revision (12), changes back (-3), a date or an instant of RFC 3339", text);
}
