import type { AuditEntry, Endpoint } from '@dandelion-loop/contract';
import * as contract from '@dandelion-loop/contract';
import { exampleOf } from '@dandelion-loop/contract/examples';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../test-server.ts';

/**
 * Sends a request to every route that changes something, and looks for its entry in the audit log: a new route fails here until it
 * is sent a request that changes something, or says `changes: false` in the contract.
 */

/** Routes whose own tests look for their entries, as they need an authenticator, a mailbox or a receiver. */
const elsewhere: Record<string, RegExp> = {
  'features/access/sign-in.test.ts':
    /^\w+ \/api\/(account\/(second-factor|password|sessions)|members\/:id\/second-factor|links|session)(\/|$)/,
  // They need contradictions that were found.
  'features/contradictions/contradictions-travel.test.ts': /^\w+ \/api\/contradictions\/:id\/(dismissal|draft)$/,
  // It needs events that were moved.
  'features/customers/customers.test.ts': /^POST \/api\/customers\/:id\/links$/,
  // They need learnings that were computed.
  'features/learnings/notes.test.ts': /^\w+ \/api\/learnings\/:id\/confirmation$/,
  'features/webhooks/webhooks.test.ts': /^\w+ \/api\/webhooks/,
  // The log goes with the workspace.
  'features/workspace/workspace.test.ts': /^DELETE \/api\/workspace$/,
};

const keyOf = ({ method, path }: Pick<Endpoint, 'method' | 'path'>) => `${method} ${path}`;
const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'permission' in value && 'path' in value;

let server: TestServer;
let changing: string[];
const visited = new Set<string>();

beforeAll(async () => {
  server = await startTestServer();
  await server.signIn();
  const { paths } = (await (await server.ask('/api/openapi.json')).json()) as { paths: Record<string, object> };
  const served = new Set(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    ),
  );
  const endpoints = Object.values<unknown>(contract).filter(isEndpoint);
  changing = endpoints
    .filter(({ method, changes }) => method !== 'GET' && changes !== false)
    .map(keyOf)
    .filter((key) => served.has(key));
});
afterAll(() => server.stop());

// biome-ignore lint/suspicious/noExplicitAny: the answers of many endpoints
const read = async (path: string): Promise<any> => (await server.ask(path)).json();
const newest = async (): Promise<AuditEntry | undefined> => (await read('/api/audit?limit=1')).entries[0];

/** Sends it and expects the entry, which can be followed by what the system did. Answers with the answer. */
async function change<E extends Endpoint>(
  endpoint: E,
  {
    id = '',
    principleId = '',
    keyId = '',
    query = '',
    body,
    ...sent
  }: { id?: string; principleId?: string; keyId?: string; query?: string; body?: unknown; cookie?: string },
  action: string,
  // biome-ignore lint/suspicious/noExplicitAny: the answers of many endpoints
): Promise<any> {
  visited.add(keyOf(endpoint));
  const before = (await newest())?.seq ?? 0;
  const isJson = body !== undefined && typeof body !== 'string';
  const response = await server.ask(
    `${endpoint.path.replace(':kind', 'note').replace(':id', id).replace(':principleId', principleId).replace(':keyId', keyId)}${query}`,
    {
      method: endpoint.method,
      ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : (body as string) }),
      headers: { ...(body === undefined ? {} : { 'content-type': isJson ? 'application/json' : 'text/csv' }), ...sent },
    },
  );
  const text = await response.text();
  expect([keyOf(endpoint), response.status, text.slice(0, 300)]).toEqual([
    keyOf(endpoint),
    endpoint.status ?? (endpoint.answer ? 200 : 204),
    expect.anything(),
  ]);
  const { entries } = (await (await server.ask('/api/audit?limit=20')).json()) as { entries: AuditEntry[] };
  const made = entries.filter(({ seq, actor }) => seq > before && actor.kind === 'member');
  expect([keyOf(endpoint), ...made.map((entry) => entry.action)]).toContain(action);
  return text === '' ? undefined : JSON.parse(text);
}

const file = `group,y\n${'A,1\nB,0\nA,0\nB,1\n'.repeat(30)}`;
const metric = {
  ...{ name: 'y', kind: null, numerator: 'y', denominator: null, lowerIsBetter: false },
  ...{ practical: { value: 0.01, relative: true }, covariate: null, currency: null },
};
const choices = {
  ...{ variation: 'group', control: 'A', split: null, unit: null, metrics: [metric], segments: [] },
  ...{ test: null, period: null, where: null, inference: 'fixed', level: 0.95, plannedUnits: 5000 },
};

async function ended(id: string) {
  await expect
    .poll(async () => (await read(`/api/imports/${id}`)).analyses[0].state, { timeout: 30_000 })
    .not.toMatch(/queued|running/);
  return read(`/api/imports/${id}`);
}

test('settings', async () => {
  const { version } = await read('/api/workspace');
  const now = await change(contract.changeWorkspace, { body: { version, name: 'Ours' } }, 'workspace.changed');
  await change(contract.changeMethods, { body: { version: now.version, level: 0.9 } }, 'workspace.changed');
});

test('files, imports, and what they bring', async () => {
  const upload = await change(contract.storeUpload, { query: '?name=t.csv', body: file }, 'upload.stored');
  const asked = { source: 'file', name: 'Test', uploadId: upload.id, choices };
  const { id } = await change(contract.createImport, { body: asked }, 'import.created');
  const { version, experimentId } = await ended(id);
  const renamed = await change(contract.renameImport, { id, body: { version, name: 'Tested' } }, 'import.renamed');
  const again = { version: renamed.version, choices: { ...choices, level: 0.9 } };
  await change(contract.analyzeAgain, { id, body: again }, 'import.analyzed-again');
  await ended(id);
  const broken = { ...again, version: renamed.version + 1, choices: { ...choices, control: 'nobody' } };
  await change(contract.analyzeAgain, { id, body: broken }, 'import.analyzed-again');
  await ended(id);
  await change(contract.retryImport, { id }, 'import.retried');
  await ended(id);
  const sample = await change(contract.createImport, { body: { source: 'sample' } }, 'import.created');
  await change(contract.cancelImport, { id: sample.id }, 'import.cancelled');

  const experiment = await read(`/api/experiments/${experimentId}`);
  const edit = { version: experiment.version, note: 'Read.' };
  await change(contract.changeExperiment, { id: experimentId, body: edit }, 'experiment.changed');
  const comment = await change(contract.addComment, { id: experimentId, body: { text: 'Good.' } }, 'comment.created');
  const better = { version: comment.version, text: 'Very good.' };
  const changed = await change(contract.changeComment, { id: comment.id, body: better }, 'comment.changed');
  const query = `?version=${changed.version}`;
  await change(contract.deleteComment, { id: comment.id, query }, 'comment.deleted');
  const { share } = await change(contract.makeShare, { body: { experimentId } }, 'share.created');
  await change(contract.revokeShare, { id: share.id }, 'share.revoked');

  const code = { experimentId, variation: 'A', level: 'calm' };
  await change(contract.setCodes, { body: { attribute: 'tone', codes: [code] } }, 'codes.changed');
  const merge = { attribute: 'tone', from: 'hand', levels: ['calm'], into: 'quiet' };
  await change(contract.mergeLevels, { body: merge }, 'codes.merged');

  await change(contract.deleteUpload, { id: upload.id }, 'upload.deleted');
  await change(contract.deleteImport, { id }, 'import.deleted');
});

test('assumptions', async () => {
  const claim = { claim: 'Shorter subjects are opened more often.' };
  const { id, version } = await change(contract.createBelief, { body: claim }, 'belief.created');
  const edit = { version, topic: 'mail' };
  const edited = await change(contract.changeBelief, { id, body: edit }, 'belief.changed');
  await change(contract.giveForecast, { id, body: { probability: 0.8 } }, 'belief.answered');
  await change(contract.revealForecasts, { id }, 'belief.revealed');
  const outcome = { version: edited.version, state: 'true', reason: 'Seen in three mailings.' };
  await change(contract.resolveBelief, { id, body: outcome }, 'belief.resolved');
  await change(contract.shareScores, { body: { sharesScores: true } }, 'member.scores-shared');
  const query = `?version=${edited.version + 1}`;
  await change(contract.deleteBelief, { id, query }, 'belief.deleted');
});

test('preferences', async () => {
  const asked = { question: 'Which cover?', options: ['Child', 'Sea'] };
  const { id } = await change(contract.createPreference, { body: asked }, 'preference.created');
  const given = { prefers: 1, expects: [0.4, 0.6] };
  const { version } = await change(contract.answerPreference, { id, body: given }, 'preference.answered');
  const customers = { by: 'counts', counts: [40, 60], source: 'Poll', on: '2026-05-12' };
  await change(contract.setCustomers, { id, body: { version, customers } }, 'preference.customers-set');
  await change(contract.deletePreference, { id, query: `?version=${version + 1}` }, 'preference.deleted');
});

test('coders, and learnings that people write down or confirm', async () => {
  const definition = { kind: 'words', words: ['sale'] };
  const coder = await change(contract.createCoder, { body: { name: 'Sale', definition } }, 'coder.created');
  await change(contract.changeCoder, { id: coder.id, body: { version: 1, name: 'Sales' } }, 'coder.changed');
  await change(contract.deleteCoder, { id: coder.id, query: '?version=2' }, 'coder.deleted');

  const body = { sentence: 'Post and e-mail belong together.' };
  const { id } = await change(contract.addLearningNote, { body }, 'noted-learning.created');
  const better = { version: 1, topic: 'Timing' };
  await change(contract.changeLearningNote, { id, body: better }, 'noted-learning.changed');
  const tie = { attribute: 'tone', level: 'urgent', metric: 'clicks', direction: 'raises' };
  await change(contract.setTie, { id, body: tie }, 'tie.set');
  await change(contract.deleteTie, { id }, 'tie.deleted');
  await change(contract.confirmLearningNote, { id }, 'noted-learning.confirmed');
  await change(contract.withdrawNoteConfirmation, { id }, 'noted-learning.confirmation-withdrawn');
  await change(contract.deleteLearningNote, { id, query: '?version=2' }, 'noted-learning.deleted');
});

test('what to test next', async () => {
  const settings = { version: 0, weeks: 20 };
  await change(contract.changeProposalSettings, { body: settings }, 'proposal-settings.changed');
  const asked = { title: 'On Sunday', low: -0.02, high: 0.08 };
  const { id, version } = await change(contract.addIdea, { body: asked }, 'idea.created');
  await change(contract.changeIdea, { id, body: { version, high: 0.05 } }, 'idea.changed');
  await change(contract.deleteIdea, { id }, 'idea.deleted');
  const attributes = [{ name: 'tone', levels: ['calm', 'urgent'] }];
  const draft = await change(contract.createDraft, { body: { attributes, units: 100 } }, 'draft.created');
  await change(contract.deleteDraft, { id: draft.id }, 'draft.deleted');
});

test('members and keys', async () => {
  const key = { name: 'Nightly', scopes: ['experiments:read'] };
  const made = await change(contract.createKey, { body: key }, 'key.created');
  await change(contract.revokeKey, { id: made.key.id }, 'key.revoked');
  const { invite } = await change(contract.inviteMember, { body: { role: 'reader' } }, 'member.invited');
  await change(contract.withdrawInvite, { id: invite.id }, 'member.invite-withdrawn');
  const account = await read('/api/account');
  const owner = { version: account.version, name: 'Olga' };
  await change(contract.changeAccount, { body: owner }, 'account.changed');
  const { link } = await change(contract.inviteMember, { body: { role: 'reader' } }, 'member.invited');
  const token = new URL(link).hash.replace('#token=', '');
  // In a browser of his own: the owner's would be his from then on.
  await change(contract.acceptInvite, { body: { token, name: 'Rik' }, cookie: '' }, 'member.joined');
  const { members } = await read('/api/members');
  const { id, version } = members.find(({ name }: { name: string }) => name === 'Rik');
  await change(contract.changeMember, { id, body: { version, role: 'marketer' } }, 'member.changed');
  await change(contract.makeMemberLink, { id, body: { purpose: 'sign-in' } }, 'member.sign-in-link-made');
  await change(contract.removeMember, { id }, 'member.left');
});

test('rituals, and what comes of them', async () => {
  const cadence = { start: '2026-11-03T10:00', timeZone: 'Europe/Amsterdam', rule: 'FREQ=WEEKLY' };
  const ritual = await change(contract.createRitual, { body: { name: 'Weekly', cadence } }, 'ritual.created');
  const { id } = ritual;
  const longer = await change(contract.changeRitual, { id, body: { version: 1, minutes: 30 } }, 'ritual.changed');
  const cancelled = { version: longer.version, occurrence: '2026-11-10T10:00', change: { to: 'cancel' } };
  await change(contract.changeOccurrence, { id, body: cancelled }, 'ritual.time-changed');
  const blocks = [{ kind: 'talk', title: 'Talk', why: '', minutes: 5 }];
  const held = await change(contract.createRitual, { body: { name: 'Held', cadence: null, blocks } }, 'ritual.created');
  const meeting = await change(contract.startMeeting, { id: held.id, body: {} }, 'meeting.started');
  const about = { version: 1, about: 'A bet' };
  await change(contract.changeMeeting, { id: meeting.id, body: about }, 'meeting.changed');
  const pause = { version: 2, turn: { to: 'pause' } };
  await change(contract.turnTimer, { id: meeting.id, body: pause }, 'meeting.clock-turned');
  const { update } = exampleOf(contract.writeNotes)!.body as { update: string };
  await change(contract.writeNotes, { id: meeting.id, body: { update } }, 'meeting.notes-written');
  const asked = { meetingId: meeting.id, what: 'Go on' };
  const decision = await change(contract.recordDecision, { body: asked }, 'decision.created');
  const why = { version: 1, why: 'It won.' };
  await change(contract.changeDecision, { id: decision.id, body: why }, 'decision.changed');
  const look = { version: 2, kept: true, right: 'right' };
  await change(contract.lookAtDecision, { id: decision.id, body: look }, 'decision.looked-at');
  const { people } = await read('/api/people');
  const task = { what: 'Ask', ownerId: people[0].id };
  const followUp = await change(contract.addFollowUp, { body: task }, 'follow-up.created');
  const done = { version: 1, state: 'done' };
  await change(contract.changeFollowUp, { id: followUp.id, body: done }, 'follow-up.ended');
  const workflow = await change(contract.createWorkflow, { body: { pack: 'launch' } }, 'workflow.created');
  const ofWorkflow = { id: workflow.id };
  const idle = { version: 1, active: false };
  await change(contract.changeWorkflow, { ...ofWorkflow, body: idle }, 'workflow.changed');
  await change(contract.startWorkflow, { ...ofWorkflow, body: { about: 'A fair' } }, 'workflow.begun');
  await change(contract.deleteWorkflow, { ...ofWorkflow, query: '?version=2' }, 'workflow.deleted');
  await change(contract.endMeeting, { id: meeting.id, body: { version: 3 } }, 'meeting.ended');
  const { version } = await read(`/api/rituals/${id}`);
  await change(contract.deleteRitual, { id, query: `?version=${version}` }, 'ritual.deleted');
  await change(contract.makeCalendarLink, {}, 'calendar.link-made');
  await change(contract.endCalendarLink, {}, 'calendar.link-ended');
});

test('a plan, its bets and what comes of them', async () => {
  const period = { from: '2026-01-01', to: '2099-01-01', currency: 'EUR' };
  const plan = await change(contract.createPlan, { body: { name: 'Year', ...period } }, 'plan.created');
  const ofPlan = { id: plan.id };
  await change(contract.changePlan, { ...ofPlan, body: { version: 1, name: 'Years' } }, 'plan.changed');
  const aim = { name: 'Members', baseline: 200, target: 240 };
  const outcome = await change(contract.addOutcome, { ...ofPlan, body: aim }, 'outcome.created');
  const better = { version: 1, target: 250 };
  await change(contract.changeOutcome, { id: outcome.id, body: better }, 'outcome.changed');
  const stands = { on: '2026-02-01', value: 210 };
  await change(contract.addOutcomeValue, { id: outcome.id, body: stands }, 'outcome.value-added');
  const values = { csv: 'outcome,on,value\nMembers,2026-03-01,220\n' };
  await change(contract.importOutcomeValues, { ...ofPlan, body: values }, 'outcome.values-imported');
  const mail = { name: 'newsletter', failure: 0.1 };
  const domain = await change(contract.addDomain, { ...ofPlan, body: mail }, 'domain.created');
  await change(contract.changeDomain, { id: domain.id, body: { version: 1, cap: 900 } }, 'domain.changed');

  const payoff = { low: 20, likely: 45, high: 90 };
  const agreed = { hypothesis: 'Letters bring members.', cap: 100, killCriteria: ['Fewer than 5.'] };
  const asked = { name: 'Letters', outcomeId: outcome.id, probability: 0.4, payoff, ...agreed };
  const { id } = await change(contract.addBet, { ...ofPlan, body: asked }, 'bet.created');
  await change(contract.changeBet, { id, body: { version: 1, probability: 0.5 } }, 'bet.changed');
  await change(contract.signBet, { id, body: { version: 2 } }, 'bet.signed');
  await change(contract.startBet, { id, body: { version: 3 } }, 'bet.started');
  const harm = { kind: 'harm', measure: 'complaints', limit: 3 };
  const spare = await change(contract.addBreaker, { id, body: harm }, 'bet.breaker-added');
  await change(contract.removeBreaker, { id: spare.id, query: '?reason=Uncounted' }, 'bet.breaker-removed');
  const number = { kind: 'money', on: '2026-02-01', value: 90 };
  await change(contract.addBetNumber, { id, body: number }, 'bet.number-added');
  const rows = { csv: 'bet,on,value\nLetters,2026-02-02,20\n' };
  const { importId } = await change(contract.importBetNumbers, { ...ofPlan, body: rows }, 'bet.numbers-imported');
  await change(contract.takeBackNumberImport, { id: importId }, 'plan.import-taken-back');
  const { breakers } = await read(`/api/bets/${id}`);
  const [spend] = breakers;
  const probe = { to: 'half-open', version: 2, reason: 'Once more.', money: 10, endsOn: '2098-01-01' };
  await change(contract.resetBreaker, { id: spend.id, body: probe }, 'bet.breaker-reset');
  const said = await change(contract.addBetComment, { id, body: { text: 'Good.' } }, 'bet.commented');
  await change(
    contract.changeBetComment,
    { id: said.id, body: { version: 1, text: 'Better.' } },
    'bet.comment-changed',
  );
  await change(contract.deleteBetComment, { id: said.id, query: '?version=2' }, 'bet.comment-deleted');
  const verdict = { version: (await read(`/api/bets/${id}`)).version, verdict: 'failed', because: 'Nobody came.' };
  await change(contract.decideBet, { id, body: verdict }, 'bet.decided');
  const idea = await change(contract.addBet, { ...ofPlan, body: { ...asked, name: 'Idea' } }, 'bet.created');
  await change(contract.deleteBet, { id: idea.id, query: '?version=1' }, 'bet.deleted');

  const given = { what: 'Print it', toBetId: id };
  const handOff = await change(contract.addHandOff, { ...ofPlan, body: given }, 'hand-off.created');
  await change(contract.changeHandOff, { id: handOff.id, body: { version: 1, state: 'done' } }, 'hand-off.ended');
  const later = { source: 'hand-offs', id: handOff.id };
  await change(contract.putOffToday, { body: later }, 'today.put-off');
  await change(contract.bringBackToday, { query: `?source=${later.source}&id=${later.id}` }, 'today.brought-back');
  const bolder = { name: 'Bolder', changes: [{ kind: 'domain', id: domain.id, failure: 0 }] };
  const scenario = await change(contract.addScenario, { ...ofPlan, body: bolder }, 'scenario.created');
  await change(contract.changeScenario, { id: scenario.id, body: { version: 1, name: 'Bold' } }, 'scenario.changed');
  await change(contract.deleteScenario, { id: scenario.id }, 'scenario.deleted');
  const { link } = await change(contract.makePlanLink, { ...ofPlan, body: {} }, 'plan-link.created');
  await change(contract.revokePlanLink, { id: link.id }, 'plan-link.revoked');
  await change(contract.deleteDomain, { id: domain.id, query: '?version=2' }, 'domain.deleted');

  const tree = { kind: 'known', known: true };
  const segment = await change(contract.addSegment, { body: { name: 'Members', tree } }, 'segment.created');
  await change(contract.changeSegment, { id: segment.id, body: { version: 1, about: 'Known.' } }, 'segment.changed');
  await change(contract.deleteSegment, { id: segment.id, query: '?version=2' }, 'segment.deleted');
  const me = (await read('/api/people')).people[0].id;
  const claimed = { name: 'Pia', authors: [me], traits: [{ name: 'Known', tree }], fits: 1 };
  const persona = await change(contract.addPersona, { body: claimed }, 'persona.created');
  const ofPersona = { id: persona.id };
  await change(contract.changePersona, { ...ofPersona, body: { version: 1, story: 'Always.' } }, 'persona.changed');
  const answers = { [persona.traits[0].id]: 'no' };
  await change(contract.answerPersona, { ...ofPersona, body: { answers } }, 'persona.answered');
  await change(contract.deletePersona, { ...ofPersona, query: '?version=2' }, 'persona.deleted');

  const held = { sentence: 'We write twice a week at most.' };
  const principle = await change(contract.addPrinciple, { body: held }, 'principle.created');
  const holds = { version: 1, state: 'active' };
  await change(contract.changePrinciple, { id: principle.id, body: holds }, 'principle.changed');
  const broken = { principleId: principle.id, stand: 'breaks', reason: 'It is the idea.' };
  await change(contract.setBetPrinciple, { id, body: broken }, 'bet.breaks-principle');
  const takenBack = { id, principleId: principle.id };
  await change(contract.removeBetPrinciple, takenBack, 'bet.principle-taken-back');
  const feared = { outcomeId: outcome.id, what: 'No paper', sign: 'The mill calls', response: 'Order abroad' };
  const constraint = await change(contract.addConstraint, { ...ofPlan, body: feared }, 'constraint.created');
  const ofConstraint = { id: constraint.id };
  const sooner = { version: 1, withinDays: 2 };
  await change(contract.changeConstraint, { ...ofConstraint, body: sooner }, 'constraint.changed');
  const seen = { version: 2, because: 'It called.' };
  await change(contract.reportSign, { ...ofConstraint, body: seen }, 'constraint.fired');
  await change(contract.watchAgain, { ...ofConstraint, body: { version: 3 } }, 'constraint.watched-again');
  await change(contract.settleConstraint, { ...ofConstraint, body: { version: 4 } }, 'constraint.settled');
  await change(contract.deleteConstraint, { ...ofConstraint, query: '?version=5' }, 'constraint.deleted');

  const next = { ...aim, name: 'Gifts' };
  const aside = await change(contract.addOutcome, { ...ofPlan, body: next }, 'outcome.created');
  await change(contract.addBet, { ...ofPlan, body: { ...asked, name: 'Risky', outcomeId: aside.id } }, 'bet.created');
  const drill = await change(contract.holdDrill, { ...ofPlan, body: { seed: 1 } }, 'drill.held');
  await change(contract.answerDrill, { id: drill.id, body: { text: 'We write by post.' } }, 'drill.answered');
  const spareAim = await change(contract.addOutcome, { ...ofPlan, body: { ...aim, name: 'Spare' } }, 'outcome.created');
  await change(contract.deleteOutcome, { id: spareAim.id, query: '?version=1' }, 'outcome.deleted');
  const document = { schema: 1, period: { from: '2027-01-01', to: '2027-04-01' }, outcomes: [] };
  const imported = await change(contract.importPlan, { body: { document } }, 'plan.created');
  await change(contract.deletePlan, { id: imported.plan.id, query: '?version=1' }, 'plan.deleted');
});

test('sources and their write keys', async () => {
  const asked = { name: 'Shop', origins: ['https://shop.example.org'] };
  const { id } = await change(contract.addSource, { body: asked }, 'source.created');
  await change(contract.changeSource, { id, body: { version: 1, withheld: 'anonymous' } }, 'source.changed');
  const { key } = await change(contract.addWriteKey, { id, body: { kind: 'public' } }, 'source.key-made');
  const next = await change(contract.rotateWriteKey, { id, keyId: key.id, body: {} }, 'source.key-rotated');
  await change(contract.revokeWriteKey, { id, keyId: next.key.id }, 'source.key-revoked');
  await change(
    contract.setConsent,
    { id: 'user:somebody', body: { purpose: 'contact:email', allowed: false, proof: 'A call' } },
    'consent.recorded',
  );
  await change(contract.makeIdentitySecret, { id, body: {} }, 'source.identity-secret-made');
  await change(contract.endIdentitySecret, { id }, 'source.identity-secret-ended');
  await change(contract.replayRejectedEvents, { id, body: {} }, 'source.replayed');
  await change(contract.endSource, { id }, 'source.ended');
  await change(contract.reopenSource, { id }, 'source.reopened');
});

test('the log is whole after all that', async () => {
  expect(await read('/api/audit/verification')).toMatchObject({ ok: true, problem: null });
  const csv = await server.ask('/api/audit/export?format=csv&subjectKind=import');
  expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
  expect((await csv.text()).split('\r\n').length).toBeGreaterThan(8);
});

test('no route is forgotten', () => {
  expect(changing.length).toBeGreaterThan(20);
  const known = (key: string) => visited.has(key) || Object.values(elsewhere).some((pattern) => pattern.test(key));
  expect(changing.filter((key) => !known(key))).toEqual([]);
});
