import type { AuditEntry, AuditVerification } from '@dandelion-loop/contract';
import type { Records } from '../../kernel/records.ts';
import { hashOf, noHash, walkEntries } from './chain.ts';
import { DamagedLine, type Head, type Heads, readHeads } from './head-file.ts';

/** Is every entry there, as it was written and where it was written? */

type Problem = NonNullable<AuditVerification['problem']>;
type Link = Pick<AuditEntry, 'seq' | 'hash' | 'at'>;

const span = (from: number, to: number): string =>
  from === to ? `Entry ${from} is missing` : `Entries ${from} to ${to} are missing`;

/** What is wrong with an entry after the one before it. */
function problemOf(entry: AuditEntry, last: Pick<Link, 'seq' | 'hash'>): Problem | null {
  const { seq } = entry;
  const expected = last.seq + 1;
  if (seq > expected) return { seq: expected, message: `${span(expected, seq - 1)}: entry ${seq} comes next.` };
  if (seq < expected) return { seq, message: `Entry ${seq} stands where none can stand: the first has the number 1.` };
  if (hashOf(entry) !== entry.hash) {
    return { seq, message: `Entry ${seq} is not as it was written: its hash belongs to another content.` };
  }
  if (entry.previous === last.hash) return null;
  if (last.seq === 0) return { seq, message: 'Entry 1 is not the one that was written first: it follows another.' };
  return {
    seq: last.seq,
    message: `Entries ${last.seq} and ${seq} do not fit together: one of them was written anew, or another stood between them.`,
  };
}

/** What was noted in the data folder, held against entries as they come. */
class Noted {
  readonly #heads: AsyncGenerator<Head>;
  #next: Head | null | undefined;

  constructor(heads: AsyncGenerator<Head>) {
    this.#heads = heads;
  }

  /** The first that is left of an entry from `seq` on. What was noted again of older ones says nothing new. */
  async #from(seq: number): Promise<Head | null> {
    while (this.#next === undefined || (this.#next !== null && this.#next.seq < seq)) {
      const { value, done } = await this.#heads.next();
      this.#next = done ? null : value;
    }
    return this.#next;
  }

  async problemOf({ seq, hash }: Pick<Link, 'seq' | 'hash'>): Promise<Problem | null> {
    for (let head = await this.#from(seq); head?.seq === seq; head = await this.#from(seq)) {
      if (head.hash !== hash) {
        const message = `Entry ${seq} is not the one that was noted on ${head.at}: it was written anew, and maybe others before it.`;
        return { seq, message };
      }
      this.#next = undefined;
    }
    return null;
  }

  /** Whether entries after the last were noted. */
  async problemAfter(last: number): Promise<Problem | null> {
    const head = await this.#from(last + 1);
    if (head === null) return null;
    const message = `${span(last + 1, head.seq)} at the end: entry ${head.seq} was there on ${head.at}.`;
    return { seq: last + 1, message };
  }

  async close(): Promise<void> {
    await this.#heads.return(undefined);
  }
}

async function check(
  records: Records,
  heads: Heads | null,
): Promise<Pick<AuditVerification, 'entries' | 'head' | 'problem'>> {
  const noted = heads === null ? null : new Noted(heads.noted);
  let entries = 0;
  let head: Link | null = null;
  try {
    for await (const batch of walkEntries(records)) {
      for (const entry of batch) {
        const problem =
          problemOf(entry, head ?? { seq: 0, hash: noHash }) ?? (noted === null ? null : await noted.problemOf(entry));
        if (problem !== null) return { entries, head, problem };
        entries += 1;
        head = { seq: entry.seq, hash: entry.hash, at: entry.at };
      }
    }
    return { entries, head, problem: (await noted?.problemAfter(head?.seq ?? 0)) ?? null };
  } catch (error) {
    const problem = fileProblem(error);
    if (problem === null) throw error;
    return { entries, head, problem };
  } finally {
    await noted?.close();
  }
}

function fileProblem(error: unknown): Problem | null {
  if (!(error instanceof DamagedLine)) return null;
  return {
    seq: null,
    message: `Line ${error.number} of the file with the noted entries in the data folder is damaged: nothing but Dandelion may write to it.`,
  };
}

/**
 * Reads the whole log once, with little memory. `headFile` is null where there is no data folder to compare with. The file is read
 * first: what it notes was committed before, so that the log can only be further.
 */
export async function verifyLog(records: Records, headFile: string | null): Promise<AuditVerification> {
  let heads: Heads | null = null;
  let missing: Problem | null = null;
  try {
    heads = headFile === null ? null : await readHeads(headFile);
    if (headFile !== null && heads === null) {
      const message =
        'The file with the noted entries is missing in the data folder: whether the log was written anew cannot be told.';
      missing = { seq: null, message };
    }
  } catch (error) {
    missing = fileProblem(error);
    if (missing === null) throw error;
  }
  const { entries, head, problem } = await check(records, heads);
  const first = problem ?? missing;
  return { ok: first === null, entries, head, restoredAt: heads?.restoredAt ?? null, problem: first };
}
