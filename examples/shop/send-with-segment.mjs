// What a shop's server knows, sent with Segment's own SDK: only the address is another.
//   DANDELION_URL=http://localhost:4600 DANDELION_KEY=... node examples/shop/send-with-segment.mjs anna@example.com
import { Analytics } from '@segment/analytics-node';

const { DANDELION_URL: host = 'http://localhost:4600', DANDELION_KEY: writeKey } = process.env;
const [userId] = process.argv.slice(2);
if (!writeKey || !userId) {
  process.stderr.write(
    'Set DANDELION_KEY to a secret write key, and name a customer: send-with-segment.mjs anna@example.com\n',
  );
  process.exit(2);
}

const analytics = new Analytics({ writeKey, host });
analytics.on('error', ({ code, reason }) => {
  process.stderr.write(`Not delivered: ${reason?.message ?? reason ?? code}\n`);
  process.exitCode = 1;
});

// Consent goes along in the words of Segment; the source says which category is which purpose.
const context = { consent: { categoryPreferences: { Analytics: true } } };
analytics.identify({ userId, traits: { email: userId, plan: 'regular' }, context });
analytics.track({ userId, event: 'Order Shipped', properties: { order_id: 'O-1', carrier: 'Bicycle' }, context });
await analytics.closeAndFlush({ timeout: 20_000 });
if (!process.exitCode) process.stdout.write(`Sent what happened to ${userId}.\n`);
