import type { Result } from '@dandelion-loop/contract';
import { describe, expect, test } from 'vitest';
import { answerOf, basisOf, questionOf } from './answer-sentences.ts';
import { metricNotes, metricsFinding, segmentsFinding } from './findings.ts';
import { metric, rate } from './fixture-metrics.ts';
import * as fixtures from './fixtures.ts';
import { judgeMany, manyAnswer } from './many-answers.ts';
import { plain } from './phrases.ts';

const say = (answer: Result): string => plain(answerOf(answer));

function withArms(arms: ReturnType<typeof rate>[], margin: number, lowerIsBetter = false): Result {
  const opened = metric({
    name: 'opened',
    kind: 'proportion',
    arms,
    control: 'A',
    primary: true,
    margin,
    lowerIsBetter,
  });
  return { ...fixtures.tiny, health: { verdict: 'ok', checks: [] }, metrics: [opened] };
}

describe('the answer in a sentence', () => {
  test('yes, by how much, against what, and what else did better', () => {
    expect(questionOf(fixtures.email)).toBe('Did a variation do better than No E-Mail on visit?');
    expect(say(fixtures.email)).toBe(
      'Yes. Mens E-Mail raised visit by 7.6 points: 18.3% against 10.6% with No E-Mail. Womens E-Mail raised it by 4.5 points.',
    );
    expect(answerOf(fixtures.email).find(({ role }) => role === 'finding')?.text).toBe('7.6 points');
    expect(plain(basisOf(fixtures.email, '22 November 2026'))).toBe(
      '64,000 rows in 3 variations. The gain is at least 7.0 and at most 8.3 points. Intervals are 95%, for one look at the end. Judged on 22 November 2026.',
    );
  });

  test('an interval too narrow for the sentence keeps its ends apart', () => {
    const [metric] = fixtures.email.metrics;
    const narrow = metric!.comparisons.map((comparison) => ({
      ...comparison,
      difference: { value: 0.2, low: 0.1998, high: 0.2002 },
    }));
    const answer = { ...fixtures.email, metrics: [{ ...metric!, comparisons: narrow }] };
    expect(plain(basisOf(answer))).toContain('at least 19.980 and at most 20.020 points');
  });

  test('do not read, with the reason and without numbers', () => {
    expect(say(fixtures.invalid)).toBe(
      'Do not read this result. The split is off: 5,480 / 4,520 units do not fit an equal split, which was assumed.',
    );
    expect(plain(basisOf(fixtures.invalid))).not.toContain('gain');
    expect(metricsFinding(fixtures.invalid)).toBe('These numbers are not to be read');
  });

  test('cannot tell yet, with the range and what would settle it', () => {
    expect(say(fixtures.tiny)).toBe(
      'Cannot tell yet. On gave, card is between 3.4 points worse and 8.4 better than letter. About 13,000 units in each variation would settle it.',
    );
  });

  test('no, when the only settled difference is for the worse', () => {
    const answer = withArms([rate('A', 5_000, 1_000), rate('B', 5_000, 800)], 0.01);
    expect(say(answer)).toBe('No. B lowered opened by 4.0 points: 16.0% against 20.0% with A.');
  });

  test('lower is better turns the words, not the numbers', () => {
    expect(say(fixtures.bayesian)).toBe(
      'Yes. monthly lowered unsubscribed by 1.5 points: 1.5% against 3.0% with weekly.',
    );
    const open = withArms([rate('A', 400, 80), rate('B', 400, 84)], 0.01, true);
    expect(say(open)).toMatch(/^Cannot tell yet\. On opened, B is between 6\.6 points worse and 4\.6 better than A\./);
  });

  test('no difference worth having', () => {
    const answer = withArms([rate('A', 100_000, 20_000), rate('B', 100_000, 20_050)], 0.01);
    expect(say(answer)).toBe(
      'No difference worth having. On opened, B is between 0.30 points worse and 0.40 better than A. Less than 1 point is taken as too small to matter.',
    );
  });

  test('better but too little to matter says both', () => {
    const little = withArms([rate('A', 1_000_000, 200_000), rate('B', 1_000_000, 202_000)], 0.01);
    expect(say(little)).toMatch(/^Yes, but too little to matter\. B raised opened by 0\.20 points/);
    const maybe = withArms([rate('A', 5_000, 1_000), rate('B', 5_000, 1_100)], 0.01);
    expect(say(maybe)).toMatch(/with A\. That may be too little to matter\.$/);
  });

  test('without a control, against the others together', () => {
    expect(say(fixtures.noControl)).toBe(
      'Yes. “What 1.7 Million People Sleep In” raised clicks by 1.0 point against the others together.',
    );
  });

  test('money is said as money', () => {
    const spend = { ...fixtures.email.metrics[2]!, primary: true, currency: 'EUR' };
    const answer = { ...fixtures.email, metrics: [spend] };
    expect(say(answer)).toBe(
      'Yes. Mens E-Mail raised spend by €0.76 per row: €1.41 against €0.65 with No E-Mail. Womens E-Mail raised it by €0.37.',
    );
    expect(plain(basisOf(answer))).toContain('The gain is at least €0.48 and at most €1.04.');
    expect(metricNotes(answer, 'page').map(({ text }) => text)).toContainEqual(
      expect.stringContaining('A difference under €0.05 on spend is taken as too small to matter'),
    );
    const open = {
      ...spend,
      comparisons: spend.comparisons.map((one) => ({
        ...one,
        verdict: 'inconclusive' as const,
        difference: { value: 0.1, low: -0.2, high: 0.4 },
      })),
    };
    expect(say({ ...answer, metrics: [open] })).toContain('is between €0.20 worse and €0.40 better than No E-Mail');
  });

  test('nothing to compare is an answer too', () => {
    const [metric] = fixtures.tiny.metrics;
    expect(say({ ...fixtures.tiny, metrics: metric ? [{ ...metric, comparisons: [] }] : [] })).toBe(
      'There is nothing to compare. A comparison on gave needs two variations with data.',
    );
    expect(say({ ...fixtures.tiny, metrics: [] })).toBe('There is nothing to judge. No metric could be read.');
  });

  test('an open interval gives its reason instead of a range', () => {
    const [metric] = fixtures.tiny.metrics;
    if (metric === undefined) throw new Error('no metric');
    const open = metric.comparisons.map((one) => ({
      ...one,
      difference: { value: null, low: null, high: null },
      reasons: { difference: 'Nobody gave anything' },
    }));
    expect(say({ ...fixtures.tiny, metrics: [{ ...metric, comparisons: open }] })).toBe(
      'Cannot tell yet. Nobody gave anything.',
    );
  });
});

describe('findings and notes', () => {
  test('headings say what was found', () => {
    expect(metricsFinding(fixtures.email)).toBe('Better on visit, conversion and spend');
    expect(metricsFinding(fixtures.noControl)).toBe('Some variations did better on clicks');
    expect(segmentsFinding(fixtures.email)).toBe(
      'Womens E-Mail did not do the same in every group of bought_womens_wear',
    );
  });

  test('what to do next is named as the door names it', () => {
    const advice = (door: 'command-line' | 'page'): string | undefined =>
      metricNotes(fixtures.email, door).find(({ title }) => title === 'How this could be wrong')?.text;
    expect(advice('command-line')).toContain('say so with --peeked and judge it again.');
    expect(advice('page')).toContain('say so under “Looked before the end” and judge it again.');
  });

  test('notes appear only where they are true', () => {
    const titles = (answer: Result): string[] => metricNotes(answer, 'command-line').map(({ title }) => title);
    expect(titles(fixtures.email)).toEqual([
      'In words',
      'Worth having',
      'How this could be wrong',
      'What we do not say',
    ]);
    expect(titles(fixtures.tiny)).toContain('What would settle it');
    expect(titles(fixtures.bayesian)).not.toContain('How this could be wrong');
    expect(titles(fixtures.invalid)).toEqual(['Why nothing can be read']);
    expect(metricNotes(fixtures.email, 'command-line')[0]?.text).toBe(
      'Visit, of 100 rows: 11 with No E-Mail, 18 with Mens E-Mail and 15 with Womens E-Mail.',
    );
  });
});

describe('many tests', () => {
  test('are counted by verdict, invalid ones apart', () => {
    const answers = judgeMany(fixtures.many);
    const { counts } = answers;
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(400);
    expect(counts.invalid).toBe(fixtures.many.tests.filter(({ health }) => health.verdict === 'invalid').length);
    expect(plain(manyAnswer(answers))).toBe(
      `Of 400 tests, ${counts.won} had a clear winner, ${counts.inconclusive} cannot be told yet. ${counts.invalid} are invalid: do not read them.`,
    );
    const suspects = fixtures.many.tests.filter(({ health }) =>
      health.checks.some(({ name }) => name === 'suspect-period'),
    );
    expect(answers.suspect).toEqual({
      tests: 57,
      won: suspects.filter(({ metrics }) => metrics[0]?.comparisons.some(({ verdict }) => verdict === 'better')).length,
      message: 'The split was off in 68 of 96 tests of weeks 201326 to 201340.',
    });
  });

  test('none is an answer too', () => {
    expect(plain(manyAnswer(judgeMany({ schema: 1, tests: [], notes: [] })))).toBe('There is no test to judge.');
  });
});
