import { getSignInWays } from '@dandelion-loop/contract';
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { texts } from '../../texts/shell.ts';
import { answerOptions } from '../queries.ts';
import { only } from './only.ts';
import { root } from './root-route.ts';

/** What opens without a session: the door, and what was shared by a link. */

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: only('next'),
  // What can be offered there is known before it is drawn, unless nobody answers.
  loader: ({ context: { client } }) => client.prefetchQuery(answerOptions(getSignInWays, {})),
  staticData: { title: texts.pages.signIn },
  component: lazyRouteComponent(() => import('../../features/access/sign-in-page.tsx'), 'SignInPage'),
});

const join = createRoute({
  getParentRoute: () => root,
  path: '/join',
  staticData: { title: texts.pages.join },
  component: lazyRouteComponent(() => import('../../features/access/join-page.tsx'), 'JoinPage'),
});

const newPassword = createRoute({
  getParentRoute: () => root,
  path: '/new-password',
  staticData: { title: texts.pages.newPassword },
  component: lazyRouteComponent(() => import('../../features/access/new-password-page.tsx'), 'NewPasswordPage'),
});

const shared = createRoute({
  getParentRoute: () => root,
  path: '/shared',
  staticData: { title: texts.pages.shared },
  component: lazyRouteComponent(() => import('../../features/shares/shared-page.tsx'), 'SharedPage'),
});

const sharedPlan = createRoute({
  getParentRoute: () => root,
  path: '/shared-plan',
  staticData: { title: texts.pages.sharedPlan },
  component: lazyRouteComponent(() => import('../../features/shares/shared-plan-page.tsx'), 'SharedPlanPage'),
});

export const openRoutes = [signIn, join, newPassword, shared, sharedPlan];
