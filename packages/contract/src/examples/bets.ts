import {
  addBetNumber,
  type BetNumber,
  importBetNumbers,
  listBetNumbers,
  listNumberImports,
  takeBackNumberImport,
} from '../bet-numbers.ts';
import { addBet, changeBet, decideBet, deleteBet, getBet, listBetHistory, signBet, startBet } from '../bets.ts';
import { addBreaker, removeBreaker, resetBreaker } from '../breakers.ts';
import { type Example, example } from './example.ts';
import { anna, at } from './invented.ts';
import {
  bet,
  betId,
  breaker,
  breakerId,
  domainId,
  importId,
  ofBet,
  ofPlan,
  outcomeId,
  version,
} from './invented-plan.ts';

/** Bets, their numbers and breakers. */

const numberId = '7a1d3c52-64b8-4f1e-9c0a-51d20b7e3f15';

const number: BetNumber = {
  ...{ id: numberId, betId, kind: 'unsubscribes', measure: null, on: '2026-05-10', value: 52, note: '', key: null },
  ...{ by: anna, at: at.later },
};

export const betExamples: Example[] = [
  example(getBet, { params: ofBet, answer: bet }),
  example(addBet, {
    params: ofPlan,
    body: {
      ...{ name: bet.name, outcomeId, hypothesis: bet.hypothesis, probability: 0.4, payoff: bet.payoff },
      ...{ stake: bet.stake, cap: 3500, killCriteria: bet.killCriteria, domainIds: [domainId] },
    },
    answer: bet,
  }),
  example(changeBet, { params: ofBet, body: { version: 4, probability: 0.5 }, answer: { ...bet, probability: 0.5 } }),
  example(deleteBet, { params: ofBet, query: version }),
  example(signBet, { params: ofBet, body: version, answer: bet }),
  example(startBet, { params: ofBet, body: { version: 2 }, answer: bet }),
  example(decideBet, {
    params: ofBet,
    body: {
      ...{ version: 4, verdict: 'failed', because: 'Too many left.', asAgreed: true },
      learned: 'Three letters in a week are too many.',
    },
    answer: { ...bet, status: 'failed', decidedBecause: 'Too many left.' },
  }),
  example(listBetHistory, {
    params: ofBet,
    answer: {
      entries: [
        {
          ...{ seq: 412, at: at.later, actor: anna, action: 'bet.changed' },
          ...{ before: { cap: 3000 }, after: { cap: 2500 } },
        },
      ],
      earlier: true,
    },
  }),
  example(listBetNumbers, { params: ofBet, answer: { total: 1, numbers: [number] } }),
  example(addBetNumber, {
    params: ofBet,
    body: { kind: 'unsubscribes', on: '2026-05-10', value: 52 },
    answer: number,
  }),
  example(importBetNumbers, {
    params: ofPlan,
    body: { csv: 'bet,on,value,key\nWelcome series,2026-05-10,1200,invoice 17\n' },
    answer: { added: 1, replaced: 0, unchanged: 0, problems: [], stopped: [], importId },
  }),
  example(listNumberImports, {
    params: ofPlan,
    answer: { imports: [{ id: importId, of: 'bets', at: at.later, by: anna, rows: 1 }] },
  }),
  example(takeBackNumberImport, { params: { id: importId }, answer: { removed: 1, restored: 0 } }),
  example(addBreaker, {
    params: ofBet,
    body: { kind: 'harm', measure: 'unsubscribes', limit: 40 },
    answer: breaker,
  }),
  example(resetBreaker, {
    params: { id: breakerId },
    body: { to: 'half-open', version: 2, reason: 'One letter less.', money: 300, endsOn: '2026-06-01' },
    answer: {
      ...{ ...breaker, state: 'half-open', value: null, because: 'One letter less.', version: 3 },
      probe: { money: 300, spent: 0, endsOn: '2026-06-01' },
      sentence: 'On a probe until 1 June 2026: One letter less. It was never fed a number.',
    },
  }),
  example(removeBreaker, { params: { id: breakerId }, query: { reason: 'Nobody counts it.' } }),
];
