import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Inference, inferenceSchema, type Practical } from '@dandelion-loop/contract';
import { DandelionFailure } from '../kernel/failure.ts';
import { nearestName } from '../kernel/nearest-name.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

const wrong = (message: string) => new DandelionFailure('wrong-use', message);

/** Reads arguments by Node's own parser, with its messages put in our words and a suggestion for a misspelt option. */
export function readOptions<T extends Options>(command: string, args: string[], options: T) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const help = `See ./dandelion ${command} --help.`;
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      const given = /'(-[^' ]*)/.exec(message)?.[1] ?? 'This option';
      const near = nearestName(given.replace(/^-+/, ''), Object.keys(options));
      throw wrong(`${given} is not an option of ${command}.${near ? ` Did you mean --${near}?` : ''} ${help}`);
    }
    if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') {
      const option = /'(?:-\w, )?(--[\w-]+)/.exec(message)?.[1] ?? 'An option';
      const takesNone = message.includes('does not take an argument');
      throw wrong(`${option} ${takesNone ? 'takes no value' : 'needs a value'}. ${help}`);
    }
    throw error;
  }
}

/** A finite number; `what` names the option. */
export function readNumber(what: string, text: string): number {
  const value = Number(text.trim().replace('−', '-'));
  if (text.trim() === '' || !Number.isFinite(value)) throw wrong(`${what} needs a number, not "${text}".`);
  return value;
}

export function readPositive(what: string, text: string): number {
  const value = readNumber(what, text);
  if (value <= 0) throw wrong(`${what} needs a number above 0, not ${text}.`);
  return value;
}

export function readWhole(what: string, text: string, least: number): number {
  const value = readNumber(what, text);
  if (!Number.isSafeInteger(value) || value < least)
    throw wrong(`${what} needs a whole number from ${least}, not ${text}.`);
  return value;
}

/** 0.2, 20%: a fraction between 0 and 1, both excluded. */
export function readFraction(what: string, text: string): number {
  const percent = text.trim().endsWith('%');
  const value = readNumber(what, percent ? text.trim().slice(0, -1) : text) / (percent ? 100 : 1);
  if (!(value > 0 && value < 1)) throw wrong(`${what} needs a number between 0 and 1 (or 0% and 100%), not ${text}.`);
  return value;
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
  const level = values.level === undefined ? 0.95 : readFraction('--level', values.level);
  if (level < 0.5 || level > 0.9999) throw wrong('--level is between 0.5 and 0.9999, such as 0.95.');
  const planned = values['planned-units'];
  return {
    inference: peeked ? 'sequential' : (asked?.data ?? 'fixed'),
    level,
    plannedUnits: planned === undefined ? defaultPlannedUnits : readWhole('--planned-units', planned, 2),
  };
}
