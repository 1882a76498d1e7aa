import type { Draft, TestedAttribute } from '@dandelion-loop/contract';
import { fractionalDesign } from '@dandelion-loop/stats';
import { DandelionFailure } from '../../kernel/failure.ts';

/** From attributes and their levels to the variations of a test. Pure. */

export type DraftDesign = Pick<Draft, 'design' | 'resolution' | 'variations' | 'aliases' | 'columns'>;

/** Columns of the assignment list that no attribute may be called. */
const ownColumns = { unit: 'unit', variation: 'variation' };

const refuse = (message: string) => new DandelionFailure('wrong-use', message);

function check(attributes: readonly TestedAttribute[]): void {
  const names = new Set<string>(Object.values(ownColumns));
  for (const { id, levels } of attributes) {
    const key = id.trim().toLowerCase();
    if (names.has(key)) {
      throw refuse(
        key in ownColumns
          ? `An attribute cannot be called “${id}”: the assignment list has a column of that name. Choose another name.`
          : `“${id}” is named twice. Give each attribute once, with all its levels.`,
      );
    }
    names.add(key);
    if (new Set(levels).size < levels.length) throw refuse(`“${id}” has the same level twice.`);
  }
}

/** A ... Z, AA, AB ... */
function letters(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : letters(Math.floor(at / 26) - 1) + last;
}

/** Every combination, the first attribute changing fastest. */
function allCells(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>(
    (cells, size) => Array.from({ length: size }, (_, level) => cells.map((cell) => [...cell, level])).flat(),
    [[]],
  );
}

function cellsOf(attributes: readonly TestedAttribute[], mostVariations: number) {
  const sizes = attributes.map(({ levels }) => levels.length);
  const combinations = sizes.reduce((product, size) => product * size, 1);
  if (combinations <= mostVariations) return { cells: allCells(sizes), resolution: null, aliases: [] };
  if (sizes.some((size) => size > 2)) {
    throw refuse(
      `These levels make ${combinations} combinations, and ${mostVariations} variations are allowed. A fraction of them can be designed where every attribute has two levels: leave levels out, or allow more variations.`,
    );
  }
  const fraction = fractionalDesign(attributes.length, mostVariations);
  if (fraction === null) {
    throw refuse(
      `${attributes.length} attributes cannot be told apart with ${mostVariations} variations. Allow more variations, or leave attributes out.`,
    );
  }
  return { cells: fraction.cells, resolution: fraction.relation.resolution, aliases: fraction.aliases };
}

/**
 * All combinations where they fit into the variations allowed, else the fraction that mixes effects least.
 *
 * @param attributes 1 to 8, each with at least two levels, the reference first
 * @throws DandelionFailure `wrong-use` where there is no such test
 */
export function designDraft(attributes: readonly TestedAttribute[], mostVariations: number): DraftDesign {
  check(attributes);
  const { cells, resolution, aliases } = cellsOf(attributes, mostVariations);
  const named = (effect: readonly number[]) => effect.map((at) => attributes[at]!.name);
  return {
    design: resolution !== null ? 'fraction' : cells.length === 2 ? 'two-variations' : 'full-factorial',
    resolution,
    variations: cells.map((cell, at) => ({
      name: letters(at),
      levels: cell.map((level, attribute) => attributes[attribute]!.levels[level]!),
    })),
    aliases: aliases.map((alias) => ({ effect: named(alias.effect), with: alias.with.map(named) })),
    columns: { ...ownColumns, attributes: attributes.map(({ id }) => id) },
  };
}
