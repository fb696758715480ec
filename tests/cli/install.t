#!/usr/bin/env bash
# make install puts all under PREFIX, where programs find what they need; uninstall takes it away.
. "$(dirname "$0")/../lib.sh"

prefix=$tmp/usr
again() { env -u MAKEFLAGS -u MAKELEVEL make -s -C "$top" B="$built" PREFIX=/usr DESTDIR="$tmp" "$@"; }

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
	ok "plexus-$page(7) is installed in French" test -s "$prefix/share/man/fr/man7/plexus-$page.7"
done

# From there alone: rules, messages, completion.
export PATH=$prefix/bin:/usr/bin:/bin
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
