#!/bin/bash
# Static checks kept at zero.
built=${PX_BUILD:-build}
mkdir -p "$built/cppcheck"
cppcheck --quiet --error-exitcode=1 --std=c11 --inline-suppr --enable=warning,performance,portability \
	--suppress=missingInclude --suppress=missingIncludeSystem --cppcheck-build-dir="$built/cppcheck" \
	-j "$(nproc)" -Ilib -D_XOPEN_SOURCE=700 '-DPX_VERSION="0"' '-DPX_PREFIX="/usr"' lib cmd || exit 1
echo 'static: clean'
