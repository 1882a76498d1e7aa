import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { auditSearch } from '../../features/audit/audit-search.ts';
import { texts } from '../../texts/shell.ts';
import { shell } from './shell-route.ts';

/** The settings of the workspace, beside each other. */

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  staticData: { permission: 'workspace:read' },
  component: lazyRouteComponent(() => import('../../features/workspace/settings-layout.tsx'), 'SettingsLayout'),
});

const workspaceSettings = createRoute({
  getParentRoute: () => settings,
  path: '/',
  staticData: { title: texts.pages.settings },
  component: lazyRouteComponent(() => import('../../features/workspace/settings-page.tsx'), 'SettingsPage'),
});

const members = createRoute({
  getParentRoute: () => settings,
  path: '/members',
  staticData: { title: texts.pages.members, permission: 'members:read' },
  component: lazyRouteComponent(() => import('../../features/members/members-page.tsx'), 'MembersPage'),
});

const shares = createRoute({
  getParentRoute: () => settings,
  path: '/shares',
  staticData: { title: texts.pages.shares, permission: 'shares:read' },
  component: lazyRouteComponent(() => import('../../features/shares/shares-page.tsx'), 'SharesPage'),
});

const keys = createRoute({
  getParentRoute: () => settings,
  path: '/keys',
  staticData: { title: texts.pages.keys, permission: 'keys:read' },
  component: lazyRouteComponent(() => import('../../features/keys/keys-page.tsx'), 'KeysPage'),
});

const webhooks = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks',
  staticData: { title: texts.pages.webhooks, permission: 'webhooks:read' },
  component: lazyRouteComponent(() => import('../../features/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
});

const oneWebhook = createRoute({
  getParentRoute: () => settings,
  path: '/webhooks/$id',
  staticData: { title: texts.pages.webhook, permission: 'webhooks:read' },
  component: lazyRouteComponent(() => import('../../features/webhooks/webhook-page.tsx'), 'WebhookPage'),
});

const audit = createRoute({
  getParentRoute: () => settings,
  path: '/audit',
  validateSearch: auditSearch,
  staticData: { title: texts.pages.audit, permission: 'audit:read' },
  component: lazyRouteComponent(() => import('../../features/audit/audit-page.tsx'), 'AuditPage'),
});

export const settingsRoutes = settings.addChildren([
  workspaceSettings,
  members,
  shares,
  keys,
  webhooks,
  oneWebhook,
  audit,
]);
