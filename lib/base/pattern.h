/*
 * Regular expressions: PCRE2, UTF-8, blind to case, held to a number of steps.  Its only door.
 */
#ifndef PX_BASE_PATTERN_H
#define PX_BASE_PATTERN_H

#include "base/err.h"

struct px_pattern;

/* NULL and PX_USAGE with the place of the fault.  Compiled with the JIT when the machine has it. */
struct px_pattern *px_pattern_compile(const char *expression, struct px_err *err);

/* 1 found, 0 not, -1 gave up (PX_FAILED): the expression explores too much. */
int px_pattern_match(struct px_pattern *pattern, const char *text, struct px_err *err);
void px_pattern_free(struct px_pattern *pattern);

#endif
