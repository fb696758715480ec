#!/usr/bin/env bash
# The command line: where options may stand, what is refused, where settings come from, where output
# goes and how a run ends.
. "$(dirname "$0")/../lib.sh"

new_team
run plexus-project add 'Parcours BPCO' --status idea --budget-cents 90000
status 0 'add is done'
is "$out" "project 1 added: Parcours BPCO" 'a change says what it did, with the id'
run plexus-project add --quiet Sport --status=active
is "$code $out$err" '0 ' 'quiet says nothing'
run plexus-project -q add Nutrition --status active --start 2025-02-01

# Options stand anywhere, in every form.
reference=$(plexus-project list --json --fields slug --sort -slug)
is "$(jq -c 'map(.slug)' <<<"$reference")" '["sport","parcours-bpco","nutrition"]' 'sorted, the reverse way'
is "$(plexus-project --json list --fields=slug --sort=-slug)" "$reference" 'options before the verb'
is "$(plexus-project --fields slug --sort -slug list --json)" "$reference" 'options with values before the verb'
is "$(plexus-project list --fie slug --so -slug --json)" "$reference" 'long options abbreviate'
is "$(plexus-project list --json -- status=active | jq -c 'map(.id)')" '[2,3]' '-- ends options'
is "$(plexus-project list status=active --json --limit 1 | jq length)" 1 'options after operands'
run plexus-project list --ids -0
is "$(tr '\0' , <"$tmp/out")" '1,2,3,' 'a letter may be a digit'
run plexus-project list --json -oout.json
is "$(jq length out.json)$out" 3 '-oFILE, and nothing on standard output'
run plexus-project list -o out.json --json --limit 0
is "$(<out.json)" '[]' 'no row is valid JSON, and -o FILE replaces the file'
run plexus-project list --json -o -
is "$(json length)" 3 '-o - is standard output'
run plexus-project edit 1 -nq --title X
is "$code $out$err" '0 ' 'letters group'
is "$(plexus-project show 1 --json | jq -r .title)" 'Parcours BPCO' '-n changed nothing'
run plexus-project edit 1 --budget_cents 100
is "$(plexus-project show 1 --json | jq .budget_cents)" 100 'a field may be written with its underscore'
run plexus-project edit 1 --budget-cents=
is "$(plexus-project show 1 --json | jq .budget_cents)" null '--field= clears'

# What is wrong is named, and never run.
refused() { # MESSAGE WORD…
	local message=$1
	shift
	run "$@"
	is "$code $out" '2 ' "refused: ${*: -2}"
	like "$err" "^$1: $message" "said: ${*: -2}"
}
refused 'unknown verb: lst .did you mean list' plexus-project lst
refused 'unknown verb: lis' plexus-project lis
refused 'unknown option: --jsno .did you mean --json' plexus-project list --jsno
refused 'list takes no --dry-run' plexus-project list --dry-run
refused 'list takes no -n' plexus-project list -n
refused 'unknown option: -Z' plexus-project list -Z
refused '--js may be --json, --jsonl' plexus-project list --js
refused '--limit needs a value' plexus-project list --limit
refused '-o needs a value' plexus-project list -o
refused '--json takes no value' plexus-project list --json=yes
refused '--limit: many is not a whole number' plexus-project list --limit many
refused '--limit: -1 is not between' plexus-project list --limit -1
refused '--json and --csv exclude each other' plexus-project list --json --csv
refused '--csv: excel is none of excel-fr' plexus-project list --csv=excel
refused '--color: sometimes is none of auto, always, never' plexus-project list --color sometimes
refused '--fields: no field titel .did you mean title' plexus-project list --fields id,titel
refused '--sort: no field titel .did you mean title' plexus-project list --sort=-titel
refused '--org all is for reading' plexus-project edit 1 --title X --org all
refused '.-. is given twice' plexus-project show - - <<<1
run plexus-project show
is "$code $out" '2 ' 'an operand that is missing'
like "$err" 'usage: plexus-project show.*needs RECORD' 'short help on standard error'

# Records on standard input: ids, uids, endings, JSON; NUL or newline between them.
uid=$(plexus-project show 2 --json | jq -r .uid)
ids() { plexus-project show - --jsonl "$@" | jq -r .id | paste -sd,; }
is "$(printf '3\n1\n3\n\n' | ids)" 3,1 'ids, in their order, each once'
# An ending that holds a dash: one of digits alone would be an id.
is "$(printf '%s\n%s\n' "$uid" "${uid: -14}" | ids)" 2 'a uid and its ending'
is "$(printf 'sport\0001\0' | ids -0)" 2,1 'NUL between them'
is "$(plexus-project list --jsonl --sort -id | ids)" 3,2,1 'JSON Lines'
is "$(plexus-project list --json --fields uid | ids)" 1,2,3 'a JSON array'
is "$(echo '{ "id": 2 }' | ids)" 2 'a JSON object'
is "$(printf '[1, "sport"]' | ids)" 1,2 'an array of names'
is "$(plexus-project list --ids | plexus-project show - status=active --ids | paste -sd,)" 2,3 'filters keep some of those named'
run plexus-project show - <<<$'1\nnowhere'
is "$code" 3 'a name that is nobody'
like "$err" 'standard input:2: .*nowhere' 'is said with its line'
run plexus-project show - <<<'{"title": "x"}'
is "$code" 2 'JSON that names no record'
run plexus-project show - <<<'[1, 2'
like "$err" 'standard input:' 'JSON that is cut'
isnt "$code" 0 'fails'

# A filter that reaches several records asks.
run plexus-project edit status=active --theme sport
is "$code" 2 'not without a yes'
like "$err" 'edit 2 records .project.: add --yes' 'says how many'
is "$(plexus-project count theme=sport --json | jq '.[0].count // 0')" 0 'and changes nothing'
run plexus-project edit status=active --theme sport --dry-run --json
is "$(json 'map(.theme)|join(",")')" sport,sport 'a dry run goes through, and shows'
is "$(plexus-project count theme=sport --json | jq '.[0].count // 0')" 0 'and undoes'
run plexus-project edit status=active --theme sport --yes
is "$code $out" $'0 project 2 changed: Sport\nproject 3 changed: Nutrition' 'with it, both change'
run plexus-project edit 2 --theme sport
is "$code $out" '0 project 2 unchanged: Sport' 'what was so already is said to be'
run plexus-project edit status=closed --theme x
is "$code $err" '0 plexus-project: nothing to change' 'a filter that reaches nothing'

# Shapes.
is "$(plexus-project show 1 --json | jq -r type)" object 'show of one is an object'
is "$(plexus-project show 1 2 --json | jq -r 'type, length' | paste -sd' ')" 'array 2' 'of two an array'
is "$(plexus-project list id=99 --json)" '[]' 'nothing is an empty array'
run plexus-project list id=99
is "$code $out" '0 ' 'nothing for people is nothing'
run plexus-project list id=99 --exit-code
is "$code" 3 'or 3 when asked'
run plexus-project list id=1 --exit-code
is "$code" 0 'something is 0'
is "$(plexus-project count --by status --json --sort -count | jq -c '.[0]')" '{"status":"active","count":2}' 'rows that are no records sort too'
is "$(plexus-project count --by status --json --limit 1 | jq length)" 1 'and are cut'
run plexus-project count --by status --ids
is "$code" 2 'but have no id'

# Settings: option, else environment, else configuration, else default.
mkdir -p "$HOME/.config/plexus"
config=$HOME/.config/plexus/config
base=$PLEXUS_DB
count() { plexus-project "$@" count --json | jq '.[0].count'; }
printf '# ours\n\ndb = %s\n' "$base" >"$config"
is "$(env -u PLEXUS_DB plexus-project count --json | jq '.[0].count')" 3 'the configuration names the database'
printf 'db = /nowhere\n' >"$config"
is "$(count)" 3 'the environment wins over it'
is "$(PLEXUS_DB=/nowhere count --db "$base")" 3 'an option over both'
printf 'db = x\ncolour = never\n' >"$config"
run plexus-project list
is "$code" 2 'a bad key is refused'
like "$err" "$config:2: unknown key: colour .did you mean color" 'with file and line'
printf 'xylophone = 1\n' >"$config"
run plexus-project list
like "$err" 'known: db, key, org, as, lang, color, hooks, hook_timeout, urgency\.…' 'one that is like none is told those that there are'
printf 'color\n' >"$config"
run plexus-project list
like "$err" "$config:1: not .key = value." 'and a bad line'
rm "$config"
run env -u PLEXUS_DB plexus-project list
is "$code" 3 'no database is an error'
like "$err" "$HOME/.local/share/plexus/plexus.db.*plexus init" 'that names the default place and init'
run env -u PLEXUS_DB XDG_DATA_HOME="$tmp/data" plexus-project list
like "$err" "$tmp/data/plexus/plexus.db" 'which XDG_DATA_HOME moves'
run env -u PLEXUS_DB -u HOME plexus-project list
is "$code" 2 'without HOME'
like "$err" 'give --db or PLEXUS_DB' 'says how to name it'
run env -i PATH="$PATH" PLEXUS_DB="$base" plexus-project list --json
is "$code $(json length)" '0 3' 'an empty environment will do'

# Organization, person, instant.
run plexus-project list --org msp-du-val --json
is "$(json length)" 3 'an organization by its slug'
run plexus-project list --org all --json
is "$(json length)" 3 'or all of them'
run plexus-project list --org msp-du-vla
is "$code $out" '3 ' 'one that is not there'
run plexus-project list --as nobody
is "$code $out" '3 ' 'nor that person'
run env PLEXUS_USER=nobody plexus-project list --json
is "$code $(json length)" '0 3' 'a variable that names nobody does not stop'
like "$err" 'PLEXUS_USER.*nobody' 'but is said'
run plexus-project add Aujourd --start today --now 2025-01-31T23:30:00Z --json
is "$(json .start)" 2025-02-01 'today is that of the organization'
is "$(json .created)" 2025-01-31T23:30:00Z 'and now is then'
run plexus-project add Jour --start today --now 2024-12-24 --json
is "$(json .created)" 2024-12-23T23:00:00Z 'a day is its midnight, local'
run plexus-project list --now blurb
is "$code $out" '2 ' 'an instant that is none'
run plexus-project list -v --json
like "$err" "database $(said_as "$base"), organization 1, acting as" 'verbose says what is used'

# Output.
run bash -c 'plexus-project list --json >/dev/full'
isnt "$code" 0 'a full disk is a failure'
like "$err" 'plexus-project: standard output: ' 'and is said'
run plexus-project list --json -o /dev/full
isnt "$code" 0 'in a file too'
run plexus-project list --json -o "$tmp/none/out.json"
isnt "$code" 0 'or a folder that is not there'
echo before >kept
run plexus-project list 'title~(' --json -o kept
isnt "$code" 0 'a run that fails'
is "$(<kept)" before 'leaves the file as it was'
is "$(ls)" $'kept\nout.json' 'and no draft beside it'
run bash -c 'set -o pipefail; for i in {1..2000}; do echo "{\"title\":\"t$i\"}"; done | plexus-project import - -q && plexus-project list --json | head -1'
is "$out $err" '[ ' '| head -1 is silent'
unlike "$(plexus-project list)" $'\e' 'no colours off a terminal'
like "$(plexus-project list --color always)" $'\e\\[1m' 'unless asked'
like "$(NO_COLOR=1 plexus-project list --color always)" $'\e\\[1m' 'an option wins over NO_COLOR'
long='Un titre qui est bien plus long que ce que la largeur du terminal laisse aux titres des projets'
plexus-project add "$long" -q
like "$(COLUMNS=20 plexus-project list "title=$long")" "$long" 'nothing is clipped off a terminal'
if command -v script >/dev/null; then
	tty() { TERM=xterm script -qec "$1" /dev/null </dev/null; }
	like "$(tty 'plexus-project list id=1')" $'\e\\[1m' 'colours on one'
	unlike "$(NO_COLOR=1 tty 'plexus-project list id=1')" $'\e' 'not with NO_COLOR'
	NO_COLOR=1 COLUMNS=100 tty 'plexus-project list' | tr -d '\r' >clipped
	ok 'clipped to the width of one' test "$(wc -L <clipped)" -le 100
	like "$(grep 'Un titre' clipped)" … 'with an ellipsis'
	like "$(tty 'plexus-project show - </dev/tty')" 'standard input is a terminal' 'a terminal is no list of records'
	like "$(tty 'plexus-project import </dev/tty')" 'standard input is a terminal' 'nor a file of rows'
	answer() { printf '%s\n' "$1" | TERM=dumb script -qec 'plexus-project edit status=active --theme asked' /dev/null; }
	asked() { plexus-project count theme=asked --json | jq '.[0].count // 0'; }
	like "$(answer n)" '\[y/N\].*nothing was changed' 'a question on a terminal'
	is "$(asked)" 0 'no is no'
	like "$(answer oui)" 'project 3 changed' 'yes in either language'
	isnt "$(asked)" 0 'is yes'
	like "$(TERM=dumb script -qec 'plexus-project edit status=active --theme x --no-input' /dev/null </dev/null)" 'add --yes' '--no-input never asks'
else
	skip 'no script(1)'
fi
run bash -c 'plexus-project list --json >&-'
isnt "$code" 0 'a closed standard output is a failure'
run bash -c 'plexus-project add Fermé 2>&- <&-'
status 0 'other closed streams are no harm'
run plexus doctor
status 0 'nothing went into the database by mistake'

# Ctrl-C: whatever was begun is undone.  A shell has its background jobs ignore it, hence env.
signal=INT
interrupt() { # COMMAND…: interrupted while it waits for rows; fills $code
	mkfifo pipe
	"$@" plexus-project import pipe >int.out 2>int.err &
	local pid=$!
	exec 9>pipe
	printf 'title\nZebra\n' >&9
	sleep 0.3
	kill -"$signal" $pid
	sleep 0.1
	exec 9>&-
	wait $pid
	code=$?
	rm pipe
}
zebras() { plexus-project count title=Zebra --json | jq '.[0].count // 0'; }
interrupt env --default-signal=INT
status 130 'an interrupted run ends with 130'
is "$(zebras)" 0 'and has stored nothing'
like "$(<int.err)" '^plexus-project: ' 'and says so'
signal=TERM
interrupt env
status 130 'an ended one too'
is "$(zebras)" 0 'with nothing stored'
signal=INT
interrupt env
status 0 'what was told to ignore Ctrl-C does'
is "$(zebras)" 1 'and goes on to its end'
run env PLEXUS_DEBUG=1 plexus-project show nowhere
like "$err" 'debug: code not-found, status 3, verb show, database ' 'PLEXUS_DEBUG tells more'
done_testing
