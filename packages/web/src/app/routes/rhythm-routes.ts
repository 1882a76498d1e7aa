import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { texts } from '../../texts/shell.ts';
import { only } from './only.ts';
import { shell } from './shell-route.ts';

/** Rituals and their meetings, decisions, and workflows. */

const rhythm = createRoute({
  getParentRoute: () => shell,
  path: '/rhythm',
  staticData: { title: texts.pages.rhythm, permission: 'rituals:read' },
  component: lazyRouteComponent(() => import('../../features/rhythm/rhythm-page.tsx'), 'RhythmPage'),
});

const newRitual = createRoute({
  getParentRoute: () => shell,
  path: '/rhythm/rituals/new',
  validateSearch: only('pack'),
  staticData: { title: texts.pages.newRitual, permission: 'rituals:write' },
  component: lazyRouteComponent(() => import('../../features/rhythm/new-ritual-page.tsx'), 'NewRitualPage'),
});

const ritual = createRoute({
  getParentRoute: () => shell,
  path: '/rhythm/rituals/$id',
  staticData: { title: texts.pages.ritual, permission: 'rituals:read' },
  component: lazyRouteComponent(() => import('../../features/rhythm/ritual-page.tsx'), 'RitualPage'),
});

const decisions = createRoute({
  getParentRoute: () => shell,
  path: '/rhythm/decisions',
  validateSearch: only('state', 'ritual', 'search'),
  staticData: { title: texts.pages.decisions, permission: 'rituals:read' },
  component: lazyRouteComponent(() => import('../../features/rhythm/decisions-page.tsx'), 'DecisionsPage'),
});

const decision = createRoute({
  getParentRoute: () => shell,
  path: '/rhythm/decisions/$id',
  staticData: { title: texts.pages.decision, permission: 'rituals:read' },
  component: lazyRouteComponent(() => import('../../features/rhythm/decision-page.tsx'), 'DecisionPage'),
});

/** `next` as the id: a meeting of `ritual` that has not begun. */
const meeting = createRoute({
  getParentRoute: () => shell,
  path: '/rhythm/meetings/$id',
  validateSearch: only('ritual', 'occurrence'),
  staticData: { title: texts.pages.meeting, permission: 'rituals:read' },
  component: lazyRouteComponent(() => import('../../features/meetings/meeting-page.tsx'), 'MeetingPage'),
});

const workflows = createRoute({
  getParentRoute: () => shell,
  path: '/rhythm/workflows',
  staticData: { title: texts.pages.workflows, permission: 'rituals:read' },
  component: lazyRouteComponent(() => import('../../features/agreements/workflows-page.tsx'), 'WorkflowsPage'),
});

export const rhythmRoutes = [rhythm, newRitual, ritual, decisions, decision, meeting, workflows];
