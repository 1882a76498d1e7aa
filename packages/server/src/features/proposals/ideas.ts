import { randomUUID } from 'node:crypto';
import type { addIdea, BodyOf, changeIdea, Idea } from '@dandelion-loop/contract';
import { desc, eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import { storable } from '../../kernel/fold-text.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { type IdeaRow, ideas } from './records.ts';

/** Members' ideas for tests: whoever may write learnings changes any of them, as with experiments. */
export interface Ideas {
  list(): Promise<Idea[]>;
  /** Fails with `wrong-use` where the expectation makes no sense. */
  add(by: Actor, idea: BodyOf<typeof addIdea>): Promise<Idea>;
  /** Fails like `add`, with `not-found`, and with `conflict` when it is not as `version` says any more. */
  change(by: Actor, id: string, change: BodyOf<typeof changeIdea>): Promise<Idea>;
  /** Fails with `not-found`. */
  remove(by: Actor, id: string): Promise<void>;
}

const noIdea = () => new DandelionFailure('not-found', 'There is no such idea. It was deleted; go back to the list.');

const changedMeanwhile = () =>
  new DandelionFailure(
    'conflict',
    'Somebody changed this idea meanwhile. Look at it as it is now, then change what you still want.',
  );

type Content = Pick<Idea, 'title' | 'attribute' | 'reference' | 'level' | 'low' | 'high' | 'worth'>;

/** What says something. */
function checked(content: Content): Content {
  const { low, high, worth, attribute, reference, level } = content;
  if (!(high > low)) {
    throw new DandelionFailure('wrong-use', 'The higher end of what you expect must be above the lower one.');
  }
  if (worth !== null && low + high <= 0) {
    throw new DandelionFailure(
      'wrong-use',
      'What it is worth is for the middle of what you expect, which is no gain here. Leave the worth out, or expect more.',
    );
  }
  if (attribute === null && (reference !== null || level !== null)) {
    throw new DandelionFailure('wrong-use', 'Levels are of an attribute: name it, or leave the levels out.');
  }
  if (reference !== null && reference === level) {
    throw new DandelionFailure('wrong-use', 'The level must be another one than what it is compared with.');
  }
  const text = (value: string | null) => (value === null ? null : storable(value));
  return {
    ...content,
    title: storable(content.title),
    ...{ attribute: text(attribute), reference: text(reference), level: text(level) },
  };
}

const contentOf = ({ title, attribute, reference, level, low, high, worth }: Content): Content => ({
  ...{ title, attribute, reference, level, low, high, worth },
});

const viewOf = (row: IdeaRow): Idea => ({
  ...contentOf(row),
  ...{ id: row.id, by: row.createdBy, createdAt: row.createdAt.toISOString(), version: row.version },
});

const subjectOf = ({ id, title }: Pick<IdeaRow, 'id' | 'title'>) => ({ kind: 'idea', id, name: title });

async function hold(tx: Transaction, id: string): Promise<IdeaRow> {
  const [row] = await tx.select().from(ideas).where(eq(ideas.id, id)).for('update');
  if (!row) throw noIdea();
  return row;
}

export function createIdeas({ records, now }: { records: Records; now: () => Date }): Ideas {
  return {
    list: async () =>
      (await records.select().from(ideas).orderBy(desc(ideas.createdAt), desc(ideas.id)).limit(1000)).map(viewOf),
    add: (by, asked) =>
      records.transaction(async (tx) => {
        const values = { ...checked(asked), id: randomUUID(), createdBy: by, createdAt: now() };
        const [row] = await tx.insert(ideas).values(values).returning();
        await record(tx, by, { action: 'idea.created', subject: subjectOf(row!), after: contentOf(row!) });
        return viewOf(row!);
      }),
    change: (by, id, { version, ...change }) =>
      records.transaction(async (tx) => {
        const before = await hold(tx, id);
        if (before.version !== version) throw changedMeanwhile();
        const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
        const after = checked({ ...contentOf(before), ...given });
        const [row] = await tx
          .update(ideas)
          .set({ ...after, version: version + 1 })
          .where(eq(ideas.id, id))
          .returning();
        await record(tx, by, {
          action: 'idea.changed',
          subject: subjectOf(row!),
          ...{ before: contentOf(before), after: contentOf(row!) },
        });
        return viewOf(row!);
      }),
    remove: (by, id) =>
      records.transaction(async (tx) => {
        const before = await hold(tx, id);
        await tx.delete(ideas).where(eq(ideas.id, id));
        await record(tx, by, { action: 'idea.deleted', subject: subjectOf(before), before: contentOf(before) });
      }),
  };
}
