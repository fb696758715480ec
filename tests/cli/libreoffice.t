#!/usr/bin/env bash
# A French LibreOffice opens what --csv=excel-fr wrote, types every cell again as it does by itself,
# and saves: nothing was changed, so import changes nothing.
. "$(dirname "$0")/../lib.sh"
command -v soffice >/dev/null || skip_all 'no LibreOffice (libreoffice-calc-nogui)'

# French by its own settings, not by a locale that the machine may lack.
profile=$tmp/office
mkdir -p "$profile/user"
cat >"$profile/user/registrymodifications.xcu" <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>fr-FR</value></prop></item></oor:items>
XML
office() { timeout 120 soffice "-env:UserInstallation=file://$profile" --headless --norestore "$@" >"$tmp/office.log" 2>&1; }
# Options of its CSV filter: separator, quote, encoding (76 UTF-8, 1 Windows-1252), first line, none,
# French (1036), quoted cells are typed again too, special numbers and dates are recognized.
opens='CSV:59,34,76,1,,1036,false,true'
saves() { echo "csv:Text - txt - csv (StarCalc):59,34,$1,1,,1036,$2,true"; }

new_team
at 2025-03-14T09:12:37Z
imported() { "$@" -q 2>>"$tmp/made" || report 0 "$*" "$(<"$tmp/made")"; }
imported plexus-directory import "$top/share/demo/equipe.csv"
imported plexus-directory import --type organization "$top/share/demo/structure.csv"
imported plexus-directory import --type location "$top/share/demo/sites.csv"
imported plexus-directory import "$top/share/demo/public.csv"
imported plexus-directory import --type service "$top/share/demo/services.csv"
imported plexus-project import "$top/share/demo/projets.csv"
imported plexus-task import "$top/share/demo/taches.csv"
imported plexus-meeting import "$top/share/demo/reunions.csv"
imported plexus-meeting import --type attendance "$top/share/demo/presences.csv"
imported plexus-meeting import --type rate "$top/share/demo/taux.csv"

# What spreadsheets spoil: text that looks like numbers, dates, hours or truth, zeros in front, long
# numbers, telephones, whole euros, years after 2029, the hour that comes twice, lines in a cell.
words=('007' '1/2' '10:30' 'vrai' '2025-03-04' '0612345678' '1 mars' 'Mars 2025' 'mai-25' '50 %' '1e5' '12,50' '3.5' '5 €'
	'+33612345678' '123456789012345678' "'tis" '1.2.3' '1 200' 'lundi 3 mars 2025' '8h30' '-5' '12' '(12)' 'T3 2025' '12/24'
	"'007" "''007" '3-4' '=2+2' '@lui' '- tiret' '#5' $'Deux\nlignes; "citées"' ' ')
for text in "${words[@]}"; do
	title=${text//$'\n'/ }
	imported plexus-task add --title "Tâche $title" --notes "$text" --due 2031-12-01
	[[ ${title// /} ]] && imported plexus-task add --title "$title"
done
imported plexus-project add 'Mars 2025' --theme 12,50 --budget-cents 120000 --start 2030-02-01 # its slug is a date
imported plexus-project add 'Budget' --budget-cents 123456789 --members aubry,joly
imported plexus-directory add Avril --given Mai
imported plexus-directory add Avril --given Juin --skills '1\,5,a,007' --phone +262692123456 # her handle is one too
imported plexus-directory add Belge --phone +3225551212 --adeli 019209998 --joined 2024-02-29
imported plexus-directory add Ouvert --hours 24/7 --fees '30 €' --languages fr --sector 1 --photo 1/2.jpg --public no
imported plexus-directory add Juste --hours 'Mar 03-05 off' --fees '12,50' --about $'Deux\nlignes, "citées"' --new-patients yes
imported plexus-directory add 'Mars' --type service --description '1/2' --hours 'lu 10:30-12:00' --location 'cabinet des garennes'
imported plexus-task add 'Pour elle' --assignees avril-2,aubry --project mars-2025
imported plexus-directory add CHU --type organization --siret 35600000000048 --finess 010000024 --postcode 01000 --insee 01053 --lat 46.2 --lon -5.25
imported plexus-directory add 'Site 2' --type location --address '12' --phone 0262900000 --lat -21.1151 --lon 55.5364
imported plexus-meeting add 'Heure d’hiver' --start 2025-10-26T00:30:00Z
imported plexus-meeting add 'Heure d’hiver' --start 2025-10-26T01:30:00Z
imported plexus-meeting hold 1 --files 3
imported plexus-report set 2025 patients=4000 contract_start=2024-07-01 users_level=2 daily_hours=12.5 public_health_missions=vaccination,elderly
echo preuve >"1.5, 'mars 2025'.pdf"
imported plexus-report evidence 2025 A1-SP "1.5, 'mars 2025'.pdf"

kinds='organization:directory location:directory practitioner:directory healthcare_service:directory project:project meeting:meeting task:task attendance:meeting rate:meeting exercise:report fact:report evidence:report'
of() { # PROGRAM TYPE VERB [OPTION…]
	if [[ $2 == task || $2 == project ]]; then plexus-"$1" "${@:3}"; else plexus-"$1" "${@:3}" --type "$2"; fi
}
content() { for pair in $kinds; do of "${pair#*:}" "${pair%:*}" export; done; }
at 2026-03-16T08:00:00Z
content >before
lines=$(plexus log --jsonl | wc -l)
mkdir out
for pair in $kinds; do
	of "${pair#*:}" "${pair%:*}" list --csv=excel-fr -o "out/${pair%:*}.csv" -q
done

unchanged() { # FOLDER NAME: its files say nothing new
	local pair type rows
	for pair in $kinds; do
		type=${pair%:*}
		rows=$(of "${pair#*:}" "$type" count --json | jq '.[0].count')
		run of "${pair#*:}" "$type" import "$1/$type.csv" --json
		is "$code $(json -c '[.read,.unchanged]')$err" "0 [$rows,$rows]" "$type, $2: 0 changed, without a word"
	done
}
office "--infilter=$opens" --convert-to "$(saves 76 false)" --outdir utf8 out/*.csv
like "$(sed -n 2p utf8/rate.csv)" ';75$' 'the cells were typed again: 75,00 is 75 now'
like "$(sed -n 2p utf8/rate.csv)" ';01/01/25;' 'and days have two digits for the year'
unchanged utf8 'saved in UTF-8'
office "--infilter=$opens" --convert-to "$(saves 1 true)" --outdir 1252 out/*.csv
like "$(iconv -f utf-8 1252/practitioner.csv 2>&1)" 'illegal|cannot convert|invalid' 'another encoding'
unchanged 1252 'in Windows-1252, every text quoted'
for format in ods xlsx; do
	office "--infilter=$opens" --convert-to $format --outdir $format out/*.csv
	office --convert-to "$(saves 76 false)" --outdir "$format-csv" $format/*.$format
	unchanged "$format-csv" "as .$format and back"
done
content >after
is "$(diff before after | head -4)" '' 'the database is the same'
is "$(plexus log --jsonl | wc -l)" "$lines" 'to the journal'

# One that speaks American English swaps days and months: nothing of that is taken.
sed -i s/fr-FR/en-US/ "$profile/user/registrymodifications.xcu"
office "--infilter=$opens" --convert-to "$(saves 76 false)" --outdir us out/task.csv
like "$(sed -n 2p us/task.csv)" '03/14/25 09:12 AM|03/14/25 10:12 AM' 'an American spreadsheet'
run plexus-task import us/task.csv --json
is "$code $(json -c '[.new,.changed,.rejected == .read]')" '5 [0,0,true]' 'is refused whole'
like "$err" 'us/task.csv:2: created: .* month first: save it in French' 'and why is said'
sed -i s/en-US/fr-FR/ "$profile/user/registrymodifications.xcu"

# What somebody does change there is taken, and nothing else.
edit() { sed -i "$1" "$2" && run of "$3" "$4" import "$2" --json; }
edit '2s/;75$/;80/' utf8/rate.csv meeting rate
is "$(json -c '[.changed,.unchanged]') $(plexus-meeting show --type rate 1 --json | jq .hourly_cents)" '[1,16] 8000' '80 in a column of euros is 80 euros'
edit 's/;1200;/;1500;/' utf8/project.csv project project
is "$(json .changed) $(plexus-project show mars-2025 --json | jq -c '[.budget_cents,.title,.theme]')" '1 [150000,"Mars 2025","12,50"]' 'so is a budget, whose other cells stay'
edit 's/;Pour elle;open;/;Pour elle;done;/' utf8/task.csv task task
is "$(json .changed) $(plexus-task list 'title~^Pour elle' --json | jq -c '.[0]|[.status,.assignees,.project]')" \
	'1 ["done",["avril-2","aubry"],"mars-2025"]' 'who it is for has a name like a day, and keeps it'
done_testing
