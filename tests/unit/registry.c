/*
 * The registry: what every line of its tables must be, so that schema, CSV, filters, help and
 * completion can rely on it without asking.
 */
#include <ctype.h>
#include <stdlib.h>

#include "base/text.h"
#include "model/types.h"
#include "model/types_form.h"
#include "model/types_register.h"
#include "model/types_seal.h"
#include "model/types_slot.h"
#include "tap.h"

static struct px_arena arena = PX_ARENA_INIT;

/* The enum of a type's fields and its table are as long as each other. */
static const struct {
	const struct px_type *type;
	size_t fields;
} lengths[] = {
	{ &px_type_organization, PX_ORGANIZATION_FIELDS },
	{ &px_type_location, PX_LOCATION_FIELDS },
	{ &px_type_practitioner, PX_PRACTITIONER_FIELDS },
	{ &px_type_healthcare_service, PX_SERVICE_FIELDS },
	{ &px_type_project, PX_PROJECT_FIELDS },
	{ &px_type_task, PX_TASK_FIELDS },
	{ &px_type_meeting, PX_MEETING_FIELDS },
	{ &px_type_attendance, PX_ATTENDANCE_FIELDS },
	{ &px_type_rate, PX_RATE_FIELDS },
	{ &px_type_exercise, PX_EXERCISE_FIELDS },
	{ &px_type_fact, PX_FACT_FIELDS },
	{ &px_type_evidence, PX_EVIDENCE_FIELDS },
	{ &px_type_rpps, PX_RPPS_FIELDS },
	{ &px_type_schedule, PX_SCHEDULE_FIELDS },
	{ &px_type_slot, PX_SLOT_FIELDS },
	{ &px_type_appointment, PX_APPOINTMENT_FIELDS },
	{ &px_type_opening, PX_OPENING_FIELDS },
	{ &px_type_claim, PX_CLAIM_FIELDS },
	{ &px_type_quantum, PX_QUANTUM_FIELDS },
	{ &px_type_redemption, PX_REDEMPTION_FIELDS },
	{ &px_type_seal, PX_SEAL_FIELDS },
	{ &px_type_questionnaire, PX_QUESTIONNAIRE_FIELDS },
	{ &px_type_questionnaire_response, PX_RESPONSE_FIELDS },
};

static void
test_lengths(void)
{
	for (size_t i = 0; i < PX_COUNT(lengths); i++)
		tap_is_number((long long)lengths[i].type->field_count, (long long)lengths[i].fields,
			      lengths[i].type->name);
}

/* Names are typed, and stand in SQL: small letters, digits, underscores. */
static bool
is_name(const char *name)
{
	return name && islower((unsigned char)*name) &&
	       name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

static bool
is_known_kind(const struct px_kind *kind)
{
	size_t i = 0;

	while (px_kinds[i] && px_kinds[i] != kind)
		i++;
	return px_kinds[i] != NULL;
}

/* What is wrong with this field, or NULL. */
static const char *
fault_of(const struct px_type *type, size_t i)
{
	const struct px_field *field = &type->fields[i];

	if (!is_name(field->name))
		return "has no proper name";
	if (px_field_find(type, field->name) != field)
		return "has the name of another";
	if (!field->kind || !is_known_kind(field->kind))
		return "is of no kind of px_kinds";
	if (!field->help || !*field->help || field->help[strlen(field->help) - 1] == '.')
		return "has no help of one line without full stop";
	if ((field->kind == &px_kind_word) != (field->words != NULL))
		return "a field of words has words, and no other";
	if ((field->kind == &px_kind_reference) != (field->target != NULL))
		return "a reference has a target, and nothing else";
	if (!(field->flags & PX_DERIVED) != !field->derive)
		return "what is derived says how, and nothing else";
	if (field->most < field->least)
		return "limits the wrong way round";
	if (field->flags & PX_FOLDED && (field->kind->storage != PX_TEXT || field->flags & PX_LIST))
		return "only a text can be folded";
	return NULL;
}

static bool
fallback_is_read(const struct px_field *field)
{
	static struct px_world world;
	struct px_faults faults = { .arena = &arena };
	struct px_parse parse = { &world, field, PX_FROM_TYPED, &arena, &faults };
	struct px_value value;

	if (!field->fallback)
		return true;
	px_value_parse(&parse, field->fallback, &value);
	return value.state == PX_SET && faults.count == 0;
}

static void
test_fields(const struct px_type *type)
{
	for (size_t i = 0; i < type->field_count; i++) {
		const char *fault = fault_of(type, i);

		if (!fault && !fallback_is_read(&type->fields[i]))
			fault = "its fallback is not one of its values";
		if (fault)
			tap_ok(false, "%s.%zu %s: %s", type->name, i,
			       type->fields[i].name ? type->fields[i].name : "", fault);
	}
	tap_ok(true, "%s: fields were looked at", type->name);
}

/* Every name and alias of a field finds that field, however people write it; a name wins over the
 * alias of another field. */
static void
test_headers(const struct px_type *type)
{
	size_t wrong = 0;

	for (size_t i = 0; i < type->field_count; i++) {
		const struct px_field *field = &type->fields[i];
		char *names = px_arena_printf(&arena, "%s|%s", field->name,
					      field->aliases ? field->aliases : field->name);
		char *parts[32];
		size_t count = px_text_split(names, '|', parts, PX_COUNT(parts));

		for (size_t j = 0; j < count; j++) {
			const struct px_field *found = px_field_by_header(type, parts[j]);

			if (found == field || (found && px_text_same(found->name, parts[j])))
				continue;
			wrong++;
			printf("# %s: \"%s\" means %s and %s\n", type->name, parts[j], field->name,
			       found ? found->name : "nothing");
		}
	}
	tap_is_number((long long)wrong, 0,
		      px_arena_printf(&arena, "%s: headers mean one field each", type->name));
}

/* Every spare finds its field, and is no name or alias of any, with whatever number. */
static void
test_spares(const struct px_type *type)
{
	for (size_t i = 0; i < type->field_count; i++) {
		const struct px_field *field = &type->fields[i];
		char *parts[40];
		size_t count = field->spares ? px_text_split(px_arena_strdup(&arena, field->spares),
							     '|', parts, PX_COUNT(parts))
					     : 0;

		for (size_t j = 0; j < count; j++) {
			const char *mark = strchr(parts[j], '#');
			const char *header =
				mark ? px_arena_printf(&arena, "%.*s12%s", (int)(mark - parts[j]),
						       parts[j], mark + 1)
				     : parts[j];

			if (px_field_by_header(type, header) != field ||
			    !px_field_is_spare(field, header))
				tap_ok(false, "%s: \"%s\" is a spare of %s", type->name, header,
				       field->name);
		}
		tap_ok(!px_field_is_spare(field, field->name), "%s.%s is no spare", type->name,
		       field->name);
	}
}

/* "family+given", "title_folded+due": each part a field, "_folded" of those that are. */
static bool
are_columns(const struct px_type *type, const char *joined)
{
	char *parts[8];
	char *copy = px_arena_strdup(&arena, joined), *filled = strchr(copy, '?');
	size_t count;

	if (filled)
		*filled = '+'; /* of rows that have this one */
	count = px_text_split(copy, '+', parts, 8);

	for (size_t i = 0; i < count; i++) {
		char *folded = strstr(parts[i], "_folded");
		const struct px_field *field;

		if (folded)
			*folded = '\0';
		field = px_field_find(type, parts[i]);
		if (!field || (folded && !(field->flags & PX_FOLDED)) ||
		    field->flags & (PX_LIST | PX_DERIVED))
			return false;
	}
	return true;
}

static void
test_columns(const struct px_type *type, const char *const *lists, const char *what)
{
	for (; lists && *lists; lists++)
		tap_ok(are_columns(type, *lists), "%s: %s %s", type->name, what, *lists);
}

static bool
is_before(const struct px_type *one, const struct px_type *other)
{
	for (size_t i = 0; i < px_type_count && px_types[i] != other; i++)
		if (px_types[i] == one)
			return true;
	return false;
}

/* References point to types that stand before, or to their own: so tables can be made in order. */
static void
test_references(const struct px_type *type)
{
	for (size_t i = PX_F_OWN; i < type->field_count; i++) {
		const struct px_field *field = &type->fields[i];
		const struct px_type *target = field->target ? px_type_find(field->target) : NULL;

		if (field->target)
			tap_ok(target && (target == type || is_before(target, type)),
			       "%s.%s refers backwards", type->name, field->name);
	}
}

static size_t
count_flag(const struct px_type *type, unsigned flag)
{
	size_t count = 0;

	for (size_t i = 0; i < type->field_count; i++)
		count += (type->fields[i].flags & flag) != 0;
	return count;
}

static void
test_type(const struct px_type *type)
{
	const struct px_field *key = type->key ? px_field_find(type, type->key) : NULL;

	tap_ok(is_name(type->name) && type->plural && type->label && type->help,
	       "%s is named and explained", type->name);
	tap_ok(px_type_find(type->name) == type, "%s is found by its name", type->name);
	tap_ok(!type->key || key, "%s: its key is a field", type->name);
	tap_ok(!type->slug_from || (px_field_find(type, type->slug_from) && key &&
				    key->kind == &px_kind_slug && key->flags & PX_REQUIRED),
	       "%s: a key that is made is a slug, from a field", type->name);
	tap_ok(!type->parent || px_field_find(type, type->parent)->flags & PX_CASCADE,
	       "%s goes with its owner", type->name);
	tap_ok(count_flag(type, PX_TITLE) <= 1, "%s has one title at most", type->name);
	tap_ok(type->flags & (PX_REGISTER | PX_INNER) || count_flag(type, PX_COLUMN) > 1,
	       "%s: people see something", type->name);
	test_columns(type, type->matches, "is matched by");
	test_columns(type, type->uniques, "is unique by");
	tap_ok(!(type->flags & PX_INNER) == !type->clustered, "%s: the program's own has a key",
	       type->name);
	tap_ok(!type->clustered || are_columns(type, type->clustered), "%s is kept by %s",
	       type->name, type->clustered ? type->clustered : "");
	test_columns(type, type->indexes, "is indexed by");
	test_references(type);
	test_fields(type);
	test_headers(type);
	test_spares(type);
}

static void
test_finding(void)
{
	const struct px_type *who = &px_type_practitioner;

	tap_ok(!px_type_find("sorcerer"), "a type that is none");
	tap_ok(!px_field_find(who, "RPPS"), "names are exact");
	tap_ok(!px_field_by_header(who, ""), "an empty header is nothing");
	tap_ok(!px_field_by_header(who, "°-"), "nor one of signs");
	tap_is(px_field_by_header(who, "  N° R.P.P.S. ")->name, "rpps",
	       "signs and case do not count");
	tap_is(px_field_by_header(who, "PRENOM D’EXERCICE")->name, "given", "nor accents");
	tap_is(px_field_by_header(who, "E-Mail")->name, "email", "nor hyphens");
	tap_ok(!px_field_by_header(who, "mails perso"), "another word is another header");
}

int
main(void)
{
	test_lengths();
	tap_ok(px_types[0] == &px_type_organization, "organizations come first");
	for (size_t i = 0; i < px_type_count; i++)
		test_type(px_types[i]);
	test_finding();
	px_arena_release(&arena);
	return tap_done();
}
