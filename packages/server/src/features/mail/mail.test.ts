import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sendBySmtp } from '../../engines/outbound/send-by-smtp.ts';
import { createMail } from './service.ts';
import { startSmtpForTest as startSmtp, useMail } from './test-mail.ts';

const stage = useMail();

const minute = 60_000;
const hour = 60 * minute;
const refuse = (responseCode: number, message = 'No <ben@example.net>') =>
  Object.assign(new Error(message), { responseCode });

describe('a mail', () => {
  test('arrives with text, HTML and the headers of a machine', async () => {
    const smtp = await startSmtp();
    const mail = stage.serve(smtp);
    await stage.send(mail);
    await mail.sendDue();
    const [one, ...others] = smtp.taken;
    expect(others).toEqual([]);
    expect(one!.from!.value).toEqual([{ name: 'Dandelion', address: 'dandelion@example.org' }]);
    expect(one!.recipients).toEqual(['ben@example.net']);
    expect(one!.subject).toBe('Your link to sign in to My workspace');
    const link = 'https://dandelion.example/sign-in#token=t0p-s3cret';
    expect(one!.text).toContain(
      `Hello Ben,\n\nWith this link you sign in. It works once, within an hour.\n\nSign in:\n${link}`,
    );
    expect(one!.html).toContain(`<a href="${link}"`);
    expect(one!.html).not.toMatch(/<(img|script|link|style|iframe)|url\(/i);
    expect(one!.headers.get('auto-submitted')).toBe('auto-generated');
    expect(one!.raw).toMatch(/^List-ID: Dandelion <dandelion\.dandelion\.example>\r$/m);
    expect(one!.messageId).toMatch(/^<[0-9a-f-]{36}@example\.org>$/);
    expect(one!.raw).not.toMatch(/^X-Mailer/im);
  });

  test('is sealed while it waits and erased when it went', async () => {
    const smtp = await startSmtp();
    const mail = stage.serve(smtp);
    await stage.send(mail);
    const [waiting] = await stage.ask<{ row: string }>(
      "SELECT to_jsonb(m)::text || encode(sealed, 'escape') AS row FROM mails m",
    );
    for (const trace of ['ben@', 'example.net', 't0p-s3cret', 'Ben']) {
      expect(waiting!.row).not.toContain(trace);
      expect(waiting!.row).not.toContain(Buffer.from(trace).toString('hex'));
    }
    await mail.sendDue();
    expect(await stage.queue()).toMatchObject([
      { state: 'sent', attempts: 1, sealed: null, next_at: null, last_error: null },
    ]);
    expect(stage.said).toEqual([]);
  });

  test('of something that did not happen is none', async () => {
    const smtp = await startSmtp();
    const mail = stage.serve(smtp);
    const broken = stage.records().transaction(async (tx) => {
      await mail.send(tx, { to: 'ben@example.net', template: 'password-changed', data: { name: 'Ben' } });
      throw new Error('Not after all');
    });
    await expect(broken).rejects.toThrow('Not after all');
    await mail.sendDue();
    expect(smtp.taken).toEqual([]);
  });

  test.each([
    'Ben\r\nBcc: everybody@example.net',
    'Ben\nSubject: Other\n\nBody',
    'Ben\u2028Bcc: x@example.net',
    'Ben\0<script>alert(1)</script>',
    '"Ben" <b>&amp;</b>',
    '\u202egnirpS',
    'Win at evil.example now https://evil.example/',
  ])('takes nothing but text from names: %j', async (name) => {
    const smtp = await startSmtp();
    const mail = stage.serve(smtp);
    const data = { name: null, by: name, role: 'reader' as const, link: 'https://dandelion.example/sign-in#token=x' };
    await stage.records().transaction((tx) => mail.send(tx, { to: 'ben@example.net', template: 'invite', data }));
    await mail.sendDue();
    const [one] = smtp.taken;
    expect(one!.recipients).toEqual(['ben@example.net']);
    expect(one!.bcc).toBeUndefined();
    expect([...one!.headers.keys()].sort()).toEqual(
      [
        'auto-submitted',
        'content-type',
        'date',
        'from',
        'list',
        'message-id',
        'mime-version',
        'subject',
        'to',
        'x-auto-response-suppress',
      ].sort(),
    );
    expect(one!.subject).toMatch(/^.* invites you to My workspace$/);
    expect(one!.html).not.toMatch(/<script|<b>/);
    expect(one!.html).not.toMatch(/href="[^"]*evil/);
    expect(one!.text).not.toMatch(/\u202e|\0|https:\/\/evil|evil\.example/);
  });

  test('goes to one address, whatever it looks like', async () => {
    const smtp = await startSmtp();
    const mail = stage.serve(smtp);
    await stage.notice(mail, 'ben@example.net, eve@example.net');
    await mail.sendDue();
    for (const { recipients } of smtp.taken) expect(recipients).not.toContain('eve@example.net');
  });
});

describe('what is not taken', () => {
  test('is tried again when the server says so, as the same mail', async () => {
    let refusals = 2;
    const smtp = await startSmtp({
      onRcptTo: (_address, _session, done) => (refusals-- > 0 ? done(refuse(451)) : done()),
    });
    const mail = stage.serve(smtp);
    await stage.notice(mail);
    await mail.sendDue();
    const later = (minutes: number) => new Date(stage.now().getTime() + minutes * minute);
    const words = 'The mail server asked to try again later (451).';
    expect(await stage.queue()).toMatchObject([
      { state: 'waiting', attempts: 1, next_at: later(1.05), last_error: words },
    ]);
    stage.later(minute);
    await mail.sendDue();
    expect(smtp.taken).toEqual([]);
    expect(await stage.queue()).toMatchObject([{ attempts: 1 }]);
    stage.later(minute);
    await mail.sendDue();
    expect(await stage.queue()).toMatchObject([{ state: 'waiting', attempts: 2, next_at: later(5.25) }]);
    stage.later(6 * minute);
    await mail.sendDue();
    expect(smtp.taken).toHaveLength(1);
    expect(await stage.queue()).toMatchObject([{ state: 'sent', attempts: 3, last_error: null }]);
    expect(stage.said).toHaveLength(1);
    expect(stage.said.join()).not.toMatch(/example\.net|Ben/);
  });

  test.each([
    ['the address', { onRcptTo: (_a: unknown, _s: unknown, done: (error?: Error) => void) => done(refuse(550)) }],
    ['the sender', { onMailFrom: (_a: unknown, _s: unknown, done: (error?: Error) => void) => done(refuse(553)) }],
    [
      'the message',
      {
        onData: (stream: { resume(): void }, _s: unknown, done: (error?: Error) => void) => {
          stream.resume();
          done(refuse(554));
        },
      },
    ],
  ])('is given up when the server refuses %s, and erased', async (_, options) => {
    const mail = stage.serve(await startSmtp(options as never));
    await stage.send(mail);
    await mail.sendDue();
    const [row] = await stage.queue();
    expect(row).toMatchObject({ state: 'given-up', attempts: 1, sealed: null, next_at: null });
    expect(row!.last_error).toMatch(/^The mail server refused the mail \(55\d\)\.$/);
    expect(stage.said.join()).not.toMatch(/example\.net|t0p-s3cret/);
  });

  test('a wrong password is no fault of the mail: it is tried again', async () => {
    const smtp = await startSmtp({ onAuth: (_auth, _session, done) => done(refuse(535)) });
    const mail = stage.serve({ ...smtp, user: 'me:wrong@' });
    await stage.notice(mail);
    await mail.sendDue();
    const [row] = await stage.queue();
    expect(row).toMatchObject({
      state: 'waiting',
      last_error: 'The mail server refused the name or the password of SMTP_URL (535).',
    });
  });

  test('a server that says nothing is left', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void silent.close());
    const mail = stage.serve(silent.address() as AddressInfo);
    await stage.notice(mail);
    await mail.sendDue();
    expect(await stage.queue()).toMatchObject([
      { state: 'waiting', last_error: 'The mail server did not answer in time.' },
    ]);
  });

  test('whoever is killed over a mail does not keep it', async () => {
    const smtp = await startSmtp();
    const mail = stage.serve(smtp);
    await stage.notice(mail);
    // What a process that is gone left behind.
    await stage.ask('UPDATE mails SET taken_until = $1', [new Date(stage.now().getTime() + 2 * minute)]);
    await mail.sendDue();
    expect(smtp.taken).toEqual([]);
    stage.later(2 * minute + 1);
    await Promise.all([mail.sendDue(), stage.serve(smtp).sendDue()]);
    expect(smtp.taken).toHaveLength(1);
  });

  test('a server that drips its answers is left', async () => {
    const dripping = createServer((socket) => {
      const timer = setInterval(() => socket.write('220-'), 200);
      socket.on('close', () => clearInterval(timer));
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => dripping.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void dripping.close());
    const mail = stage.serve(dripping.address() as AddressInfo);
    await stage.notice(mail);
    await mail.sendDue();
    expect(await stage.queue()).toMatchObject([
      { state: 'waiting', last_error: 'The mail server did not answer in time.' },
    ]);
  });

  test('nobody there', async () => {
    const mail = stage.serve({ port: 4 });
    await stage.notice(mail);
    await mail.sendDue();
    expect(await stage.queue()).toMatchObject([{ state: 'waiting', last_error: expect.stringContaining('refused') }]);
  });

  test('ten attempts later it is given up, and after an hour a link to sign in is worth nothing', async () => {
    const mail = stage.serve({ port: 4 });
    await stage.notice(mail);
    await stage.send(mail);
    for (let hours = 0; hours < 80; hours++) {
      await mail.sendDue();
      stage.later(hour);
    }
    const ended = await stage.queue();
    expect(ended.map(({ state, sealed }) => [state, sealed])).toEqual([
      ['given-up', null],
      ['given-up', null],
    ]);
    expect(ended[0]!.attempts).toBe(11);
    expect(ended[1]!.attempts).toBeLessThan(6);
    stage.later(31 * 24 * hour);
    await mail.sweep();
    expect(await stage.queue()).toEqual([]);
  });

  test('that was sealed with the key of another data folder is given up', async () => {
    const smtp = await startSmtp();
    await stage.notice(stage.serve(smtp));
    await stage.serve({ ...smtp, key: 6 }).sendDue();
    expect(smtp.taken).toEqual([]);
    expect(await stage.queue()).toMatchObject([
      { state: 'given-up', last_error: expect.stringContaining('does not have') },
    ]);
  });
});

describe('encryption', () => {
  test.each([
    ['offers none', ['STARTTLS'], 'could not be encrypted'],
    ['has a certificate that nobody signed', [], 'certificate of the mail server is signed by itself'],
  ])('is a must where plain text is not allowed: a server that %s gets nothing', async (_, disabledCommands, words) => {
    const smtp = await startSmtp({ disabledCommands });
    // Loopback is let through as if it were public, which is not the same as being allowed.
    let asked = 0;
    const allow = { has: () => asked++ === 0 };
    const transport = sendBySmtp({
      ...{ url: `smtp://mail.example.org:${smtp.port}`, from: 'd@example.org', host: 'x', milliseconds: 1500 },
      rules: { allow, resolve: async () => ['127.0.0.1'] },
    });
    const letter = { to: 'ben@example.net', subject: 's', text: 't', html: 'h', id: randomUUID() };
    await expect(transport.deliver(letter)).rejects.toMatchObject({
      permanent: false,
      message: expect.stringContaining(words),
    });
    expect(smtp.taken).toEqual([]);
  });

  test('is used where it is offered', async () => {
    const smtp = await startSmtp();
    const mail = stage.serve(smtp);
    await stage.notice(mail);
    await mail.sendDue();
    expect(smtp.taken).toMatchObject([{ secure: true }]);
  });

  test('smtps is never plain, nor with a certificate that nobody signed', async () => {
    const smtp = await startSmtp({ secure: true });
    const mail = stage.serve({ ...smtp, protocol: 'smtps' });
    await stage.notice(mail);
    await mail.sendDue();
    expect(smtp.taken).toEqual([]);
    expect(await stage.queue()).toMatchObject([
      { state: 'waiting', last_error: expect.stringMatching(/certificate of the mail server is signed by itself/) },
    ]);
  });
});

test('a private server that is not allowed is refused at every connection', async () => {
  const smtp = await startSmtp();
  const mail = stage.serve({ ...smtp, allow: '', host: 'mail.example.org' });
  await stage.notice(mail);
  await mail.sendDue();
  expect(smtp.taken).toEqual([]);
  expect(await stage.queue()).toMatchObject([
    { state: 'waiting', last_error: expect.stringContaining('leads to 127.0.0.1') },
  ]);
});

test('where no SMTP_URL is set nothing is kept', async () => {
  const mail = createMail({ transport: null } as never);
  expect(mail.available).toBe(false);
  await stage.notice(mail);
  expect(await stage.queue()).toEqual([]);
});
