import { performance } from 'node:perf_hooks';
import { type Outbound, type OutboundAnswer, OutboundError } from '../../kernel/outbound.ts';
import type { Sealer } from '../../kernel/sealed.ts';
import { errorOfStatus, keptOfAnswer } from './judge-answer.ts';
import type { DeliveryRow, WebhookRow } from './records.ts';
import { retryAfter } from './retry-times.ts';
import { signedHeaders } from './signature.ts';

/** One attempt to deliver one message. */

export const patience = 15_000;

export interface Outcome {
  at: Date;
  status: number | null;
  milliseconds: number;
  answer: string;
  /** Null: it was taken. */
  error: string | null;
  /** What the receiver asks to wait for, in milliseconds. */
  retryAfter: number | null;
}

export interface SendOptions {
  outbound: Outbound;
  sealer: Sealer;
  /** For the header User-Agent. */
  version: string;
  now: () => Date;
}

/** The secrets to sign with; null when they were sealed with another key. */
function secretsOf({ secret, oldSecret, oldSecretEndsAt }: WebhookRow, sealer: Sealer, at: Date): string[] | null {
  const old = oldSecret !== null && oldSecretEndsAt !== null && oldSecretEndsAt > at ? [oldSecret] : [];
  try {
    return [secret, ...old].map((sealed) => sealer.unseal(sealed));
  } catch {
    return null;
  }
}

const lostKey =
  'The secret cannot be read: it was made with another data folder. Make a new secret for this webhook, and tell the receiver.';

async function post(
  { outbound, version }: SendOptions,
  { url, body, headers, stop }: { url: string; body: string; headers: Record<string, string>; stop: AbortSignal },
): Promise<OutboundAnswer | OutboundError> {
  const common = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': `Dandelion/${version}`,
    accept: '*/*',
  };
  try {
    return await outbound.post({ url, body, headers: { ...common, ...headers }, milliseconds: patience, stop });
  } catch (error) {
    if (error instanceof OutboundError) return error;
    throw error;
  }
}

/** Tries once. Never rejects for what a receiver does; answers null when it was stopped. */
export async function send(
  options: SendOptions,
  { webhook, delivery, stop }: { webhook: WebhookRow; delivery: DeliveryRow; stop: AbortSignal },
): Promise<Outcome | null> {
  const { sealer, now } = options;
  const at = now();
  const secrets = secretsOf(webhook, sealer, at);
  if (secrets === null) return { at, status: null, milliseconds: 0, answer: '', error: lostKey, retryAfter: null };
  const begun = performance.now();
  const headers = signedHeaders({ messageId: delivery.messageId, at, body: delivery.body }, secrets);
  const answer = await post(options, { url: webhook.url, body: delivery.body, headers, stop });
  if (stop.aborted) return null;
  const milliseconds = Math.round(performance.now() - begun);
  if (answer instanceof OutboundError) {
    return { at, status: null, milliseconds, answer: '', error: answer.message, retryAfter: null };
  }
  return {
    ...{ at, status: answer.status, milliseconds, answer: keptOfAnswer(answer.body) },
    error: errorOfStatus(answer),
    retryAfter: retryAfter(answer.headers['retry-after'], now()),
  };
}
