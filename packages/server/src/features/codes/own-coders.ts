import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records } from '../../kernel/records.ts';
import { type Coder, shippedCoders, type UserCoderDefinition, userCoder } from '../coding/index.ts';
import { coders } from './records.ts';

/** All coders of a workspace, ready to read texts. */
export interface CodersInUse {
  coders: readonly Coder[];
  /** Names of own ones that cannot be used any more, with why. */
  unusable: readonly { name: string; why: string }[];
}

/** The shipped coders, then the own ones in the order of their names. */
export async function readCoders(records: Records): Promise<CodersInUse> {
  const rows = await records.select().from(coders).orderBy(coders.name);
  const own: Coder[] = [];
  const unusable: { name: string; why: string }[] = [];
  for (const { id, name, definition, version } of rows) {
    try {
      own.push({ ...userCoder({ id, name, ...definition }), version });
    } catch (error) {
      // Limits may be tighter than when it was made, and one coder must not stop all learnings.
      if (!(error instanceof DandelionFailure)) throw error;
      unusable.push({ name, why: error.message });
    }
  }
  return { coders: [...shippedCoders, ...own], unusable };
}

/** The own coders as the command `learn` reads them from a file. */
export async function readCoderDefinitions(records: Records): Promise<UserCoderDefinition[]> {
  const rows = await records.select().from(coders).orderBy(coders.name);
  return rows.map(({ id, name, definition }) => ({ id, name, ...definition }));
}
