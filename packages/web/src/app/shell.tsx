import { countContradictions } from '@dandelion-loop/contract';
import { Link, Outlet, useLocation, useMatches, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useRef, useState } from 'react';
import { texts as contradictionTexts } from '../texts/contradictions.ts';
import { texts } from '../texts/shell.ts';
import { IconButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { initials } from '../ui/initials.ts';
import { Mark } from '../ui/mark.tsx';
import { may, useMay, useSeenWorkspace, useSession } from './member.ts';
import { type NavigationEntry, seenPages } from './navigation.ts';
import './shell.css';
import { NotForYou } from './not-for-you.tsx';
import { usePaletteKey } from './palette-key.ts';
import { useAnswer } from './queries.ts';
import { useSameMember } from './same-member.ts';
import { useSignOut } from './sign-out.ts';
import { ThemeSwitch } from './theme-switch.tsx';
import { useWork, type Work } from './work.ts';
import { WorkList } from './work-list.tsx';

const TodayCount = lazy(async () => ({ default: (await import('../features/today/today-count.tsx')).TodayCount }));
const CommandPalette = lazy(async () => ({ default: (await import('./command-palette.tsx')).CommandPalette }));

const onMac = /^(Mac|iPad|iPhone)/.test(navigator.platform);

/** The frame around every page: sidebar when wide, bar and tabs when narrow. */
export function Shell() {
  const [paletteOpen, setPaletteOpen] = useState(false);
  const openPalette = () => setPaletteOpen(true);
  usePaletteKey(openPalette);
  useSameMember();
  const works = useWork(useMay('imports:read'));
  return (
    <>
      <a className="skip" href="#main">
        {texts.skip}
      </a>
      <div className="shell">
        <TopBar onSearch={openPalette} />
        <Sidebar onSearch={openPalette} works={works} />
        <main className="page" id="main" tabIndex={-1}>
          <Page />
        </main>
        <Tabs />
      </div>
      {paletteOpen && (
        <Suspense>
          <CommandPalette onClose={() => setPaletteOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

/** The page, or why it is not shown: also when the member has another role since it was opened. */
function Page() {
  const session = useSession();
  const needed = useMatches({
    select: (matches) =>
      matches.findLast(({ staticData }) => staticData.permission !== undefined)?.staticData.permission,
  });
  return needed === undefined || may(session, needed) ? <Outlet /> : <NotForYou />;
}

function Brand() {
  return (
    <Link className="brand" to="/">
      <Mark />
      {texts.name}
    </Link>
  );
}

function TopBar({ onSearch }: { onSearch: () => void }) {
  return (
    <header className="topbar">
      <Brand />
      <IconButton icon="search" label={texts.searchLabel} onClick={onSearch} />
    </header>
  );
}

function Sidebar({ onSearch, works }: { onSearch: () => void; works: readonly Work[] }) {
  const workspace = useSeenWorkspace();
  const pages = useSeenPages();
  return (
    <aside className="sidebar" aria-label={texts.name}>
      <Brand />
      {workspace !== null && <p className="workspace">{workspace.name}</p>}
      {pages.length > 0 && (
        <nav aria-label={texts.mainNavigation}>
          <ul className="nav">
            {pages.map((entry) => (
              <li key={entry.to} className={entry.group && 'gap'}>
                <PageLink entry={entry} counts />
              </li>
            ))}
          </ul>
        </nav>
      )}
      <div className="sidebar-foot">
        <WorkList works={works} />
        <button className="hint" type="button" onClick={onSearch}>
          <Icon name="search" />
          {texts.search}
          <kbd>{onMac ? texts.searchKeysMac : texts.searchKeys}</kbd>
        </button>
        <ThemeSwitch />
        <Me />
      </div>
    </aside>
  );
}

/** Of the pages those that this member sees. */
function useSeenPages(): readonly NavigationEntry[] {
  return seenPages(useSession());
}

/** @param counts whether there is room for how much waits there */
function PageLink({ entry, counts = false }: { entry: NavigationEntry; counts?: boolean }) {
  const { also } = entry;
  const inside = useLocation({ select: ({ pathname }) => also !== undefined && pathname.startsWith(also) });
  return (
    <Link
      to={entry.to}
      activeProps={{ 'aria-current': 'page' }}
      inactiveProps={inside ? { 'aria-current': 'page' } : {}}
    >
      <Icon name={entry.icon} />
      {entry.label}
      {counts && entry.to === '/learnings' && <OpenContradictions />}
      {counts && entry.to === '/today' && (
        <Suspense>
          <TodayCount />
        </Suspense>
      )}
    </Link>
  );
}

/** How many are open, where there are any. */
function OpenContradictions() {
  const { data } = useAnswer(countContradictions, {}, { staleTime: 60_000 });
  if (!data?.open) return null;
  return (
    <span className="nav-count n">
      <span aria-hidden="true">{data.open}</span>
      <span className="visually-hidden">, {contradictionTexts.openCount(data.open)}</span>
    </span>
  );
}

/** Who works here: the way to their account, and out. */
function Me({ onGo }: { onGo?: () => void }) {
  const { member } = useSession();
  const signOut = useSignOut();
  return (
    <div className="me">
      <Link to="/account" title={texts.pages.account} activeProps={{ 'aria-current': 'page' }} onClick={onGo}>
        <span className="who" aria-hidden="true">
          {initials(member.name)}
        </span>
        <span className="name">{member.name}</span>
        <span className="visually-hidden">: {texts.pages.account}</span>
      </Link>
      <IconButton icon="sign-out" label={texts.signOut} onClick={signOut} />
    </div>
  );
}

/** Pages of the thumb, and a sheet with the rest. */
function Tabs() {
  const sheet = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const pages = useSeenPages();
  const others = pages.filter(({ tab }) => !tab);
  const go = (to: NavigationEntry['to']) => {
    sheet.current?.hidePopover();
    void navigate({ to });
  };
  return (
    <>
      <nav className="tabs" aria-label={texts.shortNavigation}>
        {pages
          .filter(({ tab }) => tab)
          .map((entry) => (
            <PageLink key={entry.to} entry={entry} />
          ))}
        <button type="button" popoverTarget="more-pages">
          <Icon name="more" />
          {texts.more}
        </button>
      </nav>
      <div className="sheet" id="more-pages" popover="auto" ref={sheet} role="dialog" aria-label={texts.moreTitle}>
        <ul className="nav">
          {others.map((entry) => (
            <li key={entry.to}>
              <Link
                to={entry.to}
                activeProps={{ 'aria-current': 'page' }}
                onClick={(event) => {
                  event.preventDefault();
                  go(entry.to);
                }}
              >
                <Icon name={entry.icon} />
                {entry.label}
              </Link>
            </li>
          ))}
        </ul>
        <h2 className="sheet-title">{texts.theme}</h2>
        <ThemeSwitch />
        <Me onGo={() => sheet.current?.hidePopover()} />
      </div>
    </>
  );
}
