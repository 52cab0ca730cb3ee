/* The least that a server may take for one call at a time: a process that waits by epoll,
 * receives and sends, and does nothing else, over TCP on this machine.
 *
 *   truce-bench-floor CALLS BYTES       prints a JSON line: microseconds of a round and of the
 *                                       server's processor, a call whose answer has so many bytes */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define REQUEST_BYTES 100
#define BYTES_MOST 65536

static char room[BYTES_MOST];

static void need(int holds, const char *what)
{
	if (holds)
		return;
	perror(what);
	exit(1);
}

static double clock_of(clockid_t clock)
{
	struct timespec t;
	need(clock_gettime(clock, &t) == 0, "clock_gettime");
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int poller_of(int fd)
{
	const int one = 1;
	struct epoll_event event = { .events = EPOLLIN };
	int poller = epoll_create1(0);
	need(setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one) == 0, "TCP_NODELAY");
	need(poller >= 0 && epoll_ctl(poller, EPOLL_CTL_ADD, fd, &event) == 0, "epoll");
	return poller;
}

static ssize_t take(int poller, int fd)
{
	struct epoll_event event;
	need(epoll_wait(poller, &event, 1, -1) == 1, "epoll_wait");
	return recv(fd, room, sizeof room, 0);
}

static void serve(int listener, size_t bytes)
{
	int fd = accept(listener, NULL, NULL);
	need(fd >= 0, "accept");
	int poller = poller_of(fd);
	while (take(poller, fd) > 0)
		need(send(fd, room, bytes, MSG_NOSIGNAL) == (ssize_t)bytes, "send");
	_exit(0);
}

static void call(int poller, int fd, size_t bytes)
{
	need(send(fd, room, REQUEST_BYTES, MSG_NOSIGNAL) == REQUEST_BYTES, "send");
	for (size_t got = 0; got < bytes;) {
		ssize_t count = take(poller, fd);
		need(count > 0, "recv");
		got += (size_t)count;
	}
}

int main(int count, char **args)
{
	int calls = count == 3 ? atoi(args[1]) : 0, bytes = count == 3 ? atoi(args[2]) : 0;
	if (calls < 1 || bytes < 1 || bytes > BYTES_MOST) {
		fprintf(stderr, "usage: truce-bench-floor CALLS BYTES, of which %d at most\n", BYTES_MOST);
		return 64;
	}
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof at;
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	need(bind(listener, (struct sockaddr *)&at, size) == 0 && listen(listener, 1) == 0, "listen");
	need(getsockname(listener, (struct sockaddr *)&at, &size) == 0, "getsockname");
	pid_t server = fork();
	need(server >= 0, "fork");
	if (server == 0)
		serve(listener, (size_t)bytes);
	int fd = socket(AF_INET, SOCK_STREAM, 0); /* which the server must not hold as well */
	need(connect(fd, (struct sockaddr *)&at, size) == 0, "connect");
	int poller = poller_of(fd);
	clockid_t theirs;
	call(poller, fd, (size_t)bytes);
	need(clock_getcpuclockid(server, &theirs) == 0, "clock_getcpuclockid");
	double since = clock_of(CLOCK_MONOTONIC), used = clock_of(theirs);
	for (int i = 0; i < calls; i++)
		call(poller, fd, (size_t)bytes);
	used = clock_of(theirs) - used;
	since = clock_of(CLOCK_MONOTONIC) - since;
	printf("{\"what\":\"floor\",\"bytes\":%d,\"round_us\":%.2f,\"srv_cpu_us\":%.2f}\n", bytes, since / calls,
	       used / calls);
	close(fd);
	need(waitpid(server, NULL, 0) == server, "waitpid");
	return 0;
}
