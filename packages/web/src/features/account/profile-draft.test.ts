import { describe, expect, test } from 'vitest';
import { changeOf, faultsOfProfile, type ProfileDraft } from './profile-draft.ts';

const before: ProfileDraft = { name: 'Ana', email: 'ana@wadden.example', notify: ['import.failed'] };
const all = { hasPassword: true, password: '' };

describe('what is sent', () => {
  test('nothing where nothing is other', () => {
    expect(changeOf({ ...before, name: ' Ana ' }, before)).toEqual({});
    expect(changeOf({ ...before, notify: [...before.notify].reverse() }, before)).toEqual({});
  });
  test('only what is other; an empty address is none', () => {
    expect(changeOf({ ...before, email: ' ', notify: [] }, before)).toEqual({ email: null, notify: [] });
  });
});

describe('what is wrong', () => {
  const faults = (part: Partial<ProfileDraft>, account = all) => {
    const draft = { ...before, ...part };
    return faultsOfProfile(draft, changeOf(draft, before), account);
  };
  test('another address needs the password, where there is one', () => {
    expect(Object.keys(faults({ email: 'a@b.example' }))).toEqual(['password']);
    expect(faults({ email: 'a@b.example' }, { hasPassword: true, password: 'x' })).toEqual({});
    expect(faults({ email: 'a@b.example' }, { hasPassword: false, password: '' })).toEqual({});
  });
  test('who signs in with an address keeps one', () => {
    expect(Object.keys(faults({ email: '' }))).toEqual(['email', 'password']);
    expect(faults({ email: '' }, { hasPassword: false, password: '' })).toEqual({});
  });
  test('a name is needed', () => expect(Object.keys(faults({ name: ' ' }))).toEqual(['name']));
});
