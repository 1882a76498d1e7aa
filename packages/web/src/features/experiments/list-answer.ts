import type { AnswerOf, ExperimentVerdict, summarizeExperiments } from '@dandelion-loop/contract';
import { numbers, type Saying } from '@dandelion-loop/wording';
import { texts } from '../../texts/experiments.ts';

export type Summary = AnswerOf<typeof summarizeExperiments>;
export type VerdictCounts = Record<ExperimentVerdict, number>;

/** Tests that can be acted on, that cannot be told yet, and that may not be read. */
export interface Settling {
  settled: number;
  open: number;
  invalid: number;
}

export const settling = (counts: VerdictCounts): Settling => ({
  settled: counts.won + counts.lost + counts['no-difference'],
  open: counts.inconclusive,
  invalid: counts.invalid,
});

export const sumOf = (counts: VerdictCounts): number => Object.values(counts).reduce((sum, one) => sum + one, 0);

/** "Of 4,873 tests, [1,681 have a verdict you can act on]. 2,439 cannot be told yet, and 753 are invalid: do not read them." */
export function listAnswer(counts: VerdictCounts, filtered: boolean): Saying {
  const { settled, open, invalid } = settling(counts);
  const all = settled + open + invalid;
  if (all === 0) return [{ text: texts.noneFits, role: 'finding' }, { text: '.' }];
  if (all === 1) {
    const verdict = settled === 1 ? texts.settledOne : open === 1 ? texts.openOne : texts.invalidOne;
    return [{ text: texts.one(filtered) }, { text: verdict, role: 'finding' }, { text: '.' }];
  }
  const finding = settled === 0 ? texts.settledNone : texts.settled(settled);
  const others = [open > 0 && texts.open(open), invalid > 0 && texts.invalid(invalid)].filter((one) => one !== false);
  const rest = others.length === 0 ? '.' : `. ${others.join(', and ')}.`;
  return [{ text: texts.of(all, filtered) }, { text: finding, role: 'finding' }, { text: rest }];
}

/** Two digits say how many are needed: the number is an estimate. */
export const roughly = (value: number): string => numbers.count(Number(value.toPrecision(2)));

/** How large the typical test was, and how large the one that cannot be told yet would have to be. */
export function sizeSaying({ medianUnits, medianUnitsNeeded }: Summary): Saying {
  if (medianUnits === null) return [];
  const typical: Saying = [
    { text: texts.typical },
    { text: numbers.counted(Math.round(medianUnits), 'unit'), role: 'strong' },
  ];
  if (medianUnitsNeeded === null) return [...typical, { text: '. ' }];
  return [...typical, { text: texts.needed }, { text: roughly(medianUnitsNeeded), role: 'strong' }, { text: '. ' }];
}
