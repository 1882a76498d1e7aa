import type { addConstraint, BodyOf, WorkflowStep } from '@dandelion-loop/contract';
import { sql } from 'drizzle-orm';
import pino from 'pino';
import { beforeAll, describe, expect, test } from 'vitest';
import { composeAgreements } from '../../compose-agreements.ts';
import type { Caller } from '../../kernel/caller.ts';
import { announce, createAnnouncements } from '../announcements/index.ts';
import { usePlan } from '../bets/test-plan.ts';
import { createFollowUps, followUpEvidence } from '../follow-ups/index.ts';
import { createPrinciples } from '../principles/index.ts';
import { createWorkflows } from '../workflows/index.ts';
import { createConstraints } from './index.ts';

/** What was agreed beforehand becomes tasks when it happens, once each, on a real PostgreSQL. */

const used = usePlan('2026-05-01T09:00:00Z', (tx, before, after) => agreements().onChanged(tx, before, after));
const { plans, bets, makePlan, run, addDomain, at, pass, now, records, query, entriesOf } = used;
const workflows = () => createWorkflows({ records: records(), now });
const parts = () => ({ ...used.parts(), workflows: workflows(), readPlan: (id?: string) => plans().read(id) });
const agreements = () => composeAgreements(parts());
const constraints = () => createConstraints(parts());
const followUps = () => createFollowUps({ records: records(), now });

let ana: Caller & { id: string };
let plan: Awaited<ReturnType<typeof makePlan>>;
beforeAll(async () => {
  ana = await used.member('Ana', 'owner');
  plan = await makePlan(ana);
});

/** Open or ended, of one origin. */
const tasksOf = async (id: string) =>
  (
    await query("SELECT what, owner_id, due_on::text, note FROM follow_ups WHERE origin->>'id' = $1 ORDER BY what", [
      id,
    ])
  ).rows;
const announced = async (type: string, id: string) =>
  (
    await query('SELECT data FROM announcements WHERE type = $1 AND data::text LIKE $2 ORDER BY seq', [type, `%${id}%`])
  ).rows.map(({ data }) => data);

describe('constraints and enablers', () => {
  const add = (given: Partial<BodyOf<typeof addConstraint>> = {}) =>
    constraints().add(ana.actor, plan.id, {
      ...{ outcomeId: plan.outcomeId, kind: 'constraint', what: 'Too few letters', sign: 'Members stay below 220' },
      watch: { on: 'outcome', is: 'below', limit: 220, forDays: null, from: null, until: null },
      ...{ response: 'Call twenty of them', ownerId: ana.id, withinDays: 3, workingDays: true },
      ...given,
    });
  const one = async (id: string) => (await constraints().list(plan.id)).constraints.find((found) => found.id === id)!;
  const value = (on: string, given: number) =>
    plans().addValue(ana.actor, plan.outcomeId, { on, value: given, note: '' });

  test('a number that comes in fires it: a task, told, in the log, and once until it is watched again', async () => {
    at('2026-05-01T09:00:00Z');
    const { id, reading, watching } = await add();
    expect([watching, reading]).toEqual(['“Members” below 220.', 'No number was given that counts.']);
    await value('2026-05-01', 225);
    expect((await one(id)).state).toBe('watching');
    await value('2026-05-01', 205);
    const because = '“Members” stood at 205 on 1 May 2026, below 220.';
    expect(await one(id)).toMatchObject({
      ...{ state: 'fired', reading: because, version: 2 },
      // 1 May 2026 is a Friday.
      firings: [{ because, by: { kind: 'system' }, followUp: { owner: { name: 'Ana' }, dueOn: '2026-05-06' } }],
    });
    await value('2026-05-01', 204);
    await agreements().sweep();
    expect(await tasksOf(id)).toEqual([
      { what: 'Call twenty of them', owner_id: ana.id, due_on: '2026-05-06', note: '' },
    ]);
    expect(await announced('constraint.fired', id)).toMatchObject([
      { because, outcome: { name: 'Members' }, followUp: { owner: 'Ana', dueOn: '2026-05-06' }, to: [ana.id] },
    ]);
    expect(await entriesOf(id)).toEqual(['constraint.created', 'constraint.fired']);

    pass(1);
    const again = await constraints().watchAgain(ana.actor, id, 2);
    // What was given before does not count any more.
    expect(again).toMatchObject({ state: 'watching', reading: 'No number was given that counts.' });
    pass(1);
    await value('2026-05-01', 206);
    expect((await one(id)).firings).toHaveLength(2);
    expect(await tasksOf(id)).toHaveLength(2);
  });

  test('two who judge at once make one task', async () => {
    at('2026-05-02T09:00:00Z');
    const { id } = await add({ watch: { on: 'date', day: '2026-05-09', without: 'word', betId: null } });
    at('2026-05-10T09:00:00Z');
    await Promise.all([
      ...Array.from({ length: 6 }, () => agreements().sweep()),
      constraints()
        .report(ana.actor, id, { version: 1, because: 'I saw it.' })
        .catch((error: unknown) => error),
    ]);
    expect(await tasksOf(id)).toHaveLength(1);
    expect(await announced('constraint.fired', id)).toHaveLength(1);
    expect((await one(id)).firings).toHaveLength(1);
  });

  test('breakers of a failure domain, a bet that has not begun, and numbers of a bet', async () => {
    at('2026-05-12T09:00:00Z');
    const domain = await addDomain(ana, plan, 'newsletter');
    const first = await run(ana, plan, { name: 'First', cap: 100, domainIds: [domain.id] });
    const second = await run(ana, plan, { name: 'Second', cap: 100, domainIds: [domain.id] });
    const idle = await used.addBet(ana, plan, { name: 'Idle' });
    const broken = await add({ watch: { on: 'domain', domainId: domain.id, bets: 2 } });
    const late = await add({ watch: { on: 'date', day: '2026-05-20', without: 'bet-started', betId: idle.id } });
    const limit = { measure: null, is: 'above', limit: 150, forDays: null, from: null, until: null } as const;
    const spent = await add({ watch: { on: 'bet', betId: first.id, kind: 'money', ...limit } });
    const money = (id: string, amount: number) =>
      bets().addNumber(ana.actor, id, { kind: 'money', measure: null, on: '2026-05-12', value: amount, note: '' });
    await money(first.id, 101);
    expect((await one(broken.id)).reading).toBe('1 of 2 that draw on “newsletter”: “First”.');
    await money(first.id, 50);
    expect((await one(spent.id)).reading).toBe('Money spent on “First” stood at 151 on 12 May 2026, above 150.');
    await money(second.id, 101);
    expect((await one(broken.id)).state).toBe('fired');
    expect((await one(late.id)).reading).toBe('8 days left.');
    at('2026-05-21T09:00:00Z');
    await agreements().sweep();
    expect((await one(late.id)).reading).toBe('20 May 2026 is over, and “Idle” has not begun.');
    await bets().remove(ana.actor, idle.id, 1);
    const gone = await constraints().watchAgain(ana.actor, late.id, 2);
    expect(gone.reading).toBe('What was watched is deleted: choose another sign.');
  });

  test('whoever left: it falls to the lead, with a sentence; one that is settled never fires', async () => {
    at('2026-05-12T09:00:00Z');
    const tom = await used.member('Tom');
    const { id } = await add({ ownerId: tom.id, watch: null });
    await used.leave(tom.id);
    const fired = await constraints().report(ana.actor, id, { version: 1, because: 'The printer called.' });
    const [task] = await tasksOf(id);
    const { rows } = await query("SELECT name FROM members WHERE role = 'owner' ORDER BY joined_at LIMIT 1");
    expect(task.note).toBe(`Tom has left: it falls to ${rows[0].name}.`);
    expect(fired.owner).toMatchObject({ name: 'Tom', left: true });
    await expect(constraints().report(ana.actor, id, { version: 2, because: 'Again.' })).rejects.toThrow(/already/);
    await expect(add({ ownerId: tom.id })).rejects.toThrow(/Tom has left/);

    const settled = await add({
      kind: 'enabler',
      watch: { on: 'date', day: '2026-05-13', without: 'word', betId: null },
    });
    await constraints().settle(ana.actor, settled.id, { version: 1, because: 'The contract is signed.' });
    at('2026-05-20T09:00:00Z');
    await agreements().sweep();
    expect(await one(settled.id)).toMatchObject({ state: 'settled', reading: 'Settled: The contract is signed.' });
    expect(await entriesOf(settled.id)).toEqual(['enabler.created', 'enabler.settled']);
  });

  test('what contradicts itself is refused', async () => {
    const above = { is: 'above', limit: 1, forDays: null, from: null, until: null } as const;
    const betId = crypto.randomUUID();
    await expect(add({ outcomeId: betId })).rejects.toThrow(/no such outcome/);
    await expect(add({ watch: { on: 'bet', betId, kind: 'money', measure: null, ...above } })).rejects.toThrow(
      /no such bet/,
    );
    await expect(add({ watch: { on: 'domain', domainId: betId, bets: 1 } })).rejects.toThrow(/no such failure domain/);
    const turned = { ...above, on: 'outcome', from: '2026-06-01', until: '2026-05-01' } as const;
    await expect(add({ watch: turned })).rejects.toThrow(/Turn the days round/);
    await expect(add({ watch: null, sign: '' })).rejects.toThrow(/by which sign/);
    const { id } = await add({ watch: null });
    await constraints().change(ana.actor, id, { version: 1, withinDays: 1 });
    await expect(constraints().change(ana.actor, id, { version: 1, withinDays: 2 })).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});

describe('workflows', () => {
  const runsOf = async (workflow: string) => (await workflows().runs({ workflow, offset: 0, limit: 50 })).runs;
  const tasks = async (workflow: string) => (await runsOf(workflow)).map((one) => one.tasks.map(({ what }) => what));
  const step = (given: Partial<WorkflowStep> = {}): WorkflowStep => ({
    ...{ what: 'Look', owner: { kind: 'bet-owner' }, days: 1, workingDays: true },
    ...given,
  });
  const tell = async () => {
    const told = { records: records(), receivers: [workflows().onAnnounced], url: () => 'http://here', now };
    await createAnnouncements({ ...told, log: pino({ level: 'silent' }) }).tell();
  };

  test('each thing that happens to a bet begins what waits for it, once, for its owner', async () => {
    at('2026-05-15T09:00:00Z');
    await query('UPDATE announcements SET told_at = now()');
    const rik = await used.member('Rik');
    const launch = await workflows().add(ana.actor, { pack: 'launch' });
    const broken = await workflows().add(ana.actor, { pack: 'breaker' });
    const verdict = await workflows().add(ana.actor, { pack: 'verdict', verdicts: ['failed'] });
    const idle = await workflows().add(ana.actor, { pack: 'launch', active: false });
    const bet = await run(ana, plan, { name: 'Posters', cap: 100, ownerId: rik.id });
    const [begun] = await runsOf(launch.id);
    expect(begun).toMatchObject({ because: '“Posters” began.', about: { kind: 'bet', name: 'Posters' } });
    expect(begun!.tasks.map(({ owner, dueOn }) => `${owner.name} ${dueOn}`)).toEqual([
      // 15 May 2026 is a Friday.
      ...['Rik 2026-05-15', 'Rik 2026-05-18', 'Rik 2026-05-18', 'Rik 2026-05-20', 'Rik 2026-05-22'],
    ]);
    await bets().change(ana.actor, bet.id, { version: bet.version, probability: 0.3 });
    const money = { kind: 'money', measure: null, on: '2026-05-15', value: 101, note: '' } as const;
    await bets().addNumber(ana.actor, bet.id, money);
    await agreements().sweep();
    expect((await runsOf(broken.id)).map(({ because }) => because)).toEqual([
      'A breaker stopped “Posters”. 101 is spent, over the limit of 100.',
    ]);
    const { version } = await bets().read(bet.id);
    const failed = { because: 'Nobody looked.', asAgreed: true, learned: '', actualPayoff: null };
    await bets().decide(ana.actor, bet.id, { version, verdict: 'failed', ...failed });
    expect((await tasks(verdict.id)).map(({ length }) => length)).toEqual([5]);
    const other = await run(ana, plan, { name: 'Radio' });
    await bets().decide(ana.actor, other.id, { version: other.version, verdict: 'succeeded', ...failed });
    expect(await tasks(verdict.id)).toHaveLength(1);
    expect([await tasks(launch.id), await tasks(idle.id)].map(({ length }) => length)).toEqual([2, 0]);
    const [listed] = (await workflows().list()).workflows.filter(({ id }) => id === launch.id);
    expect(listed!.runs).toMatchObject({ total: 2, open: 2 });
    for (const { id } of (await workflows().list()).workflows) await workflows().remove(ana.actor, id, 1);
  });

  test('a meeting and a verdict of a test, told twice and by two at once', async () => {
    const ritual = await used.makeRitual(ana, { cadence: null });
    const mine = { name: 'After it', trigger: 'meeting-ended' as const, ritualId: ritual.id, steps: [step()] };
    const after = await workflows().add(ana.actor, { pack: null, ...mine });
    const judged = { name: 'Judged', trigger: 'test-judged' as const, steps: [step()] };
    const won = await workflows().add(ana.actor, { pack: null, ...judged, verdicts: ['won'] });
    // Without its ritual it would begin after every meeting.
    await expect(used.rituals().remove(ana.actor, ritual.id, 1)).rejects.toThrow(/“After it” begins after this ritual/);
    const meetingId = crypto.randomUUID();
    await query(
      `INSERT INTO meetings (id, ritual_id, about, started_at, agenda, memory, spent_seconds, given_seconds, present, search_text, started_by)
       VALUES ($1, $2, '', now(), '{}', '{}', '{}', '{}', '{}', '', '{}')`,
      [meetingId, ritual.id],
    );
    const test_ = { id: crypto.randomUUID(), title: 'Subject line', verdict: 'won', sentence: 'Yes. B won.' } as const;
    const verdicts = { won: 1, lost: 0, 'no-difference': 0, inconclusive: 0, invalid: 0 };
    const say = () =>
      records().transaction(async (tx) => {
        const of = { id: crypto.randomUUID(), name: 'File' };
        await announce(tx, { type: 'verdict.reached', data: { import: of, tests: 1, verdicts, test: test_ } }, now());
        const held = { about: '', startedAt: now().toISOString(), endedAt: now().toISOString(), present: [] };
        const rest = { decisions: [], followUps: [], notes: '', to: [] };
        const meeting = { id: meetingId, name: 'Weekly' };
        await announce(tx, { type: 'meeting.ended', data: { meeting, ...held, ...rest } }, now());
      });
    await say();
    // Announced again, as after a test that was judged again, and told by several servers.
    await say();
    await Promise.all([tell(), tell(), tell()]);
    await query('UPDATE announcements SET told_at = NULL');
    await tell();
    expect([await tasks(after.id), await tasks(won.id)]).toEqual([[['Look']], [['Look']]]);
    expect((await runsOf(won.id))[0]).toMatchObject({ about: { name: 'Subject line' }, because: 'Yes. B won.' });
    const [task] = (await runsOf(won.id))[0]!.tasks;
    expect(task!.note).toMatch(/^There is no bet whose owner could do it: it falls to /);
  });

  test('by hand; whoever left passes it to the lead; agendas and lists have its tasks', async () => {
    const tom = await used.member('Tom');
    const owner = { kind: 'member', id: tom.id } as const;
    const made = await workflows().add(ana.actor, {
      ...{ pack: null, name: 'Fair', trigger: 'by-hand', steps: [step({ owner }), step({ what: 'Pack', days: 0 })] },
    });
    await used.leave(tom.id);
    const begun = await workflows().start(ana.actor, made.id, { betId: null, about: 'The spring fair' });
    expect(begun).toMatchObject({ about: { name: 'The spring fair' }, by: { name: 'Ana' } });
    expect(begun.tasks.map(({ note }) => note.replace(/to .*/, ''))).toEqual([
      ...['There is no bet whose owner could do it: it falls ', 'Tom has left: it falls '],
    ]);
    const [first] = begun.tasks;
    await followUps().change(ana, first!.id, { version: 1, state: 'done' });
    await followUps().change(ana, begun.tasks[1]!.id, { version: 1, ownerId: ana.id });
    expect((await runsOf(made.id))[0]!.tasks.map(({ state }) => state).sort()).toEqual(['done', 'open']);
    const source = followUpEvidence(records());
    const asked = { since: now(), now: now(), today: '2026-05-15', timeZone: 'UTC', remembered: null };
    const { items } = await source.read({ ...asked, ritualId: crypto.randomUUID(), members: [ana.id] });
    expect(items.map(({ sentence }) => sentence).join()).toContain('It comes from “Fair: The spring fair”.');
    await expect(workflows().add(ana.actor, { pack: null, name: 'X', steps: [step({ owner })] })).rejects.toThrow(
      /Tom has left/,
    );
    await expect(workflows().add(ana.actor, { pack: 'launch', verdicts: ['won'] })).rejects.toMatchObject({
      code: 'bad-value',
    });
    await expect(workflows().add(ana.actor, { pack: 'none' })).rejects.toMatchObject({ code: 'unknown-value' });
  });

  test('one that is being deleted keeps no change of the plan out', async () => {
    const made = await workflows().add(ana.actor, { pack: 'launch' });
    const waiting = async () =>
      (
        await query(
          "SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        )
      ).rows[0].waiting;
    let begun: Promise<unknown> = Promise.resolve();
    await records().transaction(async (tx) => {
      await tx.execute(sql`DELETE FROM workflows WHERE id = ${made.id}`);
      begun = run(ana, plan, { name: 'Meanwhile' });
      await expect.poll(waiting).toBe(1);
    });
    expect(await begun).toMatchObject({ name: 'Meanwhile', status: 'running' });
  });

  test('the log has whom a step asks and until when, with what stood before', async () => {
    const mei = await used.member('Mei');
    const made = await workflows().add(ana.actor, { pack: null, name: 'Fair', steps: [step({ what: 'Pack' })] });
    const change = (version: number, given: Partial<WorkflowStep>) =>
      workflows().change(ana.actor, made.id, { version, steps: [step({ what: 'Pack', ...given })] });
    await change(1, { owner: { kind: 'member', id: mei.id } });
    await change(2, { owner: { kind: 'member', id: mei.id }, days: 2, workingDays: false });
    const { rows } = await query(
      "SELECT before, after FROM audit_log WHERE subject_id = $1 AND action = 'workflow.changed' ORDER BY seq",
      [made.id],
    );
    expect(rows).toEqual([
      { before: { steps: ['Pack (bet-owner, 1 working day)'] }, after: { steps: ['Pack (Mei, 1 working day)'] } },
      { before: { steps: ['Pack (Mei, 1 working day)'] }, after: { steps: ['Pack (Mei, 2 days)'] } },
    ]);
  });
});

describe('principles', () => {
  const principles = () => createPrinciples({ records: records(), now });

  test('bets follow or break it, and those that say so before their verdict count', async () => {
    at('2026-06-01T09:00:00Z');
    const { id } = await principles().add(ana.actor, {
      ...{ sentence: 'We write twice a week at most.', why: '', ownerId: ana.id, state: 'active' },
    });
    const [good, bad, late] = [
      await run(ana, plan, { name: 'Good' }),
      await run(ana, plan, { name: 'Bad' }),
      await run(ana, plan, { name: 'Late' }),
    ];
    const say = (betId: string, stand: 'follows' | 'breaks', reason = '') =>
      principles().say(ana.actor, betId, { principleId: id, stand, reason });
    await say(good.id, 'follows');
    await say(bad.id, 'follows');
    expect(await say(bad.id, 'breaks', 'It is the idea.')).toMatchObject({ stand: 'breaks', afterwards: false });
    const verdict = { because: 'Seen.', asAgreed: true, learned: '', actualPayoff: null };
    await bets().decide(ana.actor, good.id, { version: good.version, verdict: 'succeeded', ...verdict });
    await bets().decide(ana.actor, late.id, { version: late.version, verdict: 'succeeded', ...verdict });
    at('2026-06-02T09:00:00Z');
    expect(await say(late.id, 'follows')).toMatchObject({ afterwards: true });
    const { principle, bets: said } = await principles().read(id);
    expect(principle).toMatchObject({
      follows: { bets: 1, decided: 1, succeeded: 1 },
      breaks: { bets: 1, decided: 0, succeeded: 0 },
      verdict: expect.stringMatching(/^Too few to say/),
    });
    expect(said.map(({ bet, stand }) => `${bet.name} ${stand}`).sort()).toEqual([
      ...['Bad breaks', 'Good follows', 'Late follows'],
    ]);
    expect(await entriesOf(bad.id)).toEqual(expect.arrayContaining(['bet.follows-principle', 'bet.breaks-principle']));
    await principles().takeBack(ana.actor, bad.id, id);
    expect((await principles().ofBet(bad.id)).open.map((one) => one.id)).toContain(id);
    await principles().change(ana.actor, id, { version: 1, state: 'retired' });
    await expect(say(bad.id, 'follows')).rejects.toMatchObject({ code: 'conflict' });
    expect((await principles().ofBet(good.id)).stands).toHaveLength(1);
  });
});

describe('tasks', () => {
  test('one that is over its day is told once for each day that was agreed', async () => {
    at('2026-05-04T09:00:00Z');
    const { id } = await followUps().add(ana, {
      what: 'Ask',
      ownerId: ana.id,
      dueOn: '2026-05-05',
      meetingId: null,
      decisionId: null,
    });
    await followUps().sweep();
    expect(await announced('follow-up.overdue', id)).toEqual([]);
    at('2026-05-07T09:00:00Z');
    await Promise.all([followUps().sweep(), followUps().sweep()]);
    await followUps().sweep();
    expect(await announced('follow-up.overdue', id)).toMatchObject([{ dueOn: '2026-05-05', days: 2, to: [ana.id] }]);
    await followUps().change(ana, id, { version: 1, dueOn: '2026-05-06' });
    await followUps().sweep();
    expect(await announced('follow-up.overdue', id)).toHaveLength(2);
  });
});
