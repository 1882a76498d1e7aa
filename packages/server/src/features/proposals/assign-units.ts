import { seededUniform } from '@dandelion-loop/stats';

/**
 * Places of variations for units in their order: a permutation of equal groups by the seed (Fisher & Yates), so that groups
 * differ by at most one unit, and the same seed and number give the same.
 *
 * @param units number of units, 0 or more
 * @param variations 1 ... 65,535
 */
export function assignPlaces(units: number, variations: number, seed: number): Uint16Array {
  const uniform = seededUniform(seed);
  const places = Uint16Array.from({ length: units }, (_, at) => at % variations);
  for (let last = units - 1; last > 0; last--) {
    const other = Math.floor(uniform() * (last + 1));
    [places[last], places[other]] = [places[other]!, places[last]!];
  }
  return places;
}

/**
 * Who gets which variation, by id: ids are put in one order first, so that the order in which they are sent does not matter.
 *
 * @param ids each once
 */
export function assignIds(ids: readonly string[], variations: number, seed: number): { id: string; place: number }[] {
  const sorted = [...ids].sort();
  const places = assignPlaces(sorted.length, variations, seed);
  const byId = new Map(sorted.map((id, at) => [id, places[at]!]));
  return ids.map((id) => ({ id, place: byId.get(id)! }));
}
