import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { texts } from '../../texts/shell.ts';
import { shell } from './shell-route.ts';

/** Which customers are meant, and who the team believes they are. */

const segments = createRoute({
  getParentRoute: () => shell,
  path: '/segments',
  staticData: { title: texts.pages.segments, permission: 'segments:read' },
  component: lazyRouteComponent(() => import('../../features/segments/segments-page.tsx'), 'SegmentsPage'),
});

const segment = createRoute({
  getParentRoute: () => shell,
  path: '/segments/$id',
  staticData: { title: texts.pages.segment, permission: 'segments:read' },
  component: lazyRouteComponent(() => import('../../features/segments/segment-page.tsx'), 'SegmentPage'),
});

const personas = createRoute({
  getParentRoute: () => shell,
  path: '/personas',
  staticData: { title: texts.pages.personas, permission: 'segments:read' },
  component: lazyRouteComponent(() => import('../../features/personas/personas-page.tsx'), 'PersonasPage'),
});

export const customerRoutes = [segments, segment, personas];
