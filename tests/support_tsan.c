/* ThreadSanitizer does not see the order that nng's atomic reference counts give,
 * because nng is not built with it, and takes the end of a mutex in nng's reaper for
 * a race with its last use. Only ends of mutexes are left out; all else is reported. */
const char *__tsan_default_suppressions(void);

const char *__tsan_default_suppressions(void)
{
	return "race:pthread_mutex_destroy\n";
}
