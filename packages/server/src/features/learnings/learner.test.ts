import type { Learning } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import type { Actor } from '../../kernel/caller.ts';
import { testActor } from '../../kernel/test-caller.ts';
import { createCoders, createCodes } from '../codes/index.ts';
import type { JudgedTest } from '../experiments/index.ts';
import { answerOf, random } from '../experiments/test-answers.ts';
import { chosen, useExperiments } from '../experiments/test-experiments.ts';
import { createLearner } from './learner.ts';
import { readInputs } from './read-inputs.ts';
import { learningRuns, learnings } from './records.ts';

/** From tests in the record store to learnings in it. */

const { records, query, experiments, makeImport, judge } = useExperiments();
const now = () => new Date('2026-05-20T12:00:00Z');
const newLearner = () => createLearner({ records: records(), now });

const choices = chosen({ attributes: ['tone'], texts: ['headline'], held: ['image'] });

/** A question beside a statement, with the same image; the question brings about `lift` more. */
function testOf(name: string, lift: number, contents: Record<string, string | null>[], changes = {}): JudgedTest {
  const answer = answerOf({ variations: ['Statement', 'Question'], lifts: [lift], units: 4000, ...changes });
  return { name, ranOn: '2026-03-02', answer, contents };
}

const withTones = (tone: string, other: string) => [
  { headline: 'You can help today', image: 'i1', tone },
  { headline: 'Can you help today?', image: 'i1', tone: other },
];
const sameImage = withTones('calm', 'calm');
/** So that the tone of some tests changes with the question, and of some alone. */
const contentsOf = (at: number) =>
  at % 4 === 0 ? withTones('calm', 'urgent') : at % 4 === 1 ? withTones('urgent', 'calm') : sameImage;

async function importTests(tests: JudgedTest[], name = 'Mails') {
  const file = await makeImport(name);
  const analysis = await judge(file, tests);
  await query('UPDATE analyses SET choices = $2 WHERE id = $1', [analysis, choices]);
  return file;
}

async function learned(): Promise<Map<string, Learning>> {
  const rows = await records().select().from(learnings);
  return new Map(rows.map(({ learning }) => [`${learning.attribute} ${learning.level}`, learning]));
}

const lifts = (seed: number) => {
  const draw = random(seed);
  return Array.from({ length: 8 }, () => 0.3 + 0.05 * (draw() - 0.5));
};

test('come from variations that are equal in what is held, and name their tests', async () => {
  const file = await importTests([
    ...lifts(1).map((lift, at) => testOf(`t${at}`, lift, contentsOf(at))),
    testOf('other image', -0.9, [sameImage[0]!, { ...sameImage[1]!, image: 'i2' }]),
    testOf('rows that differ', -0.9, [sameImage[0]!, { ...sameImage[1]!, image: null }]),
    testOf('a suspect month', -0.9, sameImage, { suspect: true }),
  ]);
  const learner = newLearner();
  await learner.compute();
  const found = await learned();
  const question = found.get('headline.question present')!;
  expect(question).toMatchObject({
    ...{ reference: 'absent', metric: 'clicks', verdict: 'raises', favorable: true, tests: 8, testsNotHeld: 10 },
    ...{ units: 8 * 4000, from: '2026-03-02', to: '2026-03-02', withAll: { tests: 9 } },
  });
  // 0.2 × 1.3 of 4,000 against 0.2 of 4,000: 30% more.
  expect(question.relative!.value).toBeGreaterThan(0.26);
  expect(question.relative!.value).toBeLessThan(0.34);
  // With the question in two tests and against it in two.
  expect(found.get('tone urgent')).toMatchObject({ tests: 4, verdict: 'too-few' });
  const { rows } = await query('SELECT carriers FROM learnings WHERE id = $1', [question.id]);
  const [row] = rows as { carriers: [string, boolean, number][] }[];
  expect(row!.carriers.filter(([, believed]) => believed)).toHaveLength(8);
  expect(row!.carriers.filter(([, believed]) => !believed)).toHaveLength(1);
  await query('DELETE FROM imports WHERE id = $1', [file.importId]);
});

test('after a change are those that a learner without memory finds', async () => {
  const file = await importTests(lifts(2).map((lift, at) => testOf(`t${at}`, lift, contentsOf(at))));
  const learner = newLearner();
  await learner.compute();
  const before = (await learned()).get('headline.question present')!;
  const second = await importTests(
    lifts(3).map((lift, at) => testOf(`u${at}`, -lift, contentsOf(at))),
    'Others',
  );
  await learner.compute();
  const after = await learned();
  expect(after.get('headline.question present')!.tests).toBe(16);
  await newLearner().compute();
  expect(await learned()).toEqual(after);
  await query('DELETE FROM imports WHERE id = $1', [second.importId]);
  await learner.compute();
  expect((await learned()).get('headline.question present')).toEqual(before);
  await query('DELETE FROM imports WHERE id = $1', [file.importId]);
});

test('are asked for again when a test, its tags or the methods change, and not before', async () => {
  expect(await readInputs(records())).toBe('');
  const file = await importTests(lifts(4).map((lift, at) => testOf(`t${at}`, lift, contentsOf(at))));
  await newLearner().compute();
  const inputs = await readInputs(records());
  const [run] = await records().select().from(learningRuns);
  expect(run!.inputs).toBe(inputs);
  const { rows } = await query('SELECT id FROM experiments WHERE import_id = $1 LIMIT 1', [file.importId]);
  await experiments().change(testActor, rows[0].id, { version: 1, tags: ['channel: mail'] });
  const tagged = await readInputs(records());
  expect(tagged).not.toBe(inputs);
  await query(`UPDATE workspace SET methods = methods || '{"level": 0.9}'`);
  expect(await readInputs(records())).not.toBe(tagged);
});

test('know own coders, merged levels, and codes by hand: agreed, by majority, or unknown', async () => {
  await query('DELETE FROM imports');
  // Nothing may always change together, or nothing could be told of it.
  const polite = (at: number) =>
    contentsOf(at).map(({ headline, ...rest }, v) => ({
      ...rest,
      headline: v === (at >> 1) % 2 ? `${headline} Please` : headline!,
    }));
  const file = await importTests(lifts(5).map((lift, at) => testOf(`t${at}`, lift, polite(at))));
  const ids = (await query('SELECT id FROM experiments WHERE import_id = $1 ORDER BY name', [file.importId])).rows;
  const coders = createCoders({ records: records(), now });
  const codes = createCodes({ records: records(), now, level: async () => 0.95 });
  const [anna, ben, cem] = ['Anna', 'Ben', 'Cem'].map(
    (name, at): Actor => ({ ...testActor, id: `00000000-0000-4000-8000-00000000001${at}`, name }),
  );
  const learner = newLearner();
  await learner.compute();
  const before = await readInputs(records());
  expect((await learned()).get('tone urgent')).toMatchObject({ tests: 4 });

  const own = await coders.create(anna!, { name: 'Polite', definition: { kind: 'words', words: ['please'] } });
  const afterCoder = await readInputs(records());
  expect(afterCoder).not.toBe(before);
  const ofAll = ids.flatMap(({ id }, at) => [
    { experimentId: id, variation: 'Statement', level: at < 5 ? 'tells' : 'asks' },
    { experimentId: id, variation: 'Question', level: at < 5 ? 'asks' : 'tells' },
  ]);
  await codes.set(anna!, { attribute: 'stance', codes: ofAll });
  expect(await readInputs(records())).not.toBe(afterCoder);
  // In the first test a tie, in the second a majority.
  const other = (at: number) => [{ experimentId: ids[at].id, variation: 'Question', level: 'tells' }];
  await codes.set(ben!, { attribute: 'stance', codes: [...other(0), ...other(1)] });
  await codes.set(cem!, { attribute: 'stance', codes: [{ ...other(1)[0]!, level: 'asks' }] });
  await codes.merge(anna!, { attribute: 'tone', from: 'column', levels: ['urgent'], into: 'calm' });
  await learner.compute();
  const found = await learned();
  expect(found.get(`headline.${own.id} present`)).toMatchObject({ tests: 8 });
  const stance = found.get('hand:stance asks') ?? found.get('hand:stance tells');
  expect(stance).toMatchObject({ tests: 7 });
  expect([...found.keys()].filter((key) => key.startsWith('tone'))).toEqual([]);
  const [run] = await records().select().from(learningRuns);
  expect(run!.answer!.notes).toEqual([
    '“stance” was coded by hand, and not all agree: the majority was taken for one variation; one variation counts as unknown, where as many say one thing as another.',
    '“stance” does not change while “headline” stays the same: it is taken as a description of that text. What is said of one of them may come from the other.',
  ]);
  expect(run!.levels).toMatchObject({
    ...{ tone: { calm: 16 }, 'hand:stance': { asks: 7, tells: 8 }, [`headline.${own.id}`]: { absent: 8, present: 8 } },
  });
  expect((await coders.list()).coders.at(-1)!.counts).toEqual([
    { level: 'absent', variations: 8 },
    { level: 'present', variations: 8 },
  ]);

  // One more code of one test: only it is read anew, and the answer is that of a learner without memory.
  await codes.set(cem!, { attribute: 'stance', codes: [{ ...other(0)[0]!, level: 'asks' }] });
  await coders.change(anna!, own.id, { version: 1, definition: { kind: 'words', words: ['nowhere'] } });
  await learner.compute();
  const after = await learned();
  expect((after.get('hand:stance asks') ?? after.get('hand:stance tells'))!.tests).toBe(8);
  expect(after.get(`headline.${own.id} present`)).toBeUndefined();
  await newLearner().compute();
  expect(await learned()).toEqual(after);
});
