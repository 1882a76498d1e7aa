import { type ConsentPurpose, consentPurposes } from '@dandelion-loop/contract';
import type { ConsentPlace } from '../../kernel/consent-gate.ts';
import { type Trust, trusts } from '../../kernel/trust.ts';

/**
 * What is known of one id, and what a statement makes of it. Pure. Answers to all purposes are one number below 2^50, five bits a purpose,
 * as the column `subjects.answers` has them.
 */

export type SubjectKind = 'user' | 'anonymous';

/** One answer of a statement. */
export interface Saying {
  purpose: ConsentPurpose;
  allowed: boolean;
  trust: Trust;
  place: ConsentPlace;
}

/** What is held of a purpose. */
export interface Answer {
  /** Null: nothing was said. */
  allowed: boolean | null;
  trust: Trust;
  /** Global Privacy Control said no, now or before. */
  signalled: boolean;
}

const nothing: Answer = { allowed: null, trust: trusts.claimed, signalled: false };

/** Where the five bits of a purpose begin, as a factor: they do not fit the 32 bits of JavaScript's bit operators. */
const factors = new Map<ConsentPurpose, number>(consentPurposes.map((purpose, at) => [purpose, 32 ** at]));

const bitsOf = (answers: number, purpose: ConsentPurpose) => Math.floor(answers / factors.get(purpose)!) % 32;

const no = 1;
const yes = 2;

/** 1: no to `collect`; 2: yes; 0: nothing was said. `collect` is the first purpose. */
export const collectIn = (answers: number): number => answers % 4;
export const refuses = no;
export const allows = yes;

export function answerOf(answers: number, purpose: ConsentPurpose): Answer {
  const bits = bitsOf(answers, purpose);
  if ((bits & 3) === 0) return nothing;
  return {
    allowed: (bits & 3) === yes,
    trust: (((bits >> 2) & 3) + 1) as Trust,
    signalled: bits >= 16,
  };
}

export function withAnswer(answers: number, purpose: ConsentPurpose, { allowed, trust, signalled }: Answer): number {
  const bits = allowed === null ? 0 : (allowed ? yes : no) + (trust - 1) * 4 + (signalled ? 16 : 0);
  return answers + (bits - bitsOf(answers, purpose)) * factors.get(purpose)!;
}

/** Whether who says yes may say it: what comes with the key of a browser speaks for no user, and allows nobody to write to anybody. */
const maySayYes = (kind: SubjectKind, { purpose, trust }: Saying) =>
  trust >= trusts.signed || (kind === 'anonymous' && !purpose.startsWith('contact:'));

/** Whether an answer could be changed by a saying of just now. */
export function couldChange(kind: SubjectKind, before: Answer, saying: Saying): boolean {
  const { allowed, trust, place } = saying;
  if (allowed && !maySayYes(kind, saying)) return false;
  if (before.allowed === null) return true;
  if (before.allowed === allowed) return trust > before.trust || (place === 'gpc' && !before.signalled);
  if (allowed) return trust >= before.trust && !(before.signalled && place === 'preferences');
  return place !== 'gpc' || !before.signalled;
}

/** An answer and when it was said, in milliseconds since 1970. */
export interface Weighed {
  answer: Answer;
  at: number;
}

/**
 * What an answer is after a saying. A later no beats a yes whoever says it; a later yes beats a no of at most its own trust. An earlier
 * one that arrives late changes what it would have changed in time. Global Privacy Control, which browsers repeat for ever, counts once: a
 * yes that was chosen after it stands; and what a consent manager repeats with every event is no choice after it. The same said again is
 * kept so that it is harder to overrule by a yes, and easier by a no.
 */
export function weigh(kind: SubjectKind, before: Weighed, saying: Saying & { at: number }): Weighed {
  const { allowed, trust, at, place } = saying;
  const { answer } = before;
  if (allowed && !maySayYes(kind, saying)) return before;
  const signalled = answer.signalled || place === 'gpc';
  const said: Weighed = { answer: { allowed, trust, signalled }, at };
  if (answer.allowed === null) return said;
  if (answer.allowed === allowed) return allowed ? sameYes(before, said) : sameNo(before, said);
  if (allowed) {
    const lifts = at > before.at && trust >= answer.trust && !(answer.signalled && place === 'preferences');
    return lifts ? said : before;
  }
  if (place === 'gpc' && answer.signalled) return before;
  return before.at > at && answer.trust >= trust ? before : said;
}

function sameYes(before: Weighed, said: Weighed): Weighed {
  if (said.answer.trust < before.answer.trust) return before;
  return said.answer.trust > before.answer.trust ? said : { ...said, at: Math.max(before.at, said.at) };
}

function sameNo(before: Weighed, said: Weighed): Weighed {
  const trust = Math.max(before.answer.trust, said.answer.trust) as Trust;
  return { answer: { ...said.answer, trust }, at: Math.max(before.at, said.at) };
}
