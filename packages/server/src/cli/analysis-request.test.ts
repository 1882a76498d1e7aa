import { describe, expect, test } from 'vitest';
import { analysisRequest, analyzeOptions, readSplit } from './analysis-request.ts';
import { readOptions } from './options.ts';

const request = (...args: string[]) => analysisRequest(readOptions('analyze', args, analyzeOptions).values);

describe('what was asked', () => {
  test('has the documented defaults', () => {
    expect(request('--metric', 'visit')).toMatchObject({
      ...{ inference: 'fixed', level: 0.95, plannedUnits: 5000, split: null, unit: null, control: null },
      metrics: [{ name: 'visit', kind: null, lowerIsBetter: false, practical: { value: 0.01, relative: true } }],
    });
  });

  test('gives each metric its own practical margin, direction and covariate', () => {
    const { metrics } = request(
      ...['--metric', 'spend:mean', '--metric', 'complaints:proportion', '--practical', '2%'],
      ...['--practical', 'spend=0.5', '--lower-is-better', 'complaints', '--covariate', 'spend=history'],
    );
    expect(metrics[0]).toMatchObject({ practical: { value: 0.5, relative: false }, covariate: 'history' });
    expect(metrics[1]).toMatchObject({ practical: { value: 0.02, relative: true }, lowerIsBetter: true });
  });

  test('takes a covariate of which the name holds an equals sign, as a page writes it', () => {
    const { metrics } = request(
      ...['--metric', 'spend:mean', '--metric', 'a=b:mean:c', '--covariate', 'spend=x=1', '--covariate', 'a=b=x=2'],
    );
    expect(metrics.map(({ covariate }) => covariate)).toEqual(['x=1', 'x=2']);
    expect(() => request('--metric', 'x', '--covariate', 'x=a=1', '--covariate', 'x=b=1')).toThrow('twice for "x"');
  });

  test('asks what made the difference only where somebody does', () => {
    expect(request('--metric', 'x').why).toBeUndefined();
    expect(
      request('--metric', 'x', '--attribute', 'tone', '--attribute', 'length', '--weights', 'observed').why,
    ).toEqual({
      ...{ attributes: ['tone', 'length'], weights: 'observed', funnel: [] },
    });
    expect(request('--metric', 'x', '--funnel', 'visit, spend').why).toMatchObject({ funnel: ['visit', 'spend'] });
    expect(() => request('--metric', 'x', '--attribute', 'x')).toThrow('--metric and to --attribute');
    expect(() => request('--metric', 'x', '--weights', 'equal')).toThrow('needs --attribute COLUMN');
    expect(() => request('--metric', 'x', '--attribute', 'a', '--weights', 'same')).toThrow('equal, observed');
    expect(() => request('--metric', 'x', '--funnel', 'visit')).toThrow('at least two steps');
  });

  test('makes a peeked test sequential', () => {
    expect(request('--metric', 'x', '--peeked').inference).toBe('sequential');
    expect(() => request('--metric', 'x', '--peeked', '--inference', 'fixed')).toThrow('--peeked needs sequential');
  });

  test('reads a split whose names hold commas and equals signs', () => {
    expect([...readSplit('A=90,B=10')]).toEqual([
      ['A', 90],
      ['B', 10],
    ]);
    expect([...readSplit('A=90%, B=10 %')].map(([, weight]) => weight)).toEqual([90, 10]);
    expect([...readSplit('red, blue=1,x=y=2.5')]).toEqual([
      ['red, blue', 1],
      ['x=y', 2.5],
    ]);
  });

  test.each([
    [['--metric', 'a', '--metric', 'a'], 'given twice'],
    [['--metric', 'visit', '--lower-is-better', 'vist'], 'Did you mean "visit"'],
    [['--metric', 'x', '--level', '95'], 'between 0 and 1'],
    [['--metric', 'x', '--level', '0.2'], 'between 0.5 and 0.9999'],
    [['--metric', 'x', '--inference', 'magic'], 'one of fixed, sequential, bayesian'],
    [['--metric', 'x', '--planned-units', '0'], 'whole number from 2'],
    [['--metric', 'x', '--practical', '-1'], 'write --practical=-1'],
    [['--metric', 'x', '--practical', 'x=1', '--practical', 'x=2'], 'given twice for "x"'],
    [['--metric', 'x', '--covariate', 'x=x'], 'from before the test'],
    [['--metric', 'r:ratio:a/b', '--metric', 'x', '--covariate', 'x=b'], 'from before the test'],
    [['--metric', 'x', '--variation', 'x'], 'given to --variation and to --metric'],
    [['--metric', 'x', '--variation', 'v', '--unit', 'v'], 'given to --variation and to --unit'],
    [['--metric', 'x', '--variation', 'v', '--test', 'v'], 'given to --variation and to --test'],
    [['--metric', 'x', '--segment', 's', '--segment', 'x'], 'given to --segment and to --metric'],
    [['--metric', 'x', '--variation', 'v', '--variation', 'w'], '--variation is given twice'],
    [['--metric', 'x', '--split', 'A=1,B=-2'], 'above 0'],
    [['--metric', 'x', '--split', 'A=1e308,B=1e308'], 'weights such as 90 and 10'],
    [['--metric', 'x', '--planned-units', '1e99'], 'from 2 to 1,000,000,000,000'],
    [['--metric', 'x', '--level', '0x1'], 'needs a number'],
    [['--metric', 'x', '--level', '0,9'], 'a point for decimals'],
    [['--metric', 'x', '--practical=-1'], 'from 0'],
    [['--metric', 'x', '--covariate', 'history'], 'write NAME=COLUMN'],
    [['--metric', 'x', '--split', 'A'], 'such as A=90,B=10'],
    [['--metric', 'x', '--split', 'A=1'], 'at least two'],
    [['--metric', 'x', '--split', 'A=0,B=1'], 'above 0'],
    [['--metric', 'x', '--period', 'week'], 'needs --test'],
    [['--metric', 'x', '--test', 't', '--segment', 's'], 'does not go with --test'],
    [['--metrc', 'x'], 'Did you mean --metric?'],
    [['--metric'], '--metric needs a value'],
    [['--json=yes'], '--json takes no value'],
  ])('%j is refused: %s', (args, message) => {
    expect(() => request(...args)).toThrow(message);
  });
});
