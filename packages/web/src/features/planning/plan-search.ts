import { z } from 'zod';

/** What the address of a plan holds. Rates, power and level are percent, as they are typed; what is left out is the usual. */
const shape = {
  /** A rate when left out. */
  of: z.literal('mean'),
  baseline: z.coerce.number(),
  sd: z.coerce.number(),
  difference: z.coerce.number(),
  /** Points of a rate, or the unit of a mean; of percent of the baseline when left out. */
  in: z.literal('own'),
  units: z.coerce.number(),
  perDay: z.coerce.number(),
  variations: z.coerce.number(),
  power: z.coerce.number(),
  level: z.coerce.number(),
  sided: z.coerce.number().pipe(z.literal(1)),
};

export interface PlanSearch {
  of?: 'mean';
  baseline?: number;
  sd?: number;
  difference?: number;
  in?: 'own';
  units?: number;
  perDay?: number;
  variations?: number;
  power?: number;
  level?: number;
  sided?: 1;
}

/** What of an address can be read; the rest is left out. Whether a plan makes sense is said beside its fields. */
export function planSearch(raw: Record<string, unknown>): PlanSearch {
  const found: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(shape)) {
    const given = raw[name];
    if (given === undefined || given === '') continue;
    const { data } = schema.safeParse(given);
    if (data !== undefined) found[name] = data;
  }
  return found as PlanSearch;
}
