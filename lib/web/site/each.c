#include <stdatomic.h>
#include <unistd.h>

#include "web/site/part.h"

/* Things are taken in small runs, in order: the counter is asked seldom, and no thread waits long for
 * another at the end. */
enum { RUN = 8 };

struct work {
	struct px_site *site;
	size_t count;
	atomic_size_t next;
	void (*one)(struct site_worker *worker, size_t i, void *data);
	void *data;
};

struct hand {
	struct work *work;
	struct site_worker *worker;
	pthread_t thread;
};

static void *
work(void *data)
{
	struct hand *hand = data;
	struct work *work = hand->work;

	for (;;) {
		size_t from = atomic_fetch_add(&work->next, RUN);

		for (size_t i = from; i < from + RUN && i < work->count; i++)
			work->one(hand->worker, i, work->data);
		if (from + RUN >= work->count)
			return NULL;
	}
}

static unsigned
threads(const struct px_site *site, size_t count)
{
	unsigned most = site->options->threads;

	if (!most) {
		long online = sysconf(_SC_NPROCESSORS_ONLN);

		most = online < 1 ? 1 : (unsigned)online;
	}
	if (most > SITE_THREADS)
		most = SITE_THREADS;
	return count / (2 * RUN) + 1 < most ? (unsigned)(count / (2 * RUN) + 1) : most;
}

void
px_site_each(struct px_site *site, size_t count,
	     void (*one)(struct site_worker *worker, size_t i, void *data), void *data)
{
	struct work shared = { .site = site, .count = count, .one = one, .data = data };
	struct hand hands[SITE_THREADS] = { { 0 } };
	unsigned others = threads(site, count) - 1, started = 0;

	for (; started < others; started++) {
		hands[started + 1] =
			(struct hand){ &shared, &site->workers[started + 1], .thread = 0 };
		if (pthread_create(&hands[started + 1].thread, NULL, work, &hands[started + 1]) !=
		    0)
			break; /* fewer hands: it takes longer */
	}
	hands[0] = (struct hand){ &shared, &site->workers[0], .thread = 0 };
	work(&hands[0]);
	for (unsigned i = 1; i <= started; i++)
		pthread_join(hands[i].thread, NULL);
}
