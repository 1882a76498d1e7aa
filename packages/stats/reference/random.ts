import ziggurat from '@stdlib/random-base-improved-ziggurat';
import mt19937 from '@stdlib/random-base-mt19937';
import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';

/** Seeded random numbers for simulations. A sampler gives the same stream for the same seed on every machine. */
export type Sampler = () => number;

/** Standard normal values. */
export function normalSampler(seed: number): Sampler {
  return ziggurat.factory({ seed });
}

/** Uniform values in [0, 1) with 32 random bits. */
export function uniformSampler(seed: number): Sampler {
  const integer = mt19937.factory({ seed });
  return () => integer() / 2 ** 32;
}

/**
 * Binomial(n, p) counts by inversion: the first count whose cumulative probability exceeds a uniform value. The table
 * makes it ten times faster than a general generator, which matters for the millions of small steps of a simulation.
 */
export function binomialSampler({ n, p, seed }: { n: number; p: number; seed: number }): Sampler {
  const cumulative = Float64Array.from({ length: n + 1 }, (_, count) => binomialCdf(count, n, p));
  const uniform = uniformSampler(seed);
  return () => {
    const u = uniform();
    let count = 0;
    while (count < n && cumulative[count]! <= u) count += 1;
    return count;
  };
}
