import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Library } from '@dandelion-loop/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { testActor } from '../../kernel/test-caller.ts';
import { shippedCoders } from '../coding/index.ts';
import { answerOf, random } from '../experiments/test-answers.ts';
import { useExperiments } from '../experiments/test-experiments.ts';
import { createLearner, createLearnings } from '../learnings/index.ts';
import type { OpenAssumption } from './assumptions.ts';
import { createProposals } from './service.ts';

/** From imported tests to learnings, to what to test next, to a draft and back. */

const { records, query, makeImport, judge } = useExperiments();
const now = () => new Date('2026-05-20T12:00:00Z');
const silent = { info() {}, warn() {}, error() {}, debug() {} } as never;

const assumptions: OpenAssumption[] = [];
const learner = () => createLearner({ records: records(), now });
const proposals = () => {
  const jobs = { send: async () => null } as never;
  const learnings = createLearnings({
    records: records(),
    jobs,
    learner: learner() as never,
    learned: async () => 0,
    log: silent,
    now,
  });
  return createProposals({
    ...{ records: records(), now },
    readLearnings: (): Promise<Library> => learnings.read(),
    readWorkspace: async () => ({ currency: 'EUR' }),
    openAssumptions: async () => assumptions,
    levelsOfCoder: (id) => shippedCoders.find((coder) => coder.id === id)?.levels ?? [],
  });
};

test('before any test there is nothing to propose, and ideas wait', async () => {
  const { id } = await proposals().ideas.add(testActor, ideaOf('On Sunday'));
  const listed = await proposals().list(20);
  expect([listed.state, listed.proposals, listed.basis.metric]).toEqual(['no-tests', [], null]);
  expect(listed.notes).toHaveLength(1);
  await proposals().ideas.remove(testActor, id);
});

const ideaOf = (title: string, changes = {}) => ({
  ...{ title, attribute: null, reference: null, level: null, low: -0.05, high: 0.15, worth: null },
  ...changes,
});

async function importTests() {
  const draw = random(11);
  const others = [
    'Can you help today?',
    'You can help 9 children today',
    'You can “really” help today',
    'You can never not help today',
    'You can help today 😀',
    'You can help today, and so can all of your friends and neighbours who read this with you',
  ];
  const contents = (at: number) => [
    { headline: 'You can help today', tone: 'calm', layout: 'tall', colour: 'blue' },
    {
      ...{ headline: others[at % others.length]!, tone: 'calm' },
      ...{ layout: at % 4 === 0 ? 'wide' : 'tall', colour: at % 5 === 0 ? 'gold' : 'blue' },
    },
  ];
  const tests = Array.from({ length: 24 }, (_, at) => ({
    name: `t${at}`,
    ranOn: `2026-0${1 + (at % 4)}-10`,
    answer: answerOf({ lifts: [0.1 * (draw() - 0.4)], units: 4000 }),
    contents: contents(at),
  }));
  const file = await makeImport('Mails');
  const analysis = await judge(file, tests);
  const choices = { attributes: ['tone', 'layout', 'colour'], texts: ['headline'], held: [] };
  await query('UPDATE analyses SET choices = $2 WHERE id = $1', [analysis, choices]);
  await learner().compute();
}

describe('with tests', () => {
  beforeAll(importTests);

  test('open learnings are ranked, in the metric itself until somebody says what one is worth', async () => {
    const listed = await proposals().list(50);
    expect(listed).toMatchObject({ state: 'ready', metrics: ['clicks'], more: 0 });
    expect(listed.basis).toMatchObject({ metric: 'clicks', measure: 'amount', per: 'week' });
    // Six tests of 4,000 units in each of four months, of a year with 365.25 days.
    expect(listed.basis.unitsPerWeek).toBeCloseTo((24_000 * 12 * 7) / 365.25, 6);
    expect(listed.basis.unitsPerWeekOrigin).toEqual({ from: 'months', months: 4 });
    // These tests do not differ by more than chance: they are worth nothing that could be counted in units.
    expect(listed.saved).toBeNull();
    // 0.2 and a little more of them click.
    expect(listed.basis.baseline).toBeGreaterThan(0.19);
    expect(listed.basis.baseline).toBeLessThan(0.22);
    const rates = listed.proposals.map(({ rate }) => rate);
    expect(rates).toEqual([...rates].sort((a, b) => b - a));
    expect(listed.proposals.map(({ kind }) => kind)).toContain('uncertain');
    for (const { worth, changesMind, units, unitsPerVariation, variations } of listed.proposals) {
      expect(worth).toBeGreaterThan(0);
      expect(changesMind).toBeLessThanOrEqual(1);
      expect(units).toBe(unitsPerVariation * variations);
    }
  });

  test('an attribute that no test varies is proposed by what attributes do in this library', async () => {
    const { proposals: all, basis } = await proposals().list(500);
    expect(basis.priorSpread).toBeGreaterThan(0);
    const untested = all.find(({ attributes }) => attributes[0]!.id === 'tone');
    expect(untested).toMatchObject({ kind: 'untested', title: '“tone” changed instead of as now' });
    // All untested ones are believed alike: what is known is only that they are of this library.
    const spreads = all.flatMap(({ kind, expected }) => (kind === 'untested' ? [expected!.high - expected!.low] : []));
    expect(spreads.length).toBeGreaterThan(3);
    for (const spread of spreads) expect(spread).toBeCloseTo(spreads[0]!, 9);
    expect(spreads[0]).toBeCloseTo(2 * 1.959964 * basis.priorSpread!, 5);
  });

  test('in money once a success has a worth, with costs and assumptions', async () => {
    assumptions.push({ id: 'a1', claim: 'Donors read on Sunday', probability: 0.6, costIfWrong: 1_000_000 });
    const without = await proposals().list(50);
    expect(without.proposals.some(({ kind }) => kind === 'assumption')).toBe(false);
    const settings = await proposals().changeSettings(testActor, {
      ...{ version: 0, valueOfOne: 2, costPerTest: 10, unitsPerWeek: 20_000, mostVariations: 2 },
    });
    expect(settings).toMatchObject({ version: 1, weeks: 26, valueOfOne: 2 });
    const listed = await proposals().list(50);
    expect(listed.basis).toMatchObject({ measure: 'money', currency: 'EUR', per: 'cost', unitsPerWeek: 20_000 });
    expect(listed.proposals[0]).toMatchObject({ kind: 'assumption', title: 'Donors read on Sunday', cost: 10 });
    const { weekPrice } = listed.basis;
    for (const { worth, cost, days, rate } of listed.proposals)
      expect(rate).toBeCloseTo(worth / (cost + (weekPrice * days) / 7), 6);
    assumptions.length = 0;
    await expect(proposals().changeSettings(testActor, { version: 0, weeks: 4 })).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('an idea is ranked with all else, says whose it is, and more hope is worth more', async () => {
    const service = proposals();
    const modest = await service.ideas.add(testActor, ideaOf('Modest', { low: -0.02, high: 0.02 }));
    const bold = await service.ideas.add(testActor, ideaOf('Bold', { low: -0.3, high: 0.3 }));
    const { proposals: all } = await service.list(500);
    const [one, other] = ['Bold', 'Modest'].map((title) => all.find((proposal) => proposal.title === title)!);
    expect(one!.kind).toBe('idea');
    expect(one!.why).toContain('An idea of Test');
    expect(one!.worth).toBeGreaterThan(other!.worth);
    await expect(service.ideas.change(testActor, bold.id, { version: 1, low: 0.4 })).rejects.toMatchObject({
      code: 'wrong-use',
    });
    const changed = await service.ideas.change(testActor, bold.id, { version: 1, title: 'Bolder' });
    expect(changed).toMatchObject({ title: 'Bolder', version: 2 });
    await expect(service.ideas.change(testActor, bold.id, { version: 1 })).rejects.toMatchObject({ code: 'conflict' });
    for (const { id } of [modest, bold]) await service.ideas.remove(testActor, id);
    await expect(service.ideas.remove(testActor, bold.id)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('a proposal becomes a draft with its list, which holds equal groups and no more than it says', async () => {
    const service = proposals();
    const [first] = (await service.list(1)).proposals;
    const draft = await service.drafts.create(testActor, { proposalId: first!.id, attributes: [] });
    expect(draft).toMatchObject({ title: first!.title, units: first!.units, proposal: { id: first!.id } });
    expect(draft.hypotheses[0]).toContain('expected before the test');
    const csv = async () => text((await service.drafts.assign(draft.id, 1001)).content as Readable);
    const lines = (await csv()).trimEnd().split('\r\n');
    expect(lines[0]).toBe(`\ufeffunit,variation,${draft.columns.attributes.join()}`);
    expect(lines).toHaveLength(1002);
    expect(lines.filter((line) => line.split(',')[1] === 'A')).toHaveLength(501);
    expect(await csv()).toBe(await csv());
    const { rows } = await query('SELECT to_jsonb(d)::text AS row FROM drafts d WHERE id = $1', [draft.id]);
    const own = service.drafts.assignIds(draft.id, ['ann@example.org', 'ben@example.org']);
    expect(await text((await own).content as Readable)).toMatch(/ann@example\.org,[AB],.*\r\nben@example\.org,[AB],/);
    const after = await query('SELECT to_jsonb(d)::text AS row FROM drafts d WHERE id = $1', [draft.id]);
    expect(after.rows).toEqual(rows);
    await service.drafts.remove(testActor, draft.id);
    await expect(service.drafts.read(draft.id)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('a draft of nothing, or of a proposal that is gone, is refused', async () => {
    const { drafts } = proposals();
    await expect(drafts.create(testActor, { proposalId: null, attributes: [] })).rejects.toMatchObject({
      code: 'wrong-use',
    });
    await expect(drafts.create(testActor, { proposalId: 'learning:none', attributes: [] })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
