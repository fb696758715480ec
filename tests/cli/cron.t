#!/usr/bin/env bash
# The crontab lines of share/cron, run as cron does: no HOME, no terminal, no locale.
. "$(dirname "$0")/../lib.sh"

cron=$top/share/cron/plexus.cron
new_team
plexus key init -q 2>/dev/null
key=$HOME/.config/plexus/keys/$(plexus-directory show --type organization 1 --json | jq -r .uid).key
run plexus-report set 2025 patients=9240 coordination=yes
status 0 'facts are set'

# cron makes a newline of `%` and `%` of `\%`; five fields stand before the command.
mapfile -t commands < <(grep -E '^[0-9*]' "$cron" | cut -d' ' -f6- | sed 's/\\%/%/g')
is "${#commands[@]}" 5 'five commands'
report="${commands[3]}"
like "$report" '^plexus-report aci .*/var/lib/plexus/' 'the monthly report'
folder=$tmp/var
mkdir "$folder"
for command in "${commands[@]}"; do
	run env -i PATH="$PATH" PLEXUS_DB="$PLEXUS_DB" PLEXUS_KEY="$key" setsid /bin/sh -c "${command//\/var\/lib\/plexus/$folder}"
	status 0 "runs without HOME, terminal or locale: $command"
	unlike "$err" 'error|cannot' 'nothing goes wrong'
done
page=$folder/aci-$(date +%Y-%m).html
is "$(jq .plexus_anchor "$folder/anchors.jsonl")" 1 'the anchor is one'
rm "$folder/anchors.jsonl"
ok 'the page is there' test -s "$page"
like "$(cat "$page")" '<html lang="fr"' 'and is French'
is "$(find "$folder" -type f | wc -l)" 1 'and nothing else is left'

# A second run replaces the page; a failure leaves it as it was.
before=$(cat "$page")
run env -i PATH="$PATH" PLEXUS_DB="$(database none)" setsid /bin/sh -c "${report//\/var\/lib\/plexus/$folder}"
isnt "$code" 0 'no database: it fails'
like "$err" 'init' 'and says why'
is "$(cat "$page")" "$before" 'the page of before is whole'
done_testing
