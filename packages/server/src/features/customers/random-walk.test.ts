import { beforeEach, expect, test } from 'vitest';
import type { Engine, Question } from '../../kernel/engine.ts';
import type { Trust } from '../../kernel/trust.ts';
import { customersStep } from './move-steps.ts';
import {
  movedWindow,
  moveWindow,
  newTables,
  putEvents,
  readTables,
  type TestEvent,
  useEngine,
} from './test-customers.ts';

const engine = useEngine();
beforeEach(() => newTables(engine()));

/** Numbers that look random, and are the same each time. */
function generator(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Windows in which few ids meet in every way: shared devices, claims, servers, machines. Each event has a moment of its own. */
function windowsOf(seed: number): TestEvent[][] {
  const random = generator(seed);
  let at = Date.UTC(2026, 0, 1);
  return Array.from({ length: 5 }, () =>
    Array.from({ length: 60 }, (): TestEvent => {
      at += 1 + random(7_200_000);
      const anonymous = random(4) === 0 ? '' : `a${random(12)}`;
      const user = random(2) === 0 ? '' : `u${random(8)}`;
      const kind = random(6);
      const traits = {
        [`t${random(3)}`]: [random(50), `text ${random(9)}`, null, { deep: [random(3)] }][random(4)],
        ...(random(3) === 0 && { email: `${user}@x.org` }),
      };
      return {
        ...{
          anonymous,
          user,
          at,
          trust: (1 + random(3)) as Trust,
          source: 1 + random(3),
          ask: random(5) === 0,
          machine: random(15) === 0 ? 'bot' : '',
        },
        ...(kind === 0 && { type: 'identify' as const, traits }),
        ...(kind === 1 && { type: 'alias' as const, previous: random(2) === 0 ? `a${random(12)}` : `u${random(10)}` }),
        ...(kind === 2 && { type: 'page' as const, name: 'Home' }),
        ...(kind > 2 && { name: `Did ${random(3)}`, properties: { revenue: random(100) } }),
      };
    }),
  );
}

/** What should come out, one event after the other, from what the words say. */
function naively(windows: readonly TestEvent[][]) {
  const links = new Map<string, { user: string; trust: number }>();
  const users = new Set<string>();
  const claim = (anonymous: string, user: string, trust: number) => {
    const held = links.get(anonymous);
    if (held === undefined || trust > held.trust) links.set(anonymous, { user, trust });
  };
  for (const events of windows) {
    const persons = events.filter(({ machine }) => !machine);
    for (const { user } of persons) if (user) users.add(user);
    for (const { anonymous, user, trust, type, previous } of persons) {
      if (!user) continue;
      if (anonymous) claim(anonymous, user, trust!);
      if (type === 'alias' && previous !== user && !users.has(previous!)) claim(previous!, user, trust!);
    }
  }
  const people = new Map<string, { first: number; last: number; events: number; ask: number }>();
  const traits = new Map<string, { value: string; trust: number; at: number }>();
  const doings = new Map<string, { n: number; value: number }>();
  for (const {
    anonymous,
    user,
    machine,
    at,
    ask,
    type = 'track',
    name,
    traits: told,
    trust,
    properties,
  } of windows.flat()) {
    if (machine || (!anonymous && !user)) continue;
    const customer = user || links.get(anonymous!)?.user || `anonymous:${anonymous}`;
    const one = people.get(customer) ?? { first: at, last: at, events: 0, ask: 0 };
    people.set(customer, { first: one.first, last: at, events: one.events + 1, ask: Math.max(one.ask, ask ? 1 : 0) });
    for (const [trait, value] of Object.entries(told ?? {})) {
      const key = `${trait} of ${customer}`;
      const before = traits.get(key);
      if (before === undefined || trust! >= before.trust)
        traits.set(key, { value: JSON.stringify(value), trust: trust!, at });
    }
    const doing = type === 'track' ? name! : type === 'page' ? '$page' : '';
    if (doing === '') continue;
    const key = `${doing} of ${customer} on ${new Date(at).toISOString().slice(0, 10)}`;
    const sum = doings.get(key) ?? { n: 0, value: 0 };
    doings.set(key, {
      n: sum.n + 1,
      value: sum.value + ((properties as { revenue?: number } | undefined)?.revenue ?? 0),
    });
  }
  const sorted = <T>(map: Map<string, T>) => Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { links: sorted(links), people: sorted(people), traits: sorted(traits), doings: sorted(doings) };
}

/** What came out, in the same words. */
async function found(on: Engine) {
  const moment = (text: string) => Date.parse(`${text.replace(' ', 'T')}Z`);
  type Row = Record<string, string> & {
    events: number;
    merged: number;
    ended: number;
    trust: number;
    ask: number;
    n: number;
  };
  const tables = (await readTables(on)) as Record<string, Row[]>;
  const customers = tables.people!.filter(({ merged }) => merged === 0);
  const names = new Map(customers.map(({ customer, user, anonymous }) => [customer, user || `anonymous:${anonymous}`]));
  const sorted = (pairs: [string, unknown][]) => Object.fromEntries(pairs.sort(([a], [b]) => (a < b ? -1 : 1)));
  const ofCustomers = (rows: Row[]) => rows.filter(({ customer }) => names.has(customer!));
  return {
    links: sorted(tables.links!.map(({ anonymous, user, trust }) => [anonymous!, { user, trust }])),
    people: sorted(
      customers.map(({ customer, first, last, events, ask }) => [
        names.get(customer!)!,
        { first: moment(first!), last: moment(last!), events, ask },
      ]),
    ),
    traits: sorted(
      ofCustomers(tables.traits!).map(({ name, customer, value, trust, at }) => [
        `${name} of ${names.get(customer!)}`,
        { value, trust, at: moment(at!) },
      ]),
    ),
    doings: sorted(
      ofCustomers(tables.doings!).map(({ name, customer, day, n, value }) => [
        `${name} of ${names.get(customer!)} on ${day}`,
        { n, value },
      ]),
    ),
  };
}

const number = (i: number) => 100_000_000_000_000 + i;

test.each([1, 2, 3])('windows add up to what all events say together (seed %i)', async (seed) => {
  const windows = windowsOf(seed);
  for (const [i, events] of windows.entries()) {
    await putEvents(engine(), number(i), events, i * 1000);
    await moveWindow(engine(), number(i));
  }
  const expected = naively(windows);
  // There is something of everything.
  expect(Object.keys(expected.links).length).toBeGreaterThan(8);
  expect(await found(engine())).toEqual(expected);
  const { links } = await readTables(engine());
  expect((links as { former: string }[]).some(({ former }) => former !== '0')).toBe(true);
});

/** Dies right after a statement. */
function dying(real: Engine, after: number): Engine {
  let done = 0;
  return {
    ...{ stagingFolder: '', fileReader: null, load: real.load },
    rows: (question) => real.rows(question),
    async run(question: Question) {
      await real.run(question);
      if (++done === after) throw new Error('cut');
    },
  };
}

test('cut after each statement and begun again, it comes to the same', async () => {
  const windows = windowsOf(4).slice(0, 3);
  let cuts = 0;
  for (const [i, events] of windows.entries()) {
    await putEvents(engine(), number(i), events, i * 1000);
    let cut = true;
    for (let after = 1; cut; after++) {
      cut = await customersStep.run(dying(engine(), after), movedWindow(number(i))).then(
        () => false,
        (error: Error) => error.message === 'cut' || Promise.reject(error),
      );
      if (cut) cuts++;
    }
  }
  expect(cuts).toBeGreaterThan(40);
  const after = await readTables(engine());
  await newTables(engine());
  for (const [i, events] of windows.entries()) {
    await putEvents(engine(), number(i), events, i * 1000);
    await moveWindow(engine(), number(i));
  }
  expect(after).toEqual(await readTables(engine()));
  expect(await found(engine())).toEqual(naively(windows));
}, 240_000);
