import { type ReactNode, useId } from 'react';
import { percent } from './interval-mark.tsx';
import './month-bars.css';

export interface MonthBar {
  /** "2013-07", unique and in order, without gaps. */
  key: string;
  /** "July 2013", for the table. */
  name: string;
  /** "Jul 2013" below the bar; null: no label there. */
  label: string | null;
  /** From the bottom up: settled either way, not settled, not to be read. */
  settled: number;
  open: number;
  invalid: number;
}

/** A stretch of time that stands out. */
export interface MonthStretch {
  /** Keys of its first and last month. */
  from: string;
  to: string;
  title: string;
  sub?: string;
}

interface MonthBarsProps {
  /** With what is to be seen: "Tests per month. From July to December 2013, 677 of 966 split wrongly." */
  name: string;
  caption: ReactNode;
  bars: readonly MonthBar[];
  stretches?: readonly MonthStretch[];
  /** Heads of the table that screen readers get instead. */
  words: { month: string; settled: string; open: string; invalid: string };
}

/** Pixels of the highest bar; above the bars there is room for the words of a stretch. */
const highest = 104;
const wordsRoom = 34;
/** Of the width of a month, kept free at each side of its bar. */
const gap = 0.12;

/** Counts over time: the one place for bars. */
export function MonthBars({ name, caption, bars, stretches = [], words }: MonthBarsProps) {
  const hatch = useId();
  const most = Math.max(1, ...bars.map(({ settled, open, invalid }) => settled + open + invalid));
  const width = 1 / Math.max(1, bars.length);
  const base = highest + (stretches.length > 0 ? wordsRoom : 0);
  const index = (key: string): number => bars.findIndex((bar) => bar.key === key);
  return (
    <figure className="months" aria-label={name}>
      <figcaption>{caption}</figcaption>
      <svg height={base + 24} aria-hidden="true">
        <defs>
          <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect className="hatch-ground" width="5" height="5" />
            <path className="hatch-line" d="M0 0V5" />
          </pattern>
        </defs>
        {stretches.map((stretch) => (
          <Stretch
            key={stretch.from}
            stretch={stretch}
            from={index(stretch.from)}
            to={index(stretch.to)}
            width={width}
          />
        ))}
        <line className="months-ground" x1="0" x2="100%" y1={base} y2={base} />
        {bars.map((bar, place) => (
          <Bar key={bar.key} bar={bar} x={place * width} width={width} most={most} base={base} hatch={hatch} />
        ))}
        {stretches.map((stretch) => (
          <StretchWords key={stretch.from} stretch={stretch} x={Math.max(0, index(stretch.from)) * width} />
        ))}
      </svg>
      <MonthTable bars={bars} words={words} />
    </figure>
  );
}

interface BarProps {
  bar: MonthBar;
  x: number;
  width: number;
  most: number;
  base: number;
  hatch: string;
}

function Bar({ bar, x, width, most, base, hatch }: BarProps) {
  const height = (count: number): number => (count / most) * highest;
  const [settled, open, invalid] = [height(bar.settled), height(bar.open), height(bar.invalid)];
  const place = { x: percent(x + gap * width), width: percent(width * (1 - 2 * gap)) };
  return (
    <>
      <rect className="month-settled" {...place} y={base - settled} height={settled} />
      <rect className="month-open" {...place} y={base - settled - open} height={open} />
      {bar.invalid > 0 && (
        <rect
          className="month-invalid"
          {...place}
          y={base - settled - open - invalid}
          height={invalid}
          fill={`url(#${hatch})`}
        />
      )}
      {bar.label && (
        <text x={percent(x)} y={base + 16}>
          {bar.label}
        </text>
      )}
    </>
  );
}

interface StretchProps {
  stretch: MonthStretch;
  from: number;
  to: number;
  width: number;
}

function Stretch({ from, to, width }: StretchProps) {
  if (from < 0 || to < from) return null;
  return (
    <rect
      className="month-stretch"
      x={percent(from * width)}
      width={percent((to - from + 1) * width)}
      y="-6"
      height={highest + wordsRoom + 6}
    />
  );
}

function StretchWords({ stretch, x }: { stretch: MonthStretch; x: number }) {
  // Near the right edge the words run to the left of their beginning.
  const anchor = x > 0.72 ? ({ textAnchor: 'end', dx: -4 } as const) : ({ textAnchor: 'start', dx: 4 } as const);
  return (
    <>
      <text className="say" x={percent(x)} y="10" {...anchor}>
        {stretch.title}
      </text>
      {stretch.sub && (
        <text x={percent(x)} y="25" {...anchor}>
          {stretch.sub}
        </text>
      )}
    </>
  );
}

function MonthTable({ bars, words }: Pick<MonthBarsProps, 'bars' | 'words'>) {
  return (
    <div className="visually-hidden">
      <table>
        <thead>
          <tr>
            <th scope="col">{words.month}</th>
            <th scope="col">{words.settled}</th>
            <th scope="col">{words.open}</th>
            <th scope="col">{words.invalid}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.key}>
              <th scope="row">{bar.name}</th>
              <td>{bar.settled}</td>
              <td>{bar.open}</td>
              <td>{bar.invalid}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
