import type { PlanAnswer, PlanDocument } from '@dandelion-loop/contract';
import { capVerdicts } from './cap-verdicts.ts';
import { countedFailures } from './counted-failures.ts';
import { type Evaluation, type EvaluationOptions, evaluatePlan } from './evaluate-plan.ts';
import { failureBudget } from './failure-budget.ts';
import { outcomeAnswer } from './outcome-answer.ts';
import type { PlanPart } from './plan-model.ts';
import { planNotes } from './plan-notes.ts';
import { reportingCurrency } from './reporting-money.ts';

/** The same plan without some parts, all at once, by outcome. */
export function withoutParts(evaluation: Evaluation, removed: readonly PlanPart[]): PlanAnswer['together'] {
  const { plan, seed, drawsAsked: draws, figures } = evaluation;
  const kindOf = new Map(plan.domains.map(({ name, kind }) => [name, kind]));
  const changed = evaluatePlan(plan, { seed, draws, removed }, evaluation);
  return {
    parts: removed.map(({ kind, name }) => ({
      ...{ kind, name },
      domainKind: kind === 'domain' ? (kindOf.get(name) ?? null) : null,
    })),
    outcomes: plan.outcomes.map(({ name }, i) => {
      const { probability } = changed.figures[i]!;
      return { name, probability, drop: figures[i]!.probability - probability };
    }),
  };
}

/** Everything that is said of a plan on a day. The page, the API and the command line say this. */
export function answerEvaluation(evaluation: Evaluation, on: string, together: readonly PlanPart[] = []): PlanAnswer {
  const { plan, simulation } = evaluation;
  return {
    ...{ schema: 1, on, currency: reportingCurrency(plan) },
    outcomes: plan.outcomes.map((_, position) => outcomeAnswer(evaluation, position)),
    failureBudget: failureBudget(plan, on),
    caps: capVerdicts(plan),
    together: together.length === 0 ? null : withoutParts(evaluation, together),
    simulation: simulation === null ? null : { seed: simulation.seed, draws: simulation.draws },
    notes: planNotes(evaluation, plan.period.failureBudget != null && countedFailures(plan, on).takenOnTrust),
  };
}

/**
 * @param plan without contradictions (checkedPlanSchema)
 * @param on the day that is asked for, such as today
 */
export const answerPlan = (
  plan: PlanDocument,
  { on, together = [], ...options }: EvaluationOptions & { on: string; together?: readonly PlanPart[] },
): PlanAnswer => answerEvaluation(evaluatePlan(plan, options), on, together);
