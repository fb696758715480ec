# Check JSON against a JSON Schema (2020-12), as far as our schemas go; prints a line a fault.
#	jq -rn --slurpfile schema S.json --slurpfile data D.json -f schema.jq
# A keyword that is not known here is a fault too: nothing is passed over.

def known: ["$schema", "$id", "$defs", "$ref", "$comment", "title", "description", "type", "enum", "const",
	"properties", "required", "additionalProperties", "items", "minItems", "maxItems", "minimum", "maximum",
	"multipleOf", "pattern", "minLength", "format", "oneOf", "anyOf", "examples", "default", "propertyNames",
	"uniqueItems"];

def formats: {
	"date": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
	"date-time": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
	"uuid": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
	"email": "^[^@ ]+@[^@ ]+$",
	"uri": "^[a-z]+:"
};

def is_type($name):
	if $name == "integer" then type == "number" and . == floor
	else type == $name end;

# The place that "#/a/b" points at in the root.
def resolve($root; $ref): reduce ($ref | ltrimstr("#/") | split("/")[]) as $part ($root; .[$part]);

def faults($root; $schema; $at):
	. as $value |
	if $schema == true then empty
	elif $schema == false then "\($at): is not allowed"
	else
		(($schema | keys - known)[] | "\($at): the schema says \(.), which is not known here"),
		(if $schema | has("$ref") then faults($root; resolve($root; $schema["$ref"]); $at) else empty end),
		(if $schema | has("type") then
			([$schema.type] | flatten) as $types |
			if any($types[]; . as $name | $value | is_type($name)) then empty
			else "\($at): is \($value | tojson | .[:60]), not \($types | join(" or "))" end
		else empty end),
		(if ($schema | has("enum")) and all($schema.enum[]; . != $value)
			then "\($at): \($value | tojson) is none of \($schema.enum | tojson)" else empty end),
		(if ($schema | has("const")) and $schema.const != $value
			then "\($at): \($value | tojson) is not \($schema.const | tojson)" else empty end),
		(if $schema | has("oneOf") then
			[$schema.oneOf[] as $one | [$value | faults($root; $one; $at)]] as $all |
			($all | map(select(length == 0)) | length) as $fits |
			if $fits == 1 then empty
			else "\($at): fits \($fits) of the \($all | length) shapes: \($all | min_by(length) | join("; "))" end
		else empty end),
		(if $schema | has("anyOf") then
			[$schema.anyOf[] as $one | [$value | faults($root; $one; $at)]] as $all |
			if any($all[]; length == 0) then empty else "\($at): fits none: \($all | min_by(length) | join("; "))" end
		else empty end),
		(if type == "object" then
			(($schema.required // [])[] as $name | select($value | has($name) | not) | "\($at): has no \($name)"),
			(to_entries[] | .key as $key |
				if ($schema.properties // {}) | has($key)
				then .value | faults($root; $schema.properties[$key]; "\($at).\($key)")
				elif $schema | has("additionalProperties")
				then .value | faults($root; $schema.additionalProperties; "\($at).\($key)")
				else empty end),
			(if $schema | has("propertyNames")
				then keys[] | faults($root; $schema.propertyNames; "\($at): name \(.)") else empty end)
		elif type == "array" then
			(if $schema | has("items")
				then range(length) as $i | .[$i] | faults($root; $schema.items; "\($at)[\($i)]") else empty end),
			(if length < ($schema.minItems // 0) then "\($at): has \(length) items" else empty end),
			(if $schema.maxItems != null and length > $schema.maxItems
				then "\($at): has \(length) items" else empty end),
			(if $schema.uniqueItems == true and length != (unique | length)
				then "\($at): holds an item twice" else empty end)
		elif type == "number" then
			(if $schema.minimum != null and . < $schema.minimum then "\($at): \(.) is too small" else empty end),
			(if $schema.maximum != null and . > $schema.maximum then "\($at): \(.) is too large" else empty end),
			(if $schema.multipleOf != null and ((. / $schema.multipleOf) | . - round | fabs) > 1e-6
				then "\($at): \(.) is no multiple of \($schema.multipleOf)" else empty end)
		elif type == "string" then
			(if $schema.pattern != null and (test($schema.pattern) | not)
				then "\($at): \(tojson) is not as \($schema.pattern)" else empty end),
			(if length < ($schema.minLength // 0) then "\($at): is too short" else empty end),
			(if $schema.format != null and (test(formats[$schema.format] // "^$") | not)
				then "\($at): \(tojson) is no \($schema.format)" else empty end)
		else empty end)
	end;

$data[] | faults($schema[0]; $schema[0]; "$")
