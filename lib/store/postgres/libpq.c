#include "store/postgres/libpq.h"

#include "base/i18n.h"
#include "base/mem.h"
#include "base/plug.h"

struct px_libpq px_pq;

static const struct px_plug functions[] = {
	{ "PQcancel", &px_pq.cancel },
	{ "PQclear", &px_pq.clear },
	{ "PQcmdTuples", &px_pq.cmd_tuples },
	{ "PQconnectdbParams", &px_pq.connect },
	{ "PQconnectionNeedsPassword", &px_pq.needs_password },
	{ "PQconsumeInput", &px_pq.consume_input },
	{ "PQcmdStatus", &px_pq.cmd_status },
	{ "PQenterPipelineMode", &px_pq.enter_pipeline },
	{ "PQerrorMessage", &px_pq.error_message },
	{ "PQexitPipelineMode", &px_pq.exit_pipeline },
	{ "PQfinish", &px_pq.finish },
	{ "PQfreeCancel", &px_pq.free_cancel },
	{ "PQfreemem", &px_pq.free_memory },
	{ "PQftype", &px_pq.column_type },
	{ "PQgetCancel", &px_pq.get_cancel },
	{ "PQgetCopyData", &px_pq.get_copy_data },
	{ "PQgetResult", &px_pq.get_result },
	{ "PQgetisnull", &px_pq.is_null },
	{ "PQgetvalue", &px_pq.value },
	{ "PQisBusy", &px_pq.is_busy },
	{ "PQnfields", &px_pq.columns },
	{ "PQntuples", &px_pq.rows },
	{ "PQpipelineSync", &px_pq.pipeline_sync },
	{ "PQputCopyData", &px_pq.put_copy_data },
	{ "PQputCopyEnd", &px_pq.put_copy_end },
	{ "PQreset", &px_pq.reset },
	{ "PQresultErrorField", &px_pq.error_field },
	{ "PQresultErrorMessage", &px_pq.result_error },
	{ "PQresultStatus", &px_pq.result_status },
	{ "PQsendPrepare", &px_pq.send_prepare },
	{ "PQsendQuery", &px_pq.send_query },
	{ "PQsendQueryParams", &px_pq.send_params },
	{ "PQsendQueryPrepared", &px_pq.send_prepared },
	{ "PQsetErrorVerbosity", &px_pq.set_verbosity },
	{ "PQsetNoticeProcessor", &px_pq.set_notices },
	{ "PQsocket", &px_pq.socket },
	{ "PQstatus", &px_pq.status },
	{ "PQtransactionStatus", &px_pq.transaction },
};

int
px_libpq_load(struct px_err *err)
{
	if (px_pq.connect)
		return 0;
	switch (px_plug("libpq.so.5", functions, PX_COUNT(functions))) {
	case PX_PLUGGED:
		return 0;
	case PX_PLUG_ABSENT:
		return px_err_set(err, PX_SYSTEM,
				  _("PostgreSQL's client library is not on this machine: install "
				    "the package libpq5"));
	case PX_PLUG_OTHER:
		break;
	}
	return px_err_set(err, PX_SYSTEM,
			  _("PostgreSQL's client library is too old: install the package libpq5 of "
			    "version 14 or later"));
}
