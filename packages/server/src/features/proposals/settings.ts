import type { BodyOf, changeProposalSettings, ProposalSettings } from '@dandelion-loop/contract';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records } from '../../kernel/records.ts';
import { record } from '../audit/index.ts';
import { proposalSettings } from './records.ts';

/** Until somebody says otherwise. Version 0: nothing is stored yet. */
const usual: ProposalSettings = {
  ...{ metric: null, valueOfOne: null, unitsPerWeek: null, weeks: 26, costPerTest: 0, costPerWeek: 0 },
  ...{ mostVariations: 4, reach: 'everywhere', version: 0 },
};

function settingsOf(row: typeof proposalSettings.$inferSelect | undefined): ProposalSettings {
  if (!row) return usual;
  const { id: _, ...settings } = row;
  return settings;
}

export async function readSettings(records: Pick<Records, 'select'>): Promise<ProposalSettings> {
  const [row] = await records.select().from(proposalSettings).where(eq(proposalSettings.id, 1));
  return settingsOf(row);
}

const changedMeanwhile = () =>
  new DandelionFailure(
    'conflict',
    'Somebody changed these settings meanwhile. Look at them as they are now, then change what you still want.',
  );

const audited = ({ version: _, ...settings }: ProposalSettings) => settings;

/** Fails with `conflict` when somebody else changed them since `version`. */
export async function changeSettings(
  records: Records,
  by: Actor,
  { version, ...change }: BodyOf<typeof changeProposalSettings>,
): Promise<ProposalSettings> {
  return records.transaction(async (tx) => {
    await tx
      .insert(proposalSettings)
      .values({ id: 1, ...usual })
      .onConflictDoNothing();
    const [row] = await tx.select().from(proposalSettings).where(eq(proposalSettings.id, 1)).for('update');
    const before = settingsOf(row);
    if (before.version !== version) throw changedMeanwhile();
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const after: ProposalSettings = { ...before, ...given, version: version + 1 };
    await tx.update(proposalSettings).set(after).where(eq(proposalSettings.id, 1));
    await record(tx, by, {
      action: 'proposal-settings.changed',
      subject: { kind: 'proposal-settings', id: null, name: 'What next' },
      ...{ before: audited(before), after: audited(after) },
    });
    return after;
  });
}
