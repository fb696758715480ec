#!/usr/bin/env bash
# What a machine lacks is named with its use; without root the one command to run is printed.
. "$(dirname "$0")/../lib.sh"

deps=$top/share/deps.sh
run "$deps" --check build check
is "$code $out$err" '0 ' 'nothing is missing where the tests run'

# A compiler that finds no header, an apt-get that tells, a user who is not root.
mkdir bin
printf '#!/bin/sh\nexit 1\n' >bin/nocc
printf '#!/bin/sh\necho "apt-get $*"\n' >bin/apt-get
printf '#!/bin/sh\necho "${USER_ID:-1000}"\n' >bin/id
chmod +x bin/*
export PATH=$PWD/bin:$PATH CC=nocc

run "$deps" build
status 1 'without root it fails'
like "$err" 'libsqlite3-dev \(the database\)' 'names what is missing and its use'
is "$out" 'sudo apt-get install -y --no-install-recommends libc6-dev libsqlite3-dev libjansson-dev libcsv-dev libpcre2-dev libsodium-dev nettle-dev libxxhash-dev libutf8proc-dev libarchive-dev libyaml-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libgd-dev libmicrohttpd-dev libgumbo-dev zlib1g-dev' \
	'prints the one command to run'
run "$deps" --check build
status 1 'a check fails too'
like "$err" 'make deps' 'and names make deps'
USER_ID=0 run "$deps" build
status 0 'root installs'
like "$out" 'apt-get update.*apt-get install -y --no-install-recommends libc6-dev libsqlite3-dev' 'what is missing, after an update'
run "$deps" check
is "$code $out$err" '0 ' 'a group without headers is whole'
done_testing
