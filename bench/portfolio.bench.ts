import {
  answerEvaluation,
  type Evaluation,
  evaluatePlan,
  headlines,
  outcomeAnswer,
  withoutPairs,
} from '../packages/portfolio/src/index.ts';
import { largePlan, type Shape } from './large-plan.ts';
import { median, report } from './measure.ts';

/** The plan page: 200 bets, 10 outcomes, 60 domains, 100,000 draws; CPU time of one thread, without any server. */

function cpuMilliseconds<T>(work: () => T): [number, T] {
  const before = process.cpuUsage();
  const found = work();
  const { user, system } = process.cpuUsage(before);
  return [(user + system) / 1000, found];
}

const round = (milliseconds: number) => Math.round(milliseconds * 10) / 10;

function whatIfs(shape: Shape, whole: Evaluation): Record<string, number> {
  const times = {
    probability: [] as number[],
    failure: [] as number[],
    removed: [] as number[],
    withParts: [] as number[],
  };
  let before = whole;
  for (let i = 0; i < 9; i++) {
    const [probability, next] = cpuMilliseconds(() => {
      const found = evaluatePlan(largePlan(shape, 0.3 + i / 100), {}, before);
      headlines(found);
      return found;
    });
    // What is removed is asked for beside the slider's own redrawing.
    const [withParts] = cpuMilliseconds(() => outcomeAnswer(next, 0));
    const [failure] = cpuMilliseconds(() =>
      headlines(evaluatePlan(largePlan(shape, 0.3 + i / 100, 0.2 + i / 100), {}, next)),
    );
    const [removed] = cpuMilliseconds(() =>
      headlines(evaluatePlan(next.plan, { removed: [{ kind: 'domain', name: `domain ${i}` }] }, next)),
    );
    for (const [kind, time] of Object.entries({ probability, failure, removed, withParts })) {
      times[kind as keyof typeof times].push(time);
    }
    before = next;
  }
  return {
    whatIfProbabilityMs: round(median(times.probability)),
    whatIfDomainMs: round(median(times.failure)),
    whatIfRemovedMs: round(median(times.removed)),
    partsOfChangedOutcomeMs: round(median(times.withParts)),
  };
}

export async function run(): Promise<void> {
  const shapes: Shape[] = [
    { bets: 200, outcomes: 10, domains: 60 },
    { bets: 200, outcomes: 1, domains: 60 },
    { bets: 5000, outcomes: 10, domains: 60 },
  ];
  for (const shape of shapes) {
    const plan = largePlan(shape);
    const [firstMs, whole] = cpuMilliseconds(() => evaluatePlan(plan));
    const [fullMs] = cpuMilliseconds(() => answerEvaluation(whole, '2027-06-01'));
    const [pairsMs, pairs] = cpuMilliseconds(() =>
      plan.outcomes.map((_, position) => withoutPairs(whole, position, { mostDraws: 20_000 })),
    );
    report({
      ...{ bench: 'portfolio', ...shape, draws: whole.figures[0]!.draws },
      ...{ firstHeadlinesMs: round(firstMs), restOfAnswerMs: round(fullMs) },
      ...(shape.bets > 1000 ? {} : whatIfs(shape, whole)),
      allPairsMs: round(pairsMs),
      pairs: pairs.reduce((sum, { parts }) => sum + (parts.length * (parts.length - 1)) / 2, 0),
      ...{ drawsOfPairs: pairs[0]!.draws, errorOfPairs: pairs[0]!.standardError, leftOut: pairs[0]!.leftOut },
    });
  }
}
