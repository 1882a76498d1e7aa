import { describe, expect, test } from 'vitest';
import type { Endpoint } from '../endpoint.ts';
import * as contract from '../index.ts';
import { exampleOf } from './index.ts';

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'permission' in value;

const exported: unknown[] = Object.values(contract);
const endpoints = exported.filter(isEndpoint);

describe('every endpoint', () => {
  test('there are many', () => expect(endpoints.length).toBeGreaterThan(60));

  test.each(endpoints.map((one) => [`${one.method} ${one.path}`, one] as const))(
    '%s has an example that fits',
    (_, one) => {
      const of = exampleOf(one);
      expect(of, 'an example in packages/contract/src/examples').toBeDefined();
      const { params, query, body, answer } = of!;
      // Nothing is there that the endpoint does not have, or the other way round.
      expect({ params: params !== undefined, body: body !== undefined, answer: answer !== undefined }).toEqual({
        params: one.params !== undefined,
        body: one.body !== undefined,
        answer: one.answer !== undefined,
      });
      if (query !== undefined) expect(one.query).toBeDefined();
      one.params?.parse(params);
      one.query?.parse(query ?? {});
      one.body?.parse(body);
      // An answer is sent as its schema leaves it: what it does not know would be missing.
      if (one.answer) expect(one.answer.parse(answer)).toEqual(answer);
      const names = [...one.path.matchAll(/:(\w+)/g)].map(([, name]) => name);
      expect(Object.keys(params ?? {}).sort()).toEqual(names.sort());
    },
  );
});
