import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { sampleFileName } from '../features/analyses/index.ts';
import { DandelionFailure } from '../kernel/failure.ts';
import { sampleFile } from '../sample/sample-file.ts';
import { analysisRequest, analyzeOptions } from './analysis-request.ts';
import { answerFile } from './analyze.ts';
import { outputOptions, readOptions } from './options.ts';
import { checkHtmlTarget, checkTarget, writeWhole } from './output.ts';

const sampleOptions = { force: { type: 'boolean' }, ...outputOptions } as const;

/** The options with which the sample is judged; what a user would type. */
const sampleArguments = [
  ...['--test', 'clickability_test_id', '--variation', 'variation'],
  ...['--metric', 'clicks:proportion:clicks/impressions', '--period', 'test_week'],
];

async function writeSample(path: string, force: boolean): Promise<void> {
  if (path === '')
    throw new DandelionFailure('wrong-use', 'The name of the sample file is empty. Leave it out, or name a file.');
  if ((await checkTarget(path)) && !force) {
    throw new DandelionFailure(
      'wrong-use',
      `${path} is there already. Name another file, or overwrite it with --force.`,
    );
  }
  await writeWhole(path, await promisify(gunzip)(await readFile(sampleFile())));
}

/** `dandelion sample`: writes the sample file and judges it. */
export async function sample(args: string[]): Promise<void> {
  const { values, positionals } = readOptions('sample', args, sampleOptions);
  if (positionals.length > 1) throw new DandelionFailure('wrong-use', 'sample takes one name of a file at most.');
  const path = positionals[0] ?? sampleFileName;
  await checkHtmlTarget(values.html ?? null);
  await writeSample(path, values.force ?? false);
  process.stderr.write(
    `Wrote ${path}: 4,873 tests, 22,666 variations. Upworthy Research Archive (Matias et al. 2021), CC BY 4.0.\n`,
  );
  const asked = ['analyze', path, ...sampleArguments];
  process.stderr.write(`Now running: ./dandelion ${asked.join(' ')}\n`);
  const request = analysisRequest(readOptions('analyze', sampleArguments, analyzeOptions).values);
  await answerFile(path, request, {
    json: values.json ?? false,
    html: values.html ?? null,
    fileName: path,
    command: asked,
  });
}
