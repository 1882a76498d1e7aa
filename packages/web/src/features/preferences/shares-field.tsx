import type { PreferenceShare } from '@dandelion-loop/contract';
import { percent } from '../../charts/interval-mark.tsx';
import { isMisjudged } from './preference-words.ts';

interface SharesFieldProps {
  share: PreferenceShare;
  /** Members who answered. */
  answers: number;
  /** What one expected oneself; null: one did not answer. */
  own: number | null;
}

/** On a line from nobody to everybody. Above: customers. Below: what members expected and preferred. Its numbers stand beside it in words. */
export function SharesField({ share, answers, own }: SharesFieldProps) {
  const { actual, actualLow, actualHigh, expected, members } = share;
  // Where one of the two is not there, the other has the whole height.
  const [above, below] = actual !== null && answers > 0 ? ['30%', '72%'] : ['50%', '50%'];
  return (
    <svg className="field shares-field" aria-hidden="true">
      {[0, 0.25, 0.5, 0.75, 1].map((at) => (
        <line key={at} className={at === 0 ? 'g-zero' : 'g-grid'} x1={percent(at)} x2={percent(at)} y1="0" y2="100%" />
      ))}
      {actual !== null && expected !== null && (
        <line
          className={isMisjudged(share) ? 'off far' : 'off'}
          x1={percent(actual)}
          y1={above}
          x2={percent(expected)}
          y2={below}
        />
      )}
      {actualLow !== null && actualHigh !== null && (
        <line className="truth" x1={percent(actualLow)} x2={percent(actualHigh)} y1={above} y2={above} />
      )}
      {actual !== null && <circle className="actual" cx={percent(actual)} cy={above} r="5.5" />}
      {answers > 0 && <PreferMark at={members / answers} y={below} />}
      {expected !== null && <ExpectedMark at={expected} y={below} />}
      {own !== null && <circle className="own" cx={percent(own)} cy={below} r="4.5" />}
    </svg>
  );
}

interface MarkProps {
  at: number;
  y: string;
}

function ExpectedMark({ at, y }: MarkProps) {
  return (
    <svg x={percent(at)} y={y} overflow="visible" aria-hidden="true">
      <path className="expected" d="M-6 0L0 -6L6 0L0 6z" />
    </svg>
  );
}

function PreferMark({ at, y }: MarkProps) {
  return (
    <svg x={percent(at)} y={y} overflow="visible" aria-hidden="true">
      <path className="prefer" d="M0 -8V8" />
    </svg>
  );
}

/** One mark of the field for its key. */
export function KeyMark({ of }: { of: 'customers' | 'expected' | 'own' | 'prefer' }) {
  return (
    <svg className="shares-field" aria-hidden="true">
      {of === 'customers' && (
        <>
          <line className="truth" x1="6" x2="38" y1="50%" y2="50%" />
          <circle className="actual" cx="22" cy="50%" r="5" />
        </>
      )}
      {of === 'expected' && <ExpectedMark at={0.5} y="50%" />}
      {of === 'own' && <circle className="own" cx="22" cy="50%" r="4.5" />}
      {of === 'prefer' && <PreferMark at={0.5} y="50%" />}
    </svg>
  );
}
