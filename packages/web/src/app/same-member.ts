import { useEffect, useRef } from 'react';
import { useSession } from './member.ts';
import { onOtherTab } from './other-tabs.ts';
import { settleSession } from './session-ended.ts';

/**
 * The session of this page is of the browser, and so may become another member's in another tab. Then the page is loaded
 * anew: nobody goes on with what somebody else has begun. When the same member signs in there, this tab goes on by itself.
 */
export function useSameMember(): void {
  const { id } = useSession().member;
  const first = useRef(id);
  useEffect(() => {
    if (id !== first.current) location.reload();
  }, [id]);
  useEffect(
    () =>
      onOtherTab((memberId) => {
        if (memberId !== first.current) location.reload();
        else settleSession(true);
      }),
    [],
  );
}
