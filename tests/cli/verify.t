#!/usr/bin/env bash
# The journal's chain: the first line that does not hold is named; what was kept elsewhere, signed, tells
# of a journal that was written anew.
. "$(dirname "$0")/../lib.sh"

new_team
new_people 3
plexus-task add 'Relancer l’hôpital "Nord"' --assignees dupont -q
plexus-task edit 1 --notes $'deux\nlignes' -q
plexus-task add 'Imprimer' -q
plexus-task done 2 -q
plexus-task remove 2 -q
last=$(plexus log --json | jq '.[-1].seq')
chain=$(plexus log --json | jq -r '.[-1].chain')

# It holds.
run plexus verify
status 0 'a chain that holds'
like "$out" "^$last lines, the chain holds" 'is counted'
like "$out" "$chain" 'and its head printed'
run plexus verify --json
is "$(json -c '[.ok,.lines,.chain,.what,.line,.anchors]')" "[true,$last,\"$chain\",\"whole\",null,0]" 'for programs too'
run plexus verify -q
is "$code$out$err" 0 'or not at all'
run plexus verify --schema
is "$(json -r '.type')" object 'with the schema of that'

# It does not.
kept=$(database kept)
copy_database "$PLEXUS_DB" "$kept"
broken() { # SQL REGEX WHAT LINE NAME
	copy_database "$kept" "$PLEXUS_DB"
	force "$1"
	run plexus verify
	status 5 "$5: found"
	like "$err" "$2" "$5: named"
	run plexus verify --json
	status 5 "$5: found for programs"
	is "$(json -c '[.ok,.what,.line]')" "[false,\"$3\",$4]" "$5: named for programs"
}
uid=$(plexus-task show 1 --json | jq -r .uid)
like "$(plexus log --json | jq -r '.[4].uid')" "$uid" 'line 5 is about task 1'
broken "UPDATE journal SET after = replace(after, 'Nord', 'Sud') WHERE seq = 5" \
	"line 5 was altered: .* \(task $uid\)" altered 5 'a content that was altered'
is "$(json -c '[.type,.uid,.lines]')" "[\"task\",\"$uid\",4]" 'with its record, and the lines before it'
broken "UPDATE journal SET actor = 'martin' WHERE seq = 2" 'line 2 was altered' altered 2 'another actor'
broken "UPDATE journal SET at = '2025-03-14T09:00:01Z' WHERE seq = 3" 'line 3 was altered' altered 3 'another instant'
broken "UPDATE journal SET operation = 'task-edit/x' WHERE seq = 6" 'line 6 was altered' altered 6 'another operation'
broken "UPDATE journal SET after = NULL WHERE seq = 6" 'line 6 was altered' altered 6 'a content that is gone'
broken "DELETE FROM journal WHERE seq = 4" 'line 4 is missing' missing 4 'a line that is gone'
broken "DELETE FROM journal WHERE seq = 1" 'line 1 is missing' missing 1 'the first that is gone'
broken "UPDATE journal SET seq = -seq WHERE seq IN (4, 5); UPDATE journal SET seq = 9 + seq WHERE seq < 0" \
	'line 4 does not follow' unlinked 4 'two lines exchanged'
broken "UPDATE journal SET chain = digest WHERE seq = 1" 'line 1 does not follow' unlinked 1 'a chain that begins elsewhere'
broken "UPDATE journal SET chain = digest WHERE seq = 5" 'line 5 does not follow' unlinked 5 'a chain that goes elsewhere'
broken "UPDATE journal SET digest = chain, chain = digest WHERE seq = 7" 'line 7 was altered' altered 7 'hashes exchanged'
broken "DELETE FROM journal WHERE seq > 4" "task 1: its last change has no line.* \(task $uid\)" cut 5 'an end that was cut'
copy_database "$kept" "$PLEXUS_DB"

# Anchors.
run plexus anchor
status 3 'nothing is signed without a key'
like "$err" 'plexus key init' 'and how to make one is said'
plexus key init -q 2>/dev/null
run plexus anchor
status 0 'with one it is'
cp "$tmp/out" first.txt
like "$out" "^plexus_anchor 1
organization [0-9a-f-]{36}
name MSP du Val
seq $last
chain $chain
at 2025-03-14T09:00:00Z
taken 2025-03-14T09:00:00Z
schema [0-9]+
key [0-9a-f]{8}
public [A-Za-z0-9+/]{43}=
signature [A-Za-z0-9+/]{86}==$" 'as lines that can be read, and typed'
run plexus anchor --json
cp "$tmp/out" first.json
is "$(json -r 'to_entries[] | "\(.key) \(.value)"')" "$(<first.txt)" 'JSON has the same, in the same order'
run plexus anchor --jsonl
is "$(wc -l <"$tmp/out")" 1 'on a line, for a file that grows'
plexus-task add 'Encore' -q
plexus anchor >second.txt
for file in first.txt first.json second.txt; do
	run plexus verify --anchor $file
	status 0 "$file holds"
	like "$out" '1 anchor holds' 'and that is said'
done
run plexus verify --anchor first.txt second.txt first.json --json
is "$(json .anchors)" 3 'several at once'
cat second.txt first.json first.txt >all.txt
run plexus verify -a all.txt --json
is "$(json .anchors)" 3 'in one file too'
jq . first.json >pretty.json
run plexus verify -a pretty.json
status 0 'however the JSON is laid out'
jq -s . first.json first.json | plexus verify -a - --json >"$tmp/out"
is "$(json .anchors)" 2 'in an array, from standard input'
sed 's/$/\r/' first.txt >windows.txt
run plexus verify -a windows.txt
status 0 'after a journey through Windows'

# Others check it, without us.
plexus anchor --public -o plexus.pem
like "$(<plexus.pem)" 'BEGIN PUBLIC KEY' 'the public key is a file of its own'
checks() { # ANCHOR
	sed '/^signature /d' "$1" >signed
	sed -n 's/^signature //p' "$1" | base64 -d >signature
	openssl pkeyutl -verify -pubin -inkey plexus.pem -rawin -in signed -sigfile signature
}
ok 'openssl finds it signed' checks first.txt
sed 's/^seq .*/seq 3/' first.txt >false.txt
not_ok 'and another not' checks false.txt
jq -r 'to_entries[] | select(.key != "signature") | "\(.key) \(.value)"' first.json >signed
jq -r .signature first.json | base64 -d >signature
ok 'JSON too' openssl pkeyutl -verify -pubin -inkey plexus.pem -rawin -in signed -sigfile signature

# Anchors that do not hold.
wrong() { # FILE REGEX NAME
	run plexus verify --anchor "$1"
	status 5 "$3"
	like "$err" "$1:[0-9]+: .*$2" "$3: said"
	like "$out" 'the chain holds' "$3: the chain itself does"
}
for field in organization name seq chain at taken schema key; do
	sed "s/^$field .*/$field 00/" first.txt >false.txt
	wrong false.txt 'its signature does not hold' "another $field"
done
sed 's/^public .*/public AAAA/' first.txt >false.txt
wrong false.txt 'its signature does not hold' 'a public key that is none'
sed '$d' first.txt >false.txt
wrong false.txt 'was cut: no signature' 'one that was cut'
sed 2d first.txt >false.txt
wrong false.txt 'no organization' 'one without a line'
cat first.txt first.txt | sed 11d >false.txt
wrong false.txt 'no signature' 'one that was cut before another'
sed '$d' first.txt | cat - first.json >false.txt
wrong false.txt 'no signature' 'and before one in JSON'
sed '3s/^/more than that\n/' first.txt >false.txt
wrong false.txt 'is no line of an anchor' 'a line too many'
: >empty.txt
wrong empty.txt 'holds no anchor' 'an empty file'
head -c 300 /dev/urandom >bytes.txt
run plexus verify --anchor bytes.txt
status 5 'a file of anything'
echo '{"plexus_anchor":1,' >half.json
wrong half.json 'neither JSON nor a line' 'half an object'
sed 's/^plexus_anchor 1/plexus_anchor 2/' first.txt >later.txt
wrong later.txt 'later version' 'one of a later version'
run plexus verify --anchor nowhere.txt
status 3 'a file that is not there'
other=$(database other)
plexus init --db "$other" --name Autre --kind msp -q
PLEXUS_DB=$other plexus key init -q 2>/dev/null
PLEXUS_DB=$other plexus anchor >other.txt
wrong other.txt 'of another organization' 'one of another house'
run plexus verify --anchor other.txt first.txt --json
status 5 'one that does not hold among others'
is "$(json -c '[.ok,.what,.anchors]')" '[false,"anchor",1]' 'fails them all, and they are counted'

# Under another key.
plexus key rotate -q
plexus anchor >third.txt
isnt "$(grep ^key third.txt)" "$(grep ^key first.txt)" 'a new key signs what comes'
run plexus verify --anchor first.txt third.txt
status 0 'what older keys signed stays good'
run plexus verify --anchor first.txt --public plexus.pem
status 0 'by the public key that was kept as well'
key=$HOME/.config/plexus/keys/$(plexus-directory show --type organization 1 --json | jq -r .uid).key
mv "$key" "$key.aside"
run plexus verify --anchor first.txt --public plexus.pem
status 0 'without ours then'
run plexus verify --anchor first.txt
status 3 'else ours are needed'
plexus key init -q 2>/dev/null
wrong first.txt 'signed by the key [0-9a-f]{8}, which is not ours' 'signed by a key that we have not'
run plexus verify --anchor third.txt --public plexus.pem
status 5 'nor is a newer one that of an older file'
mv "$key.aside" "$key"

# Written anew to its end: the chain holds, and is another.
hash_of() { printf '%s' "$1" | sha256sum | cut -d' ' -f1; }
column() { sql "SELECT $2 FROM journal WHERE seq = $1"; }
forge() { # SEQ OLD NEW
	local seq previous digest text at
	previous=$(column $(($1 - 1)) chain)
	sql "UPDATE journal SET after = replace(after, '$2', '$3') WHERE seq = $1"
	for ((seq = $1; seq <= $(sql 'SELECT max(seq) FROM journal'); seq++)); do
		text=$(jq -cn --arg at "$(column "$seq" at)" --arg actor "$(column "$seq" actor)" --arg operation "$(column "$seq" operation)" \
			--argjson organization "$(column "$seq" organization)" --arg type "$(column "$seq" type)" --arg uid "$(column "$seq" uid)" \
			--arg before "$(column "$seq" before)" --arg after "$(column "$seq" after)" \
			'def no: if . == "" then null else . end; [$at, $actor, $operation, $organization, $type, $uid, ($before | no), ($after | no)]')
		digest=$(hash_of "$text")
		previous=$(hash_of "$previous$digest")
		sql "UPDATE journal SET digest = '$digest', chain = '$previous' WHERE seq = $seq"
	done
}
forge 5 Nord Sud
run plexus verify
status 0 'a journal that was written anew holds'
like "$(plexus log --json | jq -r '.[4].after.title')" Sud 'though it lies'
run plexus verify --anchor first.txt --json
status 5 'what was kept of it tells'
is "$(json -c '[.ok,.what,.line]')" "[false,\"anchor\",$last]" 'as a broken anchor'
like "$err" "first.txt:1: anchor: line $last of the journal is not the one that was kept" 'naming it'
copy_database "$kept" "$PLEXUS_DB"
sql "DELETE FROM journal WHERE seq >= $last - 1"
sql 'DELETE FROM task'
wrong first.txt "line $last of the journal is not there any more" 'an end that was cut, with its records'

# Taken while others write.
new_team
plexus key init -q 2>/dev/null
writers=()
for w in 1 2 3 4; do
	for ((i = 0; i < 12; i++)); do plexus-task add "Tâche $w $i" -q; done & writers+=($!)
done
for ((i = 0; i < 12; i++)); do plexus anchor --jsonl; done >taken.jsonl 2>taken.err
wait "${writers[@]}"
is "$(wc -l <taken.jsonl) $(<taken.err)" '12 ' 'anchors are taken while others write'
run plexus verify --anchor taken.jsonl --json
is "$code$(json -c '[.ok,.anchors,.lines]')" '0[true,12,49]' 'and hold when they have'

# Whose anchor it is cannot be said: nothing holds.
if sqlite_only 'an organization that was taken away'; then
	plexus anchor -o last.txt
	sqlite3 "$PLEXUS_DB" 'DELETE FROM organization'
	run plexus verify --anchor last.txt
	is "$code" 5 'no organization, no anchor that holds'
	like "$err" 'its organization is missing' 'and that is said'
	run plexus doctor --json
	is "$(json -c '[.[] | select(.level == "broken" and .check != "integrity") | [.check, .message]]')" '[["configuration","the default organization is missing"]]' 'doctor says it once, and nothing without a word'
fi
done_testing
