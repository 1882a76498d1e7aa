import {
  listRecentEvents,
  listRejectedEvents,
  type RecentEvent,
  type RejectedEvent,
  replayRejectedEvents,
} from '../events.ts';
import { type Example, example } from './example.ts';
import { at } from './invented.ts';

/** What arrives from tracking libraries. */

const sourceId = '0b9f2f64-5d0e-4a7b-9a53-6b1a7a1f4c11';
const order: RecentEvent = {
  ...{ source: { id: sourceId, name: 'Web shop' }, type: 'track', name: 'Order Completed' },
  ...{ time: at.joined, receivedAt: at.joined, customer: '8f3a2c61d07be945' },
  ...{ userId: 'c-1042', anonymousId: '', trust: 'secret', machine: '', url: '' },
  ...{ properties: { order_id: '2041', revenue: 34.5, currency: 'EUR' }, traits: {} },
};
const reject: RejectedEvent = {
  ...{ id: '51c7be0e-9e4e-4f0c-8c38-5c1d4a7d1f02', receivedAt: at.joined, reason: 'no-name' },
  detail: 'A track call needs the name of the event.',
  body: '{"type":"track","userId":"c-1042","messageId":"m-1"}',
};

export const eventExamples: readonly Example[] = [
  example(listRecentEvents, { query: {}, answer: { events: [order] } }),
  example(listRejectedEvents, {
    params: { id: sourceId },
    query: {},
    answer: { rejects: [reject], reasons: [{ reason: 'no-name', events: 1 }] },
  }),
  example(replayRejectedEvents, { params: { id: sourceId }, body: {}, answer: { taken: 1, rejected: 0 } }),
];
