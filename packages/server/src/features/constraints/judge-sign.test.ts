import type { SignWatch } from '@dandelion-loop/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeSign, type Point, watchWords } from './judge-sign.ts';

const today = '2026-05-20';
const below = (given: Partial<Extract<SignWatch, { on: 'outcome' }>> = {}): SignWatch => ({
  ...{ on: 'outcome', is: 'below', limit: 220, forDays: null, from: null, until: null },
  ...given,
});
const judge = (watch: SignWatch, values: readonly (readonly [day: string, value: number])[], on = today) =>
  judgeSign(watch, { on: 'points', of: 'Members', points: values.map(([day, value]) => ({ day, value })) }, on);

describe('a number against a limit', () => {
  test('the newest one counts, and a limit that is reached is not passed', () => {
    expect(judge(below(), [])).toEqual({ fires: null, reading: 'No number was given that counts.', fedOn: null });
    expect(judge(below(), [['2026-05-01', 205]]).fires).toBe('Members stood at 205 on 1 May 2026, below 220.');
    expect(
      judge(below(), [
        ['2026-05-01', 205],
        ['2026-05-02', 220],
      ]),
    ).toEqual({ fires: null, reading: 'Members stood at 220 on 2 May 2026.', fedOn: '2026-05-02' });
    expect(judge(below({ is: 'above', limit: -3 }), [['2026-05-01', -2.5]]).fires).toBe(
      'Members stood at −2.5 on 1 May 2026, above −3.',
    );
  });

  test('so many days without a break, as far as numbers say', () => {
    const fortnight = below({ forDays: 14 });
    const start = [
      ['2026-05-01', 205],
      ['2026-05-10', 210],
    ] as const;
    // One number says nothing of the days after it.
    expect(judge(fortnight, start)).toMatchObject({
      fires: null,
      reading: 'Members stood at 210 on 10 May 2026, below 220 since 1 May 2026: 9 of 14 days.',
    });
    expect(judge(fortnight, [...start, ['2026-05-14', 211]]).fires).toBeNull();
    expect(judge(fortnight, [...start, ['2026-05-15', 211]]).fires).toBe(
      'Members stood at 211 on 15 May 2026, below 220 since 1 May 2026, 14 days.',
    );
    // A day above begins it anew.
    expect(judge(fortnight, [...start, ['2026-05-12', 225], ['2026-05-16', 211]]).fires).toBeNull();
  });

  test('only from a day on, until a day, and nothing of tomorrow', () => {
    const from = below({ from: '2026-05-10' });
    expect(judge(from, [['2026-05-01', 205]])).toMatchObject({
      fires: null,
      reading: 'No number was given that counts.',
    });
    expect(judge(from, [['2026-05-01', 205]], '2026-05-05').reading).toBe('It counts from 10 May 2026 on.');
    expect(judge(from, [['2026-05-10', 205]]).fires).not.toBeNull();
    const until = below({ until: '2026-05-10' });
    expect(judge(until, [['2026-05-11', 205]]).fires).toBeNull();
    // Given late, of a day that counts.
    expect(judge(until, [['2026-05-09', 205]]).fires).not.toBeNull();
    expect(judge(below(), [['2026-05-21', 205]]).fires).toBeNull();
  });

  test('it fires if and only if the last stretch is long enough', () => {
    const day = (i: number) => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10);
    const given = fc.record({
      steps: fc.array(fc.record({ gap: fc.integer({ min: 1, max: 9 }), isBelow: fc.boolean() }), { maxLength: 12 }),
      forDays: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(given, ({ steps, forDays }) => {
        let at = 0;
        let since: number | null = null;
        const points: Point[] = steps.map(({ gap, isBelow }) => {
          at += gap;
          since = isBelow ? (since ?? at) : null;
          return { day: day(at), value: isBelow ? 1 : 300 };
        });
        const long = since !== null && at - since >= forDays;
        const { fires } = judgeSign(below({ forDays }), { on: 'points', of: 'x', points }, '2026-12-31');
        expect(fires !== null).toBe(long);
      }),
      { seed: 15 },
    );
  });
});

describe('a domain and its breakers', () => {
  const watch: SignWatch = { on: 'domain', domainId: '7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f12', bets: 2 };
  const with_ = (...stopped: string[]) => judgeSign(watch, { on: 'domain', of: 'newsletter', stopped }, today);

  test('as many as were agreed', () => {
    expect(with_()).toMatchObject({ fires: null, reading: 'No breaker has stopped a bet that draws on newsletter.' });
    expect(with_('A')).toMatchObject({ fires: null, reading: '1 of 2 that draw on newsletter: “A”.' });
    expect(with_('A', 'B').fires).toBe('Breakers stopped “A”, “B”, which draw on newsletter.');
  });
});

describe('a day without something', () => {
  const watch: SignWatch = { on: 'date', day: '2026-05-20', without: 'bet-signed', betId: null };
  const on = (day: string, isThere = false) => judgeSign(watch, { on: 'date', of: '“Letters”', isThere }, day);

  test('the day itself still counts', () => {
    expect(on('2026-05-18').reading).toBe('2 days left.');
    expect(on('2026-05-20')).toMatchObject({ fires: null, reading: 'Today is the last day.' });
    expect(on('2026-05-21').fires).toBe('20 May 2026 is over, and “Letters” is not signed.');
    expect(on('2026-05-21', true)).toMatchObject({ fires: null, reading: 'It is there.' });
  });
});

test('what is deleted never fires, and says so', () => {
  const gone = judgeSign(below(), { on: 'gone' }, today);
  expect(gone).toEqual({ fires: null, reading: 'What was watched is deleted: choose another sign.', fedOn: null });
});

test('what is watched, in a sentence', () => {
  const facts = { on: 'points', of: 'Members', points: [] } as const;
  expect(watchWords(below({ forDays: 1, from: '2026-05-01', until: '2026-06-01' }), facts)).toBe(
    'Members below 220 for 1 day from 1 May 2026 until 1 June 2026',
  );
});
