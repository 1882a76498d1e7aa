import { answerSize } from '@dandelion-loop/contract';
import { ApiProblem } from '../../app/api-problem.ts';
import { useAnswer } from '../../app/queries.ts';
import type { PlanAnswer } from './plan-answer.ts';
import type { PlanQuestions, SizeBody } from './plan-draft.ts';

const nothing: SizeBody = { baseline: null, standardDeviation: null, effect: null, units: null };

const useSize = (body: SizeBody | null) =>
  useAnswer(
    answerSize,
    { body: body ?? nothing },
    // The same question has the same answer.
    { enabled: body !== null, staleTime: Number.POSITIVE_INFINITY },
  );

export interface PlanAnswers {
  /** Null until all that were asked have come. */
  answer: (PlanAnswer & { chance: number | null; cannot: string | null }) | null;
  problem: Error | null;
  again: () => void;
}

/** Asks what can be asked of a plan. */
export function usePlanAnswers(questions: PlanQuestions | null): PlanAnswers {
  const need = useSize(questions?.need ?? null);
  const can = useSize(questions?.can ?? null);
  const both = useSize(questions?.both ?? null);
  const again = () => {
    for (const one of [need, can, both]) if (one.isError) void one.refetch();
  };
  // So few units that no difference at all is found is an answer as well, when it is told in words.
  const cannot =
    questions?.need && can.error instanceof ApiProblem && can.error.code === 'wrong-use' ? can.error.detail : null;
  const problem = (questions?.need && need.error) || (questions?.can && cannot === null && can.error) || null;
  const there =
    questions !== null &&
    (questions.need === null || need.data !== undefined) &&
    (questions.can === null || can.data !== undefined || cannot !== null) &&
    (questions.both === null || both.data !== undefined || both.isError);
  if (!there || problem !== null) return { answer: null, problem, again };
  return {
    answer: {
      need: questions.need && (need.data ?? null),
      can: questions.can && (can.data ?? null),
      units: questions.units,
      chance: questions.both && (both.data?.size.power ?? null),
      cannot,
    },
    problem: null,
    again,
  };
}
