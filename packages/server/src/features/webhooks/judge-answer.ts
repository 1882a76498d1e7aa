import type { OutboundAnswer } from '../../kernel/outbound.ts';

/** Why an answer is no success, as a sentence; null when it is one. */
export function errorOfStatus({ status, headers }: Pick<OutboundAnswer, 'status' | 'headers'>): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400) {
    const where = headers.location === undefined ? '' : ' It points to another address.';
    return `The receiver answered ${status}.${where} Redirects are not followed: enter the address where messages are taken.`;
  }
  if (status === 410) return 'The receiver answered 410: it is gone and wants no more messages.';
  if (status === 429) return 'The receiver answered 429: it was asked too often.';
  return `The receiver answered ${status}; a success is 200 to 299.`;
}

const mostCharacters = 1000;
/** PostgreSQL cannot hold NUL and halves of surrogate pairs. */
const unstorable = /[\0\p{Cs}]/gu;

/** As much of an answer as the log keeps. */
export const keptOfAnswer = (body: string): string =>
  [...body.slice(0, 2 * mostCharacters)].slice(0, mostCharacters).join('').replaceAll(unstorable, '\ufffd');
