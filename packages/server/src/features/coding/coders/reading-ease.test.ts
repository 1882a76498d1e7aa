import { describe, expect, it } from 'vitest';
import { readingEase, readingEaseOf } from './reading-ease.ts';

describe('readingEaseOf', () => {
  it.each([
    // 6 words, 1 sentence, 6 syllables by hand: 206.835 − 6.09 − 84.6.
    ['The cat sat on the mat.', 116.145],
    // 5 words, 3 + 4 + 2 + 3 + 3 syllables by hand: 206.835 − 5.075 − 253.8.
    ['Important information about national elections', -52.04],
    // 12 words, 2 sentences, 12 syllables by hand: 206.835 − 6.09 − 84.6.
    ['The cat sat on the mat. The dog lay on the rug.', 116.145],
  ])('of “%s” is %d', (text, ease) => {
    expect(readingEaseOf(text)).toBeCloseTo(ease, 1);
  });

  it('has bands', () => {
    expect(readingEase.code('The cat sat on the mat.')).toBe('easy');
    expect(readingEase.code('The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.')).toBe(
      'hard',
    );
    // 10 words, 14 syllables: 206.835 − 10.15 − 118.44 = 78.2.
    expect(readingEase.code('The happy mother walked slowly over the bridge to Sweden')).toBe('standard');
  });
});
