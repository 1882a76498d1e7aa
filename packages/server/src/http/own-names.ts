import { hostname, networkInterfaces } from 'node:os';

/**
 * The Host headers under which the server answers: the public address; on loopback its three names (`loopback`); the address it was told
 * to listen on; without a public address on a network, the names and addresses of this machine.
 */
export function ownNames({
  host,
  port,
  publicUrl,
}: {
  host: string;
  port: number;
  publicUrl: string | null;
}): Set<string> {
  const names = new Set(['loopback']);
  if (publicUrl !== null) names.add(new URL(publicUrl).host.toLowerCase());
  const addresses = Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address));
  for (const name of publicUrl === null ? [host, hostname(), ...addresses] : [host]) {
    const written = name.includes(':') ? `[${name}]` : name.toLowerCase();
    names.add(written);
    names.add(`${written}:${port}`);
  }
  return names;
}
