import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { DandelionFailure } from '../kernel/failure.ts';

/** Opens the door and answers with its URL, or says why it stays shut. */
export async function listen(server: FastifyInstance, { host, port }: { host: string; port: number }): Promise<string> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const noAddress = `HOST=${host} is no address of this machine.`;
    const meant: Record<string, string> = {
      EADDRINUSE: `Port ${port} is taken by another program. Choose another one: PORT=${port + 1} npm start.`,
      EACCES: `Port ${port} is not open to this user. Choose one above 1023: PORT=4600 npm start.`,
      EADDRNOTAVAIL: noAddress,
      ENOTFOUND: noAddress,
    };
    const sentence = code === undefined ? undefined : meant[code];
    if (sentence === undefined) throw error;
    throw new DandelionFailure('port-in-use', sentence, { cause: error });
  }
  const name = host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${(server.server.address() as AddressInfo).port}`;
}

/** The same server for a program of this machine: "all addresses" is none to connect to. */
export function reachableHere(local: string): string {
  const url = new URL(local);
  if (url.hostname === '0.0.0.0') url.hostname = '127.0.0.1';
  if (url.hostname === '[::]') url.hostname = '[::1]';
  return url.origin;
}
