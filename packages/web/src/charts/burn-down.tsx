import { percent } from './interval-mark.tsx';
import './plot.css';
import './burn-down.css';

interface BurnStep {
  key: string;
  /** Share of the period. */
  at: number;
  /** What failed: "Postcards from the ferry". */
  label: string;
}

interface BurnDownProps {
  /** In a sentence. */
  name: string;
  /** How many may fail. */
  budget: number;
  /** Those that failed, in order. */
  steps: readonly BurnStep[];
  /** Share of the period that is over. */
  today: number;
  /** Of months, along the period. */
  ticks: readonly { at: number; label: string }[];
  words: { left: string; leftToday: string; pace: string };
}

const height = 162;
const top = 20;

/** What is left of a failure budget: as planned, an even pace, and as it went. */
export function BurnDown({ name, budget, steps, today, ticks, words }: BurnDownProps) {
  const least = Math.min(0, budget - steps.length);
  const span = Math.max(1e-9, budget - least);
  const y = (left: number) => top + ((budget - left) / span) * height;
  const path = steps.map(({ at }, i) => `H${at * 100}V${i + 1}`).join('');
  const grid = gridOf(least, budget);
  return (
    <figure className="burn-down">
      <svg role="img" aria-label={name}>
        {grid.map((value) => (
          <g key={value}>
            <line className="g-grid" x1="0" x2="100%" y1={y(value)} y2={y(value)} />
            <text x="100%" y={y(value) - 4} textAnchor="end">
              {value === grid.at(-1) ? `${value} ${words.left}` : value}
            </text>
          </g>
        ))}
        {ticks.map(({ at, label }) => (
          <text key={label} x={percent(at)} y="200">
            {label}
          </text>
        ))}
        <svg
          aria-hidden="true"
          y={top}
          height={height}
          width="100%"
          viewBox={`0 0 100 ${span}`}
          preserveAspectRatio="none"
          overflow="visible"
        >
          <path className="burn-plan" d={`M0 0L100 ${budget}`} />
          <path className="burn-actual" d={`M0 0${path}H${today * 100}`} />
        </svg>
        <circle className="burn-today" cx={percent(today)} cy={y(budget - steps.length)} r="6" />
        <text
          className="say"
          x={percent(today)}
          dx={today > 0.7 ? -12 : 12}
          y={y(budget - steps.length) - 8}
          textAnchor={today > 0.7 ? 'end' : 'start'}
        >
          {words.leftToday}
        </text>
        <text x="84%" dx="-10" y={y(budget * 0.16) - 10} textAnchor="end">
          {words.pace}
        </text>
      </svg>
    </figure>
  );
}

/** Whole numbers, at most five of them; the budget is one. */
function gridOf(least: number, budget: number): number[] {
  const step = Math.max(1, Math.ceil((budget - least) / 4));
  const found: number[] = [];
  for (let value = budget; value >= least - 1e-9; value -= step) found.unshift(value);
  return found;
}
