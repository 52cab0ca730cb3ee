/* The calling thread's analyser. It knows the parties, whose names were analysed by others that know
 * none. */
#include <pthread.h>

#include "domain/text_inside.h"

static pthread_key_t mine;
static pthread_once_t mine_once = PTHREAD_ONCE_INIT;
static bool mine_made;

static void free_mine(void *analyser)
{
	text_analyser_free(analyser);
}

static void make_mine(void)
{
	mine_made = pthread_key_create(&mine, free_mine) == 0;
}

struct text_analyser *text_analyser_mine(void)
{
	pthread_once(&mine_once, make_mine);
	struct text_analyser *a = mine_made ? pthread_getspecific(mine) : NULL;
	if (a != NULL || !mine_made || (a = text_analyser_bare()) == NULL)
		return a;
	a->bare = false;
	a->parties = text_names_known();
	a->stemmer = text_stemmer_new();
	if (a->stemmer == NULL || pthread_setspecific(mine, a) != 0) {
		text_analyser_free(a);
		return NULL;
	}
	return a;
}
