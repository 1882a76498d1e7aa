import { z } from 'zod';
import { breakerKinds } from './breakers.ts';
import { contradictionKindSchema } from './contradictions.ts';
import { experimentVerdictSchema } from './experiments.ts';
import { type FailureCode, failureCodes } from './failure.ts';
import { type Permission, permissionsOfRole, type Role, roleSchema } from './roles.ts';

/** What happened, as it is told to webhooks and by mail. A new field may be added to a type; none goes, and none changes its meaning. */

export const announcementTypes = [
  'verdict.reached',
  'import.failed',
  'member.joined',
  'contradiction.found',
  'meeting.ended',
  'breaker.tripped',
  'constraint.fired',
  'follow-up.overdue',
] as const;
export const announcementTypeSchema = z
  .enum(announcementTypes)
  .describe(
    'verdict.reached: an import was judged, for the first time or again. import.failed: an import could not be judged. member.joined: somebody accepted an invitation. contradiction.found: assumptions, learnings and tests say different things, beyond chance; each is told once. meeting.ended: a meeting of a ritual ended, with its summary. breaker.tripped: a breaker stopped a bet by itself. constraint.fired: the sign of a constraint or of a missing enabler was seen, and the agreed response became a task. follow-up.overdue: a follow-up is over its day; once for each day that was agreed.',
  );
export type AnnouncementType = z.infer<typeof announcementTypeSchema>;

const named = z.object({ id: z.uuid(), name: z.string() });
const count = z.number().int().nonnegative();

/** An import was judged: once for each analysis that ended well. */
export const verdictReachedSchema = z.object({
  import: named,
  /** How many tests the import has now, and how many of each verdict. */
  tests: count,
  verdicts: z.object({ won: count, lost: count, 'no-difference': count, inconclusive: count, invalid: count }),
  /** Where the import is one test: its answer. */
  test: z
    .object({ id: z.uuid(), title: z.string(), verdict: experimentVerdictSchema, sentence: z.string() })
    .nullable()
    .describe('The one test of the import with its answer in a sentence; null where there are several, or none.'),
});

/** An import could not be judged. Why in full is on its page: the sentence there can quote a cell of the file. */
export const importFailedSchema = z.object({
  import: named,
  failure: z.object({ code: z.enum(Object.keys(failureCodes) as [FailureCode, ...FailureCode[]]), title: z.string() }),
});

export const memberJoinedSchema = z.object({
  member: z.object({ id: z.uuid(), name: z.string(), role: roleSchema }),
});

/** Told once each, however often they are found again. */
export const contradictionFoundSchema = z.object({
  found: count,
  contradictions: z
    .object({
      ...{ id: z.string(), kind: contradictionKindSchema, sentence: z.string() },
      learning: z.object({ id: z.string() }),
    })
    .array()
    .describe('The first 20 of them, the costliest first.'),
});

/** A meeting ended. */
export const meetingEndedSchema = z.object({
  /** Under the name of its ritual. */
  meeting: named,
  about: z.string(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  present: z.array(named),
  decisions: z.array(
    z.object({ id: z.uuid(), what: z.string(), why: z.string(), lookAgainOn: z.iso.date().nullable() }),
  ),
  followUps: z.array(z.object({ id: z.uuid(), what: z.string(), owner: z.string(), dueOn: z.iso.date().nullable() })),
  /** As plain text; of long ones the beginning. */
  notes: z.string(),
  /** Members who get it by mail, whatever they chose. */
  to: z.array(z.uuid()),
});

/** A breaker stopped a bet by itself. */
export const breakerTrippedSchema = z.object({
  bet: named,
  kind: z.enum(breakerKinds),
  /** What was measured; null where the kind says it. */
  measure: z.string().nullable(),
  because: z.string(),
});

/** The sign of a constraint, or of an enabler that is missing, was seen. */
export const constraintFiredSchema = z.object({
  constraint: named.extend({ kind: z.enum(['constraint', 'enabler']) }),
  outcome: named,
  because: z.string(),
  /** What was agreed to be done; null `followUp`: nobody is here to do it. */
  response: z.string(),
  followUp: z.object({ id: z.uuid(), owner: z.string(), dueOn: z.iso.date() }).nullable(),
  /** Members who get it by mail, whatever they chose. */
  to: z.array(z.uuid()),
});

/** A follow-up is over its day. */
export const followUpOverdueSchema = z.object({
  followUp: named,
  owner: named,
  dueOn: z.iso.date(),
  /** Days since. */
  days: count,
  to: z.array(z.uuid()),
});

/** What is announced, by type, without the address of its page, which is added when it is told. */
export const announcementDataSchemas = {
  'verdict.reached': verdictReachedSchema,
  'import.failed': importFailedSchema,
  'member.joined': memberJoinedSchema,
  'contradiction.found': contradictionFoundSchema,
  'meeting.ended': meetingEndedSchema,
  'breaker.tripped': breakerTrippedSchema,
  'constraint.fired': constraintFiredSchema,
  'follow-up.overdue': followUpOverdueSchema,
} as const satisfies Record<AnnouncementType, z.ZodType>;

export type AnnouncementData = { [Type in AnnouncementType]: z.infer<(typeof announcementDataSchemas)[Type]> };

/** One thing that happened. */
export type Announcement = {
  [Type in AnnouncementType]: { type: Type; data: AnnouncementData[Type] };
}[AnnouncementType];

/** What somebody must be allowed to be told of it. */
export const permissionOfAnnouncement: Record<AnnouncementType, Permission> = {
  'verdict.reached': 'experiments:read',
  'import.failed': 'imports:read',
  'member.joined': 'members:read',
  'contradiction.found': 'learnings:read',
  'meeting.ended': 'rituals:read',
  'breaker.tripped': 'plan:read',
  'constraint.fired': 'plan:read',
  // Those of all, which partners do not see.
  'follow-up.overdue': 'rituals:read',
};

/** What a member with this role can choose to be told. */
export const announcementsFor = (role: Role): readonly AnnouncementType[] =>
  announcementTypes.filter((type) => permissionsOfRole[role].includes(permissionOfAnnouncement[type]));

const url = z.url().describe('Page of it; for members only.');
const timestamp = z.iso
  .datetime()
  .describe('When it happened. The time of sending is in the header webhook-timestamp.');

/** The body of a webhook, by `type`. Receivers ignore fields and types that they do not know. */
export const webhookPayloadSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('verdict.reached'), timestamp, data: verdictReachedSchema.extend({ url }) }),
  z.object({ type: z.literal('import.failed'), timestamp, data: importFailedSchema.extend({ url }) }),
  z.object({ type: z.literal('member.joined'), timestamp, data: memberJoinedSchema.extend({ url }) }),
  z.object({ type: z.literal('contradiction.found'), timestamp, data: contradictionFoundSchema.extend({ url }) }),
  z.object({ type: z.literal('meeting.ended'), timestamp, data: meetingEndedSchema.extend({ url }) }),
  z.object({ type: z.literal('breaker.tripped'), timestamp, data: breakerTrippedSchema.extend({ url }) }),
  z.object({ type: z.literal('constraint.fired'), timestamp, data: constraintFiredSchema.extend({ url }) }),
  z.object({ type: z.literal('follow-up.overdue'), timestamp, data: followUpOverdueSchema.extend({ url }) }),
  z.object({
    type: z.literal('webhook.test'),
    timestamp,
    data: z.object({ webhook: z.object({ id: z.uuid(), description: z.string() }) }),
  }),
]);
export type WebhookPayload = z.infer<typeof webhookPayloadSchema>;
