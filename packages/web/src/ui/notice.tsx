import type { ReactNode } from 'react';
import { Glyph } from './glyph.tsx';
import './notice.css';

interface NoticeProps {
  tone?: 'plain' | 'ok' | 'warning' | 'stopped';
  title: ReactNode;
  children?: ReactNode;
  /** A button at its right. */
  action?: ReactNode;
}

const glyphs = { plain: 'uncertain', ok: 'ok', warning: 'warning', stopped: 'stopped' } as const;

/** Something to know before reading on. It stays as long as it holds. */
export function Notice({ tone = 'plain', title, children, action }: NoticeProps) {
  return (
    <div className={`notice ${tone}`}>
      <Glyph tone={glyphs[tone]} />
      <div>
        <b>{title}</b>
        {typeof children === 'string' ? <p>{children}</p> : children}
      </div>
      {action}
    </div>
  );
}
