/* plexus anchor: the chain's head, signed, to be kept elsewhere. */
#include "cli/history/anchor.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/seal.h"
#include "cli/sink.h"
#include "model/types.h"
#include "store/journal.h"
#include "store/schema.h"
#include "store/verify.h"

static const struct px_option opt_public = {
	.name = "public", .help = N_("print the public key alone (PEM), for who will check")
};

/* The last line of the chain; those that waited are in it first. */
static int
read_head(struct px_run *run, struct px_anchor *anchor, struct px_err *err)
{
	char *chain = px_arena_alloc(&run->arena, PX_HASH_SIZE);
	char *at = px_arena_alloc(&run->arena, PX_INSTANT_SIZE);
	int64_t seq = 0;
	int got;

	if (px_journal_settle(run->store, err) != 0 ||
	    px_journal_settled(run->store, &seq, err) != 0)
		return -1;
	got = px_journal_at(run->store, seq, chain, at, err);
	if (got == 0)
		px_err_set(err, PX_NOT_FOUND, _("the journal is empty: there is nothing to keep"));
	anchor->values[PX_ANCHOR_SEQ] = px_arena_printf(&run->arena, "%lld", (long long)seq);
	anchor->values[PX_ANCHOR_CHAIN] = chain;
	anchor->values[PX_ANCHOR_AT] = at;
	return got == 1 ? 0 : -1;
}

static int
read_home(struct px_run *run, struct px_anchor *anchor, struct px_err *err)
{
	struct px_record home;

	if (px_record_read(run->store, &px_type_organization, run->home, &run->arena, &home, err) !=
	    1)
		return -1;
	anchor->values[PX_ANCHOR_ORGANIZATION] = px_record_text(&home, PX_F_UID);
	anchor->values[PX_ANCHOR_NAME] = px_record_text(&home, PX_ORGANIZATION_NAME);
	return 0;
}

static int
sign(struct px_run *run, struct px_anchor *anchor, struct px_err *err)
{
	struct px_keyring *ring = run->world.keyring;
	char *public_key = px_arena_alloc(&run->arena, PX_PUBLIC_SIZE);
	char *signature = px_arena_alloc(&run->arena, PX_ATTEST_SIZE);
	struct px_buf text = PX_BUF_INIT;
	int result;

	if (px_keyring_public(ring, NULL, public_key, err) != 0)
		return -1;
	anchor->values[PX_ANCHOR_KEY] = px_keyring_current(ring);
	anchor->values[PX_ANCHOR_PUBLIC] = public_key;
	anchor->values[PX_ANCHOR_SIGNATURE] = signature;
	px_anchor_lines(anchor, PX_ANCHOR_SIGNATURE, &text);
	result = px_keyring_attest(ring, text.data, text.length, signature, err);
	px_buf_release(&text);
	return result;
}

static int
print_row(struct px_run *run, const struct px_anchor *anchor, struct px_err *err)
{
	struct px_value values[PX_ANCHOR_FIELDS];
	struct px_record row = { &px_view_anchor, values };
	struct px_sink *sink = px_sink_open(run, &px_view_anchor, PX_SINK_ONE, err);

	for (size_t i = 0; i < PX_ANCHOR_FIELDS; i++)
		values[i] = px_view_anchor.fields[i].kind == &px_kind_integer
				    ? px_value_of_number(strtoll(anchor->values[i], NULL, 10))
				    : px_value_of_text(anchor->values[i]);
	if (!sink || px_sink_put(sink, &row, err) != 0) {
		px_sink_abandon(sink);
		return -1;
	}
	return px_sink_close(sink, err);
}

static void
print_text(struct px_run *run, const struct px_anchor *anchor)
{
	struct px_buf text = PX_BUF_INIT;

	px_anchor_lines(anchor, PX_ANCHOR_FIELDS, &text);
	fwrite(text.data, 1, text.length, run->out);
	px_buf_release(&text);
}

static int
print_public(struct px_run *run, struct px_err *err)
{
	char public_key[PX_PUBLIC_SIZE];
	struct px_buf text = PX_BUF_INIT;

	if (px_keyring_public(run->world.keyring, NULL, public_key, err) != 0)
		return -1;
	px_public_pem(public_key, &text);
	fwrite(text.data, 1, text.length, run->out);
	px_buf_release(&text);
	return 0;
}

static int
run_anchor(struct px_run *run, struct px_err *err)
{
	char *taken = px_arena_alloc(&run->arena, PX_INSTANT_SIZE);
	struct px_anchor anchor = { .file = NULL };

	if (px_option_given(run, &opt_public))
		return print_public(run, err);
	px_instant_format(run->world.now, taken);
	anchor.values[PX_ANCHOR_VERSION] = "1";
	anchor.values[PX_ANCHOR_TAKEN] = taken;
	anchor.values[PX_ANCHOR_SCHEMA] = px_arena_printf(&run->arena, "%d", PX_SCHEMA_VERSION);
	if (read_head(run, &anchor, err) != 0 || read_home(run, &anchor, err) != 0 ||
	    sign(run, &anchor, err) != 0)
		return -1;
	if (px_option_given(run, &px_opt_json) || px_option_given(run, &px_opt_jsonl) ||
	    px_option_given(run, &px_opt_csv) || px_option_given(run, &px_opt_ids) ||
	    px_option_given(run, &px_opt_fields))
		return print_row(run, &anchor, err);
	print_text(run, &anchor);
	return 0;
}

static const struct px_example examples[] = {
	{ "plexus anchor -o ancre.txt", N_("to be mailed elsewhere, or printed and signed") },
	{ "plexus anchor --public -o plexus.pem", N_("once, for whoever will check anchors") },
	{ NULL, NULL },
};

const struct px_verb px_verb_anchor = {
	.name = "anchor",
	.summary = N_("print the head of the journal's chain, signed, to be kept elsewhere"),
	.details = N_(
		"Who can write to the database can write the journal anew from any line on, and "
		"plexus verify sees nothing of it.  An anchor that was kept out of their reach "
		"(mailed to a colleague, printed) tells: plexus verify --anchor FILE.\n"
		"It is lines `name value`, signed with the organization's key (plexus key init); "
		"as JSON it is an object of the same.  Anchors of older keys stay good.  Whoever "
		"has the public key checks it without the database, with openssl: "
		"plexus-history(7)."),
	.flags = 0,
	.access = PX_ACCESS_WRITE,
	.output = &px_view_anchor,
	.options = (const struct px_option *const[]){ &opt_public, NULL },
	.examples = examples,
	.run = run_anchor,
};
