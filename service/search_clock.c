#include "service/search.h"

bool search_look(struct search *s)
{
	s->work = 0;
	if (s->ended == STATUS_OK)
		s->ended = call_on_time(s->call);
	return s->ended == STATUS_OK;
}
