import { alone } from './alone.ts';
import type { Box } from './box.ts';

/**
 * Messages on their way. Each is an entry of its own in the box, which leaves it when the server has answered: a page that goes away in the midst
 * loses nothing, and tabs that write at once do not overwrite each other. Sent twice it has the same message id, by which the server knows it.
 */
export interface Sender {
  /** Consent (`c`) goes before events (`q`), and always; events only while they may. */
  add(kind: 'c' | 'q', message: { messageId: string; [fact: string]: unknown }, lasting: boolean): void;
  /** Looks soon whether there is something to send. */
  plan(): void;
}

interface SenderOptions {
  /** Of the endpoint. */
  url: string;
  key: string;
  box: Box;
  /** Name of the lock that all tabs of a site and key share. */
  lock: string;
  /** Whether events may be sent. */
  mayCollect: () => boolean;
  /** Whether events outlive the page. */
  lasting: () => boolean;
}

/** How long the first message waits for others, in milliseconds. */
const linger = 250;
const mostEvents = 500;
/** Bytes of a request. The server takes 500 kB, a browser 64 kB of what is to outlive its page. */
const mostBytes = 400_000;
const mostBytesKeptAlive = 60_000;
const longestWait = 300_000;
/** However long a server asks to wait. */
const longestHold = 3_600_000;
/** Milliseconds for an answer; a claim of alone.ts lasts longer. */
const patience = 15_000;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

export function openSender({ url, key, box, lock, mayCollect, lasting }: SenderOptions): Sender {
  /** Written by this page: what it sends when it leaves. Older ones are for whoever has the lock. */
  const own = new Set<string>();
  const flying = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;
  let written = 1e5;
  let failures = 0;
  let mostAtOnce = mostEvents;
  /** Until when, since nobody answered. What a server asked for is in the box, for all tabs and pages. */
  let silentUntil = 0;

  const wait = () => Math.max(silentUntil, +(box.read('wait') ?? 0)) - Date.now();
  const named = (pattern: RegExp) => box.names().filter((name) => pattern.test(name));
  const ready = () => named(mayCollect() ? /^[cq]\d/ : /^c\d/).filter((name) => !flying.has(name));

  function plan(): void {
    timer ??= setTimeout(
      () => {
        timer = undefined;
        void flush();
      },
      Math.max(linger, wait()),
    );
  }

  function forget(name: string): void {
    own.delete(name);
    box.drop(name);
  }

  /** The first of them that fit into a request. */
  function fitting(names: string[], limit: number): string[] {
    let bytes = 0;
    const most = names.slice(0, mostAtOnce);
    const end = most.findIndex((name, at) => {
      bytes += bytesOf(box.read(name) ?? '') + 1;
      return at > 0 && bytes > limit;
    });
    return end < 0 ? most : most.slice(0, end);
  }

  function judge(names: string[], status: number, after: string | null): void {
    if (status === 0 || status === 408 || status === 429 || status >= 500) {
      const backOff = Math.min(longestWait, 1000 * 2 ** failures++) * (0.5 + Math.random());
      const asked =
        after === null ? Number.NaN : (+after * 1000 || Date.parse(after) - Date.now()) + 500 * Math.random();
      const until = Date.now() + Math.min(asked || backOff, longestHold);
      if (status === 0) silentUntil = until;
      else box.write('wait', `${until}`, lasting());
      return;
    }
    failures = 0;
    if (status === 413 && names.length > 1) mostAtOnce = names.length >> 1;
    else for (const name of names) forget(name);
  }

  async function post(names: string[]): Promise<void> {
    const messages = names.map((name) => box.read(name)).filter((text) => text !== null);
    if (messages.length === 0) return;
    const body = `{"writeKey":${JSON.stringify(key)},"batch":[${messages}],"sentAt":"${new Date().toISOString()}"}`;
    const keepalive = bytesOf(body) < mostBytesKeptAlive;
    let status = 0;
    let after: string | null = null;
    for (const name of names) flying.add(name);
    try {
      const signal = AbortSignal.timeout?.(patience);
      // As text/plain, which needs no preflight. No cookies, also where the server has the same site.
      const answer = await fetch(url, { method: 'POST', body, keepalive, signal, credentials: 'omit' });
      status = answer.status;
      after = answer.headers.get('Retry-After');
    } catch {
      // Nobody answered.
    }
    for (const name of names) flying.delete(name);
    judge(names, status, after);
  }

  async function flush(): Promise<void> {
    if (busy || ready().length === 0) return;
    busy = true;
    const work = async () => {
      // Another tab may have sent them meanwhile, or been asked to wait.
      const names = wait() > 0 ? [] : fitting(ready(), mostBytes);
      if (names.length > 0) await post(names);
    };
    await (lasting() ? alone(lock, box, work) : work());
    busy = false;
    if (ready().length > 0) plan();
  }

  /** The page may be going: what has not been sent goes now, without waiting for the lock. */
  function leave(): void {
    if (lasting() && wait() > 0) return;
    for (let rest = ready().filter((name) => own.has(name)); rest.length > 0; ) {
      const names = fitting(rest, mostBytesKeptAlive - 200);
      rest = rest.slice(names.length);
      void post(names).then(() => plan());
    }
  }

  addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && leave());
  addEventListener('online', () => {
    silentUntil = 0;
    clearTimeout(timer);
    timer = undefined;
    plan();
  });

  return {
    add(kind, message, lasts) {
      // The first are kept: they tell where somebody came from.
      if (kind === 'q' && named(/^q\d/).length >= mostEvents) return;
      const name = `${kind}${Date.now()}.${written++}.${message.messageId}`;
      own.add(name);
      box.write(name, JSON.stringify(message), lasts);
      plan();
    },
    plan,
  };
}
