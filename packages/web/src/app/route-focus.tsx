import { useMatches, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { texts } from '../texts/shell.ts';

/** After a step to another page: its title, its words for screen readers, and the focus at its beginning. */
export function RouteFocus() {
  const router = useRouter();
  const title = useMatches({ select: (matches) => matches.at(-1)?.staticData.title });
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (title !== undefined) document.title = texts.title(title);
  }, [title]);
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (!pathChanged || fromLocation === undefined) return;
        // A page that has put the focus somewhere itself knows better, and so does somebody who is in a dialog by now.
        const { activeElement } = document;
        if (activeElement?.closest('[role="dialog"], [role="alertdialog"], dialog')) return;
        const main = document.getElementById('main');
        if (!main?.contains(activeElement) || activeElement === main) main?.focus({ preventScroll: true });
        setSaid(texts.went(document.title));
      }),
    [router],
  );
  return (
    <p className="visually-hidden" role="status">
      {said}
    </p>
  );
}
