import type { AuditEntry, Endpoint } from '@dandelion-loop/contract';
import * as contract from '@dandelion-loop/contract';
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
  { id = '', query = '', body, ...sent }: { id?: string; query?: string; body?: unknown; cookie?: string },
  action: string,
  // biome-ignore lint/suspicious/noExplicitAny: the answers of many endpoints
): Promise<any> {
  visited.add(keyOf(endpoint));
  const before = (await newest())?.seq ?? 0;
  const isJson = body !== undefined && typeof body !== 'string';
  const response = await server.ask(`${endpoint.path.replace(':kind', 'note').replace(':id', id)}${query}`, {
    method: endpoint.method,
    ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : (body as string) }),
    headers: { ...(body === undefined ? {} : { 'content-type': isJson ? 'application/json' : 'text/csv' }), ...sent },
  });
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
