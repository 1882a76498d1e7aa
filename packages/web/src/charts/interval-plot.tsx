import { Fragment, type ReactNode } from 'react';
import { Verdict } from '../ui/verdict.tsx';
import { type Ground, GroundLines, IntervalMark, type IntervalMarkProps, percent } from './interval-mark.tsx';
import './plot.css';

export interface IntervalRow extends IntervalMarkProps {
  key: string;
  label: ReactNode;
  /** Below the label: "18.28% against 10.62%", the sample. */
  sub?: ReactNode;
  /** "+7.7"; null where nothing may be read or nothing is known: then the words of the verdict stand there. */
  text: string | null;
  /** "+6.6 to +8.7" */
  interval: string | null;
  /** Of the verdict; below the number. */
  words?: string | undefined;
  /** Why a number is missing. */
  reason?: string | null | undefined;
  /** Of a waterfall: from where the row before ended to where this one does. */
  bar?: { from: number; to: number } | undefined;
  /** At the right of the value, where there is room: one for each of the plot's `heads`. */
  cells?: readonly ReactNode[];
}

export interface IntervalGroup {
  key: string;
  /** "Men’s e-mail, by channel" and, small, "no sign that groups differ". */
  heading?: ReactNode;
  rows: readonly IntervalRow[];
}

interface IntervalPlotProps {
  /** What the plot shows, for screen readers: "Differences in visits". */
  name: string;
  /** At the head of the labels: an `<h3>` or words. */
  head: ReactNode;
  /** At the head of the numbers: "points, 95% interval". */
  unit?: ReactNode;
  /** `frame` of a plot of the wording package. */
  ground: Ground;
  /** One group without a heading for a plain plot. */
  groups: readonly IntervalGroup[];
  /** Rows without a second line. */
  dense?: boolean;
  /** Of further columns at the right of the value, short. */
  heads?: readonly string[];
}

/** Rows of label, field, value. What a field draws stands in words beside it, so only the words are read out. */
export function IntervalPlot({ name, head, unit, ground, groups, dense = false, heads = [] }: IntervalPlotProps) {
  const kind = `plot${dense ? ' dense' : ''}${heads.length > 0 ? ' with-cells' : ''}`;
  return (
    <figure className="plot-wrap" aria-label={name}>
      <div className={kind}>
        <div className="plot-head">
          {typeof head === 'string' ? <span>{head}</span> : head}
          <AxisTicks ticks={ground.ticks} />
          {heads.length === 0 && unit && <span>{unit}</span>}
          {heads.length > 0 && (
            <div className="plot-value">
              <span>{unit}</span>
              {heads.map((text) => (
                <span key={text} className="plot-cell">
                  {text}
                </span>
              ))}
            </div>
          )}
        </div>
        {groups.map((group) => (
          <Fragment key={group.key}>
            {group.heading && <h3 className="plot-group">{group.heading}</h3>}
            <ul className="plot-rows">
              {group.rows.map((row) => (
                <Row key={row.key} row={row} ground={ground} heads={heads} />
              ))}
            </ul>
          </Fragment>
        ))}
      </div>
    </figure>
  );
}

interface RowProps {
  row: IntervalRow;
  ground: Ground;
  heads: readonly string[];
}

function Row({ row, ground, heads }: RowProps) {
  return (
    <li className="plot-row">
      <div className="plot-label">
        {row.label}
        {row.sub && <small className="n">{row.sub}</small>}
      </div>
      <div className="plot-field">
        <svg className="field" aria-hidden="true">
          <GroundLines {...ground} />
          {row.bar && (
            <rect
              className={`w ${row.tone}`}
              x={percent(row.bar.from)}
              width={percent(row.bar.to - row.bar.from)}
              y="20%"
              height="60%"
            />
          )}
          <IntervalMark tone={row.tone} line={row.line} prediction={row.prediction} />
        </svg>
      </div>
      <div className="plot-value">
        {heads.length === 0 ? (
          <Value row={row} />
        ) : (
          <div>
            <Value row={row} />
          </div>
        )}
        {row.cells !== undefined &&
          heads.map((head, at) => (
            <span key={head} className="plot-cell">
              <span className="visually-hidden">{head}: </span>
              {row.cells?.[at]}
            </span>
          ))}
      </div>
    </li>
  );
}

function Value({ row: { text, interval, words, reason, tone } }: { row: IntervalRow }) {
  const verdict = words && <Verdict tone={tone}>{words}</Verdict>;
  if (text === null) {
    return (
      <>
        {verdict}
        {reason && <small>{reason}</small>}
      </>
    );
  }
  return (
    <>
      <b>{text}</b> <span className="quiet nowrap">{interval}</span>
      {verdict && <small>{verdict}</small>}
      {reason && <small>{reason}</small>}
    </>
  );
}

/** Labels of the axis, above the rows, nearest the data; those at the edges are set inwards. */
export function AxisTicks({ ticks }: Pick<Ground, 'ticks'>) {
  return (
    <svg className="field axis" height="20" aria-hidden="true">
      {ticks.map(({ value, label, at }) => (
        <text key={value} x={percent(at)} y="12" textAnchor={at < 0.04 ? 'start' : at > 0.96 ? 'end' : 'middle'}>
          {label}
        </text>
      ))}
    </svg>
  );
}

export interface KeyEntry {
  tone: IntervalMarkProps['tone'];
  words: string;
}

/** What the marks mean, where words beside them do not say it. */
export function PlotKey({ marks, band }: { marks: readonly KeyEntry[]; band?: string | undefined }) {
  return (
    <ul className="plot-key">
      {marks.map(({ tone, words }) => (
        <li key={tone}>
          <svg aria-hidden="true">
            <IntervalMark tone={tone} line={{ from: 0.05, to: 0.95, clippedLow: false, clippedHigh: false, at: 0.5 }} />
          </svg>
          {words}
        </li>
      ))}
      {band && (
        <li>
          <svg aria-hidden="true">
            <rect className="g-band" width="44" height="12" />
            <line className="g-zero" x1="22" x2="22" y1="0" y2="12" />
          </svg>
          {band}
        </li>
      )}
    </ul>
  );
}
