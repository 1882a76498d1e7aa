import type { MetricFacts } from './candidate.ts';
import { economyOf, type ValueSources, valueOfOne } from './list-proposals.ts';
import { type TellingTest, tellingTest } from './telling-test.ts';

/** What it costs to be wrong about an effect, and which test would tell: by the same settings as proposals. Pure. */

interface Loss {
  amount: number;
  /** `amount`: counted in the metric itself. */
  measure: 'money' | 'amount';
  currency: string | null;
  /** That the decision counts. */
  weeks: number;
}

export interface Valuer {
  /** Of choosing what is worse by `change` of the metric's value, where `share` of all units is concerned; null for an unknown metric. */
  loss(metric: string, change: number, share: number): Loss | null;
  /** See `tellingTest`; null also for an unknown metric. Whether what it costs is known is in `costKnown`. */
  telling(metric: string, sayings: { gap: number; between: number; share: number }): TellingTest | null;
  /** Whether costs of tests are in money and set. */
  costKnown(metric: string): boolean;
  lowerIsBetter(metric: string): boolean;
  currency: string;
}

export function createValuer(metrics: readonly MetricFacts[], sources: ValueSources): Valuer {
  const factsOf = (name: string) => metrics.find((metric) => metric.name === name);
  return {
    currency: sources.currency,
    lowerIsBetter: (name) => factsOf(name)?.lowerIsBetter ?? false,
    loss(name, change, share) {
      const facts = factsOf(name);
      if (facts === undefined) return null;
      const value = valueOfOne(sources, facts);
      const economy = economyOf(sources, facts);
      return {
        amount: Math.abs(change) * economy.unitsPerWeek * economy.weeks * share * economy.valueOfOne,
        measure: value === null ? 'amount' : 'money',
        currency: value === null ? null : sources.currency,
        weeks: economy.weeks,
      };
    },
    telling(name, sayings) {
      const facts = factsOf(name);
      if (facts === undefined) return null;
      return tellingTest({ ...sayings, unitsOfTest: facts.unitsOfTest }, economyOf(sources, facts));
    },
    costKnown(name) {
      const facts = factsOf(name);
      return facts !== undefined && valueOfOne(sources, facts) !== null;
    },
  };
}
