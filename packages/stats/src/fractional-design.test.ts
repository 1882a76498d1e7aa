import { describe, expect, it } from 'vitest';
import { factorialCells } from './factorial-cells.ts';
import { fractionalDesign } from './fractional-design.ts';

/** Highest resolution by factors and cells: Box, Hunter & Hunter 2005, table 6.22; Montgomery, table 8.14. */
const published: [factors: number, cells: number, resolution: number | null][] = [
  [3, 4, 3],
  [3, 8, null],
  [4, 8, 4],
  [5, 8, 3],
  [5, 16, 5],
  [6, 8, 3],
  [6, 16, 4],
  [6, 32, 6],
  [7, 8, 3],
  [7, 16, 4],
  [7, 32, 4],
  [7, 64, 7],
  [8, 16, 4],
  [8, 32, 4],
  [8, 64, 5],
  [8, 128, 8],
];

const sorted = (names: readonly (readonly (string | number)[])[]) => names.map((own) => own.join(',')).sort();

describe('fractionalDesign', () => {
  it.each(published)('of %d factors in %d cells has resolution %s', (factors, cells, resolution) => {
    const design = fractionalDesign(factors, cells)!;
    expect(design.relation.resolution).toBe(resolution);
    expect(new Set(design.cells.map(String)).size).toBe(cells);
    expect(design.cells[0]).toEqual(new Array(factors).fill(0));
    for (let factor = 0; factor < factors; factor++)
      expect(design.cells.filter((cell) => cell[factor] === 1)).toHaveLength(cells / 2);
  });

  it.each(published.filter(([factors]) => factors > 4))(
    'of %d factors in %d cells has the aliases that the cells have',
    (factors, cells) => {
      // The other side knows no generators: it works from the rank of the model of the cells.
      const design = fractionalDesign(factors, cells)!;
      const attributes = Array.from({ length: factors }, (_, i) => ({ name: String(i), levels: ['0', '1'] }));
      const seen = design.cells.map((levels) => ({ levels, units: 10, mean: 1, varianceOfMean: 1 }));
      const got = factorialCells(attributes, seen, { weights: 'equal', level: 0.95 });
      expect(got.design).toBe('fractional');
      expect(got.aliases.map((alias) => [alias.effect.join(','), sorted(alias.with)])).toEqual(
        design.aliases.map((alias) => [alias.effect.join(','), sorted(alias.with)]),
      );
    },
  );

  it('uses fewer cells than allowed where a power of 2 does not fit, and the full design where that does', () => {
    expect(fractionalDesign(4, 15)!.cells).toHaveLength(8);
    expect(fractionalDesign(2, 100)).toMatchObject({
      generators: [],
      aliases: [],
      cells: [
        [0, 0],
        [1, 0],
        [0, 1],
        [1, 1],
      ],
    });
  });

  it('takes fewest short words: 2^(7−2) with one of four letters', () => {
    const { words } = fractionalDesign(7, 32)!.relation;
    expect(words.map(({ length }) => length).sort()).toEqual([4, 5, 5]);
  });

  it('is null where main effects would be mixed, and refuses other numbers', () => {
    expect(fractionalDesign(4, 4)).toBeNull();
    expect(fractionalDesign(1, 1)).toBeNull();
    expect(fractionalDesign(8, 0)).toBeNull();
    expect(() => fractionalDesign(9, 16)).toThrow(RangeError);
    expect(() => fractionalDesign(0, 16)).toThrow(RangeError);
  });
});
