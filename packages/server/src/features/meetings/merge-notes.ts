import { longestNotes, longestNotesUpdate } from '@dandelion-loop/contract';
import * as Y from 'yjs';
import { DandelionFailure } from '../../kernel/failure.ts';

/** The one place that knows the library which merges what several people write. */

/** The root of the document that holds the text. */
const root = 'notes';

export interface Merged {
  /** All updates in one. */
  update: Uint8Array;
  text: string;
  /** Whether the last one brought anything that the others had not. */
  changed: boolean;
}

const unreadable = () =>
  new DandelionFailure('bad-value', 'This cannot be read as an update of Yjs (version 1). Nothing was written.');

/** From base64. Fails with `bad-value` when it is longer than one update may be. */
export function updateBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(Buffer.from(text, 'base64'));
  if (bytes.length <= longestNotesUpdate) return bytes;
  throw new DandelionFailure('bad-value', 'One update has at most 256 KiB. Send what was written in smaller parts.');
}

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/**
 * What is kept and one more. Which came first does not matter, nor whether one comes twice. Fails with `bad-value` when the new one
 * cannot be read, and with `conflict` when the notes would be too long.
 */
export function mergedNotes(kept: readonly Uint8Array[], added: Uint8Array): Merged {
  const doc = new Y.Doc();
  try {
    for (const update of kept) Y.applyUpdate(doc, update);
    let changed = false;
    doc.on('update', () => {
      changed = true;
    });
    try {
      // All of it, or nothing: what cannot be decoded to its end is refused before it is applied.
      Y.decodeUpdate(added);
      Y.applyUpdate(doc, added);
    } catch {
      throw unreadable();
    }
    // What waits for an update that is still on its way is kept as well.
    changed ||= doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
    const update = Y.encodeStateAsUpdate(doc);
    if (update.length > longestNotes)
      throw new DandelionFailure(
        'conflict',
        'The notes of this meeting are full (2 MiB with their history). Keep what you wrote elsewhere, and link to it.',
      );
    return { update, text: doc.getText(root).toString(), changed };
  } finally {
    doc.destroy();
  }
}

const empty = (): Uint8Array => {
  const doc = new Y.Doc();
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
};

/** All of it as one update, or what somebody with this state vector does not have. Fails with `bad-value` when it is none. */
export function notesSince(kept: readonly Uint8Array[], state: string | undefined) {
  const all = kept.length === 0 ? empty() : Y.mergeUpdates([...kept]);
  const own = base64(Y.encodeStateVectorFromUpdate(all));
  if (state === undefined || state === '') return { update: base64(all), state: own };
  try {
    return { update: base64(Y.diffUpdate(all, new Uint8Array(Buffer.from(state, 'base64')))), state: own };
  } catch {
    throw new DandelionFailure(
      'bad-value',
      'The state cannot be read as a state vector of Yjs. Leave it out to read all.',
    );
  }
}
