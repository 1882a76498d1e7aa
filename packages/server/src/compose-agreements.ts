import { type ConstraintsParts, constraintsRoutes, createConstraints } from './features/constraints/index.ts';
import type { PlanParts } from './features/plan/index.ts';
import { createPrinciples, principlesRoutes } from './features/principles/index.ts';
import { type WorkflowsService, workflowsRoutes } from './features/workflows/index.ts';
import type { Route } from './kernel/route.ts';

/** The wiring of what the team agreed on beforehand: what becomes a task when something happens. */

export interface ComposedAgreements {
  routes: Route[];
  /** Told of every change of a plan, in its transaction. */
  onChanged: NonNullable<PlanParts['onChanged']>;
  /** Days pass: signs are judged. */
  sweep(): Promise<void>;
}

interface AgreementsParts extends ConstraintsParts {
  workflows: WorkflowsService;
}

export function composeAgreements({ workflows, ...parts }: AgreementsParts): ComposedAgreements {
  const constraints = createConstraints(parts);
  return {
    routes: [
      ...constraintsRoutes(constraints),
      ...workflowsRoutes(workflows),
      ...principlesRoutes(createPrinciples(parts)),
    ],
    async onChanged(tx, before, after) {
      await workflows.planChanged(tx, before, after);
      await constraints.planChanged(tx, after);
    },
    sweep: () => constraints.sweep(),
  };
}
