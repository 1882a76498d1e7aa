import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { texts } from '../../texts/shell.ts';
import { ofPlan } from './only.ts';
import { shell } from './shell-route.ts';

/** The plan, its bets, and what was agreed about it. */

const plan = createRoute({
  getParentRoute: () => shell,
  path: '/plan',
  validateSearch: ofPlan,
  staticData: { title: texts.pages.plan, permission: 'plan:read' },
  component: lazyRouteComponent(() => import('../../features/plan/plan-page.tsx'), 'PlanPage'),
});

const mine = createRoute({
  getParentRoute: () => shell,
  path: '/plan/mine',
  staticData: { title: texts.pages.mine, permission: 'plan:mine' },
  component: lazyRouteComponent(() => import('../../features/plan/mine-page.tsx'), 'MinePage'),
});

const planParts = createRoute({
  getParentRoute: () => shell,
  path: '/plan/parts',
  validateSearch: ofPlan,
  staticData: { title: texts.pages.planParts, permission: 'plan:read' },
  component: lazyRouteComponent(() => import('../../features/plan/parts-page.tsx'), 'PartsPage'),
});

const planConstraints = createRoute({
  getParentRoute: () => shell,
  path: '/plan/constraints',
  validateSearch: ofPlan,
  staticData: { title: texts.pages.planConstraints, permission: 'plan:read' },
  component: lazyRouteComponent(() => import('../../features/agreements/constraints-page.tsx'), 'ConstraintsPage'),
});

const planNumbers = createRoute({
  getParentRoute: () => shell,
  path: '/plan/numbers',
  validateSearch: ofPlan,
  staticData: { title: texts.pages.planNumbers, permission: 'plan:write' },
  component: lazyRouteComponent(() => import('../../features/plan/numbers-page.tsx'), 'NumbersPage'),
});

const newPlan = createRoute({
  getParentRoute: () => shell,
  path: '/plan/new',
  staticData: { title: texts.pages.newPlan, permission: 'plan:write' },
  component: lazyRouteComponent(() => import('../../features/plan/new-plan-page.tsx'), 'NewPlanPage'),
});

const principles = createRoute({
  getParentRoute: () => shell,
  path: '/plan/principles',
  staticData: { title: texts.pages.principles, permission: 'plan:read' },
  component: lazyRouteComponent(() => import('../../features/agreements/principles-page.tsx'), 'PrinciplesPage'),
});

const principle = createRoute({
  getParentRoute: () => shell,
  path: '/plan/principles/$id',
  staticData: { title: texts.pages.principle, permission: 'plan:read' },
  component: lazyRouteComponent(() => import('../../features/agreements/principle-page.tsx'), 'PrinciplePage'),
});

const newBet = createRoute({
  getParentRoute: () => shell,
  path: '/plan/bets/new',
  validateSearch: ofPlan,
  staticData: { title: texts.pages.newBet, permission: 'plan:write' },
  component: lazyRouteComponent(() => import('../../features/plan/new-bet-page.tsx'), 'NewBetPage'),
});

const bet = createRoute({
  getParentRoute: () => shell,
  path: '/plan/bets/$id',
  staticData: { title: texts.pages.bet, permission: 'plan:read' },
  component: lazyRouteComponent(() => import('../../features/plan/bet-page.tsx'), 'BetPage'),
});

export const planRoutes = [
  plan,
  mine,
  planParts,
  planConstraints,
  planNumbers,
  newPlan,
  principles,
  principle,
  newBet,
  bet,
];
