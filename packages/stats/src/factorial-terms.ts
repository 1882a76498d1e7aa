import { dot, orthonormalBasis, outsideSpan } from './linear-span.ts';

/*
 * The model of a factorial test with attributes of any number of levels: the overall mean, main effects and interactions
 * of two. Levels are coded to sum to 0 (effect coding), so that a main effect is the average over the levels of the
 * others, each counted equally.
 */

/** A main effect (one attribute) or an interaction (two), and where its coefficients stand in a row of the model. */
export interface Term {
  attributes: readonly number[];
  start: number;
  length: number;
}

export interface TermModel {
  terms: readonly Term[];
  columns: number;
  /** Number of levels of each attribute. */
  sizes: readonly number[];
  /** Orthonormal basis of what the cells determine: a combination of coefficients outside it cannot be estimated. */
  basis: readonly Float64Array[];
}

/** Coefficients beyond which the models are not built: the work grows with the third power. */
const mostColumns = 800;

/** Smaller components of unit-sized combinations are rounding. */
const rounding = 1e-7;

/** Effect coding: the j-th coefficient for level j, and minus all of them for the last level. */
function levelCode(size: number, level: number): number[] {
  return Array.from({ length: size - 1 }, (_, j) => (level === size - 1 ? -1 : j === level ? 1 : 0));
}

/** Level minus reference, in the coding. */
export function levelContrast(size: number, level: number, reference: number): number[] {
  const from = levelCode(size, reference);
  return levelCode(size, level).map((value, j) => value - from[j]!);
}

/** All products of an entry of the one with an entry of the other. */
export function products(a: readonly number[], b: readonly number[]): number[] {
  return a.flatMap((left) => b.map((right) => left * right));
}

/** The row of the model for a cell: 1 for the mean, then term by term. */
export function modelRow({ terms, columns, sizes }: Omit<TermModel, 'basis'>, levels: readonly number[]): Float64Array {
  const row = new Float64Array(columns);
  row[0] = 1;
  for (const { attributes, start } of terms) {
    const codes = attributes.map((attribute) => levelCode(sizes[attribute]!, levels[attribute]!));
    row.set(codes.length === 1 ? codes[0]! : products(codes[0]!, codes[1]!), start);
  }
  return row;
}

/** Every pair i < j of 0 ... count − 1. */
export function pairsOf(count: number): [number, number][] {
  return Array.from({ length: count }, (_, i) => i).flatMap((i) =>
    Array.from({ length: count - i - 1 }, (_, j): [number, number] => [i, i + 1 + j]),
  );
}

/**
 * The coefficients of the model of main effects (order 1) or with all interactions of two as well (order 2).
 *
 * @throws RangeError with more than 800 of them
 */
export function termLayout(sizes: readonly number[], order: 1 | 2): Omit<TermModel, 'basis'> {
  const effects: number[][] = sizes.map((_, attribute) => [attribute]);
  if (order === 2) effects.push(...pairsOf(sizes.length));
  let columns = 1;
  const terms = effects.map((attributes) => {
    const start = columns;
    const length = attributes.reduce((product, attribute) => product * (sizes[attribute]! - 1), 1);
    columns += length;
    return { attributes, start, length };
  });
  if (columns > mostColumns)
    throw new RangeError(
      `attributes have ${columns} effects and interactions together; at most ${mostColumns} can be analysed.`,
    );
  return { terms, columns, sizes };
}

/** {@link termLayout} with what the cells given determine of it. */
export function termModel(cells: readonly (readonly number[])[], layout: Omit<TermModel, 'basis'>): TermModel {
  return { ...layout, basis: orthonormalBasis(cells.map((levels) => modelRow(layout, levels))) };
}

/** A combination of the coefficients of a model, with what of it the cells leave open. */
export function openPart(model: TermModel, combination: ArrayLike<number>): Float64Array | null {
  const rest = outsideSpan(model.basis, combination);
  const size = Math.max(...Array.from(combination, Math.abs));
  return rest.some((value) => Math.abs(value) > rounding * size) ? rest : null;
}

/** The terms that an open part reaches into. */
export function termsIn(model: TermModel, open: ArrayLike<number>): Term[] {
  const largest = Math.max(...Array.from(open, Math.abs));
  return model.terms.filter(({ start, length }) =>
    Array.from({ length }, (_, i) => Math.abs(open[start + i]!)).some((value) => value > rounding * largest),
  );
}

/** For every term that the cells do not determine whole, the terms that its coefficients are mixed with. */
export function mixedTerms(model: TermModel): Map<Term, Term[]> {
  const mixed = new Map<Term, Term[]>();
  for (const term of model.terms) {
    const others = new Set<Term>();
    let open = false;
    for (let i = 0; i < term.length; i++) {
      const unit = new Float64Array(model.columns);
      unit[term.start + i] = 1;
      const rest = openPart(model, unit);
      if (rest === null) continue;
      open = true;
      for (const other of termsIn(model, rest)) if (other !== term) others.add(other);
    }
    if (open) mixed.set(term, [...others]);
  }
  return mixed;
}

/** Coordinates of a row of the model in its basis. */
export function inBasis({ basis }: TermModel, row: ArrayLike<number>): Float64Array {
  return Float64Array.from(basis, (direction) => dot(direction, row));
}
