import type { Engine } from '../../kernel/engine.ts';
import type { ArrivedEvent } from './read-event.ts';

/** Names of events that each source sends. They are bounded: a name that holds an id or a number would make one of every event. */

export interface EventNames {
  /** Whether the name is known, or one more may be. */
  admit(source: number, event: Pick<ArrivedEvent, 'type' | 'name'>): boolean;
  /** Of a workspace that was deleted. */
  forget(): void;
}

/** Of one source; far more than anybody reads. */
const mostNames = 2000;

export async function loadEventNames(engine: Engine): Promise<EventNames> {
  const known = new Map<number, Set<string>>();
  const rows = await engine.rows<{ source: number; name: string }>({
    sql: `SELECT source, name FROM names WHERE type = 'track' GROUP BY source, name LIMIT {most:UInt32} BY source`,
    values: { most: mostNames },
  });
  const of = (source: number) => known.get(source) ?? known.set(source, new Set()).get(source)!;
  for (const { source, name } of rows) of(source).add(name);
  return {
    admit(source, { type, name }) {
      if (type !== 'track') return true;
      const names = of(source);
      if (names.has(name)) return true;
      if (names.size >= mostNames) return false;
      names.add(name);
      return true;
    },
    forget: () => known.clear(),
  };
}
