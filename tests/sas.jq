# What a bundle of slots is not as FHIR R4 and the guide of the SAS platform want it: a line a fault.
# $outside: it is for the SAS, a CPTS or everyone, and holds what is free alone.
def nos: "https://mos.esante.gouv.fr/NOS/";
def allowed: {
	Slot: ["resourceType", "id", "meta", "serviceType", "specialty", "appointmentType", "schedule", "status", "start", "end"],
	Schedule: ["resourceType", "id", "actor"],
	Practitioner: ["resourceType", "id", "identifier", "name"],
	PractitionerRole: ["resourceType", "id", "contained", "practitioner", "organization", "code", "specialty", "location"],
	HealthcareService: ["resourceType", "id", "contained", "location", "providedBy", "name"],
	Organization: ["resourceType", "id", "identifier", "type", "name", "telecom"],
	Appointment: ["resourceType", "id", "extension", "identifier", "status", "start", "end", "slot", "created", "participant"],
	Location: ["resourceType", "id", "name", "address", "position"]
};
def fault($what; $right): if $right then empty else $what end;
def list: type == "array" and length > 0;
def codes($system): [.[]?.coding[]? | select(.system == $system) | .code];
def local: test("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:00[+-][0-9]{2}:[0-9]{2}$");
def national($code; $system; $form): .type.coding == [{system: "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203", code: $code}] and .system == $system and (.value | test($form));

. as $bundle |
([.entry[] | {key: .fullUrl, value: .resource.resourceType}] | from_entries) as $types |
def leads($types_; $wanted): .reference as $to | ($types_[$to // ""] // "") as $type | ($wanted | index($type)) != null;
def place($what): fault("\($what): contained"; (.contained | length) == 1 and .contained[0].resourceType == "Location" and .contained[0].id == "place"),
	fault("\($what): location"; .location == [{reference: "#place"}]),
	fault("\($what): keys of its place"; .contained[0] | (keys - allowed.Location) == []),
	fault("\($what): address"; .contained[0].address | (.line | length) == 1 and .city and .postalCode),
	fault("\($what): position"; .contained[0].position | (.longitude | type) == "number" and (.latitude | type) == "number");

fault("bundle: type"; .resourceType == "Bundle" and .type == "searchset"),
fault("bundle: total"; .total == ([.entry[] | select(.search.mode == "match")] | length)),
fault("bundle: link"; (.link | length) == 1 and .link[0].relation == "self"),
fault("bundle: an address twice"; [.entry[].fullUrl] | length == (unique | length)),
fault("bundle: something empty"; [.entry[] | .. | select(. == null or . == "" or . == [] or . == {})] == []),
fault("bundle: a reference out of it"; [.entry[] | .. | .reference? // empty | select(. != "#place")] - [.entry[].fullUrl] == []),
(.entry[] |
	fault("\(.fullUrl): address"; .fullUrl == "urn:uuid:" + .resource.id),
	fault("\(.fullUrl): mode"; .search.mode == (if .resource.resourceType == "Slot" then "match" else "include" end)),
	fault("\(.fullUrl): keys"; .resource | (keys - (allowed[.resourceType] // [])) == []),
	(.resource | "\(.resourceType) \(.id)" as $what |
		if .resourceType == "Slot" then
			fault("\($what): label"; [.meta.security[] | select(.system == nos + "TRE_R314-TypeCreneau/FHIR/TRE-R314-TypeCreneau") | .code] | length > 0 and . - ["PUBLIC", "SNP", "CPTS", "PRO"] == []),
			fault("\($what): class"; .serviceType | codes("http://terminology.hl7.org/CodeSystem/v3-ActCode") | length == 1 and . - ["AMB", "HH", "VR"] == []),
			fault("\($what): link"; [.serviceType[] | select(.extension)] | all(.coding[0] == {system: (nos + "TRE_R66-CategorieEtablissement/FHIR/TRE-R66-CategorieEtablissement"), code: "604"} and (.extension | length) == 1 and .extension[0].url == "http://hl7.org/fhir/5.0/StructureDefinition/extension-Slot.serviceType" and (.extension[0].valueReference | leads($types; ["HealthcareService"])))),
			fault("\($what): specialty"; (.specialty // []) | all(.coding[0] | .system == nos + "TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale" and (.code | test("^S(M|CD)[0-9]+$")))),
			fault("\($what): kind of visit"; .appointmentType.coding == [{system: "http://terminology.hl7.org/CodeSystem/v2-0276", code: "ROUTINE"}]),
			fault("\($what): schedule"; .schedule | leads($types; ["Schedule"])),
			fault("\($what): status"; .status as $status | if $outside then $status == "free" else ["free", "busy", "busy-tentative", "busy-unavailable"] | index($status) != null end),
			fault("\($what): times"; (.start | local) and (.end | local))
		elif .resourceType == "Schedule" then
			fault("\($what): actors"; .actor | list and all(leads($types; ["Practitioner", "PractitionerRole", "HealthcareService"])))
		elif .resourceType == "Practitioner" then
			fault("\($what): number"; (.identifier | length) == 1 and (.identifier[0] | national("IDNPS"; "urn:oid:1.2.250.1.71.4.2.1"; "^8[0-9]{11}$"))),
			fault("\($what): name"; .name | list and (.[0].family | type) == "string")
		elif .resourceType == "PractitionerRole" then
			place($what),
			fault("\($what): whose"; .practitioner | leads($types; ["Practitioner"])),
			fault("\($what): where"; .organization.identifier | national("IDNST"; "urn:oid:1.2.250.1.71.4.2.2"; "^(1[0-9]{9}|3[0-9]{14})$"))
		elif .resourceType == "HealthcareService" then
			fault("\($what): whose"; .providedBy | leads($types; ["Organization"])),
			if .contained then place($what) else empty end
		elif .resourceType == "Organization" then
			fault("\($what): number"; (.identifier | length) == 1 and (.identifier[0] | national("IDNST"; "urn:oid:1.2.250.1.71.4.2.2"; "^(1[0-9]{9}|3[0-9]{14})$")))
		elif .resourceType == "Appointment" then
			fault("\($what): among those of others"; $outside | not),
			fault("\($what): number"; (.identifier | length) == 1 and .identifier[0].system and .identifier[0].value),
			fault("\($what): operator"; .extension == [{url: "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-appointment-operator", valueReference: .extension[0].valueReference}] and (.extension[0].valueReference.identifier | national("IDNPS"; "urn:oid:1.2.250.1.71.4.2.1"; "^8[0-9]{11}$"))),
			fault("\($what): status"; .status as $status | ["booked", "fulfilled", "noshow"] | index($status) != null),
			fault("\($what): slot"; .slot | list and all(leads($types; ["Slot"]))),
			fault("\($what): times"; (.start | local) and (.end | local)),
			fault("\($what): participants"; .participant | length == 1 and .[0].status == "accepted" and (.[0].actor | leads($types; ["Practitioner", "HealthcareService"])))
		else "\($what): of no use here" end))
