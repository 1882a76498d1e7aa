import { scopes } from '@dandelion-loop/contract';
import { describe, expect, it } from 'vitest';
import { codeAt, from, machineToken, tokenOf, useAccess } from './test-access.ts';

const { access, callerOf, join, letters, now, owner, pass, query } = useAccess();

const password = 'three geese over the dike';
const code = (name: string) => expect.objectContaining({ code: name });
const memberOf = async (id: string) => (await access().members.list()).members.find((member) => member.id === id)!;

describe('the last owner', () => {
  it('stays owner and stays', async () => {
    const { caller } = await owner();
    const { id, version } = await memberOf(caller.member!.id);
    await expect(access().members.change(caller.actor, id, { version, role: 'reader' })).rejects.toEqual(
      code('conflict'),
    );
    await expect(access().members.remove(caller.actor, id)).rejects.toEqual(code('conflict'));
  });

  it('of two owners who take the role from each other one is left', async () => {
    const first = (await owner()).caller;
    const second = (await join('owner')).caller;
    const take = async (by: typeof first, from: typeof first) => {
      const { id, version } = await memberOf(from.member!.id);
      return access().members.change(by.actor, id, { version, role: 'marketer' });
    };
    const ends = await Promise.allSettled([take(first, second), take(second, first)]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const { members } = await access().members.list();
    expect(members.filter(({ role, leftAt }) => role === 'owner' && leftAt === null)).toHaveLength(1);
  });
});

describe('a member who leaves', () => {
  it('is out at once, by session, link, password and key, and keeps the name', async () => {
    const { actor } = (await owner()).caller;
    const { signedIn, caller } = await join('owner', 'leaving@example.org', password);
    const { token: key } = await access().keys.create(caller.actor, caller.member!.id, {
      name: 'Theirs',
      scopes: ['experiments:read'],
      days: null,
    });
    const { link } = await access().members.makeLink(actor, caller.member!.id, 'sign-in');
    expect(await access().callerOf({ session: null, key })).not.toBeNull();
    await access().members.remove(actor, caller.member!.id);
    expect(await access().callerOf({ session: signedIn.session.token, key: null })).toBeNull();
    expect(await access().callerOf({ session: null, key })).toBeNull();
    await expect(access().signIn.byLink({ token: tokenOf(link) }, from)).rejects.toEqual(code('link-used'));
    await expect(access().signIn.byPassword({ email: 'leaving@example.org', password }, from)).rejects.toEqual(
      code('sign-in-refused'),
    );
    expect(await memberOf(caller.member!.id)).toMatchObject({
      name: 'A owner',
      leftAt: now().toISOString(),
      email: null,
    });
    // The address is free again.
    await join('reader', 'leaving@example.org');
  });

  const handedOut = async () => {
    const { caller } = await join('owner');
    const key = await access().keys.create(caller.actor, caller.member!.id, {
      ...{ name: 'Theirs', scopes: ['members:write'], days: null },
    });
    const byKey = (await access().callerOf({ session: null, key: key.token }))!;
    const first = (await owner()).caller;
    const made = [
      await access().members.invite(caller.actor, { role: 'owner' }),
      await access().members.makeLink(caller.actor, first.member!.id, 'sign-in'),
      await access().members.invite(byKey.actor, { role: 'owner' }),
    ];
    const usable = async () => {
      const read = await Promise.allSettled(made.map(({ link }) => access().signIn.read(tokenOf(link), from)));
      return read.map(({ status }) => status === 'fulfilled');
    };
    return { first, caller, usable, keyId: key.key.id };
  };

  it('does not come back by links they made before', async () => {
    const { first, caller, usable } = await handedOut();
    expect(await usable()).toEqual([true, true, true]);
    await access().members.remove(first.actor, caller.member!.id);
    expect(await usable()).toEqual([false, false, false]);
    const { rows } = await query(`SELECT action FROM audit_log ORDER BY seq DESC LIMIT 3`);
    expect(rows.map(({ action }) => action)).toEqual([
      'member.invite-withdrawn',
      'member.invite-withdrawn',
      'member.left',
    ]);
  });

  it('and whoever may invite no more, or a key that is revoked, loses them too', async () => {
    const { first, caller, usable, keyId } = await handedOut();
    await access().keys.revoke(first.actor, keyId);
    expect(await usable()).toEqual([true, true, false]);
    const { id, version } = await memberOf(caller.member!.id);
    await access().members.change(first.actor, id, { version, role: 'owner', name: 'Still an owner' });
    expect(await usable()).toEqual([true, true, false]);
    await access().members.change(first.actor, id, { version: version + 1, role: 'analyst' });
    expect(await usable()).toEqual([false, false, false]);
  });
});

describe('a role', () => {
  it('holds from the next request on', async () => {
    const { actor } = (await owner()).caller;
    const { signedIn, caller } = await join('marketer');
    expect(caller.permissions.has('imports:write')).toBe(true);
    const { id, version } = await memberOf(caller.member!.id);
    await access().members.change(actor, id, { version, role: 'reader' });
    const later = await callerOf(signedIn);
    expect([later.permissions.has('imports:write'), later.permissions.has('comments:write')]).toEqual([false, true]);
    await expect(access().members.change(actor, id, { version, role: 'owner' })).rejects.toEqual(code('conflict'));
  });

  it('of a partner is their own account and what of the plan names them', async () => {
    const { caller } = await join('partner');
    expect([...caller.permissions].sort()).toEqual([
      'account:read',
      'account:write',
      'follow-ups:end',
      'follow-ups:read',
      'plan:answer',
      'plan:mine',
    ]);
  });
});

describe('sessions', () => {
  it('are listed in words, ended one by one and all but one', async () => {
    const first = await join('reader', 'many@example.org', password);
    const agent =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1';
    const phone = await access().signIn.byPassword({ email: 'many@example.org', password }, { ...from, agent });
    const third = await access().signIn.byPassword({ email: 'many@example.org', password }, from);
    const browsers = (await access().account.sessions(first.caller)).map(({ browser, current }) => [browser, current]);
    expect(browsers.toSorted()).toEqual([
      ['Firefox on Linux', false],
      ['Firefox on Linux', true],
      ['Safari on iOS', false],
    ]);
    await access().account.endSession(first.caller, phone.session.id);
    expect(await access().callerOf({ session: phone.session.token, key: null })).toBeNull();
    await expect(access().account.endSession(first.caller, phone.session.id)).rejects.toEqual(code('not-found'));
    await access().account.endOtherSessions(first.caller);
    expect(await access().callerOf({ session: third.session.token, key: null })).toBeNull();
    expect(await access().callerOf({ session: first.signedIn.session.token, key: null })).not.toBeNull();
  });

  it('of somebody else cannot be ended', async () => {
    const mine = await join('reader');
    const theirs = await join('reader');
    const end = access().account.endSession(mine.caller, theirs.signedIn.session.id);
    await expect(end).rejects.toEqual(code('not-found'));
    expect(await access().callerOf({ session: theirs.signedIn.session.token, key: null })).not.toBeNull();
  });

  it('slide with use and end 30 days after the last', async () => {
    const { signedIn } = await join('reader');
    const sent = { session: signedIn.session.token, key: null };
    pass(29 * 24 * 3600);
    expect(await access().callerOf(sent)).not.toBeNull();
    pass(29 * 24 * 3600);
    expect(await access().callerOf(sent)).not.toBeNull();
    pass(31 * 24 * 3600);
    expect(await access().callerOf(sent)).toBeNull();
  });
});

describe('the account', () => {
  it('changes its address only with the password', async () => {
    const { caller } = await join('reader', 'before@example.org', password);
    const { version } = await access().account.read(caller);
    const change = (given: object) =>
      access().account.change(caller, { version, email: 'after@example.org', ...given });
    await expect(change({})).rejects.toEqual(code('sign-in-refused'));
    await expect(change({ password: 'not this one at all' })).rejects.toEqual(code('sign-in-refused'));
    expect(await change({ password })).toMatchObject({ email: 'after@example.org' });
    await access().signIn.byPassword({ email: 'after@example.org', password }, from);
  });

  it('changes its password only with the present one, ends other sessions and tells the member', async () => {
    const { caller } = await join('reader', 'pw@example.org', password);
    const other = await access().signIn.byPassword({ email: 'pw@example.org', password }, from);
    const next = 'five herons at the lock';
    await expect(access().account.changePassword(caller, { password: next })).rejects.toEqual(code('sign-in-refused'));
    await access().account.changePassword(caller, { current: password, password: next });
    expect(await access().callerOf({ session: other.session.token, key: null })).toBeNull();
    expect(letters.at(-1)).toMatchObject({ to: 'pw@example.org', template: 'password-changed' });
    await access().signIn.byPassword({ email: 'pw@example.org', password: next }, from);
  });

  it('an owner turns two-step sign-in off for who lost the phone', async () => {
    const { actor } = (await owner()).caller;
    const { caller } = await join('reader', 'phone@example.org', password);
    const { secret } = await access().account.beginSecondFactor(caller);
    await access().account.confirmSecondFactor(caller, codeAt(secret, now()));
    await access().members.endSecondFactor(actor, caller.member!.id);
    await access().signIn.byPassword({ email: 'phone@example.org', password }, from);
    expect(letters.at(-1)).toMatchObject({ to: 'phone@example.org', template: 'second-factor-changed' });
  });
});

describe('keys of the API', () => {
  it('may what they were given and no more than who made them may', async () => {
    const { actor } = (await owner()).caller;
    const maker = await join('owner');
    const { token, key } = await access().keys.create(maker.caller.actor, maker.caller.member!.id, {
      name: 'Reports',
      scopes: ['experiments:read', 'members:read'],
      days: 30,
    });
    const found = async () => access().callerOf({ session: null, key: token });
    expect([...(await found())!.permissions].sort()).toEqual(['experiments:read', 'members:read']);
    expect((await found())!.actor).toEqual({ kind: 'key', id: key.id, name: 'Reports' });
    const { id, version } = await memberOf(maker.caller.member!.id);
    await access().members.change(actor, id, { version, role: 'reader' });
    expect([...(await found())!.permissions]).toEqual(['experiments:read']);
    pass(31 * 24 * 3600);
    expect(await found()).toBeNull();
  });

  it('are kept as hashes, note their last use and end when revoked', async () => {
    const { caller } = await owner();
    const made = await access().keys.create(caller.actor, caller.member!.id, {
      name: 'K',
      scopes: ['audit:read'],
      days: null,
    });
    const listed = async () => (await access().keys.list()).find(({ id }) => id === made.key.id)!;
    expect((await listed()).lastUsedAt).toBeNull();
    await access().callerOf({ session: null, key: made.token });
    expect((await listed()).lastUsedAt).toBe(now().toISOString());
    const { rows } = await query('SELECT string_agg(api_keys::text, $1) AS all FROM api_keys', [' ']);
    expect(rows[0].all).not.toContain(made.token);
    await access().keys.revoke(caller.actor, made.key.id);
    expect(await access().callerOf({ session: null, key: made.token })).toBeNull();
    expect((await listed()).revokedAt).not.toBeNull();
  });

  it('a key that is wrong is nobody, even beside a good cookie', async () => {
    const { signedIn } = await join('reader');
    expect(await access().callerOf({ session: signedIn.session.token, key: 'dandelion_made-up' })).toBeNull();
    expect(await access().callerOf({ session: signedIn.session.token, key: '' })).toBeNull();
  });

  it('the key of the machine may all but have an account, make keys and end the workspace', async () => {
    const machine = (await access().callerOf({ session: null, key: machineToken }))!;
    expect(machine.actor.kind).toBe('machine');
    for (const scope of scopes) expect(machine.permissions.has(scope)).toBe(true);
    for (const not of ['account:read', 'account:write', 'keys:write', 'workspace:delete'] as const) {
      expect(machine.permissions.has(not)).toBe(false);
    }
  });
});

it('what is over is forgotten', async () => {
  await owner();
  pass(40 * 24 * 3600);
  await access().sweep();
  const { rows } = await query(
    'SELECT (SELECT count(*) FROM sessions) + (SELECT count(*) FROM one_time_links) + (SELECT count(*) FROM failed_attempts) AS left',
  );
  expect(Number(rows[0].left)).toBe(0);
});

describe('another e-mail address', () => {
  it('ends links that were sent to the old one, which is told', async () => {
    const { caller } = await join('reader', 'before@example.org', password);
    await access().signIn.ask({ email: 'before@example.org', purpose: 'reset' }, from);
    const token = tokenOf(letters.at(-1)!.data.link!);
    const { version } = await access().account.read(caller);
    await access().account.change(caller, { version, email: 'elsewhere@example.org', password });
    expect(letters.at(-1)).toMatchObject({ to: 'before@example.org', template: 'email-changed' });
    await expect(access().signIn.read(token, from)).rejects.toEqual(code('link-used'));
  });
});

describe('guesses of codes', () => {
  it('are not forgotten because the password was right', async () => {
    const { caller } = await join('reader', 'guessed@example.org', password);
    const { secret } = await access().account.beginSecondFactor(caller);
    await access().account.confirmSecondFactor(caller, codeAt(secret, now()));
    const guess = () => access().account.endSecondFactor(caller, '000000');
    const right = async (email: string) => {
      const { version } = await access().account.read(caller);
      await access().account.change(caller, { version, email, password });
    };
    for (let at = 0; at < 5; at++) {
      await expect(guess()).rejects.toEqual(code('sign-in-refused'));
      await right(`guessed.${at}@example.org`);
    }
    await expect(guess()).rejects.toEqual(code('too-many-requests'));
  });
});
