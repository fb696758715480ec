#!/bin/bash
# Includes go down the house, never up, never sideways; each third party has one door.
git ls-files -co --exclude-standard 'lib/*.[ch]' 'cmd/*.[ch]' | xargs grep -nE '^#include' | awk -F: '
BEGIN {
	split("base model store io care cli web cmd", name, " ")
	split("1 2 3 3 4 5 5 6", height, " ")
	for (i in name) floor[name[i]] = height[i]
	# header, then the files (without .c or .h) that may include it
	door["sqlite3.h"] = "^lib/store/(sqlite[^/]*|sqlite/.*)$"
	door["libpq-fe.h"] = "^lib/store/postgres/.*$"
	door["jansson.h"] = "^lib/io/json_in[^/]*$"
	door["archive.h"] = door["archive_entry.h"] = "^lib/io/archive$"
	door["csv.h"] = "^lib/io/csv_in[^/]*$"
	door["pcre2.h"] = "^lib/base/pattern[^/]*$"
	door["nettle/sha2.h"] = "^lib/base/hash$"
	door["sodium.h"] = "^lib/base/(hash|uid|seal)[^/]*$"
	door["xxhash.h"] = "^lib/base/hash$"
	door["utf8proc.h"] = "^lib/base/text[^/]*$"
	door["yaml.h"] = "^lib/web/front$"
	door["cmark-gfm.h"] = door["cmark-gfm-extension_api.h"] = "^lib/web/(markdown|markdown/.*)$"
	door["cmark-gfm-core-extensions.h"] = "^lib/web/(markdown|markdown/.*)$"
	door["gd.h"] = "^lib/web/image$"
	door["microhttpd.h"] = "^lib/web/serve$"
	door["gumbo.h"] = "^lib/web/dom$"
	door["zlib.h"] = "^lib/io/gzip$"
	door["libintl.h"] = "^lib/base/i18n[^/]*$"
}
{
	file = $1; place = $1 ":" $2; text = $0
	sub(/^[^#]*/, "", text)
	split(file, part, "/")
	here = part[1] == "cmd" ? "cmd" : part[2]
	if (match(text, /"[^"]*"/)) {
		header = substr(text, RSTART + 1, RLENGTH - 2)
		there = header; sub(/\/.*/, "", there)
		if (!(there in floor) && header ~ /\//) complain("no floor named " there)
		else if (header !~ /\//) complain("write \"" header "\" with its folder")
		else if (there != here && floor[there] >= floor[here]) complain(here " may not include " there)
	} else if (match(text, /<[^>]*>/)) {
		header = substr(text, RSTART + 1, RLENGTH - 2)
		stem = file; sub(/\.[ch]$/, "", stem)
		if (header in door && stem !~ door[header]) complain("<" header "> is the business of " door[header])
	}
	count++
}
function complain(what) { print place ": " what > "/dev/stderr"; failed = 1 }
END { if (failed) exit 1; print "floors: " count " includes go down" }'
