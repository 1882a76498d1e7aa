import { type MetricKind, metricKindSchema } from '@dandelion-loop/contract';
import { DandelionFailure } from '../kernel/failure.ts';

export interface ParsedMetric {
  name: string;
  kind: MetricKind | null;
  numerator: string;
  denominator: string | null;
}

/** Splits at an unescaped separator; a backslash makes the next character a plain one. */
function splitEscaped(text: string, separator: string): string[] {
  const parts = [''];
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!;
    if (char === '\\' && i + 1 < text.length) parts[parts.length - 1] += char + text[++i]!;
    else if (char === separator) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts;
}

const unescaped = (text: string) => text.replace(/\\(.)/gs, '$1');

/** Reads `NAME[:KIND[:COLUMN[/COLUMN]]]`. */
export function parseMetric(text: string): ParsedMetric {
  const wrong = (why: string) =>
    new DandelionFailure(
      'wrong-use',
      `--metric ${text}: ${why} Write NAME, NAME:KIND, NAME:KIND:COLUMN or NAME:KIND:COLUMN/COLUMN; \\: and \\/ stand for a plain : and /.`,
    );
  const [rawName = '', rawKind = '', rawColumns, ...more] = splitEscaped(text, ':');
  if (more.length > 0) throw wrong('there are too many colons.');
  const name = unescaped(rawName);
  if (name === '') throw wrong('the name is missing.');
  const kind = rawKind === '' ? null : metricKindSchema.safeParse(rawKind.trim().toLowerCase()).data;
  if (kind === undefined)
    throw wrong(`"${rawKind}" is not a kind; the kinds are ${metricKindSchema.options.join(', ')}.`);
  const columns = (rawColumns === undefined ? [rawName] : splitEscaped(rawColumns, '/')).map(unescaped);
  const [numerator = '', denominator = null, ...others] = columns;
  if (others.length > 0) throw wrong('there are too many columns.');
  if (numerator === '' || denominator === '') throw wrong('a column is missing.');
  if (kind === 'ratio' && denominator === null) throw wrong('a ratio needs two columns, such as clicks/sessions.');
  if ((kind === 'mean' || kind === 'count') && denominator !== null) {
    throw wrong(`a ${kind} has one column; for a sum divided by a sum use ratio.`);
  }
  return { name, kind, numerator, denominator };
}
