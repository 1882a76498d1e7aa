import type { FastifyRequest } from 'fastify';
import { DandelionFailure } from '../kernel/failure.ts';

/**
 * A page of a stranger can point a name of theirs at 127.0.0.1 and read answers as its own (DNS rebinding). So the server answers
 * only under the names it was told: its public URL, and the loopback names where it listens there.
 */
export function guardHost({ names, port }: { names: ReadonlySet<string>; port: () => number }) {
  return async ({ headers: { host }, raw: { rawHeaders } }: FastifyRequest): Promise<void> => {
    const asked = (host ?? '').toLowerCase();
    const own = ['localhost', '127.0.0.1', '[::1]'].flatMap((name) => [name, `${name}:${port()}`]);
    const known = names.has(asked) || (names.has('loopback') && own.includes(asked));
    // Of two names a proxy could have looked at the other.
    const said = rawHeaders.filter((text, at) => at % 2 === 0 && text.toLowerCase() === 'host').length;
    if (known && said === 1) return;
    throw new DandelionFailure(
      'wrong-host',
      'Dandelion does not answer under this name. If it should, set PUBLIC_URL to the address people use and start it again.',
    );
  };
}
