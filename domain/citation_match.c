#include "domain/citation.h"

#include "domain/citation_forms.h"

long citation_match(struct citation_run *run, const struct words *w, size_t at, struct arena *arena,
		    struct citation *out)
{
	struct citation found = { 0 };
	if (at >= w->count)
		return 0;
	bool listed = run->list_at > 0 && run->list_at == at;
	const char *symbol = listed ? run->symbol : NULL;
	long taken = symbol_match(w, at, arena, &found);
	if (taken == 0 && symbol != NULL)
		taken = symbol_match_next(w, at, symbol, arena, &found);
	if (taken > 0) {
		size_t next = at + (size_t)taken;
		bool range = word_is_dash(w, next) && word_is_glued(w, next) && word_is_glued(w, next + 1);
		next += range || word_is_mark(w, next, ',') ? 1 : 0;
		next += words_match(w, next, "and|to|or|through");
		bool part = listed &&
			    (words_match(w, at, "add|corr|rev|amend|addendum|addenda|corrigendum|corrigenda") > 0 ||
			     word_number(w, at) > 0);
		*run = (struct citation_run){
			.list_at = next,
			.symbol = part ? symbol : found.instrument,
			.plural = run->plural,
			.named = run->named,
		};
	} else if (taken == 0) {
		run->list_at = symbol != NULL ? 0 : run->list_at;
		taken = prose_match(run, w, at, arena, &found);
	}
	if (taken > 0)
		*out = found;
	return taken;
}
