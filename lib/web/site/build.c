/* A build, from the first look at the folder to the last file. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/i18n.h"
#include "base/zone.h"
#include "model/types.h"
#include "web/site/out.h"
#include "web/page/pages.h"
#include "web/page/records.h"
#include "web/site/words.h"

void
px_site_say_change(struct px_site *site, const char *path, enum px_site_act act, bool new)
{
	struct px_site_done *done = site->done;

	PX_GROW(done->items, done->count, done->capacity);
	done->items[done->count++] =
		(struct px_site_change){ px_arena_strdup(&done->arena, path), act, new };
	if (act == PX_SITE_REMOVED)
		done->removed++;
}

/*
 * What is there to begin with.
 */

static int
open_content(struct px_site *site, struct px_err *err)
{
	const char *path = site->options->content;

	site->content = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (site->content < 0)
		return px_err_set(err, errno == ENOENT ? PX_NOT_FOUND : PX_SYSTEM,
				  _("%s: cannot be read: %s: plexus-site init makes the folder of "
				    "a site"),
				  path, px_errno_text(errno));
	return 0;
}

/* The folder of a theme that is named: beside site.yaml, else one of ours. */
static const char *
theme_folder(struct px_site *site, const char *name, struct px_err *err)
{
	const char *path;

	if (strchr(name, '/') || name[0] == '.') {
		px_err_set(err, PX_REJECTED,
			   _("%s: theme: %s: a theme is a name; --theme FOLDER takes any folder"),
			   px_site_called(site, &site->arena, "site.yaml"), name);
		return NULL;
	}
	path = px_site_called(site, &site->arena, name);
	if (access(path, F_OK) == 0)
		return path;
	path = px_arena_printf(&site->arena, "%s/%s", site->options->themes, name);
	if (access(path, F_OK) == 0)
		return path;
	px_err_set(err, PX_NOT_FOUND, _("%s: theme: %s: there is no such theme"),
		   px_site_called(site, &site->arena, "site.yaml"), name);
	return NULL;
}

/* What a theme lacks, the default one has. */
static int
open_theme(struct px_site *site, struct px_err *err)
{
	const char *said = px_doc_get_text(site->langs[0].config, "theme"), *folders[2];

	folders[1] = px_arena_printf(&site->arena, "%s/default", site->options->themes);
	folders[0] = site->options->theme;
	if (!folders[0])
		folders[0] = said ? theme_folder(site, said, err) : folders[1];
	if (!folders[0])
		return -1;
	site->theme = px_theme_open(folders, access(folders[1], F_OK) == 0 ? 2 : 1, err);
	if (!site->theme)
		return -1;
	site->theme_fd = open(folders[0], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	site->default_fd = open(folders[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (site->default_fd < 0)
		site->default_fd = dup(site->theme_fd);
	site->theme_digest = px_theme_digest(site->theme);
	return 0;
}

static int
check_templates(const struct px_site *site, struct px_err *err)
{
	static const char *const others[] = { "news", "event", "project", "form", "page" };
	const char *missing = NULL;

	for (int i = 0; i < SITE_PAGE_COUNT && !missing; i++)
		if (!px_theme_find(site->theme, px_site_pages[i].template))
			missing = px_site_pages[i].template;
	for (size_t i = 0; i < PX_COUNT(others) && !missing; i++)
		if (!px_theme_find(site->theme, others[i]))
			missing = others[i];
	return missing ? px_err_set(err, PX_NOT_FOUND,
				    _("the theme has no %s.html: plexus-themes(7) says what it "
				      "holds"),
				    missing)
		       : 0;
}

static void
begin(struct px_site *site)
{
	const struct px_world *world = site->options->world;

	site->content = site->theme_fd = site->default_fd = site->image_fd = -1;
	site->faults = &site->done->faults;
	site->spoken = px_i18n_lang();
	site->today = px_zone_local(world->zone, world->now).date;
	pthread_mutex_init(&site->image_lock, NULL);
	for (size_t i = 0; i < SITE_THREADS; i++) {
		struct site_worker *worker = &site->workers[i];

		*worker = (struct site_worker){ .site = site,
						.buf = PX_BUF_INIT,
						.page = PX_BUF_INIT,
						.asked = PX_BUF_INIT,
						.answered = PX_BUF_INIT };
		worker->arena = &worker->own;
	}
	/* Catalogues are read when they are first asked: before there are threads. */
	px_site_tr(0, px_site_pages[SITE_HOME].title);
	px_tr(px_site_pages[SITE_HOME].title);
}

/*
 * Which pages there are.
 */

static bool
has_page(const struct px_site *site, const struct site_lang *lang, int page)
{
	const struct site_records *records = site->records;

	if (px_site_without(lang, page))
		return false;
	switch (page) {
	case SITE_TEAM_PAGE:
		return records->people.count || lang->pages[page];
	case SITE_PLACES:
		return records->locations.count || lang->pages[page];
	case SITE_SERVICES:
		return records->services.count || lang->pages[page];
	case SITE_NEWS_LIST:
		return lang->texts[SITE_NEWS].count;
	case SITE_EVENT_LIST:
		return lang->texts[SITE_EVENTS].count;
	case SITE_PROJECT_LIST:
		return lang->projects->count;
	case SITE_FORMS:
		return site->form_count;
	case SITE_DOCUMENTS:
		return px_site_has_documents(site);
	case SITE_NOT_FOUND:
		return lang == site->langs;
	default:
		return true;
	}
}

static void
find_pages(struct px_site *site)
{
	for (int i = 0; i < site->lang_count; i++) {
		struct site_lang *lang = &site->langs[i];

		for (int page = 0; page < SITE_PAGE_COUNT; page++) {
			lang->hrefs[page] = px_site_page_path(site, lang, page);
			lang->has[page] = has_page(site, lang, page);
			if (lang->pages[page])
				lang->pages[page]->depth = px_site_depth(lang->hrefs[page]);
		}
		if (lang->has[SITE_NEWS_LIST] && site->base)
			lang->feed =
				px_arena_printf(&site->arena, "%s%s.xml", lang->prefix,
						px_site_pages[SITE_NEWS_LIST].names[lang->words]);
		if (lang->has[SITE_EVENT_LIST])
			lang->calendar = px_arena_printf(&site->arena, "%s%s.ics", lang->prefix,
							 lang->words == 0 ? "agenda" : "calendar");
	}
}

static void
find_names(struct px_site *site)
{
	const struct px_record *organization = &site->records->organization;
	const char *email = px_record_text(organization, PX_ORGANIZATION_EMAIL);

	site->security = px_doc_get_text(site->langs[0].config, "security");
	if (!site->security && email)
		site->security = px_arena_printf(&site->arena, "mailto:%s", email);
	site->host = px_record_text(organization, PX_F_UID);
	if (site->base) {
		const char *host = strstr(site->base, "://") + 3;

		site->host = px_arena_strndup(&site->arena, host, strcspn(host, "/:"));
	}
}

static void
take_meta(struct site_worker *worker, size_t i, void *data)
{
	struct site_text *text = &worker->site->texts[i];

	(void)data;
	if (text->shown)
		px_site_meta(worker, text);
}

/*
 * The steps.
 */

static int
gather(struct px_site *site, struct px_err *err)
{
	if (px_site_config(site, err) != 0 || open_theme(site, err) != 0 ||
	    check_templates(site, err) != 0 || px_site_out_open(site, err) != 0)
		return -1;
	px_site_cache_open(site);
	site->image_fd = open(site->image_folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (px_site_scan(site, err) != 0)
		return -1;
	px_site_cache_files(site);
	px_site_images(site);
	px_site_texts(site);
	px_site_arrange(site);
	if (px_site_records(site, err) != 0)
		return -1;
	px_site_projects(site);
	px_site_forms(site);
	px_site_read_documents(site);
	find_names(site);
	find_pages(site);
	return 0;
}

static int
by_path(const void *a, const void *b)
{
	return strcmp(((const struct site_job *)a)->path, ((const struct site_job *)b)->path);
}

static int
check_jobs(struct px_site *site, struct px_err *err)
{
	qsort(site->jobs, site->job_count, sizeof(*site->jobs), by_path);
	for (size_t i = 1; i < site->job_count; i++)
		if (strcmp(site->jobs[i - 1].path, site->jobs[i].path) == 0)
			return px_err_set(err, PX_REJECTED,
					  _("%s: two pages of the site would have this address: "
					    "rename one of the files that make them"),
					  site->jobs[i].path);
	return 0;
}

static int
make_jobs(struct px_site *site, struct px_err *err)
{
	const char *before = px_i18n_lang();
	int result = 0;

	for (int i = 0; i < site->lang_count && result == 0; i++) {
		struct site_lang *lang = &site->langs[i];

		px_i18n_switch(lang->code);
		px_site_fixed(site, lang);
		lang->statement = px_doc_map(&site->arena);
		lang->docs[SITE_ACCESSIBILITY] = lang->statement;
		px_site_pages_of(site, lang);
		result = px_site_form_pages(site, lang, err);
		px_site_image_doc(site, &site->arena, px_doc_get_text(lang->config, "image"), NULL,
				  0, NULL);
	}
	px_i18n_switch(before);
	px_site_feeds(site);
	px_site_documents(site);
	px_site_image_jobs(site);
	if (result != 0 || px_site_theme_files(site, err) != 0)
		return -1;
	return check_jobs(site, err);
}

static int
arrange(struct px_site *site, struct px_err *err)
{
	for (int i = 0; i < site->lang_count; i++)
		px_site_menu(site, &site->langs[i]);
	if (px_site_words(site, err) != 0)
		return -1;
	px_site_render_texts(site);
	px_site_each(site, site->text_count, take_meta, NULL);
	px_site_views(site);
	if (make_jobs(site, err) != 0)
		return -1;
	px_site_cache_jobs(site);
	return 0;
}

/* Is something wrong that forbids it? */
static int
judge(struct px_site *site, struct px_err *err)
{
	size_t count;

	if (px_site_facts(site, err) != 0)
		return -1;
	px_site_faults_once(site);
	count = px_faults_count(site->faults, PX_REJECTING);
	if (!count || site->options->draft)
		return 0;
	return px_err_set(
		err, PX_REJECTED,
		px_trn("%s: the site is not made: %zu thing to mend (--draft makes it all "
		       "the same)",
		       "%s: the site is not made: %zu things to mend (--draft makes it all "
		       "the same)",
		       count),
		site->options->content, count);
}

static void
tell(struct px_site *site)
{
	struct px_site_done *done = site->done;

	for (size_t i = 0; i < site->job_count; i++) {
		const struct site_job *job = &site->jobs[i];

		done->files++;
		done->pages += job->template != NULL;
		done->bytes +=
			(uint64_t)(job->written || job->rendered ? job->size : job->stamp.size);
		if (!job->written) {
			done->unchanged++;
			continue;
		}
		done->written++;
		px_site_say_change(site, job->path, PX_SITE_WRITTEN, !job->there);
	}
}

static int
run(struct px_site *site, struct px_err *err)
{
	if (open_content(site, err) != 0 || gather(site, err) != 0 || arrange(site, err) != 0 ||
	    judge(site, err) != 0 || px_site_state(site, err) != 0 ||
	    px_site_out_begin(site, err) != 0 || px_site_render(site, err) != 0)
		return -1;
	tell(site);
	if (px_site_out_end(site, err) != 0)
		return -1;
	px_site_unmet(site);
	px_site_cache_save(site);
	return 0;
}

static void
close_folder(int fd)
{
	if (fd >= 0)
		close(fd);
}

static void
finish(struct px_site *site)
{
	px_site_cache_close(site);
	px_site_out_close(site);
	px_site_arrange_release(site);
	px_site_records_release(site);
	px_theme_free(site->theme);
	for (int i = 0; i < SITE_LANGS; i++)
		free(site->langs[i].menu);
	for (size_t i = 0; i < SITE_THREADS; i++) {
		struct site_worker *worker = &site->workers[i];

		px_arena_release(&worker->own);
		px_arena_release(&worker->scratch);
		px_buf_release(&worker->buf);
		px_buf_release(&worker->page);
		px_buf_release(&worker->asked);
		px_buf_release(&worker->answered);
	}
	close_folder(site->content);
	close_folder(site->theme_fd);
	close_folder(site->default_fd);
	close_folder(site->image_fd);
	pthread_mutex_destroy(&site->image_lock);
	free(site->files);
	free(site->texts);
	free(site->images);
	free(site->jobs);
	px_arena_release(&site->arena);
	free(site);
}

int
px_site_build(const struct px_site_options *options, struct px_site_done *done, struct px_err *err)
{
	struct px_site *site = px_calloc(1, sizeof(*site));
	int result;

	*done = (struct px_site_done){ 0 };
	done->faults.arena = &done->arena;
	site->options = options;
	site->done = done;
	begin(site);
	result = run(site, err);
	finish(site);
	return result;
}

void
px_site_done_release(struct px_site_done *done)
{
	free(done->items);
	px_arena_release(&done->arena);
}
