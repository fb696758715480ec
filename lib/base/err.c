#include "base/err.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text.h"

const struct px_code_info px_codes[PX_CODE_COUNT] = {
	[PX_OK] = { "ok", 0, N_("all is done") },
	[PX_FAILED] = { "failed", 1, N_("failed") },
	[PX_USAGE] = { "usage", 2, N_("wrong usage: nothing was run") },
	[PX_NOT_FOUND] = { "not-found", 3, N_("not found, or empty with --exit-code") },
	[PX_CONFLICT] = { "conflict", 4, N_("conflict with what is stored") },
	[PX_REJECTED] = { "rejected", 5, N_("rows were rejected, or a check failed") },
	[PX_SYSTEM] = { "system", 6, N_("the database or the system failed") },
	[PX_BUSY] = { "busy", 75, N_("busy: try again") },
	[PX_INTERRUPTED] = { "interrupted", 130, N_("interrupted") },
};

static const struct {
	int number;
	const char *text;
} system_errors[] = {
	{ ENOENT, N_("no such file or folder") },
	{ EACCES, N_("permission denied") },
	{ EPERM, N_("permission denied") },
	{ ENOSPC, N_("no space left on the disk") },
	{ EDQUOT, N_("no space left in your quota") },
	{ EROFS, N_("the disk is read-only") },
	{ EIO, N_("the disk or the device failed") },
	{ EISDIR, N_("it is a folder") },
	{ ENOTDIR, N_("a part of the path is no folder") },
	{ ENAMETOOLONG, N_("the name is too long") },
	{ EMFILE, N_("too many files are open") },
	{ ENFILE, N_("too many files are open") },
	{ EPIPE, N_("its reader is gone") },
	{ EFBIG, N_("the file would be too large") },
};

const char *
px_errno_text(int number)
{
	for (size_t i = 0; i < PX_COUNT(system_errors); i++)
		if (system_errors[i].number == number)
			return _(system_errors[i].text);
	return strerror(number);
}

/* Cut at the edge of a character, so that a long value in a message stays valid UTF-8. */
static void
trim_to_valid(char *text)
{
	text[px_utf8_valid(text, strlen(text))] = '\0';
}

int
px_err_set(struct px_err *err, enum px_code code, const char *format, ...)
{
	va_list args;

	if (!err)
		return -1;
	err->code = code;
	va_start(args, format);
	if ((size_t)vsnprintf(err->message, sizeof(err->message), format, args) >=
	    sizeof(err->message))
		trim_to_valid(err->message);
	va_end(args);
	px_text_tame(err->message);
	return -1;
}

int
px_err_copy(struct px_err *err, const struct px_err *from)
{
	if (err)
		*err = *from;
	return -1;
}

void
px_err_prefix(struct px_err *err, const char *format, ...)
{
	struct px_buf where = PX_BUF_INIT;
	char text[sizeof(err->message)];
	va_list args;

	if (!err)
		return;
	va_start(args, format);
	if ((size_t)vsnprintf(text, sizeof(text), format, args) >= sizeof(text))
		trim_to_valid(text);
	va_end(args);
	px_buf_printf(&where, "%s: %s", text, err->message);
	px_err_set(err, err->code, "%s", where.data);
	px_buf_release(&where);
}

void
px_faults_add(struct px_faults *faults, enum px_grade grade, const char *field, const char *format,
	      ...)
{
	struct px_fault *fault;
	va_list args;

	if (faults->count == faults->capacity) {
		struct px_fault *bigger;

		faults->capacity = faults->capacity ? 2 * faults->capacity : 4;
		bigger = px_arena_alloc(faults->arena, faults->capacity * sizeof(*bigger));
		if (faults->count)
			memcpy(bigger, faults->items, faults->count * sizeof(*bigger));
		faults->items = bigger;
	}
	fault = &faults->items[faults->count++];
	fault->grade = grade;
	fault->field = field;
	va_start(args, format);
	fault->message = px_arena_vprintf(faults->arena, format, args);
	va_end(args);
}

size_t
px_faults_count(const struct px_faults *faults, enum px_grade grade)
{
	size_t count = 0;

	for (size_t i = 0; i < faults->count; i++)
		count += faults->items[i].grade == grade;
	return count;
}

const char *
px_faults_text(const struct px_faults *faults, enum px_grade least)
{
	struct px_buf text = PX_BUF_INIT;
	const char *copy;

	for (size_t i = 0; i < faults->count; i++) {
		const struct px_fault *fault = &faults->items[i];

		if (fault->grade < least)
			continue;
		if (text.length)
			px_buf_puts(&text, _("; "));
		if (fault->field)
			px_buf_printf(&text, "%s: ", fault->field);
		px_buf_puts(&text, fault->message);
	}
	copy = px_arena_strdup(faults->arena, text.data);
	px_buf_release(&text);
	return copy;
}
