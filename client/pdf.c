#include "client/pdf.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "client/cli.h"

#define PROGRAM "pdftotext"
#define PACKAGE "poppler-utils"
#define SECONDS_MOST 120
#define MEMORY_MOST ((rlim_t)2 << 30)
#define WORDS_MOST 2000 /* bytes that are kept of what the program says */
#define NOT_THERE 127

/* The program, while it runs. */
struct converter {
	pid_t process;
	int text, words; /* what it writes: the text, and what it says */
};

static void bound(int what, rlim_t most)
{
	struct rlimit limit = { .rlim_cur = most, .rlim_max = most };
	setrlimit(what, &limit);
}

/* In the child: becomes the program, which keeps each page as it looks: it is the reader
 * that knows columns, and the order that the program would find is wrong now and then. */
static void become(int pdf, int text, int words)
{
	char path[32];
	snprintf(path, sizeof path, "/dev/fd/%d", pdf);
	char *const args[] = {
		(char[]){ PROGRAM },
		(char[]){ "-layout" },
		(char[]){ "-enc" },
		(char[]){ "UTF-8" },
		(char[]){ "-eol" },
		(char[]){ "unix" },
		path,
		(char[]){ "-" },
		NULL,
	};
	bound(RLIMIT_CPU, SECONDS_MOST);
	bound(RLIMIT_AS, MEMORY_MOST);
	if (dup2(text, STDOUT_FILENO) < 0 || dup2(words, STDERR_FILENO) < 0)
		_exit(NOT_THERE);
	execvp(PROGRAM, args);
	_exit(errno == ENOENT ? NOT_THERE : NOT_THERE - 1);
}

static bool start(struct converter *c, int pdf)
{
	int text[2], words[2];
	if (pipe2(text, O_CLOEXEC) != 0)
		return false;
	if (pipe2(words, O_CLOEXEC) != 0) {
		close(text[0]);
		close(text[1]);
		return false;
	}
	fflush(NULL);
	c->process = fork();
	if (c->process == 0)
		become(pdf, text[1], words[1]);
	close(text[1]);
	close(words[1]);
	c->text = text[0];
	c->words = words[0];
	if (c->process > 0)
		return true;
	close(c->text);
	close(c->words);
	return false;
}

/* Reads once from a pipe into a buffer; false at its end. What does not fit into the
 * buffer is lost, and *over says so. */
static bool drain(int from, struct buffer *out, bool *over)
{
	char chunk[65536];
	ssize_t got;
	do
		got = read(from, chunk, sizeof chunk);
	while (got < 0 && errno == EINTR);
	if (got > 0 && buffer_put(out, chunk, (size_t)got) != STATUS_OK)
		*over = true;
	return got > 0;
}

/* Takes what the program writes until it ends both pipes, or until it writes too much. */
static bool listen_to(const struct converter *c, struct buffer *text, struct buffer *words)
{
	struct pollfd pipes[] = { { .fd = c->text, .events = POLLIN }, { .fd = c->words, .events = POLLIN } };
	bool over = false, ignored = false;
	while (!over && (pipes[0].fd >= 0 || pipes[1].fd >= 0)) {
		if (poll(pipes, 2, -1) < 0 && errno != EINTR)
			break;
		if (pipes[0].revents != 0 && !drain(c->text, text, &over))
			pipes[0].fd = -1;
		if (pipes[1].revents != 0 && !drain(c->words, words, &ignored))
			pipes[1].fd = -1;
		pipes[0].revents = pipes[1].revents = 0;
	}
	return !over;
}

/* The program's exit code, or 128 and the signal that ended it. */
static int finish(const struct converter *c, bool whole)
{
	int state;
	close(c->text);
	close(c->words);
	if (!whole)
		kill(c->process, SIGKILL);
	while (waitpid(c->process, &state, 0) < 0)
		if (errno != EINTR)
			return 128;
	return WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
}

static int tell(const char *label, int ended, bool whole, size_t limit, struct buffer *words)
{
	if (!whole)
		return cli_fail(EXIT_LIMIT, "%s: its text layer is over the limit of %zu bytes for a text; make a PDF of some of "
				"its pages at a time", label, limit);
	if (ended == NOT_THERE)
		return cli_fail(EXIT_INPUT,
				"%s: a PDF is read with " PROGRAM
				", which is not installed; it is in the package " PACKAGE,
				label);
	if (ended > 128)
		return cli_fail(EXIT_DATA, "%s: " PROGRAM " was ended by signal %d", label, ended - 128);
	size_t size = words->size < WORDS_MOST ? words->size : WORDS_MOST, line = 0;
	while (line < size && words->data[line] != '\n')
		line++;
	return cli_fail(EXIT_DATA, "%s: " PROGRAM " cannot read it: %.*s", label, (int)line,
			line == 0 ? "" : (const char *)words->data);
}

static bool is_blank(const struct buffer *text)
{
	for (size_t i = 0; i < text->size; i++)
		if (memchr(" \t\r\n\f", text->data[i], 5) == NULL)
			return false;
	return true;
}

static int convert(const char *label, int pdf, size_t limit, struct buffer *out)
{
	struct converter c;
	struct buffer words;
	if (!start(&c, pdf))
		return cli_fail(EXIT_INPUT, "%s: " PROGRAM " cannot be run: %s", label, strerror(errno));
	buffer_init(out, limit);
	buffer_init(&words, WORDS_MOST);
	bool whole = listen_to(&c, out, &words);
	int ended = finish(&c, whole), code = EXIT_OK;
	if (!whole || ended != 0)
		code = tell(label, ended, whole, limit, &words);
	else if (is_blank(out))
		code = cli_fail(EXIT_DATA, "%s: a PDF without a text layer: it holds pictures of its pages alone",
				label);
	if (code != EXIT_OK)
		buffer_fini(out);
	buffer_fini(&words);
	return code;
}

/* A file without a name that holds the bytes; -1 where none can be had. */
static int nameless(struct bytes bytes)
{
	int file = memfd_create("pdf", 0);
	for (size_t done = 0; file >= 0 && done < bytes.size;) {
		ssize_t put = write(file, bytes.data + done, bytes.size - done);
		if (put < 0 && errno != EINTR) {
			close(file);
			return -1;
		}
		done += put > 0 ? (size_t)put : 0;
	}
	return file;
}

int pdf_text(const char *label, struct bytes pdf, size_t limit, struct buffer *out)
{
	int file = nameless(pdf);
	if (file < 0)
		return cli_fail(EXIT_IO, "%s: %s", label, strerror(errno));
	int code = convert(label, file, limit, out);
	close(file);
	return code;
}
