import type { Member } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import { answerOf, gone, inviteeOf, isLastOwner, present, signInWords } from './member-words.ts';

const member = (id: string, some: Partial<Member> = {}): Member => ({
  ...{ id, name: id, email: null, role: 'reader', joinedAt: '2026-01-05T08:00:00.000Z', lastSeenAt: null },
  ...{ leftAt: null, hasPassword: true, secondFactor: false, version: 1, ...some },
});
const ana = member('Ana', { role: 'owner' });
const bo = member('Bo');
const left = (id: string, leftAt: string) => member(id, { role: 'owner', leftAt });

test('who left is in no count, and no owner', () => {
  const all = [ana, bo, left('Cy', '2026-03-01T08:00:00.000Z'), left('Di', '2026-04-01T08:00:00.000Z')];
  expect(present(all)).toEqual([ana, bo]);
  expect(gone(all).map(({ name }) => name)).toEqual(['Di', 'Cy']);
  expect(isLastOwner(ana, all)).toBe(true);
  expect(isLastOwner(bo, all)).toBe(false);
  expect(answerOf(all)).toEqual({ text: '2 people work here, ', finding: 'one of them an owner.' });
});

test('of two owners none is the last', () => {
  const other = member('Eva', { role: 'owner' });
  expect(isLastOwner(ana, [ana, other])).toBe(false);
  expect(answerOf([ana, other, bo]).finding).toBe('2 of them owners.');
});

test('alone', () => expect(answerOf([ana])).toEqual({ text: 'Ana works here ', finding: 'alone.' }));

test('the way of signing in', () => {
  const email = 'ana@example.org';
  expect(signInWords({ ...ana, email })).toBe('by password, one step');
  expect(signInWords(ana)).toBe('by links only, one step');
  expect(signInWords(member('x', { hasPassword: false, secondFactor: true }))).toBe('by links only, two steps');
});

test('an invitation is for a name, else an address, else anybody', () => {
  expect(inviteeOf({ name: 'Bo', email: 'bo@example.org' })).toBe('Bo');
  expect(inviteeOf({ name: null, email: 'bo@example.org' })).toBe('bo@example.org');
  expect(inviteeOf({ name: null, email: null })).toBeNull();
});
