#!/bin/bash
# plexus-site check: a good site has no fault; one thing spoiled in it is caught by the rule that is for
# it, by no other, on its page and line.  Every rule has such a line.
. "$(dirname "$0")/../lib.sh"
cases=$top/tests/cases/site tried=
at 2025-11-21T10:00:00Z

run plexus-site check "$cases/ok" -q
status 0 'a good site is good'
is "$out$err" '' 'and nothing is said of it'
run plexus-site check "$cases/ok"
like "$err" '6 pages, 0 faults, 0 warnings' 'but how much was read'

# What was found, as "rule file line", each once; words between rules are the same in every line.
found() { json '.[] | [.rule, .file, .line // "-"] | @tsv'; }

while IFS=$'\t' read -r rule f line spoil; do
	[[ $rule && $rule != \#* ]] || continue
	rm -rf "$tmp/site" && cp -r "$cases/ok" "$tmp/site" && chmod -R u+w "$tmp/site"
	without=
	cd "$tmp/site" && eval "$spoil"
	cd "$tmp" || exit 1
	# shellcheck disable=SC2086 # an option and its word
	run plexus-site check "$tmp/site" --json $without
	got=$(found)
	[[ $(cut -f1 <<<"$got" | sort -u) == "$rule" ]] && grep -qxF "$rule"$'\t'"$f"$'\t'"$line" <<<"$got"
	report $((!$?)) "$rule: ${spoil:0:60}" "wants: $rule $f $line" "$got" "$err"
	gravity=$(json '.[0].gravity')
	[[ $code == 5 || $gravity == warning ]] || report 0 "$rule: exits with 5" "$code"
	tried+=" $rule"
done <"$cases/mutations.tsv"

run plexus-site check --rules --json
while read -r rule; do
	[[ " $tried " == *" $rule "* ]]
	report $((!$?)) "$rule has a site that is spoiled for it"
done < <(json '.[].rule')
is "$(json '[.[] | select(.source == "")] | length')" 0 'each rule says where it comes from'

# The manual lists the rules of the table, in both languages.
manual() { # LANGUAGE FILE WARNING
	run env LANGUAGE="$1" plexus-site check --rules --json
	is "$(sed -n '/^\.Sh R/,/^\.Sh LIMIT/p' "$2" | grep -vE '^\.(Sh|Ss|Bl|El)')" "$(json --arg warning "$3" \
		'.[] | ".It Cm \(.rule)", "\(.title).", (select(.gravity == "warning") | $warning), ".Pq \(.source)"')" \
		"plexus-sites(7) lists the rules ($1)"
}
manual en "$top/share/man/plexus-sites.7" Warning.
manual fr "$top/share/man/fr/plexus-sites.7" Avertissement.

# The report.
rm -rf "$tmp/site" && cp -r "$cases/ok" "$tmp/site" && chmod -R u+w "$tmp/site"
sed -i 's/<h1>/<h1 align="center">/' "$tmp/site/mentions.html"
run plexus-site check "$tmp/site"
status 5 'a fault is exit 5'
is "${out%% presentation*}" "$tmp/site/mentions.html:26:" 'said as compilers do, for editors to go there'
run plexus-site check "$tmp/site" --jsonl
is "$(json .source)" 'WCAG 2.2 1.3.1, RGAA 4.1 10.1' 'with its source'
run plexus-site check "$tmp/site" --csv
like "$out" $'^file,line,' 'as CSV'
run plexus-site check "$tmp/site" --without presentation
status 0 'a rule can be left out'
run plexus-site check "$tmp/site" --without presentatoin
status 2 'one that there is not'
like "$err" 'presentation' 'is named'
run plexus-site check "$tmp/site" --rules --json
is "$(json '.[] | select(.rule == "presentation") | "\(.passed)/\(.tried)"')" 5/6 'each rule says on how many pages it was tried and holds'
echo 'h1 { color: #888; background: #808080 }' >>"$tmp/site/style.css"
run plexus-site check "$tmp/site" --without presentation
like "$out" '404.html:26: contrast-text: <h1>: #888888 on #808080: the contrast is 1.11, and must be 3.0; .*, in dark mode' 'by day and by night, with both colours'
run plexus-site check "$tmp/absent"
status 3 'a folder that is not there'
mkdir "$tmp/empty"
run plexus-site check "$tmp/empty"
status 5 'a folder without a page'
run plexus-site check
status 2 'no folder'
run env LANGUAGE=fr plexus-site check "$tmp/site"
like "$out" "ne sert qu'à l'apparence" 'in French'

done_testing
