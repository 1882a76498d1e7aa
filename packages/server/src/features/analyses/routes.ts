import { answerCounts, answerSize } from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import { checkCounts } from './check-counts.ts';
import { planSize } from './plan-size.ts';
import { quickAnswer } from './quick-answer.ts';
import { sizeCurve } from './size-curve.ts';

/** Answers that need no file. Nothing is stored. */
export function planningRoutes(): Route[] {
  return [
    route(answerSize, async ({ body }) => {
      const request = { ...body, convention: 'pooled-null', door: 'page' } as const;
      const size = planSize(request);
      return { size, curve: sizeCurve(request, size) };
    }),
    route(answerCounts, async ({ body }) => {
      checkCounts(body);
      return quickAnswer({ ...body, door: 'page' });
    }),
  ];
}
