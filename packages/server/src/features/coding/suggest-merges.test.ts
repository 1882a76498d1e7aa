import { describe, expect, it } from 'vitest';
import { suggestMerges } from './suggest-merges.ts';

const groupsOf = (levels: Record<string, number>) =>
  suggestMerges(Object.entries(levels).map(([level, variations]) => ({ level, variations }))).map(
    ({ into, from, variations }) => [into, from.map(({ level, because }) => `${level}: ${because}`), variations],
  );

describe('suggestMerges', () => {
  it('joins spellings, plurals and typos into the most used one', () => {
    expect(
      groupsOf({ urgent: 40, Urgent: 7, ' urgent ': 1, urgant: 2, ugrent: 1, playful: 12, question: 9, questions: 3 }),
    ).toEqual([
      ['urgent', ['Urgent: spelling', 'urgant: typo', ' urgent : spelling', 'ugrent: typo'], 51],
      ['question', ['questions: plural'], 12],
    ]);
  });

  it('takes hyphens, accents and double spaces for spelling', () => {
    expect(groupsOf({ 'call to action': 5, 'Call-to-Action': 2, 'call  to action': 1, café: 3, CAFE: 1 })).toEqual([
      ['call to action', ['Call-to-Action: spelling', 'call  to action: spelling'], 8],
      ['café', ['CAFE: spelling'], 4],
    ]);
  });

  it.each([
    [{ present: 30, absent: 10 }],
    [{ 'size 1': 30, 'size 2': 1 }],
    [{ '2019': 30, '2020': 1 }],
    [{ formal: 30, informal: 2 }],
    [{ important: 30, unimportant: 2 }],
    [{ red: 30, rad: 1 }],
    [{ angry: 30, hungry: 1 }],
    // As frequent as each other: two levels, not one and its typo.
    [{ casual: 20, causal: 18 }],
    [{ '+': 3, '−−': 1 }],
    [{}],
  ])('leaves %j alone', (levels) => {
    expect(groupsOf(levels as Record<string, number>)).toEqual([]);
  });

  it('grows no chains', () => {
    // Each is one letter from the next, the ends three letters apart.
    expect(groupsOf({ tonality: 100, tonalitx: 20, tonaltx: 5 })).toEqual([['tonality', ['tonalitx: typo'], 120]]);
  });

  it('finds the one slip among five thousand levels', () => {
    const levels = Array.from({ length: 5000 }, (_, i) => ({ level: `level number ${i} of many`, variations: i }));
    expect(suggestMerges([...levels, { level: 'Levle Number 77 of many', variations: 1 }])).toEqual([
      {
        into: 'level number 77 of many',
        from: [{ level: 'Levle Number 77 of many', variations: 1, because: 'typo' }],
        variations: 78,
      },
    ]);
  });
});
