#!/usr/bin/env bash
# Appointments that other software made: FHIR's, and the messages of the SAS platform to the software of
# its regulators.  They take slots by the rules of any other, again changes nothing, and nothing is half
# stored.
. "$(dirname "$0")/../lib.sh"

at 2026-03-02T08:00:00Z # a Monday, 9:00 in Paris
new_team --kind cpts
plexus-directory add Martin --given Zoé --profession 10 --specialty SM54 --rpps 10000000009 -q
plexus-directory add Dupont --given Jeanne --profession 60 --rpps 10890000010 -q
plexus-directory add 'Centre du Puits' --type organization --kind imaging --finess 350000048 -q
counts() { json '[.new, .changed, .unchanged, .rejected] | join(" ")'; }
hear() { run plexus-slot import "$@" --json; }
booked() { plexus-slot list --type appointment --jsonl "$@" | jq -r '[.practitioner // .service, .start, .minutes, .status, .patient, .by, .audience] | join(" ")'; }
statuses() { plexus-slot list --jsonl | jq -r .status | sort | uniq -c | awk '{ print $1 $2 }' | paste -sd' '; }

# As the guide of the SAS has them: whom by a number alone, and no slot.
fhir() { # STATUS START END [JQ]
	jq -n --arg status "$1" --arg start "2026-03-$2:00+01:00" --arg stop "2026-03-$3:00+01:00" '{
		resourceType: "Appointment", id: "1",
		identifier: [{system: "urn:oid:1.1.111.1.11.1.1.1", value: "b6e39355-8a61"}],
		"status": $status, "start": $start, "end": $stop, created: "2026-03-01T18:00:00+01:00",
		participant: [{actor: {reference: "Patient/7", display: "Zzyzx QUIDAM"}, status: "accepted"},
			{actor: {identifier: {system: "urn:oid:1.2.250.1.71.4.2.1", value: "810000000009"}}, status: "accepted"}],
		description: "Zzyzx tousse", comment: "06 12 34 56 78"
	} | '"${4:-.}" >told.json
}
fhir booked 03T14:00 03T14:20
hear told.json
is "$code $(counts)" '0 1 0 0 0' 'an appointment is booked'
is "$(booked)" 'martin 2026-03-03T13:00:00Z 20 booked b6e39355-8a61 martin self' 'with its slot; its identifier stands for the patient'
is "$(plexus-slot list --type appointment --jsonl | jq -r '.identifier, .taken' | paste -sd' ')" 'b6e39355-8a61 2026-03-01T17:00:00Z' 'which is kept, and when it was booked there'
is "$(statuses)" 1busy 'its slot is opened, and taken'
hear told.json
is "$code $(counts)" '0 0 0 1 0' 'again: nothing'
is "$(plexus-slot notices --dry-run | wc -l)" 0 'their own agenda tells them nothing that they do not know'
fhir pending 03T14:00 03T14:20
hear told.json
is "$code $(counts)" '0 0 0 1 0' 'what waits for an answer is taken as well'
fhir booked 03T15:00 03T15:20
hear told.json
is "$code $(counts) $(booked)" '0 0 1 0 0 martin 2026-03-03T14:00:00Z 20 booked b6e39355-8a61 martin self' 'another hour: moved'
is "$(statuses)" '1busy 1free' 'what it left is free'
hear told.json
is "$(counts)" '0 0 1 0' 'once'
before=$(plexus-slot list --jsonl | sha256sum)$(plexus-slot list --type appointment --jsonl | sha256sum)
plexus-slot open --who martin --start '2026-03-04 9:00' --every 20min --audience team -q
plexus-slot book 3 --patient 'A. B., 1950' --by dupont -q
for minutes in 20 30; do
	fhir booked 04T08:5$((minutes == 30 ? 5 : 0)) 04T09:$((minutes == 30 ? 25 : 10))
	hear told.json
	is "$code $(counts)" '5 0 0 0 1' "over another appointment ($minutes): refused"
	like "$err" 'told.json:1: their time is taken then: slot 3, appointment 2' 'by name'
done
fhir booked 04T09:00 04T09:20
hear told.json
like "$code $err" '^5 .*slot 3 is taken' 'a slot that somebody has'
plexus-slot cancel 2 --reason x -q && plexus-slot close 3 -q
hear told.json
like "$code $err" '^5 .*slot 3 is closed' 'or that the team took back'
fhir booked 04T09:20 04T09:20
hear told.json
like "$code $err" '^5 .*end: a slot lasts' 'without length'
fhir booked 04T10:00 04T10:20 '.identifier = []'
hear told.json
like "$code $err" '^5 .*identifier: an appointment without identifier' 'one that could not be known again'
fhir held 04T10:00 04T10:20
hear told.json
like "$code $err" '^5 .*status: none of' 'a status that is none'
fhir booked 04T10:00 04T10:20 '.participant[1].actor.identifier.value = "810000000017" | .identifier[0].value = "other"'
hear told.json --rejects refused.csv
like "$code $err" '^5 .*10000000017: the directory knows nobody' 'somebody unknown'
is "$(tail -n +2 refused.csv | grep -c .)" 1 'kept among the rejects'
is "$(plexus-slot list start\<2026-03-04 --jsonl | sha256sum)$(plexus-slot list --type appointment id=1 --jsonl | sha256sum)" "$before" 'of all these nothing is stored'
is "$(plexus-slot list --ids | wc -l)" 3 'no slot either'
fhir proposed 04T10:00 04T10:20 '.identifier[0].value = "other"'
hear told.json
is "$code $(counts)" '0 0 0 1 0' 'what is proposed takes nothing'
like "$err" 'proposed' 'which is said'
fhir noshow 03T15:00 03T15:20
hear told.json
like "$code $err" '^5 .*appointment 1 has not begun' 'nobody missed what is to come'
fhir cancelled 03T15:00 03T15:20 '.cancelationReason = {coding: [{code: "prov", display: "Médecin absent"}]}'
hear told.json
is "$code $(counts)" '0 0 1 0 0' 'cancelled there'
is "$(plexus-slot show 1 --type appointment --json | jq -r '[.status, .cancelled_by, .cancel_reason] | join(" ")')" 'cancelled professional Médecin absent' 'and here, by whom and why'
hear told.json
is "$(counts)" '0 0 1 0' 'once'
fhir booked 03T15:00 03T15:20
hear told.json
like "$code $err" '^5 .*appointment 1 is over' 'it does not come back'
fhir cancelled 05T15:00 05T15:20 '.identifier[0].value = "never"'
hear told.json
is "$code $(counts)" '0 0 0 1 0' 'what was cancelled before it was known is nothing'
unlike "$(bytes | strings | grep -i 'zzyzx\|tousse\|612345678')" . 'of the patient nothing was stored'

# What is over: an agenda of last year counts where it was.
fhir fulfilled 01T09:00 01T09:20 '.identifier[0].value = "past" | .created = "2026-02-27T09:00:00+01:00"'
hear told.json
is "$code $(counts)" '0 1 0 0 0' 'an appointment of the past'
fhir noshow 01T10:00 01T10:20 '.identifier[0].value = "missed" | del(.created)'
hear told.json
is "$code $(counts)" '0 1 0 0 0' 'that nobody came to, and nobody says when it was booked'
plexus-slot stats --year 2026 --json >stats.json
is "$(jq -c '.[0] | [.booked, .attended, .missed, .cancelled, .median_minutes]' stats.json)" '[4,1,1,2,2880]' 'the delay is that of its booking there; without one there is none'

# Slots with their appointments: what is busy because of one is hers.
bundle() { jq -n --arg slot "$1" --arg status "$2" '{resourceType: "Bundle", type: "searchset", entry: [
	{resource: {resourceType: "Schedule", id: "s", actor: [{identifier: {system: "urn:oid:1.2.250.1.71.4.2.1", value: "810890000010"}}]}},
	{resource: {resourceType: "Slot", id: "a", meta: {security: [{code: "SNP"}]}, schedule: {reference: "Schedule/s"}, status: $slot, start: "2026-03-05T09:00:00+01:00", "end": "2026-03-05T09:15:00+01:00"}},
	{resource: {resourceType: "Appointment", id: "b", identifier: [{system: "urn:x", value: "12"}], status: $status, slot: [{reference: "Slot/a"}], participant: [],
		extension: [{url: "http://interopsante.org/fhir/StructureDefinition/FrAppointmentOperator", valueReference: {identifier: {system: "urn:oid:1.2.250.1.71.4.2.1", value: "3456780581/11242343"}}}]}}]}' >bundle.json; }
bundle free cancelled
hear bundle.json
is "$code $(counts)" '0 1 0 1 0' 'a free slot'
bundle busy booked
hear bundle.json
is "$code $(counts)" '0 1 0 1 0' 'its appointment takes it'
is "$(booked practitioner=dupont)" 'dupont 2026-03-05T08:00:00Z 15 booked 12 dupont sas' 'for one of the SAS'
is "$(plexus-slot list practitioner=dupont --jsonl | jq -r '.status + " " + .audience')" 'busy sas' 'as its label says'
is "$(plexus-slot notices --dry-run --jsonl | jq -r '[.kind, .to] | join(" ")' | grep -c 'booked dupont')" 1 'whose slot it is, is told: somebody else booked it'
hear bundle.json
is "$(counts)" '0 0 2 0' 'again: nothing'
bundle free cancelled
hear bundle.json
is "$(counts) $(plexus-slot list practitioner=dupont --jsonl | jq -r .status)" '0 1 1 0 free' 'given up, it is free'
plexus-slot publish practitioner=dupont --audience team --yes -q
bundle busy booked
jq '.entry[2].resource.identifier[0].value = "13" | del(.entry[1].resource.meta)' bundle.json | plexus-slot import - --json >tmp.json 2>tmp.err
is "$? $(jq .rejected tmp.json)" '5 1' 'what is not shown to the SAS is not booked by it'
like "$(<tmp.err)" 'not shown to whoever books it' 'by the rule of any other'

# Our own, somewhere else, and back.
plexus-slot open --who dupont --start '2026-03-06 9:00' --every 20min --audience team -q
slot=$(plexus-slot list start\>=2026-03-06 --ids)
plexus-slot book "$slot" --patient 'C. D., 1960' --by martin -q
plexus-slot export --fhir --for team -o ours.json
hear ours.json
is "$code $(json .new,.changed,.rejected | paste -sd' ')" '0 0 0 0' 'our own bundle is nothing new'
uid=$(plexus-slot list --type appointment slot="$slot" --jsonl | jq -r .uid)
here=$PLEXUS_DB
PLEXUS_DB=$(location elsewhere)
new_team
plexus-directory add Martin --profession 10 --rpps 10000000009 -q
plexus-directory add Dupont --profession 60 --rpps 10890000010 -q
plexus-slot import ours.json -q
plexus-slot list --type appointment start\>=2026-03-06 --jsonl >there.json
PLEXUS_DB=$here
is "$(jq -r '[.uid, .practitioner, .by, .audience, .status] | join(" ")' there.json)" "$uid dupont martin team booked" 'in another database it is the same one'
unlike "$(<there.json)" 'C\. D\.' 'without its patient'

# As the platform of the SAS writes them for regulators in FHIR: the identifier is the same one.
lrm() { # STATUS HOUR
	jq -n --arg status "$1" --arg hour "$2" '{resourceType: "Bundle", type: "transaction", entry: [
		{resource: {resourceType: "Practitioner", id: "p", identifier: [{system: "urn:oid:1.2.250.1.71.4.2.1", value: "810000000009"}]}},
		{resource: {resourceType: "Appointment", id: "a", identifier: [{value: "12348"}], status: $status, created: "2026-03-02T07:30:00+01:00",
			"start": "2026-03-06T\($hour):00+01:00", "end": "2026-03-06T\($hour[:3])20:00+01:00", participant: [{actor: {reference: "Practitioner/p"}, status: "accepted"}],
			extension: [{url: "https://interop.esante.gouv.fr/ig/fhir/sas/StructureDefinition/sas-categorie-orientation",
				valueCodeableConcept: {coding: [{system: "https://interop.esante.gouv.fr/ig/fhir/sas/CodeSystem/categorie-orientation-sas-codesystem", code: "001"}]}}]}}]}' >lrm.json
}
lrm booked 17:00
hear lrm.json
is "$code $(counts)" '0 1 0 0 0' 'an appointment that the platform tells of'
is "$(plexus-slot list --type appointment identifier=12348 --jsonl | jq -r '[.audience, .reason] | join(" ")')" 'sas SAS, PS' 'as one of the SAS'
jq -n '{appointment: {appointmentId: "12348", method: "UpdateAppointment", status: "cancelled", "start": "2026-03-06T17:00:00+01:00", practitioner: {rppsId: "810000000009"}}}' >update.json
hear update.json
is "$code $(counts) $(plexus-slot list --type appointment identifier=12348 --jsonl | jq -r .status)" '0 0 1 0 0 cancelled' 'a message of its other form is about the same one'

# Messages of the SAS platform.
message() { # METHOD STATUS HOUR [JQ]
	jq -n --arg method "$1" --arg status "$2" --arg hour "$3" '{appointment: {
		appointmentId: "2d2db05f-e2b0", method: $method, created: "2026-03-02T08:30:00+01:00", status: $status, orientationCategory: "CPTS",
		start: "2026-03-02T\($hour):00+01:00", "end": "2026-03-02T\($hour[:3])20:00+01:00",
		practitioner: {rppsId: "810000000009", lastName: "MARTIN", firstName: "Zoé"},
		regulator: {regulatorId: "3620100057/70326SR", regulatorName: "ZZYZX", regulatorFirstname: "Pauline", regulatorEmail: "zzyzx@ghsas.fr"}}} | '"${4:-.}" >message.json
}
told() { plexus-slot list --type appointment identifier=2d2db05f-e2b0 --jsonl | jq -r '[.start[11:16], .minutes, .status, .audience, .reason] | join(" ")'; }
message UpdateAppointment booked 14:00
hear message.json
like "$code $err" '^5 .*appointment 2d2db05f-e2b0 is not known' 'a change of what never came'
message CreateAppointment booked 14:00
hear message.json
is "$code $(counts) $(told)" '0 1 0 0 0 13:00 20 booked sas SAS, CPTS' 'an appointment of the SAS'
is "$(plexus-slot notices --dry-run --jsonl | jq -r 'select(.record == '"$(plexus-slot list --type appointment identifier=2d2db05f-e2b0 --ids)"') | [.kind, .to] | join(" ")')" 'booked martin' 'whose slot it is, is told'
hear message.json
is "$(counts)" '0 0 1 0' 'again: nothing'
message UpdateAppointment booked 16:00
hear message.json
is "$code $(counts) $(told)" '0 0 1 0 0 15:00 20 booked sas SAS, CPTS' 'moved'
message CreateAppointment booked 14:00
hear message.json
is "$(counts) $(told)" '0 0 1 0 15:00 20 booked sas SAS, CPTS' 'the first message, come again, moves it no more'
message UpdateAppointment CANCELLED 16:00
hear message.json
is "$code $(counts) $(told)" '0 0 1 0 0 15:00 20 cancelled sas SAS, CPTS' 'cancelled'
message CreateAppointment booked 17:00 'del(.appointment."end") | .appointment.appointmentId = "open"'
hear message.json
like "$code $err" '^5 .*nothing says how long' 'without end, of no slot'
plexus-slot open --who martin --start '2026-03-02 17:00' --every 10min --audience sas -q
hear message.json
is "$code $(counts)" '0 1 0 0 0' 'without end, its slot says it'
message CreateAppointment booked 18:00 '.appointment |= (.appointmentId = "x" | .orientationCategory = "ZOO")'
hear message.json
like "$code $err" '^5 .*orientationCategory: none of CPTS' 'a category that is none'
message DeleteAppointment booked 18:00 '.appointment.appointmentId = "x"'
hear message.json
like "$code $err" '^5 .*method: none of' 'a method that is none'
message CreateAppointment booked 18:00 '.appointment |= (.appointmentId = "puits" | del(.practitioner) | .organization = {organizationId: "1350000048", name: "Centre"})'
hear message.json
like "$code $err" '^5 .*nothing says who booked it' 'of a service nobody is at hand'
hear message.json --as dupont
is "$code $(counts)" '0 1 0 0 0' 'unless somebody acts'
is "$(booked identifier=puits)" 'centre-du-puits 2026-03-02T17:00:00Z 20 booked puits dupont sas' 'with the service'
message CreateAppointment booked 19:00 '.appointment.appointmentId = "lines" | {edxl: {distributionID: "ptfsas_1", content: [{jsonContent: {embeddedJsonContent: {message: .}}}]}}'
jq -c . message.json >lines.json && jq -c '.edxl.content[0].jsonContent.embeddedJsonContent.message.appointment |= (.appointmentId = "lines2" | .start = "2026-03-02T19:30:00+01:00" | ."end" = "2026-03-02T19:40:00+01:00")' message.json >>lines.json
hear lines.json
is "$code $(counts)" '0 2 0 0 0' 'a line each, in the envelope that brings them'
message CreateAppointment booked 20:00 '[., (.appointment.practitioner.rppsId = "810000000017")] | .[].appointment.appointmentId = "strict"'
hear message.json --strict
is "$code $(json .new)" '5 0' 'strict: nothing'
is "$(booked identifier=strict)" '' 'at all'
# A change need not say what stays as it is.
message CreateAppointment booked 21:00 '.appointment.appointmentId = "part"'
hear message.json
message UpdateAppointment booked 21:00 '.appointment |= (.appointmentId = "part" | del(.practitioner) | ."start" = "2026-03-02T21:30:00+01:00" | ."end" = "2026-03-02T21:50:00+01:00")'
hear message.json
is "$code $(counts) $(booked identifier=part)" '0 0 1 0 0 martin 2026-03-02T20:30:00Z 20 booked part martin sas' 'another hour, with whom it was'
message UpdateAppointment booked 21:00 '.appointment |= (.appointmentId = "part" | del(."start", ."end", .created) | .practitioner.rppsId = "810890000010")'
hear message.json
like "$code $err" '^5 .*nothing says how long' 'somebody else who has no slot then'
plexus-slot open --who dupont --start '2026-03-02 21:30' --every 20min --audience sas -q
hear message.json
is "$code $(counts) $(booked identifier=part)" '0 0 1 0 0 dupont 2026-03-02T20:30:00Z 20 booked part martin sas' 'somebody else, when it was'
message UpdateAppointment cancelled 21:00 '.appointment |= (.appointmentId = "part" | del(."start", ."end", .practitioner))'
hear message.json
is "$code $(counts) $(booked identifier=part)" '0 0 1 0 0 dupont 2026-03-02T20:30:00Z 20 cancelled part martin sas' 'cancelled'
jq -n '{resourceType: "Appointment", identifier: [{system: "urn:x", value: "none"}], status: "cancelled"}' >none.json
hear none.json
is "$code $(counts)" '0 0 0 1 0' 'what was never known is cancelled without a word'

# Messages and bookings that come together: one has the slot, whichever.
plexus-slot open --who martin --start '2026-03-09 9:00' --every 20min --count 5 --audience public -q
for slot in $(plexus-slot list 'start>=2026-03-09' --ids); do
	pids=() start=$(plexus-slot show "$slot" --json | jq -r .start)
	for i in {1..4}; do
		message CreateAppointment booked 09:00 ".appointment |= (.appointmentId = \"race $slot $((i % 2))\" | .\"start\" = \"$start\" | del(.\"end\"))"
		cp message.json "race$i.json"
		plexus-slot import "race$i.json" -q 2>/dev/null & pids+=($!)
		plexus-slot book "$slot" --patient "R$i" --by dupont -q >/dev/null 2>&1 & pids+=($!)
	done
	wait "${pids[@]}"
done
is "$(plexus-slot list --type appointment 'start>=2026-03-09' --jsonl | jq -r .start | sort | uniq -c | awk '{ print $1 }' | paste -sd' ')" '1 1 1 1 1' 'of messages and bookings that come together one has each slot'
unlike "$(bytes | strings | grep -i 'zzyzx')" . 'of the regulator nothing was stored'
run plexus doctor
status 0 'all is well'
done_testing
