#!/usr/bin/env bash
# The team beside the national register: what is found, the patch, and that it settles everything.
. "$(dirname "$0")/../lib.sh"
header=$(head -1 "$top/tests/cases/rpps/2021.txt")
new_team
plexus-directory edit --type organization 1 --postcode 49320 --city 'Le Val' --phone 0241000000 -q

# An RPPS: ten digits and their Luhn key.
rpps() {
	local digits=1099900$1 sum=0 i d
	for ((i = 9; i >= 0; i--)); do
		d=${digits:i:1}
		(((9 - i) % 2 == 0)) && d=$((d * 2 > 9 ? d * 2 - 9 : d * 2))
		sum=$((sum + d))
	done
	echo "$digits$(((10 - sum % 10) % 10))"
}
# A row of the register: key=value for the columns that matter, by their number.
row() {
	local -a cells=()
	local pair i line=
	for pair; do cells[${pair%%=*}]=${pair#*=}; done
	for ((i = 1; i <= 52; i++)); do line+="${cells[i]-}|"; done
	echo "$line"
}
# someone RPPS FAMILY GIVEN PROFESSION [key=value…]: an activity at the team's postcode unless said.
someone() { row 1=8 2="$1" 3="8$1" 8="$2" 9="$3" 10="$4" 12=C 18=L 24="R${1}01" 36=49320 38='Le Val' 41=0241999999 "${@:5}"; }

a=$(rpps 001) b=$(rpps 002) c=$(rpps 003) d=$(rpps 004) e=$(rpps 005) f=$(rpps 006) g=$(rpps 007) h=$(rpps 008) i=$(rpps 009) j=$(rpps 010)
{
	echo "$header"
	someone "$a" AUBRY Hélène 10 14=S 16=SM54
	someone "$b" 'MARTIN-DUPONT' 'Anne, Marie' 60 14=S 16=SI01
	someone "$c" LOIN Paul 70 36=35000 38=Rennes 41=0299000001
	row 1=8 2="$d" 3="8$d" 8=RETIRE 9=Jean 10=10 12=C
	someone "$f" NGUYEN Zoé 60
	someone "$g" BERNARD Luc 70
	someone "$h" BERNARD Luc 70
	someone "$i" PETIT Louise 50
	someone "$j" DOUBLE Marc 10 14=S 16=SM26
	someone "$j" DOUBLE Marc 10 14=S 16=SM42
	someone "$(rpps 011)" MASSON Jean 60 36=75001 38='Paris 01' 41=
} >register.txt
run plexus-directory reconcile
status 3 'without a register'
like "$err" 'import --from rpps' 'it is said how to have one'
plexus-directory import --from rpps register.txt -q || note "$err"

add() { plexus-directory add "$@" -q || note "add $*"; }
add Aubry --given Hélène --rpps "$a" --profession 10 --specialty SM26 --phone 0241000000
add Martin --given Anne --rpps "$b" --profession 60 --skills tabac
add Loin --given Paul --rpps "$c" --profession 70 --phone 0241000000
add Retire --given Jean --rpps "$d" --profession 10
add Partie --given Éva --rpps "$e" --profession 10
add Nguyen --given Zoe --profession 60
add Bernard --given Luc --profession 70
add Petit --given Louise --rpps "$i" --profession 60
add Petit --given Louise --profession 60
add Double --given Marc --rpps "$j" --profession 10
add Masson --given Jean --profession 60
add Coord --given Claire --profession coordinator
add Ancien --given Guy --rpps "$(rpps 012)" --left 2024-01-31

found() { plexus-directory reconcile --csv --fields practitioner,finding,field,after | tr -d '\r' | tail -n +2; }
is "$(found | sort)" "$(sort <<EOT
aubry,specialty,specialty,SM54
martin,name,family,MARTIN-DUPONT
martin,skills,skills,"tabac,SI01"
loin,moved,phone,+33299000001
retire,retired,left,2025-03-14
partie,gone,left,2025-03-14
nguyen,number,rpps,$f
bernard,number,,
petit,profession,profession,50
petit-2,duplicate,,
double,specialty,,
EOT
)" 'everything is found, and nothing else'
run plexus-directory reconcile
status 0 'the table is for people'
like "$out" 'several persons of the register fit' 'with the reasons'
like "$out" 'practises at 35000 Rennes' 'and the places'
is "$(plexus-directory reconcile family=loin --ids)" "$(plexus-directory list family=loin --ids)" 'filters choose whom to look at'
is "$(plexus-directory reconcile --sort -finding --limit 1 --csv --fields finding | tail -1 | tr -d '\r')" duplicate 'the table is sorted and cut'

run plexus-directory reconcile --json
is "$(json -c 'map(keys - ["uid"]) | flatten | group_by(.) | map([.[0], length])')" \
	'[["family",1],["left",2],["phone",1],["profession",1],["rpps",1],["skills",1],["specialty",1]]' \
	'the patch holds what can be changed without a guess'
plexus-directory reconcile --schema >schema.json
is "$(jq -rn --slurpfile schema schema.json --slurpfile data "$tmp/out" -f "$top/tests/schema.jq")" '' 'and follows its schema'
run plexus-directory reconcile --json --fields id
status 2 'a patch is whole'
run plexus-directory reconcile --jsonl
cp "$tmp/out" patch.jsonl
is "$(wc -l <patch.jsonl)" "$(plexus-directory reconcile --json | jq length)" 'a line each'

run plexus-directory import patch.jsonl --json
status 0 'import takes the patch'
is "$(json -c '[.read,.new,.changed,.rejected]')" '[7,0,7,0]' 'and changes each of them'
unlike "$err" 'columns not known' 'of which it knows every field'
is "$(plexus-directory reconcile --jsonl)" '' 'the second patch is empty'
is "$(plexus-directory reconcile --json)" '[]' 'in one array too'
run plexus-directory reconcile --jsonl --exit-code
status 3 'which may be told by the exit status'
is "$(plexus-directory show loin --json | jq -r '.phone')" '+33299000001' 'the desk is no telephone of who has moved'
is "$(plexus-directory show aubry --json | jq -r '.phone')" '+33241000000' 'it stays that of the others'
is "$(plexus-directory show martin --json | jq -c '[.family,.given,.skills]')" '["MARTIN-DUPONT","Anne",["tabac","SI01"]]' 'a given name that is the first of several stays'
is "$(plexus-directory show "$f" --json | jq -r .given)" Zoe 'nor do accents count'
is "$(found | sort | cut -d, -f1,2)" "$(printf '%s\n' bernard,number double,specialty loin,moved)" \
	'what is for people to settle is still said'

# Two of a name without a number: the register's one number is not given twice.
PLEXUS_DB=$(location twins)
new_team
plexus-directory edit --type organization 1 --postcode 49320 -q
plexus-directory import --from rpps register.txt -q
add Nguyen --given Zoé
add Nguyen --given Zoé --profession 60
is "$(plexus-directory reconcile --jsonl | wc -l)" 1 'one number, one line'
ok 'the patch is taken' bash -o pipefail -c 'plexus-directory reconcile --jsonl | plexus-directory import -'
is "$(plexus-directory reconcile --jsonl)" '' 'once'
ok 'an empty patch is taken too' bash -o pipefail -c 'plexus-directory reconcile --jsonl | plexus-directory import -'
like "$(found)" 'duplicate' 'and the other is said to be the same'

# Members of a community are everywhere in its territory.
PLEXUS_DB=$(database cpts)
plexus init --name 'CPTS du Val' --kind cpts -q
plexus-directory edit --type organization 1 --postcode 49320 -q
plexus-directory import --from rpps register.txt -q
add Loin --given Paul --rpps "$c" --profession 70
is "$(found)" '' 'nobody moves out of a CPTS'

# A register that is not whole makes everybody look gone.
{ echo "$header"; someone "$a" AUBRY Hélène 10; } >part.txt
plexus-directory import --from rpps part.txt -q
add Alpha --given Léa --rpps "$(rpps 021)"
add Beta --given Léa --rpps "$(rpps 022)"
run plexus-directory reconcile
like "$err" 'is it the whole of it' 'which is warned of'
done_testing
