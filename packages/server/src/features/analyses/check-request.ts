import { type Choice, choiceName, type Door, requestSentences } from '@dandelion-loop/wording';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { AnalysisRequest, MetricRequest, WhyRequest } from './request.ts';

/** What is wrong with a request whatever the file holds. */

type Columns = Pick<
  AnalysisRequest,
  'variation' | 'unit' | 'test' | 'segments' | 'metrics' | 'door' | 'why' | 'search'
>;

const wrong = (message: string) => new DandelionFailure('wrong-use', message);

/** A column in two roles gives an answer that means nothing, whatever happened in the test. */
export function checkRoles({ variation, unit, test, segments, metrics, door, why, search = [] }: Columns): void {
  const outcomes = metrics.flatMap(({ numerator, denominator }) => [numerator, denominator]);
  const roles: [Choice, readonly (string | null)[]][] = [
    ['variation', [variation]],
    ['unit', [unit]],
    ['test', [test]],
    ['segments', segments],
    ['metrics', outcomes],
    // A variation may be one attribute, and its levels may be looked at as segments too.
    ['attributes', (why?.attributes ?? []).filter((name) => name !== variation && !segments.includes(name))],
  ];
  for (const [at, [choice, columns]] of roles.entries()) {
    for (const [other, others] of roles.slice(at + 1)) {
      const column = columns.find((name) => name !== null && others.includes(name));
      if (column) {
        throw wrong(
          `Column "${column}" is given to ${choiceName(door, choice)} and to ${choiceName(door, other)}. It can play one part only.`,
        );
      }
    }
  }
  checkSearched(search, roles, door);
  const covariate = metrics.find((one) => one.covariate !== null && outcomes.includes(one.covariate))?.covariate;
  if (covariate) {
    throw wrong(
      `${choiceName(door, 'covariate')}: "${covariate}" is what the test measures. A covariate is a value from before the test, such as last year's orders.`,
    );
  }
}

/** What was measured, or is part of the variation, does not say who somebody was before the test. Segments do. */
function checkSearched(
  search: readonly string[],
  roles: readonly [Choice, readonly (string | null)[]][],
  door: Door,
): void {
  for (const [choice, columns] of roles) {
    const column = choice === 'segments' ? undefined : search.find((name) => columns.includes(name));
    if (column === undefined) continue;
    throw wrong(
      `Column "${column}" is given to ${choiceName(door, choice)} and to ${choiceName(door, 'search')}. Search by what was known of a unit before the test, such as its age or last year's orders.`,
    );
  }
}

function checkColumns({ name, kind, denominator }: MetricRequest): void {
  if (kind === 'ratio' && denominator === null) {
    throw wrong(`Metric "${name}": a ratio needs two columns, such as clicks and sessions.`);
  }
  if ((kind === 'mean' || kind === 'count') && denominator !== null) {
    throw wrong(`Metric "${name}": a ${kind} has one column; for a sum divided by a sum use ratio.`);
  }
}

/** More attributes than this and the pairs of them are more than anybody reads. */
const mostAttributes = 20;

function checkWhy({ attributes, funnel }: WhyRequest, door: Door): void {
  if (attributes.length > mostAttributes) {
    throw wrong(
      `${choiceName(door, 'attributes')}: ${attributes.length} attributes are too many, at most ${mostAttributes} can be looked at together.`,
    );
  }
  if (funnel.length === 1) {
    throw wrong(`A funnel has at least two steps, such as visit,conversion. "${funnel[0]}" alone is one.`);
  }
  const twice = funnel.find((name, at) => funnel.indexOf(name) < at);
  if (twice) throw wrong(`Step "${twice}" is in the funnel twice.`);
}

/** More columns than this and every search finds nothing: few units would be left for each. */
const mostSearched = 20;

/** Fails with the first thing that cannot be meant. */
export function checkRequest(request: AnalysisRequest): void {
  const { test, segments, metrics, door, search = [] } = request;
  const name = (choice: Choice) => choiceName(door, choice);
  if (test !== null && segments.length > 0) {
    throw wrong(
      `${name('segments')} does not go with ${name('test')}. Pick one test with ${name('where')} and look at its segments.`,
    );
  }
  if (test !== null && search.length > 0) {
    throw wrong(
      `${name('search')} does not go with ${name('test')}. Pick one test with ${name('where')} and search in it.`,
    );
  }
  if (search.length > mostSearched) {
    throw wrong(
      `${name('search')}: ${search.length} columns are too many, at most ${mostSearched} can be searched together.`,
    );
  }
  const twice = metrics.find((one, at) => metrics.findIndex((other) => other.name === one.name) !== at);
  if (twice) throw wrong(`Metric "${twice.name}" is given twice. ${requestSentences[door].ownName}`);
  for (const metric of metrics) checkColumns(metric);
  if (request.why) checkWhy(request.why, door);
  checkRoles(request);
}
