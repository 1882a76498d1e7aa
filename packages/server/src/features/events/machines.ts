import { isbot } from 'isbot';

/** Programs that visit pages and click in mails. What they do is kept apart: it is nobody's behaviour. */

/** Names of programs are few, and looking at one takes longer than all else of an event. */
const mostKnown = 5000;

export interface Machines {
  /** Why what this sender does is no person's; empty where nothing says so. */
  reasonOf(agent: string, purpose: string): string;
}

export function createMachines(): Machines {
  const known = new Map<string, boolean>();

  function isProgram(agent: string): boolean {
    const before = known.get(agent);
    if (before !== undefined) return before;
    if (known.size >= mostKnown) known.clear();
    const found = isbot(agent);
    known.set(agent, found);
    return found;
  }

  return {
    reasonOf(agent, purpose) {
      // A page that the browser fetches ahead was seen by nobody yet.
      if (/prefetch|prerender/i.test(purpose)) return 'prefetch';
      return agent !== '' && isProgram(agent) ? 'bot' : '';
    },
  };
}
