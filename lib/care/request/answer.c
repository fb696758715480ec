/* Yes, no, withdrawn. */
#include <string.h>

#include "base/i18n.h"
#include "care/request/part.h"
#include "store/record.h"

static const char ask_sql[] = "SELECT \"id\" FROM \"ask\" WHERE \"organization\" = $1 "
			      "AND \"request\" = $2 AND \"practitioner\" = $3";

static int
check_asking(const struct px_record *request, struct px_err *err)
{
	const char *status = px_record_text(request, PX_REQUEST_STATUS);
	long long id = (long long)request->values[PX_F_ID].number;

	if (strcmp(status, "asking") == 0)
		return 0;
	if (strcmp(status, "accepted") == 0)
		return px_err_set(err, PX_CONFLICT, _("request %lld is taken"), id);
	return px_err_set(err, PX_CONFLICT, _("request %lld is over: %s"), id, px_tr(status));
}

int
px_request_ask(const struct px_slot_at *at, const struct px_record *request, int64_t who,
	       int64_t *ask, struct px_err *err)
{
	struct px_stmt *stmt = px_store_prepare(at->store, ask_sql, err);
	int got;

	if (!stmt)
		return -1;
	px_bind_number(stmt, 1, at->organization);
	px_bind_number(stmt, 2, request->values[PX_F_ID].number);
	px_bind_number(stmt, 3, who);
	got = px_stmt_step(stmt, err);
	if (got == 1)
		*ask = px_stmt_number(stmt, 0);
	px_stmt_done(stmt);
	return got;
}

static int
read_ask(const struct px_slot_at *at, const struct px_record *request, int64_t who,
	 struct px_record *out, struct px_err *err)
{
	int64_t id;
	int got = px_request_ask(at, request, who, &id, err);

	if (got == 0)
		return px_err_set(err, PX_CONFLICT, _("request %lld: they were not asked"),
				  (long long)request->values[PX_F_ID].number);
	return got == 1 && px_record_read(at->store, &px_type_ask, id, at->arena, out, err) == 1
		       ? 0
		       : -1;
}

static int
put_answer(const struct px_slot_at *at, const struct px_record *ask, bool yes, struct px_err *err)
{
	struct px_record after = px_record_copy(at->arena, ask);

	after.values[PX_ASK_ANSWER] = px_value_of_text(yes ? "yes" : "no");
	after.values[PX_ASK_ANSWERED] = px_request_instant(at, at->world->now);
	if (yes)
		after.values[PX_ASK_WON] = px_value_of_number(1);
	return px_record_update(at->store, ask, &after, at->arena, err) < 0 ? -1 : 0;
}

static int
accept(const struct px_slot_at *at, const struct px_record *request, int64_t who,
       struct px_record *after, struct px_err *err)
{
	*after = px_record_copy(at->arena, request);
	px_request_end(at, after, "accepted");
	after->values[PX_REQUEST_ACCEPTED_BY] = px_value_of_number(who);
	if (px_record_update(at->store, request, after, at->arena, err) < 0)
		return -1;
	return px_request_tell(at, request, request->values[PX_REQUEST_BY].number, "accepted",
			       err) ||
			       px_request_tell_asked(at, request, who, "taken", err)
		       ? -1
		       : 0;
}

static int
refuse(const struct px_slot_at *at, const struct px_record *request, struct px_record *after,
       struct px_err *err)
{
	struct px_request_counts counts = { 0 };
	int awaited = px_request_awaited(at, request, err);

	if (awaited == 0)
		return px_request_up(at, request, after, &counts, err);
	*after = px_record_copy(at->arena, request);
	return awaited < 0 ? -1 : 0;
}

int
px_request_answer(const struct px_slot_at *at, const struct px_record *request,
		  int64_t practitioner, bool yes, struct px_record *after, struct px_err *err)
{
	struct px_record ask;

	if (check_asking(request, err) || read_ask(at, request, practitioner, &ask, err))
		return -1;
	/* Whoever said no may still say yes. */
	if (!yes && px_record_text(&ask, PX_ASK_ANSWER))
		return px_err_set(err, PX_CONFLICT, _("request %lld: they said no already"),
				  (long long)request->values[PX_F_ID].number);
	if (put_answer(at, &ask, yes, err))
		return -1;
	return yes ? accept(at, request, practitioner, after, err)
		   : refuse(at, request, after, err);
}

int
px_request_withdraw(const struct px_slot_at *at, const struct px_record *request,
		    struct px_record *after, struct px_err *err)
{
	if (check_asking(request, err))
		return -1;
	*after = px_record_copy(at->arena, request);
	px_request_end(at, after, "withdrawn");
	if (px_record_update(at->store, request, after, at->arena, err) < 0)
		return -1;
	return px_request_tell_asked(at, request, 0, "withdrawn", err);
}
