import type { AnswerOf, importPlan, PlanDocument } from '@dandelion-loop/contract';

/** What of a plan differs between two documents. Pure. */

type Told = AnswerOf<typeof importPlan>['changes'][number];

export interface Difference extends Told {
  /** Of what was changed, its fields that differ; null where there was nothing. */
  before: Readonly<Record<string, unknown>> | null;
  after: Readonly<Record<string, unknown>> | null;
}

type Fields = Readonly<Record<string, unknown>>;

const only = (fields: Fields, names: readonly string[]): Fields =>
  Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));

function compare(kind: Told['kind'], name: string, before: Fields | null, after: Fields | null): Difference[] {
  if (before === null) return [{ change: 'added', kind, name, fields: [], before, after }];
  if (after === null) return [{ change: 'removed', kind, name, fields: [], before, after }];
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (field) => JSON.stringify(before[field] ?? null) !== JSON.stringify(after[field] ?? null),
  );
  if (fields.length === 0) return [];
  return [{ change: 'changed', kind, name, fields, before: only(before, fields), after: only(after, fields) }];
}

function compareLists(kind: Told['kind'], before: readonly { name: string }[], after: readonly { name: string }[]) {
  const was = new Map(before.map((one) => [one.name, one as unknown as Fields]));
  const is = new Map(after.map((one) => [one.name, one as unknown as Fields]));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((name) =>
    compare(kind, name, was.get(name) ?? null, is.get(name) ?? null),
  );
}

const head = ({ name, currency, rates, period }: PlanDocument): Fields => ({ name, currency, rates, ...period });

export function differences(before: PlanDocument | null, after: PlanDocument): Difference[] {
  return [
    ...compare('plan', after.name ?? '', before === null ? null : head(before), head(after)),
    ...compareLists('outcome', before?.outcomes ?? [], after.outcomes),
    ...compareLists('domain', before?.domains ?? [], after.domains),
    ...compareLists('bet', before?.bets ?? [], after.bets),
  ];
}
