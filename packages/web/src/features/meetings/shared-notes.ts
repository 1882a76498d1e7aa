import * as Y from 'yjs';
import { editsOf, inPieces, type TextEdit } from './text-edit.ts';
import type { KeptNotes, UnsentNotes } from './unsent-notes.ts';

/** The notes of a meeting as this page has them: written into, sent, merged with what others write. No word is lost on the way. */

/** The two calls to the server; they throw when it did not take or give. */
interface NotesServer {
  /** What the server has beyond `state`. All in base64. */
  read(state: string): Promise<{ update: string; state: string }>;
  write(update: string): Promise<unknown>;
}

export interface NotesStatus {
  /** Whether they have come once. */
  loaded: boolean;
  /** Whether something that was written here is not at the server yet. */
  unsent: boolean;
  /** Why it was not taken, or could not be read; null while all is well. */
  problem: Error | null;
  /** Whether it is tried again by itself. */
  triesAgain: boolean;
}

/** Where somebody else last wrote, and who. */
export interface WritingMark {
  client: number;
  memberId: string;
  at: number;
  /** Milliseconds, by the clock of this page. */
  when: number;
}

export interface SharedNotesOptions {
  server: NotesServer;
  /** Given the name of this page among those that are open. */
  unsent: (page: string) => UnsentNotes;
  memberId: string;
  /** Whether it is worth trying again after such a problem. */
  passes: (problem: Error) => boolean;
  now?: () => number;
  sendAfterMilliseconds?: number;
  /** Between two tries, longer each time; the last one for good. */
  triesAfterMilliseconds?: readonly number[];
}

const here = 'here';
const elsewhere = 'elsewhere';
const kept = 'kept';
/** In UTF-16 units and bytes: an update stays far below what the server takes at once. */
const longestPiece = 30_000;
const longestUpdate = 128 * 1024;

const toBase64 = (bytes: Uint8Array): string => {
  let text = '';
  for (let from = 0; from < bytes.length; from += 0x8000)
    text += String.fromCharCode(...bytes.subarray(from, from + 0x8000));
  return btoa(text);
};
const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

export class SharedNotes {
  readonly #doc = new Y.Doc();
  readonly #text = this.#doc.getText('notes');
  /** Which page is whose: by the number that Yjs gives each page. */
  readonly #writers = this.#doc.getMap<string>('writers');
  readonly #undo = new Y.UndoManager(this.#text, { trackedOrigins: new Set([here]) });
  readonly #options: Required<SharedNotesOptions>;
  readonly #unsent: UnsentNotes;
  readonly #listeners = new Set<() => void>();
  readonly #marks = new Map<number, { position: Y.RelativePosition; when: number }>();
  #onEdits: (edits: TextEdit[]) => void = () => {};
  #queue: Uint8Array[] = [];
  #adopted: KeptNotes[] = [];
  #sending = false;
  #reading: 'no' | 'yes' | 'again' = 'no';
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #held: Uint8Array[] | null = null;
  #closed = false;
  #status: NotesStatus = { loaded: false, unsent: false, problem: null, triesAgain: false };

  constructor(options: SharedNotesOptions) {
    this.#options = {
      ...{ now: Date.now, sendAfterMilliseconds: 200, triesAfterMilliseconds: [1000, 2000, 4000, 8000, 15_000] },
      ...options,
    };
    this.#unsent = options.unsent(String(this.#doc.clientID));
    this.#doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== elsewhere && origin !== kept) this.#toSend(update);
    });
    this.#text.observe((event, transaction) => {
      if (transaction.origin === elsewhere) this.#mark(transaction);
      if (transaction.origin !== here) this.#onEdits(editsOf(event.delta));
    });
  }

  get text(): string {
    return this.#text.toString();
  }

  get status(): NotesStatus {
    return this.#status;
  }

  /** Where others wrote, since a moment; newest last. */
  marks(since: number): WritingMark[] {
    return [...this.#marks]
      .flatMap(([client, { position, when }]) => {
        const memberId = this.#writers.get(String(client));
        const found = Y.createAbsolutePositionFromRelativePosition(position, this.#doc);
        return when < since || memberId === undefined || found?.type !== this.#text
          ? []
          : [{ client, memberId, when, at: found.index }];
      })
      .sort((a, b) => a.when - b.when);
  }

  /** Told when the status or the marks have changed. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Who shows the text: told of every change that did not come by `edit`. */
  show(onEdits: (edits: TextEdit[]) => void): void {
    this.#onEdits = onEdits;
  }

  /** Somebody wrote here. */
  edit({ at, removed, added }: TextEdit): void {
    const pieces = inPieces(added, longestPiece);
    const write = (piece: string, place: number, gone: number) =>
      this.#doc.transact(() => {
        const page = String(this.#doc.clientID);
        if (!this.#writers.has(page)) this.#writers.set(page, this.#options.memberId);
        if (gone > 0) this.#text.delete(place, gone);
        if (piece !== '') this.#text.insert(place, piece);
      }, here);
    let place = at;
    for (const [index, piece] of (pieces.length === 0 ? [''] : pieces).entries()) {
      write(piece, place, index === 0 ? removed : 0);
      place += piece.length;
    }
  }

  /** Takes back one's own last writing, never that of others. */
  undo(): void {
    this.#undo.undo();
  }

  redo(): void {
    this.#undo.redo();
  }

  /** While letters are put together by an input method, the text must not move under it. */
  hold(): void {
    this.#held ??= [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const update of held) this.#receive(update);
  }

  /** Reads what others wrote, and sends what waits. */
  async refresh(): Promise<void> {
    if (this.#reading !== 'no') {
      this.#reading = 'again';
      return;
    }
    this.#reading = 'yes';
    try {
      const { update, state } = await this.#options.server.read(toBase64(Y.encodeStateVector(this.#doc)));
      this.#receive(fromBase64(update));
      this.#cameThrough();
      if (!this.#status.loaded) this.#first();
      else this.#sendLost(fromBase64(state));
    } catch (problem) {
      this.#failed(problem as Error);
    }
    const again = (this.#reading as string) === 'again';
    this.#reading = 'no';
    if (again) await this.refresh();
    else await this.send();
  }

  /** Sends what waits now. */
  async send(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (let first = this.#queue[0]; first !== undefined; first = this.#queue[0]) {
        await this.#options.server.write(toBase64(first));
        this.#queue.shift();
        this.#cameThrough();
        this.#keep();
      }
      for (const one of this.#adopted.splice(0)) this.#unsent.forget(one);
    } catch (problem) {
      this.#failed(problem as Error);
    } finally {
      this.#sending = false;
      this.#tell({ unsent: this.#queue.length > 0 });
      if (this.#closed && this.#queue.length === 0) this.#destroy();
    }
  }

  /** The page shows them no more; what is not sent yet is still sent. */
  close(): void {
    this.#closed = true;
    this.#onEdits = () => {};
    this.#listeners.clear();
    if (this.#queue.length === 0) this.#destroy();
    else void this.send();
  }

  #destroy(): void {
    clearTimeout(this.#timer);
    this.#undo.destroy();
    this.#doc.destroy();
  }

  /** What pages before this one could not send comes back, and is sent as it was: the server knows what it has already. */
  #first(): void {
    this.#tell({ loaded: true });
    for (const one of this.#unsent.others()) {
      for (const text of one.updates) {
        try {
          const update = fromBase64(text);
          Y.applyUpdate(this.#doc, update, kept);
          this.#toSend(update);
        } catch {
          // Broken by what wrote it: nothing can be read from it.
        }
      }
      this.#adopted.push(one);
    }
  }

  /** A server that was put back to an earlier day lacks what it had taken: it is sent again. */
  #sendLost(state: Uint8Array): void {
    if (this.#queue.length > 0 || this.#sending) return;
    const theirs = Y.decodeStateVector(state);
    const lacks = [...Y.decodeStateVector(Y.encodeStateVector(this.#doc))].some(
      ([client, clock]) => clock > (theirs.get(client) ?? 0),
    );
    if (lacks) this.#toSend(Y.encodeStateAsUpdate(this.#doc, state));
  }

  #receive(update: Uint8Array): void {
    if (this.#held !== null) this.#held.push(update);
    else Y.applyUpdate(this.#doc, update, elsewhere);
  }

  #toSend(update: Uint8Array): void {
    const last = this.#queue.at(-1);
    const onItsWay = this.#sending && this.#queue.length === 1;
    if (last !== undefined && !onItsWay && last.length + update.length <= longestUpdate)
      this.#queue[this.#queue.length - 1] = Y.mergeUpdates([last, update]);
    else this.#queue.push(update);
    this.#keep();
    this.#tell({ unsent: true });
    if (this.#status.problem === null) this.#sendIn(this.#options.sendAfterMilliseconds);
  }

  #keep(): void {
    this.#unsent.keep(this.#queue.map(toBase64));
  }

  #sendIn(milliseconds: number, run: () => Promise<void> = () => this.send()): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void run(), milliseconds);
  }

  #cameThrough(): void {
    this.#tries = 0;
    if (this.#status.problem !== null) this.#tell({ problem: null, triesAgain: false });
  }

  #failed(problem: Error): void {
    const triesAgain = this.#options.passes(problem);
    this.#tell({ problem, triesAgain });
    if (!triesAgain) return;
    const waits = this.#options.triesAfterMilliseconds;
    const wait = waits[Math.min(this.#tries, waits.length - 1)] ?? 0;
    this.#tries += 1;
    this.#sendIn(wait, () => this.refresh());
  }

  /** The last place where each of them wrote. What was there when this page came is nobody's news. */
  #mark({ beforeState, afterState }: Y.Transaction): void {
    if (!this.#status.loaded) return;
    for (const [client, clock] of afterState) {
      if (client === this.#doc.clientID || clock === (beforeState.get(client) ?? 0)) continue;
      const position = new Y.RelativePosition(null, 'notes', Y.createID(client, clock - 1), -1);
      this.#marks.set(client, { position, when: this.#options.now() });
    }
    this.#tell({});
  }

  #tell(part: Partial<NotesStatus>): void {
    this.#status = { ...this.#status, ...part };
    for (const listener of this.#listeners) listener();
  }
}
