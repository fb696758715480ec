#!/usr/bin/env bash
# Runs the fuzzers named for FUZZ_SECONDS each, JOBS at a time, and prints a line for each.
# What they learn stays in build/fuzz/work, so that the next run goes on from there; what they find,
# in build/fuzz/found, is replayed by build/replay/TARGET FILE.
set -u
cd "$(dirname "$0")/../.." || exit 1
work=$PX_BUILD/fuzz/work found=$PX_BUILD/fuzz/found logs=$PX_BUILD/fuzz/logs
rm -rf "$found"
mkdir -p "$found" "$logs"

# Texts of the other tests are seeds as well.
declare -A cases=([csv]=csv [rows_json]=fhir [json]=json/test_parsing [vcard]=vcard [ical]=ical
	[register]=rpps [finess]=finess [communes]=communes [facts]=aci)

fuzz_one() { # TARGET
	local begun=$SECONDS seeds=("tests/fuzz/corpus/$1") options=(-max_len=4096) crash
	[[ ! ${cases[$1]:-} ]] || seeds+=("tests/cases/${cases[$1]}")
	[[ ! -e tests/fuzz/dict/$1 ]] || options+=("-dict=tests/fuzz/dict/$1")
	mkdir -p "$work/$1"
	"$PX_BUILD/fuzz/fuzzer/$1" "${options[@]}" -max_total_time="$FUZZ_SECONDS" -timeout=30 \
		-rss_limit_mb=1500 -print_final_stats=1 -artifact_prefix="$found/$1-" \
		"$work/$1" "${seeds[@]}" >"$logs/$1" 2>&1
	crash=$?
	printf '%-12s %9d inputs, %3d s, %6d edges, %s\n' "$1" \
		"$(sed -n 's/^stat::number_of_executed_units: *//p' "$logs/$1" | grep . || echo 0)" \
		$((SECONDS - begun)) \
		"$(grep -o 'cov: [0-9]*' "$logs/$1" | tail -1 | grep -o '[0-9]*' || echo 0)" \
		"$( ((crash)) && echo "FOUND (see $logs/$1)" || echo 'nothing found')"
	((!crash))
}

at_work=0 failed=0
for target; do
	((at_work < ${JOBS:-1})) || { wait -n || failed=$((failed + 1)); at_work=$((at_work - 1)); }
	fuzz_one "$target" &
	at_work=$((at_work + 1))
done
for ((; at_work; at_work--)); do wait -n || failed=$((failed + 1)); done
echo "fuzz: $# targets, ${FUZZ_SECONDS} s each, $failed with something found"
((!failed))
