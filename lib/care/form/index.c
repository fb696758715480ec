/* Names to places. */
#include <string.h>

#include "base/hash.h"
#include "care/form/load.h"

/* Open addressing: a power of two at least twice the questions; 0 is empty, else a place plus one. */
struct px_form_index {
	size_t mask;
	uint16_t *slots;
};

const struct px_form_index *
px_form_index_new(struct px_arena *arena, const struct px_form *form)
{
	struct px_form_index *index = px_arena_alloc(arena, sizeof(*index));
	size_t size = 16;

	while (size < 2 * form->question_count)
		size *= 2;
	index->mask = size - 1;
	index->slots = px_arena_alloc(arena, size * sizeof(*index->slots));
	for (size_t i = 0; i < form->question_count; i++) {
		const char *name = form->questions[i].name;
		size_t slot = (size_t)px_digest(name, strlen(name)) & index->mask;

		while (index->slots[slot])
			slot = (slot + 1) & index->mask;
		index->slots[slot] = (uint16_t)(i + 1);
	}
	return index;
}

static bool
is_text(const char *text, const char *bytes, size_t length)
{
	return strncmp(text, bytes, length) == 0 && text[length] == '\0';
}

long
px_form_question(const struct px_form *form, const char *name, size_t length)
{
	const struct px_form_index *index = form->index;
	size_t slot = (size_t)px_digest(name, length) & index->mask;

	for (; index->slots[slot]; slot = (slot + 1) & index->mask) {
		size_t place = index->slots[slot] - 1U;

		if (is_text(form->questions[place].name, name, length))
			return (long)place;
	}
	return -1;
}

long
px_form_option(const struct px_form_question *question, const char *value, size_t length)
{
	for (size_t i = 0; i < question->option_count; i++)
		if (is_text(question->options[i].value, value, length))
			return (long)i;
	return -1;
}

long
px_form_variant(const struct px_form *form, const char *name)
{
	for (size_t i = 0; i < form->variant_count; i++)
		if (strcmp(form->variants[i].name, name) == 0)
			return (long)i;
	return -1;
}
