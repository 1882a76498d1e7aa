import { privateEngine } from '../compose.ts';
import { scoreFile } from '../features/beliefs/index.ts';
import { inspectFile } from '../features/files/index.ts';
import { DandelionFailure } from '../kernel/failure.ts';
import { nearestName } from '../kernel/nearest-name.ts';
import { readOptions } from './options.ts';
import { terminalHere } from './output.ts';
import { showProgress } from './progress.ts';

const text = { type: 'string' } as const;
const scoreOptions = {
  ...{ forecast: text, outcome: text, member: text, topic: text },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const wrong = (message: string) => new DandelionFailure('wrong-use', message);
const example = './dandelion beliefs score FILE';

function checkVerb(verb: string | undefined): void {
  if (verb === 'score') return;
  if (verb === undefined) throw wrong(`Say what to do: ${example}.`);
  const near = nearestName(verb, ['score']);
  throw wrong(`beliefs cannot "${verb}".${near === null ? '' : ` Did you mean "${near}"?`} Write ${example}.`);
}

function onePath([path, ...more]: readonly string[]): string {
  if (path === undefined) throw wrong(`Name the file: ${example} --forecast COLUMN --outcome COLUMN.`);
  if (more.length > 0) {
    throw wrong(`One file at a time: "${more[0]}" came after "${path}". Put quotes around names with spaces.`);
  }
  if (path !== '-') return path;
  throw wrong('Standard input cannot be read: a file is needed. Save the data to a file first and name that.');
}

/** `dandelion beliefs score FILE`: how well forecasts did. */
export async function beliefs(args: string[]): Promise<void> {
  const { values, positionals } = readOptions('beliefs', args, scoreOptions);
  const [verb, ...files] = positionals;
  checkVerb(verb);
  const path = onePath(files);
  const named = {
    ...{ forecast: values.forecast ?? null, outcome: values.outcome ?? null },
    ...{ member: values.member ?? null, topic: values.topic ?? null },
  };
  const progress = showProgress();
  progress.stage('Starting the engine');
  const starting = privateEngine();
  // Should it fail before somebody waits for it, that is told when somebody does.
  starting.catch(() => {});
  try {
    const file = await inspectFile(path, { engine: starting });
    const scores = await scoreFile({ engine: await starting, file, named });
    progress.done();
    if (values.json) {
      process.stdout.write(`${JSON.stringify(scores)}\n`);
      return;
    }
    const { renderScores } = await import('../report/index.ts');
    process.stdout.write(renderScores(scores, terminalHere()));
  } finally {
    progress.done();
    await starting.then((engine) => engine.stop()).catch(() => {});
  }
}
