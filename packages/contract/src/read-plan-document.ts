import type { z } from 'zod';
import { checkPlan } from './plan-checks.ts';
import { type PlanDocument, planDocumentSchema } from './plan-document.ts';

/** A plan without contradictions. */
export const checkedPlanSchema = planDocumentSchema.superRefine(checkPlan);

/** What is wrong with a document, where. */
export interface PlanProblem {
  /** Such as `bets[2].payoff`; empty for the document itself. */
  path: string;
  /** One or two sentences. */
  reason: string;
}

type Issue = z.core.$ZodIssue;

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}${text && '.'}${String(part)}`),
    '',
  );

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  array: 'a list',
  object: 'an object',
  int: 'a whole number',
};

function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return kinds[typeof value] ?? `a ${typeof value}`;
}

/** The value that an issue is about. */
function valueAt(document: unknown, path: readonly PropertyKey[]): unknown {
  let value = document;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}

/** The longest part of a text of the document that is repeated in an answer. */
const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? `"${value}"` : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

function boundReason(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>, value: unknown): string {
  const least = issue.code === 'too_small';
  const limit = String(least ? issue.minimum : issue.maximum);
  if (issue.origin === 'string')
    return least ? 'it is empty. Write something.' : `it has more than ${limit} characters.`;
  if (issue.origin === 'array') return `there are more than ${limit}.`;
  if (value === Number.POSITIVE_INFINITY) return 'it is no finite number.';
  const word = least ? (issue.inclusive ? 'or more' : 'or above, but not itself') : 'or less';
  return `it must be ${limit} ${word}, not ${shown(value)}.`;
}

function reasonOf(issue: Issue, value: unknown): string {
  if (issue.code === 'custom') return issue.message;
  if (issue.code === 'too_small' || issue.code === 'too_big') return boundReason(issue, value);
  if (value === undefined) return 'it is missing.';
  if (issue.code === 'invalid_type')
    return `it must be ${kinds[issue.expected] ?? issue.expected}, not ${kindOf(value)}.`;
  if (issue.code === 'invalid_value') {
    return `it must be ${issue.values.map((one) => JSON.stringify(one)).join(', ')}, not ${shown(value)}.`;
  }
  if (issue.code === 'invalid_format' && issue.format === 'date') {
    return `it must be a day such as 2027-04-01, not ${shown(value)}.`;
  }
  if (issue.code === 'invalid_union') return `it must be a number, or {"low", "likely", "high"}, not ${kindOf(value)}.`;
  return issue.message;
}

/** A payoff that is an object is judged as three points: that it is no number says nothing. */
function inner(issue: Issue, value: unknown): readonly Issue[] | null {
  if (issue.code !== 'invalid_union' || typeof value !== 'object' || value === null || Array.isArray(value))
    return null;
  return issue.errors[issue.errors.length - 1] ?? null;
}

function problemsOf(document: unknown, issues: readonly Issue[], above: readonly PropertyKey[] = []): PlanProblem[] {
  return issues.flatMap((issue) => {
    const path = [...above, ...issue.path];
    const value = valueAt(document, path);
    const deeper = inner(issue, value);
    if (deeper !== null) return problemsOf(document, deeper, path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: pathOf([...path, key]),
        reason: 'there is no such field. See docs/reference/plan-document.md.',
      }));
    }
    return [{ path: pathOf(path), reason: reasonOf(issue, value) }];
  });
}

/** Checks a plan that was read from JSON. Contradictions between its parts are looked for once each part is as it should be. */
export function readPlanDocument(document: unknown): { plan: PlanDocument } | { problems: PlanProblem[] } {
  const read = checkedPlanSchema.safeParse(document);
  return read.success ? { plan: read.data } : { problems: problemsOf(document, read.error.issues) };
}
