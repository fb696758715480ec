#!/usr/bin/env bash
# What is exported comes back: every type, every format, values that spreadsheets and parsers spoil.
. "$(dirname "$0")/../lib.sh"

new_team
add() { run "$@"; ((code == 0)) || { note "$*: $err"; failed=1; }; }
nasty=$'Premier "point"; à voir, puis\r\n=2+2\n\n\t- tiret\n@chez \'moi\'\\'
at 2025-03-14T09:12:37Z
add plexus-directory add "D'Été-Œuvre" --given 'Ana, Lú' --rpps 10000000009 --profession 60 --phone 0612345678 --email 'x+y@example.org' \
	--skills 'a\,b,c "d",=1+1,é;è' --specialty '=SUM(A1)' --joined 2024-02-29 --associate yes
add plexus-directory add Martin --given '-Paul' --specialty "'=x" --profession 10 --left 2025-01-01
add plexus-directory add Seul
add plexus-directory add '+33 rue "du" Bac; Vitré' --type organization --kind other --address '-1, rue\des|Bancs' --lat 48.1173 --lon -1.6778 --siret 35600000000048
add plexus-directory add "='Site'" --type location --address '@home' --hours 'lun.-ven. 8h-19h; sam. 9h-12h' --phone +33299000000 --lat -21.1151 --lon 55.5364
add plexus-project add 'BPCO, asthme; "souffle"' --objective "$nasty" --budget-cents 1200 --members d-ete-oeuvre,martin --lead seul --start 2025-01-01 --indicator A1-SP
add plexus-project add '12' --budget-cents 123456789 --status idea
add plexus-project add --theme '12,50' -- '-12,5'
at 2025-10-26T00:30:11Z # two o'clock and a half, local, for the first time
add plexus-meeting add 'RCP' --start 2025-10-26T01:30:00Z --kind concertation --minutes 90 --files 12 --project bpco-asthme-souffle --notes "$nasty" --invite d-ete-oeuvre,martin
add plexus-meeting add '#N/A' --start 2025-10-26T00:30:00Z
add plexus-meeting add '1/2' --start 2025-03-30T01:00:00Z --place '=HYPERLINK("http://x")'
add plexus-meeting import - --type rate <<<$'profession,from,hourly_cents,nature\n60,2025-01-01,4500,indemnity\n10,2025-01-01,7512,remuneration'
add plexus-meeting attend 1 d-ete-oeuvre:45 martin
add plexus-meeting hold 1
add plexus-task add $'Tâche "à" faire; vite, l\'été' --assignees martin,d-ete-oeuvre --due 2025-12-31 --notes "$nasty" --project 1 --meeting 1 --minutes 15 --priority high
add plexus-task add "'+1" --depends 1
add plexus-task add '+33612345678' --wait 2026-01-01
add plexus-task add '="0123"'
add plexus-task add '007'
add plexus-task add '🩺 émoji 日本 ‏עברית'
at 2025-10-26T01:30:59Z
add plexus-task 'done' 2
add plexus-task add vrai
add plexus-task add '26/10/2025'
add plexus-task add "''quoted'"
plexus-report set 2025 patients=4000 contract_start=2024-07-01 users_level=2 daily_hours=12.5 public_health_missions=vaccination,elderly -q || failed=1
echo preuve >"=preuve, 'une'.pdf"
add plexus-report evidence 2025 A1-SP "=preuve, 'une'.pdf"

programs='organization:directory location:directory practitioner:directory project:project meeting:meeting task:task attendance:meeting rate:meeting exercise:report fact:report evidence:report'
has_types() { [[ $(plexus-"$1" import --help 2>&1) == *--type* ]]; }
of() { # PROGRAM TYPE VERB [OPTION…]
	local program=$1 type=$2
	shift 2
	if has_types "$program"; then plexus-"$program" "$@" --type "$type"; else plexus-"$program" "$@"; fi
}
content() { for pair in $programs; do of "${pair#*:}" "${pair%:*}" export; done; }
before=$(content)
lines=$(plexus log --jsonl | wc -l)
at 2025-11-02T08:00:00Z
for pair in $programs; do
	type=${pair%:*} program=${pair#*:}
	rows=$(of "$program" "$type" count --json | jq '.[0].count')
	((rows)) || report 0 "$type has rows"
	for how in --csv=excel-fr --csv --json --jsonl; do
		of "$program" "$type" list $how >file
		run of "$program" "$type" import file --json
		is "$code $(json -c '[.read,.unchanged,.rejected]')$err" "0 [$rows,$rows,0]" "$type: list $how read again changes nothing"
	done
	of "$program" "$type" export >file
	run of "$program" "$type" import - --json <file
	is "$code $(json -c '[.read,.unchanged,.rejected]')$err" "0 [$rows,$rows,0]" "$type: export read again changes nothing"
	for encoding in utf-16 windows-1252; do
		of "$program" "$type" list --csv=excel-fr "id!=$(plexus-task list title~émoji --ids)" | tail -c +4 | iconv -t $encoding -c >file
		[[ $type == task ]] || of "$program" "$type" list --csv=excel-fr | tail -c +4 | iconv -t $encoding >file
		run of "$program" "$type" import file --json
		is "$code $(json -c '.read==.unchanged')$err" '0 true' "$type: neither in $encoding"
	done
	of "$program" "$type" list --csv=excel-fr | sed '1!{s/;\([^;]*\)$/;\1/}' | tr -d '\r' >file # as another system would save it
	run of "$program" "$type" import file --json
	is "$code $(json -c '.read==.unchanged')$err" '0 true' "$type: nor without the \\r"
done
is "$(content)" "$before" 'and the database is the same'
is "$(plexus log --jsonl | wc -l)" "$lines" 'to the journal'

# What spreadsheets see.
run plexus-task list --csv=excel-fr --fields id,title,due,completed
like "$out" $'^\xef\xbb\xbfid;title;due;completed\r' 'a mark, field names, semicolons, CRLF'
like "$out" "'=\"\"0123\"\"" 'a formula is guarded'
like "$out" $'\n3;\'\\+33612345678;|\n3;\\+33612345678;' 'a telephone is not, or comes back'
like "$out" '31/12/2025' 'days as they are written in France'
like "$out" '26/10/2025 02:30' 'instants in local time'
run plexus-directory list --csv=excel-fr --fields phone,associate
like "$out" $'\n\\+33612345678;vrai' 'a telephone is no formula'
run plexus-project list --csv=excel-fr --fields budget_cents
is "$(tr -d '\r' <<<"$out" | tail -n +2 | paste -sd' ')" '"12,00" "1234567,89" ""' 'euros with a comma'
run plexus-directory list --csv=excel-fr --fields lat --type location
like "$out" '-21,1151' 'decimals with a comma'
run plexus-project list --csv --fields budget_cents
is "$(tail -n +2 <<<"$out" | paste -sd' ')" '1200 123456789 ""' 'cents for machines'

# Into an empty database, in the order of references; uids are kept, references go by key.
for how in export '--csv=excel-fr' --csv --json; do
	for pair in $programs; do
		verb=list
		[[ $how == export ]] && verb="export"
		of "${pair#*:}" "${pair%:*}" $verb ${how/#export/} >"${pair%:*}.file"
	done
	PLEXUS_DB=$(location other)
	new_team
	for pair in $programs; do
		run of "${pair#*:}" "${pair%:*}" import "${pair%:*}.file" --json
		is "$code $(json .rejected)$err" '0 0' "$how of ${pair%:*} goes into an empty database"
	done
	same='del(.id,.created,.updated)'
	[[ $how == --csv=excel-fr ]] && same='del(.id,.created,.updated)|if has("completed") and .completed then .completed|=.[:10] else . end|if has("start") and .start then .start|=.[:10] else . end'
	is "$(content | sed '/"kind":"msp"/d' | jq -c "$same")" "$(sed '/"kind":"msp"/d' <<<"$before" | jq -c "$same")" "$how: the same records, uids included"
	PLEXUS_DB=$(location plexus)
done

# Machines read the same whatever the language and the zone of who asks.
reference=$(content; plexus-task list --csv=excel-fr; plexus-task list title~tache 'due<=31/12' --json --sort title)
for where in LC_ALL=C LC_ALL=fr_FR.UTF-8 LANG=fr_FR.UTF-8 LANGUAGE=fr TZ=Asia/Tokyo TZ=America/Cayenne LC_NUMERIC=fr_FR.UTF-8; do
	[[ $where == LC_* ]] || unset LC_ALL
	{ export "${where?}"; } 2>/dev/null # bash has no such locale: what it starts has it not either
	is "$(content; plexus-task list --csv=excel-fr; plexus-task list title~tache 'due<=31/12' --json --sort title)" "$reference" "the same under $where"
	unset "${where%%=*}"
	export LC_ALL=C.UTF-8
done
done_testing
