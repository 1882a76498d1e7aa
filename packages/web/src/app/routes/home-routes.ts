import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { texts } from '../../texts/shell.ts';
import { may, sessionOptions, workspaceOptions } from '../member.ts';
import { shell } from './shell-route.ts';

/** Where one comes in: Today, the first steps, and what belongs to oneself. */

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: async ({ context: { client } }) => {
    const session = await client.ensureQueryData(sessionOptions);
    const { empty } = await client.ensureQueryData(workspaceOptions);
    throw redirect({ to: empty && may(session, 'imports:write') ? '/start' : '/today', replace: true });
  },
});

const today = createRoute({
  getParentRoute: () => shell,
  path: '/today',
  staticData: { title: texts.pages.today, permission: 'workspace:read' },
  component: lazyRouteComponent(() => import('../../features/today/today-page.tsx'), 'TodayPage'),
});

const start = createRoute({
  getParentRoute: () => shell,
  path: '/start',
  staticData: { title: texts.pages.start, permission: 'imports:write' },
  component: lazyRouteComponent(() => import('../../features/start/start-page.tsx'), 'StartPage'),
});

const account = createRoute({
  getParentRoute: () => shell,
  path: '/account',
  staticData: { title: texts.pages.account },
  component: lazyRouteComponent(() => import('../../features/account/account-page.tsx'), 'AccountPage'),
});

export const homeRoutes = [home, today, start, account];
