import type { CalibrationRow } from '@dandelion-loop/contract';
import { numbers } from '@dandelion-loop/wording';
import { texts } from '../../texts/beliefs.ts';
import { percent } from './belief-words.ts';

const size = 240;
const at = (fraction: number) => fraction * size;
const up = (fraction: number) => size - fraction * size;

/** What was said against how often it happened; on the diagonal it happened as said. */
export function Calibration({ rows }: { rows: readonly CalibrationRow[] }) {
  const words = rows.map(({ meanForecast, observed, low, high, n }) =>
    texts.calibrationRow(percent(meanForecast), percent(observed), percent(low), percent(high), numbers.count(n)),
  );
  return (
    <svg
      className="calibration"
      viewBox={`-30 -12 ${size + 42} ${size + 40}`}
      role="img"
      aria-label={texts.calibration(words.join('; '))}
    >
      <rect className="calibration-frame" width={size} height={size} />
      <line className="calibration-as-said" x1={0} y1={size} x2={size} y2={0} />
      <text x={6} y={14}>
        {texts.happened}
      </text>
      <text x={0} y={size + 16}>
        {texts.said} 0%
      </text>
      <text x={size} y={size + 16} textAnchor="end">
        100%
      </text>
      {rows.map(({ from, meanForecast, observed, low, high }) => (
        <g key={from}>
          <line className="calibration-bar" x1={at(meanForecast)} x2={at(meanForecast)} y1={up(low)} y2={up(high)} />
          <circle className="calibration-dot" cx={at(meanForecast)} cy={up(observed)} r={4.5} />
        </g>
      ))}
    </svg>
  );
}
