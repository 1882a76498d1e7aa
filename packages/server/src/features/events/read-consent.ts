import { isConsentPurpose } from '@dandelion-loop/contract';
import { type ConsentPurpose, type ConsentStatement, purposes } from '../../kernel/consent-gate.ts';
import type { EventSource } from './source-of-events.ts';

/** What messages say of consent: our library's own message, the categories of Segment's, and the browser's signal. */

type Json = Record<string, unknown>;
/** Who says it, and when. */
export type Said = Omit<ConsentStatement, 'choices' | 'place'>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (value: unknown, most: number): string | null =>
  typeof value === 'string' && value !== '' ? value.slice(0, most) : null;

/** Of our library: `{type: 'consent', choices: {collect: true, 'contact:email': false}, policy, place, page}`. Null: nothing that is known is said. */
export function readConsent(message: Json, said: Said): ConsentStatement | null {
  if (!isObject(message.choices)) return null;
  const choices = new Map<ConsentPurpose, boolean>();
  for (const [purpose, allowed] of Object.entries(message.choices).slice(0, 50)) {
    if (isConsentPurpose(purpose) && typeof allowed === 'boolean') choices.set(purpose, allowed);
  }
  if (choices.size === 0) return null;
  return {
    ...said,
    choices,
    place: message.place === 'gpc' ? 'gpc' : 'sdk',
    page: textOf(message.page, 2000),
    policy: textOf(message.policy, 100),
  };
}

/** Of a consent manager, with every event: the source says what its categories mean; one that it does not name says nothing. */
export function readPreferences(
  context: Json,
  { preferences }: Pick<EventSource, 'preferences'>,
  said: Said,
): ConsentStatement | null {
  const consent = context.consent;
  if (preferences.size === 0 || !isObject(consent) || !isObject(consent.categoryPreferences)) return null;
  const choices = new Map<ConsentPurpose, boolean>();
  for (const [category, meant] of preferences) {
    const allowed = consent.categoryPreferences[category];
    if (typeof allowed !== 'boolean') continue;
    // A purpose that needs two categories is allowed when both are.
    for (const purpose of meant) choices.set(purpose, allowed && choices.get(purpose) !== false);
  }
  return choices.size === 0 ? null : { ...said, choices, place: 'preferences' };
}

/** Global Privacy Control of the browser that sends: a no to all that is not needed to answer it. */
export const readSignal = (said: Said): ConsentStatement => ({
  ...said,
  choices: new Map(purposes.map((purpose) => [purpose, false])),
  place: 'gpc',
});
