import { privateEngine } from '../compose.ts';
import { analyzeFile } from '../features/analyses/index.ts';
import { inspectFile } from '../features/files/index.ts';
import { DandelionFailure } from '../kernel/failure.ts';
import { analysisRequest, analyzeOptions } from './analysis-request.ts';
import { readOptions } from './options.ts';
import { checkHtmlTarget, type OutputRequest, showAnswer } from './output.ts';
import { showProgress } from './progress.ts';

/** `dandelion analyze FILE`: the verdict of a finished test from its file. */
export async function analyze(args: string[]): Promise<void> {
  const { values, positionals } = readOptions('analyze', args, analyzeOptions);
  const [path, ...more] = positionals;
  if (path === undefined) {
    throw new DandelionFailure(
      'wrong-use',
      'Name the file: ./dandelion analyze FILE --variation COLUMN --metric COLUMN.',
    );
  }
  if (more.length > 0) {
    throw new DandelionFailure(
      'wrong-use',
      `One file at a time: "${more[0]}" came after "${path}". Put quotes around names with spaces.`,
    );
  }
  if (path === '-') {
    throw new DandelionFailure(
      'wrong-use',
      'Standard input cannot be read: a file is needed. Save the data to a file first and name that.',
    );
  }
  const request = analysisRequest(values);
  const output = {
    json: values.json ?? false,
    html: values.html ?? null,
    fileName: path,
    command: ['analyze', ...args],
  };
  await answerFile(path, request, output);
}

/** Analyses a file with a private engine and shows the answer. */
export async function answerFile(
  path: string,
  request: Parameters<typeof analyzeFile>[0]['request'],
  output: OutputRequest,
): Promise<void> {
  await checkHtmlTarget(output.html);
  const progress = showProgress();
  progress.stage('Starting the engine');
  // The engine starts while the head of the file is looked at.
  const starting = privateEngine();
  // Should it fail before somebody waits for it, that is told when somebody does.
  starting.catch(() => {});
  try {
    const file = await inspectFile(path, { engine: starting });
    const answer = await analyzeFile({ engine: await starting, file, request, progress: progress.stage });
    progress.done();
    await showAnswer(answer, output);
  } finally {
    progress.done();
    await starting.then((engine) => engine.stop()).catch(() => {});
  }
}
