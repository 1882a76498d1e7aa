import { randomUUID } from 'node:crypto';
import { permissionsOfRole, type Role } from '@dandelion-loop/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../../kernel/caller.ts';
import { answerOf } from '../experiments/test-answers.ts';
import { useExperiments } from '../experiments/test-experiments.ts';
import { createComments } from './service.ts';

const { records, query, makeImport, judge } = useExperiments();

const person = (name: string, role: Role): Caller => {
  const id = randomUUID();
  return {
    actor: { kind: 'member', id, name },
    permissions: new Set(permissionsOfRole[role]),
    member: { id, name, email: null, role },
    session: null,
  };
};
const owner = person('Olga', 'owner');
const reader = person('Rik', 'reader');
const marketer = person('Mila', 'marketer');
const key: Caller = {
  actor: { kind: 'key', id: randomUUID(), name: 'Slack bridge' },
  permissions: new Set(['experiments:read', 'comments:write']),
  ...{ member: null, session: null },
};
const watcher: Caller = { ...key, permissions: new Set(['experiments:read']) };

let minutes = 0;
const now = () => new Date(Date.UTC(2026, 4, 20, 10, minutes++));
const comments = () => createComments({ records: records(), now });

let importId: string;
let experiment: string;
beforeAll(async () => {
  const imported = await makeImport('comments.csv');
  importId = imported.importId;
  await judge(imported, [{ name: 'Calm or urgent', ranOn: null, answer: answerOf() }]);
  experiment = (await query('SELECT id FROM experiments')).rows[0].id;
});

const auditOf = async (id: string) =>
  (
    await query(
      `SELECT action, subject_kind, subject_name, actor ->> 'name' AS by, before, after FROM audit_log
       WHERE subject_id = $1 ORDER BY seq`,
      [id],
    )
  ).rows;

describe('comments', () => {
  test('newest last, of people and of keys under their names; of many, the newest', async () => {
    for (const [who, text] of [
      [owner, 'One.'],
      [key, 'Two.'],
      [reader, 'Three.'],
    ] as const) {
      await comments().add(who, experiment, text);
    }
    const { comments: listed, earlier } = await comments().list(reader, experiment, 50);
    expect(listed.map(({ by, text }) => [by.kind, by.name, text])).toEqual([
      ['member', 'Olga', 'One.'],
      ['key', 'Slack bridge', 'Two.'],
      ['member', 'Rik', 'Three.'],
    ]);
    expect(earlier).toBe(0);
    const some = await comments().list(reader, experiment, 2);
    expect([some.comments.map(({ text }) => text), some.earlier]).toEqual([['Two.', 'Three.'], 1]);
  });

  test('one changes one’s own and nobody else’s, not even an owner', async () => {
    const { id, version, may } = await comments().add(reader, experiment, 'A typo her.');
    expect(may).toEqual({ change: true, delete: true });
    for (const who of [owner, marketer, key]) {
      await expect(comments().change(who, id, { version, text: 'Mine.' })).rejects.toMatchObject({
        code: 'not-allowed',
      });
    }
    const changed = await comments().change(reader, id, { version, text: 'A typo here.' });
    expect(changed).toMatchObject({ text: 'A typo here.', version: 2 });
    expect(changed.changedAt).not.toBeNull();
    expect(await auditOf(id)).toMatchObject([
      { action: 'comment.created', subject_kind: 'comment', subject_name: 'Calm or urgent', by: 'Rik' },
      { action: 'comment.changed', before: { text: 'A typo her.' }, after: { text: 'A typo here.' } },
    ]);
  });

  test('two tabs: the second finds out, whatever it wants to do', async () => {
    const { id, version } = await comments().add(reader, experiment, 'Of two tabs.');
    await comments().change(reader, id, { version, text: 'Of the first.' });
    await expect(comments().change(reader, id, { version, text: 'Of the second.' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(comments().remove(reader, id, version)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('deleted by its author or an owner: who did stays, the text does not', async () => {
    const { id, version } = await comments().add(reader, experiment, 'Better unsaid.');
    await expect(comments().remove(marketer, id, version)).rejects.toMatchObject({ code: 'not-allowed' });
    const deleted = await comments().remove(owner, id, version);
    expect(deleted).toMatchObject({
      ...{ text: null, by: reader.actor, deletedBy: owner.actor, may: { change: false, delete: false } },
    });
    expect((await query('SELECT text FROM comments WHERE id = $1', [id])).rows).toEqual([{ text: '' }]);
    expect((await auditOf(id)).at(-1)).toMatchObject({
      ...{ action: 'comment.deleted', by: 'Olga', before: { text: 'Better unsaid.', by: 'Rik' }, after: null },
    });
    await expect(comments().remove(owner, id, deleted.version)).rejects.toMatchObject({ code: 'conflict' });
    await expect(comments().change(reader, id, { version: deleted.version, text: 'Again.' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('says what whoever asks may do', async () => {
    const mine = (await comments().add(reader, experiment, 'Rik’s.')).id;
    const seenBy = async (who: Caller) =>
      (await comments().list(who, experiment, 50)).comments.find(({ id }) => id === mine)!.may;
    expect(await Promise.all([reader, owner, marketer, watcher].map(seenBy))).toEqual([
      { change: true, delete: true },
      { change: false, delete: true },
      { change: false, delete: false },
      { change: false, delete: false },
    ]);
  });

  test('on nothing there are none; with an experiment they go', async () => {
    const nowhere = randomUUID();
    await expect(comments().list(owner, nowhere, 50)).rejects.toMatchObject({ code: 'not-found' });
    await expect(comments().add(owner, nowhere, 'Hello?')).rejects.toMatchObject({ code: 'not-found' });
    await expect(comments().change(owner, nowhere, { version: 1, text: 'Hello?' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await query('DELETE FROM imports WHERE id = $1', [importId]);
    expect((await query('SELECT count(*)::int AS left FROM comments')).rows).toEqual([{ left: 0 }]);
  });
});
