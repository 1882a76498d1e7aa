import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Inference, inferenceSchema, type Practical } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { DandelionFailure } from '../kernel/failure.ts';
import { nearestName } from '../kernel/nearest-name.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

const wrong = (message: string) => new DandelionFailure('wrong-use', message);

/** Reads arguments by Node's own parser, with its messages put in our words and a suggestion for a misspelt option. */
export function readOptions<T extends Options>(command: string, args: string[], options: T) {
  const help = `See ./dandelion ${command} --help.`;
  try {
    const read = parseArgs({ args, options, allowPositionals: true, strict: true, tokens: true });
    const given = read.tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
    const twice = given.find((name, at) => given.indexOf(name) < at && !options[name]?.multiple);
    if (twice !== undefined) throw wrong(`--${twice} is given twice. Keep one of them.`);
    return read;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') throw unknownOption(command, message, args, Object.keys(options));
    if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') {
      const option = /'(?:-\w, )?(--[\w-]+)/.exec(message)?.[1] ?? 'An option';
      if (message.includes('does not take an argument')) throw wrong(`${option} takes no value. ${help}`);
      const next = args[args.indexOf(option) + 1] ?? '';
      const value = /^-[^-]/.test(next) ? ` If "${next}" is the value, write ${option}=${next}.` : '';
      throw wrong(`${option} needs a value.${value} ${help}`);
    }
    throw error;
  }
}

function unknownOption(command: string, message: string, args: readonly string[], names: string[]): DandelionFailure {
  const told = /'(-[^' ]*)/.exec(message)?.[1] ?? '';
  // Of "-metric" Node tells the first letter only.
  const given = told.startsWith('--')
    ? told
    : (args.find((arg) => arg.startsWith(told) && !arg.startsWith('--')) ?? told);
  const near = nearestName(given.replace(/^-+|=.*/gs, ''), names);
  const file = /^-[^-].*\.\w+$/s.test(given) ? ` If it is the name of a file, write ./${given}.` : '';
  return wrong(
    `${given} is not an option of ${command}.${near ? ` Did you mean --${near}?` : ''}${file} See ./dandelion ${command} --help.`,
  );
}

/** A finite number; `what` names the option. */
export function readNumber(what: string, text: string): number {
  const plain = text.trim().replace('−', '-');
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN;
  if (Number.isFinite(value)) return value;
  const hint = /\d,\d/.test(plain)
    ? ' Write it like 1234.5, with a point for decimals and without other separators.'
    : '';
  throw wrong(`${what} needs a number, not "${text}".${hint}`);
}

export function readPositive(what: string, text: string): number {
  const value = readNumber(what, text);
  if (value <= 0) throw wrong(`${what} needs a number above 0, not ${text}.`);
  return value;
}

/** A planned share of the units, in any scale; a percent sign may follow. */
export function readWeight(what: string, text: string): number {
  const value = readPositive(what, text.trim().replace(/\s*%$/, ''));
  if (value < 1e-9 || value > 1e9) throw wrong(`${what} needs weights such as 90 and 10, not ${text}.`);
  return value;
}

export function readWhole(what: string, text: string, least: number, most: number): number {
  const value = readNumber(what, text);
  if (!Number.isSafeInteger(value) || value < least || value > most)
    throw wrong(`${what} needs a whole number from ${numbers.count(least)} to ${numbers.count(most)}, not ${text}.`);
  return value;
}

/** More units than anybody counts; up to there the statistics keep their digits. */
export const mostUnits = 1e12;

/** 0.2, 20%: a fraction between 0 and 1, both excluded. */
export function readFraction(what: string, text: string): number {
  const percent = text.trim().endsWith('%');
  const value = readNumber(what, percent ? text.trim().slice(0, -1) : text) / (percent ? 100 : 1);
  if (value > 0 && value < 1) return value;
  const meant = value >= 1 && value < 100 && !percent ? ` Did you mean ${text}%?` : '';
  throw wrong(`${what} needs a number between 0 and 1 (or 0% and 100%), not ${text}.${meant}`);
}

/** Level of intervals, 1 minus the chance of a false alarm. */
export function readLevel(text: string | undefined): number {
  const level = text === undefined ? 0.95 : readFraction('--level', text);
  if (level >= 0.5 && level <= 0.9999) return level;
  const meant =
    level < 0.5 ? ` For false alarms in ${numbers.share(level)} of tests write ${Number((1 - level).toFixed(6))}.` : '';
  throw wrong(`--level is between 0.5 and 0.9999, such as 0.95.${meant}`);
}

/** "0.5" is absolute, "1%" relative to the control. */
export function readPractical(what: string, text: string): Practical {
  const relative = text.trim().endsWith('%');
  const value = readNumber(what, relative ? text.trim().slice(0, -1) : text) / (relative ? 100 : 1);
  if (value < 0) throw wrong(`${what} needs a number from 0, not ${text}.`);
  return { value, relative };
}

export const defaultPractical: Practical = { value: 0.01, relative: true };

/** Splits NAME=VALUE at the last "=", since names may hold one; the name is null when there is none. */
export function readNamed(text: string): { name: string | null; value: string } {
  const at = text.lastIndexOf('=');
  return at < 0 ? { name: null, value: text } : { name: text.slice(0, at), value: text.slice(at + 1) };
}

export const inferenceOptions = {
  inference: { type: 'string' },
  peeked: { type: 'boolean' },
  'planned-units': { type: 'string' },
  level: { type: 'string' },
} as const satisfies Options;

export const outputOptions = {
  json: { type: 'boolean' },
  html: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies Options;

/** 5,000 observations when left out: never the observed number, which would be tuning after looking. */
const defaultPlannedUnits = 5000;

/** Level and inference of a command that compares variations. */
export function readInference(values: {
  inference?: string | undefined;
  peeked?: boolean | undefined;
  'planned-units'?: string | undefined;
  level?: string | undefined;
}): { inference: Inference; level: number; plannedUnits: number } {
  const asked = values.inference === undefined ? undefined : inferenceSchema.safeParse(values.inference);
  if (asked && !asked.success) {
    throw wrong(`--inference is one of ${inferenceSchema.options.join(', ')}, not "${values.inference}".`);
  }
  const peeked = values.peeked ?? false;
  if (peeked && asked && asked.data !== 'sequential') {
    throw wrong(`--peeked needs sequential inference: a ${asked.data} answer is not valid once somebody has looked.`);
  }
  const planned = values['planned-units'];
  return {
    inference: peeked ? 'sequential' : (asked?.data ?? 'fixed'),
    level: readLevel(values.level),
    plannedUnits: planned === undefined ? defaultPlannedUnits : readWhole('--planned-units', planned, 2, mostUnits),
  };
}
