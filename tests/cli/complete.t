#!/usr/bin/env bash
# Completion: what the programs offer, and that bash makes of it what people expect.
. "$(dirname "$0")/../lib.sh"

new_team
plexus-directory add Dupont --given Anne --profession 10 -q
plexus-directory add Martin --given Luc --profession 60 -q
plexus-project add 'Parcours BPCO' -q
plexus-project add Sport --status closed -q

offers() { # EXPECTED WORD…: the candidates, joined by blanks
	local expected=$1
	shift
	run "$@"
	is "$code $err" '0 ' "no complaint: ${*:4}"
	is "$(sort <<<"$out" | paste -sd' ')" "$expected" "completes: ${*:4}"
}
asks() { offers "$1" plexus-project --complete -- "${@:2}"; }
is "$({ plexus-slot --complete -- book --contact - ''; cat; } <<<'a line')" \
	'a line' 'completion reads nothing, not even what an option would'
asks 'list' li
asks 'help' h
asks '--json --jsonl' list --js
asks '--fields' list --fi
asks '' add --li
asks '--lead' add --le
asks 'active closed idea' add --status ''
asks 'closed' edit 1 --status c
asks '--status=closed' edit 1 --status=c
asks 'always auto' list --color a
asks '--csv=excel-fr' list --csv=
asks 'start= status=' list st
asks 'status=active' list status=a
asks 'status!=active' list 'status!=a'
asks 'status=idea,active' list status=idea,a
asks 'start status' list --sort st
asks 'title,-start title,-status' list --sort title,-st
asks 'dupont martin' add X --lead ''
asks 'dupont,martin' add X --members dupont,m
asks 'lead=dupont' list lead=d
asks 'parcours-bpco sport' show ''
asks 'slug= sport start= status= summary=' edit s
asks '' show start=2
asks 'add' help a
asks 'msp-du-val' list --org m
asks '' list nofield=
asks '' nosuchverb x
offers 'organization' plexus-directory --complete -- add --type org
offers 'kinesitherapeute' plexus-directory --complete -- find kin
offers 'cardiologue' plexus-directory --complete -- find kine --near 49000 cardi
offers 'Nom=family' plexus-directory --complete -- import f.csv --map Nom=fam
offers '--name' plexus-directory --complete -- add --type organization --na

# A verb offers the records that it applies to, and the words of its operands.
for title in Ouverte Commencée Faite Abandonnée; do plexus-task add "$title" -q; done
plexus-task start 2 -q && plexus-task done 3 -q && plexus-task drop 4 -q
plexus-task edit 1 --recur monthly -q
task() { offers "$1" plexus-task --complete -- "${@:2}"; }
task '1 2' done ''
task '1 2' drop ''
task '1 3 4' start ''
task '2' stop ''
task '3 4' reopen ''
task '1 2 3 4' edit ''
task '1' recur ''
task '' recur 1 ''
task '1 2 3 4' depend ''
task '1 2 3 4 on' depend 1 ''
task '1 2 3 4 on' depend 1 2 ''
task '1 2 3 4' depend 1 2 on ''
task '1 2 3 4' depend --remove 1 on ''
task 'apply' template ''
task "$(cd "$top/share/templates" && printf '%s\n' *.csv | sed 's/[.]csv$//' | sort | paste -sd' ')" template apply ''
task 'campagne-aci' template apply cam
task '' template apply campagne-aci ''
offers 'add edit extend' plexus-meeting --complete -- series ''
offers "$(plexus-meeting --help | grep -oE '^  poll-[a-z]+' | sed 's/.*poll-//' | sort | paste -sd' ')" plexus-meeting --complete -- poll ''
offers 'close' plexus-meeting --complete -- poll cl
offers '--rule' plexus-meeting --complete -- poll close --rul
offers 'dupont martin' plexus-meeting --complete -- invite 1 ''
offers 'absent:' plexus-meeting --complete -- attend 1 ab
offers 'absent:dupont' plexus-meeting --complete -- attend 1 absent:du
offers 'dupont' plexus-meeting --complete -- attend 1 martin du
offers 'kind month nature practitioner project' plexus-meeting --complete -- time --by ''
offers 'month,kind' plexus-meeting --complete -- time --by month,k
offers 'status,priority status,project' plexus-task --complete -- count --by status,p
offers 'minutes' plexus-task --complete -- count --sum mi

# Slots: free ones to book, appointments by what may become of them, requests that are asked.
export PLEXUS_NOW=2026-03-02T08:00:00Z
plexus-slot open --who martin --start '2026-03-02 14:00' --count 3 --audience team -q
plexus-slot open --who martin --start '2026-02-02 14:00' --count 1 --audience team -q
plexus-slot book 1 --patient A --by dupont -q
plexus-slot request infirmière --usual martin --by dupont -q
plexus-slot request infirmière --usual martin --by dupont -q && plexus-slot withdraw 2 -q
slot() { offers "$1" plexus-slot --complete -- "${@:2}"; }
slot '2 3' book ''
slot '1' cancel ''
slot '1' attended ''
slot '1' move ''
slot '2 3' move 1 ''
slot '2 3 4' close ''
slot '1' answer ''
slot 'no yes' answer 1 ''
slot '1' withdraw ''
slot 'cpts' publish 1 --audience c
slot 'office' find kiné --mode o
slot 'sas self' find --for s
slot 'patient pharmacy practice' request kiné --origin p
slot 'kinesitherapeute' find kin
slot 'kinesitherapeute' request kin
slot 'martin' open --who mart
slot 'msp-du-val' open --who msp
slot 'martin msp-du-val' wait --who m
run plexus-slot --complete --titles -- book ''
is "$(sort <<<"$out" | paste -sd'|')" $'2\tmartin, 2026-03-02 14:15|3\tmartin, 2026-03-02 14:30' 'slots say whose they are, and when'
unset PLEXUS_NOW

# Verbs of two words, one word after the other.
offers 'answer close import open show' plexus-meeting --complete -- poll ''
offers 'close' plexus-meeting --complete -- help poll cl
offers 'all doctors half most' plexus-meeting --complete -- poll close 1 --rule ''
offers 'dupont' plexus-meeting --complete -- poll answer 1 du
offers 'close' plexus --complete -- meeting poll cl

# Names that the rules of the report hold: facts, then what each may be; codes.
offers 'patients=' plexus-report --complete -- set 2025 pat
offers '' plexus-report --complete -- set pat
offers 'sas=' plexus-report --complete -- set 2025 sas
offers 'sas=all sas=half sas=none' plexus-report --complete -- set 2025 sas=
offers 'coordination=no coordination=yes' plexus-report --complete -- set 2025 patients=3 coordination=
offers 'public_health_missions=vaccination,child-obesity' plexus-report --complete -- set 2025 public_health_missions=vaccination,c
offers '--what-if=trainees=' plexus-report --complete -- aci --what-if=tra
offers 'sas=half' plexus-report --complete -- aci --what-if sas=h
offers 'A2-CONC A2-CONC-IPA A2-COO' plexus-report --complete -- explain A2-CO
offers 'A1-HOR' plexus-report --complete -- evidence 2025 A1-H
offers '' plexus-report --complete -- evidence A1-H

# The journal: a type, then a record of it.
offers 'task' plexus --complete -- log task
offers 'dupont' plexus --complete -- log practitioner du
run plexus-task --complete --titles -- done ''
is "$out" $'1\tOuverte\n2\tCommencée' 'with what they are, when it is asked'
run plexus --complete --titles -- task reo
is "$out" $'reopen\topen tasks again that were done or dropped' 'verbs too, and through the dispatcher'

# Without a database, or with one that is not ours: nothing, and no word.
export PLEXUS_DB=/nowhere/plexus.db
asks '' show ''
asks 'list' li
PLEXUS_DB=$(location plexus)

# Through the dispatcher.
offers 'list' plexus --complete -- project li
offers 'status=active' plexus --complete -- project list status=a
offers 'project' plexus --complete -- proj

# In bash: words are cut at = there, and the cursor may be anywhere.
# shellcheck source=/dev/null
. "$top/completions/plexus.bash"
in_bash() { # EXPECTED LINE WORD…: words as bash cuts them
	local expected=$1
	COMP_LINE=$2 COMP_POINT=${#2} COMP_WORDS=("${@:3}") COMP_CWORD=$(($# - 3))
	_plexus 2>"$tmp/err"
	is "$(printf '%s\n' "${COMPREPLY[@]}" | sort | paste -sd' ')" "$expected" "bash completes: $2"
	is "$(<"$tmp/err")" '' "without a word: $2"
}
in_bash list 'plexus-project li' plexus-project li
in_bash 'active closed idea' 'plexus-project list status=' plexus-project list status =
in_bash active 'plexus-project list status=ac' plexus-project list status = ac
in_bash status=active "plexus-project list 'status=ac" plexus-project list "'status=ac"
in_bash excel-fr 'plexus-project list --csv=ex' plexus-project list --csv = ex
in_bash 'parcours-bpco sport' 'plexus-project show ' plexus-project show ''
in_bash 'martin' 'plexus   project add X --lead  m' plexus project add X --lead m
for program in "$built"/bin/*; do
	ok "${program##*/} is registered" complete -p "${program##*/}"
done
if command -v script >/dev/null; then
	screen=$({ sleep 0.3; printf '. %q\n' "$top/completions/plexus.bash"; sleep 0.5; printf 'plexus-project list stat\tac\t --js\tl --fie\tslug\n'; sleep 0.5; printf 'exit\n'; } |
		TERM=dumb script -qec 'bash --norc --noprofile -i' /dev/null)
	like "$screen" '\{"slug":"parcours-bpco"\}' 'at a prompt, with the tab key'
else
	skip 'no script(1)'
fi
done_testing
