#include "web/serve.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/plug.h"

enum { CONNECTIONS = 64, SECONDS = 10, MEMORY = 32 * 1024, NAME = 256, TAG = 64 };

/* What is called of libmicrohttpd, which brings a library of ciphers along: only who serves waits for it. */
static struct {
	__typeof__(MHD_start_daemon) *MHD_start_daemon;
	__typeof__(MHD_stop_daemon) *MHD_stop_daemon;
	__typeof__(MHD_get_daemon_info) *MHD_get_daemon_info;
	__typeof__(MHD_lookup_connection_value) *MHD_lookup_connection_value;
	__typeof__(MHD_create_response_from_buffer) *MHD_create_response_from_buffer;
	__typeof__(MHD_create_response_from_fd64) *MHD_create_response_from_fd64;
	__typeof__(MHD_add_response_header) *MHD_add_response_header;
	__typeof__(MHD_queue_response) *MHD_queue_response;
	__typeof__(MHD_destroy_response) *MHD_destroy_response;
} lib;

static const struct px_plug functions[] = {
	{ "MHD_start_daemon", &lib.MHD_start_daemon },
	{ "MHD_stop_daemon", &lib.MHD_stop_daemon },
	{ "MHD_get_daemon_info", &lib.MHD_get_daemon_info },
	{ "MHD_lookup_connection_value", &lib.MHD_lookup_connection_value },
	{ "MHD_create_response_from_buffer", &lib.MHD_create_response_from_buffer },
	{ "MHD_create_response_from_fd64", &lib.MHD_create_response_from_fd64 },
	{ "MHD_add_response_header", &lib.MHD_add_response_header },
	{ "MHD_queue_response", &lib.MHD_queue_response },
	{ "MHD_destroy_response", &lib.MHD_destroy_response },
};

struct px_serve {
	struct MHD_Daemon *daemon;
	char *folder;
	int port;
};

/* What is asked for, once it is found. */
struct found {
	int fd; /* -1: nothing */
	struct stat status;
	const char *type;
	bool folder; /* that its address does not end in / */
};

static const struct {
	const char *extension, *type;
} types[] = {
	{ ".html", "text/html; charset=utf-8" },
	{ ".css", "text/css; charset=utf-8" },
	{ ".txt", "text/plain; charset=utf-8" },
	{ ".xml", "application/xml; charset=utf-8" },
	{ ".atom", "application/atom+xml; charset=utf-8" },
	{ ".ics", "text/calendar; charset=utf-8" },
	{ ".vcf", "text/vcard; charset=utf-8" },
	{ ".csv", "text/csv; charset=utf-8" },
	{ ".json", "application/json" },
	{ ".webmanifest", "application/manifest+json" },
	{ ".jpg", "image/jpeg" },
	{ ".jpeg", "image/jpeg" },
	{ ".png", "image/png" },
	{ ".webp", "image/webp" },
	{ ".gif", "image/gif" },
	{ ".svg", "image/svg+xml" },
	{ ".ico", "image/x-icon" },
	{ ".woff2", "font/woff2" },
	{ ".pdf", "application/pdf" },
	{ ".odt", "application/vnd.oasis.opendocument.text" },
	{ ".ods", "application/vnd.oasis.opendocument.spreadsheet" },
	{ ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
	{ ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
};

/* The site's own pages and pictures, and nothing that runs. */
static const struct {
	const char *name, *value;
} headers[] = {
	{ MHD_HTTP_HEADER_CACHE_CONTROL, "no-cache" },
	{ "Content-Security-Policy",
	  "default-src 'none'; img-src 'self' data:; style-src 'self'; font-src 'self'; "
	  "manifest-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
	  "frame-ancestors 'none'" },
	{ "X-Content-Type-Options", "nosniff" },
	{ "Referrer-Policy", "no-referrer" },
};

static const char *
type_of(const char *name)
{
	const char *dot = strrchr(name, '.');

	for (size_t i = 0; dot && i < PX_COUNT(types); i++)
		if (strcasecmp(dot, types[i].extension) == 0)
			return types[i].type;
	return "application/octet-stream";
}

/* --- files ------------------------------------------------------------------------------------- */
/* Opens name in the folder, which it closes.  No link is followed: where it leads may be outside. */
static int
open_in(int folder, const char *name)
{
	int fd = folder < 0 ? -1
			    : openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (folder >= 0)
		close(folder);
	return fd;
}

static int
refuse(int fd)
{
	if (fd >= 0)
		close(fd);
	return -1;
}

/* Hidden files are nobody's but for what RFC 8615 has visitors ask for. */
static bool
is_name(const char *name)
{
	return *name != '.' || strcmp(name, ".well-known") == 0;
}

static bool
is_folder(int fd)
{
	struct stat status;

	return fd >= 0 && fstat(fd, &status) == 0 && S_ISDIR(status.st_mode);
}

/* One name after the other, so that nothing leads out of the folder; last is the file's own name. */
static int
walk(const char *folder, const char *path, char last[NAME])
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	snprintf(last, NAME, "index.html");
	while (fd >= 0 && *path) {
		size_t length = strcspn(path, "/");

		if (length) {
			snprintf(last, NAME, "%.*s", (int)length, path);
			fd = length < NAME && is_name(last) ? open_in(fd, last) : refuse(fd);
		}
		path += length + (path[length] == '/');
	}
	return fd;
}

/* A file of any other kind than regular is not there. */
static struct found
settle(int fd, const char *name)
{
	struct found found = { .fd = fd, .type = type_of(name) };

	if (fd >= 0 && fstat(fd, &found.status) == 0 && S_ISREG(found.status.st_mode))
		return found;
	if (fd >= 0)
		close(fd);
	found.fd = -1;
	return found;
}

static struct found
find(const struct px_serve *serve, const char *path)
{
	char last[NAME];
	int fd = walk(serve->folder, path, last);
	size_t length = strlen(path);

	if (!is_folder(fd))
		return settle(length && path[length - 1] == '/' ? refuse(fd) : fd, last);
	if (length && path[length - 1] != '/') {
		close(fd);
		return (struct found){ .fd = -1, .folder = true };
	}
	return settle(open_in(fd, "index.html"), "index.html");
}

/* --- answers ----------------------------------------------------------------------------------- */
static enum MHD_Result
answer(struct MHD_Connection *connection, unsigned status, struct MHD_Response *response)
{
	enum MHD_Result result;

	if (!response)
		return MHD_NO;
	for (size_t i = 0; i < PX_COUNT(headers); i++)
		lib.MHD_add_response_header(response, headers[i].name, headers[i].value);
	result = lib.MHD_queue_response(connection, status, response);
	lib.MHD_destroy_response(response);
	return result;
}

static enum MHD_Result
answer_text(struct MHD_Connection *connection, unsigned status, const char *name, const char *value,
	    const char *text)
{
	struct MHD_Response *response = lib.MHD_create_response_from_buffer(
		strlen(text), (void *)text, MHD_RESPMEM_MUST_COPY);

	if (response)
		lib.MHD_add_response_header(response, name, value);
	return answer(connection, status, response);
}

static void
tag_of(const struct stat *status, char tag[TAG])
{
	snprintf(tag, TAG, "\"%llx-%llx-%llx\"", (unsigned long long)status->st_size,
		 (unsigned long long)status->st_mtim.tv_sec,
		 (unsigned long long)status->st_mtim.tv_nsec);
}

static enum MHD_Result
answer_file(struct MHD_Connection *connection, unsigned status, const struct found *found)
{
	const char *known = lib.MHD_lookup_connection_value(connection, MHD_HEADER_KIND,
							    MHD_HTTP_HEADER_IF_NONE_MATCH);
	struct MHD_Response *response;
	char tag[TAG];

	tag_of(&found->status, tag);
	if (status == MHD_HTTP_OK && known && strstr(known, tag)) {
		close(found->fd);
		return answer_text(connection, MHD_HTTP_NOT_MODIFIED, MHD_HTTP_HEADER_ETAG, tag,
				   "");
	}
	response = lib.MHD_create_response_from_fd64((uint64_t)found->status.st_size, found->fd);
	if (!response) {
		close(found->fd);
		return MHD_NO;
	}
	lib.MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, found->type);
	lib.MHD_add_response_header(response, MHD_HTTP_HEADER_ETAG, tag);
	return answer(connection, status, response);
}

static enum MHD_Result
answer_nothing(struct MHD_Connection *connection, const struct px_serve *serve)
{
	struct found page = find(serve, "404.html");

	if (page.fd >= 0)
		return answer_file(connection, MHD_HTTP_NOT_FOUND, &page);
	return answer_text(connection, MHD_HTTP_NOT_FOUND, MHD_HTTP_HEADER_CONTENT_TYPE,
			   "text/plain; charset=utf-8", "404\n");
}

/* The address of a folder ends in /, or the links of its page would lead elsewhere. */
static enum MHD_Result
answer_folder(struct MHD_Connection *connection, const char *path)
{
	struct px_buf place = PX_BUF_INIT;
	enum MHD_Result result;

	for (; *path; path++)
		if ((*path >= 'a' && *path <= 'z') || (*path >= 'A' && *path <= 'Z') ||
		    (*path >= '0' && *path <= '9') || strchr("/-_.~", *path))
			px_buf_putc(&place, *path);
		else
			px_buf_printf(&place, "%%%02X", (unsigned char)*path);
	px_buf_putc(&place, '/');
	result = answer_text(connection, MHD_HTTP_MOVED_PERMANENTLY, MHD_HTTP_HEADER_LOCATION,
			     place.data, "");
	px_buf_release(&place);
	return result;
}

/* A page of another site that has its own name lead here asks under that name (DNS rebinding). */
static bool
is_for_us(struct MHD_Connection *connection)
{
	const char *host =
		lib.MHD_lookup_connection_value(connection, MHD_HEADER_KIND, MHD_HTTP_HEADER_HOST);
	size_t length = host ? strcspn(host, ":") : 0;

	return !host || (length == 9 && strncasecmp(host, "localhost", length) == 0) ||
	       (length == 9 && strncmp(host, "127.0.0.1", length) == 0);
}

static enum MHD_Result
handle(void *data, struct MHD_Connection *connection, const char *url, const char *method,
       const char *version, const char *upload, size_t *upload_size, void **state)
{
	static int begun;
	const struct px_serve *serve = data;
	struct found found;

	(void)version;
	(void)upload;
	if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0)
		return answer_text(connection, MHD_HTTP_METHOD_NOT_ALLOWED, MHD_HTTP_HEADER_ALLOW,
				   "GET, HEAD", "405\n");
	if (!*state || *upload_size) { /* a body, if any, is not looked at */
		*state = &begun;
		*upload_size = 0;
		return MHD_YES;
	}
	if (!is_for_us(connection))
		return answer_text(connection, MHD_HTTP_FORBIDDEN, MHD_HTTP_HEADER_CONTENT_TYPE,
				   "text/plain; charset=utf-8", "403\n");
	found = find(serve, url + (*url == '/'));
	if (found.folder)
		return answer_folder(connection, url);
	return found.fd < 0 ? answer_nothing(connection, serve)
			    : answer_file(connection, MHD_HTTP_OK, &found);
}

/* --- start and stop ---------------------------------------------------------------------------- */
static int
check_folder(const char *folder, struct px_err *err)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return px_err_set(err, errno == ENOENT ? PX_NOT_FOUND : PX_SYSTEM,
				  _("%s: cannot be opened: %s"), folder, px_errno_text(errno));
	close(fd);
	return 0;
}

static int
load(struct px_err *err)
{
	if (lib.MHD_start_daemon ||
	    px_plug("libmicrohttpd.so.12", functions, PX_COUNT(functions)) == PX_PLUGGED)
		return 0;
	return px_err_set(err, PX_SYSTEM,
			  _("pages are served by libmicrohttpd (package libmicrohttpd12), which is "
			    "not here: install it, or open index.html"));
}

struct px_serve *
px_serve_start(const struct px_serve_options *options, struct px_err *err)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_port = htons((uint16_t)options->port),
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	const union MHD_DaemonInfo *info;
	struct px_serve *serve;

	if (check_folder(options->folder, err) != 0 || load(err) != 0)
		return NULL;
	serve = px_calloc(1, sizeof(*serve));
	serve->folder = px_strdup(options->folder);
	serve->daemon = lib.MHD_start_daemon(
		MHD_USE_INTERNAL_POLLING_THREAD, 0, NULL, NULL, handle, serve, MHD_OPTION_SOCK_ADDR,
		&address, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
		MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SECONDS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MEMORY, MHD_OPTION_END);
	info = serve->daemon ? lib.MHD_get_daemon_info(serve->daemon, MHD_DAEMON_INFO_BIND_PORT)
			     : NULL;
	if (info) {
		serve->port = info->port;
		return serve;
	}
	px_err_set(err, PX_SYSTEM, _("port %d cannot be listened to: choose another one, or 0"),
		   options->port);
	px_serve_stop(serve);
	return NULL;
}

int
px_serve_port(const struct px_serve *serve)
{
	return serve->port;
}

void
px_serve_stop(struct px_serve *serve)
{
	if (!serve)
		return;
	if (serve->daemon)
		lib.MHD_stop_daemon(serve->daemon);
	free(serve->folder);
	free(serve);
}
