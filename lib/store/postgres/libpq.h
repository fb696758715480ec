/*
 * What is called of libpq, PostgreSQL's own library.  It brings OpenSSL, Kerberos and LDAP along: the
 * first location that begins with postgresql:// opens it, and no program links to it.
 */
#ifndef PX_STORE_POSTGRES_LIBPQ_H
#define PX_STORE_POSTGRES_LIBPQ_H

#include <libpq-fe.h>

#include "base/err.h"

struct px_libpq {
	__typeof__(PQcancel) *cancel;
	__typeof__(PQclear) *clear;
	__typeof__(PQcmdTuples) *cmd_tuples;
	__typeof__(PQconnectdbParams) *connect;
	__typeof__(PQconnectionNeedsPassword) *needs_password;
	__typeof__(PQconsumeInput) *consume_input;
	__typeof__(PQcmdStatus) *cmd_status;
	__typeof__(PQenterPipelineMode) *enter_pipeline;
	__typeof__(PQerrorMessage) *error_message;
	__typeof__(PQexitPipelineMode) *exit_pipeline;
	__typeof__(PQfinish) *finish;
	__typeof__(PQfreeCancel) *free_cancel;
	__typeof__(PQfreemem) *free_memory;
	__typeof__(PQftype) *column_type;
	__typeof__(PQgetCancel) *get_cancel;
	__typeof__(PQgetCopyData) *get_copy_data;
	__typeof__(PQgetResult) *get_result;
	__typeof__(PQgetisnull) *is_null;
	__typeof__(PQgetvalue) *value;
	__typeof__(PQisBusy) *is_busy;
	__typeof__(PQnfields) *columns;
	__typeof__(PQntuples) *rows;
	__typeof__(PQpipelineSync) *pipeline_sync;
	__typeof__(PQputCopyData) *put_copy_data;
	__typeof__(PQputCopyEnd) *put_copy_end;
	__typeof__(PQreset) *reset;
	__typeof__(PQresultErrorField) *error_field;
	__typeof__(PQresultErrorMessage) *result_error;
	__typeof__(PQresultStatus) *result_status;
	__typeof__(PQsendPrepare) *send_prepare;
	__typeof__(PQsendQuery) *send_query;
	__typeof__(PQsendQueryParams) *send_params;
	__typeof__(PQsendQueryPrepared) *send_prepared;
	__typeof__(PQsetErrorVerbosity) *set_verbosity;
	__typeof__(PQsetNoticeProcessor) *set_notices;
	__typeof__(PQsocket) *socket;
	__typeof__(PQstatus) *status;
	__typeof__(PQtransactionStatus) *transaction;
};
extern struct px_libpq px_pq;

/* Open it, once a process: PX_SYSTEM names the package when it is not there. */
int px_libpq_load(struct px_err *err);

#endif
