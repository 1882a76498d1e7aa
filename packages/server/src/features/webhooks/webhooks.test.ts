import { webhookPayloadSchema } from '@dandelion-loop/contract';
import { afterEach, describe, expect, test } from 'vitest';
import { day, hour, judged, minute, owner, second, startReceiver, useWebhooks, verified } from './test-webhooks.ts';

const stage = useWebhooks();

afterEach(async () => {
  await stage.ask('DELETE FROM webhooks');
  stage.disabled.splice(0);
});

describe('a message', () => {
  test('is signed as Standard Webhooks says, and says what happened', async () => {
    const webhooks = stage.serve();
    const receiver = await startReceiver();
    const { id, secret } = await stage.create(webhooks, `${receiver.url}?token=abc`);
    const happened = judged('Spring “mails” 🌼');
    await stage.happen(webhooks, happened);
    await webhooks.sendDue();
    const [one, ...others] = receiver.received;
    expect(others).toEqual([]);
    expect(one!.path).toBe('/hook?token=abc');
    const payload = verified(one!, secret);
    expect(payload).toEqual({
      type: 'verdict.reached',
      timestamp: stage.now().toISOString(),
      data: {
        ...happened.data,
        url: `https://dandelion.example/imports/${(happened.data as { import: { id: string } }).import.id}`,
      },
    });
    expect(webhookPayloadSchema.parse(payload)).toEqual(payload);
    expect(one!.headers).toMatchObject({
      ...{ 'content-type': 'application/json; charset=utf-8', 'user-agent': 'Dandelion/9.9' },
      'webhook-id': expect.stringMatching(/^msg_[0-9a-f]{32}$/),
    });
    expect(one!.headers).not.toHaveProperty('cookie');
    expect(one!.headers).not.toHaveProperty('authorization');
    expect(() => verified({ ...one!, body: one!.body.replace('Spring', 'Summer') }, secret)).toThrow('signature');
    const [delivery] = await stage.deliveries(webhooks, id);
    expect(delivery).toMatchObject({
      state: 'delivered',
      attempts: 1,
      lastStatus: 204,
      lastError: null,
      nextAttemptAt: null,
    });
    expect(await webhooks.delivery(id, delivery!.id)).toMatchObject({
      body: one!.body,
      log: [{ number: 1, status: 204, error: null, answer: '' }],
    });
  });

  test('goes once to each webhook that wants its type, and to no other', async () => {
    const webhooks = stage.serve();
    const receiver = await startReceiver();
    const first = await stage.create(webhooks, `${receiver.url}/1`);
    await stage.create(webhooks, `${receiver.url}/2`, ['import.failed', 'verdict.reached']);
    await stage.create(webhooks, `${receiver.url}/3`, ['import.failed', 'member.joined']);
    await stage.happen(webhooks, judged());
    await Promise.all([webhooks.sendDue(), stage.serve().sendDue(), stage.happen(webhooks)]);
    await webhooks.sendDue();
    expect(receiver.received.map(({ path }) => path).sort()).toEqual(['/hook/1', '/hook/2']);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await stage.deliveries(webhooks, first.id)).toHaveLength(1);
  });

  test('of something that did not happen is none', async () => {
    const webhooks = stage.serve();
    const receiver = await startReceiver();
    await stage.create(webhooks, receiver.url);
    const { announce } = await import('../announcements/index.ts');
    const broken = stage.records().transaction(async (tx) => {
      await announce(tx, judged(), stage.now());
      throw new Error('Not after all');
    });
    await expect(broken).rejects.toThrow('Not after all');
    await stage.happen(webhooks);
    await webhooks.sendDue();
    expect(receiver.received).toEqual([]);
  });
});

describe('what is not taken', () => {
  test('is tried ten times over days, with the same id and body and a new signature', async () => {
    const webhooks = stage.serve();
    const receiver = await startReceiver();
    receiver.answer(500, {}, 'x'.repeat(5000));
    const { id, secret } = await stage.create(webhooks, receiver.url);
    await stage.happen(webhooks, judged());
    const begun = stage.now().getTime();
    const waited: number[] = [];
    for (let attempt = 1; attempt <= 10; attempt++) {
      await webhooks.sendDue();
      expect(receiver.received).toHaveLength(attempt);
      const [{ nextAttemptAt, state }] = (await stage.deliveries(webhooks, id)) as never as [
        { nextAttemptAt: string; state: string },
      ];
      if (attempt === 10) {
        expect([state, nextAttemptAt]).toEqual(['failed', null]);
        break;
      }
      const wait = Date.parse(nextAttemptAt) - stage.now().getTime();
      waited.push(wait);
      // Not before its time.
      stage.later(wait - 1);
      await webhooks.sendDue();
      expect(receiver.received).toHaveLength(attempt);
      stage.later(1);
    }
    // Half of the jitter of 20%.
    const times = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];
    expect(waited).toEqual(times.map((time) => Math.round(time * 1.1)));
    expect(stage.now().getTime() - begun).toBeGreaterThan(3 * day);
    for (const key of ['webhook-id'] as const)
      expect(new Set(receiver.received.map(({ headers }) => headers[key])).size).toBe(1);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-signature'])).size).toBe(10);
    for (const one of receiver.received) verified(one, secret);
    const [delivery] = await stage.deliveries(webhooks, id);
    const { log } = await webhooks.delivery(id, delivery!.id);
    expect(log.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(log[0]).toMatchObject({
      status: 500,
      answer: 'x'.repeat(1000),
      error: 'The receiver answered 500; a success is 200 to 299.',
    });
  });

  test('waits as long as the receiver asks for, up to a day', async () => {
    const webhooks = stage.serve();
    const receiver = await startReceiver();
    const { id } = await stage.create(webhooks, receiver.url);
    await stage.happen(webhooks, judged());
    const next = async () =>
      Date.parse((await stage.deliveries(webhooks, id))[0]!.nextAttemptAt!) - stage.now().getTime();
    receiver.answer(429, { 'retry-after': '7200' });
    await webhooks.sendDue();
    expect(await next()).toBe(2 * hour);
    stage.later(2 * hour);
    receiver.answer(503, { 'retry-after': new Date(stage.now().getTime() + 3 * hour).toUTCString() });
    await webhooks.sendDue();
    // Such a date has whole seconds.
    expect(Math.ceil((await next()) / second)).toBe((3 * hour) / second);
    stage.later(3 * hour);
    receiver.answer(503, { 'retry-after': '99999999' });
    await webhooks.sendDue();
    expect(await next()).toBe(day);
  });

  test('says why: a redirect, which is not followed; nobody there', async () => {
    const webhooks = stage.serve();
    const [receiver, other] = [await startReceiver(), await startReceiver()];
    receiver.answer(302, { location: other.url });
    const { id } = await stage.create(webhooks, receiver.url);
    await stage.happen(webhooks, judged());
    await webhooks.sendDue();
    expect(other.received).toEqual([]);
    expect((await stage.deliveries(webhooks, id))[0]!.lastError).toContain('Redirects are not followed');
    await receiver.stop();
    stage.later(day);
    await webhooks.sendDue();
    expect((await stage.deliveries(webhooks, id))[0]).toMatchObject({
      ...{ state: 'waiting', lastStatus: null, lastError: 'Nothing answers there: the connection was refused.' },
    });
  });

  test('can be sent again by hand, also when it was given up or delivered', async () => {
    const webhooks = stage.serve();
    const receiver = await startReceiver();
    receiver.answer(500);
    const { id } = await stage.create(webhooks, receiver.url);
    await stage.happen(webhooks, judged());
    await webhooks.sendDue();
    const [{ id: delivery }] = (await stage.deliveries(webhooks, id)) as never as [{ id: string }];
    receiver.answer(200, {}, 'thanks');
    expect(await webhooks.retry(owner, id, delivery)).toMatchObject({ state: 'waiting', attempts: 1 });
    await webhooks.sendDue();
    await webhooks.retry(owner, id, delivery);
    await webhooks.sendDue();
    expect(receiver.received).toHaveLength(3);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await webhooks.delivery(id, delivery)).toMatchObject({
      ...{ state: 'delivered', attempts: 3, lastError: null },
      log: [{ status: 500 }, { status: 200, answer: 'thanks' }, { status: 200 }],
    });
    await expect(webhooks.retry(owner, id, id)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('an end', () => {
  test('410 disables at once; nothing is kept until somebody resumes it', async () => {
    const webhooks = stage.serve();
    const receiver = await startReceiver();
    receiver.answer(410);
    const { id } = await stage.create(webhooks, receiver.url);
    await stage.happen(webhooks, judged());
    await webhooks.sendDue();
    const because = 'The receiver answered that it is gone (410).';
    expect(await webhooks.get(id)).toMatchObject({ state: 'disabled', disabledBecause: because });
    expect(stage.disabled).toEqual([`${id} ${because}`]);
    await stage.happen(webhooks, judged());
    stage.later(day);
    await webhooks.sendDue();
    expect(receiver.received).toHaveLength(1);
    expect(await stage.deliveries(webhooks, id)).toMatchObject([{ state: 'failed' }]);
    await expect(webhooks.test(owner, id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(webhooks.pause(owner, id)).rejects.toMatchObject({ code: 'conflict' });
    receiver.answer(204);
    expect(await webhooks.resume(owner, id)).toMatchObject({ state: 'active', disabledBecause: null });
    await stage.happen(webhooks, judged());
    await webhooks.sendDue();
    expect(receiver.received).toHaveLength(2);
    const recorded = await stage.ask(
      "SELECT action, actor ->> 'kind' AS by FROM audit_log WHERE subject_id = $1 ORDER BY seq",
      [id],
    );
    expect(recorded).toEqual([
      { action: 'webhook.created', by: 'member' },
      { action: 'webhook.disabled', by: 'system' },
      { action: 'webhook.resumed', by: 'member' },
    ]);
  });

  test('when all failed for five days; one success in between starts anew', async () => {
    const webhooks = stage.serve();
    const receiver = await startReceiver();
    const { id } = await stage.create(webhooks, receiver.url);
    const again = async (status: number) => {
      receiver.answer(status);
      await stage.happen(webhooks, judged());
      await webhooks.sendDue();
      return webhooks.get(id);
    };
    expect(await again(500)).toMatchObject({ state: 'active', failingSince: stage.now().toISOString() });
    stage.later(4 * day);
    expect(await again(200)).toMatchObject({ state: 'active', failingSince: null });
    await stage.ask("UPDATE webhook_deliveries SET state = 'failed', next_at = NULL WHERE state = 'waiting'");
    expect((await again(500)).state).toBe('active');
    stage.later(5 * day - 1);
    expect((await again(500)).state).toBe('active');
    stage.later(1);
    expect(await again(500)).toMatchObject({
      state: 'disabled',
      disabledBecause: 'Every attempt failed for five days.',
    });
    expect(stage.disabled).toHaveLength(1);
    const states = (await stage.deliveries(webhooks, id)).map(({ state }) => state);
    expect(states).not.toContain('waiting');
  });

  test('paused, all is kept and sent later', async () => {
    const webhooks = stage.serve();
    const receiver = await startReceiver();
    const { id } = await stage.create(webhooks, receiver.url);
    expect(await webhooks.pause(owner, id)).toMatchObject({ state: 'paused' });
    await stage.happen(webhooks, judged('one'), judged('two'), judged('three'));
    await webhooks.sendDue();
    expect(receiver.received).toEqual([]);
    await webhooks.resume(owner, id);
    await webhooks.sendDue();
    const names = receiver.received.map(({ body }) => JSON.parse(body).data.import.name);
    expect(names.sort()).toEqual(['one', 'three', 'two']);
  });

  test('whoever is killed over a delivery does not keep it', async () => {
    const killed = stage.serve();
    const receiver = await startReceiver();
    receiver.reply(() => undefined);
    const { id, secret } = await stage.create(killed, receiver.url);
    await stage.happen(killed, judged());
    killed.start();
    await expect.poll(() => receiver.received.length).toBe(1);
    // What a process that is gone left behind: taken, and no outcome.
    const [left] = await stage.ask<{ row: object }>(
      'SELECT to_jsonb(d) AS row FROM webhook_deliveries d WHERE webhook_id = $1',
      [id],
    );
    await killed.stop();
    const taken = (left!.row as { taken_until: string }).taken_until;
    await stage.ask('UPDATE webhook_deliveries SET taken_until = $2 WHERE webhook_id = $1', [id, taken]);
    const webhooks = stage.serve();
    await webhooks.sendDue();
    expect(receiver.received).toHaveLength(1);
    stage.later(31 * second);
    receiver.answer(204);
    await webhooks.sendDue();
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(
      new Array(2).fill(receiver.received[0]!.headers['webhook-id']),
    );
    verified(receiver.received[1]!, secret);
    expect(await stage.deliveries(webhooks, id)).toMatchObject([{ state: 'delivered', attempts: 1 }]);
  });

  test('stopped in order, a delivery under way is free at once', async () => {
    const webhooks = stage.serve();
    const receiver = await startReceiver();
    receiver.reply(() => undefined);
    const { id } = await stage.create(webhooks, receiver.url);
    await stage.happen(webhooks, judged());
    webhooks.start();
    await expect.poll(() => receiver.received.length).toBe(1);
    await webhooks.stop();
    expect(await stage.deliveries(webhooks, id)).toMatchObject([{ state: 'waiting', attempts: 0 }]);
    receiver.answer(204);
    await stage.serve().sendDue();
    expect(await stage.deliveries(webhooks, id)).toMatchObject([{ state: 'delivered', attempts: 1 }]);
  });
});

describe('side by side', () => {
  test('a receiver that does not answer holds nobody else, and no more than two places', async () => {
    const webhooks = stage.serve();
    const [slow, fast] = [await startReceiver(), await startReceiver()];
    slow.reply(() => undefined);
    const { id } = await stage.create(webhooks, slow.url);
    await stage.create(webhooks, fast.url);
    await stage.happen(webhooks, ...Array.from({ length: 6 }, (_, n) => judged(`${n}`)));
    webhooks.start();
    await expect.poll(() => fast.received.length).toBe(6);
    expect(slow.received).toHaveLength(2);
    // Deleted while it is being sent.
    await webhooks.remove(owner, id);
    await webhooks.stop();
    expect(stage.said).toEqual([expect.stringContaining('disabled'), expect.stringContaining('disabled')]);
  });
});
