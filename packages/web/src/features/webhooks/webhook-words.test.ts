import type { Delivery, Webhook } from '@dandelion-loop/contract';
import { expect, test } from 'vitest';
import { answerOfAll, answerOfOne, factsOfDelivery, hostOf, needsLook, stateWords } from './webhook-words.ts';

const webhook = (some: Partial<Webhook> = {}): Webhook => ({
  ...{ id: 'a', url: 'https://hooks.example.org:8443/x?y=1', description: '', types: ['verdict.reached'] },
  ...{ state: 'active', disabledBecause: null, failingSince: null, oldSecretEndsAt: null, version: 1 },
  ...{ createdAt: '2026-11-01T08:00:00.000Z', ...some },
});
const delivery = (some: Partial<Delivery> = {}): Delivery => ({
  ...{ id: 'b', messageId: 'msg_1', type: 'verdict.reached', state: 'delivered', attempts: 1, nextAttemptAt: null },
  ...{ lastStatus: 204, lastError: null, createdAt: '2026-11-02T08:00:00.000Z', finishedAt: null, ...some },
});
const failing = webhook({ failingSince: '2026-11-20T08:00:00.000Z' });
const moment = (iso: string) => iso.slice(0, 10);

test('the host stands for the address', () => {
  expect(hostOf(webhook().url)).toBe('hooks.example.org:8443');
  expect(hostOf('no address')).toBe('no address');
});

test('a state has a shape and a word', () => {
  expect(stateWords(webhook(), moment)).toEqual({ tone: 'ok', word: 'Fine' });
  expect(stateWords(failing, moment)).toEqual({ tone: 'warning', word: 'Failing since 2026-11-20' });
  // What failed before it was paused is not failing now.
  expect(stateWords({ ...failing, state: 'paused' }, moment).word).toBe('Paused');
  expect(stateWords({ ...failing, state: 'disabled' }, moment).word).toBe('Disabled');
});

test('who needs a look', () => {
  expect([webhook(), failing, webhook({ state: 'paused' }), webhook({ state: 'disabled' })].map(needsLook)).toEqual([
    false,
    true,
    false,
    true,
  ]);
});

test('the answer of the list', () => {
  expect(answerOfAll([]).finding).toBe('is told anything.');
  expect(answerOfAll([webhook()])).toEqual({
    text: 'One program is to be told, ',
    finding: 'and its answers are fine.',
  });
  expect(answerOfAll([webhook(), failing, failing]).finding).toBe('2 of them need a look.');
  expect(answerOfAll([failing]).finding).toBe('and it needs a look.');
  expect(answerOfAll([webhook({ state: 'paused' })]).finding).toBe('but it is paused.');
});

test('the answer of one', () => {
  expect(answerOfOne(webhook(), delivery(), moment).finding).toBe('the last message arrived.');
  expect(answerOfOne(webhook(), undefined, moment).finding).toBe('from now on.');
  // A test is tried once: the webhook is not failing yet, and yet it did not arrive.
  expect(answerOfOne(webhook(), delivery({ state: 'failed', lastStatus: 500 }), moment).text).toBe(
    'Not the last time: ',
  );
  expect(answerOfOne(failing, delivery(), moment).finding).toBe('nothing has arrived since 2026-11-20.');
  expect(answerOfOne(webhook({ state: 'disabled' }), undefined, moment).text).toBe('No: it is disabled, ');
});

test('the facts of a delivery', () => {
  expect(factsOfDelivery(delivery(), moment)).toBe('answered 204, 1 attempt');
  const again = { state: 'waiting', attempts: 3, nextAttemptAt: '2026-11-22T08:00:00.000Z' } as const;
  expect(factsOfDelivery(delivery({ ...again, lastStatus: null, lastError: 'No such host.' }), moment)).toBe(
    'No such host. 3 attempts, next attempt 2026-11-22',
  );
  expect(factsOfDelivery(delivery({ ...again, attempts: 0, lastStatus: null }), moment)).toBe('');
});
