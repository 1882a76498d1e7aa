import type { Pool } from 'pg';
import type { ConsentGate, ConsentStatement, Identity } from '../../kernel/consent-gate.ts';
import { errorFacts } from '../../kernel/error-facts.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { Log } from '../../kernel/log.ts';
import type { PartState } from '../../kernel/readiness.ts';
import type { Records } from '../../kernel/records.ts';
import { type Repeated, repeat } from '../../kernel/repeat.ts';
import { allows, answerOf, collectIn, couldChange, refuses, type SubjectKind } from './answers.ts';
import { type LedgerPlace, readAll, readChanges } from './follow-ledger.ts';
import { IdTable } from './id-table.ts';
import { writeLedger } from './write-ledger.ts';

export interface ConsentGateParts {
  records: Records & { readonly $client: Pool };
  log: Log;
  now: () => Date;
}

export interface RunningConsentGate extends ConsentGate {
  /** Reads the ledger, and follows it from then on. Resolves when it was read, or when that failed, which is tried again. */
  start(): Promise<void>;
  /** Ids of which something is known, and the bytes that takes. */
  size(): { ids: number; bytes: number };
  stop(): Promise<void>;
}

const everyMilliseconds = 1000;
/** A withdrawal on another server has to be known here within that time. */
const stalestMilliseconds = 5000;

/** What the ledger comes to, in memory, and how fresh that is. */
class Followed {
  table = new IdTable();
  private place: LedgerPlace | null = null;
  private loaded = false;
  /** When the newest answer of the record store was asked for, by the clock that only goes forward. */
  freshAt = Number.NEGATIVE_INFINITY;
  private turn: Promise<unknown> = Promise.resolve();

  private readonly parts: ConsentGateParts;

  constructor(parts: ConsentGateParts) {
    this.parts = parts;
  }

  /** Takes over what is new, after whoever does so just now. */
  follow(): Promise<void> {
    const mine = this.turn.then(() => this.catchUp());
    this.turn = mine.catch(() => {});
    return mine;
  }

  private async catchUp(): Promise<void> {
    for (;;) {
      const asked = performance.now();
      const changes = this.loaded ? await readChanges(this.parts.records.$client, this.place) : null;
      if (changes === null) await this.load();
      else {
        for (const { kind, value, answers } of changes.ids) this.table.set(kind, value, answers);
        this.place = changes.place;
        if (changes.more) continue;
      }
      this.freshAt = asked;
      return;
    }
  }

  private async load(): Promise<void> {
    // Until it is read, the table of a ledger that is no more is nobody's.
    if (this.loaded)
      this.parts.log.warn({}, 'Another consent ledger took the place of the one that was read; reading it');
    this.loaded = false;
    this.freshAt = Number.NEGATIVE_INFINITY;
    const table = new IdTable();
    this.place = await readAll(this.parts.records.$client, ({ kind, value, answers }) =>
      table.set(kind, value, answers),
    );
    this.table = table;
    this.loaded = true;
  }
}

function readinessOf({ freshAt }: Followed): PartState {
  if (performance.now() - freshAt <= stalestMilliseconds) return { state: 'ready', reason: null };
  return freshAt === Number.NEGATIVE_INFINITY
    ? { state: 'starting', reason: 'What customers allowed is being read.' }
    : { state: 'down', reason: 'The record store does not tell what customers allowed.' };
}

/** What customers allowed, for whoever must know it at once: all of it is in memory and follows the ledger. */
export function createConsentGate(parts: ConsentGateParts): RunningConsentGate {
  const { records, log, now } = parts;
  const followed = new Followed(parts);
  let following: Repeated | undefined;

  function known(): IdTable {
    const { state, reason } = readinessOf(followed);
    if (state === 'ready') return followed.table;
    throw new DandelionFailure('engine-failed', `${reason} Try again in some seconds.`, { retryAfterSeconds: 2 });
  }

  function mayCollect(ask: boolean, { user, anonymous }: Identity): boolean {
    const table = known();
    const ofUser = user === '' ? 0 : collectIn(table.get('user', user));
    const ofAnonymous = anonymous === '' ? 0 : collectIn(table.get('anonymous', anonymous));
    if (ofUser === refuses || ofAnonymous === refuses) return false;
    return !ask || ofUser === allows || ofAnonymous === allows;
  }

  function isNewsOf(table: IdTable, kind: SubjectKind, id: string, { choices, trust, place }: ConsentStatement) {
    if (id === '') return false;
    const answers = table.get(kind, id);
    for (const [purpose, allowed] of choices) {
      if (couldChange(kind, answerOf(answers, purpose), { purpose, allowed, trust, place })) return true;
    }
    return false;
  }

  return {
    mayCollect,
    readiness: () => readinessOf(followed),
    isNews(statement) {
      const table = known();
      const { user, anonymous } = statement;
      return isNewsOf(table, 'user', user, statement) || isNewsOf(table, 'anonymous', anonymous, statement);
    },
    async state(statements) {
      await writeLedger(records, statements, now());
      await followed.follow();
    },
    async start() {
      let firstLook = () => {};
      const looked = new Promise<void>((resolve) => {
        firstLook = resolve;
      });
      following = repeat({
        everyMilliseconds,
        look: () =>
          followed
            .follow()
            .finally(firstLook)
            .then(() => false),
        failed: (error) =>
          log.warn({ error: errorFacts(error) }, 'What customers allowed could not be read; trying again'),
      });
      await looked;
    },
    size: () => followed.table.size(),
    stop: async () => following?.stop(),
  };
}
