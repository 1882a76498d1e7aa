import { getSignInWays, type Permission } from '@dandelion-loop/contract';
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
  redirect,
} from '@tanstack/react-router';
import { auditSearch } from '../features/audit/audit-search.ts';
import { beliefsSearch } from '../features/beliefs/beliefs-search.ts';
import { codingSearch } from '../features/coding/coding-search.ts';
import { prefetchList } from '../features/experiments/list-window.ts';
import { experimentsSearch } from '../features/experiments/search.ts';
import { importSearch, newImportSearch } from '../features/imports/search.ts';
import { learningsSearch } from '../features/learnings/learnings-search.ts';
import { planSearch } from '../features/planning/plan-search.ts';
import { texts } from '../texts/shell.ts';
import { ApiProblem } from './api-problem.ts';
import { may, sessionOptions, workspaceOptions } from './member.ts';
import { NotFound } from './not-found.tsx';
import { answerOptions } from './queries.ts';
import { Root } from './root.tsx';
import { DoorProblem, RouteProblem } from './route-problem.tsx';
import { parseSearch, stringifySearch } from './search-text.ts';
import { Shell } from './shell.tsx';
import { keepDraftsOf } from './use-draft.ts';
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
      const session = await client.ensureQueryData(sessionOptions);
      keepDraftsOf(session.member.id);
      if (may(session, 'workspace:read')) await client.ensureQueryData(workspaceOptions);
      // There is nothing else for a partner yet, and nothing is asked for.
      else if (!['/', '/account'].includes(location.pathname)) throw redirect({ to: '/', replace: true });
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
    const session = await client.ensureQueryData(sessionOptions);
    if (!may(session, 'workspace:read')) return;
    const { empty } = await client.ensureQueryData(workspaceOptions);
    throw redirect({ to: empty && may(session, 'imports:write') ? '/start' : '/experiments', replace: true });
  },
  staticData: { title: texts.pages.home },
  component: lazyRouteComponent(() => import('../features/access/nothing-shared-page.tsx'), 'NothingSharedPage'),
});

const experiments = createRoute({
  getParentRoute: () => shell,
  path: '/experiments',
  validateSearch: experimentsSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { client }, deps }) => prefetchList(client, deps),
  staticData: { title: texts.pages.experiments, permission: 'experiments:read' },
  component: lazyRouteComponent(() => import('../features/experiments/experiments-page.tsx'), 'ExperimentsPage'),
});

const experiment = createRoute({
  getParentRoute: () => shell,
  path: '/experiments/$id',
  validateSearch: (search): { analysis?: string } =>
    typeof search.analysis === 'string' ? { analysis: search.analysis } : {},
  staticData: { title: texts.pages.experiment, permission: 'experiments:read' },
  component: lazyRouteComponent(() => import('../features/experiments/experiment-page.tsx'), 'ExperimentPage'),
});

const learnings = createRoute({
  getParentRoute: () => shell,
  path: '/learnings',
  validateSearch: learningsSearch,
  staticData: { title: texts.pages.learnings, permission: 'learnings:read' },
  component: lazyRouteComponent(() => import('../features/learnings/learnings-page.tsx'), 'LearningsPage'),
});

const coding = createRoute({
  getParentRoute: () => shell,
  path: '/learnings/coding',
  validateSearch: codingSearch,
  staticData: { title: texts.pages.coding, permission: 'learnings:read' },
  component: lazyRouteComponent(() => import('../features/coding/coding-page.tsx'), 'CodingPage'),
});

const beliefs = createRoute({
  getParentRoute: () => shell,
  path: '/beliefs',
  validateSearch: beliefsSearch,
  staticData: { title: texts.pages.beliefs, permission: 'beliefs:read' },
  component: lazyRouteComponent(() => import('../features/beliefs/beliefs-page.tsx'), 'BeliefsPage'),
});

const belief = createRoute({
  getParentRoute: () => shell,
  path: '/beliefs/$id',
  staticData: { title: texts.pages.belief, permission: 'beliefs:read' },
  component: lazyRouteComponent(() => import('../features/beliefs/belief-page.tsx'), 'BeliefPage'),
});

const preferences = createRoute({
  getParentRoute: () => shell,
  path: '/preferences',
  validateSearch: (search): { test?: string } => (typeof search.test === 'string' ? { test: search.test } : {}),
  staticData: { title: texts.pages.preferences, permission: 'beliefs:read' },
  component: lazyRouteComponent(() => import('../features/preferences/preferences-page.tsx'), 'PreferencesPage'),
});

const preference = createRoute({
  getParentRoute: () => shell,
  path: '/preferences/$id',
  staticData: { title: texts.pages.preference, permission: 'beliefs:read' },
  component: lazyRouteComponent(() => import('../features/preferences/preference-page.tsx'), 'PreferencePage'),
});

const learning = createRoute({
  getParentRoute: () => shell,
  path: '/learnings/$id',
  staticData: { title: texts.pages.learning, permission: 'learnings:read' },
  component: lazyRouteComponent(() => import('../features/learnings/learning-page.tsx'), 'LearningPage'),
});

const imports = createRoute({
  getParentRoute: () => shell,
  path: '/imports',
  staticData: { title: texts.pages.imports, permission: 'imports:read' },
  component: lazyRouteComponent(() => import('../features/imports/imports-page.tsx'), 'ImportsPage'),
});

const newImport = createRoute({
  getParentRoute: () => shell,
  path: '/imports/new',
  validateSearch: newImportSearch,
  staticData: { title: texts.pages.newImport, permission: 'imports:write' },
  component: lazyRouteComponent(() => import('../features/imports/new-import-page.tsx'), 'NewImportPage'),
});

const oneImport = createRoute({
  getParentRoute: () => shell,
  path: '/imports/$id',
  validateSearch: importSearch,
  staticData: { title: texts.pages.import, permission: 'imports:read' },
  component: lazyRouteComponent(() => import('../features/imports/import-page.tsx'), 'ImportPage'),
});

const planATest = createRoute({
  getParentRoute: () => shell,
  path: '/plan-a-test',
  validateSearch: planSearch,
  staticData: { title: texts.pages.planATest, permission: 'experiments:read' },
  component: lazyRouteComponent(() => import('../features/planning/planning-page.tsx'), 'PlanningPage'),
});

const whatNext = createRoute({
  getParentRoute: () => shell,
  path: '/learnings/next',
  staticData: { title: texts.pages.whatNext, permission: 'learnings:read' },
  component: lazyRouteComponent(() => import('../features/proposals/proposals-page.tsx'), 'ProposalsPage'),
});

const draft = createRoute({
  getParentRoute: () => shell,
  path: '/drafts/$id',
  staticData: { title: texts.pages.draft, permission: 'learnings:read' },
  component: lazyRouteComponent(() => import('../features/proposals/draft-page.tsx'), 'DraftPage'),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  staticData: { permission: 'workspace:read' },
  component: lazyRouteComponent(() => import('../features/workspace/settings-layout.tsx'), 'SettingsLayout'),
});

const workspaceSettings = createRoute({
  getParentRoute: () => settings,
  path: '/',
  staticData: { title: texts.pages.settings },
  component: lazyRouteComponent(() => import('../features/workspace/settings-page.tsx'), 'SettingsPage'),
});

const members = createRoute({
  getParentRoute: () => settings,
  path: '/members',
  staticData: { title: texts.pages.members, permission: 'members:read' },
  component: lazyRouteComponent(() => import('../features/members/members-page.tsx'), 'MembersPage'),
});

const keys = createRoute({
  getParentRoute: () => settings,
  path: '/keys',
  staticData: { title: texts.pages.keys, permission: 'keys:read' },
  component: lazyRouteComponent(() => import('../features/keys/keys-page.tsx'), 'KeysPage'),
});

const webhooks = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks',
  staticData: { title: texts.pages.webhooks, permission: 'webhooks:read' },
  component: lazyRouteComponent(() => import('../features/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
});

const oneWebhook = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks/$id',
  staticData: { title: texts.pages.webhook, permission: 'webhooks:read' },
  component: lazyRouteComponent(() => import('../features/webhooks/webhook-page.tsx'), 'WebhookPage'),
});

const audit = createRoute({
  getParentRoute: () => settings,
  path: '/audit',
  validateSearch: auditSearch,
  staticData: { title: texts.pages.audit, permission: 'audit:read' },
  component: lazyRouteComponent(() => import('../features/audit/audit-page.tsx'), 'AuditPage'),
});

const shares = createRoute({
  getParentRoute: () => settings,
  path: '/shares',
  staticData: { title: texts.pages.shares, permission: 'shares:read' },
  component: lazyRouteComponent(() => import('../features/shares/shares-page.tsx'), 'SharesPage'),
});

const settingsTree = settings.addChildren([workspaceSettings, members, shares, keys, webhooks, oneWebhook, audit]);

const start = createRoute({
  getParentRoute: () => shell,
  path: '/start',
  staticData: { title: texts.pages.start, permission: 'imports:write' },
  component: lazyRouteComponent(() => import('../features/start/start-page.tsx'), 'StartPage'),
});

const account = createRoute({
  getParentRoute: () => shell,
  path: '/account',
  staticData: { title: texts.pages.account },
  component: lazyRouteComponent(() => import('../features/account/account-page.tsx'), 'AccountPage'),
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
  // What can be offered there is known before it is drawn, unless nobody answers.
  loader: ({ context: { client } }) => client.prefetchQuery(answerOptions(getSignInWays, {})),
  staticData: { title: texts.pages.signIn },
  component: lazyRouteComponent(() => import('../features/access/sign-in-page.tsx'), 'SignInPage'),
});

const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  staticData: { title: texts.pages.join },
  component: lazyRouteComponent(() => import('../features/access/join-page.tsx'), 'JoinPage'),
});

const newPassword = createRoute({
  getParentRoute: () => root,
  path: '/new-password',
  staticData: { title: texts.pages.newPassword },
  component: lazyRouteComponent(() => import('../features/access/new-password-page.tsx'), 'NewPasswordPage'),
});

const shared = createRoute({
  getParentRoute: () => root,
  path: '/shared',
  staticData: { title: texts.pages.shared },
  component: lazyRouteComponent(() => import('../features/shares/shared-page.tsx'), 'SharedPage'),
});

const pages = [
  home,
  experiments,
  experiment,
  learnings,
  coding,
  learning,
  beliefs,
  belief,
  preferences,
  preference,
  imports,
  newImport,
  oneImport,
  planATest,
  whatNext,
  draft,
  settingsTree,
  start,
  account,
  notFound,
];

export function makeRouter(client: QueryClient, history?: RouterHistory) {
  return createRouter({
    routeTree: root.addChildren([shell.addChildren(pages), signIn, join, newPassword, shared]),
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
