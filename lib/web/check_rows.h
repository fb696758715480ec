/* What a check found, and its rules, as rows of views and as lines for people. */
#ifndef PX_WEB_CHECK_ROWS_H
#define PX_WEB_CHECK_ROWS_H

#include "model/field.h"
#include "web/check.h"

extern const struct px_type px_view_check_found, px_view_check_rule;

/* The i-th of what was found; the i-th rule, with how often it was tried and held when a report is given
 * (else NULL).  In the arena. */
struct px_record px_check_found_row(const struct px_check_report *report, size_t i,
				    struct px_arena *arena);
struct px_record px_check_rule_row(const struct px_check_report *report, size_t i,
				   struct px_arena *arena);

/* Append all that was found as compilers say it, so that editors go there: "public/index.html:12: rule:
 * message". */
void px_check_lines(const struct px_check_report *report, const char *folder, struct px_buf *out);

#endif
