import type { Comparison, HealthCheck, HealthVerdict, Source, TestAnswer } from '@dandelion-loop/contract';
import { named, pageText, shorten } from './names.ts';
import { counted, share } from './numbers.ts';

/** Small words that sentences of the report are put together from. */

/** A part of a sentence. The finding is underlined, what is strong is set in bold. */
interface Phrase {
  text: string;
  role?: 'finding' | 'strong';
}

export type Saying = Phrase[];

export const plain = (saying: Saying): string =>
  saying
    .map(({ text }) => text)
    .join('')
    .trim();

/** A name of the data, made harmless and short enough for a sentence. */
export const phraseText = (name: string, width: number): string => shorten(named(pageText(name)), width);

/** A text made elsewhere, closed with a full stop. */
export function clause(text: string): string {
  const trimmed = text.trim();
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** The first sentence of a message, for a headline; the rest stands with the check. */
export function firstSentence(text: string): string {
  const end = text.search(/[.!?](\s|$)/);
  return clause(end === -1 ? text : text.slice(0, end + 1));
}

/** What a unit is called: rows where nothing else was named, else units, with the column in `note`. */
export function unitsOf(source: Source): { one: string; many: string; note: string } {
  const unit = source.unit.trim();
  if (unit === 'row' || unit === 'rows' || unit === '') return { one: 'row', many: 'rows', note: '' };
  return { one: 'unit', many: 'units', note: ` (${phraseText(unit, 40)})` };
}

/** How the intervals may be read. */
export function levelWords({ level, inference }: Comparison): string {
  const percent = share(level);
  if (inference === 'sequential') return `Intervals are ${percent} and stay valid however often you look.`;
  if (inference === 'bayesian') return `Intervals are ${percent} credible intervals.`;
  return `Intervals are ${percent}, for one look at the end.`;
}

export const unadjustedWords =
  'The p-values are adjusted for the number of comparisons (Holm). The intervals are not adjusted for several comparisons.';

export interface HealthSummary {
  /** "You can believe it." */
  say: string;
  /** "5 of 6 checks passed, 1 is worth a look." */
  because: string;
}

export function healthSummary({ health }: TestAnswer): HealthSummary {
  const of = (verdict: HealthCheck['verdict']): number =>
    health.checks.filter((check) => check.verdict === verdict).length;
  const passed = `${of('ok')} of ${counted(health.checks.length, 'check')} passed`;
  const parts = [passed];
  if (of('invalid') > 0) parts.push(`${of('invalid')} failed`);
  if (of('warning') > 0) parts.push(`${of('warning')} ${of('warning') === 1 ? 'is' : 'are'} worth a look`);
  const because =
    health.checks.length === 0
      ? 'No check could be made.'
      : of('ok') === health.checks.length
        ? `${health.checks.length === 1 ? 'The one check that applies' : `All ${health.checks.length} checks`} passed.`
        : `${parts.join(', ')}.`;
  if (health.verdict === 'invalid') return { say: 'Do not read the result.', because };
  return { say: health.verdict === 'warning' ? 'Read it with care.' : 'You can believe it.', because };
}

const attention: Record<HealthVerdict, number> = { invalid: 0, warning: 1, ok: 2 };

/** What must be read first, first. */
export const checksInOrder = ({ health }: TestAnswer): HealthCheck[] =>
  health.checks.toSorted((a, b) => attention[a.verdict] - attention[b.verdict]);

/** "a", "a and b", "a, b and 3 more". */
export function listed(names: readonly string[], most = 4): string {
  if (names.length <= 1) return names[0] ?? '';
  if (names.length <= most) return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`;
}
