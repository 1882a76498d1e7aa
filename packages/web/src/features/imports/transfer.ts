import { storeUpload, type Upload } from '@dandelion-loop/contract';
import { useSyncExternalStore } from 'react';
import { ApiProblem } from '../../app/api-problem.ts';
import { sendFile } from '../../app/send-file.ts';
import { texts } from '../../texts/imports.ts';
import { bytesInWords } from './byte-words.ts';
import { type Sample, withSample } from './remaining-time.ts';

/** The one file that is on its way. It outlives a page, so that it can be chosen on one and be seen on another. */

interface OnItsWay {
  file: File;
  loaded: number;
  samples: readonly Sample[];
}

export type Transfer =
  /** All bytes may have gone: then the server looks at the file. */
  | ({ phase: 'sending' } & OnItsWay)
  | { phase: 'failed'; file: File; say: string; detail: string; again: boolean }
  | { phase: 'stored'; upload: Upload };

let current: Transfer | null = null;
let stop = new AbortController();
const listeners = new Set<() => void>();

function show(transfer: Transfer | null): void {
  current = transfer;
  for (const listener of listeners) listener();
}

function refuse(file: File, detail: string): void {
  show({ phase: 'failed', file, say: texts.notRead(file.name), detail, again: false });
}

function failed(file: File, error: unknown): void {
  if (!(error instanceof ApiProblem)) throw error;
  const { code, status } = error;
  // What the file itself is cannot be mended by sending it again.
  const itsOwn = status === 422 || status === 413;
  show({
    phase: 'failed',
    file,
    say: itsOwn ? texts.notRead(file.name) : texts.notSent(file.name),
    detail: code === 'unreachable' ? texts.lost : error.detail,
    again: !itsOwn,
  });
}

/** The server takes up to 255 characters; what tells files apart stands at the end. */
const nameToSend = (name: string): string => [...name].slice(-200).join('');

async function send(file: File): Promise<void> {
  stop.abort();
  stop = new AbortController();
  const { signal } = stop;
  show({ phase: 'sending', file, loaded: 0, samples: [] });
  try {
    const onProgress = (loaded: number) => {
      if (signal.aborted) return;
      // It begins anew after somebody had to sign in again.
      const before = current?.phase === 'sending' && loaded >= current.loaded ? current.samples : [];
      show({ phase: 'sending', file, loaded, samples: withSample(before, { at: performance.now(), loaded }) });
    };
    const query = { name: nameToSend(file.name) };
    const upload = await sendFile(storeUpload, { query }, { file, signal, onProgress });
    if (!signal.aborted) show({ phase: 'stored', upload });
  } catch (error) {
    if (!signal.aborted) failed(file, error);
  }
}

/** Begins, or says at once what is wrong with the file. */
export function beginTransfer(file: File, limit: number): void {
  if (file.size > limit) refuse(file, texts.tooLarge(bytesInWords(file.size), bytesInWords(limit)));
  else if (file.size === 0) refuse(file, texts.noBytes);
  else void send(file);
}

/** Sends the same file again. */
export function repeatTransfer(): void {
  if (current?.phase === 'failed') void send(current.file);
}

/** Stops it, and forgets what is shown. */
export function endTransfer(): void {
  stop.abort();
  show(null);
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useTransfer = (): Transfer | null => useSyncExternalStore(subscribe, () => current);
