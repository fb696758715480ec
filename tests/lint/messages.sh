#!/bin/bash
# Every catalogue is well-formed and complete: every text that the sources mark has its translation.
pot=$(mktemp) && trap 'rm -f "$pot"' EXIT
git ls-files -co --exclude-standard 'lib/*.c' 'cmd/*.c' |
	xargs xgettext --language=C --from-code=UTF-8 --keyword=_ --keyword=N_ --keyword=px_tr \
		--keyword=px_trn:1,2 --keyword=NC_:1c,2 --output="$pot" || exit 1
failed=0
for po in share/locale/*.po; do
	msgfmt --check --output=/dev/null "$po" || failed=1
	# the header is always printed: it is the first of them
	missing=$(msgmerge --quiet --no-fuzzy-matching "$po" "$pot" | msgattrib --untranslated --no-obsolete --no-wrap | grep '^msgid ' | tail -n +2)
	[[ -z $missing ]] && continue
	failed=1
	{ echo "$po: $(wc -l <<<"$missing") texts without translation, as" && head -5 <<<"$missing"; } >&2
done
((!failed)) && echo 'messages: complete'
