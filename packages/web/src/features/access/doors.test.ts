import { describe, expect, test } from 'vitest';
import { wrongWithEmail } from './ask-for-link.tsx';
import { wrongWithCode } from './code-field.tsx';
import { inside } from './inside.ts';
import { faultsOfJoin, joinBody } from './join-draft.ts';
import { timeInWords } from './waiting-time.ts';

test.each([
  ['/imports?x=1#y', '/imports?x=1#y'],
  [undefined, '/'],
  ['imports', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
])('after signing in, %s leads to %s', (next, expected) => expect(inside(next)).toBe(expected));

test.each([
  [1, '1 second'],
  [59, '59 seconds'],
  [60, '1:00 minutes'],
  [185, '3:05 minutes'],
])('%i seconds are said as %s', (seconds, words) => expect(timeInWords(seconds)).toBe(words));

describe('codes', () => {
  test.each(['123456', '123 456', '123-456'])('%s can be one of an authenticator', (typed) =>
    expect(wrongWithCode('code', typed)).toBe(null),
  );
  test.each(['', '12345', '1234567', 'abcdef'])('“%s” cannot', (typed) =>
    expect(wrongWithCode('code', typed)).toMatch(/six digits/),
  );
  test.each(['abcd-efgh-jkmn-pqrs', 'ABCD EFGH JKMN PQRS', 'abcdefghjkmnpqrs'])('%s can be a recovery code', (typed) =>
    expect(wrongWithCode('recovery', typed)).toBe(null),
  );
  test('six digits are no recovery code', () => expect(wrongWithCode('recovery', '123456')).toMatch(/recovery code/));
});

describe('joining', () => {
  const draft = { name: ' Ben ', email: '', password: '' };

  test('a name is enough; what is empty is not sent', () => {
    expect(faultsOfJoin(draft)).toEqual({});
    expect(joinBody('t', draft)).toEqual({ token: 't', name: 'Ben' });
  });

  test('a password needs an address, and both are looked at', () => {
    expect(faultsOfJoin({ ...draft, password: 'several calm words' })).toEqual({
      email: 'A password needs an e-mail address to sign in with.',
    });
    expect(Object.keys(faultsOfJoin({ name: ' ', email: 'ben@', password: 'short' }))).toEqual([
      'name',
      'email',
      'password',
    ]);
    const whole = { name: 'Ben', email: ' ben@wadden.example ', password: 'several calm words' };
    expect(faultsOfJoin(whole)).toEqual({});
    expect(joinBody('t', whole)).toEqual({ ...whole, token: 't', email: 'ben@wadden.example' });
  });
});

test('an address is asked for, and must be whole', () => {
  expect(wrongWithEmail(' ')).toBe('Type your e-mail address.');
  expect(wrongWithEmail('ana@wadden')).toBe('This is not a whole e-mail address.');
  expect(wrongWithEmail(' ana@wadden.example ')).toBe(null);
});
