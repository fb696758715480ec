/* Uids of demos and tests. */
#include "base/uid.h"
#include "tap.h"

static void
test_seeds(void)
{
	char seed[400], one[PX_UID_SIZE], two[PX_UID_SIZE], again[PX_UID_SIZE];

	memset(seed, 's', sizeof(seed) - 1);
	seed[sizeof(seed) - 1] = '\0';
	px_uid_seeded(seed, "task", 1, 0, one);
	px_uid_seeded(seed, "task", 2, 0, two);
	px_uid_seeded(seed, "task", 1, 0, again);
	tap_ok(strcmp(one, two) != 0, "under a long seed two records have two uids");
	tap_is(one, again, "and each its own again");
	px_uid_seeded("demo", "task", 1, 1735689600, one);
	tap_is(one, "01941f29-7c00-7e73-8ce1-906609781e61", "of demos: the same for ever");
}

int
main(void)
{
	test_seeds();
	return tap_done();
}
