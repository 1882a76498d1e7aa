import type { Endpoint } from '../endpoint.ts';
import { beliefExamples } from './beliefs.ts';
import { coding } from './coding.ts';
import { contradictionExamples } from './contradictions.ts';
import type { Example } from './example.ts';
import { knowledge } from './knowledge.ts';
import { next } from './next.ts';
import { people } from './people.ts';
import { tests } from './tests.ts';
import { workings } from './workings.ts';

export type { Example } from './example.ts';

const key = ({ method, path }: Pick<Endpoint, 'method' | 'path'>) => `${method} ${path}`;

const areas = [coding, knowledge, next, contradictionExamples, beliefExamples, people, tests, workings];
const byEndpoint = new Map(areas.flat().map((one) => [key(one.endpoint), one]));

/** The example of an endpoint; every endpoint of the contract has one. */
export const exampleOf = (endpoint: Pick<Endpoint, 'method' | 'path'>): Example | undefined =>
  byEndpoint.get(key(endpoint));
