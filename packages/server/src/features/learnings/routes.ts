import { computeLearnings, exportLearnings, getLearning, getLearnings } from '@dandelion-loop/contract';
import { type Route, route } from '../../kernel/route.ts';
import type { LearningsService } from './service.ts';

/** Words in the place of an id come before it. */
export function learningsRoutes(learnings: LearningsService): Route[] {
  return [
    route(getLearnings, () => learnings.read()),
    route(exportLearnings, ({ query }) => learnings.export(query.format)),
    route(getLearning, ({ params, query }) => learnings.readOne(params.id, query.limit)),
    route(computeLearnings, () => learnings.compute()),
  ];
}
