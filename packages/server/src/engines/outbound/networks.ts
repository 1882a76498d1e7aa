import ipaddr from 'ipaddr.js';

/** Which addresses Dandelion connects to when a person names them. */

export interface Networks {
  /** Whether the list holds the address. */
  has(address: string): boolean;
}

/**
 * Reads a list such as `10.0.0.0/8, 127.0.0.1, fd00::/8`. Answers with the entry that is no network, as text, when there is one.
 */
export function readNetworks(list: string): Networks | string {
  const networks: [ipaddr.IPv4 | ipaddr.IPv6, number][] = [];
  for (const entry of list.split(/[\s,]+/).filter((text) => text !== '')) {
    try {
      const whole = ipaddr.IPv4.isValidFourPartDecimal(entry) || (entry.includes(':') && ipaddr.IPv6.isValid(entry));
      if (whole) {
        const address = ipaddr.parse(entry);
        networks.push([address, address.kind() === 'ipv4' ? 32 : 128]);
      } else {
        if (!/^(\d+\.\d+\.\d+\.\d+|[^/]*:[^/]*)\/\d+$/.test(entry)) return entry;
        networks.push(ipaddr.parseCIDR(entry));
      }
    } catch {
      return entry;
    }
  }
  return {
    has(text) {
      const address = plainAddress(text);
      return address !== null && networks.some(([of, bits]) => of.kind() === address.kind() && address.match(of, bits));
    },
  };
}

/** An IPv4 address inside an IPv6 one is where the system connects to: it counts as what it is. Null: no address. */
function plainAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  return ipaddr.isValid(text) ? ipaddr.process(text) : null;
}

/** What of the internet's unicast space is not for everybody, beyond what the library knows. */
const alsoSpecial = [
  // Azure's own, which answers every machine there.
  '168.63.129.16/32',
  // Documentation, RFC 9637.
  '3fff::/20',
  // Teredo and others of RFC 2928.
  '2001::/23',
].map((network) => ipaddr.parseCIDR(network));
/** All of IPv6 that was ever given out: what is outside (IPv4 inside IPv6, NAT64, private, link-local ...) is nobody's public address. */
const globalUnicast = ipaddr.parseCIDR('2000::/3');

/** Whether it is an address of the public internet, of one machine. */
export function isPublic(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== 'unicast') return false;
  if (address.kind() === 'ipv6' && !address.match(globalUnicast[0], globalUnicast[1])) return false;
  return !alsoSpecial.some(([of, bits]) => of.kind() === address.kind() && address.match(of, bits));
}
