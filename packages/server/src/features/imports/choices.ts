import { type AskedChoices, type Choices, type Counts, usualPlannedUnits } from '@dandelion-loop/contract';
import { DandelionFailure } from '../../kernel/failure.ts';
import { type AnalysisRequest, checkCounts, checkRequest, type QuickRequest } from '../analyses/index.ts';
import { conditionColumns } from '../conditions/index.ts';

/** From what a person chose to what the analysis takes. What cannot be right whatever is in the file is refused here. */

export const analysisRequest = ({
  split,
  segments,
  search,
  attributes,
  texts: _,
  held: __,
  ...choices
}: Choices): AnalysisRequest => ({
  ...choices,
  door: 'page',
  split: split && new Map(Object.entries(split)),
  segments: [...new Set(segments)],
  search: [...new Set(search)],
  why: { attributes: [...new Set(attributes)], weights: 'equal', funnel: [] },
  // Of metrics that are found by their names: here all are named.
  practical: { value: 0, relative: true },
});

/** Fails with what is wrong with choices in themselves. */
export function checkChoices(choices: Choices): void {
  checkRequest(analysisRequest(choices));
  const { unit, period, metrics, where } = choices;
  // Of ids only hashes are kept, so they are no period and no number.
  if (unit !== null && [period, ...metrics.map(({ covariate }) => covariate)].includes(unit)) {
    throw new DandelionFailure(
      'wrong-use',
      `Column "${unit}" is chosen as unit and for something else. It can play one part only.`,
    );
  }
  if (where !== null) conditionColumns(where);
}

/** Fails with what is wrong with counts that were typed. */
export function quickRequest(counts: Counts): QuickRequest {
  checkCounts(counts);
  return { ...counts, door: 'page' };
}

/** The ids of the sample's tests mean nothing to people: their titles are headlines. */
export const sampleTitle = 'headline';

/** What the sample is called, and how it is judged. */
export const sampleName = 'Sample: headlines of Upworthy';
export const sampleChoices: AskedChoices = {
  variation: 'variation',
  control: null,
  split: null,
  unit: null,
  metrics: [
    {
      name: 'clicks',
      kind: 'proportion',
      numerator: 'clicks',
      denominator: 'impressions',
      lowerIsBetter: false,
      covariate: null,
      currency: null,
    },
  ],
  segments: [],
  search: [],
  attributes: [],
  texts: [sampleTitle],
  held: ['eyecatcher_id', 'lede', 'excerpt'],
  test: 'clickability_test_id',
  period: 'test_week',
  where: null,
  plannedUnits: usualPlannedUnits,
};
