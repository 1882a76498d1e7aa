import type {
  AnswerOf,
  Belief,
  ContradictionNotice,
  Draft,
  getContradictions,
  getSurprises,
  Library,
  NotedLearning,
  QueryOf,
  StoredTie,
  Tie,
} from '@dandelion-loop/contract';
import { type Actor, type Caller, system } from '../../kernel/caller.ts';
import { errorFacts } from '../../kernel/error-facts.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Log } from '../../kernel/log.ts';
import type { Records } from '../../kernel/records.ts';
import type { AskedTest, Valuer } from '../proposals/index.ts';
import { type FoundContradictions, findContradictions } from './find-contradictions.ts';
import { countOpen, dismiss, keepFound, readKept, restore } from './keep-contradictions.ts';
import { type ReadSources, readSources, readTies, tieOfRule } from './read-sources.ts';
import type { ContradictionRow } from './records.ts';
import { byCost, type Said, sayContradiction } from './say-notices.ts';
import { surprisesOf } from './surprises.ts';
import { deleteTie, setTie, type Tied } from './ties-service.ts';

/** Where assumptions, notes, learnings and tests contradict each other; who dismissed what; and what surprised. */
export interface ContradictionsService {
  list(asking: Asking, query: QueryOf<typeof getContradictions>): Promise<AnswerOf<typeof getContradictions>>;
  count(): Promise<{ open: number }>;
  /** Fails with `not-found` where it is none any more. */
  dismiss(by: Actor, id: string, reason: string): Promise<ContradictionNotice>;
  restore(by: Actor, id: string): Promise<ContradictionNotice>;
  /** Fails with `conflict` where no test would tell. */
  draft(asking: Asking, id: string): Promise<Draft>;
  ties(asking: Asking): Promise<{ ties: StoredTie[] }>;
  setTie(by: Actor, of: Tied, tie: Tie): Promise<StoredTie>;
  deleteTie(by: Actor, of: Tied): Promise<void>;
  surprises(asking: Asking, query: QueryOf<typeof getSurprises>): Promise<AnswerOf<typeof getSurprises>>;
  /** Looks for what is new, and announces it. Never fails: what it could not do it does the next time. */
  look(): Promise<void>;
}

type Asking = Pick<Caller, 'actor' | 'member' | 'permissions'>;

export interface ContradictionsOptions {
  records: Records;
  readLearnings: () => Promise<Library>;
  readNotes: () => Promise<NotedLearning[]>;
  /** All assumptions as whoever asks may see them. */
  readBeliefs: (asking: Asking) => Promise<Belief[]>;
  readValuer: () => Promise<Valuer>;
  draft: (by: Actor, asked: AskedTest) => Promise<Draft>;
  log: Log;
  now: () => Date;
}

/** Sees no forecast that anybody may not see. */
const anybody: Asking = { actor: system, member: null, permissions: new Set(['beliefs:read']) };

const noContradiction = () =>
  new DandelionFailure(
    'not-found',
    'This contradiction is not there any more: its numbers have changed. Look at the list as it is now.',
  );

function noticeOf(said: Said, row: ContradictionRow | undefined, now: Date): ContradictionNotice {
  const { dismissedAt, dismissedBy, reason, returnedAt, raisedAt } = row ?? {};
  return {
    ...said,
    raisedAt: (raisedAt ?? now).toISOString(),
    dismissed: dismissedAt == null ? null : { by: dismissedBy!, at: dismissedAt.toISOString(), reason: reason ?? '' },
    returned: returnedAt == null ? null : { at: returnedAt.toISOString(), reason: reason ?? '' },
  };
}

interface Looked extends Omit<FoundContradictions, 'found'>, Pick<ReadSources, 'tied'> {
  said: Said[];
  library: Library;
  beliefs: Belief[];
  notes: NotedLearning[];
}

/** What is found with what the asking one may see. */
async function lookAs(asking: Asking, options: ContradictionsOptions): Promise<Looked> {
  const { records } = options;
  const [library, notes, valuer, beliefs] = await Promise.all([
    options.readLearnings(),
    options.readNotes(),
    options.readValuer(),
    asking.permissions.has('beliefs:read') ? options.readBeliefs(asking) : [],
  ]);
  const { sources, tied } = await readSources({ records, library, beliefs, notes });
  const { found, ...asked } = findContradictions(sources);
  const costs = new Map(beliefs.map(({ id, costIfWrong }) => [id, costIfWrong]));
  const said = found.map((one) => sayContradiction(one, { library, valuer, costs })).sort(byCost);
  return { ...asked, said, library, tied, beliefs, notes };
}

function untiedOf({ tied, beliefs, notes }: Looked): AnswerOf<typeof getContradictions>['untied'] {
  const has = new Set(tied.map(({ of }) => of.id));
  return {
    beliefs: beliefs.filter(({ id, state }) => state !== 'void' && !has.has(id)).length,
    notes: notes.filter(({ id }) => !has.has(id)).length,
  };
}

/** The test as proposals draft it; of several that are needed the first. */
function askedTest({ id, sentence, learning, telling, tellingSentence, costSentence, belief }: Said): AskedTest {
  if (telling === null) throw new DandelionFailure('conflict', tellingSentence);
  const { attribute, name, level, reference, metric } = learning;
  return {
    title: `“${name}” ${level} instead of ${reference}`,
    attribute: { id: attribute, name, levels: [reference, level] },
    ...{ unitsPerVariation: telling.unitsPerVariation, metric },
    days: Math.max(1, Math.ceil(telling.days / telling.tests)),
    proposal: {
      ...{ id: `contradiction:${id}`, why: sentence, decision: costSentence },
      caution: `${tellingSentence} It is sized to find a difference as large as the one in question in four of five cases.`,
      from: [
        { kind: 'learning', id: learning.id },
        ...(belief === null ? [] : [{ kind: 'assumption' as const, id: belief.id }]),
      ],
    },
  };
}

export function createContradictions(options: ContradictionsOptions): ContradictionsService {
  const { records, log, now } = options;
  const parts = { records, now };

  async function saidTo(asking: Asking, id: string): Promise<Said> {
    const { said } = await lookAs(asking, options);
    const found = said.find((one) => one.id === id);
    if (found === undefined) throw noContradiction();
    return found;
  }
  const told = async (said: Said) => noticeOf(said, (await readKept(records)).get(said.id), now());

  async function look(): Promise<void> {
    try {
      const { said, library } = await lookAs(anybody, options);
      // While learnings are computed anew, what they said before is no news.
      if (library.answer !== null && !library.outdated) await keepFound(parts, said);
    } catch (error) {
      log.warn({ error: errorFacts(error) }, 'Contradictions wait: they could not be looked for');
    }
  }

  return {
    look,
    async list(asking, { state, limit }) {
      const looked = await lookAs(asking, options);
      let rows = await readKept(records);
      if (
        !looked.library.outdated &&
        looked.said.some(({ id, onlyYou }) => !onlyYou && (rows.get(id)?.goneAt ?? true) !== null)
      ) {
        // Something changed since the last look: whoever is to be told is told now.
        await look();
        rows = await readKept(records);
      }
      const all = looked.said.map((said) => noticeOf(said, rows.get(said.id), now()));
      const wanted = all.filter(({ dismissed }) => (dismissed !== null) === (state === 'dismissed'));
      const { falseDiscoveries, level } = looked.library;
      return {
        contradictions: wanted.slice(0, limit),
        ...{ more: Math.max(0, wanted.length - limit), others: all.length - wanted.length },
        asked: { questions: looked.questions, falseDiscoveries, scopes: looked.scopes, familyWise: 1 - level },
        ...{ untied: untiedOf(looked), outdated: looked.library.outdated },
      };
    },
    count: async () => ({ open: await countOpen(records) }),
    async dismiss(by, id, reason) {
      const said = await saidTo(anybody, id);
      await dismiss(parts, by, said, reason);
      return told(said);
    },
    async restore(by, id) {
      const said = await saidTo(anybody, id);
      await restore(parts, by, said);
      return told(said);
    },
    // What members believe of an open assumption does not come into the draft, which everybody reads.
    draft: async (asking, id) => options.draft(asking.actor, askedTest(await saidTo(anybody, id))),
    async ties(asking) {
      return {
        ties: await readTies(records, asking.permissions.has('beliefs:read') ? await options.readBeliefs(asking) : []),
      };
    },
    async setTie(by, of, tie) {
      const belief =
        of.kind === 'belief' ? (await options.readBeliefs(anybody)).find(({ id }) => id === of.id) : undefined;
      if (belief !== undefined && tieOfRule(belief) !== null) {
        throw new DandelionFailure(
          'conflict',
          'The rule of this assumption names a learning already: change the rule instead.',
        );
      }
      const stored = await setTie(records, by, of, tie);
      await look();
      return stored;
    },
    async deleteTie(by, of) {
      await deleteTie(records, by, of);
      await look();
    },
    async surprises(asking, { metric, limit }) {
      const { library, beliefs, tied } = await lookAs(asking, options);
      const all = surprisesOf(library, beliefs, tied, metric);
      return { surprises: all.slice(0, limit), more: Math.max(0, all.length - limit) };
    },
  };
}
