import { texts } from '../texts/shell.ts';
import type { IconName } from '../ui/icon.tsx';

export interface NavigationEntry {
  to: '/experiments' | '/imports' | '/plan-a-test' | '/settings';
  label: string;
  icon: IconName;
  /** Begins a new group in the sidebar. */
  group?: true;
  /** Among the tabs of a narrow screen, at most four; the others are behind "More". */
  tab?: true;
}

/** The pages that exist, in the order of the sidebar. A new page is a new line here. */
export const navigation: readonly NavigationEntry[] = [
  { to: '/experiments', label: texts.pages.experiments, icon: 'experiments', tab: true },
  { to: '/imports', label: texts.pages.imports, icon: 'file' },
  { to: '/plan-a-test', label: texts.pages.planATest, icon: 'size', tab: true },
  { to: '/settings', label: texts.pages.settings, icon: 'settings', group: true },
];
