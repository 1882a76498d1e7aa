import type { CSSProperties } from 'react';
import { type DotAxis, type DotValue, dotLayout, dotTicks, placeOn } from './dot-layout.ts';
import { percent } from './interval-mark.tsx';
import './year-dots.css';

interface YearDotsProps {
  /** What is to be seen, in a sentence: "One hundred dots, each a possible year. 69 reach 900 new donors." */
  name: string;
  axis: DotAxis;
  /** From the lowest to the highest: each goes from its place before to its place now. */
  dots: readonly DotValue[];
  /** "Target 900" */
  target: string;
  write: (value: number) => string;
}

/** Possible ends of a plan as dots, filled where the target is reached. What changes drifts. */
export function YearDots({ name, axis, dots, target, write }: YearDotsProps) {
  const { dots: placed, rows } = dotLayout(axis, dots);
  const at = placeOn(axis, axis.target);
  const style = { '--rows': Math.max(8, rows) } as CSSProperties;
  return (
    <div className="year-dots">
      <svg role="img" aria-label={name} style={style}>
        {dotTicks(axis).map(({ value, at: place }) => (
          <text
            key={value}
            x={percent(place)}
            y="100%"
            dy="-6"
            textAnchor={place > 0.96 ? 'end' : place < 0.04 ? 'start' : 'middle'}
          >
            {write(value)}
          </text>
        ))}
        <line className="ground" x1="0" x2="100%" y1="100%" y2="100%" transform="translate(0 -24)" />
        <line className="target" x1={percent(at)} x2={percent(at)} y1="38" y2="100%" transform="translate(0 -24)" />
        <text className="say" x={percent(at)} y="10" dx={at > 0.7 ? -7 : 7} textAnchor={at > 0.7 ? 'end' : 'start'}>
          {target}
        </text>
        {placed.map((dot, i) => (
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: the hundredth part of a distribution is what its place says.
            key={i}
            className={dot.reached ? 'reached' : undefined}
            style={{ '--x': percent(dot.at), '--k': dot.row } as CSSProperties}
          />
        ))}
      </svg>
    </div>
  );
}
