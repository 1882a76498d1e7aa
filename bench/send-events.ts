import { connect, type Socket } from 'node:net';

/** A sender of events that costs little, so that what it measures is the receiver: requests are made once, and only the message ids in them change. */

export interface Load {
  url: string;
  key: string;
  path: '/v1/batch' | '/v1/track';
  connections: number;
  eventsPerRequest: number;
  seconds: number;
  /** Not counted, at the beginning. */
  warmUpSeconds: number;
}

export interface Sent {
  eventsPerSecond: number;
  p50: number;
  p99: number;
  slowest: number;
  refused: number;
  /** Answered with 200, the warm-up with it. */
  accepted: number;
}

const idDigits = 12;
const mark = 'm'.padEnd(idDigits + 1, '~');
/** Of senders in one run. */
let counter = 0;

const event = (at: number) => ({
  type: 'track',
  event: ['Product Viewed', 'Order Completed', 'Product Added', 'Checkout Started'][at % 4],
  userId: `user-${(at * 7919) % 100_000}`,
  anonymousId: `anonymous-${(at * 7919) % 100_000}`,
  messageId: mark,
  timestamp: new Date().toISOString(),
  properties: {
    product: `sku-${at % 500}`,
    price: (at % 1000) / 10,
    currency: 'EUR',
    quantity: at % 4,
    coupon: null,
    list: [1, 2, 3],
  },
  context: {
    library: { name: '@segment/analytics-node', version: '3.1.0' },
    page: { url: 'https://shop.example/products/12?utm_source=mail', referrer: 'https://shop.example/' },
  },
});

function requestOf({ url, key, path, eventsPerRequest }: Load, seed: number): { bytes: Buffer; ids: number[] } {
  const events = Array.from({ length: eventsPerRequest }, (_, at) => event(seed * eventsPerRequest + at));
  const sentAt = new Date().toISOString();
  const body = path === '/v1/batch' ? { batch: events, writeKey: key, sentAt } : { ...events[0], sentAt };
  const text = JSON.stringify(body);
  const head = [
    ...[`POST ${path} HTTP/1.1`, `Host: ${new URL(url).host}`, 'Content-Type: application/json'],
    ...[
      `Authorization: Basic ${Buffer.from(`${key}:`).toString('base64')}`,
      `Content-Length: ${Buffer.byteLength(text)}`,
    ],
  ].join('\r\n');
  const bytes = Buffer.from(`${head}\r\n\r\n${text}`);
  const ids: number[] = [];
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) ids.push(at + 1);
  return { bytes, ids };
}

function renumber({ bytes, ids }: { bytes: Buffer; ids: number[] }): void {
  for (const at of ids) {
    let rest = ++counter;
    for (let digit = idDigits - 1; digit >= 0; digit--) {
      bytes[at + digit] = 48 + (rest % 10);
      rest = Math.floor(rest / 10);
    }
  }
}

/** The next whole answer of a connection: its status. */
function answers(socket: Socket): () => Promise<number> {
  let text = '';
  let told: ((status: number) => void) | null = null;
  const look = () => {
    const end = text.indexOf('\r\n\r\n');
    if (end < 0 || told === null) return;
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
    if (text.length < end + 4 + length) return;
    const status = Number(text.slice(9, 12));
    text = text.slice(end + 4 + length);
    const tell = told;
    told = null;
    tell(status);
  };
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    text += chunk;
    look();
  });
  return () =>
    new Promise((resolve, reject) => {
      told = resolve;
      socket.once('close', () => reject(new Error('The connection was closed.')));
      look();
    });
}

export async function send(load: Load): Promise<Sent> {
  const { hostname, port } = new URL(load.url);
  const took: number[] = [];
  const begun = performance.now();
  const counted = begun + load.warmUpSeconds * 1000;
  const end = counted + load.seconds * 1000;
  let refused = 0;
  let accepted = 0;
  let good = 0;
  const one = async (seed: number) => {
    const socket = connect(Number(port), hostname).setNoDelay(true).setMaxListeners(0);
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    const answer = answers(socket);
    const request = requestOf(load, seed);
    for (let now = performance.now(); now < end; now = performance.now()) {
      renumber(request);
      const answered = answer();
      socket.write(request.bytes);
      const status = await answered;
      const after = performance.now();
      if (status === 200) accepted += load.eventsPerRequest;
      if (now < counted) continue;
      if (status === 200) good++;
      else refused++;
      took.push(after - now);
      if (status !== 200) await new Promise((resolve) => setTimeout(resolve, 200));
    }
    socket.removeAllListeners('close').destroy();
  };
  await Promise.all(Array.from({ length: load.connections }, (_, seed) => one(seed)));
  const seconds = (performance.now() - counted) / 1000;
  took.sort((a, b) => a - b);
  const at = (share: number) => took[Math.min(Math.floor(took.length * share), took.length - 1)] ?? 0;
  return {
    eventsPerSecond: Math.round((good * load.eventsPerRequest) / seconds),
    ...{ p50: at(0.5), p99: at(0.99), slowest: took.at(-1) ?? 0, refused, accepted },
  };
}
