import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { compile } from '@fastify/proxy-addr';

/** Letters and digits as load balancers write them; no room for a name, an address or a line break. */
const sane = /^[A-Za-z0-9][A-Za-z0-9._:-]{7,127}$/;

/** Whether the neighbour on the network is one of the proxies that are believed, by the same rules as Fastify's `trustProxy`. */
function trustOf(trustProxy: boolean | string): (address: string) => boolean {
  if (typeof trustProxy === 'boolean') return () => trustProxy;
  const among = compile(trustProxy.split(',').map((part) => part.trim()));
  return (address) => among(address, 0);
}

/** Makes the id of a request: that of the proxy in front, when it is believed and the id is a plain token; else a new one. */
export function requestIds(
  trustProxy: boolean | string,
): (request: Pick<IncomingMessage, 'headers' | 'socket'>) => string {
  const trusted = trustOf(trustProxy);
  return ({ headers, socket }) => {
    const given = headers['x-request-id'];
    if (typeof given === 'string' && sane.test(given) && trusted(socket.remoteAddress ?? '')) return given;
    return randomUUID();
  };
}
