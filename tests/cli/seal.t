#!/usr/bin/env bash
# The contacts of patients: sealed, opened by `show` alone, under another key, forgotten for good; the key
# and its file; links that cancel or move once.
. "$(dirname "$0")/../lib.sh"

export PLEXUS_NOW=2026-03-02T08:00:00Z # a Monday, 9:00 in Paris
new_team
plexus-directory add -q Martin --given Zoé --profession kiné
plexus-directory add -q Petit --given Luc --profession kiné
plexus-directory add -q Dupont --given Jeanne --profession médecin
for who in martin petit; do
	plexus-slot open -q --who $who --start 'lundi 14:00' --every 15min --count 24 --audience team
done
book() { plexus-slot book "$1" --patient 'M. D., 1948' --by dupont "${@:2}"; }
contact() { plexus-slot show "$1" --type appointment --json --fields contact "${@:2}" | jq -r .contact; }
# How many of $wraps are somewhere in the files of the database.
traces() { local wrap n=0; bytes >stored; for wrap in $wraps; do grep -qaF -- "$wrap" stored && n=$((n + 1)); done; echo $n; }
key=$HOME/.config/plexus/keys/$(plexus-directory show --type organization 1 --json | jq -r .uid).key

# Without a key there is no contact.
run book 1 --contact 0612345678
status 2 'a contact is refused without a key'
like "$err" 'plexus key init' 'and the refusal says how to make one'
unlike "$out$err" '12345678' 'and repeats nothing'
is "$(plexus-slot list --type appointment --ids | wc -l)" 0 'nothing was booked'
run plexus-slot token 1
status 3 'no link without an appointment'
run plexus key rotate
status 3 'nothing to rotate'
run plexus key export
status 3 'nor to export'

# The key.
run env -u HOME plexus key init
status 3 'no place for one: said'
like "$err" 'PLEXUS_KEY' 'and how to give it one'
run plexus key init
status 0 'a key is made'
like "$err" 'keep a copy elsewhere' 'and what to do with it'
is "$(stat -c %a "$key") $(stat -c %a "${key%/*}")" '600 700' 'nobody else reads it, nor its folder'
sum=$(sha256sum <"$key")
run plexus key init
status 4 'it is never made again'
is "$(sha256sum <"$key")" "$sum" 'it stays as it was'
run env PLEXUS_KEY="$tmp/work/two" plexus key init --json
is "$(json 'keys|join(" ")') $(json .file)" "file key sealed $tmp/work/two" 'where it is asked, in JSON'
unlike "$out$err" "$(awk '/^1/ { print $3 }' two)" 'without what it is'
is "$(cd "$tmp" && umask 0 && PLEXUS_KEY=bare plexus key init -q && stat -c %a bare)" 600 'whatever the umask'
echo "key = $tmp/work/three" >"$HOME/.config/plexus/config"
plexus key init -q
ok 'the configuration says where' test -s three
rm "$HOME/.config/plexus/config"
for i in 1 2 3 4 5 6 7 8; do PLEXUS_KEY=race plexus key init -q 2>/dev/null && echo $i; done >won
is "$(wc -l <won) $(grep -c ^1 race)" '1 1' 'of many who make it one does'

# Sealed, and opened by show.
run book 1 --contact '06 12 34 56 78' --json
is "$code $(json .contact)" '0 sealed' 'what was booked does not repeat it'
is "$(contact 1)" '+33612345678' 'show opens it'
like "$(plexus-slot show 1 --type appointment)" 'contact +\+33612345678' 'to people too'
like "$(sql 'SELECT contact FROM appointment')" '^sealed:[A-Za-z0-9_-]{22}:[A-Za-z0-9_-]+$' 'the row holds it sealed'
is "$(plexus-slot list --type appointment --jsonl | jq -r .contact)" sealed 'list does not'
is "$(plexus-slot list --type appointment --csv --fields contact | tail -1)" sealed 'nor CSV'
is "$(plexus-slot export --type appointment | jq -r .contact)" sealed 'nor export'
like "$(LANGUAGE=fr plexus-slot list --type appointment --fields id,contact)" 'scellé' 'the word is said in French'
run book 2 --contact 'Anne.Roy@Example.ORG' -q
is "$(contact 2)" 'Anne.Roy@example.org' 'a mail address'
run book 3 --contact - -q <<<'  +33 6 98 76 54 32'
is "$(contact 3)" '+33698765432' 'a line of standard input'
run book 4 --contact - -q
status 2 'that must be there'
length() { sql "SELECT length(contact) FROM appointment WHERE id = $1"; }
is "$(length 1)" "$(length 2)" 'a sealed text does not tell how long it is'
isnt "$(sql 'SELECT contact FROM appointment WHERE id = 1' | cut -d: -f3)" \
	"$(sql 'SELECT contact FROM appointment WHERE id = 3' | cut -d: -f3)" 'nor what it is'
for bad in 06123 anne@ 'anne@roy' "$(printf '06\a1234567')" "$(printf '%02000d' 7)"; do
	run book 4 --contact "$bad"
	is "$code" 2 'what is no contact is refused'
	unlike "$err" "${bad:0:5}" 'without a word of it'
done
run sql "UPDATE appointment SET contact = '+33612345678'"
like "$err" 'appointment_contact' 'the database takes nothing clear'

# Never compared.
run plexus-slot list --type appointment contact=0612345678
status 2 'a contact is not looked for'
unlike "$err" '0612' 'nor repeated'
for filter in 'contact~06' 'contact<06' 'contact!=06'; do
	run plexus-slot list --type appointment "$filter"
	is "$code" 2 'in no way'
done
is "$(plexus-slot list --type appointment 'contact!=' --ids | wc -l)" 3 'but whether there is one'
book 4 -q
is "$(plexus-slot list --type appointment contact= --ids)" 4 'or none'
run plexus-slot list --type appointment --sort contact
status 2 'no order'
run plexus-slot count --type appointment --by contact
status 2 'no groups'

# The file of the key.
chmod 640 "$key"
run contact 1
is "$out" sealed 'a key that others may read opens nothing'
like "$(plexus-slot show 1 --type appointment 2>&1 >/dev/null)" 'others may read this key: chmod 600' 'and it says how to mend that'
run book 5 --contact 0612345678
is "$code" 2 'nor seals'
chmod 600 "$key"
mv "$key" kept
run contact 1
is "$out" sealed 'a key that is lost'
run plexus doctor --json
is "$(json '.[]|select(.check=="contacts")|.level')" warning 'doctor tells'
like "$(json '.[]|select(.check=="contacts")|.message')" 'put a copy of yours back' 'and what to do'
run plexus key init
status 4 'another is not made by mistake'
like "$err" '3 values are sealed by a key that is not here.*--force' 'since contacts would be lost'
run plexus key init --force -q
status 0 'but when they are given up'
run contact 1
is "$out" sealed 'which they are'
like "$err" 'does not hold the key' 'and told'
is "$(plexus-slot show 1 --type appointment --json 2>/dev/null | jq -r .patient)" 'M. D., 1948' 'all else is there'
mv kept "$key"
chmod 600 "$key"
is "$(contact 1)" '+33612345678' 'a copy put back opens them'
cp "$key" kept
printf '1 zzz\n' >"$key"
run contact 1
like "$err" ':1: is no key' 'a damaged file'
printf '# empty\n' >"$key"
run contact 1
like "$err" 'holds no key' 'an empty one'
cat kept >"$key"
run plexus key export -o "$tmp/work/copy"
is "$code $(stat -c %a copy)" '0 600' 'a copy for a safe'
is "$(grep ^1 copy)" "$(grep ^1 "$key")" 'holds the same'
like "$err" 'in another place than the database' 'and what it is is said'
is "$(plexus key export -q)" "$(cat "$key")" 'on standard output too'

# Another key.
before=$(sql 'SELECT contact FROM appointment ORDER BY id; SELECT count(*) FROM journal')
wraps=$(sql 'SELECT wrap FROM seal ORDER BY name')
run plexus key rotate --dry-run
is "$code $(grep -c ^1 "$key")" '0 1' 'tried without a trace'
run plexus key rotate
is "$(traces)" 0 'the old covers are in no file' # sqlite3 has not folded the WAL yet
like "$out" '3 contacts are sealed by a new key' 'a new key covers them'
is "$(grep -c ^1 "$key") $(stat -c %a "$key")" '2 600' 'the old one stays in the file'
is "$(sql 'SELECT contact FROM appointment ORDER BY id; SELECT count(*) FROM journal')" "$before" 'no row, no line of the journal changes'
is "$(sql 'SELECT DISTINCT substr(wrap, 1, 8) FROM seal')" "$(awk '/^1/ { id = $2 } END { print id }' "$key")" 'every data key is under it'
is "$(contact 1) $(contact 2)" '+33612345678 Anne.Roy@example.org' 'all is opened still'
grep '^1' "$key" | tail -1 >new && cp "$key" both && cat new >"$key"
is "$(contact 1)" '+33612345678' 'the new key alone is enough'
cat both >"$key"
for i in 1 2 3 4 5 6; do plexus key rotate -q & done
wait
is "$(grep -c ^1 "$key")" 8 'six at once add six'
is "$(contact 1)" '+33612345678' 'and lose nothing'

# Altered.
old=$(sql 'SELECT contact FROM appointment WHERE id = 1')
sql "UPDATE appointment SET contact = (SELECT contact FROM appointment WHERE id = 2) WHERE id = 1"
is "$(contact 1)" 'Anne.Roy@example.org' 'a sealed text opens wherever it stands'
sql "UPDATE appointment SET contact = substr('$old', 1, length('$old') - 1) || CASE substr('$old', length('$old')) WHEN 'A' THEN 'Q' ELSE 'A' END WHERE id = 1"
run contact 1
is "$out" sealed 'one that was altered does not'
like "$err" 'was altered' 'and that is said'
sql "UPDATE appointment SET contact = '$old' WHERE id = 1"
sql "UPDATE seal SET wrap = (SELECT wrap FROM seal ORDER BY name DESC LIMIT 1)"
opened=0
for i in 1 2 3; do [[ $(contact $i 2>/dev/null) == sealed ]] || opened=$((opened + 1)); done
is "$opened" 1 'a data key opens its own text alone'
sql "DELETE FROM seal"
run contact 1
like "$err" 'it was forgotten' 'without its data key it is forgotten'

# Forgotten.
new_team
plexus key init -q
plexus-directory add -q Martin --given Zoé --profession kiné
plexus-directory add -q Petit --given Luc --profession kiné
plexus-directory add -q Dupont --given Jeanne --profession médecin
for who in martin petit; do
	plexus-slot open -q --who $who --start 'lundi 14:00' --every 15min --count 24 --audience team
done
book 1 --contact 0612345678 -q
book 2 --contact anne@example.org -q
book 3 --contact 0698765432 -q
plexus-slot cancel 3 --reason grippe -q
row=$(sql 'SELECT contact FROM appointment WHERE id = 1')
wraps=$(sql 'SELECT wrap FROM seal')
is "$(plexus-slot forget --now 2026-04-01T07:00:00Z --jsonl | jq -r .id | paste -sd,)" '' 'not before their time'
run plexus-slot forget --now 2026-04-01T13:20:00Z --dry-run --json
is "$(json 'map(.id)|join(",")')" '1,2,3' 'thirty days after: tried'
is "$(contact 1)" '+33612345678' 'without a trace'
run plexus doctor --json --now 2026-04-01T13:20:00Z
like "$(json '.[]|select(.check=="contacts")|.message')" '3 contacts are kept longer' 'doctor tells'
is "$(traces)" 3 'the data keys are in a file'
run plexus-slot forget --now 2026-04-01T13:20:00Z
is "$(traces)" 0 'once forgotten, in none'
like "$out" 'appointment 1 contact forgotten' 'forgotten'
is "$(contact 1) $(contact 3) $(sql 'SELECT count(*) FROM seal')" 'null null 0' 'with their data keys'
ok 'though the journal has the sealed text' grep -qaF -- "$row" <(bytes)
sql "UPDATE appointment SET contact = '$row' WHERE id = 1"
run contact 1
is "$out" sealed 'which opens no more, put back from the old journal'
like "$err" 'forgotten' 'and that is said'
run plexus doctor --json
is "$(json '.[]|select(.check=="journal")|.level')" ok 'the journal holds'
run plexus-slot forget --now 2026-04-02T13:20:00Z -q
status 0 'the rest'
book 4 --contact 0612345678 -q
plexus-directory edit --type organization 1 --contact-days 1 -q
plexus-slot forget -q --now 2026-03-03T12:00:00Z
is "$(contact 4)" '+33612345678' 'not yet'
plexus-slot forget -q --now 2026-03-03T14:00:00Z
is "$(contact 4)" null 'the organization says when'

# Links.
book 5 --contact 0612345678 -q
token=$(plexus-slot token 5)
is "$(plexus-slot token 5)" "$token" 'a token is the same until it is used'
like "$token" '^[A-Za-z0-9_-]{59}$' 'and fits a link'
not_ok 'it stands nowhere' grep -qaF -- "$token" <(bytes)
is "$(plexus-slot token 5 --json | jq -r '[.action, .expires] | join(" ")')" 'any 2026-03-02T14:00:00Z' 'until the appointment begins'
flip() { [[ ${1:$2:1} == A ]] && echo "${1:0:$2}B${1:$(($2 + 1))}" || echo "${1:0:$2}A${1:$(($2 + 1))}"; }
for at in 0 3 6 8 12 20 40 57; do
	run plexus-slot redeem "$(flip "$token" "$at")"
	is "$code" 2 "altered at $at, it is refused"
done
for forged in x '' "$token$token" "${token}A" "${token%?}" 'é'; do
	run plexus-slot redeem "$forged"
	is "$code" 2 'and what is no token'
done
like "$err" 'no link of this organization' 'in plain words'
run plexus-slot redeem "$(PLEXUS_KEY=$tmp/work/two plexus-slot token 5)"
is "$code" 2 'and one of another key'
cancel=$(plexus-slot token 5 --action cancel) move=$(plexus-slot token 5 --action move)
run plexus-slot redeem "$cancel" --to 7
is "$code" 2 'one that cancels moves nothing'
run plexus-slot redeem "$move"
is "$code" 2 'one that moves cancels nothing'
run plexus-slot redeem "$token" --to 30
is "$code" 4 'a link goes to no slot of others'
plexus-slot publish 30 --audience public -q
run plexus-slot redeem "$token" --to 30 --dry-run
status 0 'but where everyone is shown it'
plexus-slot close 8 -q
run plexus-slot redeem "$token" --to 8 --json
is "$code $(json length)" '4 3' 'one that is not free: the next three'
run plexus-slot redeem "$token" --to 7 --json
is "$code $(json '[.status, .start]|join(" ")')" '0 booked 2026-03-02T14:30:00Z' 'moved by its patient'
for used in "$token" "$move"; do
	run plexus-slot redeem "$used" --to 5
	is "$code" 4 'used once, all are'
done
run plexus-slot redeem "$cancel"
is "$code" 4 'whatever they are for'
like "$err" 'used already' 'and that is said'
token=$(plexus-slot token 5)
plexus key rotate -q
run plexus-slot redeem - --reason 'plus besoin' --json <<<"$token"
is "$code $(json '[.status, .cancelled_by, .cancel_reason]|join(" ")')" '0 cancelled patient plus besoin' 'cancelled, by a token of before the last key'
run plexus-slot redeem "$token"
is "$code" 4 'once'
run plexus-slot token 5
is "$code" 4 'what is over has no link'
book 9 -q
token=$(plexus-slot token 6)
run plexus-slot redeem "$token" --now 2026-03-02T15:00:00Z
is "$code" 4 'nor what has begun'
plexus-slot move 6 10 -q
run plexus-slot redeem "$token" --now 2026-03-02T15:05:00Z
is "$code" 4 'a token is over when it was said to be'
for i in 1 2 3 4 5 6 7 8; do { plexus-slot redeem "$token" -q 2>/dev/null; echo $?; } & done >codes
wait
is "$(sort codes | uniq -c | awk '{ print $1 "x" $2 }' | paste -sd' ')" '1x0 7x4' 'of eight who use it one does'
run book 11 --contact anne@example.org --token
is "$code $(plexus-slot redeem "$out" --json | jq -r .status)" '0 cancelled' 'book gives it at once'
run book 12 --token --json
is "$(json '[.action, (.token|length)]|join(" ")')" 'any 59' 'in JSON too'

# A thousand contacts, half telephones and half mails: in no file, no log, no error, no output but show's.
new_team
plexus key init -q
plexus-directory add -q Dupont --given Jeanne --profession médecin
plexus-slot open -q --who dupont --start 'lundi 10:00' --every 5min --count 150 --repeat 'FREQ=DAILY;COUNT=7' --audience team
export PLEXUS_SQL_LOG=$tmp/work/sql.log PLEXUS_DEBUG=1
for ((i = 0; i < 1000; i++)); do
	((i % 2)) && echo "06$((10000000 + i * 86243))" || echo "nom$((i * 7919 + 100000))q@exemple$i.fr"
done >contacts
cat >booker <<'END'
contact=$1 n=$2
plexus-slot book "$n" --patient "P $n" --by dupont --contact "$contact" -v
((n % 10)) || plexus-slot book "$n" --patient late --by dupont --contact "$contact" --json
((n % 10)) || plexus-slot book 1001 --patient wrong --by dupont --contact "x$contact"
((n % 100)) || plexus-slot show "$n" --type appointment --contact "$contact"
((n % 100)) || plexus-slot list --type appointment "contact=$contact"
((n % 100)) || PLEXUS_KEY=/none plexus-slot book 1002 --patient wrong --by dupont --contact "$contact"
END
nl -w1 contacts | awk '{ print $2, $1 }' | xargs -P4 -n2 bash booker >said 2>errors
is "$(sql 'SELECT count(*), count(DISTINCT contact) FROM appointment')" '1000|1000' 'a thousand bookings'
n=1003
if sqlite_only 'the WAL'; then
	until [[ -s $PLEXUS_DB-wal ]]; do # it is folded back now and then
		book $n --contact "$(sed -n "$((n - 1000))p" contacts)" -q
		n=$((n + 1))
	done
	cp "$PLEXUS_DB"* .
	ok 'with a WAL' test -s plexus.db-wal
fi
plexus-slot move 3 1020 -q
plexus-slot cancel 4 --reason grippe -q
plexus-slot export --type appointment >export.jsonl
plexus-slot list --type appointment --csv=excel-fr >list.csv
plexus log --limit 3000 >log.txt
plexus log --limit 3000 --json >log.json
plexus doctor -v >doctor.txt 2>&1
rows >dump # the journal too
# What stands after the prefix is the same however it was written.
sed 's/^06//; s/@.*//' contacts >needles
leaks() { LC_ALL=C grep -aoFf needles "$@" | head -3; }
ok 'there are files to look into' test -s said -a -s errors -a -s sql.log -a -s dump -a -s log.json
is "$(plexus-slot show 1 2 --type appointment --json | leaks -c)" 2 'what is searched for would be found'
for file in $(compgen -G "plexus.db*") said errors sql.log export.jsonl list.csv log.txt log.json doctor.txt dump; do
	is "$(leaks "$file")" '' "not in $file"
done
is "$(grep -c 'not a phone number\|not a mail' errors)" 100 'where a hundred were refused'

done_testing
