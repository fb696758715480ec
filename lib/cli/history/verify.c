/* plexus verify: does the journal's chain hold, and is it the one that was kept? */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/seal.h"
#include "cli/history/anchor.h"
#include "cli/progress.h"
#include "cli/sink.h"
#include "model/types.h"
#include "store/verify.h"

enum {
	VERIFY_OK,
	VERIFY_LINES,
	VERIFY_AT,
	VERIFY_CHAIN,
	VERIFY_ANCHORS,
	VERIFY_WHAT,
	VERIFY_LINE,
	VERIFY_TYPE,
	VERIFY_UID,
	VERIFY_MESSAGE,
	VERIFY_FIELDS,
};

static const char *const breaks[] = {
	[PX_WHOLE] = "whole",
	[PX_ALTERED] = "altered",
	[PX_MISSING] = "missing",
	[PX_UNLINKED] = "unlinked",
	[PX_CUT] = "cut",
	[PX_BREAK_COUNT] = "anchor",
	NULL,
};

static const struct px_field verify_fields[] = {
	[VERIFY_OK] = { "ok", &px_kind_boolean, PX_COLUMN | PX_REQUIRED,
			N_("whether nothing is wrong") },
	[VERIFY_LINES] = { "lines", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			   N_("how many lines hold, from the first on") },
	[VERIFY_AT] = { "at", &px_kind_instant, PX_COLUMN,
			N_("when the last of them was written") },
	[VERIFY_CHAIN] = { "chain", &px_kind_text, PX_COLUMN, N_("the chain there") },
	[VERIFY_ANCHORS] = { "anchors", &px_kind_integer, PX_COLUMN | PX_REQUIRED,
			     N_("how many anchors hold") },
	[VERIFY_WHAT] = { "what", &px_kind_word, PX_COLUMN | PX_REQUIRED,
			  N_("whole, or what is wrong with the first line that is; anchor: the "
			     "chain "
			     "holds, and is not the one that was kept"),
			  NULL, breaks },
	[VERIFY_LINE] = { "line", &px_kind_integer, PX_COLUMN, N_("number of that line") },
	[VERIFY_TYPE] = { "type", &px_kind_text, PX_COLUMN, N_("type of its record") },
	[VERIFY_UID] = { "uid", &px_kind_text, PX_COLUMN, N_("uid of its record") },
	[VERIFY_MESSAGE] = { "message", &px_kind_text, PX_COLUMN, N_("the same in words") },
};

static const struct px_type view_verification = {
	.name = "verification",
	.plural = "verifications",
	.label = N_("verification"),
	.help = N_("what was found of the journal"),
	.flags = PX_VIEW,
	.fields = verify_fields,
	.field_count = PX_COUNT(verify_fields),
};

static const struct px_option opt_anchor = {
	.name = "anchor",
	.letter = 'a',
	.metavar = "FILE",
	.help = N_("the chain is the one of these anchors (as often as needed)")
};
static const struct px_option opt_public = {
	.name = "public",
	.metavar = "FILE",
	.help = N_(
		"anchors are signed by this public key, which was kept, not by one of our keys")
};

struct verification {
	struct px_run *run;
	struct px_verdict verdict;
	size_t held;              /* anchors that hold */
	const char *organization; /* its uid */
	const char *public_file;  /* of --public, or NULL */
	struct px_buf publics;    /* what it holds */
	const char *message;      /* of what was found first, or NULL */
	int what;                 /* enum px_break, or PX_BREAK_COUNT: an anchor's */
	int64_t line;
};

/* What was found is said at once; the first of it is what programs are told. */
static void
find_wrong(struct verification *v, int what, int64_t line, const char *message)
{
	v->run->status = px_codes[PX_REJECTED].exit_status;
	px_warn(v->run, "%s", message);
	if (v->message)
		return;
	v->message = message;
	v->what = what;
	v->line = line;
}

/*
 * The chain.
 */
static void
begin(int64_t lines, void *data)
{
	struct verification *v = data;

	px_progress_begin(v->run, _("journal"), lines);
}

static int
tick(void *data, struct px_err *err)
{
	struct verification *v = data;

	return px_run_check(v->run, err);
}

/* "journal: line 12 was altered: … (task 0189…)" */
static int
check_chain(struct verification *v, struct px_err *err)
{
	const struct px_verify_watch watch = { begin, tick, v };
	const struct px_verdict *verdict = &v->verdict;
	struct px_buf text = PX_BUF_INIT;
	int result = px_journal_examine(v->run->store, &watch, &v->verdict, err);

	px_progress_end(v->run);
	if (result == 0 && verdict->what != PX_WHOLE) {
		px_verdict_say(verdict, &text);
		if (*verdict->uid)
			px_buf_printf(&text, " (%s %s)", verdict->type, verdict->uid);
		find_wrong(v, verdict->what, verdict->seq,
			   px_arena_strdup(&v->run->arena, text.data));
	}
	px_buf_release(&text);
	return result;
}

/*
 * Anchors.
 */

/* Is the public key one of ours, or the one that was kept?  Why not, else NULL. */
static const char *
signer_fault(struct verification *v, const struct px_anchor *anchor)
{
	const char *public_key = anchor->values[PX_ANCHOR_PUBLIC];
	const char *name = anchor->values[PX_ANCHOR_KEY];
	struct px_buf pem = PX_BUF_INIT;
	char ours[PX_PUBLIC_SIZE];
	bool known;

	if (!v->public_file) {
		known = px_keyring_public(v->run->world.keyring, name, ours, NULL) == 0 &&
			strcmp(ours, public_key) == 0;
		return known ? NULL
			     : px_arena_printf(&v->run->arena,
					       _("signed by the key %s, which is not ours (%s)"),
					       name, px_keyring_path(v->run->world.keyring));
	}
	px_public_pem(public_key, &pem);
	known = strstr(v->publics.data, pem.data) != NULL;
	px_buf_release(&pem);
	return known ? NULL
		     : px_arena_printf(&v->run->arena,
				       _("signed by the key %s, which is not that of %s"), name,
				       v->public_file);
}

/* Does the line that it names still have that chain?  Why not, else NULL; -1 in got: unreadable. */
static const char *
line_fault(struct verification *v, const struct px_anchor *anchor, int *got, struct px_err *err)
{
	const char *seq = anchor->values[PX_ANCHOR_SEQ];
	char chain[PX_HASH_SIZE], at[PX_INSTANT_SIZE];

	*got = px_journal_at(v->run->store, strtoll(seq, NULL, 10), chain, at, err);
	if (*got == 0)
		return px_arena_printf(&v->run->arena,
				       _("line %s of the journal is not there any more: its end "
					 "was cut"),
				       seq);
	if (*got == 1 && (strcmp(chain, anchor->values[PX_ANCHOR_CHAIN]) != 0 ||
			  strcmp(at, anchor->values[PX_ANCHOR_AT]) != 0))
		return px_arena_printf(&v->run->arena,
				       _("line %s of the journal is not the one that was kept: "
					 "the journal was written anew, there or before"),
				       seq);
	return NULL;
}

static bool
is_signed(const struct px_anchor *anchor)
{
	struct px_buf text = PX_BUF_INIT;
	bool good;

	px_anchor_lines(anchor, PX_ANCHOR_SIGNATURE, &text);
	good = px_attest_check(text.data, text.length, anchor->values[PX_ANCHOR_PUBLIC],
			       anchor->values[PX_ANCHOR_SIGNATURE]);
	px_buf_release(&text);
	return good;
}

static int
check_anchor(struct verification *v, const struct px_anchor *anchor, struct px_err *err)
{
	const char *why = NULL;
	int got = 0;

	if (!is_signed(anchor))
		why = _("its signature does not hold: it was altered");
	else if (strcmp(anchor->values[PX_ANCHOR_ORGANIZATION], v->organization) != 0)
		why = _("it is of another organization");
	else
		why = signer_fault(v, anchor);
	if (!why)
		why = line_fault(v, anchor, &got, err);
	if (got < 0)
		return -1;
	v->held += !why;
	if (why)
		find_wrong(v, PX_BREAK_COUNT, strtoll(anchor->values[PX_ANCHOR_SEQ], NULL, 10),
			   px_arena_printf(&v->run->arena, _("%s:%ld: anchor: %s"), anchor->file,
					   anchor->line, why));
	return 0;
}

/* A file that is no anchor says nothing of the journal, and keeps the others from being looked at no
 * more than one that does not hold. */
static int
check_file(struct verification *v, const char *path, struct px_err *err)
{
	struct px_err why = PX_ERR_INIT;
	struct px_anchor *anchors;
	size_t count;

	if (px_anchors_read(&v->run->arena, path, &anchors, &count, &why) != 0) {
		if (why.code != PX_REJECTED)
			return px_err_copy(err, &why);
		find_wrong(v, PX_BREAK_COUNT, 0, px_arena_strdup(&v->run->arena, why.message));
		return 0;
	}
	for (size_t i = 0; i < count; i++)
		if (check_anchor(v, &anchors[i], err) != 0)
			return -1;
	return 0;
}

static int
read_home(struct verification *v, struct px_err *err)
{
	struct px_run *run = v->run;
	struct px_record home;
	int got = px_record_read(run->store, &px_type_organization, run->home, &run->arena, &home,
				 err);

	if (got == 0)
		return px_err_set(err, PX_REJECTED,
				  _("%s: its organization is missing, and an anchor is of one: "
				    "plexus doctor looks it over"),
				  px_store_location(run->store));
	if (got < 0)
		return -1;
	v->organization = px_record_text(&home, PX_F_UID);
	return 0;
}

/* Files of --anchor, and operands: `--anchor a b c` of a shell's `*`. */
static int
check_anchors(struct verification *v, struct px_err *err)
{
	struct px_run *run = v->run;
	const char *file;

	if (!px_option_given(run, &opt_anchor) && !run->operand_count)
		return 0;
	if (read_home(v, err) != 0)
		return -1;
	if (v->public_file ? px_buf_read_file(&v->publics, v->public_file, 1 << 16, err) != 0
			   : px_keyring_ready(run->world.keyring, err) != 0)
		return -1;
	for (size_t i = 0; (file = px_option_nth(run, &opt_anchor, i)); i++)
		if (check_file(v, file, err) != 0)
			return -1;
	for (size_t i = 0; i < run->operand_count; i++)
		if (check_file(v, run->operands[i], err) != 0)
			return -1;
	return 0;
}

/*
 * What it says.
 */
static struct px_value
text_or_none(const char *text)
{
	return text && *text ? px_value_of_text(text) : (struct px_value){ .state = PX_UNSET };
}

static int
print_row(struct verification *v, struct px_err *err)
{
	const struct px_verdict *verdict = &v->verdict;
	struct px_value values[VERIFY_FIELDS] = {
		[VERIFY_OK] = px_value_of_number(!v->message),
		[VERIFY_LINES] = px_value_of_number(verdict->lines),
		[VERIFY_AT] = text_or_none(verdict->at),
		[VERIFY_CHAIN] = px_value_of_text(verdict->chain),
		[VERIFY_ANCHORS] = px_value_of_number((int64_t)v->held),
		[VERIFY_WHAT] = px_value_of_text(breaks[v->what]),
		[VERIFY_TYPE] = text_or_none(verdict->type),
		[VERIFY_UID] = text_or_none(verdict->uid),
		[VERIFY_MESSAGE] = text_or_none(v->message),
	};
	struct px_record row = { &view_verification, values };
	struct px_sink *sink = px_sink_open(v->run, &view_verification, PX_SINK_ONE, err);

	if (v->line)
		values[VERIFY_LINE] = px_value_of_number(v->line);
	if (!sink || px_sink_put(sink, &row, err) != 0) {
		px_sink_abandon(sink);
		return -1;
	}
	return px_sink_close(sink, err);
}

static void
print_text(const struct verification *v)
{
	const struct px_verdict *verdict = &v->verdict;
	struct px_run *run = v->run;

	if (run->quiet)
		return;
	if (verdict->what == PX_WHOLE)
		fprintf(run->out,
			px_trn("%lld line, the chain holds\n", "%lld lines, the chain holds\n",
			       (unsigned long)verdict->lines),
			(long long)verdict->lines);
	else
		fprintf(run->out,
			px_trn("%lld line holds\n", "%lld lines hold\n",
			       (unsigned long)verdict->lines),
			(long long)verdict->lines);
	if (verdict->lines)
		fprintf(run->out, _("the last: %s, chain %s\n"), verdict->at, verdict->chain);
	if (v->held)
		fprintf(run->out,
			px_trn("%zu anchor holds\n", "%zu anchors hold\n", (unsigned long)v->held),
			v->held);
}

static int
run_verify(struct px_run *run, struct px_err *err)
{
	struct verification v = { .run = run,
				  .public_file = px_option_value(run, &opt_public),
				  .publics = PX_BUF_INIT };
	int result = check_chain(&v, err);

	if (result == 0)
		result = check_anchors(&v, err);
	px_buf_release(&v.publics);
	if (result != 0)
		return -1;
	if (px_run_prints(run))
		return print_row(&v, err);
	print_text(&v);
	return 0;
}

static const struct px_example examples[] = {
	{ "plexus verify", N_("each night, beside doctor") },
	{ "plexus verify --anchor ancre.txt", N_("against what was kept elsewhere") },
	{ NULL, NULL },
};

const struct px_verb px_verb_verify = {
	.name = "verify",
	.operands = "[FILE…]",
	.summary = N_("check the journal's chain, line by line; exit 5 when it is broken"),
	.details =
		N_("Every line has the hash of its content, and one of itself and of all lines "
		   "before: the first line that was altered, removed, or does not follow is "
		   "named, and what was cut from the end is known by the records that were "
		   "changed since.\n"
		   "A journal that was written anew to its end holds.  Anchors (plexus anchor) "
		   "that were kept elsewhere tell: --anchor checks that each was signed by a key "
		   "of this organization, and that its line still has that chain."),
	.flags = PX_VERB_FORMATS | PX_VERB_EXAMINES | PX_VERB_ONE,
	.access = PX_ACCESS_READ,
	.output = &view_verification,
	.options = (const struct px_option *const[]){ &opt_anchor, &opt_public, NULL },
	.examples = examples,
	.run = run_verify,
};
