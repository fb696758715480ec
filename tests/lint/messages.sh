#!/bin/bash
# Every catalogue is well-formed and complete: every text that the sources mark has its translation.
pot=$(mktemp) && trap 'rm -f "$pot"' EXIT
git ls-files -co --exclude-standard 'lib/*.c' 'cmd/*.c' |
	xargs xgettext --language=C --from-code=UTF-8 --keyword=_ --keyword=N_ --keyword=px_tr \
		--keyword=px_trn:1,2 --output="$pot" || exit 1
failed=0
for po in share/locale/*.po; do
	msgfmt --check --output=/dev/null "$po" || failed=1
	# msgcmp says which texts have no translation, and which translations have no text
	msgcmp --use-untranslated "$po" "$pot" 2>/dev/null || msgcmp "$po" "$pot" || failed=1
	missing=$(msgmerge --quiet --no-fuzzy-matching "$po" "$pot" | msgattrib --untranslated --no-obsolete | grep -c '^msgid ')
	((missing <= 1)) || { echo "$po: $((missing - 1)) texts without translation" >&2; failed=1; }
done
((!failed)) && echo 'messages: complete'
