/* A record as hooks are given it. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/hook/part.h"

/* Hooks write logs and mails: what reaches a patient stays out of them, be it sealed. */
static void
veil(struct px_record *record)
{
	for (size_t i = PX_F_OWN; i < record->type->field_count; i++)
		if (record->type->fields[i].flags & PX_SEALED && record->values[i].state == PX_SET)
			record->values[i].text = px_sealed_word;
}

void
px_hook_text(struct px_hooks *hooks, const struct px_record *record, struct px_buf *out)
{
	struct px_record copy = px_record_copy(&hooks->arena, record);

	px_record_derive(&copy, &hooks->run->world, &hooks->arena);
	veil(&copy);
	px_record_json(&copy, true, out);
}

int
px_hook_file(struct px_err *err)
{
	const char *folder = getenv("TMPDIR");
	char *path = px_asprintf("%s/plexus-hook.XXXXXX", folder && *folder ? folder : "/tmp");
	int file = mkstemp(path);

	if (file < 0)
		px_err_set(err, PX_SYSTEM, _("%s: cannot be made: %s"), path, px_errno_text(errno));
	else
		unlink(path);
	free(path);
	if (file >= 0)
		fcntl(file, F_SETFD, FD_CLOEXEC);
	return file;
}

int
px_hook_write(int file, const void *bytes, size_t length, struct px_err *err)
{
	const char *at = bytes;

	while (length) {
		ssize_t wrote = write(file, at, length);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return px_err_set(err, PX_SYSTEM,
					  _("a temporary file cannot be written: %s"),
					  px_errno_text(errno));
		at += wrote;
		length -= (size_t)wrote;
	}
	return 0;
}
