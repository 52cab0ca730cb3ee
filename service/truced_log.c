#include "service/truced.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"

static const struct {
	const char *word;
	int priority; /* of syslog, as the journal reads it from a line's start */
} levels[] = {
	[LEVEL_INFO] = { "", 6 },
	[LEVEL_WARNING] = { "warning: ", 4 },
	[LEVEL_ERROR] = { "error: ", 3 },
};

/* Whether stderr goes to the journal of systemd, which has told which file that is: a shell that was
 * started there has the word of it too, for files of its own. */
static bool is_journal(void)
{
	const char *told = getenv("JOURNAL_STREAM");
	unsigned long long device, inode;
	struct stat facts;
	return told != NULL && sscanf(told, "%llu:%llu", &device, &inode) == 2 && fstat(STDERR_FILENO, &facts) == 0 &&
	       facts.st_dev == device && facts.st_ino == inode;
}

void log_line(enum level level, const char *format, ...)
{
	char line[1024] = "";
	int length = !is_journal() ? 0 : snprintf(line, sizeof line, "<%d>", levels[level].priority);
	length += snprintf(line + length, sizeof line - (size_t)length, "truced: %s", levels[level].word);
	va_list args;
	va_start(args, format);
	vsnprintf(line + length, sizeof line - (size_t)length - 1, format, args);
	va_end(args);
	utf8_clean(line);
	size_t end = strlen(line);
	line[end] = '\n';
	for (size_t done = 0; done <= end;) {
		ssize_t written = write(STDERR_FILENO, line + done, end + 1 - done);
		if (written <= 0)
			return;
		done += (size_t)written;
	}
}

int log_failure(const struct error *error)
{
	log_line(LEVEL_ERROR, "%s", error->message);
	return EXIT_FAILED;
}

int output_end(int code)
{
	if (fflush(stdout) == 0 && ferror(stdout) == 0)
		return code;
	log_line(LEVEL_ERROR, "Cannot write the answer: %s.", strerror(errno));
	return code == EXIT_OK ? EXIT_FAILED : code;
}
