import { numbers } from '@dandelion-loop/wording';
import { type Effect, planSize, type SizeRequest } from '../features/analyses/index.ts';
import { DandelionFailure } from '../kernel/failure.ts';
import { mostUnits, readFraction, readLevel, readNumber, readOptions, readPositive, readWhole } from './options.ts';

const text = { type: 'string' } as const;

/** As in the analysis. */
const mostVariations = 500;

const sizeOptions = {
  baseline: text,
  sd: text,
  effect: text,
  units: text,
  power: text,
  level: text,
  variations: text,
  'per-day': text,
  convention: text,
  'one-sided': { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

type Values = ReturnType<typeof readOptions<typeof sizeOptions>>['values'];

const conventions: Record<string, SizeRequest['convention']> = {
  pooled: 'pooled-null',
  unpooled: 'unpooled',
  'evan-miller': 'baseline-null',
  'cohen-h': 'cohen-h',
};

const wrong = (message: string) => new DandelionFailure('wrong-use', message);

/** 0.02 and 2pt are absolute, 10% is relative to the baseline. */
function readEffect(given: string): Effect {
  const points = /^(.*?)\s*(?:pt|pts|pp|points?)$/.exec(given.trim());
  if (points) return { value: readNumber('--effect', points[1]!) / 100, relative: false };
  const percent = /^(.*)%$/.exec(given.trim());
  if (percent) return { value: readNumber('--effect', percent[1]!) / 100, relative: true };
  return { value: readNumber('--effect', given), relative: false };
}

function readConvention(given: string | undefined): SizeRequest['convention'] {
  const convention =
    given === undefined ? 'pooled-null' : Object.hasOwn(conventions, given) ? conventions[given] : undefined;
  if (!convention) throw wrong(`--convention is one of ${Object.keys(conventions).join(', ')}, not "${given}".`);
  return convention;
}

function readPerDay(given: string): number {
  const value = readNumber('--per-day', given);
  if (value < 1) throw wrong(`--per-day needs a number from 1, not ${given}.`);
  return value;
}

const optional = <T>(given: string | undefined, read: (given: string) => T): T | null =>
  given === undefined ? null : read(given);

function sizeRequest(values: Values): SizeRequest {
  const standardDeviation = optional(values.sd, (given) => readPositive('--sd', given));
  if (standardDeviation !== null && values.convention !== undefined) {
    throw wrong('--convention is about rates. Means are planned by the t test.');
  }
  const baseline = optional(values.baseline, (given) =>
    standardDeviation === null ? readFraction('--baseline', given) : readNumber('--baseline', given),
  );
  return {
    baseline,
    standardDeviation,
    effect: optional(values.effect, readEffect),
    units: optional(values.units, (given) => readWhole('--units', given, 2, mostUnits)),
    power: readFraction('--power', values.power ?? '0.8'),
    level: readLevel(values.level),
    variations: readWhole('--variations', values.variations ?? '2', 2, mostVariations),
    sided: values['one-sided'] ? 1 : 2,
    perDay: optional(values['per-day'], readPerDay),
    convention: readConvention(values.convention),
    door: 'command-line',
  };
}

/** `dandelion size`: how many units a test needs, or what it can show. */
export async function size(args: string[]): Promise<void> {
  const { values, positionals } = readOptions('size', args, sizeOptions);
  if (positionals.length > 0) throw wrong(`size takes options only; "${positionals[0]}" has no --name before it.`);
  const request = sizeRequest(values);
  const answer = planSize(request);
  if (values.json) {
    process.stdout.write(`${JSON.stringify(answer)}\n`);
    return;
  }
  const sides = answer.sided === 2 ? 'two-sided' : 'one-sided';
  const shared =
    answer.variations > 2
      ? ` shared by ${numbers.counted(answer.variations - 1, 'comparison')} with the control (Bonferroni)`
      : '';
  process.stdout.write(
    `${answer.sentence}\n\nPower ${numbers.share(answer.power)}, level ${numbers.share(answer.level)} ${sides}${shared}.\nConvention: ${answer.convention.words}.\n`,
  );
}
