import type { Role } from '@dandelion-loop/contract';
import type { TestServer } from './test-server.ts';

/** People of each role on a real server, each with a session of their own. */

export interface Person {
  cookie: string;
  /** A request with the session and the header that changes need; `json` becomes the body. */
  ask(path: string, init?: RequestInit & { json?: unknown }): Promise<Response>;
}

export function person(url: string, cookie: string): Person {
  return {
    cookie,
    ask: (path, { json, headers, ...init } = {}) =>
      fetch(`${url}${path}`, {
        ...init,
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
        headers: {
          ...{ cookie, 'x-dandelion-client': 'test' },
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...(headers as Record<string, string> | undefined),
        },
      }),
  };
}

const cookieOf = (response: Response): string => response.headers.getSetCookie()[0]!.split(';')[0]!;

async function read(response: Response): Promise<Record<string, string>> {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as Record<string, string>;
}

/** Somebody new of a role, invited by the owner whose session the server has. */
export async function join(
  server: TestServer,
  role: Role,
  given: { email?: string; password?: string } = {},
): Promise<Person> {
  const owner = person(server.url, server.cookie());
  const { link } = await read(await owner.ask('/api/members/invites', { method: 'POST', json: { role } }));
  const response = await person(server.url, '').ask('/api/links/accept', {
    method: 'POST',
    json: { token: link!.split('#token=')[1], name: `A ${role}`, ...given },
  });
  await read(response.clone());
  return person(server.url, cookieOf(response));
}
