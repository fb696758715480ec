/*
 * What the files of a build share.  The way through it: config (site.yaml) and content (what is in the
 * folder, read) → records → arrange (what follows what, which page is where) → render (Markdown, then
 * templates, by several threads) → out (what differs is written, what is made no more removed).
 */
#ifndef PX_WEB_SITE_PART_H
#define PX_WEB_SITE_PART_H

#include <pthread.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/date.h"
#include "model/field.h"
#include "web/doc.h"
#include "web/front.h"
#include "web/image.h"
#include "web/markdown.h"
#include "web/site.h"
#include "web/template.h"

struct px_form;
struct px_site;

enum {
	SITE_LANGS = 2,
	SITE_DEPTHS = 4, /* folders above a page, at most: en/news/tag/x.html */
	SITE_THREADS = 16,
	SITE_NAME_BYTES = 80,
	SITE_NEWS_SHOWN = 10, /* on the first page of news; years have the others */
	SITE_PAST_EVENTS = 10,
	SITE_FEED_ENTRIES = 20,
	SITE_CONTENTS_LEAST = 3, /* headings, for a page to have a list of them */
};

/* The languages that this program has words for; their places are those of names in tables. */
extern const char *const px_site_lang_codes[SITE_LANGS]; /* "fr", "en" */

/* What a folder of the content makes. */
enum site_section {
	SITE_PAGES,
	SITE_NEWS,
	SITE_PROJECTS,
	SITE_EVENTS,
	SITE_TEAM, /* words about people: no pages of their own */
};
enum { SITE_SECTIONS = SITE_TEAM + 1 };

/* Pages that every site may have; a file of pages/ that is called like one says what is on it. */
enum site_page {
	SITE_HOME,
	SITE_TEAM_PAGE,
	SITE_PLACES,
	SITE_SERVICES,
	SITE_APPOINTMENTS,
	SITE_NEWS_LIST,
	SITE_EVENT_LIST,
	SITE_PROJECT_LIST,
	SITE_FORMS,
	SITE_DOCUMENTS,
	SITE_HOURS,
	SITE_LEGAL,
	SITE_PRIVACY,
	SITE_ACCESSIBILITY,
	SITE_NOT_FOUND,
};
enum { SITE_PAGE_COUNT = SITE_NOT_FOUND + 1 };

struct site_page_kind {
	const char *template;
	const char *names[SITE_LANGS]; /* of the file, without .html */
	const char *title;             /* N_() */
	const char *label;             /* N_(): in the menu */
	const char *description;       /* N_(): has one %s, the name of the team */
	bool menu;                     /* in the menu, unless site.yaml says another one */
	bool foot;                     /* at the foot */
};
extern const struct site_page_kind px_site_pages[SITE_PAGE_COUNT];

struct site_stamp {
	int64_t size, modified, changed; /* times in nanoseconds */
	uint64_t inode;
};

/* What the cache says of a file of the content, and of one that was made. */
struct site_cached_file {
	const char *path;
	struct site_stamp stamp;
	uint64_t digest;
	const char *bytes; /* of a text */
	size_t length;
};
struct site_cached_out {
	const char *path;
	struct site_stamp stamp;
	uint64_t input;
};

/* A file of the content folder. */
struct site_file {
	const char *path; /* below the content folder */
	struct site_stamp stamp;
	uint64_t digest; /* of its bytes; 0: not read yet */
	bool known;      /* the cache has it, as it stands */
	const struct site_cached_file *cached;
};

/* A text of the content folder, in one language. */
struct site_text {
	struct site_file *file;
	enum site_section section;
	int lang;         /* place among the site's languages */
	int page;         /* the page of every site that it is about; -1 */
	const char *name; /* a slug */
	const char *href; /* of its page, below the folder that is made; NULL: none of its own */
	int depth;        /* folders above the page that shows it */
	const struct px_doc *front;
	bool bad, shown;
	const char *body; /* of those that were read */
	size_t length;
	int line;
	/* What rendering gave; those that the cache knows are rendered when their page is made. */
	const struct px_doc *html, *contents;
	const char *summary;
	const char *asked; /* what its links and images ask for, each ended by a NUL */
	size_t asked_length;
	uint64_t answered; /* a digest of what they got */
	bool rendered;
	uint64_t meta;          /* a digest of all that lists show of it */
	struct site_text *twin; /* in the other language, or NULL */
	const char *date;       /* of news: YYYY-MM-DD */
	int64_t start, end;     /* of events, instants */
	struct px_faults faults;
};

/* An image of the content folder, made when something first shows it. */
struct site_image {
	struct site_file *file;
	bool made, bad;
	struct px_image_set set;
	struct px_err err;
};

/* A file to be made: a page, bytes, or a copy. */
struct site_worker;
struct site_job {
	const char *path; /* below the folder */
	int depth;        /* folders above it */
	int lang;
	const char *template; /* of pages */
	/* Append to the key what it depends on, besides theme, settings and menu. */
	void (*key)(const struct px_site *site, const struct site_job *job, struct px_buf *key);
	/* Put what the template sees into the root of the page. */
	int (*fill)(struct site_worker *worker, const struct site_job *job, struct px_doc *root,
		    struct px_err *err);
	/* Or: append the bytes. */
	int (*bytes)(struct site_worker *worker, const struct site_job *job, struct px_buf *out,
		     struct px_err *err);
	const char *copy; /* or: the file to copy, of the folder of this descriptor */
	int from;
	int page;         /* a page of every site, or -1 */
	int parent;       /* the one that it is under */
	bool under;       /* it is under one */
	int nav;          /* its entry of the menu, or its parent's; -1: none */
	const char *twin; /* the same page in the other language */
	const void *item;
	size_t place; /* of the item, in its list */
	struct site_text *text;
	const struct px_doc *body; /* of a page without a text */
	const char *title, *description;
	/* What became of it. */
	const struct site_cached_out *cached;
	uint64_t input, digest; /* digest: of what is copied */
	struct site_stamp stamp;
	int64_t size;
	bool there, rendered, written;
	struct px_err err;
};

/* A word that news share, or a year of them. */
struct site_tag {
	const char *label, *slug, *href;
	struct site_text **items;
	size_t count, capacity;
};

struct site_list {
	struct site_text **items;
	size_t count, capacity;
};

struct site_menu_entry {
	const char *label, *href;
	int page;                     /* of every site; or -1 */
	const struct site_text *text; /* of pages/ */
};

/* What a language of the site has. */
struct site_projects;
struct site_lang {
	const char *code;
	int words;                                /* place in px_site_lang_codes */
	const char *prefix;                       /* of its pages: "" or "en/" */
	const struct px_doc *config;              /* site.yaml, over it site.en.yaml */
	struct site_text *pages[SITE_PAGE_COUNT]; /* what the content says on them */
	bool has[SITE_PAGE_COUNT];
	const char *hrefs[SITE_PAGE_COUNT];
	const struct px_doc *docs[SITE_PAGE_COUNT]; /* of pages that are made of records */
	struct px_doc *statement;
	struct site_list menu_pages; /* pages that ask to be in the menu */
	struct site_list texts[SITE_SECTIONS];
	struct site_tag *tags, *years;
	size_t tag_count, tag_capacity, year_count, year_capacity, years_shown;
	struct site_menu_entry *menu;
	size_t menu_count, menu_capacity;
	const char *feed, *calendar;        /* their files; NULL: none */
	struct px_doc **views[SITE_DEPTHS]; /* `site`: see view.c */
	struct px_doc *plain[SITE_DEPTHS];
	const struct px_doc *words_doc; /* `t` */
	const char *ld_organization, *ld_people;
	uint64_t view_digest;
	struct site_projects *projects;
};

/* What one thread has. */
struct site_worker {
	struct px_site *site;
	struct px_arena own;     /* for as long as the build */
	struct px_arena *arena;  /* it */
	struct px_arena scratch; /* of one page */
	struct px_buf buf, page, asked, answered;
	struct site_text *text; /* being rendered */
};

struct px_site {
	const struct px_site_options *options;
	struct px_site_done *done;
	struct px_arena arena;
	struct px_faults *faults;
	const char *spoken;                          /* the language of who builds */
	int content, theme_fd, default_fd, image_fd; /* descriptors of folders */
	struct px_theme *theme;
	const char *base; /* address of the site, ended by a slash; NULL */
	const char *host; /* its name; of a site without address, the organization's uid */
	const char *name, *security;
	struct site_lang langs[SITE_LANGS];
	int lang_count;
	struct site_file *files; /* by path */
	size_t file_count, file_capacity;
	struct site_text *texts; /* by path */
	size_t text_count, text_capacity;
	struct site_image *images; /* by path */
	size_t image_count, images_new;
	pthread_mutex_t image_lock;
	char *image_folder; /* where variants are made */
	bool images_temporary;
	const struct px_form **forms;
	size_t form_count;
	const struct px_doc *document_list;
	struct site_records *records;
	struct site_cache *cache;
	int64_t begun;         /* when the content was looked at: nanoseconds */
	struct site_job *jobs; /* by path, once they are all known */
	size_t job_count, job_capacity;
	struct site_out *out;
	const struct px_doc *statement; /* what the check of the sample found */
	uint64_t statement_input;
	struct px_date today;
	struct px_doc *last_day;
	uint64_t theme_digest;
	bool all_rendered;
	struct site_worker workers[SITE_THREADS];
};

extern const char *const px_site_folders[]; /* of the content: sections first; NULL ends */

/* lang.c: words of the builder, in the language of a page. */
const char *px_site_tr(int words, const char *text);
void px_site_day_words(int words, struct px_date date, bool weekday, bool year, struct px_buf *out);
void px_site_time_words(int words, int hour, int minute, struct px_buf *out);
const char *px_site_month(int words, int month, bool brief);
const char *px_site_weekday(int words, int weekday);

/* config.c: site.yaml. */
int px_site_config(struct px_site *site, struct px_err *err);
bool px_site_without(const struct site_lang *lang, int page);
void px_site_set_base(struct px_site *site, const char *address);

/* content.c: what the folder holds. */
int px_site_scan(struct px_site *site, struct px_err *err);
struct site_file *px_site_file(const struct px_site *site, const char *path);
int px_site_read(const struct px_site *site, const char *path, size_t limit, struct px_buf *out,
		 struct px_err *err);
int px_site_read_at(int folder, const char *path, const char *called, size_t limit,
		    struct px_buf *out, struct px_err *err);
const char *px_site_called(const struct px_site *site, struct px_arena *arena, const char *path);
struct site_stamp px_site_stamp(const struct stat *st);
bool px_site_stamp_same(const struct site_stamp *a, const struct site_stamp *b);

/* text.c: the texts of the content. */
void px_site_texts(struct px_site *site);
void px_site_render_texts(struct px_site *site);
int px_site_render_text(struct site_worker *worker, struct site_text *text);

/* arrange.c: what is shown, in which order. */
void px_site_arrange(struct px_site *site);
void px_site_arrange_release(struct px_site *site);
const struct site_text *px_site_team_text(const struct site_lang *lang, const char *handle);

/* names.c: where pages are, and how one leads to another. */
const char *px_site_page_path(struct px_site *site, const struct site_lang *lang, int page);
const char *px_site_item_path(struct px_site *site, const struct site_lang *lang,
			      enum site_section section, const char *name);
int px_site_depth(const char *path);
void px_site_encode(const char *path, struct px_buf *out);
const char *px_site_href(struct px_arena *arena, int depth, const char *path);
const char *px_site_absolute(const struct px_site *site, struct px_arena *arena, const char *path);
char *px_site_follow(struct px_arena *arena, const char *folder, size_t folder_length,
		     const char *path, size_t length);
const char *px_site_link(struct px_site *site, const struct site_text *from, const char *href,
			 struct px_arena *arena, struct px_err *err);
const char *px_site_project_href(const struct px_site *site, int lang, const char *path);

/* images.c */
void px_site_images(struct px_site *site);
int px_site_picture(struct px_site *site, const struct site_text *from, const char *src,
		    struct px_arena *arena, struct px_markdown_image *out, struct px_err *err);
struct px_doc *px_site_image_doc(struct px_site *site, struct px_arena *arena, const char *path,
				 const char *alt, int depth, struct px_err *err);
void px_site_image_jobs(struct px_site *site);
void px_site_images_prune(struct px_site *site);

/* markup.c: Markdown of a record or of site.yaml; where is for faults. */
const struct px_doc *px_site_markdown(struct px_site *site, const struct site_lang *lang, int depth,
				      const char *where, const char *text);
const char *px_site_summary(struct px_site *site, const struct site_lang *lang, const char *where,
			    const char *text);

/* pack.c: documents as bytes; keys. */
void px_site_pack(const struct px_doc *doc, struct px_buf *out);
const struct px_doc *px_site_unpack(struct px_arena *arena, const char **at, const char *end);
void px_site_key_number(struct px_buf *key, uint64_t number);
void px_site_key_text(struct px_buf *key, const char *text); /* NULL is taken */

/* cache.c: what an earlier build knew.  Never an error: without it all is made again. */
void px_site_cache_open(struct px_site *site);
void px_site_cache_files(struct px_site *site);
void px_site_cache_jobs(struct px_site *site);
bool px_site_cache_text(struct site_worker *worker, struct site_text *text);
const struct px_doc *px_site_cache_statement(struct px_site *site, uint64_t input);
void px_site_cache_save(struct px_site *site);
void px_site_cache_close(struct px_site *site);

/* each.c: many things done by several threads, each by one of them. */
void px_site_each(struct px_site *site, size_t count,
		  void (*one)(struct site_worker *worker, size_t i, void *data), void *data);

/* files.c, build.c */
bool px_site_file_in_theme(const struct px_site *site, const char *name);
void px_site_say_change(struct px_site *site, const char *path, enum px_site_act act, bool new);

#endif
