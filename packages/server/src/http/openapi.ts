import { type Endpoint, problemSchema, scopes } from '@dandelion-loop/contract';
import { exampleOf } from '@dandelion-loop/contract/examples';
import { z } from 'zod';
import { statusesOf, statusWords } from './api-docs/failures.ts';
import { sections, tagOf } from './api-docs/sections.ts';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return rest;
};

function parametersOf(place: 'path' | 'query', schema: z.ZodType | undefined, example: Json = {}): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: of,
    ...(name in example ? { example: example[name] } : {}),
  }));
}

const withExample = (example: unknown): Json => (example === undefined ? {} : { example });

function requestBodyOf({ body, upload }: Endpoint, example: unknown): Json {
  if (upload) return { requestBody: { required: true, content: { 'application/octet-stream': { schema: {} } } } };
  if (!body) return {};
  const content = { schema: schemaOf(body, 'input'), ...withExample(example) };
  return { requestBody: { required: true, content: { 'application/json': content } } };
}

function answerOf({ answer, download }: Endpoint, example: unknown): Json {
  if (download) return { description: 'The file', content: Object.fromEntries(download.map((type) => [type, {}])) };
  if (!answer) return { description: 'Done' };
  const content = { schema: schemaOf(answer, 'output'), ...withExample(example) };
  return { description: 'The answer', content: { 'application/json': content } };
}

/** Who may send it: anybody; a session of a member whose role may, or a key with the scope; or people alone. */
function securityOf({ permission }: Endpoint): Json {
  if (permission === 'public') return { security: [] };
  const scope = scopes.find((one) => one === permission);
  const security = [{ session: [] }, ...(scope === undefined ? [] : [{ key: [scope] }])];
  return { security, 'x-permission': permission };
}

const problem = (status: number): Json => ({
  description: statusWords[status] ?? 'What went wrong',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

function operationOf(endpoint: Endpoint): Json {
  const { method, path, summary, description, params, query, answer, download, status } = endpoint;
  const good = answer || download ? String(status ?? 200) : '204';
  const example = exampleOf(endpoint);
  return {
    operationId: `${method.toLowerCase()}${path.replaceAll(/[/:.-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    tags: [tagOf(endpoint)],
    summary,
    ...(description ? { description } : {}),
    ...securityOf(endpoint),
    parameters: [
      ...parametersOf('path', params, example?.params),
      ...parametersOf('query', query, example?.query),
      ...(method === 'GET' ? [] : [{ $ref: '#/components/parameters/Client' }]),
    ],
    ...requestBodyOf(endpoint, example?.body),
    responses: {
      [good]: answerOf(endpoint, example?.answer),
      ...Object.fromEntries(statusesOf(endpoint).map((one) => [one, { $ref: `#/components/responses/Problem${one}` }])),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

const about = `The API of Dandelion: all that the page does, it does by these calls. docs/how-to/api.md has recipes; the server shows this description for reading at /api/docs.

Programs send a key: \`Authorization: Bearer dandelion_...\`. Its scopes are the permissions (\`x-permission\`) that it may use.`;

/** The OpenAPI 3.1 description of the endpoints. */
export function openApiOf(endpoints: readonly Endpoint[], version: string): Json {
  const paths: Record<string, Json> = {};
  // However they are listed: the published file is compared byte by byte.
  const key = ({ path, method }: Endpoint) => `${path} ${method}`;
  for (const endpoint of endpoints.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) };
  }
  const used = new Set(endpoints.flatMap(statusesOf));
  return {
    openapi: '3.1.0',
    info: {
      ...{ title: 'Dandelion', version, description: about },
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ session: [] }, { key: [] }],
    tags: sections.map(({ tag, title, about: description }) => ({ name: tag, description, 'x-title': title })),
    paths,
    components: {
      securitySchemes: {
        session: {
          ...{ type: 'apiKey', in: 'cookie', name: 'dandelion' },
          description: 'The session of a person, set by signing in. Behind https it is called __Host-dandelion.',
        },
        key: { type: 'http', scheme: 'bearer', description: 'A key of the API. Its scopes are permissions.' },
      },
      parameters: {
        Client: {
          ...{ name: 'X-Dandelion-Client', in: 'header', required: false, schema: { type: 'string' } },
          description:
            'Any value. Needed with every change by a session, so that no other site can send one; not with a key.',
        },
      },
      schemas: { Problem: schemaOf(problemSchema, 'output') },
      responses: {
        Problem: { ...problem(0), description: 'What went wrong, as RFC 9457 problem details' },
        ...Object.fromEntries([...used].sort().map((status) => [`Problem${status}`, problem(status)])),
      },
    },
  };
}
