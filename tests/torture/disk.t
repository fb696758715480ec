#!/usr/bin/env bash
# A disk that is full, a file system that is read-only, a folder that is somebody else's: each is
# said, exits with 6, and leaves the database sound.
. "$(dirname "$0")/torture.sh"

sqlite_only 'a disk that is full under them' || done_testing
[[ $(id -u) -eq 0 ]] || skip_all 'mounting a small disk needs root'
mkdir "$tmp/disk"
mount -t tmpfs -o size=1500k,mode=755 tmpfs "$tmp/disk" 2>/dev/null || skip_all 'this machine lets nobody mount'
trap 'umount "$tmp/disk"; rm -rf "$tmp"' EXIT
export PLEXUS_DB=$tmp/disk/t.db
new_team

seq -f 'Relance %g' 20000 | sed '1i title' >tasks.csv
run plexus-task import tasks.csv
status 6 'an import that fills the disk fails'
like "$err" 'disk is full' 'and says why'
run plexus-task list --json
is "$(jq length <<<"$out")" 0 'nothing of it is stored'
dd if=/dev/zero of="$tmp/disk/filler" bs=1k status=none 2>/dev/null
n=0
while run plexus-task add 'Encore' && ((n < 500)); do n=$((n + 1)); done
status 6 'a full disk ends writing'
like "$err" 'disk is full' 'and is said'
rm "$tmp/disk/filler"
run plexus doctor -q
status 0 'the database is sound'
run plexus-task add 'Place'
status 0 'with some space it is written again'

# Again and again, with a little more room each time: what is said to be stored is stored.
told=$(plexus-task list --ids | wc -l)
sed '1i title' <(seq -f 'Petit import %g' 300) >few.csv
for ((round = 1; round <= $(times 15 80); round++)); do
	dd if=/dev/zero of="$tmp/disk/filler" bs=1k status=none 2>/dev/null
	truncate -s -$((round * 2 % 90 + 1))k "$tmp/disk/filler" 2>/dev/null
	while run plexus-task add "Serré $round" && ((code == 0)); do told=$((told + 1)); done
	attempt test $code = 6
	run plexus-task import few.csv -q
	attempt test $code = 6
	printf 'avant' >"$tmp/disk/export.csv" 2>/dev/null
	old=$(<"$tmp/disk/export.csv")
	run plexus-task list --csv -o "$tmp/disk/export.csv" # there may be room for it
	((code == 0)) || attempt test "$code $(<"$tmp/disk/export.csv")" = "6 $old"
	rm -f "$tmp/disk/filler" "$tmp/disk/export.csv"
	attempt test "$(plexus-task list --ids | wc -l)" = "$told"
	attempt sound
done
is "$(find "$tmp/disk" -name '*export*')" '' 'no half file stays'

mount -o remount,ro "$tmp/disk"
for verb in 'add Non' 'edit 1 --title Non' 'done 1' 'remove 1 --yes' "import $tmp/work/few.csv"; do
	# shellcheck disable=SC2086 # words
	run plexus-task $verb
	attempt test $code = 6
	attempt test "$(plexus-task list --ids | wc -l)" = "$told"
done
sum_up 'checks on a disk that is full, or read-only'
run plexus-task count
status 0 'on a read-only disk one reads'
run plexus-task add 'Non'
status 6 'and does not write'
like "$err" 'not written by you|Read-only' 'which is said'
mount -o remount,rw "$tmp/disk"

as_nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups -- "$@"; }
as_nobody test -x "$(command -v plexus-task)" || { skip 'nobody may run the programs here'; done_testing; }
chmod 755 "$tmp" "$tmp/home"
run as_nobody plexus-task count
status 6 'who has no right to read is refused'
like "$err" 'no right' 'and told so'
chmod 644 "$PLEXUS_DB"*
run as_nobody plexus-task count
status 0 'who may read the files reads, though the folder cannot be written'
rm "$PLEXUS_DB-shm"
run as_nobody plexus-task count
status 6 'without the -shm file that is not possible'
like "$err" 'any plexus command run by its owner' 'and who mends it is said'
run plexus-task count
run as_nobody plexus-task count
status 0 'mended as said'
done_testing
