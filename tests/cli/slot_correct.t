#!/usr/bin/env bash
# What is written of an appointment is corrected afterwards; its contact is sealed again.
. "$(dirname "$0")/../lib.sh"

at 2026-03-02T08:00:00Z # a Monday, 9:00 in Paris
new_team
plexus-directory add -q Martin --given Zoé --profession kiné
plexus-directory add -q Dupont --given Jeanne --profession médecin
plexus-slot open -q --who martin --start 'lundi 14:00' --every 15min --count 4 --audience team
plexus key init -q
contact() { plexus-slot show "$1" --type appointment --json --fields contact | jq -r .contact; }
traces() { local wrap n=0; bytes >stored; for wrap in $wraps; do grep -qaF -- "$wrap" stored && n=$((n + 1)); done; echo $n; } # how many of $wraps
plexus-slot book 1 --patient 'A. B., 1948' --by dupont --contact 0600000000 -q
plexus-slot book 2 --patient 'C. O., 1950' --by dupont --contact 0611111111 -q
two=2
wraps=$(sql 'SELECT substr(wrap, 20, 40) FROM seal')
run plexus-slot edit "$two" --type appointment --contact 0622222222
status 2 'edit changes no appointment'
like "$err" 'plexus-slot correct' 'and says what does'
run plexus-slot correct "$two" --contact 0622222222
status 0 'a contact is corrected'
unlike "$out$err" '22222222|11111111' 'which repeats neither'
is "$(contact "$two")" '+33622222222' 'show opens the new one'
is "$(sql 'SELECT count(*) FROM seal')" 2 'one key each: that of the old one is gone'
is "$(traces)" 1 'from every file'
run plexus log appointment "$two" --json
is "$code $(json '.[-1] | .change + " " + .command')" '0 edit slot-correct' 'the journal tells of it'
unlike "$out$(bytes | strings)" '22222222|11111111' 'and not what it is'
echo 0633333333 | plexus-slot correct "$two" --contact - -q
is "$(contact "$two")" '+33633333333' 'by standard input too'
run plexus-slot correct "$two" --contact 0633333333x
status 2 'what is no contact is refused'
unlike "$out$err" '33333333' 'without repeating it'
run plexus-slot correct "$two" --audience public
status 2 'who it was shown to is not corrected'
run plexus-slot correct "$two" --by martin
status 2 'nor who booked it'
plexus-slot correct "$two" --patient 'C. O., 1951' --reason pansement --urgent=yes -q
is "$(plexus-slot show "$two" --type appointment --json | jq -r '[.patient, .reason, .urgent] | join(" ")')" 'C. O., 1951 pansement true' 'patient, reason and urgency are'
run plexus-slot correct "$two" --patient 'Clara Oswald' -n
like "$err" 'no name is needed' 'a name is told to be too much'
run plexus-slot correct "$two" --contact=
is "$code $(contact "$two") $(sql 'SELECT count(*) FROM seal')" '0 null 1' 'none any more: its key is gone'
plexus-slot cancel "$two" --reason x -q
run plexus-slot correct 99 --contact 0612345678
status 3 'of nobody'
run plexus-slot correct 1 2 --reason x --json
is "$code $(json 'length')" '0 2' 'several at once'
run plexus-slot correct 1
status 2 'nothing to correct'
run plexus doctor
status 0 'all is well'
done_testing
