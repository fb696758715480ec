#!/bin/bash
# Everything from nothing: a Debian with only git, make and a C compiler, in a folder of its own,
# where a fresh clone runs `make demo` and `make check`.  Not part of `make check`: it needs root
# (debootstrap, chroot) and downloads a system.
#
#	tests/bare/run.sh [FOLDER]      the folder is made, and left there
#
# The mirror and the release are those that this machine's apt uses; so is its apt configuration.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
root=${1:-$(mktemp -d "${TMPDIR:-/var/tmp}/plexus-bare.XXXXXX")}
root=$(realpath -m "$root")

[[ $(id -u) -eq 0 ]] || { echo "$0: needs root" >&2; exit 1; }
command -v debootstrap >/dev/null || { echo "$0: apt-get install debootstrap" >&2; exit 1; }
# shellcheck disable=SC1091
codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
# shellcheck disable=SC2016 # the format is apt's
mirror=$(apt-get indextargets --format '$(REPO_URI)' "Codename: $codename" | head -1)

if [[ ! -e $root/etc/debian_version ]]; then
	debootstrap --variant=minbase --include=ca-certificates "$codename" "$root" "$mirror"
	rm -f "$root/etc/apt/sources.list"
	cp -a /etc/apt/. "$root/etc/apt/"
	# hooks of this machine's own programs, which the new one does not have
	grep -lE 'Post-Invoke|IndexTargets' "$root"/etc/apt/apt.conf.d/* | xargs -r rm -f
	cp /etc/resolv.conf /etc/hosts "$root/etc/"
	echo 'exit 101' >"$root/usr/sbin/policy-rc.d" && chmod +x "$root/usr/sbin/policy-rc.d"
	chroot "$root" sh -c 'apt-get update -q && apt-get install -qy --no-install-recommends git make gcc libc6-dev'
fi

cleanup() { umount "$root/proc" "$root/dev/pts" "$root/dev" 2>/dev/null || true; }
trap cleanup EXIT
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount -t devpts devpts "$root/dev/pts" 2>/dev/null || true

rm -rf "$root/plexus.git" "$root/plexus"
git clone -q --bare "$top" "$root/plexus.git"
chroot "$root" git clone -q /plexus.git /plexus
for target in demo check; do
	start=$SECONDS
	env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$root" sh -c "cd /plexus && make $target" 2>&1 | tee "$root/$target.log" | tail -5
	echo "make $target: $((SECONDS - start)) s"
done
