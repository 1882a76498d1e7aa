import type { Why } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import { csv, metric, useAnalysis } from './test-analysis.ts';

/**
 * Factorial tests with planted effects. Expected figures were computed with numpy and scipy 1.17 from the counts below:
 * averages of simple effects, Wald intervals, Satterthwaite's degrees of freedom for means.
 */

const { one, many } = useAnalysis();

const why = (attributes: string[], changes: Partial<{ weights: 'equal' | 'observed'; funnel: string[] }> = {}) => ({
  attributes,
  weights: 'equal' as const,
  funnel: [],
  ...changes,
});

const places = ['calm', 'urgent'].flatMap((tone) =>
  ['no', 'yes'].flatMap((emoji) => ['long', 'short'].map((length) => [tone, emoji, length] as const)),
);
const sent = [400, 380, 420, 410, 390, 400, 405, 395];
const clicked = [40, 44, 60, 58, 82, 85, 50, 52];
const head = 'tone,emoji,length,sent,clicked';
const totals = places.map((levels, i) => [...levels, sent[i]!, clicked[i]!]);
const clicks = metric('clicks', { kind: 'proportion', numerator: 'clicked', denominator: 'sent' });
const asked = { variation: null, control: null, metrics: [clicks], why: why(['tone', 'emoji', 'length']) };

const effect = (found: Why | undefined, attribute: string, of = 'clicks') =>
  found!.effects.find((each) => each.attribute === attribute && each.metric === of)!;

function near(
  found: { value: number | null; low: number | null; high: number | null },
  expected: number[],
  digits = 9,
) {
  const figures = [found.value, found.low, found.high];
  for (const [i, figure] of expected.entries()) expect(figures[i]).toBeCloseTo(figure, digits);
}

test('finds the planted effects of a full factorial from totals', async () => {
  const answer = await one(csv(head, totals), asked);
  expect(answer.source.variations).toHaveLength(8);
  expect(answer.source.variations[0]!.name).toBe('tone calm, emoji no, length long');
  const found = answer.why!;
  expect(found.design).toBe('full-factorial');
  expect(found.aliases).toEqual([]);
  expect(found.attributes[1]).toEqual({
    name: 'emoji',
    reference: 'no',
    levels: [
      { name: 'no', units: 1570 },
      { name: 'yes', units: 1630 },
    ],
  });
  near(effect(found, 'tone').difference, [0.04443718470615514, 0.02002145044843109, 0.06885291896387918]);
  near(effect(found, 'tone').logOdds!, [0.3363025767461187, 0.13525557456801912, 0.5373495789242182]);
  expect(effect(found, 'tone').pValue).toBeCloseTo(0.00036084572731962195, 10);
  // Holm over three: the smallest times three, the next times two.
  expect(effect(found, 'tone').adjustedPValue).toBeCloseTo(3 * 0.00036084572731962195, 10);
  expect(effect(found, 'emoji').adjustedPValue).toBeCloseTo(2 * 0.046671980657051096, 10);
  expect(found.effects.map(({ verdict }) => verdict)).toEqual(['better', 'inconclusive', 'inconclusive']);
  near(effect(found, 'length').difference, [0.006207028675400031, -0.018208705582324018, 0.03062276293312408]);
  expect(effect(found, 'tone').sentence).toMatch(/“tone” urgent instead of calm raises clicks by 4\.\d+ points/);
  expect(effect(found, 'tone').caution).toContain('“emoji”');
  const [first, second] = found.interactions;
  expect(first).toMatchObject({ attributes: ['tone', 'emoji'], levels: ['urgent', 'yes'], references: ['calm', 'no'] });
  near(first!.difference, [-0.11809256715988949, -0.1669240356753376, -0.06926109864444138]);
  expect(first!.adjustedPValue! / (3 * 2.1380425477394945e-6)).toBeCloseTo(1, 6);
  expect(first!.verdict).toBe('worse');
  expect(first!.logOdds!.value).toBeCloseTo(-0.9242390318442871, 9);
  near(second!.difference, [-0.0019816881104139372, -0.050813156625862034, 0.04684978040503416]);
  const [pair] = found.pairs;
  // 40 and 44 of 400 and 380, each combination of the third attribute the same.
  expect(pair!.means[0]).toMatchObject({ levels: ['calm', 'no'], units: 780 });
  expect(pair!.means[0]!.mean.value).toBeCloseTo((40 / 400 + 44 / 380) / 2, 12);
  expect(pair!.test!.df).toBe(1);
  expect(pair!.test!.adjustedPValue).toBeCloseTo(first!.adjustedPValue!, 12);
});

test('weights combinations by their units when asked', async () => {
  const answer = await one(csv(head, totals), {
    ...asked,
    why: why(['tone', 'emoji', 'length'], { weights: 'observed' }),
  });
  expect(answer.why!.weights).toBe('observed');
  near(effect(answer.why, 'tone').difference, [0.043321286996064017, 0.018941552959847376, 0.06770102103228065]);
  near(effect(answer.why, 'emoji').difference, [-0.024331156145090738, -0.04872053646336286, 5.822417318137804e-5]);
});

const units = places.flatMap(([tone, emoji, length], i) =>
  Array.from({ length: sent[i]! }, (_, k) => [
    ...[tone, emoji, length, Number(k < clicked[i]!)],
    ((7 * k) % 11) * (length === 'short' ? 2 : 1) +
      (tone === 'urgent' ? 3 : 0) +
      (tone === 'urgent' && emoji === 'yes' ? 2 : 0),
  ]),
);

test('gives the same from single units, and means with degrees of freedom of their own', async () => {
  const metrics = [metric('clicks', { kind: 'proportion', numerator: 'clicked' }), metric('value', { kind: 'mean' })];
  const answer = await one(csv('tone,emoji,length,clicked,value', units), { ...asked, metrics });
  const totalsAnswer = await one(csv(head, totals), asked);
  expect(effect(answer.why, 'tone').difference).toEqual(effect(totalsAnswer.why, 'tone').difference);
  const value = effect(answer.why, 'tone', 'value');
  near(value.difference, [4.011187134733293, 3.662538089872289, 4.359836179594296]);
  expect(value.pValue! / 5.1170014262148516e-102).toBeCloseTo(1, 6);
  expect(value.logOdds).toBeUndefined();
  const together = answer.why!.interactions.find(
    ({ metric: of, attributes }) => of === 'value' && attributes.join() === 'tone,emoji',
  )!;
  near(together.difference, [2.009283851113011, 1.3119857613910035, 2.7065819408350187]);
});

test('lists what a half of the combinations cannot tell apart before it gives an effect', async () => {
  const half = [1, 2, 4, 7].map((i) => totals[i]!);
  const found = (await one(csv(head, half), asked)).why!;
  expect(found.design).toBe('fractional');
  expect(found.aliases.filter((alias) => alias.effect.length === 1)).toEqual([
    { effect: ['tone'], with: [['emoji', 'length']] },
    { effect: ['emoji'], with: [['tone', 'length']] },
    { effect: ['length'], with: [['tone', 'emoji']] },
  ]);
  near(effect(found, 'tone').difference, [0.04162768166765504, 0.0066196428104484326, 0.07663572052486164]);
  near(effect(found, 'length').difference, [-0.052839254904544705, -0.08784729376175132, -0.017831216047338096]);
  expect(effect(found, 'tone').caution).toContain('cannot be told apart from “emoji” × “length”');
  expect(found.interactions.every(({ verdict }) => verdict === 'not-estimable')).toBe(true);
});

test('takes the levels of variations that have names, compared with that of the control', async () => {
  const rows = places.map((levels, i) => [`v${i}`, ...levels, sent[i]!, clicked[i]!]);
  const answer = await one(csv(`group,${head}`, rows), { ...asked, variation: 'group', control: 'v7' });
  expect(effect(answer.why, 'tone')).toMatchObject({ level: 'calm', reference: 'urgent' });
  near(effect(answer.why, 'tone').difference, [-0.04443718470615514, -0.06885291896387918, -0.02002145044843109]);
  expect(answer.why!.cells[0]).toMatchObject({ levels: ['calm', 'no', 'long'], variations: ['v0'], units: 400 });
});

test('says of attributes that do not vary, or only together, that their effect is not known', async () => {
  const rows = [
    ['A', 'calm', 'red', 'mail', 500, 50],
    ['B', 'urgent', 'blue', 'mail', 500, 80],
  ];
  const found = (
    await one(csv('group,tone,colour,channel,sent,clicked', rows), {
      metrics: [clicks],
      why: why(['tone', 'colour', 'channel']),
    })
  ).why!;
  expect(effect(found, 'tone')).toMatchObject({
    difference: { value: null, low: null, high: null },
    verdict: 'not-estimable',
    confoundedWith: [['colour']],
  });
  expect(effect(found, 'tone').reasons.difference).toContain('changes together with “colour”');
  expect(effect(found, 'channel')).toBeUndefined();
  expect(found.notes).toContain(
    '“channel” is “mail” in every variation, so what it does cannot be told from this test. That is not the same as no effect.',
  );
});

test('leaves out contradictory codes, puts blanks and equal combinations together, and names likely slips', async () => {
  const rows = [
    ['A', 'calm', 'x', 200, 20],
    ['A', '', 'x', 200, 22],
    ['B', 'urgent', 'x', 200, 30],
    ['B', 'urgent', 'y', 200, 31],
    ['C', 'urgnt', 'y', 400, 60],
    ['D', 'calm', 'y', 400, 41],
    ['E', '', 'y', 400, 43],
  ];
  const found = (
    await one(csv('group,tone,batch,sent,clicked', rows), { metrics: [clicks], why: why(['tone', 'batch']) })
  ).why!;
  expect(found.attributes.map(({ name }) => name)).toEqual(['tone']);
  const notes = found.notes.join('\n');
  expect(notes).toContain('“batch” was left out: variation “B” has “x” for 200 units, “y” for 200 units');
  expect(notes).toContain('“E” has no level of “tone” and is left out of its effects.');
  expect(notes).toContain('“urgent” and “urgnt” are two levels of “tone”.');
  expect(notes).toContain('“A”, “D” have the same levels and were put together');
  expect(found.cells.map(({ levels, units: n, variations }) => [levels[0], n, variations])).toEqual([
    ['calm', 800, ['A', 'D']],
    ['urgent', 400, ['B']],
    ['urgnt', 400, ['C']],
  ]);
  // 83 of 800 against 61 of 400, and 60 of 400.
  expect(found.effects.map(({ difference }) => difference.value)).toEqual([
    expect.closeTo(61 / 400 - 83 / 800, 12),
    expect.closeTo(60 / 400 - 83 / 800, 12),
  ]);
});

test('stays with what is known where nobody clicked', async () => {
  const found = (
    await one(
      csv(
        head,
        totals.map((row) => [...row.slice(0, 4), 0]),
      ),
      asked,
    )
  ).why!;
  expect(effect(found, 'tone')).toMatchObject({
    difference: { value: 0, low: null, high: null },
    pValue: null,
    verdict: 'inconclusive',
  });
  expect(effect(found, 'tone').reasons.pValue).toContain('do not say how much outcomes vary');
  const few = (
    await one(
      csv(
        head,
        totals.map((row, i) => [...row.slice(0, 4), i === 0 ? 0 : row[4]!]),
      ),
      asked,
    )
  ).why!;
  expect(few.notes.join()).toContain('half an event was added');
  expect(effect(few, 'tone').logOdds?.value).not.toBeNull();
});

test('refuses more levels and effects than can be told apart', async () => {
  const wide = Array.from({ length: 60 }, (_, i) => [`v${i}`, `t${i}`, 'x', 100, 10]);
  const levels = (
    await one(csv('group,text,b,sent,clicked', wide), { control: 'v0', metrics: [clicks], why: why(['text', 'b']) })
  ).why!;
  expect(levels.effects).toEqual([]);
  expect(levels.notes.join()).toContain('it has 60 levels, at most 50 can be told apart');
  const square = Array.from({ length: 40 * 40 }, (_, i) => [
    `v${i % 400}`,
    `a${i % 40}`,
    `b${Math.floor((i % 400) / 10)}`,
    100,
    10,
  ]);
  const both = (
    await one(csv('group,a,b,sent,clicked', square), { control: 'v0', metrics: [clicks], why: why(['a', 'b']) })
  ).why!;
  expect(both.effects).toEqual([]);
  expect(both.notes.join()).toContain('cannot be looked at together');
});

test('gives each of many tests its own', async () => {
  const rows = [
    ['t1', 'A', 'calm', 400, 40],
    ['t1', 'B', 'urgent', 400, 80],
    ['t2', 'A', 'calm', 400, 60],
    ['t2', 'B', 'calm', 400, 61],
  ];
  const { tests } = await many(csv('test,group,tone,sent,clicked', rows), {
    test: 'test',
    metrics: [clicks],
    why: why(['tone']),
  });
  expect(tests[0]!.why!.effects[0]!.difference.value).toBeCloseTo(0.1, 12);
  expect(tests[0]!.why!.effects[0]!.caution).toContain('One variation alone carries it');
  expect(tests[1]!.why!.effects).toEqual([]);
  expect(tests[1]!.why!.notes.join()).toContain('cannot be told from this test');
});

test('divides a difference over the steps of a funnel', async () => {
  // Of 500 each: 100 and 150 visit, 20 and 36 buy, for 10 + 5 (k mod 5).
  const rows = ['A', 'B'].flatMap((group) =>
    Array.from({ length: 500 }, (_, k) => {
      const [visits, buys] = group === 'A' ? [100, 20] : [150, 36];
      return [group, Number(k < visits), Number(k < buys), k < buys ? 10 + 5 * (k % 5) : 0];
    }),
  );
  const metrics = [metric('visit'), metric('bought'), metric('spend', { kind: 'mean' })];
  const request = { metrics, why: why([], { funnel: ['visit', 'bought', 'spend'] }) };
  const [funnel] = (await one(csv('group,visit,bought,spend', rows), request)).why!.funnel!;
  // Parts averaged over all six orders of changing the factors, their limits by a numeric delta method.
  near(funnel!.steps[0]!.part, [0.43685185, 0.17839916, 0.69530454], 7);
  near(funnel!.steps[1]!.part, [0.19851852, -0.31846856, 0.7155056], 7);
  near(funnel!.steps[2]!.part, [-0.01537037, -0.23493947, 0.20419873], 7);
  const parts = funnel!.steps.map(({ part }) => part.value!);
  expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(funnel!.whole.part.value!, 12);
  expect(funnel!.whole.part.value).toBeCloseTo(0.62, 12);
  expect(funnel!.steps.map(({ kind, controlUnits }) => [kind, controlUnits])).toEqual([
    ['rate', 500],
    ['rate', 100],
    ['amount', 20],
  ]);
  const broken = rows.map((row, i) => (i === 499 ? ['A', 0, 1, 5] : row));
  const none = (await one(csv('group,visit,bought,spend', broken), request)).why!;
  expect(none.funnel).toBeUndefined();
  expect(none.notes.join()).toContain('1 unit took a step without the one before');
  await expect(
    one(csv('group,visit,bought,spend', rows), { ...request, why: why([], { funnel: ['visits', 'bought'] }) }),
  ).rejects.toThrow('Did you mean "visit"?');
});
