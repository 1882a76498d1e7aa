import type { ConsentPurpose } from '../../kernel/consent-gate.ts';
import type { Trust } from '../../kernel/trust.ts';

/** Who sends: the source whose key came with the request, and what its rules are. */
export interface EventSource {
  /** In the engine. */
  number: number;
  /** Only a yes allows. */
  ask: boolean;
  /** What becomes of an event that may not be kept with its ids. */
  withheld: 'drop' | 'anonymous';
  trust: Trust;
  /** What a category of `context.consent.categoryPreferences` means here. */
  preferences: ReadonlyMap<string, readonly ConsentPurpose[]>;
  /** Whose token this is, where the operator's server signed one for this source; null where it did not. */
  signedUser(token: string): string | null;
}
