import type { WhatIf as Change, WholePlan } from '@dandelion-loop/contract';
import { noWhatIf, type WhatIf } from './what-if.ts';

const idOf = (parts: readonly { id: string; name: string }[], name: string): string | undefined =>
  parts.find((part) => part.name === name)?.id;

/** What is tried as a scenario keeps it: by ids, so that a new name changes nothing. Moves are not among it. */
export function scenarioChanges({ removed, bets, domains }: WhatIf, whole: WholePlan): Change[] {
  const gone = (kind: 'bet' | 'domain', name: string) =>
    removed.some((part) => part.kind === kind && part.name === name) ? { removed: true as const } : {};
  const names = (kind: 'bet' | 'domain', changed: object) => [
    ...new Set([...Object.keys(changed), ...removed.filter((part) => part.kind === kind).map(({ name }) => name)]),
  ];
  return [
    ...names('bet', bets).flatMap((name): Change[] => {
      const id = idOf(whole.bets, name);
      if (id === undefined) return [];
      const { stake, probability } = bets[name] ?? {};
      return [
        {
          ...{ kind: 'bet', id, ...gone('bet', name) },
          ...(stake === undefined ? {} : { money: stake }),
          ...(probability === undefined ? {} : { probability }),
        },
      ];
    }),
    ...names('domain', domains).flatMap((name): Change[] => {
      const id = idOf(whole.domains, name);
      if (id === undefined) return [];
      const { failure, cap } = domains[name] ?? {};
      return [
        {
          ...{ kind: 'domain', id, ...gone('domain', name) },
          ...(failure === undefined ? {} : { failure }),
          ...(cap === undefined ? {} : { cap }),
        },
      ];
    }),
  ];
}

/** A kept scenario as something to try. What the plan no longer has is left out. */
export function whatIfOf(changes: readonly Change[], whole: WholePlan): WhatIf {
  let found: WhatIf = noWhatIf;
  for (const change of changes) {
    if (change.kind === 'outcome') continue;
    const name = (change.kind === 'bet' ? whole.bets : whole.domains).find(({ id }) => id === change.id)?.name;
    if (name === undefined) continue;
    if (change.removed) found = { ...found, removed: [...found.removed, { kind: change.kind, name }] };
    if (change.kind === 'bet') {
      const { money: stake, probability } = change;
      const own = { ...(stake === undefined ? {} : { stake }), ...(probability === undefined ? {} : { probability }) };
      if (Object.keys(own).length > 0) found = { ...found, bets: { ...found.bets, [name]: own } };
    } else {
      const { failure, cap } = change;
      const own = { ...(failure === undefined ? {} : { failure }), ...(cap === undefined ? {} : { cap }) };
      if (Object.keys(own).length > 0) found = { ...found, domains: { ...found.domains, [name]: own } };
    }
  }
  return found;
}
