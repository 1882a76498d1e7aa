import type { Box } from './box.ts';
import type { Choices } from './types.ts';

/** Who this browser is for Dandelion, and what they answered. */
export interface Person {
  anonymousId: string;
  userId?: string | undefined;
  /** Signed by the operator's server: the user id is true. */
  token?: string | undefined;
  choices: Choices;
  /** Version of the policy that was answered. */
  policy?: string | undefined;
}

/** What was stored. Anything but what was written here is as nothing. */
export function readPerson(box: Box): Partial<Person> {
  try {
    const kept = JSON.parse(box.read('person') ?? '{}');
    return typeof kept?.choices === 'object' && kept.choices ? kept : {};
  } catch {
    return {};
  }
}

/** After a no only the answer is kept, so that nobody is asked again on each page. */
export function writePerson(box: Box, { choices, policy, ...who }: Person, whole: boolean): void {
  box.write('person', JSON.stringify({ ...(whole && who), choices, policy }), true);
}
