#!/bin/bash
# The theme that is there: its words in both languages, its sheet, and that nothing is asked of anyone.
# shellcheck source=../lib.sh disable=SC2154
. "$(dirname "$0")/../lib.sh"
theme=$top/share/site/theme/default

words() { sed -n 's/^\([a-z_0-9]*\): .*/\1/p' "$theme/words.$1.yaml"; }
is "$(words fr | sort)" "$(words en | sort)" 'each word is there in French and in English'
is "$(words fr | sort | uniq -d)" '' 'once'
is "$(grep -ohE '\{\{t\.[a-z_0-9]+\}\}' "$theme"/*.html | sed 's/{{t\.//; s/}}//' | sort -u)" "$(words fr | sort)" \
	'templates use each, and no other'
is "$(grep -nE ' [:;!?»]|« ' "$theme/words.fr.yaml" | grep -v '^[0-9]*:#')" '' 'no French space before a mark breaks a line'
is "$(grep -hoE '\{\{>[a-z0-9_-]+\}\}' "$theme"/*.html | sed 's/{{>//; s/}}//' | sort -u | while read -r name; do
	[[ -f $theme/$name.html ]] || echo "$name"
done)" '' 'each partial is a file'

is "$(grep -lE '<script|<iframe|javascript:| on[a-z]+=|style=' "$theme"/*.html)" '' 'no script, no style outside the sheet'
is "$(cat "$theme"/*.html "$theme/style.css" | grep -oE '(https?:)?//[a-z]' | sort -u)" '' 'no address elsewhere'
unlike "$(<"$theme/style.css")" '@import|url\(|@font-face' 'the sheet fetches nothing'
sheet=$(gzip -9c "$theme/style.css" | wc -c)
report $((sheet < 6000)) 'the sheet is small' "$sheet bytes by gzip"
is "$(grep -L 'aria-hidden="true"' "$theme"/icon-*.html "$theme/mark.html" "$theme/frieze.html")" '' 'drawings are for the eye alone'

# A theme beside site.yaml stands in place of this one, file by file.
new_team
plexus-site init -q
mkdir site/ours
echo '{{>head}}<h1>{{page.title}}</h1><p>Chez nous</p>{{>foot}}' >site/ours/404.html
echo 'theme: ours' >>site/site.yaml
run plexus-site build --draft --out public
status 0 'a site is built with a theme of its own'
like "$(<public/404.html)" 'Chez nous' 'its templates are taken'
like "$(<public/index.html)" 'class="hero"' 'and the others are those of the theme that is there'
done_testing
