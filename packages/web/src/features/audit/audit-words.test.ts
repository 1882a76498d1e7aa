import type { AuditEntry } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import { actionWords, changesOf, fieldWords, sentenceOf, valueWords } from './audit-words.ts';

const writers = { moment: (iso: string) => iso.slice(0, 10) };
const zeros = '0'.repeat(64);

const entry = (action: string, some: Partial<AuditEntry> = {}): AuditEntry => ({
  ...{ seq: 1, at: '2026-11-22T10:00:00.000Z', actor: { kind: 'member', id: 'a', name: 'Anna' }, action },
  subject: { kind: action.slice(0, action.indexOf('.')), id: 'x', name: 'Spring' },
  ...{ before: null, after: null, previous: zeros, hash: zeros, ...some },
});

function said(action: string, some: Partial<AuditEntry> = {}): string {
  const { does, subject, rest } = sentenceOf(entry(action, some), writers);
  return ['Anna', does, subject, rest].filter(Boolean).join(' ').replace(' :', ':');
}

test('one field that changed: from what to what', () => {
  expect(said('experiment.changed', { before: { title: 'Old' }, after: { title: 'Spring' } })).toBe(
    'Anna changed the title of Spring from “Old” to “Spring”',
  );
  expect(said('member.changed', { before: { role: 'reader' }, after: { role: 'owner' } })).toBe(
    'Anna changed the role of Spring from Reader to Owner',
  );
  expect(said('workspace.changed', { before: { keepUploads: false }, after: { keepUploads: true } })).toBe(
    'Anna changed the keeping of files of the workspace Spring from no to yes',
  );
});

test('what was nothing is set, what becomes nothing is emptied', () => {
  const none = { note: '' };
  const some = { note: 'Look\nagain' };
  expect(said('experiment.changed', { before: none, after: some })).toBe('Anna set the note of Spring to “Look again”');
  expect(said('experiment.changed', { before: some, after: none })).toBe('Anna emptied the note of Spring');
});

test('lists say what came and went', () => {
  expect(said('experiment.changed', { before: { tags: ['a', 'b'] }, after: { tags: ['b', 'c', 'd'] } })).toBe(
    'Anna changed the tags of Spring: added “c” and “d”; took away “a”',
  );
});

test('several fields are named, long values cut', () => {
  expect(said('experiment.changed', { before: { title: 'a', note: '' }, after: { title: 'b', note: 'c' } })).toBe(
    'Anna changed the title and the note of Spring',
  );
  const long = said('experiment.changed', { before: { title: 'a' }, after: { title: 'é'.repeat(500) } });
  expect(long.length).toBeLessThan(140);
  expect(long).toContain('…”');
});

test('the rhythm is told in words of people', () => {
  const change = (action: string, before: Record<string, unknown>, after: Record<string, unknown>) =>
    said(action, { before, after } as Partial<AuditEntry>);
  expect(change('ritual.changed', { minutes: 45 }, { minutes: 30 })).toBe(
    'Anna changed the length of the ritual Spring from 45 to 30',
  );
  expect(change('ritual.changed', { members: ['Anna'] }, { members: ['Anna', 'Joris'] })).toBe(
    'Anna changed the members of the ritual Spring: added “Joris”',
  );
  const block = { kind: 'talk', title: 'What next', why: '', minutes: 5 };
  expect(change('ritual.changed', { blocks: [block] }, { blocks: [] })).toBe(
    'Anna changed the agenda of the ritual Spring',
  );
  expect(change('ritual.changed', { summaryTo: 'members' }, { summaryTo: 'nobody' })).toBe(
    'Anna changed the mail of the summary of the ritual Spring from its members to nobody',
  );
  expect(change('ritual.ended', { ended: null }, { ended: 'It brings nothing.' })).toBe(
    'Anna ended the ritual Spring because “It brings nothing.”',
  );
  expect(change('ritual.ended', { ended: null }, { ended: '' })).toBe('Anna ended the ritual Spring');
  expect(change('ritual.resumed', { ended: '' }, { ended: null })).toBe('Anna took up again the ritual Spring');
  expect(change('ritual.time-changed', { reason: '' }, { reason: 'Easter', state: 'moved' })).toBe(
    'Anna moved a time of Spring because “Easter”',
  );
  expect(change('ritual.time-changed', { state: 'moved' }, { state: 'as the rule has it' })).toBe(
    'Anna put back a time of Spring',
  );
  // One that was moved before, and is moved again.
  expect(change('ritual.time-changed', { movedTo: '2027-03-31T14:00' }, { movedTo: '2027-03-31T15:00' })).toBe(
    'Anna changed a time of Spring',
  );
  expect(change('meeting.changed', { present: ['Anna'] }, { present: ['Anna', 'Joris'] })).toBe(
    'Anna changed the attendance of a meeting of Spring: added “Joris”',
  );
  expect(said('meeting.started', { after: { about: 'Storm', blocks: [] } })).toBe(
    'Anna started a meeting of Spring about “Storm”',
  );
  expect(change('decision.changed', { lookAgainOn: null }, { lookAgainOn: '2027-03-01' })).toBe(
    'Anna set the day to look again of the decision Spring to “2027-03-01”',
  );
  expect(change('decision.looked-at', { state: 'open' }, { state: 'closed', right: 'wrong', kept: true })).toBe(
    'Anna looked again at the decision Spring and found it not right',
  );
  expect(change('follow-up.ended', { state: 'open' }, { state: 'dropped' })).toBe(
    'Anna ended the follow-up Spring as not needed any more',
  );
  expect(change('follow-up.changed', { owner: 'Anna' }, { owner: 'Joris' })).toBe(
    'Anna changed the owner of the follow-up Spring from “Anna” to “Joris”',
  );
});

test('what has parts is named, and told in the details', () => {
  const [before, after] = [{ methods: { level: 0.95 } }, { methods: { level: 0.9 } }];
  expect(said('workspace.changed', { before, after })).toBe('Anna changed the methods of the workspace Spring');
});

test('a new name is a change like others', () => {
  const [before, after] = [{ name: 'a.csv' }, { name: 'Spring' }];
  expect(said('import.renamed', { before, after })).toBe(
    'Anna changed the name of the import Spring from “a.csv” to “Spring”',
  );
});

test('phrases of their own', () => {
  expect(said('session.started')).toBe('Anna signed in');
  expect(said('member.invited', { after: { role: 'analyst', email: null } })).toBe('Anna invited Spring as Analyst');
  expect(said('member.left', { before: { role: 'reader' } })).toBe('Anna let go Spring');
});

test('an action without words is read from its parts', () => {
  expect(said('webhook.secret-rotated')).toBe('Anna rotated the secret of the webhook Spring');
  expect(said('webhook.paused')).toBe('Anna paused the webhook Spring');
  expect(said('key.created', { after: { scopes: ['imports:read'] } })).toBe('Anna made the key Spring');
  expect(said('rowBoat.launched')).toBe('Anna launched the row boat Spring');
});

test('values', () => {
  expect(valueWords('x', ['a', 'b'], writers)).toBe('a, b');
  expect(valueWords('x', { level: 0.9, keepUploads: true }, writers)).toBe('level: 0.9; keeping of files: yes');
  expect(valueWords('expiresAt', '2026-11-22T10:00:00.000Z', writers)).toBe('2026-11-22');
  expect(valueWords('x', -2, writers)).toBe('−2');
  expect(valueWords('role', 'king', writers)).toBe('“king”');
  expect(fieldWords('secondFactorOn')).toBe('second factor on');
});

test('the details have each field once', () => {
  const changed = entry('experiment.changed', { before: { title: 'a' }, after: { title: 'b', note: 'c' } });
  expect(changesOf(changed, writers)).toEqual([
    { field: 'title', was: '“a”', is: '“b”' },
    { field: 'note', was: 'nothing', is: '“c”' },
  ]);
  expect(changesOf(entry('key.created', { after: { level: 0.9 } }), writers)).toEqual([
    { field: 'level', was: '', is: '0.9' },
  ]);
});

test('an action as a choice', () => expect(actionWords('member.second-factor-off')).toBe('members: second factor off'));
