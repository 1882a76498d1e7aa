import type { Endpoint } from '../endpoint.ts';
import { agreements } from './agreements.ts';
import { beliefExamples } from './beliefs.ts';
import { betExamples } from './bets.ts';
import { coding } from './coding.ts';
import { consentExamples } from './consent.ts';
import { contradictionExamples } from './contradictions.ts';
import { customerExamples } from './customers.ts';
import { eventExamples } from './events.ts';
import type { Example } from './example.ts';
import { handOffExamples } from './hand-offs.ts';
import { knowledge } from './knowledge.ts';
import { next } from './next.ts';
import { people } from './people.ts';
import { planExamples } from './plan.ts';
import { rhythm } from './rhythm.ts';
import { scenarioExamples } from './scenarios.ts';
import { segmentExamples } from './segments.ts';
import { sourceExamples } from './sources.ts';
import { tests } from './tests.ts';
import { todayExamples } from './today.ts';
import { workings } from './workings.ts';

export type { Example } from './example.ts';

const key = ({ method, path }: Pick<Endpoint, 'method' | 'path'>) => `${method} ${path}`;

const areas = [
  agreements,
  coding,
  knowledge,
  next,
  contradictionExamples,
  beliefExamples,
  betExamples,
  consentExamples,
  customerExamples,
  eventExamples,
  handOffExamples,
  people,
  planExamples,
  rhythm,
  scenarioExamples,
  sourceExamples,
  segmentExamples,
  tests,
  todayExamples,
  workings,
];
const byEndpoint = new Map(areas.flat().map((one) => [key(one.endpoint), one]));

/** The example of an endpoint; every endpoint of the contract has one. */
export const exampleOf = (endpoint: Pick<Endpoint, 'method' | 'path'>): Example | undefined =>
  byEndpoint.get(key(endpoint));
