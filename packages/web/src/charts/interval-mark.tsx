import type { PlotLine } from '@dandelion-loop/wording';
import type { Tone } from '../ui/glyph.tsx';

/** Places are shares of the width: 0 left, 1 right. So an SVG of percentages is fluid at any width without script. */
export const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

export type MarkTone = Extract<Tone, 'better' | 'worse' | 'none' | 'uncertain' | 'stopped' | 'invalid'>;

/** What all rows of a plot stand on; a plot of the wording package has it. */
export interface Ground {
  ticks: readonly { value: number; label: string; at: number }[];
  zero: number;
  /** Where a difference is not worth having; an edge beyond the axis is no edge. */
  band: { from: number; to: number; edges: readonly number[] } | null;
}

export interface IntervalMarkProps {
  tone: MarkTone;
  /** Null: too few data, a dotted line across the field. */
  line: PlotLine | null;
  /** Where the next test may land. */
  prediction?: { from: number; to: number } | undefined;
}

function Upright({ kind, at }: { kind: string; at: number }) {
  return <line className={kind} x1={percent(at)} x2={percent(at)} y1="0" y2="100%" />;
}

/** Grid, the band of no difference worth having, and zero in ink. */
export function GroundLines({ ticks, zero, band }: Ground) {
  return (
    <>
      {ticks.map(({ value, at }) => value !== 0 && <Upright key={value} kind="g-grid" at={at} />)}
      {band && (
        <>
          <rect className="g-band" x={percent(band.from)} width={percent(band.to - band.from)} y="0" height="100%" />
          {band.edges.map((edge) => (
            <Upright key={edge} kind="g-edge" at={edge} />
          ))}
        </>
      )}
      <Upright kind="g-zero" at={zero} />
    </>
  );
}

/** A shape whose place is a share and whose size is pixels. */
function Shape({ at, className, d }: { at: number; className: string; d: string }) {
  return (
    <svg x={percent(at)} y="50%" overflow="visible" aria-hidden="true">
      <path className={className} d={d} />
    </svg>
  );
}

function Estimate({ at, tone }: { at: number; tone: MarkTone }) {
  if (tone === 'invalid') return <Shape at={at} className="x" d="M-4 -4L4 4M4 -4L-4 4" />;
  if (tone === 'stopped') return <Shape at={at} className="d" d="M-5 -5H5V5H-5z" />;
  return <circle className="d" cx={percent(at)} cy="50%" />;
}

/** An estimate on its interval: filled where settled, hollow where not, a cross where it may not be read. */
export function IntervalMark({ tone, line, prediction }: IntervalMarkProps) {
  if (line === null) {
    return (
      <g className="m">
        <line className="q" x1="0" x2="100%" y1="50%" y2="50%" />
      </g>
    );
  }
  return (
    <g className={`m ${tone}`}>
      {prediction && <line className="p" x1={percent(prediction.from)} x2={percent(prediction.to)} y1="50%" y2="50%" />}
      <line className="i" x1={percent(line.from)} x2={percent(line.to)} y1="50%" y2="50%" />
      {line.clippedLow && <Shape at={0} className="a" d="M5 -4L0 0L5 4" />}
      {line.clippedHigh && <Shape at={1} className="a" d="M-5 -4L0 0L-5 4" />}
      {line.at !== null && <Estimate at={line.at} tone={tone} />}
    </g>
  );
}
