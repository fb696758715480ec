# Plans of PostgreSQL (EXPLAIN (FORMAT JSON) of statements with their parameters open), to what they say
# of organizations.  $far: the distributed tables.

# A condition is of one organization when one of the things that it asks, all together, is that.
def of_one:
	if test("\\([^()]*\\)") then
		gsub("\\((?<c>[^()]*)\\)"; .c
			| if test("^(\\w+\\.)?organization = \\$[0-9]+$") then "ONE"
			elif test(" OR |NOT ") then "-"
			elif test("\\bONE\\b") then "ONE"
			else "-" end)
		| of_one
	else . == "ONE" end;

# "a.organization = b.organization" stands in it, or in what it is made of.
def of_both: test("\\w+\\.organization = \\w+\\.organization");

def conditions: [.["Index Cond", "Filter", "Recheck Cond", "Hash Cond", "Merge Cond", "Join Filter"] | values];
def is_far: .["Relation Name"] as $name | .["Node Type"] != "ModifyTable" and any($far[]; . == $name);
def far_scans: [.. | objects | select(has("Node Type") and is_far)];

# Two distributed tables that come together here, by something else than the organization.
def comes_apart:
	[.Plans[]? | select(.["Parent Relationship"] | IN("Outer", "Inner"))] as $sides
	| ($sides | length) == 2 and all($sides[]; far_scans | length > 0)
		and ([.. | objects | select(has("Node Type")) | conditions[]] | any(of_both) | not);

.plan[0].Plan as $plan
| ($plan | far_scans) as $scans
| [$scans[] | select(any(conditions[]; of_one) | not)] as $everywhere
| {
	text,
	writes: ($plan["Node Type"] == "ModifyTable"),
	far: ($scans | length),
	everywhere: ($everywhere | length),
	tables: [$everywhere[]["Relation Name"]] | unique,
	apart: (($everywhere | length > 0) and ([$plan | .. | objects | select(has("Node Type")) | select(comes_apart)] | length > 0)),
	mixed: ([$plan | .. | objects | .["Relation Name"]? | values | select(IN($near[]))] | length > 0),
}
