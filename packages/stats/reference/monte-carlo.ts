import { binomialSampler, normalSampler } from './random.ts';

/**
 * The Monte Carlo protocol of sequential methods: many streams, a look after every step, and the share of streams that
 * ever reject. The naive rule |z| > 1.96 on the same streams is the positive control: a harness in which it does not
 * reject far more often is not peeking.
 */

/** The limit that the naive rule takes from the fixed-sample test. */
const naiveLimit = 1.959963984540054;

/** Highest share of rejecting streams that passes: alpha plus three standard errors of the simulation. */
export function passBandUpper(alpha: number, streams: number): number {
  return alpha + 3 * Math.sqrt((alpha * (1 - alpha)) / streams);
}

export interface PeekingRates {
  /** Share of streams that the method under test ever rejects. */
  falsePositiveRate: number;
  /** Share of the same streams that the naive rule ever rejects. */
  naivePeekingRate: number;
}

/**
 * Streams of normal observations with a look after every one of them.
 *
 * Observations are taken less their true mean. With no effect that is the test of 0; with an effect it is whether the
 * interval around the running mean ever misses the truth, which is the same event.
 *
 * @param limits largest accepted distance of the running mean from the true one after 1, 2, ... observations
 */
export function peekAtNormalStreams(input: {
  streams: number;
  limits: readonly number[];
  sd: number;
  seed: number;
}): PeekingRates {
  const { streams, limits, sd, seed } = input;
  const draw = normalSampler(seed);
  // Limits of the sum rather than of the mean, in units of sd: one multiplication less in the innermost loop.
  const sumLimits = Float64Array.from(limits, (limit, index) => (limit * (index + 1)) / sd);
  const naiveLimits = Float64Array.from(limits, (_, index) => naiveLimit * Math.sqrt(index + 1));
  let rejected = 0;
  let naive = 0;
  for (let stream = 0; stream < streams; stream += 1) {
    let sum = 0;
    let out = false;
    let naiveOut = false;
    for (let look = 0; look < sumLimits.length; look += 1) {
      sum += draw();
      const distance = Math.abs(sum);
      if (distance >= sumLimits[look]!) out = true;
      if (distance > naiveLimits[look]!) naiveOut = true;
    }
    if (out) rejected += 1;
    if (naiveOut) naive += 1;
  }
  return { falsePositiveRate: rejected / streams, naivePeekingRate: naive / streams };
}

/** Both arms of a test of two rates at a look. */
export interface Look {
  control: { successes: number; n: number };
  treatment: { successes: number; n: number };
}

/** Whether the rule rejects at this look. */
export type Rule = (look: Look) => boolean;

/** Two-sided z test of two rates with plug-in variances, as somebody would read it at every look. */
export const naiveRule: Rule = ({ control, treatment }) => {
  const [p1, p2] = [control.successes / control.n, treatment.successes / treatment.n];
  const variance = (p1 * (1 - p1)) / control.n + (p2 * (1 - p2)) / treatment.n;
  return variance > 0 && Math.abs(p2 - p1) > naiveLimit * Math.sqrt(variance);
};

export interface RatePlan {
  streams: number;
  /** True rates. */
  rates: { control: number; treatment: number };
  /** Units of each arm at the first look. */
  firstLook: { control: number; treatment: number };
  /** Units that arrive in each arm between two looks. */
  step: { control: number; treatment: number };
  looks: number;
  seed: number;
}

/**
 * Share of streams of two Bernoulli arms that each rule ever rejects, all rules on the same streams. A rule that
 * rejected is not asked again in that stream.
 */
export function peekAtRates(plan: RatePlan, rules: readonly Rule[]): number[] {
  const { streams, rates, firstLook, step, looks, seed } = plan;
  const first = {
    control: binomialSampler({ n: firstLook.control, p: rates.control, seed }),
    treatment: binomialSampler({ n: firstLook.treatment, p: rates.treatment, seed: seed + 1 }),
  };
  const next = {
    control: binomialSampler({ n: step.control, p: rates.control, seed: seed + 2 }),
    treatment: binomialSampler({ n: step.treatment, p: rates.treatment, seed: seed + 3 }),
  };
  const rejections = rules.map(() => 0);
  for (let stream = 0; stream < streams; stream += 1) {
    const look: Look = {
      control: { successes: first.control(), n: firstLook.control },
      treatment: { successes: first.treatment(), n: firstLook.treatment },
    };
    const done = rules.map((rule) => rule(look));
    for (let count = 2; count <= looks; count += 1) {
      look.control.successes += next.control();
      look.control.n += step.control;
      look.treatment.successes += next.treatment();
      look.treatment.n += step.treatment;
      for (let rule = 0; rule < rules.length; rule += 1) {
        if (!done[rule] && rules[rule]!(look)) done[rule] = true;
      }
    }
    for (let rule = 0; rule < rules.length; rule += 1) if (done[rule]) rejections[rule]! += 1;
  }
  return rejections.map((count) => count / streams);
}
