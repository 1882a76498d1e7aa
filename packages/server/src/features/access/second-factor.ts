import { randomInt } from 'node:crypto';
import { and, count, eq, lt } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Records, Transaction } from '../../kernel/records.ts';
import type { Sealer } from '../../kernel/sealed.ts';
import { type MemberRow, members, recoveryCodes } from './records.ts';
import { hashOf } from './tokens.ts';

/** Two-step sign-in: codes of an authenticator (TOTP, RFC 6238: 6 digits, 30 seconds, SHA-1), or one of ten recovery codes. */

const stepSeconds = 30;
/** Without the letters that are taken for others. Sixteen of them are 79 bits: a hash of theirs tells nobody which. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const codes = 10;

export const wrongCode = () =>
  new DandelionFailure(
    'sign-in-refused',
    'The code is not right, or it was used already. Wait for the next one and type that.',
  );

const totpOf = (secret: Secret, label: string, issuer: string) =>
  new TOTP({ issuer, label, secret, period: stepSeconds });

const tidy = (code: string) => code.toLowerCase().replaceAll(/[\s-]/g, '');

function newRecoveryCode(): string {
  const four = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return [four(), four(), four(), four()].join('-');
}

export interface SecondFactor {
  /** A new secret that waits for its first code. */
  begin(tx: Transaction, member: MemberRow, issuer: string): Promise<{ secret: string; uri: string }>;
  /** Turns it on. Answers with the recovery codes. Fails with `sign-in-refused` when the code is wrong. */
  confirm(tx: Transaction, member: MemberRow, code: string): Promise<string[]>;
  /** Uses up a code. False when it is wrong or was used. */
  use(tx: Transaction, member: MemberRow, code: string): Promise<boolean>;
  newRecoveryCodes(tx: Transaction, memberId: string): Promise<string[]>;
  end(tx: Transaction, memberId: string): Promise<void>;
  recoveryCodesLeft(db: Records | Transaction, memberId: string): Promise<number>;
}

export function createSecondFactor({ sealer, now }: { sealer: Sealer; now: () => Date }): SecondFactor {
  /** The step whose code it is, near now; null: none. */
  function stepOf(member: MemberRow, code: string): number | null {
    if (member.totpSecret === null || !/^\d{6}$/.test(code)) return null;
    const totp = totpOf(Secret.fromBase32(sealer.unseal(member.totpSecret)), '', '');
    const delta = totp.validate({ token: code, timestamp: now().getTime(), window: 1 });
    return delta === null ? null : Math.floor(now().getTime() / 1000 / stepSeconds) + delta;
  }

  /** Of two at once with the same code one is told no. */
  async function useStep(tx: Transaction, memberId: string, step: number): Promise<boolean> {
    const { rowCount } = await tx
      .update(members)
      .set({ totpStep: step })
      .where(and(eq(members.id, memberId), lt(members.totpStep, step)));
    return rowCount === 1;
  }

  async function newRecoveryCodes(tx: Transaction, memberId: string): Promise<string[]> {
    await tx.delete(recoveryCodes).where(eq(recoveryCodes.memberId, memberId));
    const made = Array.from({ length: codes }, newRecoveryCode);
    await tx.insert(recoveryCodes).values(made.map((code) => ({ memberId, codeHash: hashOf(tidy(code)) })));
    return made;
  }

  return {
    async begin(tx, member, issuer) {
      const secret = new Secret({ size: 20 });
      await tx
        .update(members)
        .set({ totpSecret: sealer.seal(secret.base32), totpOnSince: null, totpStep: 0 })
        .where(eq(members.id, member.id));
      return { secret: secret.base32, uri: totpOf(secret, member.email ?? member.name, issuer).toString() };
    },

    async confirm(tx, member, code) {
      const step = stepOf(member, tidy(code));
      if (step === null || !(await useStep(tx, member.id, step))) throw wrongCode();
      await tx.update(members).set({ totpOnSince: now() }).where(eq(members.id, member.id));
      return newRecoveryCodes(tx, member.id);
    },

    async use(tx, member, given) {
      const code = tidy(given);
      const step = stepOf(member, code);
      if (step !== null) return useStep(tx, member.id, step);
      const { rowCount } = await tx
        .delete(recoveryCodes)
        .where(and(eq(recoveryCodes.memberId, member.id), eq(recoveryCodes.codeHash, hashOf(code))));
      return rowCount === 1;
    },

    newRecoveryCodes,

    async end(tx, memberId) {
      await tx
        .update(members)
        .set({ totpSecret: null, totpOnSince: null, totpStep: 0 })
        .where(eq(members.id, memberId));
      await tx.delete(recoveryCodes).where(eq(recoveryCodes.memberId, memberId));
    },

    async recoveryCodesLeft(db, memberId) {
      const [found] = await db
        .select({ left: count() })
        .from(recoveryCodes)
        .where(eq(recoveryCodes.memberId, memberId));
      return found?.left ?? 0;
    },
  };
}
