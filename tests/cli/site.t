#!/usr/bin/env bash
# plexus-site: a content folder, the site made of it and of the records, changes, removals, drafts,
# missing facts, publication, preview.
. "$(dirname "$0")/../lib.sh"

demo=$top/share/demo
export XDG_CACHE_HOME=$tmp/cache
at 2026-01-05T08:00:00Z
theme=$top/tests/cases/site_theme
build() { run plexus-site build --out "${out_folder:-public}" --theme "$theme" "$@"; }

# The demo's team: its records hold every fact that a site must state.
new_team
{
	plexus-directory import -q "$demo/equipe.csv"
	plexus-directory import -q --type organization "$demo/structure.csv"
	plexus-directory import -q --type location "$demo/sites.csv"
	plexus-directory import -q "$demo/public.csv"
	plexus-directory import -q --type service "$demo/services.csv"
	plexus-project import -q "$demo/projets.csv"
} >"$tmp/said" 2>&1
is "$(grep -ci 'rejected\|error' "$tmp/said")" 0 'the team is made'

# init
run plexus-site init -n
status 0 'init -n is well'
like "$out" 'site/site.yaml' 'and says what it would make'
not_ok 'and makes nothing' test -e site
run plexus-site init
status 0 'init makes a folder'
like "$err" 'plexus-site build --content site --out public' 'and says what comes next'
ok 'with its settings' test -s site/site.yaml
echo 'mine' >site/pages/urgences.md
run plexus-site init
is "$(<site/pages/urgences.md)" mine 'init a second time leaves what is there'
is "$out" '' 'and makes nothing'
rm -r site
LANGUAGE=fr plexus-site init -q
sed -i 's/^# \(languages:\|address:\)/\1/' site/site.yaml
cat >site/actualites/2025-12-20-dates.md <<'MD'
---
title: "Fermeture : les dates"
tags: [horaires, "vie de l'équipe"]
---
Voir [les horaires](../pages/urgences.md#la-vie-est-en-danger) et [l'équipe](equipe.html).
MD
cat >site/evenements/atelier.md <<'MD'
---
title: Atelier souffle
start: 2026-02-10 18:30
end: 2026-02-10 20:00
place: Salle des fêtes
---
Pour respirer mieux.
MD
printf '%%PDF-1.4\n' >'site/documents/plan d’accès.pdf'

# build
build
status 0 'a site is built'
like "$out" 'public: [0-9]+ pages, [0-9]+ files: [0-9]+ written, 0 unchanged, 0 removed' 'and says how much'
for page in index equipe lieux services rendez-vous actualites evenements projets documents horaires mentions-legales \
	donnees-personnelles accessibilite 404 urgences premiere-visite en/index en/team en/premiere-visite; do
	ok "there is $page.html" test -s "public/$page.html"
done
for file in sitemap.xml robots.txt .well-known/security.txt actualites.xml agenda.ics evenements/atelier.ics style.css; do
	ok "there is $file" test -s "public/$file"
done
ok 'a document is copied, whatever its name' cmp -s 'site/documents/plan d’accès.pdf' 'public/documents/plan d’accès.pdf'
like "$(<public/documents.html)" 'href="documents/plan%20d%E2%80%99acc%C3%A8s.pdf"' 'and linked by an address that is one'
like "$(<public/documents.html)" '\(PDF, 9' 'its type and size are told'
not_ok 'what is a draft is not made' test -e public/evenements/exemple-marche.html
article=$(<public/actualites/2025-12-20-dates.html)
like "$article" 'href="../urgences.html#la-vie-est-en-danger"' 'links to files of the content become links to pages'
like "$article" 'href="../equipe.html"' 'links to pages are relative to where they stand'
like "$article" 'samedi 20 décembre 2025' 'a date is in words, taken from the name of the file'
like "$article" '<script type="application/ld\+json">' 'a page has linked data'
is "$(sed -n 's/.*<script type="application\/ld+json">\(.*\)<\/script>.*/\1/p' public/actualites/2025-12-20-dates.html | jq -r '."@graph"[1].headline')" \
	'Fermeture : les dates' 'which is JSON and says what the page does'
is "$(grep -c '<script' public/*.html public/*/*.html | grep -vc ':[01]$')" 0 'there is no other script'
is "$(grep -lE '(src|href)="(https?:)?//' public/index.html | wc -l)" 1 'the first page links to its address' # canonical
is "$(grep -ohE '<(img|script|link rel="stylesheet")[^>]*(src|href)="(https?:)?//[^"]*' public/*.html | wc -l)" 0 'nothing is loaded from elsewhere'
like "$(<public/index.html)" "default-src &#39;none&#39;" 'a page has a content security policy'
ok 'the feed is XML' xmllint --noout public/actualites.xml
ok 'the map of the site is XML' xmllint --noout public/sitemap.xml
like "$(<public/sitemap.xml)" '<loc>https://www.msp-exemple.fr/</loc>' 'and begins at the address of the site'
like "$(<public/actualites.xml)" '<title>Fermeture : les dates</title>' 'the feed has the news'
like "$(<public/agenda.ics)" 'DTSTART;TZID=Europe/Paris:20260210T183000' 'the calendar has the event, at its local time'
like "$(<public/.well-known/security.txt)" $'Contact: mailto:[^\n]*\nExpires: 2027-01-01T00:00:00Z' 'security.txt says whom to write to, for a year'
like "$(<public/en/team.html)" '<html lang="en"' 'pages in English say so'
like "$(<public/equipe.html)" 'hreflang="en" href="https://www.msp-exemple.fr/en/team.html"' 'and pages name their twin'
like "$(<public/equipe.html)" 'Hélène.Aubry' 'the team is there'
like "$(<public/equipe.html)" 'Secteur 1' 'with the sector of each'
like "$(<public/accessibilite.html)" 'partiellement conforme' 'the statement never says more than a program can know'

# nothing changes
find public -type f -printf '%p %T@\n' | sort >before
build --json
status 0 'a second build is well'
is "$(json .written),$(json .removed)" 0,0 'it writes nothing'
is "$(json '.pages > 20')" true 'and counts pages all the same'
is "$(find public -type f -printf '%p %T@\n' | sort | diff - before)" '' 'no file is touched'

# two builds of the same, whatever the machine's settings
mkdir elsewhere
(
	cd elsewhere && umask 077
	TZ=Asia/Tokyo LC_ALL=C LANGUAGE=en XDG_CACHE_HOME=$tmp/other plexus-site build --content ../site --out ../twin --theme "$theme" -q
)
is "$(diff -r public twin)" '' 'another zone, locale, umask, folder and language: the same bytes'
is "$(stat -c %a twin/index.html)" 644 'pages can be read by a server, whatever the umask'
rm -r "$XDG_CACHE_HOME" twin
out_folder=twin build
is "$(diff -r public twin)" '' 'without the cache: the same bytes'
(unset XDG_CACHE_HOME HOME && plexus-site build --out third --theme "$theme" -q)
is "$(diff -r public third)" '' 'without a place for one: the same bytes'

# one change
rm -r twin third && build
sed -i 's/Pour respirer mieux/Pour bien respirer/' site/evenements/atelier.md
build -n
status 0 'what would change can be asked'
like "$out" '~ evenements/atelier.html' 'it names the page'
unlike "$(<public/evenements/atelier.html)" 'bien respirer' 'and writes nothing'
build -v
like "$out" '~ evenements/atelier.html' 'then it is written'
is "$(grep '^[~+-] ' <<<"$out")" $'~ agenda.ics\n~ evenements/atelier.html\n~ evenements/atelier.ics' 'with the calendars that say its summary, and nothing else'
sed -i 's/^Pour bien/Pour tous, bien/; s/^place:.*/&\nsummary: Souffler/' site/evenements/atelier.md
build -q
sed -i 's/bien respirer/respirer bien/' site/evenements/atelier.md
build -v
is "$(grep '^[~+-] ' <<<"$out")" '~ evenements/atelier.html' 'a change that only a page shows writes that page alone'
echo spoilt >public/equipe.html
build -v
is "$(grep '^[~+-] ' <<<"$out")" '~ equipe.html' 'what somebody spoilt is made again'
rm public/lieux.html
build -v
is "$(grep '^[~+-] ' <<<"$out")" '+ lieux.html' 'and what somebody removed'

# removal, and files of others
echo theirs >public/google123.html
mkdir -p public/stats && echo theirs >public/stats/index.html
rm site/evenements/atelier.md
build --json
status 0 'an event that is no more'
is "$(json .removed)" 4 'its page, its calendar and those of all events go'
not_ok 'they are gone' test -e public/evenements/atelier.html
not_ok 'with their folder' test -e public/evenements
is "$(cat public/google123.html public/stats/index.html)" $'theirs\ntheirs' 'files of others stay'
printf -- '---\ntitle: Google\n---\nUn mot.\n' >site/pages/google123.md
build
status 4 'a page where a file of others stands is refused'
like "$err" 'google123.html: is not ours' 'and named'
is "$(<public/google123.html)" theirs 'and left'
rm site/pages/google123.md
mkdir full && echo theirs >full/index.html
out_folder=full build
status 4 'a folder that is not empty and not ours is refused'
is "$(ls full)" index.html 'and left as it is'

# what is wrong is said, all of it, with its place
cp -r site broken
printf -- '---\ntitle: Un\nspecies: x\n---\nVoir [rien](rien.md).\n' >broken/pages/un.md
printf -- 'Sans titre.\n' >broken/actualites/deux.md
printf -- '---\ntitle: Trois\nstart: demain 10:00\n---\n' >broken/evenements/trois.md
printf -- '---\ntitle: Quatre\n---\n![photo](../images/absente.jpg)\n' >broken/pages/quatre.md
out_folder=never build --content broken
status 5 'a content with faults is not made'
not_ok 'nothing is written' test -e never
like "$err" 'broken/pages/un.md:3: species' 'an unknown key is named with its line'
like "$err" 'broken/pages/un.md:5: ' 'a link to nowhere too'
like "$err" 'broken/actualites/deux.md:1: title' 'a title that is missing'
like "$err" 'broken/evenements/trois.md:3: start: demain' 'a date that would be another one tomorrow'
like "$err" 'broken/pages/quatre.md:4: ' 'an image that is not there'
out_folder=never build --content nowhere
status 3 'a folder that is not there'
like "$err" 'plexus-site init' 'says how to make one'

# drafts, and facts that are missing
build --draft
status 0 'a draft is built'
ok 'with what is marked so' test -s public/evenements/exemple-marche.html
plexus-directory edit msp-du-val --type organization --director= -q
build
status 5 'without a publication director there is no site'
like "$err" "plexus-directory edit msp-du-val --type organization --director 'Prénom Nom'" 'the command that supplies it is said'
ok 'the site of before stands' test -s public/evenements/exemple-marche.html
build --draft
status 0 'a draft can do without'
plexus-directory edit msp-du-val --type organization --director 'Hélène Aubry' -q
build -q

# a build that is stopped leaves a site that works, and is finished by the next one
printf -- '---\ntitle: Encore\n---\nUn mot.\n' >site/pages/encore.md
head -1 public/.plexus-site >list && { tail -n +2 public/.plexus-site; echo encore.html; } | sort >>list && mv list public/.plexus-site
echo half >public/encore.html
build
status 0 'what a stopped build had begun is ours'
like "$(<public/encore.html)" 'Un mot' 'and is finished'

for i in {1..600}; do printf -- '---\ntitle: Article %s\ndate: 2025-01-01\n---\nUn mot.\n' "$i" >"site/actualites/killed-$i.md"; done
for wait in 0.02 0.05 0.1 0.15 0.2; do
	rm -rf killed
	plexus-site build --out killed --theme "$theme" -q &
	sleep "$wait"
	kill -9 $! 2>/dev/null
	wait $! 2>/dev/null
	is "$(for page in killed/*.html killed/actualites/*.html; do [[ ! -e $page ]] || tail -c 8 "$page" | grep -q '</html>' || echo "$page"; done)" '' \
		"killed after $wait s, every page that is there is whole"
done
out_folder=killed build
out_folder=whole build
is "$(diff -r killed whole)" '' 'and the next build makes the same as one that was never stopped'
rm -r killed whole site/actualites/killed-*

# templates
cp -r "$theme" mine && echo '{{>head}}<p>{{site.nmae}} {{team_count}} {{t.wrod}}</p>{{>foot}}' >mine/home.html
theme=mine build
like "$err" 'mine/home.html:1: \{\{site.nmae\}\}' 'a key that is mistyped is said, with its place'
unlike "$err" team_count 'one that is known is not'
like "$err" '\{\{t.wrod\}\}' 'and so is a word that the theme has not'
theme=$top/tests/cases/site_theme
build -q

# what a template may ask for is what the manual says
is "$({ echo site; echo page; sed -n 's/^\.\(It \)\?Va //p' "$top/share/man/plexus-themes.7"; } | grep -oE '[a-z_]+' | sort -u)" \
	"$(grep -oE '"[a-z_]+"' "$top/lib/web/site/keys.c" | tr -d '"' | sort -u)" 'the keys that the program knows are those of plexus-themes(7)'

# what people may write is in the manual, all of it
while read -r key; do
	like "$(<"$top/share/man/plexus-content.7")" "Ql $key([^a-z_]|$)" "plexus-content(7) says what $key is"
done < <(cat "$top"/lib/web/site/{config,text}.c "$top/lib/web/page/files.c" | grep -oE '"[a-z_]+", PX_FRONT' | grep -oE '[a-z_]+' | sort -u)

# free slots, as of now
plexus-slot open --who aubry --start '2026-01-07 09:00' --count 2 --audience public -q
build -v
like "$out" '~ rendez-vous.html' 'free slots change the page of appointments'
like "$(<public/rendez-vous.html)" 'mercredi 7 janvier 2026' 'which shows them'
like "$(<public/rendez-vous.html)" 'lundi 5 janvier 2026 9.h' 'and says as of when'
unlike "$(<public/rendez-vous.html)" '<form' 'nothing is sent from there'

# publish
run plexus-site publish public --to www -n
status 0 'what would be published can be asked'
like "$out" '[+] index.html' 'page by page'
not_ok 'and nothing is' test -e www
run plexus-site publish public --to www
status 0 'to a folder'
is "$(diff -r public www | grep -v "Only in public: \(google123.html\|stats\)")" '' 'all that is ours is there'
sed -i 's/Un mot/Deux mots/' site/pages/encore.md && build -q
run plexus-site publish public --to www -v
is "$out" $'+ encore.html\nwww: 1 files sent, 0 removed' 'what has changed is said'
like "$(<www/encore.html)" 'Deux mots' 'it is there'
like "$(<www.previous/encore.html)" 'Un mot' 'and what was there before is beside it'
run plexus-site publish public --to full
status 4 'a folder that is no site of ours is not replaced'
run plexus-site publish full --to www
status 5 'a folder that was not built is not published'
run plexus-site publish public
status 2 'where it goes must be said'
if command -v rsync >/dev/null; then
	# A machine that is this one: rsync takes what it would send by ssh from a script.
	printf '#!/bin/sh\nshift\nexec sh -c "$*"\n' >rsh && chmod +x rsh && mkdir remote
	export RSYNC_RSH=$PWD/rsh
	run plexus-site publish public --to "here:$PWD/remote" -n
	status 0 'what rsync would send'
	is "$(ls remote)" '' 'is not sent'
	run plexus-site publish public --to "here:$PWD/remote"
	status 0 'to another machine, by rsync' || note "$err"
	is "$(<remote/encore.html)" "$(<public/encore.html)" 'it is there'
	printf '#!/bin/sh\necho "no route to host" >&2\nexit 12\n' >rsh
	run plexus-site publish public --to 'here:x; touch owned'
	status 6 'what rsync cannot do is said'
	not_ok 'and no shell reads the target' test -e owned
else
	skip 'rsync is not here'
fi

# preview
plexus-site preview public >address 2>/dev/null &
preview=$!
for ((i = 0; i < 50; i++)); do [[ -s address ]] && break; sleep 0.1; done
is "$(curl -s "$(<address)")" "$(<public/index.html)" 'preview serves the first page'
is "$(curl -s -o /dev/null -w '%{http_code}' "$(<address)nothing.html")" 404 'and says what is not there'
is "$(curl -s --path-as-is -o /dev/null -w '%{http_code}' "$(<address)../site/site.yaml")" 404 'nothing outside the folder'
kill -TERM $preview
wait $preview
is $? 130 'a signal ends it'
done_testing
