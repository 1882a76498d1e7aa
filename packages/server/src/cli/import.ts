import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AnswerOf,
  type BodyInputOf,
  type createImport,
  type Experiment,
  experimentSchema,
  type Import,
  importSchema,
  summarizeExperiments,
  type Upload,
  uploadSchema,
} from '@dandelion-loop/contract';
import { answerOf, numbers, plain } from '@dandelion-loop/wording';
import { DandelionFailure } from '../kernel/failure.ts';
import { analysisRequest, analyzeOptions } from './analysis-request.ts';
import { type ApiClient, connectApi } from './api-client.ts';
import { defaultPractical, readOptions } from './options.ts';
import { showProgress } from './progress.ts';

const { html: _, weights: __, funnel: ___, ...judging } = analyzeOptions;
export const importOptions = { ...judging, name: { type: 'string' }, wait: { type: 'boolean' } } as const;

type Values = ReturnType<typeof readOptions<typeof importOptions>>['values'];
type AskedChoices = Extract<BodyInputOf<typeof createImport>, { source: 'file' }>['choices'];

const wrong = (message: string) => new DandelionFailure('wrong-use', message);
const askEvery = 500;

function readFile([path, ...more]: string[]): string {
  if (path === undefined) throw wrong('Name the file: ./dandelion import FILE --variation COLUMN --metric COLUMN.');
  if (more.length > 0) {
    throw wrong(`One file at a time: "${more[0]}" came after "${path}". Put quotes around names with spaces.`);
  }
  if (!existsSync(path)) throw new DandelionFailure('file-not-found', `There is no file ${path}.`);
  if (!statSync(path).isFile()) throw wrong(`${path} is no file.`);
  return path;
}

const guessed = ({ columns }: Upload, guess: Upload['columns'][number]['guess']): string[] =>
  columns.filter((column) => column.guess === guess).map(({ name }) => name);

function variationOf(upload: Upload): string {
  const [found, ...more] = guessed(upload, 'variation');
  if (found !== undefined && more.length === 0) return found;
  throw wrong(
    `Which column says who saw what? Name it with --variation: ${upload.columns.map(({ name }) => name).join(', ')}.`,
  );
}

function metricsOf(upload: Upload): AskedChoices['metrics'] {
  const denominators = guessed(upload, 'denominator');
  const denominator = denominators.length === 1 ? denominators[0]! : null;
  const metrics = guessed(upload, 'metric').map((name) => ({ name, numerator: name, denominator }));
  if (metrics.length > 0) return metrics;
  throw wrong(`Which column counts? Name it with --metric: ${upload.columns.map(({ name }) => name).join(', ')}.`);
}

/** What was typed, and of what was not: what the columns look like, and how the workspace judges. */
export function choicesOf(values: Values, upload: Upload): AskedChoices {
  const {
    door: _door,
    practical: _practical,
    metrics,
    split,
    inference,
    level,
    why,
    ...request
  } = analysisRequest(values);
  const named = metrics.map(({ practical, ...metric }) =>
    // The very value that stands for none.
    practical === defaultPractical ? metric : { ...metric, practical },
  );
  const peekedOrNamed = values.inference !== undefined || values.peeked === true;
  return {
    ...request,
    segments: [...request.segments],
    search: [...(request.search ?? [])],
    attributes: [...(why?.attributes ?? [])],
    variation: request.variation ?? variationOf(upload),
    metrics: named.length > 0 ? named : metricsOf(upload),
    split: split && Object.fromEntries(split),
    ...(peekedOrNamed ? { inference } : {}),
    ...(values.level === undefined ? {} : { level }),
  };
}

async function untilJudged(client: ApiClient, begun: Import, tell: (stage: string) => void): Promise<Import> {
  for (let imported = begun; ; ) {
    const [newest] = imported.analyses;
    if (newest!.state !== 'queued' && newest!.state !== 'running') return imported;
    const { stage, fraction } = newest!;
    tell(fraction === null ? stage : `${stage}, ${Math.round(fraction * 100)}%`);
    await sleep(askEvery);
    imported = importSchema.parse(await (await client.call('GET', `/api/imports/${begun.id}`)).json());
  }
}

type Verdicts = AnswerOf<typeof summarizeExperiments>['verdicts'];

const verdictWords: [keyof Verdicts, string][] = [
  ['won', 'won'],
  ['lost', 'lost'],
  ['no-difference', 'without a difference'],
  ['inconclusive', 'inconclusive'],
  ['invalid', 'invalid'],
];

/** The answer in a sentence; of many tests, how many of each verdict. */
async function sentenceOf(client: ApiClient, { id, experimentId }: Import): Promise<string> {
  if (experimentId !== null) {
    const read = await client.call('GET', `/api/experiments/${experimentId}`);
    const { answer }: Experiment = experimentSchema.parse(await read.json());
    return plain(answerOf(answer));
  }
  const read = await client.call('GET', `/api/experiments/summary?import=${id}`);
  const { total, verdicts } = summarizeExperiments.answer!.parse(await read.json());
  const told = verdictWords.filter(([verdict]) => verdicts[verdict] > 0);
  const parts = told.map(([verdict, words]) => `${numbers.count(verdicts[verdict])} ${words}`);
  return `${numbers.counted(total, 'test')}: ${parts.join(', ')}.`;
}

const linkOf = (client: ApiClient, { id, experimentId }: Import): string =>
  `${client.url}${experimentId === null ? `/imports/${id}` : `/experiments/${experimentId}`}`;

function checkEnded({ analyses }: Import): void {
  const { state, failure } = analyses[0]!;
  if (failure !== null) throw new DandelionFailure(failure.code, failure.message);
  if (state === 'cancelled') throw new DandelionFailure('interrupted', 'Somebody stopped this import.');
}

/** `dandelion import FILE`: puts a finished test into the workspace, by its API. */
export async function importFile(args: string[]): Promise<void> {
  const { values, positionals } = readOptions('import', args, importOptions);
  const path = readFile(positionals);
  // What cannot be meant is told before anything is sent.
  analysisRequest(values);
  const client = await connectApi();
  const progress = showProgress();
  try {
    progress.stage(`Sending ${basename(path)}`);
    const name = encodeURIComponent(basename(path));
    const stored = await client.call('POST', `/api/uploads?name=${name}`, { file: path });
    const upload = uploadSchema.parse(await stored.json());
    const json = {
      source: 'file',
      name: values.name ?? basename(path),
      uploadId: upload.id,
      choices: choicesOf(values, upload),
    };
    const begun = importSchema.parse(await (await client.call('POST', '/api/imports', { json })).json());
    const imported = values.wait ? await untilJudged(client, begun, progress.stage) : begun;
    progress.done();
    checkEnded(imported);
    const answer = values.wait ? await sentenceOf(client, imported) : null;
    const link = linkOf(client, imported);
    if (values.json) process.stdout.write(`${JSON.stringify({ schema: 1, import: imported, answer, link })}\n`);
    else process.stdout.write(`${answer ?? 'It is being judged.'}\n${link}\n`);
  } finally {
    progress.done();
  }
}
