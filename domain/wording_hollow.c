#include "domain/wording.h"

#include <string.h>

#define LITTLE_MOST 512

/* Articles, prepositions, conjunctions, pronouns and auxiliary verbs of the official
 * languages of the United Nations, in their order in the alphabet of their English
 * names. */
static const char *const little[] = {
	"في من على إلى عن مع أن إن ما لا لم لن هذا هذه ذلك تلك التي الذي الذين هو هي هم و أو ثم بين بعد قبل كل كما قد "
	"كان "
	"كانت به بها له لها فيه فيها",
	"的 了 和 在 是 与 及 之 其 而 于 以 对 将 被 并 或 不 为 有 这 那",
	"a an the of to in on at by for from with without into upon under over between within and or but nor not as if "
	"than that which who whose this these those there it its he his she her we our us i you your they them their "
	"is "
	"are was were be been being has have had do does did will would shall should may might can could must all any "
	"no "
	"such so",
	"le la les un une des du de et ou ni mais que qui dont où ce cet cette ces se sa son ses leur leurs il elle "
	"ils "
	"elles on nous vous à au aux en dans par pour sur sous avec sans entre est sont été être a ont ne pas plus "
	"comme si",
	"и в во на не что как по с со из за к ко от до о об у для при без над под между или но а же ли бы то это этот "
	"эта "
	"эти тот та те его ее её их он она они мы вы я который которая которые все всех так также",
	"el la los las un una unos unas de del y e o u ni pero que quien cuyo este esta estos estas ese esa se su sus "
	"lo le "
	"les al a en por para con sin sobre entre es son fue ser ha han no más como si",
};

static size_t hash_little(uint64_t out[LITTLE_MOST])
{
	size_t count = 0;
	for (size_t i = 0; i < sizeof little / sizeof *little; i++) {
		struct wording_word word;
		for (size_t from = 0; count < LITTLE_MOST && wording_next(little[i], strlen(little[i]), &from, &word);)
			out[count++] = word.hash;
	}
	return count;
}

bool wording_is_hollow(const char *text, size_t size)
{
	uint64_t hashes[LITTLE_MOST];
	size_t count = hash_little(hashes), from = 0;
	struct wording_word word;
	while (wording_next(text, size, &from, &word)) {
		size_t i = 0;
		while (i < count && hashes[i] != word.hash)
			i++;
		if (i == count)
			return false;
	}
	return true;
}
