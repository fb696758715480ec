#!/usr/bin/env bash
# PostgreSQL's library is opened by who needs it alone; one that is missing or too old is named.
. "$(dirname "$0")/../lib.sh"

mkdir lib
export LD_LIBRARY_PATH=$PWD/lib
echo nothing >lib/libpq.so.5
run plexus-task --db postgresql:///x?host=/nowhere list
status 6 'without the library'
like "$err" 'install the package libpq5' 'its package is named'
run plexus-task --db "$tmp/file.db" list
status 3 'a file does not need it'
cp "$(ldconfig -p | sed -n 's/.*libz\.so\.1 .*=> //p' | head -1)" lib/libpq.so.5
run plexus-task --db postgresql:///x?host=/nowhere list
status 6 'another library under its name'
like "$err" 'too old' 'is told apart'
done_testing
