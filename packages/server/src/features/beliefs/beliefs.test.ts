import { randomUUID } from 'node:crypto';
import { beliefSchema, getBeliefScores } from '@dandelion-loop/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../../kernel/caller.ts';
import { useBeliefs } from './test-beliefs.ts';

const { member, beliefs, add, query, pass, now, liveIn } = useBeliefs();

let olga: Caller;
let rik: Caller;
let mila: Caller;
const key: Caller = {
  actor: { kind: 'key', id: randomUUID(), name: 'Slack bridge' },
  permissions: new Set(['beliefs:read', 'beliefs:write']),
  ...{ member: null, session: null },
};
beforeAll(async () => {
  olga = await member('Olga', 'owner');
  rik = await member('Rik', 'reader');
  mila = await member('Mila', 'marketer');
});

const auditOf = async (id: string) =>
  (await query('SELECT action, after FROM audit_log WHERE subject_id = $1 ORDER BY seq', [id])).rows;

describe('forecasts of others', () => {
  test('are withheld until one has answered and asked; a count is told', async () => {
    const { id } = await add(olga);
    await beliefs().forecast(olga, id, 0.3);
    await beliefs().forecast(mila, id, 0.9);
    const before = await beliefs().read(rik, id);
    expect(beliefSchema.parse(before)).toEqual(before);
    expect(before.forecasts).toEqual({ count: 2, mine: null, revealed: false, others: null, mean: null });
    await expect(beliefs().reveal(rik, id)).rejects.toMatchObject({ code: 'conflict' });
    const answered = await beliefs().forecast(rik, id, 0.5);
    expect(answered.forecasts).toMatchObject({ count: 3, others: null, mean: null });
    const { forecasts } = await beliefs().reveal(rik, id);
    expect(forecasts.others).toEqual([
      { name: null, role: null, probability: 0.3 },
      { name: null, role: null, probability: 0.9 },
    ]);
    expect(forecasts.mean).toBeCloseTo((0.3 + 0.9 + 0.5) / 3, 12);
    // Nobody else sees more by that, not in the list either, and a key never while it is open.
    const { beliefs: listed } = await beliefs().list(mila, { offset: 0, limit: 100 });
    expect(listed.find((one) => one.id === id)!.forecasts.others).toBeNull();
    expect((await beliefs().read(key, id)).forecasts).toMatchObject({ count: 3, others: null, mean: null });
  });

  test('the last one before looking counts; all are kept; the audit log does not tell them', async () => {
    const { id } = await add(olga);
    await beliefs().forecast(mila, id, 0.1);
    for (const probability of [0.2, 0.6]) await beliefs().forecast(rik, id, probability);
    await beliefs().reveal(rik, id);
    const { forecasts } = await beliefs().forecast(rik, id, 0.15);
    expect(forecasts.mine).toMatchObject({
      probability: 0.6,
      history: [
        { probability: 0.2, afterReveal: false },
        { probability: 0.6, afterReveal: false },
        { probability: 0.15, afterReveal: true },
      ],
    });
    await beliefs().reveal(mila, id);
    expect((await beliefs().read(mila, id)).forecasts.others).toEqual([{ name: null, role: null, probability: 0.6 }]);
    const entries = await auditOf(id);
    expect(entries.map(({ action }) => action)).toEqual([
      ...['belief.created', 'belief.answered', 'belief.answered', 'belief.answered'],
      ...['belief.revealed', 'belief.answered', 'belief.revealed'],
    ]);
    expect(JSON.stringify(entries.slice(1))).not.toMatch(/0\.(1|2|6|15)\b/);
  });

  test('show a name where its member shares, until they do not', async () => {
    const { id } = await add(olga);
    await beliefs().forecast(mila, id, 0.1);
    await beliefs().forecast(rik, id, 0.2);
    await beliefs().reveal(rik, id);
    await beliefs().share(mila, true);
    const named = [{ name: 'Mila', role: 'marketer', probability: 0.1 }];
    expect((await beliefs().read(rik, id)).forecasts.others).toEqual(named);
    await beliefs().share(mila, false);
    expect((await beliefs().read(rik, id)).forecasts.others).toEqual([{ ...named[0], name: null, role: null }]);
  });

  test('0 and 1 are taken, with what they cost; a key believes nothing', async () => {
    const { id } = await add(olga);
    expect((await beliefs().forecast(rik, id, 1)).warnings).toEqual([expect.stringContaining('100% leaves no room')]);
    expect((await beliefs().forecast(rik, id, 0)).warnings).toEqual([expect.stringContaining('0% leaves no room')]);
    expect((await beliefs().forecast(rik, id, 0.99)).warnings).toEqual([]);
    await expect(beliefs().forecast(key, id, 0.5)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(beliefs().reveal(key, id)).rejects.toMatchObject({ code: 'not-allowed' });
  });

  test('are taken until the day is over, and not of what is known', async () => {
    const { id } = await add(olga, { dueOn: now().toISOString().slice(0, 10) });
    expect((await beliefs().forecast(rik, id, 0.5)).may.answer).toBe(true);
    pass(1);
    await expect(beliefs().forecast(rik, id, 0.6)).rejects.toMatchObject({ message: expect.stringMatching(/day has/) });
    const { id: known, version } = await add(olga);
    await beliefs().resolve(olga, known, { version, state: 'false', reason: 'Seen.' });
    await expect(beliefs().forecast(rik, known, 0.6)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('the day until which members answer', () => {
  /** May 20, 10:00 UTC and whole days after that. */
  const answerable = async (id: string) => (await beliefs().read(rik, id)).may.answer;

  test('ends where the workspace is, not in Greenwich', async () => {
    const today = now().toISOString().slice(0, 10);
    const { id } = await add(olga, { dueOn: today });
    expect(await answerable(id)).toBe(true);
    // 14 hours ahead: the next day has come there.
    liveIn('Pacific/Kiritimati');
    expect(await answerable(id)).toBe(false);
    await expect(beliefs().forecast(rik, id, 0.6)).rejects.toMatchObject({ message: expect.stringMatching(/day has/) });
    await expect(add(olga, { dueOn: today })).rejects.toMatchObject({ code: 'wrong-use' });
    pass(1);
    liveIn('UTC');
    expect(await answerable(id)).toBe(false);
    // 11 hours behind: it is yesterday there, until the day is over.
    liveIn('Pacific/Pago_Pago');
    expect(await answerable(id)).toBe(true);
    expect((await beliefs().forecast(rik, id, 0.6)).forecasts.mine!.probability).toBe(0.6);
    expect((await add(olga, { dueOn: today })).dueOn).toBe(today);
    liveIn('UTC');
  });
});

describe('an assumption', () => {
  test('that was answered stays what was answered', async () => {
    const { id, version } = await add(olga, { claim: 'One.' });
    const { version: second } = await beliefs().change(olga, id, { version, claim: 'Another.' });
    await beliefs().forecast(rik, id, 0.5);
    await expect(beliefs().change(olga, id, { version: second, claim: 'A third.' })).rejects.toMatchObject({
      message: expect.stringMatching(/have answered this claim/),
    });
    const topic = await beliefs().change(olga, id, { version: second, topic: 'mail' });
    expect(topic).toMatchObject({ claim: 'Another.', topic: 'mail', version: second + 1 });
    await expect(beliefs().change(olga, id, { version: second, topic: 'x' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('is deleted while nobody else answered, and made void after', async () => {
    const { id, version } = await add(olga);
    await beliefs().forecast(olga, id, 0.5);
    expect((await beliefs().read(olga, id)).may.delete).toBe(true);
    await beliefs().forecast(rik, id, 0.5);
    expect((await beliefs().read(olga, id)).may.delete).toBe(false);
    await expect(beliefs().remove(olga, id, version)).rejects.toMatchObject({ code: 'conflict' });
    const ended = await beliefs().resolve(olga, id, { version, state: 'void', reason: 'Nobody can tell.' });
    expect(ended).toMatchObject({ state: 'void', evidence: { reason: 'Nobody can tell.', by: olga.actor } });
    const other = await add(olga);
    await beliefs().remove(olga, other.id, other.version);
    await expect(beliefs().read(olga, other.id)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('is found by words, state and topic', async () => {
    await add(olga, { claim: 'Élan sells.', topic: 'Words' });
    const found = async (given: object) =>
      (await beliefs().list(rik, { offset: 0, limit: 10, ...given })).beliefs.map(({ claim }) => claim);
    expect(await found({ search: 'elan words' })).toEqual(['Élan sells.']);
    expect(await found({ topic: 'Words', state: 'open' })).toEqual(['Élan sells.']);
    expect(await found({ topic: 'Words', state: 'true' })).toEqual([]);
  });

  test('cannot end in the past', async () => {
    await expect(add(olga, { dueOn: '2026-01-01' })).rejects.toMatchObject({ code: 'wrong-use' });
  });
});

describe('scores', () => {
  test('one’s own first, others’ where they share, and the team where nobody can be worked out of it', async () => {
    await query('TRUNCATE beliefs, forecasts, forecast_reveals, score_sharing CASCADE');
    const ada = await member('Ada', 'analyst');
    const answers: [boolean, string, [Caller, number][]][] = [
      [
        true,
        'mail',
        [
          [rik, 0.8],
          [mila, 0.6],
          [ada, 0.9],
        ],
      ],
      [
        false,
        'mail',
        [
          [rik, 0.4],
          [mila, 0.5],
          [ada, 0.1],
        ],
      ],
      [
        true,
        'price',
        [
          [rik, 0.7],
          [mila, 0.2],
        ],
      ],
    ];
    for (const [happened, topic, given] of answers) {
      const { id, version } = await add(olga, { topic });
      for (const [who, probability] of given) await beliefs().forecast(who, id, probability);
      await beliefs().reveal(rik, id);
      await beliefs().forecast(rik, id, happened ? 1 : 0);
      await beliefs().resolve(olga, id, { version, state: happened ? 'true' : 'false', reason: 'Seen.' });
    }
    const { id, version } = await add(olga);
    await beliefs().forecast(rik, id, 0);
    await beliefs().resolve(olga, id, { version, state: 'void', reason: 'Nobody can tell.' });

    const own = await beliefs().scores(rik);
    expect(getBeliefScores.answer!.parse(own)).toEqual(own);
    // (0.04 + 0.16 + 0.09) / 3: what was given after looking, and what is void, are left out.
    expect(own.mine).toMatchObject({
      n: 3,
      brier: expect.closeTo(0.29 / 3, 12),
      sentence: expect.stringMatching(/yours/),
    });
    expect(own.members).toEqual([]);
    // Mila and Ada do not share, and are two.
    expect(own.team).toMatchObject({ n: 8, brier: expect.closeTo((0.29 + 0.16 + 0.25 + 0.64 + 0.01 + 0.01) / 8, 12) });
    // In “price” Mila would be alone, and “mail” with the whole would tell of it.
    expect(own.topics).toEqual([]);
    expect(own.roles).toEqual([]);
    expect(own.notes.join()).toMatch(/left out/);

    await beliefs().share(ada, true);
    const now = await beliefs().scores(rik);
    expect(now.members.map(({ member, n }) => [member.name, n])).toEqual([['Ada', 2]]);
    // Of three, two are known: the team would tell of Mila.
    expect(now.team).toBeNull();
    await beliefs().share(mila, true);
    const open = await beliefs().scores(rik);
    expect(open.members.map(({ member }) => member.name)).toEqual(['Ada', 'Mila']);
    expect(open.topics.map(({ topic, n }) => [topic, n])).toEqual([
      ['mail', 6],
      ['price', 2],
    ]);
    expect(open.roles.map(({ role, n }) => [role, n])).toEqual([
      ['analyst', 2],
      ['marketer', 3],
      ['reader', 3],
    ]);
    expect((await beliefs().scores(key)).mine).toBeNull();
  });
});
