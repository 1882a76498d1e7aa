import type { AuditEntry, Role } from '@dandelion-loop/contract';
import { texts } from '../../texts/audit.ts';
import { roleWords } from '../../texts/roles.ts';

/** Entries of the audit log as sentences. An action that nobody has words for is read from its parts: it says what it can. */

export interface Sentence {
  /** After the name of who did it. */
  does: string;
  /** The name of what it happened to; null where the sentence needs none. */
  subject: string | null;
  /** After that name. */
  rest: string;
}

export interface Writers {
  moment: (iso: string) => string;
}

type Value = NonNullable<AuditEntry['after']>[string];

const longest = 60;

const shorten = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  const letters = [...line];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : line;
};

const isEmpty = (value: Value | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

const hasParts = (value: Value | undefined): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isMoment = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/.test(text);

const roleName = (value: string): string | undefined =>
  Object.hasOwn(roleWords, value) ? roleWords[value as Role].name : undefined;

/** "second factor" of `secondFactor` and `second_factor`. */
export const fieldWords = (field: string): string =>
  texts.fields[field] ??
  field
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]/g, ' ')
    .toLowerCase();

/** A value in a sentence or a cell; short ones whole. */
export function valueWords(field: string, value: Value | undefined, writers: Writers): string {
  if (value === undefined || isEmpty(value)) return texts.nothingThere;
  if (typeof value === 'boolean') return value ? texts.yes : texts.no;
  if (typeof value === 'number') return String(value).replace('-', '−');
  if (typeof value === 'string') {
    const known = field === 'role' ? roleName(value) : texts.values[field]?.[value];
    return known ?? (isMoment(value) ? writers.moment(value) : `“${value}”`);
  }
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(', ');
  if (Array.isArray(value)) return JSON.stringify(value);
  return Object.entries(value ?? {})
    .map(([part, inner]) => `${fieldWords(part)}: ${valueWords(part, inner, writers)}`)
    .join('; ');
}

const short = (field: string, value: Value | undefined, writers: Writers): string => {
  const words = valueWords(field, typeof value === 'string' ? shorten(value) : value, writers);
  return words.length > longest + 2 ? shorten(words) : words;
};

const joined = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${texts.and} ${names.at(-1)}`;

/** What stands before the name: "the import", or nothing where the name speaks for itself. */
const ofKind = (kind: string): string => texts.kinds[kind] ?? `the ${fieldWords(kind)}`;

const spaced = (...words: string[]): string => words.filter((word) => word !== '').join(' ');

function changesOfList(before: readonly Value[], after: readonly Value[]): string {
  const only = (these: readonly Value[], those: readonly Value[]) =>
    these.filter((one) => !those.includes(one)).map((one) => `“${shorten(String(one))}”`);
  const [added, taken] = [only(after, before), only(before, after)];
  return [
    ...(added.length > 0 ? [texts.added(joined(added))] : []),
    ...(taken.length > 0 ? [texts.taken(joined(taken))] : []),
  ].join('; ');
}

/** One field: from what to what; several: which. */
function changedSentence({ subject, before, after }: AuditEntry, writers: Writers): Sentence {
  const names = Object.keys({ ...before, ...after });
  const kind = ofKind(subject.kind);
  const all = {
    does: spaced(texts.changedFields(joined(names.map((name) => texts.theField(fieldWords(name))))), kind),
    subject: subject.name,
  };
  const [field] = names;
  if (field === undefined || names.length > 1) return { ...all, rest: '' };
  const [was, is] = [before?.[field], after?.[field]];
  if (Array.isArray(was) && Array.isArray(is)) {
    // Of lists of things with parts as well.
    if ([...was, ...is].some(hasParts)) return { ...all, rest: '' };
    const changes = changesOfList(was, is);
    return { ...all, rest: changes === '' ? '' : `: ${changes}` };
  }
  // Of things with parts the details tell more than a sentence could.
  if (hasParts(was) || hasParts(is)) return { ...all, rest: '' };
  const words = fieldWords(field);
  if (isEmpty(is)) return { ...all, does: spaced(texts.cleared(words), kind), rest: '' };
  const now = short(field, is, writers);
  if (isEmpty(was)) return { ...all, does: spaced(texts.setTo(words), kind), rest: texts.to_(now) };
  return { ...all, rest: texts.fromTo(short(field, was, writers), now) };
}

/** `webhook.secret-rotated`: "rotated the secret of the webhook X". */
function sentenceOfParts({ action, subject }: AuditEntry): Sentence {
  const parts = action.slice(action.indexOf('.') + 1).split('-');
  const verb = parts.pop()!;
  const does = texts.verbs[verb] ?? verb;
  const object = parts.length === 0 ? '' : `the ${parts.join(' ')} of`;
  return { does: spaced(does, object, ofKind(subject.kind)), subject: subject.name, rest: '' };
}

export function sentenceOf(entry: AuditEntry, writers: Writers): Sentence {
  const { action, subject, before, after } = entry;
  const phrase = texts.phrases[action];
  if (phrase === undefined) {
    const changed = before !== null && after !== null && /(changed|renamed)$/.test(action);
    return changed ? changedSentence(entry, writers) : sentenceOfParts(entry);
  }
  const [words, field] = phrase.with ?? [];
  const value = field === undefined ? undefined : (after ?? before)?.[field];
  const rest = words === undefined || isEmpty(value) ? '' : `${words} ${short(field!, value, writers)}`;
  const [by, does] = phrase.by ?? [];
  const chosen = by === undefined ? undefined : does?.[String(after?.[by])];
  return { does: chosen ?? phrase.does, subject: phrase.named ? subject.name : null, rest };
}

/** `experiment.changed` among the choices of a filter: "changed an experiment" would need grammar, so: "experiments: changed". */
export function actionWords(action: string): string {
  const dot = action.indexOf('.');
  const [kind, verb] = [action.slice(0, dot), action.slice(dot + 1).replaceAll('-', ' ')];
  return `${texts.manyKinds[kind] ?? fieldWords(kind)}: ${verb}`;
}

/** Rows of the details: each field once, before and after. */
export function changesOf(
  { before, after }: AuditEntry,
  writers: Writers,
): { field: string; was: string; is: string }[] {
  return Object.keys({ ...before, ...after }).map((field) => ({
    field: fieldWords(field),
    was: before === null ? '' : valueWords(field, before[field], writers),
    is: after === null ? '' : valueWords(field, after[field], writers),
  }));
}
