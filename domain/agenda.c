#include "domain/agenda.h"

#include <stdlib.h>
#include <string.h>

#include "base/time.h"
#include "domain/zone_term.h"
#include "proto/message.h"

#define NONE SIZE_MAX
#define TITLES_MOST 3 /* of branches that are open, in a thread's title */
#define OUTCOME_AGREED TRUCE__V1__AGENDA_ITEM__OUTCOME__OUTCOME_AGREED

/* An item of a round that is looked at. */
struct node {
	const Truce__V1__Round *round;
	const Truce__V1__AgendaItem *item;
	const char *name;
	struct days days;    /* of the round */
	size_t parent, root; /* NONE where there is none, or where it is not known yet */
	size_t trail;        /* of the walk that came by, from 1 */
	size_t depth, size;  /* steps from the root; of a root, nodes of its thread */
	int32_t over;        /* the latest day of its round and of those before it */
	bool goes_on;        /* another item carries on from it */
};

struct graph {
	struct arena *arena;
	struct node *nodes;
	size_t count;
	struct node **by_name;
	struct node **by_root; /* a root's own at `start` of its thread, in order */
};

static enum status no_memory(struct error *error)
{
	return error_set(error, STATUS_RESOURCE_EXHAUSTED, "MEMORY", "no memory for the threads of so many rounds");
}

bool agenda_is_later(const Truce__V1__Round *round, const Truce__V1__Round *than)
{
	return zone_days(round->date).lo > zone_days(than->date).hi;
}

bool agenda_item_name(const char *name, struct bytes *round, const char **item)
{
	static const char middle[] = "/agenda/";
	const char *at = strstr(name, middle);
	if (at == NULL || strncmp(name, "rounds/", strlen("rounds/")) != 0)
		return false;
	*round = bytes_of(name, (size_t)(at - name));
	*item = at + strlen(middle);
	return true;
}

static bool is_over(const Truce__V1__Round *round, int32_t until)
{
	return until == DAY_LAST || zone_days(round->date).hi <= until;
}

/* ---- Nodes and links -------------------------------------------------- */

static int compare_names(const void *a, const void *b)
{
	const struct node *const *x = a, *const *y = b;
	int order = strcmp((*x)->name, (*y)->name);
	return order != 0 ? order : (*x > *y) - (*x < *y);
}

static bool add_nodes(struct graph *g, const Truce__V1__Round *round)
{
	for (size_t k = 0; k < round->n_agenda; k++) {
		struct node *node = &g->nodes[g->count];
		*node = (struct node){ .round = round,
				       .item = round->agenda[k],
				       .days = zone_days(round->date),
				       .parent = NONE,
				       .root = NONE };
		node->name = arena_printf(g->arena, "%s/agenda/%s", round->name, round->agenda[k]->id);
		if (node->name == NULL)
			return false;
		g->by_name[g->count++] = node;
	}
	return true;
}

static bool make_nodes(struct graph *g, const Truce__V1__Round *const *rounds, size_t count, int32_t until)
{
	size_t most = 0;
	for (size_t i = 0; i < count; i++)
		most += rounds[i]->n_agenda;
	g->nodes = arena_array(g->arena, most, sizeof *g->nodes);
	g->by_name = arena_array(g->arena, most, sizeof *g->by_name);
	g->by_root = arena_array(g->arena, most, sizeof *g->by_root);
	if (g->nodes == NULL || g->by_name == NULL || g->by_root == NULL)
		return false;
	for (size_t i = 0; i < count; i++)
		if (is_over(rounds[i], until) && !add_nodes(g, rounds[i]))
			return false;
	if (g->count > 0)
		qsort(g->by_name, g->count, sizeof *g->by_name, compare_names);
	return true;
}

/* The first node of a name; NULL where there is none. */
static struct node *find(const struct graph *g, const char *name)
{
	size_t low = 0, high = g->count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (strcmp(g->by_name[middle]->name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < g->count && strcmp(g->by_name[low]->name, name) == 0 ? g->by_name[low] : NULL;
}

static void link_nodes(struct graph *g)
{
	for (size_t i = 0; i < g->count; i++) {
		struct node *node = &g->nodes[i], *parent;
		if (node->item->carries_on[0] == '\0')
			continue;
		parent = find(g, node->item->carries_on);
		if (parent != NULL && !agenda_is_later(parent->round, node->round))
			node->parent = (size_t)(parent - g->nodes);
	}
}

static void cut_circle(struct graph *g, size_t at)
{
	while (g->nodes[at].parent != NONE) {
		size_t next = g->nodes[at].parent;
		g->nodes[at].parent = NONE;
		at = next;
	}
}

/* Follows the links of each item once; a walk that meets its own trail is on a
 * circle, whose links are all cut. */
static void cut_circles(struct graph *g)
{
	for (size_t i = 0; i < g->count; i++) {
		size_t at = i;
		for (; at != NONE && g->nodes[at].trail == 0; at = g->nodes[at].parent)
			g->nodes[at].trail = i + 1;
		if (at != NONE && g->nodes[at].trail == i + 1)
			cut_circle(g, at);
	}
}

static int32_t later(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

/* The way down from the first item whose root is known, turning links round while
 * going up and back again while coming down, so that no memory is needed. */
static void find_root(struct graph *g, size_t i)
{
	size_t at = i, below = NONE;
	while (g->nodes[at].root == NONE && g->nodes[at].parent != NONE) {
		size_t above = g->nodes[at].parent;
		g->nodes[at].parent = below;
		below = at;
		at = above;
	}
	if (g->nodes[at].root == NONE) {
		g->nodes[at].root = at;
		g->nodes[at].over = g->nodes[at].days.hi;
	}
	while (below != NONE) {
		struct node *node = &g->nodes[below], *parent = &g->nodes[at];
		size_t next = node->parent;
		node->parent = at;
		node->root = parent->root;
		node->depth = parent->depth + 1;
		node->over = later(node->days.hi, parent->over);
		parent->goes_on = true;
		at = below;
		below = next;
	}
}

/* ---- Threads ---------------------------------------------------------- */

/* Roots in their own order, each followed by the items of its thread. */
static int compare_steps(const void *a, const void *b)
{
	const struct node *x = *(const struct node *const *)a, *y = *(const struct node *const *)b;
	if (x->root != y->root)
		return x->root < y->root ? -1 : 1;
	if (x->over != y->over)
		return x->over < y->over ? -1 : 1;
	if (x->depth != y->depth)
		return x->depth < y->depth ? -1 : 1;
	return x->days.lo != y->days.lo ? (x->days.lo < y->days.lo ? -1 : 1) : strcmp(x->name, y->name);
}

static void order_nodes(struct graph *g)
{
	for (size_t i = 0; i < g->count; i++) {
		find_root(g, i);
		g->nodes[g->nodes[i].root].size++;
		g->by_root[i] = &g->nodes[i];
	}
	if (g->count > 0)
		qsort(g->by_root, g->count, sizeof *g->by_root, compare_steps);
}

static bool is_open(const struct node *node)
{
	return !node->goes_on && node->item->outcome != OUTCOME_AGREED;
}

static Truce__V1__AgendaThread__Step *step_of(const struct node *node, struct arena *arena)
{
	Truce__V1__AgendaThread__Step *step = arena_alloc(arena, sizeof *step);
	if (step == NULL)
		return NULL;
	truce__v1__agenda_thread__step__init(step);
	step->item = message_borrow(node->name);
	step->round = node->round->name;
	step->date = node->round->date;
	step->title = node->item->title;
	step->topic = node->item->topic;
	step->open = is_open(node);
	step->outcome = node->item->outcome;
	step->note = node->item->note;
	step->n_documents = node->item->n_documents;
	step->documents = node->item->documents;
	step->n_sources = node->item->n_sources;
	step->sources = node->item->sources;
	return step;
}

/* The item that closed a thread: the last of its branches' ends, where all are
 * agreed; NULL where it is open. */
static const struct node *closing(struct node *const *nodes, size_t count)
{
	const struct node *last = NULL;
	for (size_t i = 0; i < count; i++) {
		if (is_open(nodes[i]))
			return NULL;
		if (!nodes[i]->goes_on)
			last = nodes[i];
	}
	return last;
}

/* A stretch's first day, or its last where that alone is known. */
static int32_t begin_of(struct days days)
{
	return days.lo > DAY_FIRST || days.hi == DAY_LAST ? days.lo : days.hi;
}

static int32_t end_of(struct days days)
{
	return days.hi < DAY_LAST || days.lo == DAY_FIRST ? days.hi : days.lo;
}

static int32_t age(const struct node *root, const struct node *closed, int32_t today)
{
	int32_t from = begin_of(root->days), to = closed == NULL ? today : end_of(closed->days);
	return from == DAY_FIRST || to == DAY_LAST ? 0 : later(0, to - from);
}

/* What a thread is called by: what of it is open, else its last item. */
static char *title_of(struct node *const *nodes, size_t count, struct arena *arena)
{
	char *title = nodes[count - 1]->item->title;
	size_t open = 0;
	for (size_t i = 0; title != NULL && i < count; i++) {
		if (!is_open(nodes[i]))
			continue;
		if (open == 0)
			title = nodes[i]->item->title;
		else if (open < TITLES_MOST)
			title = arena_printf(arena, "%s; %s", title, nodes[i]->item->title);
		open++;
	}
	if (title != NULL && open > TITLES_MOST)
		title = arena_printf(arena, "%s; and %zu more", title, open - TITLES_MOST);
	return title;
}

static bool fill(Truce__V1__AgendaThread *thread, struct node *const *nodes, size_t count, int32_t today,
		 struct arena *arena)
{
	const struct node *root = nodes[0], *closed = closing(nodes, count);
	thread->steps = arena_array(arena, count, sizeof *thread->steps);
	if (thread->steps == NULL)
		return false;
	for (size_t i = 0; i < count; i++)
		if ((thread->steps[thread->n_steps++] = step_of(nodes[i], arena)) == NULL)
			return false;
	thread->thread = message_borrow(root->name);
	thread->process = root->round->process;
	thread->topic = root->item->topic;
	thread->title = title_of(nodes, count, arena);
	if (thread->title == NULL)
		return false;
	thread->raised = root->round->date;
	thread->open = closed == NULL;
	thread->closed_by = closed == NULL ? thread->closed_by : message_borrow(closed->name);
	thread->age_days = age(root, closed, today);
	return true;
}

static bool make_threads(const struct graph *g, int32_t today, Truce__V1__AgendaThread **threads)
{
	for (size_t at = 0, made = 0; at < g->count; made++) {
		size_t size = g->by_root[at]->size;
		threads[made] = arena_alloc(g->arena, sizeof **threads);
		if (threads[made] == NULL)
			return false;
		truce__v1__agenda_thread__init(threads[made]);
		if (!fill(threads[made], &g->by_root[at], size, today, g->arena))
			return false;
		at += size;
	}
	return true;
}

/* How many threads each round begins, added up. */
static void count_threads(const struct graph *g, const Truce__V1__Round *const *rounds, size_t count, size_t *first)
{
	size_t at = 0;
	for (size_t i = 0; i < count; i++) {
		size_t begun = 0;
		for (; at < g->count && g->nodes[at].round == rounds[i]; at++)
			begun += g->nodes[at].root == at;
		first[i + 1] = first[i] + begun;
	}
}

enum status agenda_threads(const Truce__V1__Round *const *rounds, size_t count, int32_t until, int32_t today,
			   struct arena *arena, struct agenda *out, struct error *error)
{
	struct graph g = { .arena = arena };
	struct agenda made;
	made.first = arena_array(arena, count + 1, sizeof *made.first);
	if (made.first == NULL || !make_nodes(&g, rounds, count, until))
		return no_memory(error);
	link_nodes(&g);
	cut_circles(&g);
	order_nodes(&g);
	count_threads(&g, rounds, count, made.first);
	made.threads = arena_array(arena, made.first[count], sizeof *made.threads);
	if (made.threads == NULL || !make_threads(&g, today, made.threads))
		return no_memory(error);
	*out = made;
	return STATUS_OK;
}
