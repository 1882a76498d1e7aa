import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Caller } from '../../kernel/caller.ts';
import { answerOf } from '../experiments/test-answers.ts';
import { useToday } from './test-today.ts';

/** Each source on the real tables. */

const plan = useToday();
const { at, query, bets, followUps, handOffs, decisions, service, all, titles, task } = plan;

let ana: Caller & { id: string };
let joris: Caller & { id: string };
let printer: Caller & { id: string };
beforeAll(() => {
  ({ ana, joris, printer } = plan.people());
});
const read = (who: Caller = ana) => service().read(who);

describe('bets', () => {
  test('one that stopped itself comes first; then verdicts by what they spend a day; then who begins unsigned or has no owner', async () => {
    at('2026-05-01T04:12:00Z');
    const own = await plan.makePlan(ana);
    const spends = async (name: string, value: number) => {
      const bet = await plan.run(ana, own, { name, cap: 5000, endsOn: '2026-05-10', ownerId: joris.id });
      await bets().addNumber(ana.actor, bet.id, { kind: 'money', measure: null, on: '2026-05-01', value, note: '' });
      return bet;
    };
    await spends('Slow', 20);
    await spends('Fast', 60);
    await plan.addBet(ana, own, { name: 'Unsigned', startsOn: '2026-05-12', ownerId: joris.id });
    await plan.addBet(ana, own, { name: 'Too far', startsOn: '2026-06-12', ownerId: joris.id });
    await plan.addBet(ana, own, { name: 'Late start', startsOn: '2026-05-09', ownerId: ana.id });
    await plan.addBet(ana, own, { name: 'Nobody’s', ownerId: null });
    await plan.addBet(ana, own, { name: 'Loose', ownerId: null });
    const mail = await plan.run(ana, own, {
      name: 'Storm',
      ownerId: ana.id,
      stake: { money: 1500, hours: 0, coordinationHours: 0 },
    });
    await bets().addNumber(ana.actor, mail.id, {
      kind: 'money',
      measure: null,
      on: '2026-05-01',
      value: 410,
      note: '',
    });
    await bets().addBreaker(ana.actor, mail.id, { kind: 'harm', measure: 'unsubscribes', limit: 23 });
    at('2026-05-10T04:12:00Z');
    await bets().addNumber(ana.actor, mail.id, {
      kind: 'unsubscribes',
      measure: null,
      on: '2026-05-10',
      value: 41,
      note: '',
    });
    at('2026-05-10T06:40:00Z');

    const found = all(await read()).filter(({ source }) => source === 'bets');
    expect(found.map((one) => [one.class, one.title])).toEqual([
      // 06:12 where the workspace is.
      ['stopped', '“Storm” stopped itself at 06:12'],
      ['verdict', '“Fast” waits for its verdict'],
      ['verdict', '“Slow” waits for its verdict'],
      ['promise', 'Sign “Late start” before it begins'],
      ['owner', '2 open bets have no owner'],
      ['soon', 'Sign “Unsigned” before it begins'],
    ]);
    expect(found[0]).toMatchObject({
      ...{ mine: true, mark: 'stopped', id: mail.id, subject: { kind: 'bet', id: mail.id, name: 'Storm' } },
      fact: '41 unsubscribes, over the limit of 23. €410 of €1,500 was spent.',
      basis: 'Breaker: harm to relationships · owner Ana',
      action: { does: 'open', page: `/plan/bets/${mail.id}` },
    });
    // 60 over the nine days since 1 May.
    expect(found[1]!.waiting.moneyPerDay).toBeCloseTo(60 / 9, 10);
    expect(found[1]!.waiting.sentence).toBe('It spent about €7 a day so far.');
    expect((await read(printer)).items).toEqual([]);
  });

  test('what began and ended lately is told without a need to act', async () => {
    at('2026-05-09T09:00:00Z');
    const own = await plan.makePlan(ana);
    const ended = await plan.run(ana, own, { name: 'Ended', ownerId: ana.id });
    at('2026-05-10T09:00:00Z');
    await bets().decide(ana.actor, ended.id, {
      ...{ version: ended.version, verdict: 'failed', because: 'Nobody came.', asAgreed: true, learned: '' },
      actualPayoff: null,
    });
    await plan.run(ana, own, { name: 'Begun', ownerId: ana.id });
    expect((await read()).since.map(({ mark, sentence }) => [mark, sentence])).toEqual([
      ['running', '“Begun” started.'],
      ['lost', '“Ended” failed: Nobody came.'],
    ]);
    at('2026-05-13T09:00:00Z');
    expect((await read()).since).toEqual([]);
  });
});

test('the plan tells caps, single points and the failure budget, with what goes on being staked a day', async () => {
  at('2026-05-01T09:00:00Z');
  const own = await plan.makePlan(ana, { bets: 3, money: 3000 });
  const mail = await plan.addDomain(ana, own, 'newsletter', 1000);
  const stake = { money: 310, hours: 0, coordinationHours: 0 };
  const bet = await plan.run(ana, own, {
    name: 'Only',
    ownerId: ana.id,
    domainIds: [mail.id],
    stake,
    endsOn: '2026-06-30',
  });
  at('2026-06-20T09:00:00Z');
  const found = all(await read()).filter(({ source }) => source === 'plan');
  // Nothing reaches the target without the one bet, nor without its channel; no failure was risked in most of the period.
  expect(found.map((one) => [one.class, one.title])).toEqual([
    ['shaken', '“newsletter” carries too much'],
    ['pace', 'Too little is risked'],
  ]);
  // 310 in the eleven days from 20 to 30 June; 0.9 for the channel and 0.5 for the bet itself: without it nothing is left of them.
  expect(found[0]!.waiting.moneyPerDay).toBeCloseTo(310 / 11, 10);
  expect(found[0]!.waiting.chance).toBeCloseTo(0.45, 10);
  expect(found[0]!.fact).toBe(
    'If the newsletter fails, the target for Members is missed always. The chance is 45 in 100 smaller without it. 1 other part is a single point of failure too.',
  );
  await service().putOff(ana, { source: 'plan', id: found[0]!.id });
  expect(titles(await read())).toContain('A target hangs on “Only” alone');
  await query('UPDATE failure_domains SET cap = 100 WHERE id = $1', [mail.id]);
  await query('UPDATE plans SET revision = revision + 1');
  expect(titles(await read())).toContain('“newsletter” is over its cap');
  expect((await bets().read(bet.id)).status).toBe('running');
  at('2026-07-01T09:00:00Z');
  expect(all(await read()).filter(({ source }) => source === 'plan')).toEqual([]);
});

describe('promises', () => {
  test('follow-ups: mine first, then the longest over; of the next days only mine; a partner has only theirs', async () => {
    at('2026-05-01T09:00:00Z');
    const tom = await plan.member('Tom');
    const add = (what: string, ownerId: string, dueOn: string | null) =>
      followUps().add(ana, { ...task, what, ownerId, dueOn });
    await add('Ask the printer', joris.id, '2026-05-01');
    await add('Count the seals', ana.id, '2026-05-03');
    await add('Due today', joris.id, '2026-05-04');
    await add('Mine next week', ana.id, '2026-05-11');
    await add('Mine later', ana.id, '2026-05-12');
    await add('His next week', joris.id, '2026-05-08');
    await add('Of Tom', tom.id, null);
    await add('Print it', printer.id, '2026-05-03');
    await plan.leave(tom.id);
    at('2026-05-04T09:00:00Z');
    const today = await read();
    expect(titles(today)).toEqual([
      ...['Count the seals', 'Joris: Ask the printer', 'Printer: Print it', 'Joris: Due today', 'Tom: Of Tom'],
      'Mine next week',
    ]);
    expect(today.items.map(({ fact }) => fact)).toEqual([
      '1 day over: it was due on 3 May 2026.',
      '3 days over: it was due on 1 May 2026.',
      '1 day over: it was due on 3 May 2026.',
      'Due today.',
      'Without a day. Tom has left: give it to somebody else.',
    ]);
    expect(today.items[0]!.action).toMatchObject({ does: 'done', of: 'follow-up', version: 1 });
    expect(titles(await read(printer))).toEqual(['Print it']);
    expect((await read(printer)).items[0]!.action.does).toBe('done');
    const { id } = today.items[0]!;
    await followUps().change(joris, id, { version: 1, state: 'done' });
    const after = await read();
    expect(titles(after)).not.toContain('Count the seals');
    expect((await read(joris)).since).toMatchObject([{ mark: 'passed', sentence: 'Done by Joris: Count the seals' }]);
  });

  test('what one did oneself does not hide what others did', async () => {
    at('2026-05-04T09:00:00Z');
    for (const [what, owner] of [
      ['His', joris] as const,
      ...['One', 'Two', 'Three'].map((one) => [one, ana] as const),
    ]) {
      const { id } = await followUps().add(ana, { ...task, what, ownerId: owner.id, dueOn: null });
      plan.pass(1);
      await followUps().change(owner, id, { version: 1, state: 'done' });
    }
    expect((await read()).since.map(({ sentence }) => sentence)).toEqual(['Done by Joris: His']);
  });

  test('a key, which is nobody, is told what is late and what nobody takes', async () => {
    at('2026-05-04T09:00:00Z');
    const before = plan.errors.length;
    const own = await plan.makePlan(ana);
    const none = { fromBetId: null, toBetId: null, fromId: null, toId: null, dueOn: null };
    await handOffs().add(ana, own.id, { ...none, what: 'Loose' });
    await followUps().add(ana, { ...task, what: 'Ask', ownerId: ana.id, dueOn: '2026-05-04' });
    const today = await read({ ...ana, actor: { kind: 'key', id: ana.id, name: 'Screen' }, member: null });
    expect([today.unread, plan.errors.slice(before)]).toEqual([[], []]);
    expect(titles(today)).toEqual(expect.arrayContaining(['Ana: Ask', 'Loose']));
  });

  test('hand-offs name what waits for them, and tell a partner of nobody else', async () => {
    at('2026-05-01T09:00:00Z');
    const own = await plan.makePlan(ana);
    const waits = await plan.addBet(ana, own, { name: 'Cards', ownerId: ana.id, partnerIds: [] });
    const none = { fromBetId: null, toBetId: null, fromId: null, toId: null, dueOn: null };
    await handOffs().add(ana, own.id, {
      ...none,
      what: 'The list',
      toId: joris.id,
      toBetId: waits.id,
      dueOn: '2026-05-03',
    });
    await handOffs().add(ana, own.id, { ...none, what: 'Loose' });
    await handOffs().add(ana, own.id, {
      ...none,
      what: 'Paper',
      fromId: ana.id,
      toId: printer.id,
      dueOn: '2026-05-05',
    });
    at('2026-05-04T09:00:00Z');
    const found = all(await read()).filter(({ source }) => source === 'hand-offs');
    expect(found.map((one) => [one.class, one.title, one.fact])).toEqual([
      ['promise', 'Joris: The list', '1 day over: it was due on 3 May 2026. “Cards” waits for it.'],
      ['owner', 'Loose', 'Nobody takes it.'],
    ]);
    const theirs = await read(printer);
    expect([theirs.items, titles(theirs)]).toEqual([[], ['Paper']]);
    expect(JSON.stringify(theirs)).not.toMatch(/Cards|Loose|The list/);
  });

  test('decisions and assumptions whose day came, and drafts that rest', async () => {
    at('2026-05-01T09:00:00Z');
    await decisions().add(ana, {
      meetingId: null,
      what: 'Keep it',
      why: 'It won.',
      evidence: [],
      lookAgainOn: '2026-05-04',
    });
    await decisions().add(ana, { meetingId: null, what: 'Not yet', why: '', evidence: [], lookAgainOn: '2026-05-05' });
    const insert = (claim: string, state: string, dueOn: string | null, evidenceAt: string | null) =>
      query(
        `INSERT INTO beliefs (id, claim, topic, hangs_on, cost_if_wrong, rule, due_on, state, evidence, search_text, created_by, created_at)
         VALUES ($1, $2, '', 'Two bets.', 2000, '{"by":"hand"}', $3, $4, $5, '', $6, '2026-04-01T00:00:00Z') RETURNING id`,
        [
          ...[randomUUID(), claim, dueOn, state],
          evidenceAt && {
            at: evidenceAt,
            by: ana.actor,
            reason: '41% of 518 said so.',
            numbers: {},
            query: null,
            experiment: null,
          },
          ana.actor,
        ],
      ).then(({ rows }) => rows[0].id as string);
    const believe = (id: string, probability: number) =>
      query(`INSERT INTO forecasts VALUES ($1, $2, 1, 'marketer', $3, '2026-04-02T00:00:00Z', false)`, [
        id,
        ana.id,
        probability,
      ]);
    await insert('Due', 'open', '2026-05-04', null);
    await insert('Later', 'open', '2026-05-05', null);
    const wrong = await insert('Walkers want to belong', 'false', null, '2026-05-02T12:00:00.000Z');
    await believe(wrong, 0.7);
    await believe(await insert('As we thought', 'false', null, '2026-05-02T12:00:00.000Z'), 0.2);
    await believe(await insert('Long ago', 'false', null, '2026-03-01T12:00:00.000Z'), 0.9);
    const draft = (who: Caller, title: string, createdAt: string) =>
      query(`INSERT INTO drafts VALUES ($1, $2, '{}', 1, $3, $4)`, [randomUUID(), title, who.actor, createdAt]);
    await draft(ana, 'Old', '2026-04-20T00:00:00Z');
    await draft(ana, 'New', '2026-05-03T00:00:00Z');
    await draft(joris, 'His', '2026-04-20T00:00:00Z');
    at('2026-05-04T09:00:00Z');
    const today = await read();
    expect(all(today).map((one) => [one.class, one.title])).toEqual([
      ['shaken', 'We gave 70% to “Walkers want to belong”. It is false.'],
      ['promise', '“Due” is to be settled'],
      ['promise', 'Look again: Keep it'],
      ['soon', 'Run or drop the draft “Old”'],
    ]);
    expect(today.items[0]).toMatchObject({
      fact: '41% of 518 said so. What hangs on it: Two bets.',
      waiting: { sentence: 'Being wrong costs 2,000, as it was written down.', moneyPerDay: null, dueOn: '2026-05-02' },
    });
    const evidence = [{ kind: 'belief', id: wrong, name: 'Walkers want to belong' }];
    await decisions().add(ana, { meetingId: null, what: 'Another way', why: '', evidence, lookAgainOn: null });
    expect(titles(await read())).not.toContain('We gave 70% to “Walkers want to belong”. It is false.');
  });
});

describe('tests', () => {
  test('a verdict waits until a decision names it; an archive does not', async () => {
    at('2026-05-11T09:00:00Z');
    const imported = await plan.makeImport('one.csv');
    await plan.judge(imported, [{ name: 'Calm or urgent', ranOn: null, answer: answerOf() }], {
      judgedAt: new Date('2026-05-10T12:00:00Z'),
    });
    await query("UPDATE experiments SET verdict = 'won', listed_on = '2026-05-10'");
    const archive = await plan.makeImport('archive.csv');
    await plan.judge(
      archive,
      Array.from({ length: 21 }, (_, i) => ({ name: `Old ${i}`, ranOn: null, answer: answerOf() })),
      { judgedAt: new Date('2026-05-10T12:00:00Z') },
    );
    await query("UPDATE experiments SET verdict = 'won' WHERE import_id = $1", [archive.importId]);
    const [found, ...others] = all(await read());
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      class: 'verdict',
      mark: 'won',
      title: '“Calm or urgent” has its verdict',
      source: 'tests',
    });
    const evidence = [{ kind: 'experiment', id: found!.id, name: 'Calm or urgent' }];
    await decisions().add(ana, { meetingId: null, what: 'Keep it', why: '', evidence, lookAgainOn: null });
    expect(all(await read())).toEqual([]);
    await query("UPDATE experiments SET verdict = 'no-difference' WHERE import_id = $1", [imported.importId]);
    expect((await read()).since).toMatchObject([{ mark: 'no-difference', page: `/experiments/${found!.id}` }]);
  });

  test('contradictions are one thing', async () => {
    at('2026-05-11T09:00:00Z');
    await query(
      `INSERT INTO contradictions (id, kind, raised_at, gone_at) VALUES ('a', 'test', '2026-05-09T00:00:00Z', NULL),
       ('b', 'test', '2026-05-10T00:00:00Z', NULL), ('c', 'test', '2026-05-10T00:00:00Z', '2026-05-10T01:00:00Z')`,
    );
    expect(titles(await read())).toEqual(['2 contradictions in what we know']);
  });
});
