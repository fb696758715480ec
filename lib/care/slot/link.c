/*
 * What reaches patients: contacts that are to be forgotten; links, what is signed of them, and what makes
 * them single.
 *
 * A link says which appointment, what may be done of it, until when, and how many links of that
 * appointment were used before it was made.  It is signed, and stands nowhere in the database.  Using it
 * adds a row to `redemption`: those made before are then links of an appointment as it was.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/i18n.h"
#include "base/seal.h"
#include "base/uid.h"
#include "care/slot/part.h"
#include "model/types.h"
#include "store/record.h"

enum { SECONDS_OF_MINUTE = 60, SECONDS_OF_DAY = 24 * 3600, UID_BYTES = 16, CONTACT_DAYS = 30 };

/* What is signed, in this order, numbers with their highest byte first. */
enum {
	AT_VERSION = 0,
	AT_ACTION = 1,
	AT_USED = 2,
	AT_EXPIRY = 4, /* minutes since 1970 */
	AT_UID = 8,
	LINK_BYTES = AT_UID + UID_BYTES,
};
enum { VERSION = 1 };

const char *const px_link_actions[] = { N_("any"), N_("cancel"), N_("move"), NULL };

static const char used_sql[] =
	"SELECT COUNT(*) FROM \"redemption\" WHERE \"organization\" = $1 AND \"appointment\" = $2";
static const char use_sql[] =
	"INSERT INTO \"redemption\" (\"organization\", \"appointment\", \"ordinal\", \"made\") "
	"VALUES ($1, $2, $3, $4)";

static const char unuse_sql[] =
	"DELETE FROM \"redemption\" WHERE \"organization\" = $1 AND \"appointment\" = $2 "
	"AND \"ordinal\" = $3 AND \"made\" = $4";

static void
put_number(unsigned char *bytes, size_t count, int64_t number)
{
	while (count-- > 0) {
		bytes[count] = (unsigned char)(number & 0xff);
		number >>= 8;
	}
}

static int64_t
get_number(const unsigned char *bytes, size_t count)
{
	int64_t number = 0;

	for (size_t i = 0; i < count; i++)
		number = number << 8 | bytes[i];
	return number;
}

/* 8-4-4-4-12 digits to bytes, and back. */
static void
put_uid(const char *uid, unsigned char bytes[UID_BYTES])
{
	char pair[3] = "";

	for (size_t i = 0; i < UID_BYTES; i++) {
		uid += *uid == '-';
		memcpy(pair, uid, 2);
		bytes[i] = (unsigned char)strtoul(pair, NULL, 16);
		uid += 2;
	}
}

static void
get_uid(const unsigned char bytes[UID_BYTES], char uid[PX_UID_SIZE])
{
	size_t length = 0;

	for (size_t i = 0; i < UID_BYTES; i++)
		length += (size_t)snprintf(uid + length, PX_UID_SIZE - length, "%s%02x",
					   i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "",
					   bytes[i]);
}

static int
count_used(const struct px_slot_at *at, int64_t appointment, int64_t *used, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, used_sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, at->organization);
	px_bind_number(stmt, 2, appointment);
	got = px_stmt_step(stmt, err);
	*used = got == 1 ? px_stmt_number(stmt, 0) : 0;
	px_stmt_done(stmt);
	return got < 0 ? -1 : 0;
}

static int
check_usable(const struct px_slot_at *at, const struct px_record *appointment, struct px_err *err)
{
	const char *status = px_record_text(appointment, PX_APPOINTMENT_STATUS);
	long long id = (long long)appointment->values[PX_F_ID].number;

	if (strcmp(status, "booked") != 0)
		return px_err_set(err, PX_CONFLICT, _("appointment %lld is over: %s"), id,
				  px_tr(status));
	if (px_record_instant(appointment, PX_APPOINTMENT_START, 0) <= at->world->now)
		return px_err_set(err, PX_CONFLICT,
				  _("appointment %lld has begun: its links are over"), id);
	return 0;
}

int
px_link_make(const struct px_slot_at *at, const struct px_record *appointment,
	     enum px_link_action action, struct px_buf *out, struct px_err *err)
{
	unsigned char link[LINK_BYTES];
	int64_t used;

	if (check_usable(at, appointment, err) != 0 ||
	    count_used(at, appointment->values[PX_F_ID].number, &used, err) != 0)
		return -1;
	link[AT_VERSION] = VERSION;
	link[AT_ACTION] = (unsigned char)action;
	put_number(link + AT_USED, AT_EXPIRY - AT_USED, used);
	put_number(link + AT_EXPIRY, AT_UID - AT_EXPIRY,
		   px_record_instant(appointment, PX_APPOINTMENT_START, 0) / SECONDS_OF_MINUTE);
	put_uid(px_record_text(appointment, PX_F_UID), link + AT_UID);
	return px_keyring_sign(at->world->keyring, link, sizeof(link), out, err);
}

static int
read_link(const struct px_slot_at *at, const char *token, unsigned char link[PX_SIGNED_MOST],
	  struct px_err *err)
{
	size_t length = 0;
	int good = px_keyring_check(at->world->keyring, token, link, &length, err);

	if (good < 0)
		return -1;
	if (good && length == LINK_BYTES && link[AT_VERSION] == VERSION &&
	    link[AT_ACTION] <= PX_LINK_MOVE)
		return 0;
	return px_err_set(err, PX_USAGE,
			  _("this is no link of this organization, or it was altered"));
}

static int
check_action(const unsigned char *link, bool moves, struct px_err *err)
{
	if (link[AT_ACTION] == PX_LINK_ANY || (link[AT_ACTION] == PX_LINK_MOVE) == moves)
		return 0;
	return px_err_set(err, PX_USAGE,
			  moves ? _("this link cancels an appointment, and moves none")
				: _("this link moves an appointment: say --to SLOT"));
}

static int
used_already(struct px_err *err)
{
	return px_err_set(err, PX_CONFLICT,
			  _("this link was used already, or another one of its appointment was"));
}

static int
write_use(const struct px_slot_at *at, const char *sql, int64_t appointment, int64_t ordinal,
	  int64_t made, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, at->organization);
	px_bind_number(stmt, 2, appointment);
	px_bind_number(stmt, 3, ordinal);
	px_bind_number(stmt, 4, made / SECONDS_OF_MINUTE);
	got = px_stmt_step(stmt, err);
	px_stmt_done(stmt);
	return got;
}

/* One row a use: of two who come together the database refuses one. */
static int
use(const struct px_slot_at *at, const unsigned char *link, int64_t appointment, struct px_err *err)
{
	int64_t ordinal = get_number(link + AT_USED, AT_EXPIRY - AT_USED), used;
	struct px_err why = PX_ERR_INIT;

	if (count_used(at, appointment, &used, err) != 0)
		return -1;
	if (used != ordinal)
		return used_already(err);
	if (write_use(at, use_sql, appointment, ordinal, at->world->now, &why) == 0)
		return 0;
	return why.code == PX_CONFLICT ? used_already(err) : px_err_copy(err, &why);
}

int
px_link_turn(const struct px_slot_at *at, int64_t appointment, int64_t made, bool used,
	     struct px_err *err)
{
	int64_t count;

	if (count_used(at, appointment, &count, err) != 0)
		return -1;
	return used ? write_use(at, use_sql, appointment, count, made, err)
		    : write_use(at, unuse_sql, appointment, count - 1, made, err);
}

/* Whom it was booked with, or what anybody is shown. */
static int
check_open(const struct px_slot_at *at, const struct px_record *appointment, int64_t slot,
	   struct px_err *err)
{
	struct px_record taken, schedule;

	if (px_slot_read(at, slot, &taken, &schedule, err))
		return -1;
	if ((px_value_equal(&taken.values[PX_SLOT_PRACTITIONER],
			    &appointment->values[PX_APPOINTMENT_PRACTITIONER]) &&
	     px_value_equal(&taken.values[PX_SLOT_SERVICE],
			    &appointment->values[PX_APPOINTMENT_SERVICE])) ||
	    strcmp(px_record_text(&taken, PX_SLOT_AUDIENCE), "public") == 0)
		return 0;
	return px_err_set(err, PX_CONFLICT,
			  _("slot %lld: a link moves to a slot of the same professional, or to one "
			    "that everyone is shown"),
			  (long long)slot);
}

int
px_link_use(const struct px_slot_at *at, const char *token, int64_t slot, const char *reason,
	    struct px_record *before, struct px_record *after, struct px_err *err)
{
	unsigned char link[PX_SIGNED_MOST];
	char uid[PX_UID_SIZE];
	int64_t id;

	if (read_link(at, token, link, err) != 0 || check_action(link, slot != 0, err) != 0)
		return -1;
	get_uid(link + AT_UID, uid);
	if (px_record_name(at->store, &px_type_appointment, at->organization, uid, &id, err) != 0 ||
	    px_record_read(at->store, &px_type_appointment, id, at->arena, before, err) != 1 ||
	    use(at, link, id, err) != 0 || check_usable(at, before, err) != 0)
		return -1;
	if (get_number(link + AT_EXPIRY, AT_UID - AT_EXPIRY) * SECONDS_OF_MINUTE <= at->world->now)
		return px_err_set(err, PX_CONFLICT, _("this link is over"));
	if (!slot)
		return px_slot_cancel(at, before, "patient", reason, after, err);
	return check_open(at, before, slot, err) != 0 ||
			       px_slot_move(at, before, slot, "patient", after, err) != 0
		       ? -1
		       : 0;
}

int64_t
px_contact_days(const struct px_record *organization)
{
	return px_record_number(organization, PX_ORGANIZATION_CONTACT_DAYS, CONTACT_DAYS);
}

static const char overdue_sql[] =
	"SELECT \"id\" FROM \"appointment\" WHERE \"organization\" = $1 "
	"AND \"contact\" IS NOT NULL AND (\"start\" < $2 OR \"ended\" < $2)";

static int
compare_ids(const void *a, const void *b)
{
	const int64_t *one = a, *other = b;

	return (*one > *other) - (*one < *other);
}

int
px_contacts_overdue(const struct px_slot_at *at, int64_t days, int64_t **ids, size_t *count,
		    struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, overdue_sql, err);
	char before[PX_INSTANT_SIZE];
	size_t capacity = 0;
	int got;

	*ids = NULL;
	*count = 0;
	if (!stmt)
		return -1;
	px_instant_format(at->world->now - days * SECONDS_OF_DAY, before);
	px_bind_number(stmt, 1, at->organization);
	px_bind_text(stmt, 2, before);
	while ((got = px_stmt_step(stmt, err)) == 1) {
		PX_GROW(*ids, *count, capacity);
		(*ids)[(*count)++] = px_stmt_number(stmt, 0);
	}
	px_stmt_done(stmt);
	/* Not by the query: an order would make the engine read all, and not what has a contact. */
	if (*count)
		qsort(*ids, *count, sizeof(**ids), compare_ids);
	return got;
}
