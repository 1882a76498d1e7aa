import { z } from 'zod';
import { currencySchema } from './currency.ts';
import { defineEndpoint } from './endpoint.ts';

/** What to test next: proposals by the value of what a test would tell, and what that value is computed with. */

const number = z.number().refine(Number.isFinite, 'must be finite');
const most = (limit: number) => number.min(0).max(limit);

/** Null where the workspace has not said it: then `ProposalBasis` says what is taken instead. */
const settingsShape = {
  /** The metric that tests are to improve; null: the one that most tests carry. */
  metric: z.string().min(1).max(200).nullable(),
  /** What one success more (or one more of a mean) is worth, in the currency of the workspace. */
  valueOfOne: number.positive().max(1e9).nullable(),
  /** Units that can be tested, and that the decision concerns, in a week. */
  unitsPerWeek: number.min(10).max(1e10).nullable(),
  /** For how many weeks from today a decision counts. */
  weeks: number.min(1).max(520),
  /** In the currency of the workspace. */
  costPerTest: most(1e9),
  costPerWeek: most(1e9),
  mostVariations: z.number().int().min(2).max(16),
  /** Whether a decision is about all that comes (mails, articles), or about the one place that is tested (a page). */
  reach: z.enum(['everywhere', 'one-place']),
};
export const proposalSettingsSchema = z.object({ ...settingsShape, version: z.number().int() });
export type ProposalSettings = z.infer<typeof proposalSettingsSchema>;

export const proposalKinds = [
  'uncertain',
  'contradiction',
  'stale',
  'untested',
  'assumption',
  'idea',
  'combined',
] as const;
export type ProposalKind = (typeof proposalKinds)[number];

/** The reference first. */
export const testedAttributeSchema = z.object({ id: z.string(), name: z.string(), levels: z.array(z.string()) });
export type TestedAttribute = z.infer<typeof testedAttributeSchema>;

/** What a test is to tell more of. */
export const proposalSourceSchema = z.object({ kind: z.enum(['learning', 'idea', 'assumption']), id: z.string() });
export type ProposalSource = z.infer<typeof proposalSourceSchema>;

export const designKindSchema = z.enum(['two-variations', 'full-factorial', 'fraction']);
export type DesignKind = z.infer<typeof designKindSchema>;

export const proposalSchema = z.object({
  /** Stays as long as what it is about does. */
  id: z.string(),
  kind: z.enum(proposalKinds),
  title: z.string(),
  /** Why it is proposed, what decision it could change, and how the figures could be wrong. */
  why: z.string(),
  decision: z.string(),
  caution: z.string(),
  attributes: z.array(testedAttributeSchema),
  /** Learnings, ideas and assumptions it comes from. */
  from: proposalSourceSchema.array(),
  design: designKindSchema,
  variations: z.number().int(),
  unitsPerVariation: z.number().int(),
  units: z.number().int(),
  days: z.number().int(),
  /** What is believed of the effect before the test, as a change of the metric's value for the better; null of an assumption. */
  expected: z.object({ relative: number, low: number, high: number }).nullable(),
  /** Expected value of the test (EVSI) over the weeks that its decision counts, in the measure of the answer. */
  worth: number,
  /** Of running it; 0 where the measure is not money. */
  cost: number,
  /** Worth per unit of cost, or per week where nothing costs. Proposals are in its order. */
  rate: number,
  /** Chance that the test changes what would be done without it. */
  changesMind: number.min(0).max(1),
});
export type Proposal = z.infer<typeof proposalSchema>;

/** What the figures were computed with, and where each came from. */
export const proposalBasisSchema = z.object({
  metric: z.string().nullable(),
  lowerIsBetter: z.boolean(),
  /** Of one unit of the metric. */
  baseline: number.nullable(),
  unitsPerWeek: number,
  /** True where nobody said it and the tests so far tell it. */
  unitsPerWeekFromTests: z.boolean(),
  unitsPerWeekOrigin: z
    .discriminatedUnion('from', [
      z.object({ from: z.literal('settings') }),
      z.object({ from: z.literal('months'), months: z.number().int() }),
      z.object({ from: z.literal('test-size') }),
    ])
    .describe(
      'settings: somebody said so. months: the median of what was tested in a month, over so many months with dated tests. test-size: the median size of a test, taken for a week, as fewer than two months are known.',
    ),
  /** `money`: of the workspace's currency. `amount`: successes, or what the metric counts. */
  measure: z.enum(['money', 'amount']),
  currency: currencySchema.nullable(),
  /** What `rate` is per. */
  per: z.enum(['cost', 'week']),
  /** What a week counts for beside other costs: 0 where it has a cost of its own, or all tests fit into the weeks. */
  weekPrice: number,
  /** Spread of the effects of attributes in this library, as relative changes; null where too few are known. */
  priorSpread: number.nullable(),
});
export type ProposalBasis = z.infer<typeof proposalBasisSchema>;

export const proposalsSchema = z.object({
  /** `no-tests`: no metric is known yet. `nothing`: no test would be worth anything. */
  state: z.enum(['no-tests', 'nothing', 'ready']),
  /** The learnings behind it are being computed anew. */
  outdated: z.boolean(),
  proposals: z.array(proposalSchema),
  /** Ranked and not listed. */
  more: z.number().int(),
  basis: proposalBasisSchema,
  /** What past tests are worth in the next test of two variations, and the days in which as many units come; null where not known. */
  saved: z.object({ metric: z.string(), unitsPerVariation: number, units: number, days: number }).nullable(),
  settings: proposalSettingsSchema,
  /** Metrics of the tests, the most frequent first. */
  metrics: z.array(z.string()),
  notes: z.array(z.string()),
});
export type Proposals = z.infer<typeof proposalsSchema>;

export const getProposals = defineEndpoint({
  method: 'GET',
  path: '/api/proposals',
  permission: 'learnings:read',
  summary: 'List what to test next, the most valuable first',
  description:
    'From uncertain and contradicted learnings, stale ones, attributes that no test varies, open assumptions and ideas, by the expected value of the information of a test over its cost.',
  query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(20) }),
  answer: proposalsSchema,
});

export const getProposalSettings = defineEndpoint({
  method: 'GET',
  path: '/api/proposals/settings',
  permission: 'learnings:read',
  summary: 'Read what proposals are computed with',
  answer: proposalSettingsSchema,
});

export const changeProposalSettings = defineEndpoint({
  method: 'PATCH',
  path: '/api/proposals/settings',
  permission: 'learnings:write',
  summary: 'Change what proposals are computed with',
  description: 'What is left out stays as it is. 409 when somebody else changed them since `version`.',
  body: z.strictObject({ version: z.int32(), ...z.strictObject(settingsShape).partial().shape }),
  answer: proposalSettingsSchema,
});
