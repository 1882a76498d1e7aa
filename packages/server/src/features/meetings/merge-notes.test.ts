import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { base64, mergedNotes, notesSince, updateBytes } from './merge-notes.ts';

/** A browser: writes at once, sends when it is connected, and asks for what it does not have. */
class Writer {
  readonly doc = new Y.Doc();
  readonly waiting: Uint8Array[] = [];
  constructor(id: number) {
    this.doc.clientID = id;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'server') this.waiting.push(update);
    });
  }
  get text() {
    return this.doc.getText('notes');
  }
  write(place: number, word: string) {
    this.text.insert(Math.round(place * this.text.length), ` ${word} `);
  }
}

/** The server with its kept updates, which become one now and then. */
class Kept {
  updates: Uint8Array[] = [];
  text = '';
  receive(update: Uint8Array) {
    const merged = mergedNotes(this.updates, updateBytes(base64(update)));
    if (merged.changed) this.updates = this.updates.length >= 5 ? [merged.update] : [...this.updates, update];
    this.text = merged.text;
  }
  sync(writer: Writer) {
    const { update } = notesSince(this.updates, base64(Y.encodeStateVector(writer.doc)));
    Y.applyUpdate(writer.doc, new Uint8Array(Buffer.from(update, 'base64')), 'server');
  }
}

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      who: fc.nat(2),
      place: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      who: fc.nat(2),
      place: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  // The answer is lost on the way, so that it is sent again.
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('send-twice' as const), who: fc.nat(2), place: fc.constant(0) }),
  },
  // A later one arrives before an earlier one.
  { weight: 1, arbitrary: fc.record({ do: fc.constant('send-last' as const), who: fc.nat(2), place: fc.constant(0) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('read' as const), who: fc.nat(2), place: fc.constant(0) }) },
);

describe('notes of several writers', () => {
  test('no word is ever lost, whatever the order, the repeats and the gaps', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const writers = [1, 2, 3].map((id) => new Writer(id));
        const kept = new Kept();
        const words: string[] = [];
        for (const { do: what, who, place } of steps) {
          const writer = writers[who]!;
          if (what === 'write') {
            const word = `word${words.length}of${who}`;
            words.push(word);
            writer.write(place, word);
          } else if (what === 'read') kept.sync(writer);
          else if (what === 'send-last') {
            const update = writer.waiting.pop();
            if (update) kept.receive(update);
          } else {
            const update = writer.waiting.shift();
            if (update) kept.receive(update);
            if (update && what === 'send-twice') kept.receive(update);
          }
        }
        for (const writer of writers) for (const update of writer.waiting.splice(0)) kept.receive(update);
        for (const writer of writers) kept.sync(writer);
        // A word that another one was written into is there in its letters, not as a word: insertions never delete.
        for (const letters of words.map((word) => [...word])) {
          let from = 0;
          for (const letter of letters) {
            const found = kept.text.indexOf(letter, from);
            expect(found).toBeGreaterThanOrEqual(0);
            from = found + 1;
          }
        }
        expect(kept.text.length).toBe(words.reduce((sum, word) => sum + word.length + 2, 0));
        for (const writer of writers) expect(writer.text.toString()).toBe(kept.text);
      }),
      { seed: 20_261_125, numRuns: 200 },
    );
  });

  test('what is no update is refused and changes nothing', () => {
    const writer = new Writer(1);
    writer.write(0, 'Kept');
    const kept = [writer.waiting[0]!];
    for (const bad of [[1, 2, 3], [255, 255, 255, 255, 255], [0], [1], [...writer.waiting[0]!].slice(0, -4)]) {
      expect(() => mergedNotes(kept, new Uint8Array(bad))).toThrow(/cannot be read as an update/);
    }
    expect(mergedNotes([], kept[0]!).text).toBe(' Kept ');
    expect(() => notesSince(kept, 'AQ==')).toThrow(/state vector/);
    expect(() => updateBytes(base64(new Uint8Array(256 * 1024 + 1)))).toThrow(/256 KiB/);
  });

  test('notes end at two megabytes, with a sentence', () => {
    const kept = new Kept();
    const write = (id: number) => {
      const doc = new Y.Doc();
      doc.clientID = id;
      doc.getText('notes').insert(0, 'x'.repeat(250_000));
      kept.receive(Y.encodeStateAsUpdate(doc));
    };
    for (let id = 1; id <= 8; id++) write(id);
    expect(() => write(9)).toThrow(/full/);
    expect(kept.text.length).toBe(2_000_000);
  });
});
