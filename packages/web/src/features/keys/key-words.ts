import { type ApiKey, type Scope, scopes } from '@dandelion-loop/contract';
import { type ScopeFeature, texts } from '../../texts/keys.ts';

/** What a key may, in words, and whether it still works. */

const partsOf = (scope: Scope): [feature: ScopeFeature, verb: string] => scope.split(':') as [ScopeFeature, string];

export interface ScopeGroup {
  feature: ScopeFeature;
  scopes: { scope: Scope; verb: string }[];
}

/** All scopes by what they are about, in the order of the words; within, reading first. */
export function scopeGroups(): ScopeGroup[] {
  const groups = new Map((Object.keys(texts.features) as ScopeFeature[]).map((feature) => [feature, [] as Scope[]]));
  for (const scope of scopes) groups.get(partsOf(scope)[0])!.push(scope);
  return [...groups].map(([feature, found]) => ({
    feature,
    scopes: found.map((scope) => ({ scope, verb: texts.verbs[partsOf(scope)[1]]! })),
  }));
}

export const readingScopes: readonly Scope[] = scopes.filter((scope) => scope.endsWith(':read'));

const joined = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** "reads experiments and imports; changes imports" */
export function wordsOfScopes(given: readonly Scope[]): string {
  if (scopes.every((scope) => given.includes(scope))) return texts.everything;
  const named = (verb: string) =>
    scopeGroups()
      .filter(({ feature }) => given.includes(`${feature}:${verb}` as Scope))
      .map(({ feature }) => texts.inList[feature]);
  const [reads, changes] = [named('read'), named('write')];
  return [
    ...(reads.length > 0 ? [texts.readsOnly(joined(reads))] : []),
    ...(changes.length > 0 ? [texts.changesToo(joined(changes))] : []),
    ...(given.includes('experiments:sql') ? [texts.sql] : []),
    ...(given.includes('imports:raw') ? [texts.raw] : []),
    ...(given.includes('meetings:notes') ? [texts.notes] : []),
    ...(given.includes('follow-ups:end') ? [texts.end] : []),
    ...(given.includes('plan:answer') ? [texts.answer] : []),
    ...(given.includes('breakers:reset') ? [texts.reset] : []),
    ...(given.includes('customers:export') ? [texts.customersExport] : []),
    ...(given.includes('customers:erase') ? [texts.customersErase] : []),
  ].join('; ');
}

type Times = Pick<ApiKey, 'expiresAt' | 'revokedAt'>;

/** When it ended, and how; null while it works. */
export function endOf({ expiresAt, revokedAt }: Times, now: number): { at: string; revoked: boolean } | null {
  const expired = expiresAt !== null && Date.parse(expiresAt) <= now;
  if (revokedAt !== null && !(expired && Date.parse(expiresAt) < Date.parse(revokedAt)))
    return { at: revokedAt, revoked: true };
  return expired ? { at: expiresAt, revoked: false } : null;
}

const soon = 14 * 24 * 60 * 60 * 1000;

export const endsSoon = ({ expiresAt }: Times, now: number): boolean =>
  expiresAt !== null && Date.parse(expiresAt) - now < soon;

/** When one of them came in last; null: none ever did. */
export const lastUse = (keys: readonly ApiKey[]): string | null =>
  keys.flatMap(({ lastUsedAt }) => lastUsedAt ?? []).sort((one, other) => Date.parse(other) - Date.parse(one))[0] ??
  null;

/** An address that a key with these scopes may read. */
const readable: readonly [Scope, string][] = [
  ['experiments:read', '/api/experiments?limit=10'],
  ['imports:read', '/api/imports'],
  ['workspace:read', '/api/workspace'],
  ['members:read', '/api/members'],
  ['webhooks:read', '/api/webhooks'],
  ['audit:read', '/api/audit?limit=10'],
  ['metrics:read', '/metrics'],
];

/** A line that asks something with the key; null where it may ask nothing of that kind. */
export function curlLine(origin: string, token: string, given: readonly Scope[]): string | null {
  const found = readable.find(([scope]) => given.includes(scope));
  return found === undefined ? null : `curl -H 'Authorization: Bearer ${token}' '${origin}${found[1]}'`;
}
