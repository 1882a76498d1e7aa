import type { Delivery, Webhook } from '@dandelion-loop/contract';
import { texts } from '../../texts/webhooks.ts';
import type { Tone } from '../../ui/glyph.tsx';

/** What a webhook is like, in a word and a shape, and in the sentences of its pages. */

export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);

type Write = (iso: string) => string;

export interface StateWords {
  tone: Tone;
  word: string;
}

type Stated = Pick<Webhook, 'state' | 'failingSince'>;

/** Whether somebody should look at it. */
export const needsLook = ({ state, failingSince }: Stated): boolean =>
  state === 'disabled' || (state === 'active' && failingSince !== null);

export function stateWords(webhook: Stated, moment: Write): StateWords {
  const { state, failingSince } = webhook;
  if (state === 'disabled') return { tone: 'stopped', word: texts.disabled };
  if (state === 'paused') return { tone: 'uncertain', word: texts.paused };
  return failingSince === null
    ? { tone: 'ok', word: texts.fine }
    : { tone: 'warning', word: texts.failing(moment(failingSince)) };
}

export interface Answer {
  text: string;
  finding: string;
}

/** Of the list. */
export function answerOfAll(webhooks: readonly Webhook[]): Answer {
  const count = webhooks.length;
  if (count === 0) return { text: texts.nobody, finding: texts.nobodyFinding };
  const trouble = webhooks.filter(needsLook).length;
  const text = texts.some(count);
  if (trouble > 0) return { text, finding: count === 1 ? texts.onlyTrouble : texts.trouble(trouble) };
  const resting = webhooks.every(({ state }) => state === 'paused');
  return { text, finding: resting ? texts.resting(count) : texts.allWell(count) };
}

/** Of one. `newest`: what was sent last, if anything. */
export function answerOfOne(webhook: Stated, newest: Delivery | undefined, moment: Write): Answer {
  const { state, failingSince } = webhook;
  if (state === 'paused') return { text: texts.noPaused, finding: texts.noPausedFinding };
  if (state === 'disabled') return { text: texts.noDisabled, finding: texts.noDisabledFinding };
  if (failingSince !== null) return { text: texts.noFailing, finding: texts.noFailingFinding(moment(failingSince)) };
  if (newest?.state === 'failed') return { text: texts.noLast, finding: texts.noLastFinding };
  return { text: texts.yes, finding: newest?.state === 'delivered' ? texts.yesFinding : texts.yesWaiting };
}

const deliveryTones = { waiting: 'running', delivered: 'ok', failed: 'invalid' } as const satisfies Record<
  Delivery['state'],
  Tone
>;

export const deliveryWords = ({ state }: Pick<Delivery, 'state'>): StateWords => ({
  tone: deliveryTones[state],
  word: texts.states[state],
});

/** "answered 500, 3 attempts, next attempt 22 Nov 2026, 14:05" */
export function factsOfDelivery(delivery: Delivery, moment: Write): string {
  const { attempts, lastStatus, lastError, nextAttemptAt } = delivery;
  const facts = [
    ...(lastStatus === null ? [] : [texts.answered(lastStatus)]),
    ...(attempts === 0 ? [] : [texts.attempts(attempts)]),
    ...(nextAttemptAt === null || attempts === 0 ? [] : [texts.next(moment(nextAttemptAt))]),
  ].join(', ');
  return lastStatus === null && lastError !== null ? `${lastError} ${facts}`.trim() : facts;
}
