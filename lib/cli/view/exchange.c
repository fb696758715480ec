#include "cli/view/exchange.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/generic.h"
#include "cli/sink.h"
#include "io/fhir/fhir.h"
#include "io/vcard/vcard.h"
#include "model/types.h"

const struct px_option px_opt_vcard = { "vcard", 0, "[VERSION]",
					N_("print vCards: 3.0 unless said, 2.1 or 4.0"),
					px_vcard_versions };

const struct px_option px_opt_fhir = { "fhir", 0, NULL, N_("print a FHIR R4 bundle (collection)") };

static const char *const format_words[] = { "fhir", "vcard", NULL };
const struct px_option px_opt_format = { "format", 0, "FORMAT",
					 N_("the same by its name: fhir or vcard"), format_words };

static const char *const fhir_words[] = { "fhir", NULL };
const struct px_option px_opt_format_fhir = { "format", 0, "FORMAT",
					      N_("the same by its name: fhir"), fhir_words };

enum { BLOCK = 64 * 1024 };

struct exchange {
	struct px_run *run;
	const struct format *format;
	enum px_vcard_version version;
	struct px_buf out;
	struct px_arena arena; /* of the organization last met */
	struct px_record home;
	size_t rows;
	struct px_fhir fhir;
	int64_t *homes; /* organizations that the bundle refers to */
	size_t home_count, home_capacity;
};

/* One way of writing records; begin and end may be NULL. */
struct format {
	const struct px_option *option;
	void (*begin)(struct exchange *exchange);
	void (*row)(struct exchange *exchange, const struct px_record *record);
	int (*end)(struct exchange *exchange, struct px_err *err);
};

/* 3.0 is what telephones and mail programs read, all of them. */
static void
begin_vcard(struct exchange *exchange)
{
	const char *word = px_option_value(exchange->run, &px_opt_vcard);

	exchange->version = PX_VCARD_3_0;
	for (int i = 0; word && px_vcard_versions[i]; i++)
		if (strcmp(px_vcard_versions[i], word) == 0)
			exchange->version = (enum px_vcard_version)i;
}

static void
row_of_vcard(struct exchange *exchange, const struct px_record *record)
{
	const char *home = record->type == &px_type_practitioner
				   ? px_record_text(&exchange->home, PX_ORGANIZATION_NAME)
				   : NULL;

	px_vcard_write(record, &exchange->run->world, exchange->version, home, &exchange->out);
}

static void
begin_fhir(struct exchange *exchange)
{
	px_fhir_begin(&exchange->fhir, &exchange->run->world, &exchange->out);
}

static void
remember_home(struct exchange *exchange)
{
	int64_t id = exchange->home.values[PX_F_ID].number;

	for (size_t i = exchange->home_count; i-- > 0;)
		if (exchange->homes[i] == id)
			return;
	PX_GROW(exchange->homes, exchange->home_count, exchange->home_capacity);
	exchange->homes[exchange->home_count++] = id;
}

static void
row_of_fhir(struct exchange *exchange, const struct px_record *record)
{
	if (record->type != &px_type_organization)
		remember_home(exchange);
	px_fhir_put(&exchange->fhir, record, &exchange->home);
}

/* The organizations referred to, each once, so that no reference leads out of the bundle. */
static int
end_fhir(struct exchange *exchange, struct px_err *err)
{
	for (size_t i = 0; i < exchange->home_count; i++) {
		struct px_record home;

		px_arena_reset(&exchange->arena);
		if (px_record_read(exchange->run->store, &px_type_organization, exchange->homes[i],
				   &exchange->arena, &home, err) != 1)
			return -1;
		px_fhir_put(&exchange->fhir, &home, NULL);
	}
	px_fhir_end(&exchange->fhir);
	return 0;
}

static const struct format formats[] = {
	{ &px_opt_vcard, begin_vcard, row_of_vcard, NULL },
	{ &px_opt_fhir, begin_fhir, row_of_fhir, end_fhir },
};

static void
flush(struct exchange *exchange)
{
	fwrite(exchange->out.data, 1, exchange->out.length, exchange->run->out);
	px_buf_clear(&exchange->out);
}

/* The organization of the record, read once for those that follow each other. */
static int
meet_home(struct exchange *exchange, const struct px_record *record, struct px_err *err)
{
	int64_t id = px_record_number(record, PX_F_ORGANIZATION, 0);

	if (record->type == &px_type_organization || !id ||
	    (exchange->home.values && exchange->home.values[PX_F_ID].number == id))
		return 0;
	px_arena_reset(&exchange->arena);
	return px_record_read(exchange->run->store, &px_type_organization, id, &exchange->arena,
			      &exchange->home, err) == 1
		       ? 0
		       : -1;
}

static int
put(struct exchange *exchange, const struct px_record *record, struct px_err *err)
{
	if (px_run_check(exchange->run, err) != 0 || meet_home(exchange, record, err) != 0)
		return -1;
	exchange->format->row(exchange, record);
	exchange->rows++;
	if (exchange->out.length >= BLOCK)
		flush(exchange);
	return ferror(exchange->run->out)
		       ? px_err_set(err, PX_SYSTEM, _("the output cannot be written"))
		       : 0;
}

static int
put_all(struct exchange *exchange, const struct px_query *query, struct px_err *err)
{
	struct px_cursor *cursor = px_query_open(exchange->run->store, query, err);
	struct px_record record;
	int more = cursor ? 1 : -1;

	if (cursor && exchange->format->begin)
		exchange->format->begin(exchange);
	while (more == 1 && (more = px_query_next(cursor, &record, err)) == 1)
		if (put(exchange, &record, err) != 0)
			more = -1;
	px_query_close(cursor);
	if (more == 0 && exchange->format->end)
		more = exchange->format->end(exchange, err);
	if (more == 0)
		flush(exchange);
	return more;
}

bool
px_exchange_asked(const struct px_run *run, const struct px_option *option)
{
	static const struct px_option *const named[] = { &px_opt_format, &px_opt_format_fhir };

	for (size_t i = 0; i < PX_COUNT(named); i++) {
		const char *word = px_option_value(run, named[i]);

		if (word && strcmp(word, option->name) == 0)
			return true;
	}
	return px_option_given(run, option);
}

int
px_exchange_alone(const struct px_run *run, const struct px_option *option, struct px_err *err)
{
	static const struct px_option *const others[] = { &px_opt_json, &px_opt_jsonl, &px_opt_csv,
							  &px_opt_ids, &px_opt_fields };

	for (size_t i = 0; i < PX_COUNT(others); i++)
		if (px_option_given(run, others[i]))
			return px_err_set(err, PX_USAGE, _("--%s and --%s exclude each other"),
					  option->name, others[i]->name);
	return 0;
}

/* The format asked, which goes with no other; *out is NULL when none is. */
static int
choose(const struct px_run *run, const struct format **out, struct px_err *err)
{
	*out = NULL;
	for (size_t i = 0; i < PX_COUNT(formats); i++) {
		if (!px_exchange_asked(run, formats[i].option))
			continue;
		if (*out)
			return px_err_set(err, PX_USAGE, _("--%s and --%s exclude each other"),
					  (*out)->option->name, formats[i].option->name);
		*out = &formats[i];
	}
	if (*out && px_exchange_alone(run, (*out)->option, err) != 0)
		return -1;
	if (*out && run->type != &px_type_practitioner && run->type != &px_type_organization &&
	    run->type != &px_type_location &&
	    !(run->type == &px_type_healthcare_service && (*out)->option == &px_opt_fhir))
		return px_err_set(err, PX_USAGE,
				  _("--%s: practitioners, organizations and sites only, not %s"),
				  (*out)->option->name, run->type->plural);
	return 0;
}

int
px_exchange_export(struct px_run *run, struct px_err *err)
{
	struct exchange exchange = { .run = run, .out = PX_BUF_INIT, .arena = PX_ARENA_INIT };
	struct px_filters filters = { 0 };
	struct px_query query;
	int result = -1;

	if (choose(run, &exchange.format, err) != 0)
		return -1;
	if (!exchange.format)
		return px_generic_export(run, err);
	if (px_run_query(run, run->type, 0, &query, &filters, err) == 0)
		result = put_all(&exchange, &query, err);
	if (result == 0 && exchange.rows == 0 && px_option_given(run, &px_opt_exit_code))
		run->status = px_codes[PX_NOT_FOUND].exit_status;
	px_filters_release(&filters);
	free(exchange.homes);
	px_buf_release(&exchange.out);
	px_arena_release(&exchange.arena);
	return result;
}
