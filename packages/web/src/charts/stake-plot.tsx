import { percent } from './interval-mark.tsx';
import './plot.css';
import './stake-plot.css';

interface StakeRow {
  key: string;
  label: string;
  /** "4 bets, 2 with numbers" */
  sub: string;
  /** In one unit for all rows; null: nothing is known. */
  spent: number | null;
  stake: number;
  /** "€4,200 of €9,000" */
  text: string;
  /** Below the number. */
  note: string | null;
}

interface StakePlotProps {
  name: string;
  head: string;
  unit: string;
  rows: readonly StakeRow[];
}

/** What was spent against what was staked. Every number stands in words beside its mark. */
export function StakePlot({ name, head, unit, rows }: StakePlotProps) {
  const most = Math.max(1e-9, ...rows.flatMap(({ spent, stake }) => [spent ?? 0, stake]));
  return (
    <figure className="plot-wrap stake-plot" aria-label={name}>
      <div className="plot">
        <div className="plot-head">
          <span>{head}</span>
          <span />
          <span>{unit}</span>
        </div>
        <ul className="plot-rows">
          {rows.map((row) => (
            <li key={row.key} className="plot-row">
              <div className="plot-label">
                <span>{row.label}</span>
                <small>{row.sub}</small>
              </div>
              <div className="plot-field">
                <Field row={row} most={most} />
              </div>
              <div className="plot-value">
                <b>{row.text}</b>
                {row.note && <small className="n">{row.note}</small>}
              </div>
            </li>
          ))}
        </ul>
      </div>
    </figure>
  );
}

/** Room for half a dot at both ends. */
const at = (value: number, most: number): string => percent(0.02 + (0.96 * value) / most);

function Field({ row: { spent, stake }, most }: { row: StakeRow; most: number }) {
  const over = spent !== null && spent > stake ? ' over' : '';
  return (
    <svg className="field" aria-hidden="true">
      <line className="stake-track" x1={at(0, most)} x2={at(stake, most)} y1="50%" y2="50%" />
      {spent !== null && (
        <line className={`stake-spent${over}`} x1={at(0, most)} x2={at(spent, most)} y1="50%" y2="50%" />
      )}
      <line className="stake-mark" x1={at(stake, most)} x2={at(stake, most)} y1="18%" y2="82%" />
      {spent !== null && <circle className={`stake-dot${over}`} cx={at(spent, most)} cy="50%" r="5.5" />}
    </svg>
  );
}
