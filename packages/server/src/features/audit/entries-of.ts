import type { AuditEntry } from '@dandelion-loop/contract';
import { and, eq, notInArray } from 'drizzle-orm';
import type { Records } from '../../kernel/records.ts';
import { readEntries } from './chain.ts';
import { auditLog } from './records.ts';

/** The newest entries about one thing, newest first, but for some actions. For features that tell the history of what is theirs. */
export function entriesOf(
  records: Records,
  { kind, id }: { kind: string; id: string },
  { leaveOut, limit }: { leaveOut: readonly string[]; limit: number },
): Promise<AuditEntry[]> {
  const of = and(eq(auditLog.subjectKind, kind), eq(auditLog.subjectId, id));
  const where = leaveOut.length === 0 ? of! : and(of, notInArray(auditLog.action, [...leaveOut]))!;
  return readEntries(records, { where, order: 'DESC', limit });
}
