/*
 * What a reference is about.  A document may hold tens of thousands of resources: they are found by
 * what references may say of them, hashed and sorted.
 */
#include <stdlib.h>
#include <string.h>

#include "io/fhir/fhir_part.h"

/* Does `Practitioner/12`, at the end of an address or alone, name this resource?  A version behind
 * it (`/_history/2`) does not count. */
static bool
names(const char *reference, const struct px_fhir_resource *resource)
{
	const char *history = strstr(reference, "/_history/");
	size_t length = history ? (size_t)(history - reference) : strlen(reference);
	size_t type = strlen(resource->type), id = strlen(resource->id);

	if (length < type + 1 + id)
		return false;
	reference += length - type - 1 - id;
	return strncmp(reference, resource->type, type) == 0 && reference[type] == '/' &&
	       strncmp(reference + type + 1, resource->id, id) == 0;
}

/* By a number that both have, when the reference has no address. */
static bool
same_identifier(const struct px_json_node *identifier, const struct px_json_node *node)
{
	const struct px_json_node *list = px_json_member(node, "identifier");
	const char *system = px_fhir_text(identifier, "system"),
		   *value = px_fhir_text(identifier, "value");

	for (size_t i = 0; system && value && list && i < list->count; i++) {
		const char *other = px_fhir_text(&list->items[i], "system"),
			   *number = px_fhir_text(&list->items[i], "value");

		if (other && number && strcmp(other, system) == 0 && strcmp(number, value) == 0)
			return true;
	}
	return false;
}

static bool
refers(const struct px_json_node *reference, const struct px_fhir_resource *resource)
{
	const char *text = px_fhir_text(reference, "reference");
	bool absolute = text && (strstr(text, "://") || strncmp(text, "urn:", 4) == 0);

	if (!text)
		return same_identifier(px_json_member(reference, "identifier"), resource->node);
	if (resource->url && strcmp(text, resource->url) == 0)
		return true;
	if (*text == '#')
		return resource->id && strcmp(text + 1, resource->id) == 0;
	/* The same number on another server is somebody else. */
	if (!resource->id || (absolute && resource->url && strstr(resource->url, "://") &&
			      names(resource->url, resource)))
		return false;
	return names(text, resource);
}

/* One thing that a reference may say, and the resource that it says it of. */
struct px_fhir_key {
	uint64_t hash;
	size_t resource;
};

/* FNV-1a, of two texts with a mark between them. */
static uint64_t
hash_of(const char *first, const char *second, size_t length)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (; *first; first++)
		hash = (hash ^ (unsigned char)*first) * UINT64_C(1099511628211);
	hash = (hash ^ '\n') * UINT64_C(1099511628211);
	while (length--)
		hash = (hash ^ (unsigned char)*second++) * UINT64_C(1099511628211);
	return hash;
}

static void
add_key(struct px_fhir_index *index, const char *first, const char *second, size_t resource)
{
	if (!first || !second)
		return;
	PX_GROW(index->keys, index->count, index->capacity);
	index->keys[index->count++] =
		(struct px_fhir_key){ hash_of(first, second, strlen(second)), resource };
}

static void
add_keys(struct px_fhir_index *index, const struct px_fhir_resource *resource, size_t place)
{
	const struct px_json_node *list = px_json_member(resource->node, "identifier");

	add_key(index, "", resource->url, place);
	add_key(index, "", resource->id, place);
	for (size_t i = 0; list && list->type == PX_JSON_ARRAY && i < list->count; i++)
		add_key(index, px_fhir_text(&list->items[i], "system"),
			px_fhir_text(&list->items[i], "value"), place);
}

static int
compare_keys(const void *a, const void *b)
{
	const struct px_fhir_key *one = a, *other = b;

	if (one->hash != other->hash)
		return one->hash < other->hash ? -1 : 1;
	return one->resource < other->resource ? -1 : one->resource > other->resource;
}

/* The resource of this hash that the reference is about, NULL when there is none. */
static struct px_fhir_resource *
find(const struct px_fhir_index *index, uint64_t hash, const struct px_json_node *reference)
{
	size_t low = 0, high = index->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (index->keys[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < index->count && index->keys[low].hash == hash; low++) {
		struct px_fhir_resource *found =
			&index->document->resources[index->keys[low].resource];

		if (refers(reference, found))
			return found;
	}
	return NULL;
}

/* By the whole address, by the number that ends it, or by an identifier. */
struct px_fhir_resource *
px_fhir_find(const struct px_fhir_index *index, const struct px_json_node *reference)
{
	const struct px_json_node *identifier = px_json_member(reference, "identifier");
	const char *text = px_fhir_text(reference, "reference"),
		   *system = px_fhir_text(identifier, "system"),
		   *value = px_fhir_text(identifier, "value"), *history, *number;
	struct px_fhir_resource *found = NULL;

	if (text) {
		history = strstr(text, "/_history/");
		number = history ? history : text + strlen(text);
		while (number > text && number[-1] != '/' && number[-1] != '#')
			number--;
		found = find(index, hash_of("", text, strlen(text)), reference);
		if (!found)
			found = find(index,
				     hash_of("", number,
					     history ? (size_t)(history - number) : strlen(number)),
				     reference);
	} else if (system && value) {
		found = find(index, hash_of(system, value, strlen(value)), reference);
	}
	return found;
}

void
px_fhir_index(struct px_fhir_document *document, const char *type, struct px_fhir_index *out)
{
	*out = (struct px_fhir_index){ .document = document };
	for (size_t i = 0; i < document->count; i++)
		if (!type || strcmp(document->resources[i].type, type) == 0)
			add_keys(out, &document->resources[i], i);
	if (out->count)
		qsort(out->keys, out->count, sizeof(*out->keys), compare_keys);
}

void
px_fhir_index_release(struct px_fhir_index *index)
{
	free(index->keys);
	index->keys = NULL;
}

void
px_fhir_link(struct px_fhir_document *document, const char *person, const char *role)
{
	struct px_fhir_index index;

	px_fhir_index(document, person, &index);
	/* From the last, so that each person's roles end up in the document's order. */
	for (size_t i = document->count; i-- > 0;) {
		struct px_fhir_resource *resource = &document->resources[i], *found;
		const struct px_json_node *reference =
			px_json_member(resource->node, "practitioner");

		if (strcmp(resource->type, role) != 0 || !reference ||
		    !(found = px_fhir_find(&index, reference)))
			continue;
		resource->owned = true;
		resource->next = found->roles;
		found->roles = resource;
	}
	px_fhir_index_release(&index);
}
