import { type Constraint, type SignWatch, signWatchSchema } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import { draftOf, newDraft, readDraft } from './constraint-draft.ts';

const id = '7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f20';
const limits = { is: 'above', limit: 4.5, forDays: 14, from: '2026-05-01', until: null } as const;
const watches: (SignWatch | null)[] = [
  null,
  { on: 'outcome', ...limits },
  { on: 'bet', betId: id, kind: 'guardrail', measure: 'answers', ...limits },
  { on: 'bet', betId: id, kind: 'money', measure: null, ...limits, forDays: null, until: '2026-06-01' },
  { on: 'domain', domainId: id, bets: 2 },
  { on: 'date', day: '2026-05-20', without: 'word', betId: null },
  { on: 'date', day: '2026-05-20', without: 'bet-signed', betId: id },
];

test.each(watches)('what was agreed comes back from the form as it was: %o', (watch) => {
  const body = {
    ...{ kind: 'enabler', what: 'Paper', sign: 'The mill calls', watch, response: 'Order', withinDays: 0 },
    ...{ outcomeId: id, ownerId: null, workingDays: true },
  } as const;
  if (watch !== null) expect(signWatchSchema.parse(watch)).toEqual(watch);
  const { ownerId: _, ...rest } = body;
  const given = { ...rest, outcome: { id, name: 'Members' }, owner: null } as unknown as Constraint;
  expect(readDraft(draftOf(given))).toEqual({ body });
});

test('what is missing is named', () => {
  const draft = newDraft(id, '');
  const missing = (given: Partial<typeof draft>) => [
    ...((readDraft({ ...draft, ...given }) as { missing?: Set<string> }).missing ?? []),
  ];
  expect(missing({})).toEqual(['sign']);
  expect(missing({ on: 'outcome' })).toEqual(['limit']);
  expect(missing({ on: 'bet', limit: 1 })).toEqual(['betId', 'measure']);
  expect(missing({ on: 'domain' })).toEqual(['domainId']);
  expect(missing({ on: 'date', without: 'bet-started' })).toEqual(['betId', 'day']);
  expect(missing({ on: 'date', day: '2026-05-01', withinDays: null })).toEqual(['withinDays']);
});
