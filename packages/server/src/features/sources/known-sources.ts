import { eq } from 'drizzle-orm';
import { DandelionFailure } from '../../kernel/failure.ts';
import { readSecrets, type SecretParts } from './identity-secrets.ts';
import { rulesOf, type SourceRules } from './key-door.ts';
import { sources } from './records.ts';

/** Sources by what names them elsewhere. */

interface KnownSource {
  id: string;
  name: string;
  /** As the engine knows it. */
  number: number;
}

export interface KnownSources {
  /** Fails with `not-found`. */
  find(id: string): Promise<KnownSource & { rules: SourceRules }>;
  byNumber(): Promise<ReadonlyMap<number, KnownSource>>;
}

export function createKnownSources(parts: SecretParts): KnownSources {
  const { records } = parts;
  return {
    async find(id) {
      const [row] = await records.select().from(sources).where(eq(sources.id, id));
      if (!row) throw new DandelionFailure('not-found', 'There is no such source. Go back to the list.');
      return { id, name: row.name, number: row.number, rules: rulesOf(row, await readSecrets(parts, id)) };
    },
    async byNumber() {
      const rows = await records.select({ id: sources.id, name: sources.name, number: sources.number }).from(sources);
      return new Map(rows.map((row) => [row.number, row]));
    },
  };
}
