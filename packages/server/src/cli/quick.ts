import { quickAnswer } from '../features/experiments/index.ts';
import { DandelionFailure } from '../kernel/failure.ts';
import { count } from '../kernel/numbers.ts';
import {
  defaultPractical,
  inferenceOptions,
  outputOptions,
  readInference,
  readOptions,
  readPositive,
  readPractical,
} from './options.ts';
import { checkHtmlTarget, showAnswer } from './output.ts';

const quickOptions = {
  names: { type: 'string' },
  split: { type: 'string' },
  'lower-is-better': { type: 'boolean' },
  practical: { type: 'string' },
  ...inferenceOptions,
  ...outputOptions,
} as const;

const wrong = (message: string) => new DandelionFailure('wrong-use', message);

/** Reads TRIED/SUCCEEDED, thousands separated or not. */
function readPair(text: string): { tried: number; succeeded: number } {
  const match = /^([\d,_ ']+)\/([\d,_ ']+)$/.exec(text.trim());
  const [tried, succeeded] = [match?.[1], match?.[2]].map((part) =>
    Number((part ?? '').replace(/[,_ ']/g, '') || Number.NaN),
  );
  if (!Number.isSafeInteger(tried) || !Number.isSafeInteger(succeeded)) {
    throw wrong(`"${text}" is not TRIED/SUCCEEDED, such as 1200/118: 1,200 got it and 118 of them did it.`);
  }
  if (tried! < 1) throw wrong(`"${text}": nobody was tried, so there is nothing to compare.`);
  if (succeeded! > tried!) {
    throw wrong(
      `"${text}" says that ${count(succeeded!)} of ${count(tried!)} succeeded. Write the larger number first: TRIED/SUCCEEDED.`,
    );
  }
  return { tried: tried!, succeeded: succeeded! };
}

function readNames(text: string | undefined, size: number): string[] {
  if (text === undefined)
    return Array.from({ length: size }, (_, i) => (size <= 26 ? String.fromCharCode(65 + i) : String(i + 1)));
  const names = text.split(',').map((name) => name.trim());
  if (names.length !== size || names.includes('') || new Set(names).size < size) {
    throw wrong(`--names needs ${size} different names with commas between them, one for each pair of numbers.`);
  }
  return names;
}

function readWeights(text: string | undefined, size: number): number[] | null {
  if (text === undefined) return null;
  const weights = text.split(',').map((part) => readPositive('--split', part));
  if (weights.length !== size) throw wrong(`--split needs ${size} weights with commas between them, such as 90,10.`);
  return weights;
}

/** `dandelion quick 1200/118 1185/152`: the verdict from four numbers. */
export async function quick(args: string[]): Promise<void> {
  const { values, positionals } = readOptions('quick', args, quickOptions);
  if (positionals.length < 2) {
    throw wrong('Give at least two pairs TRIED/SUCCEEDED, the control first: ./dandelion quick 1200/118 1185/152');
  }
  await checkHtmlTarget(values.html ?? null);
  const pairs = positionals.map(readPair);
  const names = readNames(values.names, pairs.length);
  const answer = quickAnswer({
    variations: pairs.map((pair, i) => ({ ...pair, name: names[i]! })),
    split: readWeights(values.split, pairs.length),
    lowerIsBetter: values['lower-is-better'] ?? false,
    practical: values.practical === undefined ? defaultPractical : readPractical('--practical', values.practical),
    ...readInference(values),
  });
  await showAnswer(answer, {
    json: values.json ?? false,
    html: values.html ?? null,
    fileName: null,
    command: ['quick', ...args],
  });
}
