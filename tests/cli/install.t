#!/usr/bin/env bash
# make install puts all under PREFIX, where programs find what they need; uninstall takes it away.
. "$(dirname "$0")/../lib.sh"

# From a build for another place, and a copy of it: other tests run from that.
prefix=$tmp/usr
mkdir "$tmp/b"
(cd "$built" && cp -a bin cmd lib share libplexus.a ready flags prefix "$tmp/b")
again() { env -u MAKEFLAGS -u MAKELEVEL make -s -C "$top" B="$tmp/b" PREFIX=/usr DESTDIR="$tmp" "$@"; }

run again install
status 0 'make install'
for path in "$built"/bin/*; do
	program=${path##*/}
	is "$("$prefix/bin/$program" --version)" "$("$program" --version)" "$program is installed"
	ok "$program(1) is installed" test -s "$prefix/share/man/man1/$program.1"
	ok "$program(1) is installed in French" test -s "$prefix/share/man/fr/man1/$program.1"
done
for page in filters dates formats; do
	ok "plexus-$page(7) is installed" test -s "$prefix/share/man/man7/plexus-$page.7"
	ok "plexus-$page(7) can be read before" test -s "$tmp/b/share/man/man7/plexus-$page.7" -a -s "$tmp/b/share/man/fr/man7/plexus-$page.7"
	ok "plexus-$page(7) is installed in French" test -s "$prefix/share/man/fr/man7/plexus-$page.7"
done

# A program that is far from its files looks where they were to be installed.
cp "$prefix/bin/plexus-report" "$tmp/alone"
run "$tmp/alone" aci --year 2025 --facts <(echo '{}')
like "$err" '/usr/share/plexus' 'the prefix is the one of the installation'
unlike "$err" '/usr/local' 'not the one of the first build'
run again install
is "$code$out" 0 'what is installed is not made again'

# From there alone: rules, messages, completion.
export PATH=$prefix/bin:/usr/bin:/bin
no_database
plexus init --name 'MSP du Val' --kind msp -q
run plexus-report aci --year 2025 --json
status 0 'rules are found'
run plexus task --lang fr help list
like "$out" 'imprim|affich' 'messages are found, in French'
ok 'completion is installed' bash -n "$prefix/share/bash-completion/completions/plexus"
ok 'for zsh too' test -s "$prefix/share/zsh/site-functions/_plexus"
for path in "$built"/bin/*; do
	ok "for ${path##*/} in fish" test -s "$prefix/share/fish/vendor_completions.d/${path##*/}.fish"
done
is "$(find "$prefix" -type f ! -perm -o=r)" '' 'everybody may read it'

run again uninstall
status 0 'make uninstall'
is "$(find "$prefix" -type f -o -type l)" '' 'nothing is left'
done_testing
