import { readFile } from 'node:fs/promises';
import { type LearningScale, learningScaleSchema } from '@dandelion-loop/contract';
import { z } from 'zod';
import { privateEngine } from '../compose.ts';
import { writesUnicode } from '../config.ts';
import type { MetricRequest } from '../features/analyses/index.ts';
import { type Coder, shippedCoders, userCoder } from '../features/coding/index.ts';
import { inspectFile } from '../features/files/index.ts';
import { type LearnRequest, learnFile } from '../features/learnings/index.ts';
import { DandelionFailure } from '../kernel/failure.ts';
import { analysisRequest } from './analysis-request.ts';
import { defaultPractical, readOptions, readPractical } from './options.ts';
import { showProgress } from './progress.ts';

const text = { type: 'string' } as const;
const many = { type: 'string', multiple: true } as const;

const learnOptions = {
  ...{ test: text, variation: text, unit: text, trials: text, metric: many, 'lower-is-better': many },
  ...{ attribute: many, text: many, hold: many, scope: many, period: text, split: text, where: text },
  ...{ scale: text, 'coder-file': text, practical: text, level: text },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = ReturnType<typeof readOptions<typeof learnOptions>>['values'];

const wrong = (message: string) => new DandelionFailure('wrong-use', message);

const coderFileSchema = z.array(
  z.discriminatedUnion('kind', [
    z.object({
      id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
      name: z.string().min(1),
      kind: z.literal('words'),
      words: z.array(z.string()),
    }),
    z.object({
      id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
      name: z.string().min(1),
      kind: z.literal('pattern'),
      pattern: z.string(),
    }),
  ]),
);

const coderFileShape =
  'Write a list such as [{"id": "brand", "name": "Brand", "kind": "words", "words": ["acme"]}, {"id": "sale", "name": "Sale", "kind": "pattern", "pattern": "(?i)sale"}].';

async function readCoders(path: string | undefined): Promise<Coder[]> {
  if (path === undefined) return [];
  const content = await readFile(path, 'utf8').catch(() => {
    throw new DandelionFailure('file-not-found', `--coder-file: ${path} cannot be read. Name a JSON file of coders.`);
  });
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch {
    throw wrong(`--coder-file: ${path} is no JSON. ${coderFileShape}`);
  }
  const checked = coderFileSchema.safeParse(parsed);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw wrong(
      `--coder-file: ${path} at ${issue?.path.join('.') || 'its start'}: ${issue?.message}. ${coderFileShape}`,
    );
  }
  const ids = [...shippedCoders.map(({ id }) => id), ...checked.data.map(({ id }) => id)];
  const twice = ids.find((id, at) => ids.indexOf(id) < at);
  if (twice !== undefined) throw wrong(`--coder-file: there are two coders "${twice}". Give yours another id.`);
  return checked.data.map((definition) => userCoder(definition));
}

function readScale(asked: string | undefined): LearningScale | null {
  if (asked === undefined) return null;
  const scale = learningScaleSchema.safeParse(asked);
  if (scale.success) return scale.data;
  throw wrong(`--scale is one of ${learningScaleSchema.options.join(', ')}, not "${asked}".`);
}

/** With --trials a metric without a denominator is a proportion of those. */
const withTrials = (metrics: readonly MetricRequest[], trials: string | undefined): MetricRequest[] =>
  metrics.map((metric) =>
    trials === undefined || metric.denominator !== null || (metric.kind !== null && metric.kind !== 'proportion')
      ? metric
      : { ...metric, denominator: trials },
  );

/** What was asked on the command line, as the learnings take it. */
async function learnRequest(values: Values): Promise<LearnRequest> {
  const { trials, practical, ...asked } = values;
  const { test, variation } = asked;
  if (test === undefined) throw wrong('Learnings come from many tests: --test COLUMN names which test a row is of.');
  if (variation === undefined) throw wrong('--variation COLUMN names which variation a row is of.');
  if (trials !== undefined && asked.metric === undefined) {
    throw wrong('--trials needs --metric COLUMN, the successes of those trials.');
  }
  const analysis = analysisRequest(asked);
  const each = (columns: readonly string[] | undefined) => [...new Set(columns ?? [])];
  return {
    analysis: { ...analysis, metrics: withTrials(analysis.metrics, trials), test, variation },
    ...{ attributes: each(values.attribute), texts: each(values.text), hold: each(values.hold) },
    scopes: each(values.scope),
    coders: await readCoders(values['coder-file']),
    scale: readScale(values.scale),
    practical: practical === undefined ? defaultPractical : readPractical('--practical', practical),
    now: new Date().toISOString().slice(0, 10),
  };
}

/** `dandelion learn FILE`: what many tests of a file say together. */
export async function learn(args: string[]): Promise<void> {
  const { values, positionals } = readOptions('learn', args, learnOptions);
  const [path, ...more] = positionals;
  if (path === undefined) {
    throw wrong(
      'Name the file: ./dandelion learn FILE --test COLUMN --variation COLUMN --metric COLUMN --text COLUMN.',
    );
  }
  if (more.length > 0)
    throw wrong(`One file at a time: "${more[0]}" came after "${path}". Put quotes around names with spaces.`);
  const request = await learnRequest(values);
  const progress = showProgress();
  progress.stage('Starting the engine');
  // The engine starts while the head of the file is looked at.
  const starting = privateEngine();
  // Should it fail before somebody waits for it, that is told when somebody does.
  starting.catch(() => {});
  try {
    const file = await inspectFile(path, { engine: starting });
    const answer = await learnFile({ engine: await starting, file, request, progress: progress.stage });
    progress.done();
    if (values.json) {
      process.stdout.write(`${JSON.stringify(answer)}\n`);
      return;
    }
    const { renderTerminalLearnings } = await import('../report/index.ts');
    const width = Math.min(120, Math.max(60, process.stdout.columns || 80));
    const color = process.stdout.isTTY === true && process.stdout.hasColors();
    process.stdout.write(renderTerminalLearnings(answer, { width, color, unicode: writesUnicode() }));
  } finally {
    progress.done();
    await starting.then((engine) => engine.stop()).catch(() => {});
  }
}
