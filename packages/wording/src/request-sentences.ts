import type { Door } from './doors.ts';

/** What is said of a request where the two doors need more than another name: a command has to be typed. */
interface RequestSentences {
  whoSawWhat: string;
  whatCounts: string;
  weightForEach: string;
  ownName: string;
  successesOfMany: string;
  practicalTooLarge(metric: string, value: number): string;
  baselineForPercent: string;
  smallerEffect: string;
  morePower: string;
  baselineMissing: string;
  nothingToSolve: string;
}

export const requestSentences: Record<Door, RequestSentences> = {
  'command-line': {
    whoSawWhat: 'Say which column tells who saw what: --variation COLUMN.',
    whatCounts: 'Say what counts: --metric COLUMN, or --metric NAME:proportion:CLICKS/SENT.',
    weightForEach: 'Name every variation, such as A=90,B=10.',
    ownName: 'Give each metric its own name, as in --metric NAME:KIND:COLUMN.',
    successesOfMany: 'for successes of many units COLUMN/COLUMN',
    practicalTooLarge: (metric, value) =>
      `--practical ${value}: the rate "${metric}" cannot change by that much. Write --practical ${metric}=${value}% for a part of the control's rate, or ${metric}=${value / 100} for ${value} points.`,
    baselineForPercent:
      '--effect in percent is relative to the baseline: give --baseline, or the effect as a plain number.',
    smallerEffect: 'Give a smaller --effect; 0.02 is 2 points, 10% is a tenth of the baseline.',
    morePower: 'Give --power above the chance of a false alarm.',
    baselineMissing: 'Give the rate without the change, --baseline 10%, or for a mean its standard deviation, --sd 25.',
    nothingToSolve:
      'Give the difference to find (--effect 10%), or how many units each variation will have (--units 5000).',
  },
  page: {
    whoSawWhat: 'Say which column tells who saw what, under “Variation”.',
    whatCounts: 'Say what counts, under “Metrics”.',
    weightForEach: 'Give every variation a weight.',
    ownName: 'Give each metric its own name.',
    successesOfMany: 'for successes of many units two columns, the units in the second',
    practicalTooLarge: (metric, value) =>
      `The rate "${metric}" cannot change by ${value}. Under “Smallest difference worth having”, write ${value}% for a part of the control's rate, or ${value / 100} for ${value} points.`,
    baselineForPercent:
      'A difference in percent is relative to the rate or mean without the change: give that, or the difference as a plain number.',
    smallerEffect: 'Give a smaller difference.',
    morePower: 'Give a power above the chance of a false alarm.',
    baselineMissing: 'Give the rate without the change, or for a mean its standard deviation.',
    nothingToSolve: 'Give the difference to find, or how many units each variation will have.',
  },
};
