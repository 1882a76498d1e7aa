import { type Endpoint, scopes } from '@dandelion-loop/contract';
import type { Example } from '@dandelion-loop/contract/examples';

/** In single quotes nothing is special to a shell but the quote itself. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

function queryOf(query: Record<string, unknown> = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}

const pathOf = ({ path }: Pick<Endpoint, 'path'>, params: Record<string, string> = {}): string =>
  path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));

/** Who sends it, as options: a key; a session, where only people may; nobody. */
function senderOf({ permission, method }: Endpoint): string[] {
  const byKey = permission !== 'public' && (scopes as readonly string[]).includes(permission);
  if (byKey) return ['-H "Authorization: Bearer $DANDELION_API_KEY"'];
  const client = method === 'GET' ? [] : ["-H 'X-Dandelion-Client: curl'"];
  return permission === 'public' ? client : ['--cookie "dandelion=$SESSION"', ...client];
}

/** The call of the example, to be pasted into a shell. */
export function curlOf(endpoint: Endpoint, { params, query, body }: Partial<Example>): string {
  const { method, upload, download } = endpoint;
  const url = `"$DANDELION_URL${pathOf(endpoint, params)}${queryOf(query)}"`;
  const parts = [
    // POST is what curl does when it sends a body.
    `curl ${method === 'GET' || (method === 'POST' && (body !== undefined || upload)) ? '' : `-X ${method} `}${url}`,
    ...senderOf(endpoint),
    ...(body === undefined ? [] : ["-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(body))}`]),
    ...(upload
      ? ["-H 'Content-Type: application/octet-stream'", `-T ${quoted(String(query?.name ?? 'FILE'))} -X POST`]
      : []),
    ...(download && download[0] !== 'text/plain' ? ['-OJ'] : []),
  ];
  return parts.join(' \\\n  ');
}
