import { listRitualPacks } from '@dandelion-loop/contract';
import { useAnswer } from '../../app/queries.ts';
import { dayOf } from '../../app/zone-day.ts';
import { texts } from '../../texts/rhythm.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/state-card.tsx';
import { cadenceWords } from './cadence-words.ts';
import { useWhen } from './use-when.ts';

/** The rituals that ship, each with what it is for. The first has the gold button. */
export function Packs() {
  const { timeZone, day } = useWhen();
  const { data, error, refetch } = useAnswer(listRitualPacks, {}, { staleTime: Number.POSITIVE_INFINITY });
  if (data === undefined)
    return error === null ? (
      <Skeleton lines={6} />
    ) : (
      <ErrorState say={texts.failed} actions={<Button onClick={() => refetch()}>{texts.tryAgain}</Button>}>
        {error.message}
      </ErrorState>
    );
  return (
    <ul className="packs">
      {data.packs.map(({ id, name, purpose, rule, time, minutes, blocks }, at) => (
        <li key={id} className="card">
          <h3>{name}</h3>
          <p className="pack-when">
            {cadenceWords(
              rule === null || time === null
                ? null
                : { start: `${dayOf(Date.now(), timeZone)}T${time}`, timeZone, rule },
              { timeZone, day },
            )}
            {', '}
            {texts.packMinutes(minutes)}
          </p>
          <p>{purpose}</p>
          <p className="pack-blocks">{blocks.map(({ title }) => title).join(' · ')}</p>
          <p className="pack-take">
            <ButtonLink
              to="/rhythm/rituals/new"
              search={{ pack: id }}
              kind={at === 0 ? 'primary' : 'plain'}
              aria-label={texts.takePackOf(name)}
            >
              {texts.takePack}
            </ButtonLink>
          </p>
        </li>
      ))}
    </ul>
  );
}
