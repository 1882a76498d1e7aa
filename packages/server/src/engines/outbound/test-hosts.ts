import { Resolver } from 'node:dns/promises';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import DNS from 'dns2';
import { generate } from 'selfsigned';
import { onTestFinished } from 'vitest';
import { type Networks, readNetworks } from './networks.ts';
import type { Resolve } from './resolve-host.ts';

/** Names, machines and certificates of their own, for tests. */

export const networks = (list: string): Networks => readNetworks(list) as Networks;

/** A name server on loopback. `answers` is asked at each question, so that what a name leads to can change in between. */
export async function startNames(answers: (name: string) => string[]): Promise<{ resolve: Resolve; asked: string[] }> {
  const asked: string[] = [];
  const server = DNS.createServer({
    udp: true,
    handle: (request, send) => {
      const response = DNS.Packet.createResponseFromRequest(request);
      const [question] = request.questions;
      if (question!.type === DNS.Packet.TYPE.A) asked.push(question!.name);
      for (const address of answers(question!.name)) {
        const type = address.includes(':') ? DNS.Packet.TYPE.AAAA : DNS.Packet.TYPE.A;
        if (type !== question!.type) continue;
        response.answers.push({ name: question!.name, type, class: DNS.Packet.CLASS.IN, ttl: 0, address } as never);
      }
      send(response);
    },
  });
  const { udp } = (await server.listen({ udp: { port: 0, address: '127.0.0.1' } })) as { udp: AddressInfo };
  onTestFinished(() => void server.close());
  const resolver = new Resolver({ timeout: 1000, tries: 1 });
  resolver.setServers([`127.0.0.1:${udp.port}`]);
  const none = () => [];
  const resolve: Resolve = async (name) =>
    (await Promise.all([resolver.resolve4(name).catch(none), resolver.resolve6(name).catch(none)])).flat();
  return { resolve, asked };
}

export interface TestMachine {
  port: number;
  requests: IncomingMessage[];
}

/** What listens on loopback. */
export async function startMachine(
  handle: RequestListener,
  { secure, host = '127.0.0.1' }: { secure?: { key: string; cert: string }; host?: string } = {},
): Promise<TestMachine> {
  const requests: IncomingMessage[] = [];
  const listener: RequestListener = (request, response) => {
    requests.push(request);
    handle(request, response);
  };
  const server = secure === undefined ? createServer(listener) : createSecureServer(secure, listener);
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, requests };
}

/** A certificate for a name, signed by itself. */
export async function certificateFor(name: string): Promise<{ key: string; cert: string }> {
  const made = await generate([{ name: 'commonName', value: name }], {
    keySize: 2048,
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: name }] },
    ],
  });
  return { key: made.private, cert: made.cert };
}
