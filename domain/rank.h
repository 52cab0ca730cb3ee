/* Ranking by BM25 (Robertson and others, Okapi at TREC-3, 1994), as SQLite's FTS5 has it.
 *
 * A leaf of a query is worth idf × tf (k1 + 1) / (tf + k1 (1 - b + b length / average)) in
 * a passage, with k1 = 1.2, b = 0.75, and idf = ln((N - n + 0.5) / (n + 0.5)), N passages
 * of which n have it, at least 0.000001. Pure. */
#ifndef TRUCE_DOMAIN_RANK_H
#define TRUCE_DOMAIN_RANK_H

#include <math.h>
#include <stdint.h>

#define RANK_K1 1.2
#define RANK_B 0.75
#define RANK_IDF_LEAST 1e-6

static inline double rank_idf(int64_t all, int64_t having)
{
	double idf = log(((double)(all - having) + 0.5) / ((double)having + 0.5));
	return idf > RANK_IDF_LEAST ? idf : RANK_IDF_LEAST;
}

/* What a passage's length does to all its leaves: see rank_worth. average is above 0. */
static inline double rank_norm(uint32_t length, double average)
{
	return RANK_K1 * (1.0 - RANK_B + RANK_B * (double)length / average);
}

static inline double rank_worth(double idf, uint32_t tf, double norm)
{
	double t = (double)tf;
	return idf * (t * (RANK_K1 + 1.0)) / (t + norm);
}

/* Grows with tf, falls with length. */
static inline double rank_leaf(double idf, uint32_t tf, uint32_t length, double average)
{
	return rank_worth(idf, tf, rank_norm(length, average));
}

#endif
