#include "cli/site/rows.h"

#include "base/i18n.h"
#include "cli/sink.h"

/*
 * A build.
 */

enum { BUILD_FOLDER, BUILD_NUMBERS, BUILD_FIELDS = BUILD_NUMBERS + PX_SITE_NUMBERS };

static const struct px_field build_fields[] = {
	[BUILD_FOLDER] = { "folder", &px_kind_text, PX_COLUMN, N_("the folder that was made") },
	[BUILD_NUMBERS +
		PX_SITE_PAGES] = { "pages", &px_kind_integer, PX_COLUMN, N_("pages of the site") },
	[BUILD_NUMBERS + PX_SITE_FILES_ALL] = { "files", &px_kind_integer, PX_COLUMN,
						N_("files of the site, pages among them") },
	[BUILD_NUMBERS + PX_SITE_NEW] = { "written", &px_kind_integer, PX_COLUMN,
					  N_("files that are new or changed") },
	[BUILD_NUMBERS + PX_SITE_SAME] = { "unchanged", &px_kind_integer, PX_COLUMN,
					   N_("files left as they were") },
	[BUILD_NUMBERS + PX_SITE_GONE] = { "removed", &px_kind_integer, PX_COLUMN,
					   N_("files that are no more made") },
	[BUILD_NUMBERS +
		PX_SITE_BYTES] = { "bytes", &px_kind_integer, PX_COLUMN, N_("size of all files") },
};

const struct px_type px_view_site_build = {
	.name = "site_build",
	.plural = "site_builds",
	.label = N_("build"),
	.help = N_("what a build of the site made"),
	.flags = PX_VIEW,
	.fields = build_fields,
	.field_count = PX_COUNT(build_fields),
};

int
px_print_site_build(struct px_run *run, const char *folder, const int64_t numbers[PX_SITE_NUMBERS],
		    struct px_err *err)
{
	struct px_value values[BUILD_FIELDS] = { [BUILD_FOLDER] = px_value_of_text(folder) };
	struct px_record row = { &px_view_site_build, values };
	struct px_sink *sink = px_sink_open(run, &px_view_site_build, PX_SINK_ONE, err);

	for (size_t i = 0; i < PX_SITE_NUMBERS; i++)
		values[BUILD_NUMBERS + i] = px_value_of_number(numbers[i]);
	if (!sink || px_sink_put(sink, &row, err) != 0) {
		px_sink_abandon(sink);
		return -1;
	}
	return px_sink_close(sink, err);
}

/*
 * Files.
 */

enum { FILE_PATH, FILE_CHANGE, FILE_FIELDS };

static const char *const changes[] = { N_("new"), N_("changed"), N_("removed"), NULL };

static const struct px_field file_fields[] = {
	[FILE_PATH] = { "path", &px_kind_text, PX_COLUMN, N_("the file") },
	[FILE_CHANGE] = { "change", &px_kind_word, PX_COLUMN, N_("what became of it"),
			  .words = changes },
};

const struct px_type px_view_site_file = {
	.name = "site_file",
	.plural = "site_files",
	.label = N_("file"),
	.help = N_("a file that was made, or removed"),
	.flags = PX_VIEW,
	.fields = file_fields,
	.field_count = PX_COUNT(file_fields),
};

int
px_site_lines_open(struct px_site_lines *lines, struct px_run *run, bool shown, struct px_err *err)
{
	*lines = (struct px_site_lines){ .run = run, .shown = shown && !run->quiet };
	if (!px_run_prints(run))
		return 0;
	lines->sink = px_sink_open(run, &px_view_site_file, PX_SINK_MANY, err);
	return lines->sink ? 0 : -1;
}

void
px_site_lines_put(struct px_site_lines *lines, const char *path, char change)
{
	struct px_value values[FILE_FIELDS] = {
		[FILE_PATH] = px_value_of_text(path),
		[FILE_CHANGE] = px_value_of_text(changes[change == '+'   ? 0
							 : change == '~' ? 1
									 : 2]),
	};
	struct px_record row = { &px_view_site_file, values };

	lines->count++;
	if (lines->sink && lines->err.code == PX_OK)
		px_sink_put(lines->sink, &row, &lines->err);
	else if (!lines->sink && lines->shown)
		fprintf(lines->run->out, "%c %s\n", change, path);
}

int
px_site_lines_close(struct px_site_lines *lines, struct px_err *err)
{
	struct px_sink *sink = lines->sink;

	lines->sink = NULL;
	if (lines->err.code != PX_OK) {
		px_sink_abandon(sink);
		return px_err_copy(err, &lines->err);
	}
	return sink ? px_sink_close(sink, err) : 0;
}

void
px_site_lines_abandon(struct px_site_lines *lines)
{
	px_sink_abandon(lines->sink);
	lines->sink = NULL;
}
