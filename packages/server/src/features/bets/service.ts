import type {
  AnswerOf,
  addBet,
  addBetNumber,
  addBreaker,
  Bet,
  BetNumber,
  BodyOf,
  Breaker,
  changeBet,
  decideBet,
  importBetNumbers,
  listBetHistory,
  listBetNumbers,
  NumberImport,
  QueryOf,
  resetBreaker,
  takeBackNumberImport,
} from '@dandelion-loop/contract';
import { eq } from 'drizzle-orm';
import type { Actor, Caller } from '../../kernel/caller.ts';
import { groupBy } from '../../kernel/group-by.ts';
import type { Log } from '../../kernel/log.ts';
import { changePlan, type PlanParts, type PlanState, plans, readState } from '../plan/index.ts';
import { readHistory } from './bet-history.ts';
import { betViews } from './bet-views.ts';
import { editBet, makeBet, noBet, planIdOf, removeBet } from './change-bets.ts';
import { giveBreaker, removeBreaker, reset } from './change-breakers.ts';
import { listImports, takeBackImport } from './number-imports.ts';
import { addNumber, importNumbers, listNumbers } from './numbers.ts';
import { breakers } from './records.ts';
import { decide, sign, start } from './run-bets.ts';
import { betsToJudge, judgeBets } from './trip-breakers.ts';

type Asking = Pick<Caller, 'actor' | 'member'>;

export interface BetsService {
  /** All bets of a plan that was read. */
  views(state: PlanState): Promise<Bet[]>;
  read(id: string): Promise<Bet>;
  history(id: string, limit: number): Promise<AnswerOf<typeof listBetHistory>>;
  add(asking: Asking, planId: string, body: BodyOf<typeof addBet>): Promise<Bet>;
  change(by: Actor, id: string, body: BodyOf<typeof changeBet>): Promise<Bet>;
  remove(by: Actor, id: string, version: number): Promise<void>;
  sign(by: Actor, id: string, version: number): Promise<Bet>;
  start(by: Actor, id: string, version: number): Promise<Bet>;
  decide(by: Actor, id: string, body: BodyOf<typeof decideBet>): Promise<Bet>;
  numbers(id: string, query: QueryOf<typeof listBetNumbers>): Promise<AnswerOf<typeof listBetNumbers>>;
  addNumber(by: Actor, id: string, body: BodyOf<typeof addBetNumber>): Promise<BetNumber>;
  importNumbers(
    by: Actor,
    planId: string,
    body: BodyOf<typeof importBetNumbers>,
  ): Promise<AnswerOf<typeof importBetNumbers>>;
  /** The last imports of numbers and values that can be taken back, newest first. */
  imports(planId: string): Promise<NumberImport[]>;
  /** Fails with `not-found`, and with `conflict` when a sum would fall below nothing. */
  takeBackImport(by: Actor, id: string): Promise<AnswerOf<typeof takeBackNumberImport>>;
  addBreaker(by: Actor, betId: string, body: BodyOf<typeof addBreaker>): Promise<Breaker>;
  resetBreaker(by: Actor, id: string, body: BodyOf<typeof resetBreaker>): Promise<Breaker>;
  removeBreaker(by: Actor, id: string, reason: string): Promise<void>;
  /** Judges the breakers of all bets that run: days pass without anybody's doing. */
  sweep(): Promise<void>;
}

async function readOne(parts: PlanParts, id: string): Promise<Bet> {
  const planId = await planIdOf(parts, id);
  const [plan] = await parts.records.select().from(plans).where(eq(plans.id, planId));
  if (!plan) throw noBet();
  const [found] = await betViews(parts.records, await readState(parts.records, plan), await parts.today(), id);
  if (!found) throw noBet();
  return found;
}

async function readBreaker(parts: PlanParts, id: string): Promise<Breaker> {
  const [row] = await parts.records.select({ betId: breakers.betId }).from(breakers).where(eq(breakers.id, id));
  const bet = await readOne(parts, row!.betId);
  return bet.breakers.find((one) => one.id === id)!;
}

/**
 * Only plans of which a breaker would do something are held, one after the other: of the others nothing changes, their revision least of
 * all. One that cannot be judged keeps no other from it.
 */
async function sweepAll(parts: PlanParts & { log: Log }): Promise<void> {
  const today = await parts.today();
  const due = await betsToJudge(parts.records, today);
  for (const [planId, own] of groupBy(due, (bet) => bet.planId)) {
    const ids = own.map(({ id }) => id);
    try {
      await changePlan(parts, planId, 'fact', (tx) => judgeBets(tx, ids, parts.now(), today));
    } catch (error) {
      parts.log.error(
        { error: error instanceof Error ? error.message : String(error) },
        'Breakers could not be judged',
      );
    }
  }
}

export function createBets(parts: PlanParts & { log: Log }): BetsService {
  const after = async (id: string, work: Promise<unknown>) => {
    await work;
    return readOne(parts, id);
  };
  return {
    views: async (state) => betViews(parts.records, state, await parts.today()),
    read: (id) => readOne(parts, id),
    history: (id, limit) => readHistory(parts, id, limit),
    add: async (asking, planId, body) => readOne(parts, (await makeBet(parts, asking, planId, body)).result),
    change: (by, id, body) => after(id, editBet(parts, by, id, body)),
    remove: (by, id, version) => removeBet(parts, by, id, version),
    sign: (by, id, version) => after(id, sign(parts, by, id, version)),
    start: (by, id, version) => after(id, start(parts, by, id, version)),
    decide: (by, id, body) => after(id, decide(parts, by, id, body)),
    numbers: (id, query) => listNumbers(parts, id, query),
    addNumber: (by, id, body) => addNumber(parts, by, id, body),
    importNumbers: (by, planId, body) => importNumbers(parts, by, planId, body),
    imports: (planId) => listImports(parts, planId),
    takeBackImport: (by, id) => takeBackImport(parts, by, id),
    addBreaker: async (by, betId, body) => readBreaker(parts, await giveBreaker(parts, by, betId, body)),
    async resetBreaker(by, id, body) {
      await reset(parts, by, id, body);
      return readBreaker(parts, id);
    },
    removeBreaker: (by, id, reason) => removeBreaker(parts, by, id, reason),
    sweep: () => sweepAll(parts),
  };
}
