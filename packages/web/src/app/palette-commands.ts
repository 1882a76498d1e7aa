import { createImport, type Permission } from '@dandelion-loop/contract';
import { useNavigate } from '@tanstack/react-router';
import { texts } from '../texts/palette.ts';
import { texts as shellTexts } from '../texts/shell.ts';
import { notify } from '../ui/notify.ts';
import { ApiProblem } from './api-problem.ts';
import { may, useSession } from './member.ts';
import { seenPages, settingsPages } from './navigation.ts';
import { useCommand } from './queries.ts';
import { useSignOut } from './sign-out.ts';
import { setTheme, themes } from './theme.ts';

export interface Command {
  key: string;
  label: string;
  hint: string;
  /** Other words by which it may be looked for. */
  also?: string;
  run: () => void;
}

export interface CommandGroup {
  value: string;
  items: Command[];
}

/** Queues the sample and goes to where its progress is seen. */
export function useLoadSample(): () => Promise<void> {
  const create = useCommand(createImport);
  const navigate = useNavigate();
  return async () => {
    try {
      const { id } = await create.mutateAsync({ body: { source: 'sample' } });
      await navigate({ to: '/imports/$id', params: { id } });
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      notify({ tone: 'warning', title: error.title, text: error.detail });
    }
  };
}

/** Everything that can be done from anywhere. */
export function useCommands(): CommandGroup[] {
  const navigate = useNavigate();
  const loadSample = useLoadSample();
  const signOut = useSignOut();
  const session = useSession();
  const allowed = ({ permission }: { permission?: Permission }) => permission === undefined || may(session, permission);
  const pages = seenPages(session).map(({ to, label }) => ({
    key: to,
    label,
    hint: texts.page,
    run: () => void navigate({ to }),
  }));
  const customers: Command & { permission: Permission } = {
    key: '/preferences',
    permission: 'beliefs:read',
    label: shellTexts.pages.preferences,
    hint: texts.page,
    also: 'preferences taste survey poll expect false consensus',
    run: () => void navigate({ to: '/preferences' }),
  };
  const decisions: Command & { permission: Permission } = {
    key: '/rhythm/decisions',
    permission: 'rituals:read',
    label: shellTexts.pages.decisions,
    hint: texts.page,
    also: 'register decided look again right wrong rhythm',
    run: () => void navigate({ to: '/rhythm/decisions' }),
  };
  const account: Command = {
    key: 'account',
    label: shellTexts.pages.account,
    hint: texts.page,
    also: 'profile password two-step sessions mail notifications calendar',
    run: () => void navigate({ to: '/account' }),
  };
  const settings = settingsPages
    .filter((page) => page.to !== '/settings' && allowed(page))
    .map(({ to, label, also }) => ({ key: to, label, also, hint: texts.settings, run: () => void navigate({ to }) }));
  const actions: (Command & { permission?: Permission })[] = [
    {
      key: 'import',
      permission: 'imports:write',
      label: texts.importATest,
      hint: texts.importHint,
      also: 'upload file csv parquet new',
      run: () => void navigate({ to: '/imports/new' }),
    },
    {
      key: 'counts',
      permission: 'imports:write',
      label: texts.typeCounts,
      hint: texts.countsHint,
      also: 'quick verdict calculator',
      run: () => void navigate({ to: '/imports/new', search: { from: 'counts' } }),
    },
    {
      key: 'sample',
      permission: 'imports:write',
      label: texts.loadSample,
      hint: texts.sampleHint,
      also: 'example demo',
      run: () => void loadSample(),
    },
    {
      key: 'ritual',
      permission: 'rituals:write',
      label: texts.newRitual,
      hint: texts.newRitualHint,
      also: 'meeting recurring review retrospective pre-mortem rhythm',
      run: () => void navigate({ to: '/rhythm/rituals/new' }),
    },
    ...themes.map((theme) => ({
      key: `theme-${theme}`,
      label: texts.theme(shellTexts.themes[theme]),
      hint: texts.themeHint,
      also: 'mode colour appearance',
      run: () => setTheme(theme),
    })),
    {
      key: 'sign-out',
      label: shellTexts.signOut,
      hint: texts.signOutHint,
      also: 'log off leave end session',
      run: () => void signOut(),
    },
  ];
  return [
    { value: texts.actions, items: actions.filter(allowed) },
    { value: texts.pages, items: [...pages, ...[customers, decisions].filter(allowed), ...settings, account] },
  ];
}

const fold = (text: string): string => text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');

/** Commands in which every typed word occurs. */
export function matching(groups: readonly CommandGroup[], typed: string): CommandGroup[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  return groups
    .map(({ value, items }) => ({
      value,
      items: items.filter(({ label, also = '' }) => {
        const text = fold(`${label} ${also}`);
        return words.every((word) => text.includes(word));
      }),
    }))
    .filter(({ items }) => items.length > 0);
}
