import { startSession } from '@dandelion-loop/contract';
import { describe, expect, it } from 'vitest';
import { accessRoutes } from './routes.ts';
import { codeAt, from, tokenOf, useAccess } from './test-access.ts';

const { access, callerOf, join, joined, letters, mail, now, owner, pass, query } = useAccess();

const password = 'three geese over the dike';
const code = (name: string) => expect.objectContaining({ code: name });
const elsewhere = (address: string) => ({ ...from, address });

describe('one-time links', () => {
  it('sign in once', async () => {
    const token = tokenOf(await access().members.ownerLink());
    const { member } = await access().signIn.byLink({ token }, from);
    expect([member.role, member.name]).toEqual(['owner', 'Owner']);
    await expect(access().signIn.byLink({ token }, from)).rejects.toEqual(code('link-used'));
  });

  it('of two at once one is told no', async () => {
    const token = tokenOf(await access().members.ownerLink());
    const all = await Promise.allSettled([1, 2, 3, 4].map(() => access().signIn.byLink({ token }, from)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('end after a day', async () => {
    const token = tokenOf(await access().members.ownerLink());
    pass(24 * 3600 + 1);
    await expect(access().signIn.byLink({ token }, from)).rejects.toEqual(code('link-used'));
  });

  it('are kept as hashes only, as are sessions', async () => {
    const token = tokenOf(await access().members.ownerLink());
    const { session } = await access().signIn.byLink({ token }, from);
    const { rows } = await query(
      `SELECT string_agg(t::text, ' ') AS all FROM (
         SELECT one_time_links::text AS t FROM one_time_links UNION ALL SELECT sessions::text FROM sessions
         UNION ALL SELECT audit_log::text FROM audit_log) AS everything`,
    );
    const hex = Buffer.from(session.token, 'utf8').toString('hex');
    for (const secret of [token, session.token, hex, Buffer.from(session.token, 'base64url').toString('hex')]) {
      expect(rows[0].all).not.toContain(secret);
    }
  });

  it('of one purpose serve no other', async () => {
    const { caller } = await owner();
    const invite = tokenOf((await access().members.invite(caller.actor, { role: 'reader' })).link);
    const somebody = (await join('reader', 'purposes@example.org')).caller.member!;
    const reset = tokenOf((await access().members.makeLink(caller.actor, somebody.id, 'reset')).link);
    // A password signs in with an address: without one the link would lead nowhere.
    const nowhere = access().members.makeLink(caller.actor, caller.member!.id, 'reset');
    await expect(nowhere).rejects.toEqual(code('wrong-use'));
    for (const token of [invite, reset]) {
      await expect(access().signIn.byLink({ token }, from)).rejects.toEqual(code('link-used'));
    }
    await expect(access().signIn.reset({ token: invite, password }, from)).rejects.toEqual(code('link-used'));
    await expect(access().signIn.accept({ token: reset, name: 'X' }, from)).rejects.toEqual(code('link-used'));
  });

  it('say what they are for without being used up', async () => {
    const { caller } = await owner();
    const { link } = await access().members.invite(caller.actor, { role: 'analyst', name: 'Ada' });
    const read = () => access().signIn.read(tokenOf(link), from);
    expect(await read()).toEqual(await read());
    expect(await read()).toMatchObject({
      purpose: 'invite',
      name: 'Ada',
      role: 'analyst',
      by: 'Owner',
      workspace: 'My workspace',
    });
  });
});

describe('an invitation', () => {
  it('makes a member, tells of it, and works once', async () => {
    const { caller } = await owner();
    const { link, mailed } = await access().members.invite(caller.actor, { role: 'marketer', email: 'mo@example.org' });
    expect([mailed, letters.at(-1)]).toEqual([
      true,
      expect.objectContaining({ to: 'mo@example.org', template: 'invite' }),
    ]);
    const { member } = await access().signIn.accept({ token: tokenOf(link), name: 'Mo', password }, from);
    expect([member.role, member.email]).toEqual(['marketer', 'mo@example.org']);
    expect(joined.at(-1)).toMatchObject({ name: 'Mo', role: 'marketer' });
    await expect(access().signIn.accept({ token: tokenOf(link), name: 'Mo' }, from)).rejects.toEqual(code('link-used'));
  });

  it('that was withdrawn is worth nothing', async () => {
    const { caller } = await owner();
    const { link, invite } = await access().members.invite(caller.actor, { role: 'reader' });
    await access().members.withdraw(caller.actor, invite.id);
    await expect(access().signIn.accept({ token: tokenOf(link), name: 'X' }, from)).rejects.toEqual(code('link-used'));
  });

  it('gives nobody the address of another', async () => {
    await join('reader', 'taken@example.org');
    const { caller } = await owner();
    const { link } = await access().members.invite(caller.actor, { role: 'reader' });
    const taken = { token: tokenOf(link), name: 'X', email: 'TAKEN@example.org' };
    await expect(access().signIn.accept(taken, from)).rejects.toEqual(code('conflict'));
    // And is still good.
    await access().signIn.accept({ token: tokenOf(link), name: 'X' }, from);
  });

  it('is needed: nobody becomes a member without', async () => {
    await expect(access().signIn.accept({ token: 'made-up', name: 'X' }, from)).rejects.toEqual(code('link-used'));
    await expect(access().signIn.byPassword({ email: 'stranger@example.org', password }, from)).rejects.toEqual(
      code('sign-in-refused'),
    );
    await access().signIn.ask({ email: 'stranger@example.org', purpose: 'sign-in' }, from);
    expect(letters.some(({ to }) => to === 'stranger@example.org')).toBe(false);
  });
});

describe('passwords', () => {
  it('sign in, whatever the capitals of the address', async () => {
    await join('analyst', 'ann@example.org', password);
    const { member } = await access().signIn.byPassword({ email: ' Ann@Example.org ', password }, from);
    expect(member.role).toBe('analyst');
  });

  it.each(['password', 'dandelion1', 'qwertyuiop', 'aaaaaaaaaaaa', '1234567890', 'zoe.marvin1'])(
    '%s is refused',
    async (easy) => {
      const { caller } = await owner();
      const { link } = await access().members.invite(caller.actor, { role: 'reader', email: 'zoe.marvin@example.org' });
      const accepted = access().signIn.accept({ token: tokenOf(link), name: 'Zoe Marvin', password: easy }, from);
      await expect(accepted).rejects.toEqual(code('wrong-use'));
    },
  );

  it('wrong ones make the next wait longer, for a known and an unknown address alike', async () => {
    await join('reader', 'known@example.org', password);
    const waits: number[][] = [];
    for (const email of ['known@example.org', 'unknown@example.org']) {
      const seen: number[] = [];
      for (let i = 0; i < 12; i++) {
        const guess = access().signIn.byPassword(
          { email, password: `guess number ${i}` },
          elsewhere(`198.51.100.${i}`),
        );
        const failure = await guess.catch(
          (error: unknown) => error as { code: string; retryAfterSeconds: number | null },
        );
        expect(failure).toMatchObject({ code: expect.stringMatching(/sign-in-refused|too-many-requests/) });
        const wait = (failure as { retryAfterSeconds: number | null }).retryAfterSeconds ?? 0;
        seen.push(wait);
        pass(wait);
      }
      waits.push(seen);
    }
    expect(waits[0]).toEqual(waits[1]);
    expect(waits[0]!.filter((wait) => wait > 0)).toEqual([2, 4, 8, 16]);
  });

  it('a locked address lets not even the right password in, until the wait is over', async () => {
    await join('reader', 'locked@example.org', password);
    for (let i = 0; i < 5; i++) {
      await access()
        .signIn.byPassword({ email: 'locked@example.org', password: 'wrong enough' }, from)
        .catch(() => {});
    }
    const right = () => access().signIn.byPassword({ email: 'locked@example.org', password }, from);
    await expect(right()).rejects.toEqual(code('too-many-requests'));
    pass(3);
    await right();
    await right();
  });

  it('a thousand guesses at once are no way around', async () => {
    await join('reader', 'flood@example.org', password);
    const guesses = Array.from({ length: 40 }, (_, i) =>
      access().signIn.byPassword(
        { email: 'flood@example.org', password: `flood ${i} flood` },
        elsewhere(`203.0.113.${i}`),
      ),
    );
    const ends = await Promise.allSettled(guesses);
    const codes = ends.map((end) => (end.status === 'rejected' ? end.reason.code : 'in'));
    expect(codes.filter((one) => one === 'sign-in-refused')).toHaveLength(5);
    expect(codes.filter((one) => one === 'too-many-requests')).toHaveLength(35);
  });

  it('many addresses guessed from one network are slowed', async () => {
    const guess = (i: number) =>
      access().signIn.byPassword(
        { email: `nobody${i}@example.org`, password: 'whatever it is' },
        elsewhere('2001:db8:1:2::1'),
      );
    for (let i = 0; i < 30; i++) await guess(i).catch(() => {});
    await expect(guess(31)).rejects.toEqual(code('too-many-requests'));
    // The same network, another address.
    const neighbour = access().signIn.byPassword(
      { email: 'a@example.org', password: 'x' },
      elsewhere('2001:db8:1:2:ffff::9'),
    );
    await expect(neighbour).rejects.toEqual(code('too-many-requests'));
  });
});

describe('two-step sign-in', () => {
  async function withSecondStep(email: string) {
    const { caller } = await join('marketer', email, password);
    const { secret } = await access().account.beginSecondFactor(caller);
    const recoveryCodes = await access().account.confirmSecondFactor(caller, codeAt(secret, now()));
    pass(30);
    return { caller, secret, recoveryCodes };
  }

  it('is asked for by every way in', async () => {
    const { caller, secret } = await withSecondStep('two@example.org');
    const { actor } = (await owner()).caller;
    const link = async (purpose: 'sign-in' | 'reset') =>
      tokenOf((await access().members.makeLink(actor, caller.member!.id, purpose)).link);
    const given = { email: 'two@example.org', password };
    await expect(access().signIn.byPassword(given, from)).rejects.toEqual(code('second-factor'));
    const token = await link('sign-in');
    await expect(access().signIn.byLink({ token }, from)).rejects.toEqual(code('second-factor'));
    await expect(access().signIn.byLink({ token, code: '000000' }, from)).rejects.toEqual(code('sign-in-refused'));
    await expect(access().signIn.reset({ token: await link('reset'), password }, from)).rejects.toEqual(
      code('second-factor'),
    );
    // Neither a missing nor a wrong code has used the link up.
    await access().signIn.byLink({ token, code: codeAt(secret, now()) }, from);
    pass(30);
    await access().signIn.byPassword({ ...given, code: codeAt(secret, now()) }, from);
  });

  it('a code works once, and an old one not at all', async () => {
    const { secret } = await withSecondStep('once@example.org');
    const given = { email: 'once@example.org', password };
    const shown = codeAt(secret, now());
    await access().signIn.byPassword({ ...given, code: shown }, from);
    await expect(access().signIn.byPassword({ ...given, code: shown }, from)).rejects.toEqual(code('sign-in-refused'));
    const old = codeAt(secret, now());
    pass(120);
    await expect(access().signIn.byPassword({ ...given, code: old }, from)).rejects.toEqual(code('sign-in-refused'));
  });

  it('guesses of codes are slowed', async () => {
    const { caller, secret } = await withSecondStep('guess@example.org');
    const given = { email: 'guess@example.org', password };
    for (let i = 0; i < 5; i++)
      await access()
        .signIn.byPassword({ ...given, code: `00000${i}` }, from)
        .catch(() => {});
    const right = access().signIn.byPassword({ ...given, code: codeAt(secret, now()) }, from);
    await expect(right).rejects.toEqual(code('too-many-requests'));
    expect(caller.member!.email).toBe('guess@example.org');
  });

  it('a recovery code stands in for it, once', async () => {
    const { caller, recoveryCodes } = await withSecondStep('lost@example.org');
    expect(new Set(recoveryCodes).size).toBe(10);
    const given = { email: 'lost@example.org', password, code: recoveryCodes[3]!.toUpperCase() };
    await access().signIn.byPassword(given, from);
    await expect(access().signIn.byPassword(given, from)).rejects.toEqual(code('sign-in-refused'));
    expect((await access().account.read(caller)).recoveryCodesLeft).toBe(9);
  });

  it('is not on before its first code was right, and cannot be begun anew while it is on', async () => {
    const { caller } = await join('reader', 'begun@example.org', password);
    const { secret } = await access().account.beginSecondFactor(caller);
    await access().signIn.byPassword({ email: 'begun@example.org', password }, from);
    await expect(access().account.confirmSecondFactor(caller, '123456')).rejects.toEqual(code('sign-in-refused'));
    await access().account.confirmSecondFactor(caller, codeAt(secret, now()));
    await expect(access().account.beginSecondFactor(caller)).rejects.toEqual(code('conflict'));
  });

  it('its secret is sealed in the record store', async () => {
    const { secret } = await withSecondStep('sealed@example.org');
    const { rows } = await query(
      "SELECT encode(totp_secret, 'escape') AS kept FROM members WHERE email = 'sealed@example.org'",
    );
    expect(rows[0].kept).not.toContain(secret);
  });

  it('the owner of the machine can turn that of a lost owner off', async () => {
    const { caller } = await owner();
    const { secret } = await access().account.beginSecondFactor(caller);
    await access().account.confirmSecondFactor(caller, codeAt(secret, now()));
    const asks = tokenOf(await access().members.ownerLink());
    await expect(access().signIn.byLink({ token: asks }, from)).rejects.toEqual(code('second-factor'));
    const token = tokenOf(await access().members.ownerLink({ endSecondFactor: true }));
    await access().signIn.byLink({ token }, from);
  });
});

describe('a new password', () => {
  it('by a mailed link ends all sessions and what else was handed out', async () => {
    const { signedIn, caller } = await join('marketer', 'forgot@example.org', password);
    await access().signIn.ask({ email: 'Forgot@example.org', purpose: 'reset' }, from);
    const letter = letters.at(-1)!;
    expect([letter.to, letter.template]).toEqual(['forgot@example.org', 'reset']);
    const { actor } = (await owner()).caller;
    const other = tokenOf((await access().members.makeLink(actor, caller.member!.id, 'sign-in')).link);
    const renewed = { token: tokenOf(letter.data.link!), password: 'four swans on the canal' };
    const signedInAgain = await access().signIn.reset(renewed, from);
    expect(await access().callerOf({ session: signedIn.session.token, key: null })).toBeNull();
    expect((await callerOf(signedInAgain)).member!.email).toBe('forgot@example.org');
    await expect(access().signIn.byLink({ token: other }, from)).rejects.toEqual(code('link-used'));
    await expect(access().signIn.byPassword({ email: 'forgot@example.org', password }, from)).rejects.toEqual(
      code('sign-in-refused'),
    );
    expect(letters.at(-1)).toMatchObject({ to: 'forgot@example.org', template: 'password-changed' });
  });

  it('asking again and again is slowed, and refused where no mail is sent', async () => {
    const ask = (address: string) =>
      access().signIn.ask({ email: 'often@example.org', purpose: 'sign-in' }, elsewhere(address));
    for (let i = 0; i < 5; i++) await ask(`192.0.2.${100 + i}`);
    await expect(ask('192.0.2.200')).rejects.toEqual(code('too-many-requests'));
    mail.available = false;
    await expect(ask('192.0.2.201')).rejects.toEqual(code('wrong-use'));
    mail.available = true;
  });
});

describe('ways around the lock', () => {
  const lockedAfter = async (attempt: (at: number) => Promise<unknown>, most: number): Promise<number> => {
    for (let at = 0; at < most; at++) {
      const [ended] = await Promise.allSettled([attempt(at)]);
      if (ended.status === 'rejected' && ended.reason.code === 'too-many-requests') return at;
    }
    return Number.POSITIVE_INFINITY;
  };

  it('another spelling of the address is no other address, or nobody has it', async () => {
    await join('reader', 'vini@example.org', password);
    // Small letters of these are i and k in the record store.
    for (const email of ['v\u0130ni@example.org', 'v\u0130n\u0130@example.org']) {
      await expect(access().signIn.byPassword({ email, password }, from)).rejects.toEqual(code('sign-in-refused'));
    }
  });

  it('addresses of one network are one, however they are written', async () => {
    const read = (address: string) => access().signIn.read('nothing', elsewhere(address));
    expect(await lockedAfter((at) => read(`2001:db8::${(at + 1).toString(16)}`), 60)).toBe(30);
    expect(await lockedAfter((at) => read(`2001:db8:0:0:${at + 1}:0:0:1`), 60)).toBe(0);
    expect(await lockedAfter((at) => read(at % 2 ? '::ffff:198.51.100.9' : `198.51.100.9:${40_000 + at}`), 60)).toBe(
      30,
    );
  });
});

it('who signs in again in the same browser ends the session before', async () => {
  const before = await owner();
  const token = tokenOf(await access().members.ownerLink());
  const { handle } = accessRoutes(access(), { mail: true }).find(
    ({ endpoint }) => endpoint.path === startSession.path && endpoint.method === 'POST',
  )!;
  const setSession = () => undefined;
  const rest = { params: undefined, query: undefined, upload: null };
  await handle({ ...rest, body: { token }, caller: before.caller, from, setSession } as Parameters<typeof handle>[0]);
  expect(await access().callerOf({ session: before.signedIn.session.token, key: null })).toBeNull();
});
