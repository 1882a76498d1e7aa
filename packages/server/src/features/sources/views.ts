import type { SourceOfEvents, WriteKey } from '@dandelion-loop/contract';
import type { SourceRow, WriteKeyRow } from './records.ts';

/** Sources and keys as they are told, and as the audit log keeps them. */

export const sourceView = (row: SourceRow): SourceOfEvents => ({
  ...{ id: row.id, number: row.number, name: row.name, consent: row.consent, legalBasis: row.legalBasis },
  ...{ withheld: row.withheld, origins: row.origins, preferences: row.preferences, by: row.createdBy },
  ...{ createdAt: row.createdAt.toISOString(), endedAt: row.endedAt?.toISOString() ?? null, version: row.version },
});

export function stateOf({ revokedAt, endsAt }: WriteKeyRow, now: Date): WriteKey['state'] {
  if (revokedAt !== null) return 'revoked';
  if (endsAt === null) return 'active';
  return endsAt > now ? 'ending' : 'ended';
}

export const canSend = (row: WriteKeyRow, now: Date): boolean => ['active', 'ending'].includes(stateOf(row, now));

export const keyView = (row: WriteKeyRow, now: Date): WriteKey => ({
  ...{ id: row.id, kind: row.kind, beginning: row.beginning, state: stateOf(row, now), by: row.createdBy },
  ...{ createdAt: row.createdAt.toISOString(), endsAt: row.endsAt?.toISOString() ?? null },
  ...{ revokedAt: row.revokedAt?.toISOString() ?? null, lastUsedAt: row.lastUsedAt?.toISOString() ?? null },
});

export const subjectOf = ({ id, name }: Pick<SourceRow, 'id' | 'name'>) => ({ kind: 'source', id, name });

export const auditedFields = ({ name, consent, legalBasis, withheld, origins, preferences }: SourceRow) => ({
  ...{ name, consent, legalBasis, withheld, origins, preferences },
});
