#!/bin/bash
# The site of the demonstration, in a browser: built by plexus-site, served by its own preview, and looked
# at by the Nu HTML checker, axe-core, Lighthouse and a keyboard.  Prints what it counted; exits with 1
# when something is found, each with its page and rule.  Screenshots are kept in BUILD/site/shots.
#
#	tests/site/run.sh [short|folder FOLDER]
#
# short: no Lighthouse, and a phone in light alone.  folder: a folder of pages that is there already.
# What npm has is kept outside the tree, in PX_SITE_CACHE (else ~/.cache/plexus/site-tests).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
built=${PX_BUILD:-$top/build}
work=$built/site
cache=${PX_SITE_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/plexus/site-tests}
export PATH=$built/bin:$PATH
# Versions are said: a newer Lighthouse wants a newer Node than Debian's, and a rule that changes should
# change by a commit.
packages='vnu-jar@26 playwright-core@1 axe-core@4 lighthouse@12'

install_packages() {
	mkdir -p "$cache"
	[[ -f $cache/installed && $(<"$cache/installed") == "$packages" ]] && return
	# shellcheck disable=SC2086 # words
	npm install --silent --no-audit --no-fund --prefix "$cache" $packages >"$cache/npm.log" 2>&1 || {
		cat "$cache/npm.log" >&2
		echo 'site: npm cannot install what the checks need' >&2
		exit 1
	}
	echo "$packages" >"$cache/installed"
}

# The demonstration's records and texts, at the demonstration's hour.
build_site() {
	local name
	for name in $(compgen -e | grep '^PLEXUS_'); do unset "$name"; done
	rm -rf "${work:?}/home"
	mkdir -p "$work/home"
	export PLEXUS_DB=$work/home/plexus.db XDG_CONFIG_HOME=$work/home XDG_DATA_HOME=$work/home
	export PLEXUS_NOW=2026-01-05T08:00:00Z PLEXUS_SEED=plexus LANGUAGE=fr
	cd "$top"
	# shellcheck source=/dev/null
	. share/demo/import.sh >"$work/import.log" 2>&1
	plexus-slot open --who martin --start '2026-01-05 14:00' --every 15min --count 4 --audience public -q
	plexus-slot open --who aubry --start '2026-01-06 09:00' --every 20min --count 6 --audience public -q
	rm -rf "$work/public"
	plexus-site build --content share/demo/site --out "$work/public" || {
		echo 'site: it does not build' >&2
		exit 1
	}
	folder=$work/public
}

serve_site() {
	: >"$work/preview.log"
	plexus-site preview "$folder" >"$work/preview.log" 2>&1 &
	server=$!
	trap 'kill "$server" 2>/dev/null || :' EXIT
	local tries
	for ((tries = 0; tries < 50; tries++)); do
		address=$(grep -o 'http://127\.0\.0\.1:[0-9]*/' "$work/preview.log" | head -1) && return
		sleep 0.1
	done
	cat "$work/preview.log" >&2
	exit 1
}

failed=
tell() { # NAME COMMAND…: what a check printed, and that it failed
	local name=$1 began=$SECONDS
	shift
	if "$@"; then echo "site: $name: passed ($((SECONDS - began)) s)"; else
		echo "site: $name: FAILED ($((SECONDS - began)) s)"
		failed=yes
	fi
}

# What a policy allows is left to the browser, which holds pages to it: of files, the checker takes 'self'
# for nothing, and blocks of data (JSON-LD) for scripts.
check_html() {
	local jar=$cache/node_modules/vnu-jar/build/dist/vnu.jar pages
	mapfile -t pages < <(find "$folder" -name '*.html' | sort)
	java -Xmx512m -jar "$jar" --format gnu --also-check-css --filterpattern '.*Content Security Policy.*' \
		"${pages[@]}" "$folder"/*.css >"$work/vnu.log" 2>&1 || : # its status says errors alone; warnings are faults to us
	sed -i "/^\$/d; s|^.*${folder}/||" "$work/vnu.log"
	head -40 "$work/vnu.log"
	echo "html: ${#pages[@]} pages and the style sheet, $(grep -c . "$work/vnu.log" || :) findings"
	[[ ! -s $work/vnu.log ]]
}

check_ours() { plexus-site check "$folder" || { (($? == 2)) && echo 'check: not in this build'; }; }

mode=${1:-full}
"$top/share/deps.sh" site
install_packages
mkdir -p "$work/shots"
if [[ $mode == folder ]]; then folder=$(cd "$2" && pwd); else build_site; fi
serve_site
tell 'plexus-site check' check_ours
tell 'Nu HTML checker' check_html
tell 'browser' node "$here/browser.mjs" "$cache" "$folder" "$address" "$work/shots" "$mode"
[[ $mode == short ]] || tell 'Lighthouse' node "$here/lighthouse.mjs" "$cache" "$folder" "$address"
[[ ! $failed ]]
