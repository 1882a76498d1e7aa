import type { SearchTerm } from '@dandelion-loop/contract';
import type { SplitSide } from '@dandelion-loop/stats';
import { groupBy } from '../../kernel/group-by.ts';
import type { Feature } from './search-cells.sql.ts';

/** Sides of splits as conditions that people read. Pure. */

export interface NamedFeature extends Feature {
  name: string;
  /** Some units have no value. */
  gaps: boolean;
}

const levelTerm = (column: string, value: string, is: boolean): SearchTerm => ({
  ...{ column, relation: is ? 'is' : 'is-not', orUnknown: false },
  value: value === '' ? null : value,
});

function levelsTerm({ name, places }: NamedFeature, index: number, inside: boolean): SearchTerm {
  const levels = places as readonly string[];
  const level = levels[index]!;
  // Of two, the other one has a name too.
  if (!inside && levels.length === 2) return levelTerm(name, levels[1 - index]!, true);
  return levelTerm(name, level, inside);
}

function termOf(features: readonly NamedFeature[], { split, inside }: SplitSide): SearchTerm {
  const feature = features[split.feature]!;
  if (feature.kind === 'levels') return levelsTerm(feature, split.value, inside);
  const { name: column } = feature;
  if (split.value < 0) return { column, relation: inside ? 'is' : 'is-not', value: null, orUnknown: false };
  const value = feature.places[split.value] as number;
  // What is not known was put below the smallest number.
  return { column, relation: inside ? 'at-most' : 'above', value, orUnknown: inside && feature.gaps };
}

const numbersOf = (terms: readonly SearchTerm[], of: SearchTerm['relation']): number[] =>
  terms.flatMap(({ relation, value }) => (relation === of && typeof value === 'number' ? [value] : []));

/** All that a path says of one column, in as few terms as it takes. */
function together(terms: readonly SearchTerm[]): SearchTerm[] {
  const exact = terms.find(({ relation }) => relation === 'is');
  if (exact !== undefined) return [exact];
  const { column } = terms[0]!;
  const [lows, highs] = [numbersOf(terms, 'above'), numbersOf(terms, 'at-most')];
  const known = lows.length > 0 || terms.some(({ relation, value }) => relation === 'is-not' && value === null);
  const term = (relation: SearchTerm['relation'], value: SearchTerm['value'], orUnknown = false): SearchTerm => ({
    ...{ column, relation, value, orUnknown },
  });
  const unknownToo = !known && terms.some(({ orUnknown }) => orUnknown);
  const bounds = [
    ...(lows.length > 0 ? [term('above', Math.max(...lows))] : []),
    ...(highs.length > 0 ? [term('at-most', Math.min(...highs), unknownToo)] : []),
  ];
  if (bounds.length > 0) return bounds;
  const levels = terms.filter(({ value }) => value !== null);
  return levels.length > 0 ? levels : [term('is-not', null)];
}

/** The terms of a path; a column that is cut twice says so in as few of them as it takes. */
export function termsOf(features: readonly NamedFeature[], path: readonly SplitSide[]): SearchTerm[] {
  const terms = path.map((side) => termOf(features, side));
  return [...groupBy(terms, ({ column }) => column).values()].flatMap(together);
}

const numberText = (value: number) => String(value).replace('-', '−');

function phraseOf({ relation, value, orUnknown }: SearchTerm): string {
  if (value === null) return relation === 'is' ? 'not known' : 'known';
  if (typeof value === 'string') return relation === 'is' ? value : `not ${value}`;
  const side = relation === 'at-most' ? `at most ${numberText(value)}` : `above ${numberText(value)}`;
  return orUnknown ? `${side} or not known` : side;
}

/** "history is above 120 and at most 500 and zip_code is Rural"; empty for all units. */
export function conditionText(terms: readonly SearchTerm[]): string {
  const byColumn = groupBy(terms, ({ column }) => column);
  return [...byColumn].map(([column, own]) => `${column} is ${own.map(phraseOf).join(' and ')}`).join(' and ');
}
