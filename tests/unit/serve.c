/* The server of `preview`: what it shows, to whom, and that nothing leads out of its folder. */
#include "web/serve.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "io/file.h"
#include "tap.h"

static char base[] = "/tmp/plexus-serve-XXXXXX";
static struct px_arena arena = PX_ARENA_INIT;
static int port;

static const char *
in_base(const char *name)
{
	return px_arena_printf(&arena, "%s/%s", base, name);
}

static void
put(const char *name, const char *text)
{
	px_file_put(in_base(name), text, strlen(text), NULL);
}

/* What is answered, all of it. */
static const char *
ask(const char *request)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
				       .sin_port = htons((uint16_t)port),
				       .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	struct px_buf buf = PX_BUF_INIT;
	const char *text;
	char block[4096];
	ssize_t length;

	if (connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0)
		return "no connection";
	length = write(fd, request, strlen(request));
	while (length > 0 && (length = read(fd, block, sizeof(block))) > 0)
		px_buf_add(&buf, block, (size_t)length);
	close(fd);
	text = px_arena_strdup(&arena, buf.data);
	px_buf_release(&buf);
	return text;
}

static const char *
get(const char *path)
{
	return ask(px_arena_printf(
		&arena, "GET %s HTTP/1.1\r\nHost: localhost:%d\r\nConnection: close\r\n\r\n", path,
		port));
}

static void
shows(const char *path, const char *status, const char *text)
{
	const char *answer = get(path);

	tap_ok(strncmp(answer, "HTTP/1.1 ", 9) == 0 && strncmp(answer + 9, status, 3) == 0 &&
		       strstr(answer, text),
	       "%s: %s and %s", path, status, text);
	tap_ok(!strstr(answer, "secret"), "%s: and no secret", path);
}

static void
try_pages(void)
{
	shows("/", "200", "<p>home");
	shows("/", "200", "Content-Type: text/html; charset=utf-8\r\n");
	shows("/", "200", "Content-Security-Policy: default-src 'none'");
	shows("/index.html?a=b", "200", "<p>home");
	shows("/equipe/", "200", "<p>team");
	shows("/equipe", "301", "Location: /equipe/\r\n");
	shows("//equipe/./", "404", "<p>lost");
	shows("/a%20b.css", "200", "text/css");
	shows("/.well-known/security.txt", "200", "Contact");
	shows("/none", "404", "<p>lost");
	shows("/index.html/", "404", "<p>lost");
}

static void
try_escapes(void)
{
	shows("/../secret", "404", "<p>lost");
	shows("/%2e%2e/secret", "404", "<p>lost");
	shows("/equipe/..%2f..%2fsecret", "404", "<p>lost");
	shows("/equipe/%2e%2e/index.html", "404", "<p>lost");
	shows("/link", "404", "<p>lost");
	shows("/out/secret", "404", "<p>lost");
	shows("/.hidden", "404", "<p>lost");
	shows("/pipe", "404", "<p>lost");
	shows("/%00", "200", "<p>home");
}

static void
try_methods(void)
{
	const char *answer = get("/"), *tag = strstr(answer, "ETag: "), *again;

	tap_ok(tag != NULL, "there is a tag");
	again = ask(px_arena_printf(&arena,
				    "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: "
				    "close\r\nIf-None-Match: %.*s\r\n\r\n",
				    tag ? (int)strcspn(tag + 6, "\r") : 0, tag ? tag + 6 : ""));
	tap_ok(strstr(again, " 304 ") && !strstr(again, "<p>home"), "what is known is not sent");
	answer = ask("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
	tap_ok(strstr(answer, " 200 ") && !strstr(answer, "<p>home"), "HEAD has no body");
	answer = ask("POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
		     "Content-Length: 3\r\n\r\na=b");
	tap_ok(strstr(answer, " 405 ") && strstr(answer, "Allow: GET, HEAD"), "POST is refused");
	answer = ask("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
	tap_ok(strstr(answer, " 403 ") && !strstr(answer, "home"), "another name is refused");
}

static void
try_start(struct px_serve *serve)
{
	struct px_serve_options taken = { in_base("site"), px_serve_port(serve) };
	struct px_serve_options absent = { in_base("absent"), 0 };
	struct px_err err = PX_ERR_INIT;

	tap_ok(!px_serve_start(&taken, &err) && strstr(err.message, "cannot be listened to"),
	       "a port that is taken: %s", err.message);
	tap_ok(!px_serve_start(&absent, &err) && err.code == PX_NOT_FOUND, "no such folder: %s",
	       err.message);
}

int
main(void)
{
	struct px_serve_options options = { NULL, 0 };
	struct px_serve *serve;

	if (!mkdtemp(base))
		return 1;
	mkdir(in_base("site"), 0700);
	mkdir(in_base("site/equipe"), 0700);
	mkdir(in_base("site/.well-known"), 0700);
	put("secret", "secret");
	put("site/.hidden", "secret");
	put("site/index.html", "<p>home");
	put("site/404.html", "<p>lost");
	put("site/a b.css", "a{}");
	put("site/equipe/index.html", "<p>team");
	put("site/.well-known/security.txt", "Contact: a");
	tap_ok(symlink("../secret", in_base("site/link")) == 0 &&
		       symlink("..", in_base("site/out")) == 0 &&
		       mkfifo(in_base("site/pipe"), 0600) == 0,
	       "traps are laid");
	options.folder = in_base("site");
	serve = px_serve_start(&options, NULL);
	port = px_serve_port(serve);
	try_pages();
	try_escapes();
	try_methods();
	try_start(serve);
	px_serve_stop(serve);
	tap_is(get("/"), "no connection", "it stops");
	tap_is_number(system(px_arena_printf(&arena, "rm -r '%s'", base)), 0,
		      "all is cleared away");
	px_arena_release(&arena);
	return tap_done();
}
