import type { ArrivalDetail } from '@dandelion-loop/contract';
import { texts } from '../../texts/sources.ts';

const step = 10;
const height = 90;

/** Events of each of the last 60 minutes, as bars. */
export function HourPicture({ hour }: Pick<ArrivalDetail, 'hour'>) {
  const most = Math.max(1, ...hour.map(({ events }) => events));
  const all = hour.reduce((total, { events }) => total + events, 0);
  return (
    <figure className="hour-picture">
      <svg
        viewBox={`0 0 ${hour.length * step} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={texts.hourPicture(all, Math.max(0, ...hour.map(({ events }) => events)))}
      >
        <path className="hour-ground" d={`M0 ${height - 0.5}H${hour.length * step}`} />
        {hour.map(({ minute, events }, at) => {
          const tall = (events / most) * (height - 4);
          return <rect key={minute} x={at * step + 1} y={height - tall} width={step - 2} height={tall} />;
        })}
      </svg>
      <figcaption aria-hidden="true">
        <span>{texts.hourFrom}</span>
        <span>{texts.hourTo}</span>
      </figcaption>
    </figure>
  );
}
