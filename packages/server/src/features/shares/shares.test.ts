import { randomUUID } from 'node:crypto';
import { openShared, type SharedExperiment } from '@dandelion-loop/contract';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../kernel/caller.ts';
import { createAttempts } from '../access/index.ts';
import { chosen, useExperiments } from '../experiments/test-experiments.ts';
import { createWorkspace } from '../workspace/index.ts';
import { createShares } from './service.ts';
import { mark, markedAnswer } from './test-marked-answer.ts';

const { records, query, experiments, makeImport, judge } = useExperiments();

const somebody: Actor = { kind: 'member', id: randomUUID(), name: 'Wiebke Maker' };
const start = new Date('2026-05-20T10:00:00Z');
const later = (days: number, seconds = 0) => new Date(start.getTime() + (days * 86_400 + seconds) * 1000);

/** The service at a moment, and somebody's network address, which nobody else in these tests has. */
function at(now = start) {
  const db = records();
  const clock = () => now;
  return createShares({
    ...{ records: db, now: clock, url: () => 'https://dandelion.example' },
    attempts: createAttempts({ records: db, now: clock }),
    readExperiment: experiments().read,
    readWorkspace: createWorkspace({ records: db }).read,
  });
}
let addresses = 0;
const address = () => `198.51.100.${++addresses}`;

type Wanted = Parameters<ReturnType<typeof at>['make']>[1];

const wanted = (experimentId: string, changes: Partial<Wanted> = {}): Wanted => ({
  ...{ kind: 'experiment', experimentId, days: 90, segment: null, showMaker: false },
  ...changes,
});

/** An experiment with a mark in all that must not go out. */
async function markedExperiment(answer = markedAnswer(), title: string | null = 'Does calm beat urgent?') {
  const imported = await makeImport(`${mark} import name`);
  const analysis = await judge(imported, [{ name: '', ranOn: '2026-05-02', answer }], { single: true });
  const uploadId = randomUUID();
  await query(
    `INSERT INTO uploads (id, name, bytes, format, columns) VALUES ($1, '${mark} file.csv', 10, 'csv', '[]')`,
    [uploadId],
  );
  await query('UPDATE imports SET upload_id = $2 WHERE id = $1', [imported.importId, uploadId]);
  await query(
    `UPDATE analyses SET choices = $2, notes = '["${mark} note"]',
       statements = '[{"sql": "SELECT ${mark}", "milliseconds": 1}]' WHERE id = $1`,
    [analysis, chosen({ where: `email == "${mark}"` })],
  );
  const { rows } = await query(
    `UPDATE experiments SET note = '${mark} note', tags = '{${mark}}', title = coalesce($2, title) WHERE import_id = $1
     RETURNING id`,
    [imported.importId, title],
  );
  return { id: rows[0].id as string, imported };
}

const tokenOf = (link: string) => link.split('#')[1]!;

/** All that goes out, as text, of a link made in this way. */
async function sent(id: string, changes: Partial<Wanted> = {}, now = start) {
  const { link } = await at(now).make(somebody, wanted(id, changes));
  const shown = await at(now).open(tokenOf(link), address());
  // Not only because of the schema, which would take away what it does not know.
  expect(JSON.stringify(shown)).not.toContain(mark);
  const text = JSON.stringify(openShared.answer!.parse(shown));
  return { text, shown: JSON.parse(text) as SharedExperiment, link };
}

describe('what a link shows', () => {
  test('nothing of the file, its columns, its persons, and of what members wrote', async () => {
    const { id } = await markedExperiment();
    const { text, shown } = await sent(id, { madeFor: `${mark} the board` });
    expect(text).not.toContain(mark);
    expect(text).not.toContain(somebody.name);
    expect(shown).toMatchObject({
      ...{ workspace: 'My workspace', title: 'Does calm beat urgent?', asOf: '2026-05-10', endsOn: '2026-08-18' },
      ...{ sharedBy: null, unit: 'unit', units: 1000, filtered: true, verdict: 'won', ranOn: '2026-05-02' },
      ...{ groups: null, health: { verdict: 'ok' } },
    });
    expect(shown.metrics[0]).toMatchObject({
      name: 'clicks',
      comparisons: [{ verdict: 'better', lift: { value: 0.1 } }],
    });
  });

  test('the name of an import is no title', async () => {
    const { id } = await markedExperiment(markedAnswer(), null);
    const { text, shown } = await sent(id);
    expect([shown.title, text.includes(mark)]).toEqual([null, false]);
    expect(shown.question).toBe('Did Challenger do better than Control on clicks?');
  });

  test('who made it only when they said so', async () => {
    const { id } = await markedExperiment();
    expect((await sent(id, { showMaker: true })).shown.sharedBy).toBe(somebody.name);
  });

  test('groups of the chosen column, without the small one and the smallest other', async () => {
    const { id } = await markedExperiment();
    const { text, shown } = await sent(id, { segment: 'town' });
    expect(text).not.toContain(mark);
    expect(shown.groups).toMatchObject({ column: 'town', someLeftOut: true });
    expect(shown.groups!.values.map(({ value }) => value)).toEqual(['Leer', 'Norden']);
    expect(text).not.toContain('Aurich');
    // What can be subtracted: 50 units of each, not the three.
    const left = (at: number) =>
      shown.metrics[0]!.variations[at]!.units -
      shown.groups!.values.reduce((sum, { variations }) => sum + variations[at]!.units, 0);
    expect([left(0), left(1)]).toEqual([50, 50]);
  });

  test('a column that is gone after judging again shows no groups', async () => {
    const { id, imported } = await markedExperiment();
    const { link } = await at().make(somebody, wanted(id, { segment: 'town' }));
    await judge(imported, [{ name: '', ranOn: null, answer: { ...markedAnswer(), segments: [] } }], { single: true });
    expect((await at().open(tokenOf(link), address())).groups).toBeNull();
  });

  test('the newest answer with its day, and no number of one that may not be read', async () => {
    const { id, imported } = await markedExperiment();
    const { link } = await at().make(somebody, wanted(id, { segment: 'town' }));
    await judge(imported, [{ name: '', ranOn: null, answer: markedAnswer({ verdict: 'invalid' }) }], {
      ...{ single: true, judgedAt: new Date('2026-05-18T09:00:00Z') },
    });
    const shown = await at().open(tokenOf(link), address());
    expect(shown).toMatchObject({ asOf: '2026-05-18', verdict: 'invalid', metrics: [], groups: null });
    expect(shown.health.checks).toContainEqual({ name: 'sample-ratio', verdict: 'invalid' });
    expect(JSON.stringify(shown)).not.toContain(mark);
  });

  test('the day is that of the workspace', async () => {
    const { id } = await markedExperiment();
    await query("UPDATE workspace SET time_zone = 'Pacific/Auckland'");
    expect((await sent(id)).shown.asOf).toBe('2026-05-11');
    await query("UPDATE workspace SET time_zone = 'UTC'");
  });
});

describe('how long a link holds', () => {
  const ends = async (open: Promise<unknown>) =>
    open.then(
      () => 'shown',
      (error) => [error.code, error.message],
    );

  test('to its last second, until it is revoked, or its experiment is deleted; the answer to each is the same', async () => {
    const { id, imported } = await markedExperiment();
    const [expiring, revoked, deleted] = await Promise.all(
      ([7, 90, 365] as const).map(async (days) => (await at().make(somebody, wanted(id, { days }))).link),
    );
    const unknown = await ends(at().open('A'.repeat(43), address()));
    expect(unknown).toEqual(['share-ended', expect.stringContaining('no longer shared')]);

    expect(await ends(at(later(7, -1)).open(tokenOf(expiring!), address()))).toBe('shown');
    expect(await ends(at(later(7)).open(tokenOf(expiring!), address()))).toEqual(unknown);

    const { shares } = await at().list({ experiment: id, offset: 0, limit: 10 });
    const one = shares.find(({ expiresAt }) => expiresAt === later(90).toISOString())!;
    await at().revoke(somebody, one.id);
    await at(later(1)).revoke(somebody, one.id);
    expect(await ends(at().open(tokenOf(revoked!), address()))).toEqual(unknown);

    await query('DELETE FROM imports WHERE id = $1', [imported.importId]);
    expect(await ends(at().open(tokenOf(deleted!), address()))).toEqual(unknown);
    expect((await at().list({ experiment: id, offset: 0, limit: 10 })).total).toBe(0);
  });

  test('the list says who made it, for whom, its state, and how often and when it was opened', async () => {
    const { id } = await markedExperiment();
    const { link, share } = await at().make(somebody, wanted(id, { days: 7, madeFor: ' The board ' }));
    expect(share).toMatchObject({ opens: 0, lastOpenedAt: null, state: 'active' });
    for (const days of [1, 2]) await at(later(days)).open(tokenOf(link), address());
    expect(await at(later(6)).list({ experiment: id, offset: 0, limit: 0 })).toMatchObject({ total: 1, active: 1 });
    const { active, shares } = await at(later(8)).list({ experiment: id, offset: 0, limit: 10 });
    const [listed] = shares;
    expect(active).toBe(0);
    expect(listed).toMatchObject({
      ...{ by: somebody, madeFor: ' The board ', state: 'expired', opens: 2, lastOpenedAt: later(2).toISOString() },
      experiment: { id, title: 'Does calm beat urgent?' },
    });
    expect(JSON.stringify(listed)).not.toContain(tokenOf(link));
    const { rows } = await query('SELECT row_to_json(shares)::text AS row FROM shares');
    expect(rows.some(({ row }) => row.includes(tokenOf(link)))).toBe(false);
  });

  test('many wrong tokens of one address have to wait; a right one costs nothing', async () => {
    const { id } = await markedExperiment();
    const { link } = await at().make(somebody, wanted(id));
    const [guessing, reading] = [address(), address()];
    const guesses = [];
    for (let guess = 0; guess < 40; guess++) guesses.push(await ends(at().open(`guess ${guess}`, guessing)));
    expect(guesses.filter(([code]) => code === 'too-many-requests').length).toBeGreaterThanOrEqual(9);
    for (let load = 0; load < 40; load++) expect(await ends(at().open(tokenOf(link), reading))).toBe('shown');
  });
});

describe('making a link', () => {
  test('fails for an experiment or a column that is not there', async () => {
    const { id } = await markedExperiment();
    await expect(at().make(somebody, wanted(randomUUID()))).rejects.toMatchObject({ code: 'not-found' });
    await expect(at().make(somebody, wanted(id, { segment: 'country' }))).rejects.toMatchObject({
      code: 'unknown-column',
    });
    await expect(at().revoke(somebody, randomUUID())).rejects.toMatchObject({ code: 'not-found' });
  });

  test('is in the audit log, and so is its end; what was not changed is not', async () => {
    const { id } = await markedExperiment();
    const { share, link } = await at().make(somebody, wanted(id, { madeFor: 'The board' }));
    await at().revoke(somebody, share.id);
    await at().revoke(somebody, share.id);
    const { rows } = await query(
      'SELECT action, subject_name, before, after FROM audit_log WHERE subject_id = $1 ORDER BY seq',
      [share.id],
    );
    expect(rows).toEqual([
      {
        ...{ action: 'share.created', subject_name: 'Does calm beat urgent?', before: null },
        after: {
          ...{ kind: 'experiment', experimentId: id, madeFor: 'The board', segment: null, showMaker: false },
          expiresAt: later(90).toISOString(),
        },
      },
      {
        ...{ action: 'share.revoked', subject_name: 'Does calm beat urgent?' },
        ...{ before: { revokedAt: null }, after: { revokedAt: start.toISOString() } },
      },
    ]);
    expect(JSON.stringify(rows)).not.toContain(tokenOf(link));
  });
});
