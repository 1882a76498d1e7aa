import { planSamples } from '@dandelion-loop/portfolio/samples';
import pg from 'pg';
import { askRunning } from '../packages/server/src/engines/control-socket.ts';
import { startTestServer, type TestServer } from '../packages/server/src/test-server.ts';
import { median, report } from './measure.ts';

/** Today with 10,000 things that are open and as many that are over and done with, on a running server. */

const budgetMs = 200;
const rounds = 40;
const dayLength = 86_400_000;
const day = (away: number): string => new Date(Date.now() + away * dayLength).toISOString().slice(0, 10);

async function openDatabase(server: TestServer): Promise<pg.Client> {
  const answer = await askRunning(server.dataFolder, 'stores');
  const { databaseUrl } = JSON.parse((answer as { url: string }).url) as { databaseUrl: string };
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  return client;
}

/** The charity's plan with its period around today. */
async function importPlan(server: TestServer): Promise<void> {
  const days = Math.round((Date.now() - Date.parse(planSamples.charity.period.from)) / dayLength) - 90;
  const moved = JSON.stringify(planSamples.charity).replace(/"(\d{4}-\d\d-\d\d)"/g, (_, on: string) => {
    return JSON.stringify(new Date(Date.parse(on) + days * dayLength).toISOString().slice(0, 10));
  });
  const made = await server.ask('/api/plan/document', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ document: JSON.parse(moved) }),
  });
  if (!made.ok) throw new Error(await made.text());
}

/** A bet of the plan so many times over, running and at their ends. */
async function copyBets(client: pg.Client, count: number, endsOn: string): Promise<void> {
  const { rows } = await client.query<{ column_name: string }>(
    "SELECT column_name FROM information_schema.columns WHERE table_name = 'bets' AND column_name <> 'seq'",
  );
  const given: Record<string, string> = {
    ...{ id: 'gen_random_uuid()', name: "'Bet ' || i", status: "'running'", decided_on: 'NULL', stopped_by: 'NULL' },
    ...{ started_on: `DATE '${day(-70)}'`, ends_on: endsOn },
  };
  const names = rows.map((row) => row.column_name);
  await client.query(`INSERT INTO bets (${names.join(', ')})
    SELECT ${names.map((name) => given[name] ?? `b.${name}`).join(', ')}
    FROM (SELECT * FROM bets LIMIT 1) AS b, generate_series(1, ${count}) AS i`);
}

/** 6,000 follow-ups, 2,000 hand-offs, 1,000 decisions, 700 assumptions and 300 bets that are open; 10,000 more that are done. */
async function fill(client: pg.Client): Promise<void> {
  const by = `'{"kind": "system", "id": null, "name": "Bench"}'::jsonb`;
  const some = (count: number) => `generate_series(1, ${count}) AS i`;
  const over = (i: string) => `(DATE '${day(0)}' - (${i} % 60))`;
  await client.query(`INSERT INTO members (id, name, role)
    SELECT gen_random_uuid(), 'Member ' || i, 'marketer' FROM ${some(40)}`);
  const anybody = `(SELECT id FROM members WHERE name = 'Member ' || (1 + i % 40))`;
  await client.query(`INSERT INTO follow_ups (id, what, owner_id, due_on, created_by, created_at)
    SELECT gen_random_uuid(), 'Do ' || i, ${anybody}, ${over('i')}, ${by}, now() FROM ${some(6000)}`);
  await client.query(`INSERT INTO follow_ups (id, what, owner_id, due_on, state, created_by, created_at, ended_at, ended_by)
    SELECT gen_random_uuid(), 'Done ' || i, ${anybody}, ${over('i')}, 'done', ${by}, now(), now() - i * interval '1 hour', ${by}
    FROM ${some(10_000)}`);
  await client.query(`INSERT INTO hand_offs (id, plan_id, what, to_id, due_on, created_by, created_at)
    SELECT gen_random_uuid(), (SELECT id FROM plans LIMIT 1), 'Give ' || i, CASE WHEN i % 2 = 0 THEN ${anybody} END, ${over('i')}, ${by}, now()
    FROM ${some(2000)}`);
  await client.query(`INSERT INTO decisions (id, what, why, deciders, evidence, look_again_on, search_text, created_by, decided_at)
    SELECT gen_random_uuid(), 'Decide ' || i, '', '{}', '[]', ${over('i')}, '', ${by}, now() FROM ${some(1000)}`);
  await client.query(`INSERT INTO beliefs (id, claim, topic, hangs_on, rule, due_on, search_text, created_by, created_at)
    SELECT gen_random_uuid(), 'Believe ' || i, '', '', '{"by": "hand"}', ${over('i')}, '', ${by}, now() FROM ${some(700)}`);
  await copyBets(client, 300, over('i'));
  await client.query(`INSERT INTO bet_numbers (id, bet_id, kind, on_day, value, note, created_by, created_at)
    SELECT gen_random_uuid(), id, 'money', DATE '${day(-10)}', 10 + i, '', ${by}, now() FROM bets, ${some(30)} WHERE status = 'running'`);
  await client.query('UPDATE plans SET revision = revision + 1');
  await client.query('ANALYZE');
}

async function timeOne(server: TestServer) {
  const started = performance.now();
  const response = await server.ask('/api/today');
  const text = await response.text();
  const ms = performance.now() - started;
  if (response.status !== 200) throw new Error(text);
  const { items, later, more, pending } = JSON.parse(text) as Record<string, unknown[]> & { more: number };
  return { ms, bytes: text.length, open: items!.length + later!.length + more, pending: pending!.length };
}

export async function run(root: string): Promise<void> {
  const server = await startTestServer({ root });
  try {
    await server.signIn();
    await importPlan(server);
    const client = await openDatabase(server);
    await fill(client);
    await client.end();
    const first = await timeOne(server);
    // The plan is computed beside; what is measured is how it is when it is.
    while ((await timeOne(server)).pending > 0) await new Promise((resolve) => setTimeout(resolve, 200));
    const times: number[] = [];
    // What any answer of this server costs on this machine at the same time.
    const least: number[] = [];
    let last = first;
    for (let round = 0; round < rounds; round++) {
      last = await timeOne(server);
      times.push(last.ms);
      const before = performance.now();
      await (await server.ask('/api/workspace')).text();
      least.push(performance.now() - before);
    }
    const sorted = times.toSorted((a, b) => a - b);
    report({
      ...{ bench: 'today: GET /api/today', open: last.open, bytes: last.bytes, firstMs: first.ms },
      ...{ medianMs: median(times), p95Ms: sorted[Math.floor(rounds * 0.95)], maxMs: sorted.at(-1) },
      ...{ smallestAnswerMs: median(least), budgetMs },
    });
  } finally {
    await server.stop();
  }
}
