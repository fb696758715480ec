#!/usr/bin/env bash
# What does no harm to a site or to who reads it: scripts in names and texts, titles without end,
# right-to-left words, images that lie, Markdown bombs, names of files, links out of the folder.
. "$(dirname "$0")/../lib.sh"

export XDG_CACHE_HOME=$tmp/cache
at 2026-01-05T08:00:00Z
theme=$top/tests/cases/site_theme
new_team
build() { run timeout 60 plexus-site build --content "${content:-site}" --out "${out_folder:-public}" --theme "$theme" --draft "$@"; }
page() { # NAME TITLE BODY: a page of the content
	printf -- '---\ntitle: %s\n---\n%s\n' "$2" "$3" >"site/pages/$1.md"
}
mkdir -p site/{pages,actualites,evenements,images,documents,equipe}
printf 'address: https://msp.example/\ndescription: "A \\"quoted\\" <b>bold</b> & more"\n' >site/site.yaml
attack='<script>alert(1)</script>'

# script in a name, of a record and of a text
plexus-directory add "Dupont\"><script>alert(1)</script>" --given 'Anne' --profession 10 --public yes -q 2>/dev/null ||
	plexus-directory add 'Dupont' --given 'Anne' --profession 10 --public yes --about "$attack" -q
plexus-directory add --type location "Site $attack" --address "1 rue \"'>$attack" --postcode 49000 --city Angers -q
plexus-directory edit msp-du-val --type organization --name "MSP $attack" -q
page attack "\"$attack\"" 'Un mot.'
page attribute "'\" onmouseover=alert(1) x='" 'Un mot.'
build
status 0 'names with scripts in them are built'
is "$(grep -rhoiE '<script[^>]*>' public | sort -u)" '<script type="application/ld+json">' 'no script is in any page'
is "$(grep -rlE '<[a-z]+[^<>]*[[:space:]]onmouseover=' public)" '' 'no attribute comes out of a title'
like "$(<public/attack.html)" '<h1>&lt;script&gt;alert\(1\)&lt;/script&gt;</h1>' 'they are shown as they were written'
like "$(<public/attack.html)" 'u003cscript' 'in linked data too, where no tag can end it'
ok 'which is JSON still' jq -e . <<<"$(sed -n 's/.*ld+json">\(.*\)<\/script>.*/\1/p' public/attack.html)"
ok 'the map of the site is XML' xmllint --noout public/sitemap.xml
for file in public/*.html; do
	is "$(xmllint --html --noout "$file" 2>&1 | grep -vi 'tag \(nav\|main\|header\|footer\|section\|article\|time\|svg\|path\) invalid\|^ *\^\|^<' | grep -c 'parser error')" 0 "${file#*/} is read without a fault"
done

# raw HTML, and links that run
page html 'HTML' "$attack"
page link 'Lien' '[cliquer](javascript:alert(1)) [ici](JaVaScRiPt:alert(1)) [là](data:text/html,x)'
page entity 'Entité' '[cliquer](&#106;avascript:alert(1)) <javascript:alert(1)>'
run plexus-site build --out never --theme "$theme"
status 5 'raw HTML and links that run are refused'
like "$err" 'site/pages/html.md:4: ' 'with their line'
like "$err" 'site/pages/link.md:4: ' 'and theirs'
not_ok 'nothing is made of them' test -e never
build
is "$(grep -rliE 'href="(javascript|data):' public)" '' 'not even in a draft'
is "$(grep -rhoiE '<script[^>]*>' public | sort -u)" '<script type="application/ld+json">' 'nor a script'
rm site/pages/{html,link,entity}.md

# titles and words without end
page long "\"$(head -c 60000 /dev/zero | tr '\0' a)\"" 'Un mot.'
page words 'Mots' "$(head -c 300000 /dev/zero | tr '\0' b)"
build
status 0 'a title of 60 kB is built'
ok 'and shown' test -s public/long.html
printf -- '---\ntitle: "%s"\n---\nUn mot.\n' "$(head -c 100000 /dev/zero | tr '\0' a)" >site/pages/longer.md
run plexus-site build --out never --theme "$theme"
status 5 'one of 100 kB is refused'
like "$err" 'longer.md:2' 'by its place'
unlike "$err" 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' \
	'without repeating it'
rm site/pages/{long,longer,words}.md

# Markdown bombs
page quotes 'Bombe' "$(printf '>%.0s' {1..50000}) x"
page brackets 'Bombe' "$(printf '[%.0s' {1..50000})"
page stars 'Bombe' "$(printf '*a_ %.0s' {1..50000})"
page table 'Bombe' "$(printf '|a%.0s' {1..5000})"$'\n'"$(printf '|-%.0s' {1..5000})"
page anchors 'Bombe' "$(for i in {1..2000}; do echo "[a$i]: http://x/$i"; done; printf '[a1]%.0s' {1..20000})"
printf -- '---\ntitle: &a [x]\nother: *a\n---\n' >site/pages/yaml.md
printf -- '---\n%s\n---\n' "$(printf '{a: %.0s' {1..2000})" >site/pages/deep.md
SECONDS=0
build
ok 'bombs of Markdown and YAML go off in no time' test "$SECONDS" -lt 20
ok 'and take no program with them' test "$code" -lt 6
rm site/pages/{quotes,brackets,stars,table,anchors,yaml,deep}.md

# right to left, controls, bytes that are no text
page rtl '"מרפאה"' 'שלום (15) ‮txt.exe‬'
printf -- '---\ntitle: "a\x01b\x1b[31m"\n---\nA\x00B\x07\n' >site/pages/controls.md
printf -- '---\ntitle: \xff\xfe\n---\n\xc3\x28\n' >site/pages/latin.md
build
ok 'right-to-left words are built' test -s public/rtl.html
is "$(LC_ALL=C grep -rlP '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]' public --include='*.html' --include='*.xml')" '' 'no control character reaches a page'
is "$(grep -c $'\u202e' public/rtl.html)" 0 'nor one that turns the direction of what follows'
is "$(for file in public/*.html; do iconv -f UTF-8 -t UTF-8 "$file" >/dev/null 2>&1 || echo "$file"; done)" '' 'every page is UTF-8'
unlike "$err" $'\e' 'messages hold no escape'
rm site/pages/{rtl,controls,latin}.md

# images that lie
printf 'GIF89a<script>alert(1)</script>' >site/images/lie.png
printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\x06\0\0\0' >site/images/huge.png
printf '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>' >site/images/drawing.svg
page pictures 'Images' $'![un](../images/lie.png)\n\n![deux](../images/huge.png)\n\n![trois](../images/drawing.svg)\n\n![quatre](http://evil.example/x.png)'
run plexus-site build --out never --theme "$theme"
status 5 'images that lie about themselves are refused'
for line in 4 6 8 10; do like "$err" "site/pages/pictures.md:$line: " "the one of line $line by its place"; done
build
is "$(find public -name '*.svg' -o -name '*.png')" '' 'none of them is copied'
rm site/pages/pictures.md

# names of files
: >'site/documents/a b#c?d%e&"f.pdf'
: >site/documents/..pdf
mkdir -p 'site/documents/un dossier' && : >'site/documents/un dossier/é.pdf'
echo '<script>alert(1)</script>' >site/documents/page.html
echo x >$'site/documents/line\nfeed.pdf'
printf -- '---\ntitle: Un\n---\n' >'site/pages/un deux;touch owned.md'
run plexus-site build --out never --theme "$theme"
like "$err" 'documents/page.html: is a page or a program' 'a page among documents is refused'
like "$err" 'control characters' 'a name that breaks lines too'
rm site/documents/page.html $'site/documents/line\nfeed.pdf'
build
status 0 'odd names are built'
like "$(<public/documents.html)" 'href="documents/a%20b%23c%3Fd%25e%26%22f.pdf"' 'their addresses are escaped'
ok 'the file is there' test -e 'public/documents/a b#c?d%e&"f.pdf'
ok 'a page has a plain name' test -s public/un-deux-touch-owned.html
not_ok 'no shell reads any' test -e owned

# ways out of the folder
mkdir secret && echo 'the key' >secret/key.md && printf -- '---\ntitle: S\n---\nthe key\n' >secret/page.md
ln -s "$PWD/secret/page.md" site/pages/linked.md
ln -s "$PWD/secret" site/actualites/folder
ln -s ../../secret/key.md site/documents/key.pdf
printf -- '- file: ../../secret/key.md\n  title: La clé\n' >site/documents/documents.yaml
page out 'Dehors' $'[clé](../../secret/key.md) [clé](/etc/passwd) [clé](../../../../../../etc/passwd)\n\n![clé](../../secret/key.md)'
printf -- 'logo: ../secret/key.png\ntheme: ../secret\n' >>site/site.yaml
run plexus-site build --out never --draft
status 5 'a theme outside is refused'
sed -i '/^theme:/d' site/site.yaml
build
is "$(grep -rl 'the key' public)" '' 'nothing outside the folder is read, whatever leads there'
like "$err" 'site/pages/linked.md: is a link' 'links are said'
like "$err" 'site/actualites/folder: is no folder|site/actualites/folder: is a link' 'those to folders too'
like "$err" 'site/documents/documents.yaml:1: ' 'a path that leaves is refused'
like "$err" 'site/pages/out.md:4: ' 'a link that leaves too'
rm -r site/pages/{out,linked}.md site/actualites/folder site/documents/{key.pdf,documents.yaml}
sed -i '/^logo:/d' site/site.yaml

# a folder that is made, which somebody else wrote in
build -q
mkdir victim && echo theirs >victim/file
printf 'plexus-site 1\n../victim/file\n/etc/hostname\na/../../victim/file\n' >>public/.plexus-site
build
is "$(<victim/file)" theirs 'a list that was tampered with removes nothing outside'
rm -r public/documents && ln -s "$PWD/victim" public/documents
build
status 4 'a link in the place of a folder is refused'
is "$(ls victim)" file 'and nothing is written through it'
rm public/documents
rm public/index.html && ln -s "$PWD/victim/file" public/index.html
build
is "$(<victim/file)" theirs 'a link in the place of a page is replaced, not followed'

# a cache that is not ours
build -q
for index in "$XDG_CACHE_HOME"/plexus/site/*/index; do
	head -c 200 /dev/urandom >>"$index"
done
cp -r public before
build
is "$(diff -r before public)" '' 'a cache that was spoilt changes nothing'
for index in "$XDG_CACHE_HOME"/plexus/site/*/index; do
	head -c 5000 /dev/urandom >"$index"
done
build
is "$(diff -r before public)" '' 'nor one that is no cache'
done_testing
