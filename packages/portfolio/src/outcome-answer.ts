import type { OutcomeAnswer, PlanOutcome, PlanRemoval } from '@dandelion-loop/contract';
import { concentration } from '@dandelion-loop/stats';
import type { Evaluation } from './evaluate-plan.ts';
import { type Headline, headlineOf } from './headlines.ts';
import type { OutcomeFigures, RemovalFigures } from './outcome-figures.ts';
import { domainsOf, type ModelDomain, type ModelOutcome, payChance } from './plan-model.ts';
import { inHundred, likelihood, valueText } from './plan-words.ts';
import { singlePoints } from './single-points.ts';

/** Everything that is said of one outcome. */

function sentenceOf(asked: PlanOutcome, { probability, quantiles }: Headline): string {
  const sought = `${valueText(asked.target)}${asked.direction === 'fall' ? ' or less' : ''}${asked.by ? ` by ${asked.by}` : ''}`;
  const target = `the target for ${asked.name} (${sought}) is reached`;
  const range =
    quantiles.p05 === quantiles.p95
      ? `It ends at ${valueText(quantiles.p50)}.`
      : `In nine of ten cases it ends between ${valueText(quantiles.p05)} and ${valueText(quantiles.p95)}.`;
  return `${likelihood(probability)}: ${inHundred(probability)} that ${target}. ${range}`;
}

function removalsOf(outcome: ModelOutcome, domains: readonly ModelDomain[], figures: OutcomeFigures): PlanRemoval[] {
  const parts = figures.parts();
  const told = ({ probability, standardError }: RemovalFigures) => ({
    probability,
    // A difference of sums in another order may leave a last digit; nobody should read it as a drop.
    drop: Math.abs(figures.probability - probability) < 1e-12 ? 0 : figures.probability - probability,
    standardError,
  });
  const found = [
    ...domainsOf(outcome).map((at, i) => {
      const { name, kind } = domains[at]!;
      return { kind: 'domain' as const, name, domainKind: kind, ...told(parts.domains[i]!) };
    }),
    ...outcome.bets.map(({ name }, i) => ({
      ...{ kind: 'bet' as const, name, domainKind: null },
      ...told(parts.bets[i]!.without),
    })),
  ];
  return found.sort((a, b) => b.drop - a.drop);
}

/** I_j = P(target | j succeeds) − P(target | j fails); criticality I_j q_j / Q with q_j the chance that it fails by itself. */
function importanceOf({ bets }: ModelOutcome, figures: OutcomeFigures): OutcomeAnswer['importance'] {
  const missed = 1 - figures.probability;
  return figures.parts().bets.map(({ whenSucceeds, whenFails }, i) => {
    const { name, success } = bets[i]!;
    const birnbaum = whenSucceeds - whenFails;
    // Minus zero reads as a mistake.
    const criticality = missed > 1e-12 ? (birnbaum * (1 - success)) / missed + 0 : null;
    return { bet: name, birnbaum, criticality };
  });
}

function concentrationOf({ bets }: ModelOutcome, domains: readonly ModelDomain[]): OutcomeAnswer['concentration'] {
  const expected = bets.map((bet) => Math.max(0, payChance(bet, domains) * bet.payoffMean));
  const hhi = concentration(expected);
  if (hhi === null) return null;
  const most = expected.reduce((best, one, i) => (one > expected[best]! ? i : best), 0);
  const total = expected.reduce((sum, one) => sum + one, 0);
  return { hhi, effectiveBets: 1 / hhi, largest: { bet: bets[most]!.name, share: expected[most]! / total } };
}

/** @param position of the outcome in the plan */
export function outcomeAnswer(evaluation: Evaluation, position: number): OutcomeAnswer {
  const { plan, model, figures } = evaluation;
  const [asked, outcome, found] = [plan.outcomes[position]!, model.outcomes[position]!, figures[position]!];
  const headline = headlineOf(evaluation, position);
  const without = removalsOf(outcome, model.domains, found);
  return {
    ...headline,
    ...{ baseline: asked.baseline, target: asked.target, by: asked.by ?? null, direction: asked.direction },
    sentence: sentenceOf(asked, headline),
    without,
    importance: importanceOf(outcome, found),
    concentration: concentrationOf(outcome, model.domains),
    singlePoints: singlePoints(headline, without),
  };
}
