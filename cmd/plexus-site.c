/* plexus-site: the team's public site, made of its records and of Markdown. */
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "cli/generic.h"
#include "cli/interrupt.h"
#include "cli/place.h"
#include "cli/sink.h"
#include "cli/site/rows.h"
#include "web/check_rows.h"
#include "web/serve.h"
#include "web/site.h"

static const struct px_option opt_content = {
	"content", 'c', "FOLDER",
	N_("the folder of the site's texts (else this one when it holds site.yaml, else site)")
};
static const struct px_option opt_out = { "out", 0, "FOLDER", N_("the folder to make") };
static const struct px_option opt_theme = { "theme", 0, "FOLDER",
					    N_("a folder of templates, in place of the theme that "
					       "site.yaml names") };
static const struct px_option opt_draft = {
	"draft", 0, NULL, N_("make it though facts are missing, with what is marked draft: true")
};

/* This folder, when somebody works in it; else the one that `init` makes. */
static const char *
content_of(const struct px_run *run)
{
	const char *said = px_option_value(run, &opt_content);

	if (said)
		return said;
	return access("site.yaml", F_OK) == 0 ? "." : "site";
}

/* init. */

static void
say_made(const char *path, void *data)
{
	px_site_lines_put(data, path, '+');
}

static int
run_init(struct px_run *run, struct px_err *err)
{
	const char *content = content_of(run);
	struct px_site_lines lines;

	if (px_site_lines_open(&lines, run, true, err) != 0)
		return -1;
	if (px_site_init(px_place_share(&run->arena, "site/content"), content, run->dry_run,
			 say_made, &lines, err) != 0) {
		px_site_lines_abandon(&lines);
		return -1;
	}
	if (!lines.count)
		px_say(run, _("%s: everything is there already"), content);
	else if (!run->dry_run)
		px_say(run,
		       _("write in %s/site.yaml what the site is called and where it will be, "
			 "then: "
			 "plexus-site build --content %s --out public"),
		       content, content);
	return px_site_lines_close(&lines, err);
}

static const struct px_option *const init_options[] = { &opt_content, NULL };

static const struct px_example init_examples[] = {
	{ "plexus-site init", N_("begin: a folder, site, with pages to complete") },
	{ NULL, NULL },
};

/* build. */

/* What tells this program from another build of it. */
static uint64_t
maker(void)
{
	struct stat st;
	int64_t of[3] = { 0 };

	if (stat("/proc/self/exe", &st) == 0) {
		of[0] = st.st_size;
		of[1] = st.st_mtim.tv_sec * 1000000000LL + st.st_mtim.tv_nsec;
		of[2] = (int64_t)st.st_ino;
	}
	return px_digest(of, sizeof(of));
}

/* Lines of faults stand alone, as those of a compiler, so that editors follow them. */
static void
say_faults(struct px_run *run, const struct px_faults *faults)
{
	for (size_t i = 0; i < faults->count; i++)
		px_warn(run, "%s", faults->items[i].message);
}

static void
say_changes(struct px_run *run, const struct px_site_done *done)
{
	if (run->quiet || px_run_prints(run) || (!run->verbose && !run->dry_run))
		return;
	for (size_t i = 0; i < done->count; i++)
		fprintf(run->out, "%c %s\n",
			done->items[i].act == PX_SITE_REMOVED ? '-'
			: done->items[i].new                  ? '+'
							      : '~',
			done->items[i].path);
}

static int
print_build(struct px_run *run, const char *out, const struct px_site_done *done,
	    struct px_err *err)
{
	const int64_t numbers[PX_SITE_NUMBERS] = {
		[PX_SITE_PAGES] = (int64_t)done->pages,  [PX_SITE_FILES_ALL] = (int64_t)done->files,
		[PX_SITE_NEW] = (int64_t)done->written,  [PX_SITE_SAME] = (int64_t)done->unchanged,
		[PX_SITE_GONE] = (int64_t)done->removed, [PX_SITE_BYTES] = (int64_t)done->bytes,
	};

	return px_print_site_build(run, out, numbers, err);
}

static int
say_build(struct px_run *run, const char *out, const struct px_site_done *done, struct px_err *err)
{
	say_faults(run, &done->faults);
	say_changes(run, done);
	if (px_run_prints(run))
		return print_build(run, out, done, err);
	if (!run->quiet)
		fprintf(run->out,
			run->dry_run
				? _("%s: %zu pages, %zu files: %zu would be written, %zu are as "
				    "they "
				    "are, %zu would be removed\n")
				: _("%s: %zu pages, %zu files: %zu written, %zu unchanged, %zu "
				    "removed\n"),
			out, done->pages, done->files, done->written, done->unchanged,
			done->removed);
	return 0;
}

static int
run_build(struct px_run *run, struct px_err *err)
{
	struct px_site_options options = {
		.content = content_of(run),
		.out = px_option_value(run, &opt_out),
		.theme = px_option_value(run, &opt_theme),
		.themes = px_place_share(&run->arena, "site/theme"),
		.forms = px_place_share(&run->arena, "forms"),
		.communes = px_place_share(&run->arena, "geo/communes.txt"),
		.words = px_place_share(&run->arena, "rules/site-words.csv"),
		.cache = px_place_cache(&run->arena, "site"),
		.maker = maker(),
		.store = run->store,
		.organization = run->home,
		.world = &run->world,
		.draft = px_option_given(run, &opt_draft),
		.dry_run = run->dry_run,
	};
	struct px_site_done done;
	int result;

	if (!options.out)
		return px_err_set(err, PX_USAGE, _("where? --out FOLDER: the folder to make"));
	result = px_site_build(&options, &done, err);
	if (result == 0)
		result = say_build(run, options.out, &done, err);
	else
		say_faults(run, &done.faults);
	px_site_done_release(&done);
	return result;
}

static const struct px_option *const build_options[] = { &opt_content, &opt_out, &opt_theme,
							 &opt_draft, NULL };

static const struct px_example build_examples[] = {
	{ "plexus-site build --out public", N_("make the site, or what has changed of it") },
	{ "plexus-site build --out public -n", N_("what would change") },
	{ "plexus-site build --out public --draft",
	  N_("though facts are missing, and with what is marked draft: true") },
	{ NULL, NULL },
};

/* publish. */

static const struct px_option opt_to = { "to", 0, "TARGET",
					 N_("a folder, or what rsync takes: HOST:FOLDER") };

static void
say_published(const char *path, enum px_site_act act, void *data)
{
	px_site_lines_put(data, path, act == PX_SITE_REMOVED ? '-' : '+');
}

static int
run_publish(struct px_run *run, struct px_err *err)
{
	struct px_site_lines lines;
	struct px_publish publish = { .to = px_option_value(run, &opt_to),
				      .dry_run = run->dry_run,
				      .said = say_published,
				      .data = &lines };

	if (run->operand_count != 1 || !publish.to)
		return px_err_set(err, PX_USAGE,
				  _("which site, and where? plexus-site publish public --to "
				    "HOST:FOLDER"));
	publish.folder = run->operands[0];
	if (px_site_lines_open(&lines, run, run->verbose || run->dry_run, err) != 0)
		return -1;
	if (px_site_publish(&publish, err) != 0) {
		px_site_lines_abandon(&lines);
		return -1;
	}
	if (!run->quiet && !lines.sink)
		fprintf(run->out,
			run->dry_run ? _("%s: %zu files would be sent, %zu removed\n")
				     : _("%s: %zu files sent, %zu removed\n"),
			publish.to, publish.sent, publish.removed);
	return px_site_lines_close(&lines, err);
}

static const struct px_option *const publish_options[] = { &opt_to, NULL };

static const struct px_example publish_examples[] = {
	{ "plexus-site publish public --to www", N_("to a folder that a server shows") },
	{ "plexus-site publish public --to www -n", N_("what would change there") },
	{ NULL, NULL },
};

/* preview. */

static const struct px_option opt_port = { "port", 'p', "N",
					   N_("the port (else any that is free)") };

/* Until Ctrl-C, which is how it ends. */
static void
wait_for_end(void)
{
	const struct timespec tenth = { 0, 100000000 };

	while (px_interrupt_check(NULL) == 0)
		nanosleep(&tenth, NULL);
}

static int
run_preview(struct px_run *run, struct px_err *err)
{
	struct px_serve_options options = { NULL, 0 };
	struct px_serve *serve;
	int64_t port;

	if (run->operand_count != 1)
		return px_err_set(err, PX_USAGE, _("which site? plexus-site preview public"));
	if (px_option_number(run, &opt_port, 1, 65535, 0, &port, err) != 0)
		return -1;
	options.folder = run->operands[0];
	options.port = (int)port;
	serve = px_serve_start(&options, err);
	if (!serve)
		return -1;
	fprintf(run->out, "http://127.0.0.1:%d/\n", px_serve_port(serve));
	fflush(run->out);
	px_say(run, _("for this machine alone, until Ctrl-C"));
	wait_for_end();
	px_serve_stop(serve);
	return 0;
}

static const struct px_option *const preview_options[] = { &opt_port, NULL };

/* check. */

static const char *
rule_word(struct px_run *run, size_t i)
{
	(void)run;
	return i < px_check_rule_count ? px_check_rules[i].id : NULL;
}

static const struct px_option opt_without = { "without", 0, "RULE",
					      N_("leave this rule out; may be repeated"),
					      .word = rule_word };
static const struct px_option opt_rules = {
	"rules", 0, NULL, N_("the rules; of a folder, on how many pages each holds"),
	.output = &px_view_check_rule
};

static int
print_check(struct px_run *run, const struct px_check_report *report, bool rules,
	    struct px_err *err)
{
	size_t count = rules || !report ? px_check_rule_count : report->count;
	struct px_sink *sink = px_sink_open(run, rules ? &px_view_check_rule : &px_view_check_found,
					    PX_SINK_MANY, err);

	for (size_t i = 0; sink && i < count; i++) {
		struct px_record row = rules ? px_check_rule_row(report, i, &run->arena)
					     : px_check_found_row(report, i, &run->arena);

		if (px_sink_put(sink, &row, err) != 0) {
			px_sink_abandon(sink);
			return -1;
		}
	}
	return sink ? px_sink_close(sink, err) : -1;
}

static int
run_check(struct px_run *run, struct px_err *err)
{
	struct px_check_options options = {
		.now = run->world.now, .words = px_place_share(&run->arena, "rules/site-words.csv")
	};
	const char *without[64] = { NULL };
	bool rules = px_option_given(run, &opt_rules);
	struct px_buf lines = PX_BUF_INIT;
	struct px_check_report report;
	int status = 0;

	if (rules && !run->operand_count)
		return print_check(run, NULL, true, err);
	if (run->operand_count != 1)
		return px_err_set(err, PX_USAGE, _("which site? plexus-site check public"));
	for (size_t i = 0; i + 1 < PX_COUNT(without) && px_option_nth(run, &opt_without, i); i++)
		without[i] = px_option_nth(run, &opt_without, i);
	options.without = without;
	if (px_site_check(run->operands[0], &options, &report, err) != 0)
		return -1;
	if (rules || px_run_prints(run)) {
		status = print_check(run, &report, rules, err);
	} else {
		px_check_lines(&report, run->operands[0], &lines);
		fwrite(lines.data, 1, lines.length, run->out);
		px_say(run,
		       _("%zu pages, %zu faults, %zu warnings; %d %% of the criteria of RGAA that "
			 "a program can try hold"),
		       report.pages, report.faults, report.warnings, px_check_rate(&report));
	}
	if (report.faults && status == 0)
		run->status = px_codes[PX_REJECTED].exit_status;
	px_buf_release(&lines);
	px_check_report_release(&report);
	return status;
}

static const struct px_option *const check_options[] = { &opt_without, &opt_rules, NULL };

static const struct px_verb verbs[] = {
	{
		.name = "init",
		.summary = N_("make the folder of a site, with pages to complete"),
		.details = N_("What is there already is left as it is."),
		.flags = PX_VERB_CHANGES | PX_VERB_FORMATS,
		.output = &px_view_site_file,
		.access = PX_ACCESS_NONE,
		.options = init_options,
		.examples = init_examples,
		.run = run_init,
	},
	{
		.name = "build",
		.summary = N_("make the site out of records and texts"),
		.details = N_(
			"The team, its places, services, projects and free slots come from the "
			"database; news, events, pages and documents from the content folder.  "
			"Only "
			"what has changed is written; what is made no more is removed; files of "
			"others are never touched.  Facts that a site must state and that no "
			"record "
			"holds are listed with the command that supplies each, and nothing is made "
			"(exit 5), unless --draft says otherwise.  Nothing is taken from the "
			"network "
			"and nothing of the machine's goes in: two builds of the same content, "
			"records and --now are alike to the byte."),
		.flags = PX_VERB_CHANGES | PX_VERB_FORMATS | PX_VERB_ONE,
		.access = PX_ACCESS_READ,
		.options = build_options,
		.output = &px_view_site_build,
		.examples = build_examples,
		.run = run_build,
	},
	{
		.name = "publish",
		.operands = "FOLDER",
		.summary = N_("put a built site where it is served from"),
		.details = N_("To a folder: a copy beside it, then the name changes hands in one "
			      "step; what "
			      "stood there stays beside it as FOLDER.previous.  To another "
			      "machine: by rsync, "
			      "pages first and removals last.  A folder that is no built site is "
			      "refused."),
		.flags = PX_VERB_CHANGES | PX_VERB_FORMATS,
		.output = &px_view_site_file,
		.access = PX_ACCESS_NONE,
		.options = publish_options,
		.examples = publish_examples,
		.run = run_publish,
	},
	{
		.name = "preview",
		.operands = "FOLDER",
		.summary = N_("show a built site to a browser of this machine"),
		.details =
			N_("Serves the folder on 127.0.0.1, for who looks at it before it is "
			   "published, and says at which address; Ctrl-C ends it.  The pages open "
			   "without it as well: they are files."),
		.access = PX_ACCESS_NONE,
		.options = preview_options,
		.run = run_preview,
	},
	{
		.name = "check",
		.operands = "[FOLDER]",
		.summary = N_("say what is wrong with built pages, whoever built them"),
		.details = N_("Compulsory pages and facts, links, structure, alternatives, labels, "
			      "contrast computed from the style sheets, weight: plexus-sites(7) "
			      "lists the rules.  Exits with 5 when there is a fault; warnings are "
			      "for somebody to look at."),
		.flags = PX_VERB_FORMATS,
		.access = PX_ACCESS_NONE,
		.options = check_options,
		.output = &px_view_check_found,
		.run = run_check,
	},
	{ 0 },
};

static const struct px_example examples[] = {
	{ "plexus-site init", N_("begin: a folder, site, with pages to complete") },
	{ "plexus-site build --out public", N_("make the site, or what has changed of it") },
	{ NULL, NULL },
};

const struct px_program px_program = {
	.name = "plexus-site",
	.summary = N_("the team's public site, made of its records and of Markdown"),
	.details = N_("A folder of texts and the team's records become a folder of pages that any "
		      "server can show, and that opens from a USB stick: no script, nothing from "
		      "elsewhere, no cookie."),
	.verbs = verbs,
	.examples = examples,
	.page = "plexus-content|plexus-sites|plexus-themes",
};
