import type { PlanDocument } from '@dandelion-loop/contract';
import {
  evaluatePlan,
  type Pair,
  pairsSentence,
  planOfOutcome,
  withoutPairs,
  worstPairs,
} from '@dandelion-loop/portfolio';
import { type Bulkhead, cheapestBulkhead } from './bulkhead.ts';

/** Longer questions about a plan, each in a worker of its own that ends with its answer. */

export type StudyRequest =
  | { kind: 'pairs'; plan: PlanDocument; position: number }
  | { kind: 'bulkhead'; plan: PlanDocument; position: number; domain: string };

export type StudyReply =
  | { kind: 'progress'; share: number }
  | { kind: 'pairs'; worst: Pair[]; sentence: string }
  | { kind: 'bulkhead'; bulkhead: Bulkhead | null }
  | { kind: 'failed'; reason: string };

const mostShown = 12;

interface WorkerScope {
  onmessage: ((event: MessageEvent<StudyRequest>) => void) | null;
  postMessage: (reply: StudyReply) => void;
}
const scope = globalThis as unknown as WorkerScope;

function study(request: StudyRequest): StudyReply {
  const { plan, position } = request;
  const evaluation = evaluatePlan(planOfOutcome(plan, position));
  if (request.kind === 'bulkhead')
    return { kind: 'bulkhead', bulkhead: cheapestBulkhead(evaluation, 0, request.domain) };
  const onProgress = (share: number) => scope.postMessage({ kind: 'progress', share });
  const pairs = withoutPairs(evaluation, 0, { onProgress });
  return { kind: 'pairs', worst: worstPairs(pairs, mostShown), sentence: pairsSentence(pairs) };
}

scope.onmessage = ({ data }) => {
  try {
    scope.postMessage(study(data));
  } catch (error) {
    scope.postMessage({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
};
