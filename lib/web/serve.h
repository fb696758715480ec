/*
 * A folder of pages, served on this machine alone, for who looks at a site before it is published.
 * The only door to libmicrohttpd.
 *
 * GET and HEAD of regular files inside the folder: nothing outside it, whatever the address says and
 * wherever links point.  A folder is its index.html; what is missing is 404.html of the folder.
 */
#ifndef PX_WEB_SERVE_H
#define PX_WEB_SERVE_H

#include "base/err.h"

struct px_serve;

struct px_serve_options {
	const char *folder;
	int port; /* 0: any that is free */
};

/* Answers from now on, in a thread of its own, on 127.0.0.1.  PX_NOT_FOUND: no such folder; PX_SYSTEM: a
 * port that is taken. */
struct px_serve *px_serve_start(const struct px_serve_options *options, struct px_err *err);
int px_serve_port(const struct px_serve *serve);
void px_serve_stop(struct px_serve *serve); /* answers what was asked, and frees; NULL is taken */

#endif
