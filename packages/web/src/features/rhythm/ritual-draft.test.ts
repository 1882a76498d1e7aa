import { expect, test } from 'vitest';
import { decisionsAnswer } from './decisions-answer.ts';
import { decisionsSearch } from './decisions-search.ts';
import { dueWords } from './follow-up-words.ts';
import { rhythmAnswer } from './rhythm-answer.ts';
import { bodyOf, changesOf, draftOf, faultsOf, isWhole, moved, newDraft } from './ritual-draft.ts';
import * as given from './test-rhythm.ts';

const beginning = { day: '2027-03-01', timeZone: 'Europe/Amsterdam', memberId: given.ana.id };
const [weekly, retro] = given.packs as [(typeof given.packs)[number], (typeof given.packs)[number]];
const drafted = () => draftOf(given.weekly, '2027-03-15', 'Europe/Amsterdam');

test('a draft begins as the pack ships, by the clocks of the workspace', () => {
  const body = bodyOf(newDraft(weekly, beginning));
  expect(body).toMatchObject({
    ...{ name: weekly.name, purpose: weekly.purpose, minutes: 45, members: [given.ana.id], blocks: weekly.blocks },
    cadence: { start: '2027-03-01T10:00', timeZone: 'Europe/Amsterdam', rule: 'FREQ=WEEKLY;BYDAY=TU' },
  });
  expect(bodyOf(newDraft(retro, beginning)).cadence).toBeNull();
  expect(isWhole(faultsOf(newDraft(null, beginning)))).toBe(false);
  expect(isWhole(faultsOf({ ...newDraft(null, beginning), name: 'Bets' }))).toBe(true);
});

test('only what is another one than before is sent; a cadence that stays is not', () => {
  const before = drafted();
  expect(changesOf(before, drafted())).toEqual({});
  expect(changesOf(before, { ...before, name: ' Bets ' })).toEqual({ name: 'Bets' });
  const later = { ...before, cadence: { ...before.cadence, time: '11:00' } };
  expect(changesOf(before, later)).toEqual({
    cadence: { start: '2027-03-02T11:00', timeZone: 'Europe/Amsterdam', rule: 'FREQ=WEEKLY;BYDAY=TU' },
  });
  expect(
    changesOf(before, { ...before, blocks: moved(before.blocks, 2, -1) }).blocks?.map(({ title }) => title),
  ).toEqual(['New verdicts', 'What next', 'What we said we would do']);
});

test('what is missing is found at its place', () => {
  const draft = drafted();
  const [first, second] = draft.blocks as [(typeof draft.blocks)[number], (typeof draft.blocks)[number]];
  const blocks = [
    { ...first, title: ' ' },
    { ...second, minutes: 241 },
  ];
  const faults = faultsOf({ ...draft, name: ' ', minutes: 4, blocks });
  expect(faults).toMatchObject({ name: true, minutes: true, cadence: {} });
  expect([...faults.titles, ...faults.times]).toEqual([first.key, second.key]);
  expect(isWhole(faults)).toBe(false);
});

test('what is moved stays in the list', () => {
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 2, -2)).toEqual(['c', 'a', 'b']);
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
});

test('the rhythm is said in a sentence', () => {
  const said = (rituals: (typeof given.weekly)[], overdue: number) =>
    rhythmAnswer(rituals, overdue, (iso) => iso.slice(0, 10))
      .map(({ text }) => text)
      .join('');
  const next = 'Weekly bet review is next, 2027-03-16, with 2 people. 2 follow-ups are overdue.';
  expect(said([given.weekly, given.retro], 2)).toBe(next);
  const held = { ...given.retro, meetingId: given.meetingId };
  expect(said([held, given.weekly], 1)).toBe('Blameless retrospective is being held now. 1 follow-up is overdue.');
  const ended = { ...given.weekly, ended: { at: '', reason: '' } };
  expect(said([ended], 0)).toBe('No meeting is planned. No follow-up is overdue.');
});

test('decisions are counted by what was said of them last', () => {
  const look = (kept: boolean, right: 'right' | 'wrong' | 'cannot-tell') => ({
    ...{ at: '', by: given.decision.by, kept, right, reason: '' },
  });
  const of = (...looks: ReturnType<typeof look>[]) => ({ ...given.decision, looks });
  const said = (...decisions: (typeof given.decision)[]) =>
    decisionsAnswer(decisions.length, decisions)
      .map(({ text }) => text)
      .join('');
  expect(said(of())).toBe('1 decision taken. None was looked at again yet.');
  expect(said(of(look(false, 'wrong'), look(true, 'right')))).toBe(
    '1 decision taken. The one looked at again was kept and right.',
  );
  expect(said(of(look(true, 'right')), of(look(false, 'cannot-tell')), of())).toBe(
    '3 decisions taken. Of 2 looked at again 1 was kept and 1 was right.',
  );
});

test('the last day of a follow-up in words, and the address of the decisions', () => {
  const due = (dueOn: string | null) => dueWords({ dueOn }, '2027-03-01', (iso) => iso);
  expect(['2027-02-28', '2027-02-26', '2027-03-01', '2027-03-02', null].map(due)).toEqual([
    '1 day over, it was due on 2027-02-28',
    '3 days over, it was due on 2027-02-26',
    'due today',
    'until 2027-03-02',
    'no day agreed',
  ]);
  const { weeklyId } = given;
  expect(decisionsSearch({ state: 'due', ritual: weeklyId, search: 'a' })).toEqual({
    ...{ state: 'due', ritual: weeklyId, search: 'a' },
  });
  expect(decisionsSearch({ state: 'lost', ritual: 'x', search: '' })).toEqual({});
});
