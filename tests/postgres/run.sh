#!/usr/bin/env bash
# Tests on a private PostgreSQL, started for them and stopped at their end: run.sh TEST…
# Each makes databases of its own there (tests/lib.sh, tests/unit/store_base.h).
cd "$(dirname "$0")/../.." || exit 1
. tests/postgres/cluster.sh

# Nothing is to last: what would make it do so is off.
PX_TEST_POSTGRES=$(cluster_start '' synchronous_commit=off autovacuum=off jit=off wal_level=minimal \
	max_wal_senders=0 checkpoint_timeout=1h max_wal_size=8GB) || exit 1
export PX_TEST_POSTGRES
trap 'cluster_stop "$PX_TEST_POSTGRES"' EXIT
trap 'exit 130' INT TERM

prove -j"${JOBS:-$(nproc)}" "$@"
