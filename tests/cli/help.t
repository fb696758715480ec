#!/usr/bin/env bash
# Help, manual and schema say what the tables say.  (meta.t asks the same of every program.)
. "$(dirname "$0")/../lib.sh"

# Help: examples first, the verb's fields with their words, only the options that it takes.
run plexus-project help
is "$(grep -nE '^(Examples|usage|Verbs)' <<<"$out" | cut -d: -f2 | paste -sd' ')" 'Examples usage Verbs' 'examples come first'
run plexus-project help add
like "$out" '--status WORD  *status: idea, active, closed' 'a field with its words'
like "$out" '--members RECORD,…' 'a list'
like "$(grep -e '--title' <<<"$out")" 'required' 'what is required'
unlike "$(grep -e '--slug' <<<"$out")" 'required' 'a key that is made from the title is not'
unlike "$out" '--created' 'system fields are not for people'
unlike "$out" '--sort' 'add sorts nothing'
like "$out" '-n, --dry-run' 'add has a dry run'
run plexus-project help edit
unlike "$out" '--limit' 'edit cuts nothing'
run plexus-project help list
like "$out" 'for filters, --fields and --sort:' 'list tells its fields'
unlike "$out" '--dry-run' 'list changes nothing'
unlike "$out" '--type' 'one type: no --type'
run plexus-directory help add
like "$out" '--type TYPE' 'several types'
like "$out" 'Fields of practitioner.*Fields of organization' 'all of them are told'
run plexus-directory add --type organization --help
unlike "$out" 'Fields of practitioner' 'or the one that is asked'
run plexus-project help lst
is "$code $out" '2 ' 'help of an unknown verb'
like "$err" 'did you mean list' 'names the nearest'
run plexus-project list nowhere=1 --help
status 0 'help wins over what is wrong elsewhere'
ok 'lines fit in 100 columns' test "$(for verb in add list import; do plexus-project help $verb; done | wc -L)" -le 100

# The dispatcher lists the programs beside it, and passes everything on.
run plexus --help
like "$out" 'Programs:.*project  *projects, their members' 'programs with their summaries'
is "$(plexus help project)" "$(plexus-project --help)" 'help PROGRAM'
is "$(plexus project help add)$(plexus help project add)" "$(plexus-project help add)$(plexus-project help add)" 'and its verbs'
run plexus proejct list
is "$code" 2 'a program that is not there'
like "$err" 'did you mean project' 'the nearest is named'
run plexus hlep
like "$err" 'did you mean help' 'help too'

# French, whatever locales the machine has, once the catalogue is built.
if [[ -e $built/share/locale/fr/LC_MESSAGES/plexus.mo ]]; then
	like "$(plexus-project --help --lang fr)" 'projet' '--lang fr'
	like "$(LC_ALL=C.UTF-8 LANGUAGE=fr plexus-project --help)" 'projet' 'LANGUAGE=fr'
	like "$(LC_ALL='' LANG=fr_FR.UTF-8 plexus-project --help)" 'projet' 'LANG=fr_FR.UTF-8, that the machine lacks'
	mkdir -p "$HOME/.config/plexus"
	echo 'lang = fr' >"$HOME/.config/plexus/config"
	like "$(plexus-project --help)" 'projet' 'the configuration, when the locale says nothing'
	unlike "$(LC_ALL='' LANG=en_GB.UTF-8 plexus-project --help)" 'projet' 'and not when it does'
	rm "$HOME/.config/plexus/config"
	like "$(plexus-project --manual --lang fr)" 'projet' 'the manual too'
else
	skip 'no French catalogue'
fi
run plexus-project list --lang de
is "$code" 2 'a language that is not ours'

# The schema describes what --json prints.
new_team
plexus-project add Sport --theme 'éducation' --members '' -q
schema() { plexus-project "$2" --schema | jq -c "$1"; }
is "$(schema '."$schema"' list)" '"https://json-schema.org/draft/2020-12/schema"' 'its dialect'
is "$(schema .type list) $(schema .type show) $(schema .type add)" '"array" "object" "object"' 'an array of objects, or one'
is "$(plexus-project show 1 --json | jq -c keys_unsorted)" "$(plexus-project show --schema | jq -c '.properties|keys_unsorted')" 'the same keys, in the same order'
is "$(schema .properties.status.enum show)" '["idea","active","closed"]' 'words'
is "$(schema .properties.id.type show)" '"integer"' 'a number that is always there'
is "$(schema .properties.budget_cents.type show)" '["integer","null"]' 'a number that may be unset'
is "$(schema '.properties.members|[.type,.items.type]' show)" '["array","string"]' 'a list'
is "$(schema .properties.start.format show)" '"date"' 'a format'

# Manual: roff's own signs in our texts do no harm.
plexus-project --manual >project.1
is "$(mandoc -T lint -W warning project.1 2>&1 | grep -v 'referenced manual not found')" '' 'it is well-formed'
text=$(mandoc -T utf8 -O width=100 project.1 | col -bx)
like "$text" "plexus-project add 'Parcours BPCO'" 'quotes survive'
for section in VERBS 'COMMON OPTIONS' FIELDS ENVIRONMENT FILES 'EXIT STATUS' EXAMPLES; do
	like "$text" $'\n'"$section"$'\n' "section $section"
done
is "$(awk '/^[A-Z]/ { on = /^EXIT STATUS/ } on && $1 ~ /^[0-9]+$/ { print $1 }' <<<"$text" | paste -sd' ')" '0 1 2 3 4 5 6 75 130' 'every exit status'
# What --type takes is said where it is asked, and where it was not understood.
run plexus-meeting help import
like "$(tr -s ' \n' ' ' <<<"$out")" '--type TYPE the type of record: meeting, attendance, rate, ' 'help lists the types'
new_team
run plexus-meeting list --type zorro
is "$code" 2 'an unknown type'
like "$err" 'unknown type: zorro; one of: meeting, attendance, rate' 'they are listed'
[[ ! -e $built/share/locale/fr/LC_MESSAGES/plexus.mo ]] ||
	is "$(plexus-meeting list --type présence --lang fr; echo $?)" 0 'a type may be called as people are shown it'
run plexus-task done 'Changer le toner'
like "$err" 'not found; it goes by its number, which list shows' 'what a task goes by is said'
run plexus-task done 99
like "$err" 'task 99: not found$' 'to who gave no number'
done_testing
