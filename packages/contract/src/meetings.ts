import { z } from 'zod';
import { actorSchema } from './audit.ts';
import { defineDownload, defineEndpoint } from './endpoint.ts';
import { blockKindSchema, localTimeSchema } from './rituals.ts';

/** One time that a ritual is held: its agenda as it was when it began, its clock, and its notes. */

/** What something is about: a thing of the workspace under its name of that day. */
export const subjectSchema = z.object({
  kind: z.string().min(1).max(60),
  id: z.string().min(1).max(100),
  name: z.string().trim().min(1).max(300),
});
export type Subject = z.infer<typeof subjectSchema>;

/** What can be decided about something: one choice of several. */
export const agendaOptionSchema = z.object({
  /** As it would be decided, beginning with a verb: "Use it for everyone". */
  what: z.string().min(1).max(300),
  /** What speaks for it, or what it means. */
  hint: z.string(),
  /** Against what was found or agreed: whoever decides it says why. */
  asksWhy: z.boolean(),
});
export type AgendaOption = z.infer<typeof agendaOptionSchema>;

export const agendaItemSchema = z.object({
  subject: subjectSchema,
  /** What there is to say of it. */
  sentence: z.string(),
  /** Its page, as a path; null where it has none. */
  page: z.string().nullable(),
  /** Where its source knows what there is to decide. */
  options: z.array(agendaOptionSchema).optional(),
});
export type AgendaItem = z.infer<typeof agendaItemSchema>;

export const agendaBlockSchema = z.object({
  kind: blockKindSchema,
  title: z.string(),
  /** What it is for. */
  why: z.string(),
  /** Why it is here today, or why it is not. */
  because: z.string(),
  minutes: z.number().int(),
  /** `empty`: there is nothing of it today. `no-source`: nothing tells of it yet. Both are passed over. */
  state: z.enum(['filled', 'always', 'empty', 'no-source']),
  items: z.array(agendaItemSchema),
  /** Not listed. */
  more: z.number().int(),
});
export type AgendaBlock = z.infer<typeof agendaBlockSchema>;

export const agendaSchema = z.object({
  /** The end of the meeting before; null: there was none, and all of the last 30 days is new. */
  since: z.iso.datetime().nullable(),
  at: z.iso.datetime(),
  blocks: z.array(agendaBlockSchema),
  /** Of the blocks that are not passed over. */
  minutes: z.number().int(),
});
export type Agenda = z.infer<typeof agendaSchema>;

const named = z.object({ id: z.uuid(), name: z.string() });

export const meetingSchema = z.object({
  id: z.uuid(),
  ritual: named,
  /** What it is about, where it is held for a reason: the bet that failed. */
  about: z.string(),
  /** Which time of the ritual; null: none that was planned. */
  occurrence: localTimeSchema.nullable(),
  scheduledAt: z.iso.datetime().nullable(),
  state: z.enum(['running', 'ended']),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  /** As it was when the meeting began. */
  agenda: agendaSchema,
  timer: z.object({
    /** Place of the block that is on; null at the end, or where there is none. */
    block: z.number().int().nullable(),
    /** Since when its clock runs; null while it is paused. By the clock of the server. */
    runningSince: z.iso.datetime().nullable(),
    /** Seconds that each block had before that, and that it is given. */
    spentSeconds: z.array(z.number()),
    givenSeconds: z.array(z.number()),
    /** The clock of the server when this was answered: clocks of browsers differ. */
    now: z.iso.datetime(),
  }),
  /** Who was there. */
  present: z.array(named),
  /** As plain text. The document of several writers is at `/notes`. */
  notes: z.string(),
  /** To whom of the ritual the summary went by mail, and when it was passed on; null before the end, and once it is no longer known. */
  summary: z.object({ to: z.array(named), passedOnAt: z.iso.datetime().nullable() }).nullable(),
  by: actorSchema,
  /** Counts changes except those of the notes; send it back with a change. */
  version: z.number().int(),
});
export type Meeting = z.infer<typeof meetingSchema>;

const params = z.object({ id: z.uuid() });

export const readAgenda = defineEndpoint({
  method: 'GET',
  path: '/api/rituals/:id/agenda',
  permission: 'rituals:read',
  summary: 'Read the agenda that a meeting of the ritual would have now',
  params,
  answer: agendaSchema,
});

export const startMeeting = defineEndpoint({
  method: 'POST',
  path: '/api/rituals/:id/meetings',
  permission: 'meetings:write',
  summary: 'Start a meeting of the ritual, or join the one that is held',
  description:
    'The agenda is filled and kept as it is now. While one of the ritual is held, it is answered with instead. 409 when this time was held already.',
  params,
  body: z.strictObject({
    /** Left out: the nearest one within a day, if there is one. Null: none that was planned. */
    occurrence: localTimeSchema.nullable().optional(),
    about: z.string().trim().max(300, 'At most 300 characters.').default(''),
  }),
  answer: meetingSchema,
  status: 201,
});

export const listMeetings = defineEndpoint({
  method: 'GET',
  path: '/api/meetings',
  permission: 'rituals:read',
  summary: 'List meetings that were held, newest first',
  query: z.object({
    ritual: z.uuid().optional(),
    state: z.enum(['running', 'ended']).optional(),
    /** Words in the notes, in what it was about, and in the ritual’s name. */
    search: z.string().max(200).optional(),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  answer: z.object({
    total: z.number().int(),
    meetings: z.array(
      meetingSchema.pick({ id: true, ritual: true, about: true, state: true, startedAt: true, endedAt: true }).extend({
        decisions: z.number().int(),
        followUps: z.number().int(),
      }),
    ),
  }),
});

export const getMeeting = defineEndpoint({
  method: 'GET',
  path: '/api/meetings/:id',
  permission: 'rituals:read',
  summary: 'Read a meeting',
  params,
  answer: meetingSchema,
});

export const turnTimer = defineEndpoint({
  method: 'POST',
  path: '/api/meetings/:id/timer',
  permission: 'meetings:write',
  summary: 'Go to a block, pause the clock, or give a block more time',
  description: '409 when somebody else turned it since `version`: two who press at once do not pass over a block.',
  params,
  body: z.strictObject({
    version: z.int32(),
    turn: z.discriminatedUnion('to', [
      z.strictObject({ to: z.literal('block'), block: z.number().int().min(0).max(19) }),
      z.strictObject({ to: z.literal('pause') }),
      z.strictObject({ to: z.literal('resume') }),
      z.strictObject({ to: z.literal('extend'), minutes: z.number().int().min(1).max(120) }),
    ]),
  }),
  answer: meetingSchema,
});

export const changeMeeting = defineEndpoint({
  method: 'PATCH',
  path: '/api/meetings/:id',
  permission: 'meetings:write',
  summary: 'Say who was there, or what it was about',
  description: 'Also after its end. 409 when it was changed since `version`.',
  params,
  body: z.strictObject({
    version: z.int32(),
    present: z.array(z.uuid()).max(100).optional(),
    about: z.string().trim().max(300, 'At most 300 characters.').optional(),
  }),
  answer: meetingSchema,
});

export const endMeeting = defineEndpoint({
  method: 'POST',
  path: '/api/meetings/:id/end',
  permission: 'meetings:write',
  summary: 'End a meeting and send its summary',
  description:
    'Decisions and follow-ups go out by webhooks and mail. 409 when it was changed or ended since `version`.',
  params,
  body: z.strictObject({ version: z.int32() }),
  answer: meetingSchema,
});

/** Of one update, and of all notes of a meeting, in bytes. */
export const longestNotesUpdate = 256 * 1024;
export const longestNotes = 2 * 1024 * 1024;

const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/, 'Write it in base64.');

export const readNotes = defineEndpoint({
  method: 'GET',
  path: '/api/meetings/:id/notes',
  permission: 'rituals:read',
  summary: 'Read the notes, or what of them one does not have',
  description:
    'The notes are a document of Yjs (https://yjs.dev): the text is its root `notes`. Send the state vector of what one has, and merge the update of the answer.',
  params,
  query: z.object({ state: base64.max(20_000).optional() }),
  answer: z.object({
    /** In base64, as Yjs encodes updates (version 1). */
    update: z.string(),
    /** Of the server. */
    state: z.string(),
    text: z.string(),
  }),
});

export const writeNotes = defineEndpoint({
  method: 'POST',
  path: '/api/meetings/:id/notes',
  permission: 'meetings:notes',
  summary: 'Add what one wrote to the notes',
  description:
    'An update of Yjs, of at most 256 KiB. It is added and never replaces what others wrote; sending it twice does nothing. Also after the meeting has ended, for who was offline. The audit log says once who wrote.',
  params,
  body: z.strictObject({ update: base64.min(4).max(Math.ceil(longestNotesUpdate / 3) * 4) }),
  answer: z.object({ state: z.string() }),
});

export const followMeeting = defineDownload({
  method: 'GET',
  path: '/api/meetings/:id/events',
  permission: 'rituals:read',
  summary: 'Be told when a meeting or its notes change',
  description:
    'Server-sent events (text/event-stream): `meeting` with the version and `notes`, which say that there is something new to read and not what; a comment every 15 seconds. It ends after ten minutes; browsers connect again by themselves. 429 beyond 20 at once for one caller.',
  params,
  download: ['text/event-stream'],
});
