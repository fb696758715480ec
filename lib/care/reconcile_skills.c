/* Profession, specialty and skills of a practitioner beside those of the register. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "care/reconcile_part.h"
#include "model/professions.h"
#include "model/types.h"

enum { MOST = 32 };

/* Different codes, in the order met. */
struct codes {
	const char *items[MOST];
	size_t count;
};

static bool
has_code(const struct codes *codes, const char *code)
{
	for (size_t i = 0; i < codes->count; i++)
		if (strcmp(codes->items[i], code) == 0)
			return true;
	return false;
}

static void
add_code(struct codes *codes, const char *code)
{
	if (code && codes->count < MOST && !has_code(codes, code))
		codes->items[codes->count++] = code;
}

static const char *
join(const struct codes *codes, struct px_arena *arena)
{
	const char *text = "";

	for (size_t i = 0; i < codes->count; i++)
		text = px_arena_printf(arena, "%s%s%s", text, i ? ", " : "", codes->items[i]);
	return text;
}

static const char *
own(const struct px_reconciling *r, size_t field)
{
	return px_record_text(r->practitioner, field);
}

/* Somebody may exercise two professions: one that the register knows is right. */
void
px_reconcile_profession(struct px_reconciling *r)
{
	const char *stored = own(r, PX_PRACTITIONER_PROFESSION);
	struct codes codes = { .count = 0 };

	for (size_t i = 0; i < r->rows->count; i++)
		add_code(&codes, r->rows->items[i].profession);
	if (!codes.count || (stored && has_code(&codes, stored)))
		return;
	if (codes.count == 1)
		px_reconcile_text(r, PX_FINDING_PROFESSION, PX_PRACTITIONER_PROFESSION,
				  codes.items[0],
				  px_arena_printf(r->arena, _("%s in the register"),
						  px_profession_name(codes.items[0])));
	else
		px_reconcile_found(r, PX_FINDING_PROFESSION, 0, NULL,
				   px_arena_printf(r->arena, _("several in the register: %s"),
						   join(&codes, r->arena)));
}

/* A specialty is what an order gives to physicians, dentists and pharmacists; others have skills. */
static bool
is_specialty(const struct px_register_activity *row)
{
	static const char specialty[] = "S", pharmacist[] = "21";

	return row->skill && row->skill_type && strcmp(row->skill_type, specialty) == 0 &&
	       row->profession &&
	       (px_profession_medical(row->profession) || strcmp(row->profession, pharmacist) == 0);
}

static void
specialties(const struct px_reconciling *r, struct codes *out)
{
	for (size_t i = 0; i < r->rows->count; i++)
		if (is_specialty(&r->rows->items[i]))
			add_code(out, r->rows->items[i].skill);
}

void
px_reconcile_specialty(struct px_reconciling *r)
{
	const char *stored = own(r, PX_PRACTITIONER_SPECIALTY);
	struct codes codes = { .count = 0 };

	specialties(r, &codes);
	if (!codes.count || (stored && (!px_term_is_code(stored) || has_code(&codes, stored))))
		return;
	if (codes.count == 1)
		px_reconcile_text(
			r, PX_FINDING_SPECIALTY, PX_PRACTITIONER_SPECIALTY, codes.items[0],
			stored ? _("another one in the register") : _("the register knows it"));
	else
		px_reconcile_found(r, PX_FINDING_SPECIALTY, 0, NULL,
				   px_arena_printf(r->arena, _("several in the register: %s"),
						   join(&codes, r->arena)));
}

static bool
has_skill(const struct px_value *skills, const char *code)
{
	for (size_t i = 0; i < skills->count; i++)
		if (strcmp(skills->items[i].text, code) == 0)
			return true;
	return false;
}

/* Specialties count as skills only beside one that is settled: a second specialty is a skill. */
static void
missing_skills(const struct px_reconciling *r, struct codes *out)
{
	const char *specialty = own(r, PX_PRACTITIONER_SPECIALTY);
	const struct px_value *skills = &r->practitioner->values[PX_PRACTITIONER_SKILLS];
	struct codes known = { .count = 0 };
	bool settled;

	specialties(r, &known);
	settled = specialty && has_code(&known, specialty);
	for (size_t i = 0; i < r->rows->count; i++) {
		const struct px_register_activity *row = &r->rows->items[i];

		if (!row->skill || has_skill(skills, row->skill) ||
		    (specialty && strcmp(specialty, row->skill) == 0) ||
		    (is_specialty(row) && !settled))
			continue;
		add_code(out, row->skill);
	}
}

/* What the team says of someone stays; what the register adds comes after it. */
void
px_reconcile_skills(struct px_reconciling *r)
{
	const struct px_value *skills = &r->practitioner->values[PX_PRACTITIONER_SKILLS];
	struct codes codes = { .count = 0 };
	struct px_value list = { .state = PX_SET }, *items;

	missing_skills(r, &codes);
	if (!codes.count)
		return;
	items = px_arena_alloc(r->arena, (skills->count + codes.count) * sizeof(*items));
	for (size_t i = 0; i < skills->count; i++)
		items[list.count++] = skills->items[i];
	for (size_t i = 0; i < codes.count; i++)
		items[list.count++] = px_value_of_text(codes.items[i]);
	list.items = items;
	px_reconcile_found(
		r, PX_FINDING_SKILLS, PX_PRACTITIONER_SKILLS, &list,
		px_arena_printf(r->arena, _("the register knows %s"), join(&codes, r->arena)));
}
