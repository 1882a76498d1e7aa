import { scaleLinear, scaleLog } from 'd3-scale';
import { curveMonotoneX, line as lineShape } from 'd3-shape';
import { type ReactNode, useId, useState } from 'react';
import './curve-plot.css';
import { percent } from './interval-mark.tsx';

export interface CurvePoint {
  x: number;
  y: number;
}

interface CurvePlotProps {
  /** What the curve shows: "People in each group, by the difference to find". */
  name: string;
  /** In the order of x; at least two. */
  points: readonly CurvePoint[];
  /** The answer that is asked for: a dot with its words. */
  here?: (CurvePoint & { label: string }) | undefined;
  xTitle: string;
  yTitle: string;
  xWords: (x: number) => string;
  yWords: (y: number) => string;
  /** One point as a sentence, read out while moving along the curve: "To find 2 points: 3,800 people in each group". */
  sentence: (point: CurvePoint) => string;
  /** Where y spans more than two powers of ten, as numbers of people do. */
  logY?: boolean;
  caption?: ReactNode;
}

const height = 260;

/** A curve with its own words on it, and a reading that follows the pointer or the arrow keys. */
export function CurvePlot(props: CurvePlotProps) {
  const { name, points, here, xTitle, yTitle, xWords, yWords, sentence, logY = false, caption } = props;
  const [reading, setReading] = useState<number | null>(null);
  const captionId = useId();
  const { xAt, yAt, xTicks, yTicks, path } = measure(points, here, logY);
  const read = reading === null ? undefined : points[reading];
  return (
    <figure className="curve" aria-label={name}>
      {caption && <figcaption id={captionId}>{caption}</figcaption>}
      <p className="curve-y">{yTitle}</p>
      <div className="curve-field">
        <svg className="curve-svg" height={height} aria-hidden="true">
          {yTicks.map((tick) => (
            <g key={tick}>
              <line className="g-grid" x1="0" x2="100%" y1={yAt(tick)} y2={yAt(tick)} />
              <text x="0" dx="-8" y={yAt(tick)} dy="4" textAnchor="end">
                {yWords(tick)}
              </text>
            </g>
          ))}
          <line className="curve-ground" x1="0" x2="100%" y1={height} y2={height} />
          {xTicks.map((tick) => (
            <text key={tick} x={percent(xAt(tick))} y={height + 18} textAnchor={anchorOf(xAt(tick))}>
              {xWords(tick)}
            </text>
          ))}
          {/* Its width is stretched to the field; the line keeps its thickness. */}
          <svg viewBox={`0 0 1 ${height}`} preserveAspectRatio="none" width="100%" height={height} aria-hidden="true">
            <path className="curve-line" d={path} vectorEffect="non-scaling-stroke" />
          </svg>
          {here && <Here x={xAt(here.x)} y={yAt(here.y)} label={here.label} />}
          {read && <Reading x={xAt(read.x)} y={yAt(read.y)} />}
        </svg>
        <input
          className="curve-reader"
          type="range"
          min={0}
          max={points.length - 1}
          value={reading ?? nearest(points, here?.x)}
          aria-label={name}
          aria-valuetext={sentence(points[reading ?? nearest(points, here?.x)] as CurvePoint)}
          onChange={(event) => setReading(Number(event.target.value))}
          onFocus={() => setReading((now) => now ?? nearest(points, here?.x))}
          onBlur={() => setReading(null)}
          onPointerMove={(event) => setReading(pointed(event.currentTarget, event.clientX, points, xAt))}
          onPointerLeave={(event) => {
            if (document.activeElement !== event.currentTarget) setReading(null);
          }}
        />
      </div>
      <p className="curve-x">{xTitle}</p>
      <p className="curve-say n">{read ? sentence(read) : here?.label}</p>
    </figure>
  );
}

const anchorOf = (at: number) => (at < 0.04 ? 'start' : at > 0.96 ? 'end' : 'middle');

function measure(points: readonly CurvePoint[], here: CurvePoint | undefined, logY: boolean) {
  const all = here ? [...points, here] : points;
  const extent = (values: number[]): [number, number] => [Math.min(...values), Math.max(...values)];
  const x = scaleLinear(extent(all.map((point) => point.x)), [0, 1]);
  const [low, high] = extent(all.map((point) => point.y));
  const y = logY
    ? scaleLog([low, high], [height, 12]).nice()
    : scaleLinear([Math.min(0, low), high], [height, 12]).nice();
  const shape = lineShape<CurvePoint>(
    (point) => x(point.x),
    (point) => y(point.y),
  ).curve(curveMonotoneX);
  const wanted = logY ? (tick: number) => Number.isInteger(Math.log10(tick)) : () => true;
  const yTicks = y.ticks(4).filter(wanted);
  return {
    xAt: (value: number) => x(value),
    yAt: (value: number) => y(value),
    xTicks: x.ticks(5),
    // Within one power of ten there is no whole one: its ends.
    yTicks: yTicks.length > 1 ? yTicks : y.domain(),
    path: shape(points as CurvePoint[]) ?? '',
  };
}

function nearest(points: readonly CurvePoint[], x: number | undefined): number {
  if (x === undefined) return Math.floor(points.length / 2);
  const distances = points.map((point) => Math.abs(point.x - x));
  return distances.indexOf(Math.min(...distances));
}

function pointed(
  field: HTMLElement,
  clientX: number,
  points: readonly CurvePoint[],
  xAt: (x: number) => number,
): number {
  const box = field.getBoundingClientRect();
  const share = (clientX - box.left) / box.width;
  const distances = points.map(({ x }) => Math.abs(xAt(x) - share));
  return distances.indexOf(Math.min(...distances));
}

function Here({ x, y, label }: { x: number; y: number; label: string }) {
  const right = x > 0.6;
  return (
    <>
      <circle className="curve-here" cx={percent(x)} cy={y} r="5.5" />
      <text
        className="say"
        x={percent(x)}
        dx={right ? -10 : 10}
        y={Math.max(14, y - 10)}
        textAnchor={right ? 'end' : 'start'}
      >
        {label}
      </text>
    </>
  );
}

function Reading({ x, y }: { x: number; y: number }) {
  return (
    <>
      <line className="curve-cross" x1={percent(x)} x2={percent(x)} y1="0" y2={height} />
      <circle className="curve-read" cx={percent(x)} cy={y} r="4.5" />
    </>
  );
}
