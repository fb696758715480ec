#!/usr/bin/env bash
# One random script of commands on both engines: each ends in the same way and says the same, and at
# the end both hold the same.  PX_SEED says which script: the same one on each change, another each time
# that `make torture` runs a longer one.
[[ ${PX_TORTURE:-} == long ]] || : "${PX_SEED:=6}"
. "$(dirname "$0")/../torture/torture.sh"

. "$top/tests/postgres/cluster.sh"
if [[ ! $server ]]; then
	own=$(cluster_start) || { skip_all 'no PostgreSQL here'; }
	trap 'cluster_stop "$own"; leave' EXIT
fi
here=$tmp/plexus.db
there="postgresql:///t$$_random?host=${server:-$own}&user=plexus"
cluster_sql "${server:-$own}" postgres -c "CREATE DATABASE \"t$$_random\" TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'fr-FR'"

# Both begin with the same team, and files of their own to write.
mkdir sqlite postgres
export PLEXUS_NOW=2026-03-02T07:00:00Z PLEXUS_SEED=$PX_SEED
for db in "$here" "$there"; do
	run plexus init --db "$db" --name 'MSP du Val' --kind msp -q
	status 0 "a database: ${db%%:*}"
	plexus-directory edit --db "$db" --type organization 1 --postcode 49320 --city 'Brissac Loire Aubance' -q
done

# What is said of where the database is, and of a contact's key, is the engine's.
does() { # FOLDER LOCATION COMMAND: what it says and how it ends
	(
		cd "$1" || exit
		export PLEXUS_DB=$2
		eval "$3"
		echo "status $?"
	) >"$tmp/$1.said" 2>&1
	sed -i "s,$here,DATABASE,g; s,postgresql://[^ ]*t$$_random[^ :]*,DATABASE,g" "$tmp/$1.said"
}

mapfile -t script < <("$top/tests/postgres/random.pl" "$PX_SEED" "$(times 400 2000)" \
	"$(plexus help undo >/dev/null 2>&1 && echo undo)")
number=0 different=0 well=0
for line in "${script[@]}"; do
	number=$((number + 1))
	export PLEXUS_NOW=${line%%$'\t'*} PLEXUS_SEED=$PX_SEED-$number
	command=${line#*$'\t'}
	does sqlite "$here" "$command"
	does postgres "$there" "$command"
	[[ $(tail -1 "$tmp/sqlite.said") != 'status 0' ]] || well=$((well + 1))
	cmp -s "$tmp/sqlite.said" "$tmp/postgres.said" && continue
	different=$((different + 1))
	note "command $number, $PLEXUS_NOW: $command" "$(diff -U1 "$tmp/sqlite.said" "$tmp/postgres.said" | tail -n +3 | cut -c1-1000 | head -20)"
	((different < ${PX_DIFFERENT:-5})) || break # what follows follows from them
done
is $different 0 "$number commands say the same and end in the same way"
((well * 2 > number)); is $? 0 "$well of them did something"

export PLEXUS_NOW=2026-09-01
plexus dump --db "$here" --dir sqlite.dump -q
plexus dump --db "$there" --dir postgres.dump -q
ok 'a dump of many records' test "$(cat sqlite.dump/*.jsonl | wc -l)" -gt $((well / 2))
run diff -r sqlite.dump postgres.dump
is "${out:0:2000}" '' 'is the same of both'
run plexus doctor --db "$there"
status 0 'all is well'
tried=$number lost=$different
sum_up "commands on both engines"
done_testing
