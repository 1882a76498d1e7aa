import { setTimeout as sleep } from 'node:timers/promises';
import type { Readiness } from '@dandelion-loop/contract';
import type { PartState, Parts } from '../kernel/readiness.ts';

/** How long a part may take to say how it is. */
const patience = 2000;
/** Who asks more often gets the same answer: nobody needs to sign in for it. */
const freshFor = 1000;

const silent: PartState = { state: 'down', reason: `It did not answer within ${patience / 1000} seconds.` };

async function lookAt(state: () => PartState | Promise<PartState>): Promise<PartState> {
  try {
    return await Promise.race([state(), sleep(patience, silent, { ref: false })]);
  } catch {
    return { state: 'down', reason: 'It does not answer.' };
  }
}

/** Looks at the parts of the server, at most once a second. */
export function lookAtParts(parts: Parts): () => Promise<Readiness> {
  let latest: { at: number; look: Promise<Readiness> } | undefined;

  async function look(): Promise<Readiness> {
    const states = await Promise.all(
      Object.entries(parts).map(async ([name, state]) => [name, await lookAt(state)] as const),
    );
    return { ready: states.every(([, { state }]) => state === 'ready'), parts: Object.fromEntries(states) };
  }

  return () => {
    const now = performance.now();
    if (latest === undefined || now - latest.at > freshFor) latest = { at: now, look: look() };
    return latest.look;
  };
}
