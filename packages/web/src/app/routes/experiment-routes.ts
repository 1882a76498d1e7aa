import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { prefetchList } from '../../features/experiments/list-window.ts';
import { experimentsSearch } from '../../features/experiments/search.ts';
import { importSearch, newImportSearch } from '../../features/imports/search.ts';
import { planSearch } from '../../features/planning/plan-search.ts';
import { texts } from '../../texts/shell.ts';
import { only } from './only.ts';
import { shell } from './shell-route.ts';

/** Tests: their results, where those came from, and the plan of the next one. */

const experiments = createRoute({
  getParentRoute: () => shell,
  path: '/experiments',
  validateSearch: experimentsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { client }, deps }) => prefetchList(client, deps),
  staticData: { title: texts.pages.experiments, permission: 'experiments:read' },
  component: lazyRouteComponent(() => import('../../features/experiments/experiments-page.tsx'), 'ExperimentsPage'),
});

const experiment = createRoute({
  getParentRoute: () => shell,
  path: '/experiments/$id',
  validateSearch: only('analysis'),
  staticData: { title: texts.pages.experiment, permission: 'experiments:read' },
  component: lazyRouteComponent(() => import('../../features/experiments/experiment-page.tsx'), 'ExperimentPage'),
});

const planATest = createRoute({
  getParentRoute: () => shell,
  path: '/plan-a-test',
  validateSearch: planSearch,
  staticData: { title: texts.pages.planATest, permission: 'experiments:read' },
  component: lazyRouteComponent(() => import('../../features/planning/planning-page.tsx'), 'PlanningPage'),
});

const imports = createRoute({
  getParentRoute: () => shell,
  path: '/imports',
  staticData: { title: texts.pages.imports, permission: 'imports:read' },
  component: lazyRouteComponent(() => import('../../features/imports/imports-page.tsx'), 'ImportsPage'),
});

const newImport = createRoute({
  getParentRoute: () => shell,
  path: '/imports/new',
  validateSearch: newImportSearch,
  staticData: { title: texts.pages.newImport, permission: 'imports:write' },
  component: lazyRouteComponent(() => import('../../features/imports/new-import-page.tsx'), 'NewImportPage'),
});

const oneImport = createRoute({
  getParentRoute: () => shell,
  path: '/imports/$id',
  validateSearch: importSearch,
  staticData: { title: texts.pages.import, permission: 'imports:read' },
  component: lazyRouteComponent(() => import('../../features/imports/import-page.tsx'), 'ImportPage'),
});

export const experimentRoutes = [experiments, experiment, planATest, imports, newImport, oneImport];
