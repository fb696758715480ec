# Plexus: `make demo` first, `make check` next; the README says the rest.
# One file, no configure: a new .c under lib/ or cmd/ is found by itself.

PREFIX ?= /usr/local
DESTDIR ?=
B ?= build
CC ?= gcc
VERSION := 0.1.0

CPPFLAGS += -Ilib -D_XOPEN_SOURCE=700 -DPX_VERSION='"$(VERSION)"' -DPX_PREFIX='"$(PREFIX)"'
CFLAGS ?= -O2 -g
CFLAGS += -std=c11 -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wswitch-enum -Wvla -Wformat=2 -Wundef -Wpointer-arith -Wwrite-strings
LIBS := -Wl,--as-needed -lsqlite3 -ljansson -lcsv -lpcre2-8 -lsodium -lutf8proc

LIB_OBJECTS := $(patsubst %.c,$(B)/%.o,$(wildcard lib/*/*.c lib/*/*/*.c))
PROGRAMS := $(patsubst cmd/%.c,$(B)/bin/%,$(wildcard cmd/*.c))
UNITS := $(patsubst tests/unit/%.c,$(B)/tests/%,$(wildcard tests/unit/*.c))

all: $(PROGRAMS)
units: $(UNITS)

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(B)/libplexus.a: $(LIB_OBJECTS)
	@rm -f $@
	ar rcs $@ $^

$(B)/bin/%: $(B)/cmd/%.o $(B)/libplexus.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(B)/libplexus.a $(LIBS)

$(B)/tests/%: $(B)/tests/unit/%.o $(B)/libplexus.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< $(B)/libplexus.a $(LIBS)

clean:
	rm -rf $(B)

.PHONY: all units clean
.SECONDARY:
-include $(LIB_OBJECTS:.o=.d) $(patsubst cmd/%.c,$(B)/cmd/%.d,$(wildcard cmd/*.c))
