import { scopes } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import { curlLine, endOf, endsSoon, readingScopes, scopeGroups, wordsOfScopes } from './key-words.ts';

test('every scope stands once in a group, with a word', () => {
  const all = scopeGroups().flatMap((group) => group.scopes);
  expect(all.map(({ scope }) => scope).toSorted()).toEqual(scopes.toSorted());
  expect(all.every(({ verb }) => verb.length > 0)).toBe(true);
});

test('scopes in words', () => {
  expect(wordsOfScopes(['experiments:read'])).toBe('reads experiments');
  expect(wordsOfScopes(['imports:write', 'imports:read', 'experiments:read', 'imports:raw'])).toBe(
    'reads experiments and imports; changes imports; takes raw rows along',
  );
  expect(wordsOfScopes(scopes)).toBe('everything a key can');
  expect(wordsOfScopes(['comments:write'])).toBe('changes comments');
});

test('all that reads changes nothing', () => {
  expect(readingScopes.length).toBeGreaterThan(3);
  expect(wordsOfScopes(readingScopes)).not.toContain('changes');
});

const now = Date.parse('2026-11-22T12:00:00.000Z');
const day = (text: string) => `${text}T08:00:00.000Z`;

test('a key ends by being revoked or by its time, whichever came first', () => {
  expect(endOf({ expiresAt: null, revokedAt: null }, now)).toBeNull();
  expect(endOf({ expiresAt: day('2026-12-24'), revokedAt: null }, now)).toBeNull();
  expect(endOf({ expiresAt: day('2026-11-01'), revokedAt: null }, now)).toEqual({
    at: day('2026-11-01'),
    revoked: false,
  });
  expect(endOf({ expiresAt: day('2026-11-01'), revokedAt: day('2026-10-01') }, now)?.revoked).toBe(true);
  expect(endOf({ expiresAt: day('2026-11-01'), revokedAt: day('2026-11-05') }, now)?.revoked).toBe(false);
  expect(endOf({ expiresAt: day('2027-11-01'), revokedAt: day('2026-11-05') }, now)?.at).toBe(day('2026-11-05'));
});

test('two weeks are soon', () => {
  expect(endsSoon({ expiresAt: day('2026-12-01'), revokedAt: null }, now)).toBe(true);
  expect(endsSoon({ expiresAt: day('2026-12-24'), revokedAt: null }, now)).toBe(false);
  expect(endsSoon({ expiresAt: null, revokedAt: null }, now)).toBe(false);
});

test('the line to try asks for what the key may read', () => {
  expect(curlLine('https://x.example', 'dandelion_1', ['imports:read', 'imports:write'])).toBe(
    "curl -H 'Authorization: Bearer dandelion_1' 'https://x.example/api/imports'",
  );
  expect(curlLine('https://x.example', 'dandelion_1', ['comments:write'])).toBeNull();
});
