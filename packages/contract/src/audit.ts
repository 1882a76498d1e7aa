import { z } from 'zod';
import { defineDownload, defineEndpoint } from './endpoint.ts';

/** Who changed what and when. Entries are only added, and each carries the hash of the one before it. */

export const actorSchema = z.object({
  /** `machine` is whoever can read the data folder, by the command line; `system` is Dandelion itself. */
  kind: z.enum(['member', 'key', 'machine', 'system']),
  /** Of the member or the key, null for the other two. */
  id: z.string().nullable(),
  /** As it was on that day. */
  name: z.string(),
});

const fields = z.record(z.string(), z.json()).nullable();
const hash = z.string().regex(/^[0-9a-f]{64}$/);

export const auditEntrySchema = z.object({
  /** 1, 2, 3 ... without a gap. */
  seq: z.number().int(),
  at: z.iso.datetime(),
  actor: actorSchema,
  /** What happened to which kind of thing, such as `experiment.changed`. */
  action: z.string(),
  /** `name` is the one of that day; `id` is null for the workspace. */
  subject: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string() }),
  /** Only the fields that changed. Null: there was nothing before, or is nothing after. */
  before: fields,
  after: fields,
  /** Of the entry before, 64 zeros for the first. */
  previous: hash,
  hash,
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const auditFiltersSchema = z.object({
  /** Begins of words in actions, names, fields and values; all must occur. */
  search: z.string().max(200).optional(),
  /** The id of a member or a key, or `machine` or `system`. */
  actor: z.string().max(100).optional(),
  action: z.string().max(100).optional(),
  subjectKind: z.string().max(100).optional(),
  subjectId: z.string().max(100).optional(),
  /** Moments, `from` included, `to` not. */
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});
export type AuditFilters = z.infer<typeof auditFiltersSchema>;

export const listAudit = defineEndpoint({
  method: 'GET',
  path: '/api/audit',
  permission: 'audit:read',
  summary: 'List who changed what, newest first',
  description: 'The next page is asked with `before` set to the `next` of the answer.',
  query: auditFiltersSchema.extend({
    /** Only entries with a smaller number. */
    before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  answer: z.object({
    entries: z.array(auditEntrySchema),
    /** Null: there are no older ones. */
    next: z.number().int().nullable(),
  }),
});

export const listAuditChoices = defineEndpoint({
  method: 'GET',
  path: '/api/audit/choices',
  permission: 'audit:read',
  summary: 'List the actors, actions and kinds of subjects that occur, to filter by',
  answer: z.object({
    /** Each under its newest name. */
    actors: z.array(actorSchema),
    actions: z.array(z.string()),
    subjectKinds: z.array(z.string()),
  }),
});

export const exportAudit = defineDownload({
  method: 'GET',
  path: '/api/audit/export',
  permission: 'audit:read',
  summary: 'Download the audit log as CSV or JSON lines, oldest first',
  description:
    'JSON lines have all that is needed to compute the hashes again; in CSV, cells that a spreadsheet would take for a formula are made harmless.',
  query: auditFiltersSchema.extend({ format: z.enum(['csv', 'jsonl']) }),
  download: ['text/csv', 'application/jsonl'],
});

export const auditVerificationSchema = z.object({
  /** Whether every entry is there, as it was written and where it was written. */
  ok: z.boolean(),
  /** How many were looked at. */
  entries: z.number().int(),
  /** The newest entry that was looked at; null when there is none. Keep it elsewhere to compare it later. */
  head: z.object({ seq: z.number().int(), hash, at: z.iso.datetime() }).nullable(),
  /** When the log was last replaced, by a restore or by the deletion of the workspace, as far as the data folder knows. */
  restoredAt: z.iso.datetime().nullable(),
  /** The first thing that is wrong, in a sentence, and the number of the entry; null where the file in the data folder is wrong. */
  problem: z.object({ seq: z.number().int().nullable(), message: z.string() }).nullable(),
});
export type AuditVerification = z.infer<typeof auditVerificationSchema>;

export const verifyAudit = defineEndpoint({
  method: 'GET',
  path: '/api/audit/verification',
  permission: 'audit:read',
  summary: 'Check that no entry of the audit log was changed, removed or moved',
  description: 'Reads all entries: about ten seconds for a million.',
  answer: auditVerificationSchema,
});
