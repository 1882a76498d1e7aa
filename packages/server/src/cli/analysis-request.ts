import { whyWeightsSchema } from '@dandelion-loop/contract';
import { type AnalysisRequest, checkRequest, type MetricRequest, type WhyRequest } from '../features/analyses/index.ts';
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
  attribute: many,
  weights: text,
  funnel: text,
  search: many,
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

function refuseTwice(option: string, names: readonly (string | null)[]): void {
  const again = names.find((name, at) => name !== null && names.indexOf(name) < at);
  if (again) throw wrong(`${option} is given twice for "${again}". Keep one of them.`);
}

/** NAME=COLUMN. A column may hold an equals sign too: it ends the name of a metric, the longest that there is. */
function readCovariate(asked: string, metrics: readonly MetricRequest[]): ReturnType<typeof readNamed> {
  const begins = metrics.map(({ name }) => name).filter((name) => asked.startsWith(`${name}=`));
  const [name] = begins.toSorted((a, b) => b.length - a.length);
  return name === undefined ? readNamed(asked) : { name, value: asked.slice(name.length + 1) };
}

function readMetrics(values: Values): { metrics: MetricRequest[]; practical: MetricRequest['practical'] } {
  const named = (values.practical ?? []).map(readNamed);
  const general = named.filter(({ name }) => name === null);
  if (general.length > 1)
    throw wrong('--practical without a name is given twice. Write --practical NAME=VALUE for one metric.');
  refuseTwice(
    '--practical',
    named.map(({ name }) => name),
  );
  const practical = general[0] ? readPractical('--practical', general[0].value) : defaultPractical;
  const metrics = (values.metric ?? []).map(
    (asked): MetricRequest => ({
      ...parseMetric(asked),
      lowerIsBetter: false,
      practical,
      covariate: null,
      currency: null,
    }),
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
  const covariates = (values.covariate ?? []).map((asked) => ({ asked, ...readCovariate(asked, metrics) }));
  refuseTwice(
    '--covariate',
    covariates.map(({ name }) => name),
  );
  for (const { asked, name, value } of covariates) {
    if (name === null || value === '')
      throw wrong(`--covariate ${asked}: write NAME=COLUMN, such as revenue=revenue_before.`);
    metrics[metricIndex('--covariate', name, metrics)]!.covariate = value;
  }
  return { metrics, practical };
}

/** The parts of a list, "visit,conversion,spend"; a backslash makes the next character a plain one. */
const namesIn = (list: string): string[] =>
  [...list.matchAll(/(?:\\.|[^,\\])+/gs)]
    .map(([name]) => name.replace(/\\(.)/gs, '$1').trim())
    .filter((name) => name !== '');

/** What made the difference, where somebody asks. */
function readWhyRequest({ attribute, weights, funnel }: Values): WhyRequest | undefined {
  const asked = weights === undefined ? undefined : whyWeightsSchema.safeParse(weights);
  if (asked && !asked.success) {
    throw wrong(`--weights is one of ${whyWeightsSchema.options.join(', ')}, not "${weights}".`);
  }
  if (asked && attribute === undefined)
    throw wrong('--weights says how attributes are averaged; it needs --attribute COLUMN.');
  if (attribute === undefined && funnel === undefined) return undefined;
  return {
    attributes: [...new Set(attribute ?? [])],
    weights: asked?.data ?? 'equal',
    funnel: funnel === undefined ? [] : namesIn(funnel),
  };
}

/** What was asked on the command line, as the analysis takes it. */
export function analysisRequest(values: Values): AnalysisRequest {
  if (values.period !== undefined && values.test === undefined) {
    throw wrong('--period says when each of many tests ran; it needs --test COLUMN.');
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
    why: readWhyRequest(values),
    ...(values.search && { search: [...new Set(values.search)] }),
    ...readInference(values),
    door: 'command-line',
  };
  checkRequest(request);
  return request;
}
