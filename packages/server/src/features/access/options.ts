import type { Role } from '@dandelion-loop/contract';
import type { Records, Transaction } from '../../kernel/records.ts';
import type { Sealer } from '../../kernel/sealed.ts';
import type { Attempts } from './attempts.ts';
import type { PasswordCost } from './passwords.ts';
import type { SecondFactor } from './second-factor.ts';

/** Told to the owner of an account, who may not have done it. */
export type AccountLetter = 'password-changed' | 'second-factor-changed' | 'email-changed';

/** Letters of access; `link` signs in whoever has it. */
export type AccessLetter =
  | { template: 'invite'; data: { name: string; link: string; by: string; workspace: string } }
  | { template: 'sign-in' | 'reset'; data: { name: string; link: string } }
  | { template: AccountLetter; data: { name: string } };

/** How they are sent, in the transaction of what they tell. */
interface AccessMail {
  /** Whether this server sends mail at all. Else `send` does nothing. */
  readonly available: boolean;
  send(tx: Transaction, letter: { to: string } & AccessLetter): Promise<void>;
}

export interface AccessOptions {
  records: Records;
  now: () => Date;
  /** For secrets of authenticators. */
  sealer: Sealer;
  mail: AccessMail;
  /** Where people reach the server: links begin with it. */
  url: () => string;
  /** That of `hashPassword` when left out. */
  passwordCost?: PasswordCost;
  /** Somebody accepted an invitation. */
  onJoined: (tx: Transaction, member: { id: string; name: string; role: Role }) => Promise<void>;
}

/** What the parts of access share. */
export interface AccessParts extends AccessOptions {
  attempts: Attempts;
  secondFactor: SecondFactor;
}
