#include "store/private.h"

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

int env_follow(const struct env *env)
{
	MDB_envinfo info;
	mdb_env_info(env->mdb, &info);
	return mdb_env_set_mapsize(env->mdb, info.me_mapsize < MAP_ROOM ? env_room(env) : 0);
}

enum status env_grow(struct env *env, struct error *error)
{
	MDB_envinfo info;
	mdb_env_info(env->mdb, &info);
	int code = mdb_env_set_mapsize(env->mdb, info.me_mapsize * 2);
	return code == 0 ? STATUS_OK : env_failed(error, code, "make the store's map larger");
}
