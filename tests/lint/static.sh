#!/bin/bash
# Static checks kept at zero: cppcheck, and the compiler's own analyzer, which follows paths: leaks,
# double frees, uses after free, values never set, files left open.  It cannot know that a required
# field is never NULL, so null pointers are left to cppcheck and to the sanitizers.
built=${PX_BUILD:-build}
mkdir -p "$built/cppcheck"
read -ra libpq < <(pkg-config --cflags libpq)
flags=(-std=c11 -D_XOPEN_SOURCE=700 -Ilib "${libpq[@]}" '-DPX_VERSION="0"' '-DPX_PREFIX="/usr"')
cppcheck --quiet --error-exitcode=1 --inline-suppr --enable=warning,performance,portability \
	--suppress=missingInclude --suppress=missingIncludeSystem --cppcheck-build-dir="$built/cppcheck" \
	-j "$(nproc)" "${flags[@]/-std=/--std=}" lib cmd || exit 1
git ls-files -co --exclude-standard 'lib/*.c' 'cmd/*.c' | xargs -P "$(nproc)" -n 1 \
	gcc -fanalyzer -Wno-analyzer-too-complex -Wno-analyzer-null-dereference \
	-Wno-analyzer-null-argument -O1 "${flags[@]}" -Werror -S -o /dev/null || exit 1
echo 'static: clean'
