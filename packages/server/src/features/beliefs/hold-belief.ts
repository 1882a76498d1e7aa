import { eq } from 'drizzle-orm';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Transaction } from '../../kernel/records.ts';
import { type BeliefRow, beliefs } from './records.ts';

export const noBelief = () =>
  new DandelionFailure('not-found', 'There is no such assumption. It may have been deleted. Go back to the list.');

export const changedMeanwhile = () =>
  new DandelionFailure(
    'conflict',
    'This assumption was changed or resolved meanwhile. Look at it as it is now, then change what you still want.',
  );

/** Nobody else changes it until the transaction is over. */
export async function holdBelief(tx: Transaction, id: string): Promise<BeliefRow> {
  const [row] = await tx.select().from(beliefs).where(eq(beliefs.id, id)).for('update');
  if (!row) throw noBelief();
  return row;
}

/** As the audit log names it. */
export const subjectOf = ({ id, claim }: Pick<BeliefRow, 'id' | 'claim'>) => ({ kind: 'belief', id, name: claim });
