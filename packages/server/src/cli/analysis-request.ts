import type { AnalysisRequest, MetricRequest } from '../features/experiments/index.ts';
import { DandelionFailure } from '../kernel/failure.ts';
import { nearestName } from '../kernel/nearest-name.ts';
import {
  defaultPractical,
  inferenceOptions,
  outputOptions,
  readInference,
  readNamed,
  type readOptions,
  readPractical,
  readWeight,
} from './options.ts';
import { parseMetric } from './parse-metric.ts';

const text = { type: 'string' } as const;
const many = { type: 'string', multiple: true } as const;

export const analyzeOptions = {
  variation: text,
  control: text,
  split: text,
  unit: text,
  metric: many,
  'lower-is-better': many,
  practical: many,
  covariate: many,
  segment: many,
  test: text,
  period: text,
  where: text,
  ...inferenceOptions,
  ...outputOptions,
};

type Values = ReturnType<typeof readOptions<typeof analyzeOptions>>['values'];

const wrong = (message: string) => new DandelionFailure('wrong-use', message);

/** VALUE=WEIGHT,VALUE=WEIGHT; a value with a comma in it is written with the comma, since weights never hold one. */
export function readSplit(textOfSplit: string): Map<string, number> {
  const split = new Map<string, number>();
  const pattern = /(.*?)=\s*([0-9.eE+-]+\s*%?)\s*(?:,|$)/gsy;
  let at = 0;
  while (at < textOfSplit.length) {
    pattern.lastIndex = at;
    const match = pattern.exec(textOfSplit);
    const name = match?.[1]?.trim() ?? '';
    if (match === null || name === '') {
      throw wrong(`--split ${textOfSplit}: write each variation with its weight, such as A=90,B=10.`);
    }
    if (split.has(name)) throw wrong(`--split names "${name}" twice.`);
    split.set(name, readWeight('--split', match[2]!));
    at = pattern.lastIndex;
  }
  if (split.size < 2) throw wrong('--split needs at least two variations, such as A=90,B=10.');
  return split;
}

/** The name an option speaks of must be a metric's. */
function metricIndex(option: string, name: string, metrics: readonly MetricRequest[]): number {
  const at = metrics.findIndex((metric) => metric.name === name);
  if (at >= 0) return at;
  if (metrics.length === 0) throw wrong(`${option} ${name}: name the metric with --metric as well.`);
  const names = metrics.map((metric) => metric.name);
  const near = nearestName(name, names);
  throw wrong(
    `${option}: there is no metric "${name}".${near ? ` Did you mean "${near}"?` : ''} Metrics: ${names.join(', ')}.`,
  );
}

function readMetrics(values: Values): { metrics: MetricRequest[]; practical: MetricRequest['practical'] } {
  const named = (values.practical ?? []).map(readNamed);
  const general = named.filter(({ name }) => name === null);
  if (general.length > 1)
    throw wrong('--practical without a name is given twice. Write --practical NAME=VALUE for one metric.');
  for (const option of ['practical', 'covariate'] as const) {
    const names = (values[option] ?? []).map((asked) => readNamed(asked).name);
    const again = names.find((name, at) => name !== null && names.indexOf(name) < at);
    if (again) throw wrong(`--${option} is given twice for "${again}". Keep one of them.`);
  }
  const practical = general[0] ? readPractical('--practical', general[0].value) : defaultPractical;
  const metrics = (values.metric ?? []).map(
    (asked): MetricRequest => ({ ...parseMetric(asked), lowerIsBetter: false, practical, covariate: null }),
  );
  const twice = metrics.find(({ name }, at) => metrics.findIndex((other) => other.name === name) !== at);
  if (twice)
    throw wrong(
      `--metric ${twice.name} is given twice. Give each metric its own name, as in --metric NAME:KIND:COLUMN.`,
    );
  for (const { name, value } of named) {
    if (name !== null)
      metrics[metricIndex('--practical', name, metrics)]!.practical = readPractical('--practical', value);
  }
  for (const name of values['lower-is-better'] ?? []) {
    metrics[metricIndex('--lower-is-better', name, metrics)]!.lowerIsBetter = true;
  }
  for (const asked of values.covariate ?? []) {
    const { name, value } = readNamed(asked);
    if (name === null || value === '')
      throw wrong(`--covariate ${asked}: write NAME=COLUMN, such as revenue=revenue_before.`);
    metrics[metricIndex('--covariate', name, metrics)]!.covariate = value;
  }
  return { metrics, practical };
}

/** A column in two roles gives an answer that means nothing, whatever happened in the test. */
function checkRoles({ variation, unit, test, segments, metrics }: AnalysisRequest): void {
  const outcomes = metrics.flatMap(({ numerator, denominator }) => [numerator, denominator]);
  const roles: [string, (string | null)[]][] = [
    ['--variation', [variation]],
    ['--unit', [unit]],
    ['--test', [test]],
    ['--segment', [...segments]],
    ['--metric', outcomes],
  ];
  for (const [at, [option, columns]] of roles.entries()) {
    for (const [other, others] of roles.slice(at + 1)) {
      const column = columns.find((name) => name !== null && others.includes(name));
      if (column) throw wrong(`Column "${column}" is given to ${option} and to ${other}. It can play one part only.`);
    }
  }
  const covariate = metrics.find(
    (metric) => metric.covariate !== null && outcomes.includes(metric.covariate),
  )?.covariate;
  if (covariate) {
    throw wrong(
      `--covariate: "${covariate}" is what the test measures. A covariate is a value from before the test, such as last year's orders.`,
    );
  }
}

/** What was asked on the command line, as the analysis takes it. */
export function analysisRequest(values: Values): AnalysisRequest {
  if (values.period !== undefined && values.test === undefined) {
    throw wrong('--period says when each of many tests ran; it needs --test COLUMN.');
  }
  if (values.test !== undefined && (values.segment?.length ?? 0) > 0) {
    throw wrong('--segment does not go with --test. Pick one test with --where and look at its segments.');
  }
  const { metrics, practical } = readMetrics(values);
  const request: AnalysisRequest = {
    variation: values.variation ?? null,
    control: values.control ?? null,
    split: values.split === undefined ? null : readSplit(values.split),
    unit: values.unit ?? null,
    metrics,
    practical,
    segments: [...new Set(values.segment ?? [])],
    test: values.test ?? null,
    period: values.period ?? null,
    where: values.where ?? null,
    ...readInference(values),
  };
  checkRoles(request);
  return request;
}
