import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { texts } from '../../texts/shell.ts';
import { shell } from './shell-route.ts';

/** Where events come from. */

const sources = createRoute({
  getParentRoute: () => shell,
  path: '/sources',
  staticData: { title: texts.pages.sources, permission: 'sources:read' },
  component: lazyRouteComponent(() => import('../../features/sources/sources-page.tsx'), 'SourcesPage'),
});

const source = createRoute({
  getParentRoute: () => shell,
  path: '/sources/$id',
  staticData: { title: texts.pages.source, permission: 'sources:read' },
  component: lazyRouteComponent(() => import('../../features/sources/source-page.tsx'), 'SourcePage'),
});

export const sourceRoutes = [sources, source];
