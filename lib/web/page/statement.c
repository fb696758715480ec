/*
 * The accessibility statement: what the check of a sample of the pages says.  As an audit does, it
 * reads one page of each kind; the sample is made again only when a page of it would be another.
 *
 * What a program finds no fault in is not thereby accessible: the statement never says more than
 * "partially conformant".
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "web/check.h"
#include "web/page/pages.h"
#include "web/page/records.h"

/* Rules that a sample cannot hold: its pages link to others. */
static const char *const without[] = { NULL };

enum { SAMPLE = 64, STATEMENT_LEAST_RATE = 50 };

struct sample {
	struct site_job *jobs[SAMPLE];
	size_t count;
	struct site_job *style;
};

static bool
has_template(const struct sample *sample, const char *template)
{
	for (size_t i = 0; i < sample->count; i++)
		if (strcmp(sample->jobs[i]->template, template) == 0)
			return true;
	return false;
}

/* The first page of each template, by path, in the first language. */
static void
choose(struct px_site *site, struct sample *sample)
{
	for (size_t i = 0; i < site->job_count; i++) {
		struct site_job *job = &site->jobs[i];

		if (job->copy && strcmp(job->path, "style.css") == 0)
			sample->style = job;
		if (job->template && job->lang == 0 && job->page != SITE_ACCESSIBILITY &&
		    sample->count < SAMPLE && !has_template(sample, job->template))
			sample->jobs[sample->count++] = job;
	}
}

static uint64_t
input_of(struct px_site *site, const struct sample *sample)
{
	struct px_buf key = PX_BUF_INIT;
	uint64_t input;

	for (size_t i = 0; i < sample->count; i++)
		px_site_key_number(&key, px_site_input(&site->workers[0], sample->jobs[i]));
	if (sample->style)
		px_site_key_number(&key, px_site_input(&site->workers[0], sample->style));
	input = px_digest(key.data, key.length);
	px_buf_release(&key);
	return input;
}

/* Beside each other in one folder: what they link to is not looked at. */
static int
put_one(struct px_site *site, int folder, struct site_job *job, struct px_err *err)
{
	struct site_worker *worker = &site->workers[0];
	char *copy = px_strdup(job->path);
	int fd, result;

	for (char *slash = copy; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		mkdirat(folder, copy, S_IRWXU);
		*slash = '/';
	}
	free(copy);
	if (px_site_make(worker, job, err) != 0)
		return -1;
	fd = openat(folder, job->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	result = fd >= 0 && write(fd, worker->page.data, worker->page.length) ==
					 (ssize_t)worker->page.length
			 ? 0
			 : -1;
	if (fd >= 0)
		close(fd);
	return result == 0 ? 0
			   : px_err_set(err, PX_SYSTEM, "%s: %s", job->path, px_errno_text(errno));
}

static void
remove_sample(int folder, const char *path, const struct sample *sample)
{
	for (size_t i = 0; i <= sample->count; i++) {
		struct site_job *job = i < sample->count ? sample->jobs[i] : sample->style;
		char *copy = job ? px_strdup(job->path) : NULL, *slash;

		if (job)
			unlinkat(folder, copy, 0);
		while (copy && (slash = strrchr(copy, '/'))) {
			*slash = '\0';
			unlinkat(folder, copy, AT_REMOVEDIR);
		}
		free(copy);
	}
	rmdir(path);
}

/* Rules about elements of pages, with a criterion of WCAG or RGAA. */
static bool
counts(const struct px_check_rule *rule)
{
	return rule->gravity == PX_CHECK_FAULT && (rule->rgaa || rule->wcag);
}

static void
put_faults(const struct px_check_report *report, struct px_doc *doc)
{
	struct px_doc *list = px_doc_put_list(doc, "faults");

	for (size_t i = 0; px_check_rules[i].id; i++) {
		int64_t count = 0;
		struct px_doc *map;

		for (size_t k = 0; counts(&px_check_rules[i]) && k < report->count; k++)
			count += report->found[k].rule == &px_check_rules[i];
		if (!count)
			continue;
		map = px_doc_push_map(list);
		px_doc_put_text(map, "rule", px_check_rules[i].id);
		px_doc_put_number(map, "count", count);
	}
}

static struct px_doc *
result_of(struct px_site *site, const struct px_check_report *report)
{
	struct px_doc *doc = px_doc_map(&site->arena);

	px_doc_put_number(doc, "rate", px_check_rate(report));
	px_doc_put_number(doc, "rules", (int64_t)report->criterion_count);
	put_faults(report, doc);
	return doc;
}

static struct px_doc *
check(struct px_site *site, const struct sample *sample, struct px_err *err)
{
	const char *temporary = getenv("TMPDIR");
	char *path = px_arena_printf(&site->arena, "%s/plexus-sample.XXXXXX",
				     temporary && *temporary ? temporary : "/tmp");
	struct px_check_options options = { .now = site->options->world->now,
					    .words = site->options->words,
					    .without = without };
	struct px_check_report report = { 0 };
	struct px_doc *doc = NULL;
	int folder, result = 0;

	if (!mkdtemp(path) || (folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0) {
		px_err_set(err, PX_SYSTEM, "%s: %s", path, px_errno_text(errno));
		return NULL;
	}
	for (size_t i = 0; result == 0 && i < sample->count; i++)
		result = put_one(site, folder, sample->jobs[i], err);
	if (result == 0 && sample->style)
		result = put_one(site, folder, sample->style, err);
	if (result == 0 && px_site_check(path, &options, &report, err) == 0) {
		doc = result_of(site, &report);
		px_check_report_release(&report);
	}
	remove_sample(folder, path, sample);
	close(folder);
	return doc;
}

/*
 * In words.
 */

static int64_t
rate_of(const struct px_doc *result)
{
	return px_doc_get(result, "rate")->number;
}

static const char *
status_label(int words, int64_t rate)
{
	return px_site_tr(words, rate >= STATEMENT_LEAST_RATE ? N_("partially conformant")
							      : N_("not conformant"));
}

static void
put_labels(int words, const struct px_doc *faults, struct px_doc *list)
{
	for (size_t i = 0; faults && i < faults->count; i++) {
		const char *id = px_doc_get_text(faults->items[i], "rule");
		const struct px_check_rule *rule = px_check_rule(id);
		struct px_doc *map = px_doc_push_map(list);

		px_doc_put_text(map, "rule", id);
		px_doc_put_text(map, "label", rule ? px_site_tr(words, rule->title) : id);
		px_doc_put(map, "count", px_doc_get(faults->items[i], "count"));
	}
}

static void
put_sample(struct px_site *site, const struct site_lang *lang, const struct sample *sample,
	   struct px_doc *list)
{
	for (size_t i = 0; i < sample->count; i++)
		px_doc_push(list,
			    px_site_link_doc(&site->arena,
					     px_site_href(&site->arena, px_site_depth(lang->prefix),
							  sample->jobs[i]->path),
					     sample->jobs[i]->title));
}

static void
fill(struct px_site *site, struct site_lang *lang, const struct sample *sample,
     const struct px_doc *result)
{
	struct px_doc *map = px_doc_put_map(lang->statement, "statement");
	const struct px_record *organization = &site->records->organization;
	int64_t rate = rate_of(result);
	char day[PX_DATE_SIZE];

	px_date_format(site->today, day);
	px_doc_put_text(map, "status", rate >= STATEMENT_LEAST_RATE ? "partial" : "none");
	px_doc_put_text(map, "status_label", status_label(lang->words, rate));
	px_doc_put_number(map, "rate", rate);
	px_doc_put(map, "rules", px_doc_get(result, "rules"));
	px_doc_put_number(map, "pages", (int64_t)sample->count);
	put_sample(site, lang, sample, px_doc_put_list(map, "sample"));
	put_labels(lang->words, px_doc_get(result, "faults"), px_doc_put_list(map, "faults"));
	px_doc_put(map, "date", px_site_date_doc(&site->arena, lang->words, day));
	px_doc_put(map, "contact",
		   px_site_email_doc(&site->arena,
				     px_record_text(organization, PX_ORGANIZATION_EMAIL)));
	px_doc_put(map, "phone",
		   px_site_phone_doc(&site->arena,
				     px_record_text(organization, PX_ORGANIZATION_PHONE)));
	px_doc_put(map, "defender",
		   px_site_link_doc(&site->arena, "https://formulaire.defenseurdesdroits.fr/",
				    px_site_tr(lang->words, N_("Défenseur des droits"))));
}

int
px_site_state(struct px_site *site, struct px_err *err)
{
	struct sample sample = { 0 };
	uint64_t input;

	choose(site, &sample);
	input = input_of(site, &sample);
	site->statement = px_site_cache_statement(site, input);
	if (!site->statement)
		site->statement = check(site, &sample, err);
	if (!site->statement)
		return -1;
	site->statement_input = input;
	for (int i = 0; i < site->lang_count; i++) {
		struct site_lang *lang = &site->langs[i];

		fill(site, lang, &sample, site->statement);
		px_site_view_status(site, lang,
				    status_label(lang->words, rate_of(site->statement)));
	}
	return 0;
}
