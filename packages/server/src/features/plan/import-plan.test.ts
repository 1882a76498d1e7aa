import { readPlanDocument } from '@dandelion-loop/contract';
import { answerPlan } from '@dandelion-loop/portfolio';
import { beforeAll, expect, test } from 'vitest';
import type { Caller } from '../../kernel/caller.ts';
import { usePlan } from '../bets/test-plan.ts';
import { documentOf } from './plan-state.ts';

const plan = usePlan();
const { plans, bets, query } = plan;

let ana: Caller & { id: string };
beforeAll(async () => {
  ana = await plan.member('Ana');
});

const document = {
  ...{ schema: 1, name: 'Year', currency: 'EUR', rates: [{ currency: 'GBP', on: '2026-01-01', rate: 1.2 }] },
  period: { from: '2026-01-01', to: '2027-01-01', failureBudget: { bets: 6, money: 12000 } },
  domains: [
    { name: 'newsletter', kind: 'channel', failure: 0.1, cap: 20000 },
    { name: 'printer', kind: 'partner', failure: 0.05 },
  ],
  outcomes: [{ name: 'members', metric: 'who pay', unit: 'members', baseline: 200, target: 320, by: '2026-12-31' }],
  bets: [
    {
      ...{ name: 'welcome', outcome: 'members', stake: { money: 3000, hours: 40, coordinationHours: 6 } },
      ...{ probability: 0.4, payoff: { low: 20, likely: 45, high: 90 }, domains: ['newsletter', 'printer'] },
      ...{ hypothesis: 'Who is welcomed stays.', cap: 3500, killCriteria: ['Fewer than 5.'], agreedOn: '2026-01-02' },
      ...{ status: 'failed', startedOn: '2026-01-05', decidedOn: '2026-03-01', spent: 1200, owner: 'Ana' },
    },
    {
      ...{ name: 'fair', outcome: 'members', probability: 0.5, payoff: 60, ifFails: -5, domains: ['printer'] },
      ...{ status: 'running', startedOn: '2026-04-01', endsOn: '2026-06-01', cap: 900, currency: 'GBP' },
      ...{ stake: { money: 800 }, guardrails: ['No more than 3 complaints.'], successMetric: '60 members' },
    },
    { name: 'referrals', outcome: 'members', probability: 0.3, payoff: 30, dependsOn: ['fair'], owner: 'Zoe' },
  ],
};

const load = (given: unknown, into: string | null = null, rest: { dryRun?: boolean; revision?: number } = {}) =>
  plans().import(ana.actor, { document: given as never, into, dryRun: false, ...rest });
const exported = async (id: string) => documentOf((await plans().read(id)).state);
const counts = async () =>
  (
    await query(
      'SELECT (SELECT count(*) FROM plans)::int AS plans, (SELECT count(*) FROM bets)::int AS bets, (SELECT count(*) FROM bet_numbers)::int AS numbers',
    )
  ).rows[0];

test('what goes in comes out: the same document, the same answer', async () => {
  const { plan: made, problems, notes } = await load(document);
  expect(problems).toEqual([]);
  expect(notes).toEqual(['Nobody here, or more than one, is called Zoe: those bets have no owner yet.']);
  const out = await exported(made!.id);
  const read = readPlanDocument(structuredClone(document)) as { plan: typeof out };
  const { owner: _, ...third } = read.plan.bets[2]!;
  expect({ ...out, bets: out.bets }).toEqual({ ...read.plan, bets: [read.plan.bets[0], read.plan.bets[1], third] });
  expect(answerPlan(out, { on: '2026-05-01' })).toEqual(
    answerPlan({ ...read.plan, bets: out.bets }, { on: '2026-05-01' }),
  );
  // One that runs has the breakers of one that was begun here.
  const { state } = await plans().read(made!.id);
  const views = await bets().views(state);
  expect(views.map(({ name, breakers }) => [name, breakers.map(({ kind }) => kind)])).toEqual([
    ['welcome', []],
    ['fair', ['spend', 'date']],
    ['referrals', []],
  ]);
  expect(views[0]).toMatchObject({ counts: { would: true }, owner: { name: 'Ana' }, spent: { money: 1200 } });
  expect((await load(out, made!.id)).changes).toEqual([]);
});

test('problems have the path and the reason, and nothing is changed', async () => {
  const before = await counts();
  const broken = structuredClone(document) as typeof document & { bets: { payoff: unknown }[] };
  broken.bets[1]!.outcome = 'Members';
  broken.bets[2]!.probability = 1.5;
  expect((await load(broken)).problems).toEqual([
    { path: 'bets[2].probability', reason: 'it must be 1 or less, not 1.5.' },
    {
      path: 'bets[1].outcome',
      reason: 'there is no outcome "Members": a stake needs an outcome. Did you mean "members"?',
    },
  ]);
  const over = structuredClone(document);
  over.domains[0]!.cap = 1000;
  const { problems } = await load(over);
  expect(problems).toMatchObject([
    { path: 'domains[0].cap', reason: expect.stringMatching(/newsletter: .*1,200 of .*1,000/) },
  ]);
  expect((await load('text')).problems).toMatchObject([{ path: '' }]);
  expect(await counts()).toEqual(before);
});

test('into a plan: a dry run says what would change, and what began cannot be taken out', async () => {
  const { plan: made } = await load(document);
  const id = made!.id;
  const other = structuredClone(document);
  other.bets[2]!.probability = 0.6;
  other.bets.push({ ...other.bets[2]!, name: 'new' });
  const revised = structuredClone(other);
  const told = await load(revised, id, { dryRun: true });
  expect(told).toMatchObject({
    plan: null,
    changes: [
      { change: 'changed', kind: 'bet', name: 'referrals', fields: ['probability'] },
      { change: 'added', kind: 'bet', name: 'new' },
    ],
  });
  expect((await exported(id)).bets).toHaveLength(3);
  await load(revised, id, { revision: (await plans().read(id)).state.plan.revision });
  expect((await exported(id)).bets.map(({ name, probability }) => [name, probability])).toEqual([
    ...[
      ['welcome', 0.4],
      ['fair', 0.5],
      ['referrals', 0.6],
      ['new', 0.6],
    ],
  ]);
  await expect(load(revised, id, { revision: 1 })).rejects.toMatchObject({ code: 'conflict' });
  const without = {
    ...document,
    bets: [document.bets[0]!, document.bets[2]!].map((bet) => ({ ...bet, dependsOn: [] })),
  };
  expect((await load(without, id)).problems).toEqual([
    { path: 'bets', reason: '“fair” began and is not in the document. Leave it in: what came of it stays.' },
  ]);
  const undone = structuredClone(document);
  (undone.bets[0] as { status: string }).status = 'succeeded';
  expect((await load(undone, id)).problems).toMatchObject([{ path: 'bets[0].status' }]);
  expect((await load(document, id)).changes).toMatchObject([
    { fields: ['probability'] },
    { change: 'removed', name: 'new' },
  ]);
});

test('values of outcomes: by hand and by file, the history is kept', async () => {
  const { plan: made } = await load(document);
  const [outcome] = (await plans().read(made!.id)).state.outcomes;
  const add = (on: string, value: number) => plans().addValue(ana.actor, outcome!.id, { on, value, note: '' });
  await add('2026-04-01', 210);
  await add('2026-05-01', 230);
  expect((await add('2026-04-01', 215)).values.map(({ on, value }) => [on, value])).toEqual([
    ...[
      ['2026-04-01', 215],
      ['2026-05-01', 230],
    ],
  ]);
  const csv = 'outcome,on,value\nmembers,2026-05-01,230\nmembers,2026-06-01,"1 240.5"\n';
  const read = (text: string) => plans().importValues(ana.actor, made!.id, { csv: text, dryRun: false });
  expect(await read(csv)).toMatchObject({ added: 1, unchanged: 1, problems: [] });
  expect(await read(csv)).toEqual({ added: 0, unchanged: 2, problems: [], importId: null });
  expect((await read(`${csv}nobody,2026-06-01,1\n`)).problems).toMatchObject([{ line: 4 }]);
  const { rows } = await query('SELECT value FROM outcome_values WHERE outcome_id = $1 ORDER BY id', [outcome!.id]);
  expect(rows.map(({ value }) => value)).toEqual([210, 230, 215, 1240.5]);
});
