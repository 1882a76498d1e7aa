import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { defineEndpoint } from './endpoint.ts';
import { roleSchema } from './roles.ts';

/** Meetings that come back: when they are, who comes, and which evidence their agenda is made of. */

/** What a block of an agenda is filled with. `talk` is filled with nothing: it always comes. */
export const blockKinds = [
  'verdicts',
  'assumptions',
  'learnings',
  'proposals',
  'follow-ups',
  'decisions',
  'outcomes',
  'bets',
  'breakers',
  'failure-budget',
  'domains',
  'hand-offs',
  'talk',
] as const;
export const blockKindSchema = z.enum(blockKinds);
export type BlockKind = z.infer<typeof blockKindSchema>;

const line = (longest: number, missing: string) =>
  z.string().trim().min(1, missing).max(longest, `At most ${longest} characters.`);

export const ritualBlockSchema = z.object({
  kind: blockKindSchema,
  title: line(120, 'Give the block a title.'),
  /** What it is for, in a sentence. */
  why: z.string().trim().max(400, 'At most 400 characters.'),
  minutes: z.number().int().min(1).max(240),
});
export type RitualBlock = z.infer<typeof ritualBlockSchema>;

/** A date and a time of day where the ritual is, without a zone. Also what an occurrence is called: by when the rule has it. */
export const localTimeSchema = z
  .string()
  .regex(/^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/, 'Write it as 2026-11-24T10:00.');

export const cadenceSchema = z.strictObject({
  /** The first time, as clocks there show it (DTSTART). */
  start: localTimeSchema,
  /** IANA name (TZID): the clocks by which it is held, whatever they do in between. */
  timeZone: z.string().min(1).max(60),
  /** A recurrence rule of RFC 5545 without DTSTART, such as FREQ=WEEKLY;BYDAY=TU. Null: once. */
  rule: z.string().trim().max(200, 'At most 200 characters.').nullable(),
});
export type Cadence = z.infer<typeof cadenceSchema>;

export const occurrenceSchema = z.object({
  /** When the rule has it, where the ritual is; it stays when the occurrence is moved. */
  occurrence: localTimeSchema,
  /** When it is held, and until when. */
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  /** The same as a local time. */
  local: localTimeSchema,
  state: z.enum(['planned', 'moved', 'cancelled', 'added']),
  /** Why it was moved, cancelled or added. */
  reason: z.string(),
  /** The meeting that was held of it. */
  meetingId: z.uuid().nullable(),
});
export type Occurrence = z.infer<typeof occurrenceSchema>;

/** Somebody of the workspace by name, for those who may not see how they sign in. */
export const personSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  role: roleSchema,
  /** Whether they left. */
  left: z.boolean(),
});
export type Person = z.infer<typeof personSchema>;

const shape = {
  name: line(120, 'Give the ritual a name.'),
  purpose: z.string().trim().max(1000, 'At most 1,000 characters.'),
  /** Null: held when somebody starts it. */
  cadence: cadenceSchema.nullable(),
  minutes: z.number().int().min(5).max(480),
  /** Members who come. */
  members: z.array(z.uuid()).max(100),
  blocks: z.array(ritualBlockSchema).max(20),
  /** Who gets the summary by mail beside those who chose it in their account. */
  summaryTo: z.enum(['members', 'nobody']),
};

export const ritualSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  purpose: z.string(),
  cadence: cadenceSchema.nullable(),
  minutes: z.number().int(),
  members: z.array(personSchema),
  blocks: z.array(ritualBlockSchema),
  summaryTo: z.enum(['members', 'nobody']),
  /** What it was made from; null: by hand. */
  pack: z.string().nullable(),
  /** The next one that is not cancelled; null: there is none, or it is held when somebody starts it. */
  next: occurrenceSchema.nullable(),
  /** The meeting that is held now. */
  meetingId: z.uuid().nullable(),
  /** When the last one ended. */
  lastHeldAt: z.iso.datetime().nullable(),
  /** Why it should end, where its last meetings brought nothing; null: it should not. */
  proposesEnd: z.string().nullable(),
  /** Null while it goes on. */
  ended: z.object({ at: z.iso.datetime(), reason: z.string() }).nullable(),
  by: actorSchema,
  createdAt: z.iso.datetime(),
  /** Counts changes; send it back with a change. */
  version: z.number().int(),
});
export type Ritual = z.infer<typeof ritualSchema>;

export const ritualPackSchema = z.object({
  id: z.string(),
  name: z.string(),
  purpose: z.string(),
  /** A rule to begin with; null: held when there is a reason to. */
  rule: z.string().nullable(),
  /** Time of day to begin with. */
  time: z.string().nullable(),
  minutes: z.number().int(),
  blocks: z.array(ritualBlockSchema),
});
export type RitualPack = z.infer<typeof ritualPackSchema>;

const params = z.object({ id: z.uuid() });
const version = z.coerce
  .number()
  .int()
  .min(1)
  .max(2 ** 31 - 1);

export const listPeople = defineEndpoint({
  method: 'GET',
  path: '/api/people',
  permission: 'rituals:read',
  summary: 'List who can come to rituals and take follow-ups, by name',
  description: 'Also who left, for their names on what they did.',
  answer: z.object({ people: z.array(personSchema) }),
});

export const listRitualPacks = defineEndpoint({
  method: 'GET',
  path: '/api/rituals/packs',
  permission: 'rituals:read',
  summary: 'List the rituals that ship, to begin with',
  answer: z.object({ packs: z.array(ritualPackSchema) }),
});

export const listRituals = defineEndpoint({
  method: 'GET',
  path: '/api/rituals',
  permission: 'rituals:read',
  summary: 'List the rituals, the next one first',
  answer: z.object({ rituals: z.array(ritualSchema) }),
});

export const createRitual = defineEndpoint({
  method: 'POST',
  path: '/api/rituals',
  permission: 'rituals:write',
  summary: 'Make a ritual',
  description:
    'What is left out is taken from the pack, where one is named. 422 with the reason when the rule cannot be used: see `POST /api/rituals/preview`.',
  body: z.strictObject({
    ...z.strictObject(shape).partial({ purpose: true, minutes: true, members: true, blocks: true, summaryTo: true })
      .shape,
    name: shape.name.optional(),
    pack: z.string().max(60).nullable().default(null),
  }),
  answer: ritualSchema,
  status: 201,
});

export const previewCadence = defineEndpoint({
  method: 'POST',
  path: '/api/rituals/preview',
  permission: 'rituals:read',
  summary: 'Say when a rule would be held, without keeping it',
  changes: false,
  description:
    'Rules of RFC 5545 that come daily or less often, at one time of day. 422 says what of the rule cannot be used. A time that clocks skip on a day is not held that day, as RFC 5545 says.',
  body: z.strictObject({
    cadence: cadenceSchema,
    minutes: shape.minutes.default(60),
    /** From this moment on; left out: from its start. */
    from: z.iso.datetime({ offset: true }).optional(),
  }),
  answer: z.object({
    occurrences: z.array(occurrenceSchema),
    /** Whether there are more. */
    more: z.boolean(),
    /** Times that the rule has before the last of these, and clocks skip on their day: it is not held then. */
    skipped: z.array(localTimeSchema),
  }),
});

export const getRitual = defineEndpoint({
  method: 'GET',
  path: '/api/rituals/:id',
  permission: 'rituals:read',
  summary: 'Read a ritual',
  params,
  answer: ritualSchema,
});

export const changeRitual = defineEndpoint({
  method: 'PATCH',
  path: '/api/rituals/:id',
  permission: 'rituals:write',
  summary: 'Change a ritual, end it, or let it go on',
  description:
    'What is left out stays as it is. With another cadence, what was moved, cancelled or added after this moment is forgotten. `ended` with a reason ends it, null lets it go on. 409 when it was changed since `version`.',
  params,
  body: z.strictObject({
    version: z.int32(),
    ...z.strictObject(shape).partial().shape,
    ended: z
      .strictObject({ reason: z.string().trim().max(400) })
      .nullable()
      .optional(),
  }),
  answer: ritualSchema,
});

export const deleteRitual = defineEndpoint({
  method: 'DELETE',
  path: '/api/rituals/:id',
  permission: 'rituals:write',
  summary: 'Delete a ritual that was never held',
  description:
    '409 once a meeting of it was held (end it instead, so that what was decided keeps its place), and while a workflow begins after it alone.',
  params,
  query: z.object({ version }),
});

export const listOccurrences = defineEndpoint({
  method: 'GET',
  path: '/api/rituals/:id/occurrences',
  permission: 'rituals:read',
  summary: 'List when a ritual is held',
  description: 'Also what was moved and cancelled. At most 400 days at once.',
  params,
  query: z.object({
    /** Moments, `from` included, `to` not. Left out: from now, for 90 days. */
    from: z.iso.datetime({ offset: true }).optional(),
    to: z.iso.datetime({ offset: true }).optional(),
  }),
  answer: z.object({ occurrences: z.array(occurrenceSchema) }),
});

export const changeOccurrence = defineEndpoint({
  method: 'POST',
  path: '/api/rituals/:id/occurrences',
  permission: 'rituals:write',
  summary: 'Move, cancel, put back or add one occurrence',
  description:
    '`move` takes the time it is held instead; `add` holds one at a time that the rule does not have; `restore` puts one back to where the rule has it, or takes an added one away. 409 when a meeting of it was held, or the ritual was changed since `version`.',
  params,
  body: z.strictObject({
    version: z.int32(),
    occurrence: localTimeSchema,
    change: z.discriminatedUnion('to', [
      z.strictObject({ to: z.literal('move'), local: localTimeSchema }),
      z.strictObject({ to: z.literal('cancel') }),
      z.strictObject({ to: z.literal('add') }),
      z.strictObject({ to: z.literal('restore') }),
    ]),
    reason: z.string().trim().max(400, 'At most 400 characters.').default(''),
  }),
  answer: ritualSchema,
});

const nullableNumber = z.number().nullable();

/** What came of a ritual's meetings, so that one that helps nobody is noticed. */
export const ritualWorthSchema = z.object({
  meetings: z.number().int(),
  /** Times that passed without a meeting since it was made; null where it has no times. */
  missed: z.number().int().nullable(),
  decisions: z.object({
    taken: z.number().int(),
    /** Looked at again: how many, and of those. */
    lookedAt: z.number().int(),
    kept: z.number().int(),
    right: z.number().int(),
    wrong: z.number().int(),
    /** Should have been looked at by now, and were not. */
    overdue: z.number().int(),
  }),
  followUps: z.object({
    made: z.number().int(),
    done: z.number().int(),
    /** Of those that are done: on their day or before. */
    inTime: z.number().int(),
    overdue: z.number().int(),
  }),
  /** Hours of all who were there together. */
  hours: z.number(),
  /** Null without a decision. */
  hoursPerDecision: nullableNumber,
  sentence: z.string(),
  proposesEnd: z.string().nullable(),
});
export type RitualWorth = z.infer<typeof ritualWorthSchema>;

export const getRitualWorth = defineEndpoint({
  method: 'GET',
  path: '/api/rituals/:id/worth',
  permission: 'rituals:read',
  summary: 'Say whether a ritual helps',
  description:
    'Decisions taken, kept, and right when looked at again; follow-ups done in time; hours (length × people) per decision. Where its last three meetings brought nothing, or its last three times passed without one, `proposesEnd` says so.',
  params,
  answer: ritualWorthSchema,
});
