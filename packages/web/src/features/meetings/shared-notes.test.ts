import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { SharedNotes } from './shared-notes.ts';
import { caretAfter, editBetween } from './text-edit.ts';
import { unsentNotesIn } from './unsent-notes.ts';

/** Pages that write into the notes of one meeting, over a line that can be cut at any moment. */

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

/** What the API does with updates: merges what it gets, and answers with what somebody lacks. */
function makeServer() {
  const doc = new Y.Doc();
  return {
    text: () => doc.getText('notes').toString(),
    write: (update: string) => Y.applyUpdate(doc, bytes(update)),
    read: (state: string) => ({
      update: base64(Y.encodeStateAsUpdate(doc, bytes(state))),
      state: base64(Y.encodeStateVector(doc)),
    }),
  };
}
type Server = ReturnType<typeof makeServer>;

class Line {
  /** `lost`: it arrives, and the answer does not. */
  now: 'up' | 'down' | 'lost' = 'up';
  /** What is on its way waits for this. */
  opens: Promise<unknown> = Promise.resolve();
  server: Server;
  constructor(server: Server) {
    this.server = server;
  }
  async over<Answer>(run: () => Answer): Promise<Answer> {
    await this.opens;
    if (this.now === 'down') throw new Error('Nobody answers.');
    const answer = run();
    if (this.now === 'lost') throw new Error('Nobody answers.');
    return answer;
  }
}

/** As a browser keeps it: of all its tabs. */
function makeStorage(): Storage {
  const kept = new Map<string, string>();
  const methods = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      kept.set(key, value);
      (storage as unknown as Record<string, string>)[key] = value;
    },
    removeItem: (key: string) => {
      kept.delete(key);
      delete (storage as unknown as Record<string, string>)[key];
    },
  };
  const storage = Object.create(methods) as Storage;
  return storage;
}

interface Browser {
  memberId: string;
  storage: Storage;
  line: Line;
}

const browserOf = (server: Server, memberId = 'ana'): Browser => ({
  ...{ memberId, storage: makeStorage(), line: new Line(server) },
});

/** @param never whether nothing is tried again by itself: the test does. */
function openPage({ memberId, storage, line }: Browser, never = true): SharedNotes {
  return new SharedNotes({
    memberId,
    server: {
      read: (state) => line.over(() => line.server.read(state)),
      write: (update) => line.over(() => line.server.write(update)),
    },
    unsent: (page) => unsentNotesIn(() => storage, memberId, 'meeting', page),
    passes: () => !never,
    ...{ sendAfterMilliseconds: never ? 2 ** 30 : 1, triesAfterMilliseconds: [1] },
  });
}

const write = (page: SharedNotes, text: string, at = page.text.length) => page.edit({ at, removed: 0, added: text });

test('two who write at once have both all words, in the same order', async () => {
  const server = makeServer();
  const [ana, joris] = [openPage(browserOf(server)), openPage(browserOf(server, 'joris'))];
  await Promise.all([ana.refresh(), joris.refresh()]);
  write(ana, 'Tell the board. ');
  write(joris, 'Check in spring. ');
  await Promise.all([ana.send(), joris.send()]);
  await Promise.all([ana.refresh(), joris.refresh()]);
  expect(ana.text).toBe(joris.text);
  expect(ana.text).toBe(server.text());
  expect(ana.text).toContain('Tell the board. ');
  expect(ana.text).toContain('Check in spring. ');
});

test('what is written without a line is kept over a reload, sent once there is one, and then forgotten', async () => {
  const server = makeServer();
  const browser = browserOf(server);
  const page = openPage(browser);
  await page.refresh();
  write(page, 'Before. ');
  await page.send();
  browser.line.now = 'down';
  write(page, 'Without a line. ');
  await page.send();
  expect(page.status).toMatchObject({ unsent: true, problem: { message: 'Nobody answers.' } });
  expect(Object.keys(browser.storage)).toHaveLength(1);

  // The page is gone, without a chance to send. Somebody else on this machine does not find it.
  const other = openPage({ ...browser, memberId: 'joris', line: new Line(server) });
  await other.refresh();
  expect(other.text).toBe('Before. ');
  browser.line.now = 'up';
  const again = openPage(browser);
  await again.refresh();
  expect(again.text).toBe('Before. Without a line. ');
  expect(server.text()).toBe('Before. Without a line. ');
  expect(again.status).toMatchObject({ unsent: false, problem: null });
  expect(Object.keys(browser.storage)).toEqual([]);
});

test('what is written while something is on its way is sent as well', async () => {
  const server = makeServer();
  const browser = browserOf(server);
  const page = openPage(browser);
  await page.refresh();
  let open = () => {};
  browser.line.opens = new Promise<void>((resolve) => {
    open = resolve;
  });
  write(page, 'First. ');
  const sent = page.send();
  write(page, 'Meanwhile. ');
  open();
  await sent;
  expect(server.text()).toBe('First. Meanwhile. ');
  expect(page.status.unsent).toBe(false);
});

test('where the answer is lost the words are there once', async () => {
  const server = makeServer();
  const browser = browserOf(server);
  const page = openPage(browser);
  await page.refresh();
  browser.line.now = 'lost';
  write(page, 'Once. ');
  await page.send();
  expect(page.status.unsent).toBe(true);
  browser.line.now = 'up';
  await page.refresh();
  expect([server.text(), page.text]).toEqual(['Once. ', 'Once. ']);
  expect(page.status.unsent).toBe(false);
});

test('it is tried again by itself, and what passes not says so and keeps the words', async () => {
  const server = makeServer();
  const browser = browserOf(server);
  const page = openPage(browser, false);
  await page.refresh();
  browser.line.now = 'down';
  write(page, 'Later. ');
  await expect.poll(() => page.status.triesAgain).toBe(true);
  browser.line.now = 'up';
  await expect.poll(() => server.text()).toBe('Later. ');
  await expect.poll(() => page.status).toEqual({ loaded: true, unsent: false, problem: null, triesAgain: false });

  const stuck = openPage(browser);
  await stuck.refresh();
  browser.line.now = 'down';
  write(stuck, 'Refused. ');
  await stuck.send();
  expect(stuck.status).toMatchObject({ unsent: true, triesAgain: false });
  expect(Object.keys(browser.storage)).toHaveLength(1);
});

test('what is left when the page closes is still sent', async () => {
  const server = makeServer();
  const page = openPage(browserOf(server));
  await page.refresh();
  write(page, 'The last word. ');
  page.close();
  await expect.poll(() => server.text()).toBe('The last word. ');
});

test('a server that was put back to an earlier day is told again', async () => {
  const line = new Line(makeServer());
  const page = openPage({ memberId: 'ana', storage: makeStorage(), line });
  await page.refresh();
  write(page, 'All of it. ');
  await page.send();
  line.server = makeServer();
  await page.refresh();
  expect(line.server.text()).toBe('All of it. ');
});

test('a long text goes in parts that the server takes', async () => {
  const server = makeServer();
  const browser = browserOf(server);
  let longest = 0;
  const write0 = server.write;
  server.write = (update) => {
    longest = Math.max(longest, bytes(update).length);
    write0(update);
  };
  const page = openPage(browser);
  await page.refresh();
  const long = '€uro '.repeat(80_000);
  write(page, long);
  await page.send();
  expect(server.text()).toBe(long);
  expect(longest).toBeLessThan(256 * 1024);
});

test('a text box that shows it follows, keeps its caret, and takes back only what was written in it', async () => {
  const server = makeServer();
  const [ana, joris] = [openPage(browserOf(server)), openPage(browserOf(server, 'joris'))];
  await ana.refresh();
  await joris.refresh();
  let [box, caret] = ['', 0];
  ana.show((edits) => {
    for (const edit of edits) {
      box = box.slice(0, edit.at) + edit.added + box.slice(edit.at + edit.removed);
      caret = caretAfter(caret, edit);
    }
  });
  const type = (text: string) => {
    const next = box.slice(0, caret) + text + box.slice(caret);
    caret += text.length;
    ana.edit(editBetween(box, next, caret)!);
    box = next;
  };
  type('one three');
  await ana.send();
  await joris.refresh();
  joris.edit({ at: 4, removed: 0, added: 'two ' });
  joris.edit({ at: 0, removed: 0, added: '· ' });
  await joris.send();
  ana.hold();
  await ana.refresh();
  expect(box).toBe('one three');
  ana.release();
  expect([box, caret]).toEqual(['· one two three', 15]);
  expect(ana.marks(0)).toMatchObject([{ memberId: 'joris', at: 2 }]);
  type(' four');
  expect(box).toBe(ana.text);
  ana.undo();
  ana.undo();
  expect(box).toBe(ana.text);
  expect(box).toContain('two');
  expect(box).not.toContain('one');
});

/** A small generator with a fixed seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

test.each([1, 2, 3, 4, 5, 6])('whatever the line does, no word is lost (%i)', async (seed) => {
  const next = random(seed);
  const server = makeServer();
  const browsers = ['ana', 'joris', 'mei'].map((memberId) => browserOf(server, memberId));
  // Two tabs of the first.
  const pages = [browsers[0]!, ...browsers].map((browser) => ({ browser, notes: openPage(browser) }));
  for (const { notes } of pages) await notes.refresh();
  const words: string[] = [];
  for (let round = 0; round < 150; round++) {
    const page = pages[Math.floor(next() * pages.length)]!;
    const { browser, notes } = page;
    const what = next();
    if (what < 0.5) {
      const ends = [0, ...[...notes.text.matchAll(/ /g)].map(({ index }) => index + 1)];
      const word = `${browser.memberId}${round}`;
      words.push(word);
      write(notes, `${word} `, ends[Math.floor(next() * ends.length)]);
    } else if (what < 0.65) await notes.send();
    else if (what < 0.8) await notes.refresh();
    else if (what < 0.92) browser.line.now = (['up', 'down', 'lost'] as const)[Math.floor(next() * 3)]!;
    else {
      // Reloaded: the page is gone with all that it had in its memory.
      browser.line.now = 'up';
      page.notes = openPage(browser);
      await page.notes.refresh();
    }
  }
  for (const { line } of browsers) line.now = 'up';
  for (const { notes } of pages) await notes.refresh();
  for (const { notes } of pages) await notes.refresh();
  for (const { notes } of pages) expect(notes.text).toBe(server.text());
  expect(server.text().split(' ').filter(Boolean).sort()).toEqual([...words].sort());
  expect(browsers.flatMap(({ storage }) => Object.keys(storage))).toEqual([]);
});
