/* Readers of other processes that were killed, beside one that lives. */
#include "tests/support_store.h"

#include "store/private.h"

#include <sys/wait.h>
#include <unistd.h>

/* Takes all places that LMDB has for readers, and dies with them. */
static void take_all_and_die(const char *dir)
{
	pid_t child = fork();
	int how;
	if (child == 0) {
		MDB_env *env;
		MDB_txn *txn;
		bool opened = mdb_env_create(&env) == 0 && mdb_env_set_maxreaders(env, ENV_READERS) == 0 &&
			      mdb_env_open(env, dir, MDB_RDONLY | MDB_NOTLS, 0600) == 0;
		while (opened && mdb_txn_begin(env, NULL, MDB_RDONLY, &txn) == 0)
			;
		_exit(opened ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &how, 0), child);
	assert_int_equal(how, 0);
}

static void places_of_readers_that_were_killed_are_given_back(void **state)
{
	struct fixture *f = *state;
	struct store_txn *txn;
	struct error error;
	take_all_and_die(f->dir);
	want(STATUS_OK, store_read(f->store, &txn, &error));
	store_read_end(txn);
	take_all_and_die(f->dir);
	char *lock = support_text("%s/%s", f->dir, STORE_LOCK);
	assert_int_equal(unlink(lock), 0); /* one process has a store open once */
	free(lock);
	struct env env;
	want(STATUS_OK, env_open(f->dir, HOLD_READ, 0, &env, &error));
	env_close(&env);
}

int main(void)
{
	const struct CMUnitTest tests[] = { WITH_A_STORE(places_of_readers_that_were_killed_are_given_back) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
