#include "proto/schema.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "proto/wire.h"

/* The embedded set: build/gen/schema_files.c. */
extern const unsigned char schema_file_set[];
extern const size_t schema_file_set_size;

/* Field numbers of google/protobuf/descriptor.proto. */
enum {
	SET_FILE = 1,
	NAME = 1, /* of a file and of every declaration in it */
	FILE_PACKAGE = 2,
	FILE_DEPENDENCY = 3,
	FILE_SYNTAX = 12,
	FILE_SOURCE_CODE_INFO = 9,
	INFO_LOCATION = 1,
	LOCATION_PATH = 1,
	LOCATION_LEADING_COMMENTS = 3,
};

/* What declares what, and in which field. */
enum scope { IN_FILE, IN_MESSAGE, IN_ENUM, IN_SERVICE, IN_NOTHING };
static const struct {
	enum scope scope, inner;
	uint32_t number;
} declarations[] = {
	{ IN_FILE, IN_MESSAGE, 4 },    { IN_FILE, IN_ENUM, 5 },       { IN_FILE, IN_SERVICE, 6 },
	{ IN_MESSAGE, IN_NOTHING, 2 }, { IN_MESSAGE, IN_MESSAGE, 3 }, { IN_MESSAGE, IN_ENUM, 4 },
	{ IN_MESSAGE, IN_NOTHING, 8 }, { IN_ENUM, IN_NOTHING, 2 },    { IN_SERVICE, IN_NOTHING, 2 },
};

struct symbol {
	const char *name;
	const char *comment;
	const char *file;
	struct bytes path; /* as in its file's SourceCodeInfo */
};

struct file {
	const char *name;
	const char *comment;
	struct bytes bytes;
	const char **imports; /* ended by NULL */
};

struct tables {
	struct symbol *symbols; /* by name */
	size_t symbol_count, symbol_room;
	struct file *files; /* as in the set */
	size_t file_count;
	bool failed; /* no memory */
};

/* Built at first use, and again at the next where there was no memory; never freed. */
static struct arena memory;
static struct tables tables;
static _Atomic(const struct tables *) ready;
static pthread_mutex_t building = PTHREAD_MUTEX_INITIALIZER;

struct bytes schema_files(void)
{
	return bytes_of(schema_file_set, schema_file_set_size);
}

static struct symbol *new_symbol(struct tables *t)
{
	if (t->symbol_count == t->symbol_room) {
		size_t room = t->symbol_room == 0 ? 1024 : t->symbol_room * 2;
		struct symbol *symbols = arena_array(&memory, room, sizeof *symbols);
		if (symbols == NULL) {
			t->failed = true;
			return NULL;
		}
		if (t->symbol_count > 0)
			memcpy(symbols, t->symbols, t->symbol_count * sizeof *symbols);
		t->symbols = symbols;
		t->symbol_room = room;
	}
	return &t->symbols[t->symbol_count++];
}

/* One declaration: where it stands, and what its names begin with. */
struct place {
	enum scope scope;
	struct bytes bytes, path;
	const char *name, *file;
};

static void add_declarations(struct tables *t, const struct place *in);

static struct bytes longer_path(struct bytes path, uint32_t number, uint32_t index)
{
	uint8_t *data = arena_alloc(&memory, path.size + 10);
	if (data == NULL)
		return bytes_of(NULL, 0);
	if (path.size > 0)
		memcpy(data, path.data, path.size);
	uint8_t *end = wire_varint_write(wire_varint_write(data + path.size, number), index);
	return bytes_of(data, (size_t)(end - data));
}

static void add_declaration(struct tables *t, const struct place *in, enum scope scope, struct bytes bytes,
			    uint32_t number, uint32_t index)
{
	struct bytes name = wire_find(bytes, NAME);
	const char *dot = in->name[0] == '\0' ? "" : ".";
	struct place place = {
		.scope = scope,
		.bytes = bytes,
		.path = longer_path(in->path, number, index),
		.name = arena_printf(&memory, "%s%s%.*s", in->name, dot, (int)name.size, (const char *)name.data),
		.file = in->file,
	};
	struct symbol *symbol = new_symbol(t);
	if (place.name == NULL || place.path.data == NULL || symbol == NULL) {
		t->failed = true;
		return;
	}
	*symbol = (struct symbol){ .name = place.name, .comment = "", .file = in->file, .path = place.path };
	add_declarations(t, &place);
}

static void add_declarations(struct tables *t, const struct place *in)
{
	for (size_t i = 0; i < sizeof declarations / sizeof *declarations; i++) {
		if (declarations[i].scope != in->scope)
			continue;
		struct wire_cursor c = wire_begin(in->bytes);
		struct wire_field field;
		uint32_t index = 0;
		while (!t->failed && wire_next(&c, &field) == STATUS_OK)
			if (field.number == declarations[i].number && field.type == WIRE_LENGTH)
				add_declaration(t, in, declarations[i].inner, field.content, field.number, index++);
	}
}

/* A comment without its line's first blanks and its last line's end. */
static const char *clean_comment(struct bytes comment)
{
	char *text = arena_text_n(&memory, comment.data, comment.size);
	if (text == NULL)
		return NULL;
	char *to = text;
	bool at_start = true;
	for (const char *from = text; *from != '\0'; from++) {
		if (!at_start || *from != ' ')
			*to++ = *from;
		at_start = *from == '\n';
	}
	while (to > text && to[-1] == '\n')
		to--;
	*to = '\0';
	return text;
}

/* Where the comment of a location belongs, among the symbols from first on; NULL
 * where it belongs to no declaration. */
static const char **comment_place(struct tables *t, struct file *file, size_t first, struct bytes path)
{
	static const uint8_t syntax[] = { FILE_SYNTAX };
	if (bytes_equal(path, bytes_of(syntax, sizeof syntax)))
		return &file->comment;
	for (size_t i = first; i < t->symbol_count; i++)
		if (bytes_equal(t->symbols[i].path, path))
			return &t->symbols[i].comment;
	return NULL;
}

static void add_comments(struct tables *t, struct file *file, size_t first)
{
	struct wire_cursor c = wire_begin(wire_find(file->bytes, FILE_SOURCE_CODE_INFO));
	struct wire_field location;
	while (!t->failed && wire_next(&c, &location) == STATUS_OK) {
		if (location.number != INFO_LOCATION || location.type != WIRE_LENGTH)
			continue;
		struct bytes comment = wire_find(location.content, LOCATION_LEADING_COMMENTS);
		const char **place =
			comment.size == 0 ? NULL
					  : comment_place(t, file, first, wire_find(location.content, LOCATION_PATH));
		if (place == NULL)
			continue;
		const char *text = clean_comment(comment);
		t->failed |= text == NULL;
		*place = text;
	}
}

static void add_imports(struct tables *t, struct file *file)
{
	size_t count = 0;
	struct wire_cursor c = wire_begin(file->bytes);
	struct wire_field field;
	while (wire_next(&c, &field) == STATUS_OK)
		count += field.number == FILE_DEPENDENCY;
	file->imports = arena_array(&memory, count + 1, sizeof *file->imports);
	t->failed |= file->imports == NULL;
	c = wire_begin(file->bytes);
	for (size_t i = 0; !t->failed && wire_next(&c, &field) == STATUS_OK;) {
		if (field.number != FILE_DEPENDENCY || field.type != WIRE_LENGTH)
			continue;
		file->imports[i] = arena_text_n(&memory, field.content.data, field.content.size);
		t->failed |= file->imports[i++] == NULL;
	}
}

static void add_file(struct tables *t, struct bytes bytes)
{
	struct bytes name = wire_find(bytes, NAME), package = wire_find(bytes, FILE_PACKAGE);
	struct file *file = &t->files[t->file_count];
	*file = (struct file){ .name = arena_text_n(&memory, name.data, name.size), .comment = "", .bytes = bytes };
	struct place place = {
		.scope = IN_FILE,
		.bytes = bytes,
		.name = arena_text_n(&memory, package.data, package.size),
		.file = file->name,
	};
	t->failed |= file->name == NULL || place.name == NULL;
	if (t->failed)
		return;
	size_t first = t->symbol_count;
	t->file_count++;
	add_declarations(t, &place);
	add_comments(t, file, first);
	add_imports(t, file);
}

static int compare_symbols(const void *a, const void *b)
{
	return strcmp(((const struct symbol *)a)->name, ((const struct symbol *)b)->name);
}

static void build(struct tables *t)
{
	struct wire_field field;
	size_t count = 0;
	struct wire_cursor c = wire_begin(schema_files());
	while (wire_next(&c, &field) == STATUS_OK)
		count++;
	t->files = arena_array(&memory, count, sizeof *t->files);
	t->failed = t->files == NULL;
	c = wire_begin(schema_files());
	while (!t->failed && wire_next(&c, &field) == STATUS_OK)
		if (field.number == SET_FILE)
			add_file(t, field.content);
	if (!t->failed)
		qsort(t->symbols, t->symbol_count, sizeof *t->symbols, compare_symbols);
}

/* The tables; without memory, empty ones. */
static const struct tables *tables_get(void)
{
	static const struct tables none;
	const struct tables *t = atomic_load_explicit(&ready, memory_order_acquire);
	if (t != NULL)
		return t;
	pthread_mutex_lock(&building);
	t = atomic_load_explicit(&ready, memory_order_relaxed);
	if (t == NULL) {
		arena_init(&memory, 16 << 20);
		tables = (struct tables){ 0 };
		build(&tables);
		if (tables.failed)
			arena_fini(&memory);
		else
			t = &tables;
		atomic_store_explicit(&ready, t, memory_order_release);
	}
	pthread_mutex_unlock(&building);
	return t == NULL ? &none : t;
}

static const struct symbol *find_symbol(const char *full_name)
{
	const struct tables *t = tables_get();
	struct symbol key = { .name = full_name };
	if (t->symbol_count == 0)
		return NULL;
	return bsearch(&key, t->symbols, t->symbol_count, sizeof key, compare_symbols);
}

static const struct file *find_file(const char *name)
{
	const struct tables *t = tables_get();
	for (size_t i = 0; i < t->file_count; i++)
		if (strcmp(t->files[i].name, name) == 0)
			return &t->files[i];
	return NULL;
}

const char *schema_comment(const char *full_name)
{
	const struct symbol *symbol = find_symbol(full_name);
	if (symbol != NULL)
		return symbol->comment;
	const struct file *file = find_file(full_name);
	return file == NULL ? "" : file->comment;
}

bool schema_file(const char *file_name, struct bytes *out)
{
	const struct file *file = find_file(file_name);
	if (file == NULL)
		return false;
	*out = file->bytes;
	return true;
}

bool schema_file_of_symbol(const char *full_name, const char **file_name)
{
	const struct symbol *symbol = find_symbol(full_name);
	if (symbol == NULL)
		return false;
	*file_name = symbol->file;
	return true;
}

const char *const *schema_imports(const char *file_name)
{
	const struct file *file = find_file(file_name);
	return file == NULL ? NULL : (const char *const *)file->imports;
}
