import type { ReactNode } from 'react';
import { percent } from './interval-mark.tsx';
import { AxisTicks } from './interval-plot.tsx';
import './plot.css';
import './loss-plot.css';

export interface LossRow {
  key: string;
  label: string;
  /** "channel, 4 bets" */
  sub: string;
  /** Chance without it, from 0 to 1. */
  without: number;
  /** "22 in 100" */
  text: string;
  /** Below the number: stake against cap. */
  note: string | null;
  over: boolean;
  /** A single point of failure. */
  bad: boolean;
  /** Whether the page shows the plan without it. */
  pressed: boolean;
}

interface LossPlotProps {
  name: string;
  head: string;
  unit: string;
  /** Chance with everything. */
  today: number;
  rows: readonly LossRow[];
  /** For screen readers, of the button that a label is: "Show the plan without newsletter". */
  tryWords: (row: LossRow) => string;
  onTry: (key: string) => void;
  empty?: ReactNode;
}

const ticks = [0, 25, 50, 75, 100].map((value) => ({ value, label: String(value), at: value / 100 }));

/** How far a chance falls without each of some parts. Every number stands in words beside its mark. */
export function LossPlot({ name, head, unit, today, rows, tryWords, onTry }: LossPlotProps) {
  return (
    <figure className="plot-wrap loss-plot" aria-label={name}>
      <div className="plot">
        <div className="plot-head">
          <span>{head}</span>
          <AxisTicks ticks={ticks} />
          <span>{unit}</span>
        </div>
        <ul className="plot-rows">
          {rows.map((row) => (
            <li key={row.key} className="plot-row">
              <div className="plot-label">
                <button
                  type="button"
                  className="try"
                  aria-pressed={row.pressed}
                  title={tryWords(row)}
                  onClick={() => onTry(row.key)}
                >
                  {row.label}
                </button>
                <small>{row.sub}</small>
              </div>
              <div className="plot-field">
                <Field row={row} today={today} />
              </div>
              <div className="plot-value">
                <b>{row.text}</b>
                {row.note && <small className={row.over ? 'n over' : 'n'}>{row.note}</small>}
              </div>
            </li>
          ))}
        </ul>
      </div>
    </figure>
  );
}

function Field({ row: { without, bad }, today }: { row: LossRow; today: number }) {
  const tone = bad ? ' bad' : '';
  return (
    <svg className="field" aria-hidden="true">
      {ticks.map(({ at, value }) => (
        <line key={value} className="g-grid" x1={percent(at)} x2={percent(at)} y1="0" y2="100%" />
      ))}
      <line className={`loss-line${tone}`} x1={percent(without)} x2={percent(today)} y1="50%" y2="50%" />
      <line className="loss-today" x1={percent(today)} x2={percent(today)} y1="18%" y2="82%" />
      <circle className={`loss-dot${tone}`} cx={percent(without)} cy="50%" r="5.5" />
    </svg>
  );
}
