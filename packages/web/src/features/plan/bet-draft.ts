import type { addBet, Bet, BodyInputOf, WholePlan } from '@dandelion-loop/contract';

/** A bet as somebody types it. Chances in 100; lists one on each line. */
export interface BetDraft {
  name: string;
  outcomeId: string;
  hypothesis: string;
  ownerId: string;
  partnerIds: string[];
  discipline: string;
  /** Empty: that of the plan. */
  currency: string;
  money: number | null;
  hours: number | null;
  coordinationHours: number | null;
  cap: number | null;
  startsOn: string;
  endsOn: string;
  successMetric: string;
  guardrails: string;
  killCriteria: string;
  probability: number | null;
  low: number | null;
  likely: number | null;
  high: number | null;
  ifFails: number | null;
  domainIds: string[];
  dependsOnIds: string[];
  experiments: { id: string; title: string }[];
}

export function emptyDraft({ outcomes }: WholePlan, memberId: string): BetDraft {
  return {
    ...{
      name: '',
      outcomeId: outcomes[0]?.id ?? '',
      hypothesis: '',
      ownerId: memberId,
      partnerIds: [],
      discipline: '',
    },
    ...{ currency: '', money: null, hours: null, coordinationHours: null, cap: null, startsOn: '', endsOn: '' },
    ...{ successMetric: '', guardrails: '', killCriteria: '', probability: 40 },
    ...{ low: null, likely: null, high: null, ifFails: 0, domainIds: [], dependsOnIds: [], experiments: [] },
  };
}

/** Whether what was kept is a draft as they are now. */
export const isDraft = (kept: unknown): kept is BetDraft =>
  typeof kept === 'object' && kept !== null && 'partnerIds' in kept && 'currency' in kept;

export function draftOfBet(bet: Bet): BetDraft {
  const ids = (parts: readonly { id: string }[]) => parts.map(({ id }) => id);
  return {
    ...{ name: bet.name, outcomeId: bet.outcome.id, hypothesis: bet.hypothesis },
    ...{ ownerId: bet.owner?.id ?? '', discipline: bet.discipline ?? '', cap: bet.cap, ifFails: bet.ifFails },
    ...{ partnerIds: ids(bet.partners), currency: bet.currency ?? '' },
    ...bet.stake,
    ...bet.payoff,
    ...{ startsOn: bet.startsOn ?? '', endsOn: bet.endsOn ?? '', successMetric: bet.successMetric },
    ...{ guardrails: bet.guardrails.join('\n'), killCriteria: bet.killCriteria.join('\n') },
    probability: Math.round(bet.probability * 1e4) / 100,
    ...{ domainIds: ids(bet.domains), dependsOnIds: ids(bet.dependsOn), experiments: bet.experiments },
  };
}

export type BetBody = BodyInputOf<typeof addBet>;

const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

const day = (text: string): string | null => (text === '' ? null : text);

/** What is sent, or the fields in which a number is missing. */
export function readDraft(draft: BetDraft): { body: BetBody } | { missing: ReadonlySet<keyof BetDraft> } {
  const { probability, likely } = draft;
  const needed = { probability, likely };
  const missing = (Object.keys(needed) as (keyof typeof needed)[]).filter((field) => needed[field] === null);
  if (probability === null || likely === null) return { missing: new Set(missing) };
  return {
    body: {
      ...{ name: draft.name.trim(), outcomeId: draft.outcomeId, hypothesis: draft.hypothesis.trim() },
      ...(draft.ownerId === '' ? {} : { ownerId: draft.ownerId }),
      partnerIds: draft.partnerIds,
      currency: draft.currency === '' ? null : draft.currency,
      discipline: draft.discipline.trim() === '' ? null : draft.discipline.trim(),
      stake: {
        ...{ money: draft.money ?? 0, hours: draft.hours ?? 0, coordinationHours: draft.coordinationHours ?? 0 },
      },
      ...{ cap: draft.cap, startsOn: day(draft.startsOn), endsOn: day(draft.endsOn) },
      ...{ successMetric: draft.successMetric.trim(), guardrails: lines(draft.guardrails) },
      ...{ killCriteria: lines(draft.killCriteria), probability: probability / 100 },
      // Who gives one number means that it is certain.
      payoff: { low: draft.low ?? likely, likely, high: draft.high ?? likely },
      ...{ ifFails: draft.ifFails ?? 0, domainIds: draft.domainIds, dependsOnIds: draft.dependsOnIds },
      experimentIds: draft.experiments.map(({ id }) => id),
    },
  };
}
