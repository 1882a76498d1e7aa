import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { signedUser } from './signed-user.ts';

const now = new Date('2026-11-20T10:00:00Z');
const seconds = now.getTime() / 1000;
const secret = 'dl_id_of-a-source';
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (claims: unknown, { key = secret, head = { alg: 'HS256', typ: 'JWT' } as object } = {}) => {
  const signed = `${part(head)}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
};
const userOf = (text: string, secrets = [secret]) => signedUser(text, secrets, now)?.user ?? null;

test('a token names its user', () => {
  expect(userOf(token({ sub: 'ada' }))).toBe('ada');
  expect(userOf(token({ sub: 'åda 🌻', iat: seconds, exp: seconds + 10 }))).toBe('åda 🌻');
  // While a secret is rotated, both hold.
  expect(userOf(token({ sub: 'ada' }, { key: 'old' }), [secret, 'old'])).toBe('ada');
});

test('the example of RFC 7515, A.1, is signed as it says', () => {
  const key = Buffer.from(
    'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
    'base64url',
  );
  const head = 'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9';
  const body = 'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ';
  expect(createHmac('sha256', key).update(`${head}.${body}`).digest('base64url')).toBe(
    'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  );
});

test('the line of Python makes a token that is understood', () => {
  const line = `import base64, hashlib, hmac, json; b = lambda x: base64.urlsafe_b64encode(x).rstrip(b"=").decode(); s = b(b'{"alg":"HS256"}') + "." + b(json.dumps({"sub": "ada"}).encode()); print(s + "." + b(hmac.new(b"${secret}", s.encode(), hashlib.sha256).digest()))`;
  expect(userOf(execFileSync('python3', ['-c', line], { encoding: 'utf8' }).trim())).toBe('ada');
});

test.each([
  ['another secret', token({ sub: 'ada' }, { key: 'other' })],
  ['no algorithm', `${part({ alg: 'none' })}.${part({ sub: 'ada' })}.`],
  ['another algorithm', token({ sub: 'ada' }, { head: { alg: 'HS512' } })],
  ['what must be understood', token({ sub: 'ada' }, { head: { alg: 'HS256', crit: ['b64'], b64: false } })],
  ['an end that is over', token({ sub: 'ada', exp: seconds - 61 })],
  ['an end that is no time', token({ sub: 'ada', exp: 'never' })],
  ['a beginning that is to come', token({ sub: 'ada', iat: seconds + 61 })],
  ['nobody', token({})],
  ['a user that is no text', token({ sub: 7 })],
  ['a body that is no object', token(['ada'])],
  ['another user put in', token({ sub: 'ada' }).replace(part({ sub: 'ada' }), part({ sub: 'eve' }))],
  ['too few parts', 'a.b'],
  ['no JSON', 'a.b.c'],
  ['nothing', ''],
  ['too much', token({ sub: 'a'.repeat(4000) })],
])('a token with %s names nobody', (_, text) => {
  expect(userOf(text)).toBeNull();
});

test('without a secret nobody is named', () => {
  expect(userOf(token({ sub: 'ada' }), [])).toBeNull();
});
