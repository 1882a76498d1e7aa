import { z } from 'zod';
import { domainKindSchema } from './plan-document.ts';

/** What `plan check --json` prints and the API answers of a plan (schema 1). Probabilities are fractions. */

const probability = z.number().min(0).max(1);
const nullable = z.number().nullable();

export const planPartKindSchema = z.enum(['bet', 'domain']);
export type PlanPartKind = z.infer<typeof planPartKindSchema>;

const partSchema = z.object({
  kind: planPartKindSchema,
  name: z.string(),
  /** Null of a bet. */
  domainKind: domainKindSchema.nullable(),
});

/** The chance without it: a removed bet is not run, a removed domain fails for certain. */
export const planRemovalSchema = partSchema.extend({
  probability,
  /** How much smaller than with it; below 0 the plan would be better without. */
  drop: z.number(),
  /** Of `drop`: both are of the same draws. Null when exact. */
  standardError: nullable,
});
export type PlanRemoval = z.infer<typeof planRemovalSchema>;

export const singlePointSchema = partSchema.extend({ probability, drop: z.number(), sentence: z.string() });
export type SinglePoint = z.infer<typeof singlePointSchema>;

export const outcomeAnswerSchema = z.object({
  name: z.string(),
  baseline: z.number(),
  target: z.number(),
  by: z.string().nullable(),
  direction: z.enum(['rise', 'fall']),
  /** That the target is reached. */
  probability,
  /** Of the probability, from the number of draws; null when exact. */
  standardError: nullable,
  method: z.enum(['exact', 'simulated']),
  /** Null when exact. */
  draws: z.number().int().nullable(),
  mean: z.number(),
  quantiles: z.object({ p05: z.number(), p25: z.number(), p50: z.number(), p75: z.number(), p95: z.number() }),
  /** How far from the target it ends, 0 where it is reached: on average, and on average of the worst tenth (CVaR). */
  shortfall: z.object({ mean: z.number(), worstTenth: z.number() }),
  /** In one sentence. */
  sentence: z.string(),
  /** Each of its bets, and each domain that one of them draws on, largest drop first. */
  without: z.array(planRemovalSchema),
  importance: z.array(
    z.object({
      bet: z.string(),
      /** P(target | it succeeds by itself) − P(target | it fails); 0 of what is decided. */
      birnbaum: z.number(),
      /** That it has failed and that matters, given that the target is missed; null when it cannot be missed. */
      criticality: nullable,
    }),
  ),
  /** Of the expected payoff over bets; null where nothing is expected. */
  concentration: z
    .object({
      /** Sum of squared shares: 1 is a single bet. */
      hhi: z.number(),
      /** As many equal bets would be as concentrated. */
      effectiveBets: z.number(),
      largest: z.object({ bet: z.string(), share: z.number() }),
    })
    .nullable(),
  singlePoints: z.array(singlePointSchema),
});
export type OutcomeAnswer = z.infer<typeof outcomeAnswerSchema>;

export const burnWindowSchema = z.object({
  window: z.enum(['period', 'four-weeks', 'week']),
  from: z.string(),
  /** Days of it inside the period. */
  days: z.number().int(),
  bets: z.number(),
  money: z.number(),
  /** Used over what the window's share of the budget is: 1 uses it up on the last day. Null where there is no budget or no day. */
  betsRate: nullable,
  moneyRate: nullable,
});

export const failureBudgetSchema = z.object({
  bets: z.number(),
  money: z.number(),
  usedBets: z.number().int(),
  usedMoney: z.number(),
  /** What would be used by now at an even pace. */
  expectedBets: z.number(),
  expectedMoney: z.number(),
  /** The faster of bets and money over the period so far; null before it began or without a budget. */
  burnRate: nullable,
  /** The day on which it is used up at this pace, or was; null when it lasts. */
  exhaustedOn: z.string().nullable(),
  verdict: z.enum(['under-used', 'on track', 'over-used']),
  sentence: z.string(),
  windows: z.array(burnWindowSchema),
  /** Used, and what the open bets are expected to lose by their own chances. */
  forecastBets: z.number(),
  forecastMoney: z.number(),
  /** Stakes of failed and stopped bets that were not spent. */
  lossesAvoided: z.number(),
  /** Failed, but not counted, each with the reason. */
  notCounted: z.array(z.object({ bet: z.string(), reason: z.string() })),
  /** One sentence each. */
  alerts: z.array(z.object({ kind: z.enum(['under-used', 'over-used', 'exhausted', 'fast']), sentence: z.string() })),
});
export type FailureBudgetAnswer = z.infer<typeof failureBudgetSchema>;

export const capAnswerSchema = z.object({
  domain: z.string(),
  kind: domainKindSchema,
  cap: z.number(),
  /** Stakes of planned and running bets, and what decided ones cost. */
  planned: z.number(),
  spent: z.number(),
  verdict: z.enum(['within', 'over']),
  sentence: z.string(),
});
export type CapAnswer = z.infer<typeof capAnswerSchema>;

export const planAnswerSchema = z.object({
  schema: z.literal(1),
  /** The day for which it was asked. */
  on: z.string(),
  currency: z.string().nullable(),
  outcomes: z.array(outcomeAnswerSchema),
  failureBudget: failureBudgetSchema.nullable(),
  caps: z.array(capAnswerSchema),
  /** With all of these removed at once, where that was asked for. */
  together: z
    .object({
      parts: z.array(partSchema),
      outcomes: z.array(z.object({ name: z.string(), probability, drop: z.number() })),
    })
    .nullable(),
  /** Of what was simulated, null where all is exact. The same seed gives the same answer. */
  simulation: z.object({ seed: z.number().int(), draws: z.number().int() }).nullable(),
  /** What is allowed, and worth saying. */
  notes: z.array(z.string()),
});
export type PlanAnswer = z.infer<typeof planAnswerSchema>;
