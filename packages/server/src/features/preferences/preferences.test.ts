import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  type BodyOf,
  type createPreference,
  mostPictureBytes,
  permissionsOfRole,
  preferenceSchema,
  type Role,
} from '@dandelion-loop/contract';
import { describe, expect, test } from 'vitest';
import type { Caller } from '../../kernel/caller.ts';
import { answerOf } from '../experiments/test-answers.ts';
import { useExperiments } from '../experiments/test-experiments.ts';
import { createPreferences } from './service.ts';

const { records, query, makeImport, judge } = useExperiments();

let minutes = 0;
const preferences = () =>
  createPreferences({ records: records(), now: () => new Date(Date.UTC(2026, 4, 20, 10, minutes++)) });

function person(name: string, role: Role = 'marketer'): Caller {
  const id = randomUUID();
  return {
    actor: { kind: 'member', id, name },
    permissions: new Set(permissionsOfRole[role]),
    member: { id, name, email: null, role },
    session: null,
  };
}
const olga = person('Olga', 'owner');
const key: Caller = { ...olga, actor: { kind: 'key', id: randomUUID(), name: 'Bridge' }, member: null };
const plain = { topic: '', looks: [], experimentId: null };
const ask = (options = ['Child', 'Sea'], given: Partial<BodyOf<typeof createPreference>> = {}) =>
  preferences().add(olga, { question: 'Which cover?', options, ...plain, ...given });

/** Who prefers the first, and who the second, by the share that they expect for the first. */
const firsts = [0.8, 0.7, 0.9];
const seconds = [0.4, 0.55, 0.5, 0.35];
async function answered() {
  const { id } = await ask();
  for (const [prefers, all] of [firsts, seconds].entries())
    for (const one of all) await preferences().answer(person('M'), id, { prefers, expects: [one, 1 - one] });
  return id;
}

describe('what members expect of customers', () => {
  test('is withheld until one has answered, and answered once', async () => {
    const id = await answered();
    const reader = person('Rik', 'reader');
    const before = await preferences().read(reader, id);
    expect(before).toMatchObject({
      answers: 7,
      mine: null,
      shares: null,
      findings: [],
      may: { answer: true, change: false },
    });
    expect((await preferences().read(key, id)).shares).toBeNull();
    const after = await preferences().answer(reader, id, { prefers: 0, expects: [0.33, 0.66] });
    // Written with two places, they miss 1 by a rounding.
    expect(after.mine!.expects).toEqual([expect.closeTo(1 / 3, 12), expect.closeTo(2 / 3, 12)]);
    expect(after.shares!.map(({ members }) => members)).toEqual([4, 4]);
    await expect(preferences().answer(reader, id, { prefers: 1, expects: [0.5, 0.5] })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(preferences().answer(key, id, { prefers: 1, expects: [0.5, 0.5] })).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });

  test('has a gap between who prefers it and who does not (scipy: ttest_ind, unequal variances)', async () => {
    const id = await answered();
    const { version } = await preferences().read(olga, id);
    const customers = { by: 'counts', counts: [40, 60], source: 'Poll', on: '2026-05-12' } as const;
    const told = await preferences().setCustomers(olga, id, version, { ...customers, counts: [...customers.counts] });
    expect(preferenceSchema.parse(told)).toEqual(told);
    const close = (value: number) => expect.closeTo(value, 9);
    expect(told.shares![0]).toMatchObject({
      ...{
        option: 'Child',
        members: 3,
        expected: close(0.6),
        expectedByOwn: close(0.8),
        expectedByOthers: close(0.45),
      },
      ...{ gap: close(0.35), gapLow: close(0.1492636284), gapHigh: close(0.5507363716) },
      // Wilson of 40 in 100.
      ...{ actual: 0.4, actualLow: close(0.3094012864), actualHigh: close(0.4979974132) },
      ...{ error: close(0.2), errorLow: close(0.6 - 0.4979974132), errorHigh: close(0.6 - 0.3094012864) },
    });
    // Of two options the second tells the same.
    expect(told.shares![1]).toMatchObject({ gap: close(0.35), gapLow: close(0.1492636284), error: close(-0.2) });
    expect(told.findings).toEqual([
      'Who prefers “Child” expects it of 80% of customers, the others of 45%: a gap of 35 points.',
      'Members expected “Child” of 60% of customers, and it is 40%: 20 points too many.',
    ]);
    // It is known now: everybody sees it, and nobody can expect it any more.
    expect((await preferences().read(key, id)).shares).not.toBeNull();
    await expect(preferences().answer(olga, id, { prefers: 0, expects: [0.5, 0.5] })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('says why there is no gap', async () => {
    const { id } = await ask();
    const { shares } = await preferences().answer(olga, id, { prefers: 0, expects: [0.7, 0.3] });
    expect(shares![0]).toMatchObject({ gap: null, reasons: { gap: expect.stringMatching(/Everybody prefers it/) } });
    expect(shares![1]!.reasons.gap).toMatch(/Nobody prefers it/);
    const one = await preferences()
      .answer(person('M'), id, { prefers: 1, expects: [0.2, 0.8] })
      .then((it) => it.shares![0]);
    expect(one).toMatchObject({
      gap: expect.closeTo(0.5, 12),
      gapLow: null,
      reasons: { gapLow: expect.stringMatching(/One person/) },
    });
  });

  test('is compared with what they did in a test, and kept when the test goes', async () => {
    const imported = await makeImport('Covers');
    const plan = { variations: ['Sea', 'Child'], units: 1000, lifts: [0.1] };
    await judge(imported, [{ name: '', ranOn: null, answer: answerOf(plan) }], { single: true });
    const experimentId = (await query('SELECT id FROM experiments WHERE import_id = $1', [imported.importId])).rows[0]
      .id;
    const { id, version, test: named } = await ask(undefined, { experimentId });
    expect(named).toEqual({ id: experimentId, title: expect.any(String) });
    const of = (given: object) => ({
      ...{ by: 'experiment' as const, experimentId, metric: null, variations: ['Child', 'Sea'], ...given },
    });
    for (const [given, message] of [
      [{ variations: ['Child', 'Moon'] }, /no value of “clicks” for “Moon”/],
      [{ variations: ['Child', 'Child'] }, /same variation/],
      [{ variations: ['Child', 'Sea', 'Moon'] }, /There are 2 options/],
      [{ metric: 'orders' }, /no metric “orders”/],
      [{ experimentId: randomUUID() }, /no such test/],
    ] as const) {
      await expect(preferences().setCustomers(olga, id, version, of(given as object))).rejects.toMatchObject({
        message: expect.stringMatching(message),
      });
    }
    await preferences().setCustomers(olga, id, version, of({}));
    await query('DELETE FROM imports WHERE id = $1', [imported.importId]);
    expect((await preferences().read(key, id)).test).toBeNull();
    // Rates of 0.22 and 0.2 with a deviation of 0.4 over 500 each: numpy, delta method on the log-odds.
    expect((await preferences().read(key, id)).shares![0]).toMatchObject({
      ...{ actual: expect.closeTo(0.52380952, 7), actualLow: expect.closeTo(0.46465729, 7) },
      ...{ actualHigh: expect.closeTo(0.58230123, 7), expected: null },
    });
  });

  test('shows what each option looks like: a text, and a picture by its bytes', async () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    const jpeg = Buffer.from('ffd8ffe000104a46494600', 'hex');
    const look = (text: string, bytes: Buffer | null) => ({ text, picture: bytes?.toString('base64') ?? null });
    const { id, looks } = await ask(['Child', 'Sea', 'Dog'], {
      looks: [look('She looks at you.', png), look('', null), look('', jpeg)],
    });
    expect(looks).toEqual([
      { text: 'She looks at you.', picture: true },
      { text: '', picture: false },
      { text: '', picture: true },
    ]);
    const { mediaType, content, fileName } = await preferences().picture(id, 2);
    expect({ mediaType, fileName }).toEqual({ mediaType: 'image/jpeg', fileName: null });
    expect(await buffer(content as Readable)).toEqual(jpeg);
    await expect(preferences().picture(id, 1)).rejects.toMatchObject({ code: 'not-found' });
    // Of a question from before there were looks.
    await query(`UPDATE preference_questions SET texts = '{}' WHERE id = $1`, [id]);
    expect((await preferences().read(olga, id)).looks[0]).toEqual({ text: '', picture: true });

    const script = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>');
    const large = Buffer.concat([png, Buffer.alloc(mostPictureBytes)]);
    for (const [looks, message] of [
      [[look('', script), look('', null)], /PNG, a JPEG or a WebP/],
      [[look('', large), look('', null)], /110 kB at most/],
      [[look('', null)], /There are 2 options/],
    ] as const)
      await expect(ask(undefined, { looks: [...looks] })).rejects.toMatchObject({
        ...{ code: 'wrong-use', message: expect.stringMatching(message) },
      });
    await expect(ask(undefined, { experimentId: randomUUID() })).rejects.toMatchObject({ code: 'unknown-value' });
    // Pictures go with their question.
    await preferences().remove(olga, id, 1);
    await expect(preferences().picture(id, 0)).rejects.toMatchObject({ code: 'not-found' });
    expect((await query('SELECT 1 FROM preference_pictures')).rows).toEqual([]);
  });

  test('refuses what does not fit, and deletes what nobody else answered', async () => {
    await expect(ask(['Sea', 'Sea'])).rejects.toMatchObject({ code: 'wrong-use' });
    const { id, version } = await ask();
    for (const body of [
      { prefers: 2, expects: [0.5, 0.5] },
      { prefers: 0, expects: [0.5, 0.6] },
      { prefers: 0, expects: [0.3, 0.3, 0.4] },
    ])
      await expect(preferences().answer(olga, id, body)).rejects.toMatchObject({ code: 'wrong-use' });
    await preferences().answer(olga, id, { prefers: 0, expects: [0.5, 0.5] });
    const other = await answered();
    await expect(preferences().remove(olga, other, 1)).rejects.toMatchObject({ code: 'conflict' });
    await preferences().remove(olga, id, version);
    await expect(preferences().read(olga, id)).rejects.toMatchObject({ code: 'not-found' });
    expect((await preferences().list(olga, { offset: 0, limit: 1 })).preferences[0]!.id).toBe(other);
  });
});
