import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { beliefScoreSchema } from './belief-scores.ts';
import { defineEndpoint } from './endpoint.ts';
import { roleSchema } from './roles.ts';

/** The register of assumptions: what the team believes, how sure each member is, and how it turned out. */

const line = (what: string, most: number) =>
  z.string().trim().min(1, `Write ${what}.`).max(most, `At most ${most} characters.`);
const name = z.string().max(200);
/** The test that will tell; null: it is not there yet and is named when it is. */
const experimentId = z.uuid().nullable();
/** Null: the first metric of the test, which decides. */
const metric = name.nullable();
/** Null: the one variation that is compared; a test of several needs a name. */
const variation = name.nullable();

/** How it will turn out whether the claim is true. */
export const resolutionRuleSchema = z.discriminatedUnion('by', [
  z
    .strictObject({
      by: z.literal('experiment'),
      ...{ experimentId, metric, variation },
      expects: z.enum(['won', 'lost', 'no-difference']),
    })
    .describe(
      'By the verdict of a test: true when it is the expected one, false when it is another settled one. Inconclusive and invalid tests settle nothing.',
    ),
  z
    .strictObject({
      by: z.literal('metric'),
      ...{ experimentId, metric, variation },
      measure: z.enum(['value', 'difference', 'lift']),
      operator: z.enum(['>', '>=', '<', '<=']),
      /** In the metric's unit; of a lift or a rate a fraction, 0.05 for 5%. */
      threshold: z.number(),
      reading: z.enum(['interval', 'estimate']),
    })
    .describe(
      'By a number of a test. With `interval` the whole interval must be on one side of the threshold; a value has none and is read as it is.',
    ),
  z
    .strictObject({
      by: z.literal('condition'),
      ...{ experimentId, metric, variation },
      condition: line('a condition', 2000),
    })
    .describe(
      'By a condition in CEL on the numbers of a test: value, controlValue, difference, differenceLow, differenceHigh, lift, liftLow, liftHigh, pValue, adjustedPValue, units, verdict.',
    ),
  z
    .strictObject({
      by: z.literal('learning'),
      ...{ attribute: line('an attribute', 200), level: line('a level', 200), metric: line('a metric', 200) },
      direction: z.enum(['raises', 'lowers']),
    })
    .describe('By what is learned over tests of a level of an attribute, when its interval leaves 0 on one side.'),
  z.strictObject({ by: z.literal('hand') }).describe('By somebody, with a reason.'),
]);
export type ResolutionRule = z.infer<typeof resolutionRuleSchema>;

export const beliefStates = ['open', 'true', 'false', 'void'] as const;
export const beliefStateSchema = z.enum(beliefStates);
export type BeliefState = z.infer<typeof beliefStateSchema>;

const probability = z.number().min(0, 'A probability is 0 or more.').max(1, 'A probability is 1 or less.');

/** What it was resolved by, kept as it was on that day. */
export const beliefEvidenceSchema = z.object({
  at: z.iso.datetime(),
  by: actorSchema,
  reason: z.string(),
  /** What was read; a number that the test does not have is null. */
  numbers: z.record(z.string(), z.union([z.number(), z.string()]).nullable()),
  /** The question that was asked of the numbers; null by hand. */
  query: z.string().nullable(),
  /** The test as it was called; it may be gone by now. */
  experiment: z.object({ id: z.uuid(), title: z.string(), analysisId: z.uuid() }).nullable(),
});
export type BeliefEvidence = z.infer<typeof beliefEvidenceSchema>;

export const beliefSchema = z.object({
  id: z.uuid(),
  /** One sentence. */
  claim: z.string(),
  topic: z.string(),
  /** What is decided by it. */
  hangsOn: z.string(),
  /** In the currency of the workspace. */
  costIfWrong: z.number().nullable(),
  rule: resolutionRuleSchema,
  /** Until the end of this day, in the time zone of the workspace, members can answer. */
  dueOn: z.iso.date().nullable(),
  state: beliefStateSchema,
  /** Why it cannot be resolved by its rule, as of the last look; null: it can, or it waits. */
  blocked: z.string().nullable(),
  evidence: beliefEvidenceSchema.nullable(),
  by: actorSchema,
  createdAt: z.iso.datetime(),
  version: z.number().int(),
  forecasts: z.object({
    /** Members who gave a probability. */
    count: z.number().int(),
    /** One's own: the one that counts, and all of them, oldest first. Null: none yet. */
    mine: z
      .object({
        probability,
        history: z.array(z.object({ probability, givenAt: z.iso.datetime(), afterReveal: z.boolean() })),
      })
      .nullable(),
    /** Whether one has looked at the others’: what is given after that does not count. */
    revealed: z.boolean(),
    /**
     * The others’ that count, named where they share, sorted by probability. Null: withheld until one has answered and asked to see
     * them, or until it is resolved.
     */
    others: z.array(z.object({ name: z.string().nullable(), role: roleSchema.nullable(), probability })).nullable(),
    /** Of all members; withheld as `others`. */
    mean: probability.nullable(),
  }),
  /** What whoever asks may do with it now. */
  may: z.object({
    answer: z.boolean(),
    reveal: z.boolean(),
    change: z.boolean(),
    resolve: z.boolean(),
    delete: z.boolean(),
  }),
});
export type Belief = z.infer<typeof beliefSchema>;

const fields = {
  claim: line('the claim in one sentence', 300),
  topic: z.string().trim().max(60),
  hangsOn: z.string().trim().max(2000),
  costIfWrong: z.number().min(0).max(1e15).nullable(),
  rule: resolutionRuleSchema,
  dueOn: z.iso.date().nullable(),
};

export const listBeliefs = defineEndpoint({
  method: 'GET',
  path: '/api/beliefs',
  permission: 'beliefs:read',
  summary: 'List assumptions, newest first',
  query: z.object({
    state: beliefStateSchema.optional(),
    topic: z.string().max(60).optional(),
    /** In claim and topic; all words must occur. */
    search: z.string().max(200).optional(),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  answer: z.object({
    total: z.number().int(),
    beliefs: z.array(beliefSchema),
    /** All that occur, by name. */
    topics: z.array(z.string()),
  }),
});

const ofBelief = z.object({ id: z.uuid() });

export const createBelief = defineEndpoint({
  method: 'POST',
  path: '/api/beliefs',
  permission: 'beliefs:write',
  summary: 'Write down an assumption',
  description: 'A test that is judged already needs a `dueOn`: until then members answer, then its answer is read.',
  body: z.strictObject({
    ...fields,
    topic: fields.topic.default(''),
    hangsOn: fields.hangsOn.default(''),
    costIfWrong: fields.costIfWrong.default(null),
    rule: fields.rule.default({ by: 'hand' }),
    dueOn: fields.dueOn.default(null),
  }),
  answer: beliefSchema,
  status: 201,
});

export const getBelief = defineEndpoint({
  method: 'GET',
  path: '/api/beliefs/:id',
  permission: 'beliefs:read',
  summary: 'Read an assumption',
  description: 'Of who has not answered, or has not asked to see them, the forecasts of others are withheld.',
  params: ofBelief,
  answer: beliefSchema,
});

export const changeBelief = defineEndpoint({
  method: 'PATCH',
  path: '/api/beliefs/:id',
  permission: 'beliefs:write',
  summary: 'Change an assumption',
  description:
    'Once somebody answered, claim and rule stay as they were answered; a test that was not there yet can still be named. 409 when it was changed since `version`, or is resolved.',
  params: ofBelief,
  body: z.strictObject({ version: z.int32() }).extend(z.object(fields).partial().shape),
  answer: beliefSchema,
});

export const deleteBelief = defineEndpoint({
  method: 'DELETE',
  path: '/api/beliefs/:id',
  permission: 'beliefs:write',
  summary: 'Delete an assumption that nobody else answered',
  description: 'Others’ forecasts are theirs: one that has some is made void instead.',
  params: ofBelief,
  query: z.object({
    version: z.coerce
      .number()
      .int()
      .min(1)
      .max(2 ** 31 - 1),
  }),
});

export const giveForecast = defineEndpoint({
  method: 'POST',
  path: '/api/beliefs/:id/forecast',
  permission: 'beliefs:answer',
  summary: 'Give one’s own probability',
  description:
    'As often as one likes while it is open; the last one before looking at the others’ counts, and all are kept. `warnings` says what 0 and 1 cost.',
  params: ofBelief,
  body: z.strictObject({ probability }),
  answer: beliefSchema.extend({ warnings: z.array(z.string()) }),
});

export const revealForecasts = defineEndpoint({
  method: 'POST',
  path: '/api/beliefs/:id/reveal',
  permission: 'beliefs:answer',
  summary: 'See what the others believe',
  description: 'After one’s own probability was given. What one gives afterwards is kept, and does not count.',
  params: ofBelief,
  answer: beliefSchema,
});

export const resolveBelief = defineEndpoint({
  method: 'POST',
  path: '/api/beliefs/:id/resolve',
  permission: 'beliefs:write',
  summary: 'Say how an assumption turned out, or correct it',
  description: 'By hand, with a reason. `void`: it cannot be told; its forecasts are not scored.',
  params: ofBelief,
  body: z.strictObject({
    version: z.int32(),
    state: z.enum(['true', 'false', 'void']),
    reason: line('why', 2000),
  }),
  answer: beliefSchema,
});

export const getBeliefScores = defineEndpoint({
  method: 'GET',
  path: '/api/beliefs/scores',
  permission: 'beliefs:read',
  summary: 'Read how well forecasts did: one’s own, of those who share theirs, and of the team',
  description:
    'By name, never by score. A topic or role from which one member who does not share could be worked out is left out.',
  answer: z.object({
    /** Null for a key, and for who has no forecast of a resolved assumption. */
    mine: beliefScoreSchema.nullable(),
    myTopics: z.array(beliefScoreSchema.extend({ topic: z.string() })),
    sharesScores: z.boolean(),
    members: z.array(beliefScoreSchema.extend({ member: z.object({ id: z.uuid(), name: z.string() }) })),
    /** Null: from it one member who does not share could be worked out. */
    team: beliefScoreSchema.nullable(),
    topics: z.array(beliefScoreSchema.extend({ topic: z.string() })),
    roles: z.array(beliefScoreSchema.extend({ role: roleSchema })),
    notes: z.array(z.string()),
  }),
});

export const shareScores = defineEndpoint({
  method: 'PATCH',
  path: '/api/beliefs/sharing',
  permission: 'beliefs:answer',
  summary: 'Share one’s own scores and the name beside one’s forecasts, or not',
  body: z.strictObject({ sharesScores: z.boolean() }),
  answer: z.object({ sharesScores: z.boolean() }),
});
