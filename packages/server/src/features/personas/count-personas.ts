import type { SegmentTree } from '@dandelion-loop/contract';
import type { Engine } from '../../kernel/engine.ts';
import { type CountedSets, countSets } from '../segments/index.ts';

/** All that is counted of personas, in one question. */

export interface AskedPersona {
  /** Without names of segments. */
  trees: readonly SegmentTree[];
  fits: number;
}

interface CountedPersona {
  customers: number;
  traits: { customers: number; fitting: number; without: number | null; idle: boolean }[];
}

export interface CountedPersonas {
  of: number;
  /** Who fit none. */
  none: number;
  personas: CountedPersona[];
  /** By the places of two personas. */
  overlaps: { one: number; other: number; customers: number }[];
}

/** A persona whose traits all have to hold is not to become harder by taking one away. */
const without = (all: readonly number[], left: number, fits: number) => {
  const trees = all.filter((one) => one !== left);
  return { trees, least: Math.min(fits, trees.length) };
};

export async function countPersonas(
  engine: Engine,
  asked: readonly AskedPersona[],
  now: Date,
): Promise<CountedPersonas> {
  const places: number[][] = [];
  for (const { trees } of asked) {
    const from = places.flat().length;
    places.push(trees.map((_, at) => from + at));
  }
  const sets = asked.map(({ fits }, at) => ({ trees: places[at]!, least: fits }));
  const counts: NonNullable<CountedSets['counts']>[number][] = [{ none: asked.map((_, at) => at) }];
  /** Answers with the place of the count. */
  const count = (one: (typeof counts)[number]) => counts.push(one) - 1;
  const told = asked.map(({ fits }, at) => ({
    customers: count({ sets: [at] }),
    traits: places[at]!.map((tree) => ({
      customers: count({ trees: [tree] }),
      fitting: count({ sets: [at], trees: [tree] }),
      without: places[at]!.length === 1 ? null : count({ sets: [sets.push(without(places[at]!, tree, fits)) - 1] }),
    })),
  }));
  const pairs = asked.flatMap((_, one) =>
    asked.slice(one + 1).map((__, next) => {
      const other = one + 1 + next;
      return { one, other, customers: count({ sets: [one, other] }) };
    }),
  );
  const { of, customers } = await countSets(engine, { trees: asked.flatMap(({ trees }) => trees), sets, counts, now });
  const at = (place: number) => customers[place]!;
  return {
    ...{ of, none: at(0) },
    personas: told.map((one) => ({
      customers: at(one.customers),
      traits: one.traits.map((trait) => {
        const rest = trait.without === null ? null : at(trait.without);
        return {
          ...{ customers: at(trait.customers), fitting: at(trait.fitting), without: rest },
          idle: rest !== null && rest === at(one.customers),
        };
      }),
    })),
    overlaps: pairs.map((pair) => ({ ...pair, customers: at(pair.customers) })),
  };
}
