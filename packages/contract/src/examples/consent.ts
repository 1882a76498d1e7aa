import {
  type ConsentEntry,
  type CustomerConsents,
  countConsents,
  exportConsents,
  listConsents,
  setConsent,
} from '../consent.ts';
import { type Example, example } from './example.ts';
import { at } from './invented.ts';

/** What customers allowed. */

const entry: ConsentEntry = {
  ...{ seq: 4711, subject: 'c2b8a6de-3f0a-4d54-9f7c-2d1f0b6a9e55', purpose: 'contact:email', allowed: true },
  ...{ at: at.joined, receivedAt: at.joined, place: 'member', trust: 'secret', source: 0, page: null, policy: null },
  proof: 'By phone on 3 May, with Anna',
};
const consents: CustomerConsents = {
  purposes: [
    { purpose: 'collect', allowed: null },
    { purpose: 'contact:email', allowed: true },
  ],
  entries: [entry],
};
const params = { id: 'c-1042' };

export const consentExamples: readonly Example[] = [
  example(listConsents, { params, answer: consents }),
  example(setConsent, {
    params,
    body: { purpose: 'contact:email', allowed: true, proof: 'By phone on 3 May, with Anna' },
    answer: consents,
  }),
  example(countConsents, { answer: { purposes: [{ purpose: 'collect', yes: 9120, no: 310 }], ids: 9430 } }),
  example(exportConsents, {}),
];
