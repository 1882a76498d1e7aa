import { describe, expect, test } from 'vitest';
import { createOutbound } from './create-outbound.ts';
import { isPublic, readNetworks } from './networks.ts';
import { systemResolve } from './resolve-host.ts';
import { certificateFor, networks, startMachine, startNames } from './test-hosts.ts';

const never = new AbortController().signal;
const message = { headers: { 'x-of': 'test' }, body: '{}', milliseconds: 5000, stop: never };
const noOne = async () => {
  throw new Error('Nothing is to be looked up');
};

describe('addresses', () => {
  test.each([
    ...[
      '0.0.0.0',
      '0.1.2.3',
      '10.0.0.1',
      '100.64.0.1',
      '100.100.100.200',
      '127.0.0.1',
      '127.255.255.254',
      '169.254.169.254',
    ],
    ...[
      '172.16.0.1',
      '172.31.255.255',
      '192.0.0.192',
      '192.0.2.1',
      '192.88.99.1',
      '192.168.1.1',
      '198.18.0.1',
      '198.51.100.7',
    ],
    ...['203.0.113.9', '224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255', '168.63.129.16'],
    ...[
      '::',
      '::1',
      '::7f00:1',
      '::127.0.0.1',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '::ffff:0:127.0.0.1',
      '64:ff9b::7f00:1',
    ],
    ...['64:ff9b:1::a00:1', '100::1', '2001::1', '2001:2::1', '2001:db8::1', '2002:7f00:1::1', '3fff::1', '5f00::1'],
    ...['fc00::1', 'fd00:ec2::254', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::1', '4000::1', 'nonsense', ''],
  ])('%s is not public', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  test.each([
    '1.1.1.1',
    '8.8.8.8',
    '11.0.0.1',
    '100.128.0.1',
    '172.32.0.1',
    '192.169.0.1',
    '2606:4700::1111',
    '2a00:1450::1',
  ])('%s is public', (address) => {
    expect(isPublic(address)).toBe(true);
  });

  test('the operator lists those that may be private', () => {
    const list = networks('10.0.0.0/8, 127.0.0.1 fd00::/8,::1');
    for (const inside of ['10.255.0.1', '127.0.0.1', 'fd12::1', '::1', '::ffff:10.1.1.1'])
      expect([inside, list.has(inside)]).toEqual([inside, true]);
    for (const outside of ['11.0.0.1', '127.0.0.2', 'fc00::1', '::2', '::ffff:127.0.0.2', 'x']) {
      expect([outside, list.has(outside)]).toEqual([outside, false]);
    }
    expect(networks('').has('127.0.0.1')).toBe(false);
    for (const wrong of ['10.0.0.0/33', 'localhost', '10.0.0', '10/8', '0x7f.1', '1.2.3.4/', 'fd00::/200']) {
      expect(readNetworks(`127.0.0.1, ${wrong}`)).toBe(wrong);
    }
  });
});

describe('what is refused before anything is sent', () => {
  const outbound = createOutbound({ allow: networks(''), resolve: noOne });

  test.each([
    ...[
      'https://127.0.0.1/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://0177.0.0.1/',
      'https://127.1/',
      'https://127.0.0.1./',
    ],
    ...[
      'https://[::1]/',
      'https://[::ffff:127.0.0.1]/',
      'https://[::127.0.0.1]/',
      'https://[64:ff9b::127.0.0.1]/',
      'https://0/',
    ],
    ...[
      'https://169.254.169.254/latest/meta-data/',
      'https://[fd00:ec2::254]/',
      'https://１２７.0.0.1/',
      'https://①②⑦.0.0.1/',
    ],
  ])('%s', async (url) => {
    const words =
      'a private or reserved address. To allow it, whoever runs this Dandelion adds it to DANDELION_ALLOW_PRIVATE.';
    await expect(outbound.checkUrl(url)).rejects.toMatchObject({
      code: 'wrong-use',
      message: expect.stringContaining(words),
    });
    await expect(outbound.post({ ...message, url })).rejects.toThrow(words);
  });

  test('by the system’s names too, with and without a dot at the end', async () => {
    const real = createOutbound({ allow: networks(''), resolve: systemResolve() });
    for (const url of ['https://localhost/', 'https://localhost./', 'https://LOCALHOST/']) {
      await expect(real.checkUrl(url)).rejects.toThrow('private or reserved');
      await expect(real.post({ ...message, url })).rejects.toThrow('private or reserved');
    }
  });

  test.each([
    ['https://somebody@hooks.example.org/', 'must not hold a name or a password'],
    ['https://:secret@hooks.example.org/', 'must not hold a name or a password'],
    ['file:///etc/passwd', 'must begin with https'],
    ['gopher://hooks.example.org/', 'must begin with https'],
    ['https://hooks.example.org:22/', 'Port 22'],
    ['https://hooks.example.org:0/', 'Port 0'],
    ['http://1.1.1.1/', 'must begin with https'],
    ['//hooks.example.org', 'not an address'],
  ])('%s', async (url, words) => {
    await expect(outbound.checkUrl(url)).rejects.toThrow(words);
    await expect(outbound.post({ ...message, url })).rejects.toThrow(words);
  });

  test('a name that cannot be looked up now passes the check, and fails when it is to be sent to', async () => {
    await outbound.checkUrl('https://hooks.example.org/');
    const sent = outbound.post({ ...message, url: 'https://hooks.example.org/' });
    await expect(sent).rejects.toThrow('The name hooks.example.org could not be looked up.');
  });
});

describe('names', () => {
  test('one private address among public ones is enough to refuse', async () => {
    const names = await startNames(() => ['1.1.1.1', '10.0.0.7']);
    const outbound = createOutbound({ allow: networks(''), resolve: names.resolve });
    await expect(outbound.checkUrl('https://hooks.example.org/')).rejects.toThrow(
      'hooks.example.org leads to 10.0.0.7',
    );
    await expect(outbound.post({ ...message, url: 'https://hooks.example.org/' })).rejects.toThrow('leads to 10.0.0.7');
    const sixth = await startNames(() => ['2606:4700::1111', 'fd00::7']);
    const other = createOutbound({ allow: networks(''), resolve: sixth.resolve });
    await expect(other.post({ ...message, url: 'https://hooks.example.org/' })).rejects.toThrow('leads to fd00::7');
  });

  test('a name that led elsewhere when it was entered is checked again', async () => {
    let leadsTo = '1.1.1.1';
    const names = await startNames(() => [leadsTo]);
    const machine = await startMachine((_, response) => void response.end());
    const outbound = createOutbound({ allow: networks(''), resolve: names.resolve });
    const url = `https://hooks.example.org:${machine.port}/`;
    await outbound.checkUrl(url);
    leadsTo = '127.0.0.1';
    await expect(outbound.post({ ...message, url })).rejects.toThrow('hooks.example.org leads to 127.0.0.1');
    expect(machine.requests).toEqual([]);
  });

  test('what was checked is what is connected to: one question for each connection', async () => {
    // Right for whoever asks first, and wrong for whoever asks again.
    let questions = 0;
    const names = await startNames(() => (questions++ < 2 ? ['127.0.0.1'] : ['127.0.0.2']));
    const [right, wrong] = [await startMachine((_, response) => void response.end('right')), [] as unknown[]];
    const outbound = createOutbound({ allow: networks('127.0.0.1'), resolve: names.resolve });
    const url = `http://hooks.example.org:${right.port}/`;
    expect(await outbound.post({ ...message, url })).toMatchObject({ status: 200, body: 'right' });
    expect(names.asked).toEqual(['hooks.example.org']);
    expect(right.requests[0]!.headers).toMatchObject({ host: `hooks.example.org:${right.port}`, 'x-of': 'test' });
    await expect(outbound.post({ ...message, url })).rejects.toThrow('leads to 127.0.0.2');
    expect(wrong).toEqual([]);
  });

  test('plain http only where every address is allowed', async () => {
    const names = await startNames(() => ['127.0.0.1', '1.1.1.1']);
    const outbound = createOutbound({ allow: networks('127.0.0.1'), resolve: names.resolve });
    await expect(outbound.checkUrl('http://hooks.example.org/')).rejects.toThrow('Plain http');
    await expect(outbound.post({ ...message, url: 'http://hooks.example.org/' })).rejects.toThrow('Plain http');
  });
});

describe('answers', () => {
  const outbound = createOutbound({ allow: networks('127.0.0.1'), resolve: noOne });
  const to = ({ port }: { port: number }) => `http://127.0.0.1:${port}/a?b=c`;

  test('a redirect is an answer like any other', async () => {
    const inside = await startMachine((_, response) => void response.end('secret'));
    const machine = await startMachine((_, response) => void response.writeHead(307, { location: to(inside) }).end());
    expect(await outbound.post({ ...message, url: to(machine) })).toMatchObject({
      status: 307,
      headers: { location: to(inside) },
    });
    expect(inside.requests).toEqual([]);
  });

  test('no more than 64 kB of it are read', async () => {
    const machine = await startMachine((_, response) => {
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(16_384)));
        response.once('drain', more);
      };
      more();
    });
    const { status, body } = await outbound.post({ ...message, url: to(machine) });
    expect([status, body.length]).toEqual([200, 65_536]);
  });

  test.each([
    ['does not answer', () => undefined],
    ['drips headers', (_: unknown, response: import('node:http').ServerResponse) => void response.writeContinue()],
  ])('one that %s is left after the time that there is', async (_, handle) => {
    const machine = await startMachine(handle as never);
    const sent = outbound.post({ ...message, url: to(machine), milliseconds: 300 });
    await expect(sent).rejects.toThrow('No answer within 0 seconds.');
  });

  test('one that drips its answer too', async () => {
    const machine = await startMachine((_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    });
    const { status, body } = await outbound.post({ ...message, url: to(machine), milliseconds: 400 });
    expect([status, /^x+$/.test(body)]).toEqual([200, true]);
  });

  test('a look-up that never ends', async () => {
    const waiting = createOutbound({ allow: networks(''), resolve: () => new Promise(() => undefined) });
    const sent = waiting.post({ ...message, url: 'https://hooks.example.org/', milliseconds: 200 });
    await expect(sent).rejects.toThrow('No answer within');
  });

  test('stopped from outside', async () => {
    const machine = await startMachine(() => undefined);
    const stop = new AbortController();
    const sent = outbound.post({ ...message, url: to(machine), stop: stop.signal });
    setTimeout(() => stop.abort(), 50);
    await expect(sent).rejects.toThrow('Dandelion was stopped');
  });

  test('a certificate that nobody signed, and one for another name, are refused', async () => {
    const names = await startNames(() => ['127.0.0.1']);
    const real = createOutbound({ allow: networks('127.0.0.1'), resolve: names.resolve });
    const machine = await startMachine((_, response) => void response.end(), {
      secure: await certificateFor('hooks.example.org'),
    });
    const sent = real.post({ ...message, url: `https://hooks.example.org:${machine.port}/` });
    await expect(sent).rejects.toThrow('The certificate of the receiver is signed by itself.');
    expect(machine.requests).toEqual([]);
  });

  test('proxies of the environment are not used', async () => {
    const proxy = await startMachine((_, response) => void response.end('proxy'));
    const machine = await startMachine((_, response) => void response.end('machine'));
    const before = { ...process.env };
    Object.assign(process.env, {
      HTTP_PROXY: to(proxy),
      http_proxy: to(proxy),
      ALL_PROXY: to(proxy),
      NODE_USE_ENV_PROXY: '1',
    });
    try {
      expect((await outbound.post({ ...message, url: to(machine) })).body).toBe('machine');
      expect(proxy.requests).toEqual([]);
    } finally {
      process.env = before;
    }
  });
});
