import type { TestAnswer } from '@dandelion-loop/contract';
import { answerOf, plain } from '@dandelion-loop/wording';
import { bayesian, email, invalid, noControl, tiny, unboundedLift } from '@dandelion-loop/wording/fixtures';
import { describe, expect, test } from 'vitest';
import { answerOfShared } from './shared-answer.ts';
import { figuresOf, rangeWords, surenessOf, type Telling, tellingOf } from './shared-words.ts';
import { sharedOf } from './test-shared.ts';

const told = (result: TestAnswer): { answer: TestAnswer; telling: Telling } => {
  const answer = answerOfShared(sharedOf(result));
  return { answer, telling: tellingOf(answer)! };
};
const figures = (result: TestAnswer) => figuresOf(told(result).telling)?.map(({ value, label }) => `${value} ${label}`);
const sureness = (result: TestAnswer) => {
  const { answer, telling } = told(result);
  return surenessOf(answer, telling);
};

/** With another share of the first two variations of the metric that decides. */
function withShares(result: TestAnswer, shares: [number, number]): TestAnswer {
  const [primary, ...others] = result.metrics;
  const variations = primary!.variations.map((one, at) => ({ ...one, value: shares[at] ?? one.value }));
  return { ...result, metrics: [{ ...primary!, variations }, ...others] };
}

describe('what a result means', () => {
  test('in natural frequencies, of the comparison that the answer speaks of', () => {
    expect(figures(email)).toEqual(['18 of 100 visit, with Mens E-Mail', '11 of 100 visit, with No E-Mail']);
    expect(figures(tiny)).toEqual(['9 of 100 gave, with card', '6 of 100 gave, with letter']);
    expect(figures(noControl)![1]).toBe('1 of 100 clicks, with the others together');
  });

  test('as an average where it is no share', () => {
    expect(figures(unboundedLift)).toEqual(['2.1 profit on average, with new', '0.4 profit on average, with old']);
  });

  test('of so many that both can be told apart, and none is rounded to nobody', () => {
    expect(figures(withShares(tiny, [0.0612, 0.0637]))).toEqual([
      '64 of 1,000 gave, with card',
      '61 of 1,000 gave, with letter',
    ]);
    expect(figures(withShares(tiny, [0.0006, 0.02]))?.[1]).toBe('6 of 10,000 gave, with letter');
    expect(figures(withShares(tiny, [0, 0.02]))?.[1]).toBe('0 of 100 gave, with letter');
  });

  test('the answer is said as on the page of members, and nothing of one that may not be read', () => {
    expect(plain(answerOf(told(email).answer))).toBe(plain(answerOf(email)));
    expect(plain(answerOf(answerOfShared(sharedOf(invalid))))).toMatch(
      /^Do not read this result\. The groups have other/,
    );
    expect(tellingOf(answerOfShared(sharedOf(invalid)))).toBeNull();
  });
});

describe('how sure we are', () => {
  test('of a difference that is settled', () => {
    const { say, because } = sureness(email);
    expect(say).toBe('Sure that it did better.');
    expect(sureness({ ...email, health: { ...email.health, verdict: 'ok' } }).say).toBe('Sure enough to act on it.');
    expect(because[0]).toBe(
      'The true difference is most likely between 7.0 and 8.3 more of every 100. Ranges that are made in this way hold the truth in 95 of 100 tests, and miss it in 5.',
    );
    expect(because.join(' ')).toContain('6 comparisons were made here.');
    expect(because.join(' ')).not.toMatch(/\bp [=<]/);
  });

  test('of one that is not', () => {
    const { say, because } = sureness(tiny);
    expect(say).toBe('Not sure yet.');
    expect(because[0]).toContain('somewhere from 3.4 fewer to 8.4 more of every 100.');
    expect(because[1]).toContain('not the same as no difference');
  });

  test('as a chance, where the method speaks of chances', () => {
    const [words] = sureness(bayesian).because;
    expect(words).toContain('The chance that monthly is the better one: more than 99%.');
    expect(words).toContain('between 1.0 and 1.9 fewer of every 100');
  });

  test('nothing is made up where a side is open', () => {
    const { telling } = told(tiny);
    const difference = { ...telling.comparison.difference, high: null };
    const open = { ...telling, comparison: { ...telling.comparison, difference } };
    expect(rangeWords(open, 'row')).toBeNull();
    expect(surenessOf(told(tiny).answer, open).because[0]).toContain('cannot be said');
  });
});
