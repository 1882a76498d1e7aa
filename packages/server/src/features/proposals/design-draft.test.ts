import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { assignIds, assignPlaces } from './assign-units.ts';
import { designDraft } from './design-draft.ts';
import { readIds } from './read-ids.ts';

const attribute = (name: string, ...levels: string[]) => ({ id: name, name, levels });
const two = (name: string) => attribute(name, 'no', 'yes');

test('two levels are two variations, the reference first', () => {
  expect(designDraft([attribute('tone', 'calm', 'urgent')], 4)).toEqual({
    ...{ design: 'two-variations', resolution: null, aliases: [] },
    variations: [
      { name: 'A', levels: ['calm'] },
      { name: 'B', levels: ['urgent'] },
    ],
    columns: { unit: 'unit', variation: 'variation', attributes: ['tone'] },
  });
});

test('all combinations where they fit, of any number of levels', () => {
  const { design, variations } = designDraft([attribute('day', 'Tue', 'Fri', 'Sun'), two('emoji')], 6);
  expect([design, variations.length]).toEqual(['full-factorial', 6]);
  expect(new Set(variations.map(({ levels }) => levels.join())).size).toBe(6);
  expect(variations[0]!.levels).toEqual(['Tue', 'no']);
});

test('a fraction where they do not, with its alias table: C = AB is the textbook half of 2³', () => {
  const { design, resolution, variations, aliases } = designDraft([two('a'), two('b'), two('c')], 4);
  expect([design, resolution, variations.length]).toEqual(['fraction', 3, 4]);
  for (const at of [0, 1, 2]) expect(variations.filter(({ levels }) => levels[at] === 'yes')).toHaveLength(2);
  expect(aliases).toContainEqual({ effect: ['a'], with: [['b', 'c']] });
  expect(aliases).toContainEqual({ effect: ['b', 'c'], with: [['a']] });
  const half = designDraft([two('a'), two('b'), two('c'), two('d')], 8);
  expect(half.resolution).toBe(4);
  expect(half.aliases.find(({ effect }) => effect.join() === 'a,b')).toEqual({
    effect: ['a', 'b'],
    with: [['c', 'd']],
  });
});

test.each([
  ['too many combinations of more than two levels', [attribute('day', 'a', 'b', 'c'), two('e')], 4],
  ['too many attributes for the cells', [two('a'), two('b'), two('c'), two('d')], 4],
  ['a name of the list itself', [two('Unit')], 4],
  ['an attribute twice', [two('a'), two('A')], 4],
  ['a level twice', [attribute('a', 'x', 'x')], 4],
])('refuses %s', (_, attributes, most) => {
  expect(() => designDraft(attributes, most)).toThrow(expect.objectContaining({ code: 'wrong-use' }));
});

const counted = (places: Uint16Array, variations: number) =>
  Array.from({ length: variations }, (_, place) => places.filter((one) => one === place).length);

test('groups are equal to the unit, the same for a seed and others for another', () => {
  const places = assignPlaces(10_001, 4, 7);
  expect(counted(places, 4)).toEqual([2501, 2500, 2500, 2500]);
  expect(assignPlaces(10_001, 4, 7)).toEqual(places);
  const other = assignPlaces(10_001, 4, 8);
  const equal = places.filter((place, at) => place === other[at]).length;
  // A quarter agree by chance; four standard deviations around it.
  expect(Math.abs(equal / 10_001 - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / 10_001));
});

test('every unit is as likely in each group: over many seeds the first one is where chance puts it', () => {
  const seeds = 3000;
  const first = Uint16Array.from({ length: seeds }, (_, seed) => assignPlaces(9, 3, seed)[0]!);
  const chiSquare = counted(first, 3).reduce((sum, n) => sum + (n - seeds / 3) ** 2 / (seeds / 3), 0);
  // 99.9% of a chi-square of two degrees of freedom.
  expect(chiSquare).toBeLessThan(13.816);
});

test('ids get the same variation in whatever order they are sent', () => {
  const ids = Array.from({ length: 500 }, (_, at) => `donor-${at}`);
  const sent = assignIds(ids, 3, 42);
  const turned = new Map(assignIds([...ids].reverse(), 3, 42).map(({ id, place }) => [id, place]));
  expect(sent.map(({ id }) => id)).toEqual(ids);
  for (const { id, place } of sent) expect(turned.get(id)).toBe(place);
});

test('ids are read one on each line, each once', async () => {
  const read = (text: string) => readIds(Readable.from([Buffer.from(text)]));
  expect(await read('\ufeffa\r\n"b"\n\n  c \na')).toEqual(['a', 'b', 'c']);
  await expect(read('alone')).rejects.toMatchObject({ code: 'wrong-use' });
  await expect(read('a\n'.repeat(5) + 'x'.repeat(300))).rejects.toMatchObject({ code: 'wrong-use' });
});
