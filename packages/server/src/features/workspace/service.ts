import type { BodyOf, changeWorkspace, Workspace } from '@dandelion-loop/contract';
import { and, eq, sql } from 'drizzle-orm';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records } from '../../kernel/records.ts';
import { workspace } from './records.ts';

type WorkspaceSettings = Omit<Workspace, 'uploadDays' | 'uploadLimit' | 'empty'>;

export interface WorkspaceService {
  read(): Promise<WorkspaceSettings>;
  /** Fails with `conflict` when somebody else changed the settings since `version`. */
  change(change: BodyOf<typeof changeWorkspace>): Promise<WorkspaceSettings>;
}

const settingsOf = ({ id: _, createdAt: __, ...row }: typeof workspace.$inferSelect): WorkspaceSettings => ({
  ...row,
  locale: row.locale as Workspace['locale'],
});

export function createWorkspace({ records }: { records: Records }): WorkspaceService {
  return {
    async read() {
      const [row] = await records.select().from(workspace);
      return settingsOf(row!);
    },
    async change({ version, ...change }) {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const [row] = await records
        .update(workspace)
        .set({ ...given, version: sql`${workspace.version} + 1` })
        .where(and(eq(workspace.id, 1), eq(workspace.version, version)))
        .returning();
      if (!row) {
        throw new DandelionFailure(
          'conflict',
          'Somebody changed the settings meanwhile. Look at them as they are now, then change what you still want.',
        );
      }
      return settingsOf(row);
    },
  };
}
