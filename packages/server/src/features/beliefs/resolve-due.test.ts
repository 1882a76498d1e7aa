import type { ResolutionRule } from '@dandelion-loop/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../../kernel/caller.ts';
import { answerOf } from '../experiments/test-answers.ts';
import { useBeliefs } from './test-beliefs.ts';

const { member, beliefs, add, query, makeImport, judge, pass, now } = useBeliefs();

let olga: Caller;
let rik: Caller;
beforeAll(async () => {
  olga = await member('Olga', 'owner');
  rik = await member('Rik', 'reader');
});

/** A test that is judged now: baseline 0.2, lift with ± 0.05 about it. */
async function judged(plan: Parameters<typeof answerOf>[0] = {}) {
  const imported = await makeImport('Calm or urgent');
  await judge(imported, [{ name: '', ranOn: null, answer: answerOf(plan) }], { judgedAt: now(), single: true });
  const { rows } = await query('SELECT id FROM experiments WHERE import_id = $1', [imported.importId]);
  return { id: rows[0].id as string, imported };
}

const byVerdict = { by: 'experiment', experimentId: null, metric: null, variation: null, expects: 'won' } as const;
type NumberRule = Extract<ResolutionRule, { by: 'metric' }>;
const byLift: NumberRule = {
  ...{ by: 'metric', experimentId: null, metric: null, variation: null, measure: 'lift' },
  ...{ operator: '>', threshold: 0.04, reading: 'interval' },
};

/** Answered before there is a test, which then is named. */
async function named(rule: Extract<ResolutionRule, { experimentId: unknown }>, plan: Parameters<typeof answerOf>[0]) {
  const { id, version } = await add(olga, { rule });
  await beliefs().forecast(rik, id, 0.7);
  pass(1);
  const { id: experimentId, imported } = await judged(plan);
  const belief = await beliefs().change(olga, id, { version, rule: { ...rule, experimentId } });
  return { belief, experimentId, imported };
}

describe('an assumption resolves itself', () => {
  test('by the verdict of a test that is named when it is there, with what was read', async () => {
    const { belief, experimentId } = await named(byVerdict, { verdict: 'won', lifts: [0.1] });
    expect(belief).toMatchObject({
      state: 'true',
      evidence: {
        ...{ by: { kind: 'system' }, reason: 'The test was won.', query: 'verdict == "won"' },
        ...{ numbers: { testVerdict: 'won' }, experiment: { id: experimentId, title: 'Calm or urgent' } },
      },
    });
    const entries = await query(
      "SELECT actor ->> 'kind' AS by, after FROM audit_log WHERE subject_id = $1 AND action = 'belief.resolved'",
      [belief.id],
    );
    expect(entries.rows).toMatchObject([{ by: 'system', after: { state: 'true', reason: 'The test was won.' } }]);
    expect((await named(byVerdict, { verdict: 'lost', lifts: [-0.1] })).belief.state).toBe('false');
    expect(
      (await named({ ...byVerdict, expects: 'no-difference' }, { verdict: 'no-difference', lifts: [0] })).belief.state,
    ).toBe('true');
  });

  test('not by a test that settles nothing', async () => {
    for (const verdict of ['inconclusive', 'invalid'] as const)
      expect((await named(byVerdict, { verdict, lifts: [0.1] })).belief).toMatchObject({
        state: 'open',
        blocked: null,
      });
  });

  test.each<[string, number, Partial<NumberRule>, string, string | null]>([
    // The interval of a lift is 0.05 about it.
    ['the whole interval is above', 0.1, {}, 'true', 'liftLow > 0.04'],
    ['the whole interval is below', -0.02, {}, 'false', 'liftHigh > 0.04'],
    ['the interval leaves it open', 0.06, {}, 'open', null],
    ['the estimate is asked for', 0.06, { reading: 'estimate' }, 'true', 'lift > 0.04'],
    ['less is expected', -0.02, { operator: '<' }, 'true', 'liftHigh < 0.04'],
    [
      'a value is asked for: 0.2 × 1.1',
      0.1,
      { measure: 'value', threshold: 0.22, operator: '<' },
      'false',
      'value < 0.22',
    ],
    ['the limit itself', 0.05, { operator: '>=', threshold: 0 }, 'true', 'liftLow >= 0'],
  ])('by a number: %s', async (_, lift, rule, state, asked) => {
    const plan = { verdict: 'won' as const, lifts: [lift] };
    const { belief } = await named({ ...byLift, ...rule }, plan);
    expect([belief.state, belief.evidence?.query ?? null]).toEqual([state, asked]);
    if (belief.evidence) expect(belief.evidence.numbers).toMatchObject({ lift, threshold: expect.any(Number) });
  });

  test.each<[string, string]>([
    ['liftLow > 0.04 && units >= 500', 'true'],
    ['lift > 0.2 || pValue > 0.5', 'false'],
    ['verdict == "better" && value - controlValue > 0.01', 'true'],
  ])('by a condition: %s', async (condition, state) => {
    const rule = { by: 'condition', experimentId: null, metric: null, variation: null, condition } as const;
    const { belief } = await named(rule, { verdict: 'won', lifts: [0.1] });
    expect(belief).toMatchObject({ state, evidence: { query: condition, numbers: { lift: 0.1, pValue: 0.01 } } });
  });

  test('by what is learned over tests, when its interval leaves 0 on one side', async () => {
    const rule = { by: 'learning', attribute: 'Tone', level: 'calm', metric: 'clicks', direction: 'raises' } as const;
    const { id } = await add(olga, { rule });
    const learning = {
      attribute: 'tone',
      level: 'Calm',
      metric: 'clicks',
      effect: 0.02,
      low: -0.01,
      high: 0.05,
      tests: 9,
    };
    expect(await beliefs().resolveByLearnings([learning])).toBe(0);
    expect(await beliefs().resolveByLearnings([{ ...learning, high: -0.001, low: -0.05 }])).toBe(1);
    expect(await beliefs().read(rik, id)).toMatchObject({
      state: 'false',
      evidence: { numbers: { tests: 9, high: -0.001 }, reason: 'Over 9 tests, “Calm” of “tone” lowers “clicks”.' },
    });
  });

  test('when it is announced that a test was judged', async () => {
    const { belief, imported } = await named(byVerdict, { verdict: 'inconclusive', lifts: [0.1] });
    await judge(imported, [{ name: '', ranOn: null, answer: answerOf({ verdict: 'won', lifts: [0.1] }) }], {
      single: true,
    });
    await beliefs().onJudged.take();
    expect((await beliefs().read(rik, belief.id)).state).toBe('open');
    beliefs().onJudged.wake();
    await expect.poll(async () => (await beliefs().read(rik, belief.id)).state, { timeout: 10_000 }).toBe('true');
  });

  test('once it is resolved, judging again changes nothing', async () => {
    const { belief, imported } = await named(byVerdict, { verdict: 'won', lifts: [0.1] });
    await judge(imported, [{ name: '', ranOn: null, answer: answerOf({ verdict: 'lost', lifts: [-0.1] }) }], {
      single: true,
    });
    await beliefs().resolveDue();
    expect(await beliefs().read(rik, belief.id)).toMatchObject({ state: 'true', version: belief.version });
  });
});

describe('what cannot be told is not guessed', () => {
  test('a test that is gone, and one that lacks the metric', async () => {
    const { belief, imported } = await named({ ...byLift, metric: 'clicks' }, { verdict: 'won', lifts: [0.06] });
    expect(belief.blocked).toBeNull();
    const other = answerOf({ verdict: 'won', lifts: [0.3], metric: 'orders' });
    await judge(imported, [{ name: '', ranOn: null, answer: other }], { single: true });
    await beliefs().resolveDue();
    expect(await beliefs().read(rik, belief.id)).toMatchObject({
      ...{
        state: 'open',
        blocked: 'Cannot be resolved by its rule: The test has no metric “clicks”. It has "orders".',
      },
    });
    await query('DELETE FROM imports WHERE id = $1', [imported.importId]);
    await beliefs().resolveDue();
    expect((await beliefs().read(rik, belief.id)).blocked).toMatch(/the test is gone/);
  });

  test('several variations and none named', async () => {
    const plan = { verdict: 'won', variations: ['A', 'B', 'C'], lifts: [0.1, 0.2] } as const;
    const { id } = await judged(plan);
    await expect(add(olga, { rule: { ...byLift, experimentId: id }, dueOn: '2027-01-01' })).rejects.toMatchObject({
      message: expect.stringMatching(/several variations.*"B", "C"/),
    });
  });

  test('a number that a condition needs and the test does not have', async () => {
    const rule = { by: 'condition', experimentId: null, metric: null, variation: null, condition: 'lift > 0' } as const;
    const { belief } = await named(rule, { verdict: 'won', lifts: [null] });
    expect(belief).toMatchObject({ state: 'open', blocked: expect.stringMatching(/has no lift/) });
  });

  test.each<[string, RegExp]>([
    ['lft > 0.1', /no number “lft”\. Did you mean lift/],
    ['1 < 2', /reads no number/],
    ['lift >', /ends too early/],
    ['verdict.matches("b.*")', /matches\(\)/],
  ])('a condition that could never be asked is refused: %s', async (condition, message) => {
    const rule = { by: 'condition', experimentId: null, metric: null, variation: null, condition } as const;
    await expect(add(olga, { rule })).rejects.toMatchObject({
      code: 'bad-condition',
      message: expect.stringMatching(message),
    });
  });

  test('a test that was judged before is read when the day has come', async () => {
    const { id: experimentId } = await judged({ verdict: 'won', lifts: [0.1] });
    pass(1);
    const rule = { ...byVerdict, experimentId };
    await expect(add(olga, { rule })).rejects.toMatchObject({ message: expect.stringMatching(/judged already/) });
    const { id } = await add(olga, { rule, dueOn: now().toISOString().slice(0, 10) });
    await beliefs().resolveDue();
    expect((await beliefs().read(rik, id)).state).toBe('open');
    await beliefs().forecast(rik, id, 0.6);
    pass(1);
    await beliefs().resolveDue();
    expect(await beliefs().read(rik, id)).toMatchObject({ state: 'true', forecasts: { mine: { probability: 0.6 } } });
  });

  test('when the day has come and it is still open, somebody decides', async () => {
    const dueOn = now().toISOString().slice(0, 10);
    const { id } = await add(olga, { rule: byVerdict, dueOn });
    pass(1);
    expect(await beliefs().resolveDue()).toBe(1);
    expect(await beliefs().resolveDue()).toBe(0);
    const { version, blocked } = await beliefs().read(rik, id);
    expect(blocked).toMatch(/day has come.*No test was named.*by hand/);
    await beliefs().resolve(olga, id, { version, state: 'void', reason: 'It never ran.' });
    expect(await beliefs().read(rik, id)).toMatchObject({ state: 'void', blocked: null });
  });
});
