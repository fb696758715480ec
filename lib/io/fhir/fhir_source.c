/* The persons, the places, the slots or the answers of a FHIR document, as a source. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "io/fhir/fhir_part.h"

enum { DOCUMENT_LIMIT = 64 * 1024 * 1024 };

static const char slot_subject[] = "slot", service_subject[] = "healthcare_service",
		  response_subject[] = "questionnaire_response";

/* What becomes rows for each type of record; the first is for a caller that says none. */
static const struct {
	const char *subject, *resource, *role;
} subjects[] = {
	{ "practitioner", "Practitioner", "PractitionerRole" },
	{ "organization", "Organization", NULL },
	{ "location", "Location", NULL },
	{ service_subject, "HealthcareService", NULL },
	{ slot_subject, "Slot", NULL },
	{ response_subject, "QuestionnaireResponse", NULL },
};

struct fhir_source {
	struct px_source source;
	size_t subject;        /* in the table above */
	int pass;              /* of slots: what was booked of them first, then they themselves */
	struct px_arena arena; /* the document's */
	struct px_arena row_arena;
	struct px_fhir_document document;
	struct px_fhir_index index; /* of what slots refer to */
	size_t at;
	struct px_cells cells;
	struct px_row pending;
	bool is_pending;
};

static bool
is(const struct px_fhir_resource *resource, const char *type)
{
	return type && strcmp(resource->type, type) == 0;
}

static const char *
why_bad(const struct fhir_source *in, bool whole)
{
	static const char *const names[] = { "uid", "rpps", "adeli", "family" };

	if (in->cells.full)
		return _("more than 1024 different fields in the file");
	if (in->cells.long_)
		return _("a text of more than 1 MiB");
	for (size_t i = 0; i < PX_COUNT(names); i++)
		if (whole || px_cells_at(&in->cells, names[i]))
			return NULL;
	return _("a role of nobody: its practitioner is not in this document");
}

static bool
is_of_slots(const struct fhir_source *in)
{
	return subjects[in->subject].subject == slot_subject;
}

/* Of slots there are appointments, messages that tell of some, and schedules that say of which time they
 * are. */
static void
take_of_slots(struct fhir_source *in, const struct px_fhir_resource *resource)
{
	if (is(resource, "Appointment"))
		px_fhir_appointment_cells(&in->index, resource->node, &in->cells);
	else if (resource->type == px_fhir_message)
		px_fhir_message_cells(resource->node, &in->cells);
	else if (is(resource, "Schedule"))
		px_fhir_schedule_cells(&in->index, resource->node, &in->cells);
	else
		px_fhir_slot_cells(&in->index, resource->node, &in->cells);
}

/* A slot that is busy because of an appointment is not taken back before that one has it. */
static bool
is_turn(const struct fhir_source *in, const struct px_fhir_resource *resource)
{
	if (in->pass == 0)
		return is(resource, "Appointment") || resource->type == px_fhir_message;
	return is(resource, "Slot") ||
	       (is(resource, "Schedule") && px_json_member(resource->node, "planningHorizon"));
}

/* A resource of the kind wanted, and what its roles add; a role without it may say enough. */
static void
take_resource(struct fhir_source *in, const struct px_fhir_resource *resource, bool whole)
{
	if (is_of_slots(in))
		take_of_slots(in, resource);
	else if (subjects[in->subject].subject == service_subject)
		px_fhir_service(resource->node, &in->cells);
	else if (subjects[in->subject].subject == response_subject)
		px_fhir_response_cells(resource->node, &in->cells);
	else if (!whole)
		px_fhir_role(resource->node, &in->cells);
	else if (subjects[in->subject].role)
		px_fhir_person(resource->node, &in->cells);
	else
		px_fhir_place(resource->node, &in->cells);
	for (const struct px_fhir_resource *role = resource->roles; role; role = role->next)
		px_fhir_role(role->node, &in->cells);
}

static bool
is_wanted(const struct fhir_source *in, const struct px_fhir_resource *resource, bool whole)
{
	if (is_of_slots(in))
		return is_turn(in, resource);
	return whole || (!resource->owned && is(resource, subjects[in->subject].role));
}

static int
read_row(struct fhir_source *in, struct px_row *row)
{
	while (in->at < in->document.count || (is_of_slots(in) && in->pass == 0)) {
		const struct px_fhir_resource *resource;
		bool whole;

		if (in->at == in->document.count) {
			in->pass++;
			in->at = 0;
			continue;
		}
		resource = &in->document.resources[in->at++];
		whole = is(resource, subjects[in->subject].resource);
		if (!is_wanted(in, resource, whole))
			continue;
		px_arena_reset(&in->row_arena);
		px_cells_clear(&in->cells);
		take_resource(in, resource, whole);
		*row = (struct px_row){ .line = resource->node->line,
					.count = in->source.width,
					.cells = in->cells.items,
					.bad = why_bad(in, whole || is_of_slots(in)) };
		return 1;
	}
	return 0;
}

static int
next(struct px_source *source, struct px_row *row, struct px_err *err)
{
	struct fhir_source *in = (struct fhir_source *)source;

	(void)err;
	if (!in->is_pending)
		return read_row(in, row);
	in->is_pending = false;
	*row = in->pending;
	return 1;
}

static unsigned long
count_of(const struct fhir_source *in, const char *type)
{
	unsigned long count = 0;

	for (size_t i = 0; i < in->document.count; i++)
		count += is(&in->document.resources[i], type);
	return count;
}

/* Resources that another --type would take, or another program. */
static void
note_of_others(const struct fhir_source *in, struct px_buf *out)
{
	for (size_t k = 0; k < PX_COUNT(subjects); k++) {
		unsigned long count = k == in->subject ? 0 : count_of(in, subjects[k].resource);

		if (!count)
			continue;
		px_buf_puts(out, out->length ? "; " : "");
		if (subjects[k].subject == slot_subject)
			px_buf_printf(out,
				      px_trn("%lu Slot was left (plexus-slot import takes it)",
					     "%lu Slots were left (plexus-slot import takes "
					     "them)",
					     count),
				      count);
		else if (subjects[k].subject == response_subject)
			px_buf_printf(out,
				      px_trn("%lu QuestionnaireResponse was left (plexus-form "
					     "import takes it)",
					     "%lu QuestionnaireResponses were left (plexus-form "
					     "import takes them)",
					     count),
				      count);
		else
			px_buf_printf(out,
				      px_trn("%lu %s was left (--type %s takes it)",
					     "%lu %s were left (--type %s takes them)", count),
				      count, subjects[k].resource, subjects[k].subject);
	}
}

static const char *
note(const struct px_source *source, struct px_buf *out)
{
	const struct fhir_source *in = (const struct fhir_source *)source;

	/* Of a bundle of slots the rest is what they refer to. */
	if (!is_of_slots(in) && subjects[in->subject].subject != response_subject)
		note_of_others(in, out);
	return out->length ? out->data : NULL;
}

static void
close_source(struct px_source *source)
{
	struct fhir_source *in = (struct fhir_source *)source;

	px_cells_release(&in->cells);
	px_arena_release(&in->arena);
	px_arena_release(&in->row_arena);
	px_fhir_index_release(&in->index);
	free(in->document.resources);
}

static const struct px_source_kind kind = { next, close_source, note };

/* A quote inside a JSON string is escaped: these bytes are a whole string, a key when ':' follows. */
static bool
has_key(const char *text, size_t length, const char *key)
{
	const size_t size = strlen(key);
	const char *end = text + length;

	while (text + size < end && (text = memchr(text, '"', (size_t)(end - text) - size))) {
		if (memcmp(text, key, size) == 0) {
			const char *after = text + size;

			while (after < end && strchr(" \t\r\n", *after))
				after++;
			if (after < end && *after == ':')
				return true;
		}
		text++;
	}
	return false;
}

bool
px_fhir_begins(const char *text, size_t length)
{
	return has_key(text, length, "\"resourceType\"") ||
	       has_key(text, length, "\"appointmentId\"");
}

static int
read_all(struct px_input *input, struct px_err *err)
{
	size_t length;
	int more = 1;

	while (more > 0) {
		px_input_window(input, &length);
		if (length > DOCUMENT_LIMIT)
			return px_err_set(err, PX_REJECTED,
					  _("%s: a FHIR document of more than 64 MiB: cut it in "
					    "several bundles"),
					  px_input_name(input));
		more = px_input_more(input, err);
	}
	if (more < 0)
		px_err_prefix(err, "%s", px_input_name(input));
	return more;
}

static int
read_document(struct fhir_source *in, struct px_input *input, const char *subject,
	      struct px_err *err)
{
	const char *text;
	size_t length;

	while (subject && in->subject < PX_COUNT(subjects) &&
	       strcmp(subjects[in->subject].subject, subject) != 0)
		in->subject++;
	if (in->subject == PX_COUNT(subjects))
		return px_err_set(err, PX_REJECTED,
				  _("%s: this is FHIR: only persons, places, slots and answers "
				    "are read from it"),
				  px_input_name(input));
	if (read_all(input, err) != 0)
		return -1;
	text = px_input_window(input, &length);
	return px_fhir_read(&in->arena, text, length, px_input_name(input), &in->document, err);
}

struct px_source *
px_fhir_source_open(struct px_input *input, const struct px_source_options *options,
		    struct px_err *err)
{
	struct fhir_source *in = px_calloc(1, sizeof(*in));

	in->source = (struct px_source){ .kind = &kind, .format = "fhir" };
	in->cells = (struct px_cells){ .source = &in->source,
				       .arena = &in->row_arena,
				       .literal = true };
	if (read_document(in, input, options->subject, err) != 0) {
		px_source_close(&in->source);
		return NULL;
	}
	if (subjects[in->subject].role)
		px_fhir_link(&in->document, subjects[in->subject].resource,
			     subjects[in->subject].role);
	if (is_of_slots(in))
		px_fhir_index(&in->document, NULL, &in->index);
	in->is_pending = read_row(in, &in->pending) > 0;
	return &in->source;
}
