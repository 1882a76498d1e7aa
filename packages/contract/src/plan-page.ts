import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { defineEndpoint } from './endpoint.ts';
import { planStatusSchema } from './plan-document.ts';
import { shareDays } from './shares.ts';
import { locales } from './workspace.ts';

/** The page of a plan for the many: by a secret link, without an account, in plain words. */

export const planLinkSchema = z.object({
  id: z.uuid(),
  /** For whom it was made, as its maker wrote it; the page does not show it. */
  madeFor: z.string(),
  by: actorSchema,
  state: z.enum(['active', 'expired', 'revoked']),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** How often its page was loaded. Who did is not known. */
  opens: z.number().int(),
  lastOpenedAt: z.iso.datetime().nullable(),
});
export type PlanLink = z.infer<typeof planLinkSchema>;

const params = z.object({ id: z.uuid() });

export const listPlanLinks = defineEndpoint({
  method: 'GET',
  path: '/api/plans/:id/links',
  permission: 'shares:read',
  summary: 'List the links to the page of a plan, newest first',
  params,
  answer: z.object({ links: z.array(planLinkSchema) }),
});

export const makePlanLink = defineEndpoint({
  method: 'POST',
  path: '/api/plans/:id/links',
  permission: 'shares:write',
  summary: 'Make a link to the page of a plan for people without an account',
  description:
    'Whoever has it reads what was tried, what failed and what that saved, what was learned, where the plan stands and what comes next, until it ends. The link is in this answer and nowhere else.',
  params,
  body: z.strictObject({
    madeFor: z.string().trim().max(80, 'At most 80 characters.').default(''),
    days: z.literal([...shareDays]).default(90),
  }),
  answer: z.object({ link: planLinkSchema, url: z.url() }),
  status: 201,
});

export const revokePlanLink = defineEndpoint({
  method: 'DELETE',
  path: '/api/plan-links/:id',
  permission: 'shares:write',
  summary: 'End a link to the page of a plan',
  params,
});

const money = z.number().nullable();

/**
 * All that the page shows, filled field by field. No person and no partner is named; what people wrote in the names of bets, their
 * hypotheses and what was learned is shown as it stands.
 */
export const sharedPlanSchema = z.object({
  workspace: z.string(),
  locale: z.enum(locales),
  asOf: z.iso.date(),
  name: z.string(),
  from: z.iso.date(),
  to: z.iso.date(),
  currency: z.string().nullable(),
  outcomes: z.array(
    z.object({
      name: z.string(),
      unit: z.string().nullable(),
      baseline: z.number(),
      target: z.number(),
      by: z.iso.date().nullable(),
      current: z.object({ on: z.iso.date(), value: z.number() }).nullable(),
      direction: z.enum(['rise', 'fall']),
      probability: z.number(),
      sentence: z.string(),
      /** Half of all possible periods end between these. */
      range: z.object({ low: z.number(), high: z.number() }),
      /** Without what the target is missed more often than not, the worst first, at most three. `name` is null for a partner. */
      worries: z.array(
        z.object({
          kind: z.enum(['bet', 'channel', 'audience', 'partner', 'asset', 'assumption']),
          name: z.string().nullable(),
          probability: z.number(),
        }),
      ),
    }),
  ),
  /** What ended, newest first; money in the currency of the plan. */
  tried: z.array(
    z.object({
      name: z.string(),
      hypothesis: z.string(),
      status: planStatusSchema,
      decidedOn: z.iso.date().nullable(),
      cost: money,
      /** What was staked and not spent, of what failed or was stopped. */
      saved: money,
      learned: z.string(),
    }),
  ),
  running: z.array(z.object({ name: z.string(), hypothesis: z.string(), endsOn: z.iso.date().nullable() })),
  next: z.array(z.object({ name: z.string(), hypothesis: z.string(), startsOn: z.iso.date().nullable() })),
  /** In one sentence; null without a failure budget. */
  failureBudget: z.string().nullable(),
  saved: z.number(),
  /** How long before their planned end bets were stopped or failed, on average; null where none was. */
  daysEarly: z.number().nullable(),
});
export type SharedPlan = z.infer<typeof sharedPlanSchema>;

export const openSharedPlan = defineEndpoint({
  method: 'POST',
  path: '/api/shared-plan',
  permission: 'public',
  summary: 'Read the page of a plan that a link shows',
  changes: false,
  description:
    'The token is what stands behind # in the link. 410 when the link has ended, was revoked, or never was one. 429 after many wrong tokens.',
  body: z.strictObject({ token: z.string().min(1).max(200) }),
  answer: sharedPlanSchema,
});
