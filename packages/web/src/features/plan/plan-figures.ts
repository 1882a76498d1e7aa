import type { CapAnswer, FailureBudgetAnswer, PlanAnswer, PlanDocument } from '@dandelion-loop/contract';
import {
  answerEvaluation,
  capVerdicts,
  type Evaluation,
  evaluatePlan,
  failureBudget,
  type Headline,
  headlines,
  type PlanPart,
} from '@dandelion-loop/portfolio';
import { type Years, yearsOf } from './plan-years.ts';

/** What moves at once while somebody drags. */
export interface PlanFigures {
  headlines: Headline[];
  /** By outcome. */
  years: Years[];
  caps: CapAnswer[];
  failureBudget: FailureBudgetAnswer | null;
}

export interface FiguresQuestion {
  plan: PlanDocument;
  removed: readonly PlanPart[];
  /** The day that is asked for. */
  on: string;
}

/** Evaluations one after another, each taking over what did not change. */
export function figuresMachine() {
  let last: Evaluation | null = null;
  return {
    figures({ plan, removed, on }: FiguresQuestion): PlanFigures {
      last = evaluatePlan(plan, { removed }, last);
      const evaluation = last;
      return {
        headlines: headlines(evaluation),
        years: plan.outcomes.map((_, position) => yearsOf(evaluation, position)),
        caps: capVerdicts(plan),
        failureBudget: failureBudget(plan, on),
      };
    },
    /** Everything about the plan that was asked for last. */
    answer(on: string): PlanAnswer | null {
      return last === null ? null : answerEvaluation(last, on);
    },
  };
}
