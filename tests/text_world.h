/* A store with a text index beside a model of what it should hold: random records that
 * come, change and go, and the whole answer of the index held against the model. Each
 * test of a program goes on with the same random numbers. One thread. */
#ifndef TRUCE_TESTS_TEXT_WORLD_H
#define TRUCE_TESTS_TEXT_WORLD_H

#include "tests/support_text.h"

#include "store/text/private.h"

enum { NAMES = 40 };

#define LONG_REST (3600 * NS_PER_SECOND) /* no test is so long */

struct world {
	char *dir;
	struct store *store;
	const char *bodies[NAMES]; /* by number of the record less 1 */
	bool known[NAMES], alive[NAMES];
	uint32_t made;
};

static uint64_t seed = 20180706;

static inline unsigned roll(unsigned most)
{
	seed = seed * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)(seed >> 33) % most;
}

static inline int set_up(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	struct store_options options = { .indexes = support_indexes, .unsafe_no_sync = true };
	w->dir = support_folder();
	w->store = support_store(w->dir, &options);
	*state = w;
	return 0;
}

static inline int tear_down(void **state)
{
	struct world *w = *state;
	store_close(w->store);
	support_remove(w->dir);
	for (size_t i = 0; i < NAMES; i++)
		free((void *)(uintptr_t)w->bodies[i]);
	free(w);
	return 0;
}

/* Common words, rare ones, marks, prints and gaps; up to `most` lines. */
static inline char *make_body(unsigned most)
{
	struct buffer body;
	struct error error;
	buffer_init(&body, SIZE_MAX);
	for (unsigned lines = roll(most + 1); lines > 0; lines--) {
		for (unsigned words = roll(20); words > 0; words--) {
			unsigned kind = roll(12), word = roll(1U << roll(10));
			want(STATUS_OK, buffer_printf(&body,
						      kind == 0   ? "#mark%u "
						      : kind == 1 ? "@%u "
						      : kind == 2 ? "%%%u "
								  : "w%u ",
						      kind == 0   ? word % 7
						      : kind == 2 ? word % 256
								  : word));
		}
		want(STATUS_OK, buffer_put_text(&body, "\n"));
	}
	want(STATUS_OK, buffer_put(&body, "", 1));
	return (char *)body.data;
}

/* What the text function makes of a body, and for some the others, made before, behind a
 * record of another job. */
static inline struct store_text *make_text(const struct store *store, const char *name, const char *body)
{
	static const struct store_index *const index = &support_text_index;
	struct store_text *text = store_text_new();
	struct error error;
	assert_non_null(text);
	want(STATUS_OK, store_text_record(text));
	want(STATUS_OK, index->text(index, bytes_text("other"), bytes_text("other %3 words\nof %9 another"), text));
	want(STATUS_OK, store_text_record(text));
	want(STATUS_OK, index->text(index, bytes_text("own"), bytes_text(body), text));
	if (strlen(body) % 2 == 0)
		want(STATUS_OK, store_text_terms(text, store, bytes_text(name), bytes_text(body)));
	return text;
}

static inline void put(struct world *w, enum store_kind kind, uint32_t i, char *body)
{
	struct support_change change;
	char name[32];
	snprintf(name, sizeof name, "statements/%u", i);
	struct store_text *text = body == NULL || i % 3 != 0 ? NULL : make_text(w->store, name, body);
	support_change_init(&change, kind, name, bytes_text(body == NULL ? "" : body));
	change.entry.text = text;
	change.entry.text_record = 1;
	assert_int_equal(store_write(w->store, &change.job), STATUS_OK);
	store_text_free(text);
	free((void *)(uintptr_t)w->bodies[i]);
	w->bodies[i] = body;
}

static inline void step(struct world *w, unsigned lines)
{
	uint32_t i = roll(NAMES);
	if (i >= w->made) {
		put(w, STORE_CREATED, w->made++, make_body(lines));
		return;
	}
	if (w->bodies[i] != NULL && roll(4) == 0)
		put(w, STORE_DELETED, i, NULL);
	else
		put(w, w->bodies[i] == NULL ? STORE_UNDELETED : STORE_UPDATED, i, make_body(lines));
}

static inline void check(struct world *w)
{
	char *is = support_text_dump(w->store), *should = support_text_model(w->bodies, NAMES);
	assert_string_equal(is, should);
	free(is);
	free(should);
}

/* The postings of a term whose units are alive. */
static inline int64_t count_alive(const struct store_text_term *term)
{
	struct store_text_cursor cursor;
	int64_t alive = 0;
	for (size_t i = 0; i < term->view->count; i++) {
		store_text_cursor_begin(term, i, &cursor);
		while (cursor.unit != STORE_TEXT_END) {
			alive += !store_text_dead(cursor.segment, cursor.unit);
			store_text_next(&cursor);
		}
	}
	return alive;
}

static inline void reopen(struct world *w)
{
	struct store_options options = { .indexes = support_indexes, .unsafe_no_sync = true };
	if (w->store != NULL)
		store_close(w->store);
	w->store = support_store(w->dir, &options);
}

static inline void print_fault(void *arg, const char *what)
{
	(void)arg;
	print_error("fault: %s\n", what);
}

static inline void check_verified(struct world *w)
{
	struct store_report report = { .fault = print_fault };
	struct error error;
	store_close(w->store);
	w->store = NULL;
	want(STATUS_OK, store_verify(w->dir, support_indexes, &report, &error));
	reopen(w);
	assert_int_equal(report.faults, 0);
}

#define WITH_TEXT(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

#endif
