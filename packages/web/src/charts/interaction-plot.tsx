import { type CrossingPlot, crossingHeight } from '@dandelion-loop/wording';
import type { ReactNode } from 'react';
import './interaction-plot.css';
import { percent } from './interval-mark.tsx';

interface InteractionPlotProps {
  plot: CrossingPlot;
  /** With what is to be seen: "clicks by tone and emoji: they depend on each other". */
  name: string;
  caption: ReactNode;
}

/** Room under the field for the names of the places and of the attribute. */
const below = 38;

/** Means of two attributes together: lines that are not parallel depend on each other. */
export function InteractionPlot({ plot, name, caption }: InteractionPlotProps) {
  const { titles, places, ticks, lines } = plot;
  return (
    <figure className="crossing" aria-label={name}>
      <figcaption>{caption}</figcaption>
      <div className="crossing-field" style={{ paddingBottom: below }}>
        <svg height={crossingHeight} aria-hidden="true">
          {ticks.map(({ label, y }) => (
            <g key={label}>
              <line className="g-grid" x1="0" x2="100%" y1={percent(y)} y2={percent(y)} />
              <text x="0" dx="-8" y={percent(y)} dy="4" textAnchor="end">
                {label}
              </text>
            </g>
          ))}
          {places.map(({ name: place, label, x }) => (
            <text key={place} x={percent(x)} y="100%" dy="18" textAnchor="middle">
              {label}
            </text>
          ))}
          <text className="title" x="50%" y="100%" dy="34" textAnchor="middle">
            {titles.along}
          </text>
          {lines.map((line, i) => (
            <Line key={line.name} line={line} index={i} />
          ))}
          <Names plot={plot} />
        </svg>
      </div>
      <Table plot={plot} />
    </figure>
  );
}

function Line({ line: { points }, index }: { line: CrossingPlot['lines'][number]; index: number }) {
  return (
    <g className={`c${index}`}>
      {points.map((point, place) => {
        const next = points[place + 1];
        if (!point || !next) return null;
        const ends = { x1: percent(point.x), x2: percent(next.x), y1: percent(point.y), y2: percent(next.y) };
        return <line key={point.x} className="l" {...ends} />;
      })}
      {points.map((point) => {
        if (!point) return null;
        const { x, y, top, bottom } = point;
        return (
          <g key={x}>
            {top !== null && bottom !== null && (
              <line className="i" x1={percent(x)} x2={percent(x)} y1={percent(top)} y2={percent(bottom)} />
            )}
            <circle cx={percent(x)} cy={percent(y)} r="4.5" />
          </g>
        );
      })}
    </g>
  );
}

/** At the right ends of the lines, below the name of their attribute. */
function Names({ plot: { titles, ends } }: { plot: CrossingPlot }) {
  const [highest] = ends;
  if (highest === undefined) return null;
  const x = percent(Math.max(...ends.map((end) => end.x), 0.91));
  return (
    <>
      <text className="title" x={x} dx="10" y={percent(highest.y)} dy="-12">
        {titles.across}
      </text>
      {ends.map(({ name, label, y }) => (
        <text key={name} className="say" x={x} dx="10" y={percent(y)} dy="4">
          {label}
        </text>
      ))}
    </>
  );
}

function Table({ plot: { across, along, places, lines } }: { plot: CrossingPlot }) {
  return (
    <div className="visually-hidden">
      <table>
        <thead>
          <tr>
            <th scope="col">{`${across} × ${along}`}</th>
            {places.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, points }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {points.map((point, place) => (
                <td key={places[place]!.name}>{point ? said(point) : '–'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const said = ({ text, interval }: NonNullable<CrossingPlot['lines'][number]['points'][number]>) =>
  interval === null ? text : `${text} (${interval})`;
