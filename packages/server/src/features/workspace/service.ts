import type { BodyOf, changeMethods, changeWorkspace, Methods, Workspace } from '@dandelion-loop/contract';
import { and, eq, sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { workspace } from './records.ts';

type WorkspaceSettings = Omit<Workspace, 'uploadDays' | 'uploadLimit' | 'empty'>;

export interface WorkspaceService {
  read(): Promise<WorkspaceSettings>;
  /** Fails with `conflict` when somebody else changed the settings since `version`. */
  change(by: Actor, change: BodyOf<typeof changeWorkspace>): Promise<WorkspaceSettings>;
  /** Fails like `change`. */
  changeMethods(by: Actor, change: BodyOf<typeof changeMethods>): Promise<WorkspaceSettings>;
}

const settingsOf = ({ id: _, createdAt: __, ...row }: typeof workspace.$inferSelect): WorkspaceSettings => ({
  ...row,
  locale: row.locale as Workspace['locale'],
});

/** That it was changed is the entry itself. */
const auditedOf = (row: typeof workspace.$inferSelect) => {
  const { version: _, ...audited } = settingsOf(row);
  return audited;
};

type Settings = Partial<Omit<typeof workspace.$inferInsert, 'id' | 'version' | 'createdAt'>>;

/** What is left out stays as it is. */
type Given<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };
const givenOf = <T extends object>(change: T): Given<T> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Given<T>;

export function createWorkspace({ records }: { records: Records }): WorkspaceService {
  async function set(
    by: Actor,
    version: number,
    settingsFrom: (before: Methods) => Settings,
  ): Promise<WorkspaceSettings> {
    return records.transaction(async (tx) => {
      const [before] = await tx.select().from(workspace).for('update');
      const [row] = await tx
        .update(workspace)
        .set({ ...settingsFrom(before!.methods), version: sql`${workspace.version} + 1` })
        .where(and(eq(workspace.id, 1), eq(workspace.version, version)))
        .returning();
      if (!row) {
        throw new DandelionFailure(
          'conflict',
          'Somebody changed the settings meanwhile. Look at them as they are now, then change what you still want.',
        );
      }
      await record(tx, by, {
        action: 'workspace.changed',
        subject: { kind: 'workspace', id: null, name: row.name },
        ...{ before: auditedOf(before!), after: auditedOf(row) },
      });
      return settingsOf(row);
    });
  }

  return {
    async read() {
      const [row] = await records.select().from(workspace);
      return settingsOf(row!);
    },
    change: (by, { version, ...change }) => set(by, version, () => givenOf(change)),
    changeMethods: (by, { version, ...change }) =>
      set(by, version, (methods) => ({ methods: { ...methods, ...givenOf(change) } })),
  };
}
