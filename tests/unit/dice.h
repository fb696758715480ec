/* Dice for random scripts: the same throws for the same seed (xorshift, Marsaglia 2003). */
#ifndef TESTS_UNIT_DICE_H
#define TESTS_UNIT_DICE_H

#include <stdint.h>

static uint64_t dice; /* never 0 */

static int
roll(int sides)
{
	dice ^= dice << 13;
	dice ^= dice >> 7;
	dice ^= dice << 17;
	return (int)((dice >> 11) % (uint64_t)sides);
}

#endif
