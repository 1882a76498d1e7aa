import { z } from 'zod';
import { currencySchema } from './currency.ts';

/** A plan as a document (schema 1): what `plan check` reads, and what a workspace exports and imports. */

/** Of names and short texts. */
const longestName = 200;
const longestText = 5000;
/** Above any budget, and far from where sums lose whole numbers. */
const largest = 1e12;

const nameSchema = z.string().trim().min(1, 'Give it a name.').max(longestName, `At most ${longestName} characters.`);
const textSchema = z.string().trim().max(longestText);
const daySchema = z.iso.date();
const moneySchema = z.number().min(0).max(largest);
const hoursSchema = z.number().min(0).max(1e6);
const valueSchema = z.number().min(-largest).max(largest);
const probabilitySchema = z.number().min(0).max(1);

/** No less than, most likely, no more than. */
const threePointsSchema = z.strictObject({ low: valueSchema, likely: valueSchema, high: valueSchema });

export const planStatusSchema = z.enum(['planned', 'running', 'succeeded', 'failed', 'stopped']);
export type PlanStatus = z.infer<typeof planStatusSchema>;

/** Whether a bet is planned or runs: what comes of it is not known yet. */
export const isOpenBet = ({ status }: { status: PlanStatus }): boolean => status === 'planned' || status === 'running';

export const domainKindSchema = z.enum(['channel', 'audience', 'partner', 'asset', 'assumption']);
export type DomainKind = z.infer<typeof domainKindSchema>;

export const planDomainSchema = z.strictObject({
  name: nameSchema,
  kind: domainKindSchema.default('channel'),
  /** Chance that it fails in the period, once, for all its bets together. */
  failure: probabilitySchema,
  /** The most that bets drawing on it may stake together, in the reporting currency. */
  cap: moneySchema.nullable().optional(),
});
export type PlanDomain = z.infer<typeof planDomainSchema>;

export const planOutcomeSchema = z.strictObject({
  name: nameSchema,
  metric: nameSchema.nullable().optional(),
  unit: nameSchema.nullable().optional(),
  /** What it will be without the bets of this plan. */
  baseline: valueSchema,
  target: valueSchema,
  by: daySchema.nullable().optional(),
  /** `rise` is reached at the target or above, `fall` at the target or below. */
  direction: z.enum(['rise', 'fall']).default('rise'),
});
export type PlanOutcome = z.infer<typeof planOutcomeSchema>;

export const planBetSchema = z.strictObject({
  name: nameSchema,
  /** Name of the outcome that it is for. */
  outcome: nameSchema,
  stake: z
    .strictObject({
      money: moneySchema.default(0),
      hours: hoursSchema.default(0),
      coordinationHours: hoursSchema.default(0),
    })
    .prefault({}),
  /** Of stake, cap and spent; the plan's own when left out. */
  currency: currencySchema.optional(),
  /** That it succeeds by itself, whatever becomes of its domains. */
  probability: probabilitySchema,
  /** What it adds to the outcome when it succeeds and all its domains hold; one number stands for three that are equal. */
  payoff: z
    .union([valueSchema, threePointsSchema])
    .transform((given) => (typeof given === 'number' ? { low: given, likely: given, high: given } : given)),
  /** What it adds when it fails; below 0 it can hurt. */
  ifFails: valueSchema.default(0),
  /** Names of what it draws on. */
  domains: z.array(nameSchema).max(100).default([]),
  status: planStatusSchema.default('planned'),
  owner: nameSchema.nullable().optional(),
  discipline: nameSchema.nullable().optional(),
  hypothesis: textSchema.nullable().optional(),
  successMetric: textSchema.nullable().optional(),
  guardrails: z.array(textSchema).max(50).optional(),
  /** Each a sentence. */
  killCriteria: z.array(textSchema).max(50).optional(),
  /** The most that may be spent on it. */
  cap: moneySchema.nullable().optional(),
  /** When hypothesis, cap and kill criteria were recorded, in the words that hold. */
  agreedOn: daySchema.nullable().optional(),
  startsOn: daySchema.nullable().optional(),
  endsOn: daySchema.nullable().optional(),
  startedOn: daySchema.nullable().optional(),
  decidedOn: daySchema.nullable().optional(),
  spent: moneySchema.nullable().optional(),
  /** What it did add, once decided. */
  actualPayoff: valueSchema.nullable().optional(),
  /** Names of bets that must end before it can start. Order only: their chances are their own. */
  dependsOn: z.array(nameSchema).max(100).default([]),
});
export type PlanBet = z.infer<typeof planBetSchema>;

/** Each part for itself; `checkedPlanSchema` looks for contradictions between them. */
export const planDocumentSchema = z.strictObject({
  schema: z.literal(1),
  name: nameSchema.optional(),
  /** In which everything is added up. */
  currency: currencySchema.optional(),
  /** What one unit of another currency is in the plan's own from a day on, typed by hand. */
  rates: z
    .array(z.strictObject({ currency: currencySchema, on: daySchema, rate: z.number().gt(0).max(1e9) }))
    .max(1000)
    .default([]),
  period: z.strictObject({
    from: daySchema,
    to: daySchema,
    /** How many bets, and how much money, should fail in the period. */
    failureBudget: z
      .strictObject({ bets: z.number().min(0).max(10_000), money: moneySchema })
      .nullable()
      .optional(),
  }),
  domains: z.array(planDomainSchema).max(5000).default([]),
  outcomes: z.array(planOutcomeSchema).max(1000),
  bets: z.array(planBetSchema).max(10_000).default([]),
});

/** With what was left out filled in. */
export type PlanDocument = z.infer<typeof planDocumentSchema>;
