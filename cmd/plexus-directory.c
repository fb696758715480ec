/* plexus-directory: who is who. */
#include <string.h>
#include <sys/stat.h>

#include "base/i18n.h"
#include "base/text.h"
#include "care/communes.h"
#include "care/finess.h"
#include "care/register.h"
#include "cli/generic.h"
#include "cli/import.h"
#include "cli/place.h"
#include "cli/progress.h"
#include "cli/sink.h"
#include "cli/view/exchange.h"
#include "cli/view/find.h"
#include "cli/view/missing.h"
#include "cli/view/reconcile.h"
#include "model/types.h"
#include "model/types_register.h"

/*
 * add --rpps N: what is not said comes from the national register.
 */
static int
fill_from_register(struct px_run *run, struct px_record *record, struct px_err *err)
{
	const char *rpps = px_record_text(record, PX_PRACTITIONER_RPPS);
	struct px_record home;

	/* Without a number, or with names given, the register has nothing to add. */
	if (!rpps || record->values[PX_PRACTITIONER_FAMILY].state != PX_UNSET)
		return 0;
	if (px_record_read(run->store, &px_type_organization, run->home, &run->arena, &home, err) !=
	    1)
		return -1;
	return px_register_practitioner(run->store, rpps,
					px_record_text(&home, PX_ORGANIZATION_POSTCODE),
					&run->arena, record, err);
}

static int
directory_add(struct px_run *run, struct px_err *err)
{
	return px_generic_add_filled(
		run, run->type == &px_type_practitioner ? fill_from_register : NULL, err);
}

/*
 * import --from REGISTER: a register replaces the one before.
 */
enum { RPPS, FINESS, COMMUNES, REGISTERS };

static const char *const register_words[REGISTERS + 1] = {
	[RPPS] = "rpps", [FINESS] = "finess", [COMMUNES] = "communes"
};

static const struct {
	int (*import)(struct px_store *store, const struct px_register_options *options,
		      struct px_register_counts *counts, struct px_err *err);
	const char *first; /* what its file begins with, by words between '|' */
	bool unquoted;
} registers[REGISTERS] = {
	[RPPS] = { px_register_import, "Type d'identifiant PP", true },
	[FINESS] = { px_finess_import, "structureet|geolocalisation|nofinesset" },
	[COMMUNES] = { px_communes_import, "Code_commune_INSEE|#Code_commune_INSEE" },
};

static const struct px_option opt_from = { "from", 0, "REGISTER",
					   N_("the file is a national register"), register_words };

enum { MOST_SAID = 20 };

struct loading {
	struct px_run *run;
	struct px_rejects *rejects;
	int64_t said;
};

static void
say_row(const struct px_source *source, const struct px_row *row, enum px_grade grade,
	const char *message, void *data)
{
	struct loading *loading = data;

	if (grade == PX_REJECTING && loading->rejects)
		px_rejects_add(loading->rejects, source, row, message);
	if (loading->said++ < MOST_SAID)
		px_warn(loading->run, "%s:%ld: %s", px_source_name(source), row->line, message);
}

static void
show_progress(const struct px_source *source, void *data)
{
	struct loading *loading = data;

	px_progress_of(loading->run, source);
}

static int
load_register(struct px_run *run, struct loading *loading, struct px_import_counts *counts,
	      struct px_err *err)
{
	const char *from = px_option_value(run, &opt_from);
	struct px_register_counts loaded = { 0 };
	size_t i = 0;
	struct px_register_options options = {
		.communes = px_place_share(&run->arena, PX_COMMUNES_FILE),
		.path = run->operand_count ? run->operands[0] : "-",
		.encoding = px_option_value(run, &px_opt_encoding),
		.delimiter = px_option_value(run, &px_opt_delimiter),
		.say = say_row,
		.progress = show_progress,
		.data = loading,
	};

	while (strcmp(register_words[i], from) != 0)
		i++;
	if (px_store_begin_alone(run->store, err) != 0 ||
	    registers[i].import(run->store, &options, &loaded, err) != 0)
		return -1;
	*counts = (struct px_import_counts){ loaded.read,       loaded.new,      loaded.changed,
					     loaded.unchanged,  loaded.rejected, loaded.repaired,
					     loaded.suspicious, loaded.removed };
	if (px_import_all_or_none(run, counts))
		return 0;
	return px_generic_finish(run, err);
}

static int
check_options(const struct px_run *run, struct px_err *err)
{
	static const struct px_option *const others[] = { &px_opt_map, &px_opt_match,
							  &px_opt_on_conflict };

	for (size_t i = 0; i < PX_COUNT(others); i++)
		if (px_option_given(run, others[i]))
			return px_err_set(
				err, PX_USAGE,
				_("--%s: has no meaning for a register, which is replaced as "
				  "a whole"),
				others[i]->name);
	if (run->operand_count > 1)
		return px_err_set(err, PX_USAGE, _("%s: a register is one file"), run->operands[1]);
	return 0;
}

static int
import_register(struct px_run *run, struct px_err *err)
{
	struct loading loading = { .run = run };
	struct px_import_counts counts = { 0 };
	int result;

	if (check_options(run, err) != 0 || px_rejects_open(run, &loading.rejects, err) != 0)
		return -1;
	result = load_register(run, &loading, &counts, err);
	px_progress_end(run);
	if (result != 0)
		px_store_rollback(run->store);
	if (loading.said > MOST_SAID)
		px_warn(run, _("… and %lld more like these (--rejects FILE keeps every one)"),
			(long long)(loading.said - MOST_SAID));
	if (result != 0)
		px_rejects_abandon(loading.rejects);
	else
		result = px_rejects_close(loading.rejects, err);
	if (result != 0)
		return -1;
	return px_import_summary(run, &counts, err);
}

static bool
begins_with(const char *path, const char *words, bool unquoted)
{
	struct px_source_options options = { .unquoted = unquoted };
	struct px_err ignored = PX_ERR_INIT;
	struct px_source *source = px_source_open(path, &options, &ignored);
	bool begins = source && px_source_columns(source) &&
		      px_text_listed(words, px_source_header(source, 0));

	px_source_close(source);
	return begins;
}

/* A register given as a file of the team's would be refused row by row: say what it is. */
static int
refuse_register(const char *path, struct px_err *err)
{
	struct stat file;

	if (stat(path, &file) != 0 || !S_ISREG(file.st_mode)) /* a pipe is read but once */
		return 0;
	for (size_t i = 0; i < PX_COUNT(registers); i++)
		if (begins_with(path, registers[i].first, registers[i].unquoted))
			return px_err_set(err, PX_REJECTED,
					  _("%s: this is a national register: import --from %s %s"),
					  path, register_words[i], path);
	return 0;
}

static int
directory_import(struct px_run *run, struct px_err *err)
{
	if (px_option_given(run, &opt_from))
		return import_register(run, err);
	for (size_t i = 0; i < run->operand_count; i++)
		if (refuse_register(run->operands[i], err))
			return -1;
	return px_generic_import(run, err);
}

static const struct px_option *const import_options[] = { &opt_from, PX_IMPORT_OPTIONS, NULL };

static const struct px_option *const export_options[] = { PX_EXCHANGE_OPTIONS, NULL };

static const struct px_example export_examples[] = {
	{ "plexus-directory export --vcard -o equipe.vcf",
	  N_("the team, for telephones and mail programs") },
	{ "plexus-directory export --fhir associate=yes -o associes.json",
	  N_("the associates and their roles, for health software") },
	{ NULL, NULL },
};

static const struct px_example reconcile_examples[] = {
	{ "plexus-directory reconcile", N_("what the register says otherwise, and why") },
	{ "plexus-directory reconcile --jsonl | plexus-directory import -",
	  N_("make the team agree with it") },
	{ NULL, NULL },
};

static const struct px_example find_examples[] = {
	{ "plexus-directory find kiné --near 49320",
	  N_("the ten physiotherapists nearest to a postcode") },
	{ "plexus-directory find cardiologue --near 49000 --within 20km",
	  N_("every cardiologist up to 20 km from there") },
	{ NULL, NULL },
};

static const struct px_example missing_examples[] = {
	{ "plexus-directory missing --fields what,command", N_("what is left to say, and how") },
	{ NULL, NULL },
};

static const struct px_verb verbs[] = {
	{ .name = "add",
	  .operands = "[NAME]",
	  .summary = N_("make a record; --rpps N alone takes a practitioner from the register"),
	  .flags = PX_VERB_ALL_TYPES | PX_VERB_FIELDS | PX_VERB_CHANGES | PX_VERB_ONE,
	  .access = PX_ACCESS_WRITE,
	  .run = directory_add },
	{ .name = "import",
	  .operands = "[FILE…]",
	  .summary = N_("store records from CSV, JSON, vCards or FHIR, or a national register"),
	  .details =
		  N_("The format, the encoding and the separator are told by the content.  Headers "
		     "may be French.  A row is matched on its uid, else RPPS, ADELI, then names.  "
		     "With --from the file is a national register, as published or still in its "
		     "zip, and replaces the one before as a whole: rpps is the Annuaire Santé "
		     "(PS_LibreAcces), finess the establishments, communes La Poste's postcodes."),
	  .flags = PX_VERB_ALL_TYPES | PX_VERB_CHANGES,
	  .access = PX_ACCESS_WRITE,
	  .options = import_options,
	  .run = directory_import },
	{ .name = "export",
	  .operands = "[FILTER…]",
	  .summary = N_("print records with every field, in JSON Lines, as vCards or in FHIR"),
	  .details = N_(
		  "Without a format, JSON Lines for import elsewhere.  A bundle holds the "
		  "organizations that it refers to.  What vCard and FHIR have no place for stands "
		  "in X-PLEXUS- properties and in extensions: imported elsewhere, nothing is "
		  "lost."),
	  .flags = PX_VERB_ALL_TYPES | PX_VERB_FILTERS | PX_VERB_FORMATS,
	  .access = PX_ACCESS_READ,
	  .options = export_options,
	  .examples = export_examples,
	  .run = px_exchange_export },
	{ .name = "find",
	  .operands = "WORD…",
	  .summary = N_("find people by profession, specialty or name, nearest first"),
	  .details = N_("In the team and in the whole national register.  Everyday words will do "
			"(kiné, infirmière, généraliste, cardio); the others are names, or "
			"skills of the team (asalée, sophrologie).  The ten "
			"nearest, or everyone with --within.  Distances are to the middle of the "
			"commune.  --ids prints the team's alone."),
	  .flags = PX_VERB_FORMATS,
	  .access = PX_ACCESS_READ,
	  .options = px_find_options,
	  .output = &px_view_find,
	  .examples = find_examples,
	  .operand = px_find_operand,
	  .run = px_find_verb },
	{ .name = "missing",
	  .summary = N_("what the public site must say and no record holds, and what supplies it"),
	  .details =
		  N_("The legal notice (seat, telephone, publication director, host), whom to ask "
		     "about personal data, and of everybody shown the number, the address, the "
		     "fees and the convention.  A row a fact, with the text that asks for it and "
		     "the command that supplies it.  Exit status 5 when there is one."),
	  .flags = PX_VERB_FORMATS,
	  .access = PX_ACCESS_READ,
	  .output = &px_view_missing,
	  .examples = missing_examples,
	  .run = px_missing_verb },
	{ .name = "reconcile",
	  .operands = "[FILTER…]",
	  .summary = N_("compare the team with the register; print a patch that import takes"),
	  .details = N_(
		  "Who has moved, retired or gone, another name, profession, specialty, new "
		  "skills, "
		  "a missing RPPS number that the register knows by name and place, and whoever is "
		  "in the team twice.  The table says why; --jsonl and --json print the patch "
		  "alone: "
		  "of each practitioner the uid and the fields to change.  Where several answers "
		  "fit, none is in the patch.  Who retired or is gone leaves the team today.  Only "
		  "members of a house (not of a CPTS, an ESP, an ESS or a DAC) can have moved out "
		  "of it; the desk's telephone is then replaced by theirs."),
	  .flags = PX_VERB_FILTERS | PX_VERB_FORMATS,
	  .access = PX_ACCESS_READ,
	  .examples = reconcile_examples,
	  .schema = "reconcile.json",
	  .run = px_reconcile_run },
	{ 0 },
};

static const struct px_type *const types[] = { &px_type_practitioner, &px_type_organization,
					       &px_type_location,     &px_type_healthcare_service,
					       &px_type_rpps,         &px_type_finess,
					       &px_type_commune,      NULL };

static const struct px_example examples[] = {
	{ "plexus-directory import equipe.csv --rejects refuses.csv",
	  N_("the team, from a spreadsheet; what is refused is kept with its reason") },
	{ "plexus-directory import --from rpps PS_LibreAcces_Personne_activite.txt",
	  N_("the national register") },
	{ "plexus-directory add --rpps 10000023084", N_("someone, as the register knows them") },
	{ "plexus-directory list profession=infirmier associate=yes", N_("the associate nurses") },
	{ "plexus-directory list --type rpps city=vitré profession=70",
	  N_("the physiotherapists that the register has in Vitré") },
	{ "plexus-directory add 'CH de Vitré' --type organization --kind hospital",
	  N_("a partner") },
	{ NULL, NULL },
};

const struct px_program px_program = {
	.name = "plexus-directory",
	.summary = N_("who is who: organizations, sites, practitioners, and the national register"),
	.details = N_(
		"Identifiers are checked (RPPS, ADELI, FINESS, SIRET, telephones, addresses): what "
		"can be mended without doubt is mended and said, what cannot is refused."),
	.types = types,
	.verbs = verbs,
	.generic = px_generic_verbs,
	.examples = examples,
};
