#!/usr/bin/env bash
# vCards in and out of the directory: three versions, files as telephones and mail programs write them.
. "$(dirname "$0")/../lib.sh"
cases=$top/tests/cases/vcard
new_team

essence() { plexus-directory export "$@" | jq -c 'del(.id, .created, .updated, .organization)'; }

run plexus-directory import "$cases/phone-3.0.vcf" --json
status 0 'cards of a telephone are read'
is "$(json -c '[.read,.new,.rejected]')" '[3,3,0]' 'and counted'
run plexus-directory show nguyen --json
is "$(json -c '[.family,.given,.adeli,.profession,.specialty,.email,.mssante,.phone]')" \
	'["Nguyen","Kim","492600010","10","Cardiologue","kim.nguyen@example.net","kim.nguyen@medecin.mssante.fr","+33698765432"]' \
	'with what they say'
run plexus-directory import "$cases/phone-3.0.vcf" --json
is "$(json -c '[.new,.changed,.unchanged]')" '[0,0,3]' 'again, nothing changes'

run plexus-directory import "$cases/outlook-2.1.vcf" --json
is "$(json -c '[.read,.new]')" '[1,1]' 'a card of Outlook'
is "$(plexus-directory list rpps=10890000010 --json | jq -r '.[0] | .family + " " + .given + " " + .phone')" \
	'Lévêque Hélène +33612345678' 'in quoted-printable of another charset'

iconv -t UTF-16 "$cases/mixed-4.0.vcf" >wide.vcf
run plexus-directory import wide.vcf --json
status 0 'UTF-16'
is "$(json -c '[.read,.new]')" '[2,2]' 'is two persons'
like "$err" '1 card of an organization was left \(--type organization takes it\)' 'and what is not one of them is said'
run plexus-directory import --type organization wide.vcf --json
is "$(json -c '[.read,.new]')" '[1,1]' 'the organization, when it is asked for'
tr -d '\n' <"$cases/mixed-4.0.vcf" | head -c 10 >cut.vcf
run plexus-directory import cut.vcf
isnt "$code" 0 'the beginning of a first line is no card'

run plexus-directory import "$cases/damaged.vcf" --rejects refused.csv --json
status 5 'damaged cards'
is "$(json -c '[.read,.new,.rejected]')" '[6,2,4]' 'are rejected, the others stored'
like "$(<refused.csv)" 'not closed by END:VCARD' 'with the reason'
like "$err" 'damaged.vcf:11: line 13: no .:. between' 'and the line'
run plexus-task import "$cases/phone-3.0.vcf"
status 5 'no task is a card'
like "$err" 'these are vCards' 'and that is said'

plexus-directory import "$top/share/demo/equipe.csv" -q 2>/dev/null
plexus-directory edit nadeau --skills 'écho\, doppler,tabac' --specialty "$(printf 'long %.0s' {1..40})été; fin" -q
plexus-directory add 'Site du Puits' --type location --address '12, rue du Puits' --postcode 49320 --city 'Le Val' --hours 'lundi; mardi' -q
plexus-directory edit --type organization 1 --postcode 49320 --city 'Le Val' --lat 47.36 --lon -1.17 --phone 0241000000 -q
for version in 2.1 3.0 4.0; do
	run plexus-directory export --vcard=$version -o "team-$version.vcf"
	status 0 "export in $version"
	is "$(grep -c '^END:VCARD' "team-$version.vcf")" "$(plexus-directory list --ids | wc -l)" '  a card for each'
	is "$(grep -vc $'\r$' "team-$version.vcf")" 0 '  every line ends in CR LF'
	is "$(LC_ALL=C awk '{ sub(/\r$/, "") } length($0) > 75' "team-$version.vcf" | wc -l)" 0 '  of 75 octets at most'
	is "$(grep -m1 ^VERSION "team-$version.vcf")" "VERSION:$version"$'\r' '  and says its version'
	essence >here.jsonl
	essence --type organization id=1 >here-organization.jsonl
	essence --type location >here-location.jsonl
	plexus-directory export --type organization id=1 --vcard=$version -o organization.vcf
	plexus-directory export --type location --vcard=$version -o location.vcf
	run plexus-directory import "team-$version.vcf" --json
	is "$(json -c '[.new,.changed,.rejected]')" '[0,0,0]' '  import here changes nothing'
	run plexus-directory import --type organization organization.vcf --json
	is "$(json -c '[.new,.changed,.unchanged]')" '[0,0,1]' '  of the organization neither'

	PLEXUS_DB=$(database "other-$version")
	plexus init --name 'Ailleurs' --kind cpts -q
	run plexus-directory import "team-$version.vcf" --json
	status 0 '  import elsewhere'
	essence >there.jsonl
	ok '  loses nothing' cmp here.jsonl there.jsonl
	run plexus-directory import "team-$version.vcf" --json
	is "$(json -c '[.new,.changed]')" '[0,0]' '  and again changes nothing'
	plexus-directory import --type organization organization.vcf -q
	essence --type organization id=2 >there.jsonl
	ok '  the organization is whole' cmp here-organization.jsonl there.jsonl
	plexus-directory import --type location location.vcf -q
	essence --type location >there.jsonl
	ok '  the site is whole' cmp here-location.jsonl there.jsonl
	PLEXUS_DB=$(location plexus)
done
is "$(plexus-directory export id=1 --vcard | grep -c '^ORG:MSP du Val')" 1 '3.0 without a version; the team is named'
is "$(plexus-directory export family=nobody --vcard)" '' 'nobody is no card'
run plexus-directory export family=nobody --vcard --exit-code
status 3 'and may be told by the exit status'
run plexus-directory export --vcard=5.0
status 2 'an unknown version'
run plexus-directory export --vcard --json
status 2 'two formats at once'
run plexus-directory export --vcard --type rpps
status 2 'the register is not for address books'
run bash -c 'plexus-directory export --vcard >/dev/full'
isnt "$code" 0 'a full disk is told'
done_testing
