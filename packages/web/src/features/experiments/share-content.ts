import type { Experiment, Metric } from '@dandelion-loop/contract';
import { answerOf, basisOf, healthMarks, healthSummary, type PlotMeasure, plotOf } from '@dandelion-loop/wording';
import { questionText } from './experiment-question.ts';
import type { PictureContent } from './share-picture.ts';

const mostRows = 12;

/** What a picture of this answer shows, with the chart of one of its metrics. */
export function pictureContent(
  experiment: Experiment,
  metric: Metric | undefined,
  measure: PlotMeasure,
  date: string,
): PictureContent {
  const { answer } = experiment;
  const { verdict } = answer.health;
  return {
    question: questionText(experiment),
    answer: answerOf(answer),
    basis: basisOf(answer),
    health: { tone: healthMarks[verdict].tone, ...healthSummary(answer) },
    // What may not be read is not drawn for people who cannot ask.
    plot: metric === undefined || verdict === 'invalid' ? null : plotOf(metric, { measure, most: mostRows }),
    date,
  };
}
