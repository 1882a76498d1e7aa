import type { ContradictionNotice } from '@dandelion-loop/contract';
import { beforeAll, expect, test } from 'vitest';
import type { Caller } from '../../kernel/caller.ts';
import { useBeliefs } from '../beliefs/test-beliefs.ts';
import { createLearner, createLearnings, createNotes } from '../learnings/index.ts';
import { createProposals } from '../proposals/index.ts';
import { createContradictions } from './service.ts';
import { plant } from './test-planted.ts';

const used = useBeliefs();
const { records, query, member, beliefs, add } = used;
const silent = { info() {}, warn() {}, error() {}, debug() {} } as never;
const now = () => new Date('2026-05-20T12:00:00Z');

const learner = () => createLearner({ records: records(), now });
const notes = () => createNotes({ records: records(), now });
const parts = () => {
  const jobs = { send: async () => null } as never;
  const learned = async () => 0;
  const learnings = createLearnings({
    records: records(),
    jobs,
    learner: learner() as never,
    learned,
    log: silent,
    now,
  });
  const proposals = createProposals({
    ...{ records: records(), now, readLearnings: learnings.read, openAssumptions: async () => [] },
    readWorkspace: async () => ({ currency: 'EUR' }),
    levelsOfCoder: () => [],
  });
  const contradictions = createContradictions({
    ...{ records: records(), now, log: silent, readLearnings: learnings.read, readNotes: notes().list },
    ...{ readBeliefs: beliefs().readAll, readValuer: proposals.valuer, draft: proposals.drafts.createFor },
  });
  return { learnings, proposals, contradictions };
};

let [anna, ben]: [Caller, Caller] = [null as never, null as never];
const ids: Record<string, string> = {};
const list = async (who: Caller, state: 'open' | 'dismissed' = 'open') =>
  parts().contradictions.list(who, { state, limit: 100 });
const found = ({ contradictions }: { contradictions: ContradictionNotice[] }, kind: string, about = '') =>
  contradictions.filter((one) => one.kind === kind && JSON.stringify(one).includes(about));
const announced = async () => {
  const { rows } = await query("SELECT data FROM announcements WHERE type = 'contradiction.found' ORDER BY seq");
  return rows.map(({ data }) => data as { found: number; contradictions: { kind: string; sentence: string }[] });
};

beforeAll(async () => {
  await plant(used);
  anna = await member('Anna', 'marketer');
  ben = await member('Ben', 'analyst');
  await learner().compute();
});

test('without claims: the test against the others, and two imports against each other, with their figures', async () => {
  const listed = await list(anna);
  expect(listed.contradictions.map(({ kind }) => kind).sort()).toEqual(['source', 'test', 'test']);
  // Claims and tests: one question each for layout and colour, which are settled. Parts: the two imports of tone.
  expect(listed.asked).toEqual({
    questions: 2,
    falseDiscoveries: 0.05,
    scopes: 1,
    familyWise: expect.closeTo(0.05, 9),
  });

  // Figures by scipy: REML, Hartung-Knapp, t on k − 2 degrees of freedom.
  const [wide] = found(listed, 'test', 'layout 21');
  expect(wide!.sides[0].effect!.value).toBeCloseTo(-0.6061358035703156, 9);
  expect(wide!.sides[1].effect!.value).toBeCloseTo(0.23357653756340627, 4);
  expect(wide!.size.effect.value).toBeCloseTo(-0.8397123411337218, 4);
  expect([wide!.size.effect.low, wide!.size.effect.high]).toEqual(
    [-1.0431526485911515, -0.6362720336762921].map((value) => expect.closeTo(value, 3)),
  );
  expect(wide!.size.relative!.value).toBeCloseTo(-0.5999650583283711, 3);
  expect(wide!.sentence).toBe(
    'In the test “layout 21”, “layout” wide instead of tall changed “clicks” by −40.0% (−48.6% to −30.2%); in the 20 others by +20.0% (+12.6% to +27.8%).',
  );

  const [imports] = found(listed, 'source');
  expect(imports!.sides.map(({ effect }) => effect!.value)).toEqual(
    [0.17798024974868099, -0.1993259455563454].map((value) => expect.closeTo(value, 4)),
  );
  expect(imports!.size.effect).toEqual({
    ...{ value: expect.closeTo(0.3773061953050264, 4), low: expect.closeTo(0.2751293344055564, 3) },
    high: expect.closeTo(0.4794830562044964, 3),
  });
  expect(imports!.adjustedPValue).toBeCloseTo(9.2001e-6, 8);
  expect(imports!.learning).toMatchObject({ attribute: 'tone', metric: 'clicks' });
});

const tie = (attribute: string, level: string, direction: 'raises' | 'lowers' | 'no-difference') => ({
  ...{ attribute, level, metric: 'clicks', direction },
});

test('claims are compared once somebody tied them to a learning, and only what may be known of forecasts is told', async () => {
  const { contradictions } = parts();
  const ofLayout = {
    by: 'learning' as const,
    attribute: 'layout',
    level: 'wide',
    metric: 'clicks',
    direction: 'lowers' as const,
  };
  for (const [name, claim, rule, cost] of [
    ['gold', 'Gold brings more clicks.', { by: 'hand' as const }, 900],
    ['wide', 'Wide letters are clicked less.', ofLayout, null],
    ['blue', 'Gold loses clicks.', { by: 'hand' as const }, null],
  ] as const) {
    ids[name] = (await add(anna, { claim, rule, costIfWrong: cost })).id;
  }
  for (const [who, gold, wide, blue] of [
    [anna, 0.8, 0.9, 0.1],
    [ben, 0.9, 0.7, 0.3],
  ] as const) {
    await beliefs().forecast(who, ids.gold!, gold);
    await beliefs().forecast(who, ids.wide!, wide);
    await beliefs().forecast(who, ids.blue!, blue);
  }
  const note = await notes().add(anna.actor, { sentence: 'Gold sells.', restsOn: '', topic: '' });
  ids.note = note.id;
  expect((await list(anna)).untied).toEqual({ beliefs: 2, notes: 1 });

  await contradictions.setTie(anna.actor, { kind: 'belief', id: ids.gold! }, tie('colour', 'gold', 'raises'));
  await contradictions.setTie(anna.actor, { kind: 'belief', id: ids.blue! }, tie('Colour', 'GOLD', 'lowers'));
  await contradictions.setTie(anna.actor, { kind: 'note', id: ids.note }, tie('colour', 'gold', 'no-difference'));
  await expect(
    contradictions.setTie(anna.actor, { kind: 'belief', id: ids.wide! }, tie('layout', 'wide', 'raises')),
  ).rejects.toThrow('change the rule instead');

  const before = await list(ben);
  expect(before.untied).toEqual({ beliefs: 0, notes: 0 });
  // Four claims more were asked; of the open one that the data bear out nobody may know what the others believe.
  expect(before.asked.questions).toBe(6);
  const [gold] = found(before, 'assumption');
  expect(gold!.sentence).toBe(
    'The open assumption “Gold brings more clicks.” is against what is known: 15 tests together say otherwise: “colour” gold instead of blue lowers “clicks”, −11.8% (−18.5% to −4.7%).',
  );
  expect(gold!.cost).toEqual({ amount: 900, measure: 'money', currency: 'EUR', from: 'assumption', weeks: null });
  // Benjamini and Hochberg over the six: 0.0035 is the largest of the five that are below 1.
  expect(gold!.adjustedPValue).toBeCloseTo((0.00350756170836045 * 6) / 5, 4);
  expect(found(before, 'forecast')).toEqual([]);
  expect(found(before, 'noted')[0]!.sentence).toContain(
    'Somebody wrote down “Gold sells.”, and 15 tests together say otherwise',
  );

  await beliefs().reveal(ben, ids.gold!);
  await beliefs().reveal(ben, ids.blue!);
  const after = await list(ben);
  expect(found(after, 'assumption')[0]!.sentence).toContain('The team gives it 85%.');
  const [only] = found(after, 'forecast');
  expect(only).toMatchObject({ onlyYou: true, belief: { id: ids.blue } });
  expect(only!.sentence).toContain('The team gave “Gold loses clicks.” a probability of 20%');
  expect(found(await list(anna), 'forecast')).toEqual([]);
  expect(found(await list(anna), 'assumption')[0]!.sentence).not.toContain('team');
  await expect(contradictions.dismiss(ben.actor, only!.id, 'Mine')).rejects.toThrow('not there any more');

  // By its rule the learning resolves it: then all may know that the team had it backwards.
  const { answer } = await parts().learnings.read();
  expect(await beliefs().resolveByLearnings(answer!.learnings)).toBe(1);
  const [wide] = found(await list(anna), 'forecast', 'Wide letters');
  expect(wide).toMatchObject({ onlyYou: false, belief: { id: ids.wide } });
  expect(wide!.sentence).toContain('a probability of 80%, and 21 tests together say otherwise');
  const { surprises } = await contradictions.surprises(anna, { limit: 5 });
  expect(surprises[0]).toMatchObject({ expectedBy: 'members', belief: { id: ids.wide } });
  expect(surprises[0]!.probability).toBeCloseTo(0.2, 9);
});

test('an assumption that one test decided stands against all tests, and a correction by hand as well', async () => {
  const { rows } = await query("SELECT id FROM experiments WHERE name = 'colour 15'");
  const rule = {
    by: 'experiment' as const,
    experimentId: rows[0].id,
    metric: null,
    variation: null,
    expects: 'won' as const,
  };
  const { id } = await add(anna, { claim: 'The golden button wins.', rule, dueOn: '2026-05-25' });
  used.pass(7);
  expect(await beliefs().resolveDue()).toBe(1);
  const [decided] = found(await list(ben), 'resolved');
  expect(decided).toMatchObject({ belief: { id }, test: { name: 'colour 15' }, onlyYou: false });
  expect(decided!.sentence).toBe(
    '“The golden button wins.” ended as true by one test, in which “colour” gold instead of blue changed “clicks” by +40% (+26% to +55%); over all tests it is −15.0% (−21.8% to −7.8%).',
  );
  const { version } = await beliefs().read(anna, ids.gold!);
  await beliefs().resolve(anna, ids.gold!, { version, state: 'true', reason: 'We saw it.' });
  const [corrected] = found(await list(ben), 'resolved', 'Gold brings');
  expect(corrected!.sentence).toContain(
    '“Gold brings more clicks.” ended as true, and 15 tests together say otherwise',
  );
  expect(found(await list(ben), 'assumption')).toEqual([]);
});

test('each has the cheapest test that would tell, and a real draft of it', async () => {
  const { proposals, contradictions } = parts();
  const listed = await list(anna);
  const [wide] = found(listed, 'test', 'layout 21');
  // By scipy: true effects have a variance of 0.0313 on the log of the rate, at a rate of 0.204; all tests are of one month, so that
  // the size of one is taken for a week.
  expect((await proposals.list(1)).saved).toEqual({
    metric: 'clicks',
    unitsPerVariation: 249,
    units: 498,
    days: expect.closeTo(0.8715, 9),
  });
  // To ask the same test again: 0.12 apart at a variance of 0.16, 174.4 in each variation; the usual size is more.
  expect(wide!.telling).toMatchObject({ tests: 1, unitsPerVariation: 2000, units: 4000, cost: null });
  const { version } = await proposals.settings();
  await proposals.changeSettings(anna.actor, {
    ...{ version, valueOfOne: 2, costPerTest: 100, costPerWeek: 70, unitsPerWeek: 7000, weeks: 10 },
  });
  const again = await list(anna);
  const [dear] = found(again, 'test', 'layout 21');
  expect(dear!.telling!.unitsPerVariation).toBeGreaterThanOrEqual(172);
  expect(dear!.telling!.unitsPerVariation).toBeLessThanOrEqual(182);
  expect(dear!.telling).toMatchObject({ tests: 1, days: 1, cost: 110 });
  // The other way by 40%: 0.08 of 7,000 in 10 weeks at 2 each.
  expect(dear!.cost).toMatchObject({ measure: 'money', from: 'value', weeks: 10, currency: 'EUR' });
  expect(dear!.cost!.amount).toBeCloseTo(0.08 * 7000 * 10 * 2, 0);
  // Tests of colour differ so much that no one of them would tell, nor two or three: sd 0.024 at a gap of 0.024.
  const [note] = found(again, 'noted');
  expect(note!.telling === null || note!.telling.tests > 8).toBe(true);

  const draft = await contradictions.draft(anna, dear!.id);
  expect(draft).toMatchObject({
    ...{ design: 'two-variations', metric: 'clicks', unitsPerVariation: dear!.telling!.unitsPerVariation, days: 1 },
    attributes: [{ id: 'layout', levels: ['tall', 'wide'] }],
    proposal: {
      id: `contradiction:${dear!.id}`,
      why: dear!.sentence,
      from: [{ kind: 'learning', id: dear!.learning.id }],
    },
  });
  expect((await proposals.drafts.list()).map(({ id }) => id)).toEqual([draft.id]);
});

test('is announced once, dismissed with a reason, and back when its numbers change', async () => {
  const { contradictions } = parts();
  await contradictions.look();
  const first = await announced();
  const told = first.flatMap((one) => one.contradictions.map(({ sentence }) => sentence));
  expect(told.some((sentence) => sentence.includes('layout 21'))).toBe(true);
  expect(told.join()).not.toMatch(/The team gives|Gold loses/);
  await contradictions.look();
  expect(await announced()).toEqual(first);
  const open = (await contradictions.count()).open;
  const [wide] = found(await list(anna), 'test', 'layout 21');
  const dismissed = await contradictions.dismiss(ben.actor, wide!.id, 'The page was broken that day.');
  expect(dismissed.dismissed).toMatchObject({ by: { name: 'Ben' }, reason: 'The page was broken that day.' });
  expect(await contradictions.count()).toEqual({ open: open - 1 });
  expect(found(await list(anna), 'test', 'layout 21')).toEqual([]);
  expect(found(await list(anna, 'dismissed'), 'test', 'layout 21')).toHaveLength(1);
  // Who is second learns of it, and the first reason stays.
  await expect(contradictions.dismiss(anna.actor, wide!.id, 'No idea.')).rejects.toMatchObject({ code: 'conflict' });
  const { rows } = await query("SELECT after FROM audit_log WHERE action = 'contradiction.dismissed'");
  expect(rows.map(({ after }) => after)).toEqual([{ reason: 'The page was broken that day.' }]);
  await contradictions.look();
  expect(found(await list(anna, 'dismissed'), 'test', 'layout 21')).toHaveLength(1);

  // The test is corrected: 20% more than that were lost.
  await query(
    `UPDATE variations SET metrics = jsonb_set(metrics, '{0,value}', '0.08')
     WHERE place = 1 AND experiment_id = (SELECT id FROM experiments WHERE name = 'layout 21')`,
  );
  await query("UPDATE experiments SET version = version + 1 WHERE name = 'layout 21'");
  await learner().compute();
  await contradictions.look();
  const [back] = found(await list(anna), 'test', 'layout 21');
  expect(back).toMatchObject({ dismissed: null, returned: { reason: 'The page was broken that day.' } });
  expect(await announced()).toEqual(first);
  await contradictions.dismiss(ben.actor, wide!.id, 'Still broken.');
  const restored = await contradictions.restore(anna.actor, wide!.id);
  expect([restored.dismissed, restored.returned]).toEqual([null, null]);
  await expect(contradictions.restore(anna.actor, wide!.id)).rejects.toThrow('not dismissed');

  await query("DELETE FROM experiments WHERE name = 'layout 21'");
  await learner().compute();
  await contradictions.look();
  expect(found(await list(anna), 'test', 'layout 21')).toEqual([]);
});

test('an assumption or a note that is deleted takes its tie along, and who may not read assumptions sees none', async () => {
  const { contradictions } = parts();
  const key: Caller = { ...anna, member: null, permissions: new Set(['learnings:read']) };
  expect((await list(key)).contradictions.some(({ belief }) => belief !== null)).toBe(false);
  expect((await contradictions.ties(key)).ties.some(({ of, byRule }) => of.kind === 'belief' && byRule)).toBe(false);
  await notes().remove(anna.actor, ids.note!, 1);
  expect(found(await list(anna), 'noted')).toEqual([]);
  await contradictions.deleteTie(anna.actor, { kind: 'belief', id: ids.gold! });
  await expect(contradictions.deleteTie(anna.actor, { kind: 'belief', id: ids.gold! })).rejects.toThrow('not tied');
  expect(found(await list(anna), 'resolved', 'Gold brings')).toEqual([]);
});
