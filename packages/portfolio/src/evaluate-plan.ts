import type { PlanDocument } from '@dandelion-loop/contract';
import { exactOutcome } from './exact-outcome.ts';
import type { OutcomeFigures, PartFigures } from './outcome-figures.ts';
import { domainsOf, type ModelOutcome, type PlanModel, type PlanPart, planModel } from './plan-model.ts';
import { simulatedFigures } from './simulated-figures.ts';
import { drawsThatFit, type Simulation, simulate } from './simulation.ts';

export interface EvaluationOptions {
  /** Whole number; the same seed gives the same answer. */
  seed?: number;
  /** Fewer are made where a plan is so large that they would not fit into memory. */
  draws?: number;
  /** What is taken out of the plan. */
  removed?: readonly PlanPart[];
  /** `simulated` where exact figures would do as well: to check one by the other. */
  method?: 'auto' | 'simulated';
}

/** The chances of a plan. Plain data but for the figures, which compute their parts when they are asked for. */
export interface Evaluation {
  plan: PlanDocument;
  model: PlanModel;
  seed: number;
  /** That were asked for. */
  drawsAsked: number;
  /** Null where all outcomes are exact. */
  simulation: Simulation | null;
  /** In the order of the outcomes. */
  figures: readonly OutcomeFigures[];
  /** Everything that an outcome's figures hang on, to know what may be taken over. */
  keys: readonly string[];
}

export const defaultDraws = 100_000;
export const defaultSeed = 1;

/** Its parts are computed once. */
function remembering(figures: OutcomeFigures): OutcomeFigures {
  let parts: PartFigures | null = null;
  return {
    ...figures,
    parts: () => {
      parts ??= figures.parts();
      return parts;
    },
  };
}

const keyOf = (outcome: ModelOutcome, { domains }: PlanModel, method: string): string =>
  JSON.stringify([method, outcome, domainsOf(outcome).map((at) => [domains[at]!.name, domains[at]!.failure])]);

/** Positions of outcomes whose figures are those of before. */
function takenOver(keys: readonly string[], before: Evaluation | null): Map<string, OutcomeFigures> {
  const old = new Map(before?.keys.map((key, i) => [key, before.figures[i]!]));
  return new Map(keys.flatMap((key) => (old.has(key) ? [[key, old.get(key)!] as const] : [])));
}

/**
 * Chances of all outcomes of a plan: exact where every payoff is all or nothing and the sums can be gone through, else by simulation.
 *
 * @param plan without contradictions (checkedPlanSchema)
 * @param before an evaluation of the plan as it was: whatever did not change is taken over, so that a what-if costs what it changed
 */
export function evaluatePlan(
  plan: PlanDocument,
  options: EvaluationOptions = {},
  before: Evaluation | null = null,
): Evaluation {
  const { seed = defaultSeed, draws: drawsAsked = defaultDraws, removed = [], method = 'auto' } = options;
  const model = planModel(plan, removed);
  const keys = model.outcomes.map((outcome) => keyOf(outcome, model, method));
  const sameDraws = before !== null && before.seed === seed && before.drawsAsked === drawsAsked;
  const kept = takenOver(keys, before);
  const exact = model.outcomes.map((outcome, i) => {
    const known = kept.get(keys[i]!);
    if (known !== undefined) return known.method === 'exact' ? known : null;
    const found = method === 'simulated' ? null : exactOutcome(outcome, model.domains);
    return found === null ? null : remembering(found);
  });
  const drawn = model.outcomes.filter((_, i) => exact[i] === null);
  const draws = drawsThatFit(drawsAsked, drawn, model.domains.length);
  const simulation =
    drawn.length === 0 ? null : simulate(drawn, model.domains, { seed, draws }, before?.simulation ?? null);
  const figures = model.outcomes.map((outcome, i) => {
    const found = exact[i];
    if (found) return found;
    const known = sameDraws ? kept.get(keys[i]!) : undefined;
    if (known?.draws === draws) return known;
    return remembering(simulatedFigures(simulation!.outcomes.get(outcome.name)!));
  });
  return { plan, model, seed, drawsAsked, simulation, figures, keys };
}
