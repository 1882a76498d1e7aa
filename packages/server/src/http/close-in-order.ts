import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** What was accepted is answered before the server is gone. */

export interface Patience {
  /** Open connections may ask once more, and are then told to close. */
  lastCallMilliseconds?: number;
  /** What is under way may go on for so long; an upload that takes longer is cut off, and leaves nothing behind. */
  milliseconds?: number;
}

export function closeInOrder(
  server: FastifyInstance,
  { lastCallMilliseconds = 250, milliseconds = 8000 }: Patience = {},
): void {
  /** Every open connection, and how many requests are under way on it. */
  const open = new Map<Socket, number>();
  /** Those whose answer has no end: events, which browsers ask for again by themselves. */
  const endless = new Set<Socket>();
  let closing = false;
  let giveUp: NodeJS.Timeout | undefined;

  const count = (socket: Socket, by: number): void => {
    if (!open.has(socket)) socket.once('close', () => open.delete(socket));
    open.set(socket, (open.get(socket) ?? 0) + by);
  };
  server.server.on('connection', (socket: Socket) => count(socket, 0));
  server.addHook('onRequest', async (request, reply) => {
    const { socket } = request.raw;
    count(socket, 1);
    reply.raw.once('close', () => {
      if (socket.destroyed) return;
      count(socket, -1);
      // Its head was sent before the end was known.
      if (closing && open.get(socket) === 0) socket.destroySoon();
    });
  });
  server.addHook('onSend', async (request, reply) => {
    if (String(reply.getHeader('content-type')).startsWith('text/event-stream')) {
      const { socket } = request.raw;
      endless.add(socket);
      reply.raw.once('close', () => endless.delete(socket));
    }
    if (closing) void reply.header('Connection', 'close');
  });
  server.addHook('preClose', async () => {
    closing = true;
    for (const socket of endless) socket.destroy();
    const lastCall = performance.now() + lastCallMilliseconds;
    while (open.size > 0 && performance.now() < lastCall) await sleep(10);
    for (const [socket, underWay] of open) if (underWay === 0) socket.destroy();
    giveUp = setTimeout(() => {
      for (const socket of open.keys()) socket.destroy();
    }, milliseconds);
  });
  server.addHook('onClose', async () => clearTimeout(giveUp));
}
