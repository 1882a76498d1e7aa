import type { Practical } from '@dandelion-loop/contract';
import type { MetricRequest } from './request.ts';

/** What columns are usually called, for options that were left out. A guess is always told in the notes. */

const variationNames =
  /^((test|ab|a_b|split|experiment|exp)_)?(variation|variant|variante|group|groupe|gruppe|arm|treatment|bucket|cell|version)(_(id|name))?$/;
const periodNames =
  /^((test|start|started|launch|event|created|sent)_)?(date|day|week|month|period|timestamp|time)$|^(started|created|launched|sent)_(at|on)$|^(started|created)$/;
const successNames =
  /^(unique_)?(conversions?|converted|clicks?|clicked|opens?|opened|visits?|visited|signups?|purchased|donated|responded|responses?|successes)$/;
const trialNames =
  /^(unique_|total_)?(impressions?|sent|delivered|sends|recipients|visitors|users|sessions|e?mails_sent|mails|trials|tried)$/;
const amountNames = /^(revenue|spend|spent|amount|order_value|value|sales|donation|donations|income|umsatz|omzet)$/;

/** "Test group", "test-group" and "test_group" are one name. */
const matches = (pattern: RegExp) => (column: string) =>
  pattern.test(
    column
      .trim()
      .toLowerCase()
      .replaceAll(/[\s_-]+/g, '_'),
  );

const only = (columns: readonly string[], pattern: RegExp) => {
  const found = columns.filter(matches(pattern));
  return found.length === 1 ? found[0]! : null;
};

export const guessVariation = (columns: readonly string[]) => only(columns, variationNames);

export const guessPeriod = (columns: readonly string[]) => only(columns, periodNames);

/** Outcomes by their usual names: clicks of impressions, or one row a unit with conversions and money. */
export function guessMetrics(columns: readonly string[], practical: Practical): MetricRequest[] {
  const trials = columns.filter(matches(trialNames));
  const successes = columns.filter(matches(successNames));
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
  const amounts = columns.filter(matches(amountNames));
  return [...successes, ...amounts].map((column) => metric(column, null));
}
