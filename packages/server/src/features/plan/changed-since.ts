import type { Bet } from '@dandelion-loop/contract';
import type { Actor } from '../../kernel/caller.ts';
import type { BetRow } from './records.ts';

const signedFields = ['hypothesis', 'cap', 'currency', 'killCriteria'] as const;

/** What of the signed is different now, added to what was different before. Pure. */
export function changedSince(
  before: BetRow,
  after: Pick<BetRow, (typeof signedFields)[number]>,
  by: Actor,
  at: string,
): Bet['changedSince'] {
  if (before.signed === null) return before.changedSince;
  const changed = signedFields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  return [
    ...before.changedSince,
    ...changed.map((field) => ({ at, by, field, before: before[field], after: after[field] })),
  ];
}
