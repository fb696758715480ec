# Plexus: `make demo` first, `make check` next; the README says the rest.
# One file, no configure: a new .c under lib/, cmd/ or tests/unit/ is found by itself.

PREFIX ?= /usr/local
DESTDIR ?=
B ?= build# another folder keeps builds apart: make B=/tmp/b
VERSION := 0.1.0
JOBS := $(shell nproc 2>/dev/null || echo 2)

# Each binary links only what it uses: start-up time is a feature.  What all of them need is taken into
# them where the machine has its archive: they start in two thirds of the time, and are built again when
# one of these libraries is mended.  SHARED=1 links as distributions do.  libcsv and
# cmark-gfm's extensions have no pkg-config file; of libpq only the headers: it is opened when asked for.
LIBRARIES := sqlite3 jansson libpcre2-8 libsodium libutf8proc nettle yaml-0.1 libcmark-gfm gdlib libmicrohttpd gumbo zlib
ARCHIVES := $(if $(SHARED),,sqlite3 jansson pcre2-8 sodium utf8proc nettle csv)
archive = $(filter /%,$(shell $(CC) -print-file-name=lib$(1).a))
INCLUDES := $(shell pkg-config --cflags $(LIBRARIES) libpq 2>/dev/null)
DEFINES := -Ilib -D_XOPEN_SOURCE=700 -DPX_VERSION='"$(VERSION)"' $(INCLUDES)
LIBS := $(foreach name,$(ARCHIVES),$(call archive,$(name))) -Wl,--as-needed $(shell pkg-config --libs $(LIBRARIES) 2>/dev/null) -lcsv -lcmark-gfm-extensions -lm
CFLAGS ?= -O2 -g
# Tables leave out what is zero: that is what they are for.
WARNINGS := -std=c11 -Wall -Wextra -Wno-missing-field-initializers -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wswitch-enum -Wvla -Wformat=2 -Wundef -Wpointer-arith -Wwrite-strings

SOURCES := $(wildcard lib/*/*.c lib/*/*/*.c)
LIB_OBJECTS := $(SOURCES:%.c=$(B)/%.o)
PROGRAMS := $(patsubst cmd/%.c,$(B)/bin/%,$(wildcard cmd/*.c))
UNITS := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/*.c))
MANUALS := $(PROGRAMS:$(B)/bin/%=$(B)/share/man/man1/%.1) $(PROGRAMS:$(B)/bin/%=$(B)/share/man/fr/man1/%.1) \
	$(patsubst share/man/%.7,$(B)/share/man/man7/%.7,$(wildcard share/man/*.7)) \
	$(patsubst share/man/fr/%.7,$(B)/share/man/fr/man7/%.7,$(wildcard share/man/fr/*.7))
MESSAGES := $(patsubst share/locale/%.po,$(B)/share/locale/%/LC_MESSAGES/plexus.mo,$(wildcard share/locale/*.po))
FUZZED := $(filter-out replay,$(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c)))
REPLAYS := $(FUZZED:%=$(B)/replay/%)
TESTS ?= $(wildcard tests/torture/*.t) $(UNITS) $(REPLAYS) $(wildcard tests/cli/*.t)# the long ones first

# A short line a file; V=1 shows whole commands.
Q := $(if $(V),,@)
say = $(if $(V),,@printf '%-6s %s\n' $(1) $@)

# $(B) has the shape of an installed tree (bin, share/plexus, share/locale, share/man), so that
# programs find their files in the same place, relative to themselves, before and after.
all: $(PROGRAMS) $(MESSAGES) $(B)/share/plexus
units: $(UNITS) $(REPLAYS)
manuals: $(MANUALS)

$(B)/%.o: %.c $(B)/flags | $(B)/ready
	@mkdir -p $(@D)
	$(call say,cc)
	$(Q)$(CC) $(DEFINES) $(CPPFLAGS) $(CFLAGS) $(WARNINGS) -MMD -MP -c -o $@ $<

# The one file that knows where things are installed.
$(B)/lib/cli/place.o: DEFINES += -DPX_PREFIX='"$(PREFIX)"'
$(B)/lib/cli/place.o: $(B)/prefix

# What objects were made with: other flags, or another prefix, make them again.
changed = $(if $(subst x$(file <$(1)),,x$(2)),always)
FLAGS := $(CC) $(DEFINES) $(CPPFLAGS) $(CFLAGS) $(WARNINGS)
$(B)/flags: export SAID = $(FLAGS)
$(B)/flags: $(call changed,$(B)/flags,$(FLAGS)) | $(B)/ready
	@printf '%s\n' "$$SAID" >$@
$(B)/prefix: export SAID = $(PREFIX)
$(B)/prefix: $(call changed,$(B)/prefix,$(PREFIX)) | $(B)/ready
	@printf '%s\n' "$$SAID" >$@

$(B)/libplexus.a: $(LIB_OBJECTS)
	@rm -f $@
	$(call say,ar)
	$(Q)ar rcs $@ $^

# What is linked, from its objects and the library; $(1) is one more option.
define link
@mkdir -p $(@D)
$(call say,link)
$(Q)$(CC) $(CFLAGS) $(WARNINGS) $(LDFLAGS) $(1) -o $@ $(filter %.o %.a,$^) $(LIBS)
endef

$(B)/bin/%: $(B)/cmd/%.o $(B)/libplexus.a
	$(link)

$(B)/tests/%: $(B)/tests/unit/%.o $(B)/libplexus.a
	$(link)

$(B)/tests/ddl: $(B)/tests/postgres/ddl.o $(B)/libplexus.a
	$(link)

$(B)/tests/%: $(B)/tests/bench/%.o $(B)/libplexus.a
	$(link)

$(B)/replay/%: $(B)/tests/fuzz/%.o $(B)/tests/fuzz/replay.o $(B)/libplexus.a
	$(link)

$(B)/fuzzer/%: $(B)/tests/fuzz/%.o $(B)/libplexus.a
	$(call link,-fsanitize=fuzzer)

# Says what is missing, once, in place of a hundred errors of the compiler.
$(B)/ready:
	@mkdir -p $(@D)
	@share/deps.sh --check build
	@touch $@

$(B)/share/plexus:
	@mkdir -p $(@D)
	@ln -sfn $(CURDIR)/share $@

# An empty environment: neither the language nor the configuration of whoever builds.
$(B)/share/man/man1/%.1: $(B)/bin/%
	@mkdir -p $(@D)
	$(call say,manual)
	$(Q)env -i $< --manual >$@.new
	@mv $@.new $@

$(B)/share/man/fr/man1/%.1: $(B)/bin/% $(MESSAGES)
	@mkdir -p $(@D)
	$(call say,manual)
	$(Q)env -i LANGUAGE=fr $< --manual >$@.new
	@mv $@.new $@

$(B)/share/man/man7/%.7: share/man/%.7
	@mkdir -p $(@D)
	@cp $< $@

$(B)/share/man/fr/man7/%.7: share/man/fr/%.7
	@mkdir -p $(@D)
	@cp $< $@

$(B)/share/locale/%/LC_MESSAGES/plexus.mo: share/locale/%.po
	@mkdir -p $(@D)
	$(call say,msgfmt)
	$(Q)msgfmt --check -o $@ $<

# Take the texts of the sources into the catalogues that translators edit.
po:
	@mkdir -p $(B)
	@xgettext --language=C --from-code=UTF-8 --keyword=_ --keyword=N_ --keyword=px_tr \
		--keyword=px_trn:1,2 --keyword=NC_:1c,2 --add-comments=TRANSLATORS: --sort-by-file --no-location \
		--package-name=plexus --output=$(B)/plexus.pot $(SOURCES) $(wildcard lib/*/*.h lib/*/*/*.h cmd/*.c)
	@for po in share/locale/*.po; do \
		msgmerge --quiet --update --backup=none --no-location $$po $(B)/plexus.pot && \
		msgattrib --no-obsolete --output-file=$$po $$po && msgfmt --statistics -o /dev/null $$po; done

# --- what the machine needs: share/deps.sh holds the table -------------------------------------
deps:
	@share/deps.sh build check lint fuzz
deps-demo:
	@share/deps.sh build
deps-check:
	@share/deps.sh build check
deps-lint:
	@share/deps.sh build lint

# A make of its own comes after the packages, because pkg-config answers when make starts.
AGAIN = $(MAKE) --no-print-directory $(if $(V),,-s) $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(JOBS))

demo: deps-demo
	+@$(AGAIN) all
	@PX_BUILD=$(abspath $(B)) share/demo/run.sh

# --- checks ------------------------------------------------------------------------------------
# The tests record every SQL text that is prepared; the last one has PostgreSQL prepare them too.
RECORD := PX_BUILD=$(abspath $(B)) PX_SQL_LOG=$(abspath $(B))/sql.log

check: deps-check
	+@$(AGAIN) all units manuals $(B)/tests/ddl
	@rm -f $(B)/sql.log
	@$(RECORD) prove -j$(JOBS) $(TESTS)
	$(if $(filter file,$(origin TESTS)),@$(RECORD) prove tests/postgres/texts.t tests/postgres/spread.t)

# The same tests where they keep anything, on a private PostgreSQL: STORED=tests/cli/task.t for one.
STORED ?= $(wildcard tests/torture/*.t) $(filter-out %/texts.t %/spread.t,$(wildcard tests/postgres/*.t)) \
	$(patsubst tests/unit/%.c,$(B)/tests/%,$(shell grep -l store_base.h tests/unit/*.c)) $(wildcard tests/cli/*.t)
check-postgres: deps-check
	+@$(AGAIN) all units manuals
	@PX_BUILD=$(abspath $(B)) JOBS=$(JOBS) tests/postgres/run.sh $(STORED)

# The demonstration's site in a browser: HTML, axe-core, keys alone, Lighthouse.  SHORT=1: half a minute.
check-site: all
	@PX_BUILD=$(abspath $(B)) tests/site/run.sh $(if $(SHORT),short)

# Sanitizers in a folder of their own.  99 is no exit status of ours, so no test takes it for one; and
# what they find is kept, so that a test that throws output away hides nothing.
check-asan: REPORTS := $(abspath $(B))/asan/reports
check-asan: deps-check
	@rm -rf $(REPORTS) && mkdir -p $(REPORTS)
	+@ASAN_OPTIONS=exitcode=99:log_path=$(REPORTS)/address PX_SANITIZED=1 \
		UBSAN_OPTIONS=exitcode=99:print_stacktrace=1:log_path=$(REPORTS)/undefined $(AGAIN) \
		check B=$(B)/asan CFLAGS='-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all'
	@cat $(REPORTS)/* 2>/dev/null; test -z "$$(ls $(REPORTS))"

lint: deps-lint
	+@$(AGAIN) all manuals
	@PX_BUILD=$(abspath $(B)) tests/lint/all.sh

# Each target of tests/fuzz for FUZZ_SECONDS under libFuzzer, or those named: make fuzz FUZZED='csv when'
FUZZ_SECONDS ?= 60
fuzz:
	@share/deps.sh build fuzz
	+@$(AGAIN) fuzzers B=$(B)/fuzz CC=clang-14 \
		CFLAGS='-w -O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all'
	@PX_BUILD=$(abspath $(B)) FUZZ_SECONDS=$(FUZZ_SECONDS) JOBS=$(JOBS) tests/fuzz/run.sh $(FUZZED)
fuzzers: $(FUZZED:%=$(B)/fuzzer/%)

# The long version of what `make check` does in short; a line each says what was tried and lost.
torture: deps-check
	+@$(AGAIN) all
	@$(RECORD) PX_TORTURE=long prove $(wildcard tests/torture/*.t) tests/postgres/random.t

bench: all $(B)/tests/find_slots $(B)/tests/book_plain
	@share/deps.sh build bench
	@PX_BUILD=$(abspath $(B)) tests/bench/all.sh

# --- installation ------------------------------------------------------------------------------
# What programs read at run time; the rest of share/ serves the source tree.
DATA := $(filter-out share/cron/% share/demo/% share/man/% share/locale/%,$(shell find share -mindepth 2 -type f))
INSTALLED := $(PROGRAMS:$(B)/%=%) $(MANUALS:$(B)/%=%) $(MESSAGES:$(B)/%=%) \
	$(PROGRAMS:$(B)/bin/%=share/bash-completion/completions/%) \
	$(PROGRAMS:$(B)/bin/%=share/fish/vendor_completions.d/%.fish) \
	share/zsh/site-functions/_plexus share/doc/plexus/plexus.cron

install: all manuals
	install -d $(addprefix $(DESTDIR)$(PREFIX)/,$(sort $(dir $(INSTALLED) $(DATA:share/%=share/plexus/%))))
	install -m 755 $(PROGRAMS) $(DESTDIR)$(PREFIX)/bin
	for page in $(MANUALS:$(B)/%=%); do install -m 644 $(B)/$$page $(DESTDIR)$(PREFIX)/$$page; done
	for mo in $(MESSAGES:$(B)/%=%); do install -m 644 $(B)/$$mo $(DESTDIR)$(PREFIX)/$$mo; done
	for file in $(DATA:share/%=%); do install -m 644 share/$$file $(DESTDIR)$(PREFIX)/share/plexus/$$file; done
	install -m 644 completions/plexus.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/plexus
	install -m 644 completions/plexus.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/plexus.fish
	install -m 644 completions/_plexus $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_plexus
	for name in $(filter-out plexus,$(notdir $(PROGRAMS))); do \
		ln -sf plexus $(DESTDIR)$(PREFIX)/share/bash-completion/completions/$$name; \
		ln -sf plexus.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/$$name.fish; done
	install -m 644 share/cron/plexus.cron $(DESTDIR)$(PREFIX)/share/doc/plexus

uninstall:
	rm -f $(addprefix $(DESTDIR)$(PREFIX)/,$(INSTALLED))
	rm -rf $(DESTDIR)$(PREFIX)/share/plexus $(DESTDIR)$(PREFIX)/share/doc/plexus

clean:
	rm -rf $(B)

.PHONY: all always units manuals po deps deps-demo deps-check deps-lint demo check check-asan check-site \
	check-postgres lint fuzz fuzzers torture bench install uninstall clean
.SECONDARY:
-include $(patsubst %.c,$(B)/%.d,$(SOURCES) $(wildcard cmd/*.c tests/unit/*.c tests/fuzz/*.c tests/postgres/*.c))
