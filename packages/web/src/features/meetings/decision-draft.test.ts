import type { AgendaBlock, AgendaItem, Decision, FollowUp } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import { bodyOf, emptyDraft, faultsOf, isBegun, whatOf } from './decision-draft.ts';
import { decisionsOf, heldBlocks, inOrder, nextPlace, passedBlocks } from './meeting-blocks.ts';

const item: AgendaItem = {
  subject: { kind: 'experiment', id: 'e1', name: 'Monthly first' },
  ...{ sentence: 'It won.', page: '/experiments/e1' },
  options: [
    { what: 'Use it for everyone', hint: '', asksWhy: false },
    { what: 'Leave it as it was', hint: '', asksWhy: true },
  ],
};

test('an option says of what, and one against what was found asks why', () => {
  const keep = { ...emptyDraft, option: 'Use it for everyone' };
  expect(whatOf(keep, item)).toBe('“Monthly first”: use it for everyone.');
  expect(faultsOf(keep, item, '2026-11-24')).toEqual({});
  const against = { ...emptyDraft, option: 'Leave it as it was' };
  expect(faultsOf(against, item, '2026-11-24')).toEqual({ why: true });
  expect(faultsOf({ ...against, why: 'Too dear.' }, item, '2026-11-24')).toEqual({});
  expect(faultsOf({ ...emptyDraft, what: '  ' }, item, '2026-11-24')).toEqual({ what: true });
  expect(faultsOf({ ...keep, lookAgainOn: '2026-11-24' }, item, '2026-11-24')).toEqual({ lookAgainOn: true });
});

test('who decided is left to the meeting unless it is said', () => {
  const body = bodyOf({ ...emptyDraft, what: ' Wait. ' }, null, { meetingId: 'm', evidence: [item.subject] });
  expect(body).toEqual({ meetingId: 'm', what: 'Wait.', why: '', evidence: [item.subject], lookAgainOn: null });
  expect(
    bodyOf({ ...emptyDraft, what: 'x', deciders: ['a'] }, null, { meetingId: 'm', evidence: [] }).deciders,
  ).toEqual(['a']);
});

test('only what was typed or chosen can be lost', () => {
  expect([undefined, emptyDraft, { ...emptyDraft, rests: ['x'] }, { ...emptyDraft, why: 'a' }].map(isBegun)).toEqual([
    ...[false, false, false, true],
  ]);
});

const block = (title: string, state: AgendaBlock['state'], items: AgendaItem[] = []): AgendaBlock => ({
  ...{ kind: 'talk', title, why: '', because: '', minutes: 5, more: 0, state, items },
});
const agenda = { since: null, at: '2026-11-24T09:00:00Z', minutes: 10, blocks: [] as AgendaBlock[] };
agenda.blocks = [
  block('Breakers', 'empty'),
  block('Verdicts', 'filled', [item]),
  block('Bets', 'no-source'),
  block('What next', 'always'),
];

test('blocks without anything are passed over', () => {
  expect(heldBlocks({ agenda }).map(({ place }) => place)).toEqual([1, 3]);
  expect(passedBlocks({ agenda }).map(({ place }) => place)).toEqual([0, 2]);
  expect([nextPlace({ agenda }, 1), nextPlace({ agenda }, 3), nextPlace({ agenda }, -1)]).toEqual([3, null, 1]);
});

test('a decision belongs to the block it rests on', () => {
  const made = (what: string, evidence: Decision['evidence']) => ({ what, evidence }) as Decision;
  const all = [
    made('of the test', [{ ...item.subject, name: 'Called otherwise today' }]),
    made('of the talk', [{ kind: 'block', id: '3', name: 'What next' }]),
  ];
  expect(heldBlocks({ agenda }).map((one) => decisionsOf(all, one).map(({ what }) => what))).toEqual([
    ['of the test'],
    ['of the talk'],
  ]);
});

test('follow-ups of several lists once, due first, done last, as they were seen last', () => {
  const one = (id: string, part: Partial<FollowUp>) =>
    ({ id, state: 'open', dueOn: null, createdAt: '2026-11-01', version: 1, ...part }) as FollowUp;
  const [late, later, never] = [one('a', { dueOn: '2026-11-20' }), one('b', { dueOn: '2026-12-01' }), one('c', {})];
  const done = { ...late, state: 'done' as const, version: 2 };
  expect(inOrder([[never, later], undefined, [late, later], [done]]).map(({ id, state }) => [id, state])).toEqual([
    ['b', 'open'],
    ['c', 'open'],
    ['a', 'done'],
  ]);
});
