import type { Preference, PreferenceShare } from '@dandelion-loop/contract';
import { describe, expect, test } from 'vitest';
import { favourite, gapFinding, gapRows, listAnswer, questionAnswer, sharesFinding } from './preference-words.ts';
import { answered, asked, few, openShares, settled, settledShares, unforeseen } from './test-preferences.ts';

const said = (preference: Preference) => questionAnswer(preference).map(({ text }) => text);
const whole = (preference: Preference) => said(preference).join('');

describe('the answer of a question', () => {
  test('is one’s own first, then that of all, then what customers did', () => {
    expect(said(settled)).toEqual([
      'You preferred “The lighthouse” and expected 60% of customers to. ',
      '6 of 8 of you preferred “A child by the sea” and expected 74% of customers to; 31% did',
      '.',
    ]);
    expect(whole(answered)).toBe(
      'You prefer “The lighthouse” and expect 60% of customers to. 6 of 8 of you prefer “A child by the sea” and expect 74% of customers to. What customers prefer is not known yet.',
    );
  });

  test('says of a test what it is: a share of what the options got', () => {
    const customers = { by: 'experiment' as const, experimentId: asked.id, metric: null, variations: ['A', 'B'] };
    expect(whole({ ...settled, customers })).toContain('; in the test it got 31% of what the options got together.');
    expect(whole({ ...unforeseen, customers })).toContain('In the test “A child by the sea” got 31%');
  });

  test('says nothing of others before one’s own, and nothing twice where one is alone', () => {
    expect(whole(asked)).toBe(
      'What do you prefer, and what will customers? Say both before you see what the others say.',
    );
    expect(whole({ ...asked, may: { ...asked.may, answer: false } })).toBe('What customers prefer is not known yet.');
    expect(whole({ ...settled, answers: 1 })).toBe(
      'You preferred “The lighthouse” and expected 60% of customers to; 69% did.',
    );
    expect(whole(unforeseen)).toBe(
      'Customers have answered, and none of you had. 31% of customers preferred “A child by the sea”.',
    );
  });
});

test('all questions together: misjudged is what lies outside the interval of customers', () => {
  const words = (...preferences: Preference[]) =>
    listAnswer(preferences)
      .map(({ text }) => text)
      .join('');
  expect(words(settled, asked, unforeseen)).toBe(
    'Customers have answered 1 question that you had answered before them. You misjudged them; 1 question waits for your answer.',
  );
  const near = settledShares.map((share) => ({ ...share, error: 0.01, errorLow: -0.03, errorHigh: 0.06 }));
  expect(words({ ...settled, shares: near }, answered)).toBe(
    'Customers have answered 1 question that you had answered before them. What you were off by, chance alone could make.',
  );
  expect(words(asked, answered)).toBe('2 questions wait for customers. One of them waits for your answer.');
  expect(words(answered)).toBe('1 question waits for customers. You have answered each.');
  expect(words(unforeseen)).toBe('Customers have answered 1 question, and none of you had answered before them.');
});

describe('findings', () => {
  test('of shares: the option members were furthest off with, where that is beyond chance', () => {
    expect(sharesFinding(settled)).toBe('You were furthest off with “A child by the sea”: 35 points too many');
    const [child, sea] = settledShares as [PreferenceShare, PreferenceShare];
    const far = { ...sea, error: -0.4, errorLow: -0.44, errorHigh: -0.35 };
    expect(sharesFinding({ ...settled, shares: [child, far] })).toBe(
      'You were furthest off with “The lighthouse”: 40 points too few',
    );
    const near = { ...child, error: 0.01, errorLow: -0.03, errorHigh: 0.06 };
    expect(sharesFinding({ ...settled, shares: [near, near] })).toMatch(/^Nothing you expected is off/);
    expect(sharesFinding(answered)).toBe('What you prefer and expect, so far');
    expect(sharesFinding(unforeseen)).toBe('What customers prefer');
  });

  test('of gaps: only what is beyond chance is said', () => {
    expect(gapFinding(openShares)).toBe('Who likes an option expects more customers to like it');
    const child = openShares[0]!;
    expect(gapFinding([{ ...child, gapLow: -0.57, gapHigh: -0.12 }])).toMatch(/fewer customers/);
    expect(gapFinding([{ ...child, gapLow: -0.1 }])).toMatch(/^No sign/);
    expect(gapFinding(few.shares!)).toMatch(/^Too few of you/);
    expect(gapRows(openShares)).toEqual([child]);
    expect(gapRows(few.shares!)).toHaveLength(3);
  });

  test('the favourite is what most prefer, and of several what they were furthest off with', () => {
    const [child, sea] = settledShares as [PreferenceShare, PreferenceShare];
    expect(favourite([sea, child])).toBe(child);
    expect(
      favourite([
        { ...child, members: 4, error: 0.1 },
        { ...sea, members: 4, error: -0.2 },
      ]).option,
    ).toBe('The lighthouse');
  });
});
