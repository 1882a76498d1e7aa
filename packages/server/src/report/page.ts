import type { ManyResult, Result, TestAnswer } from '@dandelion-loop/contract';
import { answerOf, basisOf, questionOf } from '@dandelion-loop/wording';
import { html } from './html.ts';
import { healthChecks, pageHead } from './page-head.ts';
import { manyContent } from './page-many.ts';
import { methodSection } from './page-method.ts';
import { metricsSection } from './page-metrics.ts';
import { searchSection } from './page-search.ts';
import { segmentsSection } from './page-segments.ts';
import { type PageOptions, pageOf } from './page-shell.ts';
import { tableSection } from './page-table.ts';
import { whySection } from './page-why.ts';

/** The answer of one test as one self-contained page: question, answer, health, picture, why, table, method. */
export function renderHtml(answer: Result | TestAnswer, options: PageOptions): string {
  const question = options.title ?? questionOf(answer);
  const main = html`${pageHead(question, answerOf(answer), basisOf(answer, options.date))}
${healthChecks(answer)}
${metricsSection(answer)}
${whySection(answer)}
${searchSection(answer)}
${segmentsSection(answer)}
${tableSection(answer)}
${methodSection(answer, options)}`;
  return pageOf({ question, main }, options);
}

/** The answers of many tests of one file as one self-contained page: counts, then the clearest results. */
export function renderHtmlMany(many: ManyResult, options: PageOptions): string {
  return pageOf(manyContent(many, options), options);
}
