/*
 * The journal of a folder, each line held against its digest and its chain.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "cli/move/reading.h"

struct linking {
	struct px_reading *reading;
	struct px_buf text;
	char chain[PX_HASH_SIZE];
	int64_t seq;
	px_journal_take *take;
	void *data;
};

static int
forged(const struct px_line_at *at, const char *why, struct px_err *err)
{
	return px_err_set(err, PX_REJECTED,
			  _("%s:%ld: %s: the journal is not edited, take it as it was dumped"),
			  at->path, at->number, why);
}

static int
check_link(struct linking *linking, const struct px_line_at *at, const struct px_journal_line *line,
	   struct px_err *err)
{
	char digest[PX_HASH_SIZE], chain[PX_HASH_SIZE];

	if (line->seq != linking->seq + 1)
		return forged(at,
			      px_arena_printf(at->arena, _("seq: %lld does not follow %lld"),
					      (long long)line->seq, (long long)linking->seq),
			      err);
	px_line_digest(line, &linking->text, digest);
	if (strcmp(digest, line->digest) != 0)
		return forged(at, _("digest: the line was altered"), err);
	px_line_chain(linking->chain, digest, chain);
	if (strcmp(chain, line->chain) != 0)
		return forged(at, _("chain: the line does not follow from the one before"), err);
	memcpy(linking->chain, chain, sizeof(chain));
	linking->seq = line->seq;
	return 0;
}

static int
take_line(struct linking *linking, const struct px_line_at *at, const char *text, size_t length,
	  struct px_err *err)
{
	struct px_journal_line line;

	if (px_line_journal(at, text, length, &line, err) != 0 ||
	    check_link(linking, at, &line, err) != 0)
		return -1;
	if (linking->take(&line, linking->data, err) != 0) {
		px_err_prefix(err, "%s:%ld", at->path, at->number);
		return -1;
	}
	return px_run_check(linking->reading->run, err);
}

static int
check_head(const struct linking *linking, const char *path, struct px_err *err)
{
	const struct px_manifest *manifest = &linking->reading->manifest;

	if (linking->seq != manifest->seq)
		return px_err_set(err, PX_REJECTED,
				  _("%s: ends on line %lld, and on line %lld when it was dumped: "
				    "take it as it was dumped"),
				  path, (long long)linking->seq, (long long)manifest->seq);
	if (strcmp(linking->chain, manifest->chain) != 0)
		return px_err_set(err, PX_REJECTED,
				  _("%s: its chain does not end as the manifest says: take both "
				    "as they were dumped"),
				  path);
	return 0;
}

int
px_restore_journal(struct px_reading *reading, px_journal_take *take, void *data,
		   struct px_err *err)
{
	struct linking linking = {
		.reading = reading, .text = PX_BUF_INIT, .take = take, .data = data
	};
	struct px_line_at at = { .arena = &reading->row };
	struct px_lines *lines;
	const char *text;
	size_t length;
	int got;

	memcpy(linking.chain, px_chain_first, PX_HASH_SIZE);
	at.path = px_arena_printf(&reading->run->arena, "%s/%s", reading->folder, PX_MOVE_JOURNAL);
	if (access(at.path, F_OK) != 0 && errno == ENOENT)
		return px_restore_missing(reading, PX_MOVE_JOURNAL, err);
	lines = px_lines_open(at.path, false, err);
	if (!lines)
		return -1;
	while ((got = px_lines_next(lines, &text, &length, err)) == 1) {
		at.number = px_lines_number(lines);
		got = take_line(&linking, &at, text, length, err);
		px_arena_reset(&reading->row);
		if (got != 0)
			break;
	}
	px_lines_close(lines);
	px_buf_release(&linking.text);
	return got == 0 ? check_head(&linking, at.path, err) : -1;
}
