#include "base/program.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static void hold_streams(void)
{
	static const int modes[] = { O_WRONLY, O_RDONLY, O_RDONLY }; /* which they are not used for */
	for (int file = STDIN_FILENO; file <= STDERR_FILENO; file++)
		if (fcntl(file, F_GETFD) < 0 && open("/dev/null", modes[file]) != file) /* the lowest that is free */
			return;
}

void program_begin(void)
{
	hold_streams();
	signal(SIGCHLD, SIG_DFL);
	signal(SIGXFSZ, SIG_IGN);
}
