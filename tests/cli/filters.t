#!/usr/bin/env bash
# Filters: every operator on every kind of value, words, names, orders; the same as jq says.
. "$(dirname "$0")/../lib.sh"

new_team # a Friday, 2025-03-14
plexus-directory import - -q <<'EOF'
family,given,rpps,profession,skills,associate,joined,phone,specialty
Émile,Zoé,10000000009,60,"diabète,ETP",yes,2024-01-01,0612345678,
Abel,,10000000017,10,"a\,b",no,2025-02-01,,Gériatrie
Œuvrard,Luc,,70,,yes,,0299000000,100%
abel-durand,Jean,,10,ETP,no,2023-12-31,,c_d
EOF
plexus-project import - -q <<'EOF'
title,status,budget_cents,lead,members
Parcours BPCO,active,"1200,50",emile,"abel,oeuvrard"
Asthme,idea,,,abel
Sommeil,closed,90000,abel,
EOF
plexus-meeting import - -q <<'EOF'
title,start,minutes,files
RCP mars,2025-03-14T17:00:00Z,90,5
Bureau,2025-03-31 23:30,60,
Été,2025-07-01 00:00,30,0
Nuit,2025-10-26T00:30:00Z,30,
EOF
plexus-task import - -q <<'EOF'
title,status,priority,due,wait,project,assignees,depends,minutes,notes
Relancer l'ARS,open,high,2025-03-14,,parcours-bpco,emile,,30,voir le courrier du 12
Écrire protocole,started,normal,2025-03-21,,asthme,"abel,emile",1,,
Compter,done,low,2025-03-01,,,,"1,2",120,100% des cas
Zébu & Cie,dropped,low,,2025-04-01,,oeuvrard,,0,
réunion-bilan,open,normal,2025-11-28,,sommeil,,,15,Œdème
EOF
same() { # PROGRAM EXPECTED-IDS FILTER…
	local program=$1 expected=$2
	shift 2
	run plexus-"$program" list --ids "$@"
	is "$code $(paste -sd, <<<"$out")$err" "0 $expected" "$program: $*"
}
bad() { # PROGRAM MESSAGE FILTER…
	local program=$1 message=$2
	shift 2
	run plexus-"$program" list "$@"
	is "$code" 2 "$program: $* is refused"
	like "$err" "$message" "$program: $*: said"
}

# Texts: blind to case and accents where names are; lists of values, \, a comma.
same task 2 'title=ecrire PROTOCOLE'
same task 1,3,4,5 'title!=Écrire protocole'
same task 2,3 'title=compter,écrire protocole'
same task 3,4 'title<=Zebu & Cie' 'title=compter,zébu & cie'
same task 2,3 'title<r'
same task 1,4,5 'title>=r'
same task 1,2,3,4,5 'title!='
same task '' 'title='
same task 3 'notes=100% des cas'
same task 2,4 notes=
same task 1,3,5 notes!=
same directory 2 'skills=a\,b'
same directory 1,4 skills=ETP
same directory 2,3 skills!=ETP
same directory 1,2,4 'skills=diabète,ETP,a\,b'
same directory 3 skills=
same directory 1,2,4 skills!=
same directory 4 'specialty=c_d'
same directory 3 'specialty=100%'
same directory 3 'family=œuvrard'
same directory 3 family=OEUVRARD
same directory 1,3 given!= 'given>=luc'

# Words of a list have their own order.
same task 1 priority=high
same task 1,2,5 'priority<low'
same task 3,4 'priority>=low'
same task 1,2,5 'priority<=normal'
same task 1,2,5 status=open,started
same task 3,4 status!=open,started
same task 1,2,5 'statut=à faire,started'
bad task 'status: opne: unknown; did you mean open' status=opne
same task 1,2,5 'status<done'

# Numbers, minutes, money, booleans, decimals, references.
same task 3 minutes=120
same task 3 'minutes=2h'
same task 1,4,5 'minutes<=30'
same task 1,3 'minutes>15'
same task 2 minutes=
same task 2,3 'minutes!=30,15,0'
same meeting 3 files=0
same meeting 2,4 files=
same meeting 1 'files>0'
same project 1 budget_cents=120050
same project 1 'budget=1200\,50 €'
same project 1,3 'budget_cents>=90000'
same project 2 budget=
same directory 1,3 associate=yes
same directory 1,3 associe=oui
same directory 2,4 associate!=yes
same directory 2,4 doctor=yes
same directory 1,3 doctor=no
same directory 1,3 doctor!=yes
same directory 1 profession=60
same directory 1 profession=infirmier
same directory 2,4 'profession=médecin'
same directory 1 rpps=10000000009
same directory 1 phone=0612345678
same directory 1 phone=+33612345678
same task 1 project=parcours-bpco
same task 1 project=1
same task 1,2 project=1,asthme
same task 2,3,4,5 project!=1
same task 3,4 project=
same task 1,2 assignees=emile
same task 2 assignees=abel
same task 1,2,4 assignees=emile,oeuvrard
same task 3,4,5 assignees!=emile
same task 3,5 assignees=
same task 2,3 depends=1
same task 3 depends=2
same project 1 lead=emile
same project 1,2 members=abel
run plexus-task list project=nobody
is "$code" 3 'a reference to nobody is not found'
like "$err" 'project nobody: not found' 'and said'
same task 1 "id=1"
same task 2,3 'id>1' 'id<4'
uid=$(plexus-task show 3 --json | jq -r .uid)
same task 3 "uid=$uid"
same task 3 "uid=${uid^^}"
same task '' uid=xyz
same task 1,2,3,4,5 created=today
same task '' 'created<today'
same task 1,2,3,4,5 organization=msp-du-val

# Days and instants: phrases and periods.
same task 1 due=today
same task 1 due=2025-03-14
same task 1 due=14/03
same task 1,3 'due<=vendredi'
same task 3 'due<vendredi'
same task 2,5 'due>vendredi'
same task 1,2,5 'due>=vendredi'
same task 1,3 'due<=today'
same task 5 due=S48
same task 5 'due=24/11/2025,28/11/2025'
same task 1,2,3 due=2025-03
same task 1,2,3 due=mars
same task 4,5 due!=2025-03
same task 4 due=
same task 1,2,3,5 due!=
same task 5 'due>2025-03'
same task 1,2,3 'due<=2025-03'
same task '' 'due<2025-03'
same task 1,2,3,5 'due>=2025-03'
same task 1,2,3 'due=T1'
same task 1,2 'due=cette semaine,semaine prochaine'
same meeting 1,2 start=2025-03
same meeting 1 start=2025-03-14
same meeting 1 start=vendredi
same meeting 2 'start=31/03'
same meeting 3 start=2025-07-01
same meeting 3 start=juillet
same meeting 3,4 'start>2025-03'
same meeting 1 'start=2025-03-14 18:00'
same meeting 1 start=2025-03-14T17:00:00Z
same meeting 2,3,4 'start>2025-03-14T17:00:00Z'
same meeting 1,2,3,4 'start>=2025-03-14T17:00:00Z'
same meeting 4 start=2025-10-26
same meeting 4 'start>=26/10/2025 02:00' 'start<26/10/2025 03:00'
same meeting 1,2,3,4 'start>=2025' 'start<2026'
same meeting 1,2 'start<=2025-03-31'
same meeting 1 'start<2025-03-31'
bad task 'due' due=blurb
bad task 'due' due=31/02
bad task 'due' 'due=2025-03-14 10:00'
bad meeting 'start' start=mercredu

# Regular expressions: blind to case and accents' case, on any kind; a bad one is said.
same task 1 'title~^relancer'
same task 2 'title~^éCRIRE'
same task 2,4,5 'title~É'
same task 1,5 'title~^r.*(ars|bilan)$'
same task 3 'notes~^100%'
same task 5 'notes~œdème'
same task 3 'notes~\d+%'
same task 1,2 'assignees~mil'
same task 1 'project~^parcours'
same task 1,2,3 'due~^2025-03'
same directory 1 'skills~^dia'
same directory 1 'profession_label~infirm'
same project 1 'budget_cents~^12'
same directory 1,3 'associate~true'
bad task 'title: .*not closed' 'title~('
bad task 'title' 'title~[z-a]'
same task 1,2,3,4,5 'title~'

# Derived fields; limit after the filter; orders.
same task 1,2 'urgency>1000'
same task 3,4 urgency=
same task 1,2,5 'urgency>=0'
same task 1 'urgency>500' --limit 1
same task 5 title~bilan --limit 1
same task 1 'status=open' --limit 1
same task 5,1 status=open --sort -due
same task 3,2 'title~[cé]' --sort title --limit 2
is "$(plexus-task list --ids --sort title | paste -sd,)" 3,2,1,5,4 'titles sort folded'
is "$(plexus-directory list --ids --sort family | paste -sd,)" 2,4,1,3 'names too'
is "$(plexus-directory list --ids --sort given,-family | paste -sd,)" 4,3,1,2 'unset last'
is "$(plexus-directory list --ids --sort -given | paste -sd,)" 1,3,4,2 'whatever the direction'
is "$(plexus-task list --ids --sort due | paste -sd,)" 3,1,2,5,4 'for days'
is "$(plexus-task list --ids --sort -due | paste -sd,)" 5,2,1,3,4 'in both directions'
is "$(plexus-task list --ids --sort priority,-id | paste -sd,)" 1,5,2,4,3 'words in their order'
is "$(plexus-task list --ids --sort -urgency --limit 2 | paste -sd,)" 1,2 'derived fields sort'
is "$(plexus-task list --ids --sort assignees | paste -sd,)" 2,1,4,3,5 'lists sort'
is "$(plexus-task list --ids --sort project | paste -sd,)" 2,1,5,3,4 'references sort by key'
is "$(plexus-project list --ids --sort -budget_cents | paste -sd,)" 1,3,2 'money sorts'
is "$(plexus-task list --ids --limit 0)" '' 'no row at all'
is "$(plexus-task list title~e --json --fields title,id --limit 1 | jq -c '.[0]|keys_unsorted')" '["title","id"]' '--fields in the order asked'
is "$(plexus-task list --csv --fields urgency --sort title --limit 1)" $'urgency\n""' 'a field may sort without being shown'
is "$(plexus-task list --json --fields titre | jq -c '.[0]|keys')" '["title"]' '--fields knows French'
run plexus-task list --fields titel
like "$code $err" '2 .*did you mean title' '--fields names the nearest'

# Bare words: beginnings of words, blind to case and accents, all of them.
same task 1 relan
same task 1 ARS
same task 2 ecri
same task 5 oed
same task 5 bilan
same task 1 'courr 12'
same task 1 courrier relancer
same task '' elancer
same task 3 100
same task 4 zebu
same directory 3 œuv
same directory 3 oeuv luc
same directory 1,4 etp
same directory 2,4 abel
same directory 4 abel durand
same task '' "'; DROP TABLE task; --"
# Nothing to search for would be everything: only an empty operand says nothing.
for word in '!!!' '&' '%' '…'; do
	bad task "'$word': no letter and no digit to search for" "$word"
done
same task 1,2,3,4,5 ''

# ANDed with others.
same task 1 status=open relan 'due<=vendredi' 'title~ars' 'urgency>0'
same task '' status=open status=done

# What is wrong.
bad task 'stauts: no such field of a task; did you mean .status' stauts=open
bad task 'STAUTS' STAUTS=open
bad task 'a comparison takes one value' 'priority<high,low'
bad task 'a comparison takes one value' 'due<'
bad task 'minutes: .abc' minutes=abc
bad task 'title!~x.*operators' 'title!~x'
bad directory 'neither yes nor no' associate=perhaps
bad directory 'profession: sorcier' profession=sorcier
same task 1,2,5 'échéance<=fin décembre' 'statut!=done'
run plexus-task list 'échéance=2025-03-14' --ids
is "$code $out" '0 1' 'a French name may have its accents'

# count and export take the same.
is "$(plexus-task count status=open --json | jq -c .)" '[{"count":2}]' 'count filters'
is "$(plexus-task count --by status --sort status --csv | paste -sd' ')" 'status,count open,2 started,1 done,1 dropped,1' 'and groups'
is "$(plexus-task count --by assignees --sum minutes --json 'minutes>0' | jq -c 'map([.assignees,.count,.minutes])')" '[[["emile"],1,30],[[],2,135]]' 'and adds up'
is "$(plexus-task export 'title~é' | jq .id | paste -sd,)" 2,4,5 'export filters'

# The same as jq says, for every pair of them.
all=$(plexus-task list --json)
agree() { # FILTER JQ
	is "$(plexus-task list --ids "$1" | paste -sd,)" "$(jq -r ".[]|select($2)|.id" <<<"$all" | paste -sd,)" "$1 is $2"
}
agree 'status=open' '.status=="open"'
agree 'minutes>=15' '.minutes and .minutes>=15'
agree 'minutes<30' '.minutes!=null and .minutes<30'
agree 'due>2025-03-14' '.due and .due>"2025-03-14"'
agree 'due!=2025-03-14' '.due!="2025-03-14"'
agree 'project!=asthme' '.project!="asthme"'
agree 'assignees=abel' '.assignees|index("abel")'
agree 'assignees!=abel' '.assignees|index("abel")|not'
agree 'urgency<1000' '.urgency!=null and .urgency<1000'
agree 'title~e$' '.title|test("e$";"i")'
done_testing
