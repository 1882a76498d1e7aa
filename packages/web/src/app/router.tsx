import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
  redirect,
} from '@tanstack/react-router';
import { prefetchList } from '../features/experiments/list-window.ts';
import { experimentsSearch } from '../features/experiments/search.ts';
import { importSearch, newImportSearch } from '../features/imports/search.ts';
import { planSearch } from '../features/planning/plan-search.ts';
import { texts } from '../texts/shell.ts';
import { ApiProblem } from './api-problem.ts';
import { sessionOptions, workspaceOptions } from './member.ts';
import { NotFound } from './not-found.tsx';
import { Root } from './root.tsx';
import { DoorProblem, RouteProblem } from './route-problem.tsx';
import { parseSearch, stringifySearch } from './search-text.ts';
import { Shell } from './shell.tsx';
import { Waiting } from './waiting.tsx';

/** All addresses of the interface. A page is loaded when somebody goes there. */

interface Context {
  client: QueryClient;
}

const root = createRootRouteWithContext<Context>()({ component: Root, notFoundComponent: NotFound });

/** Everything behind the door: who is here and where is known before it is drawn. */
const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  errorComponent: DoorProblem,
  beforeLoad: async ({ context: { client }, location }) => {
    try {
      await Promise.all([client.ensureQueryData(sessionOptions), client.ensureQueryData(workspaceOptions)]);
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
      throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { next: location.href } });
    }
  },
});

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: async ({ context: { client } }) => {
    const { empty } = await client.ensureQueryData(workspaceOptions);
    throw redirect({ to: empty ? '/start' : '/experiments', replace: true });
  },
});

const experiments = createRoute({
  getParentRoute: () => shell,
  path: '/experiments',
  validateSearch: experimentsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { client }, deps }) => prefetchList(client, deps),
  staticData: { title: texts.pages.experiments },
  component: lazyRouteComponent(() => import('../features/experiments/experiments-page.tsx'), 'ExperimentsPage'),
});

const experiment = createRoute({
  getParentRoute: () => shell,
  path: '/experiments/$id',
  validateSearch: (search): { analysis?: string } =>
    typeof search.analysis === 'string' ? { analysis: search.analysis } : {},
  staticData: { title: texts.pages.experiment },
  component: lazyRouteComponent(() => import('../features/experiments/experiment-page.tsx'), 'ExperimentPage'),
});

const imports = createRoute({
  getParentRoute: () => shell,
  path: '/imports',
  staticData: { title: texts.pages.imports },
  component: lazyRouteComponent(() => import('../features/imports/imports-page.tsx'), 'ImportsPage'),
});

const newImport = createRoute({
  getParentRoute: () => shell,
  path: '/imports/new',
  validateSearch: newImportSearch,
  staticData: { title: texts.pages.newImport },
  component: lazyRouteComponent(() => import('../features/imports/new-import-page.tsx'), 'NewImportPage'),
});

const oneImport = createRoute({
  getParentRoute: () => shell,
  path: '/imports/$id',
  validateSearch: importSearch,
  staticData: { title: texts.pages.import },
  component: lazyRouteComponent(() => import('../features/imports/import-page.tsx'), 'ImportPage'),
});

const planATest = createRoute({
  getParentRoute: () => shell,
  path: '/plan-a-test',
  validateSearch: planSearch,
  staticData: { title: texts.pages.planATest },
  component: lazyRouteComponent(() => import('../features/planning/planning-page.tsx'), 'PlanningPage'),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  staticData: { title: texts.pages.settings },
  component: lazyRouteComponent(() => import('../features/workspace/settings-page.tsx'), 'SettingsPage'),
});

const start = createRoute({
  getParentRoute: () => shell,
  path: '/start',
  staticData: { title: texts.pages.start },
  component: lazyRouteComponent(() => import('../features/start/start-page.tsx'), 'StartPage'),
});

const notFound = createRoute({
  getParentRoute: () => shell,
  path: '$',
  staticData: { title: texts.pages.notFound },
  component: NotFound,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { next?: string } => (typeof search.next === 'string' ? { next: search.next } : {}),
  staticData: { title: texts.pages.signIn },
  component: lazyRouteComponent(() => import('../features/access/sign-in-page.tsx'), 'SignInPage'),
});

const pages = [home, experiments, experiment, imports, newImport, oneImport, planATest, settings, start, notFound];

export function makeRouter(client: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree: root.addChildren([shell.addChildren(pages), signIn]),
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
  }
}
