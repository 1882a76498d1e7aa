import {
  addSource,
  addWriteKey,
  changeSource,
  endIdentitySecret,
  endSource,
  type Fates,
  getSource,
  listSources,
  makeIdentitySecret,
  reopenSource,
  revokeWriteKey,
  rotateWriteKey,
  type SourceOfEvents,
  type WriteKey,
} from '../sources.ts';
import { type Example, example } from './example.ts';
import { anna, at, ids, token as random } from './invented.ts';

/** Where events come from. */

const source: SourceOfEvents = {
  ...{ id: ids.source, number: 1, name: 'Web shop', consent: 'ask', legalBasis: '', withheld: 'drop' },
  origins: ['https://shop.example.org'],
  preferences: { Analytics: ['collect', 'learn'], Advertising: ['personalise'] },
  ...{ by: anna, createdAt: at.joined, endedAt: null, version: 1 },
};
const key: WriteKey = {
  ...{ id: ids.writeKey, kind: 'public', beginning: 'dl_pub_Wm9Tn0', state: 'active', by: anna },
  ...{ createdAt: at.joined, endsAt: null, revokedAt: null, lastUsedAt: at.later },
};
const token = `dl_pub_${random}`;

const fates = (kept: number): Fates => ({
  ...{ kept, withheld: 0, dropped: Math.round(kept / 4), rejected: 2, repeated: 7 },
  ...{ machine: Math.round(kept / 20), suppressed: 0 },
});
const arrivals = { perMinute: 12.5, lastEventAt: at.later, day: fates(9120) };
const hour = Array.from({ length: 60 }, (_, minute) => ({
  minute: new Date(Date.parse('2026-05-12T13:06:00Z') + minute * 60_000).toISOString(),
  events: 8 + ((minute * 7) % 10),
}));

const params = { id: ids.source };
const keyParams = { ...params, keyId: ids.writeKey };
const given = { name: 'Web shop', origins: ['https://shop.example.org'] };

export const sourceExamples: Example[] = [
  example(listSources, { answer: { sources: [{ ...source, keys: { public: 1, secret: 0 }, arrivals }] } }),
  example(getSource, {
    params,
    answer: { source, keys: [key], identitySecretAt: null, arrivals: { ...arrivals, month: fates(214_300), hour } },
  }),
  example(addSource, { body: { ...given, preferences: source.preferences }, answer: source }),
  example(changeSource, {
    params,
    body: { version: 1, withheld: 'anonymous' },
    answer: { ...source, withheld: 'anonymous', version: 2 },
  }),
  example(endSource, { params, answer: { ...source, endedAt: at.later, version: 2 } }),
  example(reopenSource, { params, answer: { ...source, version: 3 } }),
  example(addWriteKey, {
    params,
    body: { kind: 'public' },
    answer: { key: { ...key, lastUsedAt: null }, token },
  }),
  example(rotateWriteKey, {
    params: keyParams,
    body: { overlapHours: 48 },
    answer: { key: { ...key, createdAt: at.later, lastUsedAt: null }, token },
  }),
  example(revokeWriteKey, { params: keyParams }),
  example(makeIdentitySecret, { params, body: {}, answer: { secret: random, madeAt: at.later } }),
  example(endIdentitySecret, { params }),
];
