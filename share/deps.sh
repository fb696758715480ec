#!/bin/sh
# What the toolkit needs of the machine: `share/deps.sh GROUP…` installs what is missing with
# apt-get when run by root, and otherwise prints the one command to run and fails.
# With --check in front, it only says what is missing.  Groups: build, check, site, lint, fuzz, bench.
set -eu

# group, package, what shows that it is there (commands, or headers that the compiler finds; any
# one of them is enough), what it is for
table='
build  gcc             cc                     the C compiler
build  libc6-dev       stdio.h                headers of the C library
build  pkg-config      pkg-config             how to compile and link with each library
build  libsqlite3-dev  sqlite3.h              the database
build  libjansson-dev  jansson.h              reading JSON
build  libcsv-dev      csv.h                  reading CSV
build  libpcre2-dev    pcre2.h                regular expressions in filters
build  libsodium-dev   sodium.h               random numbers, encryption, signatures
build  nettle-dev      nettle/sha2.h          hashes
build  libxxhash-dev   xxhash.h               quick digests of lines and texts
build  libutf8proc-dev utf8proc.h             case and accents of names
build  libarchive-dev  archive.h              registers inside their zip
build  libyaml-dev     yaml.h                 settings of pages of a site
build  libcmark-gfm-dev cmark-gfm.h           Markdown
build  libcmark-gfm-extensions-dev cmark-gfm-core-extensions.h  its tables and lists of tasks
build  libgd-dev       gd.h                   images of a site
build  libmicrohttpd-dev microhttpd.h         looking at a site before it is published
build  libgumbo-dev    gumbo.h                pages of a site, to check them
build  zlib1g-dev      zlib.h                 what a page weighs on its way
build  libpq-dev       libpq-fe.h,/usr/include/postgresql/libpq-fe.h  databases of PostgreSQL (where plexus only runs: libpq5)
build  gettext         msgfmt                 messages in French
build  tzdata          /usr/share/zoneinfo/Europe/Paris  local time
check  khal            khal                   follows the meetings that we write as iCalendar
check  calcurse        calcurse               reads them too
check  libreoffice-calc-nogui soffice         saves again what we wrote for spreadsheets (330 MB)
check  perl            prove                  runs the tests
check  curl            curl                   asks pages of plexus-site preview
check  rsync           rsync                  takes a site to another machine
check  zip             zip                    makes archives of registers, in the tests
check  jq              jq                     reads JSON in the tests
check  openssl         openssl                checks the signatures of anchors, in the tests
check  sqlite3         sqlite3                looks into the database from outside, in the tests
check  libxml2-utils   xmllint                checks that drawings in pages are XML
check  mandoc          mandoc                 checks the manuals
check  zsh             zsh                    completes commands, in the tests
check  fish            fish                   completes them too
check  bsdextrautils   col                    plain text of manuals, in the tests
check  postgresql      postgres,/usr/lib/postgresql/*/bin/initdb  prepares every SQL text a second time
site   chromium        chromium               shows the pages, to axe-core and Lighthouse
site   fonts-roboto    /usr/share/fonts/truetype/roboto  the letters of most telephones, in the pictures
site   default-jre-headless java              starts the Nu HTML checker
site   nodejs          node                   runs the checks of pages
site   npm             npm                    installs vnu-jar, playwright-core, axe-core, lighthouse
lint   shellcheck      shellcheck             checks shell scripts
lint   mandoc          mandoc                 checks the manuals
lint   clang-format-14 clang-format-14        checks the layout of C
lint   cppcheck        cppcheck               checks C for faults
fuzz   clang-14        clang-14               compiles the fuzzers
fuzz   libclang-rt-14-dev  /usr/lib/llvm-14/lib/clang/14.*/lib/linux/libclang_rt.fuzzer-*.a  the fuzzer and the sanitizers
bench  hyperfine       hyperfine              measures whole commands
bench  jq              jq                     reads the measures; a peer
bench  sqlite3         sqlite3                fills databases; the peer of most measures
bench  perl            perl                   makes data, and runs many writers
bench  time            /usr/bin/time          measures memory
bench  taskwarrior     task                   a peer
bench  miller          mlr                    a peer
bench  hugo            hugo                   a peer, which makes sites
bench  nodejs          node                   starts DuckDB, a peer that npm has
bench  npm             npm                    installs DuckDB
'

has() {
	case $1 in
	/*) test -e "$1" ;;
	*.h) echo "#include <$1>" | "${CC:-cc}" -DPCRE2_CODE_UNIT_WIDTH=8 -E - >/dev/null 2>&1 ;;
	*) command -v "$1" >/dev/null ;;
	esac
}

present() { # PROBE,PROBE…
	for probe in $(echo "$1" | tr ',' ' '); do
		has "$probe" && return 0
	done
	return 1
}

check=
if [ "${1-}" = --check ]; then
	check=yes
	shift
fi

missing=$(echo "$table" | while read -r group package probes purpose; do
	case " $* " in *" ${group:-none} "*) ;; *) continue ;; esac
	present "$probes" && continue
	echo "missing: $package ($purpose)" >&2
	printf ' %s' "$package"
done)
[ "$missing" ] || exit 0

install="apt-get install -y --no-install-recommends$missing"
if [ "$check" ]; then
	echo "\`make deps\` installs them, or run: $install" >&2
	exit 1
elif ! command -v apt-get >/dev/null; then
	echo "install what is missing (names are Debian's):$missing" >&2
	exit 1
elif [ "$(id -u)" -ne 0 ]; then
	echo "sudo $install"
	exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
# shellcheck disable=SC2086 # words of a command
$install -q -o DPkg::Lock::Timeout=300
