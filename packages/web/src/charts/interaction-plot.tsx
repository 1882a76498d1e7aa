import { scaleLinear } from 'd3-scale';
import type { ReactNode } from 'react';
import './interaction-plot.css';
import { percent } from './interval-mark.tsx';

interface CrossingPoint {
  value: number;
  /** Null where the spread is not known. */
  low: number | null;
  high: number | null;
}

interface CrossingLine {
  name: string;
  /** One for each place along the axis; null where nobody was. */
  points: readonly (CrossingPoint | null)[];
}

interface InteractionPlotProps {
  /** With what is to be seen: "clicks by tone and emoji: they depend on each other". */
  name: string;
  caption: ReactNode;
  /** At least two places along the axis. */
  places: readonly string[];
  lines: readonly CrossingLine[];
  yWords: (value: number) => string;
  /** Head of the first column of the table that screen readers get instead. */
  head: string;
}

const height = 190;
/** Of a place, by which lines stand beside each other, so that intervals do not hide one another. */
const apart = 0.03;
const longestName = 18;

const shortened = (name: string): string => (name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name);

/** Means of two attributes together: lines that are not parallel depend on each other. */
export function InteractionPlot({ name, caption, places, lines, yWords, head }: InteractionPlotProps) {
  const points = lines.flatMap((line) => line.points).filter((point) => point !== null);
  const values = points.flatMap(({ value, low, high }) => [low ?? value, high ?? value]);
  const y = scaleLinear()
    .domain([Math.min(...values), Math.max(...values)])
    .nice(4)
    .range([height, 0]);
  const at = (place: number, line: number) =>
    0.12 + (0.76 * place) / Math.max(1, places.length - 1) + (line - (lines.length - 1) / 2) * apart;
  return (
    <figure className="crossing" aria-label={name}>
      <figcaption>{caption}</figcaption>
      <div className="crossing-field">
        <svg height={height} aria-hidden="true">
          {y.ticks(4).map((tick) => (
            <g key={tick}>
              <line className="g-grid" x1="0" x2="100%" y1={y(tick)} y2={y(tick)} />
              <text x="0" dx="-8" y={y(tick) + 4} textAnchor="end">
                {yWords(tick)}
              </text>
            </g>
          ))}
          {places.map((place, i) => (
            <text
              key={place}
              x={percent(0.12 + (0.76 * i) / Math.max(1, places.length - 1))}
              y={height + 18}
              textAnchor="middle"
            >
              {shortened(place)}
            </text>
          ))}
          {lines.map((line, i) => (
            <Line key={line.name} line={line} index={i} x={(place) => at(place, i)} y={y} />
          ))}
          <Names lines={lines} x={(line) => at(places.length - 1, line)} y={y} />
        </svg>
      </div>
      <Table places={places} lines={lines} yWords={yWords} head={head} />
    </figure>
  );
}

interface LineProps {
  line: CrossingLine;
  index: number;
  x: (place: number) => number;
  y: (value: number) => number;
}

function Line({ line, index, x, y }: LineProps) {
  return (
    <g className={`c${index % 6}`}>
      {line.points.map((point, place) => {
        const next = line.points[place + 1];
        if (!point || !next) return null;
        const key = `${x(place)}`;
        return (
          <line
            key={key}
            className="l"
            x1={percent(x(place))}
            x2={percent(x(place + 1))}
            y1={y(point.value)}
            y2={y(next.value)}
          />
        );
      })}
      {line.points.map((point, place) => {
        if (!point) return null;
        const middle = percent(x(place));
        return (
          <g key={middle}>
            {point.low !== null && point.high !== null && (
              <line className="i" x1={middle} x2={middle} y1={y(point.low)} y2={y(point.high)} />
            )}
            <circle cx={middle} cy={y(point.value)} r="4.5" />
          </g>
        );
      })}
    </g>
  );
}

/** Names at the right ends, moved apart where they would overlap. */
function Names({
  lines,
  x,
  y,
}: {
  lines: readonly CrossingLine[];
  x: (line: number) => number;
  y: (value: number) => number;
}) {
  const ends = lines
    .flatMap(({ name, points }, i) => {
      const last = points.at(-1);
      return last ? [{ name, x: x(i), y: y(last.value) + 4 }] : [];
    })
    .sort((a, b) => a.y - b.y);
  let floor = Number.NEGATIVE_INFINITY;
  return ends.map(({ name, x: place, y: wanted }) => {
    floor = Math.max(wanted, floor + 14);
    return (
      <text key={name} className="say" x={percent(Math.max(place, 0.91))} dx="10" y={floor}>
        {shortened(name)}
      </text>
    );
  });
}

function Table({ places, lines, yWords, head }: Pick<InteractionPlotProps, 'places' | 'lines' | 'yWords' | 'head'>) {
  return (
    <div className="visually-hidden">
      <table>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            {places.map((place) => (
              <th key={place} scope="col">
                {place}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, points }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {points.map((point, place) => (
                <td key={places[place]}>{point ? yWords(point.value) : '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
