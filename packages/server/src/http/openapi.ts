import type { Endpoint } from '@dandelion-loop/contract';
import { problemSchema } from '@dandelion-loop/contract';
import { z } from 'zod';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return rest;
};

function parametersOf(place: 'path' | 'query', schema: z.ZodType | undefined): Json[] {
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
  }));
}

function requestBodyOf({ body, upload }: Endpoint): Json {
  if (upload) return { requestBody: { required: true, content: { 'application/octet-stream': { schema: {} } } } };
  if (!body) return {};
  return { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } } };
}

function answerOf({ answer, download }: Endpoint): Json {
  if (download) return { description: 'The file', content: Object.fromEntries(download.map((type) => [type, {}])) };
  if (!answer) return { description: 'Done' };
  return { description: 'The answer', content: { 'application/json': { schema: schemaOf(answer, 'output') } } };
}

function operationOf(endpoint: Endpoint): Json {
  const { method, path, summary, description, permission, params, query, answer, download, status } = endpoint;
  const good = answer || download ? String(status ?? 200) : '204';
  return {
    operationId: `${method.toLowerCase()}${path.replaceAll(/[/:.-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    tags: [path.split('/')[2]],
    summary,
    ...(description ? { description } : {}),
    ...(permission === 'public' ? { security: [] } : { 'x-permission': permission }),
    parameters: [
      ...parametersOf('path', params),
      ...parametersOf('query', query),
      ...(method === 'GET'
        ? []
        : [{ name: 'X-Dandelion-Client', in: 'header', required: true, schema: { type: 'string' } }]),
    ],
    ...requestBodyOf(endpoint),
    responses: { [good]: answerOf(endpoint), default: { $ref: '#/components/responses/Problem' } },
  };
}

/** The OpenAPI 3.1 description of the endpoints. */
export function openApiOf(endpoints: readonly Endpoint[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const endpoint of endpoints.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Dandelion', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    security: [{ session: [] }],
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'dandelion' } },
      schemas: { Problem: schemaOf(problemSchema, 'output') },
      responses: {
        Problem: {
          description: 'What went wrong, as RFC 9457 problem details',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}
