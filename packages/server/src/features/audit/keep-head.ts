import { errorFacts } from '../../kernel/error-facts.ts';
import type { Log } from '../../kernel/log.ts';
import type { Records } from '../../kernel/records.ts';
import { noHash, readHead } from './chain.ts';
import { lastHead, noteHead } from './head-file.ts';

export interface KeepHead {
  records: Records;
  /** Path of the file. */
  headFile: string;
  log: Log;
  now: () => Date;
}

const noteEvery = 60_000;

/** Notes the newest entry in the data folder when there is a newer one: at the start, each minute, and when it is stopped. */
export async function keepHead({ records, headFile, log, now }: KeepHead): Promise<{ stop(): Promise<void> }> {
  let noted = await lastHead(headFile);

  async function note(): Promise<void> {
    try {
      // Of a log without entries too: that it had none is known then.
      const { seq, hash } = (await readHead(records)) ?? { seq: 0, hash: noHash };
      if (seq === noted?.seq && hash === noted.hash) return;
      const head = { at: now().toISOString(), seq, hash };
      await noteHead(headFile, head);
      noted = head;
    } catch (error) {
      log.warn({ error: errorFacts(error) }, 'The newest entry of the audit log could not be noted');
    }
  }

  let last = note();
  await last;
  const timer = setInterval(() => {
    last = last.then(note);
  }, noteEvery);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await last;
      await note();
    },
  };
}
