import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { Notices } from '../ui/notices.tsx';
import { RouteFocus } from './route-focus.tsx';
import { onSessionChange, sessionHasEnded } from './session-ended.ts';

const SessionEndedDialog = lazy(async () => ({
  default: (await import('./session-ended-dialog.tsx')).SessionEndedDialog,
}));

export function Root() {
  const ended = useSyncExternalStore(onSessionChange, sessionHasEnded);
  return (
    <>
      <Outlet />
      <RouteFocus />
      <Notices />
      <Suspense>{ended && <SessionEndedDialog />}</Suspense>
    </>
  );
}
