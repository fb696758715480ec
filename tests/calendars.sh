# shellcheck shell=bash disable=SC2154 # $top is lib.sh's
# Other people's calendars, for tests: the real programs, each reading what we write.  Sourced after
# lib.sh; each function fails when its program is not installed.

# A calendar of khal's own, in Europe/Paris unless said.
khal_begins() {
	command -v khal >/dev/null || return
	mkdir -p "$HOME/.config/khal"
	rm -rf calendar "$HOME/.local/share/khal"
	mkdir calendar
	cat >"$HOME/.config/khal/config" <<-END
		[calendars]
		[[team]]
		path = $PWD/calendar
		[locale]
		timeformat = %H:%M
		dateformat = %Y-%m-%d
		longdateformat = %Y-%m-%d
		datetimeformat = %Y-%m-%d %H:%M
		longdatetimeformat = %Y-%m-%d %H:%M
		local_timezone = ${1:-Europe/Paris}
		default_timezone = ${1:-Europe/Paris}
	END
}

khal_takes() { khal import --batch -a team "$1" >/dev/null 2>&1; }

# FROM LENGTH: what it shows, a line an event.
khal_has() { khal list "$1" "$2" --day-format '' --format '{start} {end-time} {status}{title}'; }

# FILE: what calcurse makes of it.  It keeps no UID: a calendar read anew replaces the one before.
calcurse_has() {
	command -v calcurse >/dev/null || return
	rm -rf desk && mkdir desk
	TZ=Europe/Paris calcurse -q -D "$PWD/desk" -i "$1" >/dev/null 2>&1
	TZ=Europe/Paris calcurse -D "$PWD/desk" -Q --from "${2:-03/14/2025}" --days "${3:-60}" \
		--filter-type cal --format-apt '%(start:%Y-%m-%d %H:%M) %(end:%H:%M) %m\n' \
		--format-recur-apt '%(start:%Y-%m-%d %H:%M) %(end:%H:%M) %m\n' | grep '^20'
}

# FILE…, one after the other: a line an event or an occurrence, of what they come to.
icaljs_has() {
	local library
	library=$(npm root -g 2>/dev/null)/ical.js/dist/ical.js
	command -v node >/dev/null && [[ -f $library ]] || return
	node "$top/tests/calendars.mjs" "$library" "$@" 2>&1
}
