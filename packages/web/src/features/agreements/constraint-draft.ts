import type { addConstraint, BodyInputOf, Constraint, SignWatch } from '@dandelion-loop/contract';

/** What is typed of a constraint, and what is sent of it. */

type Of<On extends SignWatch['on']> = Extract<SignWatch, { on: On }>;

export interface ConstraintDraft {
  outcomeId: string;
  kind: Constraint['kind'];
  what: string;
  sign: string;
  on: SignWatch['on'] | 'hand';
  is: 'above' | 'below';
  limit: number | null;
  forDays: number | null;
  from: string | undefined;
  until: string | undefined;
  betId: string;
  number: Of<'bet'>['kind'];
  measure: string;
  domainId: string;
  bets: number | null;
  day: string | undefined;
  without: Of<'date'>['without'];
  response: string;
  ownerId: string;
  withinDays: number | null;
  workingDays: boolean;
}

export type ConstraintBody = BodyInputOf<typeof addConstraint>;

/** An outcome that is to rise is in danger below a limit. */
export const newDraft = (outcomeId: string, ownerId: string): ConstraintDraft => ({
  ...{ outcomeId, kind: 'constraint', what: '', sign: '', on: 'hand', is: 'below', limit: null, forDays: null },
  ...{ from: undefined, until: undefined, betId: '', number: 'guardrail', measure: '', domainId: '', bets: 1 },
  ...{ day: undefined, without: 'word', response: '', ownerId, withinDays: 5, workingDays: true },
});

export function draftOf(constraint: Constraint): ConstraintDraft {
  const { outcome, kind, what, sign, watch, response, owner, withinDays, workingDays } = constraint;
  const draft: ConstraintDraft = {
    ...newDraft(outcome.id, owner?.id ?? ''),
    ...{ kind, what, sign, response, withinDays, workingDays },
  };
  if (watch === null) return draft;
  if (watch.on === 'domain') return { ...draft, on: 'domain', domainId: watch.domainId, bets: watch.bets };
  if (watch.on === 'date')
    return { ...draft, on: 'date', day: watch.day, without: watch.without, betId: watch.betId ?? '' };
  const { is, limit, forDays, from, until } = watch;
  const limits = { is, limit, forDays, from: from ?? undefined, until: until ?? undefined };
  if (watch.on === 'outcome') return { ...draft, ...limits, on: 'outcome' };
  return { ...draft, ...limits, on: 'bet', betId: watch.betId, number: watch.kind, measure: watch.measure ?? '' };
}

type Missing = ReadonlySet<keyof ConstraintDraft>;

function missingIn(draft: ConstraintDraft): Missing {
  const { on, limit, betId, number, measure, domainId, bets, day, without, sign, withinDays } = draft;
  const isOfLimit = on === 'outcome' || on === 'bet';
  const needsBet = on === 'bet' || (on === 'date' && without.startsWith('bet-'));
  const missing: [keyof ConstraintDraft, boolean][] = [
    ['sign', on === 'hand' && sign.trim() === ''],
    ['limit', isOfLimit && limit === null],
    ['betId', needsBet && betId === ''],
    ['measure', on === 'bet' && number === 'guardrail' && measure.trim() === ''],
    ['domainId', on === 'domain' && domainId === ''],
    ['bets', on === 'domain' && bets === null],
    ['day', on === 'date' && day === undefined],
    ['withinDays', withinDays === null],
  ];
  return new Set(missing.flatMap(([field, isMissing]) => (isMissing ? [field] : [])));
}

function watchOf(draft: ConstraintDraft): SignWatch | null {
  const { on, is, forDays, from = null, until = null, betId, number, measure, domainId, day, without } = draft;
  if (on === 'hand') return null;
  if (on === 'domain') return { on, domainId, bets: draft.bets! };
  if (on === 'date') return { on, day: day!, without, betId: without.startsWith('bet-') ? betId : null };
  const limits = { is, limit: draft.limit!, forDays, from, until };
  if (on === 'outcome') return { on, ...limits };
  return { on, betId, kind: number, measure: number === 'guardrail' ? measure.trim() : null, ...limits };
}

/** What is sent, or what is missing. */
export function readDraft(draft: ConstraintDraft): { body: ConstraintBody } | { missing: Missing } {
  const missing = missingIn(draft);
  if (missing.size > 0) return { missing };
  const { outcomeId, kind, what, sign, response, ownerId, workingDays } = draft;
  return {
    body: {
      ...{ outcomeId, kind, what, sign, watch: watchOf(draft), response, workingDays },
      ...{ ownerId: ownerId === '' ? null : ownerId, withinDays: draft.withinDays! },
    },
  };
}
