import type { PlanAnswer } from '@dandelion-loop/contract';
import { type FiguresQuestion, figuresMachine, type PlanFigures } from './plan-figures.ts';

/** Computes chances beside the page, so that it stays smooth while somebody drags. */

export interface FiguresRequest extends FiguresQuestion {
  id: number;
}

export type FiguresReply =
  | { id: number; kind: 'figures'; figures: PlanFigures }
  | { id: number; kind: 'answer'; answer: PlanAnswer }
  | { id: number; kind: 'failed'; reason: string };

interface WorkerScope {
  onmessage: ((event: MessageEvent<FiguresRequest>) => void) | null;
  postMessage: (reply: FiguresReply) => void;
}
const scope = globalThis as unknown as WorkerScope;

const machine = figuresMachine();
let newest = 0;

function reply(id: number, work: () => FiguresReply | null): void {
  try {
    const said = work();
    if (said !== null) scope.postMessage(said);
  } catch (error) {
    scope.postMessage({ id, kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
}

scope.onmessage = ({ data: { id, ...question } }) => {
  newest = id;
  reply(id, () => ({ id, kind: 'figures', figures: machine.figures(question) }));
  // What each part is worth takes longer: only once nothing newer is asked for.
  setTimeout(() => {
    if (newest !== id) return;
    reply(id, () => {
      const answer = machine.answer(question.on);
      return answer === null ? null : { id, kind: 'answer', answer };
    });
  }, 0);
};
