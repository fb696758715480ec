#include "cli/view/find.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text.h"
#include "base/zone.h"
#include "care/communes.h"
#include "care/find.h"
#include "care/register.h"
#include "cli/place.h"
#include "cli/sink.h"
#include "model/professions.h"
#include "model/specialties.h"
#include "model/types.h"

enum { USUAL_LIMIT = 10, MOST_KM = 20000, DISTANCE_SIZE = 32 };

static const struct px_option opt_near = {
	"near", 0, "PLACE",
	N_("near what: a postcode, a commune or degrees (else the organization's place)")
};
static const struct px_option opt_within = { "within", 0, "DISTANCE",
					     N_("everyone up to this far: 20km, 500m") };

const struct px_option *const px_find_options[] = { &opt_near, &opt_within, NULL };

static const char *const sources[] = { N_("team"), N_("register"), NULL };

enum {
	FOUND_KM,
	FOUND_SOURCE,
	FOUND_ID,
	FOUND_HANDLE,
	FOUND_RPPS,
	FOUND_FAMILY,
	FOUND_GIVEN,
	FOUND_TRADE,
	FOUND_PROFESSION,
	FOUND_PROFESSION_LABEL,
	FOUND_SKILL,
	FOUND_SKILL_LABEL,
	FOUND_MODE,
	FOUND_SITE,
	FOUND_ADDRESS,
	FOUND_POSTCODE,
	FOUND_CITY,
	FOUND_PHONE,
	FOUND_FIELDS,
};

static const struct px_field found_fields[] = {
	[FOUND_KM] = { "km", &px_kind_decimal, PX_COLUMN,
		       N_("how far, in kilometres: to the middle of the commune") },
	[FOUND_SOURCE] = { "source", &px_kind_word, PX_COLUMN,
			   N_("who knows: the team, or the national register"), NULL, sources },
	[FOUND_ID] = { "id", &px_kind_integer, 0, N_("the practitioner's number, of the team") },
	[FOUND_HANDLE] = { "handle", &px_kind_text, 0, N_("the practitioner's name in commands") },
	[FOUND_RPPS] = { "rpps", &px_kind_text, 0, N_("RPPS number") },
	[FOUND_FAMILY] = { "family", &px_kind_text, PX_COLUMN, N_("family name") },
	[FOUND_GIVEN] = { "given", &px_kind_text, PX_COLUMN, N_("given name") },
	[FOUND_TRADE] = { "trade", &px_kind_text, PX_COLUMN,
			  N_("profession, or specialty when there is one, in words") },
	[FOUND_PROFESSION] = { "profession", &px_kind_text, 0,
			       N_("profession, a code of the register") },
	[FOUND_PROFESSION_LABEL] = { "profession_label", &px_kind_text, 0,
				     N_("profession, in French") },
	[FOUND_SKILL] = { "skill", &px_kind_text, 0,
			  N_("specialty or skill, a code of the register (SM54)") },
	[FOUND_SKILL_LABEL] = { "skill_label", &px_kind_text, 0,
				N_("specialty or skill, in French") },
	[FOUND_MODE] = { "mode", &px_kind_text, 0, N_("L liberal, S salaried, B voluntary") },
	[FOUND_SITE] = { "site", &px_kind_text, PX_COLUMN, N_("name of the place") },
	[FOUND_ADDRESS] = { "address", &px_kind_text, 0, N_("street address") },
	[FOUND_POSTCODE] = { "postcode", &px_kind_text, PX_COLUMN, N_("postcode") },
	[FOUND_CITY] = { "city", &px_kind_text, PX_COLUMN, N_("town") },
	[FOUND_PHONE] = { "phone", &px_kind_phone, PX_COLUMN, N_("telephone") },
};

const struct px_type px_view_find = {
	.name = "found",
	.plural = "found",
	.label = N_("person found"),
	.help = N_("a person of the team or of the national register, and how far they are"),
	.flags = PX_VIEW,
	.fields = found_fields,
	.field_count = PX_COUNT(found_fields),
};

static bool
is_among(const char *const *words, size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++)
		if (px_text_same(words[i], text))
			return true;
	return false;
}

int
px_read_distance(const struct px_option *option, const char *text, double *km, struct px_err *err)
{
	static const char *const long_ones[] = { "", "km", "kms", "kilometre", "kilometres" };
	static const char *const short_ones[] = { "m", "metre", "metres" };
	char number[DISTANCE_SIZE], *comma;
	const char *unit = text + strspn(text, "0123456789.,");
	size_t length = (size_t)(unit - text);
	bool metres;

	while (*unit == ' ')
		unit++;
	metres = is_among(short_ones, PX_COUNT(short_ones), unit);
	if (!length || length >= sizeof(number) ||
	    (!metres && !is_among(long_ones, PX_COUNT(long_ones), unit)))
		return px_err_set(err, PX_USAGE, _("--%s: %s: not a distance, such as 20km"),
				  option->name, text);
	memcpy(number, text, length);
	number[length] = '\0';
	comma = strchr(number, ',');
	if (comma)
		*comma = '.';
	*km = strtod(number, &comma) / (metres ? 1000 : 1);
	if (*comma || *km > MOST_KM)
		return px_err_set(err, PX_USAGE, _("--%s: %s: not a distance, such as 20km"),
				  option->name, text);
	return 0;
}

int
px_run_home(struct px_run *run, const char *communes, struct px_point *out, struct px_err *err)
{
	struct px_record home;
	int found = px_record_read(run->store, &px_type_organization, run->home, &run->arena, &home,
				   err);

	if (found > 0)
		found = px_find_home(
			run->store, communes, px_record_text(&home, PX_ORGANIZATION_LAT),
			px_record_text(&home, PX_ORGANIZATION_LON),
			px_record_text(&home, PX_ORGANIZATION_POSTCODE),
			px_record_text(&home, PX_ORGANIZATION_CITY), &run->arena, out, err);
	if (found)
		return found < 0 ? -1 : 0;
	return px_err_set(
		err, PX_USAGE,
		_("near what? say --near POSTCODE, or give the organization its postcode: "
		  "plexus-directory edit --type organization %lld --postcode N"),
		(long long)run->home);
}

static int
read_place(struct px_run *run, struct px_find *find, struct px_err *err)
{
	const char *near = px_option_value(run, &opt_near);
	struct px_place place;

	if (!near)
		return px_run_home(run, find->communes, &find->point, err);
	if (px_communes_locate(run->store, find->communes, px_find_place(near, &run->arena),
			       &run->arena, &place, err)) {
		px_err_prefix(err, "--near");
		return -1;
	}
	find->point = place.point;
	/* Of several (arrondissements, communes of one postcode) the place has no better name. */
	if (place.postcode)
		px_say(run, _("near %s (%s)"), place.name, place.postcode);
	else
		px_say(run, _("near %s"), near);
	return 0;
}

static const char *
today_of(struct px_run *run)
{
	struct px_local local = px_zone_local(run->world.zone, run->world.now);
	char text[PX_DATE_SIZE];

	px_date_format(local.date, text);
	return px_arena_strdup(&run->arena, text);
}

static int
read_question(struct px_run *run, struct px_find *find, struct px_err *err)
{
	const char *within = px_option_value(run, &opt_within);
	struct px_buf said = PX_BUF_INIT;

	if (!run->operand_count)
		return px_err_set(err, PX_USAGE,
				  _("whom? say a profession, a specialty or a name: "
				    "plexus-directory find kiné --near 49320"));
	*find = (struct px_find){ .within = -1,
				  .organization = run->organization,
				  .today = today_of(run),
				  .team_only = px_option_given(run, &px_opt_ids),
				  .communes = px_place_share(&run->arena, PX_COMMUNES_FILE) };
	px_find_words(find, run->operands, run->operand_count, &run->arena, &said);
	if (said.length)
		px_say(run, "%s", said.data);
	px_buf_release(&said);
	if (within && px_read_distance(&opt_within, within, &find->within, err))
		return -1;
	if (px_option_number(run, &px_opt_limit, 0, INT64_MAX, within ? -1 : USUAL_LIMIT,
			     &find->limit, err))
		return -1;
	return read_place(run, find, err);
}

static const char *
skill_label(const char *code)
{
	const struct px_term *specialty = code ? px_specialty_by_code(code) : NULL;

	return specialty ? specialty->label : NULL;
}

/* What a person is called by: the specialty says more than the profession.  Machines read the same
 * in every language. */
static const char *
trade_of(const struct px_run *run, const struct px_find_person *person)
{
	bool machine = px_run_for_machines(run);
	const struct px_term *specialty =
		person->skill ? px_specialty_by_code(person->skill) : NULL;
	const struct px_term *profession =
		person->profession ? px_profession_by_code(person->profession) : NULL;

	if (specialty)
		return machine ? specialty->english : px_specialty_name(person->skill);
	if (profession)
		return machine ? profession->english : px_profession_name(person->profession);
	return person->profession;
}

static int
put_person(struct px_sink *sink, const struct px_find_person *person, struct px_run *run,
	   struct px_err *err)
{
	struct px_value values[FOUND_FIELDS];
	struct px_record record = { &px_view_find, values };

	values[FOUND_KM] = px_value_of_text(
		person->km < 0 ? NULL : px_arena_printf(&run->arena, "%.1f", person->km));
	values[FOUND_SOURCE] = px_value_of_text(person->id ? "team" : "register");
	values[FOUND_ID] =
		(struct px_value){ .state = person->id ? PX_SET : PX_UNSET, .number = person->id };
	values[FOUND_HANDLE] = px_value_of_text(person->handle);
	values[FOUND_RPPS] = px_value_of_text(person->rpps);
	values[FOUND_FAMILY] = px_value_of_text(person->family);
	values[FOUND_GIVEN] = px_value_of_text(person->given);
	values[FOUND_TRADE] = px_value_of_text(trade_of(run, person));
	values[FOUND_PROFESSION] = px_value_of_text(person->profession);
	values[FOUND_PROFESSION_LABEL] = px_value_of_text(
		person->profession ? px_profession_label(person->profession) : NULL);
	values[FOUND_SKILL] = px_value_of_text(person->skill);
	values[FOUND_SKILL_LABEL] = px_value_of_text(skill_label(person->skill));
	values[FOUND_MODE] = px_value_of_text(person->mode);
	values[FOUND_SITE] = px_value_of_text(person->site);
	values[FOUND_ADDRESS] = px_value_of_text(person->address);
	values[FOUND_POSTCODE] = px_value_of_text(person->postcode);
	values[FOUND_CITY] = px_value_of_text(person->city);
	values[FOUND_PHONE] = px_value_of_text(person->phone);
	return px_sink_put(sink, &record, err);
}

/* "cardiologie", "cardiologie, SM24…" for a question of many trades. */
static const char *
trades_text(struct px_run *run, const struct px_find *find)
{
	enum { MOST = 3 };
	const char *text = NULL, *last = NULL;
	size_t named = 0;

	for (size_t i = 0; i < find->trade_count; i++) {
		const struct px_find_trade *trade = &find->trades[i];
		const char *name = trade->skill && *trade->skill
					   ? px_term_name(px_specialties, trade->skill)
					   : px_term_name(px_professions, trade->profession);

		if (last && strcmp(name, last) == 0)
			continue;
		if (named++ == MOST)
			return px_arena_printf(&run->arena, "%s…", text);
		text = text ? px_arena_printf(&run->arena, "%s, %s", text, name) : name;
		last = name;
	}
	return text;
}

static const char *
names_text(struct px_run *run, const struct px_find *find)
{
	const char *text = NULL;

	for (size_t i = 0; i < find->name_count; i++)
		text = text ? px_arena_printf(&run->arena, "%s %s", text, find->names[i])
			    : find->names[i];
	return text;
}

/* Nobody: how the words were understood, and why that may be. */
static int
say_nobody(struct px_run *run, const struct px_find *find, struct px_err *err)
{
	const char *near = NULL, *trades = trades_text(run, find), *names = names_text(run, find);
	char *imported;

	if (px_store_setting(run->store, PX_RPPS_IMPORTED, &imported, err))
		return -1;
	for (size_t i = 0; i < find->name_count && !near; i++)
		near = px_find_nearest(find->names[i]);
	if (near)
		px_say(run, _("nobody found; did you mean \"%s\"?"), near);
	else if (!imported)
		px_say(run, _("nobody found in the team, and no register was imported: "
			      "plexus-directory import --from rpps FILE"));
	else if (names && trades)
		px_say(run, _("nobody found: %s, with the name or the skill \"%s\""), trades,
		       names);
	else if (names)
		px_say(run, _("nobody found with the name or the skill \"%s\""), names);
	else
		px_say(run, _("nobody found: %s"), trades);
	free(imported);
	return 0;
}

const char *
px_find_operand(struct px_run *run, size_t at, size_t i)
{
	(void)run;
	(void)at;
	return px_find_word(i);
}

int
px_find_verb(struct px_run *run, struct px_err *err)
{
	struct px_find find;
	struct px_find_people people = { NULL, 0, 0 };
	struct px_sink *sink = NULL;
	int result = -1;

	if (read_question(run, &find, err) ||
	    px_find_run(run->store, &find, &run->arena, &people, err))
		goto out;
	sink = px_sink_open(run, &px_view_find, PX_SINK_MANY, err);
	for (size_t i = 0; sink && i < people.count; i++)
		if (put_person(sink, &people.items[i], run, err))
			goto out;
	if (!sink || (!people.count && say_nobody(run, &find, err)))
		goto out;
	result = px_sink_close(sink, err);
	sink = NULL;
out:
	px_sink_abandon(sink);
	free(people.items);
	return result;
}
