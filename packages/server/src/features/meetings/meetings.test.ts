import { randomUUID } from 'node:crypto';
import type { BlockKind } from '@dandelion-loop/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Caller } from '../../kernel/caller.ts';
import type { EvidenceAsked, EvidenceSource } from '../../kernel/evidence-source.ts';
import { beliefEvidence } from '../beliefs/index.ts';
import { createDecisions, decisionEvidence } from '../decisions/index.ts';
import { verdictEvidence } from '../experiments/index.ts';
import { answerOf } from '../experiments/test-answers.ts';
import { createFollowUps, followUpEvidence } from '../follow-ups/index.ts';
import { useRhythm } from '../rituals/test-rhythm.ts';
import { createMeetings, type MeetingsService } from './service.ts';

const rhythm = useRhythm();
const { member, makeRitual, rituals, records, query, at, pass, now, entriesOf, makeImport, judge } = rhythm;

let ana: Caller & { id: string };
let joris: Caller & { id: string };
let service: MeetingsService;
const asked: EvidenceAsked[] = [];
let known: string[] = [];
const memory: EvidenceSource = {
  kind: 'learnings',
  async read(one) {
    asked.push(one);
    const before = (one.remembered ?? []) as string[];
    const fresh = known.filter((name) => !before.includes(name));
    return {
      items: fresh.map((name) => ({ subject: { kind: 'learning', id: name, name }, sentence: `${name}.`, page: null })),
      ...{ more: 0, because: `${fresh.length} new.`, remember: [...known] },
    };
  },
};
const broken: EvidenceSource = {
  kind: 'proposals',
  read: () => Promise.reject(new Error('out of order')),
};

beforeAll(async () => {
  ana = await member('Ana', 'owner');
  joris = await member('Joris');
  const log = { info() {}, warn() {}, error() {} };
  service = createMeetings({
    ...{ records: records(), log, now },
    sources: [
      verdictEvidence(records()),
      beliefEvidence(records()),
      memory,
      broken,
      followUpEvidence(records()),
      decisionEvidence(records()),
    ],
  });
});
afterAll(() => service?.stop());

const decisions = () => createDecisions({ records: records(), now });
const followUps = () => createFollowUps({ records: records(), now });
const block = (kind: BlockKind, minutes = 5) => ({ kind, title: `About ${kind}`, why: 'Because.', minutes });
const start = (who: Caller, id: string, body: Partial<Parameters<MeetingsService['start']>[2]> = {}) =>
  service.start(who, id, { about: '', ...body });

describe('an agenda', () => {
  test('fills itself with what is new since the meeting before, and stays as it was', async () => {
    at('2026-11-03T09:00:00Z');
    const blocks = [
      block('verdicts', 10),
      block('assumptions'),
      block('bets'),
      block('learnings'),
      block('proposals'),
      block('talk', 7),
    ];
    const { id } = await makeRitual(ana, { blocks, members: [ana.id, joris.id] });
    known = ['Questions lower'];
    const imported = await makeImport('agenda.csv');
    await judge(imported, [{ name: 'Calm or urgent', ranOn: null, answer: answerOf() }], {
      judgedAt: new Date('2026-11-02T12:00:00Z'),
    });

    const first = await start(ana, id);
    expect(first).toMatchObject({
      occurrence: '2026-11-03T10:00',
      state: 'running',
      present: [{ name: 'Ana' }, { name: 'Joris' }],
    });
    expect(first.agenda.since).toBeNull();
    expect(first.agenda.blocks.map(({ kind, state }) => [kind, state])).toEqual([
      ...[
        ['verdicts', 'filled'],
        ['assumptions', 'empty'],
        ['bets', 'no-source'],
        ['learnings', 'filled'],
      ],
      ...[
        ['proposals', 'empty'],
        ['talk', 'always'],
      ],
    ]);
    expect(first.agenda.blocks[0]).toMatchObject({
      because: '1 test was judged since 4 October 2026.',
      items: [{ subject: { kind: 'experiment', name: 'Calm or urgent' } }],
    });
    expect(first.agenda.blocks[2]!.because).toBe('Nothing here tells of bets yet.');
    expect(first.agenda.blocks[4]!.because).toMatch(/could not be read/);
    // Blocks that are passed over take no time.
    expect(first.agenda.minutes).toBe(10 + 5 + 7);

    pass(30);
    await service.end(ana, first.id, first.version);
    known = ['Questions lower', 'Numbers raise'];
    at('2026-11-10T09:00:00Z');
    const next = await service.agenda(id);
    expect(next.since).toBe('2026-11-03T09:30:00.000Z');
    expect(next.blocks[0]).toMatchObject({
      state: 'empty',
      items: [],
      because: 'No test was judged since 3 November 2026.',
    });
    expect(next.blocks[3]!.items.map(({ subject }) => subject.id)).toEqual(['Numbers raise']);
    expect(asked.at(-1)).toMatchObject({ ritualId: id, today: '2026-11-10', members: [ana.id, joris.id] });
    await query('DELETE FROM imports WHERE id = $1', [imported.importId]);
    expect((await service.read(first.id)).agenda).toEqual(first.agenda);
  });

  test('what is not done and what is to be looked at comes back', async () => {
    at('2026-11-04T09:00:00Z');
    const { id } = await makeRitual(ana, {
      cadence: null,
      blocks: [block('follow-ups'), block('decisions')],
      members: [ana.id],
    });
    const meeting = await start(ana, id);
    const task = { meetingId: meeting.id, decisionId: null };
    const tom = await member('Tom');
    await followUps().add(ana, { ...task, what: 'Ask the printer', ownerId: joris.id, dueOn: '2026-11-06' });
    await followUps().add(ana, { ...task, what: 'Count the seals', ownerId: tom.id, dueOn: '2026-11-20' });
    await decisions().add(ana, {
      meetingId: meeting.id,
      what: 'Keep it',
      why: '',
      evidence: [],
      lookAgainOn: '2026-11-09',
    });
    await service.end(ana, meeting.id, meeting.version);
    await rhythm.leave(tom.id);
    at('2026-11-09T09:00:00Z');
    const { blocks } = await service.agenda(id);
    expect(blocks[0]).toMatchObject({
      because: '2 follow-ups are open, 1 over its day.',
      items: [
        { subject: { name: 'Ask the printer' }, sentence: 'Joris, 3 days over: it was due on 6 November 2026.' },
        {
          subject: { name: 'Count the seals' },
          sentence: 'Tom has left, due on 20 November 2026. Give it to somebody else.',
        },
      ],
    });
    expect(blocks[1]!.items[0]!.sentence).toMatch(/^Decided on 4 November 2026, to be looked at on 9 November 2026/);
    // In the meeting they are found by its agenda, also once they are done.
    const again = await start(ana, id);
    const asked = { agenda: again.id, offset: 0, limit: 50 };
    const [late] = (await followUps().list(ana, asked)).followUps;
    await followUps().change(ana, late!.id, { version: late!.version, state: 'done' });
    await followUps().add(ana, { ...task, meetingId: again.id, what: 'New today', ownerId: ana.id, dueOn: null });
    expect((await followUps().list(ana, asked)).followUps.map(({ what, state }) => [what, state])).toEqual([
      ['Count the seals', 'open'],
      ['Ask the printer', 'done'],
    ]);
    await followUps().change(ana, late!.id, { version: late!.version + 1, state: 'open' });
    expect((await decisions().list(asked)).decisions.map(({ what }) => what)).toEqual(['Keep it']);
    await service.end(ana, again.id, again.version);
    // Elsewhere only what its members are late with.
    const other = await makeRitual(ana, { cadence: null, blocks: [block('follow-ups')], members: [joris.id] });
    expect((await service.agenda(other.id)).blocks[0]!.items.map(({ subject }) => subject.name)).toEqual([
      'Ask the printer',
    ]);
  });

  test('tells of assumptions that turned out otherwise, and of those that are due', async () => {
    at('2026-11-04T09:00:00Z');
    const evidence = {
      at: '2026-11-03T12:00:00Z',
      by: ana.actor,
      reason: '41% of 518 said so.',
      numbers: {},
      query: null,
      experiment: null,
    };
    const insert = (claim: string, state: string, dueOn: string | null) =>
      query(
        `INSERT INTO beliefs (id, claim, topic, hangs_on, rule, due_on, state, evidence, search_text, created_by, created_at)
         VALUES ($1, $2, '', 'Two bets.', '{"by":"hand"}', $3, $4, $5, '', $6, '2026-10-01T00:00:00Z') RETURNING id`,
        [randomUUID(), claim, dueOn, state, state === 'open' ? null : evidence, ana.actor],
      ).then(({ rows }) => rows[0].id as string);
    const believe = (id: string, probability: number) =>
      query(`INSERT INTO forecasts VALUES ($1, $2, 1, 'owner', $3, '2026-10-02T00:00:00Z', false)`, [
        id,
        ana.id,
        probability,
      ]);
    await believe(await insert('Walkers want to belong', 'false', null), 0.7);
    await believe(await insert('As we thought', 'false', null), 0.2);
    await believe(await insert('Due', 'open', '2026-11-04'), 0.5);
    await insert('Later', 'open', '2026-11-05');
    const { id } = await makeRitual(ana, { cadence: null, blocks: [block('assumptions')] });
    expect((await service.agenda(id)).blocks[0]).toMatchObject({
      because: '1 assumption turned out otherwise than we believed, and 1 assumption is due.',
      items: [
        { sentence: 'We gave it 70%, and it turned out false. 41% of 518 said so. What hangs on it: Two bets.' },
        { subject: { name: 'Due' }, sentence: 'It was to be known by 4 November 2026 and is still open.' },
      ],
    });
  });
});

describe('a meeting', () => {
  test('whoever starts second joins; a time is held once', async () => {
    at('2026-11-03T09:00:00Z');
    const { id } = await makeRitual(ana, { blocks: [block('talk')] });
    const both = await Promise.all([start(ana, id), start(joris, id)]);
    expect(both[0]!.id).toBe(both[1]!.id);
    expect(await entriesOf(both[0]!.id)).toEqual(['meeting.started']);
    await service.end(ana, both[0]!.id, 1);
    await expect(start(ana, id, { occurrence: '2026-11-03T10:00' })).rejects.toThrow(/held already/);
    const another = await start(ana, id);
    expect(another.occurrence).toBeNull();
    await service.end(ana, another.id, another.version);
    await expect(rituals().remove(ana.actor, id, 1)).rejects.toThrow(/End it instead/);
  });

  test('its clock is that of the server, and two who press at once do not pass over a block', async () => {
    at('2026-11-03T09:00:00Z');
    const { id } = await makeRitual(ana, { cadence: null, blocks: [block('bets'), block('talk'), block('talk', 10)] });
    let meeting = await start(ana, id);
    expect(meeting.timer).toMatchObject({
      block: 1,
      runningSince: '2026-11-03T09:00:00.000Z',
      spentSeconds: [0, 0, 0],
      givenSeconds: [300, 300, 600],
    });
    pass(2);
    const { version } = meeting;
    const pressed = await Promise.allSettled([
      service.turn(ana, meeting.id, { version, turn: { to: 'block', block: 2 } }),
      service.turn(joris, meeting.id, { version, turn: { to: 'block', block: 2 } }),
    ]);
    expect(pressed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const late = service.turn(joris, meeting.id, { version, turn: { to: 'pause' } });
    await expect(late).rejects.toMatchObject({ code: 'conflict' });
    meeting = await service.read(meeting.id);
    expect(meeting.timer).toMatchObject({ block: 2, spentSeconds: [0, 120, 0] });
    const turn = async (one: Parameters<MeetingsService['turn']>[2]['turn']) => {
      meeting = await service.turn(ana, meeting.id, { version: meeting.version, turn: one });
    };
    pass(1);
    await turn({ to: 'pause' });
    pass(30);
    await turn({ to: 'resume' });
    await turn({ to: 'extend', minutes: 5 });
    pass(1);
    await turn({ to: 'block', block: 1 });
    expect(meeting.timer).toMatchObject({ spentSeconds: [0, 120, 120], givenSeconds: [300, 300, 900] });
    await expect(turn({ to: 'block', block: 3 })).rejects.toThrow(/3 blocks/);
    pass(1);
    const ended = await service.end(ana, meeting.id, meeting.version);
    expect(ended).toMatchObject({ state: 'ended', timer: { block: null, spentSeconds: [0, 180, 120] } });
    await expect(turn({ to: 'resume' })).rejects.toThrow(/ended this meeting/);
  });

  test('one that was forgotten ends when its agenda was through, and the next can begin', async () => {
    at('2026-11-03T09:00:00Z');
    const { id } = await makeRitual(ana, { cadence: null, blocks: [block('talk', 45)] });
    const forgotten = await start(ana, id);
    at('2026-11-05T09:00:00Z');
    const next = await start(ana, id);
    expect(next.id).not.toBe(forgotten.id);
    expect((await service.read(forgotten.id)).endedAt).toBe('2026-11-03T09:45:00.000Z');
  });

  test('announces its summary with what was decided, promised and noted', async () => {
    at('2026-11-03T09:00:00Z');
    const { id } = await makeRitual(ana, { cadence: null, members: [ana.id, joris.id], blocks: [] });
    const meeting = await start(ana, id, { about: 'The storm message' });
    const doc = new Y.Doc();
    doc.getText('notes').insert(0, 'Check in spring.\nTell the board.');
    await service.write(joris, meeting.id, Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64'));
    await decisions().add(ana, {
      meetingId: meeting.id,
      what: 'Rewrite',
      why: 'Opt-outs',
      evidence: [],
      lookAgainOn: '2026-12-01',
    });
    await followUps().add(ana, {
      meetingId: meeting.id,
      decisionId: null,
      what: 'Ask',
      ownerId: joris.id,
      dueOn: null,
    });
    pass(30);
    expect((await service.read(meeting.id)).summary).toBeNull();
    const ended = await service.end(ana, meeting.id, meeting.version);
    expect(ended.summary).toEqual({
      to: [ana, joris].map(({ actor, id }) => ({ id, name: actor.name })),
      passedOnAt: null,
    });
    const { rows } = await query(
      `SELECT data FROM announcements WHERE type = 'meeting.ended' AND data -> 'meeting' ->> 'id' = $1`,
      [meeting.id],
    );
    expect(rows[0].data).toMatchObject({
      ...{ meeting: { name: 'Weekly' }, about: 'The storm message', endedAt: '2026-11-03T09:30:00.000Z' },
      decisions: [{ what: 'Rewrite', why: 'Opt-outs', lookAgainOn: '2026-12-01' }],
      followUps: [{ what: 'Ask', owner: 'Joris', dueOn: null }],
      ...{ notes: 'Check in spring.\nTell the board.', to: [ana.id, joris.id] },
    });
    expect(await entriesOf(meeting.id)).toEqual(['meeting.started', 'meeting.notes-written', 'meeting.ended']);
    expect((await service.list({ search: 'BOARD storm', offset: 0, limit: 10 })).meetings).toMatchObject([
      { id: meeting.id, decisions: 1, followUps: 1 },
    ]);
    // One hour of two people, half each, for one decision.
    expect(await rituals().worth(id)).toMatchObject({
      meetings: 1,
      hours: 1,
      hoursPerDecision: 1,
      followUps: { made: 1 },
    });
  });
});

describe('notes', () => {
  test('of two who write at once nothing is lost, many updates become few, and the text is theirs', async () => {
    at('2026-11-03T09:00:00Z');
    const { id } = await makeRitual(ana, { cadence: null });
    const meeting = await start(ana, id);
    const docs = [new Y.Doc(), new Y.Doc()];
    const send = async (who: Caller, doc: Y.Doc, word: string) => {
      let made: Uint8Array | undefined;
      doc.once('update', (update: Uint8Array) => {
        made = update;
      });
      doc.getText('notes').insert(0, `${word} `);
      await service.write(who, meeting.id, Buffer.from(made!).toString('base64'));
    };
    for (let round = 0; round < 30; round++) {
      await Promise.all([send(ana, docs[0]!, `a${round}`), send(joris, docs[1]!, `j${round}`)]);
    }
    const { update, text } = await service.notes(meeting.id, undefined);
    for (let round = 0; round < 30; round++)
      expect(text.split(' ')).toEqual(expect.arrayContaining([`a${round}`, `j${round}`]));
    const reader = new Y.Doc();
    Y.applyUpdate(reader, new Uint8Array(Buffer.from(update, 'base64')));
    expect(reader.getText('notes').toString()).toBe(text);
    const { rows } = await query('SELECT count(*)::int AS kept FROM meeting_notes WHERE meeting_id = $1', [meeting.id]);
    expect(rows[0].kept).toBeLessThan(40);
    // What one has is not sent again.
    const state = Buffer.from(Y.encodeStateVector(reader)).toString('base64');
    expect((await service.notes(meeting.id, state)).update.length).toBeLessThan(40);
    expect(await entriesOf(meeting.id)).toEqual(['meeting.started', 'meeting.notes-written', 'meeting.notes-written']);
    await expect(service.write(ana, meeting.id, 'AQID')).rejects.toMatchObject({ code: 'bad-value' });
  });

  test('who follows is told that there is something new', async () => {
    const { id } = await makeRitual(ana, { cadence: null });
    const meeting = await start(ana, id);
    const stream = await service.follow(joris, meeting.id);
    let heard = '';
    stream.on('data', (chunk: Buffer) => {
      heard += chunk.toString();
    });
    await expect.poll(() => heard).toMatch(/event: meeting\n/);
    heard = '';
    const doc = new Y.Doc();
    doc.getText('notes').insert(0, 'Secret words');
    await service.write(ana, meeting.id, Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64'));
    await expect.poll(() => heard).toMatch(/event: notes\n/);
    expect(heard).not.toMatch(/Secret|event: meeting/);
    await decisions().add(ana, { meetingId: meeting.id, what: 'Yes', why: '', evidence: [], lookAgainOn: null });
    await expect.poll(() => heard).toMatch(/event: decisions\n/);
    for (let more = 1; more < 20; more++) await service.follow(joris, meeting.id);
    await expect(service.follow(joris, meeting.id)).rejects.toMatchObject({ code: 'too-many-requests' });
    stream.destroy();
    await expect
      .poll(() =>
        service.follow(joris, meeting.id).then(
          () => 'again',
          () => 'full',
        ),
      )
      .toBe('again');
  });
});
