/* A journal that is long enough for two readers: what one would find, wherever it stands. */
#include "store/verify.h"

#include "store_base.h"

enum { LINES = 45000, MIDDLE = LINES / 2 + 1 }; /* MIDDLE: the second reader's first line */

static int64_t announced, ticked;

static void
begin(int64_t lines, void *data)
{
	(void)data;
	announced = lines;
}

static int
tick(void *data, struct px_err *err)
{
	ticked++;
	return data ? px_err_set(err, PX_INTERRUPTED, "enough") : 0;
}

static void
fill(struct px_store *store)
{
	struct px_journal_line line = {
		.organization = 1, .type = "task", .uid = "u", .after = "{\"title\":\"x\"}"
	};
	int result = px_store_begin(store, &base_err);

	for (int i = 0; i < LINES && result == 0; i++)
		result = px_journal_add(store, &line, &base_err);
	if (result == 0)
		result = px_store_commit(store, &base_err);
	tap_is_number(result, 0, "a long journal");
}

static void
change(struct px_store *store, const char *sql, int64_t seq)
{
	char *text = px_asprintf("UPDATE \"journal\" SET %s = %lld", sql, (long long)seq);

	px_store_begin(store, &base_err);
	if (px_store_run(store, text, &base_err) || px_store_commit(store, &base_err))
		printf("# %s: %s\n", text, base_err.message);
	free(text);
}

/* What somebody who opens the database to read is told. */
static void
see(enum px_break what, int64_t seq, const char *name)
{
	struct px_store *reader = px_store_open(base_path, PX_ACCESS_READ, &base_err);
	struct px_verify_watch watch = { begin, tick, NULL };
	struct px_verdict verdict;

	ticked = 0;
	tap_is_number(px_journal_examine(reader, &watch, &verdict, &base_err), 0, name);
	tap_is_number(verdict.what, what, "what is wrong");
	tap_is_number(verdict.seq, seq, "with which line");
	tap_is_number(verdict.lines, what == PX_WHOLE ? LINES : seq - 1, "after those that hold");
	px_store_close(reader);
}

/* Each kind of damage to this line. */
static void
test_line(struct px_store *store, int64_t seq)
{
	change(store, "\"actor\" = 'x' WHERE \"seq\"", seq);
	see(PX_ALTERED, seq, "a line that was altered");
	change(store, "\"actor\" = 'unix:test' WHERE \"seq\"", seq);
	change(store, "\"chain\" = 'x' || \"chain\" WHERE \"seq\"", seq);
	see(PX_UNLINKED, seq, "a line that does not follow");
	change(store, "\"chain\" = substr(\"chain\", 2) WHERE \"seq\"", seq);
	change(store, "\"seq\" = 1000000 + \"seq\" WHERE \"seq\"", seq);
	see(PX_MISSING, seq, "a line that is not there");
	change(store, "\"seq\" = \"seq\" - 1000000 WHERE \"seq\" - 1000000", seq);
}

int
main(void)
{
	static const int64_t places[] = { 1,          2,      1000,       MIDDLE - 2,
					  MIDDLE - 1, MIDDLE, MIDDLE + 1, LINES - 1 };
	struct px_store *store = base_make(), *reader;
	struct px_verify_watch stops = { begin, tick, &announced };
	struct px_verdict verdict;

	px_store_identify(store, "unix:test", base_world.now, "seed");
	fill(store);
	see(PX_WHOLE, 0, "it holds");
	tap_is_number(ticked, announced, "who waits is told of as many lines as was announced");
	for (size_t i = 0; i < PX_COUNT(places); i++)
		test_line(store, places[i]);
	change(store, "\"actor\" = 'x' WHERE \"seq\"", MIDDLE + 5);
	change(store, "\"actor\" = 'x' WHERE \"seq\"", 7);
	see(PX_ALTERED, 7, "of several the first");
	reader = px_store_open(base_path, PX_ACCESS_READ, &base_err);
	tap_is_number(px_journal_examine(reader, &stops, &verdict, &base_err), -1,
		      "who waits may stop it");
	tap_is_number(base_err.code, PX_INTERRUPTED, "with a reason");
	px_store_close(reader);
	px_store_close(store);
	return tap_done();
}
