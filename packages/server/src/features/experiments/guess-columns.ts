import type { Practical } from '@dandelion-loop/contract';
import type { MetricRequest } from './request.ts';

/** What columns are usually called, for options that were left out. A guess is always told in the notes. */

const variationNames =
  /^(variation|variant|variante|group|groupe|gruppe|arm|treatment|bucket|cell|version|test_?group|ab_?group|experiment_?group)$/i;
const periodNames =
  /(^|_)(date|day|week|month|period|time|timestamp|started|start|sent|created)(_?(at|on|date|time))?$/i;
const successNames =
  /^(conversions?|converted|clicks?|clicked|opens?|opened|visits?|visited|signups?|purchased|donated|responded|responses?|successes)$/i;
const trialNames =
  /^(impressions?|sent|delivered|sends|recipients|visitors|users|sessions|emails_sent|mails|trials|tried)$/i;
const amountNames = /^(revenue|spend|spent|amount|order_value|value|sales|donation|donations|income|umsatz|omzet)$/i;

const only = (columns: readonly string[], pattern: RegExp) => {
  const found = columns.filter((column) => pattern.test(column));
  return found.length === 1 ? found[0]! : null;
};

export const guessVariation = (columns: readonly string[]) => only(columns, variationNames);

export const guessPeriod = (columns: readonly string[]) => only(columns, periodNames);

/** Outcomes by their usual names: clicks of impressions, or one row a unit with conversions and money. */
export function guessMetrics(columns: readonly string[], practical: Practical): MetricRequest[] {
  const trials = columns.filter((column) => trialNames.test(column));
  const successes = columns.filter((column) => successNames.test(column));
  const metric = (numerator: string, denominator: string | null): MetricRequest => ({
    name: numerator,
    kind: denominator === null ? null : 'proportion',
    numerator,
    denominator,
    lowerIsBetter: false,
    practical,
    covariate: null,
  });
  if (trials.length > 0) {
    return trials.length === 1 ? successes.map((column) => metric(column, trials[0]!)) : [];
  }
  const amounts = columns.filter((column) => amountNames.test(column));
  return [...successes, ...amounts].map((column) => metric(column, null));
}
