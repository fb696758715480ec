#include "base/pattern.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/i18n.h"
#include "base/mem.h"

/*
 * An expression comes from the command line or a crontab: one that explores for ever would hang a
 * report.  The limits stop it after some tens of milliseconds.
 */
enum {
	EXPRESSION_LIMIT = 4096,
	MATCH_LIMIT = 1000000,
	DEPTH_LIMIT = 100000,
	HEAP_LIMIT_KIB = 16 * 1024,
	STACK_START = 32 * 1024,
	STACK_LIMIT = 8 * 1024 * 1024,
};

struct px_pattern {
	pcre2_code *code;
	pcre2_match_data *found;
	pcre2_match_context *limits;
	pcre2_jit_stack *stack; /* NULL without JIT */
};

/* The number of characters in the first `length` bytes. */
static size_t
characters(const char *text, size_t length)
{
	size_t count = 0;

	for (size_t i = 0; i < length && text[i] != '\0'; i++)
		count += ((unsigned char)text[i] & 0xC0) != 0x80;
	return count;
}

static pcre2_code *
compile(const char *expression, struct px_err *err)
{
	/* \C would match half a character; invalid bytes in a text simply do not match. */
	const uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C |
				 PCRE2_MATCH_INVALID_UTF;
	PCRE2_UCHAR reason[160];
	PCRE2_SIZE place;
	pcre2_code *code;
	int fault;

	if (strlen(expression) > EXPRESSION_LIMIT) {
		px_err_set(err, PX_USAGE, _("regular expression longer than %d bytes: shorten it"),
			   EXPRESSION_LIMIT);
		return NULL;
	}
	code = pcre2_compile((PCRE2_SPTR)expression, PCRE2_ZERO_TERMINATED, options, &fault, &place,
			     NULL);
	if (!code) {
		pcre2_get_error_message(fault, reason, sizeof(reason));
		px_err_set(err, PX_USAGE,
			   _("regular expression '%s': %s, after character %zu: write \\ before a "
			     "sign that stands for itself, as in 'M\\.'"),
			   expression, (const char *)reason, characters(expression, place));
	}
	return code;
}

static void *
checked(void *pointer)
{
	/* PCRE2 allocates by itself; exhaustion ends the process like everywhere else. */
	if (!pointer)
		abort();
	return pointer;
}

struct px_pattern *
px_pattern_compile(const char *expression, struct px_err *err)
{
	pcre2_code *code = compile(expression, err);
	struct px_pattern *pattern;

	if (!code)
		return NULL;
	pattern = px_calloc(1, sizeof(*pattern));
	pattern->code = code;
	pattern->found = checked(pcre2_match_data_create(1, NULL));
	pattern->limits = checked(pcre2_match_context_create(NULL));
	pcre2_set_match_limit(pattern->limits, MATCH_LIMIT);
	pcre2_set_depth_limit(pattern->limits, DEPTH_LIMIT);
	pcre2_set_heap_limit(pattern->limits, HEAP_LIMIT_KIB);
	/* Without JIT (a hardened kernel, another processor) the interpreter gives the same answer. */
	if (pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) == 0) {
		pattern->stack = checked(pcre2_jit_stack_create(STACK_START, STACK_LIMIT, NULL));
		pcre2_jit_stack_assign(pattern->limits, NULL, pattern->stack);
	}
	return pattern;
}

int
px_pattern_match(struct px_pattern *pattern, const char *text, struct px_err *err)
{
	PCRE2_UCHAR reason[160];
	int status = pcre2_match(pattern->code, (PCRE2_SPTR)text, strlen(text), 0, 0,
				 pattern->found, pattern->limits);

	if (status >= 0)
		return 1;
	if (status == PCRE2_ERROR_NOMATCH)
		return 0;
	pcre2_get_error_message(status, reason, sizeof(reason));
	return px_err_set(err, PX_FAILED,
			  _("regular expression gave up on a text (%s): avoid a repeat inside a "
			    "repeat, as in (a+)+"),
			  (const char *)reason);
}

void
px_pattern_free(struct px_pattern *pattern)
{
	if (!pattern)
		return;
	pcre2_match_context_free(pattern->limits);
	pcre2_match_data_free(pattern->found);
	pcre2_jit_stack_free(pattern->stack);
	pcre2_code_free(pattern->code);
	free(pattern);
}
