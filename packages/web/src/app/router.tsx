import type { Permission } from '@dandelion-loop/contract';
import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, type RouterHistory } from '@tanstack/react-router';
import { texts } from '../texts/shell.ts';
import { NotFound } from './not-found.tsx';
import { RouteProblem } from './route-problem.tsx';
import { customerRoutes } from './routes/customer-routes.ts';
import { experimentRoutes } from './routes/experiment-routes.ts';
import { homeRoutes } from './routes/home-routes.ts';
import { learningRoutes } from './routes/learning-routes.ts';
import { openRoutes } from './routes/open-routes.ts';
import { planRoutes } from './routes/plan-routes.ts';
import { rhythmRoutes } from './routes/rhythm-routes.ts';
import { root } from './routes/root-route.ts';
import { settingsRoutes } from './routes/settings-routes.ts';
import { shell } from './routes/shell-route.ts';
import { sourceRoutes } from './routes/source-routes.ts';
import { parseSearch, stringifySearch } from './search-text.ts';
import { Waiting } from './waiting.tsx';

/** All addresses of the interface; those of a part of the product are in `routes/`. A page is loaded when somebody goes there. */

const notFound = createRoute({
  getParentRoute: () => shell,
  path: '$',
  staticData: { title: texts.pages.notFound },
  component: NotFound,
});

const pages = [
  ...homeRoutes,
  ...planRoutes,
  ...customerRoutes,
  ...rhythmRoutes,
  ...experimentRoutes,
  ...learningRoutes,
  ...sourceRoutes,
  settingsRoutes,
  notFound,
];

export function makeRouter(client: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree: root.addChildren([shell.addChildren(pages), ...openRoutes]),
    context: { client },
    ...(history && { history }),
    parseSearch,
    stringifySearch,
    scrollRestoration: true,
    defaultPreload: 'intent',
    // Nothing before half a second.
    defaultPendingMs: 500,
    defaultPendingMinMs: 0,
    defaultPendingComponent: Waiting,
    defaultErrorComponent: RouteProblem,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
  interface StaticDataRouteOption {
    /** Of the document, until the page knows a better one. */
    title?: string;
    /** Without it the page is not shown. */
    permission?: Permission;
  }
}
