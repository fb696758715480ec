#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/field.h"
#include "model/types.h"
#include "model/types_form.h"
#include "model/types_notice.h"
#include "model/types_poll.h"
#include "model/types_register.h"
#include "model/types_request.h"
#include "model/types_seal.h"
#include "model/types_slot.h"
#include "model/types_waiting.h"

/* References point backwards, but for those of a type to itself. */
const struct px_type *const px_types[] = {
	&px_type_organization,
	&px_type_location,
	&px_type_practitioner,
	&px_type_healthcare_service,
	&px_type_project,
	&px_type_series,
	&px_type_meeting,
	&px_type_task,
	&px_type_attendance,
	&px_type_rate,
	&px_type_exercise,
	&px_type_fact,
	&px_type_evidence,
	&px_type_rpps_person,
	&px_type_rpps_structure,
	&px_type_rpps_kind,
	&px_type_rpps_activity,
	&px_type_rpps_trade,
	&px_type_rpps_offer,
	&px_type_rpps,
	&px_type_commune,
	&px_type_finess,
	&px_type_poll,
	&px_type_poll_option,
	&px_type_answer,
	&px_type_schedule,
	&px_type_slot,
	&px_type_appointment,
	&px_type_opening,
	&px_type_claim,
	&px_type_quantum,
	&px_type_notice,
	&px_type_rung,
	&px_type_request,
	&px_type_ask,
	&px_type_seal,
	&px_type_redemption,
	&px_type_waiting,
	&px_type_questionnaire,
	&px_type_questionnaire_response,
};
const size_t px_type_count = PX_COUNT(px_types);

const struct px_type *
px_type_find(const char *name)
{
	for (size_t i = 0; i < px_type_count; i++)
		if (strcmp(px_types[i]->name, name) == 0)
			return px_types[i];
	return NULL;
}

const struct px_field *
px_field_find(const struct px_type *type, const char *name)
{
	for (size_t i = 0; i < type->field_count; i++)
		if (strcmp(type->fields[i].name, name) == 0)
			return &type->fields[i];
	return NULL;
}

static const char in_cents[] = "_cents";

/* A header's skeleton: folded letters and digits alone, so that "N° RPPS", "n_rpps" and "n rpps"
 * are one. */
static void
add_skeleton(const char *word, void *data)
{
	px_buf_puts(data, word);
}

static bool
same_header(const char *skeleton, const char *name, size_t length)
{
	struct px_buf other = PX_BUF_INIT;
	char *copy = px_strndup(name, length);
	bool same;

	px_text_words(copy, add_skeleton, &other);
	same = strcmp(skeleton, other.data) == 0;
	px_buf_release(&other);
	free(copy);
	return same;
}

void
px_field_column(const struct px_field *field, enum px_style style, struct px_buf *out)
{
	size_t length = strlen(field->name), ending = strlen(in_cents);

	if (style == PX_STYLE_EXCEL_FR && field->kind == &px_kind_cents && length > ending &&
	    strcmp(field->name + length - ending, in_cents) == 0) {
		px_buf_add(out, field->name, length - ending);
		px_buf_puts(out, "_euros");
	} else {
		px_buf_puts(out, field->name);
	}
}

bool
px_field_in_euros(const struct px_field *field, const char *header)
{
	struct px_buf skeleton = PX_BUF_INIT;
	bool euros = false;

	if (field->kind == &px_kind_cents) {
		px_text_words(header, add_skeleton, &skeleton);
		euros = !skeleton.length || !strstr(skeleton.data, "cent");
	}
	px_buf_release(&skeleton);
	return euros;
}

static bool
has_name(const struct px_field *field, const char *skeleton)
{
	struct px_buf column = PX_BUF_INIT;
	bool has;

	if (same_header(skeleton, field->name, strlen(field->name)))
		return true;
	if (field->kind != &px_kind_cents)
		return false;
	px_field_column(field, PX_STYLE_EXCEL_FR, &column);
	has = same_header(skeleton, column.data, column.length);
	px_buf_release(&column);
	return has;
}

static bool
is_listed(const char *headers, const char *skeleton)
{
	while (headers && *headers) {
		size_t length = strcspn(headers, "|");

		if (same_header(skeleton, headers, length))
			return true;
		headers += length + (headers[length] == '|');
	}
	return false;
}

static bool
has_alias(const struct px_field *field, const char *skeleton)
{
	return is_listed(field->aliases, skeleton);
}

static bool
has_hours(const struct px_field *field, const char *skeleton)
{
	return is_listed(field->hours, skeleton);
}

/* Digits, and what stands before and after them in a spare header: "phone # value". */
static bool
fits_number(const char *skeleton, const char *pattern, size_t length)
{
	const char *mark = memchr(pattern, '#', length);
	struct px_buf before = PX_BUF_INIT, after = PX_BUF_INIT;
	char *head = px_strndup(pattern, (size_t)(mark - pattern)),
	     *tail = px_strndup(mark + 1, length - (size_t)(mark + 1 - pattern));
	size_t digits;
	bool fits = false;

	px_text_words(head, add_skeleton, &before);
	px_text_words(tail, add_skeleton, &after);
	if (strncmp(skeleton, before.data, before.length) == 0) {
		digits = strspn(skeleton + before.length, "0123456789");
		fits = digits > 0 && strcmp(skeleton + before.length + digits, after.data) == 0;
	}
	px_buf_release(&before);
	px_buf_release(&after);
	free(head);
	free(tail);
	return fits;
}

static bool
has_spare(const struct px_field *field, const char *skeleton)
{
	const char *spare = field->spares;

	while (spare && *spare) {
		size_t length = strcspn(spare, "|");

		if (memchr(spare, '#', length) ? fits_number(skeleton, spare, length)
					       : same_header(skeleton, spare, length))
			return true;
		spare += length + (spare[length] == '|');
	}
	return false;
}

static const struct px_field *
find_header(const struct px_type *type, const char *skeleton,
	    bool (*has)(const struct px_field *field, const char *skeleton))
{
	for (size_t i = 0; i < type->field_count; i++)
		if (has(&type->fields[i], skeleton))
			return &type->fields[i];
	return NULL;
}

/* What is the name of one field wins over what is the alias of another. */
const struct px_field *
px_field_by_header(const struct px_type *type, const char *header)
{
	struct px_buf skeleton = PX_BUF_INIT;
	const struct px_field *found = NULL;

	px_text_words(header, add_skeleton, &skeleton);
	if (skeleton.length)
		found = find_header(type, skeleton.data, has_name);
	if (skeleton.length && !found)
		found = find_header(type, skeleton.data, has_alias);
	if (skeleton.length && !found)
		found = find_header(type, skeleton.data, has_spare);
	px_buf_release(&skeleton);
	return found;
}

const struct px_field *
px_field_by_hours(const struct px_type *type, const char *header)
{
	struct px_buf skeleton = PX_BUF_INIT;
	const struct px_field *found = NULL;

	px_text_words(header, add_skeleton, &skeleton);
	if (skeleton.length)
		found = find_header(type, skeleton.data, has_hours);
	px_buf_release(&skeleton);
	return found;
}

bool
px_field_is_spare(const struct px_field *field, const char *header)
{
	struct px_buf skeleton = PX_BUF_INIT;
	bool spare;

	px_text_words(header, add_skeleton, &skeleton);
	spare = !has_name(field, skeleton.data) && !has_alias(field, skeleton.data) &&
		has_spare(field, skeleton.data);
	px_buf_release(&skeleton);
	return spare;
}

size_t
px_field_index(const struct px_type *type, const struct px_field *field)
{
	return (size_t)(field - type->fields);
}
