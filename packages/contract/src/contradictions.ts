import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { draftSchema } from './drafts.ts';
import { defineEndpoint } from './endpoint.ts';

/** Where assumptions, learnings that people wrote down, computed learnings and tests say different things; and what surprised. */

const number = z.number().refine(Number.isFinite, 'must be finite');
const whole = z.number().int().nonnegative();

export const contradictionKinds = ['assumption', 'forecast', 'resolved', 'noted', 'test', 'scope', 'source'] as const;
export const contradictionKindSchema = z
  .enum(contradictionKinds)
  .describe(
    'assumption: an open one against what is known. forecast: what the team believed against what is known. resolved: how an assumption ended against what is known now. noted: a learning that somebody wrote down against a computed one. test: one test against the others. scope: a part of the tests (channel, older half) against the rest. source: two imports against each other.',
  );
export type ContradictionKind = z.infer<typeof contradictionKindSchema>;

const rangeSchema = z.object({ value: number, low: number, high: number });

export const tieDirections = ['raises', 'lowers', 'no-difference'] as const;

export const contradictionSideSchema = z.object({
  /** Who or what says it, in words. */
  who: z.string(),
  /** On the scale of the learning; null of a claim, which has no number. */
  effect: rangeSchema.nullable(),
  /** As a change of the reference's value; null of a claim, or where that is not above 0. */
  relative: rangeSchema.nullable(),
  tests: whole.nullable(),
  /** Of a claim: what it says that the level does; null of anything that has a number. */
  claims: z.enum(tieDirections).nullable(),
});
export type ContradictionSide = z.infer<typeof contradictionSideSchema>;

/** As long as the assumption or the note is there, and in the words of that day otherwise. */
const aboutSchema = z.object({ id: z.string(), name: z.string() }).nullable();

export const noticeSchema = z.object({
  /** Stays as long as what it is about does. */
  id: z.string(),
  kind: contradictionKindSchema,
  /** What is against what, with numbers. */
  sentence: z.string(),
  learning: z.object({
    ...{ id: z.string(), attribute: z.string(), name: z.string(), level: z.string(), reference: z.string() },
    ...{ metric: z.string(), scale: z.enum(['log-odds', 'difference', 'log-rate']), baseline: number },
  }),
  belief: aboutSchema,
  note: aboutSchema,
  test: aboutSchema,
  /** The one that is doubted, and the one it stands against. */
  sides: z.tuple([contradictionSideSchema, contradictionSideSchema]),
  /** How far they are apart: first less second; of a claim, from no effect. */
  size: z.object({
    effect: rangeSchema,
    /** As changes of the reference's value: 0.1 for ten points. */
    relative: rangeSchema.nullable(),
  }),
  /** That it is chance, adjusted for all that was asked. */
  adjustedPValue: number,
  cost: z
    .object({
      amount: number,
      measure: z.enum(['money', 'amount']),
      currency: z.string().nullable(),
      /** Of the assumption; or by what the metric is worth, over so many weeks. */
      from: z.enum(['assumption', 'value']),
      weeks: number.nullable(),
    })
    .nullable(),
  costSentence: z.string(),
  /** The cheapest that would tell; null where none would within the weeks that a decision counts. */
  telling: z
    .object({
      tests: whole,
      unitsPerVariation: whole,
      units: whole,
      days: whole,
      cost: number.nullable(),
    })
    .nullable(),
  tellingSentence: z.string(),
  /** When it was found first. */
  raisedAt: z.iso.datetime(),
  dismissed: z.object({ by: actorSchema, at: z.iso.datetime(), reason: z.string() }).nullable(),
  /** Dismissed before, and back since its numbers changed. */
  returned: z.object({ at: z.iso.datetime(), reason: z.string() }).nullable(),
  /** Only whoever may see the forecasts of an open assumption sees it: it cannot be dismissed for all. */
  onlyYou: z.boolean(),
});
export type ContradictionNotice = z.infer<typeof noticeSchema>;

export const getContradictions = defineEndpoint({
  method: 'GET',
  path: '/api/contradictions',
  permission: 'learnings:read',
  summary: 'List what contradicts each other, the costliest first',
  description:
    'Assumptions, written learnings, tests, parts of the tests and imports against what all tests together say. Only what chance would hardly bring is listed: see `asked`. What members believe of an open assumption is told only to who may see it.',
  query: z.object({
    state: z.enum(['open', 'dismissed']).default('open'),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  answer: z.object({
    contradictions: noticeSchema.array(),
    /** Found and not listed. */
    more: whole,
    /** Of the other state. */
    others: whole,
    asked: z.object({
      /** Questions that were asked of claims and single tests, and the share of what is listed of them that may be chance. */
      questions: whole,
      falseDiscoveries: number,
      /** Questions about parts of the tests, and the chance that any of what is listed of them is chance. */
      scopes: whole,
      familyWise: number,
    }),
    /** Assumptions and written learnings that nobody has tied to a computed learning: nothing can be said of them. */
    untied: z.object({ beliefs: whole, notes: whole }),
    /** The learnings behind it are being computed anew. */
    outdated: z.boolean(),
  }),
});

export const countContradictions = defineEndpoint({
  method: 'GET',
  path: '/api/contradictions/count',
  permission: 'learnings:read',
  summary: 'Count the open contradictions, as they were found last',
  answer: z.object({ open: whole }),
});

const ofNotice = z.object({ id: z.string().max(200) });

export const dismissContradiction = defineEndpoint({
  method: 'POST',
  path: '/api/contradictions/:id/dismissal',
  permission: 'learnings:write',
  summary: 'Dismiss a contradiction with a reason',
  description:
    'For all members. It comes back by itself when its numbers leave the interval of that day, or change by more than half. 409 when somebody dismissed it already.',
  params: ofNotice,
  body: z.strictObject({ reason: z.string().trim().min(1, 'Say why.').max(1000, 'At most 1,000 characters.') }),
  answer: noticeSchema,
});

export const restoreContradiction = defineEndpoint({
  method: 'DELETE',
  path: '/api/contradictions/:id/dismissal',
  permission: 'learnings:write',
  summary: 'Take back that a contradiction was dismissed',
  params: ofNotice,
  answer: noticeSchema,
});

export const draftOfContradiction = defineEndpoint({
  method: 'POST',
  path: '/api/contradictions/:id/draft',
  permission: 'learnings:write',
  summary: 'Draft the cheapest test that would tell',
  description: 'Of several that are needed, one. 409 where none would tell within the weeks that a decision counts.',
  params: ofNotice,
  answer: draftSchema,
  status: 201,
});

export const tieSchema = z.object({
  attribute: z.string().trim().min(1).max(300),
  level: z.string().trim().min(1).max(200),
  metric: z.string().trim().min(1).max(200),
  /** What the claim says that the level does to the metric. */
  direction: z.enum(tieDirections),
});
export type Tie = z.infer<typeof tieSchema>;

/** Of an assumption, or of a learning that somebody wrote down. */
const tiedSchema = z.object({ kind: z.enum(['belief', 'note']), id: z.uuid() });

const storedTieSchema = tieSchema.extend({
  of: tiedSchema,
  /** By the rule of the assumption, which names the learning itself; such a tie is changed with the rule. */
  byRule: z.boolean(),
});
export type StoredTie = z.infer<typeof storedTieSchema>;

export const listTies = defineEndpoint({
  method: 'GET',
  path: '/api/ties',
  permission: 'learnings:read',
  summary: 'List which assumptions and written learnings say something of a computed learning',
  answer: z.object({ ties: storedTieSchema.array() }),
});

export const setTie = defineEndpoint({
  method: 'POST',
  path: '/api/ties/:kind/:id',
  permission: 'learnings:write',
  summary: 'Say what an assumption or a written learning says of a computed one',
  description: 'So that they can be compared. 409 for an assumption whose rule names a learning: its rule is the tie.',
  params: tiedSchema,
  body: z.strictObject(tieSchema.shape),
  answer: storedTieSchema,
});

export const deleteTie = defineEndpoint({
  method: 'DELETE',
  path: '/api/ties/:kind/:id',
  permission: 'learnings:write',
  summary: 'Untie an assumption or a written learning from a computed one',
  params: tiedSchema,
});

export const surpriseSchema = z.object({
  learning: z.object({
    ...{ id: z.string(), attribute: z.string(), name: z.string(), level: z.string(), reference: z.string() },
    ...{ metric: z.string(), scale: z.enum(['log-odds', 'difference', 'log-rate']), baseline: number },
  }),
  /** By members before it was known, or by the effects of everything else in the library. */
  expectedBy: z.enum(['members', 'library']),
  /** On the scale of the learning, where an effect was to lie; null of members, who give a probability. */
  expected: rangeSchema.nullable(),
  expectedRelative: rangeSchema.nullable(),
  /** That members gave to what happened; null by the library. */
  probability: number.nullable(),
  belief: aboutSchema,
  found: rangeSchema,
  foundRelative: rangeSchema.nullable(),
  /** How seldom something as far from what was expected happens: 0.02 for 1 in 50. */
  seldom: number,
  /** How far out, in standard deviations of what was expected; null of members. */
  distance: number.nullable(),
  sentence: z.string(),
});
export type Surprise = z.infer<typeof surpriseSchema>;

export const getSurprises = defineEndpoint({
  method: 'GET',
  path: '/api/surprises',
  permission: 'learnings:read',
  summary: 'List known learnings that were expected otherwise, the most surprising first',
  description:
    'Against what members had given before it was known, where an assumption about it is resolved; else against the effects of everything else in the library (empirical Bayes, the learning itself left out).',
  query: z.object({
    metric: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(5),
  }),
  answer: z.object({ surprises: surpriseSchema.array(), more: whole }),
});
