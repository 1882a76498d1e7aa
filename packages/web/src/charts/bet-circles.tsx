import type { ReactNode } from 'react';
import { percent } from './interval-mark.tsx';
import { AxisTicks } from './interval-plot.tsx';
import './plot.css';
import './bet-circles.css';

export interface BetRow {
  key: string;
  label: ReactNode;
  sub: ReactNode;
  /** From 0 to 1. */
  probability: number;
  /** Before it was changed; null where it was not. */
  probabilityBefore: number | null;
  /** Share of the largest stake. */
  size: number;
  /** "€9,000", "120 to 280", "56". */
  numbers: readonly [stake: string, payoff: string, without: string];
  decided: boolean;
  changed: boolean;
  /** Taken out of the plan for a try. */
  gone: boolean;
  /** For screen readers, of its slider: "Chance that Open day works". */
  slideWords: string;
}

interface BetCirclesProps {
  name: string;
  head: string;
  heads: readonly [stake: string, payoff: string, without: string];
  rows: readonly BetRow[];
  write: (probability: number) => string;
  onProbability: (key: string, probability: number) => void;
}

const ticks = [0, 25, 50, 75, 100].map((value) => ({ value, label: `${value}%`, at: value / 100 }));
const largestRadius = 16;

/** Bets by their chance to work; the area of a circle is its stake. A circle can be dragged. */
export function BetCircles({ name, head, heads, rows, write, onProbability }: BetCirclesProps) {
  return (
    <figure className="plot-wrap bet-circles" aria-label={name}>
      <div className="plot">
        <div className="plot-head">
          <span>{head}</span>
          <AxisTicks ticks={ticks} />
          <div className="plot-value">
            <span className="bet-numbers">
              {heads.map((text) => (
                <span key={text}>{text}</span>
              ))}
            </span>
          </div>
        </div>
        <ul className="plot-rows">
          {rows.map((row) => (
            <Row key={row.key} row={row} heads={heads} write={write} onProbability={onProbability} />
          ))}
        </ul>
      </div>
    </figure>
  );
}

type RowProps = Pick<BetCirclesProps, 'heads' | 'write' | 'onProbability'> & { row: BetRow };

function Row({ row, heads, write, onProbability }: RowProps) {
  return (
    <li className={row.gone ? 'plot-row gone' : 'plot-row'}>
      <div className="plot-label">
        {row.label}
        <small>{row.sub}</small>
      </div>
      <div className="plot-field">
        <Circle row={row} />
        {!row.decided && (
          <input
            className="bet-slide"
            type="range"
            min="0"
            max="100"
            step="1"
            aria-label={row.slideWords}
            aria-valuetext={write(row.probability)}
            value={Math.round(row.probability * 100)}
            onChange={(event) => onProbability(row.key, Number(event.target.value) / 100)}
          />
        )}
      </div>
      <div className="plot-value">
        <span className="bet-numbers n">
          {row.numbers.map((text, at) => (
            <span key={heads[at]}>
              <span className="visually-hidden">{heads[at]}: </span>
              {text}
            </span>
          ))}
        </span>
      </div>
    </li>
  );
}

function Circle({ row: { probability, probabilityBefore, size, decided, changed } }: { row: BetRow }) {
  const radius = Math.max(4, Math.sqrt(Math.max(0, size)) * largestRadius);
  const kind = `bet-circle${decided ? ' decided' : ''}${changed ? ' changed' : ''}`;
  return (
    <svg className="field" aria-hidden="true">
      {ticks.map(({ at, value }) => (
        <line key={value} className="g-grid" x1={percent(at)} x2={percent(at)} y1="0" y2="100%" />
      ))}
      {probabilityBefore !== null && (
        <circle className="bet-ghost" cx={percent(probabilityBefore)} cy="50%" r={radius} />
      )}
      <circle className={kind} cx={percent(probability)} cy="50%" r={radius} />
      <circle className="bet-core" cx={percent(probability)} cy="50%" r="1.75" />
    </svg>
  );
}
