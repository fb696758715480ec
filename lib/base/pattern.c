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
	REASON_SIZE = 160,
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

/* What people mistype, in our words; PCRE2 has its own, in English, for the rest. */
static const struct {
	int code;
	const char *reason;
} faults[] = {
	{ PCRE2_ERROR_END_BACKSLASH, N_("nothing follows the last \\") },
	{ PCRE2_ERROR_END_BACKSLASH_C, N_("nothing follows \\c") },
	{ PCRE2_ERROR_UNKNOWN_ESCAPE, N_("\\ before a letter that means nothing so") },
	{ PCRE2_ERROR_QUANTIFIER_OUT_OF_ORDER, N_("the second number in {} is the smaller") },
	{ PCRE2_ERROR_QUANTIFIER_TOO_BIG, N_("a number in {} is too large") },
	{ PCRE2_ERROR_MISSING_SQUARE_BRACKET, N_("a [ is not closed by ]") },
	{ PCRE2_ERROR_ESCAPE_INVALID_IN_CLASS, N_("an escape that has no meaning in []") },
	{ PCRE2_ERROR_CLASS_RANGE_ORDER, N_("a range in [] runs backwards") },
	{ PCRE2_ERROR_CLASS_INVALID_RANGE, N_("a range in [] has no end") },
	{ PCRE2_ERROR_QUANTIFIER_INVALID, N_("*, + or ? has nothing before it to repeat") },
	{ PCRE2_ERROR_INVALID_AFTER_PARENS_QUERY,
	  N_("(? is followed by a sign that it has no use for") },
	{ PCRE2_ERROR_POSIX_CLASS_NOT_IN_CLASS, N_("[:names:] stand inside another [ ]") },
	{ PCRE2_ERROR_UNKNOWN_POSIX_CLASS, N_("[:names:] of that name are not known") },
	{ PCRE2_ERROR_MISSING_CLOSING_PARENTHESIS, N_("a ( is not closed by )") },
	{ PCRE2_ERROR_UNMATCHED_CLOSING_PARENTHESIS, N_("a ) closes nothing") },
	{ PCRE2_ERROR_BAD_SUBPATTERN_REFERENCE, N_("a reference to a group that is not there") },
	{ PCRE2_ERROR_LOOKBEHIND_NOT_FIXED_LENGTH,
	  N_("what (?<= looks back for has no fixed length") },
	{ PCRE2_ERROR_UNKNOWN_UNICODE_PROPERTY, N_("\\p{} of a name that is not known") },
	{ PCRE2_ERROR_MALFORMED_UNICODE_PROPERTY, N_("\\p is not followed by a letter or {name}") },
	{ PCRE2_ERROR_BACKSLASH_C_CALLER_DISABLED, N_("\\C is not allowed") },
	{ PCRE2_ERROR_MATCHLIMIT, N_("it explores for too long") },
	{ PCRE2_ERROR_DEPTHLIMIT, N_("it goes too deep") },
	{ PCRE2_ERROR_HEAPLIMIT, N_("it needs too much memory") },
	{ PCRE2_ERROR_JIT_STACKLIMIT, N_("it goes too deep") },
};

static const char *
reason_of(int code, char room[static REASON_SIZE])
{
	for (size_t i = 0; i < PX_COUNT(faults); i++)
		if (faults[i].code == code)
			return _(faults[i].reason);
	pcre2_get_error_message(code, (PCRE2_UCHAR *)room, REASON_SIZE);
	return room;
}

static pcre2_code *
compile(const char *expression, struct px_err *err)
{
	/* \C would match half a character; invalid bytes in a text simply do not match. */
	const uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C |
				 PCRE2_MATCH_INVALID_UTF;
	char reason[REASON_SIZE];
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
	if (!code)
		px_err_set(err, PX_USAGE,
			   _("regular expression '%s': %s, after character %zu: write \\ before a "
			     "sign that stands for itself, as in 'M\\.'"),
			   expression, reason_of(fault, reason), characters(expression, place));
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
	char reason[REASON_SIZE];
	int status = pcre2_match(pattern->code, (PCRE2_SPTR)text, strlen(text), 0, 0,
				 pattern->found, pattern->limits);

	if (status >= 0)
		return 1;
	if (status == PCRE2_ERROR_NOMATCH)
		return 0;
	return px_err_set(err, PX_FAILED,
			  _("regular expression gave up on a text (%s): avoid a repeat inside a "
			    "repeat, as in (a+)+"),
			  reason_of(status, reason));
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
