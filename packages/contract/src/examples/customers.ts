import {
  type Customer,
  type CustomerProfile,
  countCustomers,
  decideLink,
  exportCustomer,
  exportCustomers,
  getCustomer,
  listCustomers,
  listTimeline,
  type TimelineEvent,
} from '../customers.ts';
import { type Example, example } from './example.ts';
import { anna, at } from './invented.ts';

/** Whose events arrive. */

const id = '8f3a2c61d07be945';
const tablet = '1b90cc2f43e7a8d0';

const customer: Customer = {
  ...{ id, user: 'c-1042', anonymous: null, name: 'Mara Okafor', email: 'mara@example.org' },
  ...{ firstSeen: at.joined, lastSeen: at.later, events: 214 },
};

const profile: CustomerProfile = {
  customer,
  traits: [
    { name: 'plan', value: 'paid', at: at.judged, source: 2, trust: 'secret', purposes: ['profile', 'personalise'] },
  ],
  identities: [
    { id, kind: 'user', value: 'c-1042', since: at.joined, trust: null, how: 'own', undone: false },
    {
      id: tablet,
      kind: 'anonymous',
      value: '5c0d-77',
      since: at.uploaded,
      trust: 'claimed',
      how: 'event',
      undone: false,
    },
  ],
  refused: [
    {
      ...{ id: tablet, value: '5c0d-77', customer: '20aa41f7c9d31b66', user: 'c-2077', holder: id },
      ...{ reason: 'taken', trust: 'claimed', at: at.judged, source: 1 },
    },
  ],
  origins: [{ source: 1, type: 'track', events: 214, first: at.joined, last: at.later }],
  decisions: [{ id: tablet, linked: true, reason: 'She told us that it is her tablet.', by: anna, at: at.uploaded }],
};

const order: TimelineEvent = {
  ...{ id: '77d01c5ea2b94f38', at: at.later, type: 'track', name: 'Order Completed', source: 1, trust: 'claimed' },
  ...{ identity: id, url: 'https://shop.example/thanks', title: 'Thank you' },
  ...{ properties: { total: 34.5 }, traits: {} },
};

export const customerExamples: readonly Example[] = [
  example(listCustomers, { query: { search: 'mara' }, answer: { customers: [customer], next: null } }),
  example(countCustomers, { query: { kind: 'known' }, answer: { customers: 18_204 } }),
  example(getCustomer, { params: { id }, answer: profile }),
  example(listTimeline, { params: { id }, query: { type: 'track' }, answer: { events: [order], next: null } }),
  example(decideLink, {
    params: { id },
    body: { anonymous: '5c0d-77', linked: true, reason: 'She told us that it is her tablet.' },
    answer: profile,
  }),
  example(exportCustomer, { params: { id } }),
  example(exportCustomers, { query: { format: 'csv' } }),
];
