import { describe, expect, test } from 'vitest';
import type { AnalysisRequest } from './request.ts';
import { csv, metric, useAnalysis } from './test-analysis.ts';

const { run } = useAnalysis();

describe('what cannot be analysed gets a sentence', () => {
  const good = csv('group,y,z', [
    ['A', 1, 2],
    ['B', 0, 3],
  ]);
  test.each<[string, string, Partial<AnalysisRequest>, string]>([
    ['header only', 'group,y\n', {}, 'no rows'],
    [
      'one variation',
      csv('group,y', [
        ['A', 1],
        ['A', 0],
      ]),
      { control: null },
      'at least two variations',
    ],
    [
      'text where numbers belong',
      csv('group,y', [
        ['A', 1],
        ['B', 'lots'],
      ]),
      { metrics: [metric('y', { kind: 'mean' })] },
      'Row 2 has "lots" in "y"',
    ],
    [
      'a number beyond all reason',
      csv('group,y', [
        ['A', 1],
        ['B', '1e308'],
      ]),
      { metrics: [metric('y', { kind: 'mean' })] },
      'Row 2 has "1e308"',
    ],
    [
      'everybody in both',
      csv('id,group,y', [
        ['u1', 'A', 1],
        ['u1', 'B', 0],
        ['u2', 'A', 1],
        ['u2', 'B', 0],
      ]),
      { unit: 'id', control: null },
      'in more than one variation',
    ],
    [
      'an infinity',
      csv('group,y', [
        ['A', 1],
        ['B', 'inf'],
      ]),
      { metrics: [metric('y', { kind: 'mean' })] },
      'Row 2 has "inf"',
    ],
    [
      'not a yes or no',
      csv('group,y', [
        ['A', 1],
        ['B', 3],
      ]),
      { metrics: [metric('y', { kind: 'proportion' })] },
      'Row 2 has "3" in "y"',
    ],
    [
      'negative counts',
      csv('group,y', [
        ['A', 1],
        ['B', -3],
      ]),
      { metrics: [metric('y', { kind: 'count' })] },
      'first in row 2',
    ],
    [
      'an ambiguous comma',
      csv('group,y', [
        ['A', '"1,234"'],
        ['B', '"2,000"'],
      ]),
      { metrics: [metric('y', { kind: 'mean' })] },
      'decimals or thousands',
    ],
    [
      'more successes than trials',
      csv('group,y,z', [
        ['A', 3, 2],
        ['B', 0, 3],
      ]),
      { metrics: [metric('r', { kind: 'proportion', numerator: 'y', denominator: 'z' })] },
      'Row 1 has more in "y" than in "z"',
    ],
    [
      'an empty column',
      csv('group,y', [
        ['A', ''],
        ['B', ''],
      ]),
      {},
      'empty in every row',
    ],
    ['a misspelt column', good, { metrics: [metric('why', { numerator: 'yy' })] }, 'Did you mean "y"'],
    ['a misspelt control', good, { control: 'a' }, 'Did you mean "A"'],
    ['a split that forgets one', good, { split: new Map([['A', 1]]) }, 'no weight to "B"'],
    [
      'a split of nobody',
      good,
      {
        split: new Map([
          ['A', 1],
          ['B', 1],
          ['C', 1],
        ]),
      },
      'no row has "C"',
    ],
    ['no row that fits', good, { where: 'z > 100' }, 'No row fits'],
    ['a bad condition', good, { where: 'z >' }, ''],
    [
      'a mean beside groups',
      good,
      {
        metrics: [metric('r', { kind: 'proportion', numerator: 'y', denominator: 'z' }), metric('z', { kind: 'mean' })],
      },
      'Analyse them apart',
    ],
    [
      'ten thousand variations',
      csv(
        'group,y',
        Array.from({ length: 10_000 }, (_, i) => [`v${i}`, 1]),
      ),
      { control: null },
      '10,000 different values',
    ],
    [
      'too many segments',
      csv(
        'group,y,z',
        Array.from({ length: 600 }, (_, i) => [i % 2 ? 'A' : 'B', i % 3 ? 1 : 0, i]),
      ),
      { segments: ['z'] },
      '600 different values',
    ],
  ])('%s', async (_, text, changes, message) => {
    await expect(run(text, changes)).rejects.toMatchObject({
      name: 'DandelionFailure',
      message: expect.stringContaining(message),
    });
  });
});
