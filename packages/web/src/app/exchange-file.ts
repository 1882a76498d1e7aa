import type { Endpoint } from '@dandelion-loop/contract';
import { addressOf, clientHeaders, type InputOf, problemOf, unreachable, withSession } from './api.ts';

/**
 * Sends text to an endpoint that takes an upload and answers with a file. Throws `ApiProblem`.
 *
 * @returns the file, under the name that the server gave it
 */
export function exchangeFile<E extends Endpoint>(endpoint: E, input: InputOf<E>, text: string): Promise<File> {
  return withSession(async () => {
    const request = {
      method: endpoint.method,
      headers: { ...clientHeaders, 'content-type': 'application/octet-stream' },
      body: text,
      credentials: 'same-origin' as const,
    };
    const response = await fetch(addressOf(endpoint, input), request).catch(() => {
      throw unreachable();
    });
    if (!response.ok) throw problemOf(response.status, await response.text(), response.headers.get('retry-after'));
    const [, name] = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '') ?? [];
    return new File([await response.blob()], name === undefined ? 'dandelion.csv' : decodeURIComponent(name));
  });
}

/** Hands a file to whoever looks at the page, as a download. */
export function saveFile(file: File): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  // The browser needs it until the download has begun.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
