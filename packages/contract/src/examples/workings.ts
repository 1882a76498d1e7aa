import type { AuditEntry } from '../audit.ts';
import { exportAudit, listAudit, listAuditChoices, verifyAudit } from '../audit.ts';
import type { Comment } from '../comments.ts';
import { addComment, changeComment, deleteComment, listComments } from '../comments.ts';
import { readMetrics } from '../operations.ts';
import type { Share } from '../shares.ts';
import { listShares, makeShare, openShared, revokeShare } from '../shares.ts';
import type { Delivery, Webhook } from '../webhooks.ts';
import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  getDelivery,
  getWebhook,
  listDeliveries,
  listWebhooks,
  pauseWebhook,
  resumeWebhook,
  retryDelivery,
  rotateWebhookSecret,
  testWebhook,
} from '../webhooks.ts';
import { changeMethods, changeWorkspace, deleteWorkspace, getWorkspace } from '../workspace.ts';
import { type Example, example } from './example.ts';
import { anna, at, ids, token, workspace } from './invented.ts';

/** Around the tests: settings, comments, shares, webhooks, the audit log, figures. */

const comment: Comment = {
  id: ids.comment,
  experimentId: ids.experiment,
  by: anna,
  text: 'The question in the subject line is what did it, I think.',
  createdAt: at.later,
  changedAt: null,
  deletedBy: null,
  deletedAt: null,
  version: 1,
  may: { change: true, delete: true },
};

const share: Share = {
  id: ids.share,
  kind: 'experiment',
  experiment: { id: ids.experiment, title: 'Spring mailing' },
  madeFor: 'the board',
  segment: null,
  showMaker: false,
  by: anna,
  state: 'active',
  createdAt: at.later,
  expiresAt: '2026-08-10T14:05:00.000Z',
  revokedAt: null,
  opens: 0,
  lastOpenedAt: null,
};

const webhook: Webhook = {
  id: ids.webhook,
  url: 'https://hooks.example.org/dandelion',
  description: 'Posts to #marketing',
  types: ['verdict.reached', 'import.failed'],
  state: 'active',
  disabledBecause: null,
  failingSince: null,
  oldSecretEndsAt: null,
  version: 1,
  createdAt: at.joined,
};
const secret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD3R4lVYkGkTk=';

const delivery: Delivery = {
  id: ids.delivery,
  messageId: ids.analysis,
  type: 'verdict.reached',
  state: 'delivered',
  attempts: 1,
  nextAttemptAt: null,
  lastStatus: 204,
  lastError: null,
  createdAt: at.judged,
  finishedAt: at.judged,
};
const waiting: Delivery = {
  ...delivery,
  ...{ state: 'waiting', attempts: 0, nextAttemptAt: at.later, lastStatus: null, finishedAt: null },
};

const ofWebhook = { id: ids.webhook };
const ofDelivery = { id: ids.webhook, deliveryId: ids.delivery };

const hash = (digit: string) => digit.repeat(64);
const entry: AuditEntry = {
  seq: 42,
  at: at.later,
  actor: anna,
  action: 'experiment.changed',
  subject: { kind: 'experiment', id: ids.experiment, name: 'Spring mailing' },
  before: { tags: ['mail'] },
  after: { tags: ['mail', 'subject line'] },
  previous: hash('3'),
  hash: hash('7'),
};

export const workings: readonly Example[] = [
  example(getWorkspace, { answer: workspace }),
  example(changeWorkspace, {
    body: { version: 3, currency: 'CHF' },
    answer: { ...workspace, currency: 'CHF', version: 4 },
  }),
  example(changeMethods, {
    body: { version: 3, practical: { value: 0.02, relative: true } },
    answer: { ...workspace, methods: { ...workspace.methods, practical: { value: 0.02, relative: true } }, version: 4 },
  }),
  example(deleteWorkspace, { body: { name: 'Wadden Foundation' } }),

  example(listComments, { params: { id: ids.experiment }, answer: { comments: [comment], earlier: 0 } }),
  example(addComment, {
    params: { id: ids.experiment },
    body: { text: 'The question in the subject line is what did it, I think.' },
    answer: comment,
  }),
  example(changeComment, {
    params: { id: ids.comment },
    body: { version: 1, text: 'The question in the subject line is what did it.' },
    answer: {
      ...comment,
      ...{ text: 'The question in the subject line is what did it.', changedAt: at.later, version: 2 },
    },
  }),
  example(deleteComment, {
    params: { id: ids.comment },
    query: { version: 2 },
    answer: {
      ...comment,
      ...{ text: null, deletedBy: anna, deletedAt: at.later, version: 3, may: { change: false, delete: false } },
    },
  }),

  example(listShares, { query: { experiment: ids.experiment }, answer: { total: 1, active: 1, shares: [share] } }),
  example(makeShare, {
    body: { experimentId: ids.experiment, madeFor: 'the board', days: 90 },
    answer: { share, link: `https://dandelion.example.org/shared#${token}` },
  }),
  example(revokeShare, { params: { id: ids.share } }),
  example(openShared, {
    body: { token },
    answer: {
      ...{ kind: 'experiment', workspace: 'Wadden Foundation', locale: 'en-GB', asOf: '2026-05-11' },
      ...{ endsOn: '2026-08-09', sharedBy: null, title: 'Spring mailing', question: 'Did “B” do better than “A”?' },
      ...{ ranOn: '2026-04-20', units: 2385, unit: 'unit', variations: 2, filtered: false, verdict: 'won' },
      health: { verdict: 'ok', checks: [{ name: 'sample-ratio', verdict: 'ok' }] },
      metrics: [
        {
          ...{ name: 'donated', kind: 'proportion', primary: true, direction: 'higher-is-better' },
          practical: { value: 0.01, relative: true },
          variations: [
            { name: 'A', units: 1200, value: 0.0983 },
            { name: 'B', units: 1185, value: 0.1283 },
          ],
          comparisons: [
            {
              ...{ variation: 'B', control: 'A', level: 0.95, inference: 'fixed', adjustedPValue: 0.021 },
              difference: { value: 0.0299, low: 0.0045, high: 0.0556 },
              lift: { value: 0.3044, low: 0.0399, high: 0.6363 },
              ...{ chanceToWin: null, practicalMargin: 0.00098, unitsNeeded: null },
              ...{ verdict: 'better', worthHaving: 'yes' },
            },
          ],
        },
      ],
      groups: null,
    },
  }),

  example(listWebhooks, { answer: { webhooks: [webhook] } }),
  example(createWebhook, {
    body: { url: webhook.url, types: ['verdict.reached', 'import.failed'], description: 'Posts to #marketing' },
    answer: { webhook, secret },
  }),
  example(getWebhook, { params: ofWebhook, answer: webhook }),
  example(changeWebhook, {
    params: ofWebhook,
    body: { version: 1, types: ['verdict.reached'] },
    answer: { ...webhook, types: ['verdict.reached'], version: 2 },
  }),
  example(deleteWebhook, { params: ofWebhook }),
  example(pauseWebhook, { params: ofWebhook, answer: { ...webhook, state: 'paused', version: 2 } }),
  example(resumeWebhook, { params: ofWebhook, answer: { ...webhook, version: 3 } }),
  example(rotateWebhookSecret, {
    params: ofWebhook,
    answer: { webhook: { ...webhook, oldSecretEndsAt: '2026-05-13T14:05:00.000Z', version: 2 }, secret },
  }),
  example(testWebhook, { params: ofWebhook, answer: { ...waiting, type: 'webhook.test' } }),
  example(listDeliveries, { params: ofWebhook, answer: { deliveries: [delivery], next: null } }),
  example(getDelivery, {
    params: ofDelivery,
    answer: {
      ...delivery,
      body: `{"type":"verdict.reached","timestamp":"${at.judged}","data":{"import":{"id":"${ids.import}","name":"Spring mailing"}}}`,
      log: [{ number: 1, at: at.judged, status: 204, milliseconds: 87, answer: '', error: null }],
    },
  }),
  example(retryDelivery, { params: ofDelivery, answer: waiting }),

  example(listAudit, { query: { action: 'experiment.changed' }, answer: { entries: [entry], next: null } }),
  example(listAuditChoices, {
    answer: { actors: [anna], actions: ['experiment.changed'], subjectKinds: ['experiment'] },
  }),
  example(exportAudit, { query: { format: 'jsonl' } }),
  example(verifyAudit, {
    answer: {
      ok: true,
      entries: 42,
      head: { seq: 42, hash: hash('7'), at: at.later },
      restoredAt: null,
      problem: null,
    },
  }),

  example(readMetrics, {}),
];
