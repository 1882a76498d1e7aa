import { numbers } from '@dandelion-loop/wording';
import { quickAnswer } from '../features/analyses/index.ts';
import { DandelionFailure } from '../kernel/failure.ts';
import {
  defaultPractical,
  inferenceOptions,
  mostUnits,
  outputOptions,
  readInference,
  readOptions,
  readPractical,
  readWeight,
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

/** As in the analysis of a file. */
const mostVariations = 500;

const wrong = (message: string) => new DandelionFailure('wrong-use', message);

/** Reads TRIED/SUCCEEDED, thousands separated or not. */
function readPair(text: string): { tried: number; succeeded: number } {
  const match = /^([\d,_ ']+)\/([\d,_ ']+)$/.exec(text.trim());
  const [tried, succeeded] = [match?.[1], match?.[2]].map((part) =>
    Number((part ?? '').replace(/[,_ ']/g, '') || Number.NaN),
  );
  if (match !== null && Math.max(tried!, succeeded!) > mostUnits) {
    throw wrong(`"${text}" is more than can be counted here: ${numbers.count(mostUnits)} at most.`);
  }
  if (!Number.isSafeInteger(tried) || !Number.isSafeInteger(succeeded)) {
    throw wrong(`"${text}" is not TRIED/SUCCEEDED, such as 1200/118: 1,200 got it and 118 of them did it.`);
  }
  if (tried! < 1) throw wrong(`"${text}": nobody was tried, so there is nothing to compare.`);
  if (succeeded! > tried!) {
    throw wrong(
      `"${text}" says that ${numbers.count(succeeded!)} of ${numbers.count(tried!)} succeeded. Write the larger number first: TRIED/SUCCEEDED.`,
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
  const weights = text.split(',').map((part) => readWeight('--split', part));
  if (weights.length !== size) throw wrong(`--split needs ${size} weights with commas between them, such as 90,10.`);
  return weights;
}

/** A rate cannot change by 1 or more; who writes 5 means 5%, or 5 points. */
function readRatePractical(text: string) {
  const practical = readPractical('--practical', text);
  if (practical.relative || practical.value < 1) return practical;
  throw wrong(
    `--practical ${text}: a rate cannot change by that much. Write ${text}% for a part of the control's rate, or ${practical.value / 100} for ${text} points.`,
  );
}

/** `dandelion quick 1200/118 1185/152`: the verdict from four numbers. */
export async function quick(args: string[]): Promise<void> {
  const { values, positionals } = readOptions('quick', args, quickOptions);
  if (positionals.length < 2) {
    throw wrong('Give at least two pairs TRIED/SUCCEEDED, the control first: ./dandelion quick 1200/118 1185/152');
  }
  if (positionals.length > mostVariations) {
    throw wrong(
      `${numbers.count(positionals.length)} pairs are too many: a test has at most ${mostVariations} variations.`,
    );
  }
  if (positionals.every((text) => /^\d+$/.test(text)) && positionals.length % 2 === 0) {
    const joined = positionals.flatMap((text, at) => (at % 2 === 0 ? [`${text}/${positionals[at + 1]}`] : []));
    throw wrong(`Join each pair of numbers with a slash, without blanks: ./dandelion quick ${joined.join(' ')}`);
  }
  await checkHtmlTarget(values.html ?? null);
  const pairs = positionals.map(readPair);
  const names = readNames(values.names, pairs.length);
  const answer = quickAnswer({
    variations: pairs.map((pair, i) => ({ ...pair, name: names[i]! })),
    split: readWeights(values.split, pairs.length),
    lowerIsBetter: values['lower-is-better'] ?? false,
    practical: values.practical === undefined ? defaultPractical : readRatePractical(values.practical),
    ...readInference(values),
    door: 'command-line',
  });
  await showAnswer(answer, {
    json: values.json ?? false,
    html: values.html ?? null,
    fileName: null,
    command: ['quick', ...args],
  });
}
