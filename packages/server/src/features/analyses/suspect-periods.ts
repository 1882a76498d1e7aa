import type { HealthCheck, NamedTestAnswer } from '@dandelion-loop/contract';
import { suspectPeriods } from '@dandelion-loop/stats';
import { numbers } from '@dandelion-loop/wording';
import { withChecks } from './assemble.ts';
import { sampleRatioLevel } from './health.ts';

/**
 * A broken randomiser spoils more tests than fail the check of their own split. So the share of failures is looked at over
 * time, and every test of an anomalous period is marked.
 */

export interface TimedAnswer {
  answer: NamedTestAnswer;
  period: string;
}

/** Periods in order: as numbers where all are numbers, else as text (ISO dates sort as text). */
function orderedPeriods(periods: Iterable<string>): string[] {
  const distinct = [...new Set(periods)].filter((period) => period !== '');
  const numeric = distinct.every((period) => Number.isFinite(Number(period)));
  return distinct.sort((a, b) => (numeric ? Number(a) - Number(b) : a < b ? -1 : 1));
}

const sampleRatioOf = ({ health }: NamedTestAnswer) => health.checks.find(({ name }) => name === 'sample-ratio');

function failed(answer: NamedTestAnswer): boolean {
  const value = sampleRatioOf(answer)?.pValue ?? null;
  return value !== null && value < sampleRatioLevel;
}

/** Marks the tests of anomalous periods; the others come back as they are. */
export function markSuspectPeriods(timed: readonly TimedAnswer[], column: string): NamedTestAnswer[] {
  const checked = timed.filter(({ answer }) => sampleRatioOf(answer)?.pValue != null);
  const periods = orderedPeriods(checked.map(({ period }) => period));
  const position = new Map(periods.map((period, at) => [period, at]));
  const counts = periods.map(() => ({ tests: 0, failures: 0 }));
  for (const { answer, period } of checked) {
    const at = counts[position.get(period) ?? -1];
    if (!at) continue;
    at.tests += 1;
    if (failed(answer)) at.failures += 1;
  }
  const found = suspectPeriods(counts);
  return timed.map(({ answer, period }) => {
    const at = position.get(period);
    const stretch = at === undefined ? undefined : found.find(({ from, to }) => from <= at && at <= to);
    if (!stretch) return answer;
    const { tests } = stretch;
    const whole = stretch.from === 0 && stretch.to === periods.length - 1;
    const against = whole
      ? `where about ${numbers.share(stretch.baseShare)} would be chance`
      : `against ${numbers.share(stretch.baseShare)} at other times`;
    const message = `Suspect period: of ${numbers.counted(tests, 'test')} with “${column}” from ${periods[stretch.from]} to ${periods[stretch.to]}, ${numbers.share(stretch.share)} have a split that is off, ${against} (${numbers.pValue(stretch.pValue)}). Something was wrong with the assignment then, also where this test alone does not show it.`;
    const check: HealthCheck = {
      name: 'suspect-period',
      verdict: 'warning',
      pValue: stretch.pValue,
      count: tests,
      message,
    };
    return withChecks(answer, [check]);
  });
}
