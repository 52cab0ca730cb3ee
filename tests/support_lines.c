#include "tests/support_lines.h"

#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#define LINE_WORK 5000000 /* ns */

struct line {
	bool greeted;
};

static struct {
	pthread_mutex_t lock;
	struct conn *held[64];
	size_t count;
} held = { .lock = PTHREAD_MUTEX_INITIALIZER };

atomic_int lines_large_fed;
atomic_bool lines_may_go_on;
static atomic_int faces_open;

static void hold(struct conn *conn)
{
	conn_hold(conn);
	pthread_mutex_lock(&held.lock);
	assert_true(held.count < COUNT_OF(held.held));
	held.held[held.count++] = conn;
	pthread_mutex_unlock(&held.lock);
}

size_t lines_held(void)
{
	pthread_mutex_lock(&held.lock);
	size_t count = held.count;
	pthread_mutex_unlock(&held.lock);
	return count;
}

void lines_let_go(void)
{
	pthread_mutex_lock(&held.lock);
	assert_true(held.count > 0);
	struct conn *conn = held.held[--held.count];
	pthread_mutex_unlock(&held.lock);
	struct buffer *out = conn_answer_begin(conn);
	conn_answer_end(conn, out != NULL && buffer_put_text(out, "held\n") == STATUS_OK);
}

static void do_line(struct conn *conn, const char *line)
{
	if (*line == 'h') {
		hold(conn);
		return;
	}
	int64_t begun = clock_monotonic(); /* work that takes its time, */
	while (*line == 'n' && clock_monotonic() - begun < LINE_WORK)
		;
	while (*line == 'w' && !atomic_load(&lines_may_go_on)) /* or as long as it is told */
		sched_yield();
	struct buffer *out = conn_batch(conn);
	size_t size = strtoul(line + 1, NULL, 10);
	if (size >= LINES_LARGE)
		atomic_fetch_add(&lines_large_fed, 1);
	if (buffer_reserve(out, size + 1) != STATUS_OK)
		return;
	memset(out->data + out->size, 'x', size);
	out->data[out->size + size] = '\n';
	out->size += size + 1;
}

static enum face_next line_feed(struct conn *conn, void *state, struct face_input *input)
{
	struct line *line = state;
	while (!conn_full(conn) && !conn_halves(conn, input)) {
		const char *start = (const char *)input->bytes.data + input->eaten;
		size_t left = input->bytes.size - input->eaten;
		const char *end = left == 0 ? NULL : memchr(start, '\n', left);
		if (end == NULL && left > conn_limits(conn)->message)
			return FACE_END;
		if (end == NULL)
			return !line->greeted ? FACE_HELLO : left == 0 ? FACE_IDLE : FACE_PARTIAL;
		if (*start == 'q')
			return FACE_END;
		input->eaten += (size_t)(end - start) + 1;
		input->messages++;
		if (line->greeted) {
			do_line(conn, start);
			continue;
		}
		line->greeted = true;
		atomic_fetch_add(&faces_open, 1);
		if (buffer_put_text(conn_batch(conn), "hello\n") != STATUS_OK)
			return FACE_END;
	}
	return FACE_FULL;
}

static void line_fini(void *state)
{
	struct line *line = state;
	if (line->greeted)
		atomic_fetch_sub(&faces_open, 1);
}

static const struct face line_face = {
	.name = "line",
	.openings = (const struct bytes[]){ { (const uint8_t *)"LINE ", 5 }, { NULL, 0 } },
	.state_size = sizeof(struct line),
	.feed = line_feed,
	.fini = line_fini,
};

/* A second protocol on the same port: says everything back. */
static enum face_next loud_feed(struct conn *conn, void *state, struct face_input *input)
{
	(void)state;
	input->eaten = input->bytes.size;
	if (buffer_put(conn_batch(conn), input->bytes.data, input->bytes.size) != STATUS_OK)
		return FACE_END;
	return FACE_IDLE;
}

static const struct face loud_face = {
	.name = "loud",
	.openings = (const struct bytes[]){ { (const uint8_t *)"LOUD", 4 }, { NULL, 0 } },
	.feed = loud_feed,
};

static const struct face *const faces[] = { &line_face, &loud_face, NULL };

/* ---- One listener ----------------------------------------------------- */

void lines_open(struct lines *f, struct listener_limits limits)
{
	struct listener_options options = { .faces = faces, .limits = limits, .tcp_role = ROLE_READER };
	struct error error = { .message = "" };
	f->folder = support_folder();
	char *url = support_text("ipc://%s/socket", f->folder);
	if (listener_open(&options, &f->listener, &error) != STATUS_OK ||
	    listener_add(f->listener, "tcp://127.0.0.1:0", f->tcp, &error) != STATUS_OK ||
	    listener_add(f->listener, url, f->ipc, &error) != STATUS_OK)
		fail_msg("%s", error.message);
	assert_string_equal(f->ipc, url);
	free(url);
}

void lines_close(struct lines *f)
{
	listener_close(f->listener);
	assert_int_equal(atomic_load(&faces_open), 0);
	assert_int_equal(lines_held(), 0);
	support_remove(f->folder);
}

void lines_expect(int fd, const char *text)
{
	char got[64] = "";
	assert_true(strlen(text) < sizeof got);
	wire_receive(fd, got, strlen(text));
	assert_string_equal(got, text);
}

void lines_send(int fd, const char *text)
{
	wire_send(fd, text, strlen(text));
}

int lines_greeted(const char *url)
{
	int fd = wire_connect(url);
	lines_send(fd, "LINE test\n");
	lines_expect(fd, "hello\n");
	return fd;
}

void lines_assert_serves(const char *url)
{
	int fd = lines_greeted(url);
	lines_send(fd, "x 3\n");
	lines_expect(fd, "xxx\n");
	close(fd);
}

struct listener_counts lines_counts(struct lines *f)
{
	struct listener_counts counts;
	listener_count(f->listener, &counts);
	return counts;
}

size_t lines_flood(int fd, const char *url)
{
	char requests[8 * 128];
	for (size_t i = 0; i < sizeof requests; i += 8)
		memcpy(requests + i, "x 65536\n", 8);
	size_t bytes = 0;
	for (int refusals = 0; refusals < 50;) {
		ssize_t sent = send(fd, requests, sizeof requests, MSG_NOSIGNAL | MSG_DONTWAIT);
		bytes += sent > 0 ? (size_t)sent : 0;
		refusals = sent > 0 ? 0 : refusals + 1;
		lines_assert_serves(url);
	}
	return bytes / 8;
}

int lines_served(const char *url)
{
	for (int64_t end = clock_monotonic() + 60 * NS_PER_SECOND; clock_monotonic() < end; sched_yield()) {
		int fd = wire_connect(url);
		char reply[6] = "";
		if (wire_offer(fd, "LINE late\n", 10) && recv(fd, reply, sizeof reply, MSG_WAITALL) == 6) {
			assert_memory_equal(reply, "hello\n", 6);
			return fd;
		}
		close(fd);
	}
	fail_msg("never served");
	return -1;
}
