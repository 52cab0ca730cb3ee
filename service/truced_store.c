#include "service/truced.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/utf8.h"

const struct option_row compact_options[] = {
	{ "keep-from", OPTION_COUNT, OPTION_AT(keep_from), "REV",
	  "keep the content of every change from this revision on; without it nothing is dropped" },
	{ 0 },
};

/* ---- Reports ---------------------------------------------------------- */

/* A line of the answer. The names of folders, and what is damaged, may be any bytes. */
static void PRINTF_LIKE(1, 2) say(const char *format, ...)
{
	char line[3 * PATH_MAX];
	va_list args;
	va_start(args, format);
	vsnprintf(line, sizeof line, format, args);
	va_end(args);
	utf8_clean(line);
	puts(line);
}

static void print_fault(void *arg, const char *what)
{
	(void)arg;
	say("fault: %s", what);
}

static void print_progress(void *arg, int64_t done, int64_t all)
{
	int *last = arg;
	int percent = all <= 0 ? 100 : (int)(done * 100 / all);
	if (percent == *last)
		return;
	*last = percent;
	fprintf(stderr, "\r%3d %%", percent);
}

/* Progress is for a terminal only. */
static struct store_report new_report(int *percent)
{
	struct store_report report = { .fault = print_fault, .arg = percent };
	if (isatty(STDERR_FILENO))
		report.progress = print_progress;
	*percent = -1;
	return report;
}

static void clear_progress(const struct store_report *report)
{
	if (report->progress != NULL)
		fprintf(stderr, "\r     \r");
}

/* ---- Verifying, in a process of its own -------------------------------- */

/* The journal is the record; all else can be made again from it. */
static void say_way_out(const char *dir, bool whole_journal)
{
	if (whole_journal)
		say("The journal is whole. Make all else again from it with: truced rebuild %s", dir);
	else
		say("Restore a backup.");
}

static int verify_here(const char *dir)
{
	int percent;
	struct store_report report = new_report(&percent);
	struct error error;
	enum status status = store_verify(dir, service_indexes(), &report, &error);
	clear_progress(&report);
	if (status != STATUS_OK && (status == STATUS_DATA_LOSS || report.faults > 0)) {
		say("fault: %s", error.message);
		if (strstr(error.message, "Restore a backup") == NULL)
			say_way_out(dir, false);
		return EXIT_FAULTS;
	}
	if (status != STATUS_OK)
		return log_failure(&error);
	say("%s: %lld changes, %lld records, %lld index terms, %lld compacted: %lld faults", dir,
	    (long long)report.changes, (long long)report.records, (long long)report.terms, (long long)report.compacted,
	    (long long)report.faults);
	char words[CLOCK_WORDS];
	if (clock_ahead(report.last_time, words))
		say("note: %s.", words);
	if (report.stale)
		say("The indexes were made by another version of truced and were not looked at. Make them again with: "
		    "truced rebuild %s",
		    dir);
	if (report.faults > 0) {
		say_way_out(dir, report.journal_faults == 0);
		return EXIT_FAULTS;
	}
	return report.stale ? EXIT_OK : tell_lost_names(dir);
}

/* What a damaged file kills is the child; a sanitizer must not turn that into an exit. */
static void verify_in_child(const char *dir)
{
	static const int deadly[] = { SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL };
	for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
		signal(deadly[i], SIG_DFL);
	setvbuf(stdout, NULL, _IOLBF, 0); /* what was found before that stays told */
	_exit(output_end(verify_here(dir)));
}

static int verify(const char *dir)
{
	fflush(NULL);
	pid_t child = fork();
	if (child == 0)
		verify_in_child(dir);
	struct error error;
	int ended;
	if (child < 0) {
		(void)error_set_errno(&error, errno, "Cannot start a process to verify in");
		return log_failure(&error);
	}
	while (waitpid(child, &ended, 0) < 0)
		if (errno != EINTR) {
			(void)error_set_errno(&error, errno, "Cannot wait for the process that verifies");
			return log_failure(&error);
		}
	if (WIFEXITED(ended))
		return WEXITSTATUS(ended);
	say("fault: %s is so damaged that reading it kills the reader (%s)", dir, strsignal(WTERMSIG(ended)));
	say_way_out(dir, false);
	return EXIT_FAULTS;
}

/* ---- The commands ----------------------------------------------------- */

int run_init(const struct settings *settings)
{
	struct error error;
	if (store_init(settings->operands[0], &error) != STATUS_OK)
		return log_failure(&error);
	say("made a store in %s", settings->operands[0]);
	return EXIT_OK;
}

int run_verify(const struct settings *settings)
{
	return verify(settings->operands[0]);
}

int run_backup(const struct settings *settings)
{
	struct error error;
	if (store_backup(settings->operands[0], settings->operands[1], &error) != STATUS_OK)
		return log_failure(&error);
	say("copied %s to %s", settings->operands[0], settings->operands[1]);
	return verify(settings->operands[1]);
}

int run_rebuild(const struct settings *settings)
{
	int percent;
	struct store_report report = new_report(&percent);
	struct error error;
	enum status status = store_rebuild(settings->operands[0], service_indexes(), &report, &error);
	clear_progress(&report);
	if (status != STATUS_OK)
		return log_failure(&error);
	say("%s: rebuilt %lld records and %lld index terms from %lld changes", settings->operands[0],
	    (long long)report.records, (long long)report.terms, (long long)report.changes);
	return EXIT_OK;
}

/* The first revision that still has all its content. */
static enum status oldest(const char *dir, int64_t *out, struct error *error)
{
	const struct store_options options = { .indexes = service_indexes(), .read_only = true };
	struct store *store;
	enum status status = store_open(dir, &options, &store, error);
	if (status != STATUS_OK)
		return status;
	struct store_txn *txn;
	status = store_read(store, &txn, error);
	if (status == STATUS_OK) {
		*out = store_oldest(txn);
		store_read_end(txn);
	}
	store_close(store);
	return status;
}

int run_compact(const struct settings *settings)
{
	const char *dir = settings->operands[0];
	int64_t keep_from = settings->keep_from;
	int percent;
	struct store_report report = new_report(&percent);
	struct error error;
	enum status status = keep_from == 0 ? oldest(dir, &keep_from, &error) : STATUS_OK;
	if (status == STATUS_OK)
		status = store_compact(dir, keep_from, &report, &error);
	clear_progress(&report);
	if (status != STATUS_OK)
		return log_failure(&error);
	say("%s: the content of %lld changes was dropped", dir, (long long)report.compacted);
	return EXIT_OK;
}
