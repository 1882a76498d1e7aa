import type { CalibrationRow } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { texts } from '../../texts/beliefs.ts';

const along = (share: number): string => `${100 * share}%`;
const up = (share: number): string => `${100 * (1 - share)}%`;

/** What was said against what happened, with 95% intervals, beside the line where both are the same. */
export function CalibrationPlot({ rows }: { rows: readonly CalibrationRow[] }) {
  const points = rows.map(({ meanForecast, observed }) =>
    texts.calibrationPoint(numbers.share(meanForecast), numbers.share(observed)),
  );
  return (
    <div className="calibration-plot">
      <svg role="img" aria-label={texts.calibrationName(points)}>
        <rect className="frame" width="100%" height="100%" />
        <line className="as-said" x1="0" y1="100%" x2="100%" y2="0" />
        {rows.map((row) => (
          <g key={row.from}>
            <line
              className="interval"
              x1={along(row.meanForecast)}
              x2={along(row.meanForecast)}
              y1={up(row.low)}
              y2={up(row.high)}
            />
            <circle className="observed" cx={along(row.meanForecast)} cy={up(row.observed)} r="5" />
          </g>
        ))}
        <text x="0" y="100%" dy="16">
          {texts.calibrationSaid}
        </text>
        <text x="100%" y="100%" dy="16" textAnchor="end">
          100%
        </text>
        <text x="0" y="0" dx="-6" dy="8" textAnchor="end">
          100%
        </text>
        <text x="0" y="100%" dx="-6" textAnchor="end">
          0%
        </text>
        <text x="4%" y="6%">
          {texts.calibrationHappened}
        </text>
        <text x="71%" y="24%" textAnchor="end">
          {texts.calibrationAsSaid}
        </text>
      </svg>
    </div>
  );
}
