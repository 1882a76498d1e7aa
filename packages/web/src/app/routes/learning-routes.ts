import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { beliefsSearch } from '../../features/beliefs/beliefs-search.ts';
import { codingSearch } from '../../features/coding/coding-search.ts';
import { learningsSearch } from '../../features/learnings/learnings-search.ts';
import { texts } from '../../texts/shell.ts';
import { only } from './only.ts';
import { shell } from './shell-route.ts';

/** What tests taught together, what a team believes, and what to find out next. */

const learnings = createRoute({
  getParentRoute: () => shell,
  path: '/learnings',
  validateSearch: learningsSearch,
  staticData: { title: texts.pages.learnings, permission: 'learnings:read' },
  component: lazyRouteComponent(() => import('../../features/learnings/learnings-page.tsx'), 'LearningsPage'),
});

const coding = createRoute({
  getParentRoute: () => shell,
  path: '/learnings/coding',
  validateSearch: codingSearch,
  staticData: { title: texts.pages.coding, permission: 'learnings:read' },
  component: lazyRouteComponent(() => import('../../features/coding/coding-page.tsx'), 'CodingPage'),
});

const learning = createRoute({
  getParentRoute: () => shell,
  path: '/learnings/$id',
  staticData: { title: texts.pages.learning, permission: 'learnings:read' },
  component: lazyRouteComponent(() => import('../../features/learnings/learning-page.tsx'), 'LearningPage'),
});

const whatNext = createRoute({
  getParentRoute: () => shell,
  path: '/learnings/next',
  staticData: { title: texts.pages.whatNext, permission: 'learnings:read' },
  component: lazyRouteComponent(() => import('../../features/proposals/proposals-page.tsx'), 'ProposalsPage'),
});

const draft = createRoute({
  getParentRoute: () => shell,
  path: '/drafts/$id',
  staticData: { title: texts.pages.draft, permission: 'learnings:read' },
  component: lazyRouteComponent(() => import('../../features/proposals/draft-page.tsx'), 'DraftPage'),
});

const beliefs = createRoute({
  getParentRoute: () => shell,
  path: '/beliefs',
  validateSearch: beliefsSearch,
  staticData: { title: texts.pages.beliefs, permission: 'beliefs:read' },
  component: lazyRouteComponent(() => import('../../features/beliefs/beliefs-page.tsx'), 'BeliefsPage'),
});

const belief = createRoute({
  getParentRoute: () => shell,
  path: '/beliefs/$id',
  staticData: { title: texts.pages.belief, permission: 'beliefs:read' },
  component: lazyRouteComponent(() => import('../../features/beliefs/belief-page.tsx'), 'BeliefPage'),
});

const preferences = createRoute({
  getParentRoute: () => shell,
  path: '/preferences',
  validateSearch: only('test'),
  staticData: { title: texts.pages.preferences, permission: 'beliefs:read' },
  component: lazyRouteComponent(() => import('../../features/preferences/preferences-page.tsx'), 'PreferencesPage'),
});

const preference = createRoute({
  getParentRoute: () => shell,
  path: '/preferences/$id',
  staticData: { title: texts.pages.preference, permission: 'beliefs:read' },
  component: lazyRouteComponent(() => import('../../features/preferences/preference-page.tsx'), 'PreferencePage'),
});

export const learningRoutes = [learnings, coding, learning, whatNext, draft, beliefs, belief, preferences, preference];
