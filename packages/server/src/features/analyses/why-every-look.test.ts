import type { Inference } from '@dandelion-loop/contract';
import { factorialCells, seededUniform } from '@dandelion-loop/stats';
import { expect, test } from 'vitest';
import { csv, metric, useAnalysis } from './test-analysis.ts';
import { analysisAtEveryLook } from './why-every-look.ts';

/**
 * What made the difference in a test that is looked at while it runs. Expected figures: numpy 2 from the counts below, by equations
 * 9 and 155 of Waudby-Smith et al. (arXiv:2103.06476v7), planned for 5,000 units.
 */

const { one } = useAnalysis();

const places = ['calm', 'urgent'].flatMap((tone) =>
  ['no', 'yes'].flatMap((emoji) => ['long', 'short'].map((length) => [tone, emoji, length] as const)),
);
const sent = [400, 380, 420, 410, 390, 400, 405, 395];
const clicked = [40, 44, 60, 58, 82, 85, 50, 52];
const totals = (share = 1) =>
  csv(
    'tone,emoji,length,sent,clicked',
    places.map((levels, i) => [...levels, sent[i]!, Math.round(clicked[i]! * share)]),
  );
const asked = (inference: Inference) => ({
  ...{ variation: null, control: null, inference },
  metrics: [metric('clicks', { kind: 'proportion' as const, numerator: 'clicked', denominator: 'sent' })],
  why: { attributes: ['tone', 'emoji', 'length'], weights: 'equal' as const, funnel: [] },
});

function near(found: { value: number | null; low: number | null; high: number | null }, expected: number[]) {
  const figures = [found.value, found.low, found.high];
  for (const [i, figure] of expected.entries()) expect(figures[i]).toBeCloseTo(figure, 9);
}

test('gives effects that hold at every look, as the comparisons do', async () => {
  const why = (await one(totals(), asked('sequential'))).why!;
  expect(why.inference).toBe('sequential');
  const [tone, , length] = why.effects;
  near(tone!.difference, [0.044437184706155125, 0.006383849503427824, 0.08249051990888243]);
  near(tone!.logOdds!, [0.33630257674611896, 0.022959185774111324, 0.6496459677181265]);
  expect(tone!.pValue).toBeCloseTo(0.012114440518204771, 10);
  expect(tone!.adjustedPValue).toBeCloseTo(3 * 0.012114440518204771, 10);
  expect(tone!.verdict).toBe('better');
  expect(tone!.caution).toContain('in at most 5% of such tests, however often somebody looked.');
  near(length!.difference, [0.006207028675400031, -0.03184630652732727, 0.04426036387812733]);
  expect(length!.pValue).toBe(1);
  const [together] = why.interactions;
  near(together!.difference, [-0.11809256715988944, -0.19419923756534405, -0.04198589675443484]);
  expect(why.pairs[0]!.test!.pValue).toBeCloseTo(0.00020693220636372442, 12);
  expect(why.notes.join()).toContain('What made the difference holds at every look, as the comparisons do');
});

test('holds intervals back while a combination has few events', async () => {
  // Half as many clicks: the first combination has exactly 20, a little fewer is too few.
  const enough = (await one(totals(0.5), asked('sequential'))).why!;
  expect(enough.effects[0]!.difference.low).not.toBeNull();
  const few = (await one(totals(0.48), asked('sequential'))).why!;
  expect(few.effects[0]).toMatchObject({
    difference: { value: expect.any(Number), low: null, high: null },
    ...{ pValue: null, verdict: 'inconclusive' },
  });
  expect(few.effects[0]!.reasons.pValue).toContain('fewer than 20 events');
  expect(few.effects[0]!.sentence).toContain('too few events for an interval that holds at every look');
  expect(few.pairs.every(({ test: joint }) => joint === null)).toBe(true);
});

test('says beside a Bayesian answer that effects are of one look at the end', async () => {
  const why = (await one(totals(), asked('bayesian'))).why!;
  expect(why.inference).toBe('fixed');
  near(why.effects[0]!.difference, [0.04443718470615514, 0.02002145044843109, 0.06885291896387918]);
  expect(why.effects[0]!.caution).toContain('it is no chance to win, and whoever looked earlier is more often wrong');
  expect(why.notes.join()).toContain('intervals and p-values of one look at the end');
});

const people = ['A', 'B'].flatMap((group) =>
  Array.from({ length: 500 }, (_, k) => {
    const [visits, buys] = group === 'A' ? [100, 60] : [150, 95];
    return [group, Number(k < visits), Number(k < buys)];
  }),
);

test('gives parts of a funnel that hold at every look', async () => {
  const request = {
    ...{ inference: 'sequential' as const, metrics: [metric('visit'), metric('bought')] },
    why: { attributes: [], weights: 'equal' as const, funnel: ['visit', 'bought'] },
  };
  const answer = await one(csv('group,visit,bought', people), request);
  const [funnel] = answer.why!.funnel!;
  near(funnel!.steps[0]!.part, [0.061666666666666654, 0.004255841642560224, 0.11907749169077309]);
  near(funnel!.steps[1]!.part, [0.008333333333333331, -0.044530546487899864, 0.06119721315456653]);
  near(funnel!.whole.part, [0.07, -0.006634648742524854, 0.1466346487425248]);
  // The whole of two rates is the comparison itself.
  const own = answer.metrics[1]!.comparisons.find(({ variation }) => variation === 'B')!;
  near(funnel!.whole.part, [own.difference.value!, own.difference.low!, own.difference.high!]);
  const few = people.map(([group, visit], k) => [group!, visit!, Number(k % 500 < 15)]);
  const [held] = (await one(csv('group,visit,bought', few), request)).why!.funnel!;
  expect(held!.steps[1]!.part).toMatchObject({ low: null, high: null });
  expect(held!.caution).toContain('no interval holds at every look then');
});

/** Streams without any effect of two attributes, looked at every 200 units; the share of them that ever have a settled effect. */
function everSettled(streams: number, every: (p: number | null) => boolean, sequential: boolean): number {
  const attributes = ['a', 'b'].map((name) => ({ name, levels: ['0', '1'] }));
  const plan = { kind: 'proportion' as const };
  let settled = 0;
  for (let stream = 0; stream < streams; stream++) {
    const random = seededUniform(stream + 1);
    const counts = [0, 1, 2, 3].map(() => ({ units: 0, successes: 0 }));
    for (let n = 1; n <= 4000; n++) {
      const cell = counts[Math.floor(random() * 4)]!;
      cell.units += 1;
      if (random() < 0.2) cell.successes += 1;
      if (n % 200 > 0 || counts.some(({ units }) => units === 0)) continue;
      const cells = counts.map(({ units, successes }, i) => {
        const mean = successes / units;
        return { levels: [i >> 1, i & 1], units, mean, varianceOfMean: (mean * (1 - mean)) / units, successes };
      });
      const once = factorialCells(attributes, cells, { weights: 'equal', level: 0.95 });
      const looked = sequential ? analysisAtEveryLook(once, plan, { level: 0.95, plannedUnits: 2000 }) : once;
      if (every(looked.effects[0]!.difference!.pValue)) {
        settled += 1;
        break;
      }
    }
  }
  return settled / streams;
}

test('is wrong in at most 5% of tests however often somebody looks, where one look at a time is not', {
  timeout: 60_000,
}, () => {
  const below = (p: number | null) => p !== null && p < 0.05;
  // Three standard errors of 600 streams above 5%.
  expect(everSettled(600, below, true)).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 600));
  expect(everSettled(600, below, false)).toBeGreaterThan(0.15);
});
