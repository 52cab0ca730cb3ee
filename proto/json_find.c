#include "proto/json.h"

#include <assert.h>
#include <stdlib.h>

#include "proto/json_reader.h"

#define STEPS_MOST (2 * MESSAGE_DEPTH) /* a member and an element for each message */

/* To a member, or to an element of a list (name.data is NULL). */
struct step {
	struct bytes name;
	size_t index;
};

struct sought {
	struct step steps[STEPS_MOST];
	int count;
	struct place found;
};

struct search {
	struct sought *paths;
	size_t count;
	struct place last; /* that was looked at: values come in the order of the text */
};

/* Takes a path apart; what is no path any more is left out, as is what is deeper than
 * a message can be. */
static void split(const char *path, struct sought *out)
{
	while (*path != '\0' && out->count < STEPS_MOST) {
		struct step *step = &out->steps[out->count];
		if (*path == '[') {
			char *end;
			step->index = strtoull(path + 1, &end, 10);
			if (end == path + 1 || *end != ']')
				return;
			path = end + 1;
		} else {
			path += *path == '.';
			step->name = bytes_of(path, strcspn(path, ".["));
			path += step->name.size;
		}
		out->count++;
	}
}

/* Whether the value that is next in the frame is where the step leads. */
static bool leads_to(const struct frame *frame, const struct step *step)
{
	if (frame->kind == FRAME_LIST)
		return step->name.data == NULL && step->index == frame->count;
	return frame->kind == FRAME_MEMBERS && frame->field != NULL && step->name.data != NULL &&
	       bytes_equal(step->name, bytes_text(frame->field->name));
}

static void note(struct reader *r, const struct frame *frame)
{
	struct search *s = r->search;
	int step = r->top - 1; /* the root's frame takes none */
	r->sought = 0;
	for (size_t i = 0; i < s->count && frame->sought >> i != 0; i++) {
		struct sought *path = &s->paths[i];
		if ((frame->sought >> i & 1) == 0 ||
		    (step >= 0 && (step >= path->count || !leads_to(frame, &path->steps[step]))))
			continue;
		r->sought |= UINT64_C(1) << i;
		place_advance(&s->last, r->text, reader_token(r));
		path->found = s->last;
	}
}

enum status json_find(const ProtobufCMessageDescriptor *type, struct bytes text, const char *const *paths, size_t count,
		      struct arena *arena, struct json_place *out, struct error *error)
{
	assert(count <= JSON_PATHS_MOST);
	struct search search = { .count = count, .last = { .line = 1, .column = 1 } };
	struct reader r = { .text = text, .arena = arena, .error = error, .note = note, .search = &search };
	search.paths = arena_array(arena, count, sizeof *search.paths);
	if (search.paths == NULL) {
		reader_no_room(&r);
		return r.status;
	}
	for (size_t i = 0; i < count; i++)
		split(paths[i], &search.paths[i]);
	enum status status = reader_run(&r, type);
	for (size_t i = 0; status == STATUS_OK && i < count; i++)
		out[i] = (struct json_place){ search.paths[i].found.line, search.paths[i].found.column };
	return status;
}
