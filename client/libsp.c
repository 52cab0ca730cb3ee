#include "client/libtruce.h"

#include "base/time.h"

#define TAKE_BYTES ((size_t)64 << 10)
#define SKIP_TIMES 16 /* a reply this many times over the limit ends the connection */

/* Hello of the Scalability Protocols: REQ0 and REP0. */
static const uint8_t hello_req[8] = { 0, 'S', 'P', 0, 0, 0x30, 0, 0 };
static const uint8_t hello_rep[8] = { 0, 'S', 'P', 0, 0, 0x31, 0, 0 };

static bool begin(struct truce *t)
{
	t->skip = 0;
	return buffer_put(&t->plain, hello_req, sizeof hello_req) == STATUS_OK;
}

static bool say(struct truce *t)
{
	struct truce_call *call;
	int64_t now = clock_monotonic();
	while (t->up && t->plain.size < GATHER_MOST && (call = calls_dequeue(t)) != NULL) {
		frame_stamp(t, &call->frame, call->id, (call->deadline - now) / NS_PER_MS);
		if (buffer_put(&t->plain, call->frame.data, call->frame.size) != STATUS_OK) {
			calls_end(t, call, reply_make(STATUS_RESOURCE_EXHAUSTED, "MEMORY", "no memory to send"));
			continue;
		}
		call->sent = now;
		call->attempts++;
	}
	return true;
}

static void answer(struct truce *t, uint32_t id, struct truce_reply *reply)
{
	pthread_mutex_lock(&t->lock);
	struct truce_call *call = calls_find(t, id);
	if (call != NULL && call->state == CALL_SENT) {
		t->failures = 0;
		calls_end(t, call, reply);
		reply = NULL;
	}
	pthread_mutex_unlock(&t->lock);
	truce_reply_free(reply);
}

/* Handles the frame at the start of data. Answers the bytes it took, 0 where more
 * are needed (*need), or -1 where the peer breaks the protocol. */
static int64_t take_frame(struct truce *t, struct bytes data, size_t *need)
{
	size_t header = t->header_size;
	*need = header + 4;
	if (data.size < *need)
		return 0;
	uint64_t length = get_u64(data.data + header - 8);
	uint32_t id = get_u32(data.data + header);
	if (length < 4 || (header == 9 && data.data[0] != 1) || length / SKIP_TIMES > t->message_most)
		return -1;
	if (length - 4 > t->message_most) {
		answer(t, id,
		       reply_make(STATUS_RESOURCE_EXHAUSTED, "REPLY_TOO_LARGE",
				  "the reply of %llu bytes is over this program's limit of %zu; ask for less",
				  (unsigned long long)length, t->message_most));
		t->skip = header + length;
		return (int64_t)(data.size < t->skip ? data.size : t->skip);
	}
	*need = header + length;
	if (data.size < *need)
		return 0;
	answer(t, id, reply_read(bytes_of(data.data + header + 4, length - 4)));
	return (int64_t)*need;
}

/* Handles all whole frames that came; false where the connection is to end. */
static bool take_frames(struct truce *t)
{
	struct bytes rest = buffer_bytes(&t->in);
	size_t need = 0;
	while (rest.size > 0) {
		int64_t took =
			t->skip > 0 ? (int64_t)(t->skip < rest.size ? t->skip : rest.size) : take_frame(t, rest, &need);
		if (took < 0)
			return false;
		if (took == 0)
			break;
		if (t->skip > 0)
			t->skip -= (uint64_t)took;
		rest = bytes_of(rest.data + took, rest.size - (size_t)took);
	}
	if (rest.size > 0)
		memmove(t->in.data, rest.data, rest.size);
	t->in.size = rest.size;
	size_t room = need > rest.size + TAKE_BYTES ? need - rest.size : TAKE_BYTES;
	return buffer_reserve(&t->in, room) == STATUS_OK;
}

/* The peer's hello, off the front of what came. */
static const char *take_hello(struct truce *t)
{
	if (t->in.size < sizeof hello_rep)
		return NULL;
	if (memcmp(t->in.data, hello_rep, sizeof hello_rep) != 0)
		return "the peer does not speak the REP protocol";
	t->up = true;
	t->in.size -= sizeof hello_rep;
	memmove(t->in.data, t->in.data + sizeof hello_rep, t->in.size);
	return NULL;
}

static const char *take(struct truce *t)
{
	const char *why = t->up ? NULL : take_hello(t);
	if (!t->up)
		return why;
	pthread_mutex_unlock(&t->lock); /* replies are copied without it */
	bool going = take_frames(t);
	pthread_mutex_lock(&t->lock);
	return going ? NULL : "the peer broke the protocol";
}

const struct protocol sp_protocol = { .name = "the REP protocol", .begin = begin, .say = say, .take = take };
