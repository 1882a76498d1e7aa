import type { AnswerOf, Endpoint } from '@dandelion-loop/contract';
import { addressOf, clientHeaders, type InputOf, parseAnswer, problemOf, unreachable, withSession } from './api.ts';

interface SendFileOptions {
  file: Blob;
  signal?: AbortSignal;
  /** Bytes that are on their way, of all. */
  onProgress?: (sent: number, all: number) => void;
}

/**
 * Sends a file to an endpoint that takes one. `fetch` cannot tell how far it is, so this is the one place with the older
 * request. Throws `ApiProblem`, or an `AbortError` when `signal` stopped it.
 */
export function sendFile<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  options: SendFileOptions,
): Promise<AnswerOf<E>> {
  return withSession(() => attempt(endpoint, input, options));
}

function attempt<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  { file, signal, onProgress }: SendFileOptions,
): Promise<AnswerOf<E>> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    signal?.addEventListener('abort', stop, { once: true });
    request.open(endpoint.method, addressOf(endpoint, input));
    for (const [name, value] of Object.entries(clientHeaders)) request.setRequestHeader(name, value);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.onprogress = ({ loaded }) => onProgress?.(loaded, file.size);
    request.onloadend = () => signal?.removeEventListener('abort', stop);
    request.onabort = () => reject(signal?.reason ?? new DOMException('Stopped', 'AbortError'));
    request.onerror = () => reject(unreachable());
    request.onload = () => {
      if (request.status >= 400) {
        reject(problemOf(request.status, request.responseText));
        return;
      }
      try {
        resolve(parseAnswer(endpoint, request.responseText));
      } catch (problem) {
        reject(problem);
      }
    };
    request.send(file);
  });
}
