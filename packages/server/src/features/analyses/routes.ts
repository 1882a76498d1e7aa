import { answerCounts, answerSize, type Methods } from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import { checkCounts } from './check-counts.ts';
import { planSize } from './plan-size.ts';
import { quickAnswer } from './quick-answer.ts';
import { sizeCurve } from './size-curve.ts';

/** Answers that need no file. Nothing is stored. */
export function planningRoutes({ methods }: { methods: () => Promise<Methods> }): Route[] {
  return [
    route(answerSize, async ({ body }) => {
      const request = { ...body, convention: 'pooled-null', door: 'page' } as const;
      const size = planSize(request);
      return { size, curve: sizeCurve(request, size) };
    }),
    route(answerCounts, async ({ body }) => {
      const { inference, level, practical } = await methods();
      const counts = {
        ...body,
        inference: body.inference ?? inference,
        level: body.level ?? level,
        practical: body.practical ?? practical,
      };
      checkCounts(counts);
      return quickAnswer({ ...counts, door: 'page' });
    }),
  ];
}
