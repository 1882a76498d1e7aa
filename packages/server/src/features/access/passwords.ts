import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { DandelionFailure } from '../../kernel/failure.ts';

/**
 * Passwords are kept as scrypt hashes with the cost that OWASP's password storage sheet gives for 32 MB of memory
 * (N = 2^15, r = 8, p = 3), written as `scrypt$N$r$p$salt$hash` so that the cost can rise later.
 */

export interface PasswordCost {
  N: number;
  r: number;
  p: number;
}

const ownCost: PasswordCost = { N: 2 ** 15, r: 8, p: 3 };
const hashBytes = 32;

/** Two at a time: each takes 32 MB, and a flood of wrong passwords must not take the server's memory. */
const atOnce = 2;
let running = 0;
const waiting: (() => void)[] = [];

/** Strangers who wait; some seconds of work. More of them would only wait until their connection is cut. */
const longestLine = 40;
let inLine = 0;

/** Work for a stranger that checks a password. Fails with `too-many-requests`, before anything is counted, while too many wait. */
export async function standInLine<T>(work: () => Promise<T>): Promise<T> {
  if (inLine >= longestLine) {
    throw new DandelionFailure('too-many-requests', 'Too many people sign in at this moment. Try again in 5 seconds.', {
      retryAfterSeconds: 5,
    });
  }
  inLine++;
  try {
    return await work();
  } finally {
    inLine--;
  }
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

function derive(password: string, salt: Buffer, { N, r, p }: PasswordCost): Promise<Buffer> {
  return inTurn(
    () =>
      new Promise((resolve, reject) => {
        // Composed and decomposed accents are the same password.
        scrypt(password.normalize('NFKC'), salt, hashBytes, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
          error ? reject(error) : resolve(key),
        );
      }),
  );
}

/** @param cost of all passwords of a workspace, so that it takes as long where there is none */
export async function hashPassword(password: string, cost = ownCost): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return `scrypt$${cost.N}$${cost.r}$${cost.p}$${salt.toString('base64')}$${hash.toString('base64')}`;
}

const nobodys = (cost: PasswordCost) =>
  `scrypt$${cost.N}$${cost.r}$${cost.p}$${Buffer.alloc(16).toString('base64')}$${Buffer.alloc(hashBytes).toString('base64')}`;

/** Takes as long where there is no password (null), which is never right: nobody learns whether there is a member. */
export async function passwordIs(password: string, kept: string | null, cost = ownCost): Promise<boolean> {
  const [, N, r, p, salt, hash] = (kept ?? nobodys(cost)).split('$') as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const got = await derive(password, Buffer.from(salt, 'base64'), { N: Number(N), r: Number(r), p: Number(p) });
  return timingSafeEqual(got, Buffer.from(hash, 'base64')) && kept !== null;
}

/** What anybody would try first. */
const common =
  /^(?:.{0,3})(password|passwort|wachtwoord|dandelion|marketing|welcome|letmein|qwertyuiop|iloveyou)(?:.{0,4})$/i;
const sequences = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiopasdfghjklzxcvbnm'];

/** Fails with `wrong-use` for a password that would be guessed: well known, a row of keys, one letter many times, or the member's own name. */
export function checkPassword(password: string, own: readonly (string | null)[]): void {
  const small = password.toLowerCase();
  const parts = own.flatMap((text) => (text ?? '').toLowerCase().split(/[\s@.]+/)).filter((part) => part.length > 3);
  const easy =
    common.test(password) ||
    new Set(small).size < 5 ||
    sequences.some((row) => row.includes(small) || [...row].reverse().join('').includes(small)) ||
    parts.some((part) => small.includes(part) && small.length - part.length < 6);
  if (easy) {
    throw new DandelionFailure(
      'wrong-use',
      'This password would be guessed soon. Take several words that have nothing to do with each other, or let a password manager make one.',
    );
  }
}
