#include "proto/filter_tree.h"

#include <stdio.h>

#include "proto/field.h"

static bool reaches(const struct filter_test *test, size_t at, const ProtobufCMessage *m);

/* What lies behind a step: further steps, or the value itself. */
static bool reaches_value(const struct filter_test *test, size_t at, const ProtobufCMessage *m,
			  const ProtobufCFieldDescriptor *f, size_t i)
{
	if (at + 1 == test->n_steps)
		return test->fits == NULL || test->fits(test, m, f, i);
	const ProtobufCMessage *inner = message_at(m, f, i);
	return inner != NULL && reaches(test, at + 1, inner);
}

/* Keys of maps are compared as texts. */
static bool has_key(const ProtobufCMessage *entry, const char *key)
{
	const ProtobufCFieldDescriptor *f = &entry->descriptor->fields[0];
	if (f->type == PROTOBUF_C_TYPE_STRING)
		return strcmp(message_text_at(entry, f, 0), key) == 0;
	char text[24];
	int64_t value = message_int_at(entry, f, 0);
	if (f->type == PROTOBUF_C_TYPE_BOOL)
		return strcmp(value != 0 ? "true" : "false", key) == 0;
	bool wide = f->type == PROTOBUF_C_TYPE_UINT64 || f->type == PROTOBUF_C_TYPE_FIXED64;
	snprintf(text, sizeof text, wide ? "%llu" : "%lld", (unsigned long long)value);
	return strcmp(text, key) == 0;
}

static bool reaches_entry(const struct filter_test *test, size_t at, const ProtobufCMessage *m)
{
	const struct filter_step *step = &test->steps[at];
	for (size_t i = 0; i < message_count(m, step->field); i++) {
		const ProtobufCMessage *entry = message_at(m, step->field, i);
		if (has_key(entry, step->key) && reaches_value(test, at, entry, &entry->descriptor->fields[1], 0))
			return true;
	}
	return false;
}

/* Whether any value on the path from step at on fits. */
static bool reaches(const struct filter_test *test, size_t at, const ProtobufCMessage *m)
{
	const struct filter_step *step = &test->steps[at];
	const ProtobufCFieldDescriptor *f = step->field;
	if (step->key != NULL)
		return reaches_entry(test, at, m);
	bool is_last = at + 1 == test->n_steps;
	if (is_last && test->fits == NULL)
		return message_has(m, f);
	if (!field_is_repeated(f))
		return (!field_is_in_oneof(f) || message_has(m, f)) && reaches_value(test, at, m, f, 0);
	for (size_t i = 0; i < message_count(m, f); i++)
		if (reaches_value(test, at, m, f, i))
			return true;
	return false;
}

static bool found_anywhere(const struct filter_phrase *phrase, const ProtobufCMessage *m)
{
	for (unsigned k = 0; k < m->descriptor->n_fields; k++) {
		const ProtobufCFieldDescriptor *f = &m->descriptor->fields[k];
		bool is_text = f->type == PROTOBUF_C_TYPE_STRING;
		if (!is_text && f->type != PROTOBUF_C_TYPE_MESSAGE)
			continue;
		for (size_t i = 0; i < message_count(m, f); i++)
			if (is_text ? filter_phrase_found(phrase, message_text_at(m, f, i))
				    : found_anywhere(phrase, message_at(m, f, i)))
				return true;
	}
	return false;
}

static bool test_holds(const struct filter_test *test, const ProtobufCMessage *m)
{
	return test->n_steps == 0 ? found_anywhere(&test->phrase, m) : reaches(test, 0, m);
}

static bool node_holds(const struct filter_node *node, const ProtobufCMessage *m)
{
	if (node->kind == FILTER_TEST)
		return test_holds(node->test, m);
	if (node->kind == FILTER_NOT)
		return !node_holds(node->first, m);
	bool decides = node->kind == FILTER_OR; /* what one child must be to settle it */
	for (const struct filter_node *child = node->first; child != NULL; child = child->next)
		if (node_holds(child, m) == decides)
			return decides;
	return !decides;
}

bool filter_test(const struct filter *filter, const ProtobufCMessage *message)
{
	return filter->root == NULL || node_holds(filter->root, message);
}

static const char *demand_of(const struct filter_node *node, const char *path)
{
	const struct filter_test *test = node->test;
	bool exact = node->kind == FILTER_TEST && test->n_steps > 0 && test->op == OP_EQUAL && test->size > 0 &&
		     !test->any_head && !test->any_tail;
	return exact && strcmp(test->path, path) == 0 ? test->text : NULL;
}

/* Conjuncts of groups and of AND within AND count as well. */
static const char *demands(const struct filter_node *node, const char *path)
{
	if (node->kind != FILTER_AND)
		return demand_of(node, path);
	const char *text = NULL;
	for (const struct filter_node *child = node->first; child != NULL && text == NULL; child = child->next)
		text = demands(child, path);
	return text;
}

const char *filter_demands(const struct filter *filter, const char *path)
{
	return filter->root == NULL ? NULL : demands(filter->root, path);
}

static bool asks(const struct filter_node *node, const char *field)
{
	const struct filter_test *test = node->test;
	if (node->kind == FILTER_TEST)
		return test->n_steps == 0 || strcmp(test->steps[0].field->name, field) == 0;
	for (const struct filter_node *child = node->first; child != NULL; child = child->next)
		if (asks(child, field))
			return true;
	return false;
}

bool filter_asks(const struct filter *filter, const char *field)
{
	return filter->root != NULL && asks(filter->root, field);
}
