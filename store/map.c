#include "store/private.h"

#include <errno.h>
#include <sys/mman.h>

size_t map_of(size_t bytes)
{
	const size_t unit = 1 << 16;
	return bytes < MAP_USUAL / 2 ? MAP_USUAL : (2 * bytes + unit - 1) / unit * unit;
}

size_t env_room(const struct env *env)
{
	MDB_envinfo info;
	MDB_stat facts;
	mdb_env_info(env->mdb, &info);
	mdb_env_stat(env->mdb, &facts);
	return map_of((info.me_last_pgno + 1) * facts.ms_psize);
}

/* LMDB gives the map back before it makes the other, and has none where that fails: so it is asked
 * first whether the process may have the addresses that are wanted beyond those of the map. */
static int set_size(const struct env *env, size_t is, size_t size)
{
	if (size > is) {
		void *more = mmap(NULL, size - is, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
		if (more == MAP_FAILED)
			return errno;
		munmap(more, size - is);
	}
	return mdb_env_set_mapsize(env->mdb, size);
}

int env_follow(const struct env *env)
{
	MDB_envinfo info;
	mdb_env_info(env->mdb, &info);
	return set_size(env, info.me_mapsize, info.me_mapsize < MAP_ROOM ? env_room(env) : 0);
}

enum status env_grow(struct env *env, struct error *error)
{
	MDB_envinfo info;
	mdb_env_info(env->mdb, &info);
	int code = set_size(env, info.me_mapsize, info.me_mapsize * 2);
	return code == 0 ? STATUS_OK : env_failed(error, code, "make the store's map larger");
}
