import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { OutboundError } from '../../kernel/outbound.ts';
import { isPublic, type Networks } from './networks.ts';

/** All addresses of a name. Rejects when it has none. */
export type Resolve = (name: string) => Promise<string[]>;

/** As all programs of the machine look names up, with its hosts file. Each look-up takes a thread of the few that Node.js has for files too. */
const mostLookUps = 2;
const patience = 5_000;

/** The system's resolver, a few questions at a time. */
export function systemResolve(): Resolve {
  let underWay = 0;
  const waiting: (() => void)[] = [];
  return async (name) => {
    if (underWay >= mostLookUps) await new Promise<void>((resolve) => waiting.push(resolve));
    underWay += 1;
    // The thread is taken until the system answers, whoever still waits for it.
    const asked = lookup(name, { all: true, verbatim: true }).finally(() => {
      underWay -= 1;
      waiting.shift()?.();
    });
    return (await asked).map(({ address }) => address);
  };
}

export interface CheckedHost {
  /** In the order of the resolver. */
  addresses: string[];
  /** Whether the operator allowed each of them; then they may be private, and are trusted with more. */
  allowed: boolean;
}

/** Leads to where Dandelion does not connect. */
export class ForbiddenAddress extends OutboundError {}

/** `host` as in a URL: a name, an address, an IPv6 address in brackets. Answers with the address as it is meant, for `0x7f.1` too. */
function plainHost(host: string): string {
  const url = `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}/`;
  const { hostname } = URL.canParse(url) ? new URL(url) : { hostname: host };
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

function withoutAnswer(name: string): OutboundError {
  return new OutboundError(`The name ${name} could not be looked up.`);
}

/**
 * Looks a host up and checks every address it has: one that is private does not become better by a public one beside it. Rejects with
 * `ForbiddenAddress`, or with an `OutboundError` when the name cannot be looked up.
 */
export async function checkHost(
  host: string,
  { resolve, allow }: { resolve: Resolve; allow: Networks },
): Promise<CheckedHost> {
  const name = plainHost(host);
  const addresses = isIP(name) === 0 ? await lookUp(name, resolve) : [name];
  const forbidden = addresses.find((address) => !isPublic(address) && !allow.has(address));
  if (forbidden !== undefined) {
    const found = forbidden === name ? `${name} is` : `${name} leads to ${forbidden}, which is`;
    throw new ForbiddenAddress(
      `${found} a private or reserved address. To allow it, whoever runs this Dandelion adds it to DANDELION_ALLOW_PRIVATE.`,
    );
  }
  return { addresses, allowed: addresses.every((address) => allow.has(address)) };
}

async function lookUp(name: string, resolve: Resolve): Promise<string[]> {
  const stop = new AbortController();
  const late = sleep(patience, null, { signal: stop.signal, ref: false }).catch(() => null);
  try {
    const addresses = await Promise.race([resolve(name), late]);
    if (addresses === null || addresses.length === 0) throw withoutAnswer(name);
    return addresses;
  } catch {
    throw withoutAnswer(name);
  } finally {
    stop.abort();
  }
}
