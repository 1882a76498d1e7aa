import { expect, test } from 'vitest';
import { testActor } from '../../kernel/test-caller.ts';
import { choose, metric, newest, smallFile, untilEnded, useStores } from './test-imports.ts';

const stores = useStores();

interface Entry {
  action: string;
  kind: string;
  name: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

const entries = () =>
  stores.ask<Entry & { [key: string]: unknown }>(
    `SELECT action, actor ->> 'kind' AS kind, subject_name AS name, before, after FROM audit_log ORDER BY seq`,
  );

test('all that happens to an import is in the audit log, and no cell of its file', async () => {
  const { imports } = await stores.serve();
  const uploadId = await stores.store(smallFile(), 'visitors.csv');
  const choices = choose({ where: 'country == "NL"', split: { A: 1, B: 1 }, unit: 'id' });
  const { id } = await imports.create(testActor, { source: 'file', name: 'Visitors', uploadId, choices });
  const first = await untilEnded(imports, id);
  expect(newest(first).state).toBe('done');
  const { version } = await imports.rename(testActor, id, { version: first.version, name: 'Visitors of May' });
  const changed = { ...choices, control: 'B', metrics: [metric('age')] };
  await imports.analyzeAgain(testActor, id, { version, choices: changed });
  const second = await untilEnded(imports, id);
  const broken = { ...changed, metrics: [metric('country', { kind: 'mean' })] };
  await imports.analyzeAgain(testActor, id, { version: second.version, choices: broken });
  expect(newest(await untilEnded(imports, id)).state).toBe('failed');
  await imports.retry(testActor, id);
  await untilEnded(imports, id);
  await imports.remove(testActor, id);

  const found = await entries();
  expect(found.map(({ action, kind, name }) => `${kind} ${action} ${name}`)).toEqual([
    'member upload.stored visitors.csv',
    'member import.created Visitors',
    'system import.judged Visitors',
    'member import.renamed Visitors of May',
    'member experiment.changed Visitors of May',
    'member import.analyzed-again Visitors of May',
    'system import.judged Visitors of May',
    'member import.analyzed-again Visitors of May',
    'system import.failed Visitors of May',
    'member import.retried Visitors of May',
    'system import.failed Visitors of May',
    'member import.deleted Visitors of May',
    'member upload.deleted visitors.csv',
  ]);
  expect(found[1]!.after).toMatchObject({
    ...{ name: 'Visitors', source: 'file', uploadId, analysis: 1, variation: 'group', unit: 'id' },
    ...{ control: 'kept with analysis 1', split: 'kept with analysis 1', where: 'kept with analysis 1' },
  });
  expect(found[2]!.after).toMatchObject({ analysis: 1, verdicts: { inconclusive: 1 } });
  expect([found[5]!.before, found[5]!.after]).toMatchObject([
    { analysis: 1, control: 'kept with analysis 1', metrics: [{ name: 'y' }] },
    { analysis: 2, control: 'kept with analysis 2', metrics: [{ name: 'age' }] },
  ]);
  expect(Object.keys(found[5]!.after!).sort()).toEqual(['analysis', 'control', 'metrics']);
  expect(found[8]!.after).toEqual({ analysis: 3, failure: expect.stringMatching(/^[a-z-]+$/) });
  expect(found[11]!.before).toMatchObject({ name: 'Visitors of May', analyses: 3, experiments: 1 });
  expect(JSON.stringify(found)).not.toMatch(/person-|"NL"|"DE"|country ==|"B"/);
});

test('typed counts are judged by the system at once, and what is stopped is stopped by somebody', async () => {
  const { imports } = await stores.serve({ working: false });
  const variations = [
    { name: 'A', tried: 1000, succeeded: 100 },
    { name: 'B', tried: 1000, succeeded: 160 },
  ];
  const counts = {
    ...{ variations, split: null, lowerIsBetter: false, practical: { value: 0.01, relative: true } },
    ...{ inference: 'fixed' as const, level: 0.95, plannedUnits: 5000 },
  };
  const before = (await entries()).length;
  await imports.create(testActor, { source: 'counts', name: 'Typed', counts });
  const { id } = await imports.create(testActor, { source: 'sample' });
  await imports.cancel(testActor, id);
  await imports.cancel(testActor, id);
  expect((await entries()).slice(before).map(({ action, kind, after }) => [kind, action, after])).toMatchObject([
    ['member', 'import.created', { name: 'Typed', source: 'counts', analysis: 1, variations }],
    ['system', 'import.judged', { analysis: 1, verdicts: { won: 1 } }],
    ['member', 'import.created', { source: 'sample', analysis: 1 }],
    ['member', 'import.cancelled', { analysis: 1 }],
  ]);
});
