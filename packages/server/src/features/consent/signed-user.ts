import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Tokens by which the operator's server says who a user of a browser is: a JSON Web Token of HS256, `{"sub": USER, "iat", "exp"}`. Only what
 * is needed of RFC 7515 and 7519 is understood, and no other algorithm, so that a token cannot choose how it is checked.
 */

const longestToken = 4096;
/** Clocks of two servers differ by a little. */
const skewSeconds = 60;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Null: it is no such part. */
function read(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** Whether the times of a token hold. `now` in seconds since 1970. One without an end holds for as long as its secret. */
function holds({ exp, nbf, iat }: Record<string, unknown>, now: number): boolean {
  if (exp !== undefined && !(isTime(exp) && now < exp + skewSeconds)) return false;
  return [nbf, iat].every((begin) => begin === undefined || (isTime(begin) && begin <= now + skewSeconds));
}

/** The user whom a token names that was signed with one of the secrets; null where it was not, or holds no more. */
export function signedUser(token: string, secrets: readonly string[], now: Date): { user: string } | null {
  if (token.length > longestToken) return null;
  const parts = token.split('.');
  if (parts.length !== 3) return null;
  const [head, body, signature] = parts as [string, string, string];
  const header = read(head);
  // `crit` names what must be understood: nothing of it is.
  if (header?.alg !== 'HS256' || 'crit' in header) return null;
  const given = Buffer.from(signature, 'base64url');
  const isSigned = secrets.some((secret) => {
    const made = createHmac('sha256', secret).update(`${head}.${body}`).digest();
    return given.length === made.length && timingSafeEqual(given, made);
  });
  if (!isSigned) return null;
  const claims = read(body);
  if (claims === null || typeof claims.sub !== 'string' || claims.sub === '') return null;
  return holds(claims, now.getTime() / 1000) ? { user: claims.sub } : null;
}
