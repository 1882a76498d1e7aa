import type { Ritual } from '@dandelion-loop/contract';
import { Link } from '@tanstack/react-router';
import { texts } from '../../texts/rhythm.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { Faces } from '../../ui/faces.tsx';
import { spoken } from '../experiments/result-words.tsx';
import { AgendaList } from './agenda-list.tsx';
import { HoldRitual } from './hold-ritual.tsx';
import { useWhen } from './use-when.ts';

/** A meeting that is next: when, who comes, and what it would be about now. `first`: it has the one gold button. */
export function RitualCard({ ritual, first }: { ritual: Ritual; first: boolean }) {
  const when = useWhen();
  const { id, name, next, minutes, members } = ritual;
  const own = next === null ? null : when.own(next.startsAt);
  const coming = members.filter(({ left }) => !left);
  return (
    <article className="card ritual-card">
      <header>
        <h3>
          <Link to="/rhythm/rituals/$id" params={{ id }}>
            {spoken(name)}
          </Link>
        </h3>
        <span className="n ritual-length">
          {next !== null && `${when.time(next.startsAt)}, `}
          {texts.length(minutes)}
        </span>
      </header>
      {next !== null && (
        <p className="ritual-when">
          {when.day(next.startsAt)}
          {own !== null && <span>{own}</span>}
        </p>
      )}
      {coming.length === 0 ? <p className="quiet">{texts.nobodyComes}</p> : <Faces people={coming} />}
      <AgendaList ritualId={id} />
      <div className="ritual-actions">
        <HoldRitual ritual={ritual} kind={first ? 'primary' : 'plain'} />
        {ritual.meetingId === null && (
          <ButtonLink
            to="/rhythm/meetings/$id"
            params={{ id: 'next' }}
            search={{ ritual: id }}
            aria-label={texts.openOf(name)}
          >
            {texts.open}
          </ButtonLink>
        )}
      </div>
    </article>
  );
}
