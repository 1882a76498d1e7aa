import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../kernel/caller.ts';
import type { JudgedTest } from '../experiments/index.ts';
import { answerOf } from '../experiments/test-answers.ts';
import { useExperiments } from '../experiments/test-experiments.ts';
import { createCoders } from './coders-service.ts';
import { createCodes } from './codes-service.ts';

/** Coders of a workspace, codes that people gave, and how far they agree, in a real record store. */

const { records, query, makeImport, judge } = useExperiments();
let seconds = 0;
const now = () => new Date(Date.UTC(2026, 4, 20, 12, 0, seconds++));
const coders = () => createCoders({ records: records(), now });
const codes = () => createCodes({ records: records(), now, level: async () => 0.95 });

const person = (name: string, at: number): Actor => ({
  ...{ kind: 'member', id: `00000000-0000-4000-8000-00000000000${at}`, name },
});
const [anna, ben, cem] = [person('Anna', 1), person('Ben', 2), person('Cem', 3)];

const subjects = [
  ['Free shipping this week', 'Your order, free of cost'],
  ['A letter from the seals', 'News of the <b>seals</b>'],
  ['FREE DELIVERY today', 'Delivered today'],
];
const testOf = (texts: string[], at: number): JudgedTest => ({
  ...{ name: `t${at}`, ranOn: `2026-03-0${at + 1}`, answer: answerOf({ variations: ['Plain', 'Other'] }) },
  contents: texts.map((subject, v) => ({ subject, tone: ['calm', 'Calm '][v]!, image: 'i1' })),
});

let tests: { id: string; name: string }[];
beforeAll(async () => {
  const file = await makeImport('Mails');
  const analysis = await judge(file, subjects.map(testOf));
  const choices = { attributes: ['tone'], texts: ['subject'], held: ['image'] };
  await query('UPDATE analyses SET choices = $2 WHERE id = $1', [analysis, choices]);
  tests = (await query('SELECT id, name FROM experiments ORDER BY name')).rows;
});

const auditOf = async (action: string) =>
  (await query(`SELECT actor ->> 'name' AS by, before, after FROM audit_log WHERE action = $1 ORDER BY seq`, [action]))
    .rows;

const code = (at: number, variation: string, level: string | null) => ({
  ...{ experimentId: tests[at]!.id, variation, level },
});

describe('own coders', () => {
  const words = (...of: string[]) => ({ kind: 'words' as const, words: of });

  test('are made, changed and deleted, each time in the log, and named apart', async () => {
    const made = await coders().create(anna, { name: 'Sale words', definition: words('sale', ' discount ', '') });
    expect(made).toMatchObject({
      ...{ name: 'Sale words', levels: ['absent', 'present'], kind: 'presence' },
      own: { definition: words('sale', 'discount'), version: 1, createdBy: anna, changedAt: null },
    });
    for (const name of ['sale WORDS', 'Question'])
      await expect(coders().create(ben, { name, definition: words('x') })).rejects.toMatchObject({ code: 'conflict' });
    const pattern = { kind: 'pattern' as const, pattern: '(?i)free (shipping|delivery)' };
    const changed = await coders().change(ben, made.id, { version: 1, definition: pattern });
    expect(changed).toMatchObject({ id: made.id, name: 'Sale words', own: { definition: pattern, version: 2 } });
    await expect(coders().change(ben, made.id, { version: 1, name: 'Late' })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect((await coders().list()).coders.at(-1)).toMatchObject({ id: made.id, own: { version: 2 } });
    await expect(coders().remove(anna, made.id, 1)).rejects.toMatchObject({ code: 'conflict' });
    await coders().remove(anna, made.id, 2);
    await expect(coders().remove(anna, made.id, 2)).rejects.toMatchObject({ code: 'not-found' });
    expect((await coders().list()).coders.every(({ own }) => own === null)).toBe(true);
    expect(await auditOf('coder.changed')).toEqual([
      { by: 'Ben', before: { definition: words('sale', 'discount') }, after: { definition: pattern } },
    ]);
    expect(await auditOf('coder.deleted')).toMatchObject([{ by: 'Anna', before: { definition: pattern } }]);
  });

  test('what cannot be used is refused in a sentence, and changes nothing', async () => {
    const { id } = await coders().create(anna, { name: 'Fine', definition: words('fine') });
    const bad = { kind: 'pattern' as const, pattern: '(a)\\1' };
    await expect(coders().create(anna, { name: 'Bad', definition: bad })).rejects.toMatchObject({
      ...{ code: 'wrong-use', message: expect.stringContaining('no back-references') },
    });
    await expect(coders().change(anna, id, { version: 1, definition: words('–') })).rejects.toMatchObject({
      code: 'wrong-use',
    });
    expect((await coders().list()).coders.at(-1)).toMatchObject({ name: 'Fine', own: { version: 1 } });
    await coders().remove(anna, id, 1);
  });

  test('are tried on a text and on the texts of the workspace, with what made it so', async () => {
    const definition = { kind: 'pattern' as const, pattern: '(?i)free (shipping|delivery)' };
    const found = await coders().try({ definition, text: 'Now: <i>free delivery</i>', texts: 100 });
    const { text, level, evidence } = found.text;
    expect([text, level, evidence.map(({ from, to }) => text.slice(from, to))]).toEqual([
      ...['Now: free delivery', 'present', ['free delivery']],
    ]);
    expect(found.workspace).toMatchObject({
      texts: 6,
      levels: [
        { level: 'absent', texts: 4 },
        { level: 'present', texts: 2 },
      ],
    });
    // The newest test comes first.
    expect(found.workspace.examples.slice(0, 3).map((one) => [one.text, one.level])).toEqual([
      ['FREE DELIVERY today', 'present'],
      ['Free shipping this week', 'present'],
      ['Delivered today', 'absent'],
    ]);
    expect((await coders().try({ id: 'question', text: 'Why?', texts: 0 })).text.level).toBe('present');
    await expect(coders().try({ id: 'nobody', text: '', texts: 0 })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('codes by hand', () => {
  const page = { attribute: 'mood', search: '', limit: 50, after: undefined };

  test('each person has one for a variation; those of others stay', async () => {
    const first = [code(0, 'Plain', 'warm'), code(0, 'Other', 'cold'), code(1, 'Plain', 'warm')];
    expect(await codes().set(anna, { attribute: 'mood', codes: first })).toEqual({ changed: 3 });
    expect(await codes().set(anna, { attribute: 'mood', codes: first })).toEqual({ changed: 0 });
    await codes().set(ben, { attribute: 'mood', codes: [code(0, 'Plain', 'cold'), code(0, 'Other', 'cold')] });
    await codes().set(anna, { attribute: 'mood', codes: [code(1, 'Plain', null), code(0, 'Other', 'warm')] });
    const { variations, counts } = await codes().list(anna, { ...page, filter: 'all' });
    expect(counts).toEqual({ all: 6, coded: 2, mine: 2, disputed: 2 });
    const plain = variations.find(
      ({ experimentId, variation }) => experimentId === tests[0]!.id && variation === 'Plain',
    );
    expect(plain).toMatchObject({
      texts: [{ column: 'subject', text: 'Free shipping this week' }],
      codes: [
        { by: anna, level: 'warm' },
        { by: ben, level: 'cold' },
      ],
    });
    expect(await auditOf('codes.changed')).toMatchObject([
      { by: 'Anna', before: { levels: {} }, after: { levels: { cold: 1, warm: 2 }, variations: 3 } },
      { by: 'Ben', after: { levels: { cold: 2 } } },
      { by: 'Anna', before: { levels: { cold: 1, warm: 1 } }, after: { levels: { warm: 1 }, variations: 2 } },
    ]);
  });

  test('filters, search and pages: none is missed and none comes twice', async () => {
    const names = async (by: Actor, wanted: object) =>
      (await codes().list(by, { ...page, filter: 'all', ...wanted })).variations.map(
        ({ experimentId, variation }) => `${tests.findIndex(({ id }) => id === experimentId)} ${variation}`,
      );
    expect((await names(anna, { filter: 'uncoded' })).sort()).toEqual(['1 Other', '1 Plain', '2 Other', '2 Plain']);
    expect((await names(cem, { filter: 'not-mine' })).length).toBe(6);
    expect((await names(anna, { filter: 'disputed' })).sort()).toEqual(['0 Other', '0 Plain']);
    expect((await names(anna, { search: 'free D' })).sort()).toEqual(['2 Plain']);
    expect(await names(anna, { search: '%' })).toEqual([]);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { variations, next } = await codes().list(anna, { ...page, filter: 'all', limit: 2, after });
      seen.push(...variations.map(({ experimentId, variation }) => `${experimentId} ${variation}`));
      after = next ?? undefined;
    } while (after !== undefined);
    expect([seen.length, new Set(seen).size]).toEqual([6, 6]);
    await expect(codes().list(anna, { ...page, filter: 'all', after: 'nowhere' })).rejects.toMatchObject({
      code: 'wrong-use',
    });
  });

  test('a variation that is not there: none is coded', async () => {
    const wanted = [code(2, 'Plain', 'warm'), code(2, 'Gone', 'warm')];
    await expect(codes().set(anna, { attribute: 'mood', codes: wanted })).rejects.toMatchObject({ code: 'not-found' });
    expect((await codes().list(anna, { ...page, filter: 'all' })).counts.coded).toBe(2);
  });

  test('agreement is that of the published tables, with majority and ties apart', async () => {
    // Cohen’s kappa by hand: of 4 they agree on 3; Anna 2 and 2, Ben 3 and 1: expected ½·¾ + ½·¼ = ½, kappa ½.
    const [yes, no] = ['yes', 'no'];
    const given = (levels: (string | null)[]) =>
      levels.map((level, at) => code(Math.floor(at / 2), ['Plain', 'Other'][at % 2]!, level));
    await codes().set(anna, { attribute: 'humour', codes: given([yes, yes, no, no]) });
    await codes().set(ben, { attribute: 'humour', codes: given([yes, yes, yes, no]) });
    const two = await codes().agreement('humour');
    expect(two).toMatchObject({
      pairs: [{ one: anna, other: ben, items: 4, agreement: 0.75, expected: 0.5, kappa: 0.5, prevalenceAdjusted: 0.5 }],
      ...{ disputed: 1, majority: 0, ties: 1, level: 0.95 },
    });
    // 5 of the 8 codes.
    expect(two.pairs[0]!.mostUsed).toEqual({ level: 'yes', share: 0.625 });
    expect(two.disagreements.map(({ variation, codes: of }) => [variation, of.map(({ level }) => level)])).toEqual([
      ['Plain', ['no', 'yes']],
    ]);
    await codes().set(cem, { attribute: 'humour', codes: given([null, null, yes]) });
    expect(await codes().agreement('humour')).toMatchObject({ disputed: 1, majority: 1, ties: 0 });
    expect(await codes().agreement('never')).toEqual({
      ...{ level: 0.95, pairs: [], disagreements: [], disputed: 0, majority: 0, ties: 0 },
    });
  });

  test('one level alone says nothing of agreement', async () => {
    const all = tests.flatMap((_, at) => [code(at, 'Plain', 'no'), code(at, 'Other', 'no')]);
    for (const by of [anna, ben]) await codes().set(by, { attribute: 'rhyme', codes: all });
    expect((await codes().agreement('rhyme')).pairs).toMatchObject([
      { items: 6, agreement: 1, kappa: null, low: null, high: null, mostUsed: { level: 'no', share: 1 } },
    ]);
  });
});

describe('merging levels', () => {
  const find = async (name: string) => (await codes().attributes()).find((one) => one.name === name)!;

  test('of people: their codes are changed', async () => {
    const wanted = tests.flatMap((_, at) => [code(at, 'Plain', 'ironic'), code(at, 'Other', 'ironic')]);
    wanted[0]!.level = 'irnoic';
    await codes().set(anna, { attribute: 'style', codes: wanted });
    expect((await find('style')).suggestions).toEqual([
      { into: 'ironic', from: [{ level: 'irnoic', variations: 1, because: 'typo' }] },
    ]);
    const merge = { attribute: 'style', from: 'hand' as const, levels: ['irnoic'], into: 'ironic' };
    expect(await codes().merge(ben, merge)).toMatchObject({
      ...{ id: 'hand:style', levels: [{ level: 'ironic', variations: 6 }], suggestions: [], merged: [] },
      coders: [{ by: anna, variations: 6 }],
    });
    await expect(codes().merge(ben, merge)).rejects.toMatchObject({ code: 'not-found' });
    expect(await auditOf('codes.merged')).toMatchObject([{ by: 'Ben', after: { levels: ['irnoic'], into: 'ironic' } }]);
  });

  test('of a column: read as one level until they are taken apart, chains included', async () => {
    // Spaces around a level are no other level.
    expect(await find('tone')).toMatchObject({
      levels: [
        { level: 'Calm', variations: 3 },
        { level: 'calm', variations: 3 },
      ],
      suggestions: [{ from: [{ because: 'spelling' }] }],
    });
    const merge = (levels: string[], into: string) =>
      codes().merge(anna, { attribute: 'tone', from: 'column', levels, into });
    await merge(['Calm'], 'calm');
    const quiet = await merge(['calm'], 'quiet');
    expect(quiet.levels).toEqual([{ level: 'quiet', variations: 6 }]);
    expect(quiet.merged).toEqual([
      { level: 'Calm', into: 'quiet' },
      { level: 'calm', into: 'quiet' },
    ]);
    expect((await merge(['calm'], 'calm')).levels).toEqual([
      { level: 'calm', variations: 3 },
      { level: 'quiet', variations: 3 },
    ]);
    await merge(['Calm'], 'Calm');
    expect((await find('tone')).merged).toEqual([]);
    await expect(merge(['loud'], 'calm')).rejects.toMatchObject({ code: 'not-found' });
  });
});
