import { describe, expect, test } from 'vitest';
import type { AttributeSource } from './held-columns.ts';
import { Library, type LibraryOptions } from './library.ts';
import type { LibraryTest } from './library-test.ts';
import { clicksOf } from './test-library.ts';

/* A lede that asks brings half as many clicks again; a headline that asks does nothing. Expected numbers: Woolf's log-odds
 * of the tests that change one of them alone, pooled by scipy. */

const sources: AttributeSource[] = [
  { id: 'headline.question', column: 'headline', coder: 'question' },
  { id: 'lede.question', column: 'lede', coder: 'question' },
  { id: 'layout', column: 'layout', coder: null },
  { id: 'mood', column: 'mood', coder: null },
];

const options: LibraryOptions = {
  ...{ level: 0.95, falseDiscoveries: 0.05, practical: { value: 0.01, relative: true }, scale: null },
  ...{ now: '2015-06-01', attributes: sources },
};

interface Made {
  headline: string;
  lede: string;
  layout?: string;
  mood?: string;
}

const says = (text: string) => (text.endsWith('?') ? 'present' : 'absent');
let made = 0;

/** A test of two variations with units and clicks. */
function testOf(first: Made, second: Made, counts: [number, number, number, number]): LibraryTest {
  const variations = [first, second].map((contents, at) => ({
    ...{ name: String(at), metrics: [clicksOf(counts[2 * at]!, counts[2 * at + 1]!)] },
    contents: new Map(Object.entries({ ...contents, image: 'i' })),
    attributes: new Map(
      Object.entries({
        'headline.question': says(contents.headline),
        'lede.question': says(contents.lede),
        ...(contents.layout && { layout: contents.layout }),
        ...(contents.mood && { mood: contents.mood }),
      }),
    ),
  }));
  const id = `t${++made}`;
  return { id, name: id, day: '2015-01-01', valid: true, suspect: false, scopes: {}, variations };
}

const plain = { headline: 'Say it', lede: 'So it is' };
const asking = { headline: 'Say it?', lede: 'So is it?' };
/** Both texts ask: whoever does not hold the lede equal credits the headline with what the lede did. */
const both = () => Array.from({ length: 9 }, () => testOf(plain, asking, [2000, 100, 2000, 155]));
const headlines = () => [
  testOf(plain, { ...plain, headline: 'Say it?' }, [2000, 100, 2000, 104]),
  testOf(plain, { ...plain, headline: 'Say it?' }, [2050, 101, 2100, 96]),
  testOf(plain, { ...plain, headline: 'Say it?' }, [2000, 112, 1900, 110]),
];
const ledes = () => [
  testOf(plain, { ...plain, lede: 'So is it?' }, [2000, 100, 2000, 160]),
  testOf(plain, { ...plain, lede: 'So is it?' }, [2050, 101, 2100, 150]),
  testOf(plain, { ...plain, lede: 'So is it?' }, [2000, 112, 1900, 170]),
];

function learn(tests: readonly LibraryTest[]) {
  const library = new Library(options);
  library.update(tests);
  const { learnings, notEstimable } = library.answer();
  return { library, notEstimable, of: new Map(learnings.map((learning) => [learning.attribute, learning])) };
}

describe('a text is compared beside the same other texts', () => {
  test('so that it is not credited with what another did', () => {
    const { of } = learn([...both(), ...headlines(), ...ledes()]);
    const headline = of.get('headline.question')!;
    expect(headline).toMatchObject({ tests: 3, testsNotHeld: 12, held: ['image', 'lede'] });
    expect(headline.effect).toBeCloseTo(0.0010910636, 9);
    expect(headline.low).toBeCloseTo(-0.3530650717, 7);
    expect(headline.predictionLow).toBeCloseTo(-1.8553794754, 6);
    const lede = of.get('lede.question')!;
    expect(lede).toMatchObject({ tests: 3, testsNotHeld: 12, held: ['headline', 'image'] });
    expect(lede.effect).toBeCloseTo(0.4687016958, 9);
    expect(lede.high).toBeCloseTo(0.7917477992, 7);
    expect(lede.nextAgrees).toBeCloseTo(0.9132031789, 7);
  });

  test('and what never changed alone is not estimated, and says with what it changed', () => {
    const { of, notEstimable } = learn([...both(), ...ledes()]);
    expect(of.has('headline.question')).toBe(false);
    const found = notEstimable.find(({ attribute }) => attribute === 'headline.question')!;
    expect(found).toMatchObject({ code: 'not-held', confoundedWith: ['lede'] });
    expect(found.reason).toContain('also differ in “lede”');
  });
});

describe('a column of levels', () => {
  const laidOut = (layout: string, other: Made = plain) => ({ ...other, layout });
  const alone = () => testOf(laidOut('wide'), laidOut('tall'), [2000, 100, 2000, 130]);
  const withHeadline = () =>
    testOf(laidOut('wide'), laidOut('tall', { ...plain, headline: 'Say it?' }), [2000, 100, 2000, 130]);

  test('is compared beside the same texts, and holds where texts are compared, when it changes by itself', () => {
    const { of, library } = learn([alone(), alone(), withHeadline(), ...headlines()]);
    expect(of.get('layout')).toMatchObject({ tests: 2, testsNotHeld: 3, held: ['headline', 'image', 'lede'] });
    expect(of.get('headline.question')).toMatchObject({ tests: 3, testsNotHeld: 4 });
    expect(of.get('headline.question')!.held).toEqual(['image', 'lede']);
    expect(library.descriptions()).toEqual([]);
  });

  const moody = (mood: string, headline: string) => ({ ...plain, mood, headline });
  const told = () => testOf(moody('calm', 'Say it'), moody('loud', 'Say it!'), [2000, 100, 2000, 130]);

  test('describes a text that it never changes without, and then neither holds the other', () => {
    const { of, library } = learn([
      told(),
      told(),
      told(),
      testOf(moody('calm', 'Go'), moody('calm', 'Go?'), [9, 2, 9, 3]),
    ]);
    expect(library.descriptions()).toEqual([{ attribute: 'mood', text: 'headline' }]);
    expect(of.get('mood')).toMatchObject({ tests: 3, held: ['image', 'lede'] });
    expect(of.get('headline.question')).toMatchObject({ tests: 1, held: ['image', 'lede'] });
  });

  test('is compared anew in all tests when one shows that it describes nothing', () => {
    const library = new Library(options);
    const before = [told(), told(), told()];
    const apart = testOf(moody('calm', 'Say it'), moody('loud', 'Say it'), [2000, 100, 2000, 120]);
    library.update(before);
    expect(library.answer().learnings[0]).toMatchObject({ attribute: 'mood', tests: 3 });
    library.update([apart]);
    expect(library.answer()).toEqual(learn([...before, apart]).library.answer());
    expect(library.answer().learnings[0]).toMatchObject({ attribute: 'mood', tests: 1, testsNotHeld: 4 });
    library.remove(apart.id);
    expect(library.answer()).toEqual(learn(before).library.answer());
  });
});
