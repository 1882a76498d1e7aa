import { startTestServer, type TestServer } from '../packages/server/src/test-server.ts';
import { largePlan } from './large-plan.ts';
import { median, report } from './measure.ts';

/** What the page of a large plan waits for: the real server, from the request to the whole answer. */

interface Bet {
  id: string;
  version: number;
}

async function send<Answer>(server: TestServer, path: string, method: string, body: unknown): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const response = await server.ask(path, { method, headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as Answer;
}

async function timed<Answer>(work: () => Promise<Answer>): Promise<[number, Answer]> {
  const started = performance.now();
  const answer = await work();
  return [performance.now() - started, answer];
}

const wholePlan = (server: TestServer, query = '') =>
  timed(async () => {
    const response = await server.ask(`/api/plan${query}`);
    if (!response.ok) throw new Error(`/api/plan: ${response.status} ${await response.text()}`);
    return (await response.json()) as { plan: { id: string }; outcomes: { id: string }[]; bets: Bet[] };
  });

const round = Math.round;

/** Every two of 260 parts of one outcome; again, while it is kept. */
async function timePairs(server: TestServer) {
  const document = { ...largePlan({ bets: 200, outcomes: 1, domains: 60 }), name: 'One outcome' };
  await send(server, '/api/plan/document', 'POST', { document });
  const { plans } = (await (await server.ask('/api/plans')).json()) as { plans: { id: string; name: string }[] };
  const { id } = plans.find(({ name }) => name === 'One outcome')!;
  const [wholeMs, whole] = await wholePlan(server, `?plan=${id}`);
  const ask = () =>
    timed(async () => {
      const response = await server.ask(`/api/plans/${id}/pairs?outcome=${whole.outcomes[0]!.id}&most=1`);
      return (await response.json()) as { count: number; draws: number; standardError: number; sentence: string };
    });
  const [pairsMs, { count, draws, standardError }] = await ask();
  const [keptMs] = await ask();
  report({
    ...{ bench: 'pairs of a plan: the real server', bets: 200, outcomes: 1, domains: 60, firstPageMs: round(wholeMs) },
    ...{ pairs: count, draws, standardError, pairsMs: round(pairsMs), againMs: round(keptMs), budgetMs: 3000 },
  });
}

export async function run(root: string): Promise<void> {
  const shape = { bets: 200, outcomes: 10, domains: 60 };
  let server = await startTestServer({ root });
  try {
    await server.signIn();
    const [importMs] = await timed(() => send(server, '/api/plan/document', 'POST', { document: largePlan(shape) }));
    const [firstMs, { plan, bets }] = await wholePlan(server);
    const again: number[] = [];
    const changed: number[] = [];
    const whatIf: number[] = [];
    for (let i = 0; i < 9; i++) {
      again.push((await wholePlan(server))[0]);
      const { id } = bets[i]!;
      await send(server, `/api/bets/${id}`, 'PATCH', { version: bets[i]!.version, probability: 0.31 + i / 100 });
      changed.push((await wholePlan(server))[0]);
      const changes = [{ kind: 'bet', id: bets[i + 20]!.id, probability: 0.11 + i / 100 }];
      whatIf.push((await timed(() => send(server, `/api/plans/${plan.id}/what-if`, 'POST', { changes })))[0]);
    }
    const { dataFolder } = server;
    await server.stop({ keep: true });
    server = await startTestServer({ root, dataFolder });
    await server.signIn();
    const [afterStartMs] = await wholePlan(server);
    report({
      ...{ bench: 'plan page: the real server', ...shape, importMs: round(importMs), firstMs: round(firstMs) },
      ...{ againMs: round(median(again)), afterAChangeMs: round(median(changed)), whatIfMs: round(median(whatIf)) },
      ...{ afterStartMs: round(afterStartMs), budgetMs: 1000 },
    });
    await timePairs(server);
  } finally {
    await server.stop();
  }
}
