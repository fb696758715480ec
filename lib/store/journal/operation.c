/*
 * Operations: what one command did.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/uid.h"
#include "store/journal/part.h"

const char *const px_changes[] = { N_("add"), N_("edit"), N_("remove"), NULL };

enum { CHANGE_ADD, CHANGE_EDIT, CHANGE_REMOVE };

void
px_operation_forget(struct px_store *store)
{
	free(store->operation);
	free(store->command);
	free(store->undoes);
	store->operation = store->command = store->undoes = NULL;
}

void
px_store_set_command(struct px_store *store, const char *command, const char *undoes)
{
	px_operation_forget(store);
	store->command = px_strdup(command);
	store->undoes = undoes ? px_strdup(undoes) : NULL;
}

const char *
px_operation_name(struct px_store *store, int64_t seq)
{
	const char *undoes = store->undoes;
	char uid[PX_UID_SIZE];

	if (store->operation)
		return store->operation;
	if (store->seed)
		px_uid_seeded(store->seed, "operation", seq, store->now, uid);
	else
		px_uid_make(store->now, uid);
	store->operation = px_asprintf("%s/%s%s%s", store->command ? store->command : "plexus", uid,
				       undoes ? "/" : "", undoes ? undoes : "");
	return store->operation;
}

/* One part of COMMAND/UID/UID, cut to its room; returns what follows it. */
static const char *
take_part(const char *text, char *out, size_t size)
{
	size_t length = strcspn(text, "/");
	size_t kept = length < size ? length : size - 1;

	memcpy(out, text, kept);
	out[kept] = '\0';
	return text + length + (text[length] == '/');
}

void
px_journal_operation(const struct px_journal_line *line, struct px_operation *out)
{
	const char *text = line->operation;

	if (strchr(text, '/')) {
		text = take_part(text, out->command, sizeof(out->command));
		text = take_part(text, out->uid, sizeof(out->uid));
		take_part(text, out->undoes, sizeof(out->undoes));
		return;
	}
	out->command[0] = out->undoes[0] = '\0';
	snprintf(out->uid, sizeof(out->uid), "line-%lld", (long long)line->seq);
}

const char *
px_journal_change(const struct px_journal_line *line)
{
	return px_changes[!line->before ? CHANGE_ADD : !line->after ? CHANGE_REMOVE : CHANGE_EDIT];
}
