/* A peer of libtruce that speaks HTTP/2 by hand, as gRPC's services do or not: scripts of
 * support_peer.h are made of these. */
#ifndef TRUCE_TESTS_SUPPORT_H2PEER_H
#define TRUCE_TESTS_SUPPORT_H2PEER_H

#include "tests/support_frames.h"
#include "tests/support_peer.h"

struct h2_frame {
	uint8_t type, flags;
	uint32_t stream;
	size_t size;
	uint8_t content[1 << 16];
};

bool h2peer_frame(int fd, struct h2_frame *f);
void h2peer_send(int fd, struct buffer *out);
void h2peer_send_frame(int fd, uint8_t type, uint8_t flags, uint32_t stream, struct bytes content);
/* A connection whose preface came, and was answered. */
int h2peer_accept(struct peer *peer);
/* The next frame of one of two types. */
bool h2peer_find(int fd, uint8_t type, uint8_t other, struct h2_frame *f);
/* The stream of the next call that is there whole, with its message; 0 at the end. */
uint32_t h2peer_next(struct peer *peer, int fd, char text[128]);
void h2peer_put_field(struct buffer *out, const char *name, const char *value);
void h2peer_put_head(struct buffer *out, uint32_t stream);
/* Trailers, ended by a NULL. */
void h2peer_put_trailers(struct buffer *out, uint32_t stream, const char *const *pairs);
void h2peer_put_message(struct buffer *out, uint32_t stream, uint8_t packed, uint32_t claim, const char *text);
void h2peer_reply(int fd, uint32_t stream, const char *text);
void h2peer_echo(struct peer *peer, int fd);
struct truce *h2peer_open(struct peer *peer, void (*script)(struct peer *peer), const char *token);
void h2peer_script_echo(struct peer *peer);

/* Trailers of a call that went well. */
extern const char *const h2peer_good[];

#endif
