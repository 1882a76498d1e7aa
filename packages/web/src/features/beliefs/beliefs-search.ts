import { type BeliefState, beliefStates } from '@dandelion-loop/contract';

/** What the address of the beliefs holds. What is left out is the usual: all of them. */
export interface BeliefsSearch {
  state?: BeliefState;
  topic?: string;
  search?: string;
}

const word = (given: unknown, most: number): string | undefined =>
  typeof given === 'string' && given !== '' ? given.slice(0, most) : undefined;

/** What of an address can be read; the rest is left out. */
export function beliefsSearch(raw: Record<string, unknown>): BeliefsSearch {
  const state = beliefStates.find((one) => one === raw.state);
  const [topic, search] = [word(raw.topic, 60), word(raw.search, 200)];
  return {
    ...(state !== undefined && { state }),
    ...(topic !== undefined && { topic }),
    ...(search !== undefined && { search }),
  };
}
