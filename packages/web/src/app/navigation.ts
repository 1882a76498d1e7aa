import type { Permission, Session } from '@dandelion-loop/contract';
import { texts } from '../texts/shell.ts';
import type { IconName } from '../ui/icon.tsx';
import { may } from './member.ts';

export interface NavigationEntry {
  to:
    | '/today'
    | '/plan'
    | '/plan/mine'
    | '/experiments'
    | '/learnings'
    | '/beliefs'
    | '/segments'
    | '/rhythm'
    | '/imports'
    | '/sources'
    | '/plan-a-test'
    | '/settings';
  label: string;
  icon: IconName;
  /** Without it the page is not there. */
  permission: Permission;
  /** With it another page shows more than this one. */
  unless?: Permission;
  /** Begins a new group in the sidebar. */
  group?: true;
  /** Among the tabs of a narrow screen, at most four; the others are behind "More". */
  tab?: true;
  /** Another page that belongs to it. */
  also?: '/preferences' | '/personas';
}

/** The pages that exist, in the order of the sidebar. A new page is a new line here. */
const navigation: readonly NavigationEntry[] = [
  { to: '/today', label: texts.pages.today, icon: 'today', permission: 'workspace:read', tab: true },
  { to: '/plan', label: texts.pages.plan, icon: 'plan', permission: 'plan:read', tab: true },
  { to: '/plan/mine', label: texts.pages.mine, icon: 'plan', permission: 'plan:mine', unless: 'plan:read', tab: true },
  {
    to: '/experiments',
    label: texts.pages.experiments,
    icon: 'experiments',
    permission: 'experiments:read',
    group: true,
    tab: true,
  },
  { to: '/learnings', label: texts.pages.learnings, icon: 'learnings', permission: 'learnings:read', tab: true },
  { to: '/beliefs', label: texts.pages.beliefs, icon: 'beliefs', permission: 'beliefs:read', also: '/preferences' },
  { to: '/segments', label: texts.pages.segments, icon: 'tag', permission: 'segments:read', also: '/personas' },
  { to: '/rhythm', label: texts.pages.rhythm, icon: 'rhythm', permission: 'rituals:read', group: true },
  { to: '/imports', label: texts.pages.imports, icon: 'file', permission: 'imports:read', group: true },
  { to: '/sources', label: texts.pages.sources, icon: 'sources', permission: 'sources:read' },
  { to: '/plan-a-test', label: texts.pages.planATest, icon: 'size', permission: 'experiments:read' },
  { to: '/settings', label: texts.pages.settings, icon: 'settings', permission: 'workspace:read', group: true },
];

/** Those that a member sees. */
export const seenPages = (session: Session): readonly NavigationEntry[] =>
  navigation.filter(
    ({ permission, unless }) => may(session, permission) && (unless === undefined || !may(session, unless)),
  );

export interface SettingsPage {
  to:
    | '/settings'
    | '/settings/members'
    | '/settings/shares'
    | '/settings/keys'
    | '/settings/webhooks'
    | '/settings/audit';
  label: string;
  /** Without it the page is not there. */
  permission: Permission;
  /** Other words by which the palette finds it. */
  also: string;
}

/** The pages of the settings, in their order. */
export const settingsPages: readonly SettingsPage[] = [
  { to: '/settings', label: texts.pages.workspace, permission: 'workspace:read', also: 'settings methods currency' },
  { to: '/settings/members', label: texts.pages.members, permission: 'members:read', also: 'people roles invite team' },
  { to: '/settings/shares', label: texts.pages.shares, permission: 'shares:read', also: 'links public outside board' },
  { to: '/settings/keys', label: texts.pages.keys, permission: 'keys:read', also: 'tokens programs curl' },
  { to: '/settings/webhooks', label: texts.pages.webhooks, permission: 'webhooks:read', also: 'notify programs' },
  { to: '/settings/audit', label: texts.pages.audit, permission: 'audit:read', also: 'audit log history changes' },
];
