import { requestSentences } from '@dandelion-loop/wording';
import { DandelionFailure } from '../../kernel/failure.ts';
import { conditionColumns } from '../conditions/index.ts';
import { equalSplitNote } from './assemble.ts';
import { checkRequest, checkRoles } from './check-request.ts';
import { combinationNote } from './combinations.ts';
import { guessMetrics, guessPeriod, guessVariation } from './guess-columns.ts';
import type { AnalysisRequest, MetricRequest } from './request.ts';

/** What was asked of a file as it is read: which columns, and what was guessed. */

/** A request whose columns are known: guesses are made and told. */
export interface ResolvedRequest extends AnalysisRequest {
  variation: string;
  /** The variation is the combination of the attributes; it has no column of its own. */
  combined: boolean;
  notes: string[];
}

const wrong = (message: string) => new DandelionFailure('wrong-use', message);

/** Fills in what was left out, by the names of the columns. Fails with `wrong-use` where that cannot be done. */
export function resolveRequest(request: AnalysisRequest, columns: readonly string[]): ResolvedRequest {
  checkRequest(request);
  const sentences = requestSentences[request.door];
  const notes: string[] = [];
  const list = `Columns: ${columns.slice(0, 40).join(', ')}.`;
  const attributes = request.why?.attributes ?? [];
  const combined = request.variation === null && attributes.length > 0;
  const variation = combined ? attributes.join(', ') : (request.variation ?? guessVariation(columns));
  if (variation === null) throw wrong(`${sentences.whoSawWhat} ${list}`);
  if (combined) notes.push(combinationNote(attributes));
  else if (request.variation === null) notes.push(`“${variation}” was taken as the variation, going by its name.`);
  const metrics = request.metrics.length > 0 ? request.metrics : guessMetrics(columns, request.practical);
  if (metrics.length === 0) throw wrong(`${sentences.whatCounts} ${list}`);
  if (request.metrics.length === 0) {
    notes.push(
      `Metrics were found by their names: ${metrics.map(({ name }) => `“${name}”`).join(', ')}. The first decides.`,
    );
  }
  const guessed = request.period === null && request.test !== null ? guessPeriod(columns) : null;
  const period = request.period === '' ? null : (request.period ?? guessed);
  if (guessed !== null) {
    notes.push(`“${guessed}” was taken as the time of each test, to look for periods of faulty splits.`);
  }
  if (request.split === null) notes.push(equalSplitNote(request.door));
  // The order in which columns are named must not change how units are divided.
  const search = (request.search ?? []).toSorted();
  const resolved = { ...request, variation, combined, metrics, period, notes, search };
  checkRoles(resolved);
  return resolved;
}

/** The columns that a request reads, each once. */
export function columnsOf(request: AnalysisRequest): string[] {
  const ofMetric = ({ numerator, denominator, covariate }: MetricRequest) => [numerator, denominator, covariate];
  const named = [
    request.variation,
    request.unit,
    request.test,
    request.period,
    ...request.segments,
    ...(request.why?.attributes ?? []),
    ...(request.search ?? []),
    ...request.metrics.flatMap(ofMetric),
    ...(request.where === null ? [] : conditionColumns(request.where)),
  ];
  return [...new Set(named.filter((column) => column !== null))];
}
