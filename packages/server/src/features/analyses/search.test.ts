import { type Search, searchSchema } from '@dandelion-loop/contract';
import { seededUniform } from '@dandelion-loop/stats';
import { expect, test } from 'vitest';
import { type Cell, csv, metric, useAnalysis } from './test-analysis.ts';

const { one } = useAnalysis();

interface Person {
  group: 'A' | 'B';
  age: number;
  place: string;
  plan: number;
  draw: number;
  size: number;
}

/** People in two groups with three columns that were known before, from a seed. */
function people(count: number, seed: number): Person[] {
  const uniform = seededUniform(seed);
  return Array.from({ length: count }, () => ({
    group: uniform() < 0.5 ? 'A' : 'B',
    age: 18 + Math.floor(uniform() * 60),
    place: ['city', 'land', 'sea'][Math.floor(uniform() * 3)]!,
    plan: Math.floor(uniform() * 2),
    draw: uniform(),
    size: uniform(),
  }));
}

const columns = ['age', 'place', 'plan'];
const head = 'group,age,place,plan,y';

/** Older people in the city gain 20 points, the others 2. */
const planted = ({ group, age, place, plan, draw }: Person): Cell[] => {
  const gain = age > 45 && place === 'city' ? 0.2 : 0.02;
  return [group, age, place, plan, Number(draw < 0.2 + (group === 'B' ? gain : 0))];
};

async function search(rows: readonly (readonly Cell[])[], changes: Parameters<typeof one>[1] = {}, of = head) {
  const answer = await one(csv(of, rows), { search: columns, ...changes });
  return searchSchema.parse(answer.search);
}

const only = ({ comparisons }: Search) => {
  expect(comparisons).toHaveLength(1);
  return comparisons[0]!;
};

test('finds the group that gains, measures it in other units, and checks it in those', async () => {
  const all = people(30_000, 1);
  const found = await search(all.map(planted));
  expect(found).toMatchObject({ metric: 'y', level: 0.95, seed: 1 });
  expect(found.columns.map(({ name, kind, values }) => [name, kind, values])).toEqual([
    ['age', 'number', 60],
    ['place', 'levels', 3],
    ['plan', 'levels', 2],
  ]);
  const { verdict, splits, groups, units, check, sentence, howItCouldBeWrong, ...named } = only(found);
  expect(named).toMatchObject({ variation: 'B', control: 'A' });
  expect(verdict).toBe('holds-up');
  const total = units.choosing + units.testing + units.heldOut;
  expect(total).toBe(30_000);
  // Thirds, by chance: within four standard deviations.
  for (const size of Object.values(units))
    expect(Math.abs(size - 10_000)).toBeLessThan(4 * Math.sqrt(30_000 * (2 / 9)));
  expect(splits.filter(({ confirmed }) => confirmed).length).toBeGreaterThan(0);
  const best = groups.toSorted((a, b) => b.difference.value! - a.difference.value!)[0]!;
  expect(best.terms.map(({ column, relation }) => `${column} ${relation}`).sort()).toEqual(['age above', 'place is']);
  const threshold = best.terms.find(({ column }) => column === 'age')!.value as number;
  expect(Math.abs(threshold - 45)).toBeLessThanOrEqual(3);
  // Every unit is in one group, and the group has those that fit its condition.
  expect(best.units).toBe(all.filter(({ age, place }) => age > threshold && place === 'city').length);
  expect(groups.reduce((sum, group) => sum + group.units, 0)).toBe(30_000);
  expect(groups.reduce((sum, group) => sum + group.share, 0)).toBeCloseTo(1, 12);
  expect(best.difference.low!).toBeLessThan(0.2);
  expect(best.difference.high!).toBeGreaterThan(0.15);
  expect(best.difference.value).toBeCloseTo(best.treatment! - best.control!, 12);
  for (const group of groups.filter((group) => group !== best)) {
    expect(Math.abs(group.difference.value! - 0.02)).toBeLessThan(0.06);
  }
  expect(check!.low).toBeGreaterThan(0);
  expect(check!.curve.at(-1)!.fraction).toBeCloseTo(1, 12);
  expect(sentence).toMatch(/^The effect of “B” on y differs: .*holds up in them\.$/s);
  expect(howItCouldBeWrong.join(' ')).toContain('need not be its cause');
  expect(found.multiplicity).toMatch(/^[23] splits were tested, with Holm/);
});

test('is the same whatever the order of rows, the names of units, and how rows are cut', async () => {
  const rows = people(6000, 2).map((person) => {
    const [group, age, place, plan] = planted(person);
    return [
      group!,
      age!,
      place!,
      plan!,
      Number((person.size * (group === 'B' && person.age > 45 ? 20 : 10)).toFixed(2)),
    ];
  });
  const plain = await search(rows, { metrics: [metric('y', { kind: 'mean' })] });
  expect(only(plain).verdict).toBe('holds-up');
  const turned = { metrics: [metric('y', { kind: 'mean' })], search: columns.toReversed() };
  expect(await search(rows.toReversed(), turned)).toEqual(plain);
  // Two rows a unit, of which the second comes much later, under two ways of naming.
  const halves = (name: (at: number) => string) => [
    ...rows.map(([group, age, place, plan, y], at) => [name(at), group!, age!, place!, plan!, y!]),
    ...rows.map(([group, , , plan], at) => [name(at), group!, '', '', plan!, 0]),
  ];
  const changes = { unit: 'id', metrics: [metric('y', { kind: 'mean' })] };
  const first = await search(
    halves((at) => `u${at}`),
    changes,
    `id,${head}`,
  );
  const { splits, groups, check } = only(plain);
  expect(only(first)).toMatchObject({ splits, groups, check });
  expect(await search(halves((at) => `z${9 * at}`).toReversed(), changes, `id,${head}`)).toEqual(first);
});

test('takes rows of many units apart by chance', async () => {
  const cells = new Map<string, [number, number]>();
  for (const person of people(30_000, 1)) {
    const [group, age, place, plan, y] = planted(person);
    const key = [group, age, place, plan].join();
    const [tried, won] = cells.get(key) ?? [0, 0];
    cells.set(key, [tried + 1, won + Number(y)]);
  }
  const rows = [...cells].map(([key, [tried, won]]) => [...key.split(','), tried, won]);
  const clicks = metric('clicks', { kind: 'proportion', numerator: 'won', denominator: 'tried' });
  const found = await search(rows, { metrics: [clicks] }, 'group,age,place,plan,tried,won');
  const { groups, units, verdict } = only(found);
  expect(verdict).toBe('holds-up');
  expect(units.choosing + units.testing + units.heldOut).toBe(30_000);
  expect(groups.reduce((sum, group) => sum + group.units, 0)).toBe(30_000);
  const best = groups.toSorted((a, b) => b.difference.value! - a.difference.value!)[0]!;
  expect(best.terms.map(({ column }) => column).sort()).toEqual(['age', 'place']);
  expect(best.difference.high!).toBeGreaterThan(0.15);
});

test('divides many units that are alike as by so many throws', async () => {
  // 40,000 units of each kind: drawn at once. Thirds of 40,000 have a standard deviation of 94.
  const rows = ['A', 'B'].flatMap((group) =>
    ['city', 'land'].flatMap((place) => [[group, place, 50_000, group === 'B' && place === 'city' ? 12_000 : 10_000]]),
  );
  const clicks = metric('clicks', { kind: 'proportion', numerator: 'won', denominator: 'tried' });
  const found = await search(rows, { metrics: [clicks], search: ['place'] }, 'group,place,tried,won');
  const { groups, units, verdict } = only(found);
  expect(verdict).toBe('holds-up');
  for (const size of Object.values(units))
    expect(Math.abs(size - 200_000 / 3)).toBeLessThan(4 * Math.sqrt(200_000 * (2 / 9)));
  expect(new Set(Object.values(units)).size).toBe(3);
  const [city] = groups.filter(({ condition }) => condition === 'place is city');
  expect(city!.units).toBe(100_000);
  // 20% against 24%, within four standard errors of a third of the units.
  expect(Math.abs(city!.difference.value! - 0.04)).toBeLessThan(4 * Math.sqrt((0.16 + 0.1824) / 16_667));
});

test('turns around where lower is better', async () => {
  const rows = people(30_000, 1).map((person) => {
    const [group, age, place, plan, y] = planted(person);
    return [group!, age!, place!, plan!, 1 - Number(y)];
  });
  const found = only(await search(rows, { metrics: [metric('y', { lowerIsBetter: true })] }));
  expect(found.verdict).toBe('holds-up');
  expect(found.check!.value).toBeGreaterThan(0);
  const best = found.groups.toSorted((a, b) => a.difference.value! - b.difference.value!)[0]!;
  expect(best.difference.value!).toBeLessThan(-0.12);
  expect(found.sentence).toMatch(/differs(:| among .*?:) −/);
});

test('finds something in noise in at most the share that it says, and says plainly when nothing is there', async () => {
  const runs = 40;
  let found = 0;
  let held = 0;
  for (let run = 0; run < runs; run++) {
    const rows = people(1000, 100 + run).map(({ group, age, place, plan, draw }) => [
      ...[group, age, place, plan],
      Number(draw < 0.3 + (group === 'B' ? 0.1 : 0) + (place === 'city' ? 0.1 : 0)),
    ]);
    const { verdict, sentence, groups, check } = only(await search(rows));
    if (verdict === 'nothing-found') {
      expect(sentence).toBe(
        'Nothing found: by “age”, “place” and “plan”, no group of units is shown in which the effect of “B” on y is another.',
      );
      expect(groups.map(({ condition }) => condition)).toEqual(['']);
      expect(check).toBeNull();
    } else found += 1;
    if (verdict === 'holds-up') held += 1;
  }
  // 5%, and three standard errors of so few runs.
  expect(found / runs).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / runs));
  expect(held).toBeLessThanOrEqual(1);
}, 240_000);

test('says what a column cannot be used for', async () => {
  const rows = people(4000, 3).map((person, at) => {
    const [group, , place, plan, y] = planted(person);
    const answered = group === 'B' && person.draw < 0.5 ? 'yes' : 'no';
    return [
      group!,
      place!,
      plan!,
      y!,
      `person ${at}`,
      70_000 + at,
      'all',
      '',
      at % 3 === 0 ? '' : person.age,
      answered,
    ];
  });
  const named = ['email', 'number', 'same', 'blank', 'seldom', 'answered', 'place'];
  const found = await search(rows, { search: named }, 'group,place,plan,y,email,number,same,blank,seldom,answered');
  const reasons = Object.fromEntries(found.columns.map(({ name, leftOut }) => [name, leftOut]));
  expect(reasons).toEqual({
    email: expect.stringContaining('it has 4,000 different values, as ids and texts have'),
    number: expect.stringContaining('another whole number for every unit, as ids are'),
    same: '“same” was left out: it is “all” for every unit.',
    blank: '“blank” was left out: it is empty.',
    seldom: null,
    answered: expect.stringContaining('the variations differ in it by more than chance (p < 0.001)'),
    place: null,
  });
  const notes = found.notes.join('\n');
  expect(notes).toMatch(/“seldom” is not known for 33\.\d% of the units/);
  for (const reason of Object.values(reasons)) if (reason !== null) expect(notes).toContain(reason);
  expect(only(found).sentence).toContain('“place” and “seldom”');
  const none = only(
    await search(rows, { search: ['same', 'blank'] }, 'group,place,plan,y,email,number,same,blank,seldom,answered'),
  );
  expect(none).toMatchObject({ verdict: 'cannot-tell', groups: [], splits: [], check: null });
  expect(none.sentence).toContain('No column is left that can be searched.');
});

test('keeps units without a value, and says which change in the test', async () => {
  // Those whose age is not known gain, nobody else.
  const rows = people(12_000, 4).flatMap((person, at) => {
    const known = at % 4 !== 0;
    const y = Number(person.draw < 0.2 + (person.group === 'B' && !known ? 0.25 : 0));
    const row = [at, person.group, known ? person.age : 'n/a', person.place, person.plan, y];
    return at % 100 === 1 ? [row, [at, person.group, person.age + 1, person.place, person.plan, 0]] : [row];
  });
  const found = await search(rows, { unit: 'id' }, `id,${head}`);
  expect(found.notes.join()).toContain('“age” differs between rows of one unit for 120 units');
  const { groups, verdict } = only(found);
  expect(verdict).toBe('holds-up');
  const gaining = groups.toSorted((a, b) => b.difference.value! - a.difference.value!)[0]!;
  expect(gaining.condition).toMatch(/^age is (not known|at most 1[89] or not known)/);
  expect(gaining.difference.value!).toBeGreaterThan(0.15);
});

test('refuses what cannot be meant, and does not guess where too little is known', async () => {
  const rows = people(400, 5).map(planted);
  const refused = (changes: Parameters<typeof one>[1]) => one(csv(head, rows), changes);
  await expect(refused({ search: ['y'] })).rejects.toThrow('Column "y" is given to --metric and to --search.');
  await expect(refused({ search: ['group'] })).rejects.toThrow(
    'Column "group" is given to --variation and to --search.',
  );
  await expect(refused({ search: ['agee'] })).rejects.toThrow('Did you mean "age"?');
  await expect(refused({ search: ['age'], test: 'place', control: null })).rejects.toThrow(
    '--search does not go with --test.',
  );
  await expect(refused({ search: Array.from({ length: 21 }, (_, i) => `c${i}`) })).rejects.toThrow('at most 20');
  const few = only(await search(people(150, 6).map(planted)));
  expect(few.verdict).toBe('cannot-tell');
  expect(few.sentence).toMatch(
    /^For whom “B” works cannot be told from this test\. Too few units: each side of a split needs \d+ units/,
  );
  const nobody = only(await search(people(4000, 7).map((person) => [...planted(person).slice(0, 4), 0])));
  expect(nobody.sentence).toContain('The outcome is the same for every unit');
  const ratio = metric('ratio', { kind: 'ratio', numerator: 'y', denominator: 'plan' });
  const none = only(await search(rows, { metrics: [ratio], search: ['age'] }));
  expect(none.sentence).toContain('“ratio” is a ratio of two columns');
  const uneven = people(4000, 8).filter(({ group }, at) => group === 'A' || at % 3 === 0);
  expect(only(await search(uneven.map(planted)))).toMatchObject({
    verdict: 'invalid',
    sentence: 'Do not ask for whom “B” works: the test itself is not valid.',
  });
});

test('searches each comparison, two variations without a control once, and says what looks do to it', async () => {
  const rows = people(3000, 9).map((person, at) => ['ABC'[at % 3]!, ...planted(person).slice(1)]);
  const three = await search(rows, { inference: 'sequential' });
  expect(three.comparisons.map(({ variation, control }) => [variation, control])).toEqual([
    ['B', 'A'],
    ['C', 'A'],
  ]);
  expect(three.comparisons[0]!.howItCouldBeWrong.join(' ')).toContain('it does not hold at every look');
  const pooled = await search(rows, { control: null });
  expect(pooled.comparisons.map(({ control }) => control)).toEqual([null, null, null]);
  const pair = await search(
    rows.filter(([group]) => group !== 'C'),
    { control: null },
  );
  expect(only(pair)).toMatchObject({ variation: 'B', control: 'A' });
});
