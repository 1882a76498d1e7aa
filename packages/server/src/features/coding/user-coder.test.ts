import { describe, expect, it } from 'vitest';
import { DandelionFailure } from '../../kernel/failure.ts';
import { userCoder } from './user-coder.ts';

const ofWords = (...words: string[]) => userCoder({ id: 'own', name: 'Own', kind: 'words', words });
const ofPattern = (pattern: string) => userCoder({ id: 'own', name: 'Own', kind: 'pattern', pattern });

function refusalOf(make: () => unknown): string {
  try {
    make();
  } catch (error) {
    if (error instanceof DandelionFailure && error.code === 'wrong-use') return error.message;
    throw error;
  }
  throw new Error('It was taken.');
}

describe('a list of words', () => {
  const coder = ofWords('free', 'Money Back', 'café', 'don’t wait', 'état-major', '免费', ' ');

  it.each([
    'FREE shipping',
    'Get your money  back',
    'money-back guarantee',
    'The CAFE',
    "Don't wait",
    'Etat major',
    '现在免费送货',
    'The café’s door',
    '<p>f<b>ree</b></p>',
  ])('is found in “%s”', (text) => {
    expect(coder.code(text)).toBe('present');
  });

  it.each(['freedom', 'carefree', 'money', 'my money. Back then', 'back money', '费'])(
    'is not found in “%s”',
    (text) => {
      expect(coder.code(text)).toBe('absent');
    },
  );

  it('shows where, the longest phrase first', () => {
    expect(ofWords('new', 'new york').evidence!('A new New York')).toEqual([
      { from: 2, to: 5 },
      { from: 6, to: 14 },
    ]);
  });

  it('codes any language, and nothing without words', () => {
    expect(ofWords('gratis').code('Het is gratis en dit is niet alles')).toBe('present');
    expect(coder.code('')).toBeNull();
    expect(coder.code('<p>…</p>')).toBeNull();
  });

  it('takes five thousand words on a long text', () => {
    // All begin alike: a list that is tried phrase by phrase would not end in time.
    const words = Array.from({ length: 5000 }, (_, i) => `a a a a word${i}`);
    const text = 'a '.repeat(50_000);
    expect(ofWords(...words).code(text)).toBe('absent');
    expect(ofWords(...words).code(`${text} word4999`)).toBe('present');
  }, 20_000);

  it.each([
    [[], 'The list has no words. Give at least one word or phrase.'],
    [['  '], 'The list has no words. Give at least one word or phrase.'],
    [['ok', '!!!'], '“!!!” has no letter or digit, so it is no word. Use a pattern to find signs.'],
    [['a '.repeat(21)], `The phrase “${'a '.repeat(21).trim()}” is too long: at most 20 words and 200 characters.`],
    [
      Array.from({ length: 5001 }, (_, i) => `w${i}`),
      'The list has 5,001 words; at most 5,000 are possible. Split it into several coders.',
    ],
  ])('is refused where it cannot be used', (words, sentence) => {
    expect(refusalOf(() => ofWords(...words))).toBe(sentence);
  });
});

describe('a pattern', () => {
  it('tells capitals unless it says otherwise, and shows where', () => {
    expect(ofPattern('free').code('FREE')).toBe('absent');
    const coder = ofPattern('(?i)free (shipping|delivery)');
    expect(coder.code('Get FREE Delivery')).toBe('present');
    expect(coder.evidence!('Get FREE Delivery, free shipping')).toEqual([
      { from: 4, to: 17 },
      { from: 19, to: 32 },
    ]);
    expect(coder.code('')).toBeNull();
    expect(ofPattern('🔥').code('🔥')).toBe('present');
    expect(ofPattern('\\p{Han}').code('你好')).toBe('present');
    expect(ofPattern('^.{51,}$').code('x'.repeat(51))).toBe('present');
    expect(ofPattern('&').code('<p>Tom &amp; Ann</p>')).toBe('present');
  });

  it.each([
    ['(a', 'An example: (?i)free (shipping|delivery).'],
    ['[z-a]', 'An example'],
    ['*a', 'An example'],
    ['a(?=b)', 'no look-ahead and no look-behind'],
    ['(?<!a)b', 'no look-ahead and no look-behind'],
    ['(a)\\1', 'no back-references'],
    ['a{1001}', 'at most 1,000 times'],
    ['((a{100}){100}){100}', 'at most 1,000 times'],
    ['\\pL{900}', 'too large'],
    ['((a{30}){30}b)|c', 'too large'],
    ['', 'The pattern is empty.'],
    ['a*', 'matches nothing at all'],
    ['free|', 'matches nothing at all'],
    ['x'.repeat(1001), 'at most 1,000 are possible'],
  ])('%s is refused in plain words', (pattern, words) => {
    expect(refusalOf(() => ofPattern(pattern))).toContain(words);
  });

  // An engine that tries again takes longer than the world is old: the test's own limit is the assertion.
  it.each(['(a+)+$', '(a|aa)+$', '(.*)*[x-z]$', '(a?){40}a{40}[b-c]', '(.*a){20}[x-z]', '([ab]|a)*[c-d]'])(
    '%s reads 100,000 signs in time',
    (pattern) => {
      const text = `${'a'.repeat(100_000)}!`;
      expect(ofPattern(pattern).code(text)).toBe('absent');
      expect(ofPattern(pattern).evidence!(text)).toEqual([]);
    },
    20_000,
  );
});
