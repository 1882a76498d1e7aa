import { OutboundError } from '../../kernel/outbound.ts';

/** Services that speak no HTTP, where a request could only do harm. */
const senseless = new Set([
  7, 9, 19, 21, 22, 23, 25, 53, 79, 110, 111, 119, 139, 143, 389, 445, 465, 514, 587, 636, 993, 995,
]);

export const httpNeedsAllowed =
  'The address must begin with https://. Plain http is for addresses that DANDELION_ALLOW_PRIVATE lists.';

/** The parts of an address to post to. Rejects with an `OutboundError` what is none. */
export function readTarget(text: string): URL {
  if (!URL.canParse(text))
    throw new OutboundError('This is not an address. It looks like https://hooks.example.org/dandelion.');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new OutboundError('The address must begin with https://.');
  if (url.username !== '' || url.password !== '') {
    throw new OutboundError('The address must not hold a name or a password: what is sent is signed instead.');
  }
  if (senseless.has(Number(url.port)) || url.port === '0')
    throw new OutboundError(`Port ${url.port} is not one of a web server.`);
  // It is not sent, and would only make one believe so.
  url.hash = '';
  return url;
}
