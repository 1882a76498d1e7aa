import type { Customers, Metric } from '@dandelion-loop/contract';
import { type ShareOfRates, sharesOfRates, wilsonInterval } from '@dandelion-loop/stats';
import { primaryMetric } from '@dandelion-loop/wording';
import { and, eq } from 'drizzle-orm';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Transaction } from '../../kernel/records.ts';
import { showNames, showText } from '../files/index.ts';
import { experiments, results } from './records.ts';

/** What customers answered or did, as shares of the options. */

const level = 0.95;

const refuse = (message: string) => new DandelionFailure('unknown-value', message);

function ofCounts(counts: readonly number[]): ShareOfRates[] {
  const n = counts.reduce((sum, one) => sum + one, 0);
  if (n === 0)
    throw new DandelionFailure('wrong-use', 'No customer is counted. Give the number of customers for each option.');
  return counts.map((successes) => ({ share: successes / n, ...wilsonInterval({ successes, n }, level) }));
}

async function readMetric(tx: Transaction, { experimentId, metric: name }: Extract<Customers, { by: 'experiment' }>) {
  const [found] = await tx
    .select({ answer: results.answer })
    .from(experiments)
    .innerJoin(results, and(eq(results.experimentId, experiments.id), eq(results.analysisId, experiments.analysisId)))
    .where(eq(experiments.id, experimentId));
  if (!found) throw refuse('There is no such test. Name one that is there.');
  if (found.answer.health.verdict === 'invalid') {
    throw refuse('This test is invalid: its numbers do not tell what customers prefer.');
  }
  const { metrics } = found.answer;
  const metric = name === null ? primaryMetric(found.answer) : metrics.find((one) => one.name === name);
  if (metric) return metric;
  const there = showNames(metrics.map((one) => one.name));
  throw refuse(
    name === null ? 'The test has no metric.' : `The test has no metric “${showText(name)}”. It has ${there}.`,
  );
}

function ofTest(metric: Metric, variations: readonly string[]): ShareOfRates[] {
  const arms = variations.map((name) => {
    const found = metric.variations.find((one) => one.name === name);
    if (found && found.value !== null) return found;
    const there = showNames(metric.variations.map((one) => one.name));
    throw refuse(`The test has no value of “${showText(metric.name)}” for “${showText(name)}”. It has ${there}.`);
  });
  const shares = sharesOfRates(
    arms.map(({ units, value, standardDeviation }) => ({
      // Without a spread the shares are known, and how sure they are is not.
      n: standardDeviation === null ? Math.min(units, 1) : units,
      ...{ mean: value!, variance: (standardDeviation ?? 0) ** 2 },
    })),
    level,
  );
  if (shares !== null) return shares;
  throw refuse(`“${showText(metric.name)}” has no shares: a value is negative, or all are 0.`);
}

/** Fails with `unknown-value` when the test does not say it, and with `wrong-use` when it does not fit the options. */
export async function readCustomers(
  tx: Transaction,
  customers: Customers,
  options: readonly string[],
): Promise<ShareOfRates[]> {
  const given = customers.by === 'counts' ? customers.counts : customers.variations;
  if (given.length !== options.length) {
    throw new DandelionFailure(
      'wrong-use',
      `There are ${options.length} options: ${showNames(options)}. Give as many, in that order.`,
    );
  }
  if (customers.by === 'counts') return ofCounts(customers.counts);
  if (new Set(customers.variations).size < options.length) {
    throw new DandelionFailure('wrong-use', 'Two options name the same variation. Name another one for each.');
  }
  const metric = await readMetric(tx, customers);
  const liked = ofTest(metric, customers.variations);
  if (metric.direction === 'higher-is-better') return liked;
  throw refuse(
    `Less of “${showText(metric.name)}” is better, so it does not count who prefers what. Name another metric.`,
  );
}
