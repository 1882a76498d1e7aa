import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import { texts } from '../texts/ui.ts';
import { Button, IconButton } from './button.tsx';
import { Glyph } from './glyph.tsx';
import './notices.css';
import { dismiss, onNotices, type ShownNotice, shownNotices } from './notify.ts';

/** Long enough to read and reach, and it waits while somebody points at it or is in it. */
const stayMilliseconds = 10_000;

/** Where passing notices appear. Always there, so that screen readers hear what comes in. */
export function Notices() {
  const notices = useSyncExternalStore(onNotices, shownNotices);
  return (
    <section className="notices" aria-label={texts.notices} aria-live="polite" aria-relevant="additions">
      {notices.map((notice) => (
        <OneNotice key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function OneNotice({ notice }: { notice: ShownNotice }) {
  const { id, tone = 'plain', title, text, action, stays = tone !== 'plain' } = notice;
  const [held, setHeld] = useState(false);
  const leave = useEffectEvent(() => dismiss(id));
  useEffect(() => {
    if (stays || held) return;
    const timer = setTimeout(leave, stayMilliseconds);
    return () => clearTimeout(timer);
  }, [stays, held]);
  const run = () => {
    dismiss(id);
    action?.run();
  };
  const hold = { onPointerEnter: () => setHeld(true), onPointerLeave: () => setHeld(false) };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at it only keeps it there; nothing is done.
    <div className={`passing ${tone}`} {...hold} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      {tone !== 'plain' && <Glyph tone={tone} coloured />}
      <div className="passing-words">
        <b>{title}</b>
        {text && <p>{text}</p>}
      </div>
      {action && <Button onClick={run}>{action.label}</Button>}
      <IconButton icon="close" label={texts.dismiss} onClick={() => dismiss(id)} />
    </div>
  );
}
