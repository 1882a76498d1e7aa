import { type ReactNode, useId } from 'react';
import { texts } from '../texts/ui.ts';
import { Button } from './button.tsx';
import { useLater } from './later.ts';
import './progress.css';

interface ProgressProps {
  /** What is being done: "Reading mailing.csv". */
  what: ReactNode;
  /** 0 to 1; null when nobody can tell. */
  fraction: number | null;
  /** How far and how long: "6.2 of 10 million rows, about 8 seconds left". */
  detail?: ReactNode;
  onCancel?: () => void;
  cancel?: ReactNode;
  /** Shows at once what was already known to be long; otherwise nothing before half a second. */
  atOnce?: boolean;
}

export function Progress({ what, fraction, detail, onCancel, cancel = texts.cancel, atOnce = false }: ProgressProps) {
  const id = useId();
  const late = useLater();
  if (!late && !atOnce) return null;
  const percent = fraction === null ? null : Math.round(Math.max(0, Math.min(1, fraction)) * 100);
  return (
    <div className="progress">
      <p className="state-say" id={id}>
        {what}
      </p>
      <div
        className={percent === null ? 'progress-bar unknown' : 'progress-bar'}
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(percent !== null && { 'aria-valuenow': percent })}
      >
        <i style={percent === null ? undefined : { width: `${percent}%` }} />
      </div>
      {detail && <p className="n">{detail}</p>}
      {onCancel && <Button onClick={onCancel}>{cancel}</Button>}
    </div>
  );
}
