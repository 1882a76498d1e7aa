import type { CapAnswer, PlanAnswer, PlanDocument } from '@dandelion-loop/contract';
import {
  answerEvaluation,
  capVerdicts,
  type Evaluation,
  evaluatePlan,
  type Headline,
  headlines,
  type Pair,
  type PairRemovals,
  type PlanPart,
  pairsSentence,
  planOfOutcome,
  withoutPairs,
  worstPairs,
} from '@dandelion-loop/portfolio';

/** What is computed of plans. Evaluations of the last ones are kept, so that a change costs what it changed. */

/** A plan with something of it changed or taken out. */
export interface Variant {
  document: PlanDocument;
  removed: readonly PlanPart[];
}

export interface VariantAnswer {
  headlines: Headline[];
  caps: CapAnswer[];
}

/** The worst pairs of an outcome. */
export interface PairsAnswer extends Pick<PairRemovals, 'draws' | 'standardError' | 'leftOut'> {
  worst: Pair[];
  count: number;
  sentence: string;
}

export type PlannerWork =
  | { kind: 'answer'; planId: string; document: PlanDocument; on: string }
  | { kind: 'variants'; planId: string; document: PlanDocument; variants: readonly Variant[] }
  | { kind: 'pairs'; document: PlanDocument; position: number; most: number };

export interface Planner {
  answer(planId: string, document: PlanDocument, on: string): Promise<PlanAnswer>;
  /** The plan itself first, then each variant. */
  variants(planId: string, document: PlanDocument, variants: readonly Variant[]): Promise<VariantAnswer[]>;
  /** Every two parts of an outcome removed together: up to some seconds. */
  pairs(document: PlanDocument, position: number, most: number): Promise<PairsAnswer>;
}

export type PlannerResult = PlanAnswer | VariantAnswer[] | PairsAnswer;

/** Plans whose last evaluation is kept. */
const mostKept = 3;

export interface ComputingPlanner {
  compute(work: PlannerWork): PlannerResult;
}

function pairsOf(document: PlanDocument, position: number, most: number): PairsAnswer {
  const pairs = withoutPairs(evaluatePlan(planOfOutcome(document, position)), 0);
  const { parts, draws, standardError, leftOut } = pairs;
  return {
    ...{ draws, standardError, leftOut, worst: worstPairs(pairs, most) },
    ...{ count: (parts.length * (parts.length - 1)) / 2, sentence: pairsSentence(pairs) },
  };
}

/** In the thread that calls; see `planInThread`. */
export function createPlanner(): ComputingPlanner {
  const kept = new Map<string, Evaluation>();
  function evaluate(planId: string, document: PlanDocument): Evaluation {
    const evaluation = evaluatePlan(document, {}, kept.get(planId) ?? null);
    kept.delete(planId);
    kept.set(planId, evaluation);
    for (const oldest of [...kept.keys()].slice(0, -mostKept)) kept.delete(oldest);
    return evaluation;
  }
  const answerOf = (evaluation: Evaluation): VariantAnswer => ({
    headlines: headlines(evaluation),
    caps: capVerdicts(evaluation.plan),
  });
  return {
    compute(work) {
      if (work.kind === 'pairs') return pairsOf(work.document, work.position, work.most);
      const now = evaluate(work.planId, work.document);
      if (work.kind === 'answer') return answerEvaluation(now, work.on);
      return [
        answerOf(now),
        ...work.variants.map(({ document, removed }) => answerOf(evaluatePlan(document, { removed }, now))),
      ];
    },
  };
}
