import type { ConsentPurpose as KnownPurpose } from '@dandelion-loop/contract';
import type { PartState } from './readiness.ts';
import type { Trust } from './trust.ts';

/** What is asked of consent while events arrive. `features/consent` fulfils it; `features/events` asks. */

/** Purposes that are of no channel. */
export const purposes = ['collect', 'profile', 'personalise', 'learn'] as const;
export type ConsentPurpose = KnownPurpose;

/** By which way a statement came. */
export type ConsentPlace = 'sdk' | 'preferences' | 'gpc' | 'page' | 'import' | 'api' | 'member';

/** What a person said, or what somebody claims that they said. */
export interface ConsentStatement {
  /** Empty: none. At least one of the two is given. */
  anonymous: string;
  user: string;
  trust: Trust;
  /** Number of the source; 0 where it came by none. */
  source: number;
  choices: ReadonlyMap<ConsentPurpose, boolean>;
  /** When it was said, in milliseconds since 1970. */
  at: number;
  place: ConsentPlace;
  /** Address of the page where it was said. */
  page: string | null;
  /** Version of the text that was shown. */
  policy: string | null;
  /** What shows that it was said: the id of the message, the name of a file. */
  proof: string | null;
}

/** Who an event is about. Empty: not told. */
export interface Identity {
  anonymous: string;
  user: string;
}

export interface ConsentGate {
  /** `ready` when what others decided is known up to some seconds ago. */
  readiness(): PartState;
  /**
   * Whether an event may be kept with its ids. `ask`: its source asks first, so that only a yes allows. Known at once, without a question
   * to a store. Fails with `engine-failed` when it is not ready: it never guesses.
   */
  mayCollect(ask: boolean, who: Identity): boolean;
  /** Whether the statement says anything that is not known of these ids, and that its trust may say. Fails as `mayCollect` does. */
  isNews(statement: ConsentStatement): boolean;
  /**
   * Writes statements into the ledger; from then on this server obeys them, and all others within seconds. All or none. Rejects when the
   * record store does not answer, and with `unknown-value` for an id that cannot be kept: longer than 1,024 bytes, or with a character zero.
   */
  state(statements: readonly ConsentStatement[]): Promise<void>;
}
