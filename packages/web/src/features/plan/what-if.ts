import type { PlanDocument } from '@dandelion-loop/contract';
import type { PlanPart } from '@dandelion-loop/portfolio';

/** What somebody tries out on a plan. Nothing of it is kept until they say so. */

export interface BetChange {
  /** Money, in the currency of the bet. */
  stake?: number;
  probability?: number;
}

export interface DomainChange {
  failure?: number;
  cap?: number | null;
}

/** A bet that no longer draws on a domain, but on one of its own that fails as often. */
export interface Move {
  bet: string;
  from: string;
}

export interface WhatIf {
  removed: readonly PlanPart[];
  bets: Readonly<Record<string, BetChange>>;
  domains: Readonly<Record<string, DomainChange>>;
  moved: readonly Move[];
}

export const noWhatIf: WhatIf = { removed: [], bets: {}, domains: {}, moved: [] };

export const changeCount = ({ removed, bets, domains, moved }: WhatIf): number =>
  removed.length + moved.length + Object.keys(bets).length + Object.keys(domains).length;

/** A part twice removed is there again. */
export function toggledRemoval(whatIf: WhatIf, part: PlanPart): WhatIf {
  const others = whatIf.removed.filter(({ kind, name }) => kind !== part.kind || name !== part.name);
  return { ...whatIf, removed: others.length < whatIf.removed.length ? others : [...others, part] };
}

export const isRemoved = ({ removed }: WhatIf, part: PlanPart): boolean =>
  removed.some(({ kind, name }) => kind === part.kind && name === part.name);

/** What is as in the plan is no change. */
function differing<Change extends object>(change: Change, now: Change): Change | null {
  const fields = Object.entries(change).filter(
    ([field, value]) => value !== undefined && value !== ((now as Record<string, unknown>)[field] ?? null),
  );
  return fields.length === 0 ? null : (Object.fromEntries(fields) as Change);
}

function withChange<Change extends object>(
  changes: Readonly<Record<string, Change>>,
  name: string,
  change: Change,
  now: Change,
): Record<string, Change> {
  const { [name]: before, ...others } = changes;
  const next = differing({ ...before, ...change }, now);
  return next === null ? others : { ...others, [name]: next };
}

export function withBet(whatIf: WhatIf, plan: PlanDocument, name: string, change: BetChange): WhatIf {
  const bet = plan.bets.find((one) => one.name === name);
  if (bet === undefined) return whatIf;
  const now = { stake: bet.stake.money, probability: bet.probability };
  return { ...whatIf, bets: withChange<BetChange>(whatIf.bets, name, change, now) };
}

export function withDomain(whatIf: WhatIf, plan: PlanDocument, name: string, change: DomainChange): WhatIf {
  const domain = plan.domains.find((one) => one.name === name);
  if (domain === undefined) return whatIf;
  const now = { failure: domain.failure, cap: domain.cap ?? null };
  return { ...whatIf, domains: withChange<DomainChange>(whatIf.domains, name, change, now) };
}

/** The domain that a moved bet draws on instead: as likely to fail, but shared with nobody. */
export const ownDomain = ({ bet, from }: Move): string => `${bet}: instead of ${from}`.slice(0, 200);

function movedPlan(plan: PlanDocument, moved: readonly Move[]): PlanDocument {
  let { domains, bets } = plan;
  for (const move of moved) {
    const from = domains.find(({ name }) => name === move.from);
    const bet = bets.find(({ name }) => name === move.bet);
    if (from === undefined || !bet?.domains.includes(move.from)) continue;
    const own = ownDomain(move);
    if (!domains.some(({ name }) => name === own)) domains = [...domains, { ...from, name: own, cap: null }];
    bets = bets.map((one) =>
      one === bet ? { ...one, domains: one.domains.map((name) => (name === move.from ? own : name)) } : one,
    );
  }
  return { ...plan, domains, bets };
}

/** The plan with everything that is tried, but for what is removed: that the chances are computed without. */
export function changedPlan(plan: PlanDocument, whatIf: WhatIf): PlanDocument {
  const bets = plan.bets.map((bet) => {
    const change = whatIf.bets[bet.name];
    if (change === undefined) return bet;
    return {
      ...bet,
      stake: { ...bet.stake, money: change.stake ?? bet.stake.money },
      probability: change.probability ?? bet.probability,
    };
  });
  const domains = plan.domains.map((domain) => {
    const change = whatIf.domains[domain.name];
    if (change === undefined) return domain;
    return {
      ...domain,
      failure: change.failure ?? domain.failure,
      cap: change.cap === undefined ? domain.cap : change.cap,
    };
  });
  return movedPlan({ ...plan, bets, domains }, whatIf.moved);
}

/** Only what the plan still has: of changes that were kept while it went on. */
export function fitting(whatIf: WhatIf, plan: PlanDocument): WhatIf {
  const bets = new Set(plan.bets.map(({ name }) => name));
  const domains = new Set(plan.domains.map(({ name }) => name));
  const only = <Change>(changes: Readonly<Record<string, Change>>, known: ReadonlySet<string>) =>
    Object.fromEntries(Object.entries(changes).filter(([name]) => known.has(name)));
  return {
    removed: whatIf.removed.filter(({ kind, name }) => (kind === 'bet' ? bets : domains).has(name)),
    bets: only(whatIf.bets, bets),
    domains: only(whatIf.domains, domains),
    moved: whatIf.moved.filter(({ bet, from }) => bets.has(bet) && domains.has(from)),
  };
}
