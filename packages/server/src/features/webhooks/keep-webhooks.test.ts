import { afterEach, describe, expect, test } from 'vitest';
import { day, judged, owner, startReceiver, useWebhooks, verified } from './test-webhooks.ts';

const stage = useWebhooks();

afterEach(async () => {
  await stage.ask('DELETE FROM webhooks');
});

describe('secrets', () => {
  test('during a rotation the old one is good for a day, and no secret is readable in the record store', async () => {
    const webhooks = stage.serve();
    const receiver = await startReceiver();
    const { id, secret: old } = await stage.create(webhooks, receiver.url);
    const { secret, webhook } = await webhooks.rotateSecret(owner, id);
    expect(secret).not.toBe(old);
    expect(webhook.oldSecretEndsAt).toBe(new Date(stage.now().getTime() + day).toISOString());
    await stage.happen(webhooks, judged());
    await webhooks.sendDue();
    const [both] = receiver.received;
    expect(both!.headers['webhook-signature']).toMatch(/^v1,\S{44} v1,\S{44}$/);
    for (const one of [old, secret]) verified(both!, one);
    stage.later(day);
    await stage.happen(webhooks, judged());
    await webhooks.sendDue();
    verified(receiver.received[1]!, secret);
    expect(() => verified(receiver.received[1]!, old)).toThrow('signature');
    const whole = JSON.stringify(
      await stage.ask('SELECT to_jsonb(w) AS w, (SELECT jsonb_agg(to_jsonb(a)) FROM audit_log a) AS a FROM webhooks w'),
    );
    for (const one of [old, secret]) {
      const bytes = Buffer.from(one.slice(6), 'base64');
      for (const trace of [one.slice(6), bytes.toString('hex'), Buffer.from(one).toString('hex')])
        expect(whole).not.toContain(trace);
    }
    await webhooks.sweep();
    expect(await stage.ask('SELECT old_secret FROM webhooks')).toEqual([{ old_secret: null }]);
  });

  test('that another data folder made are said to be lost', async () => {
    const receiver = await startReceiver();
    const { id } = await stage.create(stage.serve(), receiver.url);
    const other = stage.serve({ key: 8 });
    await stage.happen(other, judged());
    await other.sendDue();
    expect(receiver.received).toEqual([]);
    expect((await stage.deliveries(other, id))[0]!.lastError).toContain('Make a new secret');
  });
});

describe('keeping them', () => {
  test('changes are compared; the address is not told to the audit log', async () => {
    const webhooks = stage.serve();
    const receiver = await startReceiver();
    const { id } = await stage.create(webhooks, `${receiver.url}/token-of-theirs`);
    const changed = await webhooks.change(owner, id, { version: 1, description: 'To chat', types: ['import.failed'] });
    expect(changed).toMatchObject({ description: 'To chat', types: ['import.failed'], version: 2 });
    await expect(webhooks.change(owner, id, { version: 1, description: 'x' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await webhooks.change(owner, id, { version: 2, url: `${receiver.url}/another-token` });
    const recorded = JSON.stringify(
      await stage.ask('SELECT before, after, subject_name FROM audit_log WHERE subject_id = $1', [id]),
    );
    expect(recorded).not.toMatch(/token/);
    expect(recorded).toContain('urlChanged');
    await webhooks.remove(owner, id);
    await expect(webhooks.get(id)).rejects.toMatchObject({ code: 'not-found' });
    expect((await webhooks.list()).length).toBe(0);
  });

  test.each([
    ['http://127.0.0.2:4/hook', 'private or reserved'],
    ['https://user:word@hooks.example.org/', 'must not hold a name or a password'],
    ['ftp://hooks.example.org/', 'must begin with https'],
    ['http://192.0.2.1/', 'private or reserved'],
    ['https://[::ffff:10.0.0.1]/', 'private or reserved'],
    ['http://8.8.8.8/', 'must begin with https'],
    ['nonsense', 'not an address'],
    ['https://hooks.example.org:25/', 'Port 25'],
  ])('no address: %s', async (url, words) => {
    const webhooks = stage.serve();
    const asked = { url, types: ['verdict.reached' as const], description: '' };
    const refusal = { code: 'wrong-use', message: expect.stringContaining(words) };
    await expect(webhooks.create(owner, asked)).rejects.toMatchObject(refusal);
    const { id } = await stage.create(webhooks, 'http://127.0.0.1:4/');
    await expect(webhooks.change(owner, id, { version: 1, url })).rejects.toMatchObject(refusal);
  });

  test('there are at most twenty', async () => {
    const webhooks = stage.serve();
    const made = await Promise.allSettled(
      Array.from({ length: 22 }, () => stage.create(webhooks, 'http://127.0.0.1:4/')),
    );
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
  });

  test('a test is tried once; the log can be paged and filtered, and is kept for thirty days', async () => {
    const webhooks = stage.serve();
    const receiver = await startReceiver();
    const { id, secret } = await stage.create(webhooks, receiver.url, ['import.failed']);
    expect(await webhooks.test(owner, id)).toMatchObject({ type: 'webhook.test', state: 'waiting' });
    await webhooks.sendDue();
    expect(verified(receiver.received[0]!, secret)).toMatchObject({ type: 'webhook.test', data: { webhook: { id } } });
    receiver.answer(500);
    for (let n = 0; n < 4; n++) await webhooks.test(owner, id);
    await webhooks.sendDue();
    expect((await stage.deliveries(webhooks, id)).map(({ state }) => state)).toEqual([
      ...new Array(4).fill('failed'),
      'delivered',
    ]);
    expect((await webhooks.get(id)).failingSince).toBeNull();
    const first = await webhooks.deliveries(id, { limit: 2 });
    const second_ = await webhooks.deliveries(id, { limit: 2, before: first.next! });
    const third = await webhooks.deliveries(id, { limit: 2, before: second_.next! });
    expect([first, second_, third].map((page) => page.deliveries.length)).toEqual([2, 2, 1]);
    expect(third.next).toBeNull();
    expect((await webhooks.deliveries(id, { limit: 9, state: 'delivered' })).deliveries).toHaveLength(1);
    stage.later(30 * day + 1);
    await webhooks.sweep();
    expect(await stage.deliveries(webhooks, id)).toEqual([]);
  });
});
