import {
  type AnswerOf,
  type addScenario,
  type BodyOf,
  type changeScenario,
  type compareScenarios,
  type Drill,
  mostPairs,
  type Plan,
  type PlanAnswer,
  type PlanDocument,
  type PlanPairs,
  type Scenario,
  type WhatIf,
  type WhatIfAnswer,
  type WholePlan,
} from '@dandelion-loop/contract';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../kernel/caller.ts';
import { DandelionFailure } from '../../kernel/failure.ts';
import type { BetsService } from '../bets/index.ts';
import type { HandOffsService } from '../hand-offs/index.ts';
import {
  documentOf,
  domainViews,
  outcomeViews,
  type PlanParts,
  type PlanState,
  type PlansService,
} from '../plan/index.ts';
import { burnDown } from './burn-down.ts';
import { answerOne, holdOne, listAll } from './drills.ts';
import { looseEnds, waitingBets } from './loose-ends.ts';
import { pairsView, positionOf } from './plan-pairs.ts';
import { planScores } from './plan-scores.ts';
import type { PairsAnswer, Planner } from './planner.ts';
import { scenarios } from './records.ts';
import { compareAll, editScenario, makeScenario, removeScenario, scenarioView } from './scenarios.ts';
import { tryAll } from './what-if.ts';

export interface PlanAnswersOptions extends PlanParts {
  planner: Planner;
  plans: Pick<PlansService, 'read' | 'current'>;
  bets: Pick<BetsService, 'views'>;
  handOffs: Pick<HandOffsService, 'ofPlan'>;
}

type Asking = Parameters<HandOffsService['ofPlan']>[0];

/** The plan of today, or else the newest, with what is computed of it. */
export interface CurrentPlan {
  view: Plan;
  state: PlanState;
  answer: PlanAnswer;
}

export interface PlanAnswersService {
  /** Null where there is no plan. Computed once for each change and day. */
  current(): Promise<CurrentPlan | null>;
  /** Fails with `not-found`. */
  whole(asking: Asking, id?: string): Promise<WholePlan>;
  /** With the document of the same moment, its bets in the same order. */
  withDocument(asking: Asking, id?: string): Promise<{ whole: WholePlan; document: PlanDocument }>;
  /** The worst pairs of an outcome. Fails with `not-found`. */
  pairs(planId: string, outcomeId: string, most: number): Promise<PlanPairs>;
  tryChanges(planId: string, changes: readonly WhatIf[]): Promise<WhatIfAnswer>;
  scenarios(planId: string): Promise<AnswerOf<typeof compareScenarios>>;
  addScenario(by: Actor, planId: string, body: BodyOf<typeof addScenario>): Promise<Scenario>;
  changeScenario(by: Actor, id: string, body: BodyOf<typeof changeScenario>): Promise<Scenario>;
  removeScenario(by: Actor, id: string): Promise<void>;
  drills(planId: string): Promise<Drill[]>;
  holdDrill(by: Actor, planId: string, seed?: number): Promise<Drill>;
  answerDrill(by: Actor, id: string, text: string): Promise<Drill>;
}

/** Answers that are kept, of each kind. */
const mostKept = 20;

/** The newest answers, each computed once; one that failed is asked for again. */
function keeping<Answer>() {
  const kept = new Map<string, Promise<Answer>>();
  return (key: string, compute: () => Promise<Answer>): Promise<Answer> => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const answer = compute();
    kept.set(key, answer);
    answer.catch(() => kept.delete(key));
    for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
    return answer;
  };
}

/** Nothing of a plan changes without its revision: an answer holds until then, or until the day is over. */
const momentOf = ({ plan }: PlanState): string => `${plan.id} ${plan.revision}`;

export function createPlanAnswers(options: PlanAnswersOptions): PlanAnswersService {
  const { records, planner, plans, bets, handOffs, today } = options;
  let latest: { key: string; found: Promise<CurrentPlan> } | null = null;
  const answers = keeping<PlanAnswer>();
  const pairs = keeping<PairsAnswer>();
  const answerOf = (state: PlanState, on: string) =>
    answers(`${momentOf(state)} ${on}`, () => planner.answer(state.plan.id, documentOf(state), on));
  const stateOf = async (id: string) => (await plans.read(id)).state;

  async function withDocument(asking: Asking, id?: string): Promise<{ whole: WholePlan; document: PlanDocument }> {
    const { view, state } = await plans.read(id);
    const on = await today();
    const [outcomes, domains, ownBets, handed, answer] = await Promise.all([
      outcomeViews(records, state.outcomes),
      domainViews(records, state.domains),
      bets.views(state),
      handOffs.ofPlan(asking, state.plan.id),
      answerOf(state, on),
    ]);
    const document = documentOf(state);
    const whole = {
      ...{ plan: view, outcomes, domains, bets: ownBets, handOffs: handed, answer },
      ...{ burnDown: burnDown(document, on), scores: planScores(ownBets, document, on) },
      ...{ looseEnds: looseEnds(ownBets, handed), waiting: waitingBets(ownBets) },
    };
    return { whole, document };
  }

  async function current(): Promise<CurrentPlan | null> {
    const view = await plans.current();
    if (view === null) return null;
    const on = await today();
    const key = `${view.id} ${view.revision} ${on}`;
    if (latest?.key === key) return latest.found;
    const work = plans.read(view.id).then(async ({ view: read, state }) => ({
      ...{ view: read, state, answer: await answerOf(state, on) },
    }));
    latest = { key, found: work };
    work.catch(() => {
      if (latest?.found === work) latest = null;
    });
    return work;
  }

  async function ofScenario(id: string): Promise<PlanState> {
    const [row] = await records.select({ planId: scenarios.planId }).from(scenarios).where(eq(scenarios.id, id));
    if (!row) throw new DandelionFailure('not-found', 'There is no such scenario. Go back to the plan.');
    return stateOf(row.planId);
  }

  return {
    current,
    withDocument,
    async pairs(planId, outcomeId, most) {
      const state = await stateOf(planId);
      const position = positionOf(state, outcomeId);
      const key = `${momentOf(state)} ${outcomeId}`;
      return pairsView(
        state,
        position,
        await pairs(key, () => planner.pairs(documentOf(state), position, mostPairs)),
        most,
      );
    },
    whole: async (asking, id) => (await withDocument(asking, id)).whole,
    tryChanges: async (planId, changes) => (await tryAll(planner, await stateOf(planId), [changes]))[0]!,
    scenarios: async (planId) => compareAll(records, planner, await stateOf(planId)),
    async addScenario(by, planId, body) {
      const state = await stateOf(planId);
      return scenarioView(await makeScenario(options, by, planId, body), state);
    },
    async changeScenario(by, id, body) {
      const state = await ofScenario(id);
      return scenarioView(await editScenario(options, by, id, body), state);
    },
    removeScenario: (by, id) => removeScenario(options, by, id),
    drills: (planId) => listAll(records, planId),
    holdDrill: async (by, planId, seed) => holdOne(options, by, await stateOf(planId), seed),
    answerDrill: (by, id, text) => answerOne(options, by, id, text),
  };
}
