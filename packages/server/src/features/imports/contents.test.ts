import type { Choices, TestAnswer } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import { testActor } from '../../kernel/test-caller.ts';
import { chooseMany, newest, type TestServer, untilEnded, useStores } from './test-imports.ts';

/** What the variations of an import are made of. */

const stores = useStores();

const file = `test,variation,clicks,sent,week,tone,headline,image
first,A,100,1000,202401,plain,"Give today, please",i1
first,B,130,1000,202401,urgent,Give now,i1
first,B,20,500,202401,urgent,,i1
second,A,100,1000,202402,plain,Ünïcode 💐 “quoted”,i2
second,B,90,1000,202402,plain,One text,i2
second,B,90,1000,202402,calm,Another text,i2
`;

async function importWith(server: TestServer, changes: Partial<Choices>) {
  const uploadId = await stores.store(file);
  const choices = chooseMany(changes);
  const made = await server.imports.create(testActor, { source: 'file', name: 'Spring', uploadId, choices });
  return untilEnded(server.imports, made.id);
}

const variationsOf = (id: string) =>
  stores.ask<{
    test: string;
    name: string;
    content: unknown;
    metrics: { name: string; units: number; value: number }[];
  }>(
    `SELECT e.name AS test, v.name, v.content, v.metrics FROM variations v JOIN experiments e ON e.id = v.experiment_id
     WHERE e.import_id = $1 ORDER BY e.name, v.place`,
    [id],
  );

const content = { attributes: ['tone'], texts: ['headline'], held: ['image'] };

test('is kept with the figures of each variation', async () => {
  const server = await stores.serve();
  const done = await importWith(server, content);
  expect(newest(done)).toMatchObject({ failure: null, state: 'done', choices: content });
  const found = await variationsOf(done.id);
  expect(found.map((row) => [row.test, row.name, row.content])).toEqual([
    ['first', 'A', { tone: 'plain', headline: 'Give today, please', image: 'i1' }],
    // A blank cell says nothing.
    ['first', 'B', { tone: 'urgent', headline: 'Give now', image: 'i1' }],
    ['second', 'A', { tone: 'plain', headline: 'Ünïcode 💐 “quoted”', image: 'i2' }],
    // Rows of one variation that differ: nobody knows which is meant.
    ['second', 'B', { tone: null, headline: null, image: 'i2' }],
  ]);
  expect(found[1]!.metrics).toEqual([
    {
      ...{ name: 'clicks', kind: 'proportion', direction: 'higher-is-better', units: 1500, value: 0.1 },
      standardDeviation: expect.closeTo(0.3, 3),
    },
  ]);
});

test('is written anew when the import is judged again, also without its file', async () => {
  const server = await stores.serve();
  const done = await importWith(server, content);
  await server.imports.analyzeAgain(testActor, done.id, {
    version: done.version,
    choices: chooseMany({ attributes: ['tone'] }),
  });
  await untilEnded(server.imports, done.id);
  expect((await variationsOf(done.id)).map(({ content }) => content)).toEqual([
    { tone: 'plain' },
    { tone: 'urgent' },
    { tone: 'plain' },
    { tone: null },
  ]);
});

test('says what an attribute did in the answer of each test', async () => {
  const server = await stores.serve();
  const done = await importWith(server, content);
  const found = await stores.ask<{ name: string; answer: TestAnswer }>(
    `SELECT e.name, r.answer FROM results r JOIN experiments e ON e.id = r.experiment_id WHERE e.import_id = $1 ORDER BY e.name`,
    [done.id],
  );
  const [first, second] = found.map(({ answer }) => answer.why!);
  // 150 of 1,500 against 100 of 1,000.
  expect(first!.effects).toMatchObject([{ attribute: 'tone', level: 'urgent', reference: 'plain', metric: 'clicks' }]);
  expect(first!.effects[0]!.difference.value).toBeCloseTo(0, 12);
  expect(second!.effects).toEqual([]);
  expect(second!.notes.join()).toContain('“tone” was left out: variation “B” has');
});
