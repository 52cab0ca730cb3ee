#include "bench/load.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/time.h"

#define IN_SIZE (1 << 20)
#define RING 65536 /* requests outstanding on one connection at most */
#define GRACE_NS (5 * NS_PER_SECOND)

struct line {
	int fd;
	bool ipc, writing;
	uint32_t next_id;
	int outstanding;
	struct buffer out;
	size_t sent;
	uint8_t *in;
	size_t have, in_size;
	int64_t *due; /* by request id */
};

struct load {
	const struct load_options *options;
	struct work *work;
	struct load_result *result;
	struct line *lines;
	int epoll;
	int64_t start, stop, next_due;
	bool stopping;
};

static const uint8_t hello_req[8] = { 0, 'S', 'P', 0, 0, 0x30, 0, 0 };
static const uint8_t hello_rep[8] = { 0, 'S', 'P', 0, 0, 0x31, 0, 0 };

static int connect_ipc(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	if (snprintf(address.sun_path, sizeof address.sun_path, "%s", path) >= (int)sizeof address.sun_path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static int connect_tcp(const char *host_port)
{
	char host[64];
	int port, one = 1;
	if (sscanf(host_port, "%63[^:]:%d", host, &port) != 2) {
		errno = EINVAL;
		return -1;
	}
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	if (inet_pton(AF_INET, host, &address.sin_addr) != 1) {
		errno = EINVAL;
		return -1;
	}
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd >= 0)
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static bool read_whole(int fd, void *to, size_t size)
{
	for (size_t have = 0; have < size;) {
		ssize_t n = read(fd, (uint8_t *)to + have, size - have);
		if (n <= 0 && errno != EINTR)
			return false;
		have += n > 0 ? (size_t)n : 0;
	}
	return true;
}

static bool write_whole(int fd, const void *from, size_t size)
{
	for (size_t done = 0; done < size;) {
		ssize_t n = write(fd, (const uint8_t *)from + done, size - done);
		if (n < 0 && errno != EINTR)
			return false;
		done += n > 0 ? (size_t)n : 0;
	}
	return true;
}

static enum status line_open(struct line *line, const char *url, struct error *error)
{
	uint8_t hello[8];
	*line = (struct line){ .fd = -1, .ipc = strncmp(url, "ipc://", 6) == 0, .next_id = 0x80000000U };
	buffer_init(&line->out, 256 << 20);
	if (!line->ipc && strncmp(url, "tcp://", 6) != 0)
		return error_set(error, STATUS_INVALID_ARGUMENT, "URL", "%s: expected tcp://HOST:PORT or ipc://PATH",
				 url);
	line->in_size = IN_SIZE;
	line->in = malloc(IN_SIZE);
	line->due = calloc(RING, sizeof *line->due);
	if (line->in == NULL || line->due == NULL)
		return error_set_errno(error, ENOMEM, "%s", url);
	line->fd = line->ipc ? connect_ipc(url + 6) : connect_tcp(url + 6);
	if (line->fd < 0 || !write_whole(line->fd, hello_req, 8) || !read_whole(line->fd, hello, 8))
		return error_set_errno(error, errno, "cannot connect to %s", url);
	if (memcmp(hello, hello_rep, 8) != 0)
		return error_set(error, STATUS_UNAVAILABLE, "NOT_REP",
				 "%s: not a REP side of the Scalability Protocols", url);
	return STATUS_OK;
}

static void line_close(struct line *line)
{
	if (line->fd >= 0)
		close(line->fd);
	buffer_fini(&line->out);
	free(line->in);
	free(line->due);
}

static size_t header_size(const struct line *line)
{
	return line->ipc ? 13 : 12;
}

static enum status line_put(struct line *line, struct bytes request)
{
	uint8_t header[13], *at = header;
	if (line->ipc)
		*at++ = 1;
	put_u64(at, request.size + 4);
	put_u32(at + 8, line->next_id);
	enum status status = buffer_put(&line->out, header, header_size(line));
	return status != STATUS_OK ? status : buffer_put(&line->out, request.data, request.size);
}

static enum status line_start(struct load *load, struct line *line, int64_t due)
{
	work_next(load->work);
	enum status status = line_put(line, buffer_bytes(&load->work->request));
	line->due[line->next_id % RING] = due;
	line->next_id = (line->next_id + 1) | 0x80000000U;
	line->outstanding++;
	return status;
}

static bool line_flush(struct line *line)
{
	while (line->sent < line->out.size) {
		ssize_t n = write(line->fd, line->out.data + line->sent, line->out.size - line->sent);
		if (n < 0 && errno == EAGAIN)
			return true;
		if (n < 0 && errno != EINTR)
			return false;
		line->sent += n > 0 ? (size_t)n : 0;
	}
	line->out.size = line->sent = 0;
	return true;
}

/* A Response that is not OK begins with its code, field 1. */
static bool is_ok(const uint8_t *response, size_t size)
{
	return size == 0 || response[0] != 0x08;
}

static enum status take_reply(struct load *load, struct line *line, const uint8_t *frame, size_t size, int64_t now)
{
	if (size < 4)
		return STATUS_DATA_LOSS;
	uint32_t id = get_u32(frame);
	if (!load->stopping || load->options->rate > 0)
		histogram_add(&load->result->latency, (uint64_t)(now - line->due[id % RING]));
	load->result->errors += !is_ok(frame + 4, size - 4);
	line->outstanding--;
	return load->stopping || load->options->rate > 0 ? STATUS_OK : line_start(load, line, now);
}

static enum status line_read(struct load *load, struct line *line)
{
	ssize_t n = read(line->fd, line->in + line->have, line->in_size - line->have);
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return STATUS_OK;
	if (n <= 0)
		return STATUS_UNAVAILABLE;
	line->have += (size_t)n;
	size_t at = 0, lead = line->ipc ? 9 : 8;
	int64_t now = clock_monotonic();
	while (line->have - at >= lead) {
		size_t size = get_u64(line->in + at + lead - 8);
		if (size > (64 << 20))
			return STATUS_DATA_LOSS;
		if (lead + size > line->in_size) {
			uint8_t *larger = realloc(line->in, lead + size + IN_SIZE);
			if (larger == NULL)
				return STATUS_RESOURCE_EXHAUSTED;
			line->in = larger;
			line->in_size = lead + size + IN_SIZE;
		}
		if (line->have - at < lead + size)
			break;
		enum status status = take_reply(load, line, line->in + at + lead, size, now);
		if (status != STATUS_OK)
			return status;
		at += lead + size;
	}
	memmove(line->in, line->in + at, line->have - at);
	line->have -= at;
	return STATUS_OK;
}

/* Asks to be told when the line can be written, only while something waits. */
static void line_watch(struct load *load, struct line *line, int index)
{
	bool writing = line->sent < line->out.size;
	if (writing == line->writing)
		return;
	struct epoll_event event = { .events = EPOLLIN | (writing ? EPOLLOUT : 0U), .data.u32 = (uint32_t)index };
	epoll_ctl(load->epoll, EPOLL_CTL_MOD, line->fd, &event);
	line->writing = writing;
}

/* Starts the calls of an open loop that are due, in turn over the lines. */
static enum status start_due(struct load *load, int64_t now)
{
	int64_t step = (int64_t)(1e9 / load->options->rate);
	static unsigned turn;
	for (; load->next_due <= now; load->next_due += step) {
		struct line *line = &load->lines[turn++ % (unsigned)load->options->connections];
		if (line->outstanding >= RING - 1)
			return STATUS_RESOURCE_EXHAUSTED;
		enum status status = line_start(load, line, load->next_due);
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

static int outstanding(const struct load *load)
{
	int sum = 0;
	for (int i = 0; i < load->options->connections; i++)
		sum += load->lines[i].outstanding;
	return sum;
}

static enum status turn(struct load *load, int64_t now)
{
	if (load->options->rate > 0 && !load->stopping) {
		enum status status = start_due(load, now);
		if (status != STATUS_OK)
			return status;
	}
	for (int i = 0; i < load->options->connections; i++) {
		if (!line_flush(&load->lines[i]))
			return STATUS_UNAVAILABLE;
		line_watch(load, &load->lines[i], i);
	}
	struct epoll_event events[64];
	int count = epoll_wait(load->epoll, events, 64, load->options->rate > 0 ? 1 : 100);
	for (int i = 0; i < count; i++) {
		if ((events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) == 0)
			continue;
		struct line *line = &load->lines[events[i].data.u32];
		enum status status = line_read(load, line);
		if (status == STATUS_OK && !line_flush(line))
			status = STATUS_UNAVAILABLE;
		if (status != STATUS_OK)
			return status;
	}
	return STATUS_OK;
}

/* Processor time of a process, all its threads, in ns; 0 where it cannot be read. */
static uint64_t cpu_of(int pid)
{
	char path[300];
	snprintf(path, sizeof path, "/proc/%d/task", pid);
	DIR *folder = opendir(path);
	uint64_t sum = 0;
	for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
		unsigned long long ns;
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "/proc/%d/task/%.20s/schedstat", pid, entry->d_name);
		FILE *file = fopen(path, "r");
		if (file != NULL && fscanf(file, "%llu", &ns) == 1)
			sum += ns;
		if (file != NULL)
			fclose(file);
	}
	if (folder != NULL)
		closedir(folder);
	return sum;
}

static enum status run(struct load *load)
{
	const struct load_options *o = load->options;
	enum status status = STATUS_OK;
	load->start = load->next_due = clock_monotonic();
	load->stop = load->start + (int64_t)(o->seconds * 1e9);
	for (int i = 0; i < o->connections && o->rate <= 0; i++)
		for (int k = 0; k < o->window && status == STATUS_OK; k++)
			status = line_start(load, &load->lines[i], load->start);
	int64_t now = load->start;
	while (status == STATUS_OK && now < load->stop) {
		status = turn(load, now);
		now = clock_monotonic();
	}
	load->result->seconds = (double)(now - load->start) / 1e9;
	load->stopping = true;
	while (status == STATUS_OK && outstanding(load) > 0 && now < load->stop + GRACE_NS) {
		status = turn(load, now);
		now = clock_monotonic();
	}
	return status;
}

static enum status lines_open(struct load *load, struct error *error)
{
	for (int i = 0; i < load->options->connections; i++) {
		struct line *line = &load->lines[i];
		enum status status = line_open(line, load->options->url, error);
		if (status != STATUS_OK)
			return status;
		fcntl(line->fd, F_SETFL, O_NONBLOCK);
		struct epoll_event event = { .events = EPOLLIN, .data.u32 = (uint32_t)i };
		if (epoll_ctl(load->epoll, EPOLL_CTL_ADD, line->fd, &event) != 0)
			return error_set_errno(error, errno, "epoll");
	}
	return STATUS_OK;
}

enum status load_run(const struct load_options *options, struct work *work, struct load_result *out,
		     struct error *error)
{
	struct load load = { .options = options, .work = work, .result = out };
	memset(out, 0, sizeof *out);
	load.lines = calloc((size_t)options->connections, sizeof *load.lines);
	if (load.lines == NULL)
		return error_set_errno(error, ENOMEM, "connections");
	for (int i = 0; i < options->connections; i++)
		load.lines[i].fd = -1;
	load.epoll = epoll_create1(EPOLL_CLOEXEC);
	enum status status = lines_open(&load, error);
	if (status == STATUS_OK) {
		uint64_t server = options->server_pid > 0 ? cpu_of(options->server_pid) : 0, client = cpu_of(getpid());
		status = run(&load);
		out->server_cpu = options->server_pid > 0 ? cpu_of(options->server_pid) - server : 0;
		out->client_cpu = cpu_of(getpid()) - client;
		if (status != STATUS_OK)
			status = error_set(error, status, "LOAD", "the connection was lost or gave nonsense (%s)",
					   status_name(status));
	}
	for (int i = 0; i < options->connections; i++)
		line_close(&load.lines[i]);
	if (load.epoll >= 0)
		close(load.epoll);
	free(load.lines);
	return status;
}

enum status load_call(const char *url, struct bytes request, struct buffer *reply, struct error *error)
{
	struct line line;
	uint8_t lead[9];
	enum status status = line_open(&line, url, error);
	if (status == STATUS_OK)
		status = line_put(&line, request);
	size_t lead_size = line.ipc ? 9 : 8;
	if (status == STATUS_OK &&
	    (!write_whole(line.fd, line.out.data, line.out.size) || !read_whole(line.fd, lead, lead_size)))
		status = error_set_errno(error, errno, "%s", url);
	uint64_t size = status == STATUS_OK ? get_u64(lead + lead_size - 8) : 0;
	if (status == STATUS_OK && (size < 4 || (status = buffer_reserve(reply, size)) != STATUS_OK))
		status = error_set(error, STATUS_DATA_LOSS, "FRAME", "%s: a reply of %llu bytes", url,
				   (unsigned long long)size);
	if (status == STATUS_OK && !read_whole(line.fd, reply->data + reply->size, size))
		status = error_set_errno(error, errno, "%s", url);
	if (status == STATUS_OK) {
		memmove(reply->data + reply->size, reply->data + reply->size + 4, size - 4);
		reply->size += size - 4;
	}
	line_close(&line);
	return status;
}
