import { isDeepStrictEqual } from 'node:util';
import type { Choices, Counts } from '@dandelion-loop/contract';
import type { Actor } from '../../kernel/caller.ts';
import type { Transaction } from '../../kernel/records.ts';
import { type Change, record } from '../audit/index.ts';

/** What the audit log says of imports. Values that stand in the file stay with the analysis, which goes with the import. */

type Fields = NonNullable<Change['after']>;

type Happened =
  | 'created'
  | 'renamed'
  | 'analyzed-again'
  | 'cancelled'
  | 'retried'
  | 'deleted'
  | 'judged'
  | 'failed'
  | 'rows-downloaded';

export const recordImport = (
  tx: Transaction,
  by: Actor,
  what: Happened,
  { id, name }: { id: string; name: string },
  sides: Pick<Change, 'before' | 'after'>,
): Promise<void> => record(tx, by, { action: `import.${what}`, subject: { kind: 'import', id, name }, ...sides });

/** How an analysis judges, as it may be kept for ever. */
export interface Judging {
  number: number;
  choices: Choices | null;
  counts: Counts | null;
}

/** Of these choices the values are cells: names of variations, and whatever a condition compares with. */
const withCells = ['control', 'split', 'where'] as const;

export function auditedJudging({ number, choices, counts }: Judging): Fields {
  if (choices === null) return { analysis: number, ...counts };
  const kept = withCells.map((key) => [key, choices[key] === null ? null : `kept with analysis ${number}`]);
  return { analysis: number, ...choices, ...Object.fromEntries(kept) };
}

/** Both, so that what is the same in both says the same. */
export function auditedJudgings(last: Judging, next: Judging): { before: Fields; after: Fields } {
  const [before, after] = [auditedJudging(last), auditedJudging(next)];
  const same = withCells.filter((key) => last.choices && isDeepStrictEqual(last.choices[key], next.choices?.[key]));
  return { before, after: { ...after, ...Object.fromEntries(same.map((key) => [key, before[key]])) } };
}
