import type { ConsentPurpose } from '@dandelion-loop/contract';

export interface ReadChoices {
  choices: ReadonlyMap<ConsentPurpose, boolean>;
  /** Categories of which nobody said what they mean here: they say nothing. */
  unmapped: readonly string[];
}

/**
 * What the categories of a consent manager (`context.consent.categoryPreferences`) say of purposes, by the source's map. A purpose that
 * several categories name is allowed when all of them are that are given.
 */
export function choicesOf(
  preferences: Readonly<Record<string, unknown>>,
  map: ReadonlyMap<string, readonly ConsentPurpose[]>,
): ReadChoices {
  const choices = new Map<ConsentPurpose, boolean>();
  const unmapped: string[] = [];
  for (const [category, allowed] of Object.entries(preferences)) {
    if (typeof allowed !== 'boolean') continue;
    const meant = map.get(category);
    if (meant === undefined) unmapped.push(category);
    for (const purpose of meant ?? []) choices.set(purpose, allowed && choices.get(purpose) !== false);
  }
  return { choices, unmapped };
}
