import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { planPartKindSchema } from './plan-answer.ts';

/** Every two parts of a plan removed together. */

const partSchema = z.object({ kind: planPartKindSchema, id: z.uuid(), name: z.string() });

/** Of one outcome, the worst first. Probabilities are fractions. */
export const planPairsSchema = z.object({
  outcome: z.object({ id: z.uuid(), name: z.string() }),
  pairs: z.array(
    z.object({
      parts: z.tuple([partSchema, partSchema]),
      /** That the target is reached without both. */
      probability: z.number().min(0).max(1),
      /** How much less than without the worse of the two alone. */
      beyond: z.number(),
    }),
  ),
  /** Pairs that were looked at. */
  count: z.number().int(),
  /** Bets and domains that matter least, which are in no pair since there are too many. */
  leftOut: z.number().int(),
  draws: z.number().int(),
  /** The largest that any of the probabilities can have. */
  standardError: z.number(),
  /** Draws, error and what was left out, in words. */
  sentence: z.string(),
});
export type PlanPairs = z.infer<typeof planPairsSchema>;

export const mostPairs = 1000;

export const listPlanPairs = defineEndpoint({
  method: 'GET',
  path: '/api/plans/:id/pairs',
  permission: 'plan:read',
  summary: 'Remove every two parts of a plan together',
  description:
    'The pairs without which the target of an outcome is reached least often, by simulation. The first question after a change takes up to some seconds: there are as many draws as that time allows, and of very many bets and domains only those that matter most are put in pairs; `sentence` says so.',
  params: z.object({ id: z.uuid() }),
  query: z.object({
    /** Of the plan. */
    outcome: z.uuid(),
    most: z.coerce.number().int().min(1).max(mostPairs).default(50),
  }),
  answer: planPairsSchema,
});
